//! Messages queued by the act that causes them and delivered after its commit.

use jiff::Timestamp;

use crate::{Fault, Store};

/// A message that is to be delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queued {
    /// Its number.
    pub id: i64,
    /// What kind of message.
    pub topic: String,
    /// What the job needs.
    pub payload: Vec<u8>,
    /// How often delivery has failed.
    pub attempts: i64,
}

impl Store {
    /// Takes messages that nobody is delivering, the oldest first. They are this caller's until `until`; a message not
    /// marked by then, because the server died, is handed out again, so a delivery must bear being done twice.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn take_outbox(
        &self,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<Queued>, Fault> {
        todo!("{now} {until} {limit}")
    }

    /// Marks a message delivered: it is removed.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn outbox_done(&self, id: i64) -> Result<(), Fault> {
        todo!("{id}")
    }

    /// Marks a delivery failed: it is tried again from `retry_at`.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn outbox_failed(&self, id: i64, retry_at: Timestamp) -> Result<(), Fault> {
        todo!("{id} {retry_at}")
    }
}
