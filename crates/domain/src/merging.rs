//! Two records of one person: merged by somebody's decision, and separated again. Nothing moves. Each record keeps its
//! streams, and while they are merged the file of the one that goes on is folded over the streams of both; what separates them
//! leaves each with its own, and with what was recorded in it meanwhile.

mod conflicts;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use conflicts::{Conflict, conflicts};

use crate::{
    episode::answered,
    file::{PersonFile, Recorded},
    ids::{EntryId, EpisodeId, PersonId},
    ledger::{Actor, Event, Stream},
    person::{Person, PersonDetails, PersonEvent},
    record::names_on_one_line,
    refusal::Refusal,
};

/// Another record is of the same person: its streams count here from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absorption {
    /// The record that is absorbed.
    pub other: PersonId,
    /// What is known of the person from now on, chosen from both.
    pub details: PersonDetails,
    /// Where both were missing at once: the case that goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goes_on_in: Option<EpisodeId>,
    /// The cases of the same time missing, which end there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub carried_on: Vec<EpisodeId>,
    /// Why they are one person.
    pub reason: String,
}

/// A record that counts in a file beside its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AbsorbedRecord {
    /// Which.
    pub id: PersonId,
    /// Into which it was merged: the file's own record, or another that was absorbed in its turn.
    pub into: PersonId,
    /// The entry that says so.
    pub entry: EntryId,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Actor,
    /// Why.
    pub reason: String,
    /// What was known of them in that record alone.
    pub details: PersonDetails,
}

/// Which records are merged, as a set of entries says: each absorbed record, with the one that absorbed it and the entry that
/// says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merges {
    into: BTreeMap<PersonId, (PersonId, EntryId)>,
}

impl Merges {
    /// As entries in the order recorded say.
    pub fn of<'e>(entries: impl Iterator<Item = (Stream, EntryId, &'e Event)>) -> Self {
        let mut merges = Self::default();
        for (stream, entry, event) in entries {
            let (Stream::Person(here), Event::Person(event)) = (stream, event) else { continue };
            if let PersonEvent::Absorbed(absorption) = event {
                merges.into.insert(absorption.other, (here, entry));
            } else if let PersonEvent::Separated { other, .. } = event {
                merges.into.remove(other);
            }
        }
        merges
    }

    fn of_file(recorded: &[Recorded]) -> Self {
        let mut in_order: Vec<&Recorded> =
            recorded.iter().filter(|recorded| matches!(recorded.stream, Stream::Person(_))).collect();
        in_order.sort_by_key(|recorded| recorded.sequence);
        Self::of(in_order.into_iter().map(|recorded| (recorded.stream, recorded.entry, &recorded.event)))
    }

    /// The record in which somebody's goes on: their own while it was not absorbed.
    #[must_use]
    pub fn survivor(&self, person: PersonId) -> PersonId {
        let mut survivor = person;
        // No more steps than merges: a ring that nobody could have decided would not hold anybody up.
        for _ in 0..self.into.len() {
            let Some((into, _)) = self.into.get(&survivor) else { break };
            survivor = *into;
        }
        survivor
    }

    /// The records that count in a survivor's file, its own among them.
    #[must_use]
    pub fn members(&self, survivor: PersonId) -> BTreeSet<PersonId> {
        let absorbed = self.into.keys().copied().filter(|person| self.survivor(*person) == survivor);
        absorbed.chain([survivor]).collect()
    }

    /// Every absorbed record with the survivor in which it counts.
    pub fn absorbed(&self) -> impl Iterator<Item = (PersonId, PersonId)> {
        self.into.keys().map(|person| (*person, self.survivor(*person)))
    }

    /// Whether an event says of a merge that was undone that it was made or undone: it names a record of somebody else.
    pub(crate) fn tells_of_an_undone(&self, stream: Stream, entry: EntryId, event: &Event) -> bool {
        match (stream, event) {
            (_, Event::Person(PersonEvent::Separated { .. } | PersonEvent::Restored { .. })) => true,
            (_, Event::Person(PersonEvent::Absorbed(absorption))) => !self.holds(entry, absorption),
            (Stream::Person(here), Event::Person(PersonEvent::MergedInto { into, .. })) => {
                self.into.get(&here).is_none_or(|(survivor, _)| survivor != into)
            }
            (_, _) => false,
        }
    }

    fn holds(&self, entry: EntryId, absorption: &Absorption) -> bool {
        self.into.get(&absorption.other).is_some_and(|(_, by)| *by == entry)
    }
}

/// What is told of a person in one record or in several that are merged, one event after another.
#[derive(Clone, Debug)]
pub(crate) struct Merging {
    merges: Merges,
    survivor: PersonId,
    /// What the survivor's file says so far.
    person: Person,
    /// What absorbed records say up to their merge.
    others: BTreeMap<PersonId, Person>,
    absorbed: Vec<AbsorbedRecord>,
}

impl Merging {
    pub(crate) fn begin(survivor: PersonId, recorded: &[Recorded]) -> Self {
        Self {
            merges: Merges::of_file(recorded),
            survivor,
            person: Person::default(),
            others: BTreeMap::new(),
            absorbed: Vec::new(),
        }
    }

    /// Of entries of several files, those of the records that are merged here.
    pub(crate) fn own(&self, mut recorded: Vec<Recorded>) -> Vec<Recorded> {
        let members = self.merges.members(self.survivor);
        let of_others = recorded.iter().filter_map(begins).filter(|(_, person)| !members.contains(person));
        let of_others: BTreeSet<Stream> = of_others.map(|(stream, _)| stream).collect();
        recorded.retain(|item| match item.stream {
            Stream::Person(person) => members.contains(&person),
            Stream::Episode(_) | Stream::Placement(_) | Stream::Meeting(_) => {
                !of_others.contains(&item.stream)
            }
            Stream::Incident(_) | Stream::Agency(_) | Stream::Unidentified(_) => true,
        });
        recorded
    }

    /// One more event of a person's stream; a merge that stands is handed back, because it says more than of the person.
    pub(crate) fn apply<'e>(
        &mut self,
        item: &'e Recorded,
        of: PersonId,
        event: &'e PersonEvent,
    ) -> Option<&'e Absorption> {
        self.of(of).apply(item.entry, item.happened_at, &item.actor, event);
        let PersonEvent::Absorbed(absorption) = event else { return None };
        if !self.merges.holds(item.entry, absorption) {
            return None;
        }
        let other = self.others.remove(&absorption.other).unwrap_or_default();
        self.absorbed.push(AbsorbedRecord {
            id: absorption.other,
            into: of,
            entry: item.entry,
            at: item.happened_at,
            by: item.actor.clone(),
            reason: absorption.reason.clone(),
            details: other.details.clone(),
        });
        let person = self.of(of);
        person.take_in(other);
        person.details = absorption.details.clone();
        Some(absorption)
    }

    /// The person as they were at an earlier moment: what is one person's now was theirs then.
    pub(crate) fn person_until(mut self, recorded: &[Recorded], end: Timestamp) -> Person {
        for item in recorded.iter().take_while(|item| item.happened_at <= end) {
            if let (Event::Person(event), Stream::Person(of)) = (&item.event, item.stream) {
                self.apply(item, of, event);
            }
        }
        for other in std::mem::take(&mut self.others).into_values() {
            self.person.take_in(other);
        }
        self.person
    }

    pub(crate) fn finish(self) -> (Person, Vec<AbsorbedRecord>) {
        (self.person, self.absorbed)
    }

    fn of(&mut self, person: PersonId) -> &mut Person {
        if self.merges.into.contains_key(&person) && person != self.survivor {
            self.others.entry(person).or_default()
        } else {
            &mut self.person
        }
    }
}

/// The stream that an entry begins, and whose it is.
fn begins(item: &Recorded) -> Option<(Stream, PersonId)> {
    use crate::{episode::EpisodeEvent, meeting::MeetingEvent, placement::PlacementEvent};
    let whose = match &item.event {
        Event::Episode(EpisodeEvent::Opened(opened)) => opened.person,
        Event::Placement(PlacementEvent::Recorded(recorded)) => recorded.person,
        Event::Meeting(MeetingEvent::Held(held)) => held.person,
        Event::Episode(_)
        | Event::Placement(_)
        | Event::Meeting(_)
        | Event::Person(_)
        | Event::Incident(_)
        | Event::Agency(_)
        | Event::Unidentified(_)
        | Event::Corrected(_) => return None,
    };
    Some((item.stream, whose))
}

/// What somebody decides on two records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What is known of the person, chosen from both.
    pub details: PersonDetails,
    /// Where both are missing: the case that goes on.
    pub goes_on_in: Option<EpisodeId>,
    /// Why they are one person.
    pub reason: String,
}

/// Merges two records: what is entered in the survivor's stream, and in the other's.
///
/// # Errors
/// Refused for a record and itself, without a reason, and where both are missing without saying which case goes on.
pub fn merge(
    survivor: &PersonFile,
    other: &PersonFile,
    proposal: Proposal,
) -> Result<(PersonEvent, PersonEvent), Refusal> {
    if survivor.id == other.id {
        return Err(Refusal::SameRecord);
    }
    answered(&proposal.reason, "reason")?;
    names_on_one_line(&proposal.details)?;
    let Proposal { details, goes_on_in, reason } = proposal;
    let running: Vec<EpisodeId> = [survivor, other]
        .into_iter()
        .filter_map(PersonFile::running_episode)
        .map(|episode| episode.id)
        .collect();
    let (goes_on_in, carried_on) = match (running.as_slice(), goes_on_in) {
        ([_, _], Some(kept)) if running.contains(&kept) => {
            (Some(kept), running.into_iter().filter(|id| *id != kept).collect())
        }
        ([_, _], _) => return Err(Refusal::AnswerMissing { field: "goes_on_in" }),
        (_, _) => (None, Vec::new()),
    };
    let told = PersonEvent::MergedInto { into: survivor.id, reason: reason.clone() };
    let absorption = Absorption { other: other.id, details, goes_on_in, carried_on, reason };
    Ok((PersonEvent::Absorbed(absorption), told))
}

/// Separates a record from the one that it was merged into: into which that was, and what is entered there and in its own stream.
///
/// # Errors
/// Refused without a reason, and for a record that is not merged here.
pub fn separate(
    file: &PersonFile,
    other: PersonId,
    reason: String,
) -> Result<(PersonId, PersonEvent, PersonEvent), Refusal> {
    let absorbed = file.absorbed.iter().find(|absorbed| absorbed.id == other).ok_or(Refusal::NotMerged)?;
    answered(&reason, "reason")?;
    let into = absorbed.into;
    let restored = PersonEvent::Restored { from: into, reason: reason.clone() };
    Ok((into, PersonEvent::Separated { other, reason }, restored))
}
