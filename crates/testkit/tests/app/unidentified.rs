//! People who cannot be named: who they could be is found by itself, decided by people, and opened again by new facts alone.

use app::{
    RecordingOnPerson, Seen, SignedIn, Trouble,
    cases::{Act, IdempotencyKey, Recorded},
    unidentified::{ActOnUnidentified, RecordingOnUnidentified, UnidentifiedView, open_records},
};
use domain::{
    features::{EyeColour, Features, HairColour, Listing},
    ids::{PersonId, UnidentifiedId},
    person::PersonEvent,
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

fn standing(view: &UnidentifiedView, person: PersonId) -> &'static str {
    view.record.candidates.get(&person).map_or("nobody", |candidate| candidate.standing.word())
}

#[tokio::test]
async fn an_exclusion_is_remembered_and_opened_again_by_new_facts_with_a_notice_to_whoever_decided() {
    on_each_engine(async |running| {
        let (unit, supervisor) =
            (running.someone("police_mpu").await, running.someone("police_supervisor").await);
        let person = running.report(sample::missing([sample::adult()])).await.people[0];
        running.pass(SignedDuration::from_hours(24));
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
