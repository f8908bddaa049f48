//! Taking a report: the whole of it in one body, through the same draft and the same submission as the pages.

use app::{ReportAnswers, Submitted, Trouble, reports::Attempt};
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::incident::IncidentClass;
use domain::person::BirthDate;
use domain::refusal::Refusal;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::attempt::Key;
use super::body::Sent;
use super::caller::Caller;
use super::likely::Likely;
use super::problem::{ApiProblem, Wrong};
use super::shape::misfits;
use crate::acts::limits::{LINE_AT_MOST, OTHERS_AT_MOST, PEOPLE_AT_MOST, TEXT_AT_MOST, birth_years};
use crate::acts::{self, schema};
use crate::catalogue::t;
use crate::state::WebState;

/// What a report became.
#[derive(Serialize, ToSchema)]
pub(crate) struct Taken {
    /// The call.
    incident: Uuid,
    /// The people named in it, in the order in which they were sent.
    people: Vec<Uuid>,
    /// The episodes opened for them, in the same order; none where the class opens none.
    episodes: Vec<Uuid>,
}

impl From<Submitted> for Taken {
    fn from(submitted: Submitted) -> Self {
        Self {
            incident: submitted.incident.0,
            people: submitted.people.iter().map(|person| person.0).collect(),
            episodes: submitted.episodes.iter().map(|episode| episode.0).collect(),
        }
    }
}

/// Report somebody missing
///
/// Takes a call about one or several people: the call, its class, a record for everybody who is new, and an episode for
/// each where the class opens one, all in one transaction. Sent again with its key it is taken once and answered alike.
/// Refused with 409 and `likely` while somebody new, or somebody who gets another name or birth by it, is likely on record, and nobody has said that it is somebody else.
#[utoipa::path(
    post, path = "/api/v1/reports", operation_id = "report", tag = "reports",
    params(("Idempotency-Key" = String, Header, description = "Names this attempt: a new one for each report, the same for each retry.")),
    request_body = Object,
    responses(
        (status = 201, description = "The report is taken.", body = Taken,
            headers(("Location" = String, description = "The first episode, where one was opened."))),
        (status = 409, description = "Somebody reported is likely on record: `likely` says who and why."),
    ),
)]
pub(crate) async fn take(
    State(state): State<WebState>,
    caller: Caller,
    Key(key): Key,
    sent: Sent,
) -> Result<Response, ApiProblem> {
    let wrong = misfits(&sent.0, &report_schema());
    if !wrong.is_empty() {
        return Err(ApiProblem::Invalid(wrong));
    }
    let answers: ReportAnswers = sent.read()?;
    let wrong = born_when(&answers, state.now());
    if !wrong.is_empty() {
        return Err(ApiProblem::Invalid(wrong));
    }
    let attempt = Attempt { key: &key, sent: &answers };
    let submitted = match state.app.report_at_once(&caller, attempt, &answers).await {
        Err(Trouble::Refused(Refusal::LikelyKnown { .. })) => {
            let questions = state.app.likely_questions(&caller, &answers).await?;
            let likely = questions.into_iter().map(Likely::from).collect::<Vec<_>>();
            return Err(ApiProblem::LikelyKnown { likely: json!(likely) });
        }
        taken => taken?,
    };
    let location = submitted.episodes.first().map(|episode| format!("/api/v1/episodes/{episode}"));
    let headers = location.map(|location| [(header::LOCATION, location)]);
    let mut response = (StatusCode::CREATED, Json(Taken::from(submitted))).into_response();
    if let Some([(name, value)]) = headers
        && let Ok(value) = value.parse()
    {
        response.headers_mut().insert(name, value);
    }
    Ok(response)
}

/// The body of a report as JSON Schema: its parts are those of the acts in which the same is said later.
pub(crate) fn report_schema() -> Value {
    let classes = IncidentClass::ALL.map(IncidentClass::word);
    let mut report = fields_of("reported", &["happened_at", "missing_since"]);
    // What a form asks for in parts is one value here.
    for identifying in ["dental", "dna", "fingerprints"] {
        let part = |name| report[&format!("{identifying}-{name}")].clone();
        let parts = [("held", part("held")), ("note", part("note"))];
        let parts = parts.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect();
        report.insert(identifying.to_owned(), object(parts));
    }
    report.insert("reporter".to_owned(), contact());
    report.retain(|name, _| !name.contains('-'));
    let person = json!({
        "existing": {"type": "string", "format": "uuid", "description": "Their record, where they are known already."},
        "seen_version": {"type": "integer", "minimum": 0, "description": "The version of that record from which `details` was filled in."},
        "not_the_same_as": {"type": "array", "maxItems": OTHERS_AT_MOST, "items": {"type": "string", "format": "uuid"}, "description": "Whose records the report was refused for as likely theirs (`likely-known`), where somebody was asked and says that they are of somebody else."},
        "not_reported_as": {"type": "array", "maxItems": PEOPLE_AT_MOST, "items": {"type": "integer", "minimum": 0}, "description": "Who of the same report was named as likely the same and is somebody else, counted from 0."},
        "the_same_as": {"type": "array", "maxItems": OTHERS_AT_MOST, "items": {"type": "string", "format": "uuid"}, "description": "Of somebody whose record is named in `existing`: whose records the report was refused for as likely theirs, and are of the same person. That it was said, and by whom, is recorded (`said_the_same`). The pair then stands in the list of possible duplicates, to be merged."},
        "may_be_the_same_as": {"type": "array", "maxItems": OTHERS_AT_MOST, "items": {"type": "string", "format": "uuid"}, "description": "The same of records that may be, of which nothing more is said. The pair stands in the same list."},
        "details": details_schema(),
        "care": object(fields_of("care_status_recorded", &["happened_at"])),
        "markers": {"type": "array", "items": object(fields_of("marker_recorded", &["happened_at"]))},
        "report": object(report.clone()),
    });
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["class", "report"],
        "properties": {
            "class": {"type": "string", "enum": classes},
            "call": {"type": "string", "format": "uuid", "description": "The call that waits for this report, where there is one; else a new call is recorded."},
            "class_reason": {"type": "string", "maxLength": TEXT_AT_MOST, "description": "Why that class; needed where it opens no episode."},
            "reported_at": {"type": "string", "format": "date-time", "description": "When police were told, within the last year; now where it is left out. Whoever has been missing for longer is reported as of when police are told of it now."},
            "missing_since": {"type": "string", "format": "date-time", "description": "Since when they are missing, where that is known."},
            "reporter_view": {"type": "string", "maxLength": TEXT_AT_MOST, "description": "What the reporter thinks has happened."},
            "report": object(report),
            "people": {"type": "array", "maxItems": PEOPLE_AT_MOST, "items": {"type": "object", "additionalProperties": false, "properties": person}},
        },
        "example": example(),
    })
}

/// Births that nobody who is looked for today can have.
fn born_when(answers: &ReportAnswers, now: Timestamp) -> Vec<Wrong> {
    let today = now.to_zoned(domain::time::london()).date();
    let births = answers.people.iter().map(|person| person.details.birth).enumerate();
    births
        .filter(|(_, birth)| match birth {
            BirthDate::Exact { date } => *date > today || !birth_years(today).contains(&date.year()),
            BirthDate::Year { year } => !birth_years(today).contains(year),
            BirthDate::AgeRange { .. } | BirthDate::Unknown => false,
        })
        .map(|(place, _)| {
            Wrong::new(format!("people[{place}].details.birth"), "born-when", t!("api-wrong-birth"))
        })
        .collect()
}

/// What is known of a person.
pub(crate) fn details_schema() -> Value {
    let of_the_change = [["happened_at", "reason"].as_slice(), &schema::OF_OTHERS].concat();
    object(fields_of("person_details_changed", &of_the_change))
}

fn fields_of(word: &str, without: &[&str]) -> Map<String, Value> {
    let form =
        acts::find(word).expect("the acts of which a report is made have forms; a test reads its schema");
    let mut properties = schema::of(form)["properties"].as_object().cloned().unwrap_or_default();
    properties.retain(|name, _| !without.contains(&name.as_str()));
    properties
}

fn object(properties: Map<String, Value>) -> Value {
    json!({"type": "object", "additionalProperties": false, "properties": Value::Object(properties)})
}

fn contact() -> Value {
    let text = json!({"type": "string", "maxLength": LINE_AT_MOST});
    object(
        [("name", &text), ("relation", &text), ("reach", &text)]
            .map(|(name, text)| (name.to_owned(), text.clone()))
            .into_iter()
            .collect(),
    )
}

/// A report as a children's home might send it.
pub(crate) fn example() -> Value {
    json!({
        "class": "missing",
        "reported_at": "2026-03-02T21:40:00Z",
        "missing_since": "2026-03-02T20:15:00Z",
        "report": {
            "circumstances": "Left after a telephone call and did not say where to. Did not come back by nine.",
            "last_seen": "At the bus stop by the park, by a neighbour.",
            "concern": "Takes insulin; the next dose is due at 22:00.",
            "reporter": {"name": "B. Example", "relation": "Key worker", "reach": "01632 960102"},
            "log_number": "A-0231",
        },
        "people": [{
            "details": {"name": "Zoë Example", "birth": {"known": "exact", "date": "2011-05-17"}, "sex": "female"},
            "care": {"basis": "care_order"},
            "markers": [{"marker": "essential_medication", "source": "Key worker", "note": "Insulin."}],
        }],
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::episode::{Held, Identifying, Report};

    use super::*;

    #[test]
    fn the_example_is_read_whole() {
        assert_eq!(misfits(&example(), &report_schema()), []);
        let read: ReportAnswers = serde_json::from_value(example()).unwrap();
        assert_eq!(read.people[0].details.name, "Zoë Example");
        assert_eq!(read.report.log_number, "A-0231");
        assert_eq!(read.people[0].markers.len(), 1);
    }

    #[test]
    fn the_schema_names_all_that_a_report_holds_and_nothing_else() {
        let held = Some(Identifying { held: Held::Held, note: "The surgery".into() });
        let report = Report {
            taken_by: "A".into(),
            dental: held.clone(),
            dna: held.clone(),
            fingerprints: held,
            ..Report::default()
        };
        let person = app::ReportedPerson { report: report.clone(), ..app::ReportedPerson::default() };
        let answers = ReportAnswers { report, people: vec![person], ..ReportAnswers::default() };
        let held = serde_json::to_value(answers).unwrap();
        assert_eq!(misfits(&held, &report_schema()), []);
        for (within, schema) in [
            (&held, &report_schema()),
            (&held["report"], &report_schema()["properties"]["report"]),
            (
                &held["people"][0]["report"],
                &report_schema()["properties"]["people"]["items"]["properties"]["report"],
            ),
            (&held["people"][0], &report_schema()["properties"]["people"]["items"]),
            (
                &held["people"][0]["details"],
                &report_schema()["properties"]["people"]["items"]["properties"]["details"],
            ),
        ] {
            let held: BTreeSet<&String> = within.as_object().unwrap().keys().collect();
            let described: BTreeSet<&String> = schema["properties"].as_object().unwrap().keys().collect();
            assert_eq!(held, described);
        }
    }
}
