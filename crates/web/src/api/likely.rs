//! Who is likely the same as somebody reported, for programs.

use app::reports::{LikelyPerson, LikelyQuestion, Reason, Strength};
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::views::likely::said;

/// Who is likely the same as one of those reported.
#[derive(Serialize, ToSchema)]
pub(crate) struct Likely {
    /// Which of the people reported, counted from 0.
    place: usize,
    /// Those on record, the likeliest first.
    people: Vec<LikelyItem>,
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

/// The word of a strength.
pub(crate) fn word(strength: Strength) -> &'static str {
    match strength {
        Strength::VeryLikely => "very_likely",
        Strength::Possible => "possible",
    }
}

/// Reasons, each with its word.
pub(crate) fn reasons(reasons: &[Reason]) -> Vec<ReasonItem> {
    reasons.iter().map(|reason| ReasonItem { reason: reason.word(), said: said(reason) }).collect()
}
