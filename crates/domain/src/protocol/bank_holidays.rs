//! Bank holidays by rule (Banking and Financial Dealings Act 1971), with the days that were
//! proclaimed or moved, which no rule foresees, from `protocols/bank-holidays.toml`.

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday, date};

use super::calendar::plus_days;
use super::event::words;

words! {
    /// A nation of the United Kingdom, as far as its bank holidays differ.
    Nation {
        /// England and Wales.
        EnglandAndWales => "england-and-wales",
        /// Scotland.
        Scotland => "scotland",
        /// Northern Ireland.
        NorthernIreland => "northern-ireland",
    }
}

words! {
    /// A holiday that stands in the rules, as far as one has ever been moved.
    RuledDay {
        /// The first Monday in May.
        EarlyMay => "early_may",
        /// The last Monday in May.
        Spring => "spring",
    }
}

/// A day that no rule foresees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProclaimedDay {
    /// The day.
    pub day: Date,
    /// Where it is a holiday.
    pub nations: Vec<Nation>,
    /// The day of that year's rules in whose place it stands, if it does.
    pub instead_of: Option<RuledDay>,
}

/// The bank holidays of all nations: worked out once for the years that cases fall in.
#[derive(Debug, Clone)]
pub struct BankHolidays {
    proclaimed: Vec<ProclaimedDay>,
    /// Sorted, by nation, for `YEARS`.
    days: [Vec<Date>; 3],
}

/// Years worked out beforehand; any other is worked out when asked for.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;

impl BankHolidays {
    /// The rules and these proclaimed days.
    #[must_use]
    pub fn new(proclaimed: Vec<ProclaimedDay>) -> Self {
        let days = [Nation::EnglandAndWales, Nation::Scotland, Nation::NorthernIreland]
            .map(|nation| YEARS.flat_map(|year| of_year(year, nation, &proclaimed)).collect());
        Self { proclaimed, days }
    }

    /// Whether a day is a bank holiday in a nation.
    #[must_use]
    pub fn contains(&self, nation: Nation, day: Date) -> bool {
        if YEARS.contains(&day.year()) {
            self.days[nation as usize].binary_search(&day).is_ok()
        } else {
            of_year(day.year(), nation, &self.proclaimed).contains(&day)
        }
    }
}

fn of_year(year: i16, nation: Nation, proclaimed: &[ProclaimedDay]) -> BTreeSet<Date> {
    let here = |day: &&ProclaimedDay| day.day.year() == year && day.nations.contains(&nation);
    let moved = |ruled: RuledDay| {
        proclaimed.iter().filter(here).find(|day| day.instead_of == Some(ruled)).map(|day| day.day)
    };
    let mut days = BTreeSet::new();
    for day in ruled_days(year, nation, moved).into_iter().flatten() {
        observe(&mut days, day);
    }
    days.extend(proclaimed.iter().filter(here).map(|day| day.day));
    days
}

/// The days of the rules before any falls on a weekend, in the order in which substitutes are found.
fn ruled_days(year: i16, nation: Nation, moved: impl Fn(RuledDay) -> Option<Date>) -> [Option<Date>; 13] {
    let in_scotland = |day: Option<Date>| day.filter(|_| nation == Nation::Scotland);
    let in_northern_ireland = |day: Option<Date>| day.filter(|_| nation == Nation::NorthernIreland);
    let outside_scotland = |day: Option<Date>| day.filter(|_| nation != Nation::Scotland);
    let easter = easter_sunday(year);
    let on = |month, day| Date::new(year, month, day).ok();
    [
        on(1, 1),
        in_scotland(on(1, 2)),
        in_northern_ireland(on(3, 17)),
        easter.and_then(|sunday| plus_days(sunday, -2)),
        outside_scotland(easter.and_then(|sunday| plus_days(sunday, 1))),
        moved(RuledDay::EarlyMay).or_else(|| monday(year, 5, 1)),
        moved(RuledDay::Spring).or_else(|| monday(year, 5, -1)),
        in_northern_ireland(on(7, 12)),
        in_scotland(monday(year, 8, 1)),
        outside_scotland(monday(year, 8, -1)),
        in_scotland(on(11, 30)),
        on(12, 25),
        on(12, 26),
    ]
}

/// A holiday on a weekend is taken on the next weekday that is none already.
fn observe(days: &mut BTreeSet<Date>, ruled: Date) {
    let mut day = ruled;
    while matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) || days.contains(&day) {
        let Ok(next) = day.tomorrow() else { return };
        day = next;
    }
    days.insert(day);
}

fn monday(year: i16, month: i8, nth: i8) -> Option<Date> {
    Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, Weekday::Monday).ok()
}

/// Western Easter by the anonymous Gregorian computation.
fn easter_sunday(year: i16) -> Option<Date> {
    if !(1583..=9998).contains(&year) {
        return None;
    }
    let y = i32::from(year);
    let (golden, century, of_century) = (y % 19, y / 100, y % 100);
    let (leap_centuries, century_rest) = (century / 4, century % 4);
    let drift = (century - (century + 8) / 25 + 1) / 3;
    let moon = (19 * golden + century - leap_centuries - drift + 15) % 30;
    let (leaps, rest) = (of_century / 4, of_century % 4);
    let weekday = (32 + 2 * century_rest + 2 * leaps - moon - rest) % 7;
    let late = (golden + 11 * moon + 22 * weekday) / 451;
    let days = moon + weekday - 7 * late + 114;
    let month = i8::try_from(days / 31).ok()?;
    let day = i8::try_from(days % 31 + 1).ok()?;
    Date::new(year, month, day).ok()
}

/// The last day on which proclaimed days were checked against what the government publishes.
pub const CHECKED_THROUGH: Date = date(2027, 12, 31);
