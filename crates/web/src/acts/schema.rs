//! The body of each act as JSON Schema, for the description of the interface for programs.

use domain::episode::{CheckKind, CheckMade};
use serde_json::{Map, Value, json};

use super::{
    form::{ActForm, Field, Kind, Raised, Referred, Required},
    limits, sample, words,
};

/// The acts by which somebody on record gets another name or birth, so that others may be asked about.
const NAMING: [&str; 2] = ["person_details_changed", "person_registered"];

/// The names of what is said of others on record who are likely the same.
pub(crate) const OF_OTHERS: [&str; 4] =
    ["not_the_same_as", "not_the_same_reason", "the_same_as", "may_be_the_same_as"];

/// What is said of others on record who are likely the same.
fn of_others() -> Map<String, Value> {
    let records = |description| json!({"type": "array", "maxItems": limits::OTHERS_AT_MOST, "items": {"type": "string", "format": "uuid"}, "description": description});
    let [apart, reason, same, may_be] = OF_OTHERS.map(str::to_owned);
    Map::from_iter([
        (
            apart,
            records(
                "Whose records it was refused for as likely theirs (`likely-known`), and are of somebody else.",
            ),
        ),
        (
            reason,
            json!({"type": "string", "maxLength": limits::TEXT_AT_MOST, "description": "How it is known that they are of somebody else; needed with them."}),
        ),
        (
            same,
            records(
                "Whose records it was refused for and are of the same person. That it was said, and by whom, is recorded (`said_the_same`). The pair then stands in the list of possible duplicates, to be merged.",
            ),
        ),
        (
            may_be,
            records(
                "Whose records it was refused for and may be of the same person, of which nothing more is said. The pair stands in the same list.",
            ),
        ),
    ])
}

/// The schema of the body that records the act. A body that is valid by it can be read; whether it may be
/// recorded is decided where the act is.
#[must_use]
pub fn of(form: &ActForm) -> Value {
    let mut properties: Map<String, Value> =
        form.fields.iter().map(|field| (field.name.to_owned(), of_field(form, field))).collect();
    properties.insert(
        "happened_at".to_owned(),
        json!({
            "type": "string",
            "format": "date-time",
            "description": words::happened_at(),
        }),
    );
    if NAMING.contains(&form.word) {
        properties.extend(of_others());
    }
    let required: Vec<&str> =
        form.fields.iter().filter(|field| field.required == Required::Yes).map(|field| field.name).collect();
    let mut schema = json!({
        "type": "object",
        "title": words::title(form),
        "properties": properties,
        "additionalProperties": false,
        "example": sample::body(form),
    });
    if let (Some(members), false) = (schema.as_object_mut(), required.is_empty()) {
        members.insert("required".to_owned(), json!(required));
    }
    schema
}

fn of_field(form: &ActForm, field: &Field) -> Value {
    let mut schema = of_kind(field);
    if let Some(members) = schema.as_object_mut() {
        members.insert("description".to_owned(), json!(words::label(form, field)));
    }
    schema
}

fn of_kind(field: &Field) -> Value {
    let at_most = limits::of(field.kind, field.name);
    match field.kind {
        Kind::Line | Kind::Paragraphs => json!({"type": "string", "maxLength": at_most}),
        Kind::Lines => json!({"type": "array", "items": {"type": "string", "maxLength": at_most}}),
        Kind::Choice { words: ["yes", "no"], .. } => json!({"type": "boolean"}),
        Kind::Choice { words, .. } => json!({"type": "string", "enum": words}),
        Kind::LocalTime => json!({"type": "string", "format": "date-time"}),
        Kind::Date => json!({"type": "string", "format": "date"}),
        Kind::Integer => json!({"type": "integer", "minimum": 1, "maximum": u16::MAX}),
        Kind::Count => json!({"type": "integer", "minimum": 0, "maximum": u16::MAX}),
        Kind::Birth => birth(),
        Kind::Contacts => json!({
            "type": "array",
            "items": object(&["name", "relation", "reach"], &[]),
        }),
        Kind::Considerations => considerations(),
        Kind::Reference(Referred::TaskList) => json!({"type": "string"}),
        Kind::Several(Raised::ListedTask | Raised::Pack) => {
            json!({"type": "array", "items": {"type": "string"}})
        }
        Kind::Reference(_) => json!({"type": "string", "format": "uuid"}),
        Kind::Several(_) => json!({"type": "array", "items": {"type": "string", "format": "uuid"}}),
        Kind::Owner => json!({
            "type": "string",
            "description": "A role, or a role and the id of an account in it: `police_io:01930000-…`.",
        }),
        Kind::Checks => checks(),
    }
}

fn object(texts: &[&str], required: &[&str]) -> Value {
    let properties: Map<String, Value> =
        texts.iter().map(|name| ((*name).to_owned(), json!({"type": "string"}))).collect();
    let mut schema = json!({"type": "object", "properties": properties});
    if let (Some(members), false) = (schema.as_object_mut(), required.is_empty()) {
        members.insert("required".to_owned(), json!(required));
    }
    schema
}

fn birth() -> Value {
    json!({
        "type": "object",
        "properties": {
            "known": {"type": "string", "enum": ["exact", "year", "age_range", "unknown"]},
            "date": {"type": "string", "format": "date"},
            "year": {"type": "integer"},
            "from": {"type": "integer", "minimum": 0, "maximum": 120},
            "to": {"type": "integer", "minimum": 0, "maximum": 120},
            "estimated_on": {"type": "string", "format": "date"},
        },
        "required": ["known"],
    })
}

fn considerations() -> Value {
    let mut assertion = object(
        &["consideration", "what", "source", "how_to_reach", "obtained_at"],
        &["consideration", "what", "source"],
    );
    let of_what: Vec<&str> =
        domain::risk::Consideration::ALL.iter().map(|consideration| consideration.word()).collect();
    assertion["properties"]["consideration"] = json!({"type": "string", "enum": of_what});
    assertion["properties"]["obtained_at"] = json!({"type": "string", "format": "date-time"});
    json!({"type": "array", "items": assertion})
}

fn checks() -> Value {
    let of_what: Vec<&str> = CheckKind::ALL.iter().map(|check| check.word()).collect();
    let stands: Vec<&str> = CheckMade::ALL.iter().map(|made| made.word()).collect();
    let mut check = object(&["check", "made", "note"], &["check", "made"]);
    check["properties"]["check"] = json!({"type": "string", "enum": of_what});
    check["properties"]["made"] = json!({"type": "string", "enum": stands});
    json!({"type": "array", "items": check})
}
