//! Photographs: added as the body of a request, and given out one by one.

use app::cases::Recorded;
use app::photographs::{
    NewPhotograph, PHOTOGRAPH_BYTES_AT_MOST, PhotographOf, PhotographRefused, PhotographSize,
};
use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::attempt::Key;
use super::body::{Asked, whole};
use super::caller::Caller;
use super::people::person;
use super::problem::{ApiProblem, Wrong};
use super::unidentified::unidentified;
use crate::catalogue::t;
use crate::pages::photographs::{Taken, answer, why_not};
use crate::state::WebState;

/// What is said of a photograph.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Said {
    /// When it was taken: `2025-07-03`, `2025-07` or `2025`; left out where nobody knows.
    #[serde(default)]
    taken: String,
    /// Where it comes from.
    source: String,
    /// What differs today.
    #[serde(default)]
    differs: String,
}

/// A photograph that was added.
#[derive(Serialize, ToSchema)]
pub(crate) struct Added {
    /// The entry.
    entry: Uuid,
    /// Its place in the one global order.
    sequence: i64,
    /// The version to name in `If-Match` next.
    version: i64,
}

impl From<Recorded> for Added {
    fn from(recorded: Recorded) -> Self {
        Self { entry: recorded.entry.0, sequence: recorded.sequence, version: recorded.version }
    }
}

/// Add a photograph
///
/// The body is the file: JPEG, PNG or WebP, at most 12 MB. It is written anew as JPEG, upright, at most 1600 pixels, and
/// without anything that the camera noted. Sent again with its key it is added once.
#[utoipa::path(
    post, path = "/api/v1/people/{id}/photographs", operation_id = "add_photograph", tag = "people",
    params(
        ("id" = Uuid, Path, description = "The person."),
        ("Idempotency-Key" = String, Header, description = "Names this attempt."),
        Said,
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, description = "It is added.", body = Added)),
)]
pub(crate) async fn add(
    State(state): State<WebState>,
    caller: Caller,
    Path(id): Path<String>,
    Asked(said): Asked<Said>,
    Key(key): Key,
    request: Request,
) -> Result<Response, ApiProblem> {
    let added = take_in(&state, &caller, PhotographOf::Person(person(&id)?), said, key, request).await?;
    Ok((StatusCode::CREATED, Json(added)).into_response())
}

/// Add a photograph of somebody unidentified
///
/// As that of a person.
#[utoipa::path(
    post, path = "/api/v1/unidentified/{id}/photographs", operation_id = "add_photograph_of_unidentified", tag = "unidentified",
    params(
        ("id" = Uuid, Path, description = "The record."),
        ("Idempotency-Key" = String, Header, description = "Names this attempt."),
        Said,
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, description = "It is added.", body = Added)),
)]
pub(crate) async fn add_of_unidentified(
    State(state): State<WebState>,
    caller: Caller,
    Path(id): Path<String>,
    Asked(said): Asked<Said>,
    Key(key): Key,
    request: Request,
) -> Result<Response, ApiProblem> {
    let of = PhotographOf::Unidentified(unidentified(&id)?);
    let added = take_in(&state, &caller, of, said, key, request).await?;
    Ok((StatusCode::CREATED, Json(added)).into_response())
}

async fn take_in(
    state: &WebState,
    caller: &Caller,
    of: PhotographOf,
    said: Said,
    key: app::IdempotencyKey,
    request: Request,
) -> Result<Added, ApiProblem> {
    let taken = taken(&said.taken).ok_or_else(|| {
        ApiProblem::Query(Wrong::new("taken".to_owned(), "not-offered", t!("api-wrong-query")))
    })?;
    // Asked before the file is read.
    state.app.may_add_photograph(caller, of).await?;
    let file = whole(request, PHOTOGRAPH_BYTES_AT_MOST).await?;
    let new = NewPhotograph {
        of,
        file: file.to_vec(),
        taken_on: taken.on,
        taken_to: taken.to,
        source: said.source.trim().to_owned(),
        differs: said.differs.trim().to_owned(),
        key,
    };
    match state.app.add_photograph(caller, new).await {
        Ok(recorded) => Ok(recorded.into()),
        Err(PhotographRefused::NoPicture(why)) => {
            Err(ApiProblem::Invalid(vec![Wrong::new(String::new(), "not-readable", why_not(why))]))
        }
        Err(PhotographRefused::Trouble(trouble)) => Err(trouble.into()),
    }
}

/// `2025-07-03`, `2025-07`, `2025` or nothing.
fn taken(text: &str) -> Option<Taken> {
    let mut parts = text.splitn(3, '-');
    let [year, month, day] = [(); 3].map(|()| parts.next().unwrap_or_default());
    Taken::parse(day, month, year)
}

/// A photograph
///
/// As JPEG. The reading is logged.
#[utoipa::path(
    get, path = "/api/v1/people/{id}/photographs/{digest}", operation_id = "photograph", tag = "people",
    params(
        ("id" = Uuid, Path, description = "The person."),
        ("digest" = String, Path, description = "The hash that the entry names."),
    ),
    responses((status = 200, description = "The photograph.", body = Vec<u8>, content_type = "image/jpeg")),
)]
pub(crate) async fn one(
    State(state): State<WebState>,
    caller: Caller,
    Path((id, digest)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, ApiProblem> {
    let size = PhotographSize::Whole;
    let bytes = state.app.photograph_bytes(&caller, person(&id)?, &digest, size).await?;
    Ok(answer(bytes, &digest, &headers, size))
}

/// A photograph of somebody unidentified
///
/// As JPEG. The reading is logged. Of a body: show it to nobody who has not asked for it.
#[utoipa::path(
    get, path = "/api/v1/unidentified/{id}/photographs/{digest}", operation_id = "photograph_of_unidentified", tag = "unidentified",
    params(
        ("id" = Uuid, Path, description = "The record."),
        ("digest" = String, Path, description = "The hash that the entry names."),
    ),
    responses((status = 200, description = "The photograph.", body = Vec<u8>, content_type = "image/jpeg")),
)]
pub(crate) async fn one_of_unidentified(
    State(state): State<WebState>,
    caller: Caller,
    Path((id, digest)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, ApiProblem> {
    let size = PhotographSize::Whole;
    let bytes = state.app.unidentified_photograph_bytes(&caller, unidentified(&id)?, &digest, size).await?;
    Ok(answer(bytes, &digest, &headers, size))
}
