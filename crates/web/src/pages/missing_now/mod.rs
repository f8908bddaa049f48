//! Missing now: everyone missing, at a glance.

mod asked;
mod kept;
mod view;

use app::Trouble;
use app::filters::BoardOpens;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::pages::shown::duty_words;
use crate::problem::Problem;
use crate::router::{Route, page};
use crate::session::Visitor;
use crate::state::WebState;
use crate::views::holding::{HeldCase, Named};
use crate::views::scene::RoleNames;
pub(crate) use asked::Asked;
pub(crate) use view::{BoardRow, MissingNowPage};

/// The routes of this page.
pub(crate) fn routes() -> Vec<Route> {
    let mut routes = kept::routes();
    routes.push(page("/missing", show));
    routes
}

/// Why a filter was not kept just before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct After {
    not_kept: String,
}

async fn show(
    State(state): State<WebState>,
    Query(asked): Query<Asked>,
    Query(after_keeping): Query<After>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let kept = state.app.filters(&visitor).await?;
    let opens_with = kept.iter().find(|filter| filter.opens == BoardOpens::WithThis);
    if let Some(filter) = opens_with.filter(|_| asked.is_bare()) {
        return Ok(Redirect::to(&kept::address_of(filter)).into_response());
    }
    let after = asked.after.parse().ok();
    let board = state.app.missing_now(&visitor, &asked.filter(), asked.sort(), after).await?;
    let drafts = match state.app.drafts(&visitor).await {
        Ok(drafts) => drafts,
        // Whoever takes no reports has no drafts; that is no trouble of this page.
        Err(Trouble::Denied(_)) => Vec::new(),
        Err(trouble) => return Err(trouble.into()),
    };
    let roles = RoleNames::of_app(&state.app);
    let named = Named { people: &board.names, roles: &roles };
    let mut next_due = board.next_due;
    let rows = board.rows.items.into_iter().map(|episode| {
        let duty = next_due.remove(&episode.episode);
        let agency = board.viewer.agency.unwrap_or(episode.lead_force);
        BoardRow {
            held: HeldCase::of(episode.holding_of(agency), named, visitor.account),
            next_due: duty.map(|duty| (duty_words(&state.app, &duty), duty)),
            episode,
        }
    });
    let page = MissingNowPage {
        now: state.now(),
        signed_in: visitor.shown(),
        rows: rows.collect(),
        counts: board.counts,
        unheld: board.unheld,
        unfinished_calls: board.unfinished_calls,
        kept,
        not_kept: kept::refusal(&after_keeping.not_kept),
        drafts,
        next: board.rows.next.map(|next| next.to_string()),
        asked,
    };
    Ok(page.render().into_response())
}
