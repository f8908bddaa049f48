//! When somebody was found, as a cell says it: `2026-03-14`, `14/03/2026`, `14 March 2026`, each with a time or without;
//! `2026-03`, `03/2026` or `March 2026` for a month, `2026` for a year.

use domain::unidentified::FoundTo;

use crate::acts::{Values, month_number};

/// What a cell says of when they were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FoundOn {
    day: String,
    month: String,
    year: String,
    /// The time of day, where the cell says it.
    pub(super) time: Option<String>,
    to: FoundTo,
}

impl FoundOn {
    /// Nothing where it is no date, or one whose order cannot be told.
    pub(super) fn read(cell: &str) -> Option<Self> {
        let cell = cell.trim().replacen(
            'T',
            " ",
            usize::from(cell.starts_with(|letter: char| letter.is_ascii_digit())),
        );
        let (date, time) = match cell.rsplit_once(' ') {
            Some((date, time)) if time.contains(':') => {
                // Seconds, and a zone where it is none of ours to judge, are what a database adds.
                let mut parts = time.split(':');
                let (hours, minutes) = (parts.next()?, parts.next()?);
                (date.trim().to_owned(), Some(format!("{hours}:{minutes}")))
            }
            Some(_) | None => (cell.clone(), None),
        };
        let parts: Vec<&str> = date.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty()).collect();
        let (day, month, year, to) = match *parts.as_slice() {
            [year] => ("1", "1", year, FoundTo::Year),
            [year, month] if is_year(year) => ("1", month, year, FoundTo::Month),
            [month, year] => ("1", month, year, FoundTo::Month),
            [year, month, day] if is_year(year) => (day, month, year, FoundTo::Day),
            [day, month, year] => (day, month, year, FoundTo::Day),
            _ => return None,
        };
        let number = month_number(month).filter(|month| (1..=12).contains(month))?;
        if !is_year(year) || day.parse::<i8>().is_err() || (time.is_some() && to != FoundTo::Day) {
            return None;
        }
        let (day, month, year) = (day.to_owned(), number.to_string(), year.to_owned());
        Some(Self { day, month, year, time, to })
    }

    /// Writes it where it would have been typed. Of a day without a time its middle stands, and that only the day is known.
    pub(super) fn write(&self, values: &mut Values) {
        for (part, text) in [("day", &self.day), ("month", &self.month), ("year", &self.year)] {
            values.set(format!("found_at-{part}"), text.clone());
        }
        let (time, to) = match (&self.time, self.to) {
            (Some(time), FoundTo::Time | FoundTo::Day) => (time.as_str(), FoundTo::Time),
            (Some(_), to @ (FoundTo::Month | FoundTo::Year)) | (None, to) => ("12:00", to),
        };
        values.set("found_at-time", time);
        values.set_if_empty("found_to", to.word());
    }
}

/// Four figures: of a year in two nobody can tell the century, nor the day from the year.
fn is_year(part: &str) -> bool {
    part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_as_far_as_it_is_known() {
        let said = |cell: &str| {
            let mut values = Values::default();
            FoundOn::read(cell)?.write(&mut values);
            let at = |part: &str| values.get(&format!("found_at-{part}")).to_owned();
            Some(format!(
                "{} {} {} {} {}",
                at("year"),
                at("month"),
                at("day"),
                at("time"),
                values.get("found_to")
            ))
        };
        for (cell, read) in [
            ("2026-03-14", Some("2026 3 14 12:00 day")),
            ("14/03/2026", Some("2026 3 14 12:00 day")),
            ("14.3.2026", Some("2026 3 14 12:00 day")),
            ("14 March 2026", Some("2026 3 14 12:00 day")),
            ("2026-03-14T22:40:05", Some("2026 3 14 22:40 time")),
            ("14/03/2026 22:40", Some("2026 3 14 22:40 time")),
            ("2026-03", Some("2026 3 1 12:00 month")),
            ("March 2026", Some("2026 3 1 12:00 month")),
            ("1987", Some("1987 1 1 12:00 year")),
            ("03/14/2026", None),
            ("14/03/26", None),
            ("last Tuesday", None),
            ("03/2026 22:40", None),
        ] {
            assert_eq!(said(cell).as_deref(), read, "{cell}");
        }
    }
}
