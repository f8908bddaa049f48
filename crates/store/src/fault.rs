//! Why the database could not do what was asked, told apart by what can be done about it.

use std::fmt;

/// Nothing was saved and nothing was read. Says whether trying again later can help.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The database cannot do it at present; the same request may succeed later without anybody restarting anything.
    #[error("the database is unavailable: {kind}")]
    Unavailable {
        /// What is wrong, as far as the engine says.
        kind: Unavailable,
        /// What the engine said.
        #[source]
        source: sqlx::Error,
    },
    /// What is stored is not what this program writes, or the program asked for what the schema does not have.
    /// Trying again does not help.
    #[error("the database holds something unexpected: {0}")]
    Broken(String),
}

/// Why the database is unavailable, in the words of the person who has to put it right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unavailable {
    /// No room is left on the disk.
    DiskFull,
    /// The file, its folder or the server takes no writes.
    ReadOnly,
    /// The disk failed to read or write.
    DiskFailed,
    /// The connection to the server was lost, or none could be made.
    ConnectionLost,
    /// Others hold the database for longer than we wait.
    Busy,
}

impl Unavailable {
    /// A stable word for logs, metrics and the catalogue.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::DiskFull => "disk_full",
            Self::ReadOnly => "read_only",
            Self::DiskFailed => "disk_failed",
            Self::ConnectionLost => "connection_lost",
            Self::Busy => "busy",
        }
    }
}

impl fmt::Display for Unavailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::DiskFull => "the disk is full",
            Self::ReadOnly => "it cannot be written to",
            Self::DiskFailed => "the disk failed",
            Self::ConnectionLost => "the connection is lost",
            Self::Busy => "it is busy",
        })
    }
}

impl Fault {
    pub(crate) fn broken(what: impl Into<String>) -> Self {
        Self::Broken(what.into())
    }

    /// What is wrong, where trying again later can help.
    #[must_use]
    pub fn unavailable(&self) -> Option<Unavailable> {
        match self {
            Self::Unavailable { kind, .. } => Some(*kind),
            Self::Broken(_) => None,
        }
    }
}

impl From<sqlx::Error> for Fault {
    fn from(source: sqlx::Error) -> Self {
        match unavailable(&source) {
            Some(kind) => Self::Unavailable { kind, source },
            None => Self::Broken(source.to_string()),
        }
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "sqlx's own error, not ours, and it may grow")]
fn unavailable(error: &sqlx::Error) -> Option<Unavailable> {
    match error {
        sqlx::Error::Database(error) => {
            let code = error.code()?;
            if error.try_downcast_ref::<sqlx::postgres::PgDatabaseError>().is_some() {
                of_postgres(&code)
            } else {
                of_sqlite(code.parse().ok()?)
            }
        }
        sqlx::Error::Io(_) | sqlx::Error::Protocol(_) | sqlx::Error::Tls(_) | sqlx::Error::WorkerCrashed => {
            Some(Unavailable::ConnectionLost)
        }
        // A pool with all connections taken looks the same as one that cannot connect; the engine is asked
        // again on the next request either way.
        sqlx::Error::PoolTimedOut => Some(Unavailable::Busy),
        sqlx::Error::PoolClosed => Some(Unavailable::ConnectionLost),
        _ => None,
    }
}

/// SQLite's primary result code is the low byte of the extended one.
fn of_sqlite(code: i32) -> Option<Unavailable> {
    const BUSY: i32 = 5;
    const LOCKED: i32 = 6;
    const READ_ONLY: i32 = 8;
    const IO_ERROR: i32 = 10;
    const FULL: i32 = 13;
    const CANNOT_OPEN: i32 = 14;
    match code & 0xff {
        BUSY | LOCKED => Some(Unavailable::Busy),
        READ_ONLY => Some(Unavailable::ReadOnly),
        IO_ERROR | CANNOT_OPEN => Some(Unavailable::DiskFailed),
        FULL => Some(Unavailable::DiskFull),
        _ => None,
    }
}

/// PostgreSQL's SQLSTATE: the class is its first two letters.
fn of_postgres(code: &str) -> Option<Unavailable> {
    match code {
        // disk_full
        "53100" => Some(Unavailable::DiskFull),
        // read_only_sql_transaction: a standby, or default_transaction_read_only
        "25006" => Some(Unavailable::ReadOnly),
        // io_error
        "58030" => Some(Unavailable::DiskFailed),
        // deadlock, serialization failure, lock not available
        "40P01" | "40001" | "55P03" => Some(Unavailable::Busy),
        // the database takes no connections, or is not there
        "55000" | "3D000" => Some(Unavailable::ConnectionLost),
        _ => match code.get(..2) {
            // connection exceptions, operator intervention (shutdown, terminated backend), sign-in refused
            Some("08" | "57" | "28") => Some(Unavailable::ConnectionLost),
            // out of memory, too many connections
            Some("53") => Some(Unavailable::Busy),
            _ => None,
        },
    }
}
