//! From what somebody asks to be recorded to the event that is: which stream it belongs to, whether it may be recorded,
//! and which episodes' rows it touches. Pure.

use std::collections::BTreeSet;

use domain::{
    episode::{self, EpisodeEvent, GradeRules, Occasioned},
    file::{PersonFile, Recorded},
    ids::{EpisodeId, MeetingId, PlacementId},
    ledger::{Correction, Event, Stream},
    meeting::MeetingEvent,
    placement::PlacementEvent,
    record,
    refusal::Refusal,
};
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

/// Decides on an act. `fresh` is the id of what it brings into being, if anything.
pub(super) fn decide(
    file: &PersonFile,
    place: Place,
    act: Act,
    when: Occasioned,
    rules: &GradeRules,
    fresh: Uuid,
) -> Result<Decided, Refusal> {
    let of_person = |event| Decided::alone(Stream::Person(file.id), Event::Person(event));
    match act {
        Act::Episode(proposal) => decide_in_episode(file, place, proposal, when, rules),
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
        Act::Correct(correction) => decide_correction(file, place, correction, when, rules),
        Act::Person(proposal) => record::change_person(file, proposal, when).map(of_person),
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
    rules: &GradeRules,
) -> Result<Decided, Refusal> {
    let episode = the_episode(file, place)?;
    Ok(Decided::alone(
        Stream::Episode(episode.id),
        Event::Episode(episode::decide(episode, proposal, when, rules)?),
    ))
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
    rules: &GradeRules,
) -> Result<Decided, Refusal> {
    let corrected = correctable(file, place, &correction).ok_or(Refusal::NoSuchEntry)?;
    let correction = episode::correct(file, corrected, correction, when.now, rules)?;
    Ok(Decided::alone(corrected.stream, Event::Corrected(correction)))
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

/// The episodes whose rows may change: what is said of a person may change all of them; what happens in an episode, it and
/// those reported after it, which count it among the earlier ones.
pub(crate) fn touched(file: &PersonFile, stream: Stream) -> BTreeSet<EpisodeId> {
    let episode = match stream {
        Stream::Episode(id) => Some(id),
        Stream::Meeting(meeting) => file.meetings.get(&meeting).map(|meeting| meeting.held.episode),
        Stream::Person(_) | Stream::Incident(_) | Stream::Placement(_) | Stream::Agency(_) => None,
    };
    let from = episode.and_then(|id| file.episodes.get(&id)).map(|episode| episode.reported_at);
    file.episodes
        .values()
        .filter(|other| Some(other.id) == episode || from.is_none_or(|from| other.reported_at >= from))
        .map(|other| other.id)
        .collect()
}
