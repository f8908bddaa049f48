//! A placement: where a child in care lives, who put them there, and for how long.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{AgencyId, PersonId, PlacementId};

/// Whether the placement was foreseen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlacementKind {
    /// Planned ahead.
    Planned,
    /// Made in an emergency.
    Unplanned,
}

/// Where the placement lies, seen from the area that this deployment serves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "where", rename_all = "snake_case")]
pub enum PlacementPlace {
    /// Our child, in our area.
    InArea,
    /// Our child, elsewhere.
    OutOfArea {
        /// The host authority.
        host_authority: String,
    },
    /// Another authority's child, in our area.
    PlacedHereByOther {
        /// The placing authority and how to reach it.
        placing_authority: String,
    },
}

/// A placement as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacementRecorded {
    /// The child.
    pub person: PersonId,
    /// Planned or not.
    pub kind: PlacementKind,
    /// When the child moves or moved in.
    pub start: Timestamp,
    /// Where.
    #[serde(flatten)]
    pub place: PlacementPlace,
    /// The home or carer's agency, where it takes part here.
    #[serde(default)]
    pub provider: Option<AgencyId>,
    /// The home's or carer's name and address.
    pub address: String,
}

/// What can happen to a placement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum PlacementEvent {
    /// It was recorded.
    Recorded(PlacementRecorded),
    /// The reviewing officer checked the placement plan (NP 7.15).
    PlanChecked {
        /// What was found.
        note: String,
    },
    /// It ended.
    Ended {
        /// Why.
        reason: String,
    },
}

impl PlacementEvent {
    /// The word that stands for the event in the ledger.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Recorded(_) => "placement_recorded",
            Self::PlanChecked { .. } => "placement_plan_checked",
            Self::Ended { .. } => "placement_ended",
        }
    }
}

/// A placement as its stream tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// Its id.
    pub id: PlacementId,
    /// What was recorded.
    pub recorded: PlacementRecorded,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// When the plan was checked, each time.
    pub plan_checked: Vec<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

impl Placement {
    /// The placement as first recorded.
    #[must_use]
    pub fn new(id: PlacementId, recorded_at: Timestamp, recorded: PlacementRecorded) -> Self {
        Self { id, recorded, recorded_at, plan_checked: Vec::new(), ended_at: None }
    }

    /// The placement after one more event.
    pub fn apply(&mut self, happened_at: Timestamp, event: &PlacementEvent) {
        match event {
            PlacementEvent::Recorded(recorded) => self.recorded = recorded.clone(),
            PlacementEvent::PlanChecked { .. } => self.plan_checked.push(happened_at),
            PlacementEvent::Ended { .. } => self.ended_at = Some(happened_at),
        }
    }

    /// Whether another authority placed the child here.
    #[must_use]
    pub fn is_placed_here_by_other(&self) -> bool {
        matches!(self.recorded.place, PlacementPlace::PlacedHereByOther { .. })
    }
}
