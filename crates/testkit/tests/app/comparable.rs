//! Comparable episodes: only those are counted that the reader may open, as known at a moment, and the reading is logged.

use std::collections::BTreeSet;

use app::{
    Act, Moment, SignedIn, Trouble,
    comparable::{Comparable, Reach},
};
use domain::{
    comparable::Figure,
    episode::EpisodeEvent,
    ids::{EpisodeId, PersonId},
    person::{Marker, MarkerKind, PersonEvent},
};
use jiff::{SignedDuration, civil::date};
use testkit::{running::Running, sample};

use crate::engines::on_each_engine;

/// So many children of one age reported, an hour apart.
async fn children(running: &Running, count: i8) -> Vec<(EpisodeId, PersonId)> {
    let mut reported = Vec::new();
    for day in 1..=count {
        let child = sample::born(&format!("Child {day}"), date(2011, 8, day));
        let sent = running.report(sample::missing([child])).await;
        reported.push((sent.episodes[0], sent.people[0]));
        running.pass(SignedDuration::from_hours(1));
    }
    reported
}

async fn now(running: &Running, who: &SignedIn, episode: EpisodeId) -> Comparable {
    running.app.comparable(who, episode, Moment::Now).await.unwrap()
}

fn counted(compared: &Comparable) -> BTreeSet<EpisodeId> {
    compared.behind(Figure::All).map(|one| one.episode).collect()
}

#[tokio::test]
async fn what_is_counted_is_what_single_decisions_permit() {
    on_each_engine(async |running| {
        let mut all = children(&running, 3).await;
        for details in [sample::adult(), sample::born("Ilse Varga", date(1950, 3, 3))] {
            let sent = running.report(sample::missing([details])).await;
            all.push((sent.episodes[0], sent.people[0]));
        }
        let mpu = running.someone("police_mpu").await;
        let referred = Act::Episode(EpisodeEvent::ReferredToNationalUnit { reference: "26-001".to_owned() });
        running.record(&mpu, all[0].0, referred).await.unwrap();
        for role in ["police_officer", "allocated_worker", "adult_social_worker", "national_unit"] {
            let who = running.someone(role).await;
            let mut opens = Vec::new();
            for one in &all {
                if running.app.episode(&who, one.0).await.is_ok() {
                    opens.push(*one);
                }
            }
            for (episode, person) in &all {
                let compared = running.app.comparable(&who, *episode, Moment::Now).await;
                let Ok(compared) = compared else {
                    assert!(!opens.contains(&(*episode, *person)), "{role}");
                    continue;
                };
                let others = opens.iter().filter(|(_, whose)| whose != person);
                assert_eq!(compared.others, others.clone().count(), "{role}");
                let may: BTreeSet<EpisodeId> = others.map(|(other, _)| *other).collect();
                assert!(counted(&compared).is_subset(&may), "{role}");
                assert_eq!(compared.reach, Reach::Everything);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_does_not_work_cases_is_shown_none() {
    on_each_engine(async |running| {
        let home = running.someone("home_manager").await;
        let sent = running.report_by(&home, sample::missing([sample::child()])).await;
        let Ok(sent) = sent else { return };
        let refused = running.app.comparable(&home, sent.episodes[0], Moment::Now).await;
        assert!(matches!(refused, Err(Trouble::Denied(_))));
    })
    .await;
}

#[tokio::test]
async fn a_past_moment_counts_what_was_known_then_and_the_same_again_later() {
    on_each_engine(async |running| {
        let all = children(&running, 12).await;
        let (this, _) = all[11];
        let police = running.someone("police_supervisor").await;
        let then = running.app.clock().now();
        running.pass(SignedDuration::from_hours(1));
        for (episode, _) in &all[..11] {
            running.record(&police, *episode, sample::returned()).await.unwrap();
        }
        let known_then = async || {
            let past = running.app.comparable(&police, this, Moment::At(then)).await.unwrap();
            (past.curve.as_ref().map(|curve| curve.steps.len()), counted(&past), past.ladder.rungs.clone())
        };
        let first = known_then().await;
        assert_eq!((first.0, first.1.len()), (Some(0), 11));
        let compared = now(&running, &police, this).await;
        assert_eq!(compared.behind(Figure::Ending("returned")).count(), 11);
        assert_eq!(compared.curve.unwrap().steps.len(), 11);
        // All of them were missing for longer than this one has been; of one that has ended nothing goes on from here.
        assert_eq!(compared.from_here.map(|curve| curve.count()), Some(11));
        assert_eq!(now(&running, &police, all[0].0).await.from_here, None);

        let marker = Marker {
            marker: MarkerKind::SexualExploitation,
            source: "Social worker".to_owned(),
            since: None,
            note: String::new(),
        };
        running.pass(SignedDuration::from_hours(1));
        running.record(&police, this, Act::Person(PersonEvent::MarkerRecorded(marker))).await.unwrap();
        assert_eq!(known_then().await, first);
        let compared = now(&running, &police, this).await;
        // The marker, and the telephone that the report says is off.
        assert_eq!((compared.indicators.len(), compared.ladder.rungs.last().unwrap().episodes), (2, 11));
        assert!(compared.ladder.rungs.len() > first.2.len());
    })
    .await;
}

#[tokio::test]
async fn own_times_missing_stand_beside_the_others_and_are_not_among_them() {
    on_each_engine(async |running| {
        let all = children(&running, 2).await;
        let police = running.someone("police_supervisor").await;
        let (first, person) = all[0];
        running.record(&police, first, sample::returned()).await.unwrap();
        running.pass(SignedDuration::from_hours(30));
        let mut again = sample::missing([sample::born("Child 1", date(2011, 8, 1))]);
        again.people[0].existing = Some(person);
        let again = running.report(again).await.episodes[0];
        let compared = now(&running, &police, again).await;
        assert_eq!(compared.own.iter().map(|one| one.episode).collect::<Vec<_>>(), [first]);
        assert_eq!((counted(&compared).contains(&first), compared.others), (false, 1));
        assert_eq!((compared.curve, compared.own_curve), (None, None));
    })
    .await;
}

#[tokio::test]
async fn comparing_is_logged_as_a_reading_of_the_case_and_of_a_list() {
    on_each_engine(async |running| {
        let all = children(&running, 2).await;
        let who = running.someone("police_officer").await;
        running.app.flush_reads().await;
        let mut raw = running.place.raw().await;
        let before = raw.number("SELECT COUNT(*) FROM read_log").await;
        now(&running, &who, all[0].0).await;
        running.app.flush_reads().await;
        assert_eq!(raw.number("SELECT COUNT(*) FROM read_log").await - before, 2);
    })
    .await;
}
