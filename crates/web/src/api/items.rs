//! What answers are made of. Fields are only ever added: a program that reads today's answers reads tomorrow's.

use std::collections::HashMap;

use app::cases::{ActorName, CorrectionMade, DutyView, Level, Original, PackDuties, TimelineItem};
use app::{Correctable, WorkItem};
use domain::episode::Holding;
use domain::ids::{AccountId, AgencyId};
use domain::ledger::{Actor, Event};
use domain::projection::{Childhood, DutyRow, EpisodeRow, IncidentRow, Unfinished};
use domain::protocol::{duty::State, pack::Basis};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// One time missing, in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct EpisodeItem {
    /// Which.
    pub(crate) episode: Uuid,
    /// Whose.
    pub(crate) person: Uuid,
    /// The short reference that is read aloud on the telephone.
    pub(crate) reference: String,
    /// The person's name.
    pub(crate) name: String,
    /// The earliest day on which they can have been born.
    pub(crate) born_earliest: Option<Date>,
    /// The latest day on which they can have been born.
    pub(crate) born_latest: Option<Date>,
    /// `child` where they may have been under 18 when it began, else `adult`.
    pub(crate) age: &'static str,
    /// `missing`, `return_reported` (and not verified), `ended` or `closed`.
    pub(crate) standing: &'static str,
    /// The grade in force: `high`, `medium`, `low`, `no_apparent_risk`; null while nobody has graded.
    pub(crate) grade: Option<&'static str>,
    /// Since when missing.
    pub(crate) missing_since: Timestamp,
    /// When police were told.
    pub(crate) reported_at: Timestamp,
    /// When it ended.
    pub(crate) ended_at: Option<Timestamp>,
    /// Where last seen.
    pub(crate) last_seen: String,
    /// The investigating officer; null while nobody is appointed.
    pub(crate) investigating_officer: Option<String>,
    /// The officer sent last; null while nobody was sent.
    pub(crate) officer_deployed: Option<String>,
    /// The agency that has the case.
    pub(crate) lead_force: Uuid,
    /// Who holds the case and to whom it is offered, for each agency that holds or offers it.
    pub(crate) holdings: Vec<HoldingItem>,
}

/// How an agency stands to a case.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct HoldingItem {
    /// The agency.
    pub(crate) agency: Uuid,
    /// The account that holds it; null while nobody does.
    pub(crate) holder: Option<Uuid>,
    /// The role in which they took it.
    pub(crate) holder_role: Option<String>,
    /// Since when.
    pub(crate) held_since: Option<Timestamp>,
    /// The entry of the offer that waits for an answer.
    pub(crate) offer: Option<Uuid>,
    /// To which role it is offered.
    pub(crate) offered_to_role: Option<String>,
    /// To which account, where one is named.
    pub(crate) offered_to: Option<Uuid>,
    /// Since when it waits.
    pub(crate) offered_at: Option<Timestamp>,
}

impl From<Holding> for HoldingItem {
    fn from(holding: Holding) -> Self {
        let (holder, offer) = (holding.holder, holding.offer);
        Self {
            agency: holding.agency.0,
            holder: holder.as_ref().map(|held| held.account.0),
            held_since: holder.as_ref().map(|held| held.since),
            holder_role: holder.map(|held| held.role),
            offer: offer.as_ref().map(|offer| offer.entry.0),
            offered_at: offer.as_ref().map(|offer| offer.at),
            offered_to: offer.as_ref().and_then(|offer| offer.to.account).map(|account| account.0),
            offered_to_role: offer.map(|offer| offer.to.role),
        }
    }
}

impl From<EpisodeRow> for EpisodeItem {
    fn from(row: EpisodeRow) -> Self {
        let said = |text: String| Some(text).filter(|text| !text.is_empty());
        Self {
            episode: row.episode.0,
            person: row.person.0,
            reference: row.reference,
            name: row.name,
            born_earliest: row.born_earliest,
            born_latest: row.born_latest,
            age: match row.child {
                Childhood::Child => "child",
                Childhood::Adult => "adult",
            },
            standing: row.standing.word(),
            grade: row.grade.map(domain::risk::Grade::word),
            missing_since: row.missing_since,
            reported_at: row.reported_at,
            ended_at: row.ended_at,
            last_seen: row.last_seen,
            investigating_officer: said(row.investigating_officer),
            officer_deployed: said(row.officer_deployed),
            lead_force: row.lead_force.0,
            holdings: row.holdings.into_iter().map(Into::into).collect(),
        }
    }
}

/// A duty, in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct DutyItem {
    /// The pack that asks for it.
    pub(crate) pack: String,
    /// Its id in the pack.
    pub(crate) duty: String,
    /// Of what it is owed, where one row of the pack gives several duties.
    pub(crate) of: Option<String>,
    /// Its number in a series.
    pub(crate) sequence: Option<i64>,
    /// `pending`, `open`, `overdue`, `met`, `met_late`, `lapsed` or `missed`.
    pub(crate) state: String,
    /// When its clock started or will start.
    pub(crate) trigger_at: Timestamp,
    /// When it is due.
    pub(crate) due_at: Timestamp,
    /// The role whose it is.
    pub(crate) owner: String,
    /// Of a task, which no pack asks for: what is to be done. Its pack is empty, its duty `task`, and `of` its entry.
    pub(crate) title: Option<String>,
    /// The account of the person whose it is, where a task has one.
    pub(crate) account: Option<Uuid>,
}

impl From<DutyRow> for DutyItem {
    fn from(row: DutyRow) -> Self {
        Self {
            pack: row.pack,
            duty: row.duty,
            of: Some(row.of).filter(|of| !of.is_empty()),
            sequence: Some(row.sequence).filter(|sequence| *sequence != 0),
            state: row.state,
            trigger_at: row.trigger_at,
            due_at: row.due_at,
            owner: row.owner,
            title: Some(row.title).filter(|title| !title.is_empty()),
            account: row.account.map(|account| account.0),
        }
    }
}

/// A duty of the caller's role with the case that it belongs to.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Work {
    /// The duty.
    pub(crate) duty: DutyItem,
    /// The case.
    pub(crate) episode: EpisodeItem,
}

impl From<WorkItem> for Work {
    fn from(item: WorkItem) -> Self {
        Self { duty: item.duty.into(), episode: item.episode.into() }
    }
}

/// The duties that one pack asks for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct DutiesOfPack {
    /// The pack.
    pub(crate) pack: String,
    /// What people call it.
    pub(crate) title: String,
    /// In which version it governs the case.
    pub(crate) version: String,
    /// The duties, in the order of the pack.
    pub(crate) duties: Vec<DutyOfCase>,
}

impl From<PackDuties> for DutiesOfPack {
    fn from(pack: PackDuties) -> Self {
        Self {
            pack: pack.pack,
            title: pack.title,
            version: pack.version,
            duties: pack.duties.into_iter().map(Into::into).collect(),
        }
    }
}

/// A duty of a case, with what the pack says of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct DutyOfCase {
    /// Its id in the pack.
    pub(crate) duty: String,
    /// What people call it.
    pub(crate) title: String,
    /// Of what it is owed, where one row of the pack gives several duties.
    pub(crate) of: Option<String>,
    /// Its number in a series.
    pub(crate) sequence: Option<u32>,
    /// `pending`, `open`, `overdue`, `met`, `met_late`, `lapsed` or `missed`.
    pub(crate) state: &'static str,
    /// When its clock started or will start.
    pub(crate) trigger_at: Timestamp,
    /// When it is or was due.
    pub(crate) due_at: Timestamp,
    /// When it was done.
    pub(crate) met_at: Option<Timestamp>,
    /// The role whose it is.
    pub(crate) owner: String,
    /// The levels that it climbs while it is owed; empty where it climbs none.
    pub(crate) levels: Vec<LevelItem>,
    /// The role that chairs, where it is a meeting.
    pub(crate) chair: Option<String>,
    /// How it was met, where the pack tells ways apart.
    pub(crate) outcome: Option<String>,
    /// The paragraph that asks for it.
    pub(crate) source: String,
    /// `source` where its time stands there, `local_default` where the pack sets it.
    pub(crate) basis: &'static str,
    /// How an unclear source was read.
    pub(crate) reading: Option<String>,
    /// The kinds of event that meet it.
    pub(crate) met_by: Vec<&'static str>,
}

impl From<DutyView> for DutyOfCase {
    fn from(duty: DutyView) -> Self {
        Self {
            duty: duty.duty,
            title: duty.title,
            of: duty.of,
            sequence: duty.sequence,
            state: duty.state.name(),
            trigger_at: duty.trigger_at,
            due_at: duty.due_at,
            met_at: match duty.state {
                State::Met { at } | State::MetLate { at } => Some(at),
                State::Pending | State::Open | State::Overdue | State::Lapsed | State::Missed => None,
            },
            owner: duty.owner,
            levels: duty.levels.into_iter().map(Into::into).collect(),
            chair: duty.chair,
            outcome: duty.outcome,
            source: duty.source,
            basis: match duty.basis {
                Basis::Source => "source",
                Basis::LocalDefault => "local_default",
            },
            reading: duty.reading,
            met_by: duty.met_by.into_iter().map(|kind| kind.name()).collect(),
        }
    }
}

/// A level that a duty reaches while it is owed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LevelItem {
    /// The role that decides at it.
    pub(crate) role: String,
    /// Until when; null for the last.
    pub(crate) until: Option<Timestamp>,
}

impl From<Level> for LevelItem {
    fn from(level: Level) -> Self {
        Self { role: level.role, until: level.until }
    }
}

/// A call.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct IncidentItem {
    /// Which.
    pub(crate) incident: Uuid,
    /// When it came in.
    pub(crate) reported_at: Timestamp,
    /// The command-and-control log number.
    pub(crate) log_number: String,
    /// Whether it is still owed a decision or an episode.
    pub(crate) unfinished: bool,
}

impl From<IncidentRow> for IncidentItem {
    fn from(row: IncidentRow) -> Self {
        Self {
            incident: row.incident.0,
            reported_at: row.reported_at,
            log_number: row.log_number,
            unfinished: row.unfinished == Unfinished::Unfinished,
        }
    }
}

/// One entry as it stands, with what was corrected about it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Entry {
    /// The entry.
    pub(crate) entry: Uuid,
    /// The word of what happened: `risk_assessed`.
    pub(crate) word: &'static str,
    /// `person`, `episode`, `placement`, `meeting` or `incident`: what it is about.
    pub(crate) about: &'static str,
    /// The id of that.
    pub(crate) about_id: Uuid,
    /// Its place in the one global order.
    pub(crate) sequence: i64,
    /// When it happened, corrected.
    pub(crate) happened_at: Timestamp,
    /// When it was entered.
    pub(crate) recorded_at: Timestamp,
    /// Who entered it.
    pub(crate) by: By,
    /// What happened, corrected, as the ledger holds it.
    #[schema(value_type = Object)]
    pub(crate) event: Value,
    /// As it was first entered, where it was corrected.
    pub(crate) original: Option<AsEntered>,
    /// The corrections, in the order recorded.
    pub(crate) corrections: Vec<CorrectionItem>,
    /// Whether the caller may correct it.
    pub(crate) correctable: bool,
}

/// An entry before it was corrected.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct AsEntered {
    /// When it was said to have happened.
    pub(crate) happened_at: Timestamp,
    /// What was said to have happened.
    #[schema(value_type = Object)]
    pub(crate) event: Value,
}

/// One correction of an entry.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct CorrectionItem {
    /// The entry that corrects.
    pub(crate) entry: Uuid,
    /// When.
    pub(crate) recorded_at: Timestamp,
    /// By whom.
    pub(crate) by: By,
    /// Why.
    pub(crate) reason: String,
}

/// Who entered something.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct By {
    /// The account.
    pub(crate) account: Uuid,
    /// The name of whoever has it.
    pub(crate) name: Option<String>,
    /// The role in which they acted.
    pub(crate) role: String,
    /// The agency for which they acted.
    pub(crate) agency: Uuid,
    /// What people call that agency.
    pub(crate) agency_name: Option<String>,
}

/// The names that entries need.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    /// Everybody who recorded something.
    pub(crate) actors: &'a HashMap<AccountId, ActorName>,
    /// The agencies that take part.
    pub(crate) agencies: &'a HashMap<AgencyId, String>,
}

impl Known<'_> {
    /// An entry for a program.
    pub(crate) fn entry(self, item: &TimelineItem) -> Entry {
        Entry {
            entry: item.entry.0,
            word: item.event.name(),
            about: item.stream.kind(),
            about_id: item.stream.id(),
            sequence: item.sequence,
            happened_at: item.happened_at,
            recorded_at: item.recorded_at,
            by: self.by(&item.actor),
            event: event(&item.event),
            original: item.original.as_deref().map(as_entered),
            corrections: item.corrections.iter().map(|made| self.correction(made)).collect(),
            correctable: match item.correctable {
                Correctable::Yes => true,
                Correctable::No => false,
            },
        }
    }

    fn correction(self, made: &CorrectionMade) -> CorrectionItem {
        CorrectionItem {
            entry: made.entry.0,
            recorded_at: made.recorded_at,
            by: self.by(&made.actor),
            reason: made.reason.clone(),
        }
    }

    /// Who somebody is.
    pub(crate) fn by(self, actor: &Actor) -> By {
        By {
            account: actor.account.0,
            name: self.actors.get(&actor.account).map(|actor| actor.name.clone()),
            role: actor.role.clone(),
            agency: actor.agency.0,
            agency_name: self.agencies.get(&actor.agency).cloned(),
        }
    }
}

fn as_entered(original: &Original) -> AsEntered {
    AsEntered { happened_at: original.happened_at, event: event(&original.event) }
}

/// What happened, without the word for what it is about, which stands beside it.
fn event(event: &Event) -> Value {
    let mut written = serde_json::to_value(event).unwrap_or_default();
    let within = written.as_object_mut().and_then(|kinds| kinds.values_mut().next());
    within.map(Value::take).unwrap_or_default()
}
