//! Agencies and the accounts of those who sign in.

use domain::ids::{AccountId, AgencyId};

use crate::{Fault, Store};

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
        todo!("{agency:?}")
    }

    /// Every agency, by name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn agencies(&self) -> Result<Vec<Agency>, Fault> {
        todo!()
    }

    /// Makes an account.
    ///
    /// # Errors
    /// When the username is taken, or the database cannot do it.
    pub async fn create_account(&self, account: NewAccount) -> Result<Account, AccountError> {
        todo!("{account:?}")
    }

    /// Changes an account to this state, if it is still at `account.version`.
    ///
    /// # Errors
    /// When the username is taken, the account has changed, or the database cannot do it.
    pub async fn change_account(&self, account: &Account) -> Result<Account, AccountError> {
        todo!("{account:?}")
    }

    /// Sets a password.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn set_password(&self, account: AccountId, password_hash: &str) -> Result<(), Fault> {
        todo!("{account} {password_hash}")
    }

    /// The account of that username, in whatever case it is typed.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn account_by_username(&self, username: &str) -> Result<Option<Account>, Fault> {
        todo!("{username}")
    }

    /// The account of that id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn account(&self, id: AccountId) -> Result<Option<Account>, Fault> {
        todo!("{id}")
    }

    /// Every account, by username.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn accounts(&self) -> Result<Vec<Account>, Fault> {
        todo!()
    }
}
