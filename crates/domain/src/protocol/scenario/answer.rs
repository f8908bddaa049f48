//! The answer in the form of a scenario's `expect`, and how it differs from what was expected.

use jiff::{Timestamp, fmt::temporal::DateTimePrinter};
use serde_json::{Value, json};

use super::ExpectedDuty;
use crate::protocol::calendar::Calendar;
use crate::protocol::duty::Duty;

/// The duties as `{"duties": [...]}`, instants with their local offset.
#[must_use]
pub fn answer(duties: &[Duty<'_>], calendar: &Calendar) -> Value {
    json!({ "duties": duties.iter().map(|duty| shown(duty, calendar)).collect::<Vec<_>>() })
}

fn shown(duty: &Duty<'_>, calendar: &Calendar) -> Value {
    let instant = |at: Timestamp| shown_instant(at, calendar);
    let all = json!({
        "duty": duty.rule.id.0,
        "of": duty.of.map(|of| of.as_str()),
        "seq": duty.seq,
        "state": duty.state.name(),
        "trigger": instant(duty.trigger),
        "due": instant(duty.due),
        "met_at": duty.met_at().map(instant),
        "owner": duty.owner.0,
        "chair": duty.chair.map(|chair| chair.0.as_str()),
        "outcome": duty.outcome,
        "window": duty.window_days,
        "source": duty.rule.source,
    });
    let fields = all.as_object().into_iter().flatten();
    fields
        .filter(|(_, value)| !value.is_null())
        .map(|(field, value)| (field.clone(), value.clone()))
        .collect()
}

/// An instant as files show it: RFC 3339 with the local offset.
#[must_use]
pub fn shown_instant(at: Timestamp, calendar: &Calendar) -> String {
    DateTimePrinter::new().timestamp_with_offset_to_string(&at, calendar.zone().to_offset(at))
}

/// Every difference between what was expected and what came out, as lines for people.
#[must_use]
pub fn differences(expected: &[ExpectedDuty], duties: &[Duty<'_>], calendar: &Calendar) -> Vec<String> {
    let same = |expected: &ExpectedDuty, duty: &Duty<'_>| {
        expected.duty == duty.rule.id.0
            && expected.of.as_deref() == duty.of.map(|of| of.as_str())
            && expected.seq == duty.seq
    };
    let mut lines = Vec::new();
    for wanted in expected {
        match duties.iter().find(|duty| same(wanted, duty)) {
            Some(duty) => lines.extend(differing_fields(wanted, duty, calendar)),
            None => lines.push(format!("{}: expected {}, not listed", name_of(wanted), wanted.state)),
        }
    }
    let surplus = duties.iter().filter(|duty| !expected.iter().any(|wanted| same(wanted, duty)));
    lines.extend(surplus.map(|duty| format!("{}: not expected, found {}", name(duty), duty.state.name())));
    if lines.is_empty() && expected.len() != duties.len() {
        lines.push(format!("expected {} duties, found {}", expected.len(), duties.len()));
    }
    lines
}

fn differing_fields(wanted: &ExpectedDuty, duty: &Duty<'_>, calendar: &Calendar) -> Vec<String> {
    let instant = |at: Timestamp| shown_instant(at, calendar);
    let text = |text: Option<&str>| text.unwrap_or("none").to_owned();
    let when = |at: Option<Timestamp>| at.map_or_else(|| "none".to_owned(), instant);
    let number = |days: Option<i32>| days.map_or_else(|| "none".to_owned(), |days| days.to_string());
    let fields = [
        ("state", wanted.state.clone(), duty.state.name().to_owned()),
        ("trigger", instant(wanted.trigger), instant(duty.trigger)),
        ("due", instant(wanted.due), instant(duty.due)),
        ("owner", wanted.owner.clone(), duty.owner.0.clone()),
        ("chair", text(wanted.chair.as_deref()), text(duty.chair.map(|chair| chair.0.as_str()))),
        ("met_at", when(wanted.met_at), when(duty.met_at())),
        ("outcome", text(wanted.outcome.as_deref()), text(duty.outcome)),
        ("window", number(wanted.window), number(duty.window_days)),
    ];
    fields
        .into_iter()
        .filter(|(_, wanted, found)| wanted != found)
        .map(|(field, wanted, found)| format!("{}: {field} expected {wanted}, found {found}", name(duty)))
        .collect()
}

/// How a duty is named on a line: with its number, and of what it is owed.
fn name(duty: &Duty<'_>) -> String {
    named(&duty.rule.id.0, duty.seq, duty.of.map(|of| of.as_str()))
}

fn name_of(expected: &ExpectedDuty) -> String {
    named(&expected.duty, expected.seq, expected.of.as_deref())
}

fn named(id: &str, seq: Option<u32>, of: Option<&str>) -> String {
    let seq = seq.map(|seq| format!(" {seq}")).unwrap_or_default();
    let of = of.map(|of| format!(" of {of}")).unwrap_or_default();
    format!("{id}{seq}{of}")
}
