//! One person: the record, their status, their times missing, and what can be recorded about them.

mod view;

use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use domain::ids::PersonId;
use serde::Deserialize;

use crate::{
    problem::Problem,
    router::{Route, page},
    session::Visitor,
    state::WebState,
    views::scene::RoleNames,
};

pub(crate) use view::PersonPage;

/// The routes of this page.
pub(crate) fn routes() -> Vec<Route> {
    vec![page("/people/{id}", show)]
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
    let id: PersonId = id.parse().map_err(|_| Problem::NotFound)?;
    let page = PersonPage {
        view: state.app.person(&visitor, id).await?,
        signed_in: visitor.shown(),
        roles: RoleNames::of_app(&state.app),
        recorded: after.recorded,
    };
    Ok(page.render().into_response())
}
