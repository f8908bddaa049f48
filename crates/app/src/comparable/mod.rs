//! Comparable episodes: what similar times missing were like, for deciding where to look and what length is unusual
//! (decision 0030). Only those are counted that the reader may see; nothing here grades, and no floor of a grade asks it.

mod folded;

use std::collections::BTreeSet;

use domain::{
    comparable::{Curve, FEWEST, Figure, Indicator, Ladder, PastEpisode, indicators, past_episodes},
    ids::EpisodeId,
    ledger::Stream,
};
use jiff::{SignedDuration, Timestamp};

pub(crate) use self::folded::ComparedBefore;
use crate::{
    App,
    access::{Action, Denied, Existence},
    cases::{EpisodeView, Moment},
    identity::SignedIn,
    trouble::Trouble,
};

/// So many times missing are compared at most: the latest reported. The page says so where there are more.
const COMPARED_AT_MOST: u32 = 20_000;

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
    /// Only the latest, so many of them: after a start the others are still being read.
    StillReading(usize),
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
        let (others, reach) = self.times_missing(&listed, view.person_id, known_at).await?;
        let comparable = Comparable::of(view, &own, &others, reach);
        let counted = comparable.ladder.chosen.iter().map(|(_, one)| one.episode);
        let own = comparable.own.iter().map(|one| one.episode);
        self.note_list(who, "comparable_episodes", counted.chain(own).map(|episode| episode.0)).await;
        Ok(comparable)
    }
}

/// Of too few no curve is drawn.
fn curve_of_enough(lengths: impl Iterator<Item = domain::comparable::Length>) -> Option<Curve> {
    Some(Curve::of(lengths)).filter(|curve| curve.count() >= FEWEST)
}
