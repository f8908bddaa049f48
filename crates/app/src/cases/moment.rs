//! As known at: a case as it stood at a moment before. Its content is what the ledger held by then; who may see it, and
//! what protects the person, are as they are now.

use std::collections::BTreeSet;

use domain::{
    episode::EpisodeEvent,
    file::PersonFile,
    ids::{EntryId, EpisodeId, PersonId},
    ledger::{Actor, Content, Entry, Event, Stream},
    person::Marker,
    time::to_microsecond,
};
use jiff::Timestamp;

use super::timeline::is_told_of;
use crate::{access::Action, records::Known, trouble::Trouble};

/// The moment as of which something is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Moment {
    /// As it stands.
    #[default]
    Now,
    /// As it was known at an instant.
    At(Timestamp),
    /// As it was known just after an entry was recorded; what was recorded together belongs together.
    After(EntryId),
}

/// Why there is nothing to show as of a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotThen {
    /// Nothing had been recorded yet.
    BeforeTheFirst {
        /// When the first entry was recorded.
        recorded_at: Timestamp,
    },
    /// The moment has not come.
    Ahead {
        /// The present.
        now: Timestamp,
    },
}

/// What a view of the past says of itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    /// The moment as of which everything else in the view holds.
    pub at: Timestamp,
    /// The present.
    pub now: Timestamp,
    /// Where it stands among what was recorded.
    pub stepping: Stepping,
    /// Markers that are held now and were not known then: what protects is never taken away by looking back.
    pub markers_since: Vec<Marker>,
}

/// What was recorded at one instant.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordedStep {
    /// When.
    pub recorded_at: Timestamp,
    /// By whom.
    pub actor: Actor,
    /// The entries, in the order recorded.
    pub entries: Vec<StepEntry>,
}

/// One entry of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepEntry {
    /// The entry.
    pub entry: EntryId,
    /// Its word; of a correction, the word of what it corrects.
    pub word: String,
    /// When it happened, as it was first said.
    pub happened_at: Timestamp,
    /// What it does to the record.
    pub kind: StepKind,
}

/// What an entry does to the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// It adds to it.
    Added,
    /// It corrects what was there.
    Corrects(EntryId),
    /// It added to it, and what it said has been disposed of.
    Disposed,
}

/// The steps around a moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stepping {
    /// How many there are.
    pub count: usize,
    /// How many had been recorded by the moment.
    pub known: usize,
    /// The first.
    pub first: Option<RecordedStep>,
    /// The one before the last that was known.
    pub previous: Option<RecordedStep>,
    /// The last that was known.
    pub current: Option<RecordedStep>,
    /// The first that was not known yet.
    pub next: Option<RecordedStep>,
    /// The last.
    pub last: Option<RecordedStep>,
}

/// A file as it was at the moment as of which it is read, and, where that is past, as it is today.
pub(crate) struct Standpoint {
    pub(crate) known: Known,
    pub(crate) at: Timestamp,
    pub(crate) today: Option<Today>,
}

/// What stands beside the past.
pub(crate) struct Today {
    pub(crate) known: Known,
    pub(crate) now: Timestamp,
}

impl Standpoint {
    /// A file as it stands.
    pub(crate) fn now(known: Known, clock: Timestamp) -> Self {
        Self { at: known.entered_at(clock), known, today: None }
    }

    /// A file as of a moment; `clock` is the present.
    /// `before` is what the record held with those it was merged with then and is not now, where there are any.
    pub(crate) fn of(
        today: Known,
        record: PersonId,
        moment: Moment,
        clock: Timestamp,
        before: Option<&[Entry]>,
    ) -> Result<Self, Trouble> {
        let now = today.entered_at(clock);
        let at = match moment {
            Moment::Now => return Ok(Self::now(today, clock)),
            Moment::At(at) => to_microsecond(at),
            Moment::After(entry) => today.entry(entry).ok_or(Trouble::NotFound)?.recorded_at,
        };
        if at > now {
            return Err(Trouble::NotThen(NotThen::Ahead { now }));
        }
        let entries = before.unwrap_or(&today.entries);
        let known = today.of_record_at(record, entries, at);
        Ok(Self { known, at, today: Some(Today { known: today, now }) })
    }

    /// The file as it is today: access is decided on it.
    pub(crate) fn todays(&self) -> &PersonFile {
        self.today.as_ref().map_or(&self.known.file, |today| &today.known.file)
    }

    /// The version to name when something is recorded now.
    pub(crate) fn todays_version(&self) -> i64 {
        self.today.as_ref().map_or_else(|| self.known.version(), |today| today.known.version())
    }

    /// The moment, where it is past.
    pub(crate) fn known_at(&self) -> Option<Timestamp> {
        self.today.as_ref().map(|_| self.at)
    }

    /// The same where the episode had been reported by then.
    pub(crate) fn with_episode(self, id: EpisodeId) -> Result<Self, Trouble> {
        let reported = self.known.file.episodes.contains_key(&id);
        self.with_something_in(Stream::Episode(id), reported)
    }

    /// The same where anything had been recorded by then.
    pub(crate) fn with_record(self) -> Result<Self, Trouble> {
        let recorded = !self.known.file.recorded.is_empty();
        let person = Stream::Person(self.known.file.id);
        self.with_something_in(person, recorded)
    }

    fn with_something_in(self, stream: Stream, there: bool) -> Result<Self, Trouble> {
        let Some(today) = self.today.as_ref().filter(|_| !there) else {
            return Ok(self);
        };
        let first = today.known.entries.iter().find(|entry| entry.stream == stream);
        let recorded_at = first.ok_or(Trouble::NotFound)?.recorded_at;
        Err(Trouble::NotThen(NotThen::BeforeTheFirst { recorded_at }))
    }

    /// What a view of the past says of itself; nothing for the present.
    pub(crate) fn past(&self, steps: impl Fn(&Known) -> Vec<RecordedStep>) -> Option<Past> {
        let today = self.today.as_ref()?;
        Some(Past {
            at: self.at,
            now: today.now,
            stepping: Stepping::around(steps(&today.known), self.at),
            markers_since: markers_since(&self.known.file, &today.known.file),
        })
    }

    /// Of what the reader may do, what can be done from here: from the past nothing is recorded but that it was printed.
    pub(crate) fn permitted(&self, mut may: Vec<Action>) -> Vec<Action> {
        if self.today.is_some() {
            may.retain(|action| action.is_reading() || *action == Action::DocumentMade);
        }
        may
    }
}

impl Stepping {
    fn around(mut steps: Vec<RecordedStep>, at: Timestamp) -> Self {
        let known = steps.partition_point(|step| step.recorded_at <= at);
        let pick = |place: Option<usize>| place.and_then(|place| steps.get(place).cloned());
        let (previous, current) = (pick(known.checked_sub(2)), pick(known.checked_sub(1)));
        let (first, next) = (pick(Some(0)), pick(Some(known)));
        Self { count: steps.len(), known, first, previous, current, next, last: steps.pop() }
    }
}

impl StepEntry {
    fn of(entry: &Entry, corrected: impl Fn(EntryId) -> Option<String>) -> Self {
        let (word, kind) = match &entry.content {
            Content::Event(Event::Corrected(correction)) => {
                let word = corrected(correction.corrects).unwrap_or_else(|| entry.name.clone());
                (word, StepKind::Corrects(correction.corrects))
            }
            Content::Event(_) => (entry.name.clone(), StepKind::Added),
            Content::Disposed => (entry.name.clone(), StepKind::Disposed),
        };
        Self { entry: entry.id, word, happened_at: entry.happened_at, kind }
    }
}

/// What was recorded of an episode, step by step, as it was recorded: what is told of it, and the corrections of that.
pub(crate) fn steps_of_episode(known: &Known, id: EpisodeId) -> Vec<RecordedStep> {
    let Some(episode) = known.file.episodes.get(&id) else {
        return Vec::new();
    };
    let told = known.file.recorded.iter().filter(|recorded| is_told_of(&known.file, episode, recorded));
    let told: BTreeSet<EntryId> = told.map(|recorded| recorded.entry).collect();
    let opened_at = known.entries.iter().find(|entry| opens(entry, id)).map(|entry| entry.recorded_at);
    steps(known, &told, Stream::Episode(id), opened_at.unwrap_or(Timestamp::MIN))
}

/// What was recorded of a person besides their episodes, step by step.
pub(crate) fn steps_of_person(known: &Known) -> Vec<RecordedStep> {
    let of_the_person =
        known.file.recorded.iter().filter(|recorded| known.file.episode_of(recorded).is_none());
    let told: BTreeSet<EntryId> = of_the_person.map(|recorded| recorded.entry).collect();
    steps(known, &told, Stream::Person(known.file.id), Timestamp::MIN)
}

fn opens(entry: &Entry, id: EpisodeId) -> bool {
    let opened = matches!(&entry.content, Content::Event(Event::Episode(EpisodeEvent::Opened(_))));
    opened && entry.stream == Stream::Episode(id)
}

fn steps(known: &Known, told: &BTreeSet<EntryId>, own: Stream, from: Timestamp) -> Vec<RecordedStep> {
    let belongs = |entry: &&Entry| match &entry.content {
        Content::Event(Event::Corrected(correction)) => told.contains(&correction.corrects),
        Content::Event(_) => told.contains(&entry.id),
        Content::Disposed => entry.stream == own,
    };
    let word_of = |id| known.entry(id).map(|entry| entry.name.clone());
    let mut steps: Vec<RecordedStep> = Vec::new();
    for entry in known.entries.iter().filter(|entry| entry.recorded_at >= from).filter(belongs) {
        let said = StepEntry::of(entry, word_of);
        match steps.last_mut() {
            Some(step) if step.recorded_at == entry.recorded_at => step.entries.push(said),
            Some(_) | None => steps.push(RecordedStep {
                recorded_at: entry.recorded_at,
                actor: entry.actor.clone(),
                entries: vec![said],
            }),
        }
    }
    steps
}

/// Markers that are held today and were not held then, or not as they stand today.
fn markers_since(then: &PersonFile, today: &PersonFile) -> Vec<Marker> {
    let since = today.person.markers.iter().filter(|held| !then.person.markers.contains(held));
    since.map(|(_, marker)| marker.clone()).collect()
}
