//! How likely somebody reported and somebody on record are one person, and why: every weight and both thresholds stand here, those of names in
//! [`super::names`].
//! Weights are powers of two, as a linkage model has them: 3 means eight times as likely as before. They are set by hand,
//! because the record of an area is too small to learn from and a call says little; docs/decisions/0035 tells from what.

use std::collections::BTreeSet;

use domain::{
    file::PersonFile,
    person::{BirthDate, PersonDetails, Sex},
};
use jiff::civil::Date;
use linkage::{
    standing::{Birth, Home, PersonName, Record},
    telephone,
};

use super::{
    Reason, Strength,
    names::{Called, name_like, names_of, words_of},
    weighing::{Matter, Weighs},
};

/// From here on somebody is asked about: two names spelt nearly, or one name and more.
const POSSIBLE: f32 = 5.0;
/// From here on they are very likely the same: the same names and an age that fits.
const VERY_LIKELY: f32 = 9.0;

const BIRTH_SAME: f32 = 8.0;
const BIRTH_SWAPPED: f32 = 6.0;
const BIRTH_ONE_DIGIT: f32 = 4.0;
const BIRTH_DIFFERS: f32 = -8.0;
const AGE_FITS: f32 = 1.5;
/// An age is a guess: who is said to be 13 may be 15.
const AGE_NEARLY: f32 = -1.5;
const AGE_DIFFERS: f32 = -7.0;
/// By how many years a guess may be wrong.
const YEARS_MISTAKEN: i16 = 2;
const SEX_DIFFERS: f32 = -4.0;
const SAME_ADDRESS: f32 = 3.0;
const SAME_TELEPHONE: f32 = 4.0;
const SAME_CARER: f32 = 2.0;
/// Who is missing now is more likely than others to be reported.
const MISSING_NOW: f32 = 1.0;
/// What is given back for one of them of an age that is one slip of the finger away: 45 for 15, 51 for 15.
const AGE_MISTYPED: f32 = 3.0;

/// The fewest digits that are taken for a telephone number in a text.
const DIGITS_AT_LEAST: usize = 9;

/// Somebody as they are compared.
#[derive(Clone, Debug)]
pub(super) struct Described {
    names: Vec<Called>,
    birth: BirthDate,
    sex: Sex,
    /// Where they live, are placed, or went missing from.
    addresses: BTreeSet<Vec<String>>,
    telephones: BTreeSet<u64>,
    carers: Vec<String>,
    carers_telephones: BTreeSet<u64>,
}

/// What speaks for and against.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Evidence {
    pub(super) weight: f32,
    pub(super) reasons: Vec<Reason>,
    /// How much more it is if the one on record is missing now.
    if_missing_now: f32,
}

/// How likely a weight makes it that two are one person; nothing where nobody is asked about it.
pub(super) fn strength_of(weight: f32) -> Option<Strength> {
    if weight >= VERY_LIKELY {
        Some(Strength::VeryLikely)
    } else {
        (weight >= POSSIBLE).then_some(Strength::Possible)
    }
}

impl Evidence {
    /// How likely they are one person; nothing where nobody is asked about it.
    pub(super) fn strength(&self) -> Option<Strength> {
        strength_of(self.weight)
    }

    /// Whether they are likely, or would be if they were missing now.
    pub(super) fn may_become_likely(&self) -> bool {
        self.weight + self.if_missing_now >= POSSIBLE
    }

    fn add(&mut self, (weight, reason): (f32, Reason)) {
        self.weight += weight;
        self.reasons.push(reason);
    }
}

impl Described {
    /// Somebody as their file says now.
    pub(super) fn of(file: &PersonFile) -> Self {
        let placed = file.placements.values().filter(|placement| placement.ended_at.is_none());
        Self::new(&file.person.details, placed.map(|placement| placement.recorded.address.as_str()))
    }

    /// Somebody with those details, who lives or lived at these places as well.
    pub(super) fn new<'a>(details: &'a PersonDetails, places: impl IntoIterator<Item = &'a str>) -> Self {
        let address = std::iter::once(details.home_address.as_str()).chain(places);
        Self {
            names: names_of(details),
            birth: details.birth,
            sex: details.sex,
            addresses: address.filter_map(place).collect(),
            telephones: telephones(&details.phones_and_accounts),
            carers: details.contacts.iter().map(|carer| carer.name.clone()).collect(),
            carers_telephones: details.contacts.iter().flat_map(|carer| telephones(&carer.reach)).collect(),
        }
    }

    /// Only what anybody knows of a person whom they may search for.
    pub(super) fn by_name_and_birth(&self) -> Self {
        Self {
            addresses: BTreeSet::new(),
            telephones: BTreeSet::new(),
            carers: Vec::new(),
            carers_telephones: BTreeSet::new(),
            ..self.clone()
        }
    }

    /// All names, as they are searched for.
    pub(super) fn names_in_full(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|name| name.in_full.as_str())
    }

    /// As a register takes them.
    pub(super) fn record(&self) -> Record {
        let mut record = Record::new().sex(match self.sex {
            Sex::Female => "f",
            Sex::Male => "m",
            Sex::Other | Sex::NotKnown => "",
        });
        for name in self.names_in_full() {
            record = record.name(PersonName::in_full(name));
        }
        for number in &self.telephones {
            record = record.telephone(number.to_string());
        }
        for place in &self.addresses {
            record = record.home(Home::new().address(place.join(" ")));
        }
        match self.birth {
            BirthDate::Exact { date } => record.birth(Birth::On(date)),
            BirthDate::Year { year } => record.birth(Birth::In(year.unsigned_abs())),
            BirthDate::AgeRange { from, to, estimated_on: on } => {
                record.birth(Birth::Aged { lowest: from.min(to).into(), highest: from.max(to).into(), on })
            }
            BirthDate::Unknown => record,
        }
    }

    /// What speaks for their being the same and against it. Nothing where the names are of two people: brothers, sisters and
    /// twins share everything else.
    pub(super) fn compared(&self, recorded: &Self, today: Date) -> Option<Evidence> {
        let mut evidence = Evidence { weight: 0.0, reasons: Vec::new(), if_missing_now: MISSING_NOW };
        if age_mistyped(&self.birth, &recorded.birth, today) {
            evidence.if_missing_now += AGE_MISTYPED;
        }
        for matter in Matter::ALL {
            match self.weigh(matter, recorded, today) {
                Weighs::OfTwoPeople => return None,
                Weighs::Says(weight, reason) => evidence.add((weight, reason)),
                Weighs::NotKnown | Weighs::Nothing => {}
            }
        }
        Some(evidence)
    }

    /// What one matter says.
    pub(super) fn weigh(&self, matter: Matter, recorded: &Self, today: Date) -> Weighs {
        let says = |(weight, reason)| Weighs::Says(weight, reason);
        match matter {
            Matter::Name if self.names.is_empty() || recorded.names.is_empty() => Weighs::NotKnown,
            Matter::Name => name_like(&self.names, &recorded.names).map_or(Weighs::OfTwoPeople, says),
            Matter::Birth => born_alike(&self.birth, &recorded.birth, today).map_or(Weighs::NotKnown, says),
            Matter::Sex => match (self.sex, recorded.sex) {
                (Sex::NotKnown, _) | (_, Sex::NotKnown) => Weighs::NotKnown,
                (Sex::Female, Sex::Male) | (Sex::Male, Sex::Female) => {
                    says((SEX_DIFFERS, Reason::SexDiffers))
                }
                (_, _) => Weighs::Nothing,
            },
            Matter::Address => {
                shared(&self.addresses, &recorded.addresses, (SAME_ADDRESS, Reason::SameAddress))
            }
            Matter::Telephone => {
                shared(&self.telephones, &recorded.telephones, (SAME_TELEPHONE, Reason::SameTelephone))
            }
            Matter::Carer if self.shares_carer(recorded) => says((SAME_CARER, Reason::SameCarer)),
            Matter::Carer if self.carers.is_empty() || recorded.carers.is_empty() => Weighs::NotKnown,
            Matter::Carer => Weighs::Nothing,
        }
    }

    fn shares_carer(&self, recorded: &Self) -> bool {
        let named = |name: &String| recorded.carers.iter().any(|other| words_of(name) == words_of(other));
        !self.carers_telephones.is_disjoint(&recorded.carers_telephones)
            || self.carers.iter().any(|name| words_of(name).len() > 1 && named(name))
    }
}

/// What it says that both have one of several.
fn shared<T: Ord>(one: &BTreeSet<T>, other: &BTreeSet<T>, (weight, reason): (f32, Reason)) -> Weighs {
    if one.is_empty() || other.is_empty() {
        Weighs::NotKnown
    } else if one.is_disjoint(other) {
        Weighs::Nothing
    } else {
        Weighs::Says(weight, reason)
    }
}

/// That somebody is missing now speaks for them.
pub(super) fn missing_now(evidence: &mut Evidence) {
    evidence.add((evidence.if_missing_now, Reason::MissingNow));
}

fn born_alike(one: &BirthDate, other: &BirthDate, today: Date) -> Option<(f32, Reason)> {
    if let (BirthDate::Exact { date: one }, BirthDate::Exact { date: other }) = (one, other) {
        return Some(dates_alike(*one, *other));
    }
    let ((from, to), (other_from, other_to)) = (one.age_on(today)?, other.age_on(today)?);
    let years_apart = (from - other_to).max(other_from - to);
    Some(match years_apart {
        ..=0 => (AGE_FITS, Reason::AgeFits),
        1..=YEARS_MISTAKEN => (AGE_NEARLY, Reason::AgeDoesNotFit),
        _ => (AGE_DIFFERS, Reason::AgeDoesNotFit),
    })
}

/// Whether one age is the other with a digit mistaken or both exchanged.
fn age_mistyped(one: &BirthDate, other: &BirthDate, today: Date) -> bool {
    let years = |birth: &BirthDate| birth.age_on(today).filter(|(from, to)| from == to).map(|(from, _)| from);
    let (Some(one), Some(other)) = (years(one), years(other)) else { return false };
    let digits = |age| (age / 10, age % 10);
    let ((ten, unit), (other_ten, other_unit)) = (digits(one), digits(other));
    ten.min(other_ten) > 0
        && (ten == other_ten || unit == other_unit || (ten, unit) == (other_unit, other_ten))
        && (one - other).abs() > YEARS_MISTAKEN
}

fn dates_alike(one: Date, other: Date) -> (f32, Reason) {
    let digits = |date: Date| date.to_string().into_bytes();
    let differing = digits(one).iter().zip(digits(other)).filter(|(one, other)| **one != *other).count();
    if one == other {
        (BIRTH_SAME, Reason::BirthSame)
    } else if one.year() == other.year()
        && i16::from(one.day()) == i16::from(other.month())
        && one.month() == other.day()
    {
        (BIRTH_SWAPPED, Reason::BirthSwapped)
    } else if differing == 1 {
        (BIRTH_ONE_DIGIT, Reason::BirthNearly)
    } else {
        (BIRTH_DIFFERS, Reason::BirthDiffers)
    }
}

/// A place by its words, so that commas and lines count for nothing; nothing for less than a house and a street.
fn place(written: &str) -> Option<Vec<String>> {
    let words: Vec<String> = written
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .take(WORDS_OF_PLACE)
        .collect();
    (words.len() >= 2).then_some(words)
}

/// House, street and what kind of street: what follows, one writes and another leaves out.
const WORDS_OF_PLACE: usize = 3;

fn telephones(text: &str) -> BTreeSet<u64> {
    let in_number = |letter: char| letter.is_ascii_digit() || matches!(letter, ' ' | '+' | '(' | ')' | '-');
    let digits = |part: &&str| part.bytes().filter(u8::is_ascii_digit).count() >= DIGITS_AT_LEAST;
    text.split(|letter: char| !in_number(letter)).filter(digits).filter_map(telephone).collect()
}
