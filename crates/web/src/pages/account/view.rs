//! What the page of one's own account shows.

use app::identity::{OwnSession, PasswordStanding, SessionStanding};
use jiff::Timestamp;
use maud::{Markup, html};

use crate::{
    catalogue::t,
    components::{
        Button, Content, Form, FormErrors, NotificationKind, PasswordInput, Table, time_element, warning_text,
    },
    layout::{Nav, Outcome, Page, SignedIn},
};

/// The page of one's own account.
#[derive(Clone, Debug)]
pub(crate) struct AccountPage {
    /// The time.
    pub(crate) now: Timestamp,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
    /// What they type to sign in.
    pub(crate) username: String,
    /// Whose the password is.
    pub(crate) password: PasswordStanding,
    /// Their sessions.
    pub(crate) sessions: Vec<OwnSession>,
    /// What is wrong with what they typed.
    pub(crate) errors: FormErrors,
    /// What was done just before.
    pub(crate) done: String,
}

impl AccountPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let outcome = if self.errors.is_empty() { Outcome::Plain } else { Outcome::Error };
        let said = (self.done == "session").then(|| Content::from(t!("account-session-ended")));
        let one_time = self.password == PasswordStanding::OneTime;
        Page::new(t!("account-title"), self.now)
            .signed_in(self.signed_in.clone())
            .current(Nav::Nowhere)
            .outcome(outcome)
            .banner(NotificationKind::Success, said)
            .render(&html! {
                (self.errors.summary())
                h1.govuk-heading-l { (t!("account-title")) }
                @if one_time { (warning_text(t!("account-one-time"))) }
                (self.password())
                @if !one_time { (self.sessions()) }
            })
    }

    fn password(&self) -> Markup {
        let field = |name: &str, label: String| PasswordInput::new(name, label).error(self.errors.of(name));
        html! {
            h2.govuk-heading-m { (t!("account-password")) }
            p.govuk-body { (t!("account-password-rules")) }
            (Form::post("/account/password", &self.signed_in.csrf_token).body(html! {
                // Tells a password manager whose password it is.
                input type="hidden" name="username" autocomplete="username" value=(self.username);
                (field("old", t!("account-password-old")))
                (field("new", t!("account-password-new")).new_password())
                (field("again", t!("account-password-again")).new_password())
                (Button::new(t!("account-password-button")).prevent_double_click())
            }))
        }
    }

    fn sessions(&self) -> Markup {
        let rows = self.sessions.iter().map(|session| {
            vec![
                time_element(session.began_at, self.now).into(),
                time_element(session.last_used_at, self.now).into(),
                self.end(session).into(),
            ]
        });
        html! {
            h2.govuk-heading-m { (t!("account-sessions")) }
            p.govuk-body { (t!("account-sessions-advice")) }
            (Table::new(rows.collect::<Vec<Vec<crate::components::Cell>>>())
                .caption(t!("account-sessions"))
                .head([t!("account-session-began"), t!("account-session-used"), t!("account-session-which")])
                .stacked())
            (Form::post("/account/sessions/end", &self.signed_in.csrf_token).body(html! {
                (Button::new(t!("account-end-all")).warning())
            }))
        }
    }

    fn end(&self, session: &OwnSession) -> Markup {
        match session.standing {
            SessionStanding::This => html! { strong { (t!("account-session-this")) } },
            SessionStanding::Other => html! {
                (Form::post("/account/sessions/end", &self.signed_in.csrf_token).body(html! {
                    input type="hidden" name="session" value=(session.session.reference());
                    (Button::new(t!("account-session-end")).secondary())
                }))
            },
        }
    }
}
