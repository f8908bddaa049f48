//! What happens after acts and by time alone: the outbox, the clocks, the lease, notices of change.

use domain::{ids::AccountId, risk::Grade};
use store::{Change, FileClaim, Lease, OutboxMessage, Page, Reprojected, Scope, Store, Touched, Urgency};
use testkit::{
    database::{Database, Engine},
    on_both_engines,
};

use uuid::Uuid;

use crate::cases::{PROJECTOR, at, graded, happens, next_batch, person_rows, report};

fn message(topic: &str) -> OutboxMessage {
    OutboxMessage { topic: topic.into(), payload: b"{}".to_vec() }
}

on_both_engines! {
    #[tokio::test]
    async fn a_message_is_handed_to_one_job_and_again_if_that_job_dies(database: Database) {
        let store = &database.store;
        let missing = report(store, "Sam Example", at(0)).await;
        let mut batch = next_batch(store, missing, at(1), graded(Grade::High)).await;
        batch.outbox = vec![message("first"), message("second")];
        store.append(batch).await.unwrap();

        let (one, other) = tokio::join!(
            store.take_outbox(at(1), at(2), 9),
            store.take_outbox(at(1), at(2), 9)
        );
        let mut taken = one.unwrap();
        taken.extend(other.unwrap());
        taken.sort_by_key(|message| message.id);
        assert_eq!(taken.iter().map(|message| message.topic.as_str()).collect::<Vec<_>>(), ["first", "second"]);
        assert_eq!(store.take_outbox(at(1), at(2), 9).await.unwrap(), []);

        store.outbox_done(taken[0].id).await.unwrap();
        store.outbox_failed(taken[1].id, at(5)).await.unwrap();
        assert_eq!(store.take_outbox(at(4), at(5), 9).await.unwrap(), []);
        let again = store.take_outbox(at(5), at(6), 9).await.unwrap();
        assert_eq!((again.len(), again[0].attempts, again[0].id), (1, 1, taken[1].id));
    }

    #[tokio::test]
    async fn clocks_wake_for_what_is_due_and_rows_follow_the_time(database: Database) {
        let store = &database.store;
        let missing = report(store, "Sam Example", at(0)).await;
        let next = store.next_clock().await.unwrap().expect("a report starts clocks");
        assert_eq!(next, at(0), "somebody is told of the report at once");
        assert_eq!(store.due_clocks(at(-1), 9).await.unwrap(), []);
        let due = store.due_clocks(next, 9).await.unwrap();
        assert_eq!((due[0].episode, due[0].person, due[0].at), (missing.episode, missing.person, next));

        let file = store.person_entries(missing.person).await.unwrap();
        let rows = person_rows(missing.person, &file.entries, &[(missing.episode, at(2))].into());
        let claim = FileClaim { person: missing.person, entries: file.count };
        let written = store.reproject(&[claim], &rows, &[message("overdue")]).await.unwrap();
        assert_eq!(written, Reprojected::Written);
        assert_eq!(store.take_outbox(at(2), at(99), 9).await.unwrap().len(), 1);
        let duties = store.duties_of_episode(missing.episode).await.unwrap();
        assert_eq!(duties.len(), rows.episodes[0].duties.len());
        assert!(duties.iter().any(|duty| duty.state == "overdue"), "{duties:?}");
        store.verify(PROJECTOR).await.unwrap();
    }

    #[tokio::test]
    async fn a_case_has_as_many_duties_as_it_has(database: Database) {
        let store = &database.store;
        let missing = report(store, "Sam Example", at(0)).await;
        let file = store.person_entries(missing.person).await.unwrap();
        let mut rows = person_rows(missing.person, &file.entries, &[(missing.episode, at(2))].into());
        let duties = &mut rows.episodes[0].duties;
        *duties = duties.iter().cloned().cycle().take(5000).collect();
        let claim = FileClaim { person: missing.person, entries: file.count };
        assert_eq!(store.reproject(&[claim], &rows, &[]).await.unwrap(), Reprojected::Written);
        assert_eq!(store.duties_of_episode(missing.episode).await.unwrap().len(), 5000);
    }

    #[tokio::test]
    async fn a_timer_that_is_late_does_not_write_over_an_act(database: Database) {
        let store = &database.store;
        let missing = report(store, "Sam Example", at(0)).await;
        let file = store.person_entries(missing.person).await.unwrap();
        let rows = person_rows(missing.person, &file.entries, &[(missing.episode, at(3))].into());
        happens(store, missing, at(2), graded(Grade::High)).await.unwrap();
        let claim = FileClaim { person: missing.person, entries: file.count };
        assert_eq!(store.reproject(&[claim], &rows, &[message("late")]).await.unwrap(), Reprojected::FileChanged);
        assert_eq!(store.take_outbox(at(9), at(10), 9).await.unwrap(), []);
        let row = store.episode_row(&Scope::Everything, missing.episode).await.unwrap().unwrap();
        assert_eq!(row.grade, Some(Grade::High));
    }

    #[tokio::test]
    async fn one_server_minds_the_clocks_until_it_stops_or_dies(database: Database) {
        let store = &database.store;
        let held = |until| Lease::Held { until };
        assert_eq!(store.lease("timers", "one", at(0), at(1)).await.unwrap(), held(at(1)));
        assert_eq!(store.lease("timers", "two", at(0), at(1)).await.unwrap(), Lease::HeldByOther);
        assert_eq!(store.lease("timers", "one", at(0), at(2)).await.unwrap(), held(at(2)));
        assert_eq!(store.lease("timers", "two", at(2), at(3)).await.unwrap(), held(at(3)));
        store.release("timers", "one").await.unwrap();
        assert_eq!(store.lease("timers", "one", at(2), at(3)).await.unwrap(), Lease::HeldByOther);
        store.release("timers", "two").await.unwrap();
        assert_eq!(store.lease("timers", "one", at(2), at(3)).await.unwrap(), held(at(3)));
    }

    #[tokio::test]
    async fn every_commit_is_announced_to_those_who_listen(database: Database) {
        let mut changes = database.store.changes();
        let missing = report(&database.store, "Sam Example", at(0)).await;
        let expected = Change::Touched(Touched {
            people: vec![missing.person],
            episodes: vec![missing.episode],
            incidents: vec![missing.incident],
            ..Touched::default()
        });
        assert_eq!(changes.next().await, Some(expected));
    }

    #[tokio::test]
    async fn work_can_be_done_in_tasks_of_its_own(database: Database) {
        let store = database.store.clone();
        let everything = Scope::Everything;
        let done = tokio::spawn(async move {
            let missing = report(&store, "Sam Example", at(0)).await;
            store.person_rows(&everything, &[missing.person]).await.unwrap();
            let (mpu, nobody) = (["police_mpu".to_owned()], AccountId(Uuid::nil()));
            let urgency = Urgency { now: at(0), before: at(0) };
            store.duties_of(&everything, &mpu, nobody, urgency, &Page::first(9)).await.unwrap();
            store.rebuild(PROJECTOR, at(0)).await.unwrap();
            store.verify(PROJECTOR).await.unwrap();
            store.episode_row(&everything, missing.episode).await.unwrap()
        });
        assert!(done.await.unwrap().is_some());
    }
}

#[tokio::test]
async fn a_commit_by_one_server_reaches_the_pages_of_another() {
    if !Engine::Postgres.is_tested() {
        return;
    }
    let database = Database::new(Engine::Postgres).await;
    let other = Store::open(&database.place.location).await.unwrap();
    let mut changes = other.changes();
    let missing = report(&database.store, "Sam Example", at(0)).await;
    let Some(Change::Touched(touched)) = changes.next().await else { panic!("no change arrived") };
    assert_eq!(touched.episodes, [missing.episode]);
}
