//! What the pages for keeping accounts show. A password is shown once, on the page that answers the form.

use app::identity::{AccountItem, Activity, Agency, ChangeMade, KeptAccounts, OneTimePassword};
use domain::ids::AccountId;
use jiff::Timestamp;
use maud::{Markup, html};

use crate::{
    acts::words,
    catalogue::{instant, t},
    components::{
        Button, ButtonKind, Cell, Form, FormErrors, Input, Panel, Select, SelectOption, SummaryList,
        SummaryRow, Table, Tag, TagColour, Width, back_link, time_element, warning_text,
    },
    forms::Posted,
    layout::{Nav, Outcome, Page, SignedIn},
    views::scene::RoleNames,
};

/// The list.
#[derive(Clone, Debug)]
pub(crate) struct AccountsPage {
    /// The time.
    pub(crate) now: Timestamp,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
    /// The accounts that they keep.
    pub(crate) kept: KeptAccounts,
    /// Their own.
    pub(crate) own: AccountId,
    /// What people call the roles.
    pub(crate) roles: RoleNames,
}

impl AccountsPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let rows = self.kept.accounts.iter().map(|account| {
            vec![
                html! {
                    a.govuk-link href={ "/accounts/" (account.account) } { bdi { (account.name) } }
                    @if account.account == self.own { " " (t!("account-yours")) }
                }
                .into(),
                account.username.as_str().into(),
                self.roles.of(&account.role).into(),
                account.agency_name.as_str().into(),
                standing(account, self.now).into(),
            ]
        });
        Page::new(t!("accounts-title"), self.now)
            .signed_in(self.signed_in.clone())
            .current(Nav::Accounts)
            .wide()
            .render(&html! {
                h1.govuk-heading-l { (t!("accounts-title")) }
                p.govuk-body { a.govuk-button href="/accounts/new" { (t!("accounts-new")) } }
                (Table::new(rows.collect::<Vec<Vec<Cell>>>())
                    .caption(t!("accounts-caption", "count" => self.kept.accounts.len()))
                    .head([t!("account-name"), t!("account-username"), t!("account-role"),
                        t!("account-agency"), t!("account-standing")])
                    .stacked())
            })
    }
}

fn standing(account: &AccountItem, now: Timestamp) -> Markup {
    let (colour, word) = match (account.activity, account.one_time_until) {
        (Activity::Deactivated, _) => (TagColour::Grey, t!("account-deactivated")),
        (Activity::Active, None) => (TagColour::Green, t!("account-active")),
        (Activity::Active, Some(until)) if now < until => (TagColour::Blue, t!("account-waits")),
        (Activity::Active, Some(_)) => (TagColour::Orange, t!("account-expired")),
    };
    html! { (Tag::new(word).colour(colour)) }
}

/// The roles that can be given in an agency.
#[derive(Clone, Debug)]
pub(crate) struct RolesOf {
    /// The agency.
    pub(crate) agency: Agency,
    /// The roles.
    pub(crate) roles: Vec<String>,
}

/// The form for a new account.
#[derive(Clone, Debug)]
pub(crate) struct NewAccountPage {
    /// The time.
    pub(crate) now: Timestamp,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
    /// Where an account can be made, and in which roles.
    pub(crate) agencies: Vec<RolesOf>,
    /// What people call the roles.
    pub(crate) roles: RoleNames,
    /// What was typed.
    pub(crate) values: Posted,
    /// What is wrong with it.
    pub(crate) errors: FormErrors,
}

impl NewAccountPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let outcome = if self.errors.is_empty() { Outcome::Plain } else { Outcome::Error };
        let mut options = vec![SelectOption::new("", t!("account-role-choose"))];
        for of in &self.agencies {
            for role in &of.roles {
                let words =
                    t!("account-role-in", "role" => self.roles.of(role), "agency" => of.agency.name.as_str());
                options.push(SelectOption::new(format!("{} {role}", of.agency.id), words));
            }
        }
        Page::new(t!("accounts-new"), self.now)
            .signed_in(self.signed_in.clone())
            .current(Nav::Accounts)
            .outcome(outcome)
            .before_content(back_link("/accounts", t!("accounts-back")))
            .render(&html! {
                (self.errors.summary())
                h1.govuk-heading-l { (t!("accounts-new")) }
                (Form::post("/accounts", &self.signed_in.csrf_token).keep("account-new").body(html! {
                    (Input::new("name", t!("account-name"))
                        .value(self.values.get("name"))
                        .error(self.errors.of("name"))
                        .autocomplete("off"))
                    (Input::new("username", t!("account-username"))
                        .hint(t!("account-username-hint"))
                        .value(self.values.get("username"))
                        .error(self.errors.of("username"))
                        .autocapitalize("none")
                        .autocomplete("off")
                        .spellcheck("false")
                        .width(Width::Twenty))
                    (Select::new("role", t!("account-role"), options)
                        .value(self.values.get("role"))
                        .error(self.errors.of("role")))
                    p.govuk-body { (t!("account-new-advice")) }
                    (Button::new(t!("account-make")).prevent_double_click())
                }))
            })
    }
}

/// The page that shows a one-time password, once.
#[derive(Clone, Debug)]
pub(crate) struct PasswordPage {
    /// The time.
    pub(crate) now: Timestamp,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
    /// Whose it is.
    pub(crate) name: String,
    /// What they type to sign in.
    pub(crate) username: String,
    /// The password.
    pub(crate) one_time: OneTimePassword,
}

impl PasswordPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        Page::new(t!("account-one-time-title", "name" => self.name.as_str()), self.now)
            .signed_in(self.signed_in.clone())
            .current(Nav::Accounts)
            .render(&html! {
                (Panel::new(t!("account-one-time-title", "name" => self.name.as_str())))
                (SummaryList::new(vec![
                    SummaryRow::new(t!("account-username"), self.username.as_str()),
                    SummaryRow::new(t!("account-one-time-password"), html! { code { (self.one_time.password) } }),
                    SummaryRow::new(t!("account-one-time-until"), instant(self.one_time.until, self.now)),
                ]))
                (warning_text(t!("account-one-time-advice")))
                p.govuk-body {
                    a.govuk-link href={ "/accounts/" (self.one_time.account) } { (t!("account-go-on")) }
                }
            })
    }
}

/// Whether an account is one's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// It is.
    Own,
    /// It is somebody else's.
    Others,
}

/// One account.
#[derive(Clone, Debug)]
pub(crate) struct OneAccountPage {
    /// The time.
    pub(crate) now: Timestamp,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
    /// The account.
    pub(crate) account: AccountItem,
    /// Whether it is their own.
    pub(crate) standing: Whose,
    /// What happened to it.
    pub(crate) changes: Vec<ChangeMade>,
    /// The roles that can be given to it.
    pub(crate) to_give: Vec<String>,
    /// What people call the roles.
    pub(crate) roles: RoleNames,
    /// What is wrong with what was sent.
    pub(crate) errors: FormErrors,
}

impl OneAccountPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let account = &self.account;
        let outcome = if self.errors.is_empty() { Outcome::Plain } else { Outcome::Error };
        Page::new(t!("account-of", "name" => account.name.as_str()), self.now)
            .signed_in(self.signed_in.clone())
            .current(Nav::Accounts)
            .outcome(outcome)
            .before_content(back_link("/accounts", t!("accounts-back")))
            .render(&html! {
                (self.errors.summary())
                h1.govuk-heading-l { (t!("account-of", "name" => account.name.as_str())) }
                (SummaryList::new(vec![
                    SummaryRow::new(t!("account-username"), account.username.as_str()),
                    SummaryRow::new(t!("account-role"), self.roles.of(&account.role)),
                    SummaryRow::new(t!("account-agency"), account.agency_name.as_str()),
                    SummaryRow::new(t!("account-standing"), standing(account, self.now)),
                ]))
                (self.name())
                @match self.standing {
                    Whose::Own => p.govuk-body { (t!("account-own")) },
                    Whose::Others => { (self.role()) (self.password()) (self.activity()) },
                }
                (self.history())
            })
    }

    fn form(&self, what: &str, body: Markup) -> Markup {
        let action = format!("/accounts/{}/{what}", self.account.account);
        html! {
            (Form::post(&action, &self.signed_in.csrf_token).version(self.account.version.to_string()).body(body))
        }
    }

    fn name(&self) -> Markup {
        self.form(
            "name",
            html! {
                (Input::new("name", t!("account-name"))
                    .value(self.account.name.as_str())
                    .error(self.errors.of("name"))
                    .autocomplete("off"))
                (Button::new(t!("account-rename")).secondary())
            },
        )
    }

    fn role(&self) -> Markup {
        let options =
            self.to_give.iter().map(|role| SelectOption::new(role.as_str(), self.roles.of(role))).collect();
        self.form(
            "role",
            html! {
                (Select::new("role", t!("account-role-change"), options)
                    .value(self.account.role.as_str())
                    .error(self.errors.of("role")))
                (Button::new(t!("account-role-button")).secondary())
            },
        )
    }

    fn password(&self) -> Markup {
        self.form(
            "password",
            html! {
                p.govuk-body { (t!("account-reset-advice")) }
                (Button::new(t!("account-reset")).secondary().prevent_double_click())
            },
        )
    }

    fn activity(&self) -> Markup {
        let (word, words, kind) = match self.account.activity {
            Activity::Active => ("deactivated", t!("account-deactivate"), ButtonKind::Warning),
            Activity::Deactivated => ("active", t!("account-activate"), ButtonKind::Secondary),
        };
        self.form(
            "activity",
            html! {
                input type="hidden" name="activity" value=(word);
                @if word == "deactivated" { p.govuk-body { (t!("account-deactivate-advice")) } }
                (Button::new(words).of(kind))
            },
        )
    }

    fn history(&self) -> Markup {
        let rows = self.changes.iter().map(|change| {
            let role = change.what.role();
            let what = words::choice("account-change", change.what.word());
            vec![
                time_element(change.at, self.now).into(),
                html! { (what) @if !role.is_empty() { ": " (self.roles.of(role)) } }.into(),
                change.by.as_str().into(),
            ]
        });
        html! {
            h2.govuk-heading-m { (t!("account-history")) }
            @if self.changes.is_empty() { p.govuk-body { (t!("account-history-none")) } } @else {
                (Table::new(rows.collect::<Vec<Vec<Cell>>>())
                    .caption(t!("account-history"))
                    .head([t!("account-change-when"), t!("account-change-what"), t!("account-change-by")])
                    .stacked())
            }
        }
    }
}
