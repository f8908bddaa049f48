//! Deciding what may be recorded of a person, their placements and the meetings about them. Pure: the time and the file
//! are given.

use jiff::Timestamp;

use crate::{
    episode::{Episode, Occasioned, answered},
    file::PersonFile,
    ids::{MeetingId, PersonId, PlacementId},
    meeting::{MeetingEvent, MeetingHeld, Occasion},
    person::{Person, PersonDetails, PersonEvent, Photograph},
    placement::{PlacementEvent, PlacementRecorded},
    refusal::Refusal,
    text::{is_blank, one_line},
    time::london,
};

#[cfg(test)]
mod tests;

/// Who may be the same as somebody of whom a record is to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Likely {
    /// Which of the people reported it is about, counted from 0.
    pub place: usize,
    /// Whose records may be theirs, the likeliest first.
    pub people: Vec<PersonId>,
    /// Who reported before them in the same report may be the same, counted from 0.
    pub reported_as: Vec<usize>,
}

/// What was said of those who may be the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SaidOfOthers<'a> {
    /// Whose records are of somebody else.
    pub people: &'a [PersonId],
    /// Who of the same report is somebody else, counted from 0.
    pub reported_as: &'a [usize],
    /// Who told that.
    pub reason: &'a str,
    /// Whose records are of the same person; of nobody whose record is only now made.
    pub same: &'a [PersonId],
    /// Whose records may be, and nothing more is said of them.
    pub may_be: &'a [PersonId],
    /// Who told of the same.
    pub same_reason: &'a str,
}

/// Makes a record of somebody who is not known yet, and says whose other records were looked at before. A name is not needed:
/// a description is enough to look for them.
///
/// # Errors
/// Refused where there is neither, for a name that is not on one line, and while nobody has said of somebody who may be the
/// same that they are not.
pub fn register(
    details: PersonDetails,
    likely: Likely,
    said: SaidOfOthers<'_>,
) -> Result<Vec<PersonEvent>, Refusal> {
    names_on_one_line(&details)?;
    if is_blank(&details.description) {
        answered(&details.name, "name")?;
    }
    let said = SaidOfOthers { same: &[], may_be: &[], ..said };
    let told_apart = said_of_others(likely, said)?;
    Ok(std::iter::once(PersonEvent::Registered { details }).chain(told_apart).collect())
}

/// Whose records were looked at and are of somebody else or of the same person, before somebody gets a record or another name;
/// nothing where nobody is likely the same.
///
/// # Errors
/// Refused while nothing was said of somebody who may be the same.
pub fn said_of_others(likely: Likely, said: SaidOfOthers<'_>) -> Result<Vec<PersonEvent>, Refusal> {
    let Likely { place, people, reported_as } = likely;
    let (from, people): (Vec<_>, Vec<_>) = people.into_iter().partition(|other| said.people.contains(other));
    let (with, mut people): (Vec<_>, Vec<_>) =
        people.into_iter().partition(|other| said.same.contains(other));
    people.retain(|other| !said.may_be.contains(other));
    let reported_as: Vec<usize> =
        reported_as.into_iter().filter(|other| !said.reported_as.contains(other)).collect();
    if !people.is_empty() || !reported_as.is_empty() {
        return Err(Refusal::LikelyKnown { place, people, reported_as });
    }
    let reason = |text: &str| text.to_owned();
    let apart = (!from.is_empty()).then(|| PersonEvent::ToldApart { from, reason: reason(said.reason) });
    let same =
        (!with.is_empty()).then(|| PersonEvent::SaidTheSame { with, reason: reason(said.same_reason) });
    Ok(apart.into_iter().chain(same).collect())
}

/// Changes a person's record.
///
/// # Errors
/// Refused for a time in the future, for an answer that is missing, for a change that changes nothing, for the end of a
/// marker that is not held, and for a second registration.
pub fn change_person(
    file: &PersonFile,
    proposal: PersonEvent,
    when: Occasioned,
) -> Result<PersonEvent, Refusal> {
    when.check()?;
    match &proposal {
        PersonEvent::Registered { .. } => {
            return Err(Refusal::AlreadyRecorded { event: proposal.name() });
        }
        PersonEvent::DetailsChanged { details, reason } => details_change(file, details, reason)?,
        PersonEvent::ToldApart { from, reason } => told_apart_from_others(file, from, reason)?,
        PersonEvent::MarkerRecorded(marker) => answered(&marker.source, "source")?,
        PersonEvent::MarkerEnded { marker, reason } => {
            if !file.person.markers.iter().any(|(entry, _)| entry == marker) {
                return Err(Refusal::NoSuchEntry);
            }
            answered(reason, "reason")?;
        }
        PersonEvent::WorkerAllocated { worker, .. } => answered(worker, "worker")?,
        PersonEvent::WorkerDeallocated { reason } => answered(reason, "reason")?,
        PersonEvent::TriggerPlanAgreed { plan } => answered(plan, "plan")?,
        PersonEvent::TriggerPlanWithdrawn { reason } => {
            if file.person.trigger_plan.is_none() {
                return Err(Refusal::NoSuchEntry);
            }
            answered(reason, "reason")?;
        }
        PersonEvent::FeaturesRecorded { features, source } => {
            answered(source, "source")?;
            features.check()?;
            if *features == file.person.features {
                return Err(Refusal::NothingCorrected);
            }
        }
        PersonEvent::PhotographAdded(photograph) => {
            answered(&photograph.source, "source")?;
            photograph_fits(&file.person, photograph, when.now)?;
        }
        PersonEvent::PhotographWithdrawn { photograph, reason } => {
            if !file.person.photographs.iter().any(|(entry, _, _)| entry == photograph) {
                return Err(Refusal::NoSuchEntry);
            }
            answered(reason, "reason")?;
        }
        PersonEvent::LateNoted { note, .. } => may_be_late(file, note)?,
        PersonEvent::LateEnded { note } => {
            if file.person.late.is_none() {
                return Err(Refusal::NoSuchEntry);
            }
            answered(note, "note")?;
        }
        // Two records are merged together (`crate::merging`), never one by itself; that they are of one is said where a change of
        // one of them asks.
        PersonEvent::LateTold(_)
        | PersonEvent::SaidTheSame { .. }
        | PersonEvent::Absorbed(_)
        | PersonEvent::MergedInto { .. }
        | PersonEvent::Separated { .. }
        | PersonEvent::Restored { .. } => return Err(Refusal::NotRecordedByHand),
        PersonEvent::LateAcknowledged { of, .. } => {
            let told = file.person.late.iter().flat_map(|late| &late.told).find(|sent| sent.entry == *of);
            if told.ok_or(Refusal::NoSuchEntry)?.acknowledged.is_some() {
                return Err(Refusal::AlreadyAcknowledged);
            }
        }
        PersonEvent::CareStatusRecorded(_) | PersonEvent::FormCompleted { .. } => {}
    }
    Ok(proposal)
}

fn details_change(file: &PersonFile, details: &PersonDetails, reason: &str) -> Result<(), Refusal> {
    answered(reason, "reason")?;
    names_on_one_line(details)?;
    if *details == file.person.details { Err(Refusal::NothingCorrected) } else { Ok(()) }
}

fn told_apart_from_others(file: &PersonFile, from: &[PersonId], reason: &str) -> Result<(), Refusal> {
    answered(reason, "reason")?;
    if from.is_empty() || from.contains(&file.id) {
        return Err(Refusal::AnswerMissing { field: "from" });
    }
    Ok(())
}

fn may_be_late(file: &PersonFile, note: &str) -> Result<(), Refusal> {
    if file.running_episode().is_some() {
        return Err(Refusal::AlreadyMissing);
    }
    if file.found_dead().is_some() {
        return Err(Refusal::FoundDead);
    }
    answered(note, "note")
}

pub(crate) fn names_on_one_line(details: &PersonDetails) -> Result<(), Refusal> {
    one_line(&details.name, "name")?;
    details.other_names.iter().try_for_each(|name| one_line(name, "other_names"))?;
    details.contacts.iter().try_for_each(|contact| one_line(&contact.name, "contacts"))
}

/// A photograph is of the person as they were in their life so far, and is kept once.
fn photograph_fits(person: &Person, photograph: &Photograph, now: Timestamp) -> Result<(), Refusal> {
    if let Some((first, last)) = photograph.taken_between() {
        if first > now.to_zoned(london()).date() {
            return Err(Refusal::PhotographAhead);
        }
        if person.details.birth.earliest().is_some_and(|born| last < born) {
            return Err(Refusal::PhotographBeforeBirth);
        }
    }
    match person.photographs.iter().find(|(_, _, kept)| kept.digest == photograph.digest) {
        Some((added, ..)) => Err(Refusal::PhotographThere { added: *added }),
        None => Ok(()),
    }
}

/// Records where a child moves or moved in. It is recorded when it becomes known, which may be before the move.
///
/// # Errors
/// Refused for a time in the future, and without an address.
pub fn record_placement(
    person: PersonId,
    placement: PlacementRecorded,
    when: Occasioned,
) -> Result<PlacementEvent, Refusal> {
    when.check()?;
    answered(&placement.address, "address")?;
    Ok(PlacementEvent::Recorded(PlacementRecorded { person, ..placement }))
}

/// Records the check of a placement's plan, or its end.
///
/// # Errors
/// Refused for a placement that is not there, for a second end, for a time in the future, and for a missing answer.
pub fn change_placement(
    file: &PersonFile,
    placement: PlacementId,
    proposal: PlacementEvent,
    when: Occasioned,
) -> Result<PlacementEvent, Refusal> {
    when.check()?;
    let placement = file.placements.get(&placement).ok_or(Refusal::NoSuchEntry)?;
    match &proposal {
        PlacementEvent::Recorded(_) => {
            return Err(Refusal::AlreadyRecorded { event: proposal.name() });
        }
        PlacementEvent::PlanChecked { note } => answered(note, "note")?,
        PlacementEvent::Ended { reason } => {
            if placement.ended_at.is_some() {
                return Err(Refusal::AlreadyEnded);
            }
            answered(reason, "reason")?;
        }
    }
    Ok(proposal)
}

/// Records a strategy meeting about an episode.
///
/// # Errors
/// Refused for a time in the future or before the report, without chair and decisions, and for a slot 0.
pub fn hold_meeting(
    episode: &Episode,
    person: PersonId,
    held: MeetingHeld,
    when: Occasioned,
) -> Result<MeetingHeld, Refusal> {
    when.check()?;
    if when.happened_at < episode.start() {
        return Err(Refusal::BeforeReport { reported_at: episode.reported_at });
    }
    if held.occasion == (Occasion::Slot { slot: 0 }) {
        return Err(Refusal::AnswerMissing { field: "slot" });
    }
    answered(&held.chair, "chair")?;
    answered(&held.attended, "attended")?;
    answered(&held.decisions, "decisions")?;
    Ok(MeetingHeld { episode: episode.id, person, ..held })
}

/// Records that a meeting's minutes were circulated.
///
/// # Errors
/// Refused for a meeting that is not there, for a time in the future or before the meeting, and without recipients.
pub fn circulate_minutes(
    file: &PersonFile,
    meeting: MeetingId,
    to: String,
    when: Occasioned,
) -> Result<MeetingEvent, Refusal> {
    when.check()?;
    let meeting = file.meetings.get(&meeting).ok_or(Refusal::NoSuchEntry)?;
    if when.happened_at < meeting.held_at {
        return Err(Refusal::BeforeReport { reported_at: meeting.held_at });
    }
    answered(&to, "to")?;
    Ok(MeetingEvent::MinutesCirculated { to })
}
