//! Appending to the ledger: entries, list rows, queued messages and the idempotency key, all or nothing.

use domain::{
    ids::{AccountId, PersonId},
    ledger::{Digest32, Draft, Entry, Stream},
    projection::{IncidentRow, PersonProjection},
};
use jiff::Timestamp;

use crate::{DraftId, Fault, Store};

/// Everything that one act writes.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// The entries, stream by stream; they get their places in the global order as listed.
    pub writes: Vec<StreamWrite>,
    /// The files of the people whom `writes` and `projections` concern, as they were when the act was decided.
    pub files: Vec<FileClaim>,
    /// List rows worked out from each file with the new entries in it.
    pub projections: Vec<PersonProjection>,
    /// List rows of the calls concerned.
    pub incidents: Vec<IncidentRow>,
    /// The key under which a repeated request gets the first one's response instead of acting again.
    pub idempotency: Option<IdempotencyKey>,
    /// Messages to be sent once all this is saved.
    pub outbox: Vec<OutboxMessage>,
    /// The draft that this act completes; it is deleted.
    pub draft_done: Option<DraftDone>,
}

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
        todo!("{batch:?}")
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
        todo!("{account} {key} {request:?}")
    }

    /// Forgets idempotency keys older than that.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn forget_keys_before(&self, before: Timestamp) -> Result<u64, Fault> {
        todo!("{before}")
    }
}
