//! People who cannot be named: their records, who of the missing they could be, and what waits for whoever decides that.

pub(super) mod acting;
pub(super) mod candidates;
pub(super) mod imports;

use app::unidentified::{Closed, NoticeView, UnidentifiedFilter, UnidentifiedView};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::{
    ids::UnidentifiedId,
    person::Sex,
    unidentified::{Identity, IdentityProposal, SentNotice, UnidentifiedRow, standing},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::attempt::etag;
use super::body::Asked;
use super::caller::Caller;
use super::items::Known;
use super::lists::place;
use super::people::PhotographItem;
use super::problem::ApiProblem;
use super::timeline::{Timeline, TimelineAsked};
use crate::problem::Problem;
use crate::state::WebState;

/// Which records.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct RecordsAsked {
    /// `left` out, as where nothing is said, or `shown`.
    #[param(inline)]
    closed: ClosedAsked,
    /// `every` record that the caller may see, as where nothing is said, or those of their `own` agency.
    #[param(inline)]
    records: RecordsOf,
    /// The `next` of the page before.
    after: Option<String>,
}

/// Whether closed records too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ClosedAsked {
    /// Left out.
    #[default]
    Left,
    /// Shown.
    Shown,
}

/// Whose records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum RecordsOf {
    /// Everybody's.
    #[default]
    Every,
    /// The agency's own.
    Own,
}

/// A page of records.
#[derive(Serialize, ToSchema)]
pub(crate) struct UnidentifiedPage {
    /// The records, the one found last first.
    items: Vec<UnidentifiedItem>,
    /// What to send as `after` for the next page; null on the last.
    next: Option<String>,
}

/// A record, in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct UnidentifiedItem {
    /// Which.
    unidentified: Uuid,
    /// The short reference.
    reference: String,
    /// `living_person`, `body` or `remains`.
    kind: &'static str,
    /// `female`, `male`, `other` or `not_known`.
    #[schema(value_type = String)]
    sex: Sex,
    /// When found.
    found_at: Timestamp,
    /// Where.
    found_where: String,
    /// The reference of the hospital or coroner.
    external_reference: String,
    /// `unknown`, `identity_proposed`, `identified` or `closed`.
    standing: &'static str,
    /// When it has to be referred to the national unit by, while nobody has and it is asked for.
    refer_by: Option<Timestamp>,
    /// How many of the missing whom the caller may see somebody has to decide on; null to whoever does not decide.
    open_candidates: Option<i64>,
    /// Which agency recorded it.
    recorded_by: Uuid,
}

impl UnidentifiedItem {
    fn of(row: UnidentifiedRow, may_review: bool) -> Self {
        Self {
            unidentified: row.unidentified.0,
            reference: row.reference,
            kind: row.kind.word(),
            sex: row.sex,
            found_at: row.found_at,
            found_where: row.found_where,
            external_reference: row.external_reference,
            standing: row.standing.word(),
            refer_by: row.refer_by,
            open_candidates: may_review.then_some(row.open_candidates),
            recorded_by: row.recorded_by.0,
        }
    }
}

/// Unidentified people
///
/// Records of people who cannot be named, living or dead, that the caller may see. The reading is logged.
#[utoipa::path(
    get, path = "/api/v1/unidentified", operation_id = "unidentified", tag = "unidentified", params(RecordsAsked),
    responses((status = 200, description = "A page of records.", body = UnidentifiedPage)),
)]
pub(crate) async fn list(
    State(state): State<WebState>,
    caller: Caller,
    Asked(asked): Asked<RecordsAsked>,
) -> Result<Json<UnidentifiedPage>, ApiProblem> {
    let filter = UnidentifiedFilter {
        closed: match asked.closed {
            ClosedAsked::Left => Closed::Left,
            ClosedAsked::Shown => Closed::Shown,
        },
        recorded_by: (asked.records == RecordsOf::Own).then_some(caller.agency.id),
    };
    let queue = state.app.unidentified_queue(&caller, filter, place(asked.after.as_deref())?).await?;
    let may_review = queue.may_review;
    Ok(Json(UnidentifiedPage {
        items: queue.rows.items.into_iter().map(|row| UnidentifiedItem::of(row, may_review)).collect(),
        next: queue.rows.next.map(|next| next.to_string()),
    }))
}

/// The record of somebody who cannot be named.
#[derive(Serialize, ToSchema)]
pub(crate) struct UnidentifiedRecord {
    /// Which.
    unidentified: Uuid,
    /// The short reference.
    reference: String,
    /// The version to name in `If-Match` when recording.
    version: i64,
    /// What is known, under the names of the act `unidentified_details_changed`.
    #[schema(value_type = Object)]
    details: Value,
    /// The photographs. Of somebody dead: shown to nobody who has not asked.
    photographs: Vec<PhotographItem>,
    /// How the referral to the national unit stands: `open`, `overdue`, `met`, `met_late`, or `lapsed` where none is asked for.
    referral: &'static str,
    /// `unknown`, `identity_proposed`, `identified` or `closed`.
    standing: &'static str,
    /// Who it is said to be. Null while nobody has said it, and where the caller may not see who it is: then `standing` says that
    /// somebody has.
    identity: Option<IdentityItem>,
    /// Entries of decisions that were made while the missing person's record was merged with another that has been separated from
    /// it since: they stand, but an exclusion is opened again.
    while_merged: Vec<Uuid>,
    /// When it was closed; null while it is open.
    closed_at: Option<Timestamp>,
    /// Which agency recorded it.
    recorded_by: Uuid,
    /// Notices about it that wait for the caller.
    notices: Vec<NoticeItem>,
    /// The words of what the caller may do with it.
    may: Vec<&'static str>,
}

/// That somebody said who it is.
#[derive(Serialize, ToSchema)]
pub(crate) struct IdentityItem {
    /// The entry: what `identity_confirmed` and `identity_refused` name as `of`.
    entry: Uuid,
    /// Who it is said to be.
    person: Uuid,
    /// `proposed` by one, or `confirmed` by two.
    standing: &'static str,
    /// How it is known: `dental`, `dna`, `fingerprints`, `visual` or `circumstances`.
    how: &'static str,
}

/// A notice that waits.
#[derive(Serialize, ToSchema)]
pub(crate) struct NoticeItem {
    /// The entry: what `unidentified_notice_acknowledged` names as `of`.
    entry: Uuid,
    /// The record.
    unidentified: Uuid,
    /// `about` is `referral_overdue`, `exclusion_reopened`, `identity_confirmed` or `identity_refused`.
    #[schema(value_type = Object)]
    notice: Value,
    /// When it was sent.
    sent_at: Timestamp,
}

impl NoticeItem {
    fn of(unidentified: UnidentifiedId, sent: &SentNotice) -> Self {
        Self {
            entry: sent.entry.0,
            unidentified: unidentified.0,
            notice: serde_json::to_value(&sent.notice).unwrap_or(json!({})),
            sent_at: sent.at,
        }
    }
}

impl From<&UnidentifiedView> for UnidentifiedRecord {
    fn from(view: &UnidentifiedView) -> Self {
        let record = &view.record;
        let identity = |proposal: &IdentityProposal, standing| {
            view.people.contains_key(&proposal.person).then(|| IdentityItem {
                entry: proposal.entry.0,
                person: proposal.person.0,
                standing,
                how: proposal.how.word(),
            })
        };
        Self {
            unidentified: record.id.0,
            reference: record.id.reference(),
            version: view.version,
            details: serde_json::to_value(&record.details).unwrap_or(json!({})),
            photographs: record
                .photographs
                .iter()
                .map(|(entry, it)| PhotographItem::of(*entry, it))
                .collect(),
            referral: view.referral.name(),
            standing: standing(record).word(),
            identity: match record.identity() {
                Identity::Unknown => None,
                Identity::Proposed(proposal) => identity(proposal, "proposed"),
                Identity::Confirmed(proposal) => identity(proposal, "confirmed"),
            },
            while_merged: view.while_merged.iter().map(|entry| entry.0).collect(),
            closed_at: record.closed.map(|(_, at)| at),
            recorded_by: record.recorded_by.agency.0,
            notices: view.notices.iter().map(|sent| NoticeItem::of(record.id, sent)).collect(),
            may: view.may.iter().map(|action| action.word()).collect(),
        }
    }
}

/// A record of somebody unidentified
///
/// `ETag` is its version. The reading is logged.
#[utoipa::path(
    get, path = "/api/v1/unidentified/{id}", operation_id = "unidentified_record", tag = "unidentified",
    params(("id" = Uuid, Path, description = "The record.")),
    responses((status = 200, description = "The record.", body = UnidentifiedRecord,
        headers(("ETag" = String, description = "The version, in double quotes.")))),
)]
pub(crate) async fn one(
    State(state): State<WebState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, ApiProblem> {
    let view = state.app.unidentified(&caller, unidentified(&id)?).await?;
    Ok(([(header::ETAG, etag(view.version))], Json(UnidentifiedRecord::from(&view))).into_response())
}

/// What was recorded of somebody unidentified
///
/// The latest first, so far as the caller may see whom it names.
#[utoipa::path(
    get, path = "/api/v1/unidentified/{id}/timeline", operation_id = "unidentified_timeline", tag = "unidentified",
    params(("id" = Uuid, Path, description = "The record."), TimelineAsked),
    responses((status = 200, description = "A page of entries.", body = Timeline)),
)]
pub(crate) async fn timeline(
    State(state): State<WebState>,
    caller: Caller,
    Path(id): Path<String>,
    Asked(asked): Asked<TimelineAsked>,
) -> Result<Json<Timeline>, ApiProblem> {
    asked.of_now()?;
    let view = state.app.unidentified(&caller, unidentified(&id)?).await?;
    let known = Known { actors: &view.actors, agencies: &view.agencies };
    Ok(Json(asked.page(&view.timeline, known)?))
}

/// Notices.
#[derive(Serialize, ToSchema)]
pub(crate) struct Notices {
    /// The notices, the longest waiting first.
    items: Vec<NoticeItem>,
}

/// Notices about unidentified people
///
/// That a referral is late, or that facts have changed since the caller excluded somebody: what waits for the caller. Answered by the
/// act `unidentified_notice_acknowledged` on the record.
#[utoipa::path(
    get, path = "/api/v1/unidentified/notices", operation_id = "unidentified_notices", tag = "unidentified",
    responses((status = 200, description = "The notices.", body = Notices)),
)]
pub(crate) async fn notices(
    State(state): State<WebState>,
    caller: Caller,
) -> Result<Json<Notices>, ApiProblem> {
    let notices = state.app.unidentified_notices(&caller).await?;
    let item = |notice: &NoticeView| NoticeItem::of(notice.unidentified, &notice.sent);
    Ok(Json(Notices { items: notices.iter().map(item).collect() }))
}

/// The id in an address.
pub(super) fn unidentified(id: &str) -> Result<UnidentifiedId, Problem> {
    id.parse().map_err(|_| Problem::NotFound)
}
