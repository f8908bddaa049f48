//! My work: what my role owes in the cases that my agency may see, by due time, cases that have ended last.

mod view;

use app::Cursor;
use axum::extract::{Query, State};
use maud::Markup;
use serde::Deserialize;

use crate::pages::shown::duty_words;
use crate::problem::Problem;
use crate::router::{Route, page};
use crate::session::{Visitor, role_name};
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
            for_role: covered_for(&state, &visitor, &item.duty.owner),
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

/// The name of the role whose work the reader does because its office is closed.
fn covered_for(state: &WebState, visitor: &Visitor, owner: &str) -> Option<String> {
    let covered = state.app.covered_now(owner).as_deref() == Some(visitor.role.as_str());
    covered.then(|| role_name(&state.app, owner))
}
