//! Records made ready for comparison: one row of numbers each, in one block of memory, and the values behind them.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::births::Births;
use crate::copies::Alike;
use crate::dates::DateOrder;
use crate::model::{Kind, Model};
use crate::names::Names;
use crate::places;
use crate::read::Records;
use crate::table::{Column, Dictionary};
use crate::values::{Values, full_name, given_name, name, read_values, texts};

/// One column of the prepared records.
pub(crate) struct Slot {
    /// The columns it was made from, as the explanation names it.
    pub(crate) name: String,
    /// What it holds; a full name and split dates have become the kinds that they consist of.
    pub(crate) kind: Kind,
    /// What its numbers stand for.
    pub(crate) values: Values,
    /// How many records have each number.
    pub(crate) counts: Vec<u32>,
    /// How many records have a value at all.
    pub(crate) present: u32,
    /// Numbers that stand for several values of one record, such as its telephone numbers: theirs, the first of them the
    /// one by which candidates are found.
    pub(crate) lists: Lists,
}

/// The members of each number that stands for several values.
pub(crate) type Lists = FxHashMap<u32, Box<[u32]>>;

/// Counts how many records have each number; a member of a list is counted by its own.
pub(crate) fn counts(codes: &[u32], lists: &Lists) -> Vec<u32> {
    let highest = codes.iter().chain(lists.values().flatten()).max().map_or(0, |&code| code as usize);
    let mut counts = vec![0u32; highest + 1];
    for &code in codes {
        counts[code as usize] += 1;
    }
    for (&list, members) in lists {
        let records = counts.get(list as usize).copied().unwrap_or(0);
        members.iter().for_each(|&member| counts[member as usize] += records);
    }
    counts
}

/// Which pairs are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pairing {
    /// Any two records of one file.
    Within,
    /// A record of the first file, which ends before this row, with one of the second.
    Between(usize),
}

/// All records, ready for comparison. Slot 0 is missing in every record.
pub(crate) struct Prepared {
    pub(crate) rows: usize,
    pub(crate) pairing: Pairing,
    pub(crate) slots: Vec<Slot>,
    pub(crate) names: Names,
    /// `slots.len()` numbers for each row, one row after the other. Neighbours are likely candidates (see [`order`]), so
    /// that comparing them finds them in the processor's cache.
    pub(crate) codes: Vec<u32>,
    /// For each row the place of its record in the files.
    pub(crate) record: Vec<u32>,
    /// For each record of the files its row. A record that was set aside as a copy has the row of the first of its kind.
    pub(crate) row: Vec<u32>,
    /// Records of the files that say the same as others.
    pub(crate) alike: Alike,
}

impl Prepared {
    /// The numbers of one record.
    pub(crate) fn row(&self, row: usize) -> &[u32] {
        let width = self.slots.len();
        &self.codes[row * width..(row + 1) * width]
    }

    /// The place in the files of the record that has become this row.
    pub(crate) fn record(&self, row: u32) -> u32 {
        self.record[row as usize]
    }

    /// The row that a record of the files has become.
    pub(crate) fn row_of(&self, record: u32) -> u32 {
        self.row[record as usize]
    }

    /// The slot of a kind; 0, which is always missing, where the records have none.
    pub(crate) fn slot(&self, kind: Kind) -> usize {
        self.slots.iter().position(|slot| slot.kind == kind).unwrap_or(0)
    }

    /// How many pairs there are in all.
    pub(crate) fn pairs(&self) -> f64 {
        match self.pairing {
            Pairing::Within => self.rows as f64 * (self.rows as f64 - 1.0) / 2.0,
            Pairing::Between(left) => left as f64 * (self.rows - left) as f64,
        }
    }
}

/// Prepares one file, or two that are to be linked.
pub(crate) fn prepare(files: &[Records], model: &Model) -> Prepared {
    let rows = files.iter().map(|file| file.table.rows).sum();
    let pairing = if files.len() > 1 { Pairing::Between(files[0].table.rows) } else { Pairing::Within };
    let sources = Sources { files, model, rows };
    let ((names, people), ((births, addresses), others)) = rayon::join(
        || sources.people(),
        || rayon::join(|| rayon::join(|| sources.births(), || sources.addresses()), || sources.others()),
    );
    let nothing = Filled::new("", Kind::Ignored, Values::None, Vec::new());
    let read = [people, births, addresses, others].into_iter().flatten();
    // What is missing in every record takes no room.
    let slots = std::iter::once(nothing).chain(read.filter(|slot| slot.codes.iter().any(|&code| code != 0)));
    interleave(rows, pairing, names, slots.collect())
}

/// A slot with the number of each row.
pub(crate) struct Filled {
    name: String,
    pub(crate) kind: Kind,
    pub(crate) values: Values,
    pub(crate) codes: Vec<u32>,
    lists: Lists,
}

impl Filled {
    fn new(name: &str, kind: Kind, values: Values, codes: Vec<u32>) -> Self {
        Self { name: name.to_owned(), kind, values, codes, lists: Lists::default() }
    }
}

/// A slot that is to be: its name, its kind, and the column that each file has for it.
type Line<'a> = (String, Kind, Vec<Option<&'a Column>>);

/// The files and what their columns hold.
#[derive(Clone, Copy)]
struct Sources<'a> {
    files: &'a [Records],
    model: &'a Model,
    rows: usize,
}

impl<'a> Sources<'a> {
    /// The columns of a kind in one file, in the order of its heading.
    fn columns(&self, file: &'a Records, kind: Kind) -> Vec<&'a Column> {
        file.table.columns.iter().filter(|column| self.model.kind(&column.name) == kind).collect()
    }

    /// Given name, middle name and surname, whichever columns they come from.
    fn people(&self) -> (Names, Vec<Filled>) {
        let mut names = Names::default();
        let mut given = Vec::with_capacity(self.rows);
        let mut middle = Vec::with_capacity(self.rows);
        let mut surname = Vec::with_capacity(self.rows);
        for file in self.files {
            let surnames = self.columns(file, Kind::Surname);
            let givens = self.columns(file, Kind::GivenName);
            let full = self.columns(file, Kind::FullName);
            if let (true, Some(full)) = (surnames.is_empty() || givens.is_empty(), full.first()) {
                let parsed = by_value(&mut names, full, full_name);
                for &code in &full.codes {
                    let [first, second, last] = parsed[code as usize];
                    given.push(first);
                    middle.push(second);
                    surname.push(last);
                }
                continue;
            }
            self.given_and_middle(file, &givens, &mut names, (&mut given, &mut middle));
            self.surnames(file, &surnames, &mut names, &mut surname);
        }
        let filled = vec![
            Filled::new("given name", Kind::GivenName, Values::Names, given),
            Filled::new("middle name", Kind::MiddleName, Values::Names, middle),
            Filled::new("surname", Kind::Surname, Values::Names, surname),
        ];
        (names, filled)
    }

    fn given_and_middle(
        &self,
        file: &'a Records,
        givens: &[&'a Column],
        names: &mut Names,
        (given, middle): (&mut Vec<u32>, &mut Vec<u32>),
    ) {
        let mut middles = self.columns(file, Kind::MiddleName);
        middles.splice(0..0, givens.iter().skip(1).copied());
        let first = givens.first().map(|column| by_value(names, column, given_name));
        let second =
            middles.first().map(|column| by_value(names, column, |names, text| names.code(&name(text))));
        for row in 0..file.table.rows {
            let [name, spilled] = match (&first, givens.first()) {
                (Some(first), Some(column)) => first[column.codes[row] as usize],
                _ => [0, 0],
            };
            let own = match (&second, middles.first()) {
                (Some(second), Some(column)) => second[column.codes[row] as usize],
                _ => 0,
            };
            given.push(name);
            middle.push(if own == 0 { spilled } else { own });
        }
    }

    /// The surname; two columns of surnames make one compound.
    fn surnames(&self, file: &'a Records, columns: &[&'a Column], names: &mut Names, surname: &mut Vec<u32>) {
        let Some((first, more)) = columns.split_first() else {
            surname.resize(surname.len() + file.table.rows, 0);
            return;
        };
        let alone = by_value(names, first, |names, text| names.code(&name(text)));
        let mut joined: FxHashMap<(u32, u32), u32> = FxHashMap::default();
        for row in 0..file.table.rows {
            let code = first.codes[row];
            let Some((column, second)) =
                more.iter().map(|column| (column, column.codes[row])).find(|(_, code)| *code != 0)
            else {
                surname.push(alone[code as usize]);
                continue;
            };
            surname.push(*joined.entry((code, second)).or_insert_with(|| {
                names.code(&name(&format!("{}-{}", first.values.text(code), column.values.text(second))))
            }));
        }
    }

    /// Date of birth from one column or from its parts, and from an age where there is no date.
    fn births(&self) -> Vec<Filled> {
        let mut births = Births::new(self.rows);
        for file in self.files {
            let part = |kind| self.columns(file, kind).first().copied();
            let start = births.codes.len();
            if let Some(column) = part(Kind::BirthDate) {
                let role = self.model.columns.iter().find(|role| role.column == column.name);
                births
                    .of_dates(column, role.and_then(|role| role.date_order).unwrap_or(DateOrder::YearFirst));
            } else if let Some(year) = part(Kind::BirthYear) {
                births.of_parts(year, part(Kind::BirthMonth), part(Kind::BirthDay));
            } else {
                births.of_nothing(file.table.rows);
            }
            if let Some(ages) = part(Kind::Age) {
                births.read_ages(start, ages);
            }
        }
        let Births { dates, codes, .. } = births;
        if codes.iter().any(|&code| code != 0) {
            vec![Filled::new("date of birth", Kind::BirthDate, Values::Dates(dates), codes)]
        } else {
            self.read(self.lines(Kind::Age))
        }
    }

    /// Number and street of the first line of an address.
    fn addresses(&self) -> Vec<Filled> {
        let (mut numbers, mut streets) = (Dictionary::default(), Dictionary::default());
        let mut number_codes = Vec::with_capacity(self.rows);
        let mut street_codes = Vec::with_capacity(self.rows);
        for file in self.files {
            let street = self.columns(file, Kind::Street).first().copied();
            let number = self.columns(file, Kind::StreetNumber).first().copied();
            let split: Vec<(u32, u32)> = street.map_or_else(Vec::new, |column| {
                (0..=column.values.len() as u32)
                    .map(|code| {
                        let (number, street) = places::split_address(&column.values.text(code));
                        (numbers.code(number.as_bytes()), streets.code(street.as_bytes()))
                    })
                    .collect()
            });
            let own: Vec<u32> = number.map_or_else(Vec::new, |column| {
                (0..=column.values.len() as u32)
                    .map(|code| numbers.code(places::tidy_text(&column.values.text(code)).as_bytes()))
                    .collect()
            });
            for row in 0..file.table.rows {
                let (found, name) = street.map_or((0, 0), |column| split[column.codes[row] as usize]);
                let own = number.map_or(0, |column| own[column.codes[row] as usize]);
                number_codes.push(if own == 0 { found } else { own });
                street_codes.push(name);
            }
        }
        vec![
            Filled::new("street number", Kind::StreetNumber, texts(numbers), number_codes),
            Filled::new("street", Kind::Street, texts(streets), street_codes),
        ]
    }

    /// Every other column, one slot each; columns of the same name in two files are one slot.
    fn others(&self) -> Vec<Filled> {
        let kinds = [
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
        self.read(kinds.into_iter().flat_map(|kind| self.lines(kind)).collect())
    }

    /// Reads the values of each line and makes it a slot.
    fn read(&self, lines: Vec<Line<'_>>) -> Vec<Filled> {
        let files = self.files;
        lines
            .into_par_iter()
            .map(|(name, kind, columns)| {
                let (values, codes, lists) = read_values(files, kind, &columns);
                Filled { name, kind, values, codes, lists }
            })
            .collect()
    }

    /// One line for each column name of a kind. A kind that a person has once is one line whatever the files call it.
    fn lines(&self, kind: Kind) -> Vec<Line<'a>> {
        let single = matches!(
            kind,
            Kind::Postcode | Kind::Town | Kind::Sex | Kind::Age | Kind::Email | Kind::Telephone
        );
        let mut wanted: Vec<Vec<Option<&'a Column>>> = Vec::new();
        let mut labels: Vec<String> = Vec::new();
        for (place, file) in self.files.iter().enumerate() {
            for column in self.columns(file, kind) {
                let free = |line: &usize| wanted[*line][place].is_none();
                let same = labels.iter().position(|label| *label == column.name).filter(free);
                let line =
                    same.or_else(|| (0..labels.len()).filter(|_| single).find(free)).unwrap_or_else(|| {
                        labels.push(column.name.clone());
                        wanted.push(vec![None; self.files.len()]);
                        labels.len() - 1
                    });
                wanted[line][place] = Some(column);
            }
        }
        labels.into_iter().zip(wanted).map(|(label, columns)| (label, kind, columns)).collect()
    }
}

/// Something for each distinct value of a column, the missing one first.
fn by_value<T: Default>(names: &mut Names, column: &Column, read: impl Fn(&mut Names, &str) -> T) -> Vec<T> {
    let mut values = Vec::with_capacity(column.values.len() + 1);
    values.push(T::default());
    for code in 1..=column.values.len() as u32 {
        values.push(read(names, &column.values.text(code)));
    }
    values
}

/// Lays the slots side by side, a row after a row, and counts their values.
fn interleave(records: usize, pairing: Pairing, names: Names, mut filled: Vec<Filled>) -> Prepared {
    const ROWS: usize = 4096;
    let width = filled.len();
    let alike = Alike::find(records, pairing, &filled);
    let (kept, pairing) = alike.kept(records, pairing);
    let rows = kept.len();
    if rows < records {
        for slot in filled.iter_mut().skip(1) {
            slot.codes = kept.iter().map(|&record| slot.codes[record as usize]).collect();
        }
    }
    let order = order(rows, pairing, &filled);
    let mut codes = vec![0u32; rows * width];
    codes.par_chunks_mut(ROWS * width).zip(order.par_chunks(ROWS)).for_each(|(block, order)| {
        for (place, slot) in filled.iter().enumerate().skip(1) {
            for (line, &from) in block.chunks_exact_mut(width).zip(order) {
                line[place] = slot.codes[from as usize];
            }
        }
    });
    let record: Vec<u32> = order.into_iter().map(|from| kept[from as usize]).collect();
    let mut row = vec![0u32; records];
    for (place, &record) in record.iter().enumerate() {
        row[record as usize] = place as u32;
    }
    for &(copy, first) in &alike.copies {
        row[copy as usize] = row[first as usize];
    }
    let slots = filled
        .into_par_iter()
        .map(|Filled { name, kind, values, codes, lists }| {
            let counts = counts(&codes, &lists);
            let present = codes.len() as u32 - counts[0];
            Slot { name, kind, values, counts, present, lists }
        })
        .collect();
    Prepared { rows, pairing, slots, names, codes, record, row, alike }
}

/// The records in an order that puts many candidates side by side: those of one home. Those of a second file stay behind
/// those of the first.
fn order(rows: usize, pairing: Pairing, filled: &[Filled]) -> Vec<u32> {
    let home = [Kind::Postcode, Kind::Street, Kind::Surname, Kind::GivenName]
        .into_iter()
        .find_map(|kind| filled.iter().find(|slot| slot.kind == kind));
    let Some(home) = home else {
        return (0..rows as u32).collect();
    };
    let left = match pairing {
        Pairing::Within => rows,
        Pairing::Between(left) => left,
    };
    let mut order = vec![0u32; rows];
    let (first, second) = order.split_at_mut(left);
    sort_by_code(&home.codes[..left], 0, first);
    sort_by_code(&home.codes[left..], left as u32, second);
    order
}

/// Rows, counted from `from`, in ascending order of their numbers.
fn sort_by_code(codes: &[u32], from: u32, sorted: &mut [u32]) {
    let highest = codes.iter().max().map_or(0, |&code| code as usize);
    let mut places = vec![0u32; highest + 2];
    for &code in codes {
        places[code as usize + 1] += 1;
    }
    for code in 1..places.len() {
        places[code] += places[code - 1];
    }
    for (row, &code) in codes.iter().enumerate() {
        let place = &mut places[code as usize];
        sorted[*place as usize] = from + row as u32;
        *place += 1;
    }
}
