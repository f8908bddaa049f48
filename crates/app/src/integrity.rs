//! Proving that nothing was changed, and copying everything: what `safewell verify` and `safewell backup` do.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use domain::{
    file::PersonFile,
    ids::{EpisodeId, IncidentId, PersonId, UnidentifiedId},
    ledger::Entry,
    projection::{IncidentRow, PersonProjection, project},
};
use jiff::Timestamp;
use store::{BackupError, Copied, Heads, Projector, Verified, VerifyError};

use crate::{App, area::Around, calls::incident_row, trouble::Trouble, unidentified::unidentified_row};

impl App {
    /// Works out every hash and every list row again and compares.
    ///
    /// # Errors
    /// The first difference, or that the database cannot be read.
    pub async fn verify(&self) -> Result<Verified, VerifyError> {
        let around = self.inner.area.around();
        let person = |id: PersonId, entries: &[Entry], evaluated_at: &BTreeMap<EpisodeId, Timestamp>| {
            person_rows(id, entries, evaluated_at, &around)
        };
        let incident =
            |id: IncidentId, entries: &[Entry]| -> Option<IncidentRow> { incident_row(id, entries) };
        let unidentified = |id: UnidentifiedId, entries: &[Entry]| unidentified_row(id, entries, &around);
        let projector = Projector { person: &person, incident: &incident, unidentified: &unidentified };
        self.inner.store.verify(projector).await
    }

    /// Compares with the ends of the chains as they once were.
    ///
    /// # Errors
    /// Which chain no longer holds its former end, or that the database cannot be read.
    pub async fn goes_on_from(&self, kept: &Heads) -> Result<(), VerifyError> {
        self.inner.store.goes_on_from(kept).await
    }

    /// Writes every list row anew from the ledger, as of now.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn rebuild(&self) -> Result<(), Trouble> {
        let around = self.inner.area.around();
        let person = |id: PersonId, entries: &[Entry], evaluated_at: &BTreeMap<EpisodeId, Timestamp>| {
            person_rows(id, entries, evaluated_at, &around)
        };
        let incident =
            |id: IncidentId, entries: &[Entry]| -> Option<IncidentRow> { incident_row(id, entries) };
        let unidentified = |id: UnidentifiedId, entries: &[Entry]| unidentified_row(id, entries, &around);
        let projector = Projector { person: &person, incident: &incident, unidentified: &unidentified };
        self.inner.store.rebuild(projector, self.clock().now()).await?;
        Ok(())
    }

    /// Writes a copy of everything, as of one moment, to a new file, while others read and write.
    ///
    /// # Errors
    /// When the file exists or cannot be written, or the database cannot be read.
    pub async fn backup(&self, file: &Path) -> Result<Copied, BackupError> {
        self.flush_reads().await;
        self.inner.store.backup(file).await
    }
}

/// A person's rows, each episode's as evaluated at its own moment.
fn person_rows(
    id: PersonId,
    entries: &[Entry],
    evaluated_at: &BTreeMap<EpisodeId, Timestamp>,
    around: &Around<'_>,
) -> PersonProjection {
    let whole = PersonFile::as_known_at(id, entries, Timestamp::MAX);
    let mut projection = project(&whole, &BTreeSet::new(), Timestamp::MAX, around);
    for (episode, moment) in evaluated_at {
        let file = PersonFile::as_known_at(id, entries, *moment);
        let rows = project(&file, &BTreeSet::from([*episode]), *moment, around);
        projection.episodes.extend(rows.episodes);
    }
    projection
}
