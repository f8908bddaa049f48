//! Copies of everything in one file that either engine can be restored from.

use std::{
    fmt::Display,
    path::{Path, PathBuf},
};

use futures::StreamExt;

use crate::{
    Fault, Location, OpenError, Store, VerifyError,
    open::{SQLITE_FILE, connect},
    pool::{Kept, Pools, Tx},
    private,
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
    /// The folder for the file is not there; a mistyped one is not made.
    #[error("there is no folder {0}: make it first, or name a file in a folder that is there")]
    NoFolder(String),
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
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
            return Err(BackupError::NoFolder(folder.display().to_string()));
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
        private::sqlite_file(file)?;
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
    /// anything of it counts. Where it is refused, what it made is gone again.
    ///
    /// # Errors
    /// When the target is not empty, the file is not a backup or was changed, or the database does not take it.
    pub async fn restore(file: &Path, location: &Location) -> Result<Copied, RestoreError> {
        if !file.is_file() {
            return Err(not_a_backup(file, &"there is no such file"));
        }
        let source = Pools::sqlite_to_read(file);
        schema::is_at(&source, schema::STEPS).await.map_err(|error| not_a_backup(file, &error))?;
        let begun = Begun::at(location);
        let target = connect(location).await?;
        let restored = fill(&target, location, &source, file).await;
        source.close().await;
        target.close().await;
        if restored.is_err() {
            begun.remove();
        }
        restored
    }
}

/// In one transaction with the steps of the schema, so that a refused restore leaves no empty tables either.
async fn fill(
    target: &Pools,
    location: &Location,
    source: &Pools,
    file: &Path,
) -> Result<Copied, RestoreError> {
    let mut from = source.snapshot().await?;
    let mut to = target.begin().await?;
    schema::take(&mut to, &target.engine, schema::STEPS, Older::Refuse).await?;
    for table in ["agency", "account", "entry", "read_log"] {
        let text = format!("SELECT 1 AS held FROM {table} LIMIT 1");
        if to.first(Statement::built(text, Vec::new())).await?.is_some() {
            return Err(RestoreError::NotEmpty(location.to_string()));
        }
    }
    let copied = copy(&mut from, &mut to).await?;
    to.on_postgres(sql(
        "SELECT setval(pg_get_serial_sequence('outbox', 'id'), COALESCE(MAX(id), 0) + 1, FALSE) FROM outbox",
    ))
    .await?;
    verify::chains(&mut to).await.map_err(|error| match error {
        VerifyError::Different(difference) => not_a_backup(file, &difference),
        VerifyError::Fault(fault) => fault.into(),
    })?;
    to.count_anew().await?;
    to.commit().await?;
    Ok(copied)
}

fn not_a_backup(file: &Path, reason: &dyn Display) -> RestoreError {
    RestoreError::NotABackup { file: file.display().to_string(), reason: reason.to_string() }
}

/// What is not there yet and a restore makes.
struct Begun {
    files: Vec<PathBuf>,
    folder: Option<PathBuf>,
}

impl Begun {
    fn at(location: &Location) -> Self {
        let mut begun = Self { files: Vec::new(), folder: None };
        if let Location::Sqlite(folder) = location {
            let file = folder.join(SQLITE_FILE);
            if !file.exists() {
                begun.files = private::with_those_beside(&file).into();
            }
            begun.folder = (!folder.exists()).then(|| folder.clone());
        }
        begun
    }

    /// What cannot be removed is empty, and the refusal itself is what has to be told.
    fn remove(self) {
        for file in self.files {
            let _ = std::fs::remove_file(file);
        }
        if let Some(folder) = self.folder {
            let _ = std::fs::remove_dir(folder);
        }
    }
}

fn unfinished(file: &Path) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".unfinished");
    file.with_file_name(name)
}

/// Every table that a backup holds, each after those that it refers to. `session`, `sign_in_attempt` and `lease` are
/// not among them: whoever restores a copy elsewhere signs in again.
const TABLES: [&str; 27] = [
    "agency",
    "account",
    "entry",
    "payload",
    "disposal",
    "photograph",
    "photograph_use",
    "account_change",
    "person_file",
    "merged_person",
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
    "unidentified_row",
    "unidentified_grant",
    "unidentified_candidate",
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
