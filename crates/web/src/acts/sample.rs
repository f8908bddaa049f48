//! A filled-in example of each act: what tests record, and what the description for programs shows.

use serde_json::{Map, Value, json};

use super::{
    Values,
    form::{ActForm, Field, Kind, Raised, Referred},
};

/// An identifier that stands for something on record.
const SOMETHING: &str = "01930000-0000-7000-8000-000000000001";

/// A body that records the act, with every field answered.
#[must_use]
pub fn body(form: &ActForm) -> Value {
    let mut body: Map<String, Value> =
        form.fields.iter().map(|field| (field.name.to_owned(), answer(field))).collect();
    body.insert("happened_at".to_owned(), json!("2026-03-02T21:40:00Z"));
    Value::Object(body)
}

/// The same as a form would send it.
#[must_use]
pub fn values(form: &ActForm) -> Values {
    Values::from_json(&body(form))
}

fn answer(field: &Field) -> Value {
    match field.kind {
        Kind::Line if field.name == "postcode" => json!("ZX4 2QQ"),
        Kind::Line => json!("Sgt A. Example, 01632 960101"),
        Kind::Paragraphs => json!("What was said and done, in a sentence or two."),
        Kind::Lines => json!(["Also known as", "Earlier name"]),
        Kind::Choice { words: ["yes", "no"], .. } => json!(true),
        Kind::Choice { words, .. } => json!(words.first().copied().unwrap_or_default()),
        Kind::LocalTime => json!("2026-03-02T20:15:00Z"),
        Kind::Date => json!("2026-03-09"),
        Kind::Integer | Kind::Count => json!(1),
        Kind::Birth => json!({"known": "exact", "date": "2010-05-17"}),
        Kind::Contacts => json!([{
            "name": "B. Example",
            "relation": "Key worker",
            "reach": "01632 960102",
        }]),
        Kind::Considerations => json!([{
            "consideration": "health_and_medication",
            "what": "Takes insulin twice a day; the next dose is due at 22:00.",
            "source": "B. Example, key worker",
            "how_to_reach": "01632 960102",
            "obtained_at": "2026-03-02T21:30:00Z",
        }]),
        Kind::Several(Raised::Pack) => json!([format!("northamptonshire:1:{SOMETHING}")]),
        Kind::Several(Raised::ListedTask) => json!(["search_adviser"]),
        Kind::Several(_) => json!([SOMETHING]),
        Kind::Owner => json!("police_supervisor"),
        Kind::Checks => json!([{"check": "room", "made": "made", "note": "Bed not slept in."}]),
        Kind::Reference(Referred::TaskList) => json!("high_risk"),
        Kind::Reference(
            Referred::Agency
            | Referred::Meeting
            | Referred::Placement
            | Referred::Candidate
            | Referred::Entry(_),
        ) => json!(SOMETHING),
    }
}
