//! One person's history being written: what is said to have happened is planned in any order, then settled in the
//! order in which it was recorded, each entry through the product's own decisions. So the demonstration cannot hold
//! what the product would refuse.

use std::collections::HashMap;

use domain::{
    episode::{self, Episode, EpisodeEvent, GradeRules, Occasioned},
    file::PersonFile,
    ids::{EntryId, EpisodeId, MeetingId, PersonId},
    ledger::{Content, Draft, Entry, Event, Stream},
    meeting::MeetingEvent,
    named::named_in,
    person::PersonEvent,
    placement::PlacementEvent,
    record::{self, Likely, SaidOfOthers},
    refusal::Refusal,
};
use jiff::Timestamp;

/// What is planned for one person, and what was recorded of it.
pub(super) struct Chronicle {
    person: PersonId,
    planned: Vec<Planned>,
}

/// An entry that somebody will try to record.
struct Planned {
    draft: Draft,
    rules: GradeRules,
}

impl Chronicle {
    /// Nothing is planned yet.
    pub(super) fn of(person: PersonId) -> Self {
        Self { person, planned: Vec::new() }
    }

    /// Whose it is.
    pub(super) fn person(&self) -> PersonId {
        self.person
    }

    /// Plans an entry; `rules` are those of the episode that it belongs to.
    pub(super) fn plan(&mut self, draft: Draft, rules: &GradeRules) {
        self.planned.push(Planned { draft, rules: rules.clone() });
    }

    /// What was recorded by `now`, in that order.
    ///
    /// # Panics
    /// If the product refuses what was planned: then the generator tells a story that cannot be.
    pub(super) fn settle(mut self, now: Timestamp) -> Vec<Draft> {
        self.planned.retain(|planned| planned.draft.recorded_at <= now);
        self.planned.sort_by_key(|planned| planned.draft.recorded_at);
        let mut settled = Settled::default();
        for planned in self.planned {
            settled.record(self.person, planned);
        }
        settled.drafts
    }
}

/// What was recorded so far: all of it, and apart what a decision about the record or about one episode needs.
#[derive(Default)]
struct Settled {
    drafts: Vec<Draft>,
    entries: Vec<Entry>,
    of_record: Vec<Entry>,
    of_episode: HashMap<EpisodeId, OneEpisode>,
    episode_of: HashMap<MeetingId, EpisodeId>,
}

impl Settled {
    fn record(&mut self, person: PersonId, planned: Planned) {
        let Planned { mut draft, rules } = planned;
        draft.event = self.decided(person, &draft, &rules);
        let entry = entry_of(&draft, self.entries.len());
        self.keep(person, &entry);
        self.entries.push(entry);
        self.drafts.push(draft);
    }

    fn keep(&mut self, person: PersonId, entry: &Entry) {
        let episode = match entry.stream {
            Stream::Episode(id) => Some(id),
            Stream::Meeting(id) => self.episode_of.get(&id).copied(),
            Stream::Person(_)
            | Stream::Incident(_)
            | Stream::Placement(_)
            | Stream::Agency(_)
            | Stream::Unidentified(_) => None,
        };
        match episode {
            Some(id) => self.of_episode.entry(id).or_default().add(person, id, entry),
            None => self.of_record.push(entry.clone()),
        }
    }

    fn decided(&mut self, person: PersonId, draft: &Draft, rules: &GradeRules) -> Event {
        let now = draft.recorded_at;
        let when = Occasioned { happened_at: draft.happened_at, now };
        let decided = match (&draft.event, draft.stream) {
            (Event::Episode(EpisodeEvent::Opened(opened)), _) => {
                let file = PersonFile::as_known_at(person, &self.entries, now);
                episode::open(&file, (**opened).clone(), when).map(Event::Episode)
            }
            (Event::Episode(event), Stream::Episode(id)) => {
                // Only an interview about several times missing needs the whole file.
                let entries = match named_in(&draft.event).episodes.is_empty() {
                    true => &[][..],
                    false => &self.entries[..],
                };
                let file = PersonFile::as_known_at(person, entries, now);
                episode::decide(&file, self.episode(id), event.clone(), when, rules).map(Event::Episode)
            }
            (Event::Meeting(event), Stream::Meeting(id)) => {
                self.decided_of_meeting(person, id, event, when).map(Event::Meeting)
            }
            (Event::Person(PersonEvent::Registered { details }), _) => {
                record::register(details.clone(), Likely::default(), SaidOfOthers::default())
                    .map(|_| draft.event.clone())
            }
            (Event::Person(event), _) => {
                let file = PersonFile::as_known_at(person, &self.of_record, now);
                record::change_person(&file, event.clone(), when).map(Event::Person)
            }
            (Event::Placement(PlacementEvent::Recorded(recorded)), _) => {
                record::record_placement(person, recorded.clone(), when).map(Event::Placement)
            }
            (Event::Placement(event), Stream::Placement(id)) => {
                let file = PersonFile::as_known_at(person, &self.of_record, now);
                record::change_placement(&file, id, event.clone(), when).map(Event::Placement)
            }
            (Event::Corrected(correction), _) => {
                let file = PersonFile::as_known_at(person, &self.entries, now);
                let wrong = file.find(correction.corrects).expect("what is corrected was recorded before");
                episode::correct(&file, wrong, correction.clone(), now, rules).map(Event::Corrected)
            }
            (
                Event::Incident(_)
                | Event::Episode(_)
                | Event::Meeting(_)
                | Event::Placement(_)
                | Event::Agency(_)
                | Event::Unidentified(_),
                _,
            ) => {
                panic!("{} belongs into its own stream, not {}", draft.event.name(), draft.stream)
            }
        };
        decided.unwrap_or_else(|refusal| {
            panic!("the rules refuse {} of {}: {refusal:?}", draft.event.name(), draft.stream)
        })
    }

    fn decided_of_meeting(
        &mut self,
        person: PersonId,
        meeting: MeetingId,
        event: &MeetingEvent,
        when: Occasioned,
    ) -> Result<MeetingEvent, Refusal> {
        match event {
            MeetingEvent::Held(held) => {
                self.episode_of.insert(meeting, held.episode);
                record::hold_meeting(self.episode(held.episode), person, held.clone(), when)
                    .map(MeetingEvent::Held)
            }
            MeetingEvent::MinutesCirculated { to } => {
                let entries = &self.of_episode[&self.episode_of[&meeting]].entries;
                let file = PersonFile::as_known_at(person, entries, when.now);
                record::circulate_minutes(&file, meeting, to.clone(), when)
            }
        }
    }

    fn episode(&self, id: EpisodeId) -> &Episode {
        self.of_episode
            .get(&id)
            .and_then(|one| one.folded.as_ref())
            .expect("an episode is opened before anything else of it is recorded")
    }
}

/// An episode's entries, and the episode that they give.
#[derive(Default)]
struct OneEpisode {
    entries: Vec<Entry>,
    folded: Option<Episode>,
    until: Timestamp,
}

impl OneEpisode {
    /// One more entry. What happened after everything before it is only added; all is folded anew where something
    /// older came late or was corrected, for a fold goes in the order in which it happened.
    fn add(&mut self, person: PersonId, id: EpisodeId, entry: &Entry) {
        self.entries.push(entry.clone());
        match (&mut self.folded, &entry.content) {
            (Some(episode), Content::Event(Event::Episode(event))) if entry.happened_at >= self.until => {
                episode.apply(entry.id, entry.happened_at, &entry.actor, event);
            }
            (Some(_), Content::Event(Event::Meeting(_))) => {}
            (Some(_) | None, Content::Event(_) | Content::Disposed) => {
                let file = PersonFile::as_known_at(person, &self.entries, Timestamp::MAX);
                self.folded = file.episodes.get(&id).cloned();
            }
        }
        self.until = self.until.max(entry.happened_at);
    }
}

/// The entry that the draft will be, as far as deciding needs it: neither hash says anything here.
fn entry_of(draft: &Draft, place: usize) -> Entry {
    let sequence = i64::try_from(place).unwrap_or(i64::MAX).saturating_add(1);
    Entry {
        sequence,
        id: draft.id,
        stream: draft.stream,
        version: sequence,
        name: draft.event.name().to_owned(),
        happened_at: draft.happened_at,
        recorded_at: draft.recorded_at,
        actor: draft.actor.clone(),
        content: Content::Event(draft.event.clone()),
        commitment: [0; 32],
        hash: [0; 32],
    }
}

/// Where an entry stands, so that a later one can name it.
#[derive(Clone, Copy)]
pub(super) struct Noted {
    /// The entry.
    pub(super) entry: EntryId,
    /// When it was recorded.
    pub(super) recorded_at: Timestamp,
}
