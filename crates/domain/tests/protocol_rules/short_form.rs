//! The short form of the tables beside each pack, turned into scenarios.
//!
//! A moment is `+6:30` (hours that pass after the report), `-0:10` (before it), `d7 24:00` (a local clock time so
//! many days after the report's date) or `2026-10-25 01:30` (local). An event is a moment, its type, and words:
//! a grade, an assessor, a rating, `significant`, `called`, `slot=2`, `id=m1`, `of=m1`, and last `recorded` and a
//! moment. A correction is `correction` of an id with the new words. An expectation is a duty (`name`, `name#2` by
//! number, `name/m1` by what it is owed of), its state, and any of `trigger`, `due`, `met`, `owner`, `chair`,
//! `outcome`, `window` with a value.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// A table of scenarios for one pack.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Table {
    pub(crate) pack: String,
    /// People by name, in the form of a scenario file.
    pub(crate) people: BTreeMap<String, Value>,
    #[serde(rename = "scenario")]
    pub(crate) scenarios: Vec<Row>,
}

/// One row: what a rule does to one case.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// The rule that it shows.
    pub(crate) rule: String,
    /// One of the people of the table.
    person: String,
    /// When the person was reported missing, local; absent where nobody was.
    report: Option<String>,
    missing_since: Option<String>,
    /// Starts of earlier episodes, each reported at once.
    #[serde(default)]
    earlier: Vec<String>,
    /// Reviews of earlier episodes.
    #[serde(default)]
    reviews: Vec<String>,
    /// What was recorded besides the report.
    #[serde(default)]
    record: Vec<String>,
    as_of: String,
    /// Duties that must stand so.
    #[serde(default)]
    pub(crate) expect: Vec<String>,
    /// Duties that must not be listed.
    #[serde(default)]
    pub(crate) absent: Vec<String>,
}

/// Reads moments, which count from the report.
pub(crate) struct Clock {
    zone: TimeZone,
    report: Timestamp,
}

impl Row {
    pub(crate) fn clock(&self) -> Clock {
        let zone = TimeZoneDatabase::bundled().get("Europe/London").unwrap();
        let base = self.report.as_deref().unwrap_or("2026-01-01 00:00");
        Clock { report: local(&zone, base), zone }
    }

    /// The row as a scenario file.
    pub(crate) fn scenario(&self, table: &Table) -> String {
        let clock = self.clock();
        let mut person =
            table.people.get(&self.person).unwrap_or_else(|| panic!("no person {}", self.person)).clone();
        placed(&mut person, &clock);
        let mut events = Vec::new();
        if self.report.is_some() {
            let since = self.missing_since.as_deref().map(|since| clock.moment(since));
            events.push(
                json!({"id": "report", "type": "reported", "at": clock.report, "missing_since": since}),
            );
        }
        events.extend(self.record.iter().map(|line| event(line, &clock)));
        let earlier = self.earlier.iter().map(|start| clock.moment(start));
        json!({
            "pack": table.pack,
            "as_of": clock.moment(&self.as_of),
            "person": person,
            "earlier_episodes": earlier.map(|at| json!({"start": at, "reported": at, "end": null})).collect::<Vec<_>>(),
            "earlier_reviews": self.reviews.iter().map(|review| clock.moment(review)).collect::<Vec<_>>(),
            "events": events,
        })
        .to_string()
    }
}

/// A person's placement and forms are written as moments too.
fn placed(person: &mut Value, clock: &Clock) {
    let moments =
        ["/placement/recorded_at", "/placement/start", "/forms/incident_form", "/forms/location_form"];
    for pointer in moments {
        if let Some(value) = person.pointer_mut(pointer)
            && let Some(text) = value.as_str()
        {
            *value = json!(clock.moment(text));
        }
    }
}

impl Clock {
    /// The moment that a text names.
    pub(crate) fn moment(&self, text: &str) -> Timestamp {
        let words: Vec<&str> = text.split(' ').collect();
        let (at, rest) = self.take(&words);
        assert!(rest.is_empty(), "{text}: more than a moment");
        at
    }

    /// The moment with which words begin, and the words after it.
    pub(crate) fn take<'w, 't>(&self, words: &'w [&'t str]) -> (Timestamp, &'w [&'t str]) {
        let first = words[0];
        if let Some(elapsed) = first.strip_prefix('+') {
            return (self.report + hours(elapsed), &words[1..]);
        }
        if let Some(elapsed) = first.strip_prefix('-') {
            return (self.report - hours(elapsed), &words[1..]);
        }
        let Some(days) = first.strip_prefix('d') else {
            return (local(&self.zone, &format!("{first} {}", words[1])), &words[2..]);
        };
        let days: i32 = days.parse().unwrap_or_else(|_| panic!("{first}: expected a moment"));
        let day = self.zone.to_datetime(self.report).date() + days.days();
        (local(&self.zone, &format!("{day} {}", words[1])), &words[2..])
    }
}

fn hours(text: &str) -> SignedDuration {
    let (hours, minutes) = text.split_once(':').unwrap_or_else(|| panic!("{text}: expected hours:minutes"));
    SignedDuration::from_mins(hours.parse::<i64>().unwrap() * 60 + minutes.parse::<i64>().unwrap())
}

fn local(zone: &TimeZone, text: &str) -> Timestamp {
    let (day, clock) = text.split_once(' ').unwrap_or_else(|| panic!("{text}: expected a day and a time"));
    let day: Date = day.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
    let at = if clock == "24:00" {
        day.tomorrow().unwrap().to_datetime(Time::midnight())
    } else {
        let time: Time = Time::strptime("%H:%M", clock).unwrap_or_else(|error| panic!("{text}: {error}"));
        DateTime::from_parts(day, time)
    };
    zone.to_ambiguous_timestamp(at).compatible().unwrap()
}

fn event(line: &str, clock: &Clock) -> Value {
    let words: Vec<&str> = line.split_whitespace().collect();
    let (at, words) = clock.take(&words);
    let mut event = Map::new();
    event.insert("at".into(), json!(at));
    event.insert("type".into(), json!(words[0]));
    let mut words = &words[1..];
    if event["type"] == "correction" {
        event.insert("corrects".into(), json!(words[0]));
        words = &words[1..];
    }
    let mut fields = Map::new();
    while let [word, rest @ ..] = words {
        words = rest;
        if *word == "recorded" || *word == "at" {
            let (moment, rest) = clock.take(words);
            let (key, into) = if *word == "at" { ("at", &mut fields) } else { ("recorded_at", &mut event) };
            into.insert(key.into(), json!(moment));
            words = rest;
        } else {
            field(word, &mut fields, &mut event);
        }
    }
    if event["type"] == "correction" {
        event.insert("with".into(), Value::Object(fields));
    } else {
        event.extend(fields);
    }
    Value::Object(event)
}

fn field(word: &str, fields: &mut Map<String, Value>, event: &mut Map<String, Value>) {
    let (key, value) = match word {
        "high" | "medium" | "low" | "no_apparent_risk" => ("grade", json!(word)),
        "officer" | "supervisor" => ("by", json!(word)),
        "red" | "amber" | "green" => ("rating", json!(word)),
        "significant" => ("significant", json!(true)),
        "called" => ("called", json!(true)),
        "not_called" => ("called", json!(false)),
        "worker" => ("worker", json!(true)),
        "no_worker" => ("worker", json!(false)),
        "incident_form" | "location_form" => ("form", json!(word)),
        other => match other.split_once('=') {
            Some(("slot", number)) => ("slot", json!(number.parse::<u32>().unwrap())),
            Some(("id", id)) => {
                event.insert("id".into(), json!(id));
                return;
            }
            Some((key, value)) => (key, json!(value)),
            None => panic!("{other}: not a word of the short form"),
        },
    };
    fields.insert(key.into(), value);
}
