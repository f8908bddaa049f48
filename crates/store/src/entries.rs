//! Reading the ledger.

use std::collections::{BTreeMap, HashMap};

use domain::{
    ids::{AccountId, AgencyId, EntryId, EpisodeId, IncidentId, PersonId},
    ledger::{Actor, Content, Entry, Event, Stream},
};

use crate::{
    Fault, FileClaim, Store,
    sql::{Builder, Row, Statement, sql},
};

/// What [`entry`] reads, of an entry `e` and its payload `p`.
macro_rules! entry_columns {
    () => {
        "e.sequence, e.id, e.stream_kind, e.stream_id, e.person_id, e.version, e.name, e.happened_at, \
         e.recorded_at, e.account_id, e.role, e.agency_id, e.commitment, e.hash, p.bytes, p.salt"
    };
}

/// A person's whole file as the ledger holds it, with those of the records that were merged into it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileEntries {
    /// Every entry of the person's streams, in the global order.
    pub entries: Vec<Entry>,
    /// How many there are.
    pub count: i64,
    /// What an act that is decided on this state of the file claims: of each record, in the order of ids, how many are its own.
    pub claims: Vec<FileClaim>,
}

/// In whose file a record counts, and how long that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileLength {
    /// Whose file: another's where the record was merged into it.
    pub survivor: PersonId,
    /// As [`FileEntries::claims`].
    pub claims: Vec<FileClaim>,
}

impl FileEntries {
    /// From rows of [`entry_columns`] in the global order.
    pub(crate) fn read(rows: &[Row]) -> Result<Self, Fault> {
        let entries: Vec<Entry> = rows.iter().map(entry).collect::<Result<_, _>>()?;
        let count = i64::try_from(entries.len()).map_err(|error| Fault::broken(error.to_string()))?;
        let mut own: BTreeMap<PersonId, i64> = BTreeMap::new();
        for row in rows {
            *own.entry(PersonId(row.uuid("person_id")?)).or_default() += 1;
        }
        Ok(Self { entries, count, claims: claims(own) })
    }

    /// The last version of a stream in this file; 0 where it has none.
    #[must_use]
    pub fn version(&self, stream: Stream) -> i64 {
        self.entries
            .iter()
            .filter(|entry| entry.stream == stream)
            .map(|entry| entry.version)
            .max()
            .unwrap_or(0)
    }
}

pub(crate) use entry_columns;

impl Store {
    /// Every entry about a person. An unknown person has an empty file.
    ///
    /// # Errors
    /// When the database cannot be read, or holds what this program did not write.
    pub async fn person_entries(&self, person: PersonId) -> Result<FileEntries, Fault> {
        FileEntries::read(&self.pools.all(of_file(person)).await?)
    }

    /// The entries of one stream, by version.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn stream_entries(&self, stream: Stream) -> Result<Vec<Entry>, Fault> {
        let rows = self
            .pools
            .all(
                sql(concat!(
                    "SELECT ",
                    entry_columns!(),
                    " FROM entry e LEFT JOIN payload p ON p.sequence = e.sequence
                    WHERE e.stream_id = $1 AND e.stream_kind = $2
                    ORDER BY e.version"
                ))
                .bind(stream.id())
                .bind(stream.kind()),
            )
            .await?;
        rows.iter().map(entry).collect()
    }

    /// The entries of one call, by version.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn incident_entries(&self, incident: IncidentId) -> Result<Vec<Entry>, Fault> {
        self.stream_entries(Stream::Incident(incident)).await
    }

    /// The entries of several calls, each by version.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn entries_of_incidents(
        &self,
        incidents: &[IncidentId],
    ) -> Result<HashMap<IncidentId, Vec<Entry>>, Fault> {
        let mut calls: HashMap<IncidentId, Vec<Entry>> = HashMap::new();
        let Some(first) = incidents.first() else { return Ok(calls) };
        let mut query = Builder::new(concat!(
            "SELECT ",
            entry_columns!(),
            " FROM entry e LEFT JOIN payload p ON p.sequence = e.sequence WHERE e.stream_kind = "
        ));
        query.value(Stream::Incident(*first).kind()).push(" AND e.stream_id IN ");
        query.list(incidents.iter().map(|incident| incident.0)).push(" ORDER BY e.sequence");
        for row in &self.pools.all(query.build()).await? {
            let entry = entry(row)?;
            if let Stream::Incident(incident) = entry.stream {
                calls.entry(incident).or_default().push(entry);
            }
        }
        Ok(calls)
    }

    /// In whose files these people's records count, and how many entries those have; somebody of whom nothing was recorded is
    /// left out.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn file_lengths(&self, people: &[PersonId]) -> Result<HashMap<PersonId, FileLength>, Fault> {
        let mut survivors: HashMap<PersonId, PersonId> = HashMap::new();
        let mut own: HashMap<PersonId, BTreeMap<PersonId, i64>> = HashMap::new();
        let mut wanted: Vec<PersonId> = people.to_vec();
        // Twice at most: a survivor was not absorbed itself.
        while !wanted.is_empty() {
            for (person, entries, merged_into) in self.lengths_around(&wanted).await? {
                let survivor = merged_into.unwrap_or(person);
                survivors.insert(person, survivor);
                own.entry(survivor).or_default().insert(person, entries);
            }
            let later = survivors.values().copied().filter(|survivor| !survivors.contains_key(survivor));
            wanted = later.collect();
        }
        let length = |person: &PersonId| {
            let survivor = *survivors.get(person)?;
            Some((*person, FileLength { survivor, claims: claims(own.get(&survivor)?.clone()) }))
        };
        Ok(people.iter().filter_map(length).collect())
    }

    /// Of these people and of those who were merged into them: how many entries are their own, and into whom they were merged.
    async fn lengths_around(
        &self,
        people: &[PersonId],
    ) -> Result<Vec<(PersonId, i64, Option<PersonId>)>, Fault> {
        let mut query = Builder::new(
            "SELECT f.person_id, f.entries, m.survivor_id
            FROM person_file f LEFT JOIN merged_person m ON m.person_id = f.person_id
            WHERE f.person_id IN ",
        );
        query.list(people.iter().map(|person| person.0)).push(
            " UNION ALL
            SELECT f.person_id, f.entries, m.survivor_id
            FROM merged_person m JOIN person_file f ON f.person_id = m.person_id
            WHERE m.survivor_id IN ",
        );
        query.list(people.iter().map(|person| person.0));
        let rows = self.pools.all(query.build()).await?;
        let read = |row: &Row| {
            let survivor = row.uuid_or_none("survivor_id")?.map(PersonId);
            Ok((PersonId(row.uuid("person_id")?), row.number("entries")?, survivor))
        };
        rows.iter().map(read).collect()
    }

    /// Whose an episode is: in whose record it was opened, whatever that was merged into.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn episode_person(&self, episode: EpisodeId) -> Result<Option<PersonId>, Fault> {
        self.stream_person(Stream::Episode(episode)).await
    }

    /// Whose file a stream belongs to.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn stream_person(&self, stream: Stream) -> Result<Option<PersonId>, Fault> {
        let row = self
            .pools
            .first(
                sql("SELECT person_id FROM entry WHERE stream_id = $1 AND stream_kind = $2 AND version = 1")
                    .bind(stream.id())
                    .bind(stream.kind()),
            )
            .await?;
        match row {
            Some(row) => Ok(row.uuid_or_none("person_id")?.map(PersonId)),
            None => Ok(None),
        }
    }
}

/// Every entry of a file: of its own record and of those that were merged into it.
pub(crate) fn of_file(survivor: PersonId) -> Statement {
    sql(concat!(
        "SELECT ",
        entry_columns!(),
        " FROM entry e LEFT JOIN payload p ON p.sequence = e.sequence
        WHERE e.person_id IN (
            SELECT $1
            UNION ALL
            SELECT m.person_id FROM merged_person m WHERE m.survivor_id = $2
        )
        ORDER BY e.sequence"
    ))
    .bind(survivor.0)
    .bind(survivor.0)
}

fn claims(own: BTreeMap<PersonId, i64>) -> Vec<FileClaim> {
    own.into_iter().map(|(person, entries)| FileClaim { person, entries }).collect()
}

/// An entry from a row of [`entry_columns`]. Without a payload it was disposed of; `verify` asks whether by right.
pub(crate) fn entry(row: &Row) -> Result<Entry, Fault> {
    let mut entry = header(row)?;
    if let Some(bytes) = row.bytes_or_none("bytes")? {
        entry.content = Content::Event(event(entry.sequence, &bytes)?);
    }
    Ok(entry)
}

/// The event that a payload says.
pub(crate) fn event(sequence: i64, payload: &[u8]) -> Result<Event, Fault> {
    // What serde says may quote the payload, which may name people.
    serde_json::from_slice(payload)
        .map_err(|_| Fault::broken(format!("entry {sequence}: the payload is no event")))
}

/// An entry as if it were disposed of: everything but the payload.
pub(crate) fn header(row: &Row) -> Result<Entry, Fault> {
    let sequence = row.number("sequence")?;
    let kind = row.text("stream_kind")?;
    let stream = Stream::from_parts(&kind, row.uuid("stream_id")?)
        .ok_or_else(|| Fault::broken(format!("entry {sequence}: no stream is of kind {kind:?}")))?;
    Ok(Entry {
        sequence,
        id: EntryId(row.uuid("id")?),
        stream,
        version: row.number("version")?,
        name: row.text("name")?,
        happened_at: row.instant("happened_at")?,
        recorded_at: row.instant("recorded_at")?,
        actor: Actor {
            account: AccountId(row.uuid("account_id")?),
            role: row.text("role")?,
            agency: AgencyId(row.uuid("agency_id")?),
        },
        content: Content::Disposed,
        commitment: row.digest("commitment")?,
        hash: row.digest("hash")?,
    })
}
