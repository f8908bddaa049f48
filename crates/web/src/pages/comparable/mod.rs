//! Comparable episodes: how long similar times missing lasted, how they ended and where people were found, this person's own
//! beside them. A page of its own, away from the grade, in words that cannot be read as one.

mod behind;
mod chart;
#[cfg(test)]
pub(crate) mod samples;
mod tables;
#[cfg(test)]
mod tests;
mod view;

use app::{Trouble, comparable::Comparable};
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use domain::{comparable::Figure, episode::Ending, ids::EpisodeId};
use maud::{Markup, html};
use serde::Deserialize;

use crate::{
    catalogue::t,
    pages::moment::{MomentAsked, nothing_then},
    problem::Problem,
    router::{Route, page},
    session::Visitor,
    state::WebState,
    views::scene::{RoleNames, Scene},
};
use behind::BehindPage;
use view::ComparablePage;

/// The routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    vec![page("/episodes/{id}/comparable", show), page("/episodes/{id}/comparable/behind", behind)]
}

/// The way here from a case, for whoever works it; none after a death.
pub(crate) fn way(scene: &Scene) -> Markup {
    let dead = scene.episode.as_ref().and_then(domain::episode::Episode::ending) == Some(&Ending::FoundDead);
    html! {
        @if scene.may("view_case_work") && !dead {
            p.govuk-body {
                (t!("comparable-link")) " "
                a.govuk-link href=(scene.link(&format!("{}/comparable", scene.home))) { (t!("comparable-heading")) }
            }
        }
    }
}

async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<MomentAsked>,
) -> Result<Response, Problem> {
    let id: EpisodeId = id.parse().map_err(|_| Problem::NotFound)?;
    let compared = match compared(&state, &visitor, id, &asked).await? {
        Ok(compared) => compared,
        Err(nothing) => return Ok(nothing),
    };
    let page = ComparablePage { scene: scene(&state, &compared), compared, signed_in: visitor.shown() };
    Ok(page.render().into_response())
}

/// Which figure is meant.
#[derive(Debug, Deserialize)]
struct Of {
    #[serde(default)]
    figure: String,
}

async fn behind(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(of): Query<Of>,
    Query(asked): Query<MomentAsked>,
) -> Result<Response, Problem> {
    let id: EpisodeId = id.parse().map_err(|_| Problem::NotFound)?;
    let figure: Figure = of.figure.parse().map_err(|_| Problem::NotFound)?;
    let compared = match compared(&state, &visitor, id, &asked).await? {
        Ok(compared) => compared,
        Err(nothing) => return Ok(nothing),
    };
    let page = BehindPage { scene: scene(&state, &compared), compared, figure, signed_in: visitor.shown() };
    Ok(page.render().into_response())
}

/// What is compared, or the page of a moment of which there is nothing.
async fn compared(
    state: &WebState,
    visitor: &Visitor,
    id: EpisodeId,
    asked: &MomentAsked,
) -> Result<Result<Comparable, Response>, Problem> {
    match state.app.comparable(visitor, id, asked.moment()?).await {
        Err(Trouble::NotThen(why)) => Ok(Err(nothing_then(state, visitor, &format!("/episodes/{id}"), why))),
        answered => Ok(Ok(answered?)),
    }
}

fn scene(state: &WebState, compared: &Comparable) -> Scene {
    Scene::of_episode(&compared.view, RoleNames::of_app(&state.app))
}
