//! What the sign-in page shows.

use jiff::Timestamp;
use maud::{Markup, html};

use crate::catalogue::{clock_time, t};
use crate::components::{Button, Form, FormErrors, Input, PasswordInput, Width, inset_text};
use crate::forms::Posted;
use crate::layout::{Outcome, Page};

/// What the names of fields begin with that are carried through signing in.
pub(crate) const KEPT_PREFIX: &str = "kept.";
/// The field that says where they are then sent.
pub(crate) const KEPT_ADDRESS: &str = "send-on-to";

/// The page on which somebody signs in.
#[derive(Clone, Debug, Default)]
pub(crate) struct SignInPage {
    /// The time.
    pub(crate) now: Timestamp,
    /// Where to go then.
    pub(crate) to: String,
    /// The name as it was typed.
    pub(crate) username: String,
    /// What was wrong.
    pub(crate) wrong: Option<SignInWrong>,
    /// Where the form is sent that was interrupted, if one was.
    pub(crate) kept_address: Option<String>,
    /// Its fields.
    pub(crate) kept: Posted,
}

/// Why nobody was signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SignInWrong {
    /// Name or password were left empty.
    NothingTyped,
    /// One of the two is wrong; which is not said.
    NameOrPassword,
    /// Tried too often.
    TooOften {
        /// When it can be tried again.
        retry_at: Timestamp,
    },
    /// The database does not answer.
    Unavailable,
}

impl SignInWrong {
    fn message(&self) -> String {
        match self {
            Self::NothingTyped => t!("sign-in-nothing-typed"),
            Self::NameOrPassword => t!("sign-in-wrong"),
            Self::TooOften { retry_at } => t!("sign-in-too-often", "time" => clock_time(*retry_at)),
            Self::Unavailable => t!("sign-in-unavailable"),
        }
    }
}

impl SignInPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let mut errors = FormErrors::none();
        if let Some(wrong) = &self.wrong {
            errors.add("username", wrong.message());
        }
        let outcome = if errors.is_empty() { Outcome::Plain } else { Outcome::Error };
        Page::new(t!("sign-in"), self.now).outcome(outcome).render(&html! {
            div.govuk-grid-row { div.govuk-grid-column-two-thirds {
                (errors.summary())
                h1.govuk-heading-l { (t!("sign-in")) }
                @if self.kept_address.is_some() { (inset_text(t!("kept-sign-in"))) }
                (Form::post("/sign-in", "").body(html! {
                    @if let Some(address) = &self.kept_address {
                        input type="hidden" name=(KEPT_ADDRESS) value=(address);
                        (self.kept.kept_under(KEPT_PREFIX))
                    } @else {
                        input type="hidden" name="to" value=(self.to);
                    }
                    (fields(&self.username, errors.of("username")))
                    (Button::new(t!("sign-in")).prevent_double_click())
                }))
                p.govuk-body { (t!("sign-in-help")) }
            } }
        })
    }
}

/// The two fields by which somebody signs in.
pub(crate) fn fields(username: &str, error: Option<&str>) -> Markup {
    html! {
        (Input::new("username", t!("sign-in-username"))
            .value(username)
            .error(error)
            .autocomplete("username")
            .autocapitalize("none")
            .spellcheck("false")
            .width(Width::Twenty))
        (PasswordInput::new("password", t!("sign-in-password")))
    }
}
