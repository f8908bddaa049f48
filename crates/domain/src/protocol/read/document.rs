//! A TOML file being read: every value knows where it stands, every mistake is kept, none stops the reading.

use std::cell::RefCell;
use std::ops::Range;

use jiff::civil::{Date, Time};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::protocol::calendar::Interval;

/// A mistake in a data file: where it is, what is wrong, what was expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {message}")]
pub struct Mistake {
    /// The file as it was named.
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// What is wrong, what was expected, and the nearest name.
    pub message: String,
}

/// The mistakes found so far in one file.
pub(super) struct Mistakes<'f> {
    file: &'f str,
    text: &'f str,
    found: RefCell<Vec<Mistake>>,
}

impl<'f> Mistakes<'f> {
    pub(super) const fn new(file: &'f str, text: &'f str) -> Self {
        Self { file, text, found: RefCell::new(Vec::new()) }
    }

    pub(super) fn add(&self, at: &Range<usize>, message: impl Into<String>) {
        let before = &self.text[..self.text.floor_char_boundary(at.start)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        self.found.borrow_mut().push(Mistake {
            file: self.file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            message: message.into(),
        });
    }

    /// An unknown word where one of some was expected.
    pub(super) fn unknown<'w>(
        &self,
        at: &Range<usize>,
        sort: &str,
        word: &str,
        known: impl IntoIterator<Item = &'w str>,
    ) {
        self.add(at, unknown(sort, word, known));
    }

    /// What was read, if it was read without mistakes; the mistakes in the order of the file.
    pub(super) fn into_result<T>(self, read: Option<T>) -> Result<T, Vec<Mistake>> {
        let mut found = self.found.into_inner();
        found.sort_by_key(|mistake| (mistake.line, mistake.column));
        match read {
            Some(read) if found.is_empty() => Ok(read),
            Some(_) | None => Err(found),
        }
    }
}

/// Says that a word is unknown, what is known, and which of that is nearest.
pub(crate) fn unknown<'w>(sort: &str, word: &str, known: impl IntoIterator<Item = &'w str>) -> String {
    let mut known: Vec<&str> = known.into_iter().collect();
    known.sort_unstable();
    known.dedup();
    let alike = |other: &&str| strsim::jaro_winkler(word, other);
    let nearest = known.iter().copied().max_by(|a, b| alike(a).total_cmp(&alike(b)));
    match nearest.filter(|nearest| strsim::jaro_winkler(word, nearest) > 0.7) {
        Some(nearest) => format!(
            "unknown {sort} \"{word}\"; the nearest is \"{nearest}\"; expected one of {}",
            known.join(", ")
        ),
        None => format!("unknown {sort} \"{word}\"; expected one of {}", known.join(", ")),
    }
}

/// Reads a whole file: its top table is handed to `read`.
pub(super) fn read_document<T>(
    file: &str,
    text: &str,
    read: impl FnOnce(&Table<'_>) -> Option<T>,
) -> Result<T, Vec<Mistake>> {
    let mistakes = Mistakes::new(file, text);
    let (document, broken) = DeTable::parse_recoverable(text);
    for error in &broken {
        mistakes.add(&error.span().unwrap_or(0..0), error.message().to_owned());
    }
    if !broken.is_empty() {
        return mistakes.into_result(None);
    }
    let table = Table::new(&mistakes, document.get_ref(), 0..0);
    let read = read(&table);
    table.finish();
    drop(table);
    mistakes.into_result(read)
}

/// A table whose keys are asked for one by one; what was never asked for is unknown.
pub(super) struct Table<'t> {
    pub(super) mistakes: &'t Mistakes<'t>,
    table: &'t DeTable<'t>,
    pub(super) span: Range<usize>,
    asked: RefCell<Vec<&'static str>>,
}

impl<'t> Table<'t> {
    fn new(mistakes: &'t Mistakes<'t>, table: &'t DeTable<'t>, span: Range<usize>) -> Self {
        Self { mistakes, table, span, asked: RefCell::new(Vec::new()) }
    }

    /// The value of a key, if it is there.
    pub(super) fn get(&self, key: &'static str) -> Option<Node<'t>> {
        self.asked.borrow_mut().push(key);
        self.entries().find(|(name, _, _)| *name == key).map(|(_, _, node)| node)
    }

    /// The value of a key that must be there.
    pub(super) fn need(&self, key: &'static str) -> Option<Node<'t>> {
        let node = self.get(key);
        if node.is_none() {
            self.mistakes.add(&self.span, format!("the key \"{key}\" is missing"));
        }
        node
    }

    /// Every key with its place and value, for tables whose keys are names of their own.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'t str, Range<usize>, Node<'t>)> + use<'t> {
        let mistakes = self.mistakes;
        self.table
            .iter()
            .map(move |(key, value)| (key.get_ref().as_ref(), key.span(), Node { mistakes, value }))
    }

    /// Reports every key that nobody asked for.
    pub(super) fn finish(&self) {
        let asked = self.asked.borrow();
        for (key, span, _) in self.entries() {
            if !asked.contains(&key) {
                self.mistakes.unknown(&span, "key", key, asked.iter().copied());
            }
        }
    }
}

/// A value and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Node<'t> {
    pub(super) mistakes: &'t Mistakes<'t>,
    value: &'t Spanned<DeValue<'t>>,
}

impl<'t> Node<'t> {
    pub(super) fn span(self) -> Range<usize> {
        self.value.span()
    }

    /// Notes that something else was expected here.
    pub(super) fn expected<T>(self, what: &str) -> Option<T> {
        let found = match self.value.get_ref() {
            DeValue::String(text) => format!(", found \"{text}\""),
            DeValue::Integer(number) => format!(", found {}", number.as_str()),
            DeValue::Boolean(given) => format!(", found {given}"),
            DeValue::Float(_) | DeValue::Datetime(_) => {
                format!(", found a {}", self.value.get_ref().type_str())
            }
            // Its place says enough: a list or a table that is wrong within.
            DeValue::Array(_) | DeValue::Table(_) => String::new(),
        };
        self.mistakes.add(&self.span(), format!("expected {what}{found}"));
        None
    }

    pub(super) fn text_or_none(self) -> Option<&'t str> {
        self.value.get_ref().as_str()
    }

    pub(super) fn table_or_none(self) -> Option<Table<'t>> {
        let table = self.value.get_ref().as_table()?;
        Some(Table::new(self.mistakes, table, self.span()))
    }

    /// A text that says something.
    pub(super) fn text(self) -> Option<&'t str> {
        match self.text_or_none() {
            Some(text) if !text.trim().is_empty() => Some(text),
            Some(_) | None => self.expected("a text that is not empty"),
        }
    }

    pub(super) fn table(self) -> Option<Table<'t>> {
        self.table_or_none().or_else(|| self.expected("a table"))
    }

    pub(super) fn list(self) -> Option<Vec<Self>> {
        let mistakes = self.mistakes;
        match self.value.get_ref().as_array() {
            Some(array) => Some(array.iter().map(|value| Node { mistakes, value }).collect()),
            None => self.expected("a list"),
        }
    }

    /// A list, or one value that stands for a list of one.
    pub(super) fn one_or_more(self) -> Vec<Self> {
        let mistakes = self.mistakes;
        match self.value.get_ref().as_array() {
            Some(array) => array.iter().map(|value| Node { mistakes, value }).collect(),
            None => vec![self],
        }
    }

    pub(super) fn whole_number(self, least: i64, most: i64) -> Option<i64> {
        let number = self.value.get_ref().as_integer();
        let number = number.and_then(|integer| i64::from_str_radix(integer.as_str(), integer.radix()).ok());
        match number.filter(|number| (least..=most).contains(number)) {
            Some(number) => Some(number),
            None => self.expected(&format!("a whole number from {least} to {most}")),
        }
    }

    pub(super) fn yes_or_no(self) -> Option<bool> {
        self.value.get_ref().as_bool().or_else(|| self.expected("true or false"))
    }

    pub(super) fn date(self) -> Option<Date> {
        let date = self.value.get_ref().as_datetime().and_then(|datetime| {
            let date = datetime.date.filter(|_| datetime.time.is_none())?;
            Date::new(
                i16::try_from(date.year).ok()?,
                i8::try_from(date.month).ok()?,
                i8::try_from(date.day).ok()?,
            )
            .ok()
        });
        date.or_else(|| self.expected("a date such as 2026-04-01"))
    }

    pub(super) fn clock_time(self) -> Option<Time> {
        let time = self.text_or_none().and_then(|text| Time::strptime("%H:%M", text).ok());
        time.or_else(|| self.expected("a clock time such as \"09:00\""))
    }

    pub(super) fn interval(self) -> Option<Interval> {
        let interval = self.text_or_none().and_then(Interval::parse);
        interval.or_else(|| {
            self.expected("a duration such as \"PT72H\" (elapsed) or \"P7D\" (calendar), never both")
        })
    }

    /// A duration that passes on the clock, wherever it falls on the calendar.
    pub(super) fn elapsed(self) -> Option<jiff::SignedDuration> {
        match self.text_or_none().and_then(Interval::parse) {
            Some(Interval::Elapsed(duration)) => Some(duration),
            Some(Interval::Calendar { .. }) | None => self.expected("an elapsed duration such as \"PT1H\""),
        }
    }

    /// One word of a closed vocabulary.
    pub(super) fn word<T: Copy>(
        self,
        sort: &str,
        known: &[T],
        name: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        let word = self.text()?;
        let found = known.iter().copied().find(|member| name(*member) == word);
        if found.is_none() {
            self.mistakes.unknown(&self.span(), sort, word, known.iter().map(|member| name(*member)));
        }
        found
    }

    /// One or more words of a closed vocabulary.
    pub(super) fn words<T: Copy>(
        self,
        sort: &str,
        known: &[T],
        name: impl Fn(T) -> &'static str + Copy,
    ) -> Option<Vec<T>> {
        all(self.one_or_more().into_iter().map(|node| node.word(sort, known, name)))
    }
}

/// All of them, or nothing if one could not be read; every one is looked at.
pub(super) fn all<T>(read: impl Iterator<Item = Option<T>>) -> Option<Vec<T>> {
    let read: Vec<Option<T>> = read.collect();
    read.into_iter().collect()
}
