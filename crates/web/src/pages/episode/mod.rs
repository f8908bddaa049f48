//! One time missing: who, how long, at what risk, what is owed and by whom, and everything that can be recorded.

mod duties;
mod risk;
mod summary;
mod view;
mod why;

use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use domain::ids::EpisodeId;
use serde::Deserialize;

use crate::{
    problem::Problem,
    router::{Route, page},
    session::Visitor,
    state::WebState,
    views::scene::RoleNames,
};

pub(crate) use view::{EpisodePage, recorded, section};
pub(crate) use why::{Which, WhyPage, sentence};

/// The routes of this page.
pub(crate) fn routes() -> Vec<Route> {
    vec![page("/episodes/{id}", show), page("/episodes/{id}/duties/{pack}/{duty}", why)]
}

/// What was recorded just before, by its word.
#[derive(Debug, Default, Deserialize)]
struct After {
    #[serde(default)]
    recorded: String,
}

async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(after): Query<After>,
) -> Result<Response, Problem> {
    let view = state.app.episode(&visitor, episode(&id)?).await?;
    let page = EpisodePage {
        view,
        signed_in: visitor.shown(),
        role: visitor.role.clone(),
        roles: RoleNames::of_app(&state.app),
        recorded: after.recorded,
    };
    Ok(page.render().into_response())
}

/// Which of several duties of one row is meant.
#[derive(Debug, Default, Deserialize)]
struct OneOf {
    #[serde(default)]
    of: String,
    #[serde(default)]
    seq: String,
}

async fn why(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, pack, duty)): Path<(String, String, String)>,
    Query(one_of): Query<OneOf>,
) -> Result<Response, Problem> {
    let id = episode(&id)?;
    let view = state.app.episode(&visitor, id).await?;
    let which = Which {
        pack: &pack,
        duty: &duty,
        of: Some(one_of.of.as_str()).filter(|of| !of.is_empty()),
        sequence: one_of.seq.parse().ok(),
    };
    let explanation =
        state.app.explain_duty(&visitor, id, which.pack, which.duty, which.of, which.sequence).await?;
    let roles = RoleNames::of_app(&state.app);
    let page = WhyPage::find(&view, &which, explanation, roles, visitor.shown()).ok_or(Problem::NotFound)?;
    Ok(page.render().into_response())
}

fn episode(id: &str) -> Result<EpisodeId, Problem> {
    id.parse().map_err(|_| Problem::NotFound)
}
