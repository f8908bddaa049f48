//! What happened to accounts, and by whom: appended with the change itself, and never changed.

use domain::{
    ids::{AccountId, AgencyId},
    ledger::Actor,
};
use jiff::Timestamp;

use crate::{
    Account, AccountError, Fault, NewAccount, Store,
    accounts::{change, create},
    pool::Tx,
    sql::{Row, sql},
};

/// Something that happened to an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountChange {
    /// When.
    pub at: Timestamp,
    /// By whom, in which role, for which agency.
    pub by: Actor,
    /// To which account.
    pub account: AccountId,
    /// What.
    pub what: AccountChanged,
}

/// What happened to an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountChanged {
    /// It was made, in this role.
    Made(String),
    /// It was given this role.
    RoleChanged(String),
    /// Its owner's name was changed.
    Renamed,
    /// It can no longer sign in; its sessions were ended.
    Deactivated,
    /// It can sign in again.
    Reactivated,
    /// A new one-time password was set; its sessions were ended.
    PasswordReset,
    /// Its owner chose another password; its sessions were ended.
    PasswordChanged,
    /// Its sessions were ended.
    SessionsEnded,
}

impl AccountChanged {
    /// The word that stands for it.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Made(_) => "made",
            Self::RoleChanged(_) => "role_changed",
            Self::Renamed => "renamed",
            Self::Deactivated => "deactivated",
            Self::Reactivated => "reactivated",
            Self::PasswordReset => "password_reset",
            Self::PasswordChanged => "password_changed",
            Self::SessionsEnded => "sessions_ended",
        }
    }

    /// The role that it names, if it names one.
    #[must_use]
    pub fn role(&self) -> &str {
        match self {
            Self::Made(role) | Self::RoleChanged(role) => role,
            Self::Renamed
            | Self::Deactivated
            | Self::Reactivated
            | Self::PasswordReset
            | Self::PasswordChanged
            | Self::SessionsEnded => "",
        }
    }

    fn read(word: &str, role: String) -> Option<Self> {
        Some(match word {
            "made" => Self::Made(role),
            "role_changed" => Self::RoleChanged(role),
            "renamed" => Self::Renamed,
            "deactivated" => Self::Deactivated,
            "reactivated" => Self::Reactivated,
            "password_reset" => Self::PasswordReset,
            "password_changed" => Self::PasswordChanged,
            "sessions_ended" => Self::SessionsEnded,
            _ => return None,
        })
    }

    fn ends_sessions(&self) -> bool {
        match self {
            Self::Deactivated | Self::PasswordReset | Self::PasswordChanged | Self::SessionsEnded => true,
            // Whoever acts in another role from now on signs in anew.
            Self::RoleChanged(_) => true,
            Self::Made(_) | Self::Renamed | Self::Reactivated => false,
        }
    }
}

impl Store {
    /// Makes an account, and writes down who did.
    ///
    /// # Errors
    /// When the username is taken, or the database cannot do it.
    pub async fn create_account_by(
        &self,
        account: NewAccount,
        by: &AccountChange,
    ) -> Result<Account, AccountError> {
        let mut tx = self.pools.begin().await?;
        let account = create(&mut tx, account).await?;
        write_down(&mut tx, by).await?;
        tx.commit().await?;
        Ok(account)
    }

    /// Changes an account to this state, if it is still at `account.version`, writes down who did, and ends its sessions
    /// where that goes with it.
    ///
    /// # Errors
    /// When the account has changed, or the database cannot do it.
    pub async fn change_account_by(
        &self,
        account: &Account,
        by: &AccountChange,
    ) -> Result<Account, AccountError> {
        let mut tx = self.pools.begin().await?;
        let changed = change(&mut tx, account).await?;
        write_down(&mut tx, by).await?;
        if by.what.ends_sessions() {
            tx.run(
                sql("UPDATE session SET ended_at = $1 WHERE account_id = $2 AND ended_at IS NULL")
                    .bind(by.at)
                    .bind(account.id.0),
            )
            .await?;
        }
        tx.commit().await?;
        Ok(changed)
    }

    /// What happened to an account, the latest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn account_changes(&self, account: AccountId, limit: u32) -> Result<Vec<AccountChange>, Fault> {
        let rows = self
            .pools
            .all(
                sql("SELECT at, by_account_id, by_role, by_agency_id, account_id, what, detail
                    FROM account_change
                    WHERE account_id = $1
                    ORDER BY sequence DESC
                    LIMIT $2")
                .bind(account.0)
                .bind(i64::from(limit)),
            )
            .await?;
        rows.iter().map(read).collect()
    }
}

/// Any number that no other user of the same PostgreSQL database takes: "swell" and 5.
const LOCK: i64 = 0x0073_7765_6c6c_0005;

async fn write_down(tx: &mut Tx, change: &AccountChange) -> Result<(), Fault> {
    tx.on_postgres(sql("SELECT pg_advisory_xact_lock($1)").bind(LOCK)).await?;
    tx.run(
        sql("INSERT INTO account_change
                (sequence, at, by_account_id, by_role, by_agency_id, account_id, what, detail)
            SELECT COALESCE(MAX(sequence), 0) + 1, $1, $2, $3, $4, $5, $6, $7 FROM account_change")
        .bind(change.at)
        .bind(change.by.account.0)
        .bind(change.by.role.as_str())
        .bind(change.by.agency.0)
        .bind(change.account.0)
        .bind(change.what.word())
        .bind(change.what.role()),
    )
    .await
    .map(|_| ())
}

fn read(row: &Row) -> Result<AccountChange, Fault> {
    Ok(AccountChange {
        at: row.instant("at")?,
        by: Actor {
            account: AccountId(row.uuid("by_account_id")?),
            role: row.text("by_role")?,
            agency: AgencyId(row.uuid("by_agency_id")?),
        },
        account: AccountId(row.uuid("account_id")?),
        what: AccountChanged::read(&row.text("what")?, row.text("detail")?)
            .ok_or_else(|| Fault::broken("a change of an account of an unknown kind"))?,
    })
}
