//! Rows for lists, worked out from a person's file alone: the store writes them in the transaction that appends the
//! entries, and a rebuild from the ledger gives the same bytes.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    agency::Agency,
    case_of::case_of,
    episode::{Episode, GoverningPack, Holding, Status, TaskSet, holdings, last_sighting},
    file::PersonFile,
    grants,
    ids::{AccountId, AgencyId, EpisodeId, IncidentId, PersonId},
    incident::Incident,
    messages::{self, MessageRow, Ruled},
    names,
    protocol::{
        calendar::Calendar,
        case::Case,
        duty::{Duty, State},
        engine::evaluate,
        next_change::next_change,
        pack::Pack,
        roles::Roles,
        untimed::TaskTimes,
    },
    risk::Grade,
    unidentified::still_sought,
};

/// What projecting needs to know besides the file: who takes part, and the packs in the versions that govern.
pub trait Surroundings {
    /// The agencies of this deployment.
    fn agencies(&self) -> &[Agency];

    /// A pack in the version named, with its calendar; nothing where it is not known.
    fn pack(&self, governing: &GoverningPack) -> Option<(&Pack, &Calendar)>;

    /// The roles that packs and accounts name.
    fn roles(&self) -> &Roles;

    /// When a task without a time is due in an episode: as the first of its packs says that says so.
    fn task_times(&self, episode: &Episode) -> TaskTimes {
        let packs = episode.governed_by.iter().filter_map(|governing| self.pack(governing));
        packs.filter_map(|(pack, _)| pack.task_times).next().unwrap_or_default()
    }
}

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
    /// The same, or the time missing that was closed while they were not found: who a body could be.
    pub sought_in: Option<EpisodeId>,
    /// The best likeness. Nothing where there is none.
    pub likeness: Option<Likeness>,
    /// Agencies that may see the record.
    pub granted_to: Vec<AgencyId>,
}

/// A likeness as lists name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Likeness {
    /// SHA-256 of the picture, in hexadecimal.
    pub digest: String,
    /// When it was taken, as far as anybody knows.
    pub taken_on: Option<Date>,
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
    /// Who holds it and to whom it is offered, for each agency that holds or offers it.
    pub holdings: Vec<Holding>,
    /// Whether they may have been under 18 when it began.
    pub child: Childhood,
    /// The force that has the case.
    pub lead_force: AgencyId,
    /// Agencies that may see it.
    pub granted_to: Vec<AgencyId>,
}

impl EpisodeRow {
    /// How an agency stands to the case, if it holds or offers it.
    #[must_use]
    pub fn holding_of(&self, agency: AgencyId) -> Option<&Holding> {
        self.holdings.iter().find(|holding| holding.agency == agency)
    }
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
    /// What is to be done, where no pack says it: the title of a task. Left out of what is written where it is empty, so
    /// that the rows of duties stay as they were.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The person whose it is, where a task has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
}

impl DutyRow {
    /// The word in place of a duty's id in the row of a task, which no pack asks for.
    pub const TASK: &'static str = "task";

    /// Whether it is a task, and no duty of a pack.
    #[must_use]
    pub fn is_task(&self) -> bool {
        self.pack.is_empty() && self.duty == Self::TASK
    }
}

/// An episode's rows, as evaluated at a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EpisodeProjection {
    /// The episode.
    pub row: EpisodeRow,
    /// Its duties.
    pub duties: Vec<DutyRow>,
    /// Its messages, in the order in which they were sent.
    pub messages: Vec<MessageRow>,
    /// The moment as of which the duties were worked out.
    pub evaluated_at: Timestamp,
    /// The next moment at which any duty changes or a message is to be sent if nothing more is recorded; nothing when
    /// none ever will.
    pub next_change_at: Option<Timestamp>,
}

/// What an append changes in the lists: the person's row, and the rows of those episodes that it touches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonProjection {
    /// The person.
    pub row: PersonRow,
    /// The episodes touched; others of the person keep their rows.
    pub episodes: Vec<EpisodeProjection>,
    /// The records that count in this one: they have no rows of their own.
    pub absorbed: Vec<PersonId>,
}

/// One call in lists: shown until it has ended in an episode or a reasoned other class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentRow {
    /// Which.
    pub incident: IncidentId,
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

/// The rows of a person and of those episodes that were touched, the duties as of a moment. The file is folded as known
/// at that moment.
#[must_use]
pub fn project(
    file: &PersonFile,
    touched: &BTreeSet<EpisodeId>,
    as_of: Timestamp,
    surroundings: &impl Surroundings,
) -> PersonProjection {
    let episodes = file
        .episodes
        .values()
        .filter(|episode| touched.contains(&episode.id))
        .map(|episode| project_episode(file, episode, as_of, surroundings))
        .collect();
    let absorbed: BTreeSet<PersonId> = file.absorbed.iter().map(|absorbed| absorbed.id).collect();
    PersonProjection {
        row: person_row(file, surroundings.agencies()),
        episodes,
        absorbed: absorbed.into_iter().collect(),
    }
}

/// The row of a call.
#[must_use]
pub fn project_incident(incident: &Incident, force: AgencyId) -> IncidentRow {
    IncidentRow {
        incident: incident.id,
        reported_at: incident.reported_at,
        log_number: incident.call.log_number.clone(),
        unfinished: if incident.is_unfinished() { Unfinished::Unfinished } else { Unfinished::Finished },
        force,
    }
}

/// The duties of one pack for an episode, and when they change next, as of a moment.
#[must_use]
pub fn duties_under<'a>(
    (pack, calendar): (&'a Pack, &Calendar),
    case: &'a Case,
    as_of: Timestamp,
) -> (Vec<Duty<'a>>, Option<Timestamp>) {
    (evaluate(pack, calendar, case, as_of), next_change(pack, calendar, case, as_of))
}

fn person_row(file: &PersonFile, agencies: &[Agency]) -> PersonRow {
    let details = &file.person.details;
    PersonRow {
        person: file.id,
        name: details.name.clone(),
        sort_key: names::sort_key(&details.name),
        born_latest: details.birth.latest(),
        born_earliest: details.birth.earliest(),
        missing_in: file.running_episode().map(|episode| episode.id),
        sought_in: still_sought(file).map(|episode| episode.id),
        likeness: file
            .person
            .likeness()
            .map(|photograph| Likeness { digest: photograph.digest.clone(), taken_on: photograph.taken_on }),
        granted_to: grants::of_person(file, agencies),
    }
}

fn project_episode(
    file: &PersonFile,
    episode: &Episode,
    as_of: Timestamp,
    surroundings: &impl Surroundings,
) -> EpisodeProjection {
    let mut ruled: Vec<Ruled<'_>> = Vec::new();
    let mut next_change_at: Option<Timestamp> = None;
    let case = case_of(file, episode.id);
    for governing in &episode.governed_by {
        let (Some(case), Some(rules)) = (&case, surroundings.pack(governing)) else {
            continue;
        };
        let (duties, next) = duties_under(rules, case, as_of);
        ruled.push(Ruled { id: &governing.pack, rules, case, duties });
        next_change_at = [next_change_at, next].into_iter().flatten().min();
    }
    let mut duties: Vec<DutyRow> = Vec::new();
    for ruled in &ruled {
        duties.extend(ruled.duties.iter().map(|duty| duty_row(ruled.id, duty)));
    }
    let times = surroundings.task_times(episode);
    duties.extend(episode.room.tasks.iter().map(|set| task_row(episode, set, as_of, &times)));
    let chains = messages::chains_under(file, episode, as_of, &ruled, surroundings);
    let next_message = messages::to_send(episode, &chains).first().map(|planned| planned.at);
    let next = [next_change_at, next_task_change(episode, as_of, &times), next_message];
    EpisodeProjection {
        row: episode_row(file, episode, surroundings.agencies()),
        duties,
        messages: messages::rows(episode, &chains),
        evaluated_at: as_of,
        next_change_at: next.into_iter().flatten().min(),
    }
}

fn duty_row(pack: &str, duty: &Duty<'_>) -> DutyRow {
    DutyRow {
        pack: pack.to_owned(),
        duty: duty.rule.id.0.clone(),
        of: duty.of.map_or_else(String::new, |of| of.as_str().to_owned()),
        sequence: duty.seq.map_or(0, i64::from),
        state: duty.state.name().to_owned(),
        trigger_at: duty.trigger,
        due_at: duty.due,
        owner: duty.owner.0.clone(),
        met_at: duty.met_at(),
        title: String::new(),
        account: None,
    }
}

/// A task in the list of duties: `of` the entry that set it.
fn task_row(episode: &Episode, set: &TaskSet, as_of: Timestamp, times: &TaskTimes) -> DutyRow {
    let state = set.state(episode, as_of, times);
    DutyRow {
        pack: String::new(),
        duty: DutyRow::TASK.to_owned(),
        of: set.entry.to_string(),
        sequence: 0,
        state: state.name().to_owned(),
        trigger_at: set.at,
        due_at: set.due_at(episode.grade(), times),
        owner: set.task.owner.role.clone(),
        met_at: match state {
            State::Met { at } | State::MetLate { at } => Some(at),
            State::Pending | State::Open | State::Overdue | State::Lapsed | State::Missed => None,
        },
        title: set.task.title.clone(),
        account: set.task.owner.account,
    }
}

/// The first instant after `as_of` at which an open task is overdue: the ledger's finest step after it was due.
fn next_task_change(episode: &Episode, as_of: Timestamp, times: &TaskTimes) -> Option<Timestamp> {
    let open = |set: &&TaskSet| set.state(episode, as_of, times) == State::Open;
    let due = episode.room.tasks.iter().filter(open).map(|set| set.due_at(episode.grade(), times)).min()?;
    due.saturating_add(SignedDuration::from_micros(1)).ok()
}

/// The row of an episode as its file has it.
#[must_use]
pub fn episode_row(file: &PersonFile, episode: &Episode, agencies: &[Agency]) -> EpisodeRow {
    let details = &file.person.details;
    EpisodeRow {
        episode: episode.id,
        person: file.id,
        reference: episode.id.reference(),
        name: details.name.clone(),
        sort_key: names::sort_key(&details.name),
        born_latest: details.birth.latest(),
        born_earliest: details.birth.earliest(),
        standing: match episode.status {
            Status::Missing if episode.unverified_return().is_some() => Standing::ReturnReported,
            Status::Missing => Standing::Missing,
            Status::Ended { .. } => Standing::Ended,
            Status::Closed { .. } => Standing::Closed,
        },
        grade: episode.grade(),
        missing_since: episode.start(),
        reported_at: episode.reported_at,
        ended_at: episode.ended_at(),
        last_seen: last_seen(file, episode),
        investigating_officer: episode.investigating_officer.clone().unwrap_or_default(),
        officer_deployed: episode.deployments.last().map_or_else(String::new, |(_, officer)| officer.clone()),
        holdings: holdings(&episode.room),
        child: grants::childhood(file, episode),
        lead_force: episode.opened.lead_force,
        granted_to: grants::of_episode(file, episode, agencies),
    }
}

/// Where the person was last seen: the place of the sighting to go by, else what the report says.
#[must_use]
pub fn last_seen(file: &PersonFile, episode: &Episode) -> String {
    let sighted = last_sighting(file, episode).and_then(|sighting| sighting.place);
    sighted.unwrap_or(&episode.report.last_seen).to_owned()
}
