//! People: a search by name. The name is sent in the body, for an address would be kept in histories and logs.

mod duplicates;
#[cfg(test)]
pub(crate) mod samples;
mod view;

use axum::extract::State;
use maud::Markup;

use crate::forms::Posted;
use crate::problem::Problem;
use crate::router::{Route, act, page};
use crate::session::Visitor;
use crate::state::WebState;
#[cfg(test)]
pub(crate) use duplicates::DuplicatesPage;
pub(crate) use view::Duplicates;
pub(crate) use view::PeoplePage;
use view::found_list;

/// The routes of this page.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        page("/people", show),
        act("/people", search),
        act("/people/search", matches),
        page("/people/duplicates", duplicates::show),
        act("/people/{person}/apart", duplicates::tell_apart),
    ]
}

async fn show(State(state): State<WebState>, visitor: Visitor) -> Markup {
    empty(&state, &visitor).render()
}

async fn search(State(state): State<WebState>, visitor: Visitor, posted: Posted) -> Result<Markup, Problem> {
    let typed = posted.get("q").trim().to_owned();
    let found = state.app.search_people(&visitor, &typed).await?;
    Ok(PeoplePage { typed, found: Some(found), ..empty(&state, &visitor) }.render())
}

fn empty(state: &WebState, visitor: &Visitor) -> PeoplePage {
    PeoplePage {
        now: state.now(),
        signed_in: visitor.shown(),
        sees_unidentified: state.app.sees_unidentified(visitor),
        sees_desk: state.app.sees_desk(visitor),
        typed: String::new(),
        found: None,
        duplicates: match state.app.settles_duplicates(visitor) {
            true => Duplicates::Settled,
            false => Duplicates::NotSettled,
        },
    }
}

/// The list that a script puts under the field while a name is typed.
async fn matches(State(state): State<WebState>, visitor: Visitor, posted: Posted) -> Result<Markup, Problem> {
    let found = state.app.search_people(&visitor, posted.get("q")).await?;
    Ok(found_list(&found, state.now()))
}
