//! What somebody records: one type for pages, API and policies.

use domain::{
    episode::{EpisodeEvent, Owner},
    ids::{EntryId, EpisodeId, MeetingId, PersonId, PlacementId},
    ledger::{Correction, Event},
    meeting::MeetingHeld,
    person::PersonEvent,
    placement::PlacementRecorded,
    unidentified::UnidentifiedEvent,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::access::Action;

/// Why a record is read. Kept with every read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// To find somebody, keep them safe, or learn from it: the work itself.
    #[default]
    Casework,
    /// To learn who has read it and when.
    Oversight,
}

impl Purpose {
    /// The word in the read log and in policies.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Casework => "casework",
            Self::Oversight => "oversight",
        }
    }
}

/// Names one attempt to record something: sent again with the same key it is recorded once.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// The longest key taken.
    pub const CHARACTERS_AT_MOST: usize = 128;

    /// A key as a client sent it: printable ASCII of at most [`Self::CHARACTERS_AT_MOST`]; nothing else is one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (1..=Self::CHARACTERS_AT_MOST).contains(&text.len());
        (fits && text.bytes().all(|byte| byte.is_ascii_graphic())).then(|| Self(text.to_owned()))
    }

    /// A new key, for a form about to be shown.
    #[must_use]
    pub fn fresh() -> Self {
        Self(uuid::Uuid::now_v7().to_string())
    }

    /// As it is written into a form or sent in a header.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Something that somebody says happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "act", content = "with", rename_all = "snake_case")]
#[expect(
    clippy::large_enum_variant,
    reason = "the details of a person are the largest, and an act is held one at a time"
)]
pub enum Act {
    /// In the episode. A grade's wording in force is left empty: deciding fills it in.
    Episode(EpisodeEvent),
    /// A strategy meeting was held. Its episode and person are set to those it is recorded on.
    HoldMeeting(MeetingHeld),
    /// Tasks of a list were set, each an entry of its own.
    UseTaskList {
        /// The list, as `protocols/task-lists.toml` names it.
        list: String,
        /// Which of its tasks.
        tasks: Vec<String>,
        /// Who is to do them all; each by its own role where nobody is chosen.
        owner: Option<Owner>,
    },
    /// The minutes of a meeting were circulated.
    CirculateMinutes {
        /// Which meeting.
        meeting: MeetingId,
        /// To whom.
        to: String,
    },
    /// An earlier entry was wrong: one of the episode, its meetings, or the person's record and placements.
    Correct(Correction),
    /// The person's record changed.
    Person(PersonEvent),
    /// Of somebody who cannot be named; recorded on their record, and never on a case or a person's.
    Unidentified(UnidentifiedEvent),
    /// The child moved or moves in somewhere.
    RecordPlacement(PlacementRecorded),
    /// The reviewing officer checked the placement plan.
    CheckPlacementPlan {
        /// Which placement.
        placement: PlacementId,
        /// What was found.
        note: String,
    },
    /// A placement ended.
    EndPlacement {
        /// Which.
        placement: PlacementId,
        /// Why.
        reason: String,
    },
}

impl Act {
    /// The word of the event that it records, which is also the word of its action in the policies.
    #[must_use]
    pub fn word(&self) -> &'static str {
        self.action().word()
    }

    /// The event of the episode that it records, or that a correction makes of the entry.
    pub(super) fn episode_event(&self) -> Option<&EpisodeEvent> {
        match self {
            Self::Episode(event) => Some(event),
            Self::Correct(correction) => correction.event.as_deref().and_then(Event::episode),
            Self::HoldMeeting(_)
            | Self::UseTaskList { .. }
            | Self::CirculateMinutes { .. }
            | Self::Person(_)
            | Self::Unidentified(_)
            | Self::RecordPlacement(_)
            | Self::CheckPlacementPlan { .. }
            | Self::EndPlacement { .. } => None,
        }
    }

    /// What a policy decides on. A correction is decided on as such, and as what it corrects.
    #[must_use]
    pub fn action(&self) -> Action {
        match self {
            Self::Episode(event) => Action::recording_on_episode(event),
            Self::HoldMeeting(_) => Action::MeetingHeld,
            Self::UseTaskList { .. } => Action::TaskListUsed,
            Self::CirculateMinutes { .. } => Action::MinutesCirculated,
            Self::Correct(_) => Action::Corrected,
            Self::Person(event) => Action::recording_on_person(event),
            Self::Unidentified(event) => Action::recording_on_unidentified(event),
            Self::RecordPlacement(_) => Action::PlacementRecorded,
            Self::CheckPlacementPlan { .. } => Action::PlacementPlanChecked,
            Self::EndPlacement { .. } => Action::PlacementEnded,
        }
    }
}

/// What whoever records something had seen of the file. What others recorded on the same matter since is shown to them first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// The file up to a version that they were shown.
    UpTo(i64),
    /// All that matters: what they say contradicts nobody, whatever was recorded meanwhile. Said in the code, never sent.
    Everything,
}

impl Seen {
    /// Whether an entry at that place in the global order was there when they looked.
    pub(super) fn covers(self, sequence: i64) -> bool {
        match self {
            Self::UpTo(version) => sequence <= version,
            Self::Everything => true,
        }
    }
}

/// Something to be recorded from an episode.
#[derive(Clone, Debug, PartialEq)]
pub struct Recording {
    /// The episode.
    pub episode: EpisodeId,
    /// What happened.
    pub act: Act,
    /// When it happened; now where nothing is said.
    pub happened_at: Option<Timestamp>,
    /// What the user saw ([`EpisodeView::version`](super::EpisodeView)).
    pub seen: Seen,
    /// Names the attempt.
    pub key: IdempotencyKey,
}

/// Something to be recorded from a person's record.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordingOnPerson {
    /// The person.
    pub person: PersonId,
    /// What happened: about the person, a placement, or a correction of an entry about either.
    pub act: Act,
    /// When it happened; now where nothing is said.
    pub happened_at: Option<Timestamp>,
    /// What the user saw ([`PersonView::version`](super::PersonView)).
    pub seen: Seen,
    /// Names the attempt.
    pub key: IdempotencyKey,
}

/// What was said of others on record who are likely the same, where an act gives somebody another name or birth.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfOthers {
    /// Whose records are of somebody else.
    pub apart: Vec<PersonId>,
    /// How that is known; needed where somebody is told apart.
    pub reason: String,
    /// Whose records are of the same person: an entry says who said so. The pair then stands in the list of possible duplicates,
    /// where whoever answers for the records merges them.
    pub same: Vec<PersonId>,
    /// Whose records may be, and nothing more is said of them. The pair stands in the same list.
    pub may_be: Vec<PersonId>,
}

/// What was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The entry.
    pub entry: EntryId,
    /// The version of the file with it.
    pub version: i64,
    /// Its place in the global order.
    pub sequence: i64,
}
