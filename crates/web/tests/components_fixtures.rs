//! Every component reproduces the fixtures of the package it comes from (`tests/fixtures`, copied by
//! `assets/fixtures.mjs`). A fixture is read into the typed component option by option; an option that is left over is
//! one that the component does not have. Such fixtures are listed by name in `exceptions.rs`, with the reason.

#![allow(clippy::unwrap_used, reason = "what is not as expected fails the test")]
#![allow(clippy::wildcard_enum_match_arm, reason = "the enums of JSON, HTML and Fluent are not ours")]

mod components_support;

use components_support::compare::canonical;
use components_support::exceptions;
use components_support::{Adapter, govuk_fields, govuk_layout, left_over, moj};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

fn adapters() -> Vec<(&'static str, Adapter)> {
    [govuk_fields::ADAPTERS, govuk_layout::ADAPTERS, moj::ADAPTERS].concat()
}

/// What is wrong with one fixture, if anything.
fn difference(adapter: Adapter, fixture: &Value) -> Option<String> {
    let mut options = fixture["options"].clone();
    let made = canonical(&adapter(&mut options).into_string());
    let expected = canonical(fixture["html"].as_str().unwrap());
    let left = left_over(&options);
    if !left.is_empty() {
        return Some(format!("options without a counterpart: {}", left.join(", ")));
    }
    (made != expected).then(|| format!("\n  made     {made}\n  expected {expected}"))
}

#[test]
fn components_reproduce_the_fixtures_of_their_packages() {
    let mut problems = Vec::new();
    let mut unused: BTreeSet<(&str, &str)> = exceptions::all().collect();
    let (mut equal, mut excepted) = (0, 0);
    for (component, adapter) in adapters() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/{component}.json"));
        let shipped: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        for fixture in shipped["fixtures"].as_array().unwrap() {
            let name = fixture["name"].as_str().unwrap();
            let is_exception = exceptions::all().any(|exception| exception == (component, name));
            match (difference(adapter, fixture), is_exception) {
                (None, false) => equal += 1,
                (Some(_), true) => {
                    unused.retain(|exception| *exception != (component, name));
                    excepted += 1;
                }
                (None, true) => {} // Still in `unused`.
                (Some(problem), false) => problems.push(format!("{component}, {name}: {problem}")),
            }
        }
    }
    assert!(problems.is_empty(), "{} differ, {equal} equal:\n{}", problems.len(), problems.join("\n"));
    assert!(unused.is_empty(), "exceptions that are none: {unused:?}");
    println!("{equal} fixtures equal, {excepted} excepted by name");
}

#[test]
fn every_fixture_file_has_its_component() {
    let tested: BTreeSet<String> =
        adapters().iter().map(|(component, _)| format!("{component}.json")).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(files, tested);
}
