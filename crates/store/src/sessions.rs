//! Who is signed in, and how often somebody has tried to be.

use domain::{ids::AccountId, ledger::Digest32};
use jiff::Timestamp;

use crate::{
    Account, Fault, Store,
    accounts::{account, account_columns},
    sql::sql,
};

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

/// A session that runs, as its owner sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunningSession {
    /// By what it is found.
    pub digest: SessionDigest,
    /// When they signed in.
    pub created_at: Timestamp,
    /// When it was last used, as far as it was noted.
    pub last_seen_at: Timestamp,
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
        self.write(
            sql("INSERT INTO session (digest, account_id, created_at, last_seen_at, expires_at)
                VALUES ($1, $2, $3, $3, $4)")
            .bind(digest.0)
            .bind(account.0)
            .bind(now)
            .bind(expires_at),
        )
        .await
        .map(|_| ())
    }

    /// The session of that digest, while it has neither ended nor expired and its account is active.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn session(&self, digest: SessionDigest, now: Timestamp) -> Result<Option<Session>, Fault> {
        let row = self
            .pools
            .first(
                sql(concat!(
                    "SELECT s.created_at, s.last_seen_at, s.expires_at, ",
                    account_columns!(),
                    " FROM session s JOIN account a ON a.id = s.account_id
                    WHERE s.digest = $1 AND s.ended_at IS NULL AND s.expires_at > $2 AND a.active = 1"
                ))
                .bind(digest.0)
                .bind(now),
            )
            .await?;
        row.map(|row| {
            Ok(Session {
                digest,
                account: account(&row)?,
                created_at: row.instant("created_at")?,
                last_seen_at: row.instant("last_seen_at")?,
                expires_at: row.instant("expires_at")?,
            })
        })
        .transpose()
    }

    /// Notes that a session is in use. Worth a write only now and then; the caller decides.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn touch_session(&self, digest: SessionDigest, now: Timestamp) -> Result<(), Fault> {
        self.write(
            sql("UPDATE session SET last_seen_at = $1 WHERE digest = $2 AND last_seen_at < $1")
                .bind(now)
                .bind(digest.0),
        )
        .await
        .map(|_| ())
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn end_session(&self, digest: SessionDigest, now: Timestamp) -> Result<(), Fault> {
        self.write(
            sql("UPDATE session SET ended_at = $1 WHERE digest = $2 AND ended_at IS NULL")
                .bind(now)
                .bind(digest.0),
        )
        .await
        .map(|_| ())
    }

    /// Ends every session of an account and says how many there were.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn end_all_sessions(&self, account: AccountId, now: Timestamp) -> Result<u64, Fault> {
        self.write(
            sql("UPDATE session SET ended_at = $1
                WHERE account_id = $2 AND ended_at IS NULL AND expires_at > $1")
            .bind(now)
            .bind(account.0),
        )
        .await
    }

    /// The sessions of an account that run, the one used last first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn sessions_of(
        &self,
        account: AccountId,
        now: Timestamp,
    ) -> Result<Vec<RunningSession>, Fault> {
        let rows = self
            .pools
            .all(
                sql("SELECT digest, created_at, last_seen_at
                    FROM session
                    WHERE account_id = $1 AND ended_at IS NULL AND expires_at > $2
                    ORDER BY last_seen_at DESC, created_at DESC, digest")
                .bind(account.0)
                .bind(now),
            )
            .await?;
        rows.iter()
            .map(|row| {
                Ok(RunningSession {
                    digest: SessionDigest(row.digest("digest")?),
                    created_at: row.instant("created_at")?,
                    last_seen_at: row.instant("last_seen_at")?,
                })
            })
            .collect()
    }

    /// Ends a session of this account, and says whether there was one.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn end_session_of(
        &self,
        account: AccountId,
        digest: SessionDigest,
        now: Timestamp,
    ) -> Result<bool, Fault> {
        let ended = self
            .write(
                sql("UPDATE session SET ended_at = $1 WHERE digest = $2 AND account_id = $3 AND ended_at IS NULL")
                    .bind(now)
                    .bind(digest.0)
                    .bind(account.0),
            )
            .await?;
        Ok(ended == 1)
    }

    /// Notes a failed attempt to sign in under a key (a digest of the username or of the address).
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn note_sign_in_attempt(&self, key: &Digest32, now: Timestamp) -> Result<(), Fault> {
        self.write(sql("INSERT INTO sign_in_attempt (key, at) VALUES ($1, $2)").bind(*key).bind(now))
            .await
            .map(|_| ())
    }

    /// How many failed attempts there were under a key since then.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn sign_in_attempts(&self, key: &Digest32, since: Timestamp) -> Result<i64, Fault> {
        let row = self
            .pools
            .first(
                sql("SELECT COUNT(*) AS attempts FROM sign_in_attempt WHERE key = $1 AND at >= $2")
                    .bind(*key)
                    .bind(since),
            )
            .await?;
        row.map_or(Ok(0), |row| row.number("attempts"))
    }

    /// Forgets the attempts under a key, after a success.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn forget_sign_in_attempts(&self, key: &Digest32) -> Result<(), Fault> {
        self.write(sql("DELETE FROM sign_in_attempt WHERE key = $1").bind(*key)).await.map(|_| ())
    }

    /// Removes sessions that ended or expired, and attempts made, before then. Says how many rows went.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn sweep_sessions(&self, before: Timestamp) -> Result<u64, Fault> {
        let mut tx = self.pools.begin().await?;
        let sessions =
            tx.run(sql("DELETE FROM session WHERE expires_at < $1 OR ended_at < $1").bind(before)).await?;
        let attempts = tx.run(sql("DELETE FROM sign_in_attempt WHERE at < $1").bind(before)).await?;
        tx.commit().await?;
        Ok(sessions + attempts)
    }
}
