//! One time missing: how it stands, what is owed in it and why, what was recorded.

use app::cases::{EpisodeView, WhichDuty};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::episode::Status;
use domain::ids::EpisodeId;
use domain::projection::Standing;
use domain::risk::Grade;
use domain::unidentified::NamedElsewhere;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::attempt::etag;
use super::body::Asked;
use super::caller::Caller;
use super::items::{DutiesOfPack, Entry, Known};
use super::past::MomentAsked;
use super::problem::{ApiProblem, Wrong};
use super::timeline::{Timeline, TimelineAsked, find_entry};
use crate::catalogue::t;
use crate::pages::episode::sentence;
use crate::problem::Problem;
use crate::state::WebState;
use crate::views::scene::{RoleNames, Scene};

/// One time missing.
#[derive(Serialize, ToSchema)]
pub(crate) struct EpisodeDetail {
    /// Which.
    episode: Uuid,
    /// The short reference that is read aloud on the telephone.
    reference: String,
    /// The version to name in `If-Match` when recording.
    version: i64,
    /// Whose.
    person: Uuid,
    /// The person's name.
    name: String,
    /// `missing`, `return_reported` (and not verified), `ended` or `closed`.
    standing: &'static str,
    /// The grade in force; null while nobody has graded.
    grade: Option<&'static str>,
    /// The grades that may be given to this person now.
    permitted_grades: Vec<&'static str>,
    /// Since when missing.
    missing_since: Timestamp,
    /// When police were told.
    reported_at: Timestamp,
    /// When it ended.
    ended_at: Option<Timestamp>,
    /// The investigating officer.
    investigating_officer: Option<String>,
    /// The call that opened it.
    incident: Uuid,
    /// The agency that has the case.
    lead_force: Uuid,
    /// The packs that govern it.
    governed_by: Vec<Governing>,
    /// Agencies that were asked in.
    partners: Vec<Uuid>,
    /// Records of unidentified people of whom two have said that they are this person, so far as the caller may see them; none of
    /// a past moment. The search goes on until it is recorded that the person was found.
    identified_as: Vec<Uuid>,
    /// The words of what the caller may do.
    may: Vec<&'static str>,
    /// The moment as of which all of this holds.
    as_of: Timestamp,
}

/// A pack in the version that governs.
#[derive(Serialize, ToSchema)]
pub(crate) struct Governing {
    /// The pack.
    pack: String,
    /// Its version.
    version: String,
    /// The agency whose pack it is.
    agency: Uuid,
}

impl EpisodeDetail {
    fn of(view: &EpisodeView, identified_as: &[NamedElsewhere]) -> Self {
        let episode = &view.episode;
        Self {
            episode: episode.id.0,
            reference: episode.id.reference(),
            version: view.version,
            person: view.person_id.0,
            name: view.file.person.details.name.clone(),
            standing: standing(view),
            grade: episode.grade().map(Grade::word),
            permitted_grades: view.grades.permitted.iter().map(|grade| grade.word()).collect(),
            missing_since: episode.start(),
            reported_at: episode.reported_at,
            ended_at: episode.ended_at(),
            investigating_officer: episode.investigating_officer.clone(),
            incident: episode.opened.incident.0,
            lead_force: episode.opened.lead_force.0,
            governed_by: episode
                .governed_by
                .iter()
                .map(|governing| Governing {
                    pack: governing.pack.clone(),
                    version: governing.version.clone(),
                    agency: governing.agency.0,
                })
                .collect(),
            partners: episode.partners.iter().map(|agency| agency.0).collect(),
            identified_as: identified_as.iter().map(|named| named.record.0).collect(),
            may: view.may.iter().map(|action| action.word()).collect(),
            as_of: view.now,
        }
    }
}

fn standing(view: &EpisodeView) -> &'static str {
    let standing = match view.episode.status {
        Status::Missing if view.episode.unverified_return().is_some() => Standing::ReturnReported,
        Status::Missing => Standing::Missing,
        Status::Ended { .. } => Standing::Ended,
        Status::Closed { .. } => Standing::Closed,
    };
    standing.word()
}

/// One time missing
///
/// As it stands, or as it was known at a moment: content as it was then, permissions as they are now. `ETag` is the version to
/// name in `If-Match` when recording; of the past there is none. The reading is logged.
#[utoipa::path(
    get, path = "/api/v1/episodes/{id}", operation_id = "episode", tag = "episodes",
    params(("id" = Uuid, Path, description = "The episode."), MomentAsked),
    responses((status = 200, description = "The case.", body = EpisodeDetail,
        headers(("ETag" = String, description = "The version, in double quotes.")))),
)]
pub(crate) async fn one(
    State(state): State<WebState>,
    caller: Caller,
    Path(id): Path<String>,
    Asked(asked): Asked<MomentAsked>,
) -> Result<Response, ApiProblem> {
    let view = state.app.episode_at(&caller, episode(&id)?, asked.moment()?).await?;
    let identified_as = match view.past {
        None => state.app.identified_as(&caller, &view).await?,
        Some(_) => Vec::new(),
    };
    Ok(answered(&view, EpisodeDetail::of(&view, &identified_as)))
}

/// An answer with the version to record on, where it is of the present.
fn answered(view: &EpisodeView, body: impl Serialize) -> Response {
    match view.past {
        None => ([(header::ETAG, etag(view.version))], Json(body)).into_response(),
        Some(_) => Json(body).into_response(),
    }
}

/// What is owed.
#[derive(Serialize, ToSchema)]
pub(crate) struct Duties {
    /// The duties, by pack.
    packs: Vec<DutiesOfPack>,
    /// The moment as of which they stand so.
    as_of: Timestamp,
}

/// What is owed in it
///
/// Every duty of the case with its clock, by pack, as of now or of a moment. The reading is logged.
#[utoipa::path(
    get, path = "/api/v1/episodes/{id}/duties", operation_id = "duties", tag = "episodes",
    params(("id" = Uuid, Path, description = "The episode."), MomentAsked),
    responses((status = 200, description = "The duties.", body = Duties)),
)]
pub(crate) async fn duties(
    State(state): State<WebState>,
    caller: Caller,
    Path(id): Path<String>,
    Asked(asked): Asked<MomentAsked>,
) -> Result<Json<Duties>, ApiProblem> {
    let view = state.app.episode_at(&caller, episode(&id)?, asked.moment()?).await?;
    Ok(Json(Duties { packs: view.duties.into_iter().map(Into::into).collect(), as_of: view.now }))
}

/// Which of several duties of one row of a pack.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct OneOf {
    /// Of what it is owed, as the list of duties says.
    of: Option<String>,
    /// Its number in a series, as the list of duties says.
    #[param(value_type = Option<u32>)]
    sequence: Option<String>,
    /// The moment as of which it is asked; now where nothing is said.
    #[param(value_type = Option<Timestamp>)]
    at: Option<String>,
}

/// Why a duty stands as it does.
#[derive(Serialize, ToSchema)]
pub(crate) struct Explanation {
    /// The steps: what started it, how its time was worked out, how it stands, whose it is, where that is written.
    steps: Vec<ExplanationStep>,
}

/// One step of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct ExplanationStep {
    /// The stable code of the step.
    code: &'static str,
    /// The step as a sentence, times in local time.
    sentence: String,
}

/// Why a duty stands as it does
///
/// The trigger, the arithmetic in local time, the state, the owner and the paragraph.
#[utoipa::path(
    get, path = "/api/v1/episodes/{id}/duties/{pack}/{duty}", operation_id = "explain_duty", tag = "episodes",
    params(
        ("id" = Uuid, Path, description = "The episode."),
        ("pack" = String, Path, description = "The pack."),
        ("duty" = String, Path, description = "The duty's id in it."),
        OneOf,
    ),
    responses((status = 200, description = "The explanation.", body = Explanation)),
)]
pub(crate) async fn explanation(
    State(state): State<WebState>,
    caller: Caller,
    Path((id, pack, duty)): Path<(String, String, String)>,
    Asked(one_of): Asked<OneOf>,
) -> Result<Json<Explanation>, ApiProblem> {
    let wrong =
        || ApiProblem::Query(Wrong::new("sequence".to_owned(), "not-a-number", t!("api-wrong-query")));
    let sequence: Option<u32> =
        one_of.sequence.map(|number| number.parse().map_err(|_| wrong())).transpose()?;
    let id = episode(&id)?;
    let moment = MomentAsked::at(one_of.at).moment()?;
    let which = WhichDuty { pack: &pack, duty: &duty, of: one_of.of.as_deref(), sequence };
    let steps = state.app.explain_duty(&caller, id, moment, which).await?;
    let view = state.app.episode_at(&caller, id, moment).await?;
    let scene = Scene::of_episode(&view, RoleNames::of_app(&state.app));
    let steps =
        steps.iter().map(|step| ExplanationStep { code: step.code, sentence: sentence(step, &scene) });
    Ok(Json(Explanation { steps: steps.collect() }))
}

/// What was recorded in it
///
/// The entries as they stand, what happened last first, with their corrections. The reading is logged.
#[utoipa::path(
    get, path = "/api/v1/episodes/{id}/timeline", operation_id = "episode_timeline", tag = "episodes",
    params(("id" = Uuid, Path, description = "The episode."), TimelineAsked),
    responses((status = 200, description = "A page of entries.", body = Timeline,
        headers(("ETag" = String, description = "The version, in double quotes.")))),
)]
pub(crate) async fn timeline(
    State(state): State<WebState>,
    caller: Caller,
    Path(id): Path<String>,
    Asked(asked): Asked<TimelineAsked>,
) -> Result<Response, ApiProblem> {
    let view = state.app.episode_at(&caller, episode(&id)?, asked.moment()?).await?;
    let known = Known { actors: &view.actors, agencies: &view.agencies };
    let page = asked.page(&view.timeline, known)?;
    Ok(answered(&view, page))
}

/// One entry
///
/// As it stands, with its corrections. The reading is logged.
#[utoipa::path(
    get, path = "/api/v1/episodes/{id}/entries/{entry}", operation_id = "episode_entry", tag = "episodes",
    params(
        ("id" = Uuid, Path, description = "The episode."),
        ("entry" = Uuid, Path, description = "The entry."),
    ),
    responses((status = 200, description = "The entry.", body = Entry)),
)]
pub(crate) async fn entry(
    State(state): State<WebState>,
    caller: Caller,
    Path((id, entry)): Path<(String, String)>,
) -> Result<Json<Entry>, ApiProblem> {
    let view = state.app.episode(&caller, episode(&id)?).await?;
    let known = Known { actors: &view.actors, agencies: &view.agencies };
    find_entry(&view.timeline, &entry, known)
}

/// An episode's id out of an address.
pub(crate) fn episode(id: &str) -> Result<EpisodeId, Problem> {
    id.parse().map_err(|_| Problem::NotFound)
}
