//! Times as people type them: a local date in three fields and a time of day, or one exact instant from a program.
//! A time that does not exist or exists twice is asked about.

use domain::time::{LocalTimeProblem, Occurrence, local_instant, london, to_microsecond};
use jiff::{
    Timestamp,
    civil::{Date, Time},
};

use super::{Values, read::Problem};

/// The name of the field that says when an act happened.
pub(crate) const HAPPENED_AT: &str = "happened_at";

/// A problem with one field, and the id of the control that it is about.
pub(crate) type Wrong = (String, Problem);

/// When the act is said to have happened: nothing stands for now.
///
/// # Errors
/// What cannot be read, or contradicts itself: a time was typed while "now" is chosen.
pub(super) fn happened_at(values: &Values) -> Result<Option<Timestamp>, Wrong> {
    let typed_time = values.get("happened_at-time").trim();
    match values.get("happened_at-when") {
        "now" if !typed_time.is_empty() => Err((at_id("when"), Problem::NowOrThen)),
        "now" => Ok(None),
        "then" => match typed_time {
            "" => Err((at_id("time"), Problem::Missing)),
            _ => instant(values, HAPPENED_AT),
        },
        _ => instant(values, HAPPENED_AT),
    }
}

fn at_id(part: &str) -> String {
    format!("{HAPPENED_AT}-{part}")
}

/// The instant typed under a name; nothing where nothing was typed.
pub(crate) fn instant(values: &Values, name: &str) -> Result<Option<Timestamp>, Wrong> {
    let exact = values.get(name).trim();
    if !exact.is_empty() {
        return exact
            .parse()
            .map(|instant| Some(to_microsecond(instant)))
            .map_err(|_| (format!("{name}-day"), Problem::NotATime));
    }
    let typed_time = values.get(&format!("{name}-time")).trim();
    let Some(date) = date(values, name)? else {
        return match typed_time {
            "" => Ok(None),
            _ => Err((format!("{name}-day"), Problem::NotADate)),
        };
    };
    let time = time_of_day(typed_time).ok_or((format!("{name}-time"), Problem::NotATimeOfDay))?;
    let occurrence = match values.get(&format!("{name}-occurrence")) {
        "first" => Some(Occurrence::First),
        "second" => Some(Occurrence::Second),
        _ => None,
    };
    match local_instant(date, time, occurrence) {
        Ok(instant) => Ok(Some(instant)),
        Err(LocalTimeProblem::DoesNotExist) => Err((format!("{name}-time"), Problem::DoesNotExist)),
        Err(LocalTimeProblem::ExistsTwice { .. }) => {
            Err((format!("{name}-occurrence"), Problem::ExistsTwice))
        }
        Err(LocalTimeProblem::OutOfRange) => Err((format!("{name}-year"), Problem::NotADate)),
    }
}

/// The date typed under a name in one text or in three fields; nothing where nothing was typed.
pub(crate) fn date(values: &Values, name: &str) -> Result<Option<Date>, Wrong> {
    let exact = values.get(name).trim();
    if !exact.is_empty() {
        return exact.parse().map(Some).map_err(|_| (format!("{name}-day"), Problem::NotADate));
    }
    let part = |part: &str| values.get(&format!("{name}-{part}")).trim().to_owned();
    let (day, month, year) = (part("day"), part("month"), part("year"));
    if day.is_empty() && month.is_empty() && year.is_empty() {
        return Ok(None);
    }
    let wrong = |part: &str| (format!("{name}-{part}"), Problem::NotADate);
    let day: i8 = day.parse().map_err(|_| wrong("day"))?;
    let month: i8 = month_number(&month).ok_or_else(|| wrong("month"))?;
    let year: i16 = year.parse().map_err(|_| wrong("year"))?;
    if !(1880..=2200).contains(&year) {
        return Err(wrong("year"));
    }
    Date::new(year, month, day).map(Some).map_err(|_| wrong("day"))
}

/// Months are taken as numbers or by the first letters of their English names.
pub(crate) fn month_number(typed: &str) -> Option<i8> {
    const NAMES: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    if let Ok(number) = typed.parse() {
        return Some(number);
    }
    let start: String = typed.to_lowercase().chars().take(3).collect();
    let place = NAMES.iter().position(|name| *name == start)?;
    i8::try_from(place + 1).ok()
}

/// A time of day as people write it: 14:05, 14.05, 1405, 9:30.
fn time_of_day(typed: &str) -> Option<Time> {
    let figures: Vec<&str> = typed.split([':', '.', ' ']).collect();
    let (hours, minutes) = match figures.as_slice() {
        [together] if together.len() == 4 && together.is_ascii() => together.split_at(2),
        [hours, minutes] if minutes.len() == 2 => (*hours, *minutes),
        _ => return None,
    };
    Time::new(hours.parse().ok()?, minutes.parse().ok()?, 0, 0).ok()
}

/// Writes an instant into the fields in which it would have been typed.
pub(crate) fn write_instant(values: &mut Values, name: &str, at: Timestamp) {
    let local = at.to_zoned(london());
    write_date(values, name, local.date());
    values.set(format!("{name}-time"), local.strftime("%H:%M").to_string());
    let again = local_instant(local.date(), local.time(), Some(Occurrence::First));
    if matches!(local_instant(local.date(), local.time(), None), Err(LocalTimeProblem::ExistsTwice { .. })) {
        let occurrence = if again == Ok(at) { "first" } else { "second" };
        values.set(format!("{name}-occurrence"), occurrence);
    }
}

/// Writes a date into the three fields in which it would have been typed.
pub(crate) fn write_date(values: &mut Values, name: &str, date: Date) {
    values.set(format!("{name}-day"), date.day().to_string());
    values.set(format!("{name}-month"), date.month().to_string());
    values.set(format!("{name}-year"), date.year().to_string());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(day: &str, month: &str, year: &str, time: &str) -> Values {
        Values::from_pairs(
            [("x-day", day), ("x-month", month), ("x-year", year), ("x-time", time)]
                .map(|(name, text)| (name.to_owned(), text.to_owned())),
        )
    }

    #[test]
    fn a_time_is_read_as_people_write_it() {
        for time in ["14:05", "14.05", "1405", "14 05"] {
            let read = instant(&typed("1", "7", "2026", time), "x").unwrap().unwrap();
            assert_eq!(read.to_string(), "2026-07-01T13:05:00Z", "{time}");
        }
        let named = instant(&typed("1", "July", "2026", "9:30"), "x").unwrap().unwrap();
        assert_eq!(named.to_string(), "2026-07-01T08:30:00Z");
        for time in ["25:00", "14:5", "14", "half past two", "٣:٠٠"] {
            let problem = instant(&typed("1", "7", "2026", time), "x").unwrap_err();
            assert_eq!(problem, ("x-time".to_owned(), Problem::NotATimeOfDay), "{time}");
        }
    }

    #[test]
    fn a_time_that_the_clocks_skip_or_repeat_is_asked_about() {
        let skipped = instant(&typed("29", "3", "2026", "01:30"), "x").unwrap_err();
        assert_eq!(skipped, ("x-time".to_owned(), Problem::DoesNotExist));
        let mut repeated = typed("25", "10", "2026", "01:30");
        let problem = instant(&repeated, "x").unwrap_err();
        assert_eq!(problem, ("x-occurrence".to_owned(), Problem::ExistsTwice));
        for (answer, instant_meant) in [("first", "2026-10-25T00:30:00Z"), ("second", "2026-10-25T01:30:00Z")]
        {
            repeated.set("x-occurrence", answer);
            let read = instant(&repeated, "x").unwrap().unwrap();
            assert_eq!(read.to_string(), instant_meant);
            let mut written = Values::default();
            write_instant(&mut written, "x", read);
            assert_eq!(instant(&written, "x").unwrap(), Some(read));
        }
    }

    #[test]
    fn a_time_typed_beside_now_is_asked_about() {
        let mut values = typed("", "", "", "");
        values.set("happened_at-when", "now");
        assert_eq!(happened_at(&values), Ok(None));
        values.set("happened_at-time", "14:05");
        assert_eq!(happened_at(&values), Err(("happened_at-when".to_owned(), Problem::NowOrThen)));
    }

    #[test]
    fn half_a_date_names_the_part_that_is_missing() {
        assert_eq!(date(&typed("1", "", "2026", ""), "x"), Err(("x-month".to_owned(), Problem::NotADate)));
        assert_eq!(date(&typed("31", "2", "2026", ""), "x"), Err(("x-day".to_owned(), Problem::NotADate)));
    }
}
