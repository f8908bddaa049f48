//! The schema: made, compared, refused.

use store::{Migrated, OpenError, Store};
use testkit::{
    database::{Database, Engine, Place, Raw},
    on_both_engines,
};

/// The last step of the schema that this program has.
const NEWEST: i64 = 9;

/// Every table, column, index, trigger and function, as the engine describes it.
async fn structure(raw: &mut Raw) -> Vec<String> {
    match raw {
        Raw::Sqlite(_) => {
            raw.texts("SELECT type || ' ' || name || ' ' || COALESCE(sql, '') FROM sqlite_master ORDER BY 1")
                .await
        }
        Raw::Postgres(_) => {
            raw.texts(
                "SELECT what FROM (
                    SELECT table_name || '.' || column_name || ' ' || ordinal_position || ' ' || data_type || ' '
                        || is_nullable || ' ' || COALESCE(collation_name, '') || ' ' || COALESCE(column_default, '') AS what
                    FROM information_schema.columns WHERE table_schema = 'public'
                    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
                    UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
                    UNION ALL SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
                        WHERE connamespace = 'public'::regnamespace
                    UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
                ) described ORDER BY what COLLATE \"C\"",
            )
            .await
        }
    }
}

/// Tables and columns with their kinds, in words that both engines share.
async fn columns(raw: &mut Raw) -> Vec<String> {
    let text = match raw {
        Raw::Sqlite(_) => {
            "SELECT t.name || '.' || c.name || ' ' || c.type || CASE WHEN c.\"notnull\" = 1 OR c.pk > 0 THEN '' ELSE ' NULL' END
            FROM sqlite_master t, pragma_table_info(t.name) c
            WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%'"
        }
        Raw::Postgres(_) => {
            "SELECT table_name || '.' || column_name || ' '
                || CASE data_type WHEN 'bigint' THEN 'INTEGER' WHEN 'text' THEN 'TEXT' WHEN 'bytea' THEN 'BLOB' ELSE data_type END
                || CASE is_nullable WHEN 'NO' THEN '' ELSE ' NULL' END
            FROM information_schema.columns WHERE table_schema = 'public'"
        }
    };
    let mut columns = raw.texts(text).await;
    columns.sort();
    columns
}

/// A database as the first release made it.
async fn first_release(place: &Place) {
    let mut raw = place.raw().await;
    let (steps, script) = match place.engine {
        Engine::Sqlite => (
            "CREATE TABLE schema_step (
                    version INTEGER PRIMARY KEY,
                    name TEXT NOT NULL,
                    checksum BLOB NOT NULL
                ) STRICT",
            include_str!("../../../store/migrations/sqlite/0001_first.sql"),
        ),
        Engine::Postgres => (
            "CREATE TABLE schema_step (
                    version BIGINT PRIMARY KEY,
                    name TEXT COLLATE \"C\" NOT NULL,
                    checksum BYTEA NOT NULL
                )",
            include_str!("../../../store/migrations/postgres/0001_first.sql"),
        ),
    };
    raw.run(steps).await.unwrap();
    raw.run(script).await.unwrap();
    let fresh = Database::new(place.engine).await;
    let hex = match place.engine {
        Engine::Sqlite => "SELECT lower(hex(checksum)) FROM schema_step WHERE version = 1",
        Engine::Postgres => "SELECT encode(checksum, 'hex') FROM schema_step WHERE version = 1",
    };
    let checksum = fresh.place.raw().await.texts(hex).await.remove(0);
    raw.run(&match place.engine {
        Engine::Sqlite => format!("INSERT INTO schema_step VALUES (1, 'first', X'{checksum}')"),
        Engine::Postgres => {
            format!("INSERT INTO schema_step VALUES (1, 'first', decode('{checksum}', 'hex'))")
        }
    })
    .await
    .unwrap();
}

on_both_engines! {
    #[tokio::test]
    async fn the_first_schema_migrated_is_the_same_as_a_fresh_one(database: Database) {
        let old = Place::new(database.place.engine).await;
        first_release(&old).await;
        let migrated = Store::migrate(&old.location).await.unwrap();
        assert_eq!(migrated, Migrated { from: 1, to: NEWEST });
        let fresh = structure(&mut database.place.raw().await).await;
        assert!(fresh.len() > 40, "{}", fresh.len());
        assert_eq!(structure(&mut old.raw().await).await, fresh);
        Store::open(&old.location).await.unwrap().ping().await.unwrap();
    }

    #[tokio::test]
    async fn opening_twice_changes_nothing(database: Database) {
        let before = structure(&mut database.place.raw().await).await;
        let migrated = Store::migrate(&database.place.location).await.unwrap();
        assert_eq!(migrated, Migrated { from: NEWEST, to: NEWEST });
        Store::open(&database.place.location).await.unwrap();
        assert_eq!(structure(&mut database.place.raw().await).await, before);
    }

    #[tokio::test]
    async fn a_newer_schema_stops_the_start_with_a_sentence(database: Database) {
        let mut raw = database.place.raw().await;
        raw.run("INSERT INTO schema_step SELECT 10, 'later', checksum FROM schema_step WHERE version = 1").await.unwrap();
        let refused = Store::open(&database.place.location).await.unwrap_err();
        assert!(matches!(refused, OpenError::Newer { found: 10, known: NEWEST }), "{refused:?}");
        assert!(refused.to_string().contains("start the newer program"), "{refused}");
    }

    #[tokio::test]
    async fn a_schema_that_no_release_made_is_refused(database: Database) {
        let mut raw = database.place.raw().await;
        raw.run("UPDATE schema_step SET checksum = NULLIF(checksum, checksum)").await.unwrap_err();
        let zeros = match database.place.engine {
            Engine::Sqlite => "UPDATE schema_step SET checksum = zeroblob(32)",
            Engine::Postgres => "UPDATE schema_step SET checksum = decode(repeat('00', 32), 'hex')",
        };
        raw.run(zeros).await.unwrap();
        let refused = Store::open(&database.place.location).await.unwrap_err();
        assert!(matches!(refused, OpenError::Altered { version: 1 }), "{refused:?}");
    }

    #[tokio::test]
    async fn somebody_elses_database_is_left_alone(database: Database) {
        let place = Place::new(database.place.engine).await;
        place.raw().await.run("CREATE TABLE invoices (number TEXT)").await.unwrap();
        let refused = Store::open(&place.location).await.unwrap_err();
        assert!(matches!(refused, OpenError::Foreign), "{refused:?}");
        let refused = Store::migrate(&place.location).await.unwrap_err();
        assert!(matches!(refused, OpenError::Foreign), "{refused:?}");
    }
}

#[tokio::test]
async fn both_engines_have_the_same_tables_and_columns() {
    if !Engine::Postgres.is_tested() {
        return;
    }
    let sqlite = Database::new(Engine::Sqlite).await;
    let postgres = Database::new(Engine::Postgres).await;
    assert_eq!(columns(&mut sqlite.place.raw().await).await, columns(&mut postgres.place.raw().await).await);
}

#[tokio::test]
async fn text_on_postgres_is_compared_by_its_bytes() {
    if !Engine::Postgres.is_tested() {
        return;
    }
    let database = Database::new(Engine::Postgres).await;
    let odd = database
        .place
        .raw()
        .await
        .texts(
            "SELECT table_name || '.' || column_name FROM information_schema.columns
            WHERE table_schema = 'public' AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'",
        )
        .await;
    assert_eq!(odd, Vec::<String>::new());
}

#[test]
fn where_the_data_lives_is_shown_without_the_password() {
    let location =
        store::Location::Postgres("postgres://ann:secret@db.example:5432/safewell?sslmode=require".into());
    assert_eq!(location.to_string(), "postgres://db.example:5432/safewell");
    assert_eq!(format!("{location:?}"), "postgres://db.example:5432/safewell");
}
