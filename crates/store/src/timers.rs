//! The clocks: which duties change by time alone, and which server minds them.

use domain::{
    ids::{EpisodeId, PersonId},
    projection::PersonProjection,
};
use jiff::Timestamp;

use crate::{Fault, FileClaim, OutboxMessage, Store};

/// An episode one of whose duties changes by now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueClock {
    /// Which.
    pub episode: EpisodeId,
    /// Whose.
    pub person: PersonId,
    /// When its duties change.
    pub at: Timestamp,
}

/// Whether rows were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reprojected {
    /// They were.
    Written,
    /// The file has changed since; whoever changed it has written the rows.
    FileChanged,
}

/// Whether a server holds a lease.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lease {
    /// This one does, until then.
    Held {
        /// Until when.
        until: Timestamp,
    },
    /// Another does.
    HeldByOther,
}

impl Store {
    /// Episodes whose duties change at or before `now`, the earliest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn due_clocks(&self, now: Timestamp, limit: u32) -> Result<Vec<DueClock>, Fault> {
        todo!("{now} {limit}")
    }

    /// The next moment at which any duty changes by time alone.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn next_clock(&self) -> Result<Option<Timestamp>, Fault> {
        todo!()
    }

    /// Writes rows worked out anew because time has passed, and the messages that follow from it.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn reproject(
        &self,
        file: FileClaim,
        projection: &PersonProjection,
        outbox: Vec<OutboxMessage>,
    ) -> Result<Reprojected, Fault> {
        todo!("{file:?} {projection:?} {outbox:?}")
    }

    /// Takes or renews a lease. Of several servers over one database, one minds the clocks; when it dies, another takes
    /// over once the lease has run out.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn lease(
        &self,
        name: &str,
        holder: &str,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Lease, Fault> {
        todo!("{name} {holder} {now} {until}")
    }

    /// Gives a lease up, so that another server need not wait for it to run out.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn release(&self, name: &str, holder: &str) -> Result<(), Fault> {
        todo!("{name} {holder}")
    }
}
