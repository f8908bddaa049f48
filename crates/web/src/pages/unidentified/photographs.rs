//! Photographs of somebody who cannot be named. Those of the dead are shown to whoever asks for them, and to nobody else.

use app::{
    access::Action,
    photographs::{PhotographOf, PhotographSize},
    unidentified::UnidentifiedView,
};
use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use domain::unidentified::{Unidentified, UnidentifiedKind};
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Deserialize;

use super::{home, parsed};
use crate::{
    catalogue::t,
    components::{Button, FormErrors, back_link, warning_text},
    forms::Posted,
    layout::{Nav, Outcome, Page, SignedIn},
    pages::photographs::{AddForm, added, answer, of_the_picture},
    problem::Problem,
    router::{Route, act, page},
    session::Visitor,
    state::WebState,
    upload::Upload,
    views::likeness::{self, Shown, taken},
};

/// The routes of photographs.
pub(super) fn routes() -> Vec<Route> {
    vec![
        page("/unidentified/{id}/photographs", show),
        act("/unidentified/{id}/photographs", add),
        page("/unidentified/{id}/photographs/{digest}", whole),
        page("/unidentified/{id}/photographs/{digest}/thumbnail", thumbnail),
    ]
}

/// Whether the photographs of the dead were asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Covered {
    /// They were not.
    #[default]
    Covered,
    /// They were.
    Shown,
}

impl Covered {
    /// Whether the photographs of a record are left covered.
    pub(crate) fn covers(self, record: &Unidentified) -> bool {
        match (self, record.details.kind) {
            (Self::Shown, _) | (_, UnidentifiedKind::LivingPerson) => false,
            (Self::Covered, UnidentifiedKind::Body | UnidentifiedKind::Remains) => true,
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    photographs: Covered,
}

async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    let view = state.app.unidentified(&visitor, parsed(&id)?).await?;
    let values = Posted::default();
    Ok(drawn(&visitor, view, asked.photographs, values, FormErrors::none()).render())
}

async fn add(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    posted: Posted,
    upload: Upload,
) -> Result<Response, Problem> {
    let id = parsed(&id)?;
    let errors = added(&state, &visitor, PhotographOf::Unidentified(id), &posted, upload).await?;
    if errors.is_empty() {
        let to = format!("{}?recorded=unidentified_photograph_added", home(id));
        return Ok(Redirect::to(&to).into_response());
    }
    let view = state.app.unidentified(&visitor, id).await?;
    let page = drawn(&visitor, view, Covered::Covered, posted, errors);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page.render()).into_response())
}

fn drawn(
    visitor: &Visitor,
    view: UnidentifiedView,
    covered: Covered,
    values: Posted,
    errors: FormErrors,
) -> UnidentifiedPhotographsPage {
    let key = app::IdempotencyKey::fresh().as_str().to_owned();
    UnidentifiedPhotographsPage { view, covered, values, errors, key, signed_in: visitor.shown() }
}

async fn whole(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, digest)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let size = PhotographSize::Whole;
    let bytes = state.app.unidentified_photograph_bytes(&visitor, parsed(&id)?, &digest, size).await?;
    Ok(answer(bytes, &digest, &headers, size))
}

async fn thumbnail(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, digest)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let size = PhotographSize::Thumbnail;
    let bytes = state.app.unidentified_photograph_bytes(&visitor, parsed(&id)?, &digest, size).await?;
    Ok(answer(bytes, &digest, &headers, size))
}

/// The page of a record's photographs.
#[derive(Clone, Debug)]
pub(crate) struct UnidentifiedPhotographsPage {
    /// The record.
    pub(crate) view: UnidentifiedView,
    /// Whether those of the dead were asked for.
    pub(crate) covered: Covered,
    /// What was typed.
    pub(crate) values: Posted,
    /// What is wrong with it.
    pub(crate) errors: FormErrors,
    /// The key of this attempt.
    pub(crate) key: String,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
}

impl UnidentifiedPhotographsPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let (record, now) = (&self.view.record, self.view.now);
        let (at, reference) = (home(record.id), record.id.reference());
        let title = t!("photographs-title", "name" => reference.as_str());
        let outcome = if self.errors.is_empty() { Outcome::Plain } else { Outcome::Error };
        Page::new(title.clone(), now)
            .signed_in(self.signed_in.clone())
            .current(Nav::People)
            .marked()
            .outcome(outcome)
            .before_content(back_link(&at, t!("unidentified-back", "reference" => reference.as_str())))
            .render(&html! {
                (self.errors.summary())
                h1.govuk-heading-l { (title) }
                @if record.photographs.is_empty() {
                    p.govuk-body { (t!("photographs-none")) }
                } @else if self.covered.covers(record) {
                    (self.ask())
                } @else {
                    (self.gallery())
                }
                @if self.view.may(Action::UnidentifiedPhotographAdded) {
                    (AddForm {
                        address: &format!("{at}/photographs"),
                        keep: &format!("photograph-{}", record.id),
                        values: &self.values,
                        errors: &self.errors,
                        key: &self.key,
                        csrf_token: &self.signed_in.csrf_token,
                    }.render())
                }
            })
    }

    fn ask(&self) -> Markup {
        let record = &self.view.record;
        html! {
            (warning_text(t!("unidentified-photographs-covered", "count" => record.photographs.len())))
            // A refusal can lead to a picture that is there: the way to it leads to the covering.
            @for (entry, _) in &record.photographs { span id=(of_the_picture(*entry)) {} }
            (Button::new(t!("unidentified-photographs-show")).secondary()
                .href(format!("{}/photographs?photographs=shown", home(record.id))))
        }
    }

    fn gallery(&self) -> Markup {
        let (record, now) = (&self.view.record, self.view.now);
        html! {
            @for (entry, photograph) in record.photographs.iter().rev() {
                figure.sw-photograph id=(of_the_picture(*entry)) {
                    (likeness::of_home(&home(record.id), &record.id.reference(), photograph, now, Shown::Whole))
                    figcaption.govuk-body {
                        strong { (taken(photograph, now)) }
                        br; (t!("photograph-source", "source" => photograph.source.as_str()))
                        @if !photograph.differs.is_empty() {
                            br; (t!("photograph-differs", "differs" => photograph.differs.as_str()))
                        }
                    }
                }
            }
        }
    }
}

/// The latest photograph at the head of a record or beside a missing person; of the dead the way to it at `address`, until asked for.
pub(crate) fn latest(
    record: &Unidentified,
    covered: Covered,
    address: &str,
    (shown, now): (Shown, Timestamp),
) -> Markup {
    let Some((_, photograph)) = record.photographs.last() else {
        return html! { span.sw-quiet { (t!("photograph-none-short")) } };
    };
    let count = record.photographs.len();
    let all = format!("{}/photographs", home(record.id));
    html! {
        @if covered.covers(record) {
            a.govuk-link href=(address) { (t!("unidentified-photographs-look", "count" => count)) }
        } @else {
            (likeness::of_home(&home(record.id), &record.id.reference(), photograph, now, shown))
            @if count > 1 {
                br; a.govuk-link href={ (all) "?photographs=shown" } { (t!("unidentified-photographs-all", "count" => count)) }
            }
        }
    }
}
