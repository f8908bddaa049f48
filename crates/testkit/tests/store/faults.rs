//! A full disk, a file that cannot be written, a lost connection: nothing is saved, it is said why, and it comes back.

use store::{AppendError, Location, OutboxMessage, Store, Unavailable};
use testkit::database::{Database, Engine, Place, Raw};

use crate::cases::{FORCE, PROJECTOR, at, report, report_batch};

async fn refused(store: &Store) -> Unavailable {
    let (_, batch) = report_batch("Nobody Example", at(5), FORCE);
    match store.append(batch).await {
        Err(AppendError::Fault(fault)) => fault.unavailable().unwrap_or_else(|| panic!("{fault:?}")),
        other => panic!("{other:?}"),
    }
}

/// The ledger holds these people and nothing else.
async fn holds(store: &Store, people: i64) {
    assert_eq!(store.verify(PROJECTOR).await.unwrap().people, people);
}

#[tokio::test]
async fn a_sqlite_file_that_cannot_be_written_is_told_and_recovers() {
    let place = Place::new(Engine::Sqlite).await;
    let store = Store::open(&place.location).await.unwrap();
    report(&store, "Sam Example", at(0)).await;
    store.close().await;

    // SQLite takes no writes to a file of a later write format; unlike a mode, that binds every user.
    set_write_format(&place, 3);
    let store = Store::open(&place.location).await.unwrap();
    assert_eq!(refused(&store).await, Unavailable::ReadOnly);
    assert_eq!(refused(&store).await, Unavailable::ReadOnly);
    store.ping().await.unwrap();
    set_write_format(&place, 2);
    report(&store, "Alex Example", at(1)).await;
    holds(&store, 2).await;
}

/// Byte 18 of the file: 2 is the write-ahead log, anything above is unknown.
fn set_write_format(place: &Place, format: u8) {
    use std::io::{Seek, SeekFrom, Write};
    let file = place.folder.path().join("data/safewell.db");
    let mut file = std::fs::File::options().write(true).open(file).unwrap();
    file.seek(SeekFrom::Start(18)).unwrap();
    file.write_all(&[format]).unwrap();
}

#[tokio::test]
async fn a_sqlite_file_that_is_moved_away_is_not_begun_anew() {
    let database = Database::new(Engine::Sqlite).await;
    report(&database.store, "Sam Example", at(0)).await;
    database.store.close().await;
    let store = Store::open(&database.place.location).await.unwrap();
    let file = database.place.folder.path().join("data/safewell.db");
    let aside = database.place.folder.path().join("data/aside.db");
    std::fs::rename(&file, &aside).unwrap();
    // No connection was made yet that would still hold the file under its other name.
    assert_eq!(refused(&store).await, Unavailable::DiskFailed);
    assert!(!file.exists());
    std::fs::rename(&aside, &file).unwrap();
    report(&store, "Alex Example", at(1)).await;
    holds(&store, 2).await;
}

#[tokio::test]
async fn a_full_disk_under_sqlite_is_told_and_recovers() {
    let database = Database::new(Engine::Sqlite).await;
    report(&database.store, "Sam Example", at(0)).await;
    // SQLite says that it is full when no row number is left, in the same words as for the disk.
    let mut raw = database.place.raw().await;
    raw.run("INSERT INTO sqlite_sequence (name, seq) VALUES ('outbox', 9223372036854775807)").await.unwrap();
    let (_, mut batch) = report_batch("Nobody Example", at(5), FORCE);
    batch.outbox = vec![OutboxMessage { topic: "told".into(), payload: vec![] }];
    let refused = database.store.append(batch.clone()).await;
    assert!(
        matches!(&refused, Err(AppendError::Fault(fault)) if fault.unavailable() == Some(Unavailable::DiskFull)),
        "{refused:?}"
    );
    holds(&database.store, 1).await;
    raw.run("DELETE FROM sqlite_sequence WHERE name = 'outbox'").await.unwrap();
    database.store.append(batch).await.unwrap();
    holds(&database.store, 2).await;
}

#[tokio::test]
async fn a_full_disk_under_postgres_is_told_and_recovers() {
    if !Engine::Postgres.is_tested() {
        return;
    }
    let database = Database::new(Engine::Postgres).await;
    report(&database.store, "Sam Example", at(0)).await;
    let mut raw = database.place.raw().await;
    raw.run(
        "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
        CREATE TRIGGER full_disk BEFORE INSERT ON entry EXECUTE FUNCTION full_disk()",
    )
    .await
    .unwrap();
    assert_eq!(refused(&database.store).await, Unavailable::DiskFull);
    raw.run("DROP TRIGGER full_disk ON entry").await.unwrap();
    report(&database.store, "Alex Example", at(1)).await;
    holds(&database.store, 2).await;
}

#[tokio::test]
async fn a_postgres_that_takes_no_writes_is_told_and_recovers() {
    if !Engine::Postgres.is_tested() {
        return;
    }
    let database = Database::new(Engine::Postgres).await;
    let mut raw = database.place.raw().await;
    let name = raw.texts("SELECT CAST(current_database() AS TEXT)").await.remove(0);
    raw.run(&format!("ALTER DATABASE {name} SET default_transaction_read_only = on")).await.unwrap();
    let store = Store::open(&database.place.location).await.map(|_| ());
    assert!(store.is_ok(), "a database that is only read still opens: {store:?}");
    cut_connections(&mut raw).await;
    assert_eq!(refused(&database.store).await, Unavailable::ReadOnly);
    raw.run(&format!(
        "SET default_transaction_read_only = off; ALTER DATABASE {name} RESET default_transaction_read_only"
    ))
    .await
    .unwrap();
    report(&database.store, "Alex Example", at(1)).await;
    holds(&database.store, 1).await;
}

#[tokio::test]
async fn a_lost_postgres_connection_is_not_noticed_by_the_next_request() {
    if !Engine::Postgres.is_tested() {
        return;
    }
    let database = Database::new(Engine::Postgres).await;
    report(&database.store, "Sam Example", at(0)).await;
    let mut raw = database.place.raw().await;
    cut_connections(&mut raw).await;
    report(&database.store, "Alex Example", at(1)).await;
    cut_connections(&mut raw).await;
    database.store.ping().await.unwrap();
    holds(&database.store, 2).await;
}

#[tokio::test]
async fn a_postgres_that_is_away_is_told_and_is_found_again() {
    if !Engine::Postgres.is_tested() {
        return;
    }
    let database = Database::new(Engine::Postgres).await;
    report(&database.store, "Sam Example", at(0)).await;
    let mut raw = database.place.raw().await;
    raw.run("UPDATE pg_database SET datallowconn = false WHERE datname = current_database()").await.unwrap();
    cut_connections(&mut raw).await;
    assert_eq!(refused(&database.store).await, Unavailable::ConnectionLost);
    assert_eq!(database.store.ping().await.unwrap_err().unavailable(), Some(Unavailable::ConnectionLost));
    raw.run("UPDATE pg_database SET datallowconn = true WHERE datname = current_database()").await.unwrap();
    report(&database.store, "Alex Example", at(1)).await;
    holds(&database.store, 2).await;
}

/// Ends every connection of the store, as a restart of the server would.
async fn cut_connections(raw: &mut Raw) {
    raw.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'safewell'",
    )
    .await
    .unwrap();
}

#[tokio::test]
async fn a_postgres_that_is_not_there_is_named_by_its_address() {
    // The discard port, at which nothing answers.
    let location = Location::Postgres("postgres://nobody:secret@127.0.0.1:9/safewell".to_owned());
    let refused = Store::open(&location).await.unwrap_err().to_string();
    assert!(refused.starts_with("PostgreSQL does not answer at 127.0.0.1:9"), "{refused}");
    assert!(!refused.contains("secret"), "{refused}");
}
