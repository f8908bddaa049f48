//! The desk of whoever decides who somebody unidentified could be: what waits, one pair side by side, and the decision on it,
//! which is checked once more before it is recorded.

mod beside;
mod changed;
mod deciding;
#[cfg(test)]
mod every_reason;
mod pair;
mod queue;
mod reasons;
#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;
mod weighing;

use app::unidentified::{DeskAsked, Records, Showing, UnidentifiedView};
use axum::extract::{Path, Query, State};
use domain::ids::{PersonId, UnidentifiedId};
use maud::Markup;
use serde::Deserialize;

use super::{RecordPage, home, parsed, photographs::Covered};
use crate::{
    problem::Problem,
    router::{Route, page},
    session::Visitor,
    state::WebState,
    views::scene::RoleNames,
};
pub(crate) use changed::{changed_facts, what_changed};
pub(crate) use pair::PairPage;
pub(crate) use queue::DeskPage;
pub(super) use weighing::chance;

/// The acts that decide on a pair, each with the key that opens its form.
pub(crate) const DECISIONS: [(&str, &str); 6] = [
    ("candidate_under_review", "u"),
    ("candidate_possible", "o"),
    ("candidate_excluded", "x"),
    ("identity_proposed", "i"),
    ("identity_confirmed", "c"),
    ("identity_refused", "v"),
];

/// The routes of these pages.
pub(super) fn routes() -> Vec<Route> {
    [
        vec![
            page("/unidentified/candidates", show),
            page("/unidentified/{id}/candidates/{person}", show_pair),
        ],
        deciding::routes(),
    ]
    .concat()
}

/// The address of a pair.
pub(crate) fn pair_of(unidentified: UnidentifiedId, person: PersonId) -> String {
    format!("{}/candidates/{person}", home(unidentified))
}

/// The address of the form of a decision on a pair.
pub(crate) fn decision_on(unidentified: UnidentifiedId, person: PersonId, word: &str) -> String {
    format!("{}/acts/{word}", pair_of(unidentified, person))
}

/// The same from a page that showed both sides up to this version.
pub(crate) fn decision_seen(view: &UnidentifiedView, person: PersonId, word: &str) -> String {
    format!("{}?seen={}", decision_on(view.record.id, person, word), view.version)
}

/// What is shown at the desk.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    showing: String,
    records: String,
}

async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    // Whoever keeps no such records themselves looks at those of every force.
    let keeps = state.app.may_record_unidentified(&visitor).is_ok();
    let records = match asked.records.as_str() {
        "every" => Records::Every,
        "own" => Records::Own,
        _ if keeps => Records::Own,
        _ => Records::Every,
    };
    let asked = DeskAsked { showing: Showing::from_word(&asked.showing), records };
    let desk = state.app.desk(&visitor, asked).await?;
    Ok(DeskPage { desk, asked, signed_in: visitor.shown() }.render())
}

/// What was done just before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Done {
    recorded: String,
    photographs: Covered,
}

async fn show_pair(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, person)): Path<(String, String)>,
    Query(done): Query<Done>,
) -> Result<Markup, Problem> {
    let view = state.app.pair(&visitor, parsed(&id)?, person_of(&person)?).await?;
    Ok(pair_page(&state, &visitor, view, done.recorded, done.photographs).render())
}

fn pair_page(
    state: &WebState,
    visitor: &Visitor,
    view: app::unidentified::PairView,
    recorded: String,
    covered: Covered,
) -> PairPage {
    let record = RecordPage {
        view: view.found.clone(),
        roles: RoleNames::of_app(&state.app),
        done: String::new(),
        signed_in: visitor.shown(),
    };
    PairPage { record, view, recorded, covered }
}

fn person_of(id: &str) -> Result<PersonId, Problem> {
    id.parse().map_err(|_| Problem::NotFound)
}
