//! Filters of the board that their owner keeps under a name: links at its head, and the forms that keep and forget them.

use app::filters::{BoardOpens, KeepRefused, KeptFilter};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use uuid::Uuid;

use super::asked::Asked;
use crate::{
    catalogue::t,
    components::{Button, Details, Form, Input},
    forms::{Posted, address},
    problem::Problem,
    router::{Route, act},
    session::Visitor,
    state::WebState,
};

/// The routes that keep and forget.
pub(super) fn routes() -> Vec<Route> {
    vec![act("/missing/filters", keep), act("/missing/filters/{id}/forget", forget)]
}

async fn keep(State(state): State<WebState>, visitor: Visitor, posted: Posted) -> Result<Response, Problem> {
    let asked = Asked::of_kept(posted.get("asked"));
    let opens = match posted.get("opens") {
        "yes" => BoardOpens::WithThis,
        _ => BoardOpens::Otherwise,
    };
    let refused = match state.app.keep_filter(&visitor, posted.get("name"), &asked.kept(), opens).await {
        Ok(_) => "",
        Err(KeepRefused::NoName) => "no-name",
        Err(KeepRefused::NameTooLong) => "name-too-long",
        Err(KeepRefused::TooMany) => "too-many",
        Err(KeepRefused::Trouble(trouble)) => return Err(trouble.into()),
    };
    let here = asked.with(|asked| asked.everyone = "yes".to_owned()).address();
    let to = if refused.is_empty() {
        here
    } else {
        format!("{here}&{}", &address("", &[("not_kept", refused)])[1..])
    };
    Ok(Redirect::to(&to).into_response())
}

async fn forget(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    state.app.forget_filter(&visitor, id).await?;
    Ok(Redirect::to("/missing?everyone=yes").into_response())
}

/// What is said where a filter was not kept.
pub(super) fn refusal(code: &str) -> Option<String> {
    match code {
        "no-name" => Some(t!("filters-no-name")),
        "name-too-long" => Some(t!("filters-name-too-long")),
        "too-many" => Some(t!("filters-too-many")),
        _ => None,
    }
}

/// The address of a kept filter.
pub(super) fn address_of(filter: &KeptFilter) -> String {
    Asked::of_kept(&filter.asked).with(|asked| asked.everyone = "yes".to_owned()).address()
}

/// The links to an account's filters. Each is reached by the key f and its number.
pub(super) fn links(kept: &[KeptFilter], asked: &Asked) -> Markup {
    let here = asked.kept();
    html! {
        @if !kept.is_empty() {
            nav.sw-kept-filters aria-label=(t!("filters-yours")) {
                ul.govuk-list {
                    @for (number, filter) in (1..).zip(kept) {
                        li {
                            a.govuk-link href=(address_of(filter)) data-filter=(number)
                                aria-current=[(filter.asked == here).then_some("true")] {
                                kbd aria-hidden="true" { "f " (number) } " " (filter.name)
                            }
                            @if filter.opens == BoardOpens::WithThis { span.sw-quiet { " " (t!("filters-opens")) } }
                        }
                    }
                }
            }
        }
    }
}

/// Keeps the board as it is shown, and forgets what was kept.
pub(super) fn panel(kept: &[KeptFilter], asked: &Asked, csrf: &str, refused: Option<&str>) -> Markup {
    let name = Input::new("name", t!("filters-name")).id("filter-name").error(refused);
    let keep = Form::post("/missing/filters", csrf).body(html! {
        input type="hidden" name="asked" value=(asked.kept());
        (name)
        div.govuk-checkboxes.govuk-checkboxes--small {
            div.govuk-checkboxes__item {
                input.govuk-checkboxes__input type="checkbox" name="opens" value="yes" id="filter-opens";
                label.govuk-label.govuk-checkboxes__label for="filter-opens" { (t!("filters-open-with")) }
            }
        }
        (Button::new(t!("filters-keep")).secondary())
    });
    let fold = Details::new(
        t!("filters-title"),
        html! {
            (keep)
            @for filter in kept {
                (Form::post(&format!("/missing/filters/{}/forget", filter.id), csrf).body(html! {
                    (Button::new(html! { (t!("filters-forget")) " " (filter.name) }).secondary())
                }))
            }
        },
    )
    .classes("sw-board-filter");
    html! { @if refused.is_some() { (fold.open()) } @else { (fold) } }
}
