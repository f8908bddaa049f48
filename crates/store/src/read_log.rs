//! Who has read whose record, in which role and what for: a chain of its own, which cannot be changed either.

use domain::{
    ids::{AccountId, AgencyId, EpisodeId, PersonId, UnidentifiedId},
    ledger::{Actor, Digest32},
};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::{
    Fault, Store,
    chain::BEFORE_THE_FIRST,
    projection,
    sql::{Row, Statement, Value, sql},
};

/// One reading of a record or a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// When.
    pub at: Timestamp,
    /// Who, in which role, for which agency.
    pub actor: Actor,
    /// What for: a word of a closed set, never free text, because a reading can never be removed.
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
    /// The record of somebody who cannot be named.
    Unidentified(UnidentifiedId),
    /// A person's record as it was known at a moment before.
    PastPerson {
        /// Whose.
        person: PersonId,
        /// The moment.
        known_at: Timestamp,
    },
    /// An episode as it was known at a moment before.
    PastEpisode {
        /// Which.
        episode: EpisodeId,
        /// The moment.
        known_at: Timestamp,
    },
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

/// Somebody who has read an episode, in one role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Who.
    pub actor: Actor,
    /// When they first opened it.
    pub first_at: Timestamp,
    /// When they last did.
    pub last_at: Timestamp,
    /// How often.
    pub times: i64,
    /// What was recorded by then was there to be seen: their last reading, or the latest moment as of which they read.
    pub known_until: Timestamp,
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
        if reads.is_empty() {
            return Ok(());
        }
        let mut tx = self.pools.begin().await?;
        tx.on_postgres(sql("SELECT pg_advisory_xact_lock($1)").bind(LOCK)).await?;
        let head =
            tx.first(sql("SELECT sequence, hash FROM read_log ORDER BY sequence DESC LIMIT 1")).await?;
        let (mut sequence, mut hash) = match head {
            Some(row) => (row.number("sequence")?, row.digest("hash")?),
            None => (0, BEFORE_THE_FIRST),
        };
        let mut rows = Vec::with_capacity(reads.len());
        for read in reads {
            sequence += 1;
            hash = hash_of(&hash, sequence, read);
            rows.push(columns(sequence, read, hash));
        }
        projection::insert(&mut tx, "read_log", COLUMNS, rows).await?;
        tx.commit().await
    }

    /// Who has read a person's record or episodes, the latest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn reads_of(&self, person: PersonId, limit: u32) -> Result<Vec<Logged>, Fault> {
        let rows = self
            .pools
            .all(
                Statement::built(
                    format!(
                        "SELECT {COLUMNS} FROM read_log
                        WHERE subject_id IN (
                            SELECT $1 UNION ALL SELECT episode_id FROM episode_row WHERE person_id = $1
                        )
                        ORDER BY sequence DESC
                        LIMIT $2"
                    ),
                    Vec::new(),
                )
                .bind(person.0)
                .bind(i64::from(limit)),
            )
            .await?;
        rows.iter().map(logged).collect()
    }

    /// Who had read an episode for that purpose by a moment, the latest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn readers_of(
        &self,
        episode: EpisodeId,
        purpose: &str,
        by: Timestamp,
    ) -> Result<Vec<Reader>, Fault> {
        let rows = self
            .pools
            .all(
                sql("SELECT
                        account_id,
                        role,
                        agency_id,
                        MIN(at) AS first_at,
                        MAX(at) AS last_at,
                        COUNT(*) AS times,
                        MAX(COALESCE(known_at, at)) AS known_until
                    FROM read_log
                    WHERE subject_id = $1
                        AND subject_kind IN ('episode', 'past_episode')
                        AND purpose = $2
                        AND at <= $3
                    GROUP BY account_id, role, agency_id
                    ORDER BY last_at DESC, account_id, role, agency_id")
                .bind(episode.0)
                .bind(purpose)
                .bind(by),
            )
            .await?;
        rows.iter().map(reader).collect()
    }
}

fn reader(row: &Row) -> Result<Reader, Fault> {
    Ok(Reader {
        actor: actor(row)?,
        first_at: row.instant("first_at")?,
        last_at: row.instant("last_at")?,
        times: row.number("times")?,
        known_until: row.instant("known_until")?,
    })
}

fn actor(row: &Row) -> Result<Actor, Fault> {
    Ok(Actor {
        account: AccountId(row.uuid("account_id")?),
        role: row.text("role")?,
        agency: AgencyId(row.uuid("agency_id")?),
    })
}

/// Any number that no other user of the same PostgreSQL database takes: "swell" and 3.
const LOCK: i64 = 0x0073_7765_6c6c_0003;

pub(crate) const COLUMNS: &str = "sequence, at, account_id, role, agency_id, purpose, subject_kind, subject_id, \
     list_name, list_rows, list_ids, hash, known_at";

fn columns(sequence: i64, read: &Read, hash: Digest32) -> [Value; 13] {
    let (kind, id, known_at, list) = match &read.subject {
        ReadSubject::Person(person) => ("person", Some(person.0), None, None),
        ReadSubject::Episode(episode) => ("episode", Some(episode.0), None, None),
        ReadSubject::Unidentified(record) => ("unidentified", Some(record.0), None, None),
        ReadSubject::PastPerson { person, known_at } => {
            ("past_person", Some(person.0), Some(known_at.as_microsecond()), None)
        }
        ReadSubject::PastEpisode { episode, known_at } => {
            ("past_episode", Some(episode.0), Some(known_at.as_microsecond()), None)
        }
        ReadSubject::List { name, rows, ids } => ("list", None, None, Some((name, rows, ids))),
    };
    [
        sequence.into(),
        read.at.into(),
        read.actor.account.0.into(),
        read.actor.role.as_str().into(),
        read.actor.agency.0.into(),
        read.purpose.as_str().into(),
        kind.into(),
        id.into(),
        list.map(|(name, _, _)| name.clone()).into(),
        list.map(|(_, rows, _)| *rows).into(),
        Value::Bytes(list.map(|(_, _, ids)| ids.to_vec())),
        hash.into(),
        known_at.into(),
    ]
}

pub(crate) fn logged(row: &Row) -> Result<Logged, Fault> {
    let sequence = row.number("sequence")?;
    let known_at = row.instant_or_none("known_at")?;
    let subject = match (row.text("subject_kind")?.as_str(), row.uuid_or_none("subject_id")?, known_at) {
        ("person", Some(id), None) => ReadSubject::Person(PersonId(id)),
        ("episode", Some(id), None) => ReadSubject::Episode(EpisodeId(id)),
        ("unidentified", Some(id), None) => ReadSubject::Unidentified(UnidentifiedId(id)),
        ("past_person", Some(id), Some(known_at)) => {
            ReadSubject::PastPerson { person: PersonId(id), known_at }
        }
        ("past_episode", Some(id), Some(known_at)) => {
            ReadSubject::PastEpisode { episode: EpisodeId(id), known_at }
        }
        ("list", None, None) => ReadSubject::List {
            name: row.text("list_name")?,
            rows: row.number("list_rows")?,
            ids: row.digest("list_ids")?,
        },
        (kind, _, _) => return Err(Fault::broken(format!("reading {sequence}: subject {kind:?}"))),
    };
    Ok(Logged {
        sequence,
        read: Read { at: row.instant("at")?, actor: actor(row)?, purpose: row.text("purpose")?, subject },
    })
}

/// The hash that chains a reading to the one before it. Every part is preceded by its length, so that no two different
/// readings can give the same bytes.
pub(crate) fn hash_of(previous: &Digest32, sequence: i64, read: &Read) -> Digest32 {
    let mut hasher = Sha256::new();
    hasher.update(b"safewell read 1\n");
    hasher.update(previous);
    let mut part = |bytes: &[u8]| {
        hasher.update((bytes.len() as u64).to_be_bytes());
        hasher.update(bytes);
    };
    part(&sequence.to_be_bytes());
    part(&read.at.as_microsecond().to_be_bytes());
    part(read.actor.account.0.as_bytes());
    part(read.actor.role.as_bytes());
    part(read.actor.agency.0.as_bytes());
    part(read.purpose.as_bytes());
    match &read.subject {
        ReadSubject::Person(person) => {
            part(b"person");
            part(person.0.as_bytes());
        }
        ReadSubject::Episode(episode) => {
            part(b"episode");
            part(episode.0.as_bytes());
        }
        ReadSubject::Unidentified(record) => {
            part(b"unidentified");
            part(record.0.as_bytes());
        }
        ReadSubject::PastPerson { person, known_at } => {
            part(b"past person");
            part(person.0.as_bytes());
            part(&known_at.as_microsecond().to_be_bytes());
        }
        ReadSubject::PastEpisode { episode, known_at } => {
            part(b"past episode");
            part(episode.0.as_bytes());
            part(&known_at.as_microsecond().to_be_bytes());
        }
        ReadSubject::List { name, rows, ids } => {
            part(b"list");
            part(name.as_bytes());
            part(&rows.to_be_bytes());
            part(ids);
        }
    }
    hasher.finalize().into()
}
