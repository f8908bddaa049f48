//! What is known of one time missing, for comparing it with others: when it began, how it ended, what it was like.

use jiff::{SignedDuration, Timestamp};

use super::{
    survival::{Followed, Length},
    told::{FoundAt, FoundBy, place, words_of},
    traits::{Traits, part_of_day},
};
use crate::{
    episode::{self, Confirmation, Episode, EpisodeEvent, Status},
    file::PersonFile,
    ids::{EntryId, EpisodeId, PersonId},
    ledger::{Event, Stream},
};

/// One time missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastEpisode {
    /// Which.
    pub episode: EpisodeId,
    /// Whose.
    pub person: PersonId,
    /// Since when missing: when last seen, where that is known, else the report.
    pub started: Timestamp,
    /// How it ended.
    pub ending: Ending,
    /// The entry that says so; nothing while it runs.
    pub ended_by: Option<EntryId>,
    /// By what it is compared.
    pub traits: Traits,
}

/// How a time missing ended. Each is counted by itself: a death is no return.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It has not.
    Running,
    /// The person came back or was found, and is well enough to be said so.
    Returned {
        /// When.
        at: Timestamp,
        /// Who found them.
        by: FoundBy,
        /// Where.
        place: FoundAt,
    },
    /// The person was found dead.
    FoundDead {
        /// When.
        at: Timestamp,
    },
    /// The case was closed while the person was missing: nobody followed it further.
    ClosedMissing {
        /// When.
        at: Timestamp,
    },
}

impl PastEpisode {
    /// What is known of an episode of a file.
    #[must_use]
    pub fn of(file: &PersonFile, episode: &Episode) -> Self {
        Self {
            episode: episode.id,
            person: file.id,
            started: episode.start(),
            ending: Ending::of(file, episode),
            ended_by: ended_by(file, episode),
            traits: Traits::of(file, episode),
        }
    }

    /// How long it lasted, as far as it was followed by a moment.
    #[must_use]
    pub fn length(&self, now: Timestamp) -> Length {
        let (until, followed) = match self.ending {
            Ending::Running => (now, Followed::StillMissing),
            Ending::ClosedMissing { at } => (at, Followed::StillMissing),
            Ending::Returned { at, .. } | Ending::FoundDead { at } => (at, Followed::ToItsEnd),
        };
        Length { lasted: until.duration_since(self.started).max(SignedDuration::ZERO), followed }
    }

    /// The part of the day in which it began.
    #[must_use]
    pub fn part_of_day(&self) -> &'static str {
        part_of_day(self.started)
    }
}

/// Every time missing of a file, in the order in which they began. One that goes on in another case is counted there.
#[must_use]
pub fn past_episodes(file: &PersonFile) -> Vec<PastEpisode> {
    let counted = file.episodes.values().filter(|episode| !episode.is_carried_on());
    let mut all: Vec<PastEpisode> = counted.map(|episode| PastEpisode::of(file, episode)).collect();
    all.sort_by_key(|one| (one.started, one.episode));
    all
}

impl Ending {
    fn of(file: &PersonFile, episode: &Episode) -> Self {
        let (Status::Ended { at, how } | Status::Closed { ended_at: at, how, .. }) = &episode.status else {
            return Self::Running;
        };
        match how {
            episode::Ending::Returned(said) => {
                Self::Returned { at: *at, by: FoundBy::told(&said.how), place: found_at(file, episode, said) }
            }
            episode::Ending::FoundDead => Self::FoundDead { at: *at },
            // Its other case is followed on; this one was not, from then.
            episode::Ending::ClosedJointly | episode::Ending::CarriedOn { .. } => {
                Self::ClosedMissing { at: *at }
            }
        }
    }

    /// The word in figures and catalogue.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Returned { .. } => "returned",
            Self::FoundDead { .. } => "found_dead",
            Self::ClosedMissing { .. } => "closed_missing",
            Self::Running => "running",
        }
    }

    /// The words, in the order in which they are shown.
    pub const WORDS: [&str; 4] = ["returned", "found_dead", "closed_missing", "running"];
}

/// Where they live says the record: a place that names the address, or where they were missing from, is that.
fn found_at(file: &PersonFile, episode: &Episode, said: &Confirmation) -> FoundAt {
    let found = words_of(&said.place);
    let placed = file.placement_at(episode.start()).map(|placement| placement.recorded.address.as_str());
    let lives = [file.person.details.home_address.as_str(), episode.report.missing_from.as_str()];
    let named = placed.into_iter().chain(lives).any(|address| {
        let first = words_of(address.split(',').next().unwrap_or_default());
        !first.trim().is_empty() && place(&found, first.trim()).is_some()
    });
    if named { FoundAt::WhereTheyLive } else { FoundAt::told(&said.place) }
}

fn ended_by(file: &PersonFile, episode: &Episode) -> Option<EntryId> {
    let at = episode.ended_at()?;
    let ends = |event: &Event| match event.episode() {
        Some(
            EpisodeEvent::ReturnConfirmed(_)
            | EpisodeEvent::FoundDead { .. }
            | EpisodeEvent::ClosedJointly { .. },
        ) => true,
        Some(_) | None => false,
    };
    let of_this = file.recorded.iter().filter(|one| one.stream == Stream::Episode(episode.id));
    of_this.filter(|one| one.happened_at == at && ends(&one.event)).map(|one| one.entry).next()
}
