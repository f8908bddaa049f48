//! What may be recorded of an episode and what is refused, as a table; and the properties of the fold. Here the
//! people and events that the tests share.

mod corrections;
mod course;
mod edges;
mod holding;
mod properties;
mod tasks;

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::*;
use crate::{
    file::{PersonFile, as_known_at},
    ids::{AccountId, AgencyId, EntryId, EpisodeId, IncidentId, PersonId},
    ledger::{Actor, Content, Correction, Entry, Event, Stream},
    person::{PersonDetails, PersonEvent},
    refusal::Refusal,
    risk::{Assertion, Assessor, Consideration, DefinitionInForce, Grade, Grading},
};

const EPISODE: EpisodeId = EpisodeId(Uuid::from_u128(1));
const PERSON: PersonId = PersonId(Uuid::from_u128(2));

/// 14:00 on 8 September 2026 in London: the report.
fn reported() -> Timestamp {
    "2026-09-08T13:00:00Z".parse().unwrap()
}

fn hours(count: i64) -> Timestamp {
    reported() + SignedDuration::from_hours(count)
}

fn entry_id(number: u128) -> EntryId {
    EntryId(Uuid::from_u128(number))
}

fn actor() -> Actor {
    Actor {
        account: AccountId(Uuid::from_u128(3)),
        role: "police_supervisor".into(),
        agency: AgencyId(Uuid::from_u128(4)),
    }
}

fn entry(number: i64, stream: Stream, at: Timestamp, event: Event) -> Entry {
    Entry {
        sequence: number,
        id: entry_id(100 + u128::try_from(number).unwrap()),
        stream,
        version: number,
        name: event.name().to_owned(),
        happened_at: at,
        recorded_at: at,
        actor: actor(),
        content: Content::Event(event),
        commitment: [0; 32],
        hash: [0; 32],
    }
}

fn report() -> Opened {
    Opened {
        incident: IncidentId(Uuid::from_u128(5)),
        person: PERSON,
        missing_since: None,
        lead_force: AgencyId(Uuid::from_u128(4)),
        governed_by: Vec::new(),
        report: Report { circumstances: "Did not come home from school.".into(), ..Report::default() },
    }
}

fn graded(grade: Grade, reasons: &str) -> Grading {
    Grading { grade, reasons: reasons.into(), human_rights: String::new(), considerations: Vec::new() }
}

fn assessed(grade: Grade, reasons: &str) -> EpisodeEvent {
    EpisodeEvent::RiskAssessed {
        by: Assessor::Officer,
        grading: graded(grade, reasons),
        definition: DefinitionInForce::default(),
    }
}

fn confirmation() -> Confirmation {
    Confirmation {
        place: "At her aunt's".into(),
        located_by: "PC Marsh spoke with her at the door".into(),
        wellbeing_confirmed_by: "PC Marsh, seen and spoken with alone".into(),
        condition: "Tired, unhurt".into(),
        how: "Went there by bus".into(),
        harm: "None told of".into(),
    }
}

fn interview() -> HeldInterview {
    HeldInterview {
        interviewer: "R. Osei, support worker".into(),
        setting: "At school".into(),
        consent: "Asked and given".into(),
        why: "An argument about her telephone".into(),
        where_and_whom: "With her aunt".into(),
        harm: "None told of".into(),
        what_would_help: "Staying with her aunt at weekends".into(),
        also_for: Vec::new(),
    }
}

/// Only medium or high, as the reference pack permits for a child.
fn rules() -> GradeRules {
    let wording = |grade| {
        let text = format!("wording of {grade:?}");
        (grade, DefinitionInForce { pack: "test".into(), pack_version: "1".into(), text })
    };
    GradeRules {
        permitted: vec![Grade::High, Grade::Medium],
        definitions: vec![wording(Grade::High), wording(Grade::Medium)],
    }
}

/// The file after the report and these events, an hour apart.
fn file_after(events: Vec<EpisodeEvent>) -> PersonFile {
    let opened = Event::Episode(EpisodeEvent::Opened(Box::new(report())));
    let mut entries = vec![entry(1, Stream::Episode(EPISODE), reported(), opened)];
    for (number, event) in events.into_iter().enumerate() {
        let number = i64::try_from(number).unwrap();
        entries.push(entry(2 + number, Stream::Episode(EPISODE), hours(1 + number), Event::Episode(event)));
    }
    PersonFile::as_known_at(PERSON, &entries, Timestamp::MAX)
}

/// What is decided at hour 30 about something that happened at that hour of the episode.
fn decided(
    history: Vec<EpisodeEvent>,
    proposal: EpisodeEvent,
    at_hour: i64,
) -> Result<EpisodeEvent, Refusal> {
    let file = file_after(history);
    let when = Occasioned { happened_at: hours(at_hour), now: hours(30) };
    decide(&file, &file.episodes[&EPISODE], proposal, when, &rules())
}

fn returned() -> EpisodeEvent {
    EpisodeEvent::ReturnConfirmed(confirmation())
}

fn declined() -> EpisodeEvent {
    EpisodeEvent::ReturnInterviewDeclined {
        by: DeclinedBy::Child,
        reason: "Does not want to talk again".into(),
    }
}

fn told_back() -> EpisodeEvent {
    EpisodeEvent::ReturnReported { by: "Her mother".into(), place: "At home".into() }
}

fn closed() -> EpisodeEvent {
    EpisodeEvent::Closed { summary: "Home, interviews held, plan agreed".into() }
}

fn rated() -> EpisodeEvent {
    EpisodeEvent::MashRated {
        rating: MashRating::Amber,
        reasons: "Known pattern, safe address likely".into(),
    }
}

fn notified() -> EpisodeEvent {
    EpisodeEvent::MashNotified { rating: None, reasons: String::new() }
}

fn found_dead() -> EpisodeEvent {
    EpisodeEvent::FoundDead {
        circumstances: "By the river".into(),
        place: "Below the weir".into(),
        found_by: "A walker".into(),
        identity_confirmed_by: "PC Marsh, by a ring and a scar".into(),
    }
}
