//! What moves by itself when scripts run: times that count, lists that are kept current. Without scripts they
//! show what was true when the page was made.

use crate::catalogue::{Countdown, countdown, elapsed_since, instant};
use jiff::Timestamp;
use maud::{Markup, html};

/// An instant as local time, with the exact instant in the markup.
pub fn time_element(at: Timestamp, now: Timestamp) -> Markup {
    html! { time datetime=(at) { (instant(at, now)) } }
}

/// How a deadline stands: "in 35 minutes", "now", "1 hour 5 minutes overdue"; kept counting by the script.
pub fn countdown_element(due: Timestamp, now: Timestamp) -> Markup {
    let countdown = countdown(due, now);
    let class = match &countdown {
        Countdown::Ahead(_) => "sw-countdown",
        Countdown::Now(_) => "sw-countdown sw-countdown--now",
        Countdown::Overdue(_) => "sw-countdown sw-countdown--overdue",
    };
    html! { time class=(class) datetime=(due) data-due=(due) { (countdown.text()) } }
}

/// How long something has lasted: "2 days 4 hours"; kept counting by the script.
pub fn elapsed_element(since: Timestamp, now: Timestamp) -> Markup {
    html! { time datetime=(since) data-since=(since) { (elapsed_since(since, now)) } }
}

/// A part of the page that is drawn again when the server says that it has changed.
///
/// `events` is the address of the server-sent events; any message on it makes the script fetch the page
/// again and take the element with this `id` out of it. Nothing moves under the pointer or the focus: there the
/// user is told how much has changed and asks for it. Rows with an id keep their place.
pub fn live_region(id: &str, events: &str, body: &Markup) -> Markup {
    html! { div.sw-live id=(id) data-live=(events) { (body) } }
}
