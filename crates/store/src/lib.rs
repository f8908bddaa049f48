//! The only room that knows SQL: one [`Store`] over SQLite or PostgreSQL, with the same statements on both.
//!
//! The ledger is the truth. [`Store::append`] writes entries, the list rows worked out from them, queued messages and
//! the idempotency key in one transaction; nothing else writes to the ledger, and the schema itself refuses to change
//! or delete an entry. What `store` never does is decide: who may see what arrives as a [`Scope`], rows for lists
//! arrive computed, and the time is told.
//!
//! In the order in which a newcomer should read them:

mod open;
mod schema;

mod append;
mod chain;
mod entries;
mod projection;
mod rows;

mod board;
mod candidates;
mod comparable;
mod holders;
mod merged;
mod messages;
mod people;
mod unidentified;
mod work;

mod changes;
mod outbox;
mod timers;

mod account_changes;
mod accounts;
mod drafts;
mod filters;
mod photographs;
mod read_log;
mod sessions;

mod backup;
mod verify;

mod fault;
mod page;
mod pool;
mod private;
mod sql;

pub use account_changes::{AccountChange, AccountChanged};
pub use accounts::{Account, AccountError, Activity, Agency, NewAccount};
pub use append::{
    AppendError, Appended, Batch, DraftDone, FileClaim, IdempotencyKey, LedgerEnd, LookUp, LookedUp,
    OutboxMessage, StoredResponse, StreamWrite,
};
pub use backup::{BackupError, Copied, RestoreError};
pub use board::{Age, BoardCounts, BoardFilter, BoardSort, GradeFilter, Held, Need, Viewer};
pub use candidates::CandidateFilter;
pub use changes::{Change, Changes, Touched};
pub use comparable::Compared;
pub use drafts::{DraftId, DraftSaved, ReportDraft, SaveDraftError};
pub use entries::{FileEntries, FileLength};
pub use fault::{Fault, Unavailable};
pub use filters::{FilterId, Opens, SaveFilterError, SavedFilter};
pub use holders::Addressee;
pub use messages::Waiting;
pub use open::{Location, Migrated, OpenError, Store};
pub use outbox::Queued;
pub use page::{Cursor, Listed, NotACursor, Page, Scope};
pub use people::PeopleSince;
pub use photographs::Picture;
pub use read_log::{Logged, Read, ReadSubject, Reader};
pub use sessions::{RunningSession, Session, SessionDigest};
pub use timers::{DueClock, Lease, Reprojected};
pub use unidentified::{Closed, UnidentifiedFilter};
pub use verify::{
    Difference, Head, Heads, IncidentFunction, NotHeads, PersonFunction, Projector, Rebuilt,
    UnidentifiedFunction, Verified, VerifyError,
};
pub use work::{Band, NextDuties, Urgency, WorkItem};
