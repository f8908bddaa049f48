//! For how long somebody is missing. Where nobody said since when, they are missing since police were told at least: that is
//! all that is known, and all that is said.

use domain::{episode::Episode, projection::EpisodeRow};
use jiff::Timestamp;
use maud::{Markup, html};

use crate::{
    catalogue::{elapsed_since, instant, t},
    components::elapsed_element,
};

/// Since when somebody is missing, where that was said: a list has the time of the report in its place.
pub(crate) fn said(since: Timestamp, reported_at: Timestamp) -> Option<Timestamp> {
    Some(since).filter(|since| *since != reported_at)
}

/// For how long, counting.
pub(crate) fn missing_for(episode: &EpisodeRow, now: Timestamp) -> Markup {
    match said(episode.missing_since, episode.reported_at) {
        Some(since) => elapsed_element(since, now),
        None => at_least(episode.reported_at, now),
    }
}

/// The same where nobody said since when.
pub(crate) fn at_least(reported_at: Timestamp, now: Timestamp) -> Markup {
    html! {
        (t!("missing-at-least")) " " strong { (elapsed_element(reported_at, now)) }
        span.sw-quiet { ", " (since_not_known(reported_at, now)) }
    }
}

/// Which time missing is meant, of one that is over: from when until when, alike wherever it is named.
pub(crate) fn time_missing(episode: &Episode, now: Timestamp) -> String {
    let from = instant(episode.start(), now);
    match episode.ended_at() {
        Some(ended) => t!("missing-from-until", "from" => from, "until" => instant(ended, now)),
        None => from,
    }
}

/// Since when and for how long, on paper.
pub(crate) fn on_paper(since: Option<Timestamp>, reported_at: Timestamp, now: Timestamp) -> (String, String) {
    match since {
        Some(since) => (instant(since, now), elapsed_since(since, now)),
        None => (
            since_not_known(reported_at, now),
            format!("{} {}", t!("missing-at-least"), elapsed_since(reported_at, now)),
        ),
    }
}

/// When police were told, and that nobody knows since when.
pub(crate) fn since_not_known(reported_at: Timestamp, now: Timestamp) -> String {
    t!("missing-since-not-known", "time" => instant(reported_at, now))
}

#[cfg(test)]
mod tests {
    use domain::episode::{Ending, Status};

    use super::*;
    use crate::views::samples::at;

    #[test]
    fn what_nobody_said_is_not_said() {
        let (reported, now) = (at("2026-11-22T12:41:00Z"), at("2026-11-22T12:49:00Z"));
        assert_eq!(said(reported, reported), None);
        let shown = at_least(reported, now).into_string();
        assert!(shown.contains("at least") && shown.contains("since when is not known"), "{shown}");
        let (since, lasted) = on_paper(said(reported, reported), reported, now);
        assert!(since.starts_with("reported ") && since.ends_with("since when is not known"), "{since}");
        assert!(lasted.starts_with("at least "), "{lasted}");
        assert_eq!(said(at("2026-11-22T11:00:00Z"), reported), Some(at("2026-11-22T11:00:00Z")));
    }
    #[test]
    fn a_time_missing_is_named_by_its_start_and_its_return() {
        let mut episode = crate::views::samples::typical("Robin Example").episode;
        let (now, ended) = (at("2026-03-02T09:00:00Z"), at("2026-03-02T08:00:00Z"));
        let from = instant(episode.start(), now);
        assert_eq!(time_missing(&episode, now), from);
        episode.status = Status::Ended { at: ended, how: Ending::ClosedJointly };
        assert_eq!(time_missing(&episode, now), format!("{from} to {}", instant(ended, now)));
    }
}
