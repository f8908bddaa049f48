//! What may be recorded of somebody who cannot be named, and what is refused: a row a rule.

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::*;
use crate::{
    agency::{Agency, AgencyKind},
    episode::Occasioned,
    file::Recorded,
    ids::{AccountId, AgencyId, EntryId, EpisodeId, PersonId, UnidentifiedId},
    ledger::{Actor, Correction, Event, Stream},
    refusal::Refusal,
};

const RECORD: UnidentifiedId = UnidentifiedId(Uuid::from_u128(1));
const PERSON: PersonId = PersonId(Uuid::from_u128(2));
const OTHER: PersonId = PersonId(Uuid::from_u128(3));
const FORCE: AgencyId = AgencyId(Uuid::from_u128(4));
const UNIT: AgencyId = AgencyId(Uuid::from_u128(5));
const FIRST: u128 = 10;
const SECOND: u128 = 11;

/// 07:40 on 9 September 2026 in London: a body is found.
fn found() -> Timestamp {
    "2026-09-09T06:40:00Z".parse().unwrap()
}

fn hours(count: i64) -> Timestamp {
    found() + SignedDuration::from_hours(count)
}

fn by(account: u128) -> Actor {
    Actor { account: AccountId(Uuid::from_u128(account)), role: "police_mpu".into(), agency: FORCE }
}

fn body() -> UnidentifiedDetails {
    UnidentifiedDetails::new(UnidentifiedKind::Body, found(), "Otter weir".into())
}

/// The body as recorded an hour after it was found, and then these, an hour apart, each by whoever is named.
fn known(further: Vec<(u128, UnidentifiedEvent)>) -> Unidentified {
    let first = (FIRST, UnidentifiedEvent::Recorded { details: Box::new(body()) });
    let entries =
        std::iter::once(first).chain(further).zip(1_i64..).map(|((account, event), hour)| Recorded {
            entry: entry(hour),
            sequence: hour,
            stream: Stream::Unidentified(RECORD),
            happened_at: hours(hour),
            recorded_at: hours(hour),
            actor: by(account),
            event: Event::Unidentified(event),
            corrected_by: Vec::new(),
        });
    Unidentified::fold(RECORD, entries.collect()).unwrap()
}

/// The entry that was recorded in that place: 2 is the first after the record itself.
fn entry(place: i64) -> EntryId {
    EntryId(Uuid::from_u128(1_000 + u128::from(place.unsigned_abs())))
}

fn proposed() -> UnidentifiedEvent {
    UnidentifiedEvent::CandidateProposed(ProposedCandidate {
        person: PERSON,
        episode: EpisodeId(Uuid::from_u128(7)),
        weight_hundredths: 1_250,
        model: "sample 1".into(),
        facts: facts("a", "b"),
        reasons: Vec::new(),
    })
}

fn facts(missing: &str, found: &str) -> Compared {
    Compared { missing: missing.into(), found: found.into() }
}

fn possible(note: &str) -> UnidentifiedEvent {
    UnidentifiedEvent::CandidatePossible { person: PERSON, note: note.into() }
}

fn excluded() -> UnidentifiedEvent {
    UnidentifiedEvent::CandidateExcluded {
        person: PERSON,
        how: Means::Dental,
        note: "Upper molars".into(),
        facts: facts("a", "b"),
    }
}

fn identity() -> UnidentifiedEvent {
    UnidentifiedEvent::IdentityProposed { person: PERSON, how: Means::Dna, note: "Report 12".into() }
}

fn confirmed() -> UnidentifiedEvent {
    UnidentifiedEvent::IdentityConfirmed { of: entry(2), note: "Read the same report".into() }
}

fn told(audience: Audience) -> UnidentifiedEvent {
    UnidentifiedEvent::IdentityTold {
        audience,
        whom: "Her mother".into(),
        how: "In person, Sgt Example".into(),
    }
}

fn closed(outcome: Outcome) -> UnidentifiedEvent {
    UnidentifiedEvent::Closed { outcome, summary: "Named".into() }
}

fn decided(
    record: &Unidentified,
    account: u128,
    event: UnidentifiedEvent,
) -> Result<UnidentifiedEvent, Refusal> {
    let when = Occasioned { happened_at: hours(20), now: hours(20) };
    decide(record, event, Review { actor: &by(account), when, facts: &facts("now", "then"), elsewhere: &[] })
}

/// What is refused: the rule, what was recorded by whom before, and who records what.
type Case = (&'static str, Vec<(u128, UnidentifiedEvent)>, u128, UnidentifiedEvent, Refusal);

fn missing(field: &'static str) -> Refusal {
    Refusal::AnswerMissing { field }
}

fn once(event: &UnidentifiedEvent) -> Refusal {
    Refusal::AlreadyRecorded { event: event.name() }
}

fn first(event: UnidentifiedEvent) -> Vec<(u128, UnidentifiedEvent)> {
    vec![(FIRST, event)]
}

fn both() -> Vec<(u128, UnidentifiedEvent)> {
    vec![(FIRST, identity()), (SECOND, confirmed())]
}

fn under_review(person: PersonId) -> UnidentifiedEvent {
    UnidentifiedEvent::CandidateUnderReview { person, note: String::new() }
}

fn of_details() -> Vec<Case> {
    let changed = |details, reason: &str| UnidentifiedEvent::DetailsChanged {
        details: Box::new(details),
        reason: reason.into(),
    };
    let ahead = UnidentifiedDetails { found_at: hours(50), ..body() };
    let lives = UnidentifiedDetails {
        kind: UnidentifiedKind::LivingPerson,
        condition: Some(Condition::Early),
        ..body()
    };
    let range = UnidentifiedDetails { age_from: Some(40), age_to: Some(20), ..body() };
    let days =
        UnidentifiedDetails { dead_for_at_least_days: Some(9), dead_for_at_most_days: Some(2), ..body() };
    let again = UnidentifiedEvent::Recorded { details: Box::new(body()) };
    vec![
        ("a second recording", vec![], FIRST, again.clone(), once(&again)),
        ("a change without a reason", vec![], FIRST, changed(lives.clone(), " "), missing("reason")),
        (
            "a change that changes nothing",
            vec![],
            FIRST,
            changed(body(), "So said"),
            Refusal::NothingCorrected,
        ),
        ("found ahead of now", vec![], FIRST, changed(ahead, "So said"), Refusal::FoundAhead),
        ("dead and living", vec![], FIRST, changed(lives, "So said"), Refusal::LivesStill),
        (
            "ages the wrong way round",
            vec![],
            FIRST,
            changed(range, "x"),
            Refusal::NoSuchRange { field: "age_from" },
        ),
        (
            "days the wrong way round",
            vec![],
            FIRST,
            changed(days, "x"),
            Refusal::NoSuchRange { field: "dead_for_at_least_days" },
        ),
    ]
}

fn of_candidates() -> Vec<Case> {
    let referral = || UnidentifiedEvent::ReferredToNationalUnit { reference: String::new() };
    vec![
        ("referred twice", first(referral()), FIRST, referral(), once(&referral())),
        ("possible without why", vec![], FIRST, possible(""), missing("note")),
        ("possible twice", first(possible("Same coat")), FIRST, possible("Same coat"), once(&possible(""))),
        ("excluded twice", first(excluded()), FIRST, excluded(), Refusal::ExcludedBefore),
        (
            "looked into though excluded",
            first(excluded()),
            FIRST,
            under_review(PERSON),
            Refusal::ExcludedBefore,
        ),
        ("identified though excluded", first(excluded()), FIRST, identity(), Refusal::ExcludedBefore),
    ]
}

fn of_identity() -> Vec<Case> {
    let refused = |of| UnidentifiedEvent::IdentityRefused { of: entry(of), reason: "Somebody else".into() };
    vec![
        ("a second identity at once", first(identity()), SECOND, identity(), Refusal::IdentityOpen),
        (
            "somebody else while an identity is open",
            first(identity()),
            SECOND,
            under_review(OTHER),
            Refusal::IdentityOpen,
        ),
        ("confirmed by the same reviewer", first(identity()), FIRST, confirmed(), Refusal::SameReviewer),
        ("confirmed without a proposal", vec![], SECOND, confirmed(), Refusal::NoSuchEntry),
        ("confirmed twice", both(), SECOND, confirmed(), Refusal::OfferAnswered),
        ("possible once it is known", both(), FIRST, possible("x"), Refusal::AlreadyIdentified),
        (
            "refused twice",
            vec![(FIRST, identity()), (SECOND, refused(2))],
            FIRST,
            refused(2),
            Refusal::OfferAnswered,
        ),
    ]
}

fn of_the_end() -> Vec<Case> {
    vec![
        ("told before it is known", first(identity()), FIRST, told(Audience::Family), Refusal::NotIdentified),
        ("closed before it is known", vec![], FIRST, closed(Outcome::Identified), Refusal::NotIdentified),
        (
            "closed before the family knows",
            both(),
            FIRST,
            closed(Outcome::Identified),
            Refusal::FamilyNotTold,
        ),
        (
            "closed as a mistake though known",
            both(),
            FIRST,
            closed(Outcome::RecordedByMistake),
            Refusal::AlreadyIdentified,
        ),
        (
            "closed while an identity is open",
            first(identity()),
            FIRST,
            closed(Outcome::RecordedByMistake),
            Refusal::IdentityOpen,
        ),
        (
            "worked after the end",
            first(closed(Outcome::RecordedByMistake)),
            FIRST,
            possible("x"),
            Refusal::AlreadyClosed,
        ),
    ]
}

fn of_notices() -> Vec<Case> {
    let notice = UnidentifiedEvent::NoticeSent(Notice {
        about: NoticeAbout::ReferralOverdue,
        rung: 0,
        to: "police_supervisor".into(),
        account: None,
        agency: None,
    });
    let acknowledged = || UnidentifiedEvent::NoticeAcknowledged { of: entry(2), note: String::new() };
    vec![
        ("proposed by hand", vec![], FIRST, proposed(), Refusal::NotRecordedByHand),
        ("a notice by hand", vec![], FIRST, notice.clone(), Refusal::NotRecordedByHand),
        ("a notice nobody sent", vec![], FIRST, acknowledged(), Refusal::NoSuchEntry),
        (
            "a notice answered twice",
            vec![(FIRST, notice), (FIRST, acknowledged())],
            FIRST,
            acknowledged(),
            Refusal::AlreadyAcknowledged,
        ),
    ]
}

#[test]
fn each_refusal_about_somebody_who_cannot_be_named_has_its_case() {
    for cases in [of_details(), of_candidates(), of_identity(), of_the_end(), of_notices()] {
        for (rule, further, account, event, refusal) in cases {
            assert_eq!(decided(&known(further), account, event), Err(refusal), "{rule}");
        }
    }
    let nowhere = UnidentifiedDetails { found_where: " ".into(), ..body() };
    let when = Occasioned { happened_at: hours(1), now: hours(1) };
    assert_eq!(record(nowhere, when), Err(missing("found_where")));
    let tomorrow = Occasioned { happened_at: hours(2), now: hours(1) };
    assert_eq!(record(body(), tomorrow), Err(Refusal::TimeInFuture));
}

#[test]
fn one_missing_person_is_found_once_but_parts_of_the_dead_in_several_places() {
    use UnidentifiedKind::{Body, LivingPerson, Remains};
    let elsewhere = |kind, saying| NamedElsewhere {
        record: UnidentifiedId(Uuid::from_u128(99)),
        kind,
        found_where: "Ward 4".into(),
        saying,
    };
    let record = UnidentifiedId(Uuid::from_u128(99));
    let refused = [
        (LivingPerson, LivingPerson),
        (LivingPerson, Body),
        (Body, LivingPerson),
        (Body, Body),
        (LivingPerson, Remains),
        (Remains, LivingPerson),
    ];
    for (this, other) in refused {
        for (saying, refusal) in [
            (Saying::One, Refusal::IdentityOpenElsewhere { record }),
            (Saying::Two, Refusal::IdentifiedElsewhere { record }),
        ] {
            let other = [elsewhere(other, saying)];
            assert_eq!(named(this, vec![], FIRST, identity(), &other), Err(refusal.clone()));
            assert_eq!(named(this, first(identity()), SECOND, confirmed(), &other), Err(refusal));
        }
    }
    for (this, other) in [(Remains, Remains), (Remains, Body), (Body, Remains)] {
        let other = [elsewhere(other, Saying::Two)];
        assert!(named(this, vec![], FIRST, identity(), &other).is_ok());
        assert!(named(this, first(identity()), SECOND, confirmed(), &other).is_ok());
    }
}

/// What is decided of a record of that kind while the missing person is said to be others as well.
fn named(
    kind: UnidentifiedKind,
    further: Vec<(u128, UnidentifiedEvent)>,
    account: u128,
    event: UnidentifiedEvent,
    elsewhere: &[NamedElsewhere],
) -> Result<UnidentifiedEvent, Refusal> {
    let mut record = known(further);
    record.details.kind = kind;
    let when = Occasioned { happened_at: hours(20), now: hours(20) };
    decide(&record, event, Review { actor: &by(account), when, facts: &Compared::default(), elsewhere })
}

#[test]
fn whoever_said_who_it_is_is_told_that_it_is_not_them_and_of_a_notice_each_answers_for_themselves() {
    let wrong = UnidentifiedEvent::IdentityRefused { of: entry(2), reason: "Another's sample".into() };
    let record = known(both());
    let told = |by: &Actor| told_at_once(&record, &wrong, by, None, &[]);
    let accounts = |told: Vec<Notice>| told.into_iter().filter_map(|it| it.account).collect::<Vec<_>>();
    assert_eq!(accounts(told(&by(12))), [by(FIRST).account, by(SECOND).account]);
    assert_eq!(accounts(told(&by(FIRST))), [by(SECOND).account], "nobody is told what they say themselves");
    let notices = told(&by(12)).into_iter().map(|notice| (12, UnidentifiedEvent::NoticeSent(notice)));
    let mut events: Vec<(u128, UnidentifiedEvent)> = both();
    events.push((12, wrong));
    events.extend(notices);
    events.push((FIRST, UnidentifiedEvent::NoticeAcknowledged { of: entry(5), note: String::new() }));
    let waits: Vec<bool> = known(events).notices.iter().map(|sent| sent.acknowledged.is_none()).collect();
    assert_eq!(waits, [false, true]);
}

#[test]
fn two_say_who_it_is_the_family_is_told_and_the_record_is_closed() {
    let mut events = vec![(FIRST, identity()), (SECOND, confirmed())];
    assert!(decided(&known(vec![(FIRST, identity())]), SECOND, confirmed()).is_ok());
    assert!(matches!(known(events.clone()).identity(), Identity::Confirmed(_)));
    assert!(decided(&known(events.clone()), FIRST, told(Audience::Family)).is_ok());
    events.push((FIRST, told(Audience::Coroner)));
    let closing = closed(Outcome::Identified);
    assert_eq!(decided(&known(events.clone()), FIRST, closing.clone()), Err(Refusal::FamilyNotTold));
    events.push((FIRST, told(Audience::Family)));
    assert!(decided(&known(events), FIRST, closing).is_ok());
}

#[test]
fn an_identity_that_turned_out_wrong_is_taken_back_and_leaves_the_person_possible() {
    let wrong =
        UnidentifiedEvent::IdentityRefused { of: entry(2), reason: "The sample was another's".into() };
    let events = vec![(FIRST, identity()), (SECOND, confirmed())];
    assert!(decided(&known(events.clone()), FIRST, wrong.clone()).is_ok());
    let record = known(events.into_iter().chain([(FIRST, wrong)]).collect());
    assert_eq!(record.identity(), Identity::Unknown);
    assert_eq!(record.candidates[&PERSON].standing, CandidateStanding::Possible);
}

#[test]
fn an_exclusion_names_the_facts_that_were_known_and_is_reopened_by_new_ones_alone() {
    let event = decided(&known(vec![]), FIRST, excluded()).unwrap();
    let UnidentifiedEvent::CandidateExcluded { facts: kept, .. } = &event else { panic!("{event:?}") };
    assert_eq!(*kept, facts("now", "then"), "whatever was sent");
    let reopened = UnidentifiedEvent::CandidateReopened {
        person: PERSON,
        changed: vec![SideOfMatch::Missing],
        facts: facts("new", "then"),
    };
    let record = known(vec![(FIRST, proposed()), (FIRST, event), (FIRST, reopened)]);
    assert_eq!(record.candidates[&PERSON].standing.word(), "reopened");
    let told = to_send(&record, hours(10));
    let to: Vec<_> = told.iter().filter(|planned| planned.notice.account.is_some()).collect();
    assert_eq!(to.len(), 1);
    assert_eq!(to[0].notice.account, Some(by(FIRST).account), "whoever excluded them");
    let stays = known(vec![(FIRST, excluded()), (FIRST, proposed())]);
    assert_eq!(stays.candidates[&PERSON].standing.word(), "excluded", "the matcher reopens nothing");
}

#[test]
fn somebody_is_referred_within_48_hours_and_lateness_is_told_to_the_supervisor_then_the_manager() {
    let record = known(vec![]);
    assert_eq!(refer_by(&record), hours(48));
    assert_eq!(referral(&record, hours(48)).name(), "open");
    assert_eq!(referral(&record, hours(49)).name(), "overdue");
    let planned: Vec<_> = to_send(&record, hours(49)).into_iter().map(|it| (it.notice.to, it.at)).collect();
    let late = hours(48) + SignedDuration::from_micros(1);
    let ladder = [
        ("police_supervisor".to_owned(), late),
        ("police_senior_manager".to_owned(), late + SignedDuration::from_hours(4)),
    ];
    assert_eq!(planned, ladder);
    let referral_now = UnidentifiedEvent::ReferredToNationalUnit { reference: "NU 12".into() };
    let referred = known(vec![(FIRST, referral_now)]);
    assert_eq!(referral(&referred, hours(90)).name(), "met");
    assert!(to_send(&referred, hours(90)).is_empty());
    let named = known(vec![(FIRST, identity()), (SECOND, confirmed())]);
    assert_eq!(referral(&named, hours(90)), ReferralState::NotAsked, "nobody is referred who has a name");
}

#[test]
fn a_record_made_late_is_late() {
    let days_ago = UnidentifiedDetails { found_at: found() - SignedDuration::from_hours(60), ..body() };
    let item = Recorded {
        event: Event::Unidentified(UnidentifiedEvent::Recorded { details: Box::new(days_ago) }),
        ..known(vec![]).recorded[0].clone()
    };
    let record = Unidentified::fold(RECORD, vec![item]).unwrap();
    assert_eq!(referral(&record, record.recorded_at).name(), "overdue");
}

#[test]
fn what_was_found_long_before_it_was_recorded_is_referred_within_48_hours_of_the_recording() {
    let old = UnidentifiedDetails {
        found_at: found() - SignedDuration::from_hours(24 * 9_000),
        found_to: FoundTo::Year,
        ..body()
    };
    let item = Recorded {
        event: Event::Unidentified(UnidentifiedEvent::Recorded { details: Box::new(old) }),
        ..known(vec![]).recorded[0].clone()
    };
    let record = Unidentified::fold(RECORD, vec![item]).unwrap();
    assert_eq!(refer_by(&record), record.recorded_at + SignedDuration::from_hours(48));
}

#[test]
fn every_force_sees_a_record_and_the_national_unit_once_it_was_told() {
    let agency = |id, kind| Agency { id, name: String::new(), kind };
    let elsewhere = AgencyId(Uuid::from_u128(6));
    let council = AgencyId(Uuid::from_u128(7));
    let agencies = [
        agency(FORCE, AgencyKind::Police),
        agency(UNIT, AgencyKind::NationalUnit),
        agency(elsewhere, AgencyKind::Police),
        agency(council, AgencyKind::ChildrensSocialCare),
    ];
    assert_eq!(of_unidentified(&known(vec![]), &agencies), [FORCE, elsewhere]);
    let referral = UnidentifiedEvent::ReferredToNationalUnit { reference: String::new() };
    assert_eq!(of_unidentified(&known(vec![(FIRST, referral)]), &agencies), [FORCE, UNIT, elsewhere]);
}

#[test]
fn what_is_known_is_corrected_and_a_decision_is_not() {
    let record = known(vec![(FIRST, excluded())]);
    let correction =
        |of, event| Correction { corrects: of, happened_at: None, event, reason: "Misread".into() };
    let details = UnidentifiedDetails { clothing: "Green coat".into(), ..body() };
    let of_details =
        Box::new(Event::Unidentified(UnidentifiedEvent::Recorded { details: Box::new(details) }));
    assert!(correct(&record.recorded[0], correction(entry(1), Some(of_details)), hours(20)).is_ok());
    let unchanged = correct(&record.recorded[0], correction(entry(1), None), hours(20));
    assert_eq!(unchanged, Err(Refusal::NothingCorrected));
    let decision = correct(&record.recorded[1], correction(entry(2), None), hours(20));
    assert_eq!(decision, Err(Refusal::NotCorrectable));
}

#[test]
fn an_event_reads_back_as_it_was_written() {
    let details = UnidentifiedDetails { age_from: Some(20), dead_for_at_least_days: Some(3), ..body() };
    for event in
        [UnidentifiedEvent::Recorded { details: Box::new(details) }, proposed(), excluded(), identity()]
    {
        let text = serde_json::to_string(&event).unwrap();
        assert_eq!(serde_json::from_str::<UnidentifiedEvent>(&text).unwrap(), event, "{text}");
    }
}
