//! Records that may be of one person: each two beside each other with what speaks for it, to be merged or told apart.

use app::reports::{PossibleDuplicate, PossibleDuplicates};
use app::{IdempotencyKey, Trouble};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::ids::PersonId;
use domain::refusal::Refusal;
use jiff::Timestamp;
use maud::{Markup, html};

use crate::acts::words;
use crate::catalogue::t;
use crate::components::{Button, Form, FormErrors, Input, Label, Size, inset_text};
use crate::forms::Posted;
use crate::layout::{Nav, Outcome, Page, SignedIn};
use crate::pages::shown;
use crate::problem::Problem;
use crate::session::Visitor;
use crate::state::WebState;
use crate::views::hit::known;
use crate::views::likely::{said_the_same, strength_of};

/// The page.
#[derive(Clone, Debug)]
pub(crate) struct DuplicatesPage {
    /// The time.
    pub(crate) now: Timestamp,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
    /// The pairs, and how many there are besides.
    pub(crate) found: PossibleDuplicates,
    /// What was typed about one that was not told apart: the field, and the words.
    pub(crate) typed: (String, String),
    /// What is wrong with it.
    pub(crate) errors: FormErrors,
    /// By which a repeated sending counts once.
    pub(crate) key: String,
}

pub(super) async fn show(State(state): State<WebState>, visitor: Visitor) -> Result<Markup, Problem> {
    Ok(page(&state, &visitor).await?.render())
}

async fn page(state: &WebState, visitor: &Visitor) -> Result<DuplicatesPage, Problem> {
    Ok(DuplicatesPage {
        now: state.now(),
        signed_in: visitor.shown(),
        found: state.app.possible_duplicates(visitor).await?,
        typed: (String::new(), String::new()),
        errors: FormErrors::none(),
        key: IdempotencyKey::fresh().as_str().to_owned(),
    })
}

/// Says that two records are of two people.
pub(super) async fn tell_apart(
    State(state): State<WebState>,
    Path(person): Path<PersonId>,
    visitor: Visitor,
    posted: Posted,
) -> Result<Response, Problem> {
    let from: PersonId = posted.get("from").parse().map_err(|_| Problem::NotFound)?;
    let reason = posted.get("reason").trim().to_owned();
    let key = IdempotencyKey::parse(posted.idempotency_key()).unwrap_or_else(IdempotencyKey::fresh);
    match state.app.tell_apart(&visitor, person, vec![from], reason.clone(), key).await {
        Ok(_) => Ok(Redirect::to("/people/duplicates").into_response()),
        Err(Trouble::Refused(refusal)) => {
            let mut page = page(&state, &visitor).await?;
            let field = reason_field(person, from);
            let said = if let Refusal::AnswerMissing { field: "reason" } = refusal {
                t!("duplicates-reason-missing")
            } else {
                words::refusal(None, &refusal)
            };
            page.errors.add(field.as_str(), said);
            page.typed = (field, reason);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page.render()).into_response())
        }
        Err(trouble) => Err(trouble.into()),
    }
}

fn reason_field(one: PersonId, other: PersonId) -> String {
    format!("reason-{one}-{other}")
}

impl DuplicatesPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let (found, outcome) =
            (&self.found, if self.errors.is_empty() { Outcome::Plain } else { Outcome::Error });
        Page::new(t!("duplicates-title"), self.now)
            .signed_in(self.signed_in.clone())
            .current(Nav::People)
            .marked()
            .outcome(outcome)
            .render(&html! {
                (self.errors.summary())
                h1.govuk-heading-l { (t!("duplicates-title")) }
                p.govuk-body { (t!("duplicates-intro")) }
                @if found.not_compared > 0 {
                    (inset_text(t!("duplicates-not-compared", "count" => found.not_compared)))
                } @else if found.pairs.is_empty() {
                    p.govuk-body { (t!("duplicates-none")) }
                }
                @if found.more > 0 {
                    p.govuk-body { (t!("duplicates-more", "count" => found.pairs.len(), "of" => found.pairs.len() + found.more)) }
                }
                @for pair in &found.pairs { (self.pair(pair)) }
            })
    }

    fn pair(&self, pair: &PossibleDuplicate) -> Markup {
        let [(one, _), (other, _)] = &pair.records;
        let id = format!("pair-{}-{}", one.person, other.person);
        html! {
            section.sw-likely aria-labelledby=(id) {
                h2.govuk-heading-m id=(id) { (shown::name(&one.name)) " – " (shown::name(&other.name)) }
                p.govuk-body {
                    (strength_of(pair.strength, &pair.reasons))
                }
                @if let Some(said) = &pair.said_the_same {
                    p.govuk-body { (said_the_same(said, self.now)) }
                }
                ul.govuk-list {
                    @for (row, what) in &pair.records {
                        li {
                            a.govuk-link href={ "/people/" (row.person) } { (shown::name(&row.name)) }
                            ", " (shown::age_of(row, self.now)) " "
                            (known(what, self.now))
                        }
                    }
                }
                p.govuk-body {
                    a.govuk-link href={ "/people/" (one.person) "/merge/" (other.person) } {
                        (t!("duplicates-merge"))
                        span.govuk-visually-hidden { ": " (shown::name(&one.name)) ", " (shown::name(&other.name)) }
                    }
                }
                (self.apart(one.person, other.person))
            }
        }
    }

    /// The later record says that it is not of the person of the earlier.
    fn apart(&self, one: PersonId, other: PersonId) -> Markup {
        let field = reason_field(other, one);
        let (typed_in, typed) = &self.typed;
        let typed = if *typed_in == field { typed.as_str() } else { "" };
        let reason = Input::new("reason", Label::new(t!("duplicates-reason")).size(Size::Small))
            .id(field.as_str())
            .value(typed)
            .error(self.errors.of(&field));
        let form = Form::post(&format!("/people/{other}/apart"), &self.signed_in.csrf_token)
            .idempotency_key(format!("{}/{other}", self.key))
            .body(html! {
                input type="hidden" name="from" value=(one);
                (reason)
                (Button::new(t!("duplicates-apart")).secondary().prevent_double_click())
            });
        html! { (form) }
    }
}
