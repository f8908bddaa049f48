//! What is shown of a case: everything a page or the API needs, fetched under one permit and logged as one read.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use domain::{
    episode::{ClosesWith, Episode, GoverningPack, GradeRules},
    file::PersonFile,
    ids::{AccountId, AgencyId, EntryId, PersonId},
    incident::Incident,
    ledger::{Actor, Event, Stream},
    projection::EpisodeRow,
    protocol::{duty::State, event::EventKind, pack::Basis, untimed::TaskTimes},
};
use jiff::{SignedDuration, Timestamp};

use super::Past;
use crate::access::Action;

/// An episode with everything around it, as known at a moment: now, unless it says that it is past.
#[derive(Clone, Debug)]
pub struct EpisodeView {
    /// The person's whole file.
    pub file: Arc<PersonFile>,
    /// The episode.
    pub episode: Episode,
    /// Whose.
    pub person_id: PersonId,
    /// The version to name when recording: the sequence of the last entry about the person.
    pub version: i64,
    /// Its duties, by pack.
    pub duties: Vec<PackDuties>,
    /// What was recorded of it, the latest first.
    pub timeline: Vec<TimelineItem>,
    /// Everybody named in the timeline.
    pub actors: HashMap<AccountId, ActorName>,
    /// What the reader may do.
    pub may: Vec<Action>,
    /// Which grades may be given to this person now, and what each means, as the first governing pack says.
    pub grades: GradeRules,
    /// The agencies that take part in this deployment.
    pub agencies: HashMap<AgencyId, String>,
    /// The call that opened it.
    pub incidents: Vec<Incident>,
    /// With whom police decide to close it while the person is missing.
    pub closes_with: ClosesWith,
    /// The packs under which it could stand, each version with its title.
    pub packs: Vec<(GoverningPack, String)>,
    /// When a task without a time is due.
    pub task_times: TaskTimes,
    /// The tasks that the reader's agency settles.
    pub own_tasks: BTreeSet<EntryId>,
    /// The moment as of which all of this holds.
    pub now: Timestamp,
    /// Where that moment is past: what the view says of itself, and what it shows of today.
    pub past: Option<Past>,
}

impl EpisodeView {
    /// Whether the reader may do this.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        self.may.contains(&action)
    }
}

/// A person with their episodes, as known at a moment: now, unless it says that it is past.
#[derive(Clone, Debug)]
pub struct PersonView {
    /// The person's whole file.
    pub file: Arc<PersonFile>,
    /// Whose.
    pub person_id: PersonId,
    /// The version to name when recording.
    pub version: i64,
    /// Their episodes that the reader may see, the latest first.
    pub episodes: Vec<EpisodeRow>,
    /// What was recorded of the person and their placements, the latest first.
    pub timeline: Vec<TimelineItem>,
    /// Everybody named in the timeline.
    pub actors: HashMap<AccountId, ActorName>,
    /// What the reader may do.
    pub may: Vec<Action>,
    /// The agencies that take part in this deployment.
    pub agencies: HashMap<AgencyId, String>,
    /// The moment as of which all of this holds.
    pub now: Timestamp,
    /// Where that moment is past: what the view says of itself, and what it shows of today.
    pub past: Option<Past>,
}

impl PersonView {
    /// Whether the reader may do this.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        self.may.contains(&action)
    }
}

/// Somebody who recorded something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorName {
    /// Their name.
    pub name: String,
    /// The role of their account now; the entry itself says in which role it was recorded.
    pub role: String,
    /// Their agency's name.
    pub agency: String,
}

/// One entry as it stands, with what was changed about it.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineItem {
    /// The entry.
    pub entry: EntryId,
    /// What it is about.
    pub stream: Stream,
    /// Its place in the global order.
    pub sequence: i64,
    /// When it happened, corrected.
    pub happened_at: Timestamp,
    /// When it was entered.
    pub recorded_at: Timestamp,
    /// Who entered it.
    pub actor: Actor,
    /// What happened, corrected.
    pub event: Event,
    /// As it was first entered, where it was corrected.
    pub original: Option<Box<Original>>,
    /// The corrections, in the order recorded.
    pub corrections: Vec<CorrectionMade>,
    /// Whether the reader may correct it.
    pub correctable: Correctable,
}

/// An entry before it was corrected.
#[derive(Clone, Debug, PartialEq)]
pub struct Original {
    /// When it was said to have happened.
    pub happened_at: Timestamp,
    /// What was said to have happened.
    pub event: Event,
}

/// One correction of an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct CorrectionMade {
    /// The entry that corrects.
    pub entry: EntryId,
    /// When.
    pub recorded_at: Timestamp,
    /// By whom.
    pub actor: Actor,
    /// Why.
    pub reason: String,
}

/// Whether the reader may correct an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Correctable {
    /// They may.
    Yes,
    /// They may not.
    No,
}

/// The duties that one pack asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct PackDuties {
    /// The pack's id.
    pub pack: String,
    /// What people call it.
    pub title: String,
    /// Its version.
    pub version: String,
    /// The duties, in the order of the pack.
    pub duties: Vec<DutyView>,
}

/// A duty as it stands, with what the pack says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct DutyView {
    /// The duty's id in the pack.
    pub duty: String,
    /// What people call it.
    pub title: String,
    /// Of what it is owed, where one row gives several duties.
    pub of: Option<String>,
    /// Its number, where it is one of a series.
    pub sequence: Option<u32>,
    /// How it stands.
    pub state: State,
    /// When its clock started or will start.
    pub trigger_at: Timestamp,
    /// When it is or was due.
    pub due_at: Timestamp,
    /// The role whose it is.
    pub owner: String,
    /// The levels that it climbs while it is owed, each with until when it stays there; empty where it climbs none.
    pub levels: Vec<Level>,
    /// The role that chairs or chaired, if it is a meeting.
    pub chair: Option<String>,
    /// How it was met, where the pack tells ways apart.
    pub outcome: Option<String>,
    /// The trailing window, in days, that made the episode one too many.
    pub window_days: Option<i32>,
    /// The paragraph it comes from.
    pub source: String,
    /// Whether its time stands in the source.
    pub basis: Basis,
    /// How an unclear source was read.
    pub reading: Option<String>,
    /// Whether the source says at once, so that a screen reads "now".
    pub reads_as_now: bool,
    /// How long before the due time it counts as due soon.
    pub warn_before: SignedDuration,
    /// The kinds of event that would meet it.
    pub met_by: Vec<EventKind>,
    /// The kinds of event that bring its due time forward.
    pub brought_forward_by: Vec<EventKind>,
}

/// A level that a duty reaches while it is owed (NP 6.7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// The role that decides at it.
    pub role: String,
    /// Until when; nothing for the last.
    pub until: Option<Timestamp>,
}

impl DutyView {
    /// Whether somebody has to do it now.
    #[must_use]
    pub fn is_owed(&self) -> bool {
        match self.state {
            State::Open | State::Overdue => true,
            State::Pending | State::Met { .. } | State::MetLate { .. } | State::Lapsed | State::Missed => {
                false
            }
        }
    }

    /// Whether it is owed and its time has passed.
    #[must_use]
    pub fn is_overdue(&self) -> bool {
        self.state == State::Overdue
    }
}
