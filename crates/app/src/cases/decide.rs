//! From what somebody asks to be recorded to the event that is: which stream it belongs to, whether it may be recorded,
//! and which episodes' rows it touches. Pure.

use std::collections::BTreeSet;

use domain::{
    episode::{self, Check, ClosureStanding, EpisodeEvent, GradeRules, Occasioned, Owner, Task},
    file::{PersonFile, Recorded},
    ids::{EpisodeId, MeetingId, PlacementId},
    ledger::{Actor, Correction, Event, Stream},
    meeting::MeetingEvent,
    named::named_in,
    placement::PlacementEvent,
    protocol::task_lists::{CHECKS_TO_MAKE, CLOSED_BY_YOU, ListedTask, OPENED_AGAIN, TaskList, TaskLists},
    record,
    refusal::Refusal,
};
use jiff::Timestamp;
use uuid::Uuid;

use super::Act;

/// What is going to be recorded.
pub(super) struct Decided {
    pub(super) stream: Stream,
    pub(super) event: Event,
    /// What is recorded with it, of the same stream, because it follows from it.
    pub(super) follows: Vec<Event>,
}

impl Decided {
    fn alone(stream: Stream, event: Event) -> Self {
        Self { stream, event, follows: Vec::new() }
    }
}

/// From where something is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// From an episode of the file.
    Episode(EpisodeId),
    /// From the person's record.
    Person,
}

/// What deciding needs besides the file and the act.
#[derive(Clone, Copy)]
pub(super) struct Given<'a> {
    /// Which grades may be given.
    pub(super) rules: &'a GradeRules,
    /// The tasks that can be set by the list, and those that a grading sets.
    pub(super) lists: &'a TaskLists,
    /// The id of what the act brings into being, if anything.
    pub(super) fresh: Uuid,
}

/// Decides on an act.
pub(super) fn decide(
    file: &PersonFile,
    place: Place,
    act: Act,
    when: Occasioned,
    given: Given<'_>,
) -> Result<Decided, Refusal> {
    let Given { rules, fresh, .. } = given;
    let of_person = |event| Decided::alone(Stream::Person(file.id), Event::Person(event));
    match act {
        Act::Episode(proposal) => decide_in_episode(file, place, proposal, when, given),
        Act::UseTaskList { list, tasks, owner } => {
            let episode = the_episode(file, place)?;
            let list = given.lists.get(&list).ok_or(Refusal::NoSuchEntry)?;
            let set = |task: &ListedTask| task.set(list, owner.as_ref(), when.happened_at);
            use_task_list(file, episode, chosen(list, &tasks)?.map(set), when, rules)
        }
        Act::HoldMeeting(held) => {
            let episode = the_episode(file, place)?;
            let held = record::hold_meeting(episode, file.id, held, when)?;
            Ok(Decided::alone(Stream::Meeting(MeetingId(fresh)), Event::Meeting(MeetingEvent::Held(held))))
        }
        // Permission was asked for this episode, so the meeting is one of this episode.
        Act::CirculateMinutes { meeting, .. } if !is_about(file, meeting, place) => Err(Refusal::NoSuchEntry),
        Act::CirculateMinutes { meeting, to } => Ok(Decided::alone(
            Stream::Meeting(meeting),
            Event::Meeting(record::circulate_minutes(file, meeting, to, when)?),
        )),
        Act::Correct(correction) => decide_correction(file, place, correction, when, given),
        Act::Person(proposal) => record::change_person(file, proposal, when).map(of_person),
        // It is recorded on its own record.
        Act::Unidentified(_) => Err(Refusal::NoSuchEntry),
        Act::RecordPlacement(placement) => Ok(Decided::alone(
            Stream::Placement(PlacementId(fresh)),
            Event::Placement(record::record_placement(file.id, placement, when)?),
        )),
        Act::CheckPlacementPlan { placement, note } => {
            let event = PlacementEvent::PlanChecked { note };
            decide_on_placement(file, placement, event, when)
        }
        Act::EndPlacement { placement, reason } => {
            let event = PlacementEvent::Ended { reason };
            decide_on_placement(file, placement, event, when)
        }
    }
}

fn is_about(file: &PersonFile, meeting: MeetingId, place: Place) -> bool {
    file.meetings.get(&meeting).is_some_and(|meeting| place == Place::Episode(meeting.held.episode))
}

fn decide_in_episode(
    file: &PersonFile,
    place: Place,
    proposal: EpisodeEvent,
    when: Occasioned,
    given: Given<'_>,
) -> Result<Decided, Refusal> {
    let episode = the_episode(file, place)?;
    let event = Event::Episode(episode::decide(file, episode, proposal, when, given.rules)?);
    let follows = set_by(episode, &event, given.lists, when.happened_at);
    Ok(Decided { stream: Stream::Episode(episode.id), event, follows })
}

/// The tasks that an event sets going by itself: a grading those of its list (NP 1.4; K2), opening a case again one for each
/// of the two who closed it (NP 6.8), checks that are still to be made one for all of them (NP 3.12).
fn set_by(episode: &episode::Episode, event: &Event, lists: &TaskLists, at: Timestamp) -> Vec<Event> {
    if let Event::Episode(EpisodeEvent::Reopened { .. }) = event {
        return told_to_who_closed(episode, lists, at);
    }
    if let Event::Episode(EpisodeEvent::ReportAdded(more)) = event {
        let known = |check: &Check| episode.report.checks_to_make().any(|left| left.check == check.check);
        let new = more.checks_to_make().filter(|check| !known(check));
        return checks_left(lists, new, at).into_iter().collect();
    }
    let Event::Episode(
        EpisodeEvent::RiskAssessed { grading, .. } | EpisodeEvent::RiskReviewed { grading, .. },
    ) = event
    else {
        return Vec::new();
    };
    let started = lists.started_by(episode, grading.grade, at);
    started.into_iter().map(|task| Event::Episode(EpisodeEvent::TaskSet(task))).collect()
}

/// The one task for checks that whoever reported could not make, which hold no case up.
pub(crate) fn checks_left<'c>(
    lists: &TaskLists,
    checks: impl Iterator<Item = &'c Check>,
    at: Timestamp,
) -> Option<Event> {
    let list = lists.get(CHECKS_TO_MAKE)?;
    let left: Vec<(&ListedTask, &Check)> =
        checks.filter_map(|check| Some((list.task(check.check.word())?, check))).collect();
    let (first, _) = left.first()?;
    let line = |(task, check): &(&ListedTask, &Check)| match check.note.trim() {
        "" => task.title.clone(),
        note => format!("{}: {note}", task.title),
    };
    let detail = left.iter().map(line).collect::<Vec<_>>().join("\n");
    let task = Task { title: list.title.clone(), detail, ..first.set(list, None, at) };
    Some(Event::Episode(EpisodeEvent::TaskSet(task)))
}

/// Whoever proposed and whoever agreed to close the case hears that it is open again.
fn told_to_who_closed(episode: &episode::Episode, lists: &TaskLists, at: Timestamp) -> Vec<Event> {
    let Some((list, task)) = lists.get(OPENED_AGAIN).and_then(|list| Some((list, list.task(CLOSED_BY_YOU)?)))
    else {
        return Vec::new();
    };
    let agreed = episode.joint_closures.iter().rev().find_map(|closure| match &closure.standing {
        ClosureStanding::Agreed { by, .. } => Some([&closure.by, by]),
        ClosureStanding::Open | ClosureStanding::Refused { .. } => None,
    });
    let owner = |actor: &Actor| Owner { role: actor.role.clone(), account: Some(actor.account) };
    let tasks = agreed.into_iter().flatten().map(|actor| task.set(list, Some(&owner(actor)), at));
    tasks.map(|task| Event::Episode(EpisodeEvent::TaskSet(task))).collect()
}

/// The tasks of a list that were chosen.
fn chosen<'l>(list: &'l TaskList, ids: &[String]) -> Result<impl Iterator<Item = &'l ListedTask>, Refusal> {
    let tasks: Option<Vec<&ListedTask>> = ids.iter().map(|id| list.task(id)).collect();
    tasks.map(Vec::into_iter).ok_or(Refusal::NoSuchEntry)
}

/// One entry for each task.
fn use_task_list(
    file: &PersonFile,
    episode: &episode::Episode,
    tasks: impl Iterator<Item = Task>,
    when: Occasioned,
    rules: &GradeRules,
) -> Result<Decided, Refusal> {
    let decided: Result<Vec<Event>, Refusal> = tasks
        .map(|task| {
            episode::decide(file, episode, EpisodeEvent::TaskSet(task), when, rules).map(Event::Episode)
        })
        .collect();
    let mut set = decided?.into_iter();
    let event = set.next().ok_or(Refusal::AnswerMissing { field: "tasks" })?;
    Ok(Decided { stream: Stream::Episode(episode.id), event, follows: set.collect() })
}

fn decide_on_placement(
    file: &PersonFile,
    placement: PlacementId,
    event: PlacementEvent,
    when: Occasioned,
) -> Result<Decided, Refusal> {
    Ok(Decided::alone(
        Stream::Placement(placement),
        Event::Placement(record::change_placement(file, placement, event, when)?),
    ))
}

fn decide_correction(
    file: &PersonFile,
    place: Place,
    correction: Correction,
    when: Occasioned,
    given: Given<'_>,
) -> Result<Decided, Refusal> {
    let corrected = correctable(file, place, &correction).ok_or(Refusal::NoSuchEntry)?;
    let correction = episode::correct(file, corrected, correction, when.now, given.rules)?;
    let follows = match (file.episode_of(corrected), correction.event.as_deref()) {
        (Some(episode), Some(event)) => set_by(episode, event, given.lists, when.now),
        (Some(_) | None, _) => Vec::new(),
    };
    Ok(Decided { stream: corrected.stream, event: Event::Corrected(correction), follows })
}

/// The entry that a correction names, where it can be corrected from there: an entry about the person from anywhere, one
/// about an episode only from that episode.
pub(super) fn correctable<'a>(
    file: &'a PersonFile,
    place: Place,
    correction: &Correction,
) -> Option<&'a Recorded> {
    let recorded = file.find(correction.corrects)?;
    match (file.episode_of(recorded).map(|episode| episode.id), place) {
        (None, _) => Some(recorded),
        (Some(of), Place::Episode(here)) if of == here => Some(recorded),
        (Some(_), Place::Episode(_) | Place::Person) => None,
    }
}

fn the_episode(file: &PersonFile, place: Place) -> Result<&episode::Episode, Refusal> {
    match place {
        Place::Episode(id) => file.episodes.get(&id).ok_or(Refusal::NoSuchEntry),
        Place::Person => Err(Refusal::NoSuchEntry),
    }
}

/// When those episodes were reported that a talk in this one was also about.
fn also_for<'f>(file: &'f PersonFile, episode: &episode::Episode) -> impl Iterator<Item = Timestamp> + 'f {
    let stream = Stream::Episode(episode.id);
    let entries = file.recorded.iter().filter(move |recorded| recorded.stream == stream);
    entries.flat_map(|recorded| {
        let named = named_in(&recorded.event).episodes;
        // A correction may have taken out an episode that nothing names any more.
        let an_interview = matches!(
            &recorded.event,
            Event::Episode(EpisodeEvent::PreventionInterviewHeld(_) | EpisodeEvent::ReturnInterviewHeld(_))
        );
        let every = an_interview && !recorded.corrected_by.is_empty();
        file.episodes
            .values()
            .filter(move |other| every || named.contains(&other.id))
            .map(|other| other.reported_at)
    })
}

/// The episodes whose rows may change: what is said of a person may change all of them; what happens in an episode, it and
/// those reported after it, which count it among the earlier ones.
pub(crate) fn touched(file: &PersonFile, stream: Stream) -> BTreeSet<EpisodeId> {
    let episode = match stream {
        Stream::Episode(id) => Some(id),
        Stream::Meeting(meeting) => file.meetings.get(&meeting).map(|meeting| meeting.held.episode),
        Stream::Person(_)
        | Stream::Incident(_)
        | Stream::Placement(_)
        | Stream::Agency(_)
        | Stream::Unidentified(_) => None,
    };
    // An interview in this episode may have been about earlier ones too.
    let from = episode
        .and_then(|id| file.episodes.get(&id))
        .map(|episode| also_for(file, episode).fold(episode.reported_at, Ord::min));
    file.episodes
        .values()
        .filter(|other| Some(other.id) == episode || from.is_none_or(|from| other.reported_at >= from))
        .map(|other| other.id)
        .collect()
}
