//! The pools of either engine, transactions on them, and how both come back after a fault.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use futures::{StreamExt, TryStreamExt, stream::BoxStream};
use sqlx::{
    ConnectOptions as _, PgPool, Postgres, Sqlite, SqlitePool, Transaction,
    pool::{PoolConnectionMetadata, PoolOptions},
    postgres::PgConnectOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use crate::{
    OpenError,
    fault::{Fault, Unavailable},
    sql::{Row, Statement, Text, sql},
};

/// How long a request waits for a connection or a lock before it is told that the database is busy.
const PATIENCE: Duration = Duration::from_secs(5);
/// From when on a statement is told to the operator.
const SLOW: Duration = Duration::from_secs(1);
const SQLITE_READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 16;
/// Statements of several rows come in as many texts as there are numbers of rows.
const STATEMENTS_KEPT: usize = 500;

/// The connections to one database.
#[derive(Clone)]
pub(crate) struct Pools {
    pub(crate) engine: Engine,
    health: Arc<Health>,
}

#[derive(Clone)]
pub(crate) enum Engine {
    /// One writer, because SQLite has one write lock and waiting in our queue is fair; readers never wait for it.
    Sqlite {
        writer: SqlitePool,
        readers: SqlitePool,
    },
    Postgres(PgPool),
}

/// How a SQLite database is kept on the disk.
#[derive(Clone, Copy)]
pub(crate) enum Kept {
    /// For many readers beside a writer.
    WithWriteAheadLog,
    /// For being copied about.
    AsOneFile,
}

/// A transaction. Dropped without [`Tx::commit`] it leaves nothing behind.
pub(crate) struct Tx {
    engine: EngineTx,
    health: Arc<Health>,
}

enum EngineTx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// When the database last failed. Connections made before that are not used again: a SQLite connection opened while
/// the file was read-only stays read-only, and one whose server went away never answers.
struct Health {
    since: Instant,
    failed_after_micros: AtomicU64,
}

impl Health {
    fn new() -> Arc<Self> {
        Arc::new(Self { since: Instant::now(), failed_after_micros: AtomicU64::new(0) })
    }

    fn now_micros(&self) -> u64 {
        u64::try_from(self.since.elapsed().as_micros()).unwrap_or(u64::MAX)
    }

    fn note(&self, error: sqlx::Error) -> Fault {
        let fault = Fault::from(error);
        if let Some(
            Unavailable::ConnectionLost
            | Unavailable::ReadOnly
            | Unavailable::DiskFailed
            | Unavailable::DiskFull,
        ) = fault.unavailable()
        {
            self.failed_after_micros.fetch_max(self.now_micros(), Ordering::Relaxed);
        }
        fault
    }

    fn made_before_failure(&self, connection: &PoolConnectionMetadata) -> bool {
        let age = u64::try_from(connection.age.as_micros()).unwrap_or(u64::MAX);
        let failed = self.failed_after_micros.load(Ordering::Relaxed);
        failed > 0 && self.now_micros().saturating_sub(age) <= failed
    }
}

impl Pools {
    /// Opens a SQLite file, making it where it is not there.
    pub(crate) async fn sqlite(file: &Path, kept: Kept) -> Result<Self, Fault> {
        let health = Health::new();
        let options = SqliteConnectOptions::new()
            .filename(file)
            .journal_mode(match kept {
                Kept::WithWriteAheadLog => SqliteJournalMode::Wal,
                Kept::AsOneFile => SqliteJournalMode::Delete,
            })
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
            .statement_cache_capacity(STATEMENTS_KEPT)
            // Told by us, and shorter.
            .disable_statement_logging();
        // The file is made here and never later: a pool that reconnects after the file was moved away
        // must fail, not begin an empty database in its place.
        let made = options.clone().create_if_missing(true).connect().await?;
        sqlx::Connection::close(made).await?;
        let writer = recovering::<Sqlite>(&health, 1).connect_lazy_with(options.clone());
        let readers =
            recovering::<Sqlite>(&health, SQLITE_READERS).connect_lazy_with(options.read_only(true));
        Ok(Self { engine: Engine::Sqlite { writer, readers }, health })
    }

    /// A SQLite file that is only read, whatever keeps its journal.
    pub(crate) fn sqlite_to_read(file: &Path) -> Self {
        let health = Health::new();
        let options = SqliteConnectOptions::new()
            .filename(file)
            .read_only(true)
            .busy_timeout(PATIENCE)
            .disable_statement_logging();
        let pool = recovering::<Sqlite>(&health, 1).connect_lazy_with(options);
        Self { engine: Engine::Sqlite { writer: pool.clone(), readers: pool }, health }
    }

    /// Connects to PostgreSQL.
    pub(crate) async fn postgres(options: PgConnectOptions) -> Result<Self, OpenError> {
        let health = Health::new();
        let options = options
            .application_name("safewell")
            .statement_cache_capacity(STATEMENTS_KEPT)
            .disable_statement_logging();
        let at = match options.get_socket() {
            Some(socket) => socket.display().to_string(),
            None => format!("{}:{}", options.get_host(), options.get_port()),
        };
        let connected = recovering::<Postgres>(&health, POSTGRES_CONNECTIONS).connect_with(options).await;
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "every other error of the library means what it says"
        )]
        let pool = connected.map_err(|error| match error {
            // Nobody else takes connections of a new pool: none could be made.
            sqlx::Error::PoolTimedOut => {
                let reason =
                    format!("no connection within {} seconds; is it running there?", PATIENCE.as_secs());
                OpenError::NoAnswer { at, reason }
            }
            sqlx::Error::Io(error) => OpenError::NoAnswer { at, reason: error.to_string() },
            other => Fault::from(other).into(),
        })?;
        Ok(Self { engine: Engine::Postgres(pool), health })
    }

    /// Begins a transaction that writes; on SQLite it takes the write lock at once.
    pub(crate) async fn begin(&self) -> Result<Tx, Fault> {
        match self.try_begin().await {
            // Nothing was asked of the lost connection yet, so asking again on a new one is safe.
            Err(fault) if fault.unavailable() == Some(Unavailable::ConnectionLost) => self.try_begin().await,
            answer => answer,
        }
    }

    async fn try_begin(&self) -> Result<Tx, Fault> {
        let begun = match &self.engine {
            Engine::Sqlite { writer, .. } => writer.begin_with("BEGIN IMMEDIATE").await.map(EngineTx::Sqlite),
            Engine::Postgres(pool) => pool.begin().await.map(EngineTx::Postgres),
        };
        self.tx(begun)
    }

    /// Begins a transaction that reads one unchanging state of the database, however long it takes.
    pub(crate) async fn snapshot(&self) -> Result<Tx, Fault> {
        match self.try_snapshot().await {
            Err(fault) if fault.unavailable() == Some(Unavailable::ConnectionLost) => {
                self.try_snapshot().await
            }
            answer => answer,
        }
    }

    async fn try_snapshot(&self) -> Result<Tx, Fault> {
        let begun = match &self.engine {
            Engine::Sqlite { readers, .. } => readers.begin().await.map(EngineTx::Sqlite),
            Engine::Postgres(pool) => pool
                .begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                .await
                .map(EngineTx::Postgres),
        };
        self.tx(begun)
    }

    fn tx(&self, begun: Result<EngineTx, sqlx::Error>) -> Result<Tx, Fault> {
        Ok(Tx { engine: begun.map_err(|error| self.health.note(error))?, health: Arc::clone(&self.health) })
    }

    /// Every row of an answer, read outside a transaction.
    pub(crate) async fn all(&self, statement: Statement) -> Result<Vec<Row>, Fault> {
        match self.try_all(statement.clone()).await {
            Err(fault) if fault.unavailable() == Some(Unavailable::ConnectionLost) => {
                self.try_all(statement).await
            }
            answer => answer,
        }
    }

    /// The first row of an answer, read outside a transaction.
    pub(crate) async fn first(&self, statement: Statement) -> Result<Option<Row>, Fault> {
        Ok(self.all(statement).await?.into_iter().next())
    }

    async fn try_all(&self, statement: Statement) -> Result<Vec<Row>, Fault> {
        let _timed = Timed::begin(&statement);
        match &self.engine {
            Engine::Sqlite { readers, .. } => {
                wrapped(statement.for_sqlite().fetch_all(readers).await, Row::Sqlite)
            }
            Engine::Postgres(pool) => wrapped(statement.for_postgres().fetch_all(pool).await, Row::Postgres),
        }
        .map_err(|error| self.health.note(error))
    }

    pub(crate) async fn close(&self) {
        match &self.engine {
            Engine::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Engine::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// Every row of an answer.
    pub(crate) async fn all(&mut self, statement: Statement) -> Result<Vec<Row>, Fault> {
        let _timed = Timed::begin(&statement);
        match &mut self.engine {
            EngineTx::Sqlite(tx) => wrapped(statement.for_sqlite().fetch_all(&mut **tx).await, Row::Sqlite),
            EngineTx::Postgres(tx) => {
                wrapped(statement.for_postgres().fetch_all(&mut **tx).await, Row::Postgres)
            }
        }
        .map_err(|error| self.health.note(error))
    }

    /// The first row of an answer.
    pub(crate) async fn first(&mut self, statement: Statement) -> Result<Option<Row>, Fault> {
        Ok(self.all(statement).await?.into_iter().next())
    }

    /// The rows of an answer one after the other, for answers too large to be held at once.
    pub(crate) fn stream(&mut self, statement: Statement) -> BoxStream<'_, Result<Row, Fault>> {
        let health = Arc::clone(&self.health);
        let note = move |error| health.note(error);
        match &mut self.engine {
            EngineTx::Sqlite(tx) => {
                statement.for_sqlite().fetch(&mut **tx).map_ok(Row::Sqlite).map_err(note).boxed()
            }
            EngineTx::Postgres(tx) => {
                statement.for_postgres().fetch(&mut **tx).map_ok(Row::Postgres).map_err(note).boxed()
            }
        }
    }

    /// Runs a statement and says how many rows it touched.
    pub(crate) async fn run(&mut self, statement: Statement) -> Result<u64, Fault> {
        let _timed = Timed::begin(&statement);
        match &mut self.engine {
            EngineTx::Sqlite(tx) => {
                statement.for_sqlite().execute(&mut **tx).await.map(|done| done.rows_affected())
            }
            EngineTx::Postgres(tx) => {
                statement.for_postgres().execute(&mut **tx).await.map(|done| done.rows_affected())
            }
        }
        .map_err(|error| self.health.note(error))
    }

    /// Runs a script of several statements without values, such as a step of the schema.
    pub(crate) async fn script(&mut self, text: &'static str) -> Result<(), Fault> {
        match &mut self.engine {
            EngineTx::Sqlite(tx) => sqlx::raw_sql(text).execute(&mut **tx).await.map(|_| ()),
            EngineTx::Postgres(tx) => sqlx::raw_sql(text).execute(&mut **tx).await.map(|_| ()),
        }
        .map_err(|error| self.health.note(error))
    }

    /// Runs a statement that only PostgreSQL has and only PostgreSQL needs.
    pub(crate) async fn on_postgres(&mut self, statement: Statement) -> Result<(), Fault> {
        match &self.engine {
            EngineTx::Sqlite(_) => Ok(()),
            EngineTx::Postgres(_) => self.run(statement).await.map(|_| ()),
        }
    }

    /// Has PostgreSQL count anew what its tables hold, after much was written at once: until then it plans as though they
    /// were nearly empty, and a board takes a second. SQLite plans by its indexes alone.
    pub(crate) async fn count_anew(&mut self) -> Result<(), Fault> {
        self.on_postgres(sql("ANALYZE")).await
    }

    pub(crate) async fn commit(self) -> Result<(), Fault> {
        match self.engine {
            EngineTx::Sqlite(tx) => tx.commit().await,
            EngineTx::Postgres(tx) => tx.commit().await,
        }
        .map_err(|error| self.health.note(error))
    }
}

/// Tells the operator when a statement was slow: how it begins, because one of hundreds of rows is all places for values.
struct Timed {
    text: Text,
    begun: Instant,
}

impl Timed {
    fn begin(statement: &Statement) -> Self {
        Self { text: statement.text(), begun: Instant::now() }
    }
}

impl Drop for Timed {
    fn drop(&mut self) {
        let took = self.begun.elapsed();
        if took >= SLOW {
            let (statement, ms) = (self.text.beginning(), took.as_millis());
            tracing::warn!(statement, ms, "a statement was slow");
        }
    }
}

/// A pool that drops connections made before the last failure instead of handing them out.
fn recovering<DB: sqlx::Database>(health: &Arc<Health>, connections: u32) -> PoolOptions<DB> {
    let health = Arc::clone(health);
    PoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(PATIENCE)
        // A lost connection is noticed when it is used; asking it first would cost a round trip each time.
        .test_before_acquire(false)
        .before_acquire(move |_, connection| {
            let usable = !health.made_before_failure(&connection);
            Box::pin(async move { Ok(usable) })
        })
}

fn wrapped<T>(rows: Result<Vec<T>, sqlx::Error>, wrap: fn(T) -> Row) -> Result<Vec<Row>, sqlx::Error> {
    rows.map(|rows| rows.into_iter().map(wrap).collect())
}
