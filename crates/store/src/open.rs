//! Opening a database: which engine, whether its schema is the one this program knows, and the pools.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    Fault,
    changes::Announcer,
    pool::{Kept, Pools},
    private,
    schema::{self, Older},
    sql::{Statement, sql},
};

/// The name of the SQLite file in its folder.
pub(crate) const SQLITE_FILE: &str = "safewell.db";

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
            Self::Sqlite(folder) => write!(f, "{}", folder.join(SQLITE_FILE).display()),
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
    /// The folder or the file cannot be made.
    #[error("cannot make {path}: {source}")]
    NotMade {
        /// The folder or file.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// Nobody answers at the address of PostgreSQL.
    #[error("PostgreSQL does not answer at {at}: {reason}")]
    NoAnswer {
        /// The host and port, or the socket.
        at: String,
        /// What the system said.
        reason: String,
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
    pub(crate) pools: Pools,
    pub(crate) announcer: Arc<Announcer>,
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
        let pools = connect(location).await?;
        schema::bring_to(&pools, schema::STEPS, Older::Refuse).await?;
        let announcer = Announcer::start(&pools).await?;
        Ok(Self { pools, announcer })
    }

    /// Brings a database to the schema of this program.
    ///
    /// # Errors
    /// When it is newer, not ours, or does not answer.
    pub async fn migrate(location: &Location) -> Result<Migrated, OpenError> {
        let pools = connect(location).await?;
        let migrated = schema::bring_to(&pools, schema::STEPS, Older::Migrate).await;
        pools.close().await;
        migrated
    }

    /// Asks the database for one row, to know that it answers.
    ///
    /// # Errors
    /// What is wrong.
    pub async fn ping(&self) -> Result<(), Fault> {
        self.pools
            .first(sql("SELECT version FROM schema_step WHERE version = 1"))
            .await?
            .map(|_| ())
            .ok_or_else(|| Fault::broken("the schema is gone"))
    }

    /// Has PostgreSQL count anew what its tables hold, after much was written at once.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn count_anew(&self) -> Result<(), Fault> {
        let mut tx = self.pools.begin().await?;
        tx.count_anew().await?;
        tx.commit().await
    }

    /// Runs one statement as a transaction of its own and says how many rows it touched.
    pub(crate) async fn write(&self, statement: Statement) -> Result<u64, Fault> {
        let mut tx = self.pools.begin().await?;
        let touched = tx.run(statement).await?;
        tx.commit().await?;
        Ok(touched)
    }

    /// Waits until what is running has ended and closes every connection.
    pub async fn close(&self) {
        self.announcer.stop();
        self.pools.close().await;
    }
}

/// Connects, and makes the SQLite file where it is not there.
pub(crate) async fn connect(location: &Location) -> Result<Pools, OpenError> {
    match location {
        Location::Sqlite(folder) => {
            let file = folder.join(SQLITE_FILE);
            let not_made = |path: &Path| {
                let path = path.display().to_string();
                |source| OpenError::NotMade { path, source }
            };
            private::folder(folder).map_err(not_made(folder))?;
            private::sqlite_file(&file).map_err(not_made(&file))?;
            Ok(Pools::sqlite(&file, Kept::WithWriteAheadLog).await?)
        }
        Location::Postgres(url) => {
            let options = url.parse().map_err(|error: sqlx::Error| OpenError::Url(error.to_string()))?;
            Pools::postgres(options).await
        }
    }
}
