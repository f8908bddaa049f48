//! Two records of one girl, merged in the morning and separated again: through `app`, on either engine.

use app::{
    Act, IdempotencyKey, Moment, RecordingOnPerson, ReportedPerson, Seen, SignedIn, Trouble,
    merging::{Comparison, DetailsSince, DutyChange, MergeDecided, SeparationDecided, Sight},
};
use domain::{
    episode::EpisodeEvent,
    ids::{EpisodeId, PersonId},
    merging::{Conflict, Proposal},
    person::{Marker, MarkerKind, PersonEvent},
    refusal::Refusal,
};
use jiff::SignedDuration;
use testkit::{
    running::{Running, agency},
    sample,
};

use crate::engines::on_each_engine;

/// One girl under two spellings: the first record has a plan, a marker and an earlier time missing, the other runs.
struct Two {
    here: PersonId,
    there: PersonId,
    earlier: EpisodeId,
    running: EpisodeId,
}

async fn two(running: &Running) -> Two {
    let sergeant = running.someone("police_supervisor").await;
    let first = running.report(sample::missing([sample::child()])).await;
    let plan = PersonEvent::TriggerPlanAgreed { plan: "Ask at the arcade".to_owned() };
    running.record(&sergeant, first.episodes[0], Act::Person(plan)).await.unwrap();
    let marker = Marker {
        marker: MarkerKind::SexualExploitation,
        source: "MASH".to_owned(),
        since: None,
        note: String::new(),
    };
    running
        .record(&sergeant, first.episodes[0], Act::Person(PersonEvent::MarkerRecorded(marker)))
        .await
        .unwrap();
    running.pass(SignedDuration::from_hours(2));
    running.record(&sergeant, first.episodes[0], sample::returned()).await.unwrap();
    running.pass(SignedDuration::from_hours(24));
    let spelt = domain::person::PersonDetails { name: "Teagan Ashworth Bell".to_owned(), ..sample::child() };
    let second = running.report(sample::missing([spelt])).await;
    running.pass(SignedDuration::from_mins(10));
    Two {
        here: first.people[0],
        there: second.people[0],
        earlier: first.episodes[0],
        running: second.episodes[0],
    }
}

async fn compared(running: &Running, two: &Two) -> Comparison {
    let unit = running.someone("police_mpu").await;
    running.app.compare_records(&unit, two.here, two.there).await.unwrap()
}

fn decided(two: &Two, compared: &Comparison) -> MergeDecided {
    MergeDecided {
        here: two.here,
        there: two.there,
        seen: compared.seen,
        proposal: Proposal {
            details: compared.suggested.clone(),
            goes_on_in: compared.both_missing.map(|[first, _]| first),
            reason: "Same mother, same school; her key worker knows both spellings".to_owned(),
        },
        key: IdempotencyKey::fresh(),
    }
}

async fn merged(running: &Running, two: &Two) {
    let unit = running.someone("police_mpu").await;
    let decision = decided(two, &compared(running, two).await);
    let answer = running.app.merge_records(&unit, decision.clone()).await.unwrap();
    assert_eq!(answer.survivor, two.here);
    let again = running.app.merge_records(&unit, decision).await.unwrap();
    assert_eq!(again, answer, "sent again it is done once");
}

async fn separated(running: &Running, two: &Two) {
    let unit = running.someone("police_mpu").await;
    let separation = running.app.separation_of(&unit, two.here, two.there).await.unwrap();
    let decision = SeparationDecided {
        person: two.here,
        other: two.there,
        seen: separation.version,
        reason: "They are twins".to_owned(),
        key: IdempotencyKey::fresh(),
    };
    running.app.separate_records(&unit, decision).await.unwrap();
}

async fn sound(running: &Running) {
    running.app.verify().await.unwrap();
}

#[tokio::test]
async fn a_merge_says_what_it_will_do_does_that_and_its_undoing_gives_both_back() {
    on_each_engine(async |running| {
        let two = two(&running).await;
        let sergeant = running.someone("police_supervisor").await;
        let before = both(&running, &sergeant, &two).await;
        let case_before = running.seen(two.running).await;
        assert!(case_before.file.person.trigger_plan.is_none());

        let comparison = compared(&running, &two).await;
        assert_eq!(comparison.conflicts, []);
        let change = comparison.consequences.cases.iter().find(|case| case.before.episode == two.running);
        let begins: Vec<&str> = change
            .unwrap()
            .duties
            .iter()
            .filter_map(|duty| match duty {
                DutyChange::Begins(duty) => Some(duty.duty.as_str()),
                DutyChange::Ends(_) | DutyChange::Stands { .. } => None,
            })
            .collect();

        merged(&running, &two).await;
        sound(&running).await;
        let case = running.seen(two.running).await;
        assert_eq!(case.person_id, two.here);
        assert_eq!(case.file.person.trigger_plan.as_deref(), Some("Ask at the arcade"));
        assert!(case.file.person.holds(MarkerKind::SexualExploitation));
        let owed = |view: &app::EpisodeView| -> Vec<String> {
            view.duties[0].duties.iter().map(|duty| duty.duty.clone()).collect()
        };
        for duty in begins {
            assert!(owed(&case).iter().any(|owed| owed == duty), "{duty} was said to begin");
            assert!(!owed(&case_before).iter().any(|owed| owed == duty));
        }

        // The old id leads to the survivor, the case stands there, and the search finds her by either spelling.
        let view = running.app.person(&sergeant, two.there).await.unwrap();
        assert_eq!(view.person_id, two.here);
        assert_eq!(view.file.absorbed[0].id, two.there);
        assert_eq!(view.episodes.len(), 2);
        for name in ["Teagan", "Tegan"] {
            let hits = running.app.search_people(&sergeant, name).await.unwrap();
            assert_eq!(hits.len(), 1, "{name}");
            assert_eq!(hits[0].row.person, two.here);
        }

        separated(&running, &two).await;
        sound(&running).await;
        assert_eq!(both(&running, &sergeant, &two).await, before);
        for (record, other) in [(two.here, two.there), (two.there, two.here)] {
            let view = running.app.person(&sergeant, record).await.unwrap();
            assert_eq!(view.file.person.told_apart.last().map(|(from, _)| *from), Some(other));
        }
        let case = running.seen(two.running).await;
        assert_eq!((case.person_id, owed(&case)), (two.there, owed(&case_before)));
        running.app.rebuild().await.unwrap();
        sound(&running).await;
        assert_eq!(both(&running, &sergeant, &two).await, before);
    })
    .await;
}

/// What is known of both, their rows in a list, and which cases are theirs.
/// Both records as they are read; that they were told apart is remembered by each, and looked at by itself.
async fn both(
    running: &Running,
    who: &SignedIn,
    two: &Two,
) -> Vec<(domain::person::Person, Vec<domain::projection::EpisodeRow>, usize)> {
    let mut known = Vec::new();
    for person in [two.here, two.there] {
        let view = running.app.person(who, person).await.unwrap();
        let found = running.app.search_people(who, &view.file.person.details.name).await.unwrap();
        let told_apart = Vec::new();
        let read = domain::person::Person { told_apart, ..view.file.person.clone() };
        known.push((read, view.episodes.clone(), found.len()));
    }
    known
}

#[tokio::test]
async fn what_is_recorded_while_merged_goes_to_the_survivor_by_either_id() {
    on_each_engine(async |running| {
        let two = two(&running).await;
        merged(&running, &two).await;
        let sergeant = running.someone("police_supervisor").await;
        let noted = RecordingOnPerson {
            person: two.there,
            act: Act::Person(PersonEvent::WorkerAllocated {
                worker: "Ines Duarte".to_owned(),
                team: "Team 2".to_owned(),
            }),
            happened_at: None,
            seen: Seen::Everything,
            key: IdempotencyKey::fresh(),
        };
        let worker = running.someone("team_manager").await;
        running.app.record_on_person(&worker, noted).await.unwrap();
        // The case that began in the other record goes on in its own stream.
        running.record(&sergeant, two.running, sample::assessed(domain::risk::Grade::High)).await.unwrap();
        running.record(&sergeant, two.running, sample::returned()).await.unwrap();
        sound(&running).await;

        // A draft that chose the other record becomes a case of the survivor.
        running.pass(SignedDuration::from_hours(30));
        let mut answers = sample::missing([]);
        answers.people = vec![ReportedPerson { existing: Some(two.there), ..ReportedPerson::default() }];
        let sent = running.report(answers).await;
        assert_eq!(sent.people, [two.here]);
        assert_eq!(running.seen(sent.episodes[0]).await.person_id, two.here);
        sound(&running).await;

        let unit = running.someone("police_mpu").await;
        let separation = running.app.separation_of(&unit, two.there, two.there).await.unwrap();
        assert_eq!((separation.details, separation.recorded_since), (DetailsSince::Unchanged, 1));
        separated(&running, &two).await;
        sound(&running).await;
        let here = running.app.person(&sergeant, two.here).await.unwrap();
        assert!(here.file.person.worker.is_some());
        assert_eq!(here.episodes.len(), 2);
        let there = running.app.person(&sergeant, two.there).await.unwrap();
        assert!(there.file.person.worker.is_none());
        assert_eq!(there.episodes.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn of_two_cases_running_at_once_one_goes_on_and_the_other_owes_nothing() {
    on_each_engine(async |running| {
        let first = running.report(sample::missing([sample::child()])).await;
        running.pass(SignedDuration::from_mins(20));
        let second = running
            .report(sample::missing([sample::born("T Ashworth", jiff::civil::date(2011, 8, 19))]))
            .await;
        let two = Two {
            here: second.people[0],
            there: first.people[0],
            earlier: first.episodes[0],
            running: second.episodes[0],
        };
        let comparison = compared(&running, &two).await;
        assert_eq!(comparison.both_missing, Some([two.earlier, two.running]));
        assert!(matches!(comparison.conflicts[..], [Conflict::MissingAtOnce { .. }]));
        let unit = running.someone("police_mpu").await;
        let mut unsaid = decided(&two, &comparison);
        unsaid.proposal.goes_on_in = None;
        let refused = running.app.merge_records(&unit, unsaid).await.unwrap_err();
        assert!(matches!(refused, Trouble::Refused(Refusal::AnswerMissing { field: "goes_on_in" })));

        merged(&running, &two).await;
        sound(&running).await;
        let twice = running.seen(two.running).await;
        assert!(twice.episode.is_carried_on() && twice.duties.is_empty());
        assert_eq!(twice.file.running_episode().map(|episode| episode.id), Some(two.earlier));
        // It is closed like any other case that is over.
        let closed = EpisodeEvent::Closed { summary: "Reported twice".to_owned() };
        let sergeant = running.someone("police_supervisor").await;
        running.record(&sergeant, two.running, Act::Episode(closed)).await.unwrap();
        separated(&running, &two).await;
        sound(&running).await;
        assert!(!running.seen(two.running).await.duties.is_empty());
    })
    .await;
}

#[tokio::test]
async fn before_the_merge_each_record_is_shown_as_it_was_and_the_merged_one_stays_known_after_the_undoing() {
    on_each_engine(async |running| {
        let two = two(&running).await;
        let sergeant = running.someone("police_supervisor").await;
        let apart = running.app.clock().now();
        running.pass(SignedDuration::from_mins(5));
        merged(&running, &two).await;
        let together = running.app.clock().now();
        running.pass(SignedDuration::from_mins(5));
        let then = async |person, at| running.app.person_at(&sergeant, person, Moment::At(at)).await.unwrap();
        let shown = then(two.there, apart).await;
        assert_eq!((shown.person_id, shown.file.person.trigger_plan.as_deref()), (two.there, None));
        assert_eq!(then(two.here, apart).await.episodes.len(), 1);
        separated(&running, &two).await;
        running.pass(SignedDuration::from_mins(5));
        let shown = then(two.there, together).await;
        assert_eq!(shown.person_id, two.here);
        assert_eq!(shown.file.person.trigger_plan.as_deref(), Some("Ask at the arcade"));
        let case = running.app.episode_at(&sergeant, two.running, Moment::At(together)).await.unwrap();
        assert_eq!(case.person_id, two.here);
    })
    .await;
}

#[tokio::test]
async fn who_may_not_merge_is_denied_and_what_changed_meanwhile_is_shown() {
    on_each_engine(async |running| {
        let two = two(&running).await;
        for role in ["call_handler", "police_officer", "mash_decision_maker", "missing_coordinator"] {
            let who = running.someone(role).await;
            let refused = running.app.compare_records(&who, two.here, two.there).await.unwrap_err();
            assert!(matches!(refused, Trouble::Denied(_)), "{role}: {refused:?}");
        }
        let unit = running.someone("police_mpu").await;
        let decision = decided(&two, &compared(&running, &two).await);
        let sergeant = running.someone("police_supervisor").await;
        running.record(&sergeant, two.running, sample::assessed(domain::risk::Grade::High)).await.unwrap();
        let clash = running.app.merge_records(&unit, decision).await.unwrap_err();
        assert!(matches!(clash, Trouble::Clash(clash) if !clash.since.is_empty()));

        // Sent with both in one hand: only one of them is done.
        let decision = decided(&two, &compared(&running, &two).await);
        let other = MergeDecided { key: IdempotencyKey::fresh(), ..decision.clone() };
        let (one, second) =
            tokio::join!(running.app.merge_records(&unit, decision), running.app.merge_records(&unit, other));
        assert_eq!([one.is_ok(), second.is_ok()].into_iter().filter(|done| *done).count(), 1);
        sound(&running).await;
    })
    .await;
}

#[tokio::test]
async fn an_agency_that_will_see_what_it_did_not_is_named_beforehand() {
    on_each_engine(async |running| {
        let two = two(&running).await;
        let asked_in =
            EpisodeEvent::PartnerInvolved { agency: agency(5), purpose: "Knows the family".to_owned() };
        let sergeant = running.someone("police_supervisor").await;
        running.record(&sergeant, two.earlier, Act::Episode(asked_in)).await.unwrap();
        let shares = compared(&running, &two).await.consequences.shares;
        assert_eq!(shares.len(), 1, "{shares:?}");
        assert_eq!(
            (shares[0].record, shares[0].agency, shares[0].sight),
            (two.there, agency(5), Sight::Begins)
        );
    })
    .await;
}

#[tokio::test]
async fn another_server_sees_the_merge_at_once() {
    on_each_engine(async |running| {
        let two = two(&running).await;
        let second = running.second_server().await;
        let sergeant = running.someone("police_supervisor").await;
        second.person(&sergeant, two.there).await.unwrap();
        second.episode(&sergeant, two.running).await.unwrap();
        merged(&running, &two).await;
        assert_eq!(second.person(&sergeant, two.there).await.unwrap().person_id, two.here);
        let act = RecordingOnPerson {
            person: two.there,
            act: Act::Person(PersonEvent::TriggerPlanWithdrawn { reason: "Made anew".to_owned() }),
            happened_at: None,
            seen: Seen::Everything,
            key: IdempotencyKey::fresh(),
        };
        second.record_on_person(&sergeant, act).await.unwrap();
        separated(&running, &two).await;
        assert_eq!(second.episode(&sergeant, two.running).await.unwrap().person_id, two.there);
        sound(&running).await;
        second.close().await;
    })
    .await;
}

#[tokio::test]
async fn times_missing_are_compared_as_they_stand_after_a_merge_and_its_undoing() {
    on_each_engine(async |running| {
        let two = two(&running).await;
        let other = running.report(sample::missing([sample::adult()])).await.episodes[0];
        let who = running.someone("police_mpu").await;
        let looked_through = async || running.app.comparable(&who, other, Moment::Now).await.unwrap().others;
        assert_eq!(looked_through().await, 2);
        merged(&running, &two).await;
        assert_eq!(looked_through().await, 2);
        separated(&running, &two).await;
        // As many entries as while they were merged, and of one record alone.
        for number in 0..12 {
            assert_eq!(looked_through().await, 2, "after {number} more entries");
            running.pass(SignedDuration::from_mins(1));
            let plan = PersonEvent::TriggerPlanAgreed { plan: format!("Ask at the arcade, {number}") };
            let sergeant = running.someone("police_supervisor").await;
            running.record(&sergeant, two.earlier, Act::Person(plan)).await.unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn a_home_learns_nothing_of_whom_its_child_was_taken_for_once_they_are_two_again() {
    on_each_engine(async |running| {
        let first = running.report(sample::missing([sample::child()])).await;
        let home = running.someone("home_manager").await;
        let spelt =
            domain::person::PersonDetails { name: "Teagan Ashworth Bell".to_owned(), ..sample::child() };
        let second = running.report_by(&home, sample::missing([spelt])).await.unwrap();
        let two = Two {
            here: first.people[0],
            there: second.people[0],
            earlier: first.episodes[0],
            running: second.episodes[0],
        };
        let seen = async || running.app.person(&home, two.there).await.unwrap();
        let before = seen().await;
        merged(&running, &two).await;
        running.pass(SignedDuration::from_mins(10));
        separated(&running, &two).await;
        let after = seen().await;
        let told = format!("{:?} {:?}", after.timeline, after.file);
        assert!(!told.contains(&two.here.to_string()), "{told}");
        assert_eq!(after.file.person, before.file.person);
        sound(&running).await;
    })
    .await;
}
