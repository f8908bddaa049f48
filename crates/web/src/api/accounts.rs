//! Accounts: those that an administrator keeps, and one's own password.

use app::identity::{AccountItem, AccountRefused, AccountToMake, Activity, OneTimePassword};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::ids::{AccountId, AgencyId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::attempt::Seen;
use super::body::Sent;
use super::caller::Caller;
use super::problem::{ApiProblem, Wrong};
use crate::pages::accounts::refused;
use crate::problem::Problem;
use crate::state::WebState;

/// An account, without anything secret.
#[derive(Serialize, ToSchema)]
pub(crate) struct Account {
    /// Which.
    account: Uuid,
    /// What is typed to sign in.
    username: String,
    /// The person's name.
    name: String,
    /// The role.
    role: String,
    /// The agency.
    agency: Uuid,
    /// Whether it can sign in.
    active: bool,
    /// Until when a one-time password can be used, where its owner has not chosen their own.
    one_time_until: Option<Timestamp>,
    /// The version to name in `If-Match` when changing it.
    version: i64,
}

impl From<AccountItem> for Account {
    fn from(item: AccountItem) -> Self {
        Self {
            account: item.account.0,
            username: item.username,
            name: item.name,
            role: item.role,
            agency: item.agency.0,
            active: item.activity == Activity::Active,
            one_time_until: item.one_time_until,
            version: item.version,
        }
    }
}

/// The accounts that the caller keeps.
#[derive(Serialize, ToSchema)]
pub(crate) struct Accounts {
    /// By agency, then by name.
    items: Vec<Account>,
}

/// An account to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewAccount {
    /// What is typed to sign in.
    username: String,
    /// The person's name.
    name: String,
    /// The role.
    role: String,
    /// The agency.
    agency: Uuid,
}

/// A password that is shown once; its owner chooses their own with it.
#[derive(Serialize, ToSchema)]
pub(crate) struct OneTime {
    /// The account.
    account: Uuid,
    /// The password.
    password: String,
    /// Until when it can be used.
    until: Timestamp,
}

impl From<OneTimePassword> for OneTime {
    fn from(one_time: OneTimePassword) -> Self {
        Self { account: one_time.account.0, password: one_time.password, until: one_time.until }
    }
}

/// What an account is to be from now on; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AccountChanges {
    /// The role.
    #[serde(default)]
    role: Option<String>,
    /// Whether it can sign in.
    #[serde(default)]
    active: Option<bool>,
}

/// Another password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PasswordChange {
    /// The password of now.
    #[schema(format = Password)]
    old: String,
    /// The password from then on.
    #[schema(format = Password)]
    new: String,
}

/// The accounts that one keeps
#[utoipa::path(
    get, path = "/api/v1/accounts", operation_id = "accounts", tag = "accounts",
    responses((status = 200, description = "The accounts.", body = Accounts)),
)]
pub(crate) async fn list(
    State(state): State<WebState>,
    caller: Caller,
) -> Result<Json<Accounts>, ApiProblem> {
    let kept = state.app.accounts(&caller).await?;
    Ok(Json(Accounts { items: kept.accounts.into_iter().map(Into::into).collect() }))
}

/// Make an account
///
/// With a one-time password, which is answered here and nowhere else.
#[utoipa::path(
    post, path = "/api/v1/accounts", operation_id = "make_account", tag = "accounts",
    request_body = NewAccount,
    responses((status = 201, description = "It is made.", body = OneTime)),
)]
pub(crate) async fn make(
    State(state): State<WebState>,
    caller: Caller,
    sent: Sent,
) -> Result<(StatusCode, Json<OneTime>), ApiProblem> {
    let new: NewAccount = sent.read()?;
    let make = AccountToMake {
        username: new.username,
        name: new.name,
        role: new.role,
        agency: AgencyId(new.agency),
    };
    let one_time = state.app.make_account(&caller, make).await.map_err(why_not)?;
    Ok((StatusCode::CREATED, Json(one_time.into())))
}

/// Change an account
///
/// Its role, or whether it can sign in. Either ends its sessions.
#[utoipa::path(
    patch, path = "/api/v1/accounts/{id}", operation_id = "change_account", tag = "accounts",
    params(
        ("id" = Uuid, Path, description = "The account."),
        ("If-Match" = String, Header, description = "The version that was seen, in double quotes."),
    ),
    request_body = AccountChanges,
    responses((status = 200, description = "As it is now.", body = Account)),
)]
pub(crate) async fn change(
    State(state): State<WebState>,
    caller: Caller,
    Path(id): Path<String>,
    Seen(seen): Seen,
    sent: Sent,
) -> Result<Json<Account>, ApiProblem> {
    let id = account(&id)?;
    let changes: AccountChanges = sent.read()?;
    let mut version = seen;
    if let Some(role) = &changes.role {
        state.app.change_role(&caller, id, version, role).await.map_err(why_not)?;
        version += 1;
    }
    if let Some(active) = changes.active {
        let activity = if active { Activity::Active } else { Activity::Deactivated };
        state.app.set_activity(&caller, id, version, activity).await.map_err(why_not)?;
    }
    Ok(Json(state.app.account(&caller, id).await?.0.into()))
}

/// Set a one-time password
///
/// For somebody who has forgotten theirs. It ends their sessions.
#[utoipa::path(
    post, path = "/api/v1/accounts/{id}/password", operation_id = "reset_password", tag = "accounts",
    params(
        ("id" = Uuid, Path, description = "The account."),
        ("If-Match" = String, Header, description = "The version that was seen, in double quotes."),
    ),
    responses((status = 201, description = "It is set.", body = OneTime)),
)]
pub(crate) async fn reset_password(
    State(state): State<WebState>,
    caller: Caller,
    Path(id): Path<String>,
    Seen(seen): Seen,
) -> Result<(StatusCode, Json<OneTime>), ApiProblem> {
    let one_time = state.app.reset_password(&caller, account(&id)?, seen).await.map_err(why_not)?;
    Ok((StatusCode::CREATED, Json(one_time.into())))
}

/// Change one's own password
///
/// It ends every session, the one that asks among them.
#[utoipa::path(
    post, path = "/api/v1/account/password", operation_id = "change_password", tag = "accounts",
    request_body = PasswordChange,
    responses((status = 204, description = "It is changed.")),
)]
pub(crate) async fn change_password(
    State(state): State<WebState>,
    caller: Caller,
    sent: Sent,
) -> Result<StatusCode, ApiProblem> {
    let change: PasswordChange = sent.read()?;
    state.app.change_password(&caller, &change.old, &change.new).await.map_err(why_not)?;
    Ok(StatusCode::NO_CONTENT)
}

fn account(id: &str) -> Result<AccountId, Problem> {
    id.parse().map_err(|_| Problem::NotFound)
}

fn why_not(why: AccountRefused) -> ApiProblem {
    match refused(why) {
        Ok((field, detail)) => ApiProblem::Invalid(vec![Wrong::new(field.to_owned(), "not-taken", detail)]),
        Err(problem) => problem.into(),
    }
}
