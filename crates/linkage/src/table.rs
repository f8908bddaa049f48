//! Records as columns: every distinct value is stored once and a cell is its number.

use hashbrown::HashTable;
use std::hash::Hasher;

use rustc_hash::FxHasher;

/// The distinct values of one column. Number 0 is the missing value.
#[derive(Default)]
pub struct Dictionary {
    text: Vec<u8>,
    ends: Vec<u32>,
    /// (hash, number): the hash is kept so that growing need not read the text again.
    places: HashTable<(u32, u32)>,
}

impl Dictionary {
    /// The number of a value; the empty value is 0.
    pub fn code(&mut self, value: &[u8]) -> u32 {
        if value.is_empty() {
            return 0;
        }
        let hash = hash(value);
        let Self { text, ends, places } = self;
        let stored = |code: u32| {
            let index = code as usize - 1;
            let from = if index == 0 { 0 } else { ends[index - 1] as usize };
            &text[from..ends[index] as usize]
        };
        let entry = places.find(hash, |&(kept, code)| kept == hash as u32 && stored(code) == value);
        if let Some(&(_, code)) = entry {
            return code;
        }
        let code = ends.len() as u32 + 1;
        text.extend_from_slice(value);
        ends.push(u32::try_from(text.len()).expect("a column holds less than 4 GiB of distinct text"));
        places.insert_unique(hash, (hash as u32, code), |&(kept, _)| spread(kept));
        code
    }

    /// The value behind a number; empty for the missing value.
    #[must_use]
    pub fn value(&self, code: u32) -> &[u8] {
        let Some(index) = (code as usize).checked_sub(1) else { return &[] };
        let from = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        &self.text[from..self.ends[index] as usize]
    }

    /// The value behind a number, as text; bytes that are no UTF-8 show as U+FFFD.
    #[must_use]
    pub fn text(&self, code: u32) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(self.value(code))
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

/// The hash under which a value is kept: made from 32 bits alone, so that it can be made again from what is stored.
fn hash(value: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(value);
    let full = hasher.finish();
    spread((full ^ full >> 32) as u32)
}

/// Spreads 32 bits over 64; the low half is the input, so that it can be stored and spread again.
fn spread(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(0x9E37_79B9_0000_0001)
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
            }
        }
    }
}
