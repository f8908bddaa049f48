//! When somebody was born, as far as it is known: a day, a year, an estimate, or nothing.

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

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
    /// The latest day on which the person can have been born; nothing where nothing is known.
    #[must_use]
    pub fn latest(&self) -> Option<Date> {
        match *self {
            Self::Exact { date } => Some(date),
            Self::Year { year } => Date::new(year, 12, 31).ok(),
            Self::AgeRange { from, estimated_on, .. } => {
                estimated_on.checked_sub(i32::from(from).years()).ok()
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
            Self::AgeRange { to, estimated_on, .. } => estimated_on
                .checked_sub((i32::from(to) + 1).years())
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
        let years = |born: Date| on.since((jiff::Unit::Year, born)).map_or(0, |span| span.get_years().max(0));
        match *self {
            Self::Exact { date } => Some((years(date), years(date))),
            Self::Year { year } => {
                Some((years(Date::new(year, 12, 31).ok()?), years(Date::new(year, 1, 1).ok()?)))
            }
            Self::AgeRange { from, to, estimated_on } => {
                let since = years(estimated_on);
                Some((i16::from(from) + since, i16::from(to) + since))
            }
            Self::Unknown => None,
        }
    }
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
        assert_eq!(estimate.age_on(date(2028, 6, 1)), Some((19, 24)));
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
    }
}
