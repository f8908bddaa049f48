//! An entry as it would have been typed, so that a correction starts from what stands.

use domain::{
    episode::CheckKind,
    file::Recorded,
    ledger::{Event, Stream},
    person::BirthDate,
    risk::{Assertion, Consideration},
};
use jiff::{Timestamp, civil::Date};
use serde_json::Value;

use super::{
    Values,
    form::{ActForm, Kind, Raised},
    packs,
    time::{HAPPENED_AT, write_date, write_instant},
};

/// What would have been typed for an entry as it stands, with when it happened.
#[must_use]
pub fn entry(form: &ActForm, recorded: &Recorded) -> Values {
    let mut values = event(form, &recorded.event);
    match recorded.stream {
        Stream::Meeting(id) => values.set("meeting", id.to_string()),
        Stream::Placement(id) => values.set("placement", id.to_string()),
        Stream::Person(_)
        | Stream::Incident(_)
        | Stream::Episode(_)
        | Stream::Agency(_)
        | Stream::Unidentified(_) => {}
    }
    values.set("happened_at-when", "then");
    write_instant(&mut values, HAPPENED_AT, recorded.happened_at);
    values
}

/// What would have been typed for an event.
#[must_use]
pub fn event(form: &ActForm, event: &Event) -> Values {
    let plain = plain(event);
    let mut values = Values::default();
    for field in form.fields {
        match field.kind {
            Kind::LocalTime => {
                if let Some(at) = parsed::<Timestamp>(plain.get(field.name)) {
                    write_instant(&mut values, field.name, at);
                }
            }
            Kind::Date => {
                if let Some(date) = parsed::<Date>(plain.get(field.name)) {
                    write_date(&mut values, field.name, date);
                }
            }
            Kind::Lines => {
                let lines: Vec<&str> = plain
                    .iter()
                    .filter(|(name, _)| name.strip_prefix(field.name).is_some_and(|row| row.starts_with('-')))
                    .map(|(_, text)| text)
                    .collect();
                values.set(field.name, lines.join("\n"));
            }
            Kind::Birth => birth(&mut values, field.name, &plain),
            Kind::Contacts => {
                for (name, text) in plain.iter().filter(|(name, _)| name.starts_with(field.name)) {
                    values.set(name, text);
                }
            }
            Kind::Considerations => {
                if let Some(grading) = grading_of(event) {
                    considerations(&mut values, grading);
                }
            }
            Kind::Several(Raised::Pack) => packs::tick(&mut values, field.name, event),
            Kind::Several(_) => {
                for (name, text) in plain.iter().filter(|(name, _)| name.starts_with(field.name)) {
                    values.set(name, text);
                }
            }
            Kind::Owner => values.set(field.name, owner(&plain, field.name)),
            Kind::Checks => checks(&mut values, field.name, &plain),
            Kind::Line
            | Kind::Paragraphs
            | Kind::Choice { .. }
            | Kind::Integer
            | Kind::Count
            | Kind::Reference(_) => {
                values.set(field.name, plain.get(field.name));
            }
        }
    }
    values
}

/// Writes what is known of each consideration: one row for each, in the order of the source, then what more was said.
pub fn considerations(values: &mut Values, assertions: &[Assertion]) {
    let mut more = Consideration::ALL.len();
    let mut taken = [false; Consideration::ALL.len()];
    for assertion in assertions {
        let place = Consideration::ALL
            .iter()
            .position(|consideration| *consideration == assertion.consideration)
            .filter(|place| !taken[*place]);
        let row = place.unwrap_or(more);
        match place {
            Some(place) => taken[place] = true,
            None => more += 1,
        }
        let name = |part: &str| format!("considerations-{row}-{part}");
        values.set(name("consideration"), assertion.consideration.word());
        values.set(name("what"), assertion.what.clone());
        values.set(name("source"), assertion.source.clone());
        values.set(name("how_to_reach"), assertion.how_to_reach.clone());
        write_instant(values, &name("obtained_at"), assertion.obtained_at);
    }
}

/// The event's parts under the names of the form's fields: as a body would carry them, without what they are nested in.
pub(crate) fn plain(event: &Event) -> Values {
    let mut body = serde_json::to_value(event).unwrap_or(Value::Null);
    if let Some(within) = body.as_object_mut().and_then(|kinds| kinds.values_mut().next()) {
        body = within.take();
    }
    let mut values = Values::default();
    for (name, text) in Values::from_json(&body).iter() {
        let name = ["grading-", "report-", "details-"]
            .iter()
            .find_map(|nesting| name.strip_prefix(nesting))
            .unwrap_or(name);
        values.set(name, text);
    }
    values
}

/// A role, or a role and an account, as it is chosen in a form.
pub(crate) fn owner(plain: &Values, name: &str) -> String {
    let part = |part: &str| plain.get(&format!("{name}-{part}"));
    match part("account") {
        "" => part("role").to_owned(),
        account => format!("{}:{account}", part("role")),
    }
}

/// The checks in the rows in which the form shows them.
fn checks(values: &mut Values, name: &str, plain: &Values) {
    for row in plain.rows(name) {
        let said = |part: &str| plain.get(&format!("{name}-{row}-{part}")).to_owned();
        let place = CheckKind::ALL.iter().position(|check| check.word() == said("check"));
        let Some(place) = place else { continue };
        for part in ["check", "made", "note"] {
            values.set(format!("{name}-{place}-{part}"), said(part));
        }
    }
}

fn parsed<T: std::str::FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

fn birth(values: &mut Values, name: &str, plain: &Values) {
    let part = |part: &str| format!("{name}-{part}");
    for (name, text) in plain.iter().filter(|(each, _)| each.starts_with(&part(""))) {
        values.set(name, text);
    }
    for dated in ["date", "estimated_on"] {
        if let Some(date) = parsed::<Date>(plain.get(&part(dated))) {
            values.set(part(dated), "");
            write_date(values, &part(dated), date);
        }
    }
    values.set_if_empty(&part("known"), unknown_word());
}

fn unknown_word() -> String {
    match serde_json::to_value(BirthDate::Unknown) {
        Ok(Value::Object(parts)) => parts.get("known").and_then(Value::as_str).unwrap_or_default().to_owned(),
        _ => String::new(),
    }
}

fn grading_of(event: &Event) -> Option<&[Assertion]> {
    use domain::episode::EpisodeEvent::{RiskAssessed, RiskReviewed};
    if let Event::Episode(RiskAssessed { grading, .. } | RiskReviewed { grading, .. }) = event {
        Some(&grading.considerations)
    } else {
        None
    }
}
