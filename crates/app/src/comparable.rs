//! Comparable episodes: what similar times missing were like, for deciding where to look and what length is unusual
//! (decision 0030). Only those are counted that the reader may see; nothing here grades, and no floor of a grade asks it.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use domain::{
    comparable::{Curve, FEWEST, Figure, Indicator, Ladder, PastEpisode, indicators, past_episodes},
    file::PersonFile,
    ids::{EpisodeId, PersonId},
    ledger::{Entry, Stream},
};
use jiff::{SignedDuration, Timestamp};
use store::Compared;

use crate::{
    App,
    access::{Action, Denied, Existence},
    cases::{EpisodeView, Moment},
    identity::SignedIn,
    trouble::Trouble,
};

/// So many times missing are compared at most: the latest reported. The page says so where there are more.
const COMPARED_AT_MOST: u32 = 20_000;

/// Files read from the database at once.
const FILES_AT_ONCE: usize = 100;

/// People whose times missing are kept at most.
const KEPT_AT_MOST: usize = 50_000;

/// What similar times missing were like, as known at a moment.
#[derive(Clone, Debug)]
pub struct Comparable {
    /// The case, as known then.
    pub view: EpisodeView,
    /// The time missing that is compared.
    pub this: PastEpisode,
    /// How many others the reader may see, of other people.
    pub others: usize,
    /// Whether there were more than are compared.
    pub reach: Reach,
    /// Which of them are similar, and how that was widened.
    pub ladder: Ladder,
    /// How long they lasted; nothing where they are too few.
    pub curve: Option<Curve>,
    /// How much longer those lasted that were missing for as long as this one has been; nothing where they are too few,
    /// or where this one has ended.
    pub from_here: Option<Curve>,
    /// This person's other times missing that the reader may see, the earliest first.
    pub own: Vec<PastEpisode>,
    /// How long those lasted; nothing where they are too few.
    pub own_curve: Option<Curve>,
    /// What this person's record says of exploitation.
    pub indicators: Vec<Indicator>,
}

/// Whether everything that the reader may see was compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It was.
    Everything,
    /// Only the latest, so many of them.
    TheLatest(usize),
}

impl Comparable {
    /// A case compared with others of other people; `seen` are the episodes that the reader may see.
    #[must_use]
    pub fn of(view: EpisodeView, seen: &BTreeSet<EpisodeId>, others: &[PastEpisode], reach: Reach) -> Self {
        let now = view.now;
        let this = PastEpisode::of(&view.file, &view.episode);
        let mut own = past_episodes(&view.file);
        own.retain(|one| one.episode != this.episode && seen.contains(&one.episode));
        let ladder = Ladder::climb(&this.traits, others);
        let chosen = || ladder.chosen.iter().map(|(_, one)| one.length(now));
        let lasted = this.length(now).lasted;
        let longer = chosen().filter(|length| length.lasted > lasted).map(|mut length| {
            length.lasted -= lasted;
            length
        });
        let found = indicators(&view.file).into_iter().filter(|one| match one.stream {
            Stream::Episode(episode) => episode == this.episode || seen.contains(&episode),
            Stream::Person(_)
            | Stream::Incident(_)
            | Stream::Placement(_)
            | Stream::Meeting(_)
            | Stream::Agency(_)
            | Stream::Unidentified(_) => true,
        });
        Self {
            others: others.len(),
            reach,
            curve: curve_of_enough(chosen()),
            from_here: view.episode.ended_at().is_none().then(|| curve_of_enough(longer)).flatten(),
            own_curve: curve_of_enough(own.iter().map(|one| one.length(now))),
            own,
            indicators: found.collect(),
            ladder,
            this,
            view,
        }
    }

    /// The moment as of which it holds.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.view.now
    }

    /// How long this one has lasted, or lasted.
    #[must_use]
    pub fn lasted(&self) -> SignedDuration {
        self.this.length(self.now()).lasted
    }

    /// The episodes behind a figure, the latest begun first.
    pub fn behind(&self, figure: Figure) -> impl Iterator<Item = &PastEpisode> {
        let counts = move |(rung, one): &&(usize, PastEpisode)| figure.counts(*rung, one, self.now());
        self.ladder.chosen.iter().filter(counts).map(|(_, one)| one)
    }
}

/// A person's times missing, with the number of entries that the file had.
type WorkedOut = (i64, Arc<Vec<PastEpisode>>);

/// What was worked out of files before.
#[derive(Default)]
pub(crate) struct ComparedBefore(Mutex<HashMap<PersonId, WorkedOut>>);

impl ComparedBefore {
    fn get(&self, person: PersonId, entries: i64) -> Option<Arc<Vec<PastEpisode>>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(&person).filter(|(of, _)| *of == entries).map(|(_, past)| Arc::clone(past))
    }

    fn keep(&self, person: PersonId, entries: i64, past: &Arc<Vec<PastEpisode>>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT_AT_MOST {
            kept.clear();
        }
        kept.insert(person, (entries, Arc::clone(past)));
    }
}

impl App {
    /// What similar times missing were like, as known at a moment: of those that the reader may see today. The reading of the
    /// case and of those that were counted is logged.
    ///
    /// # Errors
    /// As [`App::episode_at`]; denied to whoever does not work cases.
    pub async fn comparable(
        &self,
        who: &SignedIn,
        id: EpisodeId,
        moment: Moment,
    ) -> Result<Comparable, Trouble> {
        let view = self.episode_at(who, id, moment).await?;
        if !view.may(Action::ViewCaseWork) {
            let (action, of) = (Action::ViewCaseWork.word(), Existence::Known);
            return Err(Trouble::Denied(Denied { action, policy: None, of }));
        }
        let scope = self.inner.access.scope(&who.actor(), Action::ListEpisodes)?;
        let store = &self.inner.store;
        let listed = store.episodes_to_compare(scope.resource(), COMPARED_AT_MOST).await?;
        let own = store.person_episodes(scope.resource(), view.person_id).await?;
        let own: BTreeSet<EpisodeId> = own.into_iter().map(|row| row.episode).collect();
        let known_at = view.past.as_ref().map(|past| past.at);
        let others = self.times_missing(&listed, view.person_id, known_at).await?;
        let comparable = Comparable::of(view, &own, &others, reach(listed.len()));
        let counted = comparable.ladder.chosen.iter().map(|(_, one)| one.episode);
        let own = comparable.own.iter().map(|one| one.episode);
        self.note_list(who, "comparable_episodes", counted.chain(own).map(|episode| episode.0)).await;
        Ok(comparable)
    }

    /// What is known of these times missing, but for those of one person: as it stands, or as it was known at a moment.
    async fn times_missing(
        &self,
        listed: &[Compared],
        but: PersonId,
        known_at: Option<Timestamp>,
    ) -> Result<Vec<PastEpisode>, Trouble> {
        let people: BTreeMap<PersonId, i64> =
            listed.iter().filter(|one| one.person != but).map(|one| (one.person, one.entries)).collect();
        let before = &self.inner.compared;
        let mut past: HashMap<PersonId, Arc<Vec<PastEpisode>>> = HashMap::new();
        if known_at.is_none() {
            let kept = |(person, entries): (&PersonId, &i64)| Some((*person, before.get(*person, *entries)?));
            past.extend(people.iter().filter_map(kept));
        }
        let unread: Vec<PersonId> =
            people.keys().filter(|person| !past.contains_key(person)).copied().collect();
        for some in unread.chunks(FILES_AT_ONCE) {
            for (person, entries) in self.inner.store.entries_of_people(some).await? {
                let last = entries.iter().map(|entry| entry.recorded_at).max();
                let as_stored = last.map_or(self.clock().now(), |last| last.max(self.clock().now()));
                let of_this = Arc::new(known_of(person, &entries, known_at.unwrap_or(as_stored)));
                if known_at.is_none() {
                    before.keep(person, i64::try_from(entries.len()).unwrap_or(i64::MAX), &of_this);
                }
                past.insert(person, of_this);
            }
        }
        let seen: BTreeSet<EpisodeId> = listed.iter().map(|one| one.episode).collect();
        let all = past.values().flat_map(|of_one| of_one.iter());
        Ok(all.filter(|one| seen.contains(&one.episode)).cloned().collect())
    }
}

/// What was known at a moment of the times missing in a file. Before a merge each record had its own: those are read too.
fn known_of(survivor: PersonId, entries: &[Entry], moment: Timestamp) -> Vec<PastEpisode> {
    let records = entries.iter().filter_map(|entry| match entry.stream {
        Stream::Person(record) if record != survivor => Some(record),
        Stream::Person(_)
        | Stream::Incident(_)
        | Stream::Episode(_)
        | Stream::Placement(_)
        | Stream::Meeting(_)
        | Stream::Agency(_)
        | Stream::Unidentified(_) => None,
    });
    let absorbed: BTreeSet<PersonId> = records.collect();
    let file = PersonFile::as_known_at(survivor, entries, moment);
    let (mut past, mut told) = (past_episodes(&file), BTreeSet::new());
    told.extend(file.episodes.keys().copied());
    for record in absorbed {
        let own = past_episodes(&PersonFile::as_known_at(record, entries, moment));
        past.extend(own.into_iter().filter(|one| told.insert(one.episode)));
    }
    past
}

fn reach(listed: usize) -> Reach {
    if u32::try_from(listed).is_ok_and(|listed| listed < COMPARED_AT_MOST) {
        Reach::Everything
    } else {
        Reach::TheLatest(listed)
    }
}

/// Of too few no curve is drawn.
fn curve_of_enough(lengths: impl Iterator<Item = domain::comparable::Length>) -> Option<Curve> {
    Some(Curve::of(lengths)).filter(|curve| curve.count() >= FEWEST)
}
