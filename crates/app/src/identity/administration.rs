//! Keeping accounts: who signs in, in which role, for which agency. An administrator keeps those of their own agency, the
//! system's administrator all; every change is written down with who made it and when.

use domain::ids::{AccountId, AgencyId};
use jiff::{SignedDuration, Timestamp};
use store::{Account, AccountChanged, Activity};
use uuid::Uuid;

use super::{AccountRefused, Agency, SignedIn};
use crate::{
    App,
    access::{Action, Area},
    cases::Purpose,
    trouble::Trouble,
};

/// So long a password that somebody else set can be used to choose one's own.
pub const ONE_TIME_HOURS: i64 = 72;

/// Changes of an account shown.
const CHANGES_SHOWN: u32 = 50;

/// The roles that only who runs the system gives.
const GIVEN_BY_THE_SYSTEM_ALONE: &str = "system_administrator";

/// Accounts, with what whoever keeps them may choose.
#[derive(Clone, Debug)]
pub struct KeptAccounts {
    /// The accounts, by agency, then by name.
    pub accounts: Vec<AccountItem>,
    /// The agencies whose accounts they keep.
    pub agencies: Vec<Agency>,
}

/// One account, without anything secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountItem {
    /// Which.
    pub account: AccountId,
    /// What is typed to sign in.
    pub username: String,
    /// The person's name.
    pub name: String,
    /// The role.
    pub role: String,
    /// The agency.
    pub agency: AgencyId,
    /// Its name.
    pub agency_name: String,
    /// Whether it can sign in.
    pub activity: Activity,
    /// Until when a one-time password can be used, where its owner has not chosen their own.
    pub one_time_until: Option<Timestamp>,
    /// The version to name when changing it.
    pub version: i64,
}

/// An account to be made by an administrator.
#[derive(Clone, Debug)]
pub struct AccountToMake {
    /// What is typed to sign in.
    pub username: String,
    /// The person's name.
    pub name: String,
    /// The role.
    pub role: String,
    /// The agency; one whose accounts they keep.
    pub agency: AgencyId,
}

/// A password that is shown once, to be told to its owner, who then chooses their own.
#[derive(Clone)]
pub struct OneTimePassword {
    /// The account.
    pub account: AccountId,
    /// The password.
    pub password: String,
    /// Until when it can be used.
    pub until: Timestamp,
}

impl std::fmt::Debug for OneTimePassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OneTimePassword(of {})", self.account)
    }
}

/// Something that happened to an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeMade {
    /// When.
    pub at: Timestamp,
    /// Who did it; empty where their account is gone.
    pub by: String,
    /// What.
    pub what: AccountChanged,
}

impl App {
    /// Whether somebody keeps accounts.
    #[must_use]
    pub fn keeps_accounts(&self, who: &SignedIn) -> bool {
        self.may(who, Action::KeepAccounts).is_ok()
    }

    /// The accounts that somebody keeps.
    ///
    /// # Errors
    /// Denied to whoever keeps none.
    pub async fn accounts(&self, who: &SignedIn) -> Result<KeptAccounts, Trouble> {
        self.may(who, Action::KeepAccounts)?;
        let agencies: Vec<Agency> =
            self.agencies().into_iter().filter(|agency| self.keeps_accounts_of(who, agency.id)).collect();
        let stored = self.inner.store.accounts().await?;
        let mut accounts: Vec<AccountItem> = stored
            .into_iter()
            .filter_map(|account| {
                let agency = agencies.iter().find(|agency| agency.id == account.agency)?;
                Some(item(account, agency.name.clone()))
            })
            .collect();
        accounts.sort_by(|a, b| {
            (&a.agency_name, &a.name, &a.username).cmp(&(&b.agency_name, &b.name, &b.username))
        });
        Ok(KeptAccounts { accounts, agencies })
    }

    /// One account, with what happened to it, the latest first.
    ///
    /// # Errors
    /// Not found for one that they do not keep.
    pub async fn account(
        &self,
        who: &SignedIn,
        id: AccountId,
    ) -> Result<(AccountItem, Vec<ChangeMade>), Trouble> {
        let account = self.kept_account(who, id).await?;
        let mut changes = Vec::new();
        for change in self.inner.store.account_changes(id, CHANGES_SHOWN).await? {
            let by = self.actor_name(change.by.account).await?.map(|name| name.name).unwrap_or_default();
            changes.push(ChangeMade { at: change.at, by, what: change.what });
        }
        let agency = self.inner.area.agency(account.agency).map(|agency| agency.name).unwrap_or_default();
        Ok((item(account, agency), changes))
    }

    /// Makes an account with a one-time password.
    ///
    /// # Errors
    /// See [`AccountRefused`].
    pub async fn make_account(
        &self,
        who: &SignedIn,
        make: AccountToMake,
    ) -> Result<OneTimePassword, AccountRefused> {
        self.may(who, Action::KeepAccounts)?;
        let agency = self
            .inner
            .area
            .agency(make.agency)
            .filter(|agency| self.keeps_accounts_of(who, agency.id))
            .ok_or(AccountRefused::NoSuchAgency)?;
        self.may_give(who, &make.role, &agency)?;
        let username = make.username.trim().to_lowercase();
        if username.is_empty() {
            return Err(AccountRefused::UsernameMissing);
        }
        let name = make.name.trim().to_owned();
        if name.is_empty() {
            return Err(AccountRefused::NameMissing);
        }
        let one_time = self.one_time(AccountId(Uuid::now_v7()));
        let account = store::NewAccount {
            id: one_time.account,
            username,
            name,
            password_hash: self.inner.passwords.hash(one_time.password.clone()).await,
            one_time_until: Some(one_time.until),
            roles: vec![make.role.clone()],
            agency: agency.id,
        };
        let change = self.change_by(who, account.id, AccountChanged::Made(make.role));
        self.inner.store.create_account_by(account, &change).await?;
        Ok(one_time)
    }

    /// Gives an account another role; whoever is signed in with it signs in anew.
    ///
    /// # Errors
    /// See [`AccountRefused`]; for one's own account among others.
    pub async fn change_role(
        &self,
        who: &SignedIn,
        id: AccountId,
        version: i64,
        role: &str,
    ) -> Result<(), AccountRefused> {
        let mut account = self.others_account(who, id, version).await?;
        let agency = self.inner.area.agency(account.agency).ok_or(AccountRefused::NoSuchAgency)?;
        self.may_give(who, role, &agency)?;
        account.roles = vec![role.to_owned()];
        self.changed(who, &account, AccountChanged::RoleChanged(role.to_owned())).await
    }

    /// Changes the name of an account's owner.
    ///
    /// # Errors
    /// See [`AccountRefused`].
    pub async fn rename_account(
        &self,
        who: &SignedIn,
        id: AccountId,
        version: i64,
        name: &str,
    ) -> Result<(), AccountRefused> {
        let mut account = self.kept_account(who, id).await?;
        account.version = version;
        name.trim().clone_into(&mut account.name);
        if account.name.is_empty() {
            return Err(AccountRefused::NameMissing);
        }
        self.changed(who, &account, AccountChanged::Renamed).await
    }

    /// Switches an account off, and ends its sessions at once; or on again.
    ///
    /// # Errors
    /// See [`AccountRefused`]; for one's own account among others.
    pub async fn set_activity(
        &self,
        who: &SignedIn,
        id: AccountId,
        version: i64,
        activity: Activity,
    ) -> Result<(), AccountRefused> {
        let mut account = self.others_account(who, id, version).await?;
        account.activity = activity;
        let what = match activity {
            Activity::Active => AccountChanged::Reactivated,
            Activity::Deactivated => AccountChanged::Deactivated,
        };
        self.changed(who, &account, what).await
    }

    /// Sets a new one-time password, and ends the account's sessions.
    ///
    /// # Errors
    /// See [`AccountRefused`]; for one's own account among others.
    pub async fn reset_password(
        &self,
        who: &SignedIn,
        id: AccountId,
        version: i64,
    ) -> Result<OneTimePassword, AccountRefused> {
        let mut account = self.others_account(who, id, version).await?;
        let one_time = self.one_time(id);
        account.password_hash = self.inner.passwords.hash(one_time.password.clone()).await;
        account.one_time_until = Some(one_time.until);
        self.changed(who, &account, AccountChanged::PasswordReset).await?;
        Ok(one_time)
    }

    /// The roles that somebody may give to accounts of an agency, in the order in which they are written down.
    #[must_use]
    pub fn roles_to_give(&self, who: &SignedIn, agency: &Agency) -> Vec<String> {
        let roles = self.packs().roles().0.iter().map(|role| role.id.0.clone());
        roles.filter(|role| self.may_give(who, role, agency).is_ok()).collect()
    }

    fn may(&self, who: &SignedIn, action: Action) -> Result<(), Trouble> {
        self.inner.access.permit(&who.actor(), action, &Area, Purpose::Casework)?;
        Ok(())
    }

    fn keeps_accounts_of(&self, who: &SignedIn, agency: AgencyId) -> bool {
        agency == who.agency.id || self.may(who, Action::KeepAllAccounts).is_ok()
    }

    fn may_give(&self, who: &SignedIn, role: &str, agency: &Agency) -> Result<(), AccountRefused> {
        self.role_belongs(role, agency)?;
        // Roles of no account: duties name them, and they fall to others.
        let known = self.packs().roles().get(role);
        let held_by_nobody = known.is_some_and(|known| known.agency.name() == "any")
            && ![GIVEN_BY_THE_SYSTEM_ALONE, "agency_administrator"].contains(&role);
        let of_the_system =
            role == GIVEN_BY_THE_SYSTEM_ALONE && self.may(who, Action::KeepAllAccounts).is_err();
        if held_by_nobody || of_the_system { Err(AccountRefused::RoleNotGiven) } else { Ok(()) }
    }

    async fn kept_account(&self, who: &SignedIn, id: AccountId) -> Result<Account, Trouble> {
        self.may(who, Action::KeepAccounts)?;
        let account = self.inner.store.account(id).await?;
        account.filter(|account| self.keeps_accounts_of(who, account.agency)).ok_or(Trouble::NotFound)
    }

    /// An account that is not their own, as they saw it. Who keeps accounts could otherwise give themselves a case, or leave
    /// nobody who can let people in.
    async fn others_account(
        &self,
        who: &SignedIn,
        id: AccountId,
        version: i64,
    ) -> Result<Account, AccountRefused> {
        let account = self.kept_account(who, id).await?;
        if account.id == who.account {
            return Err(AccountRefused::OwnAccount);
        }
        let runs_the_system = account.roles.iter().any(|role| role == GIVEN_BY_THE_SYSTEM_ALONE);
        if runs_the_system && self.may(who, Action::KeepAllAccounts).is_err() {
            return Err(AccountRefused::RoleNotGiven);
        }
        Ok(Account { version, ..account })
    }

    async fn changed(
        &self,
        who: &SignedIn,
        account: &Account,
        what: AccountChanged,
    ) -> Result<(), AccountRefused> {
        let change = self.change_by(who, account.id, what);
        self.inner.store.change_account_by(account, &change).await?;
        self.inner.names.forget(account.id);
        Ok(())
    }

    fn one_time(&self, account: AccountId) -> OneTimePassword {
        let until = self.clock().now() + SignedDuration::from_hours(ONE_TIME_HOURS);
        OneTimePassword { account, password: drawn_password(), until }
    }
}

/// Letters and digits that are not taken for one another when read aloud or copied by hand.
const LETTERS: &[u8; 28] = b"abcdefghjkmnpqrstuvwxy346789";

/// Four groups of four: 76 bits that nobody guesses, easily read over the telephone.
fn drawn_password() -> String {
    let mut drawn = String::new();
    while drawn.len() < 19 {
        let mut byte = [0];
        getrandom::fill(&mut byte).expect("the system gives random bytes");
        // Nine times 28 letters; what lies beyond would make some letters likelier than others.
        if byte[0] >= 252 {
            continue;
        }
        if drawn.len() % 5 == 4 {
            drawn.push('-');
        }
        drawn.push(char::from(LETTERS[usize::from(byte[0]) % LETTERS.len()]));
    }
    drawn
}

fn item(account: Account, agency_name: String) -> AccountItem {
    AccountItem {
        account: account.id,
        username: account.username,
        name: account.name,
        role: account.roles.into_iter().next().unwrap_or_default(),
        agency: account.agency,
        agency_name,
        activity: account.activity,
        one_time_until: account.one_time_until,
        version: account.version,
    }
}
