//! Appending and reading: all or nothing, in one order, never changed.

use domain::{
    ids::{PersonId, UnidentifiedId},
    incident::{Call, IncidentEvent},
    ledger::{Content, Event, Stream},
    risk::Grade,
    unidentified::{Means, UnidentifiedEvent},
};
use store::{
    AppendError, Batch, Fault, FileClaim, IdempotencyKey, LedgerEnd, LookUp, LookedUp, OutboxMessage, Store,
};
use testkit::{database::Database, on_both_engines};
use uuid::Uuid;

use crate::cases::{
    FORCE, PROJECTOR, actor, at, deployed, draft, graded, happens, named, next_batch, renamed, report,
    report_batch, write,
};

/// What is looked up from here on.
async fn so_far(store: &Store, what: LookUp) -> Option<LookedUp> {
    Some(LookedUp { what, at: LedgerEnd(store.last_sequence().await.unwrap()) })
}

on_both_engines! {
    #[tokio::test]
    async fn entries_come_back_as_they_were_appended(database: Database) {
        let store = &database.store;
        let (missing, batch) = report_batch("Aoife O’Brien 愛", at(0), FORCE);
        let appended = store.append(batch).await.unwrap().entries;
        assert_eq!(appended.iter().map(|entry| entry.sequence).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);

        let file = store.person_entries(missing.person).await.unwrap();
        assert_eq!(file.count, 2);
        assert_eq!(file.entries, appended[3..]);
        assert_eq!(store.incident_entries(missing.incident).await.unwrap(), appended[..3]);
        assert_eq!(store.episode_person(missing.episode).await.unwrap(), Some(missing.person));
        assert_eq!(file.version(Stream::Episode(missing.episode)), 1);
    }

    #[tokio::test]
    async fn an_act_decided_on_an_older_stream_is_refused(database: Database) {
        let store = &database.store;
        let missing = report(store, "Sam Example", at(0)).await;
        let mut stale = next_batch(store, missing, at(1), deployed()).await;
        happens(store, missing, at(1), graded(Grade::High)).await.unwrap();
        // The file is claimed as it is now, so that the stream alone is out of date.
        stale.files = vec![FileClaim { person: missing.person, entries: 3 }];
        let refused = store.append(stale).await.unwrap_err();
        assert!(
            matches!(refused, AppendError::Conflict { expected: 1, found: 2, stream }
                if stream == Stream::Episode(missing.episode)),
            "{refused:?}"
        );
    }

    #[tokio::test]
    async fn a_record_made_since_it_was_looked_up_who_may_be_the_same_refuses_another(database: Database) {
        let store = &database.store;
        let looked_up = so_far(store, LookUp::Namesakes).await;
        let missing = report(store, "Sam Example", at(0)).await;
        let (_, mut late) = report_batch("Sam Exampel", at(1), FORCE);
        late.looked_up = looked_up;
        let refused = store.append(late.clone()).await.unwrap_err();
        assert!(matches!(refused, AppendError::SomebodyNew), "{refused:?}");
        // What makes and changes no record is in nobody's way.
        let looked_up = so_far(store, LookUp::Namesakes).await;
        happens(store, missing, at(1), graded(Grade::High)).await.unwrap();
        late.looked_up = looked_up;
        store.append(late).await.unwrap();
    }

    #[tokio::test]
    async fn what_was_said_of_somebody_since_it_was_looked_up_refuses_another(database: Database) {
        let store = &database.store;
        let says = |looked_up| {
            let stream = Stream::Unidentified(UnidentifiedId(Uuid::now_v7()));
            let person = PersonId(Uuid::from_u128(1));
            let said = UnidentifiedEvent::IdentityProposed { person, how: Means::Dna, note: "Report".into() };
            let drafts = vec![draft(stream, at(0), Event::Unidentified(said))];
            Batch { writes: vec![write(stream, None, 0, drafts)], looked_up, ..Batch::default() }
        };
        let before = so_far(store, LookUp::Identities).await;
        store.append(says(before)).await.unwrap();
        let refused = store.append(says(before)).await.unwrap_err();
        assert!(matches!(refused, AppendError::SomebodyNew), "{refused:?}");
        store.append(says(so_far(store, LookUp::Identities).await)).await.unwrap();
    }

    #[tokio::test]
    async fn an_act_decided_on_an_older_file_is_refused_and_leaves_nothing(database: Database) {
        let store = &database.store;
        let missing = report(store, "Sam Example", at(0)).await;
        let mut stale = next_batch(store, missing, at(1), deployed()).await;
        stale.outbox = vec![OutboxMessage { topic: "told".into(), payload: b"x".to_vec() }];
        happens(store, missing, at(1), renamed("Samuel Example")).await.unwrap();
        let before = store.person_entries(missing.person).await.unwrap();

        let refused = store.append(stale).await.unwrap_err();
        assert!(matches!(refused, AppendError::FileChanged { person } if person == missing.person));
        assert_eq!(store.person_entries(missing.person).await.unwrap(), before);
        assert_eq!(store.take_outbox(at(1), at(2), 10).await.unwrap(), []);
        store.verify(PROJECTOR).await.unwrap();
    }

    #[tokio::test]
    async fn rows_of_a_file_that_is_not_claimed_are_refused(database: Database) {
        let (_, mut batch) = report_batch("Sam Example", at(0), FORCE);
        batch.files.clear();
        let refused = database.store.append(batch).await.unwrap_err();
        assert!(matches!(refused, AppendError::Fault(Fault::Broken(_))), "{refused:?}");
    }

    #[tokio::test]
    async fn acts_at_the_same_time_get_one_order_without_gaps(database: Database) {
        let mut acts = Vec::new();
        for task in 0..8 {
            let store = database.store.clone();
            acts.push(tokio::spawn(async move {
                for round in 0..5 {
                    report(&store, &format!("Person {task} of {round}"), at(round)).await;
                }
            }));
        }
        for act in acts {
            act.await.unwrap();
        }
        let verified = database.store.verify(PROJECTOR).await.unwrap();
        assert_eq!((verified.entries, verified.people, verified.incidents), (200, 40, 40));
    }

    #[tokio::test]
    async fn a_whole_history_is_appended_at_once(database: Database) {
        let store = &database.store;
        let missing = report(store, "Sam Example", at(0)).await;
        let mut batch = next_batch(store, missing, at(1), graded(Grade::High)).await;
        // Twice in the same stream, and more streams than an expression may be deep.
        let mut again = batch.writes[0].clone();
        again.expected_version += 1;
        again.drafts[0].id = domain::ids::EntryId(crate::cases::fresh());
        batch.writes.push(again);
        batch.projections.clear();
        for _ in 0..1_500 {
            let stream = Stream::Incident(domain::ids::IncidentId(crate::cases::fresh()));
            let call = Event::Incident(IncidentEvent::Reported(Call::default()));
            batch.writes.push(write(stream, None, 0, vec![draft(stream, at(1), call)]));
        }
        let entries = store.append(batch).await.unwrap().entries;
        assert_eq!(entries.last().unwrap().sequence, 5 + 2 + 1_500);
        assert_eq!(store.person_entries(missing.person).await.unwrap().entries[3].version, 3);
        store.rebuild(PROJECTOR, at(2)).await.unwrap();
        store.verify(PROJECTOR).await.unwrap();
    }

    #[tokio::test]
    async fn of_two_people_who_decide_at_once_one_is_told(database: Database) {
        let store = &database.store;
        let missing = report(store, "Sam Example", at(0)).await;
        let one = next_batch(store, missing, at(1), graded(Grade::High)).await;
        let other = next_batch(store, missing, at(1), graded(Grade::Low)).await;
        let (one, other) = tokio::join!(store.append(one), store.append(other));
        let refused = match (one, other) {
            (Ok(_), Err(refused)) | (Err(refused), Ok(_)) => refused,
            outcome => panic!("{outcome:?}"),
        };
        assert!(matches!(refused, AppendError::FileChanged { .. }), "{refused:?}");
    }

    #[tokio::test]
    async fn a_request_sent_twice_is_carried_out_once_and_answered_alike(database: Database) {
        let store = &database.store;
        let key = IdempotencyKey {
            key: "k-1".into(),
            account: actor().account,
            request: [7; 32],
            response: b"created".to_vec(),
            at: at(0),
        };
        let (_, mut first) = report_batch("Sam Example", at(0), FORCE);
        first.idempotency = Some(key.clone());
        let (_, mut second) = report_batch("Sam Example", at(0), FORCE);
        second.idempotency = Some(key.clone());
        let (_, mut third) = report_batch("Alex Example", at(0), FORCE);
        third.idempotency = Some(IdempotencyKey { request: [8; 32], ..key.clone() });

        store.replayed(key.account, "k-1", &key.request).await.unwrap();
        let (one, other) = tokio::join!(store.append(first), store.append(second));
        let replayed = match (one, other) {
            (Ok(_), Err(refused)) | (Err(refused), Ok(_)) => refused,
            outcome => panic!("{outcome:?}"),
        };
        assert!(matches!(replayed, AppendError::IdempotencyReplay(response) if response.0 == b"created"));
        assert!(matches!(store.append(third).await, Err(AppendError::IdempotencyMismatch)));
        assert!(matches!(
            store.replayed(key.account, "k-1", &key.request).await,
            Err(AppendError::IdempotencyReplay(_))
        ));
        assert_eq!(store.verify(PROJECTOR).await.unwrap().people, 1);

        assert_eq!(store.forget_keys_before(at(1)).await.unwrap(), 1);
        store.replayed(key.account, "k-1", &[8; 32]).await.unwrap();
    }

    #[tokio::test]
    async fn the_schema_itself_refuses_to_change_or_delete_what_is_in_the_ledger(database: Database) {
        report(&database.store, "Sam Example", at(0)).await;
        log_one(&database).await;
        let mut raw = database.place.raw().await;
        for statement in [
            "UPDATE entry SET name = 'risk_assessed' WHERE sequence = 2",
            "DELETE FROM entry WHERE sequence = 5",
            "DELETE FROM entry",
            "UPDATE payload SET bytes = salt WHERE sequence = 2",
            "DELETE FROM payload WHERE sequence = 2",
            "DELETE FROM payload",
            "UPDATE read_log SET purpose = 'other'",
            "DELETE FROM read_log",
        ] {
            let refused = raw.run(statement).await.expect_err(statement).to_string();
            assert!(refused.contains("append-only"), "{statement}: {refused}");
        }
        database.store.verify(PROJECTOR).await.unwrap();
    }

    #[tokio::test]
    async fn nothing_in_the_ledger_can_be_replaced_by_inserting_over_it(database: Database) {
        report(&database.store, "Sam Example", at(0)).await;
        let mut raw = database.place.raw().await;
        let over = match database.place.engine {
            testkit::database::Engine::Sqlite => [
                "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE sequence = 2",
                "INSERT OR REPLACE INTO payload SELECT * FROM payload WHERE sequence = 2",
            ],
            testkit::database::Engine::Postgres => [
                "INSERT INTO entry SELECT * FROM entry WHERE sequence = 2
                    ON CONFLICT (sequence) DO UPDATE SET name = 'risk_assessed'",
                "TRUNCATE payload",
            ],
        };
        for statement in over {
            let refused = raw.run(statement).await.expect_err(statement).to_string();
            assert!(refused.contains("append-only"), "{statement}: {refused}");
        }
    }

    #[tokio::test]
    async fn a_payload_goes_only_under_a_disposal_and_then_reads_as_disposed(database: Database) {
        let store = &database.store;
        let missing = report(store, "Sam Example", at(0)).await;
        happens(store, missing, at(1), named("Samuel Example")).await.unwrap();
        let mut raw = database.place.raw().await;
        raw.run("INSERT INTO disposal (sequence, disposed_at) VALUES (6, 0)").await.unwrap();
        raw.run("DELETE FROM payload WHERE sequence = 6").await.unwrap();

        let file = store.person_entries(missing.person).await.unwrap();
        assert_eq!(file.entries[2].content, Content::Disposed);
        assert_eq!(file.entries[2].name, "person_registered");
        store.rebuild(PROJECTOR, at(1)).await.unwrap();

        let again = raw.run("DELETE FROM disposal").await.unwrap_err().to_string();
        assert!(again.contains("append-only"), "{again}");
    }
}

async fn log_one(database: &Database) {
    let read = store::Read {
        at: at(0),
        actor: actor(),
        purpose: "live_case".into(),
        subject: store::ReadSubject::List { name: "missing_now".into(), rows: 1, ids: [1; 32] },
    };
    database.store.log_reads(&[read]).await.unwrap();
}
