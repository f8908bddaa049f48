//! What came in while somebody was looked for, and what followed from it (I2).

use jiff::Timestamp;

use super::{
    event::{EpisodeEvent, Information},
    state::{Episode, Graded, Status},
    words::{Credibility, Significance, SourceReliability},
};
use crate::{
    file::{PersonFile, Recorded},
    ledger::{Event, Stream},
    text::is_blank,
};

impl Information {
    /// Whether nobody should go by it: its source is known not to be reliable, or what was said is thought to be false.
    /// What nobody has graded, and what was not tested, counts: at night that is most of what comes in.
    #[must_use]
    pub fn is_doubted(&self) -> bool {
        self.reliability == Some(SourceReliability::NotReliable)
            || self.credibility == Some(Credibility::SuspectedFalse)
    }
}

/// A sighting, or another piece of information.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CameIn<'f> {
    /// The entry.
    pub recorded: &'f Recorded,
    /// Where the person was seen; nothing where it is no sighting.
    pub place: Option<&'f str>,
    /// When they were seen, where somebody said so apart from when it was told.
    pub seen_at: Option<Timestamp>,
    /// What was said, by whom, and how far it can be relied on.
    pub information: &'f Information,
    /// The first look at the risk after it, where it bears on risk.
    pub looked_again: Option<&'f Graded>,
}

impl CameIn<'_> {
    /// When it was so: when the person was seen, else when it was told.
    #[must_use]
    pub fn was_at(&self) -> Timestamp {
        self.seen_at.unwrap_or(self.recorded.happened_at)
    }

    /// Whether it bears on risk.
    #[must_use]
    pub fn is_significant(&self) -> bool {
        self.information.significance == Significance::Significant
    }

    /// Whether nobody has said how far it can be relied on.
    #[must_use]
    pub fn is_ungraded(&self) -> bool {
        self.information.reliability.is_none() || self.information.credibility.is_none()
    }

    /// Whether it bears on the risk of somebody who is still missing, and nobody has looked at the risk since.
    #[must_use]
    pub fn waits_for_a_look(&self, episode: &Episode) -> bool {
        self.is_significant() && self.looked_again.is_none() && episode.status == Status::Missing
    }
}

/// What came in about an episode, the latest first.
#[must_use]
pub fn came_in<'f>(file: &'f PersonFile, episode: &'f Episode) -> Vec<CameIn<'f>> {
    let of_this = file.recorded.iter().rev().filter(|item| item.stream == Stream::Episode(episode.id));
    of_this
        .filter_map(|recorded| {
            let (place, information) = information_in(&recorded.event)?;
            let bears = information.significance == Significance::Significant;
            let later = |graded: &&Graded| bears && graded.at >= recorded.happened_at;
            let looked_again = episode.gradings.iter().find(later);
            Some(CameIn { recorded, place, seen_at: seen_at(&recorded.event), information, looked_again })
        })
        .collect()
}

fn seen_at(event: &Event) -> Option<Timestamp> {
    if let EpisodeEvent::Sighted { seen_at, .. } = event.episode()? { *seen_at } else { None }
}

/// The sighting to go by: the latest by when the person was seen, however late it was entered, of those that name a place
/// and are not doubted. Nothing where there is none: then what the report says holds.
#[must_use]
pub fn last_sighting<'f>(file: &'f PersonFile, episode: &'f Episode) -> Option<CameIn<'f>> {
    let counts = |item: &CameIn<'_>| item.place.is_some_and(names_a_place) && !item.information.is_doubted();
    let seen = came_in(file, episode).into_iter().filter(counts);
    seen.max_by_key(|item| (item.was_at(), item.recorded.sequence))
}

/// Words that people write in the box for a place where they know none.
const NO_PLACE: [&str; 9] =
    ["not known", "unknown", "nk", "n/k", "not sure", "unsure", "don't know", "nobody knows", "none"];

/// Whether a text names a place, as far as a machine can tell.
pub(super) fn names_a_place(text: &str) -> bool {
    let said = text.replace('’', "'").to_lowercase();
    let said = said.trim_matches(|letter: char| letter.is_whitespace() || letter.is_ascii_punctuation());
    !is_blank(said) && !NO_PLACE.contains(&said)
}

/// What came in by an event, and where somebody was sighted.
#[must_use]
pub fn information_in(event: &Event) -> Option<(Option<&str>, &Information)> {
    let event = event.episode()?;
    if let EpisodeEvent::Sighted { place, information, .. } = event {
        return Some((Some(place), information));
    }
    if let EpisodeEvent::InformationReceived(information) = event { Some((None, information)) } else { None }
}
