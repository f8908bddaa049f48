//! Of what others recorded a home keeps the facts by which it looks after a child, and none of their words.

use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use super::*;
use crate::{
    agency::AgencyKind,
    episode::{Confirmation, EpisodeEvent, Information, Opened, Report, Significance},
    ids::{AccountId, AgencyId, IncidentId, PersonId, PlacementId},
    ledger::Actor,
    merging::Absorption,
    person::{CareStatus, Form, Marker, MarkerKind, PersonDetails, PersonEvent, Photograph, TakenTo},
    placement::{PlacementEvent, PlacementKind, PlacementPlace, PlacementRecorded},
};

const PERSON: PersonId = PersonId(Uuid::from_u128(1));
const EPISODE: EpisodeId = EpisodeId(Uuid::from_u128(2));
const HOME: AgencyId = AgencyId(Uuid::from_u128(3));
const POLICE: AgencyId = AgencyId(Uuid::from_u128(4));

/// Stands in every text that others wrote.
const THEIRS: &str = "told to others";

fn entry(number: u128, agency: AgencyId, stream: Stream, event: Event) -> Entry {
    let at = Timestamp::from_second(i64::try_from(number).unwrap()).unwrap();
    Entry {
        sequence: i64::try_from(number).unwrap(),
        id: EntryId(Uuid::from_u128(number)),
        stream,
        version: 1,
        name: event.name().to_owned(),
        happened_at: at,
        recorded_at: at,
        actor: Actor { account: AccountId(Uuid::from_u128(5)), role: "any".to_owned(), agency },
        content: Content::Event(event),
        commitment: [0; 32],
        hash: [0; 32],
    }
}

fn read_by_home(entries: &[Entry]) -> Vec<Entry> {
    let file = PersonFile::as_known_at(PERSON, entries, Timestamp::MAX);
    let agency = Agency { id: HOME, name: "Larch House".to_owned(), kind: AgencyKind::CareProvider };
    Narrow { file: &file, agency: &agency, roles: &Roles(Vec::new()) }.read(entries)
}

/// The event with something in every text of it.
fn filled(event: &Event) -> Event {
    fn fill(value: &mut Value) {
        match value {
            Value::String(text) if text.is_empty() => THEIRS.clone_into(text),
            Value::Array(values) => values.iter_mut().for_each(fill),
            Value::Object(fields) => fields.values_mut().for_each(fill),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let mut value = serde_json::to_value(event).unwrap();
    fill(&mut value);
    serde_json::from_value(value).unwrap()
}

/// The fields of an event in which something of others can be read.
fn telling(event: &Event) -> Vec<String> {
    fn look(field: &str, value: &Value, found: &mut Vec<String>) {
        match value {
            Value::String(text) if text == THEIRS => found.push(field.to_owned()),
            Value::Array(values) => values.iter().for_each(|value| look(field, value, found)),
            Value::Object(fields) => fields.iter().for_each(|(field, value)| look(field, value, found)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let mut found = Vec::new();
    look("", &serde_json::to_value(event).unwrap(), &mut found);
    found.sort();
    found
}

fn of_entry(read: &Entry) -> &Event {
    let Content::Event(event) = &read.content else { panic!("it was not disposed of") };
    event
}

fn opened(report: Report) -> Event {
    Event::Episode(EpisodeEvent::Opened(Box::new(Opened {
        incident: IncidentId(Uuid::from_u128(6)),
        person: PERSON,
        missing_since: None,
        lead_force: POLICE,
        governed_by: Vec::new(),
        report,
    })))
}

fn text() -> String {
    String::new()
}

fn person_events() -> Vec<(PersonEvent, &'static [&'static str])> {
    const DETAILS: &[&str] = &[
        "birth_said",
        "description",
        "effect_of_missing_medication",
        "ethnicity",
        "health_and_disability",
        "home_address",
        "language",
        "medication",
        "name",
        "school_or_work",
    ];
    let marker = EntryId(Uuid::from_u128(9));
    let photograph = Photograph {
        digest: "00".to_owned(),
        thumbnail: "00".to_owned(),
        width: 1,
        height: 1,
        taken_on: None,
        taken_to: TakenTo::Day,
        source: text(),
        differs: text(),
    };
    let absorption = Absorption {
        other: PERSON,
        details: PersonDetails::default(),
        goes_on_in: None,
        carried_on: Vec::new(),
        reason: text(),
    };
    let held = Marker { marker: MarkerKind::SelfHarm, source: text(), since: None, note: text() };
    vec![
        (PersonEvent::Registered { details: PersonDetails::default() }, DETAILS),
        (PersonEvent::DetailsChanged { details: PersonDetails::default(), reason: text() }, DETAILS),
        (PersonEvent::MarkerRecorded(held), &[]),
        (PersonEvent::MarkerEnded { marker, reason: text() }, &[]),
        (PersonEvent::CareStatusRecorded(CareStatus::default()), &["plans_and_orders", "reviewing_officer"]),
        (PersonEvent::WorkerAllocated { worker: text(), team: text() }, &["team", "worker"]),
        (PersonEvent::WorkerDeallocated { reason: text() }, &[]),
        (PersonEvent::FormCompleted { form: Form::IncidentForm, note: text() }, &[]),
        (PersonEvent::TriggerPlanAgreed { plan: text() }, &["plan"]),
        (PersonEvent::TriggerPlanWithdrawn { reason: text() }, &[]),
        (PersonEvent::PhotographAdded(photograph), &["differs"]),
        (PersonEvent::PhotographWithdrawn { photograph: marker, reason: text() }, &[]),
        (PersonEvent::LateNoted { expected_at: None, note: text() }, &[]),
        (PersonEvent::LateEnded { note: text() }, &[]),
        (PersonEvent::LateAcknowledged { of: marker, note: text() }, &[]),
        (PersonEvent::Absorbed(absorption), DETAILS),
        (PersonEvent::MergedInto { into: PERSON, reason: text() }, &[]),
        (PersonEvent::Separated { other: PERSON, reason: text() }, &[]),
        (PersonEvent::Restored { from: PERSON, reason: text() }, &[]),
    ]
}

#[test]
fn of_a_person_the_facts_of_their_care_are_read_and_no_words_of_others() {
    for (event, kept) in person_events() {
        let event = filled(&Event::Person(event));
        let theirs = entry(1, POLICE, Stream::Person(PERSON), event.clone());
        let read = read_by_home(&[theirs]);
        // Of a merge that does not stand it is not told whose record the other is.
        let undone = ["record_merged", "record_separated", "record_restored"].contains(&event.name());
        assert_eq!(read.is_empty(), undone, "{}", event.name());
        if let Some(read) = read.first() {
            assert_eq!(telling(of_entry(read)), kept, "{}", event.name());
        }
        let own = entry(1, HOME, Stream::Person(PERSON), event.clone());
        assert_eq!(of_entry(&read_by_home(&[own])[0]), &event, "what it told itself it reads whole");
    }
}

#[test]
fn of_a_report_what_the_child_wears_and_needs_is_read_and_not_what_a_caller_told() {
    let kept = [
        "carrying",
        "clothing",
        "description",
        "effect_of_missing_medication",
        "log_number",
        "medical",
        "medication",
        "medication_frequency",
    ];
    let added = Event::Episode(EpisodeEvent::ReportAdded(Box::default()));
    for event in [opened(Report { taken_by: THEIRS.to_owned(), ..Report::default() }), added] {
        let theirs = entry(1, POLICE, Stream::Episode(EPISODE), filled(&event));
        assert_eq!(telling(of_entry(&read_by_home(&[theirs])[0])), kept);
    }
}

#[test]
fn of_a_return_and_a_placement_the_facts_are_read() {
    let confirmed = EpisodeEvent::ReturnConfirmed(Confirmation {
        place: text(),
        located_by: text(),
        wellbeing_confirmed_by: text(),
        condition: text(),
        how: text(),
        harm: text(),
    });
    let placement = Stream::Placement(PlacementId(Uuid::from_u128(7)));
    let placed = PlacementEvent::Recorded(PlacementRecorded {
        person: PERSON,
        kind: PlacementKind::Planned,
        start: Timestamp::MIN,
        place: PlacementPlace::InArea,
        provider: Some(HOME),
        address: text(),
    });
    for (stream, event, kept) in [
        (Stream::Episode(EPISODE), Event::Episode(confirmed), &["condition"][..]),
        (placement, Event::Placement(placed), &["address"]),
        (placement, Event::Placement(PlacementEvent::PlanChecked { note: text() }), &[]),
        (placement, Event::Placement(PlacementEvent::Ended { reason: text() }), &[]),
    ] {
        let theirs = entry(1, POLICE, stream, filled(&event));
        assert_eq!(telling(of_entry(&read_by_home(&[theirs])[0])), kept, "{}", event.name());
    }
}

#[test]
fn where_others_correct_what_the_home_told_its_own_words_stand_and_no_reason_is_read() {
    let report = |words: &str, clothing: &str| {
        opened(Report { concern: words.to_owned(), clothing: clothing.to_owned(), ..Report::default() })
    };
    let correction = |event: Event, reason: &str| {
        Event::Corrected(Correction {
            corrects: EntryId(Uuid::from_u128(1)),
            happened_at: None,
            event: Some(Box::new(event)),
            reason: reason.to_owned(),
        })
    };
    let stream = Stream::Episode(EPISODE);
    let entries = [
        entry(1, HOME, stream, report("Took no coat", "Blue")),
        entry(2, HOME, stream, correction(report("Took no coat, no inhaler", "Blue"), "Forgot it")),
        entry(3, POLICE, stream, correction(report(THEIRS, "Green"), THEIRS)),
    ];
    let read = read_by_home(&entries);
    assert_eq!(of_entry(&read[1]), of_entry(&entries[1]), "its own correction is whole");
    assert_eq!(of_entry(&read[2]), &correction(report("Took no coat, no inhaler", "Green"), ""));
}

#[test]
fn a_correction_of_what_is_not_read_is_not_read() {
    let said = |what: &str| {
        Event::Episode(EpisodeEvent::InformationReceived(Information {
            what: what.to_owned(),
            source: text(),
            how_to_reach: text(),
            origin: None,
            significance: Significance::Routine,
            reliability: None,
            credibility: None,
            task: None,
        }))
    };
    let corrected = Event::Corrected(Correction {
        corrects: EntryId(Uuid::from_u128(1)),
        happened_at: None,
        event: Some(Box::new(said("At the docks"))),
        reason: "Misheard".to_owned(),
    });
    let stream = Stream::Episode(EPISODE);
    let entries = [entry(1, POLICE, stream, said("At the depot")), entry(2, POLICE, stream, corrected)];
    assert_eq!(read_by_home(&entries), []);
}
