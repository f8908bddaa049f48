//! Who is signed in, and how often somebody has tried to be.

use domain::{ids::AccountId, ledger::Digest32};
use jiff::Timestamp;

use crate::{Account, Fault, Store};

/// The digest of a session's token. The token itself is known to the browser alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SessionDigest(pub Digest32);

/// Somebody signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// By what it is found.
    pub digest: SessionDigest,
    /// The account, as it is now.
    pub account: Account,
    /// When they signed in.
    pub created_at: Timestamp,
    /// When it was last used, as far as it was noted.
    pub last_seen_at: Timestamp,
    /// When it ends whatever happens.
    pub expires_at: Timestamp,
}

impl Store {
    /// Begins a session.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn begin_session(
        &self,
        digest: SessionDigest,
        account: AccountId,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<(), Fault> {
        todo!("{digest:?} {account} {now} {expires_at}")
    }

    /// The session of that digest, while it has neither ended nor expired and its account is active.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn session(&self, digest: SessionDigest, now: Timestamp) -> Result<Option<Session>, Fault> {
        todo!("{digest:?} {now}")
    }

    /// Notes that a session is in use. Worth a write only now and then; the caller decides.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn touch_session(&self, digest: SessionDigest, now: Timestamp) -> Result<(), Fault> {
        todo!("{digest:?} {now}")
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn end_session(&self, digest: SessionDigest, now: Timestamp) -> Result<(), Fault> {
        todo!("{digest:?} {now}")
    }

    /// Ends every session of an account and says how many there were.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn end_all_sessions(&self, account: AccountId, now: Timestamp) -> Result<u64, Fault> {
        todo!("{account} {now}")
    }

    /// Notes a failed attempt to sign in under a key (a digest of the username or of the address).
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn note_sign_in_attempt(&self, key: &Digest32, now: Timestamp) -> Result<(), Fault> {
        todo!("{key:?} {now}")
    }

    /// How many failed attempts there were under a key since then.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn sign_in_attempts(&self, key: &Digest32, since: Timestamp) -> Result<i64, Fault> {
        todo!("{key:?} {since}")
    }

    /// Forgets the attempts under a key, after a success.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn forget_sign_in_attempts(&self, key: &Digest32) -> Result<(), Fault> {
        todo!("{key:?}")
    }

    /// Removes sessions that ended or expired, and attempts made, before then. Says how many rows went.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn sweep_sessions(&self, before: Timestamp) -> Result<u64, Fault> {
        todo!("{before}")
    }
}
