//! When something was entered that happened earlier: written down first, or pressed without a signal.

use domain::{episode::Episode, file::PersonFile};
use jiff::{SignedDuration, Timestamp};

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
