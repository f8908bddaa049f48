//! From entries to what is compared: what was known when it began, how it ended, what the record says of exploitation.

use jiff::{SignedDuration, Timestamp, civil::date};
use uuid::Uuid;

use super::*;
use crate::{
    episode::{Confirmation, EpisodeEvent, HeldInterview, Opened, Report},
    file::PersonFile,
    ids::{AccountId, AgencyId, EntryId, EpisodeId, IncidentId, PersonId},
    ledger::{Actor, Content, Entry, Event, Stream},
    person::{BirthDate, CareBasis, CareStatus, Marker, MarkerKind, PersonDetails, PersonEvent, Sex},
};

const PERSON: PersonId = PersonId(Uuid::from_u128(1));
const FIRST: EpisodeId = EpisodeId(Uuid::from_u128(11));
const SECOND: EpisodeId = EpisodeId(Uuid::from_u128(12));
const FORCE: AgencyId = AgencyId(Uuid::from_u128(4));

/// A Wednesday in winter, at seven in the evening.
fn evening() -> Timestamp {
    "2026-03-04T19:00:00Z".parse().unwrap()
}

fn days(days: i64) -> SignedDuration {
    SignedDuration::from_hours(days * 24)
}

fn file(events: Vec<(Timestamp, Stream, Event)>) -> PersonFile {
    let entry = |(number, (at, stream, event)): (i64, (Timestamp, Stream, Event))| Entry {
        sequence: number,
        id: EntryId(Uuid::from_u128(u128::try_from(number).unwrap())),
        stream,
        version: 1,
        name: event.name().to_owned(),
        happened_at: at,
        recorded_at: at,
        actor: Actor { account: AccountId(Uuid::from_u128(5)), role: "any".to_owned(), agency: FORCE },
        content: Content::Event(event),
        commitment: [0; 32],
        hash: [0; 32],
    };
    let entries: Vec<Entry> = (100..).zip(events).map(entry).collect();
    PersonFile::as_known_at(PERSON, &entries, Timestamp::MAX)
}

fn of_person(at: Timestamp, event: PersonEvent) -> (Timestamp, Stream, Event) {
    (at, Stream::Person(PERSON), Event::Person(event))
}

fn of(episode: EpisodeId, at: Timestamp, event: EpisodeEvent) -> (Timestamp, Stream, Event) {
    (at, Stream::Episode(episode), Event::Episode(event))
}

fn girl() -> PersonEvent {
    let birth = BirthDate::Exact { date: date(2011, 8, 19) };
    let home_address = "4 Larch Walk, Stowe".to_owned();
    PersonEvent::Registered {
        details: PersonDetails { birth, home_address, sex: Sex::Female, ..PersonDetails::default() },
    }
}

fn opened(with_whom: &str) -> EpisodeEvent {
    EpisodeEvent::Opened(Box::new(Opened {
        incident: IncidentId(Uuid::from_u128(7)),
        person: PERSON,
        missing_since: None,
        lead_force: FORCE,
        governed_by: Vec::new(),
        report: Report { with_whom: with_whom.to_owned(), ..Report::default() },
    }))
}

fn returned(place: &str, how: &str) -> EpisodeEvent {
    EpisodeEvent::ReturnConfirmed(Confirmation {
        place: place.to_owned(),
        located_by: "Constable Reed".to_owned(),
        wellbeing_confirmed_by: "Constable Reed".to_owned(),
        condition: "Well".to_owned(),
        how: how.to_owned(),
        harm: "None told of".to_owned(),
    })
}

fn marker(marker: MarkerKind) -> PersonEvent {
    PersonEvent::MarkerRecorded(Marker {
        marker,
        source: "School".to_owned(),
        since: None,
        note: String::new(),
    })
}

#[test]
fn each_is_compared_by_what_was_on_record_in_its_time() {
    let (first, second) = (evening(), evening() + days(9));
    let in_care = CareStatus { basis: CareBasis::Accommodated, ..CareStatus::default() };
    let file = file(vec![
        of_person(first - days(2), girl()),
        of(FIRST, first, opened("Alone when last seen.")),
        of(FIRST, first + days(1), returned("4 Larch Walk", "Returned of own accord: on the bus")),
        of_person(first + days(3), marker(MarkerKind::SexualExploitation)),
        of_person(first + days(4), PersonEvent::CareStatusRecorded(in_care)),
        of(SECOND, second, opened("")),
    ]);
    let past = past_episodes(&file);
    let told = |at: usize| Criterion::ALL.map(|criterion| past[at].traits.get(criterion));
    let (child, evening) = (Some("child"), Some("evening"));
    let (not_recorded, as_reported) = (Some("not_recorded"), Some("as_reported"));
    assert_eq!(
        told(0),
        [
            child,
            not_recorded,
            not_recorded,
            not_recorded,
            None,
            Some("12_to_15"),
            Some("none_recorded"),
            as_reported,
            Some("female"),
            Some("alone"),
            evening,
            Some("working_day"),
        ]
    );
    assert_eq!(
        told(1),
        [
            child,
            not_recorded,
            Some("held"),
            not_recorded,
            Some("in_care"),
            Some("12_to_15"),
            Some("once_or_twice"),
            as_reported,
            Some("female"),
            None,
            evening,
            Some("working_day"),
        ]
    );
}

#[test]
fn a_death_is_no_return_and_a_closed_search_is_no_end() {
    let at = evening();
    let ending = |event| {
        let file =
            file(vec![of_person(at, girl()), of(FIRST, at, opened("")), of(FIRST, at + days(1), event)]);
        let one = past_episodes(&file).remove(0);
        (one.ending.word(), one.length(at + days(5)).followed, one.length(at + days(5)).lasted, one.ended_by)
    };
    let by = Some(EntryId(Uuid::from_u128(102)));
    let dead = EpisodeEvent::FoundDead {
        circumstances: String::new(),
        place: String::new(),
        found_by: String::new(),
        identity_confirmed_by: String::new(),
    };
    let closed = EpisodeEvent::ClosedJointly {
        of: None,
        seen: String::new(),
        police_officer: String::new(),
        social_care_lead: String::new(),
        reason: String::new(),
    };
    assert_eq!(ending(dead), ("found_dead", Followed::ToItsEnd, days(1), by));
    assert_eq!(ending(closed), ("closed_missing", Followed::StillMissing, days(1), by));
    assert_eq!(ending(returned("", "")), ("returned", Followed::ToItsEnd, days(1), by));
    let noted = EpisodeEvent::LogNumberRecorded { number: "Log 12".to_owned() };
    assert_eq!(ending(noted), ("running", Followed::StillMissing, days(5), None));
}

#[test]
fn where_somebody_lives_is_known_from_the_record() {
    let at = evening();
    let file = file(vec![
        of_person(at, girl()),
        of(FIRST, at, opened("")),
        of(FIRST, at + days(1), returned("At 4 Larch Walk, by the door", "Found by police")),
    ]);
    let by_police = Ending::Returned { at: at + days(1), by: FoundBy::Police, place: FoundAt::WhereTheyLive };
    assert_eq!(past_episodes(&file)[0].ending, by_police);
}

#[test]
fn what_is_said_of_exploitation_is_named_with_its_entry() {
    let at = evening();
    let interview = HeldInterview {
        interviewer: String::new(),
        setting: String::new(),
        consent: String::new(),
        why: "She had a new phone. Nobody had bought it.".to_owned(),
        where_and_whom: "No older man was there.".to_owned(),
        harm: "None".to_owned(),
        what_would_help: "An older man to talk to".to_owned(),
        also_for: Vec::new(),
    };
    let file = file(vec![
        of_person(at, girl()),
        of_person(at, marker(MarkerKind::Trafficking)),
        of_person(at, marker(MarkerKind::Dementia)),
        of(FIRST, at, opened("")),
        of(FIRST, at + days(2), EpisodeEvent::ReturnInterviewHeld(interview)),
    ]);
    let found: Vec<_> =
        indicators(&file).into_iter().map(|one| (one.kind, one.entry.0.as_u128(), one.said)).collect();
    assert_eq!(
        found,
        [
            (IndicatorKind::Marker, 101, "trafficking".to_owned()),
            (IndicatorKind::Goods, 104, "She had a new phone.".to_owned()),
        ]
    );
}
