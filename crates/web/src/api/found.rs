//! Who was found by a name, and why, as the API writes it.

use app::{How, MatchWhy, PersonHit};
use domain::person::CareBasis;
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Somebody, in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PersonItem {
    /// Who.
    pub(crate) person: Uuid,
    /// The name as recorded.
    pub(crate) name: String,
    /// The earliest day on which they can have been born.
    pub(crate) born_earliest: Option<Date>,
    /// The latest day on which they can have been born.
    pub(crate) born_latest: Option<Date>,
    /// The running episode, while they are missing.
    pub(crate) missing_in: Option<Uuid>,
    /// Since when they are missing, where the caller may see that.
    pub(crate) missing_since: Option<Timestamp>,
    /// How often they were missing before, of the times that the caller may see.
    pub(crate) missing_before: usize,
    /// When they were found dead, where the reader is told.
    pub(crate) found_dead_at: Option<Timestamp>,
    /// Where they live; empty where nobody has said.
    pub(crate) home_address: String,
    /// Where they are placed now, with whom; empty where they are not placed.
    pub(crate) placed_at: String,
    /// The authority elsewhere that placed them here, or in whose area they are placed; empty for a placement of our own.
    pub(crate) placed_by_or_in: String,
    /// Whether they are in care: `not_in_care`, `care_order`, `accommodated` or `care_leaver`.
    #[schema(value_type = String)]
    pub(crate) care: CareBasis,
    /// The social worker to whom they are allocated.
    pub(crate) worker: Option<String>,
    /// Why they were found, and what speaks against it.
    pub(crate) found_by: Vec<FoundBy>,
}

/// One reason why somebody was found.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FoundBy {
    /// How a word fits a name: `same`, `begins`, `spelt_nearly`, `written_otherwise`, `nickname`, `sounds_alike` or `initial`;
    /// `no_fit` for a word that is no name of theirs; else `order_swapped`, `age`, `age_nearly` or `place`.
    pub(crate) why: &'static str,
    /// The word as it was typed, for the reasons that are about a word.
    pub(crate) typed: Option<String>,
    /// The word of the name, or the place, as it is recorded.
    pub(crate) recorded: Option<String>,
    /// The whole name, where it is another than the one on their record.
    pub(crate) known_as: Option<String>,
}

impl From<MatchWhy> for FoundBy {
    fn from(why: MatchWhy) -> Self {
        let bare = |why| Self { why, typed: None, recorded: None, known_as: None };
        match why {
            MatchWhy::Word { typed, name, how, known_as } => {
                let why = match how {
                    How::Same => "same",
                    How::Begins => "begins",
                    How::SpeltNearly { .. } => "spelt_nearly",
                    How::OtherTransliteration => "written_otherwise",
                    How::Nickname => "nickname",
                    How::SoundsAlike => "sounds_alike",
                    How::Initial => "initial",
                };
                Self { why, typed: Some(typed), recorded: Some(name), known_as }
            }
            MatchWhy::NoFit { typed } => Self { typed: Some(typed), ..bare("no_fit") },
            MatchWhy::OrderSwapped => bare("order_swapped"),
            MatchWhy::AgeFits => bare("age"),
            MatchWhy::AgeNearly => bare("age_nearly"),
            MatchWhy::PlaceFits { place } => Self { recorded: Some(place), ..bare("place") },
        }
    }
}

impl From<PersonHit> for PersonItem {
    fn from(hit: PersonHit) -> Self {
        Self {
            person: hit.row.person.0,
            name: hit.row.name,
            born_earliest: hit.row.born_earliest,
            born_latest: hit.row.born_latest,
            missing_in: hit.row.missing_in.map(|episode| episode.0),
            missing_since: hit.known.missing_since,
            missing_before: hit.known.missing_before,
            found_dead_at: hit.known.found_dead,
            home_address: hit.known.home_address,
            placed_at: hit.known.placed_at,
            placed_by_or_in: hit.known.placed_by_or_in,
            care: hit.known.care,
            worker: hit.known.worker,
            found_by: hit.why.into_iter().map(Into::into).collect(),
        }
    }
}
