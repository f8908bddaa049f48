//! What was recorded, entry by entry, as it stands and as it was first entered.

use std::collections::HashMap;

use domain::{
    episode::{Episode, Status},
    file::{PersonFile, Recorded},
    ids::{AccountId, AgencyId, EntryId},
    ledger::{Content, Entry, Event},
    named::named_in,
    person::PersonEvent,
};

use super::{Correctable, CorrectionMade, Original, TimelineItem, owners::owner_in_event};
use crate::{access::Action, records::Known};

/// The entries that `shown` picks, the latest first.
pub(super) fn timeline(
    known: &Known,
    correctable: impl Fn(&Recorded) -> Correctable,
    shown: impl Fn(&Recorded) -> bool,
) -> Vec<TimelineItem> {
    let corrections = corrections(&known.entries);
    let mut items: Vec<TimelineItem> = known
        .file
        .recorded
        .iter()
        .filter(|recorded| shown(recorded))
        .map(|recorded| TimelineItem {
            entry: recorded.entry,
            stream: recorded.stream,
            sequence: recorded.sequence,
            happened_at: recorded.happened_at,
            recorded_at: recorded.recorded_at,
            actor: recorded.actor.clone(),
            event: recorded.event.clone(),
            original: original(known, recorded),
            corrections: corrections.get(&recorded.entry).cloned().unwrap_or_default(),
            correctable: correctable(recorded),
        })
        .collect();
    items.reverse();
    items
}

/// Whether an entry belongs to what is told of an episode: its own and those of its meetings, and what was recorded of the
/// person while the case was open.
pub(super) fn is_told_of(file: &PersonFile, episode: &Episode, recorded: &Recorded) -> bool {
    match file.episode_of(recorded) {
        // One talk may have been about several times missing; it stands in the history of each.
        Some(of) => of.id == episode.id || named_in(&recorded.event).episodes.contains(&episode.id),
        None => {
            let closed_at = match episode.status {
                Status::Missing | Status::Ended { .. } => None,
                Status::Closed { at, .. } => Some(at),
            };
            recorded.recorded_at >= episode.reported_at
                && closed_at.is_none_or(|at| recorded.recorded_at <= at)
        }
    }
}

/// Whoever may record such an event may correct it where [`may_correct`] has it so.
pub(super) fn whoever_may_record<'a>(
    may: &'a [Action],
    file: &'a PersonFile,
    agency: AgencyId,
) -> impl Fn(&Recorded) -> Correctable + 'a {
    move |recorded| {
        let may = may.contains(&Action::recording(&recorded.event))
            && may_correct(file, agency, recorded)
            && !is_of_a_merge(recorded);
        if may { Correctable::Yes } else { Correctable::No }
    }
}

/// A merge is undone as a whole, in both records, and not corrected in one.
fn is_of_a_merge(recorded: &Recorded) -> bool {
    matches!(
        recorded.event.person(),
        Some(
            PersonEvent::Absorbed(_)
                | PersonEvent::MergedInto { .. }
                | PersonEvent::Separated { .. }
                | PersonEvent::Restored { .. }
        )
    )
}

/// Words stand under the name of whoever recorded them: only their agency rewrites them, or a police force that leads a
/// case of the person and answers for its record.
pub(super) fn may_correct(file: &PersonFile, agency: AgencyId, recorded: &Recorded) -> bool {
    let leads = |episode: &Episode| episode.opened.lead_force == agency;
    recorded.actor.agency == agency || file.episodes.values().any(leads)
}

/// Everybody who recorded or corrected the entry, and to whom it gives something.
pub(super) fn accounts_in(item: &TimelineItem) -> impl Iterator<Item = AccountId> + '_ {
    let correctors = item.corrections.iter().map(|correction| correction.actor.account);
    let owner = item.event.episode().and_then(owner_in_event).and_then(|owner| owner.account);
    std::iter::once(item.actor.account).chain(correctors).chain(owner)
}

fn original(known: &Known, recorded: &Recorded) -> Option<Box<Original>> {
    recorded.corrected_by.first()?;
    let entry = known.entry(recorded.entry)?;
    match &entry.content {
        Content::Event(event) => {
            Some(Box::new(Original { happened_at: entry.happened_at, event: event.clone() }))
        }
        Content::Disposed => None,
    }
}

fn corrections(entries: &[Entry]) -> HashMap<EntryId, Vec<CorrectionMade>> {
    let mut made: HashMap<EntryId, Vec<CorrectionMade>> = HashMap::new();
    for entry in entries {
        if let Content::Event(Event::Corrected(correction)) = &entry.content {
            made.entry(correction.corrects).or_default().push(CorrectionMade {
                entry: entry.id,
                recorded_at: entry.recorded_at,
                actor: entry.actor.clone(),
                reason: correction.reason.clone(),
            });
        }
    }
    made
}

impl TimelineItem {
    /// An entry as it was entered, for showing what somebody else has just recorded; nothing where it was disposed of.
    pub(crate) fn as_entered(entry: &Entry) -> Option<Self> {
        let Content::Event(event) = &entry.content else {
            return None;
        };
        Some(Self {
            entry: entry.id,
            stream: entry.stream,
            sequence: entry.sequence,
            happened_at: entry.happened_at,
            recorded_at: entry.recorded_at,
            actor: entry.actor.clone(),
            event: event.clone(),
            original: None,
            corrections: Vec::new(),
            correctable: Correctable::No,
        })
    }
}
