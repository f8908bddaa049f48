//! The record of somebody who cannot be named as it was when something about it is decided.

use std::collections::BTreeSet;

use domain::{
    ids::{EntryId, PersonId, UnidentifiedId},
    ledger::{Actor, Draft, Entry, Event, Stream},
    projection::Surroundings,
    unidentified::{
        MergedRecord, Unidentified, UnidentifiedEvent, UnidentifiedRow, merged_records, project,
        survivor_among,
    },
};
use jiff::Timestamp;
use store::{Batch, StreamWrite};

use uuid::Uuid;

use crate::{App, area::Around, cases::recording::fresh_salt, records::entry_of, trouble::Trouble};

/// A record with its entries.
pub(crate) struct KnownUnidentified {
    /// What is recorded, with what was decided of merged people read together.
    pub(crate) record: Unidentified,
    /// The records of people it names that were merged with others.
    pub(crate) merged: Vec<MergedRecord>,
    pub(crate) entries: Vec<Entry>,
}

impl KnownUnidentified {
    /// The record that goes on of somebody's whom an entry names.
    pub(crate) fn survivor(&self, person: PersonId) -> PersonId {
        survivor_among(&self.merged, person)
    }

    /// What is recorded, each decision of the record of the person of which it was made.
    pub(crate) fn apart(&self) -> Option<Unidentified> {
        Unidentified::as_known_at(self.record.id, &self.entries, Timestamp::MAX)
    }

    /// The place of its last entry in the global order.
    pub(crate) fn version(&self) -> i64 {
        self.entries.last().map_or(0, |entry| entry.sequence)
    }

    /// The moment as of which something is entered now: never before what was entered last.
    pub(crate) fn entered_at(&self, now: Timestamp) -> Timestamp {
        self.record.last_recorded_at().max(now)
    }

    /// An entry that Safewell itself makes, for the agency that has the record.
    pub(crate) fn of_itself(&self, said: UnidentifiedEvent, now: Timestamp) -> Draft {
        Draft {
            id: EntryId(Uuid::now_v7()),
            stream: Stream::Unidentified(self.record.id),
            happened_at: now,
            recorded_at: now,
            actor: Actor::system(self.record.recorded_by.agency),
            event: event(said),
            salt: fresh_salt(),
        }
    }

    /// What it takes to add to it: nothing where somebody else adds to it first.
    pub(crate) fn batch(&self, drafts: Vec<Draft>, around: &Around<'_>) -> Batch {
        written(self.record.id, &self.entries, drafts, around)
    }
}

/// Entries of a record after those that it has, with its rows.
pub(crate) fn written(
    id: UnidentifiedId,
    before: &[Entry],
    drafts: Vec<Draft>,
    around: &Around<'_>,
) -> Batch {
    let last = before.last().map_or((0, 0), |entry| (entry.sequence, entry.version));
    let added = (1..).zip(&drafts).map(|(place, draft)| entry_of(draft, last.0 + place, last.1 + place));
    let entries: Vec<Entry> = before.iter().cloned().chain(added).collect();
    Batch {
        unidentified: unidentified_row(id, &entries, around).into_iter().collect(),
        writes: vec![StreamWrite {
            stream: Stream::Unidentified(id),
            person: None,
            expected_version: last.1,
            drafts,
        }],
        ..Batch::default()
    }
}

/// The rows of a record, from its entries.
pub(crate) fn unidentified_row(
    id: UnidentifiedId,
    entries: &[Entry],
    around: &Around<'_>,
) -> Option<UnidentifiedRow> {
    let record = Unidentified::as_known_at(id, entries, Timestamp::MAX)?;
    let count = i64::try_from(entries.len()).unwrap_or(i64::MAX);
    Some(project(&record, count, around.agencies()))
}

impl App {
    /// A record as it is stored now, without a permit: for deciding on one, and for the clocks.
    pub(crate) async fn fetch_unidentified(&self, id: UnidentifiedId) -> Result<KnownUnidentified, Trouble> {
        let entries = self.inner.store.stream_entries(Stream::Unidentified(id)).await?;
        let record = Unidentified::as_known_at(id, &entries, Timestamp::MAX).ok_or(Trouble::NotFound)?;
        let merged = self.merged_among(&record).await?;
        Ok(KnownUnidentified { record: record.together(&merged), merged, entries })
    }

    /// Of the people whom a record names, the records that were merged into others.
    async fn merged_among(&self, record: &Unidentified) -> Result<Vec<MergedRecord>, Trouble> {
        let people: Vec<PersonId> = record.candidates.keys().copied().collect();
        let survivors = self.inner.store.survivors_of(&people).await?;
        let survivors: Vec<PersonId> = BTreeSet::from_iter(survivors.into_values()).into_iter().collect();
        if survivors.is_empty() {
            return Ok(Vec::new());
        }
        let files = self.files_as_stored(&survivors).await?;
        Ok(files.values().flat_map(|known| merged_records(&known.file)).collect())
    }
}

/// An entry of a record as Safewell itself or somebody makes it.
pub(crate) fn event(of: UnidentifiedEvent) -> Event {
    Event::Unidentified(of)
}
