//! What everybody does with their own account: another password, and an end to sessions that they do not know.

use jiff::Timestamp;
use store::{AccountChange, AccountChanged, Activity};

use super::{AccountRefused, SessionId, SignedIn, setup::strong_enough};
use crate::{App, trouble::Trouble};

/// A session of one's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnSession {
    /// Which.
    pub session: SessionId,
    /// When it began.
    pub began_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_used_at: Timestamp,
    /// Whether it is the one that asks.
    pub standing: SessionStanding,
}

/// Whether a session is the one that asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionStanding {
    /// It is.
    This,
    /// It is on another device, or in another browser.
    Other,
}

impl App {
    /// Changes the password of whoever is signed in, and ends their sessions, this one among them: they sign in anew.
    ///
    /// # Errors
    /// When the old password is wrong, the new one is weak, or the database cannot do it.
    pub async fn change_password(&self, who: &SignedIn, old: &str, new: &str) -> Result<(), AccountRefused> {
        strong_enough(new, &who.username)?;
        if old == new {
            return Err(AccountRefused::PasswordUnchanged);
        }
        let account = self.inner.store.account(who.account).await?;
        let mut account = account
            .filter(|account| account.activity == Activity::Active)
            .ok_or(AccountRefused::WrongPassword)?;
        let passwords = &self.inner.passwords;
        if !passwords.fits(old.to_owned(), Some(account.password_hash.clone())).await {
            return Err(AccountRefused::WrongPassword);
        }
        account.password_hash = passwords.hash(new.to_owned()).await;
        account.one_time_until = None;
        let change = self.change_by(who, account.id, AccountChanged::PasswordChanged);
        self.inner.store.change_account_by(&account, &change).await?;
        Ok(())
    }

    /// The running sessions of whoever is signed in, the one used last first.
    ///
    /// # Errors
    /// When the database cannot say.
    pub async fn own_sessions(&self, who: &SignedIn) -> Result<Vec<OwnSession>, Trouble> {
        let now = self.clock().now();
        let sessions = self.inner.store.sessions_of(who.account, now).await?;
        let own = sessions.into_iter().map(|session| {
            let id = SessionId(session.digest);
            let standing = if id == who.session { SessionStanding::This } else { SessionStanding::Other };
            OwnSession {
                session: id,
                began_at: session.created_at,
                last_used_at: session.last_seen_at,
                standing,
            }
        });
        Ok(own.collect())
    }

    /// Ends a session of one's own, by the text that stands for it.
    ///
    /// # Errors
    /// Not found for anything but a running session of theirs.
    pub async fn end_own_session(&self, who: &SignedIn, session: &str) -> Result<(), Trouble> {
        let now = self.clock().now();
        for own in self.own_sessions(who).await? {
            if own.session.reference() == session {
                self.inner.store.end_session_of(who.account, own.session.0, now).await?;
                return Ok(());
            }
        }
        Err(Trouble::NotFound)
    }

    /// Something that somebody does to an account, now.
    pub(super) fn change_by(
        &self,
        who: &SignedIn,
        account: domain::ids::AccountId,
        what: AccountChanged,
    ) -> AccountChange {
        AccountChange { at: self.clock().now(), by: who.actor(), account, what }
    }
}

impl SessionId {
    /// A text that stands for the session in forms; nobody signs in with it.
    #[must_use]
    pub fn reference(&self) -> String {
        use sha2::{Digest as _, Sha256};
        let mut hasher = Sha256::new();
        hasher.update(b"safewell session reference 1\n");
        hasher.update(self.0.0);
        hex::encode(&hasher.finalize()[..12])
    }
}
