//! One person's history being written: what is said to have happened is planned in any order, then settled in the
//! order in which it was recorded, each entry through the product's own decisions. So the demonstration cannot hold
//! what the product would refuse.

use std::collections::HashMap;

use domain::{
    episode::{self, EpisodeEvent, GradeRules, Occasioned},
    file::PersonFile,
    ids::{EntryId, EpisodeId, PersonId},
    ledger::{Content, Draft, Entry, Event, Stream},
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
        Self {
            person,
            planned: Vec::new(),
        }
    }

    /// Whose it is.
    pub(super) fn person(&self) -> PersonId {
        self.person
    }

    /// Plans an entry; `rules` are those of the episode that it belongs to.
    pub(super) fn plan(&mut self, draft: Draft, rules: &GradeRules) {
        self.planned.push(Planned {
            draft,
            rules: rules.clone(),
        });
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

/// What was recorded so far, also by episode: deciding on an entry needs its own episode only.
#[derive(Default)]
struct Settled {
    drafts: Vec<Draft>,
    entries: Vec<Entry>,
    of_episode: HashMap<EpisodeId, Vec<Entry>>,
}

impl Settled {
    fn record(&mut self, person: PersonId, planned: Planned) {
        let Planned { mut draft, rules } = planned;
        draft.event = self.decided(person, &draft, &rules);
        let entry = entry_of(&draft, self.entries.len());
        if let Stream::Episode(id) = draft.stream {
            self.of_episode.entry(id).or_default().push(entry.clone());
        }
        self.entries.push(entry);
        self.drafts.push(draft);
    }

    fn decided(&self, person: PersonId, draft: &Draft, rules: &GradeRules) -> Event {
        let now = draft.recorded_at;
        let when = Occasioned {
            happened_at: draft.happened_at,
            now,
        };
        let refused = |refusal| -> Event {
            panic!("the rules refuse {} of {}: {refusal:?}", draft.event.name(), draft.stream)
        };
        match (&draft.event, draft.stream) {
            (Event::Episode(EpisodeEvent::Opened(opened)), _) => {
                let file = PersonFile::as_known_at(person, &self.entries, now);
                episode::open(&file, (**opened).clone(), when).map_or_else(refused, Event::Episode)
            }
            (Event::Episode(event), Stream::Episode(id)) => {
                let entries = self.of_episode.get(&id).map_or(&[][..], Vec::as_slice);
                let file = PersonFile::as_known_at(person, entries, now);
                let episode = file.episodes.get(&id).expect("an episode is opened before anything else of it");
                episode::decide(episode, event.clone(), when, rules).map_or_else(refused, Event::Episode)
            }
            (Event::Corrected(correction), _) => {
                let file = PersonFile::as_known_at(person, &self.entries, now);
                let wrong = file.find(correction.corrects).expect("what is corrected was recorded before");
                episode::correct(&file, wrong, correction.clone(), now, rules)
                    .map_or_else(refused, Event::Corrected)
            }
            (
                Event::Person(_)
                | Event::Incident(_)
                | Event::Episode(_)
                | Event::Placement(_)
                | Event::Meeting(_),
                _,
            ) => draft.event.clone(),
        }
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
