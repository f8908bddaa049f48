//! What an entry says, field by field, as plain text: for the history, for what others recorded meanwhile, and for
//! what a correction changed.

use domain::{
    episode::EpisodeEvent,
    ledger::Event,
    merging::Absorption,
    person::{BirthDate, Contact, PersonEvent, Photograph},
    unidentified::UnidentifiedEvent,
};
use jiff::{Timestamp, civil::Date};

use super::{likeness::taken, person, scene::Names};
use crate::{
    acts::{self, ActForm, Field, Kind, Values, prefill, words},
    catalogue::{date_long, instant, t},
};

/// One answer of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    /// The name of the field.
    pub(crate) field: String,
    /// The answer.
    pub(crate) text: String,
}

/// What an event says, without what nobody answered.
pub(crate) fn said(event: &Event, names: &Names, now: Timestamp) -> Vec<Said> {
    if let Event::Episode(EpisodeEvent::PackMoved { .. }) = event {
        return packs(event, names);
    }
    if let Event::Person(PersonEvent::PhotographAdded(photograph))
    | Event::Unidentified(UnidentifiedEvent::PhotographAdded(photograph)) = event
    {
        return likeness(photograph, now);
    }
    if let Event::Person(
        PersonEvent::Absorbed(Absorption { reason, .. })
        | PersonEvent::MergedInto { reason, .. }
        | PersonEvent::Separated { reason, .. }
        | PersonEvent::Restored { reason, .. }
        | PersonEvent::ToldApart { reason, .. }
        | PersonEvent::SaidTheSame { reason, .. },
    ) = event
    {
        return vec![one(t!("merge-why-said"), reason)];
    }
    let Some(form) = acts::find(event.name()) else { return Vec::new() };
    let plain = prefill::plain(event);
    let mut said: Vec<Said> = form
        .fields
        .iter()
        .flat_map(|field| answers(form, field, &plain, names, now))
        .filter(|said| !said.text.trim().is_empty())
        .collect();
    said.extend(definition(&plain));
    said.extend(typists(&plain, now));
    said.extend(closed_by(event));
    said
}

/// What differs between two versions of an entry: the field, and its two answers.
pub(crate) fn changed(before: &[Said], after: &[Said]) -> Vec<(String, String, String)> {
    let find = |among: &[Said], field: &str| {
        among.iter().find(|said| said.field == field).map_or_else(String::new, |said| said.text.clone())
    };
    let mut fields: Vec<&str> = Vec::new();
    for said in before.iter().chain(after) {
        if !fields.contains(&said.field.as_str()) {
            fields.push(&said.field);
        }
    }
    fields
        .into_iter()
        .map(|field| (field.to_owned(), find(before, field), find(after, field)))
        .filter(|(_, before, after)| before != after)
        .collect()
}

/// Where a photograph comes from, how old the likeness is, and what differs from it.
fn likeness(photograph: &Photograph, now: Timestamp) -> Vec<Said> {
    let said = [
        one(t!("photograph-source-said"), &photograph.source),
        one(t!("photograph-taken-said"), taken(photograph, now)),
        one(t!("photograph-differs-said"), &photograph.differs),
    ];
    said.into_iter().filter(|said| !said.text.trim().is_empty()).collect()
}

fn one(field: impl Into<String>, text: impl Into<String>) -> Said {
    Said { field: field.into(), text: text.into() }
}

fn answers(form: &ActForm, field: &Field, plain: &Values, names: &Names, now: Timestamp) -> Vec<Said> {
    let label = words::label(form, field);
    let text = plain.get(field.name);
    match field.kind {
        Kind::Line | Kind::Paragraphs | Kind::Integer | Kind::Count => vec![one(label, text)],
        Kind::Lines => vec![one(label, rows(plain, field.name).join(", "))],
        Kind::Choice { .. } if text.is_empty() => Vec::new(),
        Kind::Choice { family, .. } => vec![one(label, words::choice(family, text))],
        Kind::LocalTime => {
            vec![one(label, text.parse::<Timestamp>().map_or_else(|_| String::new(), |at| instant(at, now)))]
        }
        Kind::Date => vec![one(label, text.parse::<Date>().map_or_else(|_| String::new(), date_long))],
        Kind::Birth => vec![one(label, person::born(&birth(plain, field.name)))],
        Kind::Contacts => contacts(plain, field.name)
            .iter()
            .map(|contact| one(label.clone(), person::contact(contact)))
            .collect(),
        Kind::Considerations => considerations(plain, now),
        Kind::Reference(_) if text.is_empty() => Vec::new(),
        Kind::Reference(_) => vec![one(label, names.of(text))],
        Kind::Several(_) => {
            rows(plain, field.name).iter().map(|entry| one(label.clone(), names.of(entry))).collect()
        }
        Kind::Owner => vec![one(label, names.of(&prefill::owner(plain, field.name)))],
        Kind::Checks => checks(plain, field.name),
    }
}

fn rows(plain: &Values, name: &str) -> Vec<String> {
    plain.rows(name).into_iter().map(|row| plain.get(&format!("{name}-{row}")).to_owned()).collect()
}

fn birth(plain: &Values, name: &str) -> BirthDate {
    let part = |part: &str| plain.get(&format!("{name}-{part}"));
    let read = || match part("known") {
        "exact" => Some(BirthDate::Exact { date: part("date").parse().ok()? }),
        "year" => Some(BirthDate::Year { year: part("year").parse().ok()? }),
        "age_range" => Some(BirthDate::AgeRange {
            from: part("from").parse().ok()?,
            to: part("to").parse().ok()?,
            estimated_on: part("estimated_on").parse().ok()?,
        }),
        _ => None,
    };
    read().unwrap_or_default()
}

fn contacts(plain: &Values, name: &str) -> Vec<Contact> {
    let part = |row: usize, part: &str| plain.get(&format!("{name}-{row}-{part}")).to_owned();
    plain
        .rows(name)
        .into_iter()
        .map(|row| Contact {
            name: part(row, "name"),
            relation: part(row, "relation"),
            reach: part(row, "reach"),
        })
        .collect()
}

/// Each check of which something was said.
fn checks(plain: &Values, name: &str) -> Vec<Said> {
    let said = |row: usize, part: &str| plain.get(&format!("{name}-{row}-{part}")).to_owned();
    plain
        .rows(name)
        .into_iter()
        .map(|row| {
            let stands = words::choice("check-made", &said(row, "made"));
            let text = match said(row, "note") {
                note if note.is_empty() => stands,
                note => format!("{stands}: {note}"),
            };
            one(words::choice("check", &said(row, "check")), text)
        })
        .collect()
}

/// What was known, each with who said it and when.
fn considerations(plain: &Values, now: Timestamp) -> Vec<Said> {
    plain
        .rows("considerations")
        .into_iter()
        .map(|row| {
            let part = |part: &str| plain.get(&format!("considerations-{row}-{part}"));
            let source = match part("how_to_reach") {
                "" => part("source").to_owned(),
                reach => format!("{} ({reach})", part("source")),
            };
            let when = part("obtained_at")
                .parse::<Timestamp>()
                .map_or_else(|_| String::new(), |at| instant(at, now));
            one(
                words::choice("consideration", part("consideration")),
                t!("said-with-source", "what" => part("what").to_owned(), "source" => source, "when" => when),
            )
        })
        .collect()
}

/// Who closed a case together; nobody types their names.
fn closed_by(event: &Event) -> Vec<Said> {
    let Event::Episode(EpisodeEvent::ClosedJointly { police_officer, social_care_lead, .. }) = event else {
        return Vec::new();
    };
    [("police_officer", police_officer), ("social_care_lead", social_care_lead)]
        .into_iter()
        .filter(|(_, name)| !name.trim().is_empty())
        .map(|(field, name)| one(words::named("", field), name.clone()))
        .collect()
}

/// The wording of the grade in force when it was given.
fn definition(plain: &Values) -> Option<Said> {
    let part = |part: &str| plain.get(&format!("definition-{part}")).to_owned();
    let text = part("text");
    (!text.is_empty()).then(|| {
        one(
            t!("said-definition"),
            t!("said-definition-of", "text" => text, "pack" => part("pack"), "version" => part("pack_version")),
        )
    })
}

/// Who typed a report, where it passed from one to another.
fn typists(plain: &Values, now: Timestamp) -> Vec<Said> {
    plain
        .rows("typed_by")
        .into_iter()
        .map(|row| {
            let part = |part: &str| plain.get(&format!("typed_by-{row}-{part}")).to_owned();
            let since =
                part("since").parse::<Timestamp>().map_or_else(|_| String::new(), |at| instant(at, now));
            let field = if row == 0 { t!("said-begun-by") } else { t!("said-taken-over-by") };
            one(field, t!("said-typist", "name" => part("name"), "since" => since))
        })
        .collect()
}

/// Packs are ticked by a word that nobody reads; said, each has its name, its version and its agency.
fn packs(event: &Event, names: &Names) -> Vec<Said> {
    if let Event::Episode(EpisodeEvent::PackMoved { governed_by, reason }) = event {
        let packs = governed_by
            .iter()
            .map(|pack| {
                t!("said-pack", "pack" => pack.pack.clone(), "version" => pack.version.clone(),
                    "agency" => names.of(&pack.agency.to_string()))
            })
            .collect::<Vec<_>>();
        return vec![
            one(t!("said-packs"), packs.join("; ")),
            one(words::named("", "reason"), reason.clone()),
        ];
    }
    Vec::new()
}
