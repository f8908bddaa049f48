//! Lists that are not about one case: what the caller's role owes, calls that nobody has decided, the acts there are.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::body::Asked;
use super::caller::Caller;
use super::items::{IncidentItem, Work};
use super::problem::{ApiProblem, Wrong};
use crate::acts::{self, About, Offered, schema, words};
use crate::catalogue::t;
use crate::state::WebState;

/// Where a page begins.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct After {
    /// The `next` of the page before.
    after: Option<String>,
}

impl After {
    /// The place that was asked for.
    pub(crate) fn after(&self) -> Option<&str> {
        self.after.as_deref()
    }
}

/// A place in a list, as a page before gave it.
pub(crate) fn place<T: std::str::FromStr>(after: Option<&str>) -> Result<Option<T>, ApiProblem> {
    let wrong = || ApiProblem::Query(Wrong::new("after".to_owned(), "not-a-place", t!("api-wrong-place")));
    after.map(|after| after.parse().map_err(|_| wrong())).transpose()
}

/// A page of duties.
#[derive(Serialize, ToSchema)]
pub(crate) struct WorkPage {
    /// The duties, the most urgent first.
    items: Vec<Work>,
    /// What to send as `after` for the next page; null on the last.
    next: Option<String>,
}

/// My work
///
/// What the caller's role owes in the cases that the caller may see, the most urgent first: what is overdue by risk, then
/// by due time; what has been overdue for more than a day at a risk that is known and not high, after what is due today;
/// cases that have ended last.
#[utoipa::path(
    get, path = "/api/v1/work", operation_id = "my_work", tag = "lists", params(After),
    responses((status = 200, description = "A page of duties.", body = WorkPage)),
)]
pub(crate) async fn work(
    State(state): State<WebState>,
    caller: Caller,
    Asked(after): Asked<After>,
) -> Result<Json<WorkPage>, ApiProblem> {
    let page = state.app.my_work(&caller, place(after.after.as_deref())?).await?;
    Ok(Json(WorkPage {
        items: page.items.into_iter().map(Into::into).collect(),
        next: page.next.map(|next| next.to_string()),
    }))
}

/// Calls.
#[derive(Serialize, ToSchema)]
pub(crate) struct Incidents {
    /// The calls, the oldest first.
    items: Vec<IncidentItem>,
}

/// Unfinished calls
///
/// Calls of the caller's force that nobody has decided, or that are owed an episode: the oldest first.
#[utoipa::path(
    get, path = "/api/v1/incidents/unfinished", operation_id = "unfinished_incidents", tag = "lists",
    responses((status = 200, description = "The calls.", body = Incidents)),
)]
pub(crate) async fn unfinished_incidents(
    State(state): State<WebState>,
    caller: Caller,
) -> Result<Json<Incidents>, ApiProblem> {
    let calls = state.app.unfinished_calls(&caller).await?;
    Ok(Json(Incidents { items: calls.into_iter().map(Into::into).collect() }))
}

/// Acts.
#[derive(Serialize, ToSchema)]
pub(crate) struct Acts {
    /// The acts, in the order in which a case usually meets them.
    items: Vec<ActItem>,
}

/// One act that can be recorded.
#[derive(Serialize, ToSchema)]
pub(crate) struct ActItem {
    /// Its word, as addresses and entries have it.
    word: &'static str,
    /// What people call it.
    title: String,
    /// `episode` or `person`: what it is recorded on. An act on a person is recorded from an episode of theirs as well.
    about: &'static str,
    /// The body that records it, as JSON Schema.
    #[schema(value_type = Object)]
    schema: Value,
}

/// The acts there are
///
/// Each with the body that records it. Which of them the caller may record stands in `may` of an episode or person.
#[utoipa::path(
    get, path = "/api/v1/acts", operation_id = "acts", tag = "acts",
    responses((status = 200, description = "The acts.", body = Acts)),
)]
pub(crate) async fn acts(_: Caller) -> Json<Acts> {
    // Acts on the record of somebody who cannot be named have no address for programs.
    let offered = acts::all()
        .iter()
        .filter(|form| form.offered == Offered::OnItsOwn && form.about != About::Unidentified);
    let items = offered.map(|form| ActItem {
        word: form.word,
        title: words::title(form),
        about: match form.about {
            About::Episode => "episode",
            About::Person => "person",
            About::Unidentified => "unidentified",
        },
        schema: schema::of(form),
    });
    Json(Acts { items: items.collect() })
}
