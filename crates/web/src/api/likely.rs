//! Who is likely the same as somebody reported, for programs.

use app::reports::{
    LikelyPerson, LikelyQuestion, Matter, Others, PossibleDuplicate, PossibleDuplicates, Reason, SaidTheSame,
    Strength, Weighing, Weighs,
};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::ids::PersonId;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::acting::RecordedItem;
use super::attempt::Key;
use super::body::Sent;
use super::caller::Caller;
use super::items::By;
use super::people::person;
use super::problem::ApiProblem;
use crate::acts::limits::{OTHERS_AT_MOST, TEXT_AT_MOST};
use crate::state::WebState;
use crate::views::likely::said;

/// Who is likely the same as one of those reported.
#[derive(Serialize, ToSchema)]
pub(crate) struct Likely {
    /// Which of the people reported, counted from 0.
    place: usize,
    /// Those on record, the likeliest first.
    people: Vec<LikelyItem>,
    /// Whether more people have such a name than are looked through: what else is known of whoever is reported makes them fewer.
    too_many: bool,
    /// Those reported before them in the same report, counted from 0.
    reported_as: Vec<usize>,
}

/// Somebody on record who is likely the same.
#[derive(Serialize, ToSchema)]
pub(crate) struct LikelyItem {
    /// Whose record it is.
    person: Uuid,
    /// The name as recorded.
    name: String,
    /// The earliest day on which they can have been born.
    born_earliest: Option<Date>,
    /// The latest day on which they can have been born.
    born_latest: Option<Date>,
    /// The running episode, while they are missing.
    missing_in: Option<Uuid>,
    /// `very_likely` or `possible`.
    strength: &'static str,
    /// What speaks for it and against it.
    reasons: Vec<ReasonItem>,
}

/// Something that speaks for two being one person, or against it.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReasonItem {
    /// The word for it.
    reason: &'static str,
    /// The same in a sentence's part.
    said: String,
}

impl From<LikelyQuestion> for Likely {
    fn from(question: LikelyQuestion) -> Self {
        Self {
            place: question.place,
            people: question.people.into_iter().map(Into::into).collect(),
            too_many: question.others == Others::TooManyToShow,
            reported_as: question.reported_as,
        }
    }
}

impl From<LikelyPerson> for LikelyItem {
    fn from(likely: LikelyPerson) -> Self {
        let row = likely.row;
        Self {
            person: row.person.0,
            name: row.name,
            born_earliest: row.born_earliest,
            born_latest: row.born_latest,
            missing_in: row.missing_in.map(|episode| episode.0),
            strength: word(likely.strength),
            reasons: reasons(&likely.reasons),
        }
    }
}

/// Records that may be of one person.
#[derive(Serialize, ToSchema)]
pub(crate) struct Duplicates {
    /// The likeliest first, fifty at most.
    items: Vec<DuplicateItem>,
    /// How many less likely ones there are besides.
    more: usize,
    /// Of how many records it is not worked out yet, after a start, whose they may be as well.
    not_compared: usize,
}

/// Two records that may be of one person.
#[derive(Serialize, ToSchema)]
pub(crate) struct DuplicateItem {
    /// The record made first.
    one: Uuid,
    /// Its name.
    one_name: String,
    /// The record made later.
    other: Uuid,
    /// Its name.
    other_name: String,
    /// `very_likely` or `possible`.
    strength: &'static str,
    /// What speaks for it and against it.
    reasons: Vec<ReasonItem>,
    /// Who last said that they are of one person; null where nobody did.
    said_the_same: Option<SaidTheSameItem>,
}

/// That somebody said of two records that they are of one person.
#[derive(Serialize, ToSchema)]
pub(crate) struct SaidTheSameItem {
    /// When.
    at: Timestamp,
    /// Who.
    by: By,
}

impl From<SaidTheSame> for SaidTheSameItem {
    fn from(said: SaidTheSame) -> Self {
        let SaidTheSame { at, by, name, agency } = said;
        let (account, role, agency_id) = (by.account.0, by.role, by.agency.0);
        Self { at, by: By { account, name, role, agency: agency_id, agency_name: agency } }
    }
}

impl From<PossibleDuplicate> for DuplicateItem {
    fn from(pair: PossibleDuplicate) -> Self {
        let [(one, _), (other, _)] = pair.records;
        Self {
            one: one.person.0,
            one_name: one.name,
            other: other.person.0,
            other_name: other.name,
            strength: word(pair.strength),
            reasons: reasons(&pair.reasons),
            said_the_same: pair.said_the_same.map(Into::into),
        }
    }
}

/// Two records weighed.
#[derive(Serialize, ToSchema)]
pub(crate) struct WeighingItem {
    /// `very_likely` or `possible`; null where too little agrees to ask.
    strength: Option<&'static str>,
    /// All weights together, in powers of two; null where the names are of two people, which no weight makes good.
    together: Option<f64>,
    /// Each matter that is compared.
    matters: Vec<MatterItem>,
    /// When it was last said that they are two people.
    told_apart: Option<Timestamp>,
}

/// What one matter says.
#[derive(Serialize, ToSchema)]
pub(crate) struct MatterItem {
    /// `name`, `birth`, `sex`, `address`, `telephone` or `carer`.
    matter: &'static str,
    /// `weighs`, `nothing` where it is compared and counts for nothing, `not_known`, or `two_people` where the names end the
    /// comparison.
    says: &'static str,
    /// In powers of two; less than nothing speaks against it.
    weight: f64,
    /// Why it weighs something.
    reason: Option<ReasonItem>,
}

impl From<&Weighing> for WeighingItem {
    fn from(weighing: &Weighing) -> Self {
        let matter = |(matter, weighs): &(Matter, Weighs)| {
            let (says, reason) = match weighs {
                Weighs::Says(_, reason) => ("weighs", Some(reason)),
                Weighs::Nothing => ("nothing", None),
                Weighs::NotKnown => ("not_known", None),
                Weighs::OfTwoPeople => ("two_people", None),
            };
            MatterItem {
                matter: matter.word(),
                says,
                weight: weighs.weight().bits(),
                reason: reason.map(Into::into),
            }
        };
        Self {
            strength: weighing.strength.map(word),
            together: weighing.together().map(|sum| sum.bits()),
            matters: weighing.matters.iter().map(matter).collect(),
            told_apart: weighing.told_apart,
        }
    }
}

impl From<&Reason> for ReasonItem {
    fn from(reason: &Reason) -> Self {
        Self { reason: reason.word(), said: said(reason) }
    }
}

/// That a record is of somebody else than others.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ToldApart {
    /// Whose records are of somebody else; 200 at most.
    #[schema(max_items = 200)]
    from: Vec<Uuid>,
    /// How that is known; 20,000 characters at most.
    #[schema(max_length = 20000)]
    reason: String,
}

/// Records that may be of one person
///
/// Every two of which nobody has said that they are of two people. The reading is logged as one list.
#[utoipa::path(
    get, path = "/api/v1/people/duplicates", operation_id = "possible_duplicates", tag = "people",
    responses((status = 200, description = "The pairs.", body = Duplicates)),
)]
pub(crate) async fn duplicates(
    State(state): State<WebState>,
    caller: Caller,
) -> Result<Json<Duplicates>, ApiProblem> {
    let PossibleDuplicates { pairs, more, not_compared } = state.app.possible_duplicates(&caller).await?;
    Ok(Json(Duplicates { items: pairs.into_iter().map(Into::into).collect(), more, not_compared }))
}

/// Say that records are of different people
///
/// The pairs are not listed again unless more comes to speak for their being one person.
#[utoipa::path(
    post, path = "/api/v1/people/{id}/apart", operation_id = "tell_apart", tag = "people",
    params(
        ("id" = Uuid, Path, description = "The person."),
        ("Idempotency-Key" = String, Header, description = "Names this attempt: a new one for each act, the same for each retry."),
    ),
    request_body = ToldApart,
    responses((status = 201, description = "It is recorded.", body = RecordedItem)),
)]
pub(crate) async fn tell_apart(
    State(state): State<WebState>,
    caller: Caller,
    Path(id): Path<String>,
    Key(key): Key,
    sent: Sent,
) -> Result<Response, ApiProblem> {
    let person = person(&id)?;
    state.app.may_tell_apart(&caller, person).await?;
    let records = json!({"type": "array", "maxItems": OTHERS_AT_MOST, "items": {"type": "string"}});
    let reason = json!({"type": "string", "maxLength": TEXT_AT_MOST});
    sent.within(&json!({"type": "object", "properties": {"from": records, "reason": reason}}))?;
    let said: ToldApart = sent.read()?;
    let from = said.from.into_iter().map(PersonId).collect();
    let recorded = state.app.tell_apart(&caller, person, from, said.reason, key).await?;
    Ok((StatusCode::CREATED, Json(RecordedItem::from(recorded))).into_response())
}

/// The word of a strength.
pub(crate) fn word(strength: Strength) -> &'static str {
    match strength {
        Strength::VeryLikely => "very_likely",
        Strength::Possible => "possible",
    }
}

/// Reasons, each with its word.
pub(crate) fn reasons(reasons: &[Reason]) -> Vec<ReasonItem> {
    reasons.iter().map(Into::into).collect()
}
