//! One person: the record, their status, their times missing, and what can be recorded about them.

mod view;

use app::Trouble;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::ids::PersonId;
use serde::Deserialize;

use crate::{
    pages::moment::{MomentAsked, nothing_then},
    problem::Problem,
    router::{Route, page},
    session::Visitor,
    state::WebState,
    views::{history::Showing, scene::RoleNames},
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
    #[serde(default)]
    history: String,
    #[serde(default)]
    kind: String,
}

async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(after): Query<After>,
    Query(asked): Query<MomentAsked>,
) -> Result<Response, Problem> {
    let id: PersonId = id.parse().map_err(|_| Problem::NotFound)?;
    let view = match state.app.person_at(&visitor, id, asked.moment()?).await {
        Err(Trouble::NotThen(why)) => {
            return Ok(nothing_then(&state, &visitor, &format!("/people/{id}"), why));
        }
        answered => answered?,
    };
    if view.person_id != id && view.past.is_none() {
        // It was merged into another record, which says so.
        return Ok(Redirect::to(&format!("/people/{}#merged", view.person_id)).into_response());
    }
    let page = PersonPage {
        view,
        signed_in: visitor.shown(),
        roles: RoleNames::of_app(&state.app),
        showing: Showing::asked(&after.history, &after.kind),
        recorded: after.recorded,
    };
    Ok(page.render().into_response())
}
