//! What came in, in few words: how far it is doubted, where the person was last seen; and when something was entered that
//! happened earlier: written down first, or pressed without a signal.

use domain::{
    episode::{CameIn, Credibility, Episode, Information, SourceReliability},
    file::PersonFile,
};
use jiff::{SignedDuration, Timestamp};

use crate::{
    acts::words,
    catalogue::{instant, t},
};

/// What was entered this much later than it happened says so.
const ENTERED_LATER: SignedDuration = SignedDuration::from_mins(5);

/// Whether something was entered so much later than it happened that its reader is told both.
pub(crate) fn is_later(happened_at: Timestamp, entered_at: Timestamp) -> bool {
    entered_at.duration_since(happened_at) >= ENTERED_LATER
}

/// When the report of a case came in, where that is later than police were told by it.
pub(crate) fn report_came_in(file: &PersonFile, episode: &Episode) -> Option<Timestamp> {
    Some(file.came_in(episode)).filter(|came_in| is_later(episode.reported_at, *came_in))
}

/// Why nobody should go by something that came in; empty where it counts.
pub(crate) fn doubt(information: &Information) -> String {
    let reliability = information.reliability.filter(|word| *word == SourceReliability::NotReliable);
    let credibility = information.credibility.filter(|word| *word == Credibility::SuspectedFalse);
    let grades = [
        reliability.map(|word| words::choice("reliability", word.word())),
        credibility.map(|word| words::choice("credibility", word.word())),
    ];
    grades.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Where the person was last seen, and when.
pub(crate) fn last_seen(sighting: &CameIn<'_>, now: Timestamp) -> String {
    let place = sighting.place.unwrap_or_default().to_owned();
    t!("sighting-last", "place" => place, "time" => instant(sighting.was_at(), now))
}
