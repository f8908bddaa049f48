//! A strategy meeting: arranged, held, its minutes circulated (NP 7.16-7.26).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{EpisodeId, MeetingId, PersonId};

/// Why a meeting is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "occasion", rename_all = "snake_case")]
pub enum Occasion {
    /// One of the series; counts for the earliest slot not yet met.
    Series,
    /// One of the series, for this slot.
    Slot {
        /// The slot's number, from 1.
        slot: u16,
    },
    /// Asked for by a professional, after a review or for significant risk: fills no slot.
    Called,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingHeld {
    /// Whose time missing it was about.
    pub episode: EpisodeId,
    /// Who that is.
    pub person: PersonId,
    /// Which meeting it was.
    #[serde(flatten)]
    pub occasion: Occasion,
    /// Who chaired, in words.
    pub chair: String,
    /// Who took part.
    pub attended: String,
    /// What was decided, and who does what by when.
    pub decisions: String,
    /// The date provisionally set for the next.
    #[serde(default)]
    pub next_on: Option<jiff::civil::Date>,
}

/// What can happen to a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum MeetingEvent {
    /// It was held.
    Held(MeetingHeld),
    /// Its minutes were circulated.
    MinutesCirculated {
        /// To whom.
        to: String,
    },
}

impl MeetingEvent {
    /// The word that stands for the event in the ledger.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Held(_) => "strategy_meeting_held",
            Self::MinutesCirculated { .. } => "minutes_circulated",
        }
    }
}

/// A meeting as its stream tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// Its id.
    pub id: MeetingId,
    /// When it was held.
    pub held_at: Timestamp,
    /// What was decided.
    pub held: MeetingHeld,
    /// When minutes were circulated, each time.
    pub minutes: Vec<Timestamp>,
}

impl Meeting {
    /// The meeting as first recorded.
    #[must_use]
    pub fn new(id: MeetingId, held_at: Timestamp, held: MeetingHeld) -> Self {
        Self { id, held_at, held, minutes: Vec::new() }
    }

    /// The meeting after one more event.
    pub fn apply(&mut self, happened_at: Timestamp, event: &MeetingEvent) {
        match event {
            MeetingEvent::Held(held) => self.held = held.clone(),
            MeetingEvent::MinutesCirculated { .. } => self.minutes.push(happened_at),
        }
    }
}
