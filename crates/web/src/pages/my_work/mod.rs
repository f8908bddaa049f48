//! My work: what my role owes in the cases that my agency may see, by due time, cases that have ended last.

mod view;

use app::Cursor;
use axum::extract::{Query, State};
use maud::Markup;
use serde::Deserialize;

use crate::pages::shown::duty_words;
use crate::problem::Problem;
use crate::router::{Route, page};
use crate::session::Visitor;
use crate::state::WebState;
pub(crate) use view::{MyWorkPage, Owed, one_line_for_one_talk};

/// The routes of this page.
pub(crate) fn routes() -> Vec<Route> {
    vec![page("/", show)]
}

#[derive(Debug, Default, Deserialize)]
struct Place {
    #[serde(default)]
    after: String,
}

async fn show(
    State(state): State<WebState>,
    Query(place): Query<Place>,
    visitor: Visitor,
) -> Result<Markup, Problem> {
    let after: Option<Cursor> = place.after.parse().ok();
    let work = state.app.my_work(&visitor, after).await?;
    let declined = state.app.declined_among(&work.items).await?;
    let owed = work
        .items
        .into_iter()
        .map(|item| Owed {
            words: duty_words(&state.app, &item.duty),
            declined: declined.get(&item.episode.episode).copied(),
            also: Vec::new(),
            duty: item.duty,
            episode: item.episode,
        })
        .collect();
    let page = MyWorkPage {
        now: state.now(),
        signed_in: visitor.shown(),
        owed: one_line_for_one_talk(owed),
        after: Some(place.after).filter(|after| !after.is_empty()),
        next: work.next.map(|next| next.to_string()),
    };
    Ok(page.render())
}
