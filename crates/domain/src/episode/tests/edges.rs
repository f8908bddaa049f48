//! The edges of an episode: closed jointly and opened again, found dead and somebody else, one talk about two times
//! missing, and corrections that would break the course.

use proptest::prelude::*;

use super::*;
use crate::{
    agency::{Agency, AgencyKind},
    case_of::case_of,
    episode::correct::each_could_have_been_recorded_in_its_order,
    file::Recorded,
    protocol::{
        duty::State,
        engine::evaluate,
        event::{Act, What},
        packs::Packs,
    },
};

const LATER: EpisodeId = EpisodeId(Uuid::from_u128(9));
const COUNCIL: AgencyId = AgencyId(Uuid::from_u128(7));

fn proposed() -> EpisodeEvent {
    EpisodeEvent::JointClosureProposed {
        assessment: "Of 1 September".into(),
        chronology: "Whole".into(),
        reason: "No line of enquiry is left".into(),
    }
}

fn closed_jointly(of: u128) -> EpisodeEvent {
    EpisodeEvent::ClosedJointly {
        of: Some(entry_id(of)),
        seen: "Both".into(),
        police_officer: String::new(),
        social_care_lead: String::new(),
        reason: "Agreed".into(),
    }
}

fn reopened() -> EpisodeEvent {
    EpisodeEvent::Reopened { reason: "Seen at the market".into() }
}

fn refuted(of: u128) -> EpisodeEvent {
    EpisodeEvent::DeathRefuted { of: entry_id(of), reason: "Dental record".into() }
}

fn interviewed(also_for: Vec<EpisodeId>) -> EpisodeEvent {
    EpisodeEvent::ReturnInterviewHeld(HeldInterview { also_for, ..interview() })
}

/// The entries of one episode, an hour apart from its report, entered when they happened.
fn entries_of(episode: EpisodeId, from: i64, start: i64, events: Vec<EpisodeEvent>) -> Vec<Entry> {
    let opened = EpisodeEvent::Opened(Box::new(report()));
    std::iter::once(opened)
        .chain(events)
        .zip(0..)
        .map(|(event, place)| {
            entry(from + place, Stream::Episode(episode), hours(start + place), Event::Episode(event))
        })
        .collect()
}

/// Back after an hour, missing again at hour 10, back at hour 11.
fn missing_again() -> Vec<Entry> {
    let mut entries = entries_of(EPISODE, 1, 0, vec![returned()]);
    entries.extend(entries_of(LATER, 3, 10, vec![returned()]));
    entries
}

fn file_of(entries: &[Entry]) -> PersonFile {
    PersonFile::as_known_at(PERSON, entries, Timestamp::MAX)
}

#[test]
fn closing_jointly_needs_a_proposal_that_waits() {
    #[expect(clippy::type_complexity, reason = "the rows of a table, read as such")]
    let cases: Vec<(&str, Vec<EpisodeEvent>, EpisodeEvent, Result<(), Refusal>)> = vec![
        ("without a proposal", vec![], closed_jointly(102), Err(Refusal::ClosureNotProposed)),
        ("with one", vec![proposed()], closed_jointly(102), Ok(())),
        (
            "after it was refused",
            vec![
                proposed(),
                EpisodeEvent::JointClosureRefused { of: entry_id(102), reason: "Ask the aunt".into() },
            ],
            closed_jointly(102),
            Err(Refusal::ClosureNotProposed),
        ),
        (
            "without having read anything",
            vec![proposed()],
            EpisodeEvent::ClosedJointly {
                of: Some(entry_id(102)),
                seen: " ".into(),
                police_officer: String::new(),
                social_care_lead: String::new(),
                reason: "Agreed".into(),
            },
            Err(Refusal::AnswerMissing { field: "seen" }),
        ),
        ("a second return", vec![proposed(), returned()], closed_jointly(102), Err(Refusal::AlreadyEnded)),
        (
            "proposed after the return",
            vec![returned()],
            proposed(),
            Err(Refusal::AfterEnd { ended_at: hours(1) }),
        ),
        ("seen once it is closed", vec![proposed(), closed_jointly(102)], sighted(), Ok(())),
        ("opened again", vec![proposed(), closed_jointly(102)], reopened(), Ok(())),
        ("opened again while missing", vec![], reopened(), Err(Refusal::NotClosed)),
        ("it was somebody else", vec![found_dead()], refuted(102), Ok(())),
        (
            "it was somebody else, twice",
            vec![found_dead(), refuted(102)],
            refuted(102),
            Err(Refusal::NoSuchEntry),
        ),
    ];
    for (what, history, proposal, expected) in cases {
        assert_eq!(decided(history, proposal, 8).map(|_| ()), expected, "{what}");
    }
}

fn sighted() -> EpisodeEvent {
    EpisodeEvent::Sighted {
        place: "Market".into(),
        seen_at: None,
        information: Information {
            what: "With a man".into(),
            source: "Stallholder".into(),
            how_to_reach: String::new(),
            origin: None,
            significance: Significance::Significant,
            reliability: None,
            credibility: None,
            task: None,
        },
    }
}

#[test]
fn nobody_closes_a_case_alone() {
    let agencies = [
        Agency { id: actor().agency, name: "Police".into(), kind: AgencyKind::Police },
        Agency { id: COUNCIL, name: "Adult care".into(), kind: AgencyKind::AdultSocialCare },
    ];
    let colleague = Actor { account: AccountId(Uuid::from_u128(30)), ..actor() };
    let council = Actor { agency: COUNCIL, account: AccountId(Uuid::from_u128(31)), ..actor() };
    let may = |entries: &[Entry], who: &Actor| {
        let file = file_of(entries);
        let proposal = entries.iter().find(|entry| entry.name == "joint_closure_proposed").unwrap().id;
        let of = proposal.0.as_u128();
        may_close(&file, &file.episodes[&EPISODE], &closed_jointly(of), who, &agencies)
    };
    let child = entries_of(EPISODE, 1, 0, vec![proposed()]);
    assert_eq!(may(&child, &actor()), Err(Refusal::ClosedByOne));
    assert_eq!(may(&child, &colleague), Err(Refusal::ClosedByOne), "another officer of the same force");
    assert_eq!(may(&child, &council), Ok(()));

    let mut adult = entries_of(EPISODE, 2, 0, vec![proposed()]);
    let born = crate::person::BirthDate::Year { year: 1960 };
    let details = PersonDetails { name: "A. N.".into(), birth: born, ..PersonDetails::default() };
    adult.insert(
        0,
        entry(1, Stream::Person(PERSON), hours(-1), Event::Person(PersonEvent::Registered { details })),
    );
    assert_eq!(may(&adult, &actor()), Err(Refusal::ClosedByOne), "the officer who proposes it");
    assert_eq!(may(&adult, &colleague), Ok(()), "a second officer, where adult care has no part in it");
    let known = EpisodeEvent::InformationReceived(Information {
        what: "Known to us".into(),
        source: "Duty desk".into(),
        how_to_reach: String::new(),
        origin: None,
        significance: Significance::Routine,
        reliability: None,
        credibility: None,
        task: None,
    });
    let mut involved = entry(9, Stream::Episode(EPISODE), hours(3), Event::Episode(known));
    involved.actor = council.clone();
    adult.push(involved);
    assert_eq!(may(&adult, &colleague), Err(Refusal::ClosedByOne), "adult care has recorded something");
    assert_eq!(may(&adult, &council), Ok(()));
}

/// The duties that the reference pack gives for the first episode, with their states, as of an hour.
fn duties(entries: &[Entry], hour: i64) -> Vec<(String, State, Timestamp)> {
    let packs = Packs::built_in();
    let loaded = packs.versions("northamptonshire").first().unwrap();
    let case = case_of(&PersonFile::as_known_at(PERSON, entries, hours(hour)), EPISODE).unwrap();
    evaluate(&loaded.pack, &loaded.calendar, &case, hours(hour))
        .iter()
        .map(|duty| (duty.rule.id.0.clone(), duty.state, duty.due))
        .collect()
}

#[test]
fn a_case_that_is_opened_again_owes_what_it_would_owe_had_it_never_been_closed() {
    let course = vec![assessed(Grade::High, "x"), proposed(), closed_jointly(103), reopened()];
    let reopened = entries_of(EPISODE, 1, 0, course);
    let never = entries_of(EPISODE, 1, 0, vec![assessed(Grade::High, "x")]);
    for hour in [5, 30, 100, 24 * 40] {
        assert_eq!(duties(&reopened, hour), duties(&never, hour), "at hour {hour}");
    }
    let overdue = |name: &str| {
        duties(&reopened, 30).iter().any(|(duty, state, _)| duty == name && *state == State::Overdue)
    };
    assert!(overdue("risk_reassessment"), "what fell due meanwhile is late");
    let closed = &reopened[..4];
    assert!(
        duties(closed, 5)
            .iter()
            .all(|(duty, state, _)| duty != "risk_reassessment" || *state == State::Lapsed)
    );
}

#[test]
fn a_death_that_was_somebody_else_ends_nothing() {
    let wrong = entries_of(EPISODE, 1, 0, vec![assessed(Grade::High, "x"), found_dead(), refuted(103)]);
    let never = entries_of(EPISODE, 1, 0, vec![assessed(Grade::High, "x")]);
    let dead = &wrong[..3];
    assert!(file_of(dead).found_dead().is_some());
    assert!(file_of(&wrong).found_dead().is_none());
    assert_eq!(file_of(&wrong).episodes[&EPISODE].status, Status::Missing);
    for hour in [4, 30, 200] {
        assert_eq!(duties(&wrong, hour), duties(&never, hour), "at hour {hour}");
    }
    let after =
        |entries: &[Entry]| duties(entries, 200).into_iter().map(|(duty, _, _)| duty).collect::<Vec<_>>();
    assert!(!after(dead).contains(&"independent_return_interview".to_owned()));
    assert!(!after(dead).contains(&"prevention_interview".to_owned()));
}

#[test]
fn the_death_of_a_child_in_care_asks_for_everybody_who_must_know() {
    let entries = entries_of(EPISODE, 1, 0, vec![found_dead()]);
    let file = file_of(&entries);
    let owed = owed_after_death(&file, &file.episodes[&EPISODE]);
    assert_eq!(owed[..3], [Step::CoronerInformed, Step::FamilyToldOfDeath, Step::FamilyOfficerAppointed]);
    assert!(!owed.contains(&Step::NationalUnitToldFound), "it was not referred");
    let missing = file_of(&entries[..1]);
    assert_eq!(owed_after_death(&missing, &missing.episodes[&EPISODE]), []);
}

#[test]
fn one_talk_counts_for_the_times_missing_that_it_names_and_no_other() {
    let mut entries = missing_again();
    entries.push(entry(5, Stream::Episode(LATER), hours(12), Event::Episode(interviewed(vec![EPISODE]))));
    let file = file_of(&entries);
    for id in [EPISODE, LATER] {
        assert!(matches!(file.episodes[&id].return_interview, ReturnInterview::Held { .. }), "{id}");
        let held = |case: crate::protocol::case::Case| {
            case.facts.iter().any(|fact| matches!(fact.what, What::Done(Act::IriCompleted)))
        };
        assert!(case_of(&file, id).is_some_and(held), "{id}");
    }
    entries.pop();
    entries.push(entry(5, Stream::Episode(LATER), hours(12), Event::Episode(interviewed(vec![]))));
    assert_eq!(file_of(&entries).episodes[&EPISODE].return_interview, ReturnInterview::Owed);
}

#[test]
fn a_talk_is_not_about_a_time_missing_that_was_not_over() {
    let file = file_of(&missing_again());
    let other = EpisodeId(Uuid::from_u128(77));
    let held = |in_: EpisodeId, also: EpisodeId, hour: i64| {
        let when = Occasioned { happened_at: hours(hour), now: hours(40) };
        decide(&file, &file.episodes[&in_], interviewed(vec![also]), when, &rules()).map(|_| ())
    };
    assert_eq!(held(LATER, EPISODE, 12), Ok(()));
    assert_eq!(held(EPISODE, LATER, 12), Ok(()));
    assert_eq!(held(EPISODE, LATER, 5), Err(Refusal::NotOfThatTime), "she was missing for it then");
    assert_eq!(held(LATER, other, 12), Err(Refusal::NotOfThatTime), "somebody else's");
    assert_eq!(held(LATER, LATER, 12), Err(Refusal::NotOfThatTime), "the same");
}

/// Moves the entry of that number to an hour.
fn moved(file: &PersonFile, number: u128, hour: i64) -> Result<Correction, Refusal> {
    let correction = Correction {
        corrects: entry_id(number),
        happened_at: Some(hours(hour)),
        event: None,
        reason: "The clock was wrong".into(),
    };
    correct(file, file.find(entry_id(number)).unwrap(), correction, hours(60), &rules())
}

#[test]
fn a_time_is_not_corrected_to_where_the_entry_could_not_have_been_recorded() {
    let file = file_after(vec![returned(), interviewed(vec![]), closed(), assessed_before()]);
    let breaks = |event, at, why| Err(Refusal::BreaksTheCourse { event, at: hours(at), why: Box::new(why) });
    let cases: Vec<(&str, u128, i64, Result<(), Refusal>)> = vec![
        ("a return a little earlier", 102, 0, Ok(())),
        (
            "a return after the talk",
            102,
            3,
            breaks("iri_completed", 2, Refusal::InterviewBeforeReturn { returned_at: hours(3) }),
        ),
        ("a talk before the return", 103, 0, Err(Refusal::InterviewBeforeReturn { returned_at: hours(1) })),
        ("a closure before the return", 104, 0, Err(Refusal::BeforeEnd { ended_at: hours(1) })),
        (
            "a report after the return",
            101,
            2,
            breaks("returned", 1, Refusal::BeforeReport { reported_at: hours(2) }),
        ),
    ];
    for (what, entry, hour, expected) in cases {
        assert_eq!(moved(&file, entry, hour).map(|_| ()), expected, "{what}");
    }
}

fn assessed_before() -> EpisodeEvent {
    EpisodeEvent::LogNumberRecorded { number: "0306".into() }
}

#[test]
fn a_return_after_the_closure_and_a_grading_after_the_return_are_refused() {
    let file = file_after(vec![assessed(Grade::High, "x"), returned(), closed()]);
    let why = Box::new(Refusal::BeforeEnd { ended_at: hours(9) });
    assert_eq!(
        moved(&file, 103, 9).map(|_| ()),
        Err(Refusal::BreaksTheCourse { event: "episode_closed", at: hours(3), why })
    );
    assert_eq!(moved(&file, 102, 8).map(|_| ()), Err(Refusal::AfterEnd { ended_at: hours(2) }));
}

#[test]
fn a_return_is_not_moved_past_the_next_report() {
    let file = file_of(&missing_again());
    assert!(matches!(moved(&file, 102, 11), Err(Refusal::BreaksTheCourse { event: "reported", .. })));
    assert!(moved(&file, 102, 9).is_ok());
}

#[test]
fn a_return_told_late_is_still_corrected_to_before_what_was_recorded_meanwhile() {
    // Back at hour 2, told at hour 8, graded at hour 5 by somebody who did not know.
    let file = file_after(vec![assessed(Grade::High, "x"), assessed(Grade::Medium, "y"), returned()]);
    assert!(moved(&file, 104, 1).is_ok());
}

#[test]
fn a_correction_says_the_same_of_the_same_call_and_person() {
    let file = file_after(vec![]);
    let mut other = report();
    other.person = PersonId(Uuid::from_u128(55));
    let correction = Correction {
        corrects: entry_id(101),
        happened_at: None,
        event: Some(Box::new(Event::Episode(EpisodeEvent::Opened(Box::new(other))))),
        reason: "Another child".into(),
    };
    let refused = correct(&file, file.find(entry_id(101)).unwrap(), correction, hours(4), &rules());
    assert_eq!(refused, Err(Refusal::CorrectedToOtherEvent));
}

fn any_proposal() -> impl Strategy<Value = EpisodeEvent> {
    let of = 102_u128..118;
    prop_oneof![
        Just(assessed(Grade::High, "Reasons")),
        Just(told_back()),
        Just(returned()),
        Just(closed()),
        Just(notified()),
        Just(rated()),
        Just(declined()),
        Just(interviewed(vec![])),
        Just(proposed()),
        Just(reopened()),
        Just(found_dead()),
        Just(sighted()),
        of.clone().prop_map(closed_jointly),
        of.clone().prop_map(refuted),
        of.prop_map(|of| EpisodeEvent::ReturnRefuted { of: entry_id(of), reason: "Not so".into() }),
        Just(EpisodeEvent::FindingsShared { of: InterviewKind::Return, with: "Worker".into() }),
    ]
}

/// What is recorded of one episode by proposals that are accepted, each entered an hour after the one before.
fn recorded(proposals: Vec<(EpisodeEvent, i64)>) -> Vec<Entry> {
    let opened = Event::Episode(EpisodeEvent::Opened(Box::new(report())));
    let mut entries = vec![entry(1, Stream::Episode(EPISODE), reported(), opened)];
    for (proposal, ago) in proposals {
        let number = i64::try_from(entries.len()).unwrap() + 1;
        let now = hours(number);
        let when = Occasioned { happened_at: hours((number - ago).max(-2)), now };
        let file = file_of(&entries);
        if let Ok(event) = decide(&file, &file.episodes[&EPISODE], proposal, when, &rules()) {
            let mut entry = entry(number, Stream::Episode(EPISODE), when.happened_at, Event::Episode(event));
            entry.recorded_at = now;
            entries.push(entry);
        }
    }
    entries
}

/// Records again, one by one and in the order in which it was recorded, what stands now.
fn recorded_again(stands: &[Recorded]) -> Result<(), Refusal> {
    let mut order: Vec<&Recorded> = stands.iter().collect();
    order.sort_by_key(|item| item.sequence);
    let mut again: Vec<Entry> = Vec::new();
    for item in order {
        let mut entry = entry(item.sequence, item.stream, item.happened_at, item.event.clone());
        entry.id = item.entry;
        if let Event::Episode(event) = &item.event
            && !matches!(event, EpisodeEvent::Opened(_))
        {
            let file = file_of(&again);
            let when = Occasioned { happened_at: item.happened_at, now: hours(100) };
            decide(&file, &file.episodes[&EPISODE], event.clone(), when, &rules())?;
        }
        again.push(entry);
    }
    Ok(())
}

proptest! {
    #[test]
    fn after_an_accepted_correction_each_entry_could_have_been_recorded_in_its_order(
        proposals in prop::collection::vec((any_proposal(), 0_i64..4), 1..14),
        which in 0_usize..14,
        hour in -3_i64..20,
    ) {
        let mut entries = recorded(proposals);
        let file = file_of(&entries);
        prop_assert_eq!(recorded_again(&file.recorded), Ok(()));
        let corrects = entries[which % entries.len()].id;
        if let Ok(correction) = moved(&file, corrects.0.as_u128(), hour) {
            let number = i64::try_from(entries.len()).unwrap() + 1;
            let mut corrected = entry(number, Stream::Episode(EPISODE), hours(60), Event::Corrected(correction));
            corrected.recorded_at = hours(60);
            entries.push(corrected);
            let stands = file_of(&entries);
            prop_assert_eq!(recorded_again(&stands.recorded), Ok(()));
            prop_assert_eq!(each_could_have_been_recorded_in_its_order(&stands), Ok(()));
        }
    }
}
