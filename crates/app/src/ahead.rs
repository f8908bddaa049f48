//! What is worked out ahead in the memory of a server, so that nobody who asks waits for it: everybody's names, which records may
//! be of one person, and the times missing with which others are compared.

use std::{future::Future, time::Duration};

use tokio::time::{Instant, sleep_until};

use crate::{App, trouble::Trouble};

/// Files that have grown are folded again for comparing so often; a reader folds the few that grew since.
const FOLDED_EVERY: Duration = Duration::from_secs(300);

/// After a change it is waited so long for more: a report is several entries, and others come with it.
const MORE_MAY_COME: Duration = Duration::from_millis(200);

impl App {
    /// Works it all out now.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn work_ahead(&self) -> Result<(), Trouble> {
        self.read_names().await?;
        self.pair_everybody().await?;
        self.fold_to_compare().await
    }

    /// Works it out at once and again with each change, until `stop` is done. What fails is logged; whoever asks then waits.
    pub async fn keep_ahead(&self, stop: impl Future<Output = ()>) {
        let mut changes = self.changes();
        let working = async {
            note(self.work_ahead().await);
            let mut fold_at = Instant::now() + FOLDED_EVERY;
            let mut pair_at = None;
            loop {
                tokio::select! {
                    change = changes.next() => match change {
                        Some(_) => pair_at = pair_at.or(Some(Instant::now() + MORE_MAY_COME)),
                        None => return,
                    },
                    () = sleep_until(pair_at.unwrap_or(fold_at)), if pair_at.is_some() => {
                        pair_at = None;
                        note(self.pair_everybody().await);
                    }
                    () = sleep_until(fold_at) => {
                        fold_at = Instant::now() + FOLDED_EVERY;
                        note(self.fold_to_compare().await);
                    }
                }
            }
        };
        tokio::select! {
            () = stop => {}
            () = working => {}
        }
    }
}

fn note(worked_out: Result<(), Trouble>) {
    if let Err(trouble) = worked_out {
        tracing::warn!(%trouble, "nothing is worked out ahead; whoever asks waits for it");
    }
}
