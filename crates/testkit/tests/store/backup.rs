//! A backup made on either engine restores into either.

use std::{fs::Permissions, os::unix::fs::PermissionsExt as _, path::Path};

use domain::risk::Grade;
use store::{
    BackupError, BoardFilter, BoardSort, Location, OutboxMessage, Page, RestoreError, Scope, Store, Verified,
};
use testkit::{
    database::{Database, Engine, Place},
    on_both_engines,
};

use crate::cases::{PROJECTOR, actor, at, deployed, graded, happens, next_batch, report};

/// A database with a case, a message waiting, a key and a reading.
async fn filled(engine: Engine) -> Database {
    let database = Database::new(engine).await;
    let store = &database.store;
    let missing = report(store, "Zoë Example", at(0)).await;
    let mut batch = next_batch(store, missing, at(1), deployed()).await;
    batch.outbox = vec![OutboxMessage { topic: "told".into(), payload: vec![0, 255] }];
    batch.idempotency = Some(store::IdempotencyKey {
        key: "k".into(),
        account: actor().account,
        request: [1; 32],
        response: vec![2],
        at: at(1),
    });
    store.append(batch).await.unwrap();
    happens(store, missing, at(2), graded(Grade::High)).await.unwrap();
    let read = store::Read {
        at: at(3),
        actor: actor(),
        purpose: "live_case".into(),
        subject: store::ReadSubject::Episode(missing.episode),
    };
    store.log_reads(&[read]).await.unwrap();
    database
}

async fn board(store: &Store) -> Vec<domain::projection::EpisodeRow> {
    store
        .missing_now(&Scope::Everything, &BoardFilter::default(), BoardSort::Name, &Page::first(9))
        .await
        .unwrap()
        .rows
}

#[tokio::test]
async fn a_backup_of_either_engine_restores_into_either() {
    for from in Engine::BOTH.into_iter().filter(|engine| engine.is_tested()) {
        let source = filled(from).await;
        let file = source.place.folder.path().join("copy.safewell");
        let backed_up = source.store.backup(&file).await.unwrap();
        let expected = source.store.verify(PROJECTOR).await.unwrap();
        for to in Engine::BOTH.into_iter().filter(|engine| engine.is_tested()) {
            let target = Place::new(to).await;
            let restored = Store::restore(&file, &target.location).await.unwrap();
            assert_eq!(restored, backed_up, "{from:?} to {to:?}");
            let store = Store::open(&target.location).await.unwrap();
            let found = store.verify(PROJECTOR).await.unwrap();
            // Each engine has its own triggers.
            let found = Verified { triggers: expected.triggers, ..found };
            assert_eq!(found, expected, "{from:?} to {to:?}");
            assert_eq!(board(&store).await, board(&source.store).await);
            assert_eq!(store.take_outbox(at(5), at(6), 9).await.unwrap().len(), 1);
            // The copy goes on where the original stood.
            let missing = report(&store, "Alex Example", at(6)).await;
            let mut batch = next_batch(&store, missing, at(7), deployed()).await;
            batch.outbox = vec![OutboxMessage { topic: "told".into(), payload: vec![] }];
            store.append(batch).await.unwrap();
            store.verify(PROJECTOR).await.unwrap();
            store.close().await;
        }
    }
}

/// Whether group or others may do anything with a file of that name in the folder.
fn is_open_to_others(folder: &Path, name: &str) -> bool {
    let found = std::fs::metadata(folder.join(name)).expect(name);
    found.permissions().mode() & 0o077 != 0
}

#[tokio::test]
async fn every_file_is_closed_to_others_in_a_folder_that_is_not() {
    let place = Place::new(Engine::Sqlite).await;
    let data = place.folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    std::fs::set_permissions(&data, Permissions::from_mode(0o755)).unwrap();
    for _ in 0..2 {
        let store = Store::open(&place.location).await.unwrap();
        report(&store, "Sam Example", at(0)).await;
        for name in ["safewell.db", "safewell.db-wal", "safewell.db-shm"] {
            assert!(!is_open_to_others(&data, name), "{name}");
        }
        store.close().await;
        // As an older version made it.
        std::fs::set_permissions(data.join("safewell.db"), Permissions::from_mode(0o644)).unwrap();
    }
    let store = Store::open(&place.location).await.unwrap();
    store.backup(&data.join("copy")).await.unwrap();
    assert!(!is_open_to_others(&data, "copy"));
    Store::restore(&data.join("copy"), &Location::Sqlite(data.join("restored"))).await.unwrap();
    assert!(!is_open_to_others(&data, "restored/safewell.db"));
}

on_both_engines! {
    #[tokio::test]
    async fn a_backup_taken_while_others_write_is_of_one_moment(database: Database) {
        report(&database.store, "Sam Example", at(0)).await;
        let file = database.place.folder.path().join("copy.safewell");
        let writer = database.store.clone();
        let writing = tokio::spawn(async move {
            for number in 0..20 {
                report(&writer, &format!("Person {number}"), at(number)).await;
            }
        });
        database.store.backup(&file).await.unwrap();
        writing.await.unwrap();
        let target = Place::new(Engine::Sqlite).await;
        Store::restore(&file, &target.location).await.unwrap();
        Store::open(&target.location).await.unwrap().verify(PROJECTOR).await.unwrap();
    }

    #[tokio::test]
    async fn neither_backup_nor_restore_overwrites(database: Database) {
        report(&database.store, "Sam Example", at(0)).await;
        let file = database.place.folder.path().join("copy.safewell");
        database.store.backup(&file).await.unwrap();
        let again = database.store.backup(&file).await;
        assert!(matches!(again, Err(BackupError::FileExists(_))), "{again:?}");
        let over = Store::restore(&file, &database.place.location).await;
        assert!(matches!(over, Err(RestoreError::NotEmpty(_))), "{over:?}");
        assert_eq!(database.store.verify(PROJECTOR).await.unwrap().people, 1);
    }

    #[tokio::test]
    async fn a_changed_or_foreign_file_is_not_restored(database: Database) {
        report(&database.store, "Sam Example", at(0)).await;
        let folder = database.place.folder.path();
        let file = folder.join("copy.safewell");
        database.store.backup(&file).await.unwrap();
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&file);
        let mut copy = testkit::database::Raw::Sqlite(sqlx::ConnectOptions::connect(&options).await.unwrap());
        copy.drop_triggers("entry").await;
        copy.run("UPDATE entry SET happened_at = happened_at - 60000000 WHERE sequence = 3").await.unwrap();
        drop(copy);
        let target = Place::new(database.place.engine).await;
        let refused = Store::restore(&file, &target.location).await.unwrap_err().to_string();
        assert!(refused.contains("entry 3") && refused.contains("hash"), "{refused}");

        let text = folder.join("letter.txt");
        std::fs::write(&text, "Dear all, this is no database, however long it may be.").unwrap();
        for file in [text, folder.join("nowhere")] {
            let refused = Store::restore(&file, &target.location).await;
            assert!(matches!(refused, Err(RestoreError::NotABackup { .. })), "{refused:?}");
        }
        // Nothing that the refused ones made is left, no empty tables either, and a good one can follow.
        match database.place.engine {
            Engine::Sqlite => assert!(!target.folder.path().join("data").exists()),
            Engine::Postgres => {
                let tables = "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'public'";
                assert_eq!(target.raw().await.number(tables).await, 0);
            }
        }
        let good = folder.join("good.safewell");
        database.store.backup(&good).await.unwrap();
        Store::restore(&good, &target.location).await.unwrap();
    }

    #[tokio::test]
    async fn a_backup_into_a_folder_that_is_not_there_names_the_folder(database: Database) {
        let folder = database.place.folder.path().join("mistyped");
        let refused = database.store.backup(&folder.join("copy.safewell")).await.unwrap_err();
        assert!(refused.to_string().contains("mistyped: make it first"), "{refused}");
        assert!(!folder.exists());
    }

    #[tokio::test]
    async fn a_backup_holds_every_table_or_leaves_it_behind_on_purpose(database: Database) {
        let file = database.place.folder.path().join("copy.safewell");
        let copied = database.store.backup(&file).await.unwrap();
        let mut held: Vec<String> = copied.rows.into_iter().map(|(table, _)| table).collect();
        held.extend(["session", "sign_in_attempt", "lease", "schema_step"].map(str::to_owned));
        held.sort();
        let mut raw = database.place.raw().await;
        let mut tables = raw.texts(match database.place.engine {
            Engine::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
            Engine::Postgres => "SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = 'public'",
        }).await;
        tables.sort();
        assert_eq!(held, tables);
    }
}
