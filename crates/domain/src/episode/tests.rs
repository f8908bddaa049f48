//! What may be recorded of an episode and what is refused, as a table; and the properties of the fold.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
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
        report: Report {
            circumstances: "Did not come home from school.".into(),
            ..Report::default()
        },
    }
}

fn graded(grade: Grade, reasons: &str) -> Grading {
    Grading {
        grade,
        reasons: reasons.into(),
        human_rights: String::new(),
        considerations: Vec::new(),
    }
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
    }
}

/// Only medium or high, as the reference pack permits for a child.
fn rules() -> GradeRules {
    let wording = |grade| {
        let text = format!("wording of {grade:?}");
        (
            grade,
            DefinitionInForce {
                pack: "test".into(),
                pack_version: "1".into(),
                text,
            },
        )
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
        entries.push(entry(
            2 + number,
            Stream::Episode(EPISODE),
            hours(1 + number),
            Event::Episode(event),
        ));
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
    let when = Occasioned {
        happened_at: hours(at_hour),
        now: hours(30),
    };
    decide(&file.episodes[&EPISODE], proposal, when, &rules())
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
    EpisodeEvent::ReturnReported {
        by: "Her mother".into(),
        place: "At home".into(),
    }
}

fn closed() -> EpisodeEvent {
    EpisodeEvent::Closed {
        summary: "Home, interviews held, plan agreed".into(),
    }
}

fn rated() -> EpisodeEvent {
    EpisodeEvent::MashRated {
        rating: MashRating::Amber,
        reasons: "Known pattern, safe address likely".into(),
    }
}

fn notified() -> EpisodeEvent {
    EpisodeEvent::MashNotified {
        rating: None,
        reasons: String::new(),
    }
}

#[test]
fn each_refusal_has_its_case() {
    let blank_officer = EpisodeEvent::OfficerDeployed {
        officer: "  ".into(),
        place: String::new(),
    };
    let refuted = |of| EpisodeEvent::ReturnRefuted {
        of,
        reason: "It was her sister".into(),
    };
    let findings = EpisodeEvent::FindingsShared {
        of: InterviewKind::Return,
        with: "Her social worker".into(),
    };
    let reviewed = EpisodeEvent::ReturnInterviewDeclineReviewed {
        referral: Referral::NotReferred,
        reason: "Worker sees her on Friday".into(),
    };
    let not_located = EpisodeEvent::ReturnConfirmed(Confirmation {
        located_by: " ".into(),
        ..confirmation()
    });
    let not_well = EpisodeEvent::ReturnConfirmed(Confirmation {
        wellbeing_confirmed_by: String::new(),
        ..confirmation()
    });
    let low = Refusal::GradeNotPermitted {
        grade: Grade::Low,
        permitted: vec![Grade::High, Grade::Medium],
    };
    let cases: Vec<(&str, Vec<EpisodeEvent>, EpisodeEvent, i64, Refusal)> = vec![
        (
            "a grade the pack does not permit",
            vec![],
            assessed(Grade::Low, "x"),
            1,
            low,
        ),
        (
            "a grade without reasons",
            vec![],
            assessed(Grade::High, " \n"),
            1,
            Refusal::GradeWithoutReasons,
        ),
        (
            "a time in the future",
            vec![],
            told_back(),
            31,
            Refusal::TimeInFuture,
        ),
        (
            "a return before the report",
            vec![],
            returned(),
            -1,
            Refusal::BeforeReport {
                reported_at: reported(),
            },
        ),
        (
            "a return without location",
            vec![],
            not_located,
            1,
            Refusal::NotLocated,
        ),
        (
            "a return without well-being",
            vec![],
            not_well,
            1,
            Refusal::WellbeingNotConfirmed,
        ),
        (
            "a closure while missing",
            vec![],
            closed(),
            2,
            Refusal::ClosedWithoutReturn,
        ),
        (
            "a closure on a mere report of return",
            vec![told_back()],
            closed(),
            2,
            Refusal::ClosedWithoutReturn,
        ),
        (
            "a second closure",
            vec![returned(), closed()],
            closed(),
            5,
            Refusal::AlreadyClosed,
        ),
        (
            "a second return",
            vec![returned()],
            returned(),
            5,
            Refusal::AlreadyEnded,
        ),
        (
            "an interview of somebody still missing",
            vec![],
            EpisodeEvent::PreventionInterviewHeld(interview()),
            2,
            Refusal::InterviewWhileMissing,
        ),
        (
            "a return interview after a death",
            vec![EpisodeEvent::FoundDead {
                circumstances: "By the river".into(),
            }],
            EpisodeEvent::ReturnInterviewHeld(interview()),
            5,
            Refusal::InterviewWhileMissing,
        ),
        (
            "an interview before the return",
            vec![told_back(), returned()],
            EpisodeEvent::ReturnInterviewHeld(interview()),
            1,
            Refusal::InterviewBeforeReturn {
                returned_at: hours(2),
            },
        ),
        (
            "findings of an interview not held",
            vec![returned()],
            findings,
            5,
            Refusal::InterviewNotHeld,
        ),
        (
            "a decision on no decline",
            vec![returned()],
            reviewed,
            5,
            Refusal::NothingDeclined,
        ),
        (
            "a rating before the notification",
            vec![],
            rated(),
            2,
            Refusal::MashNotNotified,
        ),
        (
            "a second notification",
            vec![notified()],
            notified(),
            3,
            Refusal::AlreadyRecorded {
                event: "mash_notified",
            },
        ),
        (
            "a refutation of nothing",
            vec![told_back()],
            refuted(entry_id(7)),
            3,
            Refusal::NoSuchEntry,
        ),
        (
            "an officer sent after the end",
            vec![returned()],
            EpisodeEvent::OfficerDeployed {
                officer: "PC Marsh".into(),
                place: "Home".into(),
            },
            5,
            Refusal::AfterEnd { ended_at: hours(1) },
        ),
        (
            "an officer without a name",
            vec![],
            blank_officer,
            1,
            Refusal::AnswerMissing { field: "officer" },
        ),
    ];
    for (rule, history, proposal, at_hour, refusal) in cases {
        assert_eq!(decided(history, proposal, at_hour), Err(refusal), "{rule}");
    }
}

#[test]
fn a_grade_whose_wording_the_pack_lacks_is_refused() {
    let file = file_after(vec![]);
    let rules = GradeRules {
        definitions: Vec::new(),
        ..rules()
    };
    let when = Occasioned {
        happened_at: hours(1),
        now: hours(1),
    };
    let refused = decide(&file.episodes[&EPISODE], assessed(Grade::High, "x"), when, &rules);
    assert_eq!(refused, Err(Refusal::NoDefinition { grade: Grade::High }));
}

#[test]
fn a_grade_keeps_the_wording_in_force() {
    let recorded = decided(vec![], assessed(Grade::High, "Threatened to jump"), 1).unwrap();
    let EpisodeEvent::RiskAssessed { definition, .. } = recorded else {
        panic!("{recorded:?}")
    };
    assert_eq!(definition.text, "wording of High");
}

#[test]
fn an_assertion_without_its_source_is_refused() {
    let mut grading = graded(Grade::High, "Threatened to jump");
    grading.considerations.push(Assertion {
        consideration: Consideration::Vulnerability,
        what: "Said she would jump".into(),
        source: String::new(),
        how_to_reach: String::new(),
        obtained_at: hours(1),
    });
    let proposal = EpisodeEvent::RiskAssessed {
        by: Assessor::Officer,
        grading,
        definition: DefinitionInForce::default(),
    };
    assert_eq!(
        decided(vec![], proposal, 1),
        Err(Refusal::AnswerMissing {
            field: "considerations"
        })
    );
}

#[test]
fn the_course_of_an_episode_is_accepted() {
    let accepted: Vec<(Vec<EpisodeEvent>, EpisodeEvent, i64)> = vec![
        (vec![], told_back(), 2),
        (
            vec![told_back()],
            EpisodeEvent::ReturnRefuted {
                of: entry_id(102),
                reason: "Her sister".into(),
            },
            3,
        ),
        (vec![], returned(), 2),
        (
            vec![returned(), declined()],
            EpisodeEvent::ReturnInterviewHeld(interview()),
            6,
        ),
        (vec![returned()], closed(), 6),
        (vec![notified()], rated(), 2),
        // Entered late, with its true time while she was missing.
        (
            vec![told_back(), returned()],
            EpisodeEvent::OfficerDeployed {
                officer: "A".into(),
                place: "B".into(),
            },
            1,
        ),
    ];
    for (history, proposal, at_hour) in accepted {
        let said = format!("{proposal:?}");
        assert!(decided(history, proposal, at_hour).is_ok(), "{said}");
    }
}

#[test]
fn somebody_missing_already_is_not_reported_again() {
    let when = Occasioned {
        happened_at: hours(5),
        now: hours(5),
    };
    assert_eq!(
        open(&file_after(vec![]), report(), when),
        Err(Refusal::AlreadyMissing)
    );
    assert!(open(&file_after(vec![returned()]), report(), when).is_ok());
}

#[test]
fn a_report_says_what_happened_and_when_it_began() {
    let file = PersonFile::fold(PERSON, Vec::new());
    let when = Occasioned {
        happened_at: reported(),
        now: reported(),
    };
    let silent = Opened {
        report: Report::default(),
        ..report()
    };
    assert_eq!(
        open(&file, silent, when),
        Err(Refusal::AnswerMissing {
            field: "circumstances"
        })
    );
    let later = Opened {
        missing_since: Some(hours(1)),
        ..report()
    };
    assert_eq!(open(&file, later, when), Err(Refusal::MissingAfterReport));
    let tomorrow = Occasioned {
        happened_at: hours(1),
        now: reported(),
    };
    assert_eq!(open(&file, report(), tomorrow), Err(Refusal::TimeInFuture));
}

fn corrected(change: impl FnOnce(&mut Correction)) -> Result<Correction, Refusal> {
    let file = file_after(vec![assessed(Grade::High, "Pressed the wrong button")]);
    let recorded = file.find(entry_id(102)).unwrap();
    let mut correction = Correction {
        corrects: entry_id(102),
        happened_at: None,
        event: None,
        reason: "Meant medium".into(),
    };
    change(&mut correction);
    correct(&file, recorded, correction, hours(4), &rules())
}

#[test]
fn a_correction_says_what_changes_and_why_and_stays_within_the_rules() {
    let event = |event: EpisodeEvent| Some(Box::new(Event::Episode(event)));
    let medium = || event(assessed(Grade::Medium, "Went to her aunt before"));
    assert!(corrected(|it| it.event = medium()).is_ok());
    assert_eq!(
        corrected(|it| {
            it.event = medium();
            it.reason = String::new();
        }),
        Err(Refusal::AnswerMissing { field: "reason" })
    );
    assert_eq!(
        corrected(|_| ()).map(|_| ()),
        corrected(|it| it.event = None).map(|_| ())
    );
    assert_eq!(
        corrected(|it| it.event = event(told_back())),
        Err(Refusal::CorrectedToOtherEvent)
    );
    assert_eq!(
        corrected(|it| it.happened_at = Some(hours(5))),
        Err(Refusal::TimeInFuture)
    );
    assert_eq!(
        corrected(|it| it.happened_at = Some(hours(-1))),
        Err(Refusal::BeforeReport {
            reported_at: reported()
        })
    );
    assert!(matches!(
        corrected(|it| it.event = event(assessed(Grade::Low, "x"))),
        Err(Refusal::GradeNotPermitted { .. })
    ));
}

#[test]
fn a_correction_that_changes_nothing_is_refused() {
    let completed = decided(vec![], assessed(Grade::High, "Threatened to jump"), 1).unwrap();
    let file = file_after(vec![completed.clone()]);
    let recorded = file.find(entry_id(102)).unwrap();
    let same = Correction {
        corrects: entry_id(102),
        happened_at: Some(recorded.happened_at),
        event: Some(Box::new(Event::Episode(completed))),
        reason: "Looked at it again".into(),
    };
    assert_eq!(
        correct(&file, recorded, same, hours(4), &rules()),
        Err(Refusal::NothingCorrected)
    );
}

#[test]
fn a_correction_is_not_itself_corrected() {
    let file = file_after(vec![told_back()]);
    let recorded = file.find(entry_id(102)).unwrap();
    let nested = Correction {
        corrects: entry_id(1),
        happened_at: None,
        event: None,
        reason: "x".into(),
    };
    let mut of_a_correction = recorded.clone();
    of_a_correction.event = Event::Corrected(nested.clone());
    let refused = correct(&file, &of_a_correction, nested, hours(4), &rules());
    assert_eq!(refused, Err(Refusal::NotCorrectable));
}

fn any_event() -> impl Strategy<Value = EpisodeEvent> {
    let grade = prop_oneof![Just(Grade::High), Just(Grade::Medium)];
    prop_oneof![
        grade.prop_map(|grade| assessed(grade, "Reasons")),
        Just(told_back()),
        Just(returned()),
        Just(closed()),
        Just(notified()),
        Just(rated()),
        Just(declined()),
        Just(EpisodeEvent::ReturnInterviewHeld(interview())),
        (102_u128..120).prop_map(|of| EpisodeEvent::ReturnRefuted {
            of: entry_id(of),
            reason: "Not so".into()
        }),
        Just(EpisodeEvent::FoundDead {
            circumstances: "By the river".into()
        }),
    ]
}

/// A ledger of one person: events at any time and in any order, some of them corrections of earlier ones.
fn any_ledger() -> impl Strategy<Value = Vec<Entry>> {
    let item = (
        any_event(),
        -20_i64..60,
        0_i64..40,
        prop::option::of((0_usize..20, any_event())),
    );
    prop::collection::vec(item, 0..20).prop_map(|items| {
        let mut entries = Vec::new();
        let named = PersonEvent::Registered {
            details: PersonDetails {
                name: "A. N.".into(),
                ..PersonDetails::default()
            },
        };
        entries.push(entry(1, Stream::Person(PERSON), hours(-30), Event::Person(named)));
        let opened = Event::Episode(EpisodeEvent::Opened(Box::new(report())));
        entries.push(entry(2, Stream::Episode(EPISODE), reported(), opened));
        for (event, at, late, correction) in items {
            let number = i64::try_from(entries.len()).unwrap() + 1;
            let event = match correction {
                Some((place, new)) => Event::Corrected(Correction {
                    corrects: entries[place % entries.len()].id,
                    happened_at: Some(hours(at)),
                    event: Some(Box::new(Event::Episode(new))),
                    reason: "Entered wrongly".into(),
                }),
                None => Event::Episode(event),
            };
            let mut entry = entry(number, Stream::Episode(EPISODE), hours(at), event);
            entry.recorded_at = hours(at + late);
            entries.push(entry);
        }
        entries
    })
}

proptest! {
    #[test]
    fn any_prefix_folds_and_a_replay_is_identical(ledger in any_ledger(), length in 0_usize..25) {
        let prefix = &ledger[..length.min(ledger.len())];
        let once = PersonFile::as_known_at(PERSON, prefix, Timestamp::MAX);
        let again = PersonFile::as_known_at(PERSON, prefix, Timestamp::MAX);
        prop_assert_eq!(once, again);
    }

    #[test]
    fn a_correction_never_loses_the_corrected(ledger in any_ledger()) {
        let known = as_known_at(&ledger, Timestamp::MAX);
        for entry in &ledger {
            match &entry.content {
                Content::Event(Event::Corrected(correction)) => {
                    let corrected = known.iter().find(|recorded| recorded.entry == correction.corrects);
                    if let Some(corrected) = corrected {
                        prop_assert!(corrected.corrected_by.contains(&entry.id));
                    }
                }
                Content::Event(_) => {
                    prop_assert!(known.iter().any(|recorded| recorded.entry == entry.id));
                }
                Content::Disposed => {}
            }
        }
    }

    #[test]
    fn what_is_recorded_later_changes_nothing_that_was_known(ledger in any_ledger(), moment in -20_i64..100) {
        let moment = hours(moment);
        let known: Vec<Entry> = ledger.iter().filter(|entry| entry.recorded_at <= moment).cloned().collect();
        prop_assert_eq!(as_known_at(&ledger, moment), as_known_at(&known, moment));
    }
}
