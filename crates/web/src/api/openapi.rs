//! The description of the interface: envelopes from the types, bodies of acts from their forms. It is committed as
//! `openapi.json`, where a change of it is read in review.

use axum::Json;
use serde_json::{Map, Value, json};
use utoipa::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};

use super::{
    accounts, acting, comparable, enquiries, episodes, handovers, home, late, likely, lists, merging,
    messages, missing, papers, past, people, photographs, reports, sessions,
    unidentified::{self, acting as unidentified_acting, candidates, imports},
};
use crate::acts::read::CORRECTION_REASON;
use crate::acts::{self, About, ActForm, Offered, schema, words};
use crate::pages::unidentified::RECORDING;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Safewell",
        description = "Find missing people fast. The same acts and reads as the pages, for programs. Every problem is `application/problem+json` with a stable `type`; the guide docs/guides/api.md says how to page, record and retry.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    paths(
        show,
        sessions::begin, sessions::end, sessions::me,
        accounts::list, accounts::make, accounts::change, accounts::reset_password, accounts::change_password,
        home::home, photographs::add, photographs::one,
        unidentified::list, unidentified::one, unidentified::timeline, unidentified::notices,
        candidates::desk, candidates::ranking, imports::import,
        unidentified_acting::make, unidentified_acting::record, unidentified_acting::correct,
        photographs::add_of_unidentified, photographs::one_of_unidentified,
        lists::work, lists::unfinished_incidents, lists::acts,
        messages::messages, late::late, messages::rota, messages::change_rota,
        handovers::handovers, handovers::filters, handovers::keep, handovers::forget,
        reports::take,
        missing::missing,
        episodes::one, episodes::duties, episodes::explanation, episodes::timeline, episodes::entry,
        past::compare, past::seen,
        comparable::comparable,
        enquiries::tasks, enquiries::task_lists, enquiries::information,
        acting::record_on_episode, acting::correct_on_episode,
        people::search, likely::duplicates, likely::tell_apart, people::one, people::timeline, people::entry,
        merging::compare, merging::merge, merging::separation, merging::separate,
        acting::record_on_person, acting::correct_on_person,
        papers::briefing, papers::take_briefing, papers::take_national_referral,
        papers::live_cases, papers::report_form,
    ),
    components(schemas(likely::Likely)),
    security(("session" = [])),
    tags(
        (name = "sessions", description = "Signing in and out."),
        (name = "lists", description = "What is owed and undecided."),
        (name = "reports", description = "Somebody is reported missing."),
        (name = "episodes", description = "One person, one time missing."),
        (name = "people", description = "A person's record."),
        (name = "papers", description = "Briefing sheets, referrals, lists and forms."),
        (name = "accounts", description = "Who signs in, in which role."),
        (name = "acts", description = "What can be recorded, and corrected."),
    ),
)]
struct Described;

/// This description
///
/// The interface as OpenAPI 3.1.
#[utoipa::path(
    get, path = "/api/v1/openapi.json", operation_id = "openapi", tag = "lists",
    responses((status = 200, description = "The description.", body = Object)),
    security(()),
)]
pub(crate) async fn show() -> Json<Value> {
    Json(description())
}

/// The description as it is committed, with its last line end.
#[must_use]
pub fn text() -> String {
    let mut text = serde_json::to_string_pretty(&description()).expect("a JSON value is written as JSON");
    text.push('\n');
    text
}

/// The whole description.
#[must_use]
pub fn description() -> Value {
    let mut described = Described::openapi();
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
    described
        .components
        .get_or_insert_with(Default::default)
        .add_security_scheme("session", SecurityScheme::Http(bearer));
    let mut description = serde_json::to_value(&described).expect("a description is written as JSON");
    spell_out_acts(&mut description, "/api/v1/episodes/{id}/acts/{word}", |form| {
        form.about != About::Unidentified
    });
    spell_out_acts(&mut description, "/api/v1/people/{id}/acts/{word}", |form| form.about == About::Person);
    spell_out_acts(&mut description, "/api/v1/unidentified/{id}/acts/{word}", |form| {
        form.about == About::Unidentified
    });
    describe_bodies(&mut description);
    every_operation_can_fail(&mut description);
    description
}

/// One path for each act in place of one for all, for each has a body of its own. What they have in common is moved
/// among the components.
fn spell_out_acts(description: &mut Value, template: &str, takes: impl Fn(&ActForm) -> bool) {
    let Some(paths) = description["paths"].as_object_mut() else { return };
    let Some(mut common) = paths.remove(template).map(|mut path| path["post"].take()) else { return };
    let name = common["operationId"].as_str().unwrap_or_default().to_owned();
    let mut parameters = Map::new();
    for parameter in common["parameters"].as_array_mut().into_iter().flatten() {
        if let Some(of) = parameter["name"].as_str().filter(|of| *of != "word") {
            parameters.insert(format!("{name}.{of}"), parameter.take());
        }
    }
    let (answer, text) = (common["responses"]["201"].take(), common["description"].take());
    let offered = acts::all().iter().filter(|form| form.offered == Offered::OnItsOwn && takes(form));
    for form in offered {
        let post = json!({
            "tags": common["tags"],
            "summary": words::title(form),
            "description": text,
            "operationId": format!("{name}_{}", form.word),
            "parameters": parameters.keys().map(|of| refers("parameters", of)).collect::<Vec<_>>(),
            "requestBody": body(&act_schema_name(form)),
            "responses": {"201": refers("responses", &name)},
        });
        paths.insert(template.replace("{word}", form.word), json!({"post": post}));
    }
    let components = &mut description["components"];
    components["responses"][name] = answer;
    for (of, parameter) in parameters {
        components["parameters"][of] = parameter;
    }
}

fn refers(kind: &str, name: &str) -> Value {
    json!({"$ref": format!("#/components/{kind}/{name}")})
}

fn act_schema_name(form: &ActForm) -> String {
    format!("act.{}", form.word)
}

fn body(schema: &str) -> Value {
    json!({"required": true, "content": {"application/json": {"schema": refers("schemas", schema)}}})
}

/// The bodies that are described once for pages and programs.
fn describe_bodies(description: &mut Value) {
    let mut schemas: Map<String, Value> = Map::new();
    let sent = |form: &&ActForm| form.offered == Offered::OnItsOwn || form.word == RECORDING;
    for form in acts::all().iter().filter(sent) {
        schemas.insert(act_schema_name(form), schema::of(form));
    }
    schemas.insert("Correction".to_owned(), correction());
    schemas.insert("Report".to_owned(), reports::report_schema());
    schemas.insert("Problem".to_owned(), problem());
    if let Some(described) = description["components"]["schemas"].as_object_mut() {
        described.extend(schemas);
    }
    description["paths"]["/api/v1/reports"]["post"]["requestBody"] = body("Report");
    description["paths"]["/api/v1/unidentified"]["post"]["requestBody"] = body(&format!("act.{RECORDING}"));
    for place in ["episodes", "people", "unidentified"] {
        let path = format!("/api/v1/{place}/{{id}}/entries/{{entry}}/corrections");
        description["paths"][path]["post"]["requestBody"] = body("Correction");
    }
}

/// What a correction has besides the fields of the act that it corrects.
fn correction() -> Value {
    json!({
        "type": "object",
        "description": "Those fields of the entry's act that are otherwise, and why. What is left out stands as it is; a text that is to be empty is sent empty.",
        "required": [CORRECTION_REASON],
        "properties": {
            CORRECTION_REASON: {"type": "string"},
            "happened_at": {"type": "string", "format": "date-time"},
        },
    })
}

fn problem() -> Value {
    let wrong = json!({
        "type": "object",
        "required": ["field", "code", "detail"],
        "properties": {
            "field": {"type": "string", "description": "The path of the part: `considerations[0].what`."},
            "code": {"type": "string"},
            "detail": {"type": "string"},
        },
    });
    json!({
        "type": "object",
        "description": "What went wrong (RFC 9457).",
        "required": ["type", "status", "title", "detail"],
        "properties": {
            "type": {"type": "string", "description": "Stable: `urn:safewell:problem:` and a code."},
            "status": {"type": "integer"},
            "title": {"type": "string"},
            "detail": {"type": "string", "description": "What that means and what to do, for a person."},
            "errors": {"type": "array", "items": wrong},
            "version": {"type": "integer", "description": "Of a clash: the version now."},
            "since": {
                "type": "array",
                "items": {"$ref": "#/components/schemas/Entry"},
                "description": "Of a clash: what others recorded on the same matter.",
            },
            "likely": {
                "type": "array",
                "items": {"$ref": "#/components/schemas/Likely"},
                "description": "Of `likely-known`: who of those reported is likely on record, and why.",
            },
            "reference": {"type": "string", "description": "Of a fault: what the operator finds it by."},
        },
    })
}

/// Any answer but those described is a problem.
fn every_operation_can_fail(description: &mut Value) {
    let failed = json!({
        "description": "A problem.",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    });
    description["components"]["responses"]["Problem"] = failed;
    let paths = description["paths"].as_object_mut().into_iter().flatten();
    for (_, operations) in paths {
        for (_, operation) in operations.as_object_mut().into_iter().flatten() {
            operation["responses"]["default"] = refers("responses", "Problem");
        }
    }
}
