//! Two records of one person: compared, merged, and separated again.

use std::collections::BTreeMap;

use app::merging::{
    CaseChange, Comparison, Consequences, DetailsSince, DutyChange, MergeDecided, SeenBoth, Separation,
    SeparationDecided, ShareChange, Sight,
};
use app::unidentified::NamesEither;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{
    file::PersonFile,
    ids::{EpisodeId, PersonId},
    merging::{AbsorbedRecord, Proposal},
    projection::DutyRow,
    unidentified::CandidateStanding,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::attempt::{Key, Seen, etag};
use super::body::Sent;
use super::caller::Caller;
use super::likely::{SaidTheSameItem, WeighingItem};
use super::people::person;
use super::problem::ApiProblem;
use super::reports::details_schema;
use crate::acts::limits::TEXT_AT_MOST;
use crate::state::WebState;

/// A record that counts in another.
#[derive(Serialize, ToSchema)]
pub(crate) struct AbsorbedItem {
    /// Which record.
    person: Uuid,
    /// Into which it was merged.
    into: Uuid,
    /// The entry that says so.
    entry: Uuid,
    /// When.
    at: Timestamp,
    /// By whose account.
    by: Uuid,
    /// In which role.
    role: String,
    /// Why.
    reason: String,
}

impl From<&AbsorbedRecord> for AbsorbedItem {
    fn from(record: &AbsorbedRecord) -> Self {
        Self {
            person: record.id.0,
            into: record.into.0,
            entry: record.entry.0,
            at: record.at,
            by: record.by.account.0,
            role: record.by.role.clone(),
            reason: record.reason.clone(),
        }
    }
}

/// Two records side by side.
#[derive(Serialize, ToSchema)]
pub(crate) struct ComparisonItem {
    /// The record that would go on.
    here: RecordItem,
    /// The other.
    there: RecordItem,
    /// What speaks against their being one person: `born-far-apart`, `sex`, `seen-at-once`, `missing-at-once`, `both-dead`,
    /// `alive-after-death`.
    conflicts: Vec<&'static str>,
    /// What speaks for their being one person and against it, weighed.
    weighing: WeighingItem,
    /// Who last said that they are of one person; null where nobody did.
    said_the_same: Option<SaidTheSameItem>,
    /// What would be known of the person: what the first record says, and the other where it says nothing.
    #[schema(value_type = Object)]
    suggested: Value,
    /// Where both are missing: their two cases, of which one has to be named as `goes_on_in`.
    both_missing: Vec<Uuid>,
    /// What would change.
    consequences: ConsequencesItem,
    /// Unidentified people whom either is said to be or not to be, which after the merge counts for both; empty to whoever does
    /// not decide about that.
    unidentified: Vec<NamesItem>,
    /// The moment as of which all of this holds.
    as_of: Timestamp,
}

/// Somebody unidentified whom one of two records is said to be or not to be.
#[derive(Serialize, ToSchema)]
pub(crate) struct NamesItem {
    /// The record of whoever was found.
    unidentified: Uuid,
    /// Where the record that would go on stands, in the words of a candidate; null where nobody has named it.
    here: Option<&'static str>,
    /// Where the other stands; null where nobody has named it.
    there: Option<&'static str>,
    /// Whether that can hold of one person: `yes`, `excluded-and-possible` or `said-to-be-two`.
    agrees: &'static str,
}

impl From<&NamesEither> for NamesItem {
    fn from(names: &NamesEither) -> Self {
        let word = |stands: &Option<CandidateStanding>| stands.as_ref().map(CandidateStanding::word);
        Self {
            unidentified: names.unidentified.0,
            here: word(&names.here),
            there: word(&names.there),
            agrees: names.agrees.word(),
        }
    }
}

/// A record as it stands by itself.
#[derive(Serialize, ToSchema)]
pub(crate) struct RecordItem {
    /// Whose.
    person: Uuid,
    /// The version to name when merging; null where it is not for deciding on.
    version: Option<i64>,
    /// What is known, under the names of the act `person_details_changed`.
    #[schema(value_type = Object)]
    details: Value,
    /// The markers held.
    markers: Vec<&'static str>,
    /// The cases.
    episodes: Vec<Uuid>,
}

impl RecordItem {
    fn of(file: &PersonFile, version: Option<i64>) -> Self {
        Self {
            person: file.id.0,
            version,
            details: serde_json::to_value(&file.person.details).unwrap_or(json!({})),
            markers: file.person.markers.iter().map(|(_, marker)| marker.marker.word()).collect(),
            episodes: file.episodes.keys().map(|id| id.0).collect(),
        }
    }
}

/// What will change.
#[derive(Serialize, ToSchema)]
pub(crate) struct ConsequencesItem {
    /// Each case of which anything changes.
    cases: Vec<CaseChangeItem>,
    /// Each agency that will see of a record what it did not, or no longer what it did.
    shares: Vec<ShareItem>,
}

/// What changes of one case.
#[derive(Serialize, ToSchema)]
pub(crate) struct CaseChangeItem {
    /// Which.
    episode: Uuid,
    /// How it stands.
    standing: &'static str,
    /// How it will stand.
    standing_then: &'static str,
    /// Its duties that will be otherwise.
    duties: Vec<DutyChangeItem>,
    /// Agencies that will see it and do not now.
    seen_by: Vec<Uuid>,
    /// Agencies that see it now and will not.
    lost_by: Vec<Uuid>,
}

/// What becomes of a duty.
#[derive(Serialize, ToSchema)]
pub(crate) struct DutyChangeItem {
    /// `begins`, `ends` or `stands`: it will stand otherwise.
    change: &'static str,
    /// The pack; empty for a task.
    pack: String,
    /// The duty in it.
    duty: String,
    /// Its state, as it is or will be.
    state: String,
    /// When it is due, as it is or will be.
    due_at: Timestamp,
    /// The role that owns it.
    owner: String,
}

/// What becomes of an agency's sight of a record.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShareItem {
    /// Whose record.
    person: Uuid,
    /// Which agency.
    agency: Uuid,
    /// `begins` or `ends`.
    sight: &'static str,
}

impl From<&Consequences> for ConsequencesItem {
    fn from(consequences: &Consequences) -> Self {
        Self {
            cases: consequences.cases.iter().map(case).collect(),
            shares: consequences.shares.iter().map(share).collect(),
        }
    }
}

fn case(change: &CaseChange) -> CaseChangeItem {
    CaseChangeItem {
        episode: change.after.episode.0,
        standing: change.before.standing.word(),
        standing_then: change.after.standing.word(),
        duties: change.duties.iter().map(duty).collect(),
        seen_by: change.seen_by.iter().map(|agency| agency.0).collect(),
        lost_by: change.lost_by.iter().map(|agency| agency.0).collect(),
    }
}

fn duty(change: &DutyChange) -> DutyChangeItem {
    let item = |change, row: &DutyRow| DutyChangeItem {
        change,
        pack: row.pack.clone(),
        duty: row.duty.clone(),
        state: row.state.clone(),
        due_at: row.due_at,
        owner: row.owner.clone(),
    };
    match change {
        DutyChange::Begins(row) => item("begins", row),
        DutyChange::Ends(row) => item("ends", row),
        DutyChange::Stands { after, .. } => item("stands", after),
    }
}

fn share(share: &ShareChange) -> ShareItem {
    let sight = match share.sight {
        Sight::Begins => "begins",
        Sight::Ends => "ends",
    };
    ShareItem { person: share.record.0, agency: share.agency.0, sight }
}

impl From<Comparison> for ComparisonItem {
    fn from(comparison: Comparison) -> Self {
        Self {
            here: RecordItem::of(&comparison.here, Some(comparison.seen.here)),
            there: RecordItem::of(&comparison.there, Some(comparison.seen.there)),
            conflicts: comparison.conflicts.iter().map(domain::merging::Conflict::word).collect(),
            weighing: (&comparison.weighing).into(),
            said_the_same: comparison.said_the_same.clone().map(Into::into),
            suggested: serde_json::to_value(&comparison.suggested).unwrap_or(json!({})),
            both_missing: comparison.both_missing.iter().flatten().map(|id| id.0).collect(),
            consequences: (&comparison.consequences).into(),
            unidentified: comparison.unidentified.iter().map(Into::into).collect(),
            as_of: comparison.now,
        }
    }
}

/// Compare two records
///
/// Both side by side, what speaks against one person, and what merging them would change. `ETag` is the version of the first,
/// to name in `If-Match` when merging. Both readings are logged.
#[utoipa::path(
    get, path = "/api/v1/people/{id}/merges/{other}", operation_id = "compare_records", tag = "people",
    params(
        ("id" = Uuid, Path, description = "The record that would go on."),
        ("other" = Uuid, Path, description = "The record that would be absorbed."),
    ),
    responses((status = 200, description = "Both records.", body = ComparisonItem,
        headers(("ETag" = String, description = "The version of the first, in double quotes.")))),
)]
pub(crate) async fn compare(
    State(state): State<WebState>,
    caller: Caller,
    Path((id, other)): Path<(String, String)>,
) -> Result<Response, ApiProblem> {
    let comparison = state.app.compare_records(&caller, person(&id)?, person(&other)?).await?;
    let version = etag(comparison.seen.here);
    Ok(([(header::ETAG, version)], Json(ComparisonItem::from(comparison))).into_response())
}

/// A decision that two records are of one person.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MergeBody {
    /// The version of the other record that was seen.
    other_version: u64,
    /// Of what is known: the fields that are otherwise than suggested, under the names of the act `person_details_changed`.
    #[serde(default)]
    #[schema(value_type = Object)]
    details: BTreeMap<String, Value>,
    /// Where both are missing: the case that goes on.
    #[serde(default)]
    goes_on_in: Option<Uuid>,
    /// Why they are one person; 20,000 characters at most.
    #[schema(max_length = 20000)]
    reason: String,
}

/// What was decided.
#[derive(Serialize, ToSchema)]
pub(crate) struct MergedItem {
    /// The record that goes on.
    person: Uuid,
    /// The entry in it.
    entry: Uuid,
}

/// Merge two records
///
/// The other record counts in the first from then on; nothing moves, and it can be undone at any time. Sent again with its key it
/// is done once and answered alike.
#[utoipa::path(
    post, path = "/api/v1/people/{id}/merges/{other}", operation_id = "merge_records", tag = "people",
    params(
        ("id" = Uuid, Path, description = "The record that goes on."),
        ("other" = Uuid, Path, description = "The record that is absorbed."),
        ("If-Match" = String, Header, description = "The version of the first record that was seen, in double quotes."),
        ("Idempotency-Key" = String, Header, description = "Names this attempt."),
    ),
    request_body = MergeBody,
    responses((status = 201, description = "They are one record.", body = MergedItem)),
)]
pub(crate) async fn merge(
    State(state): State<WebState>,
    caller: Caller,
    Path((id, other)): Path<(String, String)>,
    Seen(seen): Seen,
    Key(key): Key,
    sent: Sent,
) -> Result<Response, ApiProblem> {
    let (here, there) = (person(&id)?, person(&other)?);
    let suggested = match state.app.compare_records(&caller, here, there).await {
        Ok(comparison) => comparison.suggested,
        // Done before, under this key or another: which, the act itself says.
        Err(app::Trouble::Refused(domain::refusal::Refusal::SameRecord)) => {
            domain::person::PersonDetails::default()
        }
        Err(trouble) => return Err(trouble.into()),
    };
    sent.within(&json!({"type": "object", "properties": {
        "other_version": {"type": "integer"},
        "details": details_schema(),
        "goes_on_in": {"type": "string"},
        "reason": {"type": "string", "maxLength": TEXT_AT_MOST},
    }}))?;
    let body: MergeBody = sent.read()?;
    let details = with(&suggested, &body.details)?;
    let proposal = Proposal {
        details,
        goes_on_in: body.goes_on_in.map(EpisodeId),
        reason: body.reason.trim().to_owned(),
    };
    let there_seen = i64::try_from(body.other_version).map_err(|_| crate::problem::Problem::Unreadable)?;
    let seen = SeenBoth { here: seen, there: there_seen };
    let merged = state.app.merge_records(&caller, MergeDecided { here, there, seen, proposal, key }).await?;
    let item = MergedItem { person: merged.survivor.0, entry: merged.entry.0 };
    Ok((StatusCode::CREATED, Json(item)).into_response())
}

/// What is suggested, with the fields that were sent in place of its own.
fn with(
    suggested: &domain::person::PersonDetails,
    sent: &BTreeMap<String, Value>,
) -> Result<domain::person::PersonDetails, ApiProblem> {
    let mut whole = serde_json::to_value(suggested).unwrap_or(json!({}));
    if let Some(fields) = whole.as_object_mut() {
        fields.extend(sent.iter().map(|(name, value)| (name.clone(), value.clone())));
    }
    serde_json::from_value(whole).map_err(|_| ApiProblem::from(crate::problem::Problem::Unreadable))
}

/// What a separation would mean.
#[derive(Serialize, ToSchema)]
pub(crate) struct SeparationItem {
    /// The record that goes on, as it would be.
    here: RecordItem,
    /// The other, as it would be.
    there: RecordItem,
    /// How many entries about the person were recorded meanwhile; they stay in the record that goes on.
    recorded_since: usize,
    /// Whether the details were changed meanwhile, and so have to be looked at.
    details_changed: bool,
    /// What would change.
    consequences: ConsequencesItem,
    /// The moment as of which all of this holds.
    as_of: Timestamp,
}

impl From<Separation> for SeparationItem {
    fn from(separation: Separation) -> Self {
        let [here, there] = &separation.apart;
        Self {
            here: RecordItem::of(here, None),
            there: RecordItem::of(there, None),
            recorded_since: separation.recorded_since,
            details_changed: separation.details == DetailsSince::Changed,
            consequences: (&separation.consequences).into(),
            as_of: separation.now,
        }
    }
}

/// See what separating two records would change
///
/// `ETag` is the version to name in `If-Match` when separating. The reading is logged.
#[utoipa::path(
    get, path = "/api/v1/people/{id}/merges/{other}/separation", operation_id = "separation_of", tag = "people",
    params(
        ("id" = Uuid, Path, description = "The record that goes on."),
        ("other" = Uuid, Path, description = "The record that was absorbed."),
    ),
    responses((status = 200, description = "Both as they would be.", body = SeparationItem,
        headers(("ETag" = String, description = "The version, in double quotes.")))),
)]
pub(crate) async fn separation(
    State(state): State<WebState>,
    caller: Caller,
    Path((id, other)): Path<(String, String)>,
) -> Result<Response, ApiProblem> {
    let separation = state.app.separation_of(&caller, person(&id)?, person(&other)?).await?;
    let version = etag(separation.version);
    Ok(([(header::ETAG, version)], Json(SeparationItem::from(separation))).into_response())
}

/// Why two records are of two people.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SeparationBody {
    /// Why; 20,000 characters at most.
    #[schema(max_length = 20000)]
    reason: String,
}

/// Separate two records
///
/// Each stands by itself again as it was; what was recorded meanwhile stays where it was recorded. Sent again with its key it is
/// done once and answered alike.
#[utoipa::path(
    post, path = "/api/v1/people/{id}/merges/{other}/separation", operation_id = "separate_records", tag = "people",
    params(
        ("id" = Uuid, Path, description = "The record that goes on."),
        ("other" = Uuid, Path, description = "The record that was absorbed."),
        ("If-Match" = String, Header, description = "The version that was seen, in double quotes."),
        ("Idempotency-Key" = String, Header, description = "Names this attempt."),
    ),
    request_body = SeparationBody,
    responses((status = 201, description = "They are two records.", body = MergedItem)),
)]
pub(crate) async fn separate(
    State(state): State<WebState>,
    caller: Caller,
    Path((id, other)): Path<(String, String)>,
    Seen(seen): Seen,
    Key(key): Key,
    sent: Sent,
) -> Result<Response, ApiProblem> {
    let (who, other): (PersonId, PersonId) = (person(&id)?, person(&other)?);
    state.app.may_separate(&caller, who).await?;
    sent.within(&json!({"type": "object", "properties": {
        "reason": {"type": "string", "maxLength": TEXT_AT_MOST},
    }}))?;
    let SeparationBody { reason } = sent.read()?;
    let reason = reason.trim().to_owned();
    let decided = SeparationDecided { person: who, other, seen, reason, key };
    let separated = state.app.separate_records(&caller, decided).await?;
    let item = MergedItem { person: separated.survivor.0, entry: separated.entry.0 };
    Ok((StatusCode::CREATED, Json(item)).into_response())
}
