//! How far back a report, and what is said of an episode, can reach: a year typed wrong is refused and not reckoned with.

use jiff::{SignedDuration, Timestamp, ToSpan};

use super::decide::Occasioned;
use crate::{person::BirthDate, refusal::Refusal, time::london};

/// How late a report may be entered. Whoever has been missing for longer is reported as of when police are told of it now.
pub const ENTERED_LATE_AT_MOST: SignedDuration = SignedDuration::from_hours(366 * 24);

/// How long anybody lives at most: of whom no birth is known, nothing happened before.
const OLDEST_YEARS: i32 = 130;

/// A report is entered within [`ENTERED_LATE_AT_MOST`], and nobody was missing before they can have been born. A year typed
/// wrong would have every duty since then fall due at once.
///
/// # Errors
/// The refusal, where that is not so.
pub fn within_reach(
    birth: &BirthDate,
    missing_since: Option<Timestamp>,
    when: Occasioned,
) -> Result<(), Refusal> {
    let earliest = when.now.saturating_sub(ENTERED_LATE_AT_MOST).unwrap_or(Timestamp::MIN);
    not_before_birth(birth, when.happened_at, "happened_at", when.now)?;
    if let Some(since) = missing_since {
        not_before_birth(birth, since, "missing_since", when.now)?;
    }
    if when.happened_at < earliest { Err(Refusal::ReportedTooLongAgo { earliest }) } else { Ok(()) }
}

/// Refused where something is said to have happened before the person can have been born.
pub(super) fn not_before_birth(
    birth: &BirthDate,
    at: Timestamp,
    field: &'static str,
    now: Timestamp,
) -> Result<(), Refusal> {
    let day = |at: Timestamp| at.to_zoned(london()).date();
    let oldest = || day(now).saturating_sub(OLDEST_YEARS.years());
    let born = birth.earliest().unwrap_or_else(oldest);
    if day(at) < born { Err(Refusal::BeforeBirth { field }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_report_reaches_back_a_year_and_nobody_is_missing_before_they_were_born() {
        let now: Timestamp = "2026-11-22T11:40:00Z".parse().unwrap();
        let refused = |reported: &str, since: Option<&str>, birth: BirthDate| {
            let since = since.map(|since| since.parse().unwrap());
            within_reach(&birth, since, Occasioned { happened_at: reported.parse().unwrap(), now }).err()
        };
        let child = BirthDate::Exact { date: date(2011, 5, 17) };
        let elder = BirthDate::Exact { date: date(1931, 5, 17) };
        let reported = "2025-11-22T11:40:00Z";
        assert_eq!(refused(reported, None, child), None);
        assert_eq!(refused(reported, Some("2011-05-17T00:00:00Z"), child), None);
        assert_eq!(refused(reported, Some("1990-01-01T00:00:00Z"), elder), None, "long missing, told late");
        let long_ago = Refusal::ReportedTooLongAgo { earliest: now - ENTERED_LATE_AT_MOST };
        assert_eq!(refused("1990-11-22T11:40:00Z", None, elder), Some(long_ago));
        for (field, reported, since, birth) in [
            ("happened_at", "1990-11-22T11:40:00Z", None, child),
            ("happened_at", "0026-11-22T11:40:00Z", None, BirthDate::Unknown),
            ("missing_since", reported, Some("2011-05-15T00:00:00Z"), child),
            ("missing_since", reported, Some("1726-11-22T11:40:00Z"), BirthDate::Unknown),
        ] {
            assert_eq!(refused(reported, since, birth), Some(Refusal::BeforeBirth { field }), "{reported}");
        }
    }
}
