//! Telling every server what has just been committed, so that pages are kept current.

use domain::ids::{EpisodeId, IncidentId, PersonId};
use serde::{Deserialize, Serialize};
use tokio::sync::broadcast;

use crate::Store;

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
        todo!()
    }
}
