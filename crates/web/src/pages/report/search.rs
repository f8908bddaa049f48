//! People who may be meant by a name that is being typed, each with why they were found.

use app::PersonHit;
use axum::extract::State;
use jiff::Timestamp;
use maud::{Markup, html};

use crate::catalogue::t;
use crate::components::{Tag, TagColour};
use crate::forms::Posted;
use crate::pages::shown;
use crate::problem::Problem;
use crate::session::Visitor;
use crate::state::WebState;
use crate::views::hit::{known, why};
use crate::views::likeness::in_list;

/// Somebody who may be meant.
pub(crate) type Hit = PersonHit;

/// The list that a script puts under the field; the name comes in the body, for an address would be kept in logs.
pub(super) async fn matches(
    State(state): State<WebState>,
    visitor: Visitor,
    posted: Posted,
) -> Result<Markup, Problem> {
    let hits = state.app.search_people(&visitor, posted.get("q")).await?;
    Ok(hits_list(&hits, state.now()))
}

/// The list, each of them a button that takes their record into the report.
pub(crate) fn hits_list(hits: &[Hit], now: Timestamp) -> Markup {
    html! {
        @if hits.is_empty() { p.govuk-hint { (t!("search-nobody")) } } @else {
            ul { @for hit in hits { li { (hit_row(hit, now)) } } }
        }
    }
}

fn hit_row(hit: &Hit, now: Timestamp) -> Markup {
    let row = &hit.row;
    html! {
        @if let Some(likeness) = &row.likeness {
            (in_list(row.person, &row.name, &likeness.digest, likeness.taken_on, now)) " "
        }
        strong { (shown::name(&row.name)) } ", " (shown::age_of(row, now))
        (why(&hit.why))
        @match row.missing_in {
            Some(episode) => {
                " " (Tag::new(t!("search-missing-now")).colour(TagColour::Red))
                " " a.govuk-link href={ "/episodes/" (episode) } { (t!("search-open-case")) }
            }
            None => {
                " " button.govuk-button.govuk-button--secondary.sw-small-button type="submit" name="pick" value=(row.person) {
                    (t!("search-take")) span.govuk-visually-hidden { " " (shown::name(&row.name)) }
                }
            }
        }
        (known(hit, now))
    }
}
