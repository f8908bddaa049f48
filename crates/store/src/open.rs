//! Opening a database: which engine, whether its schema is the one this program knows, and the pools.

use std::{fmt, path::PathBuf, sync::Arc};

use tokio::sync::broadcast;

use crate::{
    Change, Fault,
    sql::{Reader, Tx},
};

/// Where the data lives.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    /// The file `safewell.db` in this folder, which is made where it is not there.
    Sqlite(PathBuf),
    /// A PostgreSQL database by its URL.
    Postgres(String),
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Location {
    /// For the operator; a URL is shown without user, password and parameters.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(folder) => write!(f, "{}", folder.join("safewell.db").display()),
            Self::Postgres(url) => {
                let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
                let rest = rest.split_once('@').map_or(rest, |(_, rest)| rest);
                write!(f, "postgres://{}", rest.split('?').next().unwrap_or_default())
            }
        }
    }
}

/// Why a database was not opened. The sentence says what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Its schema is older than this program.
    #[error(
        "the database has schema version {found} and this program needs {needed}: back it up, then run `safewell migrate`"
    )]
    NeedsMigration {
        /// The version found.
        found: i64,
        /// The version needed.
        needed: i64,
    },
    /// Its schema is newer than this program.
    #[error(
        "the database has schema version {found} and this program knows only {known}: start the newer program that wrote it"
    )]
    Newer {
        /// The version found.
        found: i64,
        /// The version known.
        known: i64,
    },
    /// A step of its schema is not the step of that number in this program.
    #[error(
        "step {version} of the database's schema is not the one this program knows: it was not made by a release of Safewell"
    )]
    Altered {
        /// The step.
        version: i64,
    },
    /// There are tables, and they are not Safewell's.
    #[error("the database holds tables that are not Safewell's: name an empty database")]
    Foreign,
    /// The folder cannot be made.
    #[error("cannot make the folder {folder}: {source}")]
    Folder {
        /// The folder.
        folder: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The URL is not one.
    #[error("the database URL cannot be read: {0}")]
    Url(String),
    /// The database does not answer.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Which steps a migration took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Migrated {
    /// The version before; 0 for an empty database.
    pub from: i64,
    /// The version now.
    pub to: i64,
}

/// The database. Clones share the same pools.
#[derive(Clone)]
pub struct Store {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) reader: Reader,
    pub(crate) changes: broadcast::Sender<Change>,
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Store")
    }
}

impl Store {
    /// Opens a database. An empty one gets its tables; an older one is refused until it is migrated.
    ///
    /// # Errors
    /// When it is of another version, not ours, or does not answer.
    pub async fn open(location: &Location) -> Result<Self, OpenError> {
        todo!("{location}")
    }

    /// Brings a database to the schema of this program.
    ///
    /// # Errors
    /// When it is newer, not ours, or does not answer.
    pub async fn migrate(location: &Location) -> Result<Migrated, OpenError> {
        todo!("{location}")
    }

    /// Asks the database for one row, to know that it answers.
    ///
    /// # Errors
    /// What is wrong.
    pub async fn ping(&self) -> Result<(), Fault> {
        todo!()
    }

    /// Waits until what is running has ended and closes every connection.
    pub async fn close(&self) {
        todo!()
    }

    pub(crate) async fn begin(&self) -> Result<Tx, Fault> {
        todo!()
    }
}
