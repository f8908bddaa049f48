//! Office hours: who is there depends on the working day and the clock (NP 3.10).

use jiff::Timestamp;

use super::calendar::Calendar;
use super::pack::Pack;

/// Whether offices are staffed at a moment: never, if the pack names no hours.
#[must_use]
pub fn is_staffed(pack: &Pack, calendar: &Calendar, at: Timestamp) -> bool {
    let local = calendar.local(at);
    pack.office_hours.is_some_and(|hours| {
        calendar.is_working_day(local.date()) && hours.from <= local.time() && local.time() < hours.to
    })
}
