//! What records are grouped by: the keys of the rules, as one number a record and rule.

use rayon::prelude::*;

use crate::model::{BlockingRule, Key, Kind};
use crate::prepare::Prepared;
use crate::values::Values;

/// The keys of all rows, those of one rule close together: for grouping, which reads one rule's keys from first to last.
pub(crate) struct ByRule {
    /// For each [`ByRule::ROWS`] rows their keys by the first rule, then by the second, and so on.
    keys: Vec<u32>,
    width: usize,
}

impl ByRule {
    /// Few enough rows that their keys by all rules fit the processor's cache while they are turned round.
    const ROWS: usize = 2048;

    /// The keys of one rule in the order of rows.
    pub(crate) fn of(&self, rule: usize) -> impl Iterator<Item = u32> + Clone {
        let parts = self.keys.chunks(Self::ROWS * self.width);
        parts.flat_map(move |part| {
            let rows = part.len() / self.width;
            part[rule * rows..(rule + 1) * rows].iter().copied()
        })
    }
}

/// The keys of all rows: one number a rule, a row after a row, and the same by rule.
pub(crate) fn keys(prepared: &Prepared, rules: &[&BlockingRule]) -> (Vec<u32>, ByRule) {
    const ROWS: usize = ByRule::ROWS;
    let width = rules.len().max(1);
    let mut parts: Vec<Part> = Vec::new();
    let mut places: Vec<&Key> = Vec::new();
    let recipes: Vec<Vec<usize>> = rules
        .iter()
        .map(|rule| {
            rule.keys
                .iter()
                .map(|key| {
                    places.iter().position(|known| *known == key).unwrap_or_else(|| {
                        places.push(key);
                        parts.push(Part::new(prepared, key));
                        places.len() - 1
                    })
                })
                .collect()
        })
        .collect();
    let mut keys = vec![0u32; prepared.rows * width];
    let mut by_rule = ByRule { keys: vec![0u32; prepared.rows * width], width };
    let tiles = keys.par_chunks_mut(ROWS * width).zip(by_rule.keys.par_chunks_mut(ROWS * width));
    tiles.enumerate().for_each(|(chunk, (block, turned))| {
        let mut values = vec![0u32; parts.len()];
        for (place, line) in block.chunks_exact_mut(width).enumerate() {
            let row = prepared.row(chunk * ROWS + place);
            for (value, part) in values.iter_mut().zip(&parts) {
                *value = part.of(row);
            }
            for (key, recipe) in line.iter_mut().zip(&recipes) {
                *key = recipe
                    .iter()
                    .try_fold(u32::from(recipe.is_empty()), |mixed, &part| match values[part] {
                        0 => None,
                        value => Some(mix(mixed, value)),
                    })
                    .unwrap_or(0);
            }
        }
        let rows = block.len() / width;
        for (rule, column) in turned.chunks_exact_mut(rows).enumerate() {
            for (key, line) in column.iter_mut().zip(block.chunks_exact(width)) {
                *key = line[rule];
            }
        }
    });
    (keys, by_rule)
}

/// Mixes one more value into a key; never 0. Two different keys meet by chance once in four thousand million.
pub(crate) fn mix(key: u32, value: u32) -> u32 {
    let mixed = (u64::from(key) << 32 | u64::from(value)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (mixed ^ mixed >> 29).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    ((mixed >> 32) as u32).max(1)
}

/// A key's value for each number of the slot that it is derived from.
pub(crate) enum Part {
    /// Never there.
    Absent,
    /// The number itself.
    Own(usize),
    /// From a table.
    Derived(usize, Vec<u32>),
    /// Two numbers in ascending order, both from one table.
    Sorted([usize; 2], Vec<u32>),
    /// Two numbers.
    Both(usize, usize),
}

impl Part {
    pub(crate) fn new(prepared: &Prepared, key: &Key) -> Self {
        let slot = |kind| prepared.slot(kind);
        let (given, surname) = (slot(Kind::GivenName), slot(Kind::Surname));
        let name = |derive: fn(&crate::names::Name) -> u32| -> Vec<u32> {
            let names = &prepared.names;
            let of = |code: usize| if code == 0 { 0 } else { derive(names.get(code as u32)) };
            (0..names.len()).map(of).collect()
        };
        let unless_initial = |name: &crate::names::Name| if name.is_initial() { 0 } else { name.sound };
        match key {
            Key::Given => Self::Own(given),
            Key::GivenRoot => {
                Self::Derived(given, name(|name| if name.is_initial() { 0 } else { name.root() }))
            }
            Key::GivenInitial => Self::Derived(given, name(crate::names::Name::initial)),
            Key::Middle => Self::Own(slot(Kind::MiddleName)),
            Key::Surname => Self::Own(surname),
            Key::SurnameSound => Self::Derived(surname, name(unless_initial)),
            Key::SurnameLast => Self::Derived(surname, name(crate::names::Name::last_part)),
            Key::SurnameInitial => Self::Derived(surname, name(crate::names::Name::initial)),
            Key::NamesSorted => Self::Sorted([given, surname], name(unless_initial)),
            Key::BirthDate | Key::BirthYear | Key::BirthMonthDay | Key::BirthDateSorted => {
                Self::of_date(prepared, key)
            }
            Key::Postcode => Self::Own(slot(Kind::Postcode)),
            Key::PostcodeDistrict => Self::of_district(prepared),
            Key::Address => Self::Both(slot(Kind::StreetNumber), slot(Kind::Street)),
            Key::Town => Self::Own(slot(Kind::Town)),
            Key::Column(name) => {
                prepared.slots.iter().position(|slot| slot.name == *name).map_or(Self::Absent, |slot| {
                    let lists = &prepared.slots[slot].lists;
                    if lists.is_empty() {
                        return Self::Own(slot);
                    }
                    let first = |code: u32| lists.get(&code).map_or(code, |members| members[0]);
                    Self::Derived(slot, (0..prepared.slots[slot].counts.len() as u32).map(first).collect())
                })
            }
        }
    }

    fn of_district(prepared: &Prepared) -> Self {
        let slot = prepared.slot(Kind::Postcode);
        let Values::Postcodes(postcodes) = &prepared.slots[slot].values else {
            return Self::Absent;
        };
        let district = |number: u64| mix((number >> 32) as u32, number as u32);
        let of = |code: usize| if code == 0 { 0 } else { district(postcodes[code].district()) };
        Self::Derived(slot, (0..postcodes.len()).map(of).collect())
    }

    fn of_date(prepared: &Prepared, key: &Key) -> Self {
        let slot = prepared.slot(Kind::BirthDate);
        let Values::Dates(dates) = &prepared.slots[slot].values else {
            return Self::Absent;
        };
        let derived = dates.iter().map(|date| match (key, date.month_day()) {
            (Key::BirthYear, _) => date.year(),
            // A day that stands for an unknown one is no key.
            (_, 0 | 0x0101) => 0,
            (Key::BirthMonthDay, month_day) => month_day,
            (Key::BirthDateSorted, _) => date.year_and_sorted(),
            _ => date.0,
        });
        Self::Derived(slot, derived.collect())
    }

    fn of(&self, row: &[u32]) -> u32 {
        match self {
            Self::Absent => 0,
            Self::Own(slot) => row[*slot],
            Self::Derived(slot, table) => table[row[*slot] as usize],
            Self::Sorted([first, second], table) => {
                let (a, b) = (table[row[*first] as usize], table[row[*second] as usize]);
                if a == 0 || b == 0 { 0 } else { mix(a.min(b), a.max(b)) }
            }
            // A street without a number is too wide a key.
            Self::Both(first, second) => match (row[*first], row[*second]) {
                (0, _) | (_, 0) => 0,
                (a, b) => mix(a, b),
            },
        }
    }
}
