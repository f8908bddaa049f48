//! Agencies and the accounts of those who sign in.

use domain::ids::{AccountId, AgencyId};
use jiff::Timestamp;

use crate::{
    Fault, Store,
    pool::Tx,
    sql::{Row, sql},
};

/// What [`account`] reads, of an account `a`.
macro_rules! account_columns {
    () => {
        "a.id AS account_id, a.username, a.name, a.password_hash, a.one_time_until, a.roles, a.agency_id, \
         a.active, a.version"
    };
}
pub(crate) use account_columns;

/// An agency that takes part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    /// Its id.
    pub id: AgencyId,
    /// Its name.
    pub name: String,
    /// What kind of agency, as named in the roles of the packs.
    pub kind: String,
}

/// Whether an account can sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activity {
    /// It can.
    Active,
    /// It was switched off; what it did stays.
    Deactivated,
}

/// Somebody who signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// What is typed to sign in, in lower case.
    pub username: String,
    /// The person's name.
    pub name: String,
    /// The password's hash in PHC form.
    pub password_hash: String,
    /// Until when the password can be used to choose one's own, where somebody else set it.
    pub one_time_until: Option<Timestamp>,
    /// The roles it may act in.
    pub roles: Vec<String>,
    /// The agency it belongs to.
    pub agency: AgencyId,
    /// Whether it can sign in.
    pub activity: Activity,
    /// Counts changes, so that two people changing it at once lose nothing.
    pub version: i64,
}

/// An account to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAccount {
    /// Its id.
    pub id: AccountId,
    /// What is typed to sign in; kept in lower case.
    pub username: String,
    /// The person's name.
    pub name: String,
    /// The password's hash in PHC form.
    pub password_hash: String,
    /// Until when the password can be used to choose one's own, where somebody else set it.
    pub one_time_until: Option<Timestamp>,
    /// The roles it may act in; none may hold a blank.
    pub roles: Vec<String>,
    /// The agency it belongs to.
    pub agency: AgencyId,
}

/// Why an account was not made or changed.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// Somebody else has this username.
    #[error("the username is taken")]
    UsernameTaken,
    /// Somebody else changed the account since it was read.
    #[error("the account has changed")]
    Changed,
    /// The database did not take it.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Store {
    /// Makes an agency, or renames it.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn save_agency(&self, agency: &Agency) -> Result<(), Fault> {
        self.write(
            sql("INSERT INTO agency (id, name, kind) VALUES ($1, $2, $3)
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind")
            .bind(agency.id.0)
            .bind(agency.name.as_str())
            .bind(agency.kind.as_str()),
        )
        .await
        .map(|_| ())
    }

    /// Every agency, by name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn agencies(&self) -> Result<Vec<Agency>, Fault> {
        let rows = self.pools.all(sql("SELECT id, name, kind FROM agency ORDER BY name, id")).await?;
        rows.iter()
            .map(|row| {
                Ok(Agency { id: AgencyId(row.uuid("id")?), name: row.text("name")?, kind: row.text("kind")? })
            })
            .collect()
    }

    /// Makes an account.
    ///
    /// # Errors
    /// When the username is taken, or the database cannot do it.
    pub async fn create_account(&self, account: NewAccount) -> Result<Account, AccountError> {
        let mut tx = self.pools.begin().await?;
        let account = create(&mut tx, account).await?;
        tx.commit().await?;
        Ok(account)
    }

    /// Changes an account to this state, if it is still at `account.version`.
    ///
    /// # Errors
    /// When the username is taken, the account has changed, or the database cannot do it.
    pub async fn change_account(&self, account: &Account) -> Result<Account, AccountError> {
        let mut tx = self.pools.begin().await?;
        let changed = change(&mut tx, account).await?;
        tx.commit().await?;
        Ok(changed)
    }

    /// Sets a password.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn set_password(&self, account: AccountId, password_hash: &str) -> Result<(), Fault> {
        self.write(
            sql("UPDATE account SET password_hash = $1, version = version + 1 WHERE id = $2")
                .bind(password_hash)
                .bind(account.0),
        )
        .await
        .map(|_| ())
    }

    /// The account of that username, in whatever case it is typed.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn account_by_username(&self, username: &str) -> Result<Option<Account>, Fault> {
        let row = self
            .pools
            .first(
                sql(concat!("SELECT ", account_columns!(), " FROM account a WHERE a.username = $1"))
                    .bind(username.to_lowercase()),
            )
            .await?;
        row.map(|row| account(&row)).transpose()
    }

    /// The account of that id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn account(&self, id: AccountId) -> Result<Option<Account>, Fault> {
        let row = self
            .pools
            .first(sql(concat!("SELECT ", account_columns!(), " FROM account a WHERE a.id = $1")).bind(id.0))
            .await?;
        row.map(|row| account(&row)).transpose()
    }

    /// Every account, by username.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn accounts(&self) -> Result<Vec<Account>, Fault> {
        let rows = self
            .pools
            .all(sql(concat!("SELECT ", account_columns!(), " FROM account a ORDER BY a.username")))
            .await?;
        rows.iter().map(account).collect()
    }
}

/// Makes an account within a transaction.
pub(crate) async fn create(tx: &mut Tx, account: NewAccount) -> Result<Account, AccountError> {
    let account = Account {
        id: account.id,
        username: account.username.to_lowercase(),
        name: account.name,
        password_hash: account.password_hash,
        one_time_until: account.one_time_until,
        roles: account.roles,
        agency: account.agency,
        activity: Activity::Active,
        version: 1,
    };
    let made = tx
        .run(
            sql("INSERT INTO account
                    (id, username, name, password_hash, one_time_until, roles, agency_id, active, version)
                VALUES ($1, $2, $3, $4, $5, $6, $7, 1, 1)
                ON CONFLICT (username) DO NOTHING")
            .bind(account.id.0)
            .bind(account.username.as_str())
            .bind(account.name.as_str())
            .bind(account.password_hash.as_str())
            .bind(account.one_time_until)
            .bind(account.roles.join(" "))
            .bind(account.agency.0),
        )
        .await?;
    if made == 1 { Ok(account) } else { Err(AccountError::UsernameTaken) }
}

/// Changes an account within a transaction.
pub(crate) async fn change(tx: &mut Tx, account: &Account) -> Result<Account, AccountError> {
    let changed = Account {
        username: account.username.to_lowercase(),
        version: account.version + 1,
        ..account.clone()
    };
    let namesake = tx
        .first(
            sql("SELECT id FROM account WHERE username = $1 AND id <> $2")
                .bind(changed.username.as_str())
                .bind(changed.id.0),
        )
        .await?;
    if namesake.is_some() {
        return Err(AccountError::UsernameTaken);
    }
    let touched = tx
        .run(
            sql("UPDATE account
                SET username = $1, name = $2, password_hash = $3, one_time_until = $4, roles = $5,
                    agency_id = $6, active = $7, version = $8
                WHERE id = $9 AND version = $10")
            .bind(changed.username.as_str())
            .bind(changed.name.as_str())
            .bind(changed.password_hash.as_str())
            .bind(changed.one_time_until)
            .bind(changed.roles.join(" "))
            .bind(changed.agency.0)
            .bind(match changed.activity {
                Activity::Active => 1,
                Activity::Deactivated => 0,
            })
            .bind(changed.version)
            .bind(changed.id.0)
            .bind(account.version),
        )
        .await?;
    if touched == 0 { Err(AccountError::Changed) } else { Ok(changed) }
}

/// An account from a row of [`account_columns`].
pub(crate) fn account(row: &Row) -> Result<Account, Fault> {
    Ok(Account {
        id: AccountId(row.uuid("account_id")?),
        username: row.text("username")?,
        name: row.text("name")?,
        password_hash: row.text("password_hash")?,
        one_time_until: row.instant_or_none("one_time_until")?,
        roles: row.text("roles")?.split_whitespace().map(str::to_owned).collect(),
        agency: AgencyId(row.uuid("agency_id")?),
        activity: match row.number("active")? {
            0 => Activity::Deactivated,
            _ => Activity::Active,
        },
        version: row.number("version")?,
    })
}
