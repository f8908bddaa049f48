//! Which rows of a register are worth comparing with a record: keys that hold exactly, looked up for everything that the
//! record may have meant.
//!
//! A slip in a key is met on the asking side. Names that are alike are found among the register's spellings first, a date is
//! asked for with every slip of the pen, and only then are rows looked up: so each row stands under a dozen keys, and no
//! single slip, nor one in every field, hides it.

use rustc_hash::FxHashMap;

use crate::compare::{GUEST, Guest};
use crate::dates::Date;
use crate::keys::mix;
use crate::model::Kind;
use crate::names::{Alike, Name, alike_unremembered};
use crate::places::Postcode;
use crate::values::Values;

use super::postings::Postings;
use super::spellings::Spellings;

/// In registers of no more rows than this every row is compared.
const EVERY_ROW_MOST: usize = 3000;
/// Keys whose rows are fetched from memory together.
const TOUCHED: usize = 128;
/// Names of the register that are taken for a name asked for, at most.
const ALIKE_MOST: usize = 40;

/// Why a row was compared. The place of each is its bit in [`Proposed`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum Rule {
    EveryRecord,
    Own,
    BirthDate,
    Names,
    NamesYear,
    Postcode,
    Address,
    AlikeYear,
    SoundSlip,
    RootSlip,
    SurnameDistrict,
    GivenDistrict,
    AlikeNames,
    Surname,
}

/// Each rule, as an explanation names it; the rows that one key may have; the rows that the rule may propose in all.
const RULES: [(Rule, &str, usize, usize); 14] = [
    (Rule::EveryRecord, "every record", usize::MAX, usize::MAX),
    (Rule::Own, "telephone, e-mail or identifier", 300, 1000),
    (Rule::BirthDate, "birth_date", 1500, 1500),
    (Rule::Names, "names", 300, 300),
    (Rule::NamesYear, "names + birth_date.year or one near it", 300, 1000),
    (Rule::Postcode, "postcode", 400, 400),
    (Rule::Address, "address", 300, 300),
    (Rule::AlikeYear, "names that are alike + birth_date.year", 300, 1000),
    (Rule::SoundSlip, "surname.sound, of names that are alike + birth_date with a slip", 100, 500),
    (Rule::RootSlip, "given.root, of names that are alike + birth_date with a slip", 100, 500),
    (Rule::SurnameDistrict, "surnames that are alike + postcode.district", 100, 400),
    (Rule::GivenDistrict, "given names that are alike + postcode.district", 100, 300),
    (Rule::AlikeNames, "names that are alike", 60, 600),
    (Rule::Surname, "surname", 200, 200),
];

/// The keys of rows, and the spellings of names by what makes them alike.
#[derive(Default)]
pub(super) struct Keys {
    rows: Postings,
    names: Postings,
    /// Names up to this number stand in `names`.
    names_known: u32,
}

/// Rows that are worth comparing, in ascending order, with the rules that propose each.
pub(super) type Proposed = Vec<(u32, u16)>;

impl Keys {
    /// Adds a row.
    pub(super) fn add(&mut self, spellings: &Spellings, row: u32, codes: &[u32]) {
        row_keys(spellings, codes, |key| self.rows.add(key, row));
        self.add_names(spellings, Postings::add);
        if self.names.wants_settling() {
            self.names.settle(Vec::new(), |_| true);
        }
    }

    /// Adds many rows, and forgets those that are not to be kept.
    pub(super) fn settle(&mut self, spellings: &Spellings, more: Vec<u64>, keep: impl Fn(u32) -> bool) {
        let mut entries = Vec::new();
        self.add_names(spellings, |_, key, code| entries.push(u64::from(key) << 32 | u64::from(code)));
        self.names.settle(entries, |_| true);
        self.rows.settle(more, keep);
    }

    /// Whether so few entries would be added that sorting them in is not worth its while.
    pub(super) fn are_few(&self, entries: &[u64]) -> bool {
        entries.len() < self.rows.len() / 20
    }

    /// Adds entries that [`Keys::entries`] gave, one by one.
    pub(super) fn add_entries(&mut self, spellings: &Spellings, entries: &[u64]) {
        for &entry in entries {
            self.rows.add((entry >> 32) as u32, entry as u32);
        }
        self.add_names(spellings, Postings::add);
    }

    /// Whether rows that were added or removed one by one have become so many that they should be sorted in.
    pub(super) fn wants_settling(&self) -> bool {
        self.rows.wants_settling()
    }

    /// The entries of a row, for [`Keys::settle`].
    pub(super) fn entries(spellings: &Spellings, row: u32, codes: &[u32], entries: &mut Vec<u64>) {
        row_keys(spellings, codes, |key| entries.push(u64::from(key) << 32 | u64::from(row)));
    }

    fn add_names(&mut self, spellings: &Spellings, mut add: impl FnMut(&mut Postings, u32, u32)) {
        let names = &spellings.prepared.names;
        for code in self.names_known + 1..names.len() as u32 {
            for key in names.get(code).alike_keys() {
                add(&mut self.names, key, code);
            }
            self.names_known = code;
        }
    }

    /// Bytes in use.
    pub(super) fn memory_bytes(&self) -> usize {
        self.rows.memory_bytes() + self.names.memory_bytes()
    }

    /// The rows that are worth comparing with a record's rows.
    pub(super) fn propose<'a>(
        &self,
        spellings: &Spellings,
        guests: &[Guest],
        asked: impl Iterator<Item = &'a [u32]>,
    ) -> Proposed {
        let rows = spellings.prepared.rows;
        if rows <= EVERY_ROW_MOST {
            return (0..rows as u32).map(|row| (row, 1)).collect();
        }
        let mut asking =
            Asking { keys: self, spellings, guests, alike: FxHashMap::default(), found: Vec::new() };
        for codes in asked {
            asking.ask(codes);
        }
        let mut found = asking.found;
        found.sort_unstable();
        found.dedup_by(|again, kept| {
            let same = again.0 == kept.0;
            kept.1 |= if same { again.1 } else { 0 };
            same
        });
        found
    }
}

/// The names of the rules that proposed a row.
pub(super) fn rule_names(rules: u16) -> Vec<String> {
    let proposed = |rule: &&(Rule, &str, usize, usize)| rules >> (rule.0 as u8) & 1 == 1;
    RULES.iter().filter(proposed).map(|(_, name, ..)| (*name).to_owned()).collect()
}

/// Numbers that keep the keys of different rules apart.
mod kind {
    pub(super) const DATE: u32 = 1;
    pub(super) const NAMES: u32 = 2;
    pub(super) const NAMES_YEAR: u32 = 3;
    pub(super) const SOUND_DATE: u32 = 4;
    pub(super) const ROOT_DATE: u32 = 5;
    pub(super) const SURNAME_DISTRICT: u32 = 6;
    pub(super) const GIVEN_DISTRICT: u32 = 7;
    pub(super) const POSTCODE: u32 = 8;
    pub(super) const ADDRESS: u32 = 9;
    pub(super) const SURNAME: u32 = 10;
    /// The slot is added.
    pub(super) const OWN: u32 = 16;
}

fn key(kind: u32, parts: &[u32]) -> u32 {
    parts.iter().fold(kind, |key, &part| mix(key, part))
}

fn names_key(a: u32, b: u32) -> [u32; 2] {
    [a.min(b), a.max(b)]
}

/// A date that is a key: known to the day, and not the 1 January that stands for an unknown one.
fn certain(date: Date) -> Option<u32> {
    (date.is_day() && date.month_day() != 0x0101).then_some(date.0)
}

fn district(postcode: Postcode) -> u32 {
    let number = postcode.district();
    mix((number >> 32) as u32, number as u32)
}

/// What a row's keys are made of.
struct Held {
    given: u32,
    surname: u32,
    date: Option<Date>,
    postcode: u32,
    district: Option<u32>,
    address: Option<[u32; 2]>,
}

impl Held {
    fn new(spellings: &Spellings, guests: &[Guest], codes: &[u32]) -> Self {
        let code = |kind| spellings.slot(kind).map_or(0, |slot| codes[slot]);
        let guest = |code: u32| guests.get((code & !GUEST) as usize).filter(|_| code & GUEST != 0);
        let (date, postcode) = (code(Kind::BirthDate), code(Kind::Postcode));
        let slot = |kind| &spellings.prepared.slots[spellings.prepared.slot(kind)].values;
        let date = match (guest(date), slot(Kind::BirthDate)) {
            (Some(Guest::Date(date)), _) => Some(*date),
            (None, Values::Dates(dates)) => dates.get(date as usize).copied().filter(|_| date != 0),
            _absent => None,
        };
        let district = match (guest(postcode), slot(Kind::Postcode)) {
            (Some(Guest::Postcode(postcode)), _) => Some(district(*postcode)),
            (None, Values::Postcodes(all)) if postcode != 0 => Some(district(all[postcode as usize])),
            _absent => None,
        };
        let (number, street) = (code(Kind::StreetNumber), code(Kind::Street));
        Self {
            given: code(Kind::GivenName),
            surname: code(Kind::Surname),
            date,
            postcode,
            district,
            address: (number != 0 && street != 0).then_some([number, street]),
        }
    }
}

/// The slots whose values are a person's own or a household's, each a key alone.
fn own_slots(spellings: &Spellings) -> impl Iterator<Item = usize> {
    let slots = spellings.prepared.slots.iter().enumerate();
    let own = |kind| matches!(kind, Kind::Telephone | Kind::Email | Kind::Identifier);
    slots.filter(move |(_, slot)| own(slot.kind)).map(|(place, _)| place)
}

/// Calls `add` with every key of a row.
fn row_keys(spellings: &Spellings, codes: &[u32], mut add: impl FnMut(u32)) {
    let held = Held::new(spellings, &[], codes);
    let names = &spellings.prepared.names;
    let date = held.date.and_then(certain);
    if let Some(date) = date {
        add(key(kind::DATE, &[date]));
    }
    let district = held.district.unwrap_or(0);
    if held.surname != 0 {
        add(key(kind::SURNAME, &[held.surname]));
        date.into_iter().for_each(|date| add(key(kind::SOUND_DATE, &[names.get(held.surname).sound, date])));
        held.district.iter().for_each(|_| add(key(kind::SURNAME_DISTRICT, &[held.surname, district])));
    }
    if held.given != 0 {
        date.into_iter().for_each(|date| add(key(kind::ROOT_DATE, &[names.get(held.given).root(), date])));
        held.district.iter().for_each(|_| add(key(kind::GIVEN_DISTRICT, &[held.given, district])));
    }
    if held.given != 0 && held.surname != 0 {
        let [low, high] = names_key(held.given, held.surname);
        add(key(kind::NAMES, &[low, high]));
        if let Some(year) = held.date.map(Date::year).filter(|year| *year != 0) {
            add(key(kind::NAMES_YEAR, &[low, high, year]));
        }
    }
    if held.postcode != 0 {
        add(key(kind::POSTCODE, &[held.postcode]));
    }
    if let Some(address) = held.address {
        add(key(kind::ADDRESS, &address));
    }
    for slot in own_slots(spellings) {
        let code = codes[slot];
        match spellings.prepared.slots[slot].lists.get(&code) {
            Some(members) => members.iter().for_each(|&member| add(key(kind::OWN + slot as u32, &[member]))),
            None if code != 0 => add(key(kind::OWN + slot as u32, &[code])),
            None => {}
        }
    }
}

/// One record that is asked about.
struct Asking<'a> {
    keys: &'a Keys,
    spellings: &'a Spellings,
    guests: &'a [Guest],
    /// The register's names that are alike to one asked for, found once.
    alike: FxHashMap<u32, Vec<u32>>,
    found: Proposed,
}

impl Asking<'_> {
    fn ask(&mut self, codes: &[u32]) {
        let held = Held::new(self.spellings, self.guests, codes);
        self.ask_own(codes);
        let date = held.date.and_then(certain);
        self.look_up(Rule::BirthDate, date.map(|date| key(kind::DATE, &[date])));
        self.look_up(
            Rule::Postcode,
            [key(kind::POSTCODE, &[held.postcode])].into_iter().filter(|_| held.postcode != 0),
        );
        self.look_up(Rule::Address, held.address.map(|address| key(kind::ADDRESS, &address)));
        self.look_up(
            Rule::Surname,
            [key(kind::SURNAME, &[held.surname])].into_iter().filter(|_| held.surname != 0),
        );
        let givens = self.alike_names(held.given);
        let surnames = self.alike_names(held.surname);
        self.ask_names(&held, &givens, &surnames);
        self.ask_slips(&held, &givens, &surnames);
        if let Some(district) = held.district {
            let keys = |kind, names: &[u32]| -> Vec<u32> {
                names.iter().map(|&name| key(kind, &[name, district])).collect()
            };
            self.look_up(Rule::SurnameDistrict, keys(kind::SURNAME_DISTRICT, &surnames));
            self.look_up(Rule::GivenDistrict, keys(kind::GIVEN_DISTRICT, &givens));
        }
    }

    fn look_up(&mut self, rule: Rule, keys: impl IntoIterator<Item = u32>) {
        let (_, _, rows_of_key_most, rows_most) = RULES[rule as usize];
        let bit = 1u16 << (rule as u8);
        let mut left = rows_most;
        let keys: Vec<u32> = keys.into_iter().collect();
        for (place, &key) in keys.iter().enumerate() {
            if place.is_multiple_of(TOUCHED) {
                self.keys.rows.touch(&keys[place..keys.len().min(place + TOUCHED)]);
            }
            let (settled, recent) = self.keys.rows.get(key);
            let count = settled.len() + recent.len();
            if count > rows_of_key_most.min(left) {
                continue;
            }
            left -= count;
            self.found.extend(settled.iter().map(|&entry| (entry as u32, bit)));
            self.found.extend(recent.iter().map(|&row| (row, bit)));
        }
    }

    fn ask_own(&mut self, codes: &[u32]) {
        for slot in own_slots(self.spellings) {
            let code = codes[slot];
            let guest = self.guests.get((code & !GUEST) as usize).filter(|_| code & GUEST != 0);
            let members = match (guest, self.spellings.prepared.slots[slot].lists.get(&code)) {
                (Some(Guest::List(members)), _) => members.to_vec(),
                (_, Some(members)) => members.to_vec(),
                (_, None) => vec![code],
            };
            let known = members.into_iter().filter(|code| *code != 0 && code & GUEST == 0);
            self.look_up(Rule::Own, known.map(|code| key(kind::OWN + slot as u32, &[code])));
        }
    }

    /// Names asked for and names alike to them, in every combination; those nearest to what was asked for first.
    fn ask_names(&mut self, held: &Held, givens: &[u32], surnames: &[u32]) {
        if held.given == 0 || held.surname == 0 {
            return;
        }
        let mut pairs: Vec<(usize, [u32; 2])> = Vec::with_capacity(givens.len() * surnames.len());
        for (i, &given) in givens.iter().enumerate() {
            pairs.extend(surnames.iter().enumerate().map(|(j, &surname)| (i + j, names_key(given, surname))));
        }
        pairs.sort_by_key(|(far, _)| *far);
        let exact = names_key(held.given, held.surname);
        self.look_up(Rule::Names, [key(kind::NAMES, &exact)]);
        self.look_up(Rule::AlikeNames, pairs.iter().map(|(_, pair)| key(kind::NAMES, pair)));
        let Some((first, last)) = held.date.map(Date::years) else { return };
        let year_key = |pair: &[u32; 2], year: u32| key(kind::NAMES_YEAR, &[pair[0], pair[1], digits(year)]);
        let near: Vec<u32> = (first.saturating_sub(2)..=last + 2).take(60).collect();
        self.look_up(Rule::NamesYear, near.iter().map(|&year| year_key(&exact, year)));
        let exactly: Vec<u32> = (first..=last).take(12).collect();
        let alike = pairs.iter().take(2000 / exactly.len());
        self.look_up(
            Rule::AlikeYear,
            alike.flat_map(|(_, pair)| exactly.iter().map(|&year| year_key(pair, year))),
        );
    }

    /// One of the names, by its sound, and the date of birth with any one slip.
    fn ask_slips(&mut self, held: &Held, givens: &[u32], surnames: &[u32]) {
        let Some(date) = held.date.filter(|date| certain(*date).is_some()) else { return };
        let slips = date.slips();
        let names = &self.spellings.prepared.names;
        let distinct = |codes: &[u32], of: fn(&Name) -> u32| -> Vec<u32> {
            let mut seen = Vec::with_capacity(8);
            for number in codes.iter().map(|&code| of(names.get(code))) {
                if seen.len() < 8 && !seen.contains(&number) {
                    seen.push(number);
                }
            }
            seen
        };
        let sounds = distinct(surnames, |name| name.sound);
        let roots = distinct(givens, Name::root);
        let keys = |kind, numbers: &[u32]| -> Vec<u32> {
            numbers
                .iter()
                .flat_map(|&number| slips.iter().map(move |slip| key(kind, &[number, slip.0])))
                .collect()
        };
        self.look_up(Rule::SoundSlip, keys(kind::SOUND_DATE, &sounds));
        self.look_up(Rule::RootSlip, keys(kind::ROOT_DATE, &roots));
    }

    /// The register's names that a name may stand for, the nearest and commonest first: itself before all.
    fn alike_names(&mut self, code: u32) -> Vec<u32> {
        if code == 0 {
            return Vec::new();
        }
        if let Some(known) = self.alike.get(&code) {
            return known.clone();
        }
        let names = &self.spellings.prepared.names;
        let guest = self.guests.get((code & !GUEST) as usize).filter(|_| code & GUEST != 0);
        let asked = if let Some(Guest::Name(name)) = guest { name } else { names.get(code) };
        let mut codes: Vec<u32> = Vec::new();
        for key in asked.alike_keys() {
            let (settled, recent) = self.keys.names.get(key);
            if settled.len() + recent.len() <= 2000 {
                codes.extend(settled.iter().map(|&entry| entry as u32).chain(recent.iter().copied()));
            }
        }
        codes.sort_unstable();
        codes.dedup();
        let slots = [Kind::GivenName, Kind::Surname].map(|kind| self.spellings.prepared.slot(kind));
        let records =
            |code: u32| slots.map(|slot| self.spellings.records_with(slot, code)).into_iter().sum::<u32>();
        let mut alike: Vec<(Alike, std::cmp::Reverse<u32>, u32)> = codes
            .into_iter()
            .map(|other| {
                (
                    alike_unremembered((code, asked), (other, names.get(other))),
                    std::cmp::Reverse(records(other)),
                    other,
                )
            })
            .filter(|(alike, records, _)| *alike <= Alike::Part && records.0 > 0)
            .collect();
        alike.sort_unstable();
        let nearest: Vec<u32> = alike.into_iter().take(ALIKE_MOST).map(|(.., other)| other).collect();
        self.alike.insert(code, nearest.clone());
        nearest
    }
}

/// A year as its four digits, four bits each.
fn digits(year: u32) -> u32 {
    (0..4).fold(0, |kept, place| kept | (year / 10u32.pow(place) % 10) << (4 * place))
}
