//! What the pages of both decisions share: one person, or two after all. Who decides, what they wrote, what is wrong with it, and
//! what others recorded meanwhile.

use app::{Clash, IdempotencyKey};
use jiff::Timestamp;
use maud::{Markup, html};

use crate::{
    acts::words,
    catalogue::t,
    components::{Form, FormErrors, Textarea, back_link},
    forms::Posted,
    layout::{Nav, Outcome, Page, SignedIn},
    session::Visitor,
};

/// A decision on two records, as somebody writes it.
#[derive(Clone, Debug)]
pub(crate) struct Deciding {
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
    /// What was chosen and written.
    pub(crate) posted: Posted,
    /// What is wrong with it.
    pub(crate) errors: FormErrors,
    /// What others recorded meanwhile.
    pub(crate) since: Option<Clash>,
    /// The key of this attempt.
    pub(crate) key: String,
}

impl Deciding {
    /// Before anything was written.
    pub(super) fn begun(visitor: &Visitor) -> Self {
        Self::again(visitor, Posted::default(), FormErrors::none(), None)
    }

    /// After something was sent that could not be recorded.
    pub(super) fn again(visitor: &Visitor, posted: Posted, errors: FormErrors, since: Option<Clash>) -> Self {
        let key = IdempotencyKey::fresh().as_str().to_owned();
        Self { signed_in: visitor.shown(), posted, errors, since, key }
    }

    /// The page around it.
    pub(super) fn page(&self, title: String, now: Timestamp, home: &str) -> Page {
        let outcome = if self.errors.is_empty() { Outcome::Plain } else { Outcome::Error };
        Page::new(title, now)
            .signed_in(self.signed_in.clone())
            .current(Nav::People)
            .marked()
            .outcome(outcome)
            .before_content(back_link(home, t!("merge-back")))
    }

    /// What is wrong, and that others recorded something in either record since it was shown; both stand on the page as they
    /// are now.
    pub(super) fn said_first(&self) -> Markup {
        html! {
            (self.errors.summary())
            @if let Some(clash) = &self.since {
                div.govuk-error-summary role="alert" tabindex="-1" {
                    h2.govuk-error-summary__title { (t!("merge-clash")) }
                    div.govuk-error-summary__body {
                        p { (t!("merge-clash-lead")) }
                        ul.govuk-list.govuk-list--bullet {
                            @for item in &clash.since { li { (words::event_title(item.event.name())) } }
                        }
                    }
                }
            }
        }
    }

    /// The form of the decision, of records as they were at a version.
    pub(super) fn form(&self, address: &str, version: i64) -> Form {
        Form::post(address, &self.signed_in.csrf_token)
            .idempotency_key(self.key.as_str())
            .version(version.to_string())
    }

    /// Why it is so: kept with the decision.
    pub(super) fn reason(&self, label: String) -> Textarea {
        Textarea::new("reason", label)
            .rows(3)
            .value(self.posted.get("reason").to_owned())
            .error(self.errors.of("reason"))
    }
}
