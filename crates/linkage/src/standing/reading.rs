//! A record read into values, and values into rows of numbers: one row for each name at each home.

use crate::compare::{GUEST, Guest};
use crate::dates::Date;
use crate::model::Kind;
use crate::names::Name;
use crate::places;
use crate::values::{name, postcode, split_full, split_given, tidy_value};

use super::record::{Home, PersonName, Record};
use super::spellings::Spellings;

/// So many rows a record has at most for its names and homes together; beyond, each further name stands with the first home
/// and each further home with the first name.
const ROWS_MOST: usize = 16;

/// A value in the form in which it is compared.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Name(String),
    Date(Date),
    Postcode(String),
    /// One or several.
    Telephones(Vec<u64>),
    /// One or several.
    Texts(Vec<String>),
}

/// Something of each slot that is not missing.
type BySlot<T> = Vec<(usize, T)>;

/// What a record holds, apart: what is so under every name and at every home, and what goes with one.
pub(super) struct Parts<T> {
    shared: BySlot<T>,
    names: Vec<BySlot<T>>,
    homes: Vec<BySlot<T>>,
}

/// One row of a record, and the places of its name and its home among the record's.
pub(super) struct Row {
    pub(super) codes: Box<[u32]>,
    pub(super) name: u8,
    pub(super) home: u8,
}

impl<T> Parts<T> {
    /// The same with every value made something else.
    pub(super) fn map<U>(self, mut of: impl FnMut(usize, T) -> U) -> Parts<U> {
        let mut each = |part: BySlot<T>| -> BySlot<U> {
            part.into_iter().map(|(slot, value)| (slot, of(slot, value))).collect()
        };
        Parts {
            shared: each(self.shared),
            names: self.names.into_iter().map(&mut each).collect(),
            homes: self.homes.into_iter().map(&mut each).collect(),
        }
    }
}

impl Parts<u32> {
    /// The rows of the record.
    pub(super) fn rows(&self, width: usize) -> Vec<Row> {
        let (names, homes) = (self.names.len().max(1), self.homes.len().max(1));
        let all = names * homes <= ROWS_MOST;
        let mut rows = Vec::with_capacity(1);
        for name in 0..names.min(usize::from(u8::MAX)) {
            for home in 0..homes.min(usize::from(u8::MAX)) {
                if !all && name != 0 && home != 0 {
                    continue;
                }
                let mut codes = vec![0; width].into_boxed_slice();
                let own = [self.names.get(name), self.homes.get(home)].into_iter().flatten();
                for (slot, code) in self.shared.iter().chain(own.flatten()) {
                    codes[*slot] = *code;
                }
                rows.push(Row { codes, name: name as u8, home: home as u8 });
            }
        }
        rows
    }
}

/// Reads a record for a register with these slots.
pub(super) fn read(record: &Record, spellings: &Spellings) -> Parts<Value> {
    let slot = |kind| spellings.slot(kind);
    let mut shared = Vec::new();
    let mut put = |slot: Option<usize>, value: Option<Value>| shared.extend(slot.zip(value));
    put(slot(Kind::BirthDate), record.birth.and_then(super::record::Birth::date).map(Value::Date));
    put(slot(Kind::Sex), text(Kind::Sex, &record.sex));
    let mut numbers: Vec<u64> = record.telephones.iter().flat_map(|written| telephones(written)).collect();
    numbers.sort_unstable_by_key(|&number| (!places::is_mobile(number), number));
    numbers.dedup();
    put(slot(Kind::Telephone), (!numbers.is_empty()).then_some(Value::Telephones(numbers)));
    let emails = record.emails.iter().map(|email| tidy_value(Kind::Email, email));
    put(slot(Kind::Email), several(emails.collect()));
    for (slot, value) in identifiers(record, spellings) {
        put(Some(slot), value);
    }
    for (column, value) in &record.others {
        if let Some((slot, kind)) = spellings.column(column) {
            put(Some(slot), text(kind, value));
        }
    }
    Parts {
        names: record.names.iter().map(|name| read_name(name, spellings)).collect(),
        homes: record.homes.iter().map(|home| read_home(home, spellings)).collect(),
        shared,
    }
}

fn telephones(written: &str) -> Vec<u64> {
    match places::telephone(written) {
        Some(0) => Vec::new(),
        Some(number) => vec![number],
        None => places::telephones(written),
    }
}

/// Identifiers whose giver has a column of its own, and all others together, each with its giver's name.
fn identifiers(record: &Record, spellings: &Spellings) -> BySlot<Option<Value>> {
    let mut own = Vec::new();
    let mut together = Vec::new();
    for (giver, number) in &record.identifiers {
        let number = tidy_value(Kind::Identifier, number);
        if number.is_empty() {
            continue;
        }
        match spellings.column(giver) {
            Some((slot, Kind::Identifier)) => own.push((slot, several(vec![number]))),
            _not_a_column => together.push(format!("{}={number}", places::tidy_text(giver))),
        }
    }
    own.extend(spellings.identifiers().map(|slot| (slot, several(together))));
    own
}

fn several(mut texts: Vec<String>) -> Option<Value> {
    texts.retain(|text| !text.is_empty());
    texts.sort_unstable();
    texts.dedup();
    (!texts.is_empty()).then_some(Value::Texts(texts))
}

fn text(kind: Kind, written: &str) -> Option<Value> {
    several(vec![tidy_value(kind, written)])
}

fn read_name(written: &PersonName, spellings: &Spellings) -> BySlot<Value> {
    let (given, middle, surname) = if written.in_full.is_empty() {
        let given = name(&written.given);
        let [first, spilled] = split_given(&given);
        let middle = name(&written.middle);
        let middle = if middle.is_empty() { spilled.to_owned() } else { middle };
        (first.to_owned(), middle, name(&written.surname))
    } else {
        let [given, middle, surname] = split_full(&written.in_full);
        (given, middle, surname)
    };
    [(Kind::GivenName, given), (Kind::MiddleName, middle), (Kind::Surname, surname)]
        .into_iter()
        .filter(|(_, name)| !name.is_empty())
        .filter_map(|(kind, name)| Some((spellings.slot(kind)?, Value::Name(name))))
        .collect()
}

fn read_home(home: &Home, spellings: &Spellings) -> BySlot<Value> {
    let mut values = Vec::with_capacity(4);
    let mut put = |kind, value: Option<Value>| values.extend(spellings.slot(kind).zip(value));
    let tidy = tidy_value(Kind::Postcode, &home.postcode);
    put(Kind::Postcode, (!tidy.is_empty()).then_some(Value::Postcode(tidy)));
    let (number, street) = places::split_address(&home.address);
    put(Kind::StreetNumber, several(vec![number]));
    put(Kind::Street, several(vec![street]));
    put(Kind::Town, text(Kind::Town, &home.town));
    values
}

/// The numbers of a record's values where the register has them; those that it does not have become guests.
pub(super) fn as_guests(parts: Parts<Value>, spellings: &Spellings) -> (Parts<u32>, Vec<Guest>) {
    let mut guests = Vec::new();
    let coded = parts.map(|slot, value| match spellings.find(slot, &value) {
        Some(code) => code,
        None => invite(slot, value, spellings, &mut guests),
    });
    (coded, guests)
}

fn invite(slot: usize, value: Value, spellings: &Spellings, guests: &mut Vec<Guest>) -> u32 {
    let mut add = |guest: Guest| {
        guests.push(guest);
        GUEST | (guests.len() as u32 - 1)
    };
    match value {
        Value::Name(name) => add(Guest::Name(Name::new(&name))),
        Value::Date(date) => add(Guest::Date(date)),
        Value::Postcode(text) => add(Guest::Postcode(postcode(&text))),
        Value::Telephones(numbers) => {
            let known = |number: u64| spellings.find(slot, &Value::Telephones(vec![number]));
            let codes: Vec<u32> = numbers
                .iter()
                .map(|&number| known(number).unwrap_or_else(|| add(Guest::Telephone(number))))
                .collect();
            if let [one] = *codes { one } else { add(Guest::List(codes.into())) }
        }
        Value::Texts(texts) => {
            let codes: Vec<u32> = texts
                .into_iter()
                .map(|text| match spellings.find(slot, &Value::Texts(vec![text.clone()])) {
                    Some(code) => code,
                    None => add(Guest::Text(text.into_bytes().into())),
                })
                .collect();
            if let [one] = *codes { one } else { add(Guest::List(codes.into())) }
        }
    }
}
