//! Agencies and accounts as the operator makes them, and why an account is not made or changed.

use domain::ids::{AccountId, AgencyId};
use store::AccountError;
use uuid::Uuid;

use super::{
    Agency,
    password::{CHARACTERS_AT_LEAST, CHARACTERS_AT_MOST, Weakness, weakness},
};
use crate::{App, trouble::Trouble};

/// An account to be made.
#[derive(Clone)]
pub struct NewAccount {
    /// What is typed to sign in.
    pub username: String,
    /// The person's name.
    pub name: String,
    /// The password.
    pub password: String,
    /// The role, as named in `protocols/roles.toml`.
    pub role: String,
    /// The agency.
    pub agency: AgencyId,
}

/// Why an account was not made, or a password not changed.
#[derive(Debug, thiserror::Error)]
pub enum AccountRefused {
    /// Somebody else has this username.
    #[error("the username is taken")]
    UsernameTaken,
    /// No username.
    #[error("a username is missing")]
    UsernameMissing,
    /// The password is too short.
    #[error("a password has at least {CHARACTERS_AT_LEAST} characters")]
    PasswordTooShort,
    /// The password is longer than is hashed.
    #[error("a password has at most {CHARACTERS_AT_MOST} characters")]
    PasswordTooLong,
    /// The password is the username, or says little more.
    #[error("a password is not the username")]
    PasswordIsName,
    /// Everybody who guesses tries this password.
    #[error("everybody who guesses tries this password")]
    PasswordCommon,
    /// The password is the one that somebody else set.
    #[error("the new password is the old one")]
    PasswordUnchanged,
    /// No name.
    #[error("a name is missing")]
    NameMissing,
    /// Nobody changes what they themselves may do, or shuts themselves out.
    #[error("nobody does this to their own account")]
    OwnAccount,
    /// Only who runs the system makes somebody who does.
    #[error("this role is not given by you")]
    RoleNotGiven,
    /// Somebody else changed the account meanwhile.
    #[error("the account has changed")]
    Changed,
    /// The old password is wrong.
    #[error("the old password is wrong")]
    WrongPassword,
    /// No role of that name.
    #[error("there is no role {0}")]
    NoSuchRole(String),
    /// No agency of that id.
    #[error("there is no such agency")]
    NoSuchAgency,
    /// That kind of agency does not have this role.
    #[error("an agency of this kind has nobody in the role {0}")]
    RoleOfAnotherKindOfAgency(String),
    /// The database cannot do it, or something that must hold does not.
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

impl From<store::Fault> for AccountRefused {
    fn from(fault: store::Fault) -> Self {
        Self::Trouble(fault.into())
    }
}

impl From<AccountError> for AccountRefused {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::UsernameTaken => Self::UsernameTaken,
            AccountError::Changed => Self::Changed,
            AccountError::Fault(fault) => fault.into(),
        }
    }
}

impl App {
    /// Makes an agency, or renames it. What it may see of people who are known already is worked out at once.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn create_agency(&self, agency: &Agency) -> Result<(), Trouble> {
        let stored =
            store::Agency { id: agency.id, name: agency.name.clone(), kind: agency.kind.word().to_owned() };
        self.inner.store.save_agency(&stored).await?;
        self.refresh_agencies().await?;
        self.rebuild().await
    }

    /// The agencies that take part, by name.
    #[must_use]
    pub fn agencies(&self) -> Vec<Agency> {
        self.inner.area.agencies()
    }

    /// Makes an account as the operator does, at the command line.
    ///
    /// # Errors
    /// See [`AccountRefused`].
    pub async fn create_account(&self, account: NewAccount) -> Result<AccountId, AccountRefused> {
        strong_enough(&account.password, &account.username)?;
        let id = AccountId(Uuid::now_v7());
        let hash = self.inner.passwords.hash(account.password.clone()).await;
        self.create_account_as(id, account, hash).await?;
        Ok(id)
    }

    /// Makes the accounts of a demonstration: all with this one password, hashed once, each under the id by which
    /// entries already name it. The password of each is not looked at.
    ///
    /// # Errors
    /// See [`AccountRefused`]. Those before stay.
    pub async fn create_accounts_of_one_password(
        &self,
        accounts: Vec<(AccountId, NewAccount)>,
        password: &str,
    ) -> Result<(), AccountRefused> {
        strong_enough(password, "")?;
        let hash = self.inner.passwords.hash(password.to_owned()).await;
        for (id, account) in accounts {
            self.create_account_as(id, account, hash.clone()).await?;
        }
        Ok(())
    }

    async fn create_account_as(
        &self,
        id: AccountId,
        account: NewAccount,
        password_hash: String,
    ) -> Result<(), AccountRefused> {
        let username = account.username.trim().to_lowercase();
        if username.is_empty() {
            return Err(AccountRefused::UsernameMissing);
        }
        let agency = self.inner.area.agency(account.agency).ok_or(AccountRefused::NoSuchAgency)?;
        self.role_belongs(&account.role, &agency)?;
        let stored = store::NewAccount {
            id,
            username,
            name: account.name,
            password_hash,
            one_time_until: None,
            roles: vec![account.role],
            agency: account.agency,
        };
        self.inner.store.create_account(stored).await?;
        self.inner.staff.forget();
        Ok(())
    }

    pub(super) fn role_belongs(&self, role: &str, agency: &Agency) -> Result<(), AccountRefused> {
        let known =
            self.packs().roles().get(role).ok_or_else(|| AccountRefused::NoSuchRole(role.to_owned()))?;
        let kind = known.agency.name();
        if kind == agency.kind.word() || kind == "any" {
            Ok(())
        } else {
            Err(AccountRefused::RoleOfAnotherKindOfAgency(role.to_owned()))
        }
    }
}

/// Refused where the password is short, common, or the name.
pub(super) fn strong_enough(password: &str, username: &str) -> Result<(), AccountRefused> {
    match weakness(password, username) {
        None => Ok(()),
        Some(Weakness::Short) => Err(AccountRefused::PasswordTooShort),
        Some(Weakness::Long) => Err(AccountRefused::PasswordTooLong),
        Some(Weakness::Name) => Err(AccountRefused::PasswordIsName),
        Some(Weakness::Common) => Err(AccountRefused::PasswordCommon),
    }
}
