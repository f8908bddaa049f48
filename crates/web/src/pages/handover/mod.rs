//! Handover: what one holds and offers, what one is offered, what nobody holds. One press offers or accepts many cases;
//! what fails is named, and hinders no other.

mod sent;
mod view;

use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use crate::{
    components::FormErrors,
    forms::{Posted, address},
    problem::Problem,
    router::{Route, act, page},
    session::Visitor,
    state::WebState,
    views::scene::RoleNames,
};
pub(crate) use sent::Sent;
pub(crate) use view::HandoverPage;

/// The routes of this page.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        page("/handover", show),
        act("/handover/offer", offer),
        act("/handover/accept", accept),
        act("/handover/decline", decline),
        act("/handover/take", take),
    ]
}

/// What was done just before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct After {
    done: String,
    count: String,
}

async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(after): Query<After>,
) -> Result<Response, Problem> {
    let page = drawn(&state, &visitor, after, Posted::default(), FormErrors::none()).await?;
    Ok(page.into_response())
}

async fn offer(State(state): State<WebState>, visitor: Visitor, posted: Posted) -> Result<Response, Problem> {
    let sent = sent::offer(&state, &visitor, &posted).await?;
    answer(&state, &visitor, posted, "offered", sent).await
}

async fn accept(
    State(state): State<WebState>,
    visitor: Visitor,
    posted: Posted,
) -> Result<Response, Problem> {
    let sent = sent::accept(&state, &visitor, &posted).await?;
    answer(&state, &visitor, posted, "accepted", sent).await
}

async fn decline(
    State(state): State<WebState>,
    visitor: Visitor,
    posted: Posted,
) -> Result<Response, Problem> {
    let sent = sent::decline(&state, &visitor, &posted).await?;
    answer(&state, &visitor, posted, "declined", sent).await
}

async fn take(State(state): State<WebState>, visitor: Visitor, posted: Posted) -> Result<Response, Problem> {
    let sent = sent::take(&state, &visitor, &posted).await?;
    answer(&state, &visitor, posted, "taken", sent).await
}

/// On to the page where all went well; else the page with what was typed, and what went wrong by the name of the case.
async fn answer(
    state: &WebState,
    visitor: &Visitor,
    posted: Posted,
    done: &str,
    sent: Sent,
) -> Result<Response, Problem> {
    let count = sent.recorded.to_string();
    if sent.errors.is_empty() {
        let to = address("/handover", &[("done", done), ("count", &count)]);
        return Ok(Redirect::to(&to).into_response());
    }
    let done = if sent.recorded == 0 { String::new() } else { done.to_owned() };
    let page = drawn(state, visitor, After { done, count }, posted, sent.errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn drawn(
    state: &WebState,
    visitor: &Visitor,
    after: After,
    posted: Posted,
    errors: FormErrors,
) -> Result<maud::Markup, Problem> {
    let handovers = state.app.handovers(visitor).await?;
    let kind = visitor.agency.kind.word();
    let own_roles = state.app.packs().roles().0.iter().filter(|role| role.agency.name() == kind);
    let page = HandoverPage {
        handovers,
        signed_in: visitor.shown(),
        reader: visitor.account,
        own_roles: own_roles.map(|role| (role.id.0.clone(), role.name_en.clone())).collect(),
        roles: RoleNames::of_app(&state.app),
        done: after.done,
        count: after.count.parse().unwrap_or(0),
        posted,
        errors,
        key: app::IdempotencyKey::fresh().as_str().to_owned(),
    };
    Ok(page.render())
}
