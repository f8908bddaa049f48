//! Office hours: who is there depends on the working day and the clock (NP 3.10).

use jiff::{Timestamp, civil::Time};

use super::calendar::Calendar;
use super::pack::Pack;

/// Office hours of working days: from `from` on, until before `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfficeHours {
    /// First moment.
    pub from: Time,
    /// First moment after.
    pub to: Time,
}

/// The next moment after this one at which offices open; nothing if the pack names no hours, or no working day comes
/// within a month.
#[must_use]
pub fn opens_after(pack: &Pack, calendar: &Calendar, at: Timestamp) -> Option<Timestamp> {
    const DAYS_AT_MOST: usize = 31;
    let hours = pack.office_hours?;
    let days = std::iter::successors(Some(calendar.date(at)), |day| day.tomorrow().ok());
    days.take(DAYS_AT_MOST)
        .filter(|day| calendar.is_working_day(*day))
        .map(|day| calendar.instant(day.to_datetime(hours.from)))
        .find(|opens| *opens > at)
}

/// Whether offices are staffed at a moment: never, if the pack names no hours.
#[must_use]
pub fn is_staffed(pack: &Pack, calendar: &Calendar, at: Timestamp) -> bool {
    let local = calendar.local(at);
    pack.office_hours.is_some_and(|hours| {
        calendar.is_working_day(local.date()) && hours.from <= local.time() && local.time() < hours.to
    })
}
