//! People: found by name, and one record with its episodes.

use app::cases::PersonView;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use domain::ids::{EntryId, PersonId};
use domain::person::Photograph;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::attempt::etag;
use super::body::{Asked, Sent};
use super::caller::Caller;
use super::found::PersonItem;
use super::items::{Entry, EpisodeItem, Known};
use super::merging::AbsorbedItem;
use super::past::MomentAsked;
use super::problem::ApiProblem;
use super::timeline::{Timeline, TimelineAsked, find_entry};
use crate::problem::Problem;
use crate::state::WebState;

/// What is searched for. It is sent in the body, for addresses are kept in histories and logs.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Search {
    /// The name as far as it is known, in any spelling and order; an age (`14`, `12-15`, `40s`), a year of birth and a place
    /// may stand beside it.
    name: String,
}

/// Who may be meant.
#[derive(Serialize, ToSchema)]
pub(crate) struct Found {
    /// The likeliest first, twenty at most.
    items: Vec<PersonItem>,
}

/// Search for a person
///
/// People whom the caller may see and who may be meant by that name: misspelt, half, by ear, a short form, another
/// transliteration. Each says why. Nothing is changed.
#[utoipa::path(
    post, path = "/api/v1/people/search", operation_id = "search_people", tag = "people",
    request_body = Search,
    responses((status = 200, description = "Who may be meant.", body = Found)),
)]
pub(crate) async fn search(
    State(state): State<WebState>,
    caller: Caller,
    sent: Sent,
) -> Result<Json<Found>, ApiProblem> {
    let search: Search = sent.read()?;
    let hits = state.app.search_people(&caller, &search.name).await?;
    Ok(Json(Found { items: hits.into_iter().map(Into::into).collect() }))
}

/// A person's record.
#[derive(Serialize, ToSchema)]
pub(crate) struct PersonDetail {
    /// Who.
    person: Uuid,
    /// The version to name in `If-Match` when recording.
    version: i64,
    /// What is known, under the names of the act `person_details_changed`.
    #[schema(value_type = Object)]
    details: Value,
    /// Legal and care status, under the names of the act `care_status_recorded`.
    #[schema(value_type = Object)]
    care: Value,
    /// Markers held.
    markers: Vec<MarkerItem>,
    /// Photographs that may be used.
    photographs: Vec<PhotographItem>,
    /// The allocated social worker.
    worker: Option<Worker>,
    /// The trigger plan that stands.
    trigger_plan: Option<String>,
    /// Placements, those that ended among them.
    placements: Vec<PlacementItem>,
    /// Records of the same person that were merged into this one; asked for by their ids, this one is answered.
    absorbed: Vec<AbsorbedItem>,
    /// Their times missing that the caller may see, the latest first.
    episodes: Vec<EpisodeItem>,
    /// The words of what the caller may do.
    may: Vec<&'static str>,
    /// The moment as of which all of this holds.
    as_of: Timestamp,
}

/// A marker.
#[derive(Serialize, ToSchema)]
pub(crate) struct MarkerItem {
    /// The entry that recorded it.
    entry: Uuid,
    /// What it says.
    marker: &'static str,
    /// Who said so.
    source: String,
    /// Since when it holds.
    since: Option<jiff::civil::Date>,
    /// What a reader has to know of it.
    note: String,
}

/// A photograph.
#[derive(Serialize, ToSchema)]
pub(crate) struct PhotographItem {
    /// The entry that added it.
    entry: Uuid,
    /// Its hash, by which it is asked for.
    digest: String,
    /// When it was taken; the first day of the month or year where only that is known.
    taken_on: Option<jiff::civil::Date>,
    /// Where it comes from.
    source: String,
    /// What differs today.
    differs: String,
}

impl PhotographItem {
    pub(crate) fn of(entry: EntryId, photograph: &Photograph) -> Self {
        Self {
            entry: entry.0,
            digest: photograph.digest.clone(),
            taken_on: photograph.taken_on,
            source: photograph.source.clone(),
            differs: photograph.differs.clone(),
        }
    }
}

/// An allocated social worker.
#[derive(Serialize, ToSchema)]
pub(crate) struct Worker {
    /// Their name.
    worker: String,
    /// Their team.
    team: String,
    /// Since when.
    since: Timestamp,
}

/// A placement.
#[derive(Serialize, ToSchema)]
pub(crate) struct PlacementItem {
    /// Which.
    placement: Uuid,
    /// What was recorded, under the names of the act `placement_recorded`.
    #[schema(value_type = Object)]
    recorded: Value,
    /// When it ended.
    ended_at: Option<Timestamp>,
}

impl PersonDetail {
    fn of(view: PersonView) -> Self {
        let (file, person) = (&view.file, &view.file.person);
        let written = |value: Result<Value, serde_json::Error>| value.unwrap_or(json!({}));
        Self {
            person: view.person_id.0,
            version: view.version,
            details: written(serde_json::to_value(&person.details)),
            care: written(serde_json::to_value(&person.care)),
            markers: person
                .markers
                .iter()
                .map(|(entry, marker)| MarkerItem {
                    entry: entry.0,
                    marker: marker.marker.word(),
                    source: marker.source.clone(),
                    since: marker.since,
                    note: marker.note.clone(),
                })
                .collect(),
            photographs: person
                .photographs
                .iter()
                .map(|(entry, _, photograph)| PhotographItem::of(*entry, photograph))
                .collect(),
            worker: person.worker.as_ref().map(|worker| Worker {
                worker: worker.name.clone(),
                team: worker.team.clone(),
                since: worker.since,
            }),
            trigger_plan: person.trigger_plan.clone(),
            placements: file
                .placements
                .values()
                .map(|placement| PlacementItem {
                    placement: placement.id.0,
                    recorded: written(serde_json::to_value(&placement.recorded)),
                    ended_at: placement.ended_at,
                })
                .collect(),
            absorbed: file.absorbed.iter().map(Into::into).collect(),
            episodes: view.episodes.into_iter().map(Into::into).collect(),
            may: view.may.iter().map(|action| action.word()).collect(),
            as_of: view.now,
        }
    }
}

/// A person's record
///
/// `ETag` is the version to name in `If-Match` when recording. The reading is logged.
#[utoipa::path(
    get, path = "/api/v1/people/{id}", operation_id = "person", tag = "people",
    params(("id" = Uuid, Path, description = "The person."), MomentAsked),
    responses((status = 200, description = "The record.", body = PersonDetail,
        headers(("ETag" = String, description = "The version, in double quotes.")))),
)]
pub(crate) async fn one(
    State(state): State<WebState>,
    caller: Caller,
    Path(id): Path<String>,
    Asked(asked): Asked<MomentAsked>,
) -> Result<Response, ApiProblem> {
    let view = state.app.person_at(&caller, person(&id)?, asked.moment()?).await?;
    let version = view.past.is_none().then(|| [(header::ETAG, etag(view.version))]);
    Ok((version.into_iter().flatten().collect::<HeaderMap>(), Json(PersonDetail::of(view))).into_response())
}

/// What was recorded of a person
///
/// The entries about the record and placements as they stand, what happened last first. The reading is logged.
#[utoipa::path(
    get, path = "/api/v1/people/{id}/timeline", operation_id = "person_timeline", tag = "people",
    params(("id" = Uuid, Path, description = "The person."), TimelineAsked),
    responses((status = 200, description = "A page of entries.", body = Timeline,
        headers(("ETag" = String, description = "The version, in double quotes.")))),
)]
pub(crate) async fn timeline(
    State(state): State<WebState>,
    caller: Caller,
    Path(id): Path<String>,
    Asked(asked): Asked<TimelineAsked>,
) -> Result<Response, ApiProblem> {
    let view = state.app.person_at(&caller, person(&id)?, asked.moment()?).await?;
    let known = Known { actors: &view.actors, agencies: &view.agencies };
    let page = asked.page(&view.timeline, known)?;
    let version = view.past.is_none().then(|| [(header::ETAG, etag(view.version))]);
    Ok((version.into_iter().flatten().collect::<HeaderMap>(), Json(page)).into_response())
}

/// One entry about a person
///
/// As it stands, with its corrections. The reading is logged.
#[utoipa::path(
    get, path = "/api/v1/people/{id}/entries/{entry}", operation_id = "person_entry", tag = "people",
    params(
        ("id" = Uuid, Path, description = "The person."),
        ("entry" = Uuid, Path, description = "The entry."),
    ),
    responses((status = 200, description = "The entry.", body = Entry)),
)]
pub(crate) async fn entry(
    State(state): State<WebState>,
    caller: Caller,
    Path((id, entry)): Path<(String, String)>,
) -> Result<Json<Entry>, ApiProblem> {
    let view = state.app.person(&caller, person(&id)?).await?;
    let known = Known { actors: &view.actors, agencies: &view.agencies };
    find_entry(&view.timeline, &entry, known)
}

/// A person's id out of an address.
pub(crate) fn person(id: &str) -> Result<PersonId, Problem> {
    id.parse().map_err(|_| Problem::NotFound)
}
