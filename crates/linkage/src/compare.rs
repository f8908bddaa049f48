//! How two records agree, field by field, packed into one number.

use crate::dates::DatesAgree;
use crate::levels::{self, Level};
use crate::model::Kind;
use crate::names::Alike;
use crate::places::{self, PostcodesAgree, TextsAgree};
use crate::prepare::Prepared;
use crate::recent::Recent;
use crate::similarity::{keystrokes, one_keystroke};
use crate::values::Values;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Belongs {
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
    shift: u32,
    bits: u32,
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

    /// This field's degree in a packed number.
    pub(crate) fn level(&self, pattern: u64) -> usize {
        (pattern >> self.shift & ((1 << self.bits) - 1)) as usize
    }
}

/// The fields of these records, as many as a packed number holds; the names of those left over come second.
pub(crate) fn fields(prepared: &Prepared) -> (Vec<Field>, Vec<String>) {
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
        let belongs = match belongs {
            Belongs::Person if may_be_shared && shared_at_home(prepared, slot) => Belongs::Home,
            Belongs::Person | Belongs::Family | Belongs::Home => belongs,
        };
        let mut field = Field { name: held.name.clone(), comparison, belongs, slot, shift, bits: 0 };
        field.bits = usize::BITS - (field.levels().len() - 1).leading_zeros();
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

/// Compares records of one set; holds what it has found out lately about values.
pub(crate) struct Comparer<'a> {
    prepared: &'a Prepared,
    fields: &'a [Field],
    recent: Recent,
    given: usize,
    middle: usize,
    surname: usize,
    postcode: usize,
    number: usize,
}

impl<'a> Comparer<'a> {
    pub(crate) fn new(prepared: &'a Prepared, fields: &'a [Field]) -> Self {
        Self {
            prepared,
            fields,
            recent: Recent::new(),
            given: prepared.slot(Kind::GivenName),
            middle: prepared.slot(Kind::MiddleName),
            surname: prepared.slot(Kind::Surname),
            postcode: prepared.slot(Kind::Postcode),
            number: prepared.slot(Kind::StreetNumber),
        }
    }

    /// How two records agree: the degree of each field in its own bits.
    pub(crate) fn pattern(&mut self, a: &[u32], b: &[u32]) -> u64 {
        let [given, middle, surname] = self.names(a, b);
        let mut postcode = 0;
        let mut pattern = 0;
        for field in self.fields {
            let (left, right) = (a[field.slot], b[field.slot]);
            let level = match field.comparison {
                Comparison::Given => given,
                Comparison::Middle => middle,
                Comparison::Surname => surname,
                _ if left == 0 || right == 0 => 0,
                Comparison::Sex => {
                    let under_same_name =
                        if a[self.given] != 0 && a[self.given] == b[self.given] { 2 } else { 0 };
                    under_same_name + if left == right { 1 } else { 2 }
                }
                Comparison::Category => {
                    if left == right {
                        1
                    } else {
                        2
                    }
                }
                Comparison::BirthDate | Comparison::Age => self.times(field.slot, left, right),
                Comparison::Postcode => {
                    postcode = self.postcodes(left, right);
                    postcode
                }
                Comparison::Town => {
                    if postcode == 0 {
                        postcode = self.postcodes(a[self.postcode], b[self.postcode]);
                    }
                    let told = if (1..=levels::POSTCODE_TELLS_TOWN).contains(&postcode) { 3 } else { 0 };
                    told + self.towns(field.slot, left, right)
                }
                Comparison::Address => self.addresses(field.slot, a, b),
                Comparison::Telephone => self.telephones(field.slot, left, right),
                Comparison::Email | Comparison::Identifier | Comparison::Text => {
                    self.texts(field, left, right)
                }
            };
            pattern |= level << field.shift;
        }
        pattern
    }

    fn alike(&mut self, a: u32, b: u32) -> Option<Alike> {
        (a != 0 && b != 0).then(|| self.prepared.names.alike(&mut self.recent, a, b))
    }

    /// Degrees of given name, middle name and surname, which are found together: names change places.
    fn names(&mut self, a: &[u32], b: &[u32]) -> [u64; 3] {
        let (given_a, given_b) = (a[self.given], b[self.given]);
        let (surname_a, surname_b) = (a[self.surname], b[self.surname]);
        let (middle_a, middle_b) = (a[self.middle], b[self.middle]);
        let given = self.alike(given_a, given_b).map(|alike| self.unless_initials(alike, given_a));
        let surname = self.alike(surname_a, surname_b).map(|alike| self.unless_initials(alike, surname_a));
        let far = |alike: Option<Alike>| alike.is_some_and(|alike| alike > Alike::Sounds);
        if far(given) && far(surname) {
            let other = if given_a == surname_b {
                self.alike(surname_a, given_b)
            } else if surname_a == given_b {
                self.alike(given_a, surname_b)
            } else {
                None
            };
            if other.is_some_and(|alike| alike <= Alike::Part) {
                let middle = self.middles(middle_a, middle_b);
                return [levels::given::EXCHANGED, middle, levels::surname::COUNTED];
            }
        }
        let surname = surname.map_or(0, |alike| levels::surname::OF_ALIKE[alike as usize]);
        if far(given) && (given_a == middle_b || given_b == middle_a) {
            return [levels::given::MIDDLE, levels::middle::COUNTED, surname];
        }
        let given = given.map_or(0, |alike| levels::given::OF_ALIKE[alike as usize]);
        [given, self.middles(middle_a, middle_b), surname]
    }

    fn middles(&mut self, a: u32, b: u32) -> u64 {
        let alike = self.alike(a, b).map(|alike| self.unless_initials(alike, a));
        alike.map_or(0, |alike| levels::middle::OF_ALIKE[alike as usize])
    }

    /// Two equal initials agree as initials do, not as equal names.
    fn unless_initials(&self, alike: Alike, code: u32) -> Alike {
        if alike == Alike::Same && self.prepared.names.get(code).is_initial() {
            Alike::Initial
        } else {
            alike
        }
    }

    fn times(&self, slot: usize, a: u32, b: u32) -> u64 {
        match &self.prepared.slots[slot].values {
            Values::Dates(dates) => match dates[a as usize].agrees(dates[b as usize]) {
                DatesAgree::Same => 1,
                DatesAgree::Exchanged => 2,
                DatesAgree::OneSlip => 3,
                DatesAgree::OtherYear => 4,
                DatesAgree::YearAlone => 5,
                DatesAgree::YearAloneDiffers => 6,
                DatesAgree::SameYearAndPart => 7,
                DatesAgree::TwoSlips => 8,
                DatesAgree::SameYear => 9,
                DatesAgree::Different => 10,
            },
            Values::Ages(ages) => {
                let ((low_a, high_a), (low_b, high_b)) = (ages[a as usize], ages[b as usize]);
                match (low_a - high_b).max(low_b - high_a) {
                    ..=0 => 1,
                    1 => 2,
                    2..=3 => 3,
                    _ => 4,
                }
            }
            Values::None
            | Values::Names
            | Values::Postcodes(_)
            | Values::Telephones(_)
            | Values::Texts(..) => unreachable!("a slot of dates or ages holds dates or ages"),
        }
    }

    fn postcodes(&self, a: u32, b: u32) -> u64 {
        if a == 0 || b == 0 {
            return 0;
        }
        let Values::Postcodes(postcodes) = &self.prepared.slots[self.postcode].values else {
            return 0;
        };
        match postcodes[a as usize].agrees(postcodes[b as usize]) {
            PostcodesAgree::Same => 1,
            PostcodesAgree::Near => 2,
            PostcodesAgree::Sector => 3,
            PostcodesAgree::District => 4,
            PostcodesAgree::DistrictAlone => 5,
            PostcodesAgree::DistrictAloneDiffers => 6,
            PostcodesAgree::TwoSlips => 7,
            PostcodesAgree::Different => 8,
        }
    }

    fn text(&self, slot: usize, code: u32) -> &'a [u8] {
        let Values::Texts(dictionary, _) = &self.prepared.slots[slot].values else {
            return &[];
        };
        dictionary.value(code)
    }

    /// How two texts of a slot agree; neither may be missing.
    fn likeness(&mut self, slot: usize, a: u32, b: u32) -> TextsAgree {
        if a == b {
            return TextsAgree::Same;
        }
        let Values::Texts(_, marks) = &self.prepared.slots[slot].values else {
            return TextsAgree::Different;
        };
        if !marks[a as usize].may_agree(marks[b as usize]) {
            return TextsAgree::Different;
        }
        let (left, right) = (self.text(slot, a), self.text(slot, b));
        match self.recent.degree(slot, a, b, || places::texts_agree(left, right) as u8) {
            0 => TextsAgree::Same,
            1 => TextsAgree::Near,
            2 => TextsAgree::SharedWords,
            _ => TextsAgree::Different,
        }
    }

    fn towns(&mut self, slot: usize, a: u32, b: u32) -> u64 {
        match self.likeness(slot, a, b) {
            TextsAgree::Same => 1,
            TextsAgree::Near | TextsAgree::SharedWords => 2,
            TextsAgree::Different => 3,
        }
    }

    fn addresses(&mut self, slot: usize, a: &[u32], b: &[u32]) -> u64 {
        let (number_a, number_b) = (a[self.number], b[self.number]);
        let streets = self.likeness(slot, a[slot], b[slot]);
        if number_a == 0 || number_b == 0 {
            return match streets {
                TextsAgree::Same => 7,
                TextsAgree::Near | TextsAgree::SharedWords => 8,
                TextsAgree::Different => 9,
            };
        }
        match (number_a == number_b, streets) {
            (true, TextsAgree::Same) => 1,
            (true, TextsAgree::Near | TextsAgree::SharedWords) => 2,
            (false, TextsAgree::Same) => 3,
            (false, TextsAgree::Near | TextsAgree::SharedWords) => 4,
            (true, TextsAgree::Different) => 5,
            (false, TextsAgree::Different) => 6,
        }
    }

    fn telephones(&self, slot: usize, a: u32, b: u32) -> u64 {
        let Values::Telephones(numbers) = &self.prepared.slots[slot].values else {
            return 0;
        };
        let (left, right) = (numbers[a as usize], numbers[b as usize]);
        if a == b {
            if places::is_mobile(left) { 1 } else { 2 }
        } else if places::telephones_near(left, right) {
            3
        } else {
            4
        }
    }

    fn texts(&mut self, field: &Field, a: u32, b: u32) -> u64 {
        if a == b {
            return 1;
        }
        let (left, right) = (self.text(field.slot, a), self.text(field.slot, b));
        if field.comparison == Comparison::Identifier {
            return identifiers(left, right);
        }
        if field.comparison == Comparison::Email {
            return emails(left, right);
        }
        match self.likeness(field.slot, a, b) {
            TextsAgree::Same => 1,
            TextsAgree::Near => 2,
            TextsAgree::SharedWords => 3,
            TextsAgree::Different => 4,
        }
    }
}

/// How two different identifiers agree.
fn identifiers(a: &[u8], b: &[u8]) -> u64 {
    if one_keystroke(a, b) {
        2
    } else if a.len() >= 6 && keystrokes(a, b, 2).is_some() {
        3
    } else {
        4
    }
}

/// How two different e-mail addresses agree.
fn emails(a: &[u8], b: &[u8]) -> u64 {
    let owner = |address: &[u8]| address.iter().position(|&byte| byte == b'@').unwrap_or(address.len());
    if a[..owner(a)] == b[..owner(b)] {
        2
    } else if keystrokes(a, b, 2).is_some() {
        3
    } else {
        4
    }
}
