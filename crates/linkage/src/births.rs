//! Dates of birth of all records: from one column, from columns of its parts, and from an age where no date is written.

use rustc_hash::FxHashMap;

use crate::dates::{self, Date, DateOrder};
use crate::table::Column;
use crate::values::age_range;

/// The dates, each once, and the number of each record's.
pub(crate) struct Births {
    known: FxHashMap<Date, u32>,
    pub(crate) dates: Vec<Date>,
    pub(crate) codes: Vec<u32>,
}

impl Births {
    pub(crate) fn new(rows: usize) -> Self {
        Self { known: FxHashMap::default(), dates: vec![Date::default()], codes: Vec::with_capacity(rows) }
    }

    fn code_of(&mut self, date: Option<Date>) -> u32 {
        let Some(date) = date else { return 0 };
        *self.known.entry(date).or_insert_with(|| {
            self.dates.push(date);
            self.dates.len() as u32 - 1
        })
    }

    /// The records of a file with a column of dates.
    pub(crate) fn of_dates(&mut self, column: &Column, order: DateOrder) {
        let by_value: Vec<u32> = (0..=column.values.len() as u32)
            .map(|code| self.code_of(dates::read(&column.values.text(code), order)))
            .collect();
        self.codes.extend(column.codes.iter().map(|&code| by_value[code as usize]));
    }

    /// The records of a file with a column of years, and perhaps others of months and days.
    pub(crate) fn of_parts(&mut self, year: &Column, month: Option<&Column>, day: Option<&Column>) {
        let text = |column: Option<&Column>, row: usize| {
            column.map_or_else(String::new, |column| column.values.text(column.codes[row]).into_owned())
        };
        for row in 0..year.codes.len() {
            let date = dates::from_parts(&text(Some(year), row), &text(month, row), &text(day, row));
            let code = self.code_of(date);
            self.codes.push(code);
        }
    }

    /// The records of a file that has no dates.
    pub(crate) fn of_nothing(&mut self, rows: usize) {
        self.codes.resize(self.codes.len() + rows, 0);
    }

    /// Reads an age where a record from `start` on has no date. When the ages were written is seen from the records that
    /// have both; ages that do not fit the dates are left aside.
    pub(crate) fn read_ages(&mut self, start: usize, ages: &Column) {
        let by_value: Vec<Option<(u32, u32)>> = (0..=ages.values.len() as u32)
            .map(|code| age_range(&ages.values.text(code)).map(|(low, high)| (low as u32, high as u32)))
            .collect();
        let age = |row: usize| by_value[ages.codes[row] as usize];
        let rows = ages.codes.len();
        let Some(year) = self.year_written((0..rows).filter_map(|row| Some((start + row, age(row)?)))) else {
            return;
        };
        for row in 0..rows {
            if let (0, Some((low, high))) = (self.codes[start + row], age(row)) {
                // Whether the birthday of that year was over when the age was written is not known.
                let born = Date::new(year, 12, 31).and_then(|end| Date::of_age(low, high + 1, end));
                self.codes[start + row] = self.code_of(born);
            }
        }
    }

    /// The year in which ages were written, when four in five of the records that have both fit one.
    fn year_written(&self, records: impl Iterator<Item = (usize, (u32, u32))>) -> Option<u32> {
        const RECORDS_LEAST: u32 = 20;
        let mut years: FxHashMap<u32, u32> = FxHashMap::default();
        for (record, (low, high)) in records {
            let date = self.dates[self.codes[record] as usize];
            if low == high && date.is_day() {
                *years.entry(date.year_number().max(0) as u32 + low).or_default() += 1;
            }
        }
        let all: u32 = years.values().sum();
        let near = |year: u32| -> u32 {
            (year.saturating_sub(2)..=year + 1).filter_map(|near| years.get(&near)).sum()
        };
        let latest = years.iter().filter(|(_, count)| **count * 10 >= all).map(|(&year, _)| year).max()?;
        (all >= RECORDS_LEAST && near(latest) * 5 >= all * 4).then_some(latest)
    }
}
