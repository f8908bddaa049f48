//! What is to be handed over and taken over, and the filters of the board that the caller keeps.

use app::filters::{BoardOpens, KeepRefused, KeptFilter};
use app::handover::CaseInHand;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::body::Sent;
use super::caller::Caller;
use super::items::EpisodeItem;
use super::problem::{ApiProblem, Wrong};
use crate::catalogue::t;
use crate::pages::missing_now::Asked;
use crate::state::WebState;

/// What is to be handed over and taken over.
#[derive(Serialize, ToSchema)]
pub(crate) struct HandoverLists {
    /// Cases that the caller holds.
    held: Vec<CaseItem>,
    /// Cases that are offered to the caller or their role.
    offered: Vec<CaseItem>,
    /// Cases of people still missing that nobody holds for the caller's agency.
    unheld: Vec<EpisodeItem>,
}

/// A case with the version to name when answering.
#[derive(Serialize, ToSchema)]
pub(crate) struct CaseItem {
    /// The case.
    #[serde(flatten)]
    episode: EpisodeItem,
    /// What to send as `If-Match` with an act.
    version: i64,
}

impl From<CaseInHand> for CaseItem {
    fn from(case: CaseInHand) -> Self {
        Self { version: case.view.version, episode: case.row.into() }
    }
}

/// Handovers
///
/// What the caller holds, what is offered to them, and what nobody holds. Answered by the acts `handover_offered`,
/// `handover_accepted`, `handover_declined` and `case_taken` on the episode.
#[utoipa::path(
    get, path = "/api/v1/handovers", operation_id = "handovers", tag = "lists",
    responses((status = 200, description = "The cases.", body = HandoverLists)),
)]
pub(crate) async fn handovers(
    State(state): State<WebState>,
    caller: Caller,
) -> Result<Json<HandoverLists>, ApiProblem> {
    let handovers = state.app.handovers(&caller).await?;
    Ok(Json(HandoverLists {
        held: handovers.held.into_iter().map(Into::into).collect(),
        offered: handovers.offered.into_iter().map(Into::into).collect(),
        unheld: handovers.unheld.into_iter().map(Into::into).collect(),
    }))
}

/// Kept filters.
#[derive(Serialize, ToSchema)]
pub(crate) struct Filters {
    /// The filters, in the order in which they were kept.
    items: Vec<FilterItem>,
}

/// A filter of the board under a name.
#[derive(Serialize, ToSchema)]
pub(crate) struct FilterItem {
    /// Its id.
    id: Uuid,
    /// What its owner calls it.
    name: String,
    /// The query of the board: `grade=high&held=mine`.
    asked: String,
    /// Whether the board opens with it.
    opens: bool,
}

impl From<KeptFilter> for FilterItem {
    fn from(filter: KeptFilter) -> Self {
        Self {
            id: filter.id,
            name: filter.name,
            asked: filter.asked,
            opens: filter.opens == BoardOpens::WithThis,
        }
    }
}

/// A filter to be kept. One of the same name is replaced.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FilterKept {
    /// What to call it: at most 40 characters.
    name: String,
    /// The query of the board: `grade=high&held=mine`. Words that are not known ask for nothing.
    asked: String,
    /// Whether the board opens with it.
    #[serde(default)]
    opens: bool,
}

/// Kept filters
///
/// The filters of the board that the caller keeps. Nobody else sees them.
#[utoipa::path(
    get, path = "/api/v1/filters", operation_id = "filters", tag = "lists",
    responses((status = 200, description = "The filters.", body = Filters)),
)]
pub(crate) async fn filters(
    State(state): State<WebState>,
    caller: Caller,
) -> Result<Json<Filters>, ApiProblem> {
    let kept = state.app.filters(&caller).await?;
    Ok(Json(Filters { items: kept.into_iter().map(Into::into).collect() }))
}

/// Keep a filter
///
/// Keeps a filter of the board under a name.
#[utoipa::path(
    post, path = "/api/v1/filters", operation_id = "keep_filter", tag = "lists", request_body = FilterKept,
    responses((status = 201, description = "It is kept: all of them.", body = Filters)),
)]
pub(crate) async fn keep(
    State(state): State<WebState>,
    caller: Caller,
    sent: Sent,
) -> Result<(StatusCode, Json<Filters>), ApiProblem> {
    let kept: FilterKept = sent.read()?;
    let opens = if kept.opens { BoardOpens::WithThis } else { BoardOpens::Otherwise };
    let asked = Asked::of_kept(&kept.asked).kept();
    match state.app.keep_filter(&caller, &kept.name, &asked, opens).await {
        Ok(_) => {}
        Err(KeepRefused::NoName) => return Err(wrong("missing", t!("filters-no-name"))),
        Err(KeepRefused::NameTooLong) => return Err(wrong("too-long", t!("filters-name-too-long"))),
        Err(KeepRefused::TooMany) => return Err(wrong("too-many", t!("filters-too-many"))),
        Err(KeepRefused::Trouble(trouble)) => return Err(trouble.into()),
    }
    Ok((StatusCode::CREATED, filters(State(state), caller).await?))
}

fn wrong(code: &'static str, said: String) -> ApiProblem {
    ApiProblem::Invalid(vec![Wrong::new("name".to_owned(), code, said)])
}

/// Forget a filter
///
/// Forgets a filter of the caller's.
#[utoipa::path(
    delete, path = "/api/v1/filters/{id}", operation_id = "forget_filter", tag = "lists",
    params(("id" = Uuid, Path, description = "The filter.")),
    responses((status = 204, description = "It is forgotten.")),
)]
pub(crate) async fn forget(
    State(state): State<WebState>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, ApiProblem> {
    state.app.forget_filter(&caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
