//! Correcting what was recorded. What holds instead is asked the same as what is recorded anew: at its place in the
//! course, and of every entry that was recorded after it.

use super::{
    decide::{GradeRules, Occasioned, answered, complete, fits_the_course, not_missing_then},
    event::EpisodeEvent,
    reach::within_reach,
};
use crate::{
    file::{PersonFile, Recorded},
    ledger::{Correction, Event, Stream},
    named::named_in,
    person::PersonEvent,
    refusal::Refusal,
};
use jiff::Timestamp;

/// Decides on a correction of an earlier entry of the same stream.
///
/// # Errors
/// Refused without a reason, for an entry that is not there, for a change into another event or onto another entry, for
/// no change at all, where what would hold instead may not be recorded, and where another entry could then not stand.
pub fn correct(
    file: &PersonFile,
    recorded: &Recorded,
    correction: Correction,
    now: Timestamp,
    rules: &GradeRules,
) -> Result<Correction, Refusal> {
    answered(&correction.reason, "reason")?;
    let happened_at = correction.happened_at.unwrap_or(recorded.happened_at);
    Occasioned { happened_at, now }.check()?;
    let replacement = correction.event.as_deref().unwrap_or(&recorded.event);
    stays_the_same_event(&recorded.event, replacement)?;
    let completed = match replacement {
        Event::Episode(EpisodeEvent::Opened(opened)) => {
            answered(opened.report.what_happened(), "circumstances")?;
            replacement.clone()
        }
        Event::Episode(event) => Event::Episode(complete(event.clone(), rules)?),
        // A merge is undone as a whole, on both records.
        Event::Person(
            PersonEvent::Absorbed(_)
            | PersonEvent::MergedInto { .. }
            | PersonEvent::Separated { .. }
            | PersonEvent::Restored { .. },
        )
        | Event::Corrected(_) => return Err(Refusal::NotCorrectable),
        Event::Person(_)
        | Event::Incident(_)
        | Event::Placement(_)
        | Event::Meeting(_)
        | Event::Agency(_)
        | Event::Unidentified(_) => replacement.clone(),
    };
    if completed == recorded.event && happened_at == recorded.happened_at {
        return Err(Refusal::NothingCorrected);
    }
    leaves_the_course_whole(file, recorded, &completed, happened_at)?;
    let event = (completed != recorded.event).then(|| Box::new(completed));
    let happened_at = (happened_at != recorded.happened_at).then_some(happened_at);
    Ok(Correction { event, happened_at, ..correction })
}

/// A correction changes what an entry says, not what it is about: whom it is about and which entry it answers may be
/// somebody else's.
fn stays_the_same_event(before: &Event, after: &Event) -> Result<(), Refusal> {
    if before.name() != after.name() {
        return Err(Refusal::CorrectedToOtherEvent);
    }
    if named_in(before).answers != named_in(after).answers {
        return Err(Refusal::NoSuchEntry);
    }
    if let (Event::Episode(EpisodeEvent::Opened(before)), Event::Episode(EpisodeEvent::Opened(after))) =
        (before, after)
    {
        let about = |opened: &super::Opened| (opened.incident, opened.person, opened.lead_force);
        if about(before) != about(after) || before.governed_by != after.governed_by {
            return Err(Refusal::CorrectedToOtherEvent);
        }
    }
    Ok(())
}

/// Whether every entry could still have been recorded in its order, and the corrected one at the moment at which it is
/// now said to have happened. What did not fit before (entries of other systems, or of earlier rules) is no reason
/// to refuse: a correction may not make it worse.
fn leaves_the_course_whole(
    file: &PersonFile,
    recorded: &Recorded,
    completed: &Event,
    happened_at: Timestamp,
) -> Result<(), Refusal> {
    let before: Vec<&Recorded> = of_episodes(&file.recorded);
    let corrected = Recorded { event: completed.clone(), happened_at, ..recorded.clone() };
    let after: Vec<&Recorded> =
        before.iter().map(|item| if item.entry == recorded.entry { &corrected } else { *item }).collect();
    let moment = (happened_at, recorded.sequence);
    let earlier =
        |item: &&&Recorded| (item.happened_at, item.sequence) < moment && item.entry != recorded.entry;
    let stands =
        |all: &[&Recorded], item: &Recorded| fits_after(file, all.iter().filter(earlier).copied(), item);
    if let Err(refusal) = stands(&after, &corrected)
        && stands(&before, recorded).as_ref() != Err(&refusal)
    {
        return Err(refusal);
    }
    for (was, is) in before.iter().zip(&after).filter(|(was, _)| was.sequence >= recorded.sequence) {
        let Err(refusal) = fits_in_order(file, &after, is) else { continue };
        if fits_in_order(file, &before, was).is_err() {
            continue;
        }
        return Err(match is.entry == recorded.entry {
            true => refusal,
            false => Refusal::BreaksTheCourse {
                event: is.event.name(),
                at: is.happened_at,
                why: Box::new(refusal),
            },
        });
    }
    Ok(())
}

/// Whether an entry could have been recorded after those that were recorded before it.
fn fits_in_order(file: &PersonFile, all: &[&Recorded], item: &Recorded) -> Result<(), Refusal> {
    let before = all.iter().filter(|other| other.sequence < item.sequence).copied();
    fits_after(file, before, item)
}

fn fits_after<'r>(
    file: &PersonFile,
    before: impl Iterator<Item = &'r Recorded>,
    item: &Recorded,
) -> Result<(), Refusal> {
    let (Event::Episode(event), Stream::Episode(id)) = (&item.event, item.stream) else {
        return Ok(());
    };
    let mut before: Vec<Recorded> = before.cloned().collect();
    before.sort_by_key(|other| (other.happened_at, other.sequence));
    let known = PersonFile::fold(file.id, before);
    if let EpisodeEvent::Opened(opened) = event {
        if opened.missing_since.is_some_and(|since| since > item.happened_at) {
            return Err(Refusal::MissingAfterReport);
        }
        let when = Occasioned { happened_at: item.happened_at, now: item.recorded_at };
        within_reach(&file.person.details.birth, opened.missing_since, when)?;
        return not_missing_then(&known, Some(id), item.happened_at);
    }
    // Without its report an episode has no course that anything could fail to fit.
    let Some(episode) = known.episodes.get(&id) else { return Ok(()) };
    fits_the_course(&known, episode, event, item.happened_at)
}

/// What happened in episodes, in the order in which it was recorded.
fn of_episodes(recorded: &[Recorded]) -> Vec<&Recorded> {
    let mut items: Vec<&Recorded> =
        recorded.iter().filter(|item| matches!(item.stream, Stream::Episode(_))).collect();
    items.sort_by_key(|item| item.sequence);
    items
}

#[cfg(test)]
pub(super) fn each_could_have_been_recorded_in_its_order(file: &PersonFile) -> Result<(), Refusal> {
    let all = of_episodes(&file.recorded);
    all.iter().try_for_each(|item| fits_in_order(file, &all, item))
}
