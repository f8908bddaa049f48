//! Duties of an agency, anchored to the calendar instead of an episode: lists, bulletins, forums, reports.

use jiff::{
    Timestamp,
    civil::{Date, Time},
};

use super::calendar::{Calendar, plus_days};
use super::duty::State;
use super::pack::{DutyId, Every, Pack, RecurringRule};

/// One occurrence of a recurring duty.
#[derive(Debug, Clone, PartialEq)]
pub struct Occurrence<'a> {
    /// The row of the pack.
    pub rule: &'a RecurringRule,
    /// The day on which it falls: what was done says which day it was done for.
    pub day: Date,
    /// When it can first be done.
    pub trigger: Timestamp,
    /// When it is due.
    pub due: Timestamp,
    /// How it stands.
    pub state: State,
}

/// What an agency has recorded of a recurring duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoneFor {
    /// Which duty.
    pub duty: DutyId,
    /// Which of its occurrences, by day.
    pub day: Date,
    /// When it was done.
    pub at: Timestamp,
}

/// How far ahead the next occurrence is looked for: no rhythm is slower than a quarter and its working days.
const FURTHEST_DAYS: i32 = 200;

/// The occurrences that fall on `from` or later and have begun by `as_of`, and of each duty the next to come.
/// Nothing done after `as_of` counts, and of what was done several times the first.
#[must_use]
pub fn recurring<'a>(
    pack: &'a Pack,
    calendar: &Calendar,
    done: &[DoneFor],
    from: Date,
    as_of: Timestamp,
) -> Vec<Occurrence<'a>> {
    pack.recurring.iter().flat_map(|rule| occurrences(rule, calendar, done, from, as_of)).collect()
}

fn occurrences<'a>(
    rule: &'a RecurringRule,
    calendar: &Calendar,
    done: &[DoneFor],
    from: Date,
    as_of: Timestamp,
) -> Vec<Occurrence<'a>> {
    let mut found = Vec::new();
    let last = plus_days(calendar.date(as_of).max(from), FURTHEST_DAYS).unwrap_or(Date::MAX);
    let mut day = from;
    while day <= last {
        if let Some((trigger, due)) = falls_on(&rule.every, calendar, day) {
            let done = done.iter().filter(|done| done.duty == rule.id && done.day == day && done.at <= as_of);
            let done_at = done.map(|done| done.at).min();
            found.push(Occurrence { rule, day, trigger, due, state: state(trigger, due, done_at, as_of) });
            if trigger > as_of {
                break;
            }
        }
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    found
}

fn state(trigger: Timestamp, due: Timestamp, done: Option<Timestamp>, as_of: Timestamp) -> State {
    match done {
        Some(at) if at <= due => State::Met { at },
        Some(at) => State::MetLate { at },
        None if trigger > as_of => State::Pending,
        None if as_of <= due => State::Open,
        None => State::Overdue,
    }
}

/// When an occurrence that falls on a day can first be done and is due, if one falls on it.
fn falls_on(every: &Every, calendar: &Calendar, day: Date) -> Option<(Timestamp, Timestamp)> {
    if !calendar.is_working_day(day) {
        return None;
    }
    let by = |time: Time| calendar.instant(day.to_datetime(time));
    match every {
        Every::WorkingDay { by: time } => Some((calendar.start_of_day(day), by(*time))),
        Every::Weekdays { days, by: time } => {
            // What would fall on a day without work falls on the first working day after it.
            let falls = |on: Date| days.contains(&on.weekday());
            let before = std::iter::successors(day.yesterday().ok(), |earlier| earlier.yesterday().ok());
            let mut put_off = before.take_while(|earlier| !calendar.is_working_day(*earlier));
            (falls(day) || put_off.any(falls)).then(|| (calendar.start_of_day(day), by(*time)))
        }
        Every::LastWorkingDayOfMonth => (calendar.working_day_after(day, 1).month() != day.month())
            .then(|| (calendar.start_of_day(day.first_of_month()), calendar.end_of_day(day))),
        Every::WorkingDayAfterQuarter(count) => {
            let quarters = [(1, 1), (4, 1), (7, 1), (10, 1)];
            let begins = |(month, first): (i8, i8)| Date::new(day.year(), month, first).ok();
            let mut first_days = quarters.into_iter().rev().filter_map(begins);
            let quarter = first_days.find(|first| *first <= day)?;
            let falls = calendar.working_day_after(quarter.yesterday().ok()?, *count);
            (falls == day).then(|| (calendar.start_of_day(quarter), calendar.end_of_day(day)))
        }
    }
}
