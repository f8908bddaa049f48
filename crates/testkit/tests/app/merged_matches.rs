//! Two records of one missing person, of whom different things were decided about somebody unidentified: merged, what was
//! decided of either counts for both, and separated each has its own again.

use app::{
    IdempotencyKey, SignedIn, Trouble,
    merging::{MergeDecided, SeparationDecided},
    unidentified::{Agrees, DeskAsked, FactsSince, Records, Showing},
};
use domain::{
    features::{EyeColour, Features},
    ids::{EpisodeId, PersonId, UnidentifiedId},
    merging::Proposal,
    refusal::Refusal,
    unidentified::{Compared, Means, NoticeAbout, UnidentifiedEvent, missing_facts},
};
use testkit::{running::Running, sample};

use crate::{
    engines::on_each_engine,
    unidentified::{act, describe, looks, patient, reviewers_and_missing},
};

/// A patient, a record of somebody missing that was excluded from them by DNA, and another that is held possible.
struct Scene {
    unit: SignedIn,
    supervisor: SignedIn,
    found: UnidentifiedId,
    excluded: PersonId,
    possible: PersonId,
}

async fn says(
    running: &Running,
    who: &SignedIn,
    id: UnidentifiedId,
    said: UnidentifiedEvent,
) -> Result<(), Trouble> {
    let view = running.app.unidentified(who, id).await.unwrap();
    act(running, who, &view, said).await.map(|_| ())
}

fn exclude(person: PersonId) -> UnidentifiedEvent {
    let note = "Report 12: not her".to_owned();
    UnidentifiedEvent::CandidateExcluded { person, how: Means::Dna, note, facts: Compared::default() }
}

fn possible(person: PersonId) -> UnidentifiedEvent {
    UnidentifiedEvent::CandidatePossible { person, note: "The same coat".to_owned() }
}

fn identity(person: PersonId) -> UnidentifiedEvent {
    UnidentifiedEvent::IdentityProposed { person, how: Means::Visual, note: "Her sister looked".to_owned() }
}

async fn scene(running: &Running) -> Scene {
    let (unit, supervisor, excluded) = reviewers_and_missing(running).await;
    let spelt = domain::person::PersonDetails { name: "Another Spelling".to_owned(), ..sample::adult() };
    let possible_one = running.report(sample::missing([spelt])).await.people[0];
    let found = patient(running, &unit).await;
    says(running, &supervisor, found, exclude(excluded)).await.unwrap();
    says(running, &unit, found, possible(possible_one)).await.unwrap();
    running.app.mind_jobs().await.unwrap();
    Scene { unit, supervisor, found, excluded, possible: possible_one }
}

async fn merge(running: &Running, scene: &Scene) {
    merge_on(running, scene, |[first, _]| first).await;
}

/// The same with the case that goes on, of the two that run.
async fn merge_on(running: &Running, scene: &Scene, goes_on: impl Fn([EpisodeId; 2]) -> EpisodeId) {
    let compared = running.app.compare_records(&scene.unit, scene.possible, scene.excluded).await.unwrap();
    let [named] = compared.unidentified.as_slice() else { panic!("{:?}", compared.unidentified) };
    assert_eq!((named.unidentified, named.agrees), (scene.found, Agrees::ExcludedAndPossible));
    let decided = MergeDecided {
        here: scene.possible,
        there: scene.excluded,
        seen: compared.seen,
        proposal: Proposal {
            details: compared.suggested.clone(),
            goes_on_in: compared.both_missing.map(goes_on),
            reason: "One woman under two spellings".to_owned(),
        },
        key: IdempotencyKey::fresh(),
    };
    running.app.merge_records(&scene.unit, decided).await.unwrap();
    running.app.mind_jobs().await.unwrap();
    running.app.verify().await.unwrap();
}

async fn separate(running: &Running, scene: &Scene) {
    let separation = running.app.separation_of(&scene.unit, scene.possible, scene.excluded).await.unwrap();
    let decided = SeparationDecided {
        person: scene.possible,
        other: scene.excluded,
        seen: separation.version,
        reason: "Two women".to_owned(),
        key: IdempotencyKey::fresh(),
    };
    running.app.separate_records(&scene.unit, decided).await.unwrap();
    running.app.mind_jobs().await.unwrap();
    running.app.mind_unidentified().await.unwrap();
}

async fn standing(running: &Running, scene: &Scene, person: PersonId) -> &'static str {
    let view = running.app.unidentified(&scene.unit, scene.found).await.unwrap();
    view.record.candidates.get(&person).map_or("nobody", |candidate| candidate.standing.word())
}

async fn desk(running: &Running, scene: &Scene, showing: Showing) -> (Vec<PersonId>, i64) {
    let asked = DeskAsked { showing, records: Records::Every };
    let desk = running.app.desk(&scene.unit, asked).await.unwrap();
    (desk.rows.iter().map(|row| row.person.person).collect(), desk.counts[showing.word()])
}

#[tokio::test]
async fn whoever_was_excluded_under_one_of_two_merged_records_is_not_said_to_be_them_under_the_other() {
    on_each_engine(async |running| {
        let scene = scene(&running).await;
        let before = running.app.unidentified(&scene.unit, scene.found).await.unwrap();
        merge(&running, &scene).await;
        assert_eq!(standing(&running, &scene, scene.possible).await, "excluded");
        assert_eq!(standing(&running, &scene, scene.excluded).await, "nobody");
        assert_eq!(desk(&running, &scene, Showing::Excluded).await, (vec![scene.possible], 1));
        assert_eq!(desk(&running, &scene, Showing::Waiting).await, (vec![], 0));

        for person in [scene.possible, scene.excluded] {
            let refused = says(&running, &scene.unit, scene.found, identity(person)).await;
            assert!(matches!(refused, Err(Trouble::Refused(Refusal::ExcludedBefore))), "{refused:?}");
            let pair = running.app.pair(&scene.unit, scene.found, person).await.unwrap();
            let candidate = pair.candidate.unwrap();
            assert!(candidate.contradicts_itself());
            let whose: Vec<PersonId> = candidate.decisions.iter().map(|decision| decision.of).collect();
            assert_eq!(whose, [scene.excluded, scene.possible]);
        }

        // Who looked before the merge has not seen the exclusion, and is asked to look again.
        let stale = act(&running, &scene.unit, &before, possible(scene.possible)).await;
        let Err(Trouble::Clash(clash)) = stale else { panic!("{stale:?}") };
        assert_eq!(clash.facts, Some(FactsSince::Merged));
        assert_eq!(standing(&running, &scene, scene.possible).await, "excluded");

        // A reviewer who has read both says otherwise, of the record that goes on.
        says(&running, &scene.unit, scene.found, possible(scene.excluded)).await.unwrap();
        assert_eq!(standing(&running, &scene, scene.possible).await, "possible");
        says(&running, &scene.unit, scene.found, identity(scene.possible)).await.unwrap();
        assert_eq!(desk(&running, &scene, Showing::Waiting).await, (vec![scene.possible], 1));
        running.app.verify().await.unwrap();
        running.app.rebuild().await.unwrap();
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_identity_said_of_one_record_is_not_confirmed_while_the_other_is_excluded() {
    on_each_engine(async |running| {
        let scene = scene(&running).await;
        says(&running, &scene.unit, scene.found, identity(scene.possible)).await.unwrap();
        merge(&running, &scene).await;
        assert_eq!(standing(&running, &scene, scene.possible).await, "identity_proposed");
        let view = running.app.unidentified(&scene.supervisor, scene.found).await.unwrap();
        let confirm = UnidentifiedEvent::IdentityConfirmed {
            of: view.record.proposals[0].entry,
            note: "Seen".to_owned(),
        };
        let refused = act(&running, &scene.supervisor, &view, confirm).await;
        assert!(matches!(refused, Err(Trouble::Refused(Refusal::ExcludedBefore))), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn after_a_separation_each_record_has_its_own_decisions_again() {
    on_each_engine(async |running| {
        let scene = scene(&running).await;
        merge(&running, &scene).await;
        separate(&running, &scene).await;
        assert_eq!(standing(&running, &scene, scene.possible).await, "possible");
        assert_eq!(standing(&running, &scene, scene.excluded).await, "excluded");
        assert_eq!(desk(&running, &scene, Showing::Excluded).await, (vec![scene.excluded], 1));
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn what_becomes_known_after_a_merge_opens_the_exclusion_of_the_merged_record_and_tells_who_excluded() {
    on_each_engine(async |running| {
        let scene = scene(&running).await;
        merge(&running, &scene).await;
        assert_eq!(standing(&running, &scene, scene.possible).await, "excluded", "a merge opens nothing");
        let brown = Features { eyes: Some(EyeColour::Brown), ..looks(&["Scar on the right knee"]) };
        describe(&running, &scene.unit, scene.possible, brown).await;
        running.app.mind_jobs().await.unwrap();
        running.app.mind_unidentified().await.unwrap();
        assert_eq!(standing(&running, &scene, scene.possible).await, "reopened");
        let told = running.app.unidentified_notices(&scene.supervisor).await.unwrap();
        assert_eq!(told[0].person.as_ref().unwrap().person, scene.possible);
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_exclusion_said_while_two_records_were_merged_is_opened_by_their_separation_and_whoever_said_it_is_told()
 {
    on_each_engine(async |running| {
        let scene = scene(&running).await;
        // Everything that is weighed stays that of the record that goes on.
        merge_on(&running, &scene, |[_, second]| second).await;
        says(&running, &scene.unit, scene.found, possible(scene.possible)).await.unwrap();
        says(&running, &scene.supervisor, scene.found, exclude(scene.possible)).await.unwrap();
        running.app.mind_jobs().await.unwrap();
        assert_eq!(standing(&running, &scene, scene.possible).await, "excluded");
        let merged = running.app.unidentified(&scene.unit, scene.found).await.unwrap();
        assert!(merged.while_merged.is_empty(), "they are merged still");
        let facts = async || {
            let pair = running.app.pair(&scene.unit, scene.found, scene.possible).await.unwrap();
            missing_facts(&pair.missing.file).unwrap()
        };
        let before = facts().await;

        separate(&running, &scene).await;
        assert_eq!(facts().await, before, "the separation opens it, and not a change of what is weighed");
        assert_eq!(standing(&running, &scene, scene.possible).await, "reopened");
        assert_eq!(
            standing(&running, &scene, scene.excluded).await,
            "excluded",
            "that was of this record alone"
        );
        let told = running.app.unidentified_notices(&scene.supervisor).await.unwrap();
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].sent.notice.about, NoticeAbout::ExclusionReopened { person: scene.possible });
        assert_eq!(told[0].sent.notice.account, Some(scene.supervisor.account));
        let pair = running.app.pair(&scene.unit, scene.found, scene.possible).await.unwrap();
        let decisions = pair.candidate.unwrap().decisions;
        let shown: Vec<bool> =
            decisions.iter().map(|decision| pair.found.while_merged.contains(&decision.entry)).collect();
        assert_eq!(shown, [false, true, true, false], "{decisions:?}");

        // Whoever excludes again has one record before them, and that stands.
        says(&running, &scene.supervisor, scene.found, exclude(scene.possible)).await.unwrap();
        running.app.mind_jobs().await.unwrap();
        assert_eq!(standing(&running, &scene, scene.possible).await, "excluded");
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_identity_said_while_two_records_were_merged_stays_after_their_separation_and_says_so() {
    on_each_engine(async |running| {
        let scene = scene(&running).await;
        merge(&running, &scene).await;
        says(&running, &scene.unit, scene.found, possible(scene.possible)).await.unwrap();
        says(&running, &scene.unit, scene.found, identity(scene.possible)).await.unwrap();
        let view = running.app.unidentified(&scene.supervisor, scene.found).await.unwrap();
        let of = view.record.proposals[0].entry;
        let confirm = UnidentifiedEvent::IdentityConfirmed { of, note: "Seen".to_owned() };
        let confirmed = act(&running, &scene.supervisor, &view, confirm).await.unwrap().entry;

        separate(&running, &scene).await;
        assert_eq!(standing(&running, &scene, scene.possible).await, "identified");
        let view = running.app.unidentified(&scene.unit, scene.found).await.unwrap();
        assert!(view.while_merged.contains(&of) && view.while_merged.contains(&confirmed));
        running.app.verify().await.unwrap();
    })
    .await;
}
