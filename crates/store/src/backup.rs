//! Copies of everything in one file that either engine can be restored from.

use std::path::{Path, PathBuf};

use futures::StreamExt;

use crate::{
    Fault, Location, OpenError, Store, VerifyError,
    pool::{Kept, Pools, Tx},
    schema::{self, Older},
    sql::{Row, Statement, places, sql},
    verify,
};

/// What a copy holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// Rows copied, table by table.
    pub rows: Vec<(String, i64)>,
}

/// Why no backup was written.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The file is there already; a backup never overwrites.
    #[error("{0} exists already: name a file that does not")]
    FileExists(String),
    /// The database or the file did not do it.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// The file could not be made.
    #[error("cannot write the backup: {0}")]
    File(#[from] std::io::Error),
}

/// Why nothing was restored.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// The target is in use; a restore never overwrites.
    #[error("{0} already holds data: restore into an empty one")]
    NotEmpty(String),
    /// The file is not a backup, or of another version of the program.
    #[error("{file} cannot be restored: {reason}")]
    NotABackup {
        /// The file.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The target could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database did not take it.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Store {
    /// Writes a copy of everything, as of one moment, to a new file, while others read and write. The file is a SQLite
    /// database whichever engine it comes from. Sessions, sign-in attempts and leases stay behind.
    ///
    /// # Errors
    /// When the file exists or cannot be written, or the database cannot be read.
    pub async fn backup(&self, file: &Path) -> Result<Copied, BackupError> {
        if file.exists() {
            return Err(BackupError::FileExists(file.display().to_string()));
        }
        // Under its name only once it is whole: half a backup must not look like one.
        let unfinished = unfinished(file);
        match std::fs::remove_file(&unfinished) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            Ok(()) | Err(_) => {}
        }
        let copied = self.copy_to(&unfinished).await?;
        std::fs::File::open(&unfinished)?.sync_all()?;
        std::fs::rename(&unfinished, file)?;
        Ok(copied)
    }

    async fn copy_to(&self, file: &Path) -> Result<Copied, BackupError> {
        let target = Pools::sqlite(file, Kept::AsOneFile).await?;
        schema::bring_to(&target, schema::STEPS, Older::Refuse)
            .await
            .map_err(|error| Fault::broken(error.to_string()))?;
        let mut from = self.pools.snapshot().await?;
        let mut to = target.begin().await?;
        let copied = copy(&mut from, &mut to).await?;
        to.commit().await?;
        target.close().await;
        Ok(copied)
    }

    /// Fills an empty database on either engine from a backup made on either engine, and checks both chains before
    /// anything of it counts.
    ///
    /// # Errors
    /// When the target is not empty, the file is not a backup or was changed, or the database does not take it.
    pub async fn restore(file: &Path, location: &Location) -> Result<Copied, RestoreError> {
        let not_a_backup =
            |reason: String| RestoreError::NotABackup { file: file.display().to_string(), reason };
        if !file.is_file() {
            return Err(not_a_backup("there is no such file".to_owned()));
        }
        let source = Pools::sqlite_to_read(file);
        schema::is_at(&source, schema::STEPS).await.map_err(|error| not_a_backup(error.to_string()))?;
        let target = Self::open(location).await?;
        let restored = target.fill(&source, location).await;
        source.close().await;
        target.close().await;
        restored.map_err(|error| match error {
            Filling::NotEmpty(error) => error,
            Filling::Fault(fault) => fault.into(),
            Filling::Changed(reason) => not_a_backup(reason),
        })
    }

    async fn fill(&self, source: &Pools, location: &Location) -> Result<Copied, Filling> {
        let mut from = source.snapshot().await?;
        let mut to = self.pools.begin().await?;
        for table in ["agency", "account", "entry", "read_log"] {
            let text = format!("SELECT 1 AS held FROM {table} LIMIT 1");
            if to.first(Statement::built(text, Vec::new())).await?.is_some() {
                return Err(Filling::NotEmpty(RestoreError::NotEmpty(location.to_string())));
            }
        }
        let copied = copy(&mut from, &mut to).await?;
        to.on_postgres(sql(
            "SELECT setval(pg_get_serial_sequence('outbox', 'id'), COALESCE(MAX(id), 0) + 1, FALSE) FROM outbox",
        ))
        .await?;
        verify::chains(&mut to).await.map_err(|error| match error {
            VerifyError::Different(difference) => Filling::Changed(difference.to_string()),
            VerifyError::Fault(fault) => Filling::Fault(fault),
        })?;
        to.commit().await?;
        self.count_anew().await?;
        Ok(copied)
    }
}

enum Filling {
    NotEmpty(RestoreError),
    Changed(String),
    Fault(Fault),
}

impl From<Fault> for Filling {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

fn unfinished(file: &Path) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".unfinished");
    file.with_file_name(name)
}

/// Every table that a backup holds, each after those that it refers to. `session`, `sign_in_attempt` and `lease` are
/// not among them: whoever restores a copy elsewhere signs in again.
const TABLES: [&str; 23] = [
    "agency",
    "account",
    "entry",
    "payload",
    "disposal",
    "photograph",
    "photograph_use",
    "account_change",
    "person_file",
    "read_log",
    "person_row",
    "person_key",
    "person_grant",
    "episode_row",
    "episode_grant",
    "episode_holding",
    "duty_row",
    "message_row",
    "incident_row",
    "outbox",
    "idempotency",
    "draft",
    "board_filter",
];

async fn copy(from: &mut Tx, to: &mut Tx) -> Result<Copied, Fault> {
    let mut copied = Copied::default();
    for table in TABLES {
        let mut rows = from.stream(Statement::built(format!("SELECT * FROM {table}"), Vec::new()));
        let mut count = 0;
        let mut waiting: Vec<Row> = Vec::new();
        while let Some(row) = rows.next().await {
            waiting.push(row?);
            count += 1;
            if waiting.len() == rows_at_once(table) {
                write(to, table, std::mem::take(&mut waiting)).await?;
            }
        }
        if !waiting.is_empty() {
            write(to, table, waiting).await?;
        }
        copied.rows.push((table.to_owned(), count));
    }
    Ok(copied)
}

/// Pictures are large, other rows small.
fn rows_at_once(table: &str) -> usize {
    if table == "photograph" { 16 } else { ROWS_AT_ONCE }
}

/// Of the widest table, 24 columns, 500 rows stay below the 32,766 values that SQLite takes in a statement.
const ROWS_AT_ONCE: usize = 500;

async fn write(to: &mut Tx, table: &str, rows: Vec<Row>) -> Result<(), Fault> {
    let Some(first) = rows.first() else {
        return Ok(());
    };
    let columns = first.columns();
    let mut values = Vec::with_capacity(rows.len() * columns.len());
    for row in &rows {
        values.extend(row.values()?);
    }
    let text = format!(
        "INSERT INTO {table} ({}) VALUES {}",
        columns.join(", "),
        places(1, columns.len(), rows.len())
    );
    to.run(Statement::built(text, values)).await.map(|_| ())
}
