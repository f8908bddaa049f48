//! A backup made on either engine restores into either.

use domain::risk::Grade;
use store::{BackupError, BoardFilter, BoardSort, OutboxMessage, Page, RestoreError, Scope, Store};
use testkit::{
    database::{Database, Engine, Place},
    on_both_engines,
};

use crate::cases::{PROJECTOR, actor, at, deployed, graded, happens, next_batch, report};

/// A database with something in every table that a backup holds.
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
    let mut raw = database.place.raw().await;
    raw.run("INSERT INTO disposal (sequence, disposed_at) VALUES (6, 1)").await.unwrap();
    raw.run("DELETE FROM payload WHERE sequence = 6").await.unwrap();
    store.rebuild(PROJECTOR, at(4)).await.unwrap();
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
            assert_eq!(store.verify(PROJECTOR).await.unwrap(), expected, "{from:?} to {to:?}");
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
        // Nothing of the refused file is left, so a good one can follow.
        assert_eq!(target.raw().await.number("SELECT COUNT(*) FROM entry").await, 0);
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
