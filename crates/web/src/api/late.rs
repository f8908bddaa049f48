//! Somebody is late home, and whoever was told has not said that they know.

use app::late::LateMessage;
use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::caller::Caller;
use super::problem::ApiProblem;
use crate::state::WebState;

/// Everybody late of whom the caller was told.
#[derive(Serialize, ToSchema)]
pub(crate) struct LateList {
    /// One for each person, the longest waiting first.
    items: Vec<LateItem>,
}

/// Somebody who is late.
#[derive(Serialize, ToSchema)]
pub(crate) struct LateItem {
    /// The entry: what `late_acknowledged` names as `of`.
    entry: Uuid,
    /// Who.
    person: Uuid,
    /// Their name.
    name: String,
    /// The home that noted it.
    home: String,
    /// When they were expected; null where no time was agreed.
    expected_at: Option<Timestamp>,
    /// When it was noted.
    noted_at: Timestamp,
    /// What is known, and what was tried.
    note: String,
    /// When this message was sent.
    sent_at: Timestamp,
    /// The role that is told next; null where nobody is.
    next_role: Option<String>,
    /// When.
    next_at: Option<Timestamp>,
}

impl From<LateMessage> for LateItem {
    fn from(message: LateMessage) -> Self {
        let LateMessage { person, name, home, expected_at, noted_at, note, asked } = message;
        let (next_role, next_at) = asked.next.unzip();
        Self {
            entry: asked.of.0,
            person: person.0,
            name,
            home,
            expected_at,
            noted_at,
            note,
            sent_at: asked.at,
            next_role,
            next_at,
        }
    }
}

/// Who is late
///
/// Those whom a home noted as late, of whom the caller was told and nobody has said that they know. Answered by the act
/// `late_acknowledged` on the person. The reading of each is logged.
#[utoipa::path(
    get, path = "/api/v1/messages/late", operation_id = "late_messages", tag = "lists",
    responses((status = 200, description = "Everybody late.", body = LateList)),
)]
pub(crate) async fn late(
    State(state): State<WebState>,
    caller: Caller,
) -> Result<Json<LateList>, ApiProblem> {
    let items = state.app.late_messages(&caller).await?;
    Ok(Json(LateList { items: items.into_iter().map(Into::into).collect() }))
}
