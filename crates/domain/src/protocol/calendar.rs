//! Time as duties count it: hours are elapsed time; days, weeks and months are local calendar
//! arithmetic; working days step over weekends and bank holidays.

use jiff::{
    SignedDuration, Span, Timestamp, ToSpan,
    civil::{Date, DateTime, Time, Weekday},
    tz::{TimeZone, TimeZoneDatabase},
};

use super::bank_holidays::{BankHolidays, Nation};

/// A length of time as a pack writes it: either elapsed, or counted on the local calendar, never both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interval {
    /// Hours, minutes and seconds that pass.
    Elapsed(SignedDuration),
    /// Months, then days, on the local calendar, at the same clock time.
    Calendar {
        /// A month without the day ends on its last day.
        months: i32,
        /// Weeks are seven of these.
        days: i32,
    },
}

impl Interval {
    /// Reads an ISO 8601 duration: `PT72H`, `P7D`, `P3M`, `P2W`; `None` for anything else, for a mixture of
    /// calendar and clock units, and for what is negative or too long to be meant.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let span: Span = text.parse().ok()?;
        if span.is_negative() || !text.starts_with('P') {
            return None;
        }
        let months = i32::from(span.get_years()).checked_mul(12)?.checked_add(span.get_months())?;
        let days = span.get_weeks().checked_mul(7)?.checked_add(span.get_days())?;
        let clock = Span::new()
            .try_hours(span.get_hours())
            .and_then(|clock| clock.try_minutes(span.get_minutes()))
            .and_then(|clock| clock.try_seconds(span.get_seconds()))
            .ok()?;
        let elapsed = SignedDuration::try_from(clock).ok()?;
        match (months, days, elapsed.is_zero()) {
            (0, 0, _) => Some(Self::Elapsed(elapsed)),
            (0..=1200, 0..=36_500, true) => Some(Self::Calendar { months, days }),
            (_, _, _) => None,
        }
    }
}

/// The calendar of one nation in one zone.
#[derive(Debug, Clone)]
pub struct Calendar {
    zone: TimeZone,
    nation: Nation,
    holidays: BankHolidays,
}

impl Calendar {
    /// The calendar of a nation, in the zone of that IANA name; `None` if no such zone is known.
    ///
    /// The zone's rules are those built into the program, so that every machine counts alike.
    #[must_use]
    pub fn new(zone: &str, nation: Nation, holidays: BankHolidays) -> Option<Self> {
        let zone = TimeZoneDatabase::bundled().get(zone).ok()?;
        Some(Self { zone, nation, holidays })
    }

    /// The zone in which days are counted.
    #[must_use]
    pub const fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The local clock and date at an instant.
    #[must_use]
    pub fn local(&self, at: Timestamp) -> DateTime {
        self.zone.to_datetime(at)
    }

    /// The local date at an instant.
    #[must_use]
    pub fn date(&self, at: Timestamp) -> Date {
        self.local(at).date()
    }

    /// The instant of a local date and clock time: a time skipped in spring moves later by the length of the gap,
    /// one that comes twice in autumn is its first occurrence.
    #[must_use]
    pub fn instant(&self, local: DateTime) -> Timestamp {
        self.zone.to_ambiguous_timestamp(local).compatible().unwrap_or(Timestamp::MAX)
    }

    /// The midnight with which a day begins.
    #[must_use]
    pub fn start_of_day(&self, day: Date) -> Timestamp {
        self.instant(day.to_datetime(Time::midnight()))
    }

    /// The midnight that ends a day.
    #[must_use]
    pub fn end_of_day(&self, day: Date) -> Timestamp {
        day.tomorrow().map_or(Timestamp::MAX, |next| self.start_of_day(next))
    }

    /// An instant moved on by an interval. What would lie beyond the calendar is its last moment.
    #[must_use]
    pub fn plus(&self, at: Timestamp, interval: Interval) -> Timestamp {
        match interval {
            Interval::Elapsed(duration) => later(at, duration),
            Interval::Calendar { months, days } => self.shift(at, months, days).unwrap_or(Timestamp::MAX),
        }
    }

    /// An instant moved back by an interval. What would lie before the calendar is its first moment.
    #[must_use]
    pub fn minus(&self, at: Timestamp, interval: Interval) -> Timestamp {
        match interval {
            Interval::Elapsed(duration) => at.checked_sub(duration).unwrap_or(Timestamp::MIN),
            Interval::Calendar { months, days } => self.shift(at, -months, -days).unwrap_or(Timestamp::MIN),
        }
    }

    fn shift(&self, at: Timestamp, months: i32, days: i32) -> Option<Timestamp> {
        let local = self.local(at);
        let day = plus_months(local.date(), months).and_then(|day| plus_days(day, days))?;
        Some(self.instant(day.to_datetime(local.time())))
    }

    /// Whether people work on that day: Monday to Friday and no bank holiday of the nation.
    #[must_use]
    pub fn is_working_day(&self, day: Date) -> bool {
        !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
            && !self.holidays.contains(self.nation, day)
    }

    /// The n-th working day after a day, or the last day there is.
    #[must_use]
    pub fn working_day_after(&self, day: Date, count: u16) -> Date {
        let mut day = day;
        let mut left = count;
        while left > 0 {
            let Ok(next) = day.tomorrow() else { return day };
            day = next;
            left -= u16::from(self.is_working_day(day));
        }
        day
    }
}

/// An instant moved on by elapsed time. What would lie beyond the calendar is its last moment.
#[must_use]
pub fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_add(by).unwrap_or(Timestamp::MAX)
}

/// A day so many days on.
#[must_use]
pub fn plus_days(day: Date, days: i32) -> Option<Date> {
    Span::new().try_days(days).and_then(|span| day.checked_add(span)).ok()
}

/// A day so many months on; a month without the day ends on its last day.
#[must_use]
pub fn plus_months(day: Date, months: i32) -> Option<Date> {
    Span::new().try_months(months).and_then(|span| day.checked_add(span)).ok()
}

/// The day on which somebody reaches an age: born on 29 February, that is 28 February of a common year.
#[must_use]
pub fn birthday(born: Date, age: i16) -> Option<Date> {
    born.checked_add(i64::from(age).years()).ok()
}
