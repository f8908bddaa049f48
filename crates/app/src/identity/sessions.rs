//! Signing in and out: sessions that expire and can be ended, and attempts that are slowed down.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::ledger::Digest32;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use store::{Activity, SessionDigest};

use super::{Agency, PasswordStanding, SessionId, SignedIn, csrf_key};
use crate::{
    App,
    trouble::{Trouble, Unavailable},
};

/// A session ends so long after it began, whatever happens: a shift and its handover.
pub const SESSION_HOURS: i64 = 12;

/// A session ends so long after it was last used.
const IDLE_MINUTES: i64 = 60;

/// That a session is in use is noted at most so often, so that reading a page is not a write.
const NOTED_EVERY_SECONDS: i64 = 60;

/// Failures within this time count.
const FAILURES_COUNT_MINUTES: i64 = 15;

/// So many failures under one username from one address are free; then each further one doubles the wait.
const FREE_BY_USERNAME_AND_CLIENT: i64 = 5;

/// So many under one username, from wherever, go at full speed; then each further one takes longer. Nobody is kept out by
/// it: whoever knows a colleague's name could otherwise keep them from their cases.
const FREE_BY_USERNAME: i64 = 20;

/// How much longer each attempt takes for each failure beyond those.
const SLOWED_BY_MILLISECONDS: u64 = 150;

/// No attempt is slowed down by more.
const SLOWED_BY_AT_MOST_MILLISECONDS: u64 = 3_000;

/// So many from one address are free: a control room signs in from one.
const FREE_BY_CLIENT: i64 = 60;

/// Attempts are checked and counted one after another.
static CHECKED_AND_COUNTED: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// The first wait; it doubles with each further failure up to [`LONGEST_WAIT_SECONDS`].
const FIRST_WAIT_SECONDS: i64 = 5;

/// The longest: colleagues share an address, and one of them who guesses must not shut out the room.
const LONGEST_WAIT_SECONDS: i64 = 60;

/// The secret of a session: known to the browser alone, stored as its digest only.
#[derive(Clone)]
pub struct SessionToken(String);

impl SessionToken {
    /// As the cookie carries it: letters, digits, `-` and `_`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionToken(..)")
    }
}

/// Who asks in a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskedBy {
    /// Somebody who opened a page or pressed a button.
    Person,
    /// A page that keeps itself current: it lies open whether or not anybody is there.
    OpenPage,
}

/// Why somebody was not signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInRefused {
    /// No account has this name and password. Which of the two is wrong is not said.
    #[error("wrong name or password")]
    WrongNameOrPassword,
    /// Too many failures: the next attempt is taken from then on.
    #[error("too many attempts until {retry_at}")]
    Throttled {
        /// From when on.
        retry_at: Timestamp,
    },
    /// The database cannot say at present.
    #[error("unavailable: {0}")]
    Unavailable(Unavailable),
    /// Something that must hold does not.
    #[error("fault {0}")]
    Fault(crate::trouble::Fault),
}

impl From<store::Fault> for SignInRefused {
    fn from(fault: store::Fault) -> Self {
        match fault.unavailable() {
            Some(kind) => Self::Unavailable(kind),
            None => Self::Fault(crate::trouble::Fault::logged(&fault)),
        }
    }
}

impl App {
    /// Signs somebody in. `client` is the address they come from, for slowing down whoever guesses; it is kept as a
    /// digest.
    ///
    /// # Errors
    /// See [`SignInRefused`]. An unknown name takes as long as a wrong password.
    pub async fn sign_in(
        &self,
        username: &str,
        password: &str,
        client: &str,
    ) -> Result<SessionToken, SignInRefused> {
        let now = self.clock().now();
        let store = &self.inner.store;
        let name = username.trim().to_lowercase();
        let keys = [
            (throttle_key("username and client", &format!("{name}\n{client}")), FREE_BY_USERNAME_AND_CLIENT),
            (throttle_key("client", client), FREE_BY_CLIENT),
        ];
        let by_name = throttle_key("username", &name);
        {
            // Checked and counted in one go, before the slow hashing: of a burst of guesses only the free ones pass.
            let _one_at_a_time = CHECKED_AND_COUNTED.lock().await;
            for (key, free) in &keys {
                self.not_throttled(key, *free, now).await?;
            }
            store.note_sign_in_attempt(&keys[0].0, now).await?;
        }
        self.slow_down(&by_name, now).await?;
        let account = store
            .account_by_username(username.trim())
            .await?
            .filter(|account| account.activity == Activity::Active)
            .filter(|account| account.one_time_until.is_none_or(|until| now < until));
        let hash = account.as_ref().map(|account| account.password_hash.clone());
        let fits = self.inner.passwords.fits(password.to_owned(), hash).await;
        let Some(account) = account.filter(|_| fits) else {
            store.note_sign_in_attempt(&keys[1].0, now).await?;
            store.note_sign_in_attempt(&by_name, now).await?;
            return Err(SignInRefused::WrongNameOrPassword);
        };
        store.forget_sign_in_attempts(&keys[0].0).await?;
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).expect("the system gives random bytes");
        let expires_at = now + SignedDuration::from_hours(SESSION_HOURS);
        store.begin_session(digest_of(&secret), account.id, now, expires_at).await?;
        Ok(SessionToken(URL_SAFE_NO_PAD.encode(secret)))
    }

    /// Takes longer for each recent failure under a name beyond the free ones.
    async fn slow_down(&self, by_name: &Digest32, now: Timestamp) -> Result<(), SignInRefused> {
        let counted_from = now - SignedDuration::from_mins(FAILURES_COUNT_MINUTES);
        let failures = self.inner.store.sign_in_attempts(by_name, counted_from).await?;
        let slowed = slowed_by(failures);
        if !slowed.is_zero() {
            tokio::time::sleep(slowed).await;
        }
        Ok(())
    }

    async fn not_throttled(&self, key: &Digest32, free: i64, now: Timestamp) -> Result<(), SignInRefused> {
        let store = &self.inner.store;
        let counted_from = now - SignedDuration::from_mins(FAILURES_COUNT_MINUTES);
        let failures = store.sign_in_attempts(key, counted_from).await?;
        let Some(wait) = wait_after(failures, free) else {
            return Ok(());
        };
        if store.sign_in_attempts(key, now - wait).await? == 0 {
            return Ok(());
        }
        Err(SignInRefused::Throttled { retry_at: now + wait })
    }

    /// Whose session a token names; nothing once it has ended or expired, or for anything that is no token.
    ///
    /// # Errors
    /// When the database cannot say.
    pub async fn session(&self, token: &str) -> Result<Option<SignedIn>, Trouble> {
        self.session_for(token, AskedBy::Person).await
    }

    /// The same, for whoever says who asks: what a page fetches by itself does not keep its session alive.
    ///
    /// # Errors
    /// When the database cannot say.
    pub async fn session_for(&self, token: &str, by: AskedBy) -> Result<Option<SignedIn>, Trouble> {
        let now = self.clock().now();
        let Some(secret) = secret_of(token) else {
            return Ok(None);
        };
        let digest = digest_of(&secret);
        let Some(session) = self.inner.store.session(digest, now).await? else {
            return Ok(None);
        };
        if now >= session.last_seen_at + SignedDuration::from_mins(IDLE_MINUTES) {
            return Ok(None);
        }
        let noted_last = session.last_seen_at + SignedDuration::from_secs(NOTED_EVERY_SECONDS);
        if by == AskedBy::Person && now >= noted_last {
            // A database that takes no writes still lets people read: they find out when they save.
            if let Err(fault) = self.inner.store.touch_session(digest, now).await {
                tracing::warn!(%fault, "the use of a session was not noted");
            }
        }
        let account = session.account;
        let agency = self.agency(account.agency).await?;
        let (Some(agency), Some(role)) = (agency, account.roles.into_iter().next()) else {
            return Ok(None);
        };
        Ok(Some(SignedIn {
            account: account.id,
            username: account.username,
            name: account.name,
            role,
            agency,
            session: SessionId(digest),
            password: match account.one_time_until {
                None => PasswordStanding::Own,
                Some(_) => PasswordStanding::OneTime,
            },
            csrf_key: csrf_key(&secret),
        }))
    }

    /// Ends this session.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn sign_out(&self, who: &SignedIn) -> Result<(), Trouble> {
        let now = self.clock().now();
        Ok(self.inner.store.end_session(who.session.0, now).await?)
    }

    /// Ends every session of this account, on whatever device, and says how many there were.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn end_all_sessions(&self, who: &SignedIn) -> Result<u64, Trouble> {
        let now = self.clock().now();
        Ok(self.inner.store.end_all_sessions(who.account, now).await?)
    }

    /// The agency of that id. One made by another server since is looked up once.
    async fn agency(&self, id: domain::ids::AgencyId) -> Result<Option<Agency>, Trouble> {
        if let Some(agency) = self.inner.area.agency(id) {
            return Ok(Some(agency));
        }
        self.refresh_agencies().await?;
        Ok(self.inner.area.agency(id))
    }
}

/// How long after the last of so many failures the next attempt is taken; nothing while they are few.
fn wait_after(failures: i64, free: i64) -> Option<SignedDuration> {
    let beyond = u32::try_from(failures - free).ok()?;
    let seconds = FIRST_WAIT_SECONDS.saturating_mul(1 << beyond.min(20));
    Some(SignedDuration::from_secs(seconds.min(LONGEST_WAIT_SECONDS)))
}

/// By how much an attempt is slowed down after so many failures under its name.
fn slowed_by(failures: i64) -> Duration {
    let beyond = u64::try_from(failures - FREE_BY_USERNAME).unwrap_or(0);
    Duration::from_millis((beyond * SLOWED_BY_MILLISECONDS).min(SLOWED_BY_AT_MOST_MILLISECONDS))
}

/// Attempts are counted under a digest: names that were tried and addresses are nobody's business.
fn throttle_key(kind: &str, what: &str) -> Digest32 {
    let mut hasher = Sha256::new();
    hasher.update(b"safewell sign-in 1\n");
    hasher.update(kind);
    hasher.update(b"\n");
    hasher.update(what);
    hasher.finalize().into()
}

fn secret_of(token: &str) -> Option<[u8; 32]> {
    URL_SAFE_NO_PAD.decode(token).ok()?.try_into().ok()
}

fn digest_of(secret: &[u8; 32]) -> SessionDigest {
    SessionDigest(Sha256::digest(secret).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_with_each_failure_and_end_with_the_time_in_which_they_count() {
        let waits: Vec<Option<i64>> =
            (3..12).map(|failures| wait_after(failures, 5).map(|wait| wait.as_secs())).collect();
        assert_eq!(waits, [None, None, Some(5), Some(10), Some(20), Some(40), Some(60), Some(60), Some(60)]);
    }

    #[test]
    fn guesses_under_one_name_are_slowed_down_and_its_owner_is_never_kept_out() {
        let slowed: Vec<u128> =
            [0, 20, 21, 30, 40, 10_000].map(|failures| slowed_by(failures).as_millis()).to_vec();
        assert_eq!(slowed, [0, 0, 150, 1_500, 3_000, 3_000]);
    }
}
