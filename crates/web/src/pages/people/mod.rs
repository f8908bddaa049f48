//! People: a search by name. The name is sent in the body, for an address would be kept in histories and logs.

mod view;

use axum::extract::State;
use maud::Markup;

use crate::forms::Posted;
use crate::problem::Problem;
use crate::router::{Route, act, page};
use crate::session::Visitor;
use crate::state::WebState;
pub(crate) use view::PeoplePage;
use view::found_list;

/// The routes of this page.
pub(crate) fn routes() -> Vec<Route> {
    vec![page("/people", show), act("/people", search), act("/people/search", matches)]
}

async fn show(State(state): State<WebState>, visitor: Visitor) -> Markup {
    people_page(&state, &visitor, String::new(), None).render()
}

async fn search(State(state): State<WebState>, visitor: Visitor, posted: Posted) -> Result<Markup, Problem> {
    let typed = posted.get("q").trim().to_owned();
    let found = state.app.search_people(&visitor, &typed).await?;
    Ok(people_page(&state, &visitor, typed, Some(found)).render())
}

fn people_page(
    state: &WebState,
    visitor: &Visitor,
    typed: String,
    found: Option<Vec<app::PersonHit>>,
) -> PeoplePage {
    PeoplePage {
        now: state.now(),
        signed_in: visitor.shown(),
        sees_unidentified: state.app.sees_unidentified(visitor),
        typed,
        found,
    }
}

/// The list that a script puts under the field while a name is typed.
async fn matches(State(state): State<WebState>, visitor: Visitor, posted: Posted) -> Result<Markup, Problem> {
    let found = state.app.search_people(&visitor, posted.get("q")).await?;
    Ok(found_list(&found, state.now()))
}
