//! One time missing: who, how long, at what risk, what is owed and by whom, and everything that can be recorded.

mod death;
mod disagreements;
pub(crate) mod duties;
mod edges;
mod glance;
mod high_risk;
mod holding;
mod messages;
mod risk;
pub(crate) mod summary;
pub(crate) mod tasks;
mod todo;
mod view;
mod why;

use app::{Trouble, WhichDuty};
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use domain::ids::EpisodeId;
use serde::Deserialize;

use crate::{
    pages::moment::{MomentAsked, nothing_then},
    problem::Problem,
    router::{Route, page},
    session::Visitor,
    state::WebState,
    views::{history::Showing, scene::RoleNames},
};

pub(crate) use duties::title as duty_title;
pub(crate) use holding::CaseHolding;
pub(crate) use messages::CaseMessages;
pub(crate) use view::{EpisodePage, recorded, section};
pub(crate) use why::{WhyPage, sentence};

/// The routes of this page.
pub(crate) fn routes() -> Vec<Route> {
    vec![page("/episodes/{id}", show), page("/episodes/{id}/duties/{pack}/{duty}", why)]
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
    let id = episode(&id)?;
    let home = format!("/episodes/{id}");
    let view = match state.app.episode_at(&visitor, id, asked.moment()?).await {
        Err(Trouble::NotThen(why)) => return Ok(nothing_then(&state, &visitor, &home, why)),
        answered => answered?,
    };
    let roles = RoleNames::of_app(&state.app);
    let messages = CaseMessages {
        all: state.app.messages_of_case(&visitor, &view).await?,
        key: app::IdempotencyKey::fresh().as_str().to_owned(),
        are_being_sent: state.app.are_being_sent(&view),
    };
    let identified_as = state.app.identified_as(&visitor, &view).await?;
    // Once it is known where they are, nobody else could be them.
    let could_be = match identified_as.as_slice() {
        [] => state.app.could_be(&visitor, view.person_id).await?,
        [_, ..] => Vec::new(),
    };
    let page = EpisodePage {
        messages,
        retellings: state.app.retellings(&visitor, &view).await?,
        could_be,
        identified_as,
        holding: CaseHolding::of(&state.app, &visitor, &view, &roles),
        view,
        signed_in: visitor.shown(),
        role: visitor.role.clone(),
        roles,
        showing: Showing::asked(&after.history, &after.kind),
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
    Query(asked): Query<MomentAsked>,
) -> Result<Response, Problem> {
    let (id, moment) = (episode(&id)?, asked.moment()?);
    let home = format!("/episodes/{id}");
    let view = match state.app.episode_at(&visitor, id, moment).await {
        Err(Trouble::NotThen(why)) => return Ok(nothing_then(&state, &visitor, &home, why)),
        answered => answered?,
    };
    let which = WhichDuty {
        pack: &pack,
        duty: &duty,
        of: Some(one_of.of.as_str()).filter(|of| !of.is_empty()),
        sequence: one_of.seq.parse().ok(),
    };
    let explanation = state.app.explain_duty(&visitor, id, moment, which).await?;
    let roles = RoleNames::of_app(&state.app);
    let page = WhyPage::find(&view, &which, explanation, roles, visitor.shown()).ok_or(Problem::NotFound)?;
    Ok(page.render().into_response())
}

fn episode(id: &str) -> Result<EpisodeId, Problem> {
    id.parse().map_err(|_| Problem::NotFound)
}
