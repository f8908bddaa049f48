//! Missing now: everyone missing, at a glance.

mod asked;
mod view;

use app::Trouble;
use axum::extract::{Query, State};
use maud::Markup;

use crate::pages::shown::duty_words;
use crate::problem::Problem;
use crate::router::{Route, page};
use crate::session::Visitor;
use crate::state::WebState;
pub(crate) use asked::Asked;
pub(crate) use view::{BoardRow, MissingNowPage};

/// The routes of this page.
pub(crate) fn routes() -> Vec<Route> {
    vec![page("/missing", show)]
}

async fn show(
    State(state): State<WebState>,
    Query(asked): Query<Asked>,
    visitor: Visitor,
) -> Result<Markup, Problem> {
    let after = asked.after.parse().ok();
    let board = state.app.missing_now(&visitor, &asked.filter(), asked.sort(), after).await?;
    let drafts = match state.app.drafts(&visitor).await {
        Ok(drafts) => drafts,
        // Whoever takes no reports has no drafts; that is no trouble of this page.
        Err(Trouble::Denied(_)) => Vec::new(),
        Err(trouble) => return Err(trouble.into()),
    };
    let mut next_due = board.next_due;
    let rows = board.rows.items.into_iter().map(|episode| {
        let duty = next_due.remove(&episode.episode);
        BoardRow { next_due: duty.map(|duty| (duty_words(&state.app, &duty), duty)), episode }
    });
    let page = MissingNowPage {
        now: state.now(),
        signed_in: visitor.shown(),
        rows: rows.collect(),
        counts: board.counts,
        unfinished_calls: board.unfinished_calls,
        drafts,
        next: board.rows.next.map(|next| next.to_string()),
        asked,
    };
    Ok(page.render())
}
