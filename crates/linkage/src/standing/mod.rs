//! A register that stands in memory: records come and go one by one, and each new one is told in a moment who of the
//! register it may be.
//!
//! Pairs are compared and weighed exactly as [`crate::link()`] does it, so that the same parameters give the same weight to
//! the last digit. Without a model that was trained, what is supposed of any register of people holds, and the register's
//! own frequencies count the more the larger it is: thirty people are as welcome as ten million.
//!
//! ```
//! use linkage::standing::{Birth, Home, PersonName, Record, Register};
//! use jiff::civil::date;
//!
//! let mut register: Register<u64> = Register::new();
//! register.insert(
//!     17,
//!     &Record::new()
//!         .name(PersonName::new("Elizabeth", "Ashworth"))
//!         .name(PersonName::new("Liz", "Pemberton")) // an earlier name
//!         .birth(Birth::On(date(1984, 3, 12)))
//!         .home(Home::new().postcode("ZZ1 2AB").address("14 Mill Lane"))
//!         .telephone("07700 900123")
//!         .identifier("nhs_number", "943 476 5919"),
//! );
//! register.insert(18, &Record::new().name(PersonName::new("Tom", "Ashworth")).birth(Birth::In(1984)));
//!
//! let asked = Record::new()
//!     .name(PersonName::in_full("Pembertn, Lizzie"))
//!     .birth(Birth::Aged { lowest: 42, highest: 42, on: date(2026, 11, 22) })
//!     .telephone("+44 7700 900123");
//! let found = register.find(&asked, 5);
//! assert_eq!(found[0].id, 17);
//! assert_eq!(found[0].held_name, 1, "it agrees best as Liz Pemberton");
//! assert!(found[0].match_probability > 0.99);
//! assert!(found[0].explanation.fields.iter().any(|evidence| evidence.degree == "fits the age"));
//!
//! assert!(register.remove(&17));
//! assert!(register.find(&asked, 5).iter().all(|found| found.id != 17));
//! ```

mod postings;
mod proposals;
mod reading;
mod record;
mod spellings;

use std::hash::Hash;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

pub use record::{Birth, Home, PersonName, Record};

use crate::compare::{Comparer, Guest};
use crate::explain::{Explainer, Explanation};
use crate::fields::{Field, fields};
use crate::levels::Rarity;
use crate::link::{LinkError, suits};
use crate::model::{ColumnRole, Effort, Model};
use crate::rarity::{Rareness, average, rarity};
use crate::score::{self, Weights};
use crate::train::{Trained, presumed};

use proposals::Keys;
use reading::{Row, as_guests, read};
use spellings::{Change, Spellings, usual_columns};

/// A record of the register that an asked one may be.
#[derive(Clone, Debug, PartialEq)]
pub struct Found<Id> {
    /// Under what the record was inserted.
    pub id: Id,
    /// log2 of the odds that both are one person's.
    pub match_weight: f32,
    /// The probability behind the weight.
    pub match_probability: f64,
    /// Why, field by field, and by which rules the record was found.
    pub explanation: Explanation,
    /// The place, in the order in which they were added, of the asked record's name that agrees best.
    pub asked_name: usize,
    /// The same for the name of the record that was found.
    pub held_name: usize,
    /// The place of the asked record's home that goes with it.
    pub asked_home: usize,
    /// The same for the home of the record that was found.
    pub held_home: usize,
}

/// Records in memory, each under an identifier of the caller's.
pub struct Register<Id> {
    spellings: Spellings,
    fields: Vec<Field>,
    trained: Option<Trained>,
    keys: Keys,
    /// The first row of each record.
    first: FxHashMap<Id, u32>,
    rows: Vec<Owned<Id>>,
    /// Rows whose record is gone. Their keys still lead to them; once these are sorted anew the rows are used again.
    gone: Vec<u32>,
    free: Vec<u32>,
}

/// To whom a row belongs.
#[derive(Clone)]
struct Owned<Id> {
    /// Nobody once the record is gone.
    id: Option<Id>,
    /// The first row of the record.
    first: u32,
    /// Its next row; its own number at the last.
    next: u32,
    name: u8,
    home: u8,
}

/// Records whose rows are made ready at a time when many come.
const TOGETHER: usize = 20_000;

/// As many records weigh as much as what is supposed of any register, where nothing was learned.
const SUPPOSED_RECORDS: f64 = 1000.0;

impl<Id: Clone + Eq + Hash + Send> Default for Register<Id> {
    fn default() -> Self {
        Self::new()
    }
}

impl<Id: Clone + Eq + Hash + Send> Register<Id> {
    /// An empty register of people with everything that a [`Record`] has by name. Nothing was learned, and nothing need be.
    #[must_use]
    pub fn new() -> Self {
        let role = |(column, kind): (&str, _)| ColumnRole {
            column: column.to_owned(),
            kind,
            date_order: None,
            because: String::new(),
        };
        let columns = usual_columns().into_iter().map(role).collect();
        Self::of(Spellings::new(&Model::of_columns(columns, Effort::Full)), None)
    }

    /// An empty register with the columns of a model and what was learned of them; without that, with what is supposed.
    ///
    /// # Errors
    /// When the model was trained on other fields than its columns give.
    pub fn with_model(model: Model) -> Result<Self, LinkError> {
        let mut spellings = Spellings::new(&model);
        if let Some(trained) = &model.trained {
            spellings.keep(|name| trained.fields.iter().any(|field| field.field == name));
        }
        let register = Self::of(spellings, model.trained);
        match &register.trained {
            _ if register.fields.is_empty() => Err(LinkError::NothingToCompare),
            Some(trained) if !suits(trained, &register.fields) => Err(LinkError::OtherFields),
            Some(_) | None => Ok(register),
        }
    }

    fn of(spellings: Spellings, trained: Option<Trained>) -> Self {
        let (fields, _) = fields(&spellings.prepared, trained.as_ref());
        Self {
            spellings,
            fields,
            trained,
            keys: Keys::default(),
            first: FxHashMap::default(),
            rows: Vec::new(),
            gone: Vec::new(),
            free: Vec::new(),
        }
    }

    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.first.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.first.is_empty()
    }

    /// Whether a record stands under this identifier.
    #[must_use]
    pub fn contains(&self, id: &Id) -> bool {
        self.first.contains_key(id)
    }

    /// Bytes in use for keys, rows and values, about.
    #[must_use]
    pub fn memory_bytes(&self) -> usize {
        self.keys.memory_bytes()
            + self.spellings.memory_bytes()
            + self.rows.capacity() * size_of::<Owned<Id>>()
            + self.first.capacity() * (size_of::<(Id, u32)>() + 1)
    }

    /// Puts a record under an identifier, in the place of the one that stood there.
    pub fn insert(&mut self, id: Id, record: &Record) {
        self.remove(&id);
        let parts = read(record, &self.spellings);
        let coded = parts.map(|slot, value| self.spellings.add(slot, &value));
        for row in self.put(id, &coded.rows(self.spellings.width())) {
            self.keys.add(&self.spellings, row, self.spellings.prepared.row(row as usize));
        }
        if self.keys.wants_settling() {
            self.settle(Vec::new());
        }
    }

    /// Puts many records in, which is several times as quick as one by one.
    pub fn extend(&mut self, records: impl IntoIterator<Item = (Id, Record)>) {
        let mut records = records.into_iter();
        let mut entries = Vec::new();
        loop {
            let batch: Vec<(Id, Record)> = records.by_ref().take(TOGETHER).collect();
            if batch.is_empty() {
                break;
            }
            let spellings = &self.spellings;
            let read: Vec<_> =
                batch.into_par_iter().map(|(id, record)| (id, read(&record, spellings))).collect();
            for (id, parts) in read {
                self.remove(&id);
                let coded = parts.map(|slot, value| self.spellings.add(slot, &value));
                for row in self.put(id, &coded.rows(self.spellings.width())) {
                    let codes = self.spellings.prepared.row(row as usize);
                    Keys::entries(&self.spellings, row, codes, &mut entries);
                }
            }
        }
        if self.keys.are_few(&entries) {
            self.keys.add_entries(&self.spellings, &entries);
        } else {
            self.settle(entries);
        }
    }

    /// Takes a record out; whether there was one.
    pub fn remove(&mut self, id: &Id) -> bool {
        let Some(first) = self.first.remove(id) else { return false };
        let rows = self.rows_of(first);
        self.spellings.count(&rows, Change::Goes);
        for row in rows {
            self.rows[row as usize].id = None;
            self.gone.push(row);
        }
        true
    }

    fn rows_of(&self, first: u32) -> Vec<u32> {
        let mut rows = vec![first];
        let mut at = first;
        while self.rows[at as usize].next != at {
            at = self.rows[at as usize].next;
            rows.push(at);
        }
        rows
    }

    /// Gives a record its rows.
    fn put(&mut self, id: Id, made: &[Row]) -> Vec<u32> {
        let places: Vec<u32> = made
            .iter()
            .map(|row| match self.free.pop() {
                Some(place) => {
                    self.spellings.put(place as usize, &row.codes);
                    place
                }
                None => self.spellings.push(&row.codes),
            })
            .collect();
        for (place, row) in made.iter().enumerate() {
            let owned = Owned {
                id: Some(id.clone()),
                first: places[0],
                next: places.get(place + 1).copied().unwrap_or(places[place]),
                name: row.name,
                home: row.home,
            };
            let at = places[place] as usize;
            if at == self.rows.len() { self.rows.push(owned) } else { self.rows[at] = owned }
        }
        self.spellings.count(&places, Change::Comes);
        self.first.insert(id, places[0]);
        places
    }

    fn settle(&mut self, entries: Vec<u64>) {
        let rows = &self.rows;
        self.keys.settle(&self.spellings, entries, |row| rows[row as usize].id.is_some());
        self.free.append(&mut self.gone);
    }

    /// The records that this one may be, the likeliest first, at most `limit`.
    #[must_use]
    pub fn find(&self, record: &Record, limit: usize) -> Vec<Found<Id>> {
        self.find_among(record, limit, |_| true)
    }

    /// The same among the records of which `may` says so, as if the register held no others.
    #[must_use]
    pub fn find_among(&self, record: &Record, limit: usize, may: impl Fn(&Id) -> bool) -> Vec<Found<Id>> {
        let (coded, guests) = as_guests(read(record, &self.spellings), &self.spellings);
        let asked = coded.rows(self.spellings.width());
        let shares = self.shares(&asked, &guests);
        let trained = match &self.trained {
            Some(trained) => trained,
            None => &presumed(&self.fields, self.len(), |place| {
                f64::from(shares[place].average) / shares[place].first
            }),
        };
        let weights = Weights::of_trained(trained);
        let proposed = self.keys.propose(&self.spellings, &guests, asked.iter().map(|row| &*row.codes));
        let mut comparer = Comparer::with_guests(&self.spellings.prepared, &self.fields, &guests);
        let mut best: FxHashMap<u32, Compared> = FxHashMap::default();
        for (row, rules) in proposed {
            let owned = &self.rows[row as usize];
            if !owned.id.as_ref().is_some_and(&may) {
                continue;
            }
            let held = self.spellings.prepared.row(row as usize);
            for (place, one) in asked.iter().enumerate() {
                let pattern = comparer.pattern(&one.codes, held);
                let rareness = Rareness::of(&self.fields, |field| {
                    self.rarity(&shares, field, pattern, (&one.codes, held), &guests)
                });
                let sums = weights.with_rareness(weights.sums(&self.fields, pattern), rareness);
                let compared = Compared { weight: score::weight(sums), pattern, row, asked: place, rules };
                let known = best.entry(owned.first).or_insert(compared);
                let rules = known.rules | compared.rules;
                if compared.weight > known.weight {
                    *known = compared;
                }
                known.rules = rules;
            }
        }
        let mut best: Vec<Compared> = best.into_values().collect();
        best.sort_unstable_by(|a, b| b.weight.total_cmp(&a.weight).then(a.row.cmp(&b.row)));
        best.truncate(limit);
        let explainer = Explainer { fields: &self.fields, weights: &weights };
        let found = |compared: Compared| {
            let asked = &asked[compared.asked];
            let rows = (&*asked.codes, self.spellings.prepared.row(compared.row as usize));
            let rarity = |field| self.rarity(&shares, field, compared.pattern, rows, &guests);
            let explanation =
                explainer.explain(compared.pattern, rarity, proposals::rule_names(compared.rules));
            self.found(&compared, asked, explanation)
        };
        best.into_iter().filter_map(found).collect()
    }

    fn found(&self, compared: &Compared, asked: &Row, explanation: Explanation) -> Option<Found<Id>> {
        let owned = &self.rows[compared.row as usize];
        Some(Found {
            id: owned.id.clone()?,
            match_weight: compared.weight,
            match_probability: score::probability(f64::from(compared.weight)),
            explanation,
            asked_name: asked.name.into(),
            held_name: owned.name.into(),
            asked_home: asked.home.into(),
            held_home: owned.home.into(),
        })
    }

    /// log2 of how much more often than average strangers agree on the value that both rows have; 0 where that says nothing.
    fn rarity(
        &self,
        shares: &[Share],
        field: usize,
        pattern: u64,
        (asked, held): (&[u32], &[u32]),
        guests: &[Guest],
    ) -> f32 {
        let compared = &self.fields[field];
        match compared.levels()[compared.level(pattern)].rarity {
            Rarity::Ignored => 0.0,
            Rarity::Counts => {
                let slot = compared.slot;
                let asked = self.spellings.members(slot, &asked[slot], guests);
                let others = self.spellings.members(slot, &held[slot], guests);
                let with_asked =
                    |code: &u32| self.spellings.records_with(slot, *code) + u32::from(asked.contains(code));
                // Of several values it is not kept which one agrees: it is taken to be the commonest.
                shares[field].rarity(asked.iter().chain(others).map(with_asked).max().unwrap_or(1))
            }
        }
    }

    /// How often values are equal among all records, the asked one with them.
    fn shares(&self, asked: &[Row], guests: &[Guest]) -> Vec<Share> {
        let share = |field: &Field| {
            let held = &self.spellings.prepared.slots[field.slot];
            let mut codes: Vec<u32> = asked
                .iter()
                .flat_map(|row| self.spellings.members(field.slot, &row.codes[field.slot], guests))
                .copied()
                .filter(|code| *code != 0)
                .collect();
            codes.sort_unstable();
            codes.dedup();
            let present = held.present + u32::from(!codes.is_empty());
            let more: u64 = codes
                .iter()
                .map(|&code| 2 * u64::from(self.spellings.records_with(field.slot, code)) + 1)
                .sum();
            let equal = (self.spellings.squares(field.slot) + more) as f64;
            let average = average(equal, present);
            let supposed = match self.trained {
                Some(_) => 0.0,
                None => SUPPOSED_RECORDS,
            };
            let first = field.equal_supposed();
            let (here, all) = (f64::from(present), f64::from(present) + supposed);
            let average = if supposed == 0.0 {
                average
            } else {
                // The pairs of one person are not yet among them when a record is new.
                let other = f64::from(average) - 1.0 / here.max(1.0);
                ((other.max(0.0) * here + supposed * first) / all) as f32
            };
            Share { present, average, supposed, first }
        };
        self.fields.iter().map(share).collect()
    }
}

/// A row that was compared.
#[derive(Clone, Copy)]
struct Compared {
    weight: f32,
    pattern: u64,
    row: u32,
    /// The place of the asked record's row.
    asked: usize,
    rules: u16,
}

/// How often the values of a field are equal.
struct Share {
    /// Records that have one.
    present: u32,
    /// The chance that two of them are equal.
    average: f32,
    /// So many records are supposed besides those that are there.
    supposed: f64,
    /// The chance that two of those are equal.
    first: f64,
}

impl Share {
    /// log2 of how much more often than average strangers agree on a value that so many records have, the asked one with
    /// them.
    fn rarity(&self, count: u32) -> f32 {
        if self.supposed == 0.0 {
            return rarity(count, self.present, self.average);
        }
        let others = f64::from(count.saturating_sub(1)) + self.supposed * self.first;
        let share = others / (f64::from(self.present) + self.supposed);
        ((share / f64::from(self.average)).log2() as f32).clamp(-10.0, 10.0)
    }
}
