//! When somebody was born, as far as it is known: a day, a year, an estimate, or nothing.

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

mod parts;
mod said;

/// When somebody was born, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "known", rename_all = "snake_case")]
pub enum BirthDate {
    /// The day.
    Exact {
        /// The day of birth.
        date: Date,
    },
    /// Only the year.
    Year {
        /// The year of birth.
        year: i16,
    },
    /// An age that somebody estimated.
    AgeRange {
        /// Youngest it may be, in years.
        from: u8,
        /// Oldest it may be, in years.
        to: u8,
        /// The day of the estimate.
        estimated_on: Date,
    },
    /// Nothing is known.
    #[default]
    Unknown,
}

impl BirthDate {
    /// What a caller meant who said that of somebody's age or birth on a day; nothing where it cannot be told.
    #[must_use]
    pub fn said(typed: &str, today: Date) -> Option<Self> {
        said::read(typed, today)
    }

    /// The latest day on which the person can have been born; nothing where nothing is known.
    #[must_use]
    pub fn latest(&self) -> Option<Date> {
        match *self {
            Self::Exact { date } => Some(date),
            Self::Year { year } => Date::new(year, 12, 31).ok(),
            // A range the wrong way round must not make a child an adult.
            Self::AgeRange { from, to, estimated_on } => {
                estimated_on.checked_sub(i32::from(from.min(to)).years()).ok()
            }
            Self::Unknown => None,
        }
    }

    /// The earliest day on which the person can have been born; nothing where nothing is known.
    #[must_use]
    pub fn earliest(&self) -> Option<Date> {
        match *self {
            Self::Exact { date } => Some(date),
            Self::Year { year } => Date::new(year, 1, 1).ok(),
            Self::AgeRange { from, to, estimated_on } => estimated_on
                .checked_sub((i32::from(from.max(to)) + 1).years())
                .and_then(|day| day.checked_add(1.day()))
                .ok(),
            Self::Unknown => None,
        }
    }

    /// Whether the person may be under 18 on that day. Somebody of unknown age may be, and is treated as a child.
    #[must_use]
    pub fn may_be_under_18(&self, on: Date) -> bool {
        self.latest().is_none_or(|born| born.checked_add(18.years()).is_ok_and(|eighteenth| on < eighteenth))
    }

    /// Whole years of age on that day, youngest and oldest; nothing where nothing is known.
    #[must_use]
    pub fn age_on(&self, on: Date) -> Option<(i16, i16)> {
        Some(age_between(self.earliest()?, self.latest()?, on))
    }
}

/// Whole years of age on a day, youngest and oldest, of somebody born between two days: the one reckoning of ages. Who was
/// 15 by an estimate may be 16 the day after.
#[must_use]
pub fn age_between(earliest: Date, latest: Date, on: Date) -> (i16, i16) {
    (age_of(latest, on), age_of(earliest, on))
}

/// Whole years of age of somebody born on a day; a birthday on 29 February is kept on the 28th, as when they come of age.
fn age_of(born: Date, on: Date) -> i16 {
    let years = on.year().saturating_sub(born.year());
    let kept = born.checked_add(i32::from(years).years()).is_ok_and(|birthday| birthday <= on);
    (if kept { years } else { years.saturating_sub(1) }).max(0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn somebody_of_unknown_age_may_be_a_child() {
        assert!(BirthDate::Unknown.may_be_under_18(date(2026, 1, 1)));
    }

    #[test]
    fn an_age_range_counts_from_the_youngest_it_may_be() {
        let estimate = BirthDate::AgeRange { from: 17, to: 22, estimated_on: date(2026, 1, 1) };
        assert!(estimate.may_be_under_18(date(2026, 12, 31)));
        assert!(!estimate.may_be_under_18(date(2027, 1, 1)));
        assert_eq!(estimate.age_on(date(2028, 6, 1)), Some((19, 25)));
    }

    #[test]
    fn a_range_the_wrong_way_round_is_the_same_range() {
        let (youngest, oldest) = (12, 19);
        let range = |from, to| BirthDate::AgeRange { from, to, estimated_on: date(2026, 1, 1) };
        let (right, wrong) = (range(youngest, oldest), range(oldest, youngest));
        assert_eq!((wrong.earliest(), wrong.latest()), (right.earliest(), right.latest()));
        assert!(wrong.may_be_under_18(date(2026, 1, 1)));
    }

    #[test]
    fn an_estimate_is_as_wide_as_its_days() {
        let fifteen = BirthDate::AgeRange { from: 15, to: 15, estimated_on: date(2026, 11, 21) };
        assert_eq!(fifteen.age_on(date(2026, 11, 21)), Some((15, 15)));
        assert_eq!(fifteen.age_on(date(2026, 11, 22)), Some((15, 16)));
        assert_eq!(fifteen.age_on(date(2027, 11, 21)), Some((16, 16)));
    }

    #[test]
    fn only_a_year_of_birth_counts_to_its_last_day() {
        let born = BirthDate::Year { year: 2008 };
        assert!(born.may_be_under_18(date(2026, 12, 30)));
        assert!(!born.may_be_under_18(date(2026, 12, 31)));
    }

    #[test]
    fn a_child_of_29_february_comes_of_age_on_28_february() {
        let born = BirthDate::Exact { date: date(2008, 2, 29) };
        assert!(born.may_be_under_18(date(2026, 2, 27)));
        assert!(!born.may_be_under_18(date(2026, 2, 28)));
        assert_eq!(born.age_on(date(2026, 2, 27)), Some((17, 17)));
        assert_eq!(born.age_on(date(2026, 2, 28)), Some((18, 18)));
    }
}
