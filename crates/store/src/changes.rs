//! Telling every server what has just been committed, so that pages are kept current.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use domain::ids::{EpisodeId, IncidentId, PersonId, UnidentifiedId};
use serde::{Deserialize, Serialize};
use sqlx::postgres::PgListener;
use tokio::{sync::broadcast, task::JoinHandle};

use crate::{
    Fault, Store,
    pool::{Engine, Pools, Tx},
    sql::sql,
};

/// What has changed. It names ids only; who may see them is asked again where they are shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// These have changed.
    Touched(Touched),
    /// Anything may have: notices were missed, or there were too many to name.
    Anything,
}

/// What one commit has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Touched {
    /// People whose rows changed.
    pub people: Vec<PersonId>,
    /// Episodes whose rows or duties changed.
    pub episodes: Vec<EpisodeId>,
    /// Calls whose rows changed.
    pub incidents: Vec<IncidentId>,
    /// Records of people who cannot be named whose rows changed.
    pub unidentified: Vec<UnidentifiedId>,
}

/// Changes as they are committed, by any server. One who falls behind gets [`Change::Anything`].
pub struct Changes(broadcast::Receiver<Change>);

impl Changes {
    /// The next change; nothing once the store is closed.
    pub async fn next(&mut self) -> Option<Change> {
        match self.0.recv().await {
            Ok(change) => Some(change),
            Err(broadcast::error::RecvError::Lagged(_)) => Some(Change::Anything),
            Err(broadcast::error::RecvError::Closed) => None,
        }
    }
}

impl Store {
    /// Changes committed from here on.
    #[must_use]
    pub fn changes(&self) -> Changes {
        Changes(self.announcer.sender.subscribe())
    }

    /// How often this process was told that anything may have changed, [`Change::Anything`]: rows written anew without an
    /// entry among them. Whoever keeps what rows said reads them again when the number has grown.
    #[must_use]
    pub fn times_unsure(&self) -> u64 {
        self.announcer.unsure.load(Ordering::Acquire)
    }

    /// Tells every server that something was done about these though none of their rows changed.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn announce(&self, touched: Touched) -> Result<(), Fault> {
        let mut tx = self.pools.begin().await?;
        self.announcer.prepare(&mut tx, &touched).await?;
        tx.commit().await?;
        self.announcer.announce(touched);
        Ok(())
    }

    /// Tells every server that rows were written anew.
    pub(crate) async fn announce_anything(&self) -> Result<(), Fault> {
        if self.announcer.listening.is_none() {
            self.announcer.unsure.fetch_add(1, Ordering::AcqRel);
            let _ = self.announcer.sender.send(Change::Anything);
            return Ok(());
        }
        let mut tx = self.pools.begin().await?;
        let text = written(&Change::Anything);
        tx.on_postgres(sql("SELECT pg_notify($1, $2)").bind(CHANNEL).bind(text)).await?;
        tx.commit().await
    }
}

/// Hands changes to whoever listens in this process. On PostgreSQL they come back from the server, so that one
/// server's commits reach the pages of all.
pub(crate) struct Announcer {
    sender: broadcast::Sender<Change>,
    listening: Option<JoinHandle<()>>,
    unsure: Arc<AtomicU64>,
}

impl Drop for Announcer {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Announcer {
    pub(crate) async fn start(pools: &Pools) -> Result<Arc<Self>, Fault> {
        let (sender, _) = broadcast::channel(KEPT_FOR_SLOW_LISTENERS);
        let unsure = Arc::new(AtomicU64::new(0));
        let listening = match &pools.engine {
            Engine::Sqlite { .. } => None,
            Engine::Postgres(pool) => {
                let mut listener = PgListener::connect_with(pool).await?;
                listener.listen(CHANNEL).await?;
                Some(tokio::spawn(relay(listener, sender.clone(), Arc::clone(&unsure))))
            }
        };
        Ok(Arc::new(Self { sender, listening, unsure }))
    }

    pub(crate) fn stop(&self) {
        if let Some(task) = &self.listening {
            task.abort();
        }
    }

    /// Within the transaction, on PostgreSQL: the server tells everyone once it is committed.
    pub(crate) async fn prepare(&self, tx: &mut Tx, touched: &Touched) -> Result<(), Fault> {
        if touched == &Touched::default() || self.listening.is_none() {
            return Ok(());
        }
        let mut text = written(&Change::Touched(touched.clone()));
        if text.len() > LONGEST_NOTICE {
            text = written(&Change::Anything);
        }
        tx.on_postgres(sql("SELECT pg_notify($1, $2)").bind(CHANNEL).bind(text)).await
    }

    /// After the commit, on SQLite: everyone who can have an interest is in this process.
    pub(crate) fn announce(&self, touched: Touched) {
        if self.listening.is_none() && touched != Touched::default() {
            // An error says that nobody listens.
            let _ = self.sender.send(Change::Touched(touched));
        }
    }
}

const CHANNEL: &str = "safewell_change";
const KEPT_FOR_SLOW_LISTENERS: usize = 1024;
/// PostgreSQL takes notices shorter than 8,000 bytes.
const LONGEST_NOTICE: usize = 7_900;

fn written(change: &Change) -> String {
    serde_json::to_string(change).expect("ids serialise")
}

async fn relay(mut listener: PgListener, sender: broadcast::Sender<Change>, unsure: Arc<AtomicU64>) {
    loop {
        let change = match listener.try_recv().await {
            Ok(Some(notice)) => serde_json::from_str(notice.payload()).unwrap_or(Change::Anything),
            // The connection was lost; it is made anew by the next call, and notices sent meanwhile never arrive.
            Ok(None) => Change::Anything,
            Err(error) => {
                tracing::warn!(%error, "cannot listen for changes; trying again");
                tokio::time::sleep(PAUSE_BEFORE_LISTENING_AGAIN).await;
                Change::Anything
            }
        };
        if change == Change::Anything {
            unsure.fetch_add(1, Ordering::AcqRel);
        }
        let _ = sender.send(change);
    }
}

const PAUSE_BEFORE_LISTENING_AGAIN: Duration = Duration::from_secs(1);
