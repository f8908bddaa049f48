//! Proving that nothing was changed: every hash again, and every list row again from the ledger.

mod heads;
mod ledger;
mod reads;
mod rebuild;
mod rows;
mod triggers;

use std::{collections::BTreeMap, fmt};

use domain::{
    ids::{EpisodeId, IncidentId, PersonId, UnidentifiedId},
    ledger::{Digest32, Entry},
    projection::{IncidentRow, PersonProjection},
    unidentified::UnidentifiedRow,
};
use jiff::Timestamp;

pub use heads::{Head, Heads, NotHeads};
pub use rebuild::Rebuilt;

use crate::{Fault, Store, photographs, pool::Tx};

/// How list rows are worked out from entries. `store` does not know; `app` tells it, and the same functions serve
/// appending, verifying and rebuilding.
#[derive(Clone, Copy)]
pub struct Projector<'a> {
    /// A person's rows from their entries: those of every episode named, each as evaluated at its moment.
    pub person: PersonFunction<'a>,
    /// A call's row from its entries; nothing while the entries do not begin one.
    pub incident: IncidentFunction<'a>,
    /// The row of the record of somebody who cannot be named, from its entries; nothing while they do not begin one.
    pub unidentified: UnidentifiedFunction<'a>,
}

/// See [`Projector::person`].
pub type PersonFunction<'a> =
    &'a (dyn Fn(PersonId, &[Entry], &BTreeMap<EpisodeId, Timestamp>) -> PersonProjection + Sync);

/// See [`Projector::incident`].
pub type IncidentFunction<'a> = &'a (dyn Fn(IncidentId, &[Entry]) -> Option<IncidentRow> + Sync);

/// See [`Projector::unidentified`].
pub type UnidentifiedFunction<'a> = &'a (dyn Fn(UnidentifiedId, &[Entry]) -> Option<UnidentifiedRow> + Sync);

/// What was checked and found as it should be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Entries whose hash and place were worked out again.
    pub entries: i64,
    /// The hash of the last of them.
    pub last_entry: Digest32,
    /// Payloads that agree with their commitment.
    pub payloads: i64,
    /// Photographs whose hash was worked out again.
    pub photographs: i64,
    /// Readings whose hash was worked out again.
    pub reads: i64,
    /// The hash of the last of them.
    pub last_read: Digest32,
    /// People whose rows were worked out again.
    pub people: i64,
    /// Episodes whose rows were worked out again.
    pub episodes: i64,
    /// Duties in them.
    pub duties: i64,
    /// Calls whose rows were worked out again.
    pub incidents: i64,
    /// Records of people who cannot be named whose rows were worked out again.
    pub unidentified: i64,
    /// Triggers that refuse changes, each as the schema made it.
    pub triggers: i64,
}

impl Verified {
    /// Where both chains end, to be kept where nobody who can write to the database can write.
    #[must_use]
    pub fn heads(&self) -> Heads {
        Heads {
            ledger: Head { count: self.entries, hash: self.last_entry },
            reads: Head { count: self.reads, hash: self.last_read },
        }
    }
}

/// The first thing that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where: an entry by sequence and stream, or a row by its ids.
    pub place: String,
    /// What of it: the column or part.
    pub what: String,
    /// What it should be.
    pub expected: String,
    /// What stands there.
    pub found: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} is {}, expected {}", self.place, self.what, self.found, self.expected)
    }
}

/// Why a verification did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// Something was changed.
    #[error("{0}")]
    Different(Difference),
    /// The database could not be read.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Store {
    /// Works out every hash of both chains and every list row again and compares, all as of one moment, while others
    /// read and write. An end that was cut off leaves no trace in the database: [`Store::goes_on_from`] finds that.
    ///
    /// # Errors
    /// The first difference, in the order of the ledger, then of the read log, then of people and calls, then of triggers.
    pub async fn verify(&self, projector: Projector<'_>) -> Result<Verified, VerifyError> {
        let mut tx = self.pools.snapshot().await?;
        let mut verified = chains(&mut tx).await?;
        rows::check(&mut tx, projector, &mut verified).await?;
        triggers::check(&mut tx, &self.pools.engine, &mut verified).await?;
        Ok(verified)
    }
}

/// Both chains, without the list rows.
pub(crate) async fn chains(tx: &mut Tx) -> Result<Verified, VerifyError> {
    let mut verified = Verified::default();
    ledger::check(tx, &mut verified).await?;
    photographs::check(tx, &mut verified).await?;
    reads::check(tx, &mut verified).await?;
    Ok(verified)
}

/// A difference between what something should be and what it is.
pub(crate) fn differs<T>(
    place: impl Into<String>,
    what: &str,
    expected: impl Into<String>,
    found: impl Into<String>,
) -> Result<T, VerifyError> {
    Err(VerifyError::Different(Difference {
        place: place.into(),
        what: what.to_owned(),
        expected: expected.into(),
        found: found.into(),
    }))
}

/// The first bytes of a digest, enough to tell two apart on a screen.
pub(crate) fn short(digest: &[u8]) -> String {
    digest.iter().take(8).fold(String::new(), |mut text, byte| {
        text.push_str(&format!("{byte:02x}"));
        text
    })
}
