//! The briefing of a case, picked from the record for whoever takes it over (I11): what a page, the API and paper say of
//! it is picked here once. Pure; in words it is put where it is shown.

use domain::{
    episode::{
        CameIn, Ending, EpisodeEvent, Graded, Offer, OfferStanding, Status, Step, TaskSet, last_sighting,
        owed_after_death,
    },
    ledger::Event,
    protocol::duty::State,
};
use jiff::{SignedDuration, Timestamp};

use super::{DutyView, EpisodeView, TimelineItem};

/// What is due within this time is the next shift's first work.
const AHEAD: SignedDuration = SignedDuration::from_hours(4);

/// A shift is no longer than this: what was done before it was handed over before.
const SHIFT: SignedDuration = SignedDuration::from_hours(12);

/// What whoever takes a case over has to know. References into the view it was picked from.
#[derive(Clone, Debug)]
pub struct Briefing<'a> {
    /// When the person was found dead.
    pub found_dead: Option<Timestamp>,
    /// The sighting to go by, of somebody who is missing. Nothing where what the report says holds.
    pub last_sighting: Option<CameIn<'a>>,
    /// The grade in force, who gave it, when and why.
    pub grade: Option<&'a Graded>,
    /// What was done or found out, the latest first.
    pub work: Vec<&'a TimelineItem>,
    /// What of it was done in this shift.
    pub done: Vec<&'a TimelineItem>,
    /// Tasks that are still to be done, the soonest due first.
    pub tasks: Vec<&'a TaskSet>,
    /// Duties that somebody owes, the most urgent first.
    pub owed: Vec<&'a DutyView>,
    /// Duties that are overdue, or due within four hours, the most urgent first.
    pub duties: Vec<&'a DutyView>,
    /// What was told to the family, the latest first.
    pub family: Vec<&'a TimelineItem>,
    /// What to do first.
    pub first: Option<First<'a>>,
    /// What whoever offered it has written for whoever takes it; may be empty.
    pub next_shift: &'a str,
}

/// What to do first.
#[derive(Clone, Copy, Debug)]
pub enum First<'a> {
    /// Nobody has graded the risk.
    GradeTheRisk,
    /// Somebody says that the person is back: that is to be confirmed.
    ConfirmTheReturn,
    /// The person is dead: who is to be told or what is to be done next.
    AfterDeath(Step),
    /// The most urgent duty.
    Duty(&'a DutyView),
    /// The most urgent task.
    Task(&'a TaskSet),
}

impl<'a> Briefing<'a> {
    /// Picks the briefing out of a case, as of the moment of the view. What is done first is of those roles that `ours` names:
    /// those of the reader's agency.
    #[must_use]
    pub fn of(view: &'a EpisodeView, ours: &dyn Fn(&str) -> bool) -> Self {
        let tasks = open_tasks(view);
        let duties = duties_next(view);
        let since = view.now - SHIFT;
        let work: Vec<&TimelineItem> = view.timeline.iter().filter(|item| is_work(&item.event)).collect();
        let found_dead =
            view.episode.ended_at().filter(|_| view.episode.ending() == Some(&Ending::FoundDead));
        Self {
            found_dead,
            last_sighting: last_sighting(&view.file, &view.episode),
            grade: view.episode.gradings.last(),
            done: work.iter().copied().filter(|item| item.recorded_at >= since).collect(),
            work,
            owed: owed(view),
            next_shift: next_shift(view),
            family: view.timeline.iter().filter(|item| tells_the_family(&item.event)).collect(),
            first: first(view, &duties, &tasks, ours),
            tasks,
            duties,
        }
    }
}

fn open_tasks(view: &EpisodeView) -> Vec<&TaskSet> {
    let episode = &view.episode;
    let is_open = |set: &&TaskSet| set.is_open(episode, view.now, &view.task_times);
    let mut tasks: Vec<&TaskSet> = episode.room.tasks.iter().filter(is_open).collect();
    tasks.sort_by_key(|set| set.task.due_at.unwrap_or(Timestamp::MAX));
    tasks
}

fn duties_next(view: &EpisodeView) -> Vec<&DutyView> {
    let mut duties: Vec<&DutyView> = view
        .duties
        .iter()
        .flat_map(|pack| &pack.duties)
        .filter(|duty| match duty.state {
            State::Overdue => true,
            State::Open | State::Pending => duty.due_at <= view.now + AHEAD,
            State::Met { .. } | State::MetLate { .. } | State::Lapsed | State::Missed => false,
        })
        .collect();
    duties.sort_by_key(|duty| duty.due_at);
    duties
}

fn owed(view: &EpisodeView) -> Vec<&DutyView> {
    let mut owed: Vec<&DutyView> =
        view.duties.iter().flat_map(|pack| &pack.duties).filter(|duty| duty.is_owed()).collect();
    owed.sort_by_key(|duty| (duty.due_at, duty.state != State::Overdue));
    owed
}

/// Of the last offer that stands or was accepted.
fn next_shift(view: &EpisodeView) -> &str {
    let passes_on = |offer: &&Offer| match offer.standing {
        OfferStanding::Open | OfferStanding::Accepted { .. } => true,
        OfferStanding::Declined { .. } | OfferStanding::Overtaken { .. } => false,
    };
    let last = view.episode.room.handovers.iter().rev().find(passes_on);
    last.map_or("", |offer| offer.handover.briefing.as_str())
}

/// What somebody did or found out; that the case was passed on, written out, told of or put under another version of its
/// rules is no work on it.
fn is_work(event: &Event) -> bool {
    match event {
        Event::Episode(
            EpisodeEvent::HandoverOffered(_)
            | EpisodeEvent::HandoverAccepted { .. }
            | EpisodeEvent::HandoverDeclined { .. }
            | EpisodeEvent::CaseTaken { .. }
            | EpisodeEvent::MessageSent(_)
            | EpisodeEvent::MessageSentOn { .. }
            | EpisodeEvent::MessageAcknowledged { .. }
            | EpisodeEvent::DocumentMade(_)
            | EpisodeEvent::PackMoved { .. },
        )
        | Event::Agency(_)
        | Event::Unidentified(_)
        | Event::Corrected(_) => false,
        Event::Episode(_)
        | Event::Person(_)
        | Event::Incident(_)
        | Event::Placement(_)
        | Event::Meeting(_) => true,
    }
}

fn tells_the_family(event: &Event) -> bool {
    let Some(EpisodeEvent::StepTaken { step, .. }) = event.episode() else { return false };
    matches!(step, Step::FamilySignposted | Step::FamilySupportArranged | Step::FamilyToldOfDeath)
}

fn first<'a>(
    view: &EpisodeView,
    duties: &[&'a DutyView],
    tasks: &[&'a TaskSet],
    ours: &dyn Fn(&str) -> bool,
) -> Option<First<'a>> {
    let missing = view.episode.status == Status::Missing;
    if missing && view.episode.unverified_return().is_some() {
        return Some(First::ConfirmTheReturn);
    }
    if missing && view.episode.gradings.is_empty() {
        return Some(First::GradeTheRisk);
    }
    let taken = |step: &Step| view.episode.steps.iter().any(|(taken, _)| taken == step);
    if let Some(step) = owed_after_death(&view.file, &view.episode).into_iter().find(|step| !taken(step)) {
        return Some(First::AfterDeath(step));
    }
    let task = tasks.iter().find(|set| ours(&set.task.owner.role)).copied();
    match (duties.iter().find(|duty| ours(&duty.owner)).copied(), task) {
        (Some(duty), Some(task)) if task.task.due_at.is_some_and(|due| due < duty.due_at) => {
            Some(First::Task(task))
        }
        (Some(duty), _) => Some(First::Duty(duty)),
        (None, Some(task)) => Some(First::Task(task)),
        (None, None) => None,
    }
}
