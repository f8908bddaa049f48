//! Whatever is changed past the program is found and named; what a rebuild writes is what was there.

use domain::risk::Grade;
use store::{Difference, Head, Heads, VerifyError};
use testkit::{
    database::{Database, Engine, Raw},
    on_both_engines,
};

use crate::cases::{PROJECTOR, actor, at, fresh, graded, happens, renamed, report};

/// Two people, one of them renamed and graded, and a reading.
async fn history(database: &Database) {
    let store = &database.store;
    let missing = report(store, "Sam Example", at(0)).await;
    report(store, "Alex Example", at(1)).await;
    happens(store, missing, at(2), graded(Grade::High)).await.unwrap();
    happens(store, missing, at(3), renamed("Samuel Example")).await.unwrap();
    let read = store::Read {
        at: at(3),
        actor: actor(),
        purpose: "live_case".into(),
        subject: store::ReadSubject::Person(missing.person),
    };
    store.log_reads(&[read.clone(), read]).await.unwrap();
}

/// Changes what triggers keep, as the database's owner could, and says what a verification finds first.
async fn tampered(database: &Database, statement: &str) -> Difference {
    let mut raw = database.place.raw().await;
    for table in ["entry", "payload", "disposal", "read_log"] {
        raw.drop_triggers(table).await;
    }
    changed(database, statement).await
}

/// Changes the database past the store, and says what a verification finds first.
async fn changed(database: &Database, statement: &str) -> Difference {
    database.place.raw().await.run(statement).await.expect(statement);
    match database.store.verify(PROJECTOR).await {
        Err(VerifyError::Different(difference)) => difference,
        other => panic!("{statement}: {other:?}"),
    }
}

/// Every list row, in an order that is the rows' own.
async fn list_rows(raw: &mut Raw, engine: Engine) -> Vec<String> {
    let mut rows = Vec::new();
    for table in [
        "person_row",
        "person_key",
        "person_grant",
        "episode_row",
        "episode_grant",
        "duty_row",
        "incident_row",
    ] {
        let query = match engine {
            Engine::Sqlite => format!("SELECT name FROM pragma_table_info('{table}') ORDER BY name"),
            Engine::Postgres => format!(
                "SELECT CAST(column_name AS TEXT) FROM information_schema.columns WHERE table_name = '{table}' ORDER BY 1"
            ),
        };
        let columns: Vec<String> = raw
            .texts(&query)
            .await
            .iter()
            .map(|column| match engine {
                Engine::Sqlite => format!("quote({column})"),
                Engine::Postgres => format!("coalesce(quote_literal(CAST({column} AS TEXT)), 'NULL')"),
            })
            .collect();
        let query =
            format!("SELECT '{table} ' || {} AS row FROM {table} ORDER BY 1", columns.join(" || ',' || "));
        rows.extend(raw.texts(&query).await);
    }
    rows
}

on_both_engines! {
    #[tokio::test]
    async fn an_untouched_database_verifies_and_says_what_was_checked(database: Database) {
        history(&database).await;
        let verified = database.store.verify(PROJECTOR).await.unwrap();
        assert_eq!(
            (verified.entries, verified.payloads, verified.reads, verified.people, verified.episodes, verified.incidents),
            (12, 12, 2, 2, 2, 2)
        );
        assert!(verified.duties > 0);
    }

    #[tokio::test]
    async fn the_first_changed_entry_is_named(database: Database) {
        history(&database).await;
        let difference = tampered(&database, "UPDATE entry SET recorded_at = recorded_at - 1 WHERE sequence IN (7, 9)").await;
        assert!(difference.place.starts_with("entry 7 (2 of incident/"), "{difference}");
        assert_eq!(difference.what, "hash");
    }

    #[tokio::test]
    async fn a_changed_payload_is_named(database: Database) {
        history(&database).await;
        let difference = tampered(&database, "UPDATE payload SET bytes = (SELECT bytes FROM payload WHERE sequence = 4) WHERE sequence = 9").await;
        assert!(difference.place.starts_with("entry 9 "), "{difference}");
        assert_eq!(difference.what, "payload");
    }

    #[tokio::test]
    async fn a_payload_gone_is_named(database: Database) {
        history(&database).await;
        let difference = tampered(&database, "DELETE FROM payload WHERE sequence = 12").await;
        assert_eq!((difference.what.as_str(), difference.found.as_str()), ("payload", "gone"));
    }

    #[tokio::test]
    async fn a_disposal_that_no_act_made_is_named(database: Database) {
        history(&database).await;
        // The triggers stand: they take a disposal's word for it.
        let forged = "INSERT INTO disposal (sequence, disposed_at) VALUES (12, 1); DELETE FROM payload WHERE sequence = 12";
        let difference = changed(&database, forged).await;
        assert!(difference.place.starts_with("entry 12 "), "{difference}");
        assert_eq!((difference.what.as_str(), difference.found.as_str()), ("disposal", "recorded"));
    }

    #[tokio::test]
    async fn an_end_cut_off_is_found_by_whoever_kept_the_hashes(database: Database) {
        history(&database).await;
        let store = &database.store;
        let kept = store.verify(PROJECTOR).await.unwrap().heads();
        assert_eq!((kept.ledger.count, kept.reads.count), (12, 2));
        report(store, "Robin Example", at(4)).await;
        store.goes_on_from(&kept).await.unwrap();
        let later = store.verify(PROJECTOR).await.unwrap().heads();
        assert!(later.ledger.count > 12 && later.reads == kept.reads);

        let mut raw = database.place.raw().await;
        raw.drop_triggers("read_log").await;
        raw.run("DELETE FROM read_log").await.unwrap();
        let Err(VerifyError::Different(difference)) = store.goes_on_from(&kept).await else { panic!() };
        assert_eq!((difference.place.as_str(), difference.found.as_str()), ("reading 2", "missing"));
        let another = Heads { ledger: Head { hash: later.ledger.hash, ..kept.ledger }, ..kept };
        let Err(VerifyError::Different(difference)) = store.goes_on_from(&another).await else { panic!() };
        assert_eq!((difference.place.as_str(), difference.what.as_str()), ("entry 12", "hash"));
    }

    #[tokio::test]
    async fn a_trigger_that_is_gone_or_another_is_named(database: Database) {
        history(&database).await;
        assert!(database.store.verify(PROJECTOR).await.unwrap().triggers > 5);
        let weakened = match database.place.engine {
            Engine::Sqlite => {
                "DROP TRIGGER payload_is_never_changed;
                CREATE TRIGGER payload_is_never_changed BEFORE UPDATE ON payload WHEN 0 BEGIN SELECT 1; END"
            }
            Engine::Postgres => {
                "CREATE OR REPLACE FUNCTION refuse_deletion_while_used() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RETURN OLD; END $$"
            }
        };
        let difference = changed(&database, weakened).await;
        assert!(difference.found.starts_with("another"), "{difference}");
        if database.place.engine == Engine::Postgres {
            let off = "ALTER TABLE payload DISABLE TRIGGER payload_is_never_changed";
            let difference = changed(&database, off).await;
            assert_eq!(difference.place, "trigger payload_is_never_changed");
        }
        database.place.raw().await.drop_triggers("entry").await;
        let Err(VerifyError::Different(difference)) = database.store.verify(PROJECTOR).await else { panic!() };
        assert_eq!(difference.to_string(), "trigger entry_is_never_changed: it is missing, expected as the schema makes it");
    }

    #[tokio::test]
    async fn an_entry_taken_out_is_named(database: Database) {
        history(&database).await;
        let difference = tampered(&database, "DELETE FROM payload WHERE sequence = 3; DELETE FROM entry WHERE sequence = 3").await;
        assert_eq!((difference.place.as_str(), difference.found.as_str()), ("entry 3", "missing"));
    }

    #[tokio::test]
    async fn a_stream_put_into_another_file_is_named(database: Database) {
        history(&database).await;
        let difference = tampered(&database, "UPDATE entry SET person_id = (SELECT person_id FROM entry WHERE sequence = 4) WHERE sequence = 10").await;
        assert!(difference.place.starts_with("entry 10 "), "{difference}");
        assert_eq!(difference.what, "person");
    }

    #[tokio::test]
    async fn a_changed_reading_is_named(database: Database) {
        history(&database).await;
        let difference = tampered(&database, "UPDATE read_log SET role = 'nobody' WHERE sequence = 2").await;
        assert_eq!((difference.place.as_str(), difference.what.as_str()), ("reading 2", "hash"));
    }

    #[tokio::test]
    async fn a_changed_row_is_named_by_its_column(database: Database) {
        history(&database).await;
        let difference = changed(&database, "UPDATE episode_row SET grade = 'low' WHERE grade = 'high'").await;
        assert!(difference.place.starts_with("episode row "), "{difference}");
        assert_eq!((difference.what.as_str(), difference.expected.as_str()), ("grade", "\"high\""));

        database.store.rebuild(PROJECTOR, at(9)).await.unwrap();
        database.store.verify(PROJECTOR).await.unwrap();
    }

    #[tokio::test]
    async fn what_a_difference_shows_names_nobody(database: Database) {
        history(&database).await;
        let difference = changed(&database, "UPDATE person_row SET name = 'Tampered Example'").await;
        let shown = difference.to_string();
        assert_eq!(difference.what, "name");
        assert!(!shown.contains("Tampered") && !shown.contains("Sam"), "{shown}");
    }

    #[tokio::test]
    async fn changed_duties_and_grants_are_named(database: Database) {
        history(&database).await;
        for (statement, place, what) in [
            ("UPDATE duty_row SET due_at = due_at + 1 WHERE place = 1", "duty row ", "due_at"),
            ("DELETE FROM duty_row WHERE place = 0", "duty row ", "place"),
            ("DELETE FROM episode_grant", "episode row ", "grants"),
            ("DELETE FROM person_grant", "person row ", "grants"),
            ("DELETE FROM incident_row", "call row ", "the row"),
            ("DELETE FROM person_row", "person row ", "the row"),
            ("UPDATE person_file SET entries = 9", "file of person ", "entries"),
        ] {
            let difference = changed(&database, statement).await;
            assert!(difference.place.starts_with(place), "{statement}: {difference}");
            assert_eq!(difference.what, what, "{statement}: {difference}");
            database.store.rebuild(PROJECTOR, at(9)).await.unwrap();
            database.store.verify(PROJECTOR).await.unwrap();
        }
    }

    #[tokio::test]
    async fn a_row_that_the_ledger_does_not_give_is_named_and_rebuilt_away(database: Database) {
        history(&database).await;
        let id = fresh().simple().to_string();
        let bytes = match database.place.engine {
            Engine::Sqlite => format!("X'{id}'"),
            Engine::Postgres => format!("decode('{id}', 'hex')"),
        };
        let statement = format!("INSERT INTO person_grant (person_id, agency_id) VALUES ({bytes}, {bytes})");
        let difference = changed(&database, &statement).await;
        assert!(difference.place.starts_with("grants of person "), "{difference}");
        database.store.rebuild(PROJECTOR, at(9)).await.unwrap();
        database.store.verify(PROJECTOR).await.unwrap();
    }

    #[tokio::test]
    async fn a_rebuild_writes_the_same_bytes(database: Database) {
        history(&database).await;
        let mut raw = database.place.raw().await;
        let before = list_rows(&mut raw, database.place.engine).await;
        let rebuilt = database.store.rebuild(PROJECTOR, at(99)).await.unwrap();
        assert_eq!((rebuilt.people, rebuilt.episodes, rebuilt.incidents), (2, 2, 2));
        let after = list_rows(&mut raw, database.place.engine).await;
        assert!(before.len() > 20);
        assert_eq!(before, after);
    }
}
