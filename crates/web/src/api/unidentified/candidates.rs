//! Who of the missing somebody could be: judged now for one record, and what waits for a decision at the desk.

use app::access::Action;
use app::unidentified::{DeskAsked, DeskRow, RankedCandidate, Records, Showing, WaitsFor};
use axum::Json;
use axum::extract::{Path, State};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{RecordsOf, unidentified};
use crate::api::body::Asked;
use crate::api::caller::Caller;
use crate::api::problem::{ApiProblem, Wrong};
use crate::catalogue::t;
use crate::problem::Problem;
use crate::state::WebState;

/// Everybody missing, judged for one record.
#[derive(Serialize, ToSchema)]
pub(crate) struct Ranking {
    /// The likeliest first; those whom somebody has excluded are left out.
    items: Vec<RankedItem>,
    /// Those whom the dates alone make impossible, though all else would fit.
    excluded: Vec<RankedItem>,
    /// How many of the missing whom the caller may see were considered.
    considered: usize,
    /// How many of them the dates exclude.
    excluded_count: usize,
    /// The chance that it is nobody of them, by this evidence.
    nobody: f64,
}

/// Somebody missing, judged.
#[derive(Serialize, ToSchema)]
pub(crate) struct RankedItem {
    /// Who.
    person: Uuid,
    /// Their name.
    name: String,
    /// In which time missing.
    episode: Uuid,
    /// Where it stands: `proposed`, `possible`, `under_review`, `reopened`, `identity_proposed`, `identified`; null where nobody has
    /// named them.
    standing: Option<&'static str>,
    /// Every summand in hundredths of a bit with its reason as values: `before` and `lines` add up to `weight`. With the
    /// chances on either side, what makes the pair impossible, and what could be done next.
    #[schema(value_type = Object)]
    explanation: Value,
}

impl From<&RankedCandidate> for RankedItem {
    fn from(ranked: &RankedCandidate) -> Self {
        Self {
            person: ranked.person.person.0,
            name: ranked.person.name.clone(),
            episode: ranked.episode.0,
            standing: ranked.standing.as_ref().map(|standing| standing.word()),
            explanation: serde_json::to_value(&ranked.pair).unwrap_or(json!({})),
        }
    }
}

/// Who they could be
///
/// Everybody missing whom the caller may see, judged now. An order in which to look; no finding. Refused to whoever does not
/// decide who somebody could be. The reading is logged, and who was shown.
#[utoipa::path(
    get, path = "/api/v1/unidentified/{id}/candidates", operation_id = "unidentified_candidates", tag = "unidentified",
    params(("id" = Uuid, Path, description = "The record.")),
    responses((status = 200, description = "The ranking.", body = Ranking)),
)]
pub(crate) async fn ranking(
    State(state): State<WebState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Ranking>, ApiProblem> {
    let view = state.app.unidentified(&caller, unidentified(&id)?).await?;
    let denied = || Problem::Denied { action: Action::ViewCandidates.word(), policy: None };
    let ranked = view.ranked.as_ref().ok_or_else(denied)?;
    Ok(Json(Ranking {
        items: ranked.candidates.iter().map(Into::into).collect(),
        excluded: ranked.excluded.iter().map(Into::into).collect(),
        considered: ranked.considered,
        excluded_count: ranked.excluded_count,
        nobody: ranked.nobody,
    }))
}

/// What of the desk.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct DeskOf {
    /// `waiting`, as where nothing is said, `mine`, `proposed`, `possible`, `under_review`, `reopened`, `identity_proposed` or
    /// `excluded`.
    showing: Option<String>,
    /// `every` record that the caller may see, as where nothing is said, or those of their `own` agency.
    #[param(inline)]
    records: RecordsOf,
}

/// Candidates that wait.
#[derive(Serialize, ToSchema)]
pub(crate) struct DeskPage {
    /// Living people first, then the longest wait.
    items: Vec<DeskItem>,
}

/// One candidate that waits.
#[derive(Serialize, ToSchema)]
pub(crate) struct DeskItem {
    /// The record.
    unidentified: Uuid,
    /// `living_person`, `body` or `remains`.
    kind: &'static str,
    /// Which agency has the record.
    recorded_by: Uuid,
    /// Who of the missing it could be.
    person: Uuid,
    /// Their name.
    name: String,
    /// Where it stands.
    standing: &'static str,
    /// What the matcher said last, in hundredths of a bit; null where a reviewer thought of them.
    weight_hundredths: Option<i32>,
    /// Since when it stands so.
    since: Timestamp,
    /// Whether it waits for the caller.
    waits_for_caller: bool,
}

impl From<&DeskRow> for DeskItem {
    fn from(row: &DeskRow) -> Self {
        Self {
            unidentified: row.unidentified.0,
            kind: row.details.kind.word(),
            recorded_by: row.recorded_by.0,
            person: row.person.person.0,
            name: row.person.name.clone(),
            standing: row.candidate.standing.word(),
            weight_hundredths: row
                .candidate
                .proposed
                .as_ref()
                .map(|(_, proposed)| proposed.weight_hundredths),
            since: row.since,
            waits_for_caller: match row.waits_for {
                WaitsFor::Reader => true,
                WaitsFor::Others => false,
            },
        }
    }
}

/// The desk
///
/// Candidates on whom somebody has to decide. Refused to whoever does not decide. The reading is logged.
#[utoipa::path(
    get, path = "/api/v1/unidentified/candidates", operation_id = "unidentified_desk", tag = "unidentified", params(DeskOf),
    responses((status = 200, description = "What waits.", body = DeskPage)),
)]
pub(crate) async fn desk(
    State(state): State<WebState>,
    caller: Caller,
    Asked(asked): Asked<DeskOf>,
) -> Result<Json<DeskPage>, ApiProblem> {
    let wrong = || Wrong::new("showing".to_owned(), "not-offered", t!("api-wrong-query"));
    let showing = match asked.showing.as_deref() {
        None => Showing::Waiting,
        Some(word) => Showing::ALL
            .into_iter()
            .find(|showing| showing.word() == word)
            .ok_or_else(|| ApiProblem::Query(wrong()))?,
    };
    let records = match asked.records {
        RecordsOf::Own => Records::Own,
        RecordsOf::Every => Records::Every,
    };
    let desk = state.app.desk(&caller, DeskAsked { showing, records }).await?;
    Ok(Json(DeskPage { items: desk.rows.iter().map(Into::into).collect() }))
}
