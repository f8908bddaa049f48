//! What a page of trouble shows.

use jiff::Timestamp;
use maud::{Markup, html};

use crate::acts::words;
use crate::catalogue::{family, t};
use crate::components::{
    Button, CSRF_FIELD, Form, IDEMPOTENCY_FIELD, SummaryList, SummaryRow, VERSION_FIELD, inset_text,
};
use crate::forms::Posted;
use crate::layout::{Outcome, Page, SignedIn};
use crate::pages::home::numbers;
use crate::pages::sign_in::{KEPT_ADDRESS, KEPT_PREFIX, fields};
use crate::problem::Problem;

/// A page that says what went wrong.
#[derive(Clone, Debug)]
pub(crate) struct TroublePage {
    /// What went wrong.
    pub(crate) problem: Problem,
    /// The time.
    pub(crate) now: Timestamp,
    /// Who is signed in.
    pub(crate) signed_in: Option<SignedIn>,
    /// The agency whose administrator can be asked.
    pub(crate) ask: Option<String>,
    /// What had been typed, and where it was to go.
    pub(crate) kept: Option<Kept>,
}

/// What had been typed, and where it was to go.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    /// The address.
    pub(crate) address: String,
    /// The fields.
    pub(crate) posted: Posted,
}

/// What can be done with what had been typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Carrying {
    /// Sign in, and it is sent.
    SignInAndSend,
    /// Send it again.
    Send,
    /// It was refused as it stands; it can be read and copied.
    Read,
    /// Nothing: it never came from here.
    No,
}

impl TroublePage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        Page::new(self.problem.title(), self.now)
            .signed_in(self.signed_in.clone())
            .outcome(Outcome::Plain)
            .render(&html! {
                div.govuk-grid-row data-keep-nothing-saved[self.kept.is_some()] { div.govuk-grid-column-two-thirds {
                    h1.govuk-heading-l { (self.problem.title()) }
                    p.govuk-body { (self.problem.advice()) }
                    @if let Problem::WithPolice { .. } = self.problem { (numbers()) }
                    (self.rule())
                    @if let Some(reference) = self.problem.reference() {
                        (inset_text(html! { (t!("problem-reference")) " " strong { (reference) } }))
                    }
                    (self.carry_on())
                    (self.ways_on())
                } }
            })
    }

    /// Which rule refused, and whom to ask.
    fn rule(&self) -> Markup {
        let Problem::Denied { action, policy } = &self.problem else {
            return html! {};
        };
        let role = self.signed_in.as_ref().map(|who| who.role.clone()).unwrap_or_default();
        html! {
            dl.govuk-summary-list {
                div.govuk-summary-list__row {
                    dt.govuk-summary-list__key { (t!("denied-asked-for")) }
                    dd.govuk-summary-list__value {
                        (family("action", action, None).unwrap_or_else(|| words::act_title(action)))
                    }
                }
                div.govuk-summary-list__row {
                    dt.govuk-summary-list__key { (t!("denied-rule")) }
                    dd.govuk-summary-list__value {
                        (denial(policy.as_deref(), &role))
                    }
                }
                @if let Some(agency) = &self.ask {
                    div.govuk-summary-list__row {
                        dt.govuk-summary-list__key { (t!("denied-whom-to-ask")) }
                        dd.govuk-summary-list__value { (t!("denied-ask", "agency" => agency.clone())) }
                    }
                }
            }
        }
    }

    fn carrying(&self) -> Carrying {
        match &self.problem {
            Problem::SessionLost => Carrying::SignInAndSend,
            Problem::OtherSession | Problem::Unavailable | Problem::TookTooLong | Problem::Fault { .. } => {
                Carrying::Send
            }
            Problem::NotFound
            | Problem::NotThen(_)
            | Problem::Denied { .. }
            | Problem::WithPolice { .. }
            | Problem::Refused(_)
            | Problem::Clash { .. }
            | Problem::VersionAhead
            | Problem::KeyUsedBefore => Carrying::Read,
            Problem::OtherSite | Problem::TooLarge | Problem::Unreadable | Problem::WrongMethod => {
                Carrying::No
            }
        }
    }

    /// What had been typed, ready to be sent.
    fn carry_on(&self) -> Markup {
        match (self.carrying(), &self.kept, &self.signed_in) {
            (Carrying::SignInAndSend, Some(kept), _) => html! {
                (inset_text(t!("kept-sign-in")))
                (Form::post("/sign-in", "").body(html! {
                    input type="hidden" name=(KEPT_ADDRESS) value=(kept.address);
                    (kept.posted.kept_under(KEPT_PREFIX))
                    (fields("", None))
                    (Button::new(t!("kept-sign-in-and-send")).prevent_double_click())
                }))
                (what_was_typed(&kept.posted))
            },
            (Carrying::SignInAndSend, None, _) => html! {
                (Button::link(t!("sign-in"), "/sign-in"))
            },
            (Carrying::Send, Some(kept), Some(signed_in)) => html! {
                @let name = signed_in.name.clone();
                @if self.is_of_another_session() {
                    // Whoever signed in now may be somebody else: they see what would stand under their name.
                    (inset_text(t!("kept-signed-in-as", "name" => name.clone())))
                    (what_was_typed(&kept.posted))
                } @else { (inset_text(t!("kept-send"))) }
                (Form::post(&kept.address, &signed_in.csrf_token).body(html! {
                    (kept.posted.kept_under(""))
                    @let words = if self.is_of_another_session() { t!("kept-send-as", "name" => name) } else { t!("kept-send-again") };
                    (Button::new(words).prevent_double_click())
                }))
                @if !self.is_of_another_session() { (what_was_typed(&kept.posted)) }
            },
            // Without a session at hand (the database is away) the browser's own way back keeps the form.
            (Carrying::Send, Some(kept), None) => html! {
                (inset_text(t!("kept-go-back")))
                (what_was_typed(&kept.posted))
            },
            (Carrying::Read, Some(kept), _) => what_was_typed(&kept.posted),
            (Carrying::Send | Carrying::Read, None, _) | (Carrying::No, _, _) => html! {},
        }
    }

    fn is_of_another_session(&self) -> bool {
        matches!(self.problem, Problem::OtherSession)
    }

    fn ways_on(&self) -> Markup {
        if self.signed_in.is_none() {
            return html! {};
        }
        html! {
            ul.govuk-list {
                li { a.govuk-link href="/" { (t!("nav-my-work")) } }
                li { a.govuk-link href="/missing" { (t!("nav-missing-now")) } }
            }
            p.govuk-body { (t!("problem-emergency")) }
        }
    }
}

/// Which rule refused, in words: the one that forbids it, else that none lets the role do it.
pub(crate) fn denial(policy: Option<&str>, role: &str) -> String {
    policy
        .and_then(|policy| family("policy", policy, None))
        .unwrap_or_else(|| t!("denied-no-rule-permits", "role" => role.to_owned()))
}

/// Everything that was typed, so that it can be read and copied whatever happens next.
fn what_was_typed(posted: &Posted) -> Markup {
    const NOT_TYPED: [&str; 6] = [CSRF_FIELD, IDEMPOTENCY_FIELD, VERSION_FIELD, "do", "pick", "password"];
    let rows: Vec<SummaryRow> = posted
        .pairs()
        .filter(|(name, text)| !NOT_TYPED.contains(name) && !text.trim().is_empty() && !is_a_key(text))
        .map(|(name, text)| SummaryRow::new(words::named("", name), html! { bdi { (text) } }))
        .collect();
    html! {
        @if !rows.is_empty() {
            h2.govuk-heading-m { (t!("kept-what")) }
            (SummaryList::new(rows).classes("sw-typed"))
        }
    }
}

fn is_a_key(text: &str) -> bool {
    text.len() == 36 && uuid::Uuid::parse_str(text).is_ok()
}
