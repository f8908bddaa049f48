//! Copies of everything in one file that either engine can be restored from.

use std::path::Path;

use crate::{Fault, Location, OpenError, Store};

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
    /// Writes a copy of everything, as of one moment, to a new file, while others read and write.
    ///
    /// # Errors
    /// When the file exists or cannot be written, or the database cannot be read.
    pub async fn backup(&self, file: &Path) -> Result<Copied, BackupError> {
        todo!("{}", file.display())
    }

    /// Fills an empty database on either engine from a backup made on either engine.
    ///
    /// # Errors
    /// When the target is not empty, the file is not a backup, or the database does not take it.
    pub async fn restore(file: &Path, location: &Location) -> Result<Copied, RestoreError> {
        todo!("{} {location:?}", file.display())
    }
}
