//! People who cannot be named: who they could be is found by itself, decided by people, and opened again by new facts alone.

use app::{
    RecordingOnPerson, Seen, SignedIn, Trouble,
    cases::{Act, IdempotencyKey, Recorded},
    photographs::{NewPhotograph, PhotographOf, PhotographRefused, PhotographSize},
    unidentified::{
        ActOnUnidentified, DeskAsked, Fate, RecordingOnUnidentified, Records, Showing, TakenOver,
        UnidentifiedView, open_records,
    },
};
use domain::{
    features::{EyeColour, Features, HairColour, Listing},
    ids::{PersonId, UnidentifiedId},
    person::{PersonEvent, TakenTo},
    refusal::Refusal,
    unidentified::{
        Audience, Compared, Means, Outcome, UnidentifiedDetails, UnidentifiedEvent, UnidentifiedKind,
    },
};
use jiff::SignedDuration;
use testkit::{running::Running, sample};

use crate::engines::on_each_engine;

pub(crate) fn looks(marks: &[&str]) -> Features {
    Features {
        stature_from_cm: Some(171),
        hair: Some(HairColour::Red),
        eyes: Some(EyeColour::Green),
        marks: marks.iter().map(|mark| (*mark).to_owned()).collect(),
        marks_listing: Some(Listing::Complete),
        ..Features::default()
    }
}

pub(crate) async fn describe(running: &Running, who: &SignedIn, person: PersonId, features: Features) {
    let recording = RecordingOnPerson {
        person,
        act: Act::Person(PersonEvent::FeaturesRecorded { features, source: "Her sister".to_owned() }),
        happened_at: None,
        seen: Seen::Everything,
        key: IdempotencyKey::fresh(),
    };
    running.app.record_on_person(who, recording).await.unwrap();
}

/// A patient with the same marks, found a day after somebody went missing, and judged.
pub(crate) async fn patient(running: &Running, who: &SignedIn) -> UnidentifiedId {
    let found_at = running.app.clock().now() - SignedDuration::from_hours(1);
    let details = UnidentifiedDetails {
        features: looks(&["Tattoo of a swallow, left forearm", "Scar on the right knee"]),
        ..UnidentifiedDetails::new(UnidentifiedKind::LivingPerson, found_at, "Bus station".to_owned())
    };
    let id = running.app.record_unidentified(who, details, &IdempotencyKey::fresh()).await.unwrap();
    running.app.mind_jobs().await.unwrap();
    id
}

pub(crate) async fn act(
    running: &Running,
    who: &SignedIn,
    view: &UnidentifiedView,
    event: UnidentifiedEvent,
) -> Result<Recorded, Trouble> {
    let recording = RecordingOnUnidentified {
        unidentified: view.record.id,
        act: ActOnUnidentified::Event(event),
        happened_at: None,
        seen: view.version,
        key: IdempotencyKey::fresh(),
    };
    running.app.record_on_unidentified(who, recording).await
}

/// The missing persons unit and a supervisor, who decide, and somebody missing since the day before.
pub(crate) async fn reviewers_and_missing(running: &Running) -> (SignedIn, SignedIn, PersonId) {
    let (unit, supervisor) =
        (running.someone("police_mpu").await, running.someone("police_supervisor").await);
    let person = running.report(sample::missing([sample::adult()])).await.people[0];
    running.pass(SignedDuration::from_hours(24));
    (unit, supervisor, person)
}

fn standing(view: &UnidentifiedView, person: PersonId) -> &'static str {
    view.record.candidates.get(&person).map_or("nobody", |candidate| candidate.standing.word())
}

#[tokio::test]
async fn an_exclusion_is_remembered_and_opened_again_by_new_facts_with_a_notice_to_whoever_decided() {
    on_each_engine(async |running| {
        let (unit, supervisor, person) = reviewers_and_missing(&running).await;
        describe(&running, &unit, person, looks(&["Swallow tattoo, left forearm", "Scar on right knee"]))
            .await;
        let id = patient(&running, &unit).await;

        let view = running.app.unidentified(&unit, id).await.unwrap();
        assert_eq!(standing(&view, person), "proposed");
        assert_eq!(view.ranked.as_ref().unwrap().candidates[0].person.person, person);
        let exclude = UnidentifiedEvent::CandidateExcluded {
            person,
            how: Means::Fingerprints,
            note: "Compared by the bureau".to_owned(),
            facts: Compared::default(),
        };
        act(&running, &supervisor, &view, exclude).await.unwrap();
        running.app.mind_jobs().await.unwrap();
        let view = running.app.unidentified(&unit, id).await.unwrap();
        assert_eq!(standing(&view, person), "excluded");
        assert!(view.ranked.unwrap().candidates.is_empty(), "whoever was excluded is not ranked again");

        describe(&running, &unit, person, looks(&["Swallow tattoo, left forearm"])).await;
        running.app.mind_jobs().await.unwrap();
        running.app.mind_unidentified().await.unwrap();
        let view = running.app.unidentified(&supervisor, id).await.unwrap();
        assert_eq!(standing(&view, person), "reopened");
        assert_eq!(running.app.unidentified_notices(&supervisor).await.unwrap().len(), 1);
        running.app.verify().await.unwrap();
        running.app.rebuild().await.unwrap();
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn two_say_who_it_is_the_search_goes_on_and_the_record_is_closed_once_the_family_knows() {
    on_each_engine(async |running| {
        let (unit, supervisor) =
            (running.someone("police_mpu").await, running.someone("police_supervisor").await);
        let reported = running.report(sample::missing([sample::adult()])).await;
        let (person, episode) = (reported.people[0], reported.episodes[0]);
        running.pass(SignedDuration::from_hours(24));
        let id = patient(&running, &unit).await;
        let view = running.app.unidentified(&unit, id).await.unwrap();
        let identity =
            UnidentifiedEvent::IdentityProposed { person, how: Means::Dna, note: "Report 12".to_owned() };
        let of = act(&running, &unit, &view, identity).await.unwrap().entry;

        let confirm = || UnidentifiedEvent::IdentityConfirmed { of, note: "The same report".to_owned() };
        let view = running.app.unidentified(&unit, id).await.unwrap();
        let alone = act(&running, &unit, &view, confirm()).await;
        assert!(matches!(alone, Err(Trouble::Refused(Refusal::SameReviewer))), "{alone:?}");
        act(&running, &supervisor, &view, confirm()).await.unwrap();
        assert!(running.seen(episode).await.episode.ended_at().is_none(), "an identity ends no search");

        let close =
            || UnidentifiedEvent::Closed { outcome: Outcome::Identified, summary: "Named".to_owned() };
        let view = running.app.unidentified(&unit, id).await.unwrap();
        let early = act(&running, &unit, &view, close()).await;
        assert!(early.is_err(), "{early:?}");
        let told = UnidentifiedEvent::IdentityTold {
            audience: Audience::Family,
            whom: "Her sister".to_owned(),
            how: "In person".to_owned(),
        };
        act(&running, &unit, &view, told).await.unwrap();
        let view = running.app.unidentified(&supervisor, id).await.unwrap();
        act(&running, &supervisor, &view, close()).await.unwrap();
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn lateness_of_a_referral_is_told_and_the_national_unit_sees_what_was_referred_to_it() {
    on_each_engine(async |running| {
        let (unit, supervisor) =
            (running.someone("police_mpu").await, running.someone("police_supervisor").await);
        let national = running.someone("national_unit").await;
        let id = patient(&running, &unit).await;
        assert_eq!(running.app.referrals_owed(&unit).await.unwrap().len(), 1);
        running.pass(SignedDuration::from_hours(50));
        running.app.mind_unidentified().await.unwrap();
        assert_eq!(running.app.unidentified_notices(&supervisor).await.unwrap().len(), 1);
        let hidden = running.app.unidentified(&national, id).await;
        assert!(matches!(hidden, Err(Trouble::NotFound)), "{hidden:?}");
        let none = running.app.unidentified_queue(&national, open_records(None), None).await.unwrap();
        assert!(none.rows.items.is_empty());

        let view = running.app.unidentified(&unit, id).await.unwrap();
        let referred = UnidentifiedEvent::ReferredToNationalUnit { reference: "NU 7".to_owned() };
        act(&running, &unit, &view, referred).await.unwrap();
        assert!(running.app.referrals_owed(&unit).await.unwrap().is_empty());
        assert!(running.app.unidentified(&national, id).await.is_ok());
        let seen = running.app.unidentified_queue(&national, open_records(None), None).await.unwrap();
        assert_eq!(seen.rows.items.len(), 1);
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn whoever_has_no_part_in_the_work_learns_nothing_of_a_record() {
    on_each_engine(async |running| {
        let unit = running.someone("police_mpu").await;
        let id = patient(&running, &unit).await;
        for role in ["home_manager", "mash_decision_maker", "return_interviewer"] {
            let who = running.someone(role).await;
            let hidden = running.app.unidentified(&who, id).await;
            assert!(matches!(hidden, Err(Trouble::NotFound)), "{role}: {hidden:?}");
            assert!(running.app.unidentified_queue(&who, open_records(None), None).await.is_err(), "{role}");
        }
        let officer = running.someone("police_officer").await;
        let view = running.app.unidentified(&officer, id).await.unwrap();
        assert!(
            view.ranked.is_none() && view.people.is_empty(),
            "who it could be is read by those who decide"
        );
    })
    .await;
}

fn taken_over(line: u64, reference: &str) -> TakenOver {
    let found_at = "2026-02-10T12:00:00Z".parse().unwrap();
    let details = UnidentifiedDetails {
        reference: reference.to_owned(),
        ..UnidentifiedDetails::new(UnidentifiedKind::Body, found_at, "River bank".to_owned())
    };
    TakenOver { line, details, national_reference: None }
}

#[tokio::test]
async fn a_sheet_sent_twice_makes_each_record_once_and_nothing_before_somebody_says_so() {
    on_each_engine(async |running| {
        let (app, unit) = (&running.app, running.someone("police_mpu").await);
        let referred = TakenOver { national_reference: Some("NU 9".to_owned()), ..taken_over(3, "B") };
        let ahead = "2031-01-01T12:00:00Z".parse().unwrap();
        let mut later = taken_over(5, "C");
        later.details.found_at = ahead;
        (later.details.age_from, later.details.age_to) = (Some(40), Some(20));
        let sheet = [taken_over(2, "A"), referred, taken_over(4, "A"), later, taken_over(6, " ")];

        let compared = app.compare_import(&unit, &sheet).await.unwrap();
        let not_made = [
            Fate::New,
            Fate::New,
            Fate::SameAsLine(2),
            Fate::Refused(vec![Refusal::FoundAhead, Refusal::NoSuchRange { field: "age_from" }]),
            Fate::Refused(vec![Refusal::AnswerMissing { field: "reference" }]),
        ];
        assert_eq!(compared, not_made);
        let filter = open_records(Some(unit.agency.id));
        let count = async || app.unidentified_queue(&unit, filter, None).await.unwrap().rows.items.len();
        assert_eq!(count().await, 0, "nothing is recorded before somebody says so");

        // Two send the same at once.
        let colleague = running.someone("police_officer").await;
        let (one, other) =
            tokio::join!(app.import_unidentified(&unit, &sheet), app.import_unidentified(&colleague, &sheet));
        let (one, other) = (one.unwrap(), other.unwrap());
        for place in 0..2 {
            let made = [&one, &other].iter().filter(|fates| matches!(fates[place], Fate::Made(_))).count();
            assert_eq!(made, 1, "{one:?} {other:?}");
        }
        assert_eq!(count().await, 2);
        let again = app.import_unidentified(&unit, &sheet).await.unwrap();
        assert!(matches!(again[..2], [Fate::OnRecord(_), Fate::OnRecord(_)]), "{again:?}");
        assert_eq!(count().await, 2);
        let Fate::OnRecord(b) = again[1] else { panic!("{again:?}") };
        let view = app.unidentified(&unit, b).await.unwrap();
        assert_eq!(view.record.referred.map(|it| it.reference).as_deref(), Some("NU 9"));

        // Changed here, it is still the same record of the other system.
        let view = app.unidentified(&unit, b).await.unwrap();
        let details =
            UnidentifiedDetails { reference: "B, as we call it".to_owned(), ..view.record.details.clone() };
        let changed =
            UnidentifiedEvent::DetailsChanged { details: Box::new(details), reason: "Ours".to_owned() };
        act(&running, &unit, &view, changed).await.unwrap();
        assert_eq!(app.compare_import(&unit, &sheet).await.unwrap()[1], Fate::OnRecord(b));
        app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_national_unit_takes_records_over_and_nobody_has_to_refer_them_to_it() {
    on_each_engine(async |running| {
        let national = running.someone("national_unit").await;
        let made = running.app.import_unidentified(&national, &[taken_over(2, "N 1")]).await.unwrap();
        let [Fate::Made(id)] = made[..] else { panic!("{made:?}") };
        running.pass(SignedDuration::from_hours(80));
        running.app.mind_unidentified().await.unwrap();
        let view = running.app.unidentified(&national, id).await.unwrap();
        assert_eq!((view.referral.name(), view.record.notices.len()), ("lapsed", 0));
        assert!(view.ranked.is_some(), "it decides who they could be");
        let police = running.someone("police_supervisor").await;
        assert!(running.app.unidentified(&police, id).await.is_ok(), "every force sees it");
        let home = running.someone("home_manager").await;
        assert!(running.app.compare_import(&home, &[taken_over(2, "N 1")]).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn a_photograph_of_whoever_was_found_is_kept_without_its_camera_and_given_to_those_who_see_the_record()
{
    on_each_engine(async |running| {
        let unit = running.someone("police_mpu").await;
        let id = patient(&running, &unit).await;
        let new = || NewPhotograph {
            of: PhotographOf::Unidentified(id),
            file: include_bytes!("portrait-with-gps.jpg").to_vec(),
            taken_on: None,
            taken_to: TakenTo::Day,
            source: "The ward".to_owned(),
            differs: String::new(),
            key: IdempotencyKey::fresh(),
        };
        running.app.add_photograph(&unit, new()).await.unwrap();
        let twice = running.app.add_photograph(&unit, new()).await;
        assert!(
            matches!(
                twice,
                Err(PhotographRefused::Trouble(Trouble::Refused(Refusal::PhotographThere { .. })))
            ),
            "{twice:?}"
        );
        let view = running.app.unidentified(&unit, id).await.unwrap();
        let [(_, photograph)] = view.record.photographs.as_slice() else { panic!("one photograph") };
        let (app, digest) = (&running.app, photograph.digest.as_str());
        for size in [PhotographSize::Whole, PhotographSize::Thumbnail] {
            let bytes = app.unidentified_photograph_bytes(&unit, id, digest, size).await.unwrap();
            assert_eq!(&bytes[..3], [0xFF, 0xD8, 0xFF]);
            assert!(!bytes.windows(4).any(|window| window == b"Exif"), "{size:?}");
        }
        let home = running.someone("home_manager").await;
        let size = PhotographSize::Whole;
        let hidden = app.unidentified_photograph_bytes(&home, id, digest, size).await;
        assert!(matches!(hidden, Err(Trouble::NotFound)));
        let other = app.unidentified_photograph_bytes(&unit, id, &"0".repeat(64), size).await;
        assert!(matches!(other, Err(Trouble::NotFound)));
        let theirs = app.add_photograph(&home, new()).await;
        assert!(matches!(theirs, Err(PhotographRefused::Trouble(Trouble::NotFound))), "{theirs:?}");
        app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn at_the_desk_two_who_decide_at_once_lose_nothing_and_each_sees_what_waits_for_them() {
    on_each_engine(async |running| {
        let (unit, supervisor, person) = reviewers_and_missing(&running).await;
        describe(&running, &unit, person, looks(&["Swallow tattoo, left forearm", "Scar on right knee"]))
            .await;
        let id = patient(&running, &unit).await;
        let waits = async |who: &SignedIn, showing| {
            let asked = DeskAsked { showing, records: Records::Own };
            let desk = running.app.desk(who, asked).await.unwrap();
            desk.rows.iter().map(|row| (row.unidentified, row.person.person)).collect::<Vec<_>>()
        };
        assert_eq!(waits(&unit, Showing::Waiting).await, [(id, person)]);
        assert_eq!(waits(&unit, Showing::Proposed).await, [(id, person)]);
        assert_eq!(waits(&unit, Showing::Mine).await, []);
        for (role, count) in
            [("police_mpu", 1), ("police_supervisor", 1), ("police_officer", 0), ("home_manager", 0)]
        {
            let who = running.someone(role).await;
            assert_eq!(running.app.candidates_waiting(&who).await.unwrap(), count, "{role}");
        }

        // Both look at the same version; the unit takes it, and the supervisor would exclude.
        let view = running.app.unidentified(&unit, id).await.unwrap();
        let note = "Asking the dentist".to_owned();
        let taken = UnidentifiedEvent::CandidateUnderReview { person, note };
        act(&running, &unit, &view, taken).await.unwrap();
        let exclude = || UnidentifiedEvent::CandidateExcluded {
            person,
            how: Means::Visual,
            note: "Her sister looked".to_owned(),
            facts: Compared::default(),
        };
        let met = act(&running, &supervisor, &view, exclude()).await;
        let Err(Trouble::Clash(clash)) = met else { panic!("{met:?}") };
        assert_eq!(clash.since.len(), 1, "what the colleague decided is shown");
        assert_eq!(waits(&unit, Showing::Mine).await, [(id, person)]);
        assert_eq!(waits(&supervisor, Showing::Mine).await, []);

        // Having seen it, the supervisor records theirs as well, and both stand.
        let seen = running.app.unidentified(&supervisor, id).await.unwrap();
        assert_eq!(clash.version, seen.version);
        act(&running, &supervisor, &seen, exclude()).await.unwrap();
        let view = running.app.unidentified(&unit, id).await.unwrap();
        let decisions: Vec<&str> =
            view.record.candidates[&person].decisions.iter().map(|decision| decision.event).collect();
        assert_eq!(decisions, ["candidate_under_review", "candidate_excluded"]);
        assert_eq!(waits(&unit, Showing::Waiting).await, []);
        assert_eq!(waits(&unit, Showing::Excluded).await, [(id, person)]);
        let officer = running.someone("police_officer").await;
        let asked = DeskAsked { showing: Showing::Waiting, records: Records::Every };
        assert!(running.app.desk(&officer, asked).await.is_err(), "an officer does not decide");
    })
    .await;
}
