//! Instants and spans of time as people read them: local wall-clock time in the United Kingdom, in words
//! from the catalogue. Every function is told the time; none looks at a clock.

use super::{family, t};
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, Zoned};
use std::sync::LazyLock;

static LONDON: LazyLock<TimeZone> =
    LazyLock::new(|| TimeZone::get("Europe/London").expect("the zone database holds Europe/London"));

/// How a deadline stands to the present moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Countdown {
    /// The deadline is ahead; the text reads "in 35 minutes".
    Ahead(String),
    /// The deadline is this very minute, or the duty is to be done at once; the text reads "now".
    Now(String),
    /// The deadline has passed; the text reads "1 hour 5 minutes overdue".
    Overdue(String),
}

impl Countdown {
    /// What a duty reads that is to be done at once.
    pub fn immediate() -> Countdown {
        Countdown::Now(t!("moment-now"))
    }

    /// The words to show.
    pub fn text(&self) -> &str {
        match self {
            Countdown::Ahead(text) | Countdown::Now(text) | Countdown::Overdue(text) => text,
        }
    }
}

/// How a deadline stands to `now`: "in 35 minutes", "now", "1 hour 5 minutes overdue".
///
/// Whole minutes count, rounded down, so that "in 1 minute" never promises more than there is.
pub fn countdown(due: Timestamp, now: Timestamp) -> Countdown {
    let ahead = due.duration_since(now);
    let minutes = ahead.as_secs().div_euclid(60);
    if ahead.is_negative() && ahead.as_secs() <= -60 {
        Countdown::Overdue(t!("moment-overdue", "time" => duration(ahead.abs())))
    } else if minutes >= 1 {
        Countdown::Ahead(t!("moment-ahead", "time" => duration(ahead)))
    } else {
        Countdown::Now(t!("moment-now"))
    }
}

/// A span of time in its two largest units: "2 days 4 hours", "1 hour 5 minutes", "35 minutes".
///
/// Below one minute it reads "less than a minute"; a negative span is read without its sign.
pub fn duration(span: SignedDuration) -> String {
    let minutes = span.abs().as_mins();
    let (days, hours, minutes) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    let words = match (days, hours, minutes) {
        (0, 0, 0) => return t!("span-under-a-minute"),
        (0, 0, minutes) => [t!("span-minutes", "count" => minutes), String::new()],
        (0, hours, 0) => [t!("span-hours", "count" => hours), String::new()],
        (0, hours, minutes) => [t!("span-hours", "count" => hours), t!("span-minutes", "count" => minutes)],
        (days, 0, _) => [t!("span-days", "count" => days), String::new()],
        (days, hours, _) => [t!("span-days", "count" => days), t!("span-hours", "count" => hours)],
    };
    words.join(" ").trim_end().to_owned()
}

/// How long ago something began: the span from `since` to `now`, never less than nothing.
pub fn elapsed_since(since: Timestamp, now: Timestamp) -> String {
    duration(now.duration_since(since).max(SignedDuration::ZERO))
}

/// An instant in local time: "Sat 21 Nov, 14:05"; with the year when it is not the year of `now`.
///
/// In the hour that the clocks repeat in October the zone is added ("01:30 GMT"), for there the time alone
/// names two instants.
pub fn instant(at: Timestamp, now: Timestamp) -> String {
    let local = at.to_zoned(LONDON.clone());
    t!("moment-day-and-time", "day" => day_of(&local, now), "time" => time_of_day(&local))
}

fn day_of(local: &Zoned, now: Timestamp) -> String {
    let day = weekday_and_day(local.date());
    if local.year() == now.to_zoned(LONDON.clone()).year() {
        day
    } else {
        t!("moment-day-with-year", "day" => day, "year" => local.year().to_string())
    }
}

/// The instant as exactly as tells it from others beside which it stands: to the minute, else to the second, else to the
/// thousandth of a second.
pub fn instant_among(at: Timestamp, others: &[Timestamp], now: Timestamp) -> String {
    let finer = |pattern: &str| {
        let local = at.to_zoned(LONDON.clone());
        t!("moment-day-and-time", "day" => day_of(&local, now), "time" => time_as(&local, pattern))
    };
    let alike = |within: fn(Timestamp) -> i64| {
        others.iter().any(|other| *other != at && within(*other) == within(at))
    };
    if !alike(|at| at.as_second().div_euclid(60)) {
        instant(at, now)
    } else if !alike(Timestamp::as_second) {
        finer("%H:%M:%S")
    } else {
        finer("%H:%M:%S%.3f")
    }
}

/// The local time of day alone: "14:05".
pub fn clock_time(at: Timestamp) -> String {
    time_of_day(&at.to_zoned(LONDON.clone()))
}

/// The local time of day to the second: "14:05:09".
pub fn clock_time_to_second(at: Timestamp) -> String {
    at.to_zoned(LONDON.clone()).strftime("%H:%M:%S").to_string()
}

fn time_of_day(local: &Zoned) -> String {
    time_as(local, "%H:%M")
}

fn time_as(local: &Zoned, pattern: &str) -> String {
    let time = local.strftime(pattern).to_string();
    if LONDON.to_ambiguous_timestamp(local.datetime()).is_ambiguous() {
        t!("moment-time-with-zone", "time" => time, "zone" => local.strftime("%Z").to_string())
    } else {
        time
    }
}

/// A day without its year: "Sat 21 Nov".
pub fn weekday_and_day(date: Date) -> String {
    let weekday = match date.weekday() {
        Weekday::Monday => t!("weekday-monday"),
        Weekday::Tuesday => t!("weekday-tuesday"),
        Weekday::Wednesday => t!("weekday-wednesday"),
        Weekday::Thursday => t!("weekday-thursday"),
        Weekday::Friday => t!("weekday-friday"),
        Weekday::Saturday => t!("weekday-saturday"),
        Weekday::Sunday => t!("weekday-sunday"),
    };
    let month = month_name("month-short", date);
    t!("moment-weekday-and-day", "weekday" => weekday, "day" => i64::from(date.day()), "month" => month)
}

/// A date in full: "21 November 2026", as for a date of birth.
pub fn date_long(date: Date) -> String {
    let month = month_name("month-long", date);
    t!("moment-date", "day" => i64::from(date.day()), "month" => month, "year" => date.year().to_string())
}

fn month_name(names: &str, date: Date) -> String {
    family(names, &date.month().to_string(), None).expect("the catalogue names twelve months")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn an_instant_is_shown_in_local_time() {
        let now = at("2026-11-21T20:00:00Z");
        for (utc, shown) in [
            ("2026-11-21T14:05:00Z", "Sat 21 Nov, 14:05"),
            ("2026-07-01T23:30:00Z", "Thu 2 Jul, 00:30"),
            ("2025-12-31T23:59:00Z", "Wed 31 Dec 2025, 23:59"),
            ("2026-03-29T00:59:00Z", "Sun 29 Mar, 00:59"),
            ("2026-03-29T01:00:00Z", "Sun 29 Mar, 02:00"),
            ("2026-10-25T00:30:00Z", "Sun 25 Oct, 01:30 BST"),
            ("2026-10-25T01:30:00Z", "Sun 25 Oct, 01:30 GMT"),
            ("2026-10-25T02:00:00Z", "Sun 25 Oct, 02:00"),
        ] {
            assert_eq!(instant(at(utc), now), shown, "{utc}");
        }
    }

    #[test]
    fn two_moments_are_never_named_alike() {
        let now = at("2026-11-21T20:00:00Z");
        let (one, other) = ("2026-11-21T14:05:07.120Z", "2026-11-21T14:05:40Z");
        for (beside, shown) in [
            (vec![at("2026-11-21T14:06:00Z")], "Sat 21 Nov, 14:05"),
            (vec![at(one), at(other)], "Sat 21 Nov, 14:05:07"),
            (vec![at("2026-11-21T14:05:07.9Z")], "Sat 21 Nov, 14:05:07.120"),
        ] {
            assert_eq!(instant_among(at(one), &beside, now), shown);
        }
        let repeated = [at("2026-10-25T00:30:00Z"), at("2026-10-25T00:30:01Z")];
        assert_eq!(instant_among(repeated[1], &repeated, now), "Sun 25 Oct, 01:30:01 BST");
    }

    #[test]
    fn the_year_is_that_of_the_place() {
        assert_eq!(instant(at("2026-06-30T22:30:00Z"), at("2026-12-31T23:30:00Z")), "Tue 30 Jun, 23:30");
        assert_eq!(clock_time(at("2026-06-30T23:30:00Z")), "00:30");
    }

    #[test]
    fn a_span_has_at_most_two_units() {
        for (seconds, shown) in [
            (0, "less than a minute"),
            (59, "less than a minute"),
            (60, "1 minute"),
            (35 * 60 + 59, "35 minutes"),
            (3600, "1 hour"),
            (3900, "1 hour 5 minutes"),
            (52 * 3600, "2 days 4 hours"),
            (48 * 3600 + 60, "2 days"),
            (-3900, "1 hour 5 minutes"),
        ] {
            assert_eq!(duration(SignedDuration::from_secs(seconds)), shown, "{seconds} seconds");
        }
    }

    #[test]
    fn a_deadline_is_ahead_now_or_overdue() {
        let now = at("2026-10-25T00:30:00Z");
        for (due, shown) in [
            ("2026-10-25T01:05:00Z", Countdown::Ahead("in 35 minutes".into())),
            ("2026-10-25T00:31:00Z", Countdown::Ahead("in 1 minute".into())),
            ("2026-10-25T00:30:59Z", Countdown::Now("now".into())),
            ("2026-10-25T00:29:01Z", Countdown::Now("now".into())),
            ("2026-10-25T00:29:00Z", Countdown::Overdue("1 minute overdue".into())),
            ("2026-10-24T23:25:00Z", Countdown::Overdue("1 hour 5 minutes overdue".into())),
        ] {
            assert_eq!(countdown(at(due), now), shown, "{due}");
        }
        assert_eq!(Countdown::immediate().text(), "now");
    }

    #[test]
    fn time_missing_runs_through_the_change_of_the_clocks() {
        assert_eq!(elapsed_since(at("2026-10-24T23:00:00Z"), at("2026-10-25T23:00:00Z")), "1 day");
        assert_eq!(
            elapsed_since(at("2026-10-25T23:00:00Z"), at("2026-10-24T23:00:00Z")),
            "less than a minute"
        );
    }

    #[test]
    fn a_date_of_birth_is_written_in_full() {
        assert_eq!(date_long(Date::constant(2011, 5, 3)), "3 May 2011");
    }
}
