//! Appending to the ledger: entries, list rows, queued messages and the idempotency key, all or nothing.

use std::collections::BTreeMap;

use domain::{
    ids::{AccountId, PersonId},
    ledger::{Digest32, Draft, Entry, Stream},
    projection::{IncidentRow, PersonProjection},
    unidentified::UnidentifiedRow,
};
use jiff::Timestamp;

use crate::{
    DraftId, Fault, Picture, Store, Touched, chain, merged, photographs,
    pool::Tx,
    projection,
    sql::{Row, Statement, sql},
    unidentified,
};

/// Everything that one act writes.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// The entries, stream by stream; they get their places in the global order as listed.
    pub writes: Vec<StreamWrite>,
    /// The files of the people whom `writes` and `projections` concern, as they were when the act was decided.
    pub files: Vec<FileClaim>,
    /// List rows worked out from each file with the new entries in it.
    pub projections: Vec<PersonProjection>,
    /// The people whose records this act merges or separates: their rows are written anew from `projections`, which name every
    /// episode of theirs.
    pub regrouped: Vec<PersonId>,
    /// List rows of the calls concerned.
    pub incidents: Vec<IncidentRow>,
    /// Rows of the records concerned of people who cannot be named.
    pub unidentified: Vec<UnidentifiedRow>,
    /// The key under which a repeated request gets the first one's response instead of acting again.
    pub idempotency: Option<IdempotencyKey>,
    /// Messages to be sent once all this is saved.
    pub outbox: Vec<OutboxMessage>,
    /// The pictures that entries of this batch name.
    pub pictures: Vec<Picture>,
    /// The draft that this act completes; it is deleted.
    pub draft_done: Option<DraftDone>,
    /// What was looked up across files before this act was decided; nothing for an act that rests on its own file alone.
    pub looked_up: Option<LookedUp>,
}

/// What was looked up, and how far the ledger had come then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LookedUp {
    /// What.
    pub what: LookUp,
    /// The end of the ledger before it was.
    pub at: LedgerEnd,
}

/// What an act can rest on that stands in no file of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LookUp {
    /// Who may be the same as somebody whose record the act makes.
    Namesakes,
    /// Of which records of people who cannot be named somebody missing is said to be.
    Identities,
}

/// How far the ledger had come: the sequence of its last entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct LedgerEnd(pub i64);

/// New entries of one stream.
#[derive(Clone, Debug)]
pub struct StreamWrite {
    /// The stream; every draft names the same one.
    pub stream: Stream,
    /// Whose file the stream belongs to; nothing for an incident, which may concern several people.
    pub person: Option<PersonId>,
    /// The stream's last version when the act was decided; 0 for a new stream.
    pub expected_version: i64,
    /// What is appended, in order.
    pub drafts: Vec<Draft>,
}

/// A person's file as it was when the act was decided. If another act has added to it since, nothing is written:
/// list rows worked out from an old file would be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileClaim {
    /// Whose.
    pub person: PersonId,
    /// How many entries it had ([`crate::FileEntries::count`]); 0 for a new person.
    pub entries: i64,
}

/// A client's key for one act, so that sending it twice does it once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey {
    /// The key as the client chose it.
    pub key: String,
    /// Whose; another account's same key is another key.
    pub account: AccountId,
    /// Digest of the request, so that a key used again for something else is noticed.
    pub request: Digest32,
    /// The response, kept to be given again.
    pub response: Vec<u8>,
    /// Now; keys are forgotten after a while.
    pub at: Timestamp,
}

/// The response that the first request with a key was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredResponse(pub Vec<u8>);

/// A message to be delivered by a job after the commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxMessage {
    /// What kind of message; the job that delivers it is chosen by this.
    pub topic: String,
    /// What the job needs.
    pub payload: Vec<u8>,
}

/// A report draft that has become entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DraftDone {
    /// Which.
    pub draft: DraftId,
    /// Whose; somebody else's draft is never deleted.
    pub account: AccountId,
    /// The version that became entries.
    pub version: i64,
}

/// What was appended.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Appended {
    /// The entries, with their places and hashes.
    pub entries: Vec<Entry>,
}

/// Why nothing was appended.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// Somebody else has written to the stream since the act was decided. Load again, show the difference, decide again.
    #[error("{stream} is at version {found}, not {expected}")]
    Conflict {
        /// The stream.
        stream: Stream,
        /// The version that the act was decided on.
        expected: i64,
        /// The version that it has now.
        found: i64,
    },
    /// Somebody else has added to a person's file since the act was decided, in whatever stream. Load and decide again.
    #[error("the file of person {person} has changed")]
    FileChanged {
        /// Whose.
        person: PersonId,
    },
    /// Somebody's record was made or renamed since it was looked up who may be the same, or it was said of somebody who they
    /// are since it was looked up of whom that is said. Look again and decide again.
    #[error("what was looked up before has changed since")]
    SomebodyNew,
    /// The draft that the act completes was sent, saved or taken over since. Load and decide again.
    #[error("the draft has changed")]
    DraftChanged,
    /// The same request was carried out before: this is what it was answered.
    #[error("this request was carried out before")]
    IdempotencyReplay(StoredResponse),
    /// The key was used before for a different request.
    #[error("the idempotency key belongs to a different request")]
    IdempotencyMismatch,
    /// The database did not take it. Nothing was saved.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Store {
    /// Appends a batch: all of it or nothing.
    ///
    /// # Errors
    /// See [`AppendError`]; in every case nothing was written.
    pub async fn append(&self, batch: Batch) -> Result<Appended, AppendError> {
        let touched = touched(&batch);
        let mut tx = self.pools.begin().await?;
        if let Some(key) = &batch.idempotency {
            claim_key(&mut tx, key).await?;
        }
        claim_files(&mut tx, &batch).await?;
        merged::clear(&mut tx, &batch.regrouped).await?;
        for projection in &batch.projections {
            projection::write_person(&mut tx, projection).await?;
        }
        if !batch.regrouped.is_empty() {
            merged::write(&mut tx, &batch.projections).await?;
        }
        for incident in &batch.incidents {
            projection::write_incident(&mut tx, incident).await?;
        }
        for row in &batch.unidentified {
            unidentified::write(&mut tx, row).await?;
        }
        queue(&mut tx, &batch.outbox).await?;
        if let Some(done) = &batch.draft_done {
            finish(&mut tx, done).await?;
        }
        let now = batch.writes.iter().flat_map(|write| &write.drafts).map(|draft| draft.recorded_at).max();
        photographs::keep(&mut tx, &batch.pictures, &batch.writes, now.unwrap_or(Timestamp::UNIX_EPOCH))
            .await?;
        self.announcer.prepare(&mut tx, &touched).await?;
        // Last, because on PostgreSQL everyone else waits from here to the commit.
        let entries = chain::append(&mut tx, batch.writes, batch.looked_up).await?;
        tx.commit().await?;
        self.announcer.announce(touched);
        Ok(Appended { entries })
    }

    /// What the first request with this key was answered, if there was one: asked before deciding, so that a repeated
    /// request is not refused for what the first one did.
    ///
    /// # Errors
    /// [`AppendError::IdempotencyReplay`] and [`AppendError::IdempotencyMismatch`] as [`Store::append`] gives them.
    pub async fn replayed(
        &self,
        account: AccountId,
        key: &str,
        request: &Digest32,
    ) -> Result<(), AppendError> {
        match self.pools.first(stored_key(account, key)).await? {
            None => Ok(()),
            Some(row) => Err(answered_before(&row, request)?),
        }
    }

    /// When the same request was carried out for the account under another key since that moment, the last time.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn sent_alike(
        &self,
        account: AccountId,
        key: &str,
        request: &Digest32,
        since: Timestamp,
    ) -> Result<Option<Timestamp>, Fault> {
        let row = self
            .pools
            .first(
                sql("SELECT at FROM idempotency
                    WHERE account_id = $1 AND request = $2 AND key <> $3 AND at >= $4
                    ORDER BY at DESC
                    LIMIT 1")
                .bind(account.0)
                .bind(*request)
                .bind(key)
                .bind(since),
            )
            .await?;
        row.map(|row| row.instant("at")).transpose()
    }

    /// Forgets idempotency keys older than that.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn forget_keys_before(&self, before: Timestamp) -> Result<u64, Fault> {
        self.write(sql("DELETE FROM idempotency WHERE at < $1").bind(before)).await
    }
}

/// Deletes a draft that has become entries. The row is gone with the first act that completes it, so there is one.
async fn finish(tx: &mut Tx, done: &DraftDone) -> Result<(), AppendError> {
    let deleted = tx
        .run(
            sql("DELETE FROM draft WHERE id = $1 AND account_id = $2 AND version = $3")
                .bind(done.draft.0)
                .bind(done.account.0)
                .bind(done.version),
        )
        .await?;
    if deleted == 1 { Ok(()) } else { Err(AppendError::DraftChanged) }
}

fn touched(batch: &Batch) -> Touched {
    Touched {
        people: batch
            .projections
            .iter()
            .map(|projection| projection.row.person)
            .chain(batch.regrouped.iter().copied())
            .collect(),
        episodes: batch
            .projections
            .iter()
            .flat_map(|projection| &projection.episodes)
            .map(|episode| episode.row.episode)
            .collect(),
        incidents: batch.incidents.iter().map(|row| row.incident).collect(),
        unidentified: batch.unidentified.iter().map(|row| row.unidentified).collect(),
    }
}

/// Takes the key before anything else is asked, so that of two equal requests at once the second waits for the first
/// and is then answered like it, not refused for what it did.
async fn claim_key(tx: &mut Tx, key: &IdempotencyKey) -> Result<(), AppendError> {
    let taken = tx
        .run(
            sql("INSERT INTO idempotency (account_id, key, request, response, at)
                VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (account_id, key) DO NOTHING")
            .bind(key.account.0)
            .bind(key.key.as_str())
            .bind(key.request)
            .bind(key.response.as_slice())
            .bind(key.at),
        )
        .await?;
    if taken == 1 {
        return Ok(());
    }
    match tx.first(stored_key(key.account, &key.key)).await? {
        Some(row) => Err(answered_before(&row, &key.request)?),
        None => Err(Fault::broken("an idempotency key is neither free nor taken").into()),
    }
}

fn stored_key(account: AccountId, key: &str) -> Statement {
    sql("SELECT request, response FROM idempotency WHERE account_id = $1 AND key = $2")
        .bind(account.0)
        .bind(key)
}

fn answered_before(row: &Row, request: &Digest32) -> Result<AppendError, Fault> {
    if row.digest("request")? == *request {
        Ok(AppendError::IdempotencyReplay(StoredResponse(row.bytes("response")?)))
    } else {
        Ok(AppendError::IdempotencyMismatch)
    }
}

/// Counts the new entries into each person's file, if it is still the file that the act was decided on. The row stays
/// locked to the commit, so that nobody writes list rows from a file that is about to grow.
async fn claim_files(tx: &mut Tx, batch: &Batch) -> Result<(), AppendError> {
    let mut added: BTreeMap<PersonId, i64> = BTreeMap::new();
    for write in &batch.writes {
        if let Some(person) = write.person {
            let drafts = i64::try_from(write.drafts.len()).expect("a batch is small");
            *added.entry(person).or_default() += drafts;
        }
    }
    // In the order of ids, so that two batches about the same people never wait for each other.
    let claims: BTreeMap<PersonId, i64> =
        batch.files.iter().map(|claim| (claim.person, claim.entries)).collect();
    // INVARIANT: rows are written only for files that are claimed; the caller forgot one otherwise.
    let concerned =
        batch.projections.iter().map(|projection| projection.row.person).chain(added.keys().copied());
    let concerned = concerned.chain(batch.regrouped.iter().copied());
    for person in concerned {
        if !claims.contains_key(&person) {
            return Err(Fault::broken(format!("the batch does not claim the file of {person}")).into());
        }
    }
    for (person, entries) in claims {
        let now = entries + added.get(&person).copied().unwrap_or(0);
        if !claim_file(tx, FileClaim { person, entries }, now).await? {
            return Err(AppendError::FileChanged { person });
        }
    }
    Ok(())
}

/// Moves a file's count from what was claimed to what it is now; says whether the claim was right.
pub(crate) async fn claim_file(tx: &mut Tx, claim: FileClaim, now: i64) -> Result<bool, Fault> {
    let claimed = if claim.entries == 0 {
        tx.run(
            sql("INSERT INTO person_file (person_id, entries) VALUES ($1, $2)
                ON CONFLICT (person_id) DO UPDATE SET entries = excluded.entries
                WHERE person_file.entries = 0")
            .bind(claim.person.0)
            .bind(now),
        )
        .await?
    } else {
        tx.run(
            sql("UPDATE person_file SET entries = $1 WHERE person_id = $2 AND entries = $3")
                .bind(now)
                .bind(claim.person.0)
                .bind(claim.entries),
        )
        .await?
    };
    Ok(claimed == 1)
}

/// Queues messages.
pub(crate) async fn queue(tx: &mut Tx, messages: &[OutboxMessage]) -> Result<(), Fault> {
    let values = messages
        .iter()
        .map(|message| [message.topic.as_str().into(), message.payload.as_slice().into(), 0.into(), 0.into()])
        .collect();
    projection::insert(tx, "outbox", "topic, payload, attempts, available_at", values).await
}
