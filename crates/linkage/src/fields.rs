//! What is compared of two records: the fields, to whom each belongs, and where its degree stands in one packed number.

use serde::{Deserialize, Serialize};

use crate::levels::{self, Level, Rarity};
use crate::model::Kind;
use crate::prepare::Prepared;
use crate::train::Trained;

/// How a field's degree of agreement is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    /// Given name, together with middle name and surname.
    Given,
    /// Middle name, as far as it is not counted with the given name.
    Middle,
    /// Surname, as far as it is not counted with the given name.
    Surname,
    BirthDate,
    Age,
    /// Sex, in the light of the given name.
    Sex,
    Category,
    Postcode,
    /// Towns and other areas, in the light of the postcode.
    Town,
    /// Street and number.
    Address,
    Telephone,
    Email,
    Identifier,
    Text,
}

/// To whom a field's value belongs, which decides what agreement on it says of two people of one household.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Belongs {
    /// To the person.
    Person,
    /// To the family: a surname.
    Family,
    /// To the home, and it changes when a person moves.
    Home,
}

/// One field that is compared, and the place of its degree in the packed number.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    /// As the explanation of a pair names it.
    pub(crate) name: String,
    pub(crate) comparison: Comparison,
    pub(crate) belongs: Belongs,
    /// The slot of the records that holds its value.
    pub(crate) slot: usize,
    /// The lowest of its bits.
    pub(crate) shift: u32,
    bits: u32,
    /// One bit for each degree at which the rarity of the value counts.
    rarity_counts: u32,
}

impl Field {
    /// The degrees of this field.
    pub(crate) fn levels(&self) -> &'static [Level] {
        match self.comparison {
            Comparison::Given => levels::GIVEN,
            Comparison::Middle => levels::MIDDLE,
            Comparison::Surname => levels::SURNAME,
            Comparison::BirthDate => levels::BIRTH_DATE,
            Comparison::Age => levels::AGE,
            Comparison::Sex => levels::SEX,
            Comparison::Category => levels::CATEGORY,
            Comparison::Postcode => levels::POSTCODE,
            Comparison::Town => levels::TOWN,
            Comparison::Address => levels::ADDRESS,
            Comparison::Telephone => levels::TELEPHONE,
            Comparison::Email => levels::EMAIL,
            Comparison::Identifier => levels::IDENTIFIER,
            Comparison::Text => levels::TEXT,
        }
    }

    /// How often two strangers of a large register have an equal value in this field's slot.
    pub(crate) fn equal_supposed(&self) -> f64 {
        let level = match self.comparison {
            // The slot is that of the street; that the number agrees too is rarer.
            Comparison::Address => levels::SAME_STREET,
            // Of the two kinds of number the commoner.
            Comparison::Telephone => 2,
            Comparison::Given
            | Comparison::Middle
            | Comparison::Surname
            | Comparison::BirthDate
            | Comparison::Age
            | Comparison::Sex
            | Comparison::Category
            | Comparison::Postcode
            | Comparison::Town
            | Comparison::Email
            | Comparison::Identifier
            | Comparison::Text => 1,
        };
        f64::from(self.levels()[level].strangers)
    }

    /// Whether the rarity of the value enters the weight at this degree.
    pub(crate) fn rarity_counts(&self, level: usize) -> bool {
        self.rarity_counts >> level & 1 == 1
    }

    /// This field's degree in a packed number.
    pub(crate) fn level(&self, pattern: u64) -> usize {
        (pattern >> self.shift & ((1 << self.bits) - 1)) as usize
    }
}

/// The fields of these records, as many as a packed number holds; the names of those left over come second. What was
/// learned of other records says to whom a value belongs.
pub(crate) fn fields(prepared: &Prepared, trained: Option<&Trained>) -> (Vec<Field>, Vec<String>) {
    let (mut fields, mut left_over, mut shift) = (Vec::<Field>::new(), Vec::new(), 0);
    let has_street = prepared.slot(Kind::Street) != 0;
    for (slot, held) in prepared.slots.iter().enumerate().skip(1) {
        let (comparison, belongs) = match held.kind {
            Kind::GivenName => (Comparison::Given, Belongs::Person),
            Kind::MiddleName => (Comparison::Middle, Belongs::Person),
            Kind::Surname => (Comparison::Surname, Belongs::Family),
            Kind::BirthDate => (Comparison::BirthDate, Belongs::Person),
            Kind::Age => (Comparison::Age, Belongs::Person),
            Kind::Sex => (Comparison::Sex, Belongs::Person),
            Kind::Category => (Comparison::Category, Belongs::Person),
            Kind::Postcode => (Comparison::Postcode, Belongs::Home),
            Kind::Town | Kind::Region => (Comparison::Town, Belongs::Home),
            Kind::Street => (Comparison::Address, Belongs::Home),
            Kind::StreetNumber if has_street => continue,
            Kind::StreetNumber | Kind::AddressLine => (Comparison::Text, Belongs::Home),
            Kind::Telephone => (Comparison::Telephone, Belongs::Home),
            Kind::Email => (Comparison::Email, Belongs::Person),
            Kind::Identifier => (Comparison::Identifier, Belongs::Person),
            Kind::Text => (Comparison::Text, Belongs::Person),
            Kind::FullName | Kind::BirthDay | Kind::BirthMonth | Kind::BirthYear | Kind::Ignored => continue,
        };
        let may_be_shared = matches!(comparison, Comparison::Text | Comparison::Category);
        let learned =
            trained.and_then(|trained| trained.fields.iter().find(|field| field.field == held.name));
        let belongs = match belongs {
            _ if learned.is_some() => learned.map_or(belongs, |field| field.belongs),
            Belongs::Person if may_be_shared && shared_at_home(prepared, slot) => Belongs::Home,
            Belongs::Person | Belongs::Family | Belongs::Home => belongs,
        };
        let mut field =
            Field { name: held.name.clone(), comparison, belongs, slot, shift, bits: 0, rarity_counts: 0 };
        field.bits = usize::BITS - (field.levels().len() - 1).leading_zeros();
        let counts = field.levels().iter().enumerate().filter(|(_, level)| level.rarity == Rarity::Counts);
        field.rarity_counts = counts.fold(0, |bits, (level, _)| bits | 1 << level);
        if shift + field.bits > u64::BITS - 1 {
            left_over.push(field.name);
            continue;
        }
        shift += field.bits;
        fields.push(field);
    }
    (fields, left_over)
}

/// Whether different people of one home mostly agree on a value, though few strangers do: then it says nothing of the
/// person. Judged by records that lie side by side, as records of one home do.
fn shared_at_home(prepared: &Prepared, slot: usize) -> bool {
    const PAIRS_LEAST: f64 = 30.0;
    let Some(home) =
        [Kind::Postcode, Kind::Street].map(|kind| prepared.slot(kind)).into_iter().find(|&slot| slot != 0)
    else {
        return false;
    };
    let own = [Kind::BirthDate, Kind::GivenName].map(|kind| prepared.slot(kind));
    let (mut pairs, mut equal) = (0.0, 0.0);
    for row in 1..prepared.rows {
        let (a, b) = (prepared.row(row - 1), prepared.row(row));
        let differ = |slot: usize| a[slot] != 0 && b[slot] != 0 && a[slot] != b[slot];
        let both = a[slot] != 0 && b[slot] != 0;
        if both && a[home] != 0 && a[home] == b[home] && own.into_iter().all(differ) {
            pairs += 1.0;
            equal += f64::from(u8::from(a[slot] == b[slot]));
        }
    }
    let held = &prepared.slots[slot];
    let present = f64::from(held.present.max(1));
    let by_chance: f64 = held.counts.iter().skip(1).map(|&n| (f64::from(n) / present).powi(2)).sum();
    pairs >= PAIRS_LEAST && equal / pairs > 0.4 && equal / pairs > 3.0 * by_chance
}
