//! The pages of accounts, one's own among them, in every state.

use app::identity::{
    AccountChanged, AccountItem, Activity, Agency, AgencyKind, ChangeMade, KeptAccounts, PasswordStanding,
};
use domain::ids::{AccountId, AgencyId};
use maud::Markup;
use uuid::Uuid;

use super::{AccountsPage, NewAccountPage, OneAccountPage, RolesOf, view::Whose};
use crate::{
    components::FormErrors,
    forms::Posted,
    layout::{Begins, SignedIn},
    pages::account::AccountPage,
    views::{
        samples::{HOSTILE_NAME, LONGEST_NAME, RIGHT_TO_LEFT_NAME, now, signed_in},
        scene::RoleNames,
    },
};

fn who() -> SignedIn {
    SignedIn { begins: Begins::AtAccounts, ..signed_in() }
}

fn account(number: u128, name: &str, activity: Activity, waits: bool) -> AccountItem {
    AccountItem {
        account: AccountId(Uuid::from_u128(number)),
        username: "sam".to_owned(),
        name: name.to_owned(),
        role: "police_officer".to_owned(),
        agency: AgencyId(Uuid::from_u128(1)),
        agency_name: "Example Police".to_owned(),
        activity,
        one_time_until: waits.then(now),
        version: 3,
    }
}

/// Every state.
pub(crate) fn pages() -> Vec<(String, Markup)> {
    let agency = Agency {
        id: AgencyId(Uuid::from_u128(1)),
        name: "Example Police".to_owned(),
        kind: AgencyKind::Police,
    };
    let mut errors = FormErrors::none();
    errors.add("role", "Wrong");
    let mut pages = Vec::new();
    for name in ["Robin Example", LONGEST_NAME, RIGHT_TO_LEFT_NAME, HOSTILE_NAME] {
        let accounts = vec![
            account(1, name, Activity::Active, false),
            account(2, name, Activity::Active, true),
            account(3, name, Activity::Deactivated, false),
        ];
        let list = AccountsPage {
            now: now(),
            signed_in: who(),
            kept: KeptAccounts { accounts: accounts.clone(), agencies: vec![agency.clone()] },
            own: accounts[0].account,
            roles: RoleNames::default(),
        };
        pages.push((format!("accounts, {name}"), list.render()));
        for account in accounts {
            for standing in [Whose::Own, Whose::Others] {
                let change = |what| ChangeMade { at: now(), by: name.to_owned(), what };
                let page = OneAccountPage {
                    now: now(),
                    signed_in: who(),
                    account: account.clone(),
                    standing,
                    changes: vec![
                        change(AccountChanged::PasswordReset),
                        change(AccountChanged::PasswordChanged),
                        change(AccountChanged::RoleChanged("police_io".to_owned())),
                    ],
                    to_give: vec!["police_officer".to_owned()],
                    roles: RoleNames::default(),
                    errors: FormErrors::none(),
                };
                pages.push((format!("account, {name}, {standing:?}"), page.render()));
            }
        }
    }
    let new = NewAccountPage {
        now: now(),
        signed_in: who(),
        agencies: vec![RolesOf { agency, roles: vec!["police_officer".to_owned()] }],
        roles: RoleNames::default(),
        values: Posted::parse(b"name=Sam&username=sam"),
        errors,
    };
    pages.push(("account, new".to_owned(), new.render()));
    for password in [PasswordStanding::Own, PasswordStanding::OneTime] {
        let own = AccountPage {
            now: now(),
            signed_in: who(),
            username: "sam".to_owned(),
            password,
            sessions: Vec::new(),
            errors: FormErrors::none(),
            done: "session".to_owned(),
        };
        pages.push((format!("own account, {password:?}"), own.render()));
    }
    pages
}
