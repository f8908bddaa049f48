//! What was pressed without a signal and sent once there was one: it happened when it was pressed, and nobody knew of it until
//! it came in. Both times are told.

use jiff::{SignedDuration, Timestamp};

use crate::{
    catalogue::{instant, t},
    forms::Posted,
    views::came_in::is_later,
};

/// The hidden field in which a script says when the button was pressed.
pub(super) const PRESSED_AT: &str = "pressed_at";

/// For how long a page may have kept something that could not be sent: a night without signal. What is older is taken as told
/// when it came in.
const KEPT_AT_MOST: SignedDuration = SignedDuration::from_hours(12);

/// Something that reached the service later than its button was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SentLater {
    /// When the button was pressed.
    pub(crate) pressed: Timestamp,
    /// When it came in.
    pub(crate) reached: Timestamp,
}

/// When the button was pressed, where the page says so.
pub(super) fn pressed(posted: &Posted) -> Option<Timestamp> {
    posted.get(PRESSED_AT).parse().ok()
}

/// Whether what was pressed then counts as told then.
pub(super) fn is_kept(pressed: Timestamp, now: Timestamp) -> bool {
    pressed <= now && now - KEPT_AT_MOST <= pressed
}

impl SentLater {
    /// Nothing where it came in within minutes of the press.
    pub(super) fn of(pressed: Timestamp, reached: Timestamp) -> Option<Self> {
        is_later(pressed, reached).then_some(Self { pressed, reached })
    }

    /// As the address of the home carries it on to the page that says so.
    pub(super) fn in_address(self) -> (String, String) {
        (self.pressed.to_string(), self.reached.to_string())
    }

    /// What such an address says.
    pub(super) fn in_query(pressed: &str, reached: &str) -> Option<Self> {
        Self::of(pressed.parse().ok()?, reached.parse().ok()?)
    }

    /// In words.
    pub(super) fn said(self, now: Timestamp) -> String {
        t!("home-said-later", "pressed" => instant(self.pressed, now), "reached" => instant(self.reached, now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_came_in_minutes_after_the_press_was_sent_later() {
        let reached: Timestamp = "2026-01-16T09:58:00Z".parse().unwrap();
        let before = |minutes| reached - SignedDuration::from_mins(minutes);
        for (minutes, later, kept) in
            [(-60, false, false), (0, false, true), (4, false, true), (418, true, true), (721, true, false)]
        {
            assert_eq!(SentLater::of(before(minutes), reached).is_some(), later, "{minutes}");
            assert_eq!(is_kept(before(minutes), reached), kept, "{minutes}");
        }
        let (pressed, at) = SentLater::of(before(418), reached).unwrap().in_address();
        assert_eq!(SentLater::in_query(&pressed, &at), SentLater::of(before(418), reached));
        assert_eq!(SentLater::in_query("", "now"), None);
    }
}
