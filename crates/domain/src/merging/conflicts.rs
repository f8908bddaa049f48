//! What speaks against two records being one person. It refuses nothing: a record may be wrong, and whoever decides is told.

use jiff::{SignedDuration, Timestamp};

use crate::{
    episode::{Ending, Episode, EpisodeEvent},
    file::PersonFile,
    ids::EpisodeId,
    person::Sex,
};

/// So far apart two dates of birth are no slip of the pen.
const FAR_APART_DAYS: i32 = 2 * 366;
/// Nobody is at two places within this.
const AT_ONCE: SignedDuration = SignedDuration::from_mins(60);

/// Something that cannot be true of one person, or hardly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// They were born years apart.
    BornFarApart {
        /// At least so many whole years.
        years: i32,
    },
    /// One is recorded as female, the other as male.
    Sex,
    /// Both were seen at once, at two places.
    SeenAtOnce {
        /// When the first record's person was seen, and where.
        here: (Timestamp, String),
        /// The same of the other's.
        there: (Timestamp, String),
    },
    /// Both were missing at once.
    MissingAtOnce {
        /// The first record's case.
        here: EpisodeId,
        /// The other's.
        there: EpisodeId,
    },
    /// Both were found dead.
    BothDead,
    /// One was found dead, and the other was reported missing or came back after that.
    AliveAfterDeath,
}

impl Conflict {
    /// The word in the API and the catalogue.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::BornFarApart { .. } => "born-far-apart",
            Self::Sex => "sex",
            Self::SeenAtOnce { .. } => "seen-at-once",
            Self::MissingAtOnce { .. } => "missing-at-once",
            Self::BothDead => "both-dead",
            Self::AliveAfterDeath => "alive-after-death",
        }
    }
}

/// What speaks against two records being one person, the weightiest first.
#[must_use]
pub fn conflicts(here: &PersonFile, there: &PersonFile) -> Vec<Conflict> {
    let mut found = Vec::new();
    found.extend(deaths(here, there));
    found.extend(born(here, there));
    let sexes = (here.person.details.sex, there.person.details.sex);
    if matches!(sexes, (Sex::Female, Sex::Male) | (Sex::Male, Sex::Female)) {
        found.push(Conflict::Sex);
    }
    found.extend(seen_at_once(here, there));
    found.extend(missing_at_once(here, there));
    found
}

fn deaths(here: &PersonFile, there: &PersonFile) -> Option<Conflict> {
    match (here.found_dead(), there.found_dead()) {
        (Some(_), Some(_)) => Some(Conflict::BothDead),
        (Some((_, at)), None) => alive_after(there, at).then_some(Conflict::AliveAfterDeath),
        (None, Some((_, at))) => alive_after(here, at).then_some(Conflict::AliveAfterDeath),
        (None, None) => None,
    }
}

fn alive_after(file: &PersonFile, at: Timestamp) -> bool {
    file.episodes.values().any(|episode| {
        let back = episode.ended_at().filter(|_| matches!(episode.ending(), Some(Ending::Returned(_))));
        episode.start() > at || back.is_some_and(|back| back > at)
    })
}

fn born(here: &PersonFile, there: &PersonFile) -> Option<Conflict> {
    let (one, other) = (here.person.details.birth, there.person.details.birth);
    let between = |latest: Option<jiff::civil::Date>, earliest: Option<jiff::civil::Date>| {
        latest?.until(earliest?).ok().map(|span| span.get_days())
    };
    let days = between(one.latest(), other.earliest())
        .into_iter()
        .chain(between(other.latest(), one.earliest()))
        .max()?;
    (days > FAR_APART_DAYS).then_some(Conflict::BornFarApart { years: days / 366 })
}

fn seen_at_once(here: &PersonFile, there: &PersonFile) -> Option<Conflict> {
    let theirs = sightings(there);
    sightings(here).into_iter().find_map(|one| {
        let other = theirs
            .iter()
            .find(|other| one.0.duration_since(other.0).abs() <= AT_ONCE && !same_place(&one.1, &other.1))?;
        Some(Conflict::SeenAtOnce { here: one, there: other.clone() })
    })
}

fn sightings(file: &PersonFile) -> Vec<(Timestamp, String)> {
    let seen = file.recorded.iter().filter_map(|recorded| {
        let Some(EpisodeEvent::Sighted { place, seen_at, .. }) = recorded.event.episode() else {
            return None;
        };
        Some((seen_at.unwrap_or(recorded.happened_at), place.clone()))
    });
    seen.collect()
}

fn same_place(one: &str, other: &str) -> bool {
    let plain = |place: &str| place.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    plain(one) == plain(other)
}

fn missing_at_once(here: &PersonFile, there: &PersonFile) -> Option<Conflict> {
    let counts = |episode: &&Episode| !matches!(episode.ending(), Some(Ending::CarriedOn { .. }));
    here.episodes.values().filter(counts).find_map(|one| {
        let other = there.episodes.values().filter(counts).find(|other| overlap(one, other))?;
        Some(Conflict::MissingAtOnce { here: one.id, there: other.id })
    })
}

fn overlap(one: &Episode, other: &Episode) -> bool {
    let end = |episode: &Episode| episode.ended_at().unwrap_or(Timestamp::MAX);
    one.start() < end(other) && other.start() < end(one)
}
