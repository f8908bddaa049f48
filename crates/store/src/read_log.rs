//! Who has read whose record, in which role and what for: a chain of its own, which cannot be changed either.

use domain::{
    ids::{AccountId, AgencyId, EpisodeId, PersonId},
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
}

/// Any number that no other user of the same PostgreSQL database takes: "swell" and 3.
const LOCK: i64 = 0x0073_7765_6c6c_0003;

pub(crate) const COLUMNS: &str = "sequence, at, account_id, role, agency_id, purpose, subject_kind, subject_id, \
     list_name, list_rows, list_ids, hash";

fn columns(sequence: i64, read: &Read, hash: Digest32) -> [Value; 12] {
    let (kind, id, list) = match &read.subject {
        ReadSubject::Person(person) => ("person", Some(person.0), None),
        ReadSubject::Episode(episode) => ("episode", Some(episode.0), None),
        ReadSubject::List { name, rows, ids } => ("list", None, Some((name, rows, ids))),
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
    ]
}

pub(crate) fn logged(row: &Row) -> Result<Logged, Fault> {
    let sequence = row.number("sequence")?;
    let subject = match (row.text("subject_kind")?.as_str(), row.uuid_or_none("subject_id")?) {
        ("person", Some(id)) => ReadSubject::Person(PersonId(id)),
        ("episode", Some(id)) => ReadSubject::Episode(EpisodeId(id)),
        ("list", None) => ReadSubject::List {
            name: row.text("list_name")?,
            rows: row.number("list_rows")?,
            ids: row.digest("list_ids")?,
        },
        (kind, _) => return Err(Fault::broken(format!("reading {sequence}: subject {kind:?}"))),
    };
    Ok(Logged {
        sequence,
        read: Read {
            at: row.instant("at")?,
            actor: Actor {
                account: AccountId(row.uuid("account_id")?),
                role: row.text("role")?,
                agency: AgencyId(row.uuid("agency_id")?),
            },
            purpose: row.text("purpose")?,
            subject,
        },
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
        ReadSubject::List { name, rows, ids } => {
            part(b"list");
            part(name.as_bytes());
            part(&rows.to_be_bytes());
            part(ids);
        }
    }
    hasher.finalize().into()
}
