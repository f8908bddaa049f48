//! What came in while somebody was looked for, and what followed from it (I2).

use super::{
    event::{EpisodeEvent, Information},
    state::{Episode, Graded, Status},
    words::Significance,
};
use crate::{
    file::{PersonFile, Recorded},
    ledger::{Event, Stream},
};

/// A sighting, or another piece of information.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CameIn<'f> {
    /// The entry.
    pub recorded: &'f Recorded,
    /// Where the person was seen; nothing where it is no sighting.
    pub place: Option<&'f str>,
    /// What was said, by whom, and how far it can be relied on.
    pub information: &'f Information,
    /// The first look at the risk after it, where it bears on risk.
    pub looked_again: Option<&'f Graded>,
}

impl CameIn<'_> {
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
            Some(CameIn { recorded, place, information, looked_again })
        })
        .collect()
}

/// What came in by an event, and where somebody was sighted.
#[must_use]
pub fn information_in(event: &Event) -> Option<(Option<&str>, &Information)> {
    let event = event.episode()?;
    if let EpisodeEvent::Sighted { place, information } = event {
        return Some((Some(place), information));
    }
    if let EpisodeEvent::InformationReceived(information) = event { Some((None, information)) } else { None }
}
