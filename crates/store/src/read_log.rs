//! Who has read whose record, in which role and what for: a chain of its own, which cannot be changed either.

use domain::{
    ids::{EpisodeId, PersonId},
    ledger::{Actor, Digest32},
};
use jiff::Timestamp;

use crate::{Fault, Store};

/// One reading of a record or a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// When.
    pub at: Timestamp,
    /// Who, in which role, for which agency.
    pub actor: Actor,
    /// What for.
    pub purpose: String,
    /// What was read.
    pub subject: ReadSubject,
}

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadSubject {
    /// A person's record.
    Person(PersonId),
    /// An episode.
    Episode(EpisodeId),
    /// A list: which, how many rows it showed, and a digest of their ids in order.
    List {
        /// Its name, such as `missing_now`.
        name: String,
        /// Rows shown.
        rows: i64,
        /// Digest of the ids shown.
        ids: Digest32,
    },
}

/// A reading as the log holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// Its place in the log, from 1.
    pub sequence: i64,
    /// The reading.
    pub read: Read,
}

impl Store {
    /// Adds readings to the log, all or none.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn log_reads(&self, reads: &[Read]) -> Result<(), Fault> {
        todo!("{reads:?}")
    }

    /// Who has read a person's record or episodes, the latest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn reads_of(&self, person: PersonId, limit: u32) -> Result<Vec<Logged>, Fault> {
        todo!("{person} {limit}")
    }
}
