//! The numbered steps by which the schema came to be, and how a database is brought to the last of them.

use sha2::{Digest, Sha256};

use crate::{
    Fault, Migrated, OpenError,
    pool::{Engine, Pools, Tx},
    sql::sql,
};

/// One step: the same change for either engine. A step that was released is never edited; a mistake is put right by
/// the next. Steps expand; what is no longer needed is removed by a later release.
#[derive(Clone, Copy)]
pub(crate) struct Step {
    pub(crate) name: &'static str,
    pub(crate) sqlite: &'static str,
    pub(crate) postgres: &'static str,
}

/// Every step, the first with version 1.
pub(crate) const STEPS: &[Step] = &[
    Step {
        name: "first",
        sqlite: include_str!("../migrations/sqlite/0001_first.sql"),
        postgres: include_str!("../migrations/postgres/0001_first.sql"),
    },
    Step {
        name: "tasks",
        sqlite: include_str!("../migrations/sqlite/0002_tasks.sql"),
        postgres: include_str!("../migrations/postgres/0002_tasks.sql"),
    },
    Step {
        name: "messages",
        sqlite: include_str!("../migrations/sqlite/0003_messages.sql"),
        postgres: include_str!("../migrations/postgres/0003_messages.sql"),
    },
    Step {
        name: "holders",
        sqlite: include_str!("../migrations/sqlite/0004_holders.sql"),
        postgres: include_str!("../migrations/postgres/0004_holders.sql"),
    },
    Step {
        name: "photographs",
        sqlite: include_str!("../migrations/sqlite/0005_photographs.sql"),
        postgres: include_str!("../migrations/postgres/0005_photographs.sql"),
    },
    Step {
        name: "drafts",
        sqlite: include_str!("../migrations/sqlite/0006_drafts.sql"),
        postgres: include_str!("../migrations/postgres/0006_drafts.sql"),
    },
    Step {
        name: "past",
        sqlite: include_str!("../migrations/sqlite/0007_past.sql"),
        postgres: include_str!("../migrations/postgres/0007_past.sql"),
    },
    Step {
        name: "merged",
        sqlite: include_str!("../migrations/sqlite/0008_merged.sql"),
        postgres: include_str!("../migrations/postgres/0008_merged.sql"),
    },
    Step {
        name: "unidentified",
        sqlite: include_str!("../migrations/sqlite/0009_unidentified.sql"),
        postgres: include_str!("../migrations/postgres/0009_unidentified.sql"),
    },
];

/// Whether an older database may be changed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Older {
    /// It is brought up to date.
    Migrate,
    /// It is refused, because its operator has first to make a backup.
    Refuse,
}

impl Step {
    /// What it runs on that engine.
    pub(crate) fn script(&self, engine: &Engine) -> &'static str {
        match engine {
            Engine::Sqlite { .. } => self.sqlite,
            Engine::Postgres(_) => self.postgres,
        }
    }
}

/// Brings a database to the last of `steps`, or says why not. All steps or none are taken.
pub(crate) async fn bring_to(pools: &Pools, steps: &[Step], older: Older) -> Result<Migrated, OpenError> {
    let needed = i64::try_from(steps.len()).expect("steps are few");
    // Asked first without writing, so that a database that takes no writes at present can still be read.
    if is_at(pools, steps).await.is_ok() {
        return Ok(Migrated { from: needed, to: needed });
    }
    let mut tx = pools.begin().await?;
    let from = take(&mut tx, &pools.engine, steps, older).await?;
    tx.commit().await?;
    Ok(Migrated { from, to: needed })
}

/// Takes, within a transaction, the steps that the database has not taken, and says how many it had.
pub(crate) async fn take(
    tx: &mut Tx,
    engine: &Engine,
    steps: &[Step],
    older: Older,
) -> Result<i64, OpenError> {
    let needed = i64::try_from(steps.len()).expect("steps are few");
    // Two servers that start at once: the second waits here and finds the work done.
    tx.on_postgres(sql("SELECT pg_advisory_xact_lock($1)").bind(LOCK)).await?;
    let found = taken(tx, engine, steps).await?;
    if found > 0 && found < needed && older == Older::Refuse {
        return Err(OpenError::NeedsMigration { found, needed });
    }
    if found == 0 {
        tx.script(match engine {
            Engine::Sqlite { .. } => {
                "CREATE TABLE schema_step (
                    version INTEGER PRIMARY KEY,
                    name TEXT NOT NULL,
                    checksum BLOB NOT NULL
                ) STRICT"
            }
            Engine::Postgres(_) => {
                "CREATE TABLE schema_step (
                    version BIGINT PRIMARY KEY,
                    name TEXT COLLATE \"C\" NOT NULL,
                    checksum BYTEA NOT NULL
                )"
            }
        })
        .await?;
    }
    for (version, step) in (1..).zip(steps).filter(|(version, _)| *version > found) {
        let script = step.script(engine);
        tx.script(script).await?;
        tx.run(
            sql("INSERT INTO schema_step (version, name, checksum) VALUES ($1, $2, $3)")
                .bind(version)
                .bind(step.name)
                .bind(checksum(script)),
        )
        .await?;
    }
    Ok(found)
}

/// Whether a database, which may be one that is only read, has taken exactly these steps.
pub(crate) async fn is_at(pools: &Pools, steps: &[Step]) -> Result<(), OpenError> {
    let mut tx = pools.snapshot().await?;
    let found = taken(&mut tx, &pools.engine, steps).await?;
    let needed = i64::try_from(steps.len()).expect("steps are few");
    if found == needed { Ok(()) } else { Err(OpenError::NeedsMigration { found, needed }) }
}

/// Any number that no other user of the same PostgreSQL database takes: "swell" and 1.
const LOCK: i64 = 0x0073_7765_6c6c_0001;

/// How many of `steps` the database has taken; 0 for an empty one.
async fn taken(tx: &mut Tx, engine: &Engine, steps: &[Step]) -> Result<i64, OpenError> {
    let tables = tables(tx, engine).await?;
    if !tables.iter().any(|table| table == "schema_step") {
        return if tables.is_empty() { Ok(0) } else { Err(OpenError::Foreign) };
    }
    let rows = tx.all(sql("SELECT version, checksum FROM schema_step ORDER BY version")).await?;
    let known = i64::try_from(steps.len()).expect("steps are few");
    let found = i64::try_from(rows.len()).map_err(|error| Fault::broken(error.to_string()))?;
    if found > known {
        return Err(OpenError::Newer { found, known });
    }
    for ((version, step), row) in (1..).zip(steps).zip(rows) {
        if row.number("version")? != version || row.digest("checksum")? != checksum(step.script(engine)) {
            return Err(OpenError::Altered { version });
        }
    }
    Ok(found)
}

async fn tables(tx: &mut Tx, engine: &Engine) -> Result<Vec<String>, Fault> {
    let rows = tx
        .all(sql(match engine {
            Engine::Sqlite { .. } => {
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
            }
            Engine::Postgres(_) => {
                "SELECT CAST(table_name AS TEXT) AS name FROM information_schema.tables
                WHERE table_schema = current_schema()"
            }
        }))
        .await?;
    rows.iter().map(|row| row.text("name")).collect()
}

fn checksum(script: &str) -> [u8; 32] {
    Sha256::digest(script.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{pool::Kept, sql::sql};

    const FIRST: Step = Step {
        name: "first",
        sqlite: "CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT",
        postgres: "",
    };
    const SECOND: Step = Step {
        name: "second",
        sqlite: "ALTER TABLE note ADD COLUMN language TEXT NOT NULL DEFAULT 'en'; CREATE INDEX note_of ON note (language)",
        postgres: "",
    };
    const BROKEN: Step = Step {
        name: "broken",
        sqlite: "CREATE TABLE half (id INTEGER PRIMARY KEY) STRICT; CREATE TABLE note (id INTEGER)",
        postgres: "",
    };

    /// A database in a folder that goes with it.
    async fn empty(name: &str) -> (std::path::PathBuf, Pools) {
        let folder = std::env::temp_dir().join(format!("safewell-schema-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let pools = Pools::sqlite(&folder.join("test.db"), Kept::AsOneFile).await.unwrap();
        (folder, pools)
    }

    #[tokio::test]
    async fn an_older_database_is_refused_until_it_is_migrated_and_keeps_its_rows() {
        let (folder, pools) = empty("older").await;
        bring_to(&pools, &[FIRST], Older::Refuse).await.unwrap();
        let mut tx = pools.begin().await.unwrap();
        tx.run(sql("INSERT INTO note (id, words) VALUES (1, 'kept')")).await.unwrap();
        tx.commit().await.unwrap();

        let refused = bring_to(&pools, &[FIRST, SECOND], Older::Refuse).await.unwrap_err();
        assert!(matches!(refused, OpenError::NeedsMigration { found: 1, needed: 2 }), "{refused:?}");
        assert!(refused.to_string().contains("run `safewell migrate`"), "{refused}");

        let migrated = bring_to(&pools, &[FIRST, SECOND], Older::Migrate).await.unwrap();
        assert_eq!(migrated, Migrated { from: 1, to: 2 });
        let row = pools.first(sql("SELECT words, language FROM note")).await.unwrap().unwrap();
        assert_eq!((row.text("words").unwrap(), row.text("language").unwrap()), ("kept".into(), "en".into()));
        pools.close().await;
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[tokio::test]
    async fn a_migration_that_fails_changes_nothing() {
        let (folder, pools) = empty("broken").await;
        bring_to(&pools, &[FIRST], Older::Refuse).await.unwrap();
        bring_to(&pools, &[FIRST, SECOND, BROKEN], Older::Migrate).await.unwrap_err();
        is_at(&pools, &[FIRST]).await.unwrap();
        let half = pools.first(sql("SELECT name FROM sqlite_master WHERE name IN ('half', 'note_of')")).await;
        assert!(half.unwrap().is_none());
        pools.close().await;
        std::fs::remove_dir_all(folder).unwrap();
    }
}
