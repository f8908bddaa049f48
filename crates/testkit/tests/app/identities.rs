//! Who somebody unidentified is: of one missing person nobody says it twice, and whoever searches for them is told.

use app::{
    SignedIn, Trouble,
    cases::Act,
    live::Change,
    unidentified::{Comparing, FactsSince, NoticeView},
};
use domain::{
    episode::EpisodeEvent,
    features::{EyeColour, Features},
    ids::{EntryId, PersonId, UnidentifiedId},
    refusal::Refusal,
    unidentified::{
        Compared, Means, NoticeAbout, Saying, UnidentifiedDetails, UnidentifiedEvent, UnidentifiedKind,
    },
};
use jiff::SignedDuration;
use testkit::{running::Running, sample};

use crate::{
    engines::on_each_engine,
    unidentified::{act, describe, looks, patient, reviewers_and_missing},
};

async fn says(
    running: &Running,
    who: &SignedIn,
    id: UnidentifiedId,
    person: PersonId,
) -> Result<EntryId, Trouble> {
    let view = running.app.unidentified(who, id).await.unwrap();
    let identity = UnidentifiedEvent::IdentityProposed { person, how: Means::Dna, note: "Report 12".into() };
    act(running, who, &view, identity).await.map(|recorded| recorded.entry)
}

async fn confirms(
    running: &Running,
    who: &SignedIn,
    id: UnidentifiedId,
    of: EntryId,
) -> Result<EntryId, Trouble> {
    let view = running.app.unidentified(who, id).await.unwrap();
    let confirm = UnidentifiedEvent::IdentityConfirmed { of, note: "The same report".into() };
    act(running, who, &view, confirm).await.map(|recorded| recorded.entry)
}

async fn refuses(running: &Running, who: &SignedIn, id: UnidentifiedId, of: EntryId) {
    let view = running.app.unidentified(who, id).await.unwrap();
    let refuse = UnidentifiedEvent::IdentityRefused { of, reason: "The sample was another's".into() };
    act(running, who, &view, refuse).await.unwrap();
}

async fn notices(running: &Running, who: &SignedIn) -> Vec<NoticeView> {
    running.app.unidentified_notices(who).await.unwrap()
}

#[tokio::test]
async fn one_missing_person_is_never_two_patients() {
    on_each_engine(async |running| {
        let (unit, supervisor, person) = reviewers_and_missing(&running).await;
        let (one, other) = (patient(&running, &unit).await, patient(&running, &unit).await);

        let of = says(&running, &unit, one, person).await.unwrap();
        let waits = says(&running, &supervisor, other, person).await;
        assert!(
            matches!(waits, Err(Trouble::Refused(Refusal::IdentityOpenElsewhere { record })) if record == one),
            "{waits:?}"
        );
        confirms(&running, &supervisor, one, of).await.unwrap();
        let again = says(&running, &supervisor, other, person).await;
        assert!(
            matches!(again, Err(Trouble::Refused(Refusal::IdentifiedElsewhere { record })) if record == one),
            "{again:?}"
        );
        let pair = running.app.pair(&unit, other, person).await.unwrap();
        assert_eq!(pair.named_elsewhere[0].record, one);
        assert_eq!(pair.named_elsewhere[0].saying, Saying::Two);
        refuses(&running, &supervisor, one, of).await;
        says(&running, &supervisor, other, person).await.unwrap();
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn of_two_who_say_it_of_two_records_at_once_one_is_refused() {
    on_each_engine(async |running| {
        let (unit, supervisor, person) = reviewers_and_missing(&running).await;
        let (one, other) = (patient(&running, &unit).await, patient(&running, &unit).await);
        let (first, second) =
            tokio::join!(says(&running, &unit, one, person), says(&running, &supervisor, other, person));
        assert_eq!(usize::from(first.is_ok()) + usize::from(second.is_ok()), 1, "{first:?} {second:?}");
    })
    .await;
}

#[tokio::test]
async fn remains_of_one_person_are_found_in_several_places() {
    on_each_engine(async |running| {
        let unit = running.someone("police_mpu").await;
        let person = running.report(sample::missing([sample::adult()])).await.people[0];
        running.pass(SignedDuration::from_hours(24));
        for place in ["Weir", "Lock"] {
            let found_at = running.app.clock().now() - SignedDuration::from_hours(1);
            let details = UnidentifiedDetails::new(UnidentifiedKind::Remains, found_at, place.to_owned());
            let key = app::cases::IdempotencyKey::fresh();
            let id = running.app.record_unidentified(&unit, details, &key).await.unwrap();
            says(&running, &unit, id, person).await.unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_searches_is_told_that_they_are_found_and_that_it_was_wrong() {
    on_each_engine(async |running| {
        let (unit, supervisor) =
            (running.someone("police_mpu").await, running.someone("police_supervisor").await);
        let (holder, detective) =
            (running.someone("police_officer").await, running.someone("police_io").await);
        let home = running.someone("home_manager").await;
        let reported = running.report(sample::missing([sample::adult()])).await;
        let (person, episode) = (reported.people[0], reported.episodes[0]);
        running.pass(SignedDuration::from_hours(24));
        let taken = Act::Episode(EpisodeEvent::CaseTaken { reason: String::new() });
        running.record(&holder, episode, taken).await.unwrap();
        // Another force has the patient.
        let (theirs, their_unit) =
            (running.someone_of("police_supervisor", 7).await, running.someone_of("police_mpu", 7).await);
        let id = patient(&running, &their_unit).await;
        let of = says(&running, &their_unit, id, person).await.unwrap();
        confirms(&running, &theirs, id, of).await.unwrap();

        let view = running.app.episode(&holder, episode).await.unwrap();
        assert_eq!(running.app.identified_as(&holder, &view).await.unwrap()[0].record, id);
        assert!(
            running.app.identified_as(&home, &view).await.unwrap().is_empty(),
            "a home learns nothing of it"
        );
        for who in [&holder, &detective] {
            let told = notices(&running, who).await;
            assert_eq!(told.len(), 1);
            assert_eq!(told[0].sent.notice.about, NoticeAbout::IdentityConfirmed { person });
            assert_eq!(told[0].person.as_ref().unwrap().person, person);
        }
        assert!(notices(&running, &supervisor).await.is_empty() && notices(&running, &unit).await.is_empty());

        // The officer says that they know, of a record of another force; the detective still has to.
        let seen = running.app.unidentified(&holder, id).await.unwrap();
        assert!(seen.people.contains_key(&person), "who it is, everybody reads who sees both");
        let know = UnidentifiedEvent::NoticeAcknowledged {
            of: notices(&running, &holder).await[0].sent.entry,
            note: String::new(),
        };
        act(&running, &holder, &seen, know).await.unwrap();
        assert!(notices(&running, &holder).await.is_empty());
        assert_eq!(notices(&running, &detective).await.len(), 1);

        refuses(&running, &theirs, id, of).await;
        for who in [&their_unit, &holder, &detective] {
            let told = notices(&running, who).await;
            assert_eq!(told.len(), 1, "what is not so any more is not told");
            assert_eq!(told[0].sent.notice.about, NoticeAbout::IdentityRefused { person });
        }
        assert!(notices(&running, &theirs).await.is_empty(), "nobody is told what they say themselves");
        assert!(running.app.identified_as(&holder, &view).await.unwrap().is_empty());
        running.app.verify().await.unwrap();
        running.app.rebuild().await.unwrap();
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_exclusion_that_is_opened_again_names_both_and_what_has_changed() {
    on_each_engine(async |running| {
        let (unit, supervisor, person) = reviewers_and_missing(&running).await;
        let marks = ["Swallow tattoo, left forearm", "Scar on right knee"];
        describe(&running, &unit, person, looks(&marks)).await;
        let id = patient(&running, &unit).await;
        let view = running.app.unidentified(&supervisor, id).await.unwrap();
        let exclude = UnidentifiedEvent::CandidateExcluded {
            person,
            how: Means::Visual,
            note: "Her eyes are green".into(),
            facts: Compared::default(),
        };
        act(&running, &supervisor, &view, exclude).await.unwrap();
        running.pass(SignedDuration::from_hours(1));
        let brown = Features { eyes: Some(EyeColour::Brown), ..looks(&marks) };
        describe(&running, &unit, person, brown).await;
        running.app.mind_jobs().await.unwrap();
        running.app.mind_unidentified().await.unwrap();

        let told = notices(&running, &supervisor).await;
        assert_eq!(told[0].person.as_ref().unwrap().person, person);
        let pair = running.app.pair(&supervisor, id, person).await.unwrap();
        for changed in [told[0].changed.as_ref().unwrap(), pair.changed.as_ref().unwrap()] {
            assert_eq!(changed.missing_then.features.eyes, Some(EyeColour::Green));
            assert_eq!(changed.missing_now.features.eyes, Some(EyeColour::Brown));
            assert_eq!(changed.found_then, changed.found_now);
        }
    })
    .await;
}

#[tokio::test]
async fn a_record_is_being_compared_until_the_job_has_run() {
    on_each_engine(async |running| {
        let unit = running.someone("police_mpu").await;
        let found_at = running.app.clock().now() - SignedDuration::from_hours(1);
        let details = UnidentifiedDetails::new(UnidentifiedKind::Body, found_at, "Weir".to_owned());
        let key = app::cases::IdempotencyKey::fresh();
        let id = running.app.record_unidentified(&unit, details, &key).await.unwrap();
        let comparing = async || running.app.unidentified(&unit, id).await.unwrap().comparing;
        assert_eq!(comparing().await, Comparing::Now);
        let mut changes = running.app.changes();
        running.app.mind_jobs().await.unwrap();
        assert_eq!(comparing().await, Comparing::Done);
        // Nobody is likely enough, and the page is told all the same.
        let Some(Change::Touched(touched)) = changes.next().await else { panic!("nothing was told") };
        assert_eq!(touched.unidentified, [id]);
    })
    .await;
}

#[tokio::test]
async fn whoever_decides_on_facts_that_have_changed_since_they_looked_is_shown_them_first() {
    on_each_engine(async |running| {
        let (unit, supervisor, person) = reviewers_and_missing(&running).await;
        let marks = ["Swallow tattoo, left forearm", "Scar on right knee"];
        describe(&running, &unit, person, looks(&marks)).await;
        let id = patient(&running, &unit).await;
        let exclude = || UnidentifiedEvent::CandidateExcluded {
            person,
            how: Means::Visual,
            note: "Her eyes are green".into(),
            facts: Compared::default(),
        };
        let opened = running.app.unidentified(&unit, id).await.unwrap();
        let brown = Features { eyes: Some(EyeColour::Brown), ..looks(&marks) };
        describe(&running, &supervisor, person, brown).await;
        let stale = act(&running, &unit, &opened, exclude()).await;
        let Err(Trouble::Clash(clash)) = stale else { panic!("{stale:?}") };
        let Some(FactsSince::Changed { since, .. }) = clash.facts.as_ref() else { panic!("{clash:?}") };
        assert_eq!(since.missing_then.features.eyes, Some(EyeColour::Green));
        assert_eq!(since.missing_now.features.eyes, Some(EyeColour::Brown));
        let seen = running.app.unidentified(&unit, id).await.unwrap();
        assert_eq!(clash.version, seen.version);

        // The same of whoever was found; nothing recorded elsewhere stands in the way.
        let details = UnidentifiedDetails { now_at: "Ward 7".into(), ..seen.record.details.clone() };
        let moved = UnidentifiedEvent::DetailsChanged { details: Box::new(details), reason: "Moved".into() };
        act(&running, &supervisor, &seen, moved).await.unwrap();
        running.report(sample::missing([sample::child()])).await;
        act(&running, &unit, &seen, UnidentifiedEvent::CandidateUnderReview { person, note: String::new() })
            .await
            .unwrap();
        let details = UnidentifiedDetails { clothing: "Green coat".into(), ..seen.record.details.clone() };
        let dressed = UnidentifiedEvent::DetailsChanged { details: Box::new(details), reason: "Seen".into() };
        let now = running.app.unidentified(&supervisor, id).await.unwrap();
        act(&running, &supervisor, &now, dressed).await.unwrap();
        let stale = act(&running, &unit, &now, exclude()).await;
        assert!(matches!(&stale, Err(Trouble::Clash(clash)) if clash.facts.is_some()), "{stale:?}");
    })
    .await;
}
