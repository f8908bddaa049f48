//! Appends through the application against bare commits of the same database, in turn, so that whatever else the machine
//! does slows both alike.

use std::time::{Duration, Instant};

use app::{Act, SignedIn};
use domain::episode::{EpisodeEvent, Information, Significance};
use domain::ids::EpisodeId;
use sqlx::{Connection, PgConnection, SqliteConnection};
use store::Location;
use testkit::database::{Engine, Place};
use testkit::running::Running;
use testkit::sample;

use crate::report::{Figure, per_second};

const ROUNDS: usize = 20;
const COMMITS_A_ROUND: usize = 100;
const EPISODES: usize = 40;

/// One after another, as one busy user does: an entry with everything that follows from it, against three bare rows.
pub(crate) async fn measure(engine: Engine) -> Vec<Figure> {
    let running = Running::new(engine).await;
    let who = running.someone("police_supervisor").await;
    let episodes = reported(&running).await;
    let mut bare = Bare::open(&running.place).await;
    let (mut through_app, mut bare_commits) = (Duration::ZERO, Duration::ZERO);
    for round in 0..ROUNDS {
        let begun = Instant::now();
        for number in 0..COMMITS_A_ROUND {
            append(&running, &who, episodes[(round * COMMITS_A_ROUND + number) % EPISODES]).await;
        }
        through_app += begun.elapsed();
        let begun = Instant::now();
        for _ in 0..COMMITS_A_ROUND {
            bare.commit().await;
        }
        bare_commits += begun.elapsed();
    }
    let count = ROUNDS * COMMITS_A_ROUND;
    let share = bare_commits.as_secs_f64() / through_app.as_secs_f64();
    vec![
        per_second(format!("{engine:?}: appends through app"), count, through_app),
        per_second(format!("{engine:?}: bare commits of three rows"), count, bare_commits),
        Figure::new(format!("{engine:?}: appends as a share of bare commits"), share, "").at_least(0.5),
    ]
}

async fn reported(running: &Running) -> Vec<EpisodeId> {
    let mut episodes = Vec::with_capacity(EPISODES);
    for number in 0..EPISODES {
        let name = format!("Somebody {number}");
        let person = sample::born(&name, jiff::civil::date(2011, 8, 19));
        episodes.extend(running.report(sample::missing([person])).await.episodes);
    }
    episodes
}

async fn append(running: &Running, who: &SignedIn, episode: EpisodeId) {
    let act = Act::Episode(EpisodeEvent::InformationReceived(Information {
        what: "Rang her friend from the bus station at ten to nine and said that she was all right."
            .to_owned(),
        source: "Friend".to_owned(),
        how_to_reach: "Through her mother".to_owned(),
        significance: Significance::Routine,
        origin: None,
        reliability: None,
        credibility: None,
        task: None,
    }));
    running.record(who, episode, act).await.expect("it is recorded");
}

/// A connection that does the least a ledger could: three rows, one commit.
enum Bare {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

const TABLES: [&str; 3] = [
    "CREATE TABLE bench_event (stream TEXT NOT NULL, version BIGINT NOT NULL, body TEXT NOT NULL, UNIQUE (stream, version))",
    "CREATE TABLE bench_row (id TEXT PRIMARY KEY, body TEXT NOT NULL)",
    "CREATE TABLE bench_outbox (id TEXT PRIMARY KEY, body TEXT NOT NULL)",
];

/// What one commit writes: an event, a row that it changes, a message.
const ROWS: [&str; 3] = [
    "INSERT INTO bench_event (stream, version, body) VALUES ($1, 1, $2)",
    "INSERT INTO bench_row (id, body) VALUES ($1, $2)",
    "INSERT INTO bench_outbox (id, body) VALUES ($1, $2)",
];

macro_rules! commit {
    ($connection:expr) => {{
        let id = uuid::Uuid::now_v7().to_string();
        let body = "x".repeat(240);
        let mut transaction = $connection.begin().await.expect("a transaction begins");
        for row in ROWS {
            let query = sqlx::query(row).bind(&id).bind(&body);
            query.execute(&mut *transaction).await.expect("the row is written");
        }
        transaction.commit().await.expect("it is committed");
    }};
}

macro_rules! create {
    ($connection:expr) => {
        for table in TABLES {
            sqlx::query(table).execute(&mut $connection).await.expect("the table is made");
        }
    };
}

impl Bare {
    /// Beside the application's tables: the same file or server, with the same promise of durability.
    async fn open(place: &Place) -> Self {
        match &place.location {
            Location::Sqlite(folder) => {
                let options = sqlx::sqlite::SqliteConnectOptions::new()
                    .filename(folder.join("bench.db"))
                    .create_if_missing(true)
                    .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
                    .synchronous(sqlx::sqlite::SqliteSynchronous::Full);
                let mut connection = sqlx::ConnectOptions::connect(&options).await.expect("the file opens");
                create!(connection);
                Self::Sqlite(connection)
            }
            Location::Postgres(url) => {
                let mut connection = PgConnection::connect(url).await.expect("the server answers");
                create!(connection);
                Self::Postgres(connection)
            }
        }
    }

    async fn commit(&mut self) {
        match self {
            Self::Sqlite(connection) => commit!(connection),
            Self::Postgres(connection) => commit!(connection),
        }
    }
}
