//! What may be recorded of a person, their placements and meetings, and what is refused: a row a rule.

use jiff::{SignedDuration, Timestamp, civil::date};
use uuid::Uuid;

use super::*;
use crate::{
    episode::{EpisodeEvent, Opened, Report},
    file::Recorded,
    ids::{AccountId, AgencyId, EntryId, EpisodeId, IncidentId},
    ledger::{Actor, Event, Stream},
    person::{BirthDate, CareStatus, Form, Marker, MarkerKind, TakenTo},
    placement::{PlacementKind, PlacementPlace},
};

const PERSON: PersonId = PersonId(Uuid::from_u128(1));
const EPISODE: EpisodeId = EpisodeId(Uuid::from_u128(2));
const PLACEMENT: PlacementId = PlacementId(Uuid::from_u128(3));
const MEETING: MeetingId = MeetingId(Uuid::from_u128(4));
const FORCE: AgencyId = AgencyId(Uuid::from_u128(5));
/// The entry that recorded the marker that [`known`] holds.
const MARKER: EntryId = EntryId(Uuid::from_u128(102));

/// 14:00 on 8 September 2026 in London: the report.
fn reported() -> Timestamp {
    "2026-09-08T13:00:00Z".parse().unwrap()
}

fn hours(count: i64) -> Timestamp {
    reported() + SignedDuration::from_hours(count)
}

/// Something that happened at that hour, recorded at hour 30.
fn at_hour(count: i64) -> Occasioned {
    Occasioned { happened_at: hours(count), now: hours(30) }
}

fn missing_answer(field: &'static str) -> Refusal {
    Refusal::AnswerMissing { field }
}

fn recorded(number: u128, stream: Stream, happened_at: Timestamp, event: Event) -> Recorded {
    Recorded {
        entry: EntryId(Uuid::from_u128(100 + number)),
        sequence: i64::try_from(number).unwrap(),
        stream,
        happened_at,
        recorded_at: happened_at,
        actor: Actor { account: AccountId(Uuid::from_u128(6)), role: "social_worker".into(), agency: FORCE },
        event,
        corrected_by: Vec::new(),
    }
}

/// Sam, with a marker, a trigger plan, a placement, an episode and a meeting at hour 2; and then these.
fn known(further: Vec<(Stream, Event)>) -> PersonFile {
    let person = |event| (Stream::Person(PERSON), Event::Person(event));
    let opened = EpisodeEvent::Opened(Box::new(Opened {
        incident: IncidentId(Uuid::from_u128(7)),
        person: PERSON,
        missing_since: None,
        lead_force: FORCE,
        governed_by: Vec::new(),
        report: Report::default(),
    }));
    let events = [
        person(PersonEvent::Registered { details: details("Sam Example") }),
        person(PersonEvent::MarkerRecorded(marker("Her school"))),
        person(PersonEvent::TriggerPlanAgreed { plan: "Ring her aunt".into() }),
        (Stream::Placement(PLACEMENT), Event::Placement(PlacementEvent::Recorded(placement("Mill House")))),
        (Stream::Episode(EPISODE), Event::Episode(opened)),
        (Stream::Meeting(MEETING), Event::Meeting(MeetingEvent::Held(meeting()))),
    ];
    let mut entries: Vec<Recorded> = Vec::new();
    for (number, (stream, event)) in (1..).zip(events.into_iter().chain(further)) {
        let happened_at = if matches!(stream, Stream::Meeting(_)) { hours(2) } else { reported() };
        entries.push(recorded(number, stream, happened_at, event));
    }
    PersonFile::fold(PERSON, entries)
}

fn details(name: &str) -> PersonDetails {
    PersonDetails { name: name.into(), ..PersonDetails::default() }
}

fn marker(source: &str) -> Marker {
    Marker { marker: MarkerKind::SelfHarm, source: source.into(), since: None, note: String::new() }
}

fn placement(address: &str) -> PlacementRecorded {
    PlacementRecorded {
        person: PERSON,
        kind: PlacementKind::Planned,
        start: reported(),
        place: PlacementPlace::InArea,
        provider: None,
        address: address.into(),
    }
}

fn meeting() -> MeetingHeld {
    MeetingHeld {
        episode: EPISODE,
        person: PERSON,
        occasion: Occasion::Series,
        chair: "A. Brook".into(),
        attended: "Police and social care".into(),
        decisions: "Search the canal path".into(),
        next_on: None,
    }
}

#[test]
fn somebody_is_registered_by_name_or_description() {
    let register = |details| register(details, Likely::default(), SaidOfOthers::default());
    assert_eq!(register(details(" ")), Err(missing_answer("name")));
    assert!(register(details("Sam Example")).is_ok());
    let description = "About 70, grey coat, answers to no name".into();
    assert!(register(PersonDetails { description, ..PersonDetails::default() }).is_ok());
}

#[test]
fn each_refusal_of_a_change_to_a_person_has_its_case() {
    let without_plan =
        known(vec![(Stream::Person(PERSON), Event::Person(withdrawn("She moved to her aunt's")))]);
    let ended = |marker, reason: &str| PersonEvent::MarkerEnded { marker, reason: reason.into() };
    let changed =
        |name, reason: &str| PersonEvent::DetailsChanged { details: details(name), reason: reason.into() };
    let again = PersonEvent::Registered { details: details("Sam Example") };
    let deallocated = PersonEvent::WorkerDeallocated { reason: "\n".into() };
    let stranger = EntryId(Uuid::from_u128(999));
    let cases = [
        ("a time in the future", ended(MARKER, "Long past"), 31, Refusal::TimeInFuture),
        ("a second registration", again, 1, Refusal::AlreadyRecorded { event: "person_registered" }),
        ("a change without a reason", changed("Samuel Example", " "), 1, missing_answer("reason")),
        ("a change that changes nothing", changed("Sam Example", "So said"), 1, Refusal::NothingCorrected),
        ("a marker without its source", PersonEvent::MarkerRecorded(marker("")), 1, missing_answer("source")),
        ("the end of a marker not held", ended(stranger, "Long past"), 1, Refusal::NoSuchEntry),
        ("the end of a marker without a reason", ended(MARKER, ""), 1, missing_answer("reason")),
        ("a worker without a name", allocated(" "), 1, missing_answer("worker")),
        ("the end of a worker without a reason", deallocated, 1, missing_answer("reason")),
        ("an empty plan", PersonEvent::TriggerPlanAgreed { plan: " ".into() }, 1, missing_answer("plan")),
        ("a plan withdrawn without a reason", withdrawn(""), 1, missing_answer("reason")),
    ];
    for (rule, proposal, hour, refusal) in cases {
        assert_eq!(change_person(&known(vec![]), proposal, at_hour(hour)), Err(refusal), "{rule}");
    }
    let twice = change_person(&without_plan, withdrawn("Again"), at_hour(1));
    assert_eq!(twice, Err(Refusal::NoSuchEntry), "the withdrawal of a plan that does not stand");
}

#[test]
fn a_photograph_is_of_the_life_so_far_and_kept_once() {
    let born =
        PersonDetails { birth: BirthDate::Exact { date: date(2012, 3, 15) }, ..details("Sam Example") };
    let known = |photographs: Vec<Photograph>| {
        let of_person = |event| (Stream::Person(PERSON), Event::Person(event));
        let born = PersonEvent::DetailsChanged { details: born.clone(), reason: "Her mother".into() };
        let kept = photographs.into_iter().map(|kept| of_person(PersonEvent::PhotographAdded(kept)));
        known(std::iter::once(of_person(born)).chain(kept).collect())
    };
    let add = |file: &PersonFile, photograph: Photograph| {
        change_person(file, PersonEvent::PhotographAdded(photograph), at_hour(30)).map(|_| ())
    };
    // "Now" is 9 September 2026.
    for (taken_on, taken_to, refused) in [
        (None, TakenTo::Day, None),
        (Some(date(2012, 3, 15)), TakenTo::Day, None),
        (Some(date(2012, 3, 14)), TakenTo::Day, Some(Refusal::PhotographBeforeBirth)),
        (Some(date(2012, 3, 1)), TakenTo::Month, None),
        (Some(date(2012, 2, 1)), TakenTo::Month, Some(Refusal::PhotographBeforeBirth)),
        (Some(date(2012, 1, 1)), TakenTo::Year, None),
        (Some(date(2011, 1, 1)), TakenTo::Year, Some(Refusal::PhotographBeforeBirth)),
        (Some(date(2026, 9, 9)), TakenTo::Day, None),
        (Some(date(2026, 9, 10)), TakenTo::Day, Some(Refusal::PhotographAhead)),
        (Some(date(2026, 9, 1)), TakenTo::Month, None),
        (Some(date(2026, 10, 1)), TakenTo::Month, Some(Refusal::PhotographAhead)),
    ] {
        let told = add(&known(Vec::new()), Photograph { taken_on, taken_to, ..photograph("aa") });
        assert_eq!(told.err(), refused, "{taken_on:?} {taken_to:?}");
    }
    let one = known(vec![photograph("aa")]);
    let Some((added, ..)) = one.person.photographs.first().cloned() else { panic!("it is kept") };
    assert_eq!(add(&one, photograph("aa")), Err(Refusal::PhotographThere { added }));
    assert_eq!(add(&one, photograph("bb")), Ok(()));
}

fn photograph(digest: &str) -> Photograph {
    Photograph {
        digest: digest.into(),
        thumbnail: String::new(),
        width: 100,
        height: 100,
        taken_on: None,
        taken_to: TakenTo::Day,
        source: "Her mother".into(),
        differs: String::new(),
    }
}

fn withdrawn(reason: &str) -> PersonEvent {
    PersonEvent::TriggerPlanWithdrawn { reason: reason.into() }
}

fn allocated(worker: &str) -> PersonEvent {
    PersonEvent::WorkerAllocated { worker: worker.into(), team: String::new() }
}

#[test]
fn what_is_known_of_a_person_is_recorded_as_proposed() {
    let accepted = [
        PersonEvent::DetailsChanged { details: details("Samuel Example"), reason: "So said".into() },
        PersonEvent::MarkerRecorded(marker("Her school")),
        PersonEvent::MarkerEnded { marker: MARKER, reason: "Long past".into() },
        PersonEvent::CareStatusRecorded(CareStatus::default()),
        allocated("R. Osei"),
        PersonEvent::WorkerDeallocated { reason: "The case has closed".into() },
        PersonEvent::FormCompleted { form: Form::LocationForm, note: String::new() },
        PersonEvent::TriggerPlanAgreed { plan: "Ring her aunt first".into() },
        withdrawn("She moved to her aunt's"),
    ];
    for proposal in accepted {
        assert_eq!(change_person(&known(vec![]), proposal.clone(), at_hour(30)), Ok(proposal));
    }
}

#[test]
fn each_refusal_about_a_placement_has_its_case() {
    let ended = |reason: &str| PlacementEvent::Ended { reason: reason.into() };
    let checked = |note: &str| PlacementEvent::PlanChecked { note: note.into() };
    let again = PlacementEvent::Recorded(placement("Mill House"));
    let over = vec![(Stream::Placement(PLACEMENT), Event::Placement(ended("She went home")))];
    let elsewhere = PlacementId(Uuid::from_u128(999));
    let cases = [
        ("a time in the future", vec![], PLACEMENT, checked("Sound"), 31, Refusal::TimeInFuture),
        ("a placement that is not there", vec![], elsewhere, checked("Sound"), 1, Refusal::NoSuchEntry),
        (
            "a placement recorded again",
            vec![],
            PLACEMENT,
            again,
            1,
            Refusal::AlreadyRecorded { event: "placement_recorded" },
        ),
        ("a check that found nothing out", vec![], PLACEMENT, checked(" "), 1, missing_answer("note")),
        ("a second end", over, PLACEMENT, ended("She went home"), 1, Refusal::AlreadyEnded),
        ("an end without a reason", vec![], PLACEMENT, ended(""), 1, missing_answer("reason")),
    ];
    for (rule, further, id, proposal, hour, refusal) in cases {
        assert_eq!(change_placement(&known(further), id, proposal, at_hour(hour)), Err(refusal), "{rule}");
    }
    assert!(change_placement(&known(vec![]), PLACEMENT, checked("Sound"), at_hour(1)).is_ok());
    assert!(change_placement(&known(vec![]), PLACEMENT, ended("She went home"), at_hour(1)).is_ok());
}

#[test]
fn a_placement_is_recorded_of_the_person_with_its_address() {
    let of = |address, hour| record_placement(PERSON, placement(address), at_hour(hour));
    assert_eq!(of("Mill House", 31), Err(Refusal::TimeInFuture));
    assert_eq!(of(" ", 1), Err(missing_answer("address")));
    let stranger = PlacementRecorded { person: PersonId(Uuid::from_u128(999)), ..placement("Mill House") };
    let accepted = record_placement(PERSON, stranger, at_hour(1));
    assert_eq!(accepted, Ok(PlacementEvent::Recorded(placement("Mill House"))));
    let ahead = PlacementRecorded { start: hours(99), ..placement("Mill House") };
    assert!(record_placement(PERSON, ahead, at_hour(1)).is_ok(), "known before the move");
}

#[test]
fn each_refusal_of_a_meeting_has_its_case() {
    let before = Refusal::BeforeReport { reported_at: reported() };
    let slot_0 = MeetingHeld { occasion: Occasion::Slot { slot: 0 }, ..meeting() };
    let no_chair = MeetingHeld { chair: " ".into(), ..meeting() };
    let nobody = MeetingHeld { attended: String::new(), ..meeting() };
    let undecided = MeetingHeld { decisions: "\n".into(), ..meeting() };
    let cases = [
        ("a time in the future", meeting(), 31, Refusal::TimeInFuture),
        ("a meeting before the report", meeting(), -1, before),
        ("a slot before the first", slot_0, 1, missing_answer("slot")),
        ("a meeting without a chair", no_chair, 1, missing_answer("chair")),
        ("a meeting that nobody attended", nobody, 1, missing_answer("attended")),
        ("a meeting without decisions", undecided, 1, missing_answer("decisions")),
    ];
    let file = known(vec![]);
    let episode = &file.episodes[&EPISODE];
    for (rule, held, hour, refusal) in cases {
        assert_eq!(hold_meeting(episode, PERSON, held, at_hour(hour)), Err(refusal), "{rule}");
    }
    let stranger = MeetingHeld { person: PersonId(Uuid::from_u128(999)), ..meeting() };
    assert_eq!(hold_meeting(episode, PERSON, stranger, at_hour(1)), Ok(meeting()));
}

#[test]
fn each_refusal_of_minutes_has_its_case() {
    let elsewhere = MeetingId(Uuid::from_u128(999));
    let before = Refusal::BeforeReport { reported_at: hours(2) };
    let cases = [
        ("a time in the future", MEETING, "All who attended", 31, Refusal::TimeInFuture),
        ("a meeting that is not there", elsewhere, "All who attended", 3, Refusal::NoSuchEntry),
        ("minutes before the meeting", MEETING, "All who attended", 1, before),
        ("minutes sent to nobody", MEETING, " ", 3, missing_answer("to")),
    ];
    for (rule, meeting, to, hour, refusal) in cases {
        let refused = circulate_minutes(&known(vec![]), meeting, to.into(), at_hour(hour));
        assert_eq!(refused, Err(refusal), "{rule}");
    }
    assert!(circulate_minutes(&known(vec![]), MEETING, "All who attended".into(), at_hour(3)).is_ok());
}
