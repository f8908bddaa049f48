//! Instants, and what people type for them. `domain` never learns the time; it is told.
//!
//! Instants are kept to the microsecond, because that is what both databases hold exactly.

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
    tz::{AmbiguousOffset, TimeZone},
};

/// The zone in which every local time of the product is read and shown.
///
/// # Panics
/// Never: the zone's rules are built into the binary.
#[must_use]
pub fn london() -> TimeZone {
    TimeZone::get("Europe/London").expect("the zone database is built into the binary")
}

/// The instant cut to whole microseconds.
#[must_use]
pub fn to_microsecond(instant: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(instant.as_microsecond()).unwrap_or(instant)
}

/// Which of two instants is meant where the clocks go back and a local time exists twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occurrence {
    /// Before the clocks went back (summer time).
    First,
    /// After the clocks went back.
    Second,
}

/// Why a local date and time names no single instant. It is asked about, never guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocalTimeProblem {
    /// The clocks went forward over it.
    DoesNotExist,
    /// The clocks went back: the two instants it may mean.
    ExistsTwice {
        /// Before the clocks went back.
        first: Timestamp,
        /// After.
        second: Timestamp,
    },
    /// Outside the range of dates that can be kept.
    OutOfRange,
}

/// The instant that a local date and time in Europe/London names.
///
/// # Errors
/// The reason why it names none, or two and `occurrence` does not say which.
pub fn local_instant(
    date: Date,
    time: Time,
    occurrence: Option<Occurrence>,
) -> Result<Timestamp, LocalTimeProblem> {
    let local = DateTime::from_parts(date, time);
    let ambiguous = london().to_ambiguous_timestamp(local);
    match (ambiguous.offset(), occurrence) {
        (AmbiguousOffset::Unambiguous { .. }, _) => {
            ambiguous.compatible().map_err(|_| LocalTimeProblem::OutOfRange)
        }
        (AmbiguousOffset::Gap { .. }, _) => Err(LocalTimeProblem::DoesNotExist),
        (AmbiguousOffset::Fold { .. }, Some(Occurrence::First)) => {
            ambiguous.earlier().map_err(|_| LocalTimeProblem::OutOfRange)
        }
        (AmbiguousOffset::Fold { .. }, Some(Occurrence::Second)) => {
            ambiguous.later().map_err(|_| LocalTimeProblem::OutOfRange)
        }
        (AmbiguousOffset::Fold { before, after }, None) => Err(LocalTimeProblem::ExistsTwice {
            first: before.to_timestamp(local).map_err(|_| LocalTimeProblem::OutOfRange)?,
            second: after.to_timestamp(local).map_err(|_| LocalTimeProblem::OutOfRange)?,
        }),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    #[test]
    fn a_time_skipped_in_spring_is_refused() {
        assert_eq!(
            local_instant(date(2026, 3, 29), time(1, 30, 0, 0), None),
            Err(LocalTimeProblem::DoesNotExist)
        );
    }

    #[test]
    fn a_time_repeated_in_autumn_is_asked_about_and_then_taken_as_answered() {
        let night = date(2026, 10, 25);
        let half_past_one = time(1, 30, 0, 0);
        let problem = local_instant(night, half_past_one, None).unwrap_err();
        let LocalTimeProblem::ExistsTwice { first, second } = problem else { panic!("{problem:?}") };
        assert_eq!((second - first).total(jiff::Unit::Hour).unwrap(), 1.0);
        assert_eq!(local_instant(night, half_past_one, Some(Occurrence::First)), Ok(first));
        assert_eq!(local_instant(night, half_past_one, Some(Occurrence::Second)), Ok(second));
    }

    #[test]
    fn an_ordinary_time_is_one_instant_whatever_is_answered() {
        let instant = local_instant(date(2026, 7, 1), time(12, 0, 0, 0), None).unwrap();
        assert_eq!(instant.to_string(), "2026-07-01T11:00:00Z");
        assert_eq!(local_instant(date(2026, 7, 1), time(12, 0, 0, 0), Some(Occurrence::Second)), Ok(instant));
    }
}
