//! What waits to be acknowledged, and who is on duty.

use app::messages::WaitingFor;
use app::rota::{RotaView, ShiftView};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::ids::EntryId;
use domain::rota::{AgencyEvent, Shift};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::attempt::Key;
use super::body::{Asked, Sent};
use super::caller::Caller;
use super::items::EpisodeItem;
use super::lists::{After, place};
use super::problem::ApiProblem;
use crate::state::WebState;

/// A page of messages.
#[derive(Serialize, ToSchema)]
pub(crate) struct MessagePage {
    /// One for each matter, case by case, high risk first.
    items: Vec<MessageItem>,
    /// How many there are.
    count: i64,
    /// What to send as `after` for the next page; null on the last.
    next: Option<String>,
}

/// A message that waits.
#[derive(Serialize, ToSchema)]
pub(crate) struct MessageItem {
    /// The entry: what `message_acknowledged` names as `of`.
    entry: Uuid,
    /// What it is about: `about` is `duty`, `news`, `handover` or `task`.
    #[schema(value_type = Object)]
    cause: Value,
    /// What the pack calls the duty or the news, or the title of the task; empty for a handover.
    title: String,
    /// Whose turn it is: 0 for whoever was told first.
    rung: u16,
    /// The role that was told.
    to: String,
    /// The role that was told in its place or beside it.
    covered_by: Option<String>,
    /// Since when it waits.
    since: Timestamp,
    /// When this message was sent.
    sent_at: Timestamp,
    /// For when it was meant.
    planned_for: Timestamp,
    /// The role that is told next; null where nobody is.
    next_role: Option<String>,
    /// When.
    next_at: Option<Timestamp>,
    /// Who sent it on by hand, by account; null where the ladder sent it.
    sent_on_by: Option<Uuid>,
    /// Why they did not wait for the ladder.
    sent_on_because: Option<String>,
    /// The case.
    episode: EpisodeItem,
}

impl From<WaitingFor> for MessageItem {
    fn from(item: WaitingFor) -> Self {
        let WaitingFor { waiting, title, send_on: _ } = item;
        let row = waiting.message;
        let message = &row.message;
        Self {
            entry: row.entry.0,
            cause: serde_json::to_value(&message.cause).expect("causes serialise"),
            title: if title.is_empty() { row.subject.clone() } else { title },
            rung: message.rung,
            to: message.to.clone(),
            covered_by: message.covered_by.clone(),
            since: waiting.since,
            sent_at: row.sent_at,
            planned_for: message.planned_for,
            next_role: row.next.as_ref().map(|(role, _)| role.clone()),
            next_at: row.next.as_ref().map(|(_, at)| *at),
            sent_on_by: message.by_hand.as_ref().map(|by_hand| by_hand.by.0),
            sent_on_because: message.by_hand.as_ref().map(|by_hand| by_hand.reason.clone()),
            episode: waiting.episode.into(),
        }
    }
}

/// Messages
///
/// What waits to be acknowledged by the roles that the caller works for. Answered by the act `message_acknowledged` on the
/// episode; `message_sent_on` sends one on at once.
#[utoipa::path(
    get, path = "/api/v1/messages", operation_id = "messages", tag = "lists", params(After),
    responses((status = 200, description = "A page of messages.", body = MessagePage)),
)]
pub(crate) async fn messages(
    State(state): State<WebState>,
    caller: Caller,
    Asked(after): Asked<After>,
) -> Result<Json<MessagePage>, ApiProblem> {
    let inbox = state.app.messages(&caller, place(after.after())?).await?;
    Ok(Json(MessagePage {
        items: inbox.rows.items.into_iter().map(Into::into).collect(),
        count: inbox.count,
        next: inbox.rows.next.map(|next| next.to_string()),
    }))
}

/// The rota of an agency.
#[derive(Serialize, ToSchema)]
pub(crate) struct RotaItem {
    /// Shifts that have not ended or ended within the last day, by when they begin.
    shifts: Vec<ShiftItem>,
}

/// A shift.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShiftItem {
    /// The entry that planned it.
    entry: Uuid,
    /// Who, by account.
    account: Uuid,
    /// Their name.
    name: String,
    /// In which role.
    role: String,
    /// From when.
    from: Timestamp,
    /// Until when.
    until: Timestamp,
}

impl From<ShiftView> for ShiftItem {
    fn from(view: ShiftView) -> Self {
        let ShiftView { entry, shift, name } = view;
        Self {
            entry: entry.0,
            account: shift.account.0,
            name,
            role: shift.role,
            from: shift.from,
            until: shift.until,
        }
    }
}

impl From<RotaView> for RotaItem {
    fn from(rota: RotaView) -> Self {
        Self { shifts: rota.shifts.into_iter().map(Into::into).collect() }
    }
}

/// Who is on duty
///
/// The rota of the caller's agency.
#[utoipa::path(
    get, path = "/api/v1/rota", operation_id = "rota", tag = "lists",
    responses((status = 200, description = "The rota.", body = RotaItem)),
)]
pub(crate) async fn rota(
    State(state): State<WebState>,
    caller: Caller,
) -> Result<Json<RotaItem>, ApiProblem> {
    Ok(Json(state.app.rota(&caller).await?.into()))
}

/// A change of the rota: a shift to be put on it, or one to be taken off.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum RotaChange {
    /// Puts a shift on the rota.
    ShiftPlanned {
        /// Who, by account.
        account: Uuid,
        /// In which role.
        role: String,
        /// From when.
        from: Timestamp,
        /// Until when: at most 36 hours later.
        until: Timestamp,
    },
    /// Takes a shift off the rota.
    ShiftCancelled {
        /// The entry that planned it.
        shift: Uuid,
        /// Why.
        reason: String,
    },
}

/// Change the rota
///
/// Puts a shift on the rota of the caller's agency, or takes one off it.
#[utoipa::path(
    post, path = "/api/v1/rota", operation_id = "change_rota", tag = "lists", request_body = RotaChange,
    responses((status = 201, description = "It is done: the rota.", body = RotaItem)),
)]
pub(crate) async fn change_rota(
    State(state): State<WebState>,
    caller: Caller,
    Key(key): Key,
    sent: Sent,
) -> Result<(StatusCode, Json<RotaItem>), ApiProblem> {
    let event = match sent.read()? {
        RotaChange::ShiftPlanned { account, role, from, until } => {
            AgencyEvent::ShiftPlanned(Shift { account: domain::ids::AccountId(account), role, from, until })
        }
        RotaChange::ShiftCancelled { shift, reason } => {
            AgencyEvent::ShiftCancelled { shift: EntryId(shift), reason }
        }
    };
    state.app.change_rota(&caller, event, &key).await?;
    Ok((StatusCode::CREATED, rota(State(state), caller).await?))
}
