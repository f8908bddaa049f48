//! A database for each test, of either engine, gone when the test ends.

use sqlx::{Connection, Executor, PgConnection, Row, SqliteConnection};
use store::{Location, Store};
use tempfile::TempDir;
use uuid::Uuid;

/// Where the throw-away PostgreSQL is reached; `./test` starts one and sets it.
pub const POSTGRES_URL: &str = "SAFEWELL_TEST_POSTGRES_URL";
/// `sqlite` leaves PostgreSQL out, on a machine that has none.
pub const ENGINES: &str = "SAFEWELL_TEST_ENGINES";

/// One of the two engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

impl Engine {
    /// Both, for a test that moves data from one to the other.
    pub const BOTH: [Self; 2] = [Self::Sqlite, Self::Postgres];

    /// Whether tests run on it here. PostgreSQL is left out only by saying so.
    #[must_use]
    pub fn is_tested(self) -> bool {
        match self {
            Self::Sqlite => true,
            Self::Postgres => std::env::var(ENGINES).as_deref() != Ok("sqlite"),
        }
    }
}

/// A place for a database that nobody else has.
pub struct Place {
    /// Where.
    pub location: Location,
    /// On which engine.
    pub engine: Engine,
    /// Files of the test, the SQLite file among them.
    pub folder: TempDir,
}

impl Place {
    /// A place without a database in it (for PostgreSQL: with an empty one).
    pub async fn new(engine: Engine) -> Self {
        let folder = TempDir::new().expect("a temporary folder can be made");
        let location = match engine {
            Engine::Sqlite => Location::Sqlite(folder.path().join("data")),
            Engine::Postgres => Location::Postgres(make_postgres_database().await),
        };
        Self { location, engine, folder }
    }

    /// A connection of its own, past the store, for looking and for tampering.
    pub async fn raw(&self) -> Raw {
        match &self.location {
            Location::Sqlite(folder) => {
                std::fs::create_dir_all(folder).expect("the folder can be made");
                let options = sqlx::sqlite::SqliteConnectOptions::new()
                    .filename(folder.join("safewell.db"))
                    .create_if_missing(true);
                let connection = sqlx::ConnectOptions::connect(&options).await;
                Raw::Sqlite(connection.expect("the file opens"))
            }
            Location::Postgres(url) => {
                Raw::Postgres(PgConnection::connect(url).await.expect("the server answers"))
            }
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Location::Postgres(url) = &self.location {
            let name = database_name(url).to_owned();
            // `drop` cannot wait; a runtime of its own on a thread of its own can.
            let dropping = std::thread::spawn(move || {
                tokio::runtime::Builder::new_current_thread()
                    .enable_all()
                    .build()
                    .expect("a runtime can be made")
                    .block_on(drop_postgres_database(&name));
            });
            let _ = dropping.join();
        }
    }
}

/// An open store in a place of its own.
pub struct Database {
    /// The store.
    pub store: Store,
    /// Where it is; dropped after the store.
    pub place: Place,
}

impl Database {
    /// A new database with its tables.
    pub async fn new(engine: Engine) -> Self {
        let place = Place::new(engine).await;
        let store = Store::open(&place.location).await.expect("an empty place opens");
        Self { store, place }
    }
}

/// A connection past the store.
pub enum Raw {
    /// To a SQLite file.
    Sqlite(SqliteConnection),
    /// To PostgreSQL.
    Postgres(PgConnection),
}

impl Raw {
    /// Runs statements without values.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn run(&mut self, text: &str) -> Result<(), sqlx::Error> {
        let script = sqlx::raw_sql(sqlx::AssertSqlSafe(text));
        match self {
            Self::Sqlite(connection) => connection.execute(script).await.map(|_| ()),
            Self::Postgres(connection) => connection.execute(script).await.map(|_| ()),
        }
    }

    /// The first column of every row, as text.
    pub async fn texts(&mut self, text: &str) -> Vec<String> {
        let query = sqlx::AssertSqlSafe(text);
        match self {
            Self::Sqlite(connection) => {
                let rows = sqlx::query(query).fetch_all(connection).await;
                let rows = rows.expect("the query runs");
                rows.iter().map(|row| row.get(0)).collect()
            }
            Self::Postgres(connection) => {
                let rows = sqlx::query(query).fetch_all(connection).await;
                let rows = rows.expect("the query runs");
                rows.iter().map(|row| row.get(0)).collect()
            }
        }
    }

    /// The one number that a query gives.
    pub async fn number(&mut self, text: &str) -> i64 {
        let query = sqlx::AssertSqlSafe(text);
        match self {
            Self::Sqlite(connection) => sqlx::query_scalar(query).fetch_one(connection).await,
            Self::Postgres(connection) => sqlx::query_scalar(query).fetch_one(connection).await,
        }
        .expect("the query gives a number")
    }

    /// Lets statements change what the schema forbids, as somebody could who owns the database.
    pub async fn drop_triggers(&mut self, table: &str) {
        let triggers = match self {
            Self::Sqlite(_) => {
                format!("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'")
            }
            Self::Postgres(_) => format!(
                "SELECT CAST(tgname AS TEXT) FROM pg_trigger WHERE tgrelid = '{table}'::regclass AND NOT tgisinternal"
            ),
        };
        for trigger in self.texts(&triggers).await {
            let text = match self {
                Self::Sqlite(_) => format!("DROP TRIGGER {trigger}"),
                Self::Postgres(_) => format!("DROP TRIGGER {trigger} ON {table}"),
            };
            self.run(&text).await.expect("the trigger goes");
        }
    }
}

fn maintenance_url() -> String {
    std::env::var(POSTGRES_URL).unwrap_or_else(|_| {
        panic!(
            "{POSTGRES_URL} is not set: run ./test, which starts a PostgreSQL of its own, or set it to one \
             that tests may fill; {ENGINES}=sqlite leaves PostgreSQL out"
        )
    })
}

async fn make_postgres_database() -> String {
    let url = maintenance_url();
    let name = format!("safewell_{}", Uuid::now_v7().simple());
    let mut connection = PgConnection::connect(&url).await.expect("the server answers");
    // From template0, because CREATE DATABASE waits for whoever is connected to its template.
    let text = format!("CREATE DATABASE {name} TEMPLATE template0");
    let made = connection.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(text))).await;
    made.expect("a database can be made");
    let current = database_name(&url).to_owned();
    url.replacen(&format!("/{current}"), &format!("/{name}"), 1)
}

async fn drop_postgres_database(name: &str) {
    let text = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    if let Ok(mut connection) = PgConnection::connect(&maintenance_url()).await {
        let _ = connection.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(text))).await;
    }
}

/// The database that a URL names: what stands between the last slash before the parameters and these.
fn database_name(url: &str) -> &str {
    let path = url.split('?').next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default()
}

/// Runs each test on either engine, each time on a new database.
///
/// ```ignore
/// on_both_engines! {
///     #[tokio::test]
///     async fn nothing_is_lost(database: Database) { … }
/// }
/// ```
#[macro_export]
macro_rules! on_both_engines {
    ($(#[tokio::test] async fn $name:ident($database:ident: $held:ty) $body:block)+) => {
        $(async fn $name($database: $held) $body)+

        mod on_sqlite {
            $(#[tokio::test] async fn $name() {
                super::$name($crate::database::Database::new($crate::database::Engine::Sqlite).await).await;
            })+
        }

        mod on_postgres {
            $(#[tokio::test] async fn $name() {
                if $crate::database::Engine::Postgres.is_tested() {
                    super::$name($crate::database::Database::new($crate::database::Engine::Postgres).await).await;
                }
            })+
        }
    };
}
