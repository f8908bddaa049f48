//! How two records agree, field by field, packed into one number.

use crate::dates::{Date, DatesAgree};
use crate::fields::{Comparison, Field};
use crate::keystrokes::{keystrokes, one_keystroke};
use crate::levels;
use crate::model::Kind;
use crate::names::{self, Alike, Name};
use crate::places::{self, Postcode, PostcodesAgree, TextsAgree};
use crate::prepare::Prepared;
use crate::recent::Recent;
use crate::values::Values;

/// A value that no record of the set has: one of a record from elsewhere that is compared with those of the set. Its number
/// is its place among the guests, with the highest bit set.
pub(crate) enum Guest {
    Name(Name),
    Date(Date),
    Postcode(Postcode),
    Telephone(u64),
    Text(Box<[u8]>),
    /// Several values of one record, whether guests or not.
    List(Box<[u32]>),
}

/// The bit that tells a guest's number from that of a value of the set.
pub(crate) const GUEST: u32 = 1 << 31;

/// Compares records of one set; holds what it has found out lately about values.
pub(crate) struct Comparer<'a> {
    prepared: &'a Prepared,
    fields: &'a [Field],
    guests: &'a [Guest],
    recent: Recent,
    given: usize,
    middle: usize,
    surname: usize,
    postcode: usize,
    number: usize,
    sex: usize,
    birth: usize,
    /// The numbers of the sex of women as it is recorded; 0 for none.
    women: [u32; 2],
}

impl<'a> Comparer<'a> {
    pub(crate) fn new(prepared: &'a Prepared, fields: &'a [Field]) -> Self {
        Self::with_guests(prepared, fields, &[])
    }

    /// Compares records from elsewhere with those of the set too.
    pub(crate) fn with_guests(prepared: &'a Prepared, fields: &'a [Field], guests: &'a [Guest]) -> Self {
        Self {
            prepared,
            fields,
            guests,
            recent: Recent::new(),
            given: prepared.slot(Kind::GivenName),
            middle: prepared.slot(Kind::MiddleName),
            surname: prepared.slot(Kind::Surname),
            postcode: prepared.slot(Kind::Postcode),
            number: prepared.slot(Kind::StreetNumber),
            sex: prepared.slot(Kind::Sex),
            birth: prepared.slot(Kind::BirthDate),
            women: women(prepared),
        }
    }

    /// How two records agree: the degree of each field in its own bits.
    pub(crate) fn pattern(&mut self, a: &[u32], b: &[u32]) -> u64 {
        let [given, middle, surname] = self.names(a, b);
        // INVARIANT: dates of birth stand before sex, and postcodes before towns, in every set of fields.
        let (mut birth, mut postcode) = (0, 0);
        let mut pattern = 0;
        for field in self.fields {
            let (left, right) = (a[field.slot], b[field.slot]);
            let level = match field.comparison {
                Comparison::Given => given,
                Comparison::Middle => middle,
                Comparison::Surname => surname,
                _ if left == 0 || right == 0 => 0,
                Comparison::Sex => {
                    let under = if a[self.given] != 0 && a[self.given] == b[self.given] {
                        2
                    } else if birth == 1 {
                        4
                    } else {
                        0
                    };
                    under + if left == right { 1 } else { 2 }
                }
                Comparison::Category => self.categories(field.slot, left, right),
                Comparison::BirthDate | Comparison::Age => {
                    birth = self.times(field.slot, left, right);
                    birth
                }
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
                Comparison::Email => {
                    let agree = [given == 1, levels::surname::SAME.contains(&(surname as usize))];
                    self.emails(field, a, b, agree)
                }
                Comparison::Identifier | Comparison::Text => self.texts(field, left, right),
            };
            pattern |= level << field.shift;
        }
        pattern
    }

    fn guest(&self, code: u32) -> Option<&'a Guest> {
        if code & GUEST == 0 { None } else { self.guests.get((code & !GUEST) as usize) }
    }

    fn name(&self, code: u32) -> &'a Name {
        if let Some(Guest::Name(name)) = self.guest(code) { name } else { self.prepared.names.get(code) }
    }

    fn alike(&mut self, a: u32, b: u32) -> Option<Alike> {
        if a == 0 || b == 0 {
            return None;
        }
        let (left, right) = (self.name(a), self.name(b));
        Some(names::alike(&mut self.recent, (a, left), (b, right)))
    }

    /// The values behind a number, which are several where it stands for a list.
    fn members<'b>(&'b self, slot: usize, code: &'b u32) -> &'b [u32] {
        let lists = &self.prepared.slots[slot].lists;
        let list = match self.guest(*code) {
            Some(Guest::List(list)) => Some(list),
            _none if lists.is_empty() => None,
            _ => lists.get(code),
        };
        list.map_or(std::slice::from_ref(code), |list| list)
    }

    /// The nearest degree to which any value of the one agrees with any of the other; 0 when none can be compared.
    fn nearest(&self, slot: usize, a: u32, b: u32, degree: impl Fn(u32, u32) -> u64) -> u64 {
        let mut nearest = 0;
        for &left in self.members(slot, &a) {
            for &right in self.members(slot, &b) {
                nearest = match (nearest, degree(left, right)) {
                    (0, found) => found,
                    (known, 0) => known,
                    (known, found) => known.min(found),
                };
            }
        }
        nearest
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
        // A surname of before a marriage, or of one parent, is often written among the given names.
        let among_middle = far(surname) && (surname_a == middle_b || surname_b == middle_a);
        let women = [a, b].iter().all(|row| row[self.sex] != 0 && self.women.contains(&row[self.sex]));
        let surname = if among_middle {
            levels::surname::PART
        } else {
            surname.map_or(0, |alike| levels::surname::OF_ALIKE[alike as usize])
        };
        let surname = if women { levels::surname::OF_WOMEN[surname as usize] } else { surname };
        if far(given) && (given_a == middle_b || given_b == middle_a) {
            return [levels::given::MIDDLE, levels::middle::COUNTED, surname];
        }
        if given.is_some_and(|alike| matches!(alike, Alike::Part | Alike::Weak))
            && (self.is_written_apart(given_a, [given_b, middle_b])
                || self.is_written_apart(given_b, [given_a, middle_a]))
        {
            return [levels::given::OF_ALIKE[Alike::Variant as usize], levels::middle::COUNTED, surname];
        }
        let given = given.map_or(0, |alike| levels::given::OF_ALIKE[alike as usize]);
        let middle = if among_middle { levels::middle::COUNTED } else { self.middles(middle_a, middle_b) };
        [given, middle, surname]
    }

    /// Whether the one writes in two words what the other writes in one: Xiao Ming and Xiaoming, Mary Ann and Maryann.
    fn is_written_apart(&self, whole: u32, [first, second]: [u32; 2]) -> bool {
        second != 0 && self.name(whole).joins(self.name(first), self.name(second))
    }

    fn middles(&mut self, a: u32, b: u32) -> u64 {
        let alike = self.alike(a, b).map(|alike| self.unless_initials(alike, a));
        alike.map_or(0, |alike| levels::middle::OF_ALIKE[alike as usize])
    }

    /// Two equal initials agree as initials do, not as equal names.
    fn unless_initials(&self, alike: Alike, code: u32) -> Alike {
        if alike == Alike::Same && self.name(code).is_initial() { Alike::Initial } else { alike }
    }

    fn times(&self, slot: usize, a: u32, b: u32) -> u64 {
        match &self.prepared.slots[slot].values {
            Values::Dates(dates) => match self.date(dates, a).agrees(self.date(dates, b)) {
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
                DatesAgree::FitsAge => 11,
                DatesAgree::FitsAgeNearly => 12,
                DatesAgree::FitsNoAge => 13,
                DatesAgree::FitsWideAge => 14,
                DatesAgree::FitsNoWideAge => 15,
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

    fn date(&self, dates: &[Date], code: u32) -> Date {
        if let Some(Guest::Date(date)) = self.guest(code) { *date } else { dates[code as usize] }
    }

    fn postcodes(&self, a: u32, b: u32) -> u64 {
        if a == 0 || b == 0 {
            return 0;
        }
        let Values::Postcodes(postcodes) = &self.prepared.slots[self.postcode].values else {
            return 0;
        };
        let postcode = |code: u32| {
            if let Some(Guest::Postcode(postcode)) = self.guest(code) {
                *postcode
            } else {
                postcodes[code as usize]
            }
        };
        match postcode(a).agrees(postcode(b)) {
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
        if let Some(Guest::Text(text)) = self.guest(code) {
            return text;
        }
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
        let (mark_a, mark_b) = (marks.get(a as usize), marks.get(b as usize));
        if let (Some(a), Some(b)) = (mark_a, mark_b)
            && !a.may_agree(*b)
        {
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

    fn categories(&mut self, slot: usize, a: u32, b: u32) -> u64 {
        if a == b {
            return 1;
        }
        let (left, right) = (self.text(slot, a), self.text(slot, b));
        self.recent.degree(slot, a, b, || if places::share_telling_word(left, right) { 2 } else { 3 }).into()
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
        let number = |code: u32| {
            if let Some(Guest::Telephone(number)) = self.guest(code) {
                *number
            } else {
                numbers[code as usize]
            }
        };
        self.nearest(slot, a, b, |a, b| {
            if a == b {
                if places::is_mobile(number(a)) { 1 } else { 2 }
            } else if places::telephones_near(number(a), number(b)) {
                3
            } else {
                4
            }
        })
    }

    /// How two e-mail addresses agree; `agree` says whether given names and surnames do.
    fn emails(&self, field: &Field, a: &[u32], b: &[u32], agree: [bool; 2]) -> u64 {
        let (left, right) = (a[field.slot], b[field.slot]);
        let degree = self.nearest(field.slot, left, right, |left, right| {
            if left == right { 1 } else { emails(self.text(field.slot, left), self.text(field.slot, right)) }
        });
        let repeats = degree != 0
            && agree.contains(&true)
            && [(left, a), (right, b)]
                .into_iter()
                .all(|(code, row)| self.repeats_names(field.slot, code, row, agree));
        match (repeats, degree) {
            (false, degree) => degree,
            (true, 1) => levels::EMAIL_REPEATS_NAMES[0] as u64,
            (true, 2) => levels::EMAIL_REPEATS_NAMES[1] as u64,
            (true, _) => levels::EMAIL_REPEATS_NAMES[2] as u64,
        }
    }

    /// Whether an address says no more than those names of its owner on which two records agree: each of them in full or by
    /// its first letters, in either order, and the year of birth.
    fn repeats_names(&self, slot: usize, code: u32, row: &[u32], agree: [bool; 2]) -> bool {
        let name = |slot: usize, agrees: bool| {
            if agrees { self.name(row[slot]).letters() } else { &[] }
        };
        let (given, surname) = (name(self.given, agree[0]), name(self.surname, agree[1]));
        let birth = row[self.birth];
        let birth = if let Values::Dates(dates) = &self.prepared.slots[self.birth].values
            && birth != 0
        {
            self.date(dates, birth).year_number()
        } else {
            0
        };
        says_no_more(self.text(slot, code), given, surname, birth)
    }

    fn texts(&mut self, field: &Field, a: u32, b: u32) -> u64 {
        if a == b {
            return 1;
        }
        let text = |code| self.text(field.slot, code);
        if field.comparison == Comparison::Identifier {
            return self.nearest(field.slot, a, b, |a, b| identifiers(text(a), text(b)));
        }
        match self.likeness(field.slot, a, b) {
            TextsAgree::Same => 1,
            TextsAgree::Near => 2,
            TextsAgree::SharedWords => 3,
            TextsAgree::Different => 4,
        }
    }
}

/// The numbers under which women's sex is recorded: words that begin with F (female) or W (woman, weiblich).
fn women(prepared: &Prepared) -> [u32; 2] {
    match &prepared.slots[prepared.slot(Kind::Sex)].values {
        Values::Texts(words, _) => [b"f", b"w"].map(|word| words.find(word).unwrap_or(0)),
        Values::None
        | Values::Names
        | Values::Dates(_)
        | Values::Ages(_)
        | Values::Postcodes(_)
        | Values::Telephones(_) => [0; 2],
    }
}

/// How two identifiers agree. One that says what it is (`passport=...`) can be compared with its like only.
fn identifiers(a: &[u8], b: &[u8]) -> u64 {
    let scheme = |text: &[u8]| text.iter().position(|&byte| byte == b'=').unwrap_or(0);
    if a[..scheme(a)] != b[..scheme(b)] {
        0
    } else if a == b {
        1
    } else if one_keystroke(a, b) {
        2
    } else if a.len() >= 6 && keystrokes(a, b, 2).is_some() {
        3
    } else {
        4
    }
}

/// Whether the owner's part of an address is made of the beginnings of these names, either of which may be empty, and of the
/// year of birth. Letters are as [`Name`] keeps them.
fn says_no_more(address: &[u8], given: &[u8], surname: &[u8], birth_year: i32) -> bool {
    let owner = address.split(|&byte| byte == b'@').next().unwrap_or_default();
    let letters: Vec<u8> =
        owner.iter().filter(|byte| byte.is_ascii_lowercase()).map(|byte| byte - b'a' + 1).collect();
    let mut digits = owner.iter().filter(|byte| byte.is_ascii_digit()).peekable();
    if digits.peek().is_some() {
        let number =
            digits.fold(0i32, |number, digit| number.wrapping_mul(10).wrapping_add(i32::from(digit - b'0')));
        if number != birth_year && number != birth_year % 100 {
            return false;
        }
    }
    let beginning = |name: &[u8], part: &[u8]| name.starts_with(part);
    (0..=letters.len()).any(|cut| {
        let (first, second) = letters.split_at(cut);
        beginning(given, first) && beginning(surname, second)
            || beginning(surname, first) && beginning(given, second)
    })
}

/// How two e-mail addresses agree.
fn emails(a: &[u8], b: &[u8]) -> u64 {
    let owner = |address: &[u8]| address.iter().position(|&byte| byte == b'@').unwrap_or(address.len());
    if a == b {
        1
    } else if a[..owner(a)] == b[..owner(b)] {
        2
    } else if keystrokes(a, b, 2).is_some() {
        3
    } else {
        4
    }
}
