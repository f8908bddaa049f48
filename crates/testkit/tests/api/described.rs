//! The description says what the service does: it is committed, whole, and true.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;
use web::acts::{self, About, Offered};
use web::api::openapi;
use web::router::routes;

#[test]
fn the_committed_description_is_the_one_that_is_served() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi.json");
    let committed = std::fs::read_to_string(file).unwrap_or_default();
    assert!(
        committed == openapi::text(),
        "openapi.json is out of date: cargo run --package server -- openapi > openapi.json, and read the difference"
    );
}

#[test]
fn every_route_is_described_and_nothing_else() {
    let served: BTreeSet<String> = routes()
        .into_iter()
        .filter(|route| route.path.starts_with("/api/"))
        .flat_map(|route| {
            let method = route.method.as_str().to_lowercase();
            spelled_out(route.path).into_iter().map(move |path| format!("{method} {path}"))
        })
        .collect();
    let description = openapi::description();
    let described: BTreeSet<String> =
        operations(&description).map(|(path, method, _)| format!("{method} {path}")).collect();
    assert_eq!(served, described);
}

#[test]
fn every_reference_leads_somewhere_and_every_operation_has_its_own_name() {
    let description = openapi::description();
    let mut references = BTreeSet::new();
    gather(&description, &mut references);
    for reference in references {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(description.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
    let mut names = BTreeSet::new();
    for (path, method, operation) in operations(&description) {
        let name = operation["operationId"].as_str().unwrap_or_default();
        assert!(!name.is_empty() && names.insert(name.to_owned()), "{method} {path}: {name:?} stands twice");
        for text in ["summary", "tags", "responses"] {
            assert!(!operation[text].is_null(), "{method} {path} has no {text}");
        }
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let named: BTreeSet<&str> = parameters
            .map(|parameter| match parameter["$ref"].as_str() {
                Some(reference) => description.pointer(&reference[1..]).unwrap(),
                None => parameter,
            })
            .filter(|parameter| parameter["in"] == "path")
            .map(|parameter| parameter["name"].as_str().unwrap())
            .collect();
        let in_path: BTreeSet<&str> =
            path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
        assert_eq!(named, in_path, "{method} {path}");
    }
}

/// The paths that one route stands for: one for each act that it records.
fn spelled_out(path: &str) -> Vec<String> {
    let takes = |about: About| match about {
        About::Person => !path.contains("/unidentified/"),
        About::Episode => path.contains("/episodes/"),
        About::Unidentified => path.contains("/unidentified/"),
    };
    if !path.contains("{word}") {
        return vec![path.to_owned()];
    }
    acts::all()
        .iter()
        .filter(|form| form.offered == Offered::OnItsOwn && takes(form.about))
        .map(|form| path.replace("{word}", form.word))
        .collect()
}

fn operations(description: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    description["paths"].as_object().unwrap().iter().flat_map(|(path, operations)| {
        let operations = operations.as_object().unwrap().iter();
        operations.map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
    })
}

fn gather(value: &Value, references: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            references.extend(members.get("$ref").and_then(Value::as_str).map(str::to_owned));
            members.values().for_each(|value| gather(value, references));
        }
        Value::Array(items) => items.iter().for_each(|value| gather(value, references)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
