//! Signing in and out. A session of a program is one like any other: it expires, and can be ended from a page.

use app::identity::SESSION_HOURS;
use axum::Json;
use axum::extract::{FromRequest, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::body::Sent;
use super::caller::Caller;
use super::problem::ApiProblem;
use crate::pages::sign_in::client_address;
use crate::state::WebState;

/// Who signs in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Credentials {
    /// What is typed to sign in.
    username: String,
    /// The password.
    #[schema(format = Password)]
    password: String,
}

/// A session that has begun.
#[derive(Serialize, ToSchema)]
pub(crate) struct Begun {
    /// To be sent with every request: `Authorization: Bearer …`. It is a secret like a password.
    token: String,
    /// When it ends at the latest; it ends earlier where it is not used for an hour.
    expires_at: Timestamp,
}

/// Who is signed in.
#[derive(Serialize, ToSchema)]
pub(crate) struct Me {
    /// The account.
    account: Uuid,
    /// What is typed to sign in.
    username: String,
    /// Their name.
    name: String,
    /// The role in which they act.
    role: String,
    /// The agency for which they act.
    agency: MyAgency,
}

/// An agency.
#[derive(Serialize, ToSchema)]
pub(crate) struct MyAgency {
    /// Which.
    agency: Uuid,
    /// What people call it.
    name: String,
    /// What it is: `police`, `childrens_social_care`, `care_provider`, …
    kind: &'static str,
}

/// Sign in
///
/// Begins a session.
#[utoipa::path(
    post, path = "/api/v1/sessions", operation_id = "sign_in", tag = "sessions",
    request_body = Credentials,
    responses(
        (status = 201, description = "The session has begun.", body = Begun),
        (status = 401, description = "No account has this name and password."),
        (status = 429, description = "Too many failures: wait for the seconds in `Retry-After`.",
            headers(("Retry-After" = i64, description = "Seconds to wait."))),
    ),
    security(()),
)]
pub(crate) async fn begin(State(state): State<WebState>, request: Request) -> Result<Response, ApiProblem> {
    let client = client_address(&state, &request);
    let credentials: Credentials = Sent::from_request(request, &state).await?.read()?;
    let now = state.now();
    let token = state
        .app
        .sign_in(&credentials.username, &credentials.password, &client)
        .await
        .map_err(|refused| ApiProblem::of_sign_in(&refused, now))?;
    let expires_at = now + SignedDuration::from_hours(SESSION_HOURS);
    let begun = Begun { token: token.as_str().to_owned(), expires_at };
    Ok((StatusCode::CREATED, Json(begun)).into_response())
}

/// Sign out
///
/// Ends the session whose token is sent.
#[utoipa::path(
    delete, path = "/api/v1/sessions/current", operation_id = "sign_out", tag = "sessions",
    responses((status = 204, description = "The session has ended.")),
)]
pub(crate) async fn end(State(state): State<WebState>, caller: Caller) -> Result<StatusCode, ApiProblem> {
    state.app.sign_out(&caller).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who is signed in
///
/// The account, role and agency that the token stands for.
#[utoipa::path(
    get, path = "/api/v1/me", operation_id = "who_am_i", tag = "sessions",
    responses((status = 200, description = "Who is signed in.", body = Me)),
)]
pub(crate) async fn me(caller: Caller) -> Json<Me> {
    Json(Me {
        account: caller.account.0,
        username: caller.username.clone(),
        name: caller.name.clone(),
        role: caller.role.clone(),
        agency: MyAgency {
            agency: caller.agency.id.0,
            name: caller.agency.name.clone(),
            kind: caller.agency.kind.word(),
        },
    })
}
