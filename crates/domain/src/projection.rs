//! Rows for lists, worked out from a person's file alone: the store writes them in the transaction that appends the
//! entries, and a rebuild from the ledger gives the same bytes.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    ids::{AgencyId, EpisodeId, PersonId},
    risk::Grade,
};

/// One person in lists and searches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow {
    /// Who.
    pub person: PersonId,
    /// The name as recorded.
    pub name: String,
    /// The name as lists sort it.
    pub sort_key: String,
    /// The latest day on which they can have been born.
    pub born_latest: Option<Date>,
    /// The earliest day on which they can have been born.
    pub born_earliest: Option<Date>,
    /// The running episode, while they are missing.
    pub missing_in: Option<EpisodeId>,
    /// Words that a search finds the person by: parts of names, and how they sound.
    pub search_keys: Vec<String>,
    /// Agencies that may see the record.
    pub granted_to: Vec<AgencyId>,
}

/// Where an episode stands, as lists show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Missing.
    Missing,
    /// Somebody says that the person is back; nobody has verified it.
    ReturnReported,
    /// Ended: what outlives the episode is still owed.
    Ended,
    /// Closed.
    Closed,
}

impl Standing {
    /// Every standing.
    pub const ALL: [Self; 4] = [Self::Missing, Self::ReturnReported, Self::Ended, Self::Closed];

    /// The word in rows, filters and catalogue.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::ReturnReported => "return_reported",
            Self::Ended => "ended",
            Self::Closed => "closed",
        }
    }
}

/// One episode in lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EpisodeRow {
    /// Which.
    pub episode: EpisodeId,
    /// Whose.
    pub person: PersonId,
    /// The short reference.
    pub reference: String,
    /// The person's name.
    pub name: String,
    /// The name as lists sort it.
    pub sort_key: String,
    /// The latest day on which they can have been born.
    pub born_latest: Option<Date>,
    /// The earliest day on which they can have been born.
    pub born_earliest: Option<Date>,
    /// Where it stands.
    pub standing: Standing,
    /// The grade in force.
    pub grade: Option<Grade>,
    /// Since when missing.
    pub missing_since: Timestamp,
    /// When police were told.
    pub reported_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Where last seen.
    pub last_seen: String,
    /// The investigating officer; empty while nobody is appointed.
    pub investigating_officer: String,
    /// The officer sent last; empty while nobody is deployed.
    pub officer_deployed: String,
    /// Whether they may have been under 18 when it began.
    pub child: Childhood,
    /// The force that has the case.
    pub lead_force: AgencyId,
    /// Agencies that may see it.
    pub granted_to: Vec<AgencyId>,
}

/// Whether somebody is treated as a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Childhood {
    /// Under 18, or may be.
    Child,
    /// Eighteen or older.
    Adult,
}

/// One duty in lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyRow {
    /// The pack that asks for it.
    pub pack: String,
    /// The duty's id in the pack.
    pub duty: String,
    /// What it is `of`, where the pack has it per something; empty otherwise.
    pub of: String,
    /// Its place in a series; 0 outside one.
    pub sequence: i64,
    /// The word of its state.
    pub state: String,
    /// When it was or will be triggered.
    pub trigger_at: Timestamp,
    /// When it is due.
    pub due_at: Timestamp,
    /// The role that owns it.
    pub owner: String,
    /// When it was done.
    pub met_at: Option<Timestamp>,
}

/// An episode's rows, as evaluated at a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EpisodeProjection {
    /// The episode.
    pub row: EpisodeRow,
    /// Its duties.
    pub duties: Vec<DutyRow>,
    /// The moment as of which the duties were worked out.
    pub evaluated_at: Timestamp,
    /// The next moment at which any duty changes if nothing more is recorded; nothing when none ever will.
    pub next_change_at: Option<Timestamp>,
}

/// What an append changes in the lists: the person's row, and the rows of those episodes that it touches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonProjection {
    /// The person.
    pub row: PersonRow,
    /// The episodes touched; others of the person keep their rows.
    pub episodes: Vec<EpisodeProjection>,
}

/// One call in lists: shown until it has ended in an episode or a reasoned other class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentRow {
    /// Which.
    pub incident: crate::ids::IncidentId,
    /// When the call came in.
    pub reported_at: Timestamp,
    /// The command-and-control log number.
    pub log_number: String,
    /// Whether it is still owed a decision or an episode.
    pub unfinished: Unfinished,
    /// The force that took it.
    pub force: AgencyId,
}

/// Whether a call is still owed a decision or an episode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unfinished {
    /// Owed.
    Unfinished,
    /// Finished.
    Finished,
}
