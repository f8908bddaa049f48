//! Every value that any record of a register has, once, with its number and how many records have it.

use rustc_hash::FxHashMap;

use crate::compare::{GUEST, Guest};
use crate::copies::Alike;
use crate::dates::Date;
use crate::model::{Kind, Model};
use crate::names::Names;
use crate::places::Marks;
use crate::prepare::{Lists, Pairing, Prepared, Slot};
use crate::table::Dictionary;
use crate::values::{Values, postcode};

use super::reading::Value;

/// The column of identifiers whose givers have no column of their own.
const IDENTIFIERS: &str = "identifier";

/// The values of a register by slot. They are [`Prepared`], as those of files are, so that the same code compares both.
pub(super) struct Spellings {
    pub(super) prepared: Prepared,
    numbers: Vec<Numbers>,
    /// For each slot the sum of the squares of how many records have each value.
    squares: Vec<u64>,
    columns: Vec<(String, usize, Kind)>,
}

/// How the number of a value is found.
#[derive(Default)]
struct Numbers {
    dates: FxHashMap<Date, u32>,
    telephones: FxHashMap<u64, u32>,
    postcodes: Dictionary,
    lists: FxHashMap<Box<[u32]>, u32>,
}

impl Spellings {
    /// No value yet, in slots for the columns of a model.
    pub(super) fn new(model: &Model) -> Self {
        let mut slots = vec![empty("", Kind::Ignored)];
        let mut columns = Vec::new();
        let has = |kinds: &[Kind]| model.columns.iter().any(|role| kinds.contains(&role.kind));
        if has(&[Kind::GivenName, Kind::MiddleName, Kind::Surname, Kind::FullName]) {
            slots.push(empty("given name", Kind::GivenName));
            slots.push(empty("middle name", Kind::MiddleName));
            slots.push(empty("surname", Kind::Surname));
        }
        if has(&[Kind::BirthDate, Kind::BirthYear, Kind::Age]) {
            slots.push(empty("date of birth", Kind::BirthDate));
        }
        if has(&[Kind::Street, Kind::StreetNumber]) {
            slots.push(empty("street number", Kind::StreetNumber));
            slots.push(empty("street", Kind::Street));
        }
        for kind in OTHERS {
            let single =
                matches!(kind, Kind::Postcode | Kind::Town | Kind::Sex | Kind::Email | Kind::Telephone);
            let wanted = model.columns.iter().filter(|role| role.kind == kind);
            for role in wanted.take(if single { 1 } else { usize::MAX }) {
                columns.push((role.column.clone(), slots.len(), kind));
                slots.push(empty(&role.column, kind));
            }
        }
        let (numbers, squares) = (slots.iter().map(|_| Numbers::default()).collect(), vec![0; slots.len()]);
        let prepared = Prepared {
            rows: 0,
            pairing: Pairing::Within,
            slots,
            names: Names::default(),
            codes: Vec::new(),
            record: Vec::new(),
            row: Vec::new(),
            alike: Alike::default(),
        };
        Self { prepared, numbers, squares, columns }
    }

    /// The slot of a kind.
    pub(super) fn slot(&self, kind: Kind) -> Option<usize> {
        Some(self.prepared.slot(kind)).filter(|slot| *slot != 0)
    }

    /// The slot of a column, and its kind, by the column's name.
    pub(super) fn column(&self, name: &str) -> Option<(usize, Kind)> {
        let found = self.columns.iter().find(|(column, ..)| column == name);
        found.map(|(_, slot, kind)| (*slot, *kind))
    }

    /// The slot of identifiers whose givers have no column of their own.
    pub(super) fn identifiers(&self) -> Option<usize> {
        self.column(IDENTIFIERS).filter(|(_, kind)| *kind == Kind::Identifier).map(|(slot, _)| slot)
    }

    /// The number of a value that some record had.
    pub(super) fn find(&self, slot: usize, value: &Value) -> Option<u32> {
        let numbers = &self.numbers[slot];
        let list = |codes: Option<Vec<u32>>| match codes?.as_slice() {
            [one] => Some(*one),
            several => numbers.lists.get(several).copied(),
        };
        match (value, &self.prepared.slots[slot].values) {
            (Value::Name(name), _) => self.prepared.names.find(name),
            (Value::Date(date), _) => numbers.dates.get(date).copied(),
            (Value::Postcode(text), _) => numbers.postcodes.find(text.as_bytes()),
            (Value::Telephones(several), _) => {
                list(several.iter().map(|number| numbers.telephones.get(number).copied()).collect())
            }
            (Value::Texts(several), Values::Texts(dictionary, _)) => {
                list(several.iter().map(|text| dictionary.find(text.as_bytes())).collect())
            }
            (Value::Texts(_), _) => None,
        }
    }

    /// The number of a value, a new one when no record had it.
    pub(super) fn add(&mut self, slot: usize, value: &Value) -> u32 {
        match value {
            Value::Name(name) => self.prepared.names.code(name),
            Value::Date(date) => {
                let Values::Dates(dates) = &mut self.prepared.slots[slot].values else { return 0 };
                *self.numbers[slot].dates.entry(*date).or_insert_with(|| {
                    dates.push(*date);
                    dates.len() as u32 - 1
                })
            }
            Value::Postcode(text) => {
                let Values::Postcodes(postcodes) = &mut self.prepared.slots[slot].values else { return 0 };
                let code = self.numbers[slot].postcodes.code(text.as_bytes());
                if code as usize == postcodes.len() {
                    postcodes.push(postcode(text));
                }
                code
            }
            Value::Telephones(several) => {
                let codes = several.iter().map(|&number| self.add_telephone(slot, number)).collect();
                self.add_list(slot, codes)
            }
            Value::Texts(several) => {
                let codes = several.iter().map(|text| self.add_text(slot, text.as_bytes())).collect();
                self.add_list(slot, codes)
            }
        }
    }

    fn add_telephone(&mut self, slot: usize, number: u64) -> u32 {
        let Values::Telephones(telephones) = &mut self.prepared.slots[slot].values else { return 0 };
        *self.numbers[slot].telephones.entry(number).or_insert_with(|| {
            telephones.push(number);
            telephones.len() as u32 - 1
        })
    }

    fn add_text(&mut self, slot: usize, text: &[u8]) -> u32 {
        let Values::Texts(dictionary, marks) = &mut self.prepared.slots[slot].values else { return 0 };
        let code = dictionary.code(text);
        if code as usize == marks.len() {
            marks.push(Marks::new(text));
        }
        code
    }

    fn add_list(&mut self, slot: usize, codes: Vec<u32>) -> u32 {
        if let [one] = *codes {
            return one;
        }
        if let Some(&list) = self.numbers[slot].lists.get(codes.as_slice()) {
            return list;
        }
        let list = match &mut self.prepared.slots[slot].values {
            Values::Telephones(telephones) => {
                telephones.push(0);
                telephones.len() as u32 - 1
            }
            // A spelling that no value has, different for every list.
            Values::Texts(..) => {
                let members: Vec<String> = codes.iter().map(u32::to_string).collect();
                self.add_text(slot, format!("\u{1f}{}", members.join(" ")).as_bytes())
            }
            Values::None | Values::Names | Values::Dates(_) | Values::Ages(_) | Values::Postcodes(_) => 0,
        };
        self.numbers[slot].lists.insert(codes.clone().into(), list);
        self.prepared.slots[slot].lists.insert(list, codes.into());
        list
    }

    /// Leaves out the slots that are not to be kept, by name; house numbers stay with their streets.
    pub(super) fn keep(&mut self, keep: impl Fn(&str) -> bool) {
        let streets = keep("street");
        let kept: Vec<usize> = (0..self.prepared.slots.len())
            .filter(|&place| {
                let slot = &self.prepared.slots[place];
                place == 0 || keep(&slot.name) || streets && slot.kind == Kind::StreetNumber
            })
            .collect();
        let new_place = |place: usize| kept.iter().position(|&old| old == place);
        self.columns.retain_mut(|(_, slot, _)| new_place(*slot).map(|place| *slot = place).is_some());
        let mut place = 0;
        self.prepared.slots.retain(|_| {
            place += 1;
            new_place(place - 1).is_some()
        });
        self.numbers.truncate(kept.len());
        self.squares.truncate(kept.len());
    }

    /// How many slots there are.
    pub(super) fn width(&self) -> usize {
        self.prepared.slots.len()
    }

    /// Adds a row; its place.
    pub(super) fn push(&mut self, codes: &[u32]) -> u32 {
        self.prepared.codes.extend_from_slice(codes);
        self.prepared.rows += 1;
        u32::try_from(self.prepared.rows - 1).expect("a register holds less than four thousand million rows")
    }

    /// Writes a row over another.
    pub(super) fn put(&mut self, row: usize, codes: &[u32]) {
        let width = self.width();
        self.prepared.codes[row * width..(row + 1) * width].copy_from_slice(codes);
    }

    /// The values that a number stands for, which are several where it is a list's.
    pub(super) fn members<'a>(&'a self, slot: usize, code: &'a u32, guests: &'a [Guest]) -> &'a [u32] {
        if code & GUEST != 0
            && let Some(Guest::List(members)) = guests.get((code & !GUEST) as usize)
        {
            return members;
        }
        let lists = &self.prepared.slots[slot].lists;
        let list = if lists.is_empty() { None } else { lists.get(code) };
        list.map_or(std::slice::from_ref(code), |members| members)
    }

    /// Bytes in use, about.
    pub(super) fn memory_bytes(&self) -> usize {
        let slot = |(slot, numbers): (&Slot, &Numbers)| {
            let values = match &slot.values {
                Values::None | Values::Names | Values::Ages(_) => 0,
                Values::Dates(dates) => dates.capacity() * 4,
                Values::Postcodes(postcodes) => postcodes.capacity() * size_of::<crate::places::Postcode>(),
                Values::Telephones(telephones) => telephones.capacity() * 8,
                Values::Texts(dictionary, marks) => {
                    dictionary.memory_bytes() + marks.capacity() * size_of::<Marks>()
                }
            };
            let maps = numbers.dates.capacity() * 9
                + numbers.telephones.capacity() * 17
                + numbers.postcodes.memory_bytes()
                + (numbers.lists.capacity() + slot.lists.capacity()) * 41;
            values + maps + slot.counts.capacity() * 4
        };
        self.prepared.slots.iter().zip(&self.numbers).map(slot).sum::<usize>()
            + self.prepared.codes.capacity() * 4
            + self.prepared.names.memory_bytes()
    }

    /// Counts the values of a record's rows, each once, in or out.
    pub(super) fn count(&mut self, rows: &[u32], change: Change) {
        let mut seen: Vec<u32> = Vec::new();
        let width = self.width();
        for (place, slot) in self.prepared.slots.iter_mut().enumerate().skip(1) {
            seen.clear();
            let codes = rows.iter().map(|&row| self.prepared.codes[row as usize * width + place]);
            for code in codes.filter(|code| *code != 0) {
                seen.push(code);
                seen.extend(slot.lists.get(&code).into_iter().flatten());
            }
            seen.sort_unstable();
            seen.dedup();
            for &code in &seen {
                if slot.counts.len() <= code as usize {
                    slot.counts.resize(code as usize + 1, 0);
                }
                let count = &mut slot.counts[code as usize];
                let before = u64::from(*count);
                *count = change.of(*count);
                if slot.lists.is_empty() || !slot.lists.contains_key(&code) {
                    self.squares[place] = self.squares[place] + u64::from(*count).pow(2) - before.pow(2);
                }
            }
            if !seen.is_empty() {
                slot.present = change.of(slot.present);
            }
        }
    }

    /// The sum of the squares of how many records have each value of a slot.
    pub(super) fn squares(&self, slot: usize) -> u64 {
        self.squares[slot]
    }

    /// How many records have a value.
    pub(super) fn records_with(&self, slot: usize, code: u32) -> u32 {
        self.prepared.slots[slot].counts.get(code as usize).copied().unwrap_or(0)
    }
}

/// Whether a record comes or goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Comes,
    Goes,
}

impl Change {
    fn of(self, count: u32) -> u32 {
        match self {
            Self::Comes => count + 1,
            Self::Goes => count.saturating_sub(1),
        }
    }
}

/// The kinds that have a slot for each of their columns, in the order in which files have them.
const OTHERS: [Kind; 10] = [
    Kind::Postcode,
    Kind::Town,
    Kind::Region,
    Kind::AddressLine,
    Kind::Telephone,
    Kind::Email,
    Kind::Identifier,
    Kind::Sex,
    Kind::Category,
    Kind::Text,
];

fn empty(name: &str, kind: Kind) -> Slot {
    let values = match kind {
        Kind::GivenName | Kind::MiddleName | Kind::Surname => Values::Names,
        Kind::BirthDate => Values::Dates(vec![Date::default()]),
        Kind::Postcode => Values::Postcodes(vec![postcode("")]),
        Kind::Telephone => Values::Telephones(vec![0]),
        Kind::Ignored => Values::None,
        Kind::StreetNumber
        | Kind::Street
        | Kind::Town
        | Kind::Region
        | Kind::AddressLine
        | Kind::Email
        | Kind::Identifier
        | Kind::Sex
        | Kind::Category
        | Kind::Text
        | Kind::FullName
        | Kind::BirthDay
        | Kind::BirthMonth
        | Kind::BirthYear
        | Kind::Age => Values::Texts(Dictionary::default(), vec![Marks::default()]),
    };
    Slot { name: name.to_owned(), kind, values, counts: vec![0], present: 0, lists: Lists::default() }
}

/// The columns of a register of which nothing was learned.
pub(super) fn usual_columns() -> [(&'static str, Kind); 12] {
    [
        ("given_name", Kind::GivenName),
        ("middle_name", Kind::MiddleName),
        ("surname", Kind::Surname),
        ("date_of_birth", Kind::BirthDate),
        ("address", Kind::Street),
        ("postcode", Kind::Postcode),
        ("town", Kind::Town),
        ("telephone", Kind::Telephone),
        ("email", Kind::Email),
        (IDENTIFIERS, Kind::Identifier),
        ("sex", Kind::Sex),
        ("ethnicity", Kind::Category),
    ]
}
