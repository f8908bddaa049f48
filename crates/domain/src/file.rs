//! A person's file: everything the ledger holds about one person, as known at a moment.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;

use crate::{
    episode::{Ending, Episode, EpisodeEvent, Status},
    ids::{EntryId, EpisodeId, MeetingId, PersonId, PlacementId},
    ledger::{Actor, Content, Correction, Entry, Event, Stream},
    meeting::{Meeting, MeetingEvent},
    merging::{AbsorbedRecord, Absorption, Merging},
    person::Person,
    placement::{Placement, PlacementEvent},
};

/// An entry as it stands once the corrections known at the moment are applied.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// The entry.
    pub entry: EntryId,
    /// Its place in the global order.
    pub sequence: i64,
    /// What it is about.
    pub stream: Stream,
    /// When it happened, corrected.
    pub happened_at: Timestamp,
    /// When it was entered.
    pub recorded_at: Timestamp,
    /// Who entered it.
    pub actor: Actor,
    /// What happened, corrected.
    pub event: Event,
    /// The corrections that were applied, in the order recorded.
    pub corrected_by: Vec<EntryId>,
}

/// What the entries say as known at a moment, in the order in which it happened; of one instant, as recorded.
///
/// An entry is visible from when it was recorded; a correction replaces what it corrects from when the correction
/// itself was recorded; what happened later than the moment is not visible. What was disposed of says nothing.
#[must_use]
pub fn as_known_at(entries: &[Entry], moment: Timestamp) -> Vec<Recorded> {
    let mut visible: Vec<Recorded> = Vec::with_capacity(entries.len());
    let mut place_of: HashMap<EntryId, usize> = HashMap::with_capacity(entries.len());
    for entry in entries.iter().filter(|entry| entry.recorded_at <= moment) {
        match &entry.content {
            Content::Event(Event::Corrected(correction)) => {
                if let Some(&place) = place_of.get(&correction.corrects) {
                    apply_correction(&mut visible[place], entry, correction);
                }
            }
            Content::Event(event) => {
                place_of.insert(entry.id, visible.len());
                visible.push(recorded(entry, event));
            }
            Content::Disposed => {}
        }
    }
    visible.retain(|recorded| recorded.happened_at <= moment);
    visible.sort_by_key(|recorded| (recorded.happened_at, recorded.sequence));
    visible
}

fn recorded(entry: &Entry, event: &Event) -> Recorded {
    Recorded {
        entry: entry.id,
        sequence: entry.sequence,
        stream: entry.stream,
        happened_at: entry.happened_at,
        recorded_at: entry.recorded_at,
        actor: entry.actor.clone(),
        event: event.clone(),
        corrected_by: Vec::new(),
    }
}

fn apply_correction(recorded: &mut Recorded, entry: &Entry, correction: &Correction) {
    if let Some(happened_at) = correction.happened_at {
        recorded.happened_at = happened_at;
    }
    if let Some(event) = &correction.event {
        recorded.event = (**event).clone();
    }
    recorded.corrected_by.push(entry.id);
}

/// One person's record, placements, meetings and episodes; where several records of one person are merged, those of all.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonFile {
    /// Whose.
    pub id: PersonId,
    /// Their record.
    pub person: Person,
    /// Their placements.
    pub placements: BTreeMap<PlacementId, Placement>,
    /// Strategy meetings about them.
    pub meetings: BTreeMap<MeetingId, Meeting>,
    /// Their episodes.
    pub episodes: BTreeMap<EpisodeId, Episode>,
    /// Everything, in the order in which it happened.
    pub recorded: Vec<Recorded>,
    /// The records that were merged into this one, in the order in which that happened.
    pub absorbed: Vec<AbsorbedRecord>,
}

impl PersonFile {
    /// The file that these entries give. Any prefix of them gives one: what refers to something that is not
    /// there says nothing yet.
    #[must_use]
    pub fn fold(id: PersonId, recorded: Vec<Recorded>) -> Self {
        let mut file = Self {
            id,
            person: Person::default(),
            placements: BTreeMap::new(),
            meetings: BTreeMap::new(),
            episodes: BTreeMap::new(),
            recorded: Vec::new(),
            absorbed: Vec::new(),
        };
        let mut merging = Merging::begin(id, &recorded);
        let recorded = merging.own(recorded);
        // First what brings something into being: information may be older than the report that opens the episode.
        for item in &recorded {
            file.begin(item);
        }
        for item in &recorded {
            file.apply(item, &mut merging);
        }
        (file.person, file.absorbed) = merging.finish();
        file.recorded = recorded;
        file
    }

    /// The file as known at a moment.
    #[must_use]
    pub fn as_known_at(id: PersonId, entries: &[Entry], moment: Timestamp) -> Self {
        Self::fold(id, as_known_at(entries, moment))
    }

    /// The episode that is running, if the person is missing.
    #[must_use]
    pub fn running_episode(&self) -> Option<&Episode> {
        self.episodes.values().find(|episode| episode.status == Status::Missing)
    }

    /// The episode in which the person was found dead, and when; nothing while they are not known to be.
    #[must_use]
    pub fn found_dead(&self) -> Option<(&Episode, Timestamp)> {
        self.episodes
            .values()
            .filter(|episode| episode.ending() == Some(&Ending::FoundDead))
            .find_map(|episode| Some((episode, episode.ended_at()?)))
    }

    /// The placement in which the person lives at that moment: the last to start that has not ended.
    #[must_use]
    pub fn placement_at(&self, moment: Timestamp) -> Option<&Placement> {
        self.placements
            .values()
            .filter(|placement| placement.ended_at.is_none_or(|ended| ended > moment))
            .max_by_key(|placement| (placement.recorded.start, placement.recorded_at))
    }

    /// When the report of an episode was entered: later than police were told of it where it was written down first, or
    /// could not be sent at once.
    #[must_use]
    pub fn came_in(&self, episode: &Episode) -> Timestamp {
        let opened = |recorded: &&Recorded| {
            recorded.stream == Stream::Episode(episode.id)
                && matches!(recorded.event, Event::Episode(EpisodeEvent::Opened(_)))
        };
        self.recorded.iter().find(opened).map_or(episode.reported_at, |recorded| recorded.recorded_at)
    }

    /// The person as they were at a moment, as is known now.
    #[must_use]
    pub fn person_at(&self, moment: Timestamp) -> Person {
        Merging::begin(self.id, &self.recorded).person_until(&self.recorded, moment)
    }

    /// Whose record a stream belongs to: one that was absorbed goes on in its own streams.
    #[must_use]
    pub fn owner_of(&self, stream: Stream) -> PersonId {
        let owner = match stream {
            Stream::Person(id) => Some(id),
            Stream::Episode(id) => self.episodes.get(&id).map(|episode| episode.opened.person),
            Stream::Placement(id) => self.placements.get(&id).map(|placement| placement.recorded.person),
            Stream::Meeting(id) => self.meetings.get(&id).map(|meeting| meeting.held.person),
            Stream::Incident(_) | Stream::Agency(_) | Stream::Unidentified(_) => None,
        };
        owner.unwrap_or(self.id)
    }

    /// Every name by which the person can be found: their own and other names, and those of absorbed records.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let absorbed = self.absorbed.iter().map(|absorbed| &absorbed.details);
        let all = std::iter::once(&self.person.details).chain(absorbed);
        all.flat_map(|details| std::iter::once(&details.name).chain(&details.other_names)).map(String::as_str)
    }

    /// The episode that an entry is about.
    #[must_use]
    pub fn episode_of(&self, recorded: &Recorded) -> Option<&Episode> {
        match recorded.stream {
            Stream::Episode(id) => self.episodes.get(&id),
            Stream::Meeting(id) => {
                self.meetings.get(&id).and_then(|meeting| self.episodes.get(&meeting.held.episode))
            }
            Stream::Person(_)
            | Stream::Incident(_)
            | Stream::Placement(_)
            | Stream::Agency(_)
            | Stream::Unidentified(_) => None,
        }
    }

    /// When the last entry was recorded; the beginning of time for an empty file.
    #[must_use]
    pub fn last_recorded_at(&self) -> Timestamp {
        self.recorded.iter().map(|recorded| recorded.recorded_at).max().unwrap_or(Timestamp::MIN)
    }

    /// The entry of that id.
    #[must_use]
    pub fn find(&self, entry: EntryId) -> Option<&Recorded> {
        self.recorded.iter().find(|recorded| recorded.entry == entry)
    }

    fn begin(&mut self, item: &Recorded) {
        match (&item.event, item.stream) {
            (Event::Episode(EpisodeEvent::Opened(opened)), Stream::Episode(id)) => {
                self.episodes
                    .insert(id, Episode::new(id, item.happened_at, item.actor.agency, (**opened).clone()));
            }
            (Event::Placement(PlacementEvent::Recorded(recorded)), Stream::Placement(id)) => {
                self.placements.insert(id, Placement::new(id, item.recorded_at, recorded.clone()));
            }
            (Event::Meeting(MeetingEvent::Held(held)), Stream::Meeting(id)) => {
                self.meetings.insert(id, Meeting::new(id, item.happened_at, held.clone()));
            }
            (
                Event::Person(_)
                | Event::Incident(_)
                | Event::Episode(_)
                | Event::Placement(_)
                | Event::Meeting(_)
                | Event::Agency(_)
                | Event::Unidentified(_)
                | Event::Corrected(_),
                _,
            ) => {}
        }
    }

    fn apply(&mut self, item: &Recorded, merging: &mut Merging) {
        let at = item.happened_at;
        match (&item.event, item.stream) {
            (Event::Person(event), Stream::Person(of)) => {
                if let Some(absorption) = merging.apply(item, of, event) {
                    self.carry_on(at, absorption);
                }
            }
            (Event::Episode(event), Stream::Episode(id)) => {
                if let Some(episode) = self.episodes.get_mut(&id) {
                    episode.apply(item.entry, at, &item.actor, event);
                }
                self.apply_to_others(id, item, event);
            }
            (Event::Placement(event), Stream::Placement(id)) => {
                if let Some(placement) = self.placements.get_mut(&id) {
                    placement.apply(at, event);
                }
            }
            (Event::Meeting(event), Stream::Meeting(id)) => {
                if let Some(meeting) = self.meetings.get_mut(&id) {
                    meeting.apply(at, event);
                }
            }
            (
                Event::Person(_)
                | Event::Incident(_)
                | Event::Episode(_)
                | Event::Placement(_)
                | Event::Meeting(_)
                | Event::Agency(_)
                | Event::Unidentified(_)
                | Event::Corrected(_),
                _,
            ) => {}
        }
    }

    /// Two reports of one time missing: one case goes on, and the others end in it.
    fn carry_on(&mut self, at: Timestamp, absorption: &Absorption) {
        let Some(goes_on) = absorption.goes_on_in else { return };
        for id in &absorption.carried_on {
            if let Some(episode) = self.episodes.get_mut(id) {
                episode.carry_on(at, goes_on);
            }
        }
    }

    /// One interview may have been about several times missing (T9).
    fn apply_to_others(&mut self, held_in: EpisodeId, item: &Recorded, event: &EpisodeEvent) {
        if let EpisodeEvent::ReturnInterviewHeld(interview)
        | EpisodeEvent::PreventionInterviewHeld(interview) = event
        {
            for id in interview.also_for.iter().filter(|id| **id != held_in) {
                if let Some(episode) = self.episodes.get_mut(id) {
                    episode.apply(item.entry, item.happened_at, &item.actor, event);
                }
            }
        }
    }
}
