//! Records as columns: every distinct value is stored once and a cell is its number.

use std::borrow::Cow;
use std::hash::Hasher;
use std::hint::black_box;

use encoding_rs::WINDOWS_1252;
use rustc_hash::FxHasher;

/// The distinct values of one column. Number 0 is the missing value.
///
/// A register's values are looked up once for each cell, and most of that time is spent waiting for memory. So a place of
/// the table holds all that is needed to go straight to the text, and nothing is kept twice.
#[derive(Default)]
pub struct Dictionary {
    text: Vec<u8>,
    ends: Vec<u32>,
    /// A power of two of places, at most two thirds taken; a value stands at its hash or at the next free place after.
    places: Vec<Place>,
    /// Hashes of the values that are being looked up; kept for their memory alone.
    hashes: Vec<u32>,
}

/// Where a value is; number 0 marks a free place.
#[derive(Clone, Copy, Default)]
struct Place {
    hash: u32,
    code: u32,
    start: u32,
    length: u32,
}

impl Dictionary {
    /// Dictionaries of no more places stay in the processor's cache.
    const PLACES_NEAR: usize = 1 << 13;

    /// The number of a value; the empty value is 0.
    pub fn code(&mut self, value: &[u8]) -> u32 {
        if value.is_empty() { 0 } else { self.code_hashed(value, hash(value)) }
    }

    /// Appends the numbers of many values.
    ///
    /// Looking a value up waits for memory twice: for its place and for its text. Here all places are read first, then all
    /// texts, with nothing in between that could depend on them, so that the processor waits for many at a time.
    pub(crate) fn codes<'a>(&mut self, values: impl Iterator<Item = &'a [u8]> + Clone, codes: &mut Vec<u32>) {
        let mut hashes = std::mem::take(&mut self.hashes);
        hashes.clear();
        hashes.extend(values.clone().map(hash));
        if self.places.len() > Self::PLACES_NEAR {
            let last = self.places.len() - 1;
            let at = |hash: u32| self.places[hash as usize & last].start as usize;
            let touched = hashes.iter().fold(0, |touched, &hash| touched ^ at(hash));
            let letter = |start: usize| usize::from(self.text[start]);
            black_box(hashes.iter().fold(touched, |touched, &hash| touched ^ letter(at(hash))));
        }
        codes.extend(
            values.zip(&hashes).map(
                |(value, &hash)| {
                    if value.is_empty() { 0 } else { self.code_hashed(value, hash) }
                },
            ),
        );
        self.hashes = hashes;
    }

    /// The number of a value that was seen.
    #[must_use]
    pub fn find(&self, value: &[u8]) -> Option<u32> {
        let hash = hash(value);
        let last = self.places.len().checked_sub(1)?;
        let mut at = hash as usize & last;
        while self.places[at].code != 0 {
            let place = self.places[at];
            if place.hash == hash && self.value(place.code) == value {
                return Some(place.code);
            }
            at = (at + 1) & last;
        }
        None
    }

    fn code_hashed(&mut self, value: &[u8], hash: u32) -> u32 {
        if self.ends.len() * 3 >= self.places.len() * 2 {
            self.grow();
        }
        let last = self.places.len() - 1;
        let mut at = hash as usize & last;
        loop {
            let place = self.places[at];
            if place.code == 0 {
                break;
            }
            if place.hash == hash && self.text[place.start as usize..][..place.length as usize] == *value {
                return place.code;
            }
            at = (at + 1) & last;
        }
        let start = self.text.len() as u32;
        self.text.extend_from_slice(value);
        self.ends
            .push(u32::try_from(self.text.len()).expect("a column holds less than 4 GiB of distinct text"));
        let code = self.ends.len() as u32;
        self.places[at] = Place { hash, code, start, length: value.len() as u32 };
        code
    }

    /// Doubles the places; what is kept of each hash is enough to find its new one.
    fn grow(&mut self) {
        let size = (self.places.len() * 2).max(64);
        let before = std::mem::replace(&mut self.places, vec![Place::default(); size]);
        for place in before.into_iter().filter(|place| place.code != 0) {
            let mut at = place.hash as usize & (size - 1);
            while self.places[at].code != 0 {
                at = (at + 1) & (size - 1);
            }
            self.places[at] = place;
        }
    }

    /// The value behind a number; empty for the missing value.
    #[must_use]
    pub fn value(&self, code: u32) -> &[u8] {
        let Some(index) = (code as usize).checked_sub(1) else { return &[] };
        let from = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        &self.text[from..self.ends[index] as usize]
    }

    /// The value behind a number, as text. What is no UTF-8 is read as Windows-1252, in which older systems write: cell by
    /// cell, since a file that was put together from several holds both.
    #[must_use]
    pub fn text(&self, code: u32) -> Cow<'_, str> {
        let value = self.value(code);
        match std::str::from_utf8(value) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => WINDOWS_1252.decode_without_bom_handling(value).0,
        }
    }

    /// Bytes in use.
    pub(crate) fn memory_bytes(&self) -> usize {
        self.text.capacity() + self.ends.capacity() * 4 + self.places.capacity() * size_of::<Place>()
    }

    /// How many distinct values there are, the missing one not counted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no value at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

/// Thirty-two bits of a value's hash, well mixed from end to end.
fn hash(value: &[u8]) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(value);
    let full = hasher.finish();
    (full ^ full >> 32) as u32
}

/// One column of records.
#[derive(Default)]
pub struct Column {
    /// Its name in the heading.
    pub name: String,
    /// The number of each row's value; 0 where it is missing.
    pub codes: Vec<u32>,
    /// The values.
    pub values: Dictionary,
}

/// Records read from one file or from several with the same columns, one after the other.
#[derive(Default)]
pub struct Table {
    /// The columns in the order of the heading.
    pub columns: Vec<Column>,
    /// How many records there are.
    pub rows: usize,
}

impl Table {
    /// The place of a column, by its name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// Adds one record; a cell beyond `cells` is missing. For tests and callers that hold records in memory.
    pub fn push<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        let mut cells = cells.into_iter();
        for column in &mut self.columns {
            let cell = cells.next().unwrap_or_default().trim();
            column.codes.push(column.values.code(cell.as_bytes()));
        }
        self.rows += 1;
    }

    /// An empty table with these columns.
    pub fn with_columns<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let columns =
            names.into_iter().map(|name| Column { name: name.to_owned(), ..Column::default() }).collect();
        Self { columns, rows: 0 }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_value_keeps_its_number(values in prop::collection::vec("[a-c]{0,3}", 0..300)) {
            let mut dictionary = Dictionary::default();
            let codes: Vec<u32> = values.iter().map(|value| dictionary.code(value.as_bytes())).collect();
            for (value, code) in values.iter().zip(&codes) {
                prop_assert_eq!(dictionary.value(*code), value.as_bytes());
                prop_assert_eq!(dictionary.code(value.as_bytes()), *code);
                prop_assert_eq!(dictionary.find(value.as_bytes()), Some(*code).filter(|code| *code != 0));
            }
        }
    }
}
