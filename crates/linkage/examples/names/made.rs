//! A made-up million of people, and what somebody who half remembers one of them types.
//!
//! Frequencies come from lists of names in a folder; a tail of rare surnames is composed, because registers have one and
//! short lists do not. All of it follows from a seed.

use std::{
    collections::{HashMap, HashSet},
    fs, io,
    path::Path,
};

/// Somebody made up.
pub(crate) struct Person {
    pub(crate) given: String,
    pub(crate) middle: Option<String>,
    pub(crate) surname: String,
    pub(crate) year_of_birth: i16,
    pub(crate) town: usize,
}

impl Person {
    pub(crate) fn name(&self) -> String {
        match &self.middle {
            Some(middle) => format!("{} {middle} {}", self.given, self.surname),
            None => self.short_name(),
        }
    }

    /// Without a middle name: what somebody is asked for by.
    pub(crate) fn short_name(&self) -> String {
        format!("{} {}", self.given, self.surname)
    }
}

/// Whom the register holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Register {
    /// People, many of one name, some with a middle name.
    People,
    /// Names, each once: a given name and a surname.
    Names,
}

/// What is done to a name before it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    AsRecorded,
    OneTypo,
    TwoTypos,
    Nickname,
    Swapped,
    OtherSpelling,
    Beginnings,
}

impl Kind {
    pub(crate) const ALL: [Self; 7] = [
        Self::AsRecorded,
        Self::OneTypo,
        Self::TwoTypos,
        Self::Nickname,
        Self::Swapped,
        Self::OtherSpelling,
        Self::Beginnings,
    ];

    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::AsRecorded => "as recorded",
            Self::OneTypo => "one typo",
            Self::TwoTypos => "two typos",
            Self::Nickname => "nickname",
            Self::Swapped => "swapped order, one typo",
            Self::OtherSpelling => "other transliteration",
            Self::Beginnings => "beginnings while typing",
        }
    }
}

/// One name in the spellings of several hands; people are recorded under one and asked for under another.
const GIVEN_SPELLINGS: &[&[&str]] = &[
    &["Mohammed", "Muhammad", "Mohamed", "Mohammad", "Muhammed", "محمد"],
    &["Ahmed", "Ahmad", "Ahmet"],
    &["Yusuf", "Yousef", "Youssef", "Yousuf"],
    &["Aisha", "Ayesha", "Aysha", "Aicha"],
    &["Hussein", "Hussain", "Husayn"],
    &["Khadija", "Khadijah", "Hadija"],
    &["Alexander", "Aleksandr", "Oleksandr", "Александр"],
    &["Dmitri", "Dmitry", "Dimitri", "Dmytro"],
    &["Sergei", "Sergey", "Serhiy"],
    &["Yekaterina", "Ekaterina", "Katerina"],
    &["Siân", "Sian"],
    &["Llewelyn", "Llywelyn", "Llewellyn"],
    &["Seán", "Shaun", "Shawn"],
    &["Aoife", "Eefa"],
    &["Wojciech", "Voytek", "Wojtek"],
    &["Xiao", "Hsiao", "Siao"],
    &["Harpreet", "Harprit"],
    &["Gurdeep", "Gurdip"],
];
const SURNAME_SPELLINGS: &[&[&str]] = &[
    &["Hussain", "Hussein", "Hussayn", "Husain"],
    &["Al-Khatib", "Alkhatib", "El Khatib", "Khatib"],
    &["Chaudhry", "Choudhury", "Chowdhury", "Chaudhary"],
    &["Ivanov", "Ivanova", "Ivanoff", "Иванов"],
    &["Kowalski", "Kowalska", "Kovalsky"],
    &["Tchaikovsky", "Chaikovsky", "Chaykovskiy"],
    &["Zhang", "Cheung", "Chang"],
    &["Wang", "Wong"],
    &["Nguyen", "Nguyễn"],
    &["MacDonald", "McDonald", "Macdonald"],
    &["O'Brien", "O’Brien", "Ó Briain", "OBrien"],
    &["Ap Rhys", "Rhys", "Reese"],
    &["Van der Berg", "Vanderberg", "van den Berg"],
    &["Sheikh", "Shaikh", "Sheik"],
    &["Qureshi", "Kureshi", "Qureishi"],
    &["Rahman", "Rehman", "Rahmaan"],
];

const FIRST_PARTS: &[&str] = &[
    "Ash", "Bram", "Cal", "Dun", "El", "Fen", "Gar", "Hol", "Ing", "Kel", "Lang", "Mar", "Nor", "Os", "Pen",
    "Quen", "Rad", "Sel", "Thorn", "Ul", "Ver", "Wal", "Yar", "Zel", "Brod", "Chor", "Drew", "Fro", "Grim",
    "Hask", "Kow", "Lub", "Mos",
];
const MIDDLE_PARTS: &[&str] = &["", "", "a", "en", "ing", "er", "el", "i", "o", "ar", "in", "un", "is"];
const LAST_PARTS: &[&str] = &[
    "bury", "by", "croft", "dale", "field", "ford", "gate", "ham", "hurst", "ley", "man", "mere", "more",
    "sby", "shaw", "son", "stead", "ton", "ward", "well", "wick", "worth", "ski", "ev", "ic", "ova", "ides",
    "esh", "wala", "oglu",
];
const KEYS: [&str; 26] = [
    "qsz", "vn", "xv", "sf", "wr", "dg", "fh", "gj", "uo", "hk", "jl", "k", "n", "bm", "ip", "o", "wa", "et",
    "ad", "ry", "yi", "cb", "qe", "zc", "tu", "xa",
];

/// Chance from a seed (SplitMix64).
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ mixed >> 31) % end.max(1) as u64) as usize
    }

    fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn one_of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

fn one_spelling(families: &[&[&str]], chance: &mut Chance) -> String {
    let family = *chance.one_of(families);
    (*chance.one_of(family)).to_owned()
}

/// Names with how often they occur, added up.
struct Frequencies {
    names: Vec<String>,
    up_to: Vec<usize>,
}

impl Frequencies {
    fn read(path: &Path) -> io::Result<Self> {
        let (mut names, mut up_to, mut sum) = (Vec::new(), Vec::new(), 0);
        for line in fs::read_to_string(path)?.lines().skip(1) {
            let Some((name, count)) = line.split_once(',') else { continue };
            sum += count.trim().parse::<usize>().unwrap_or(1);
            names.push(name.trim().to_owned());
            up_to.push(sum);
        }
        Ok(Self { names, up_to })
    }

    fn draw(&self, chance: &mut Chance) -> &str {
        let drawn = chance.below(self.up_to.last().copied().unwrap_or_default());
        &self.names[self.up_to.partition_point(|up_to| *up_to <= drawn)]
    }
}

/// People, and what is asked.
pub(crate) struct Maker {
    chance: Chance,
    women: Frequencies,
    men: Frequencies,
    surnames: Frequencies,
    nicknames: HashMap<String, Vec<String>>,
    pub(crate) towns: Vec<String>,
}

impl Maker {
    /// Reads `female-first-names.csv`, `male-first-names.csv`, `last-names.csv` (name, count) and `nicknames.csv` (a name and
    /// its nicknames) from a folder.
    pub(crate) fn new(lists: &Path, seed: u64) -> io::Result<Self> {
        let mut nicknames = HashMap::new();
        for line in fs::read_to_string(lists.join("nicknames.csv"))?.lines().skip(1) {
            let mut names = line.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned);
            if let Some(name) = names.next() {
                // The first of them are the usual ones; the list's rest is of past centuries.
                nicknames.insert(name, names.take(3).collect());
            }
        }
        let towns = FIRST_PARTS
            .iter()
            .flat_map(|first| LAST_PARTS[..20].iter().map(move |last| format!("{first}{last}")));
        Ok(Self {
            chance: Chance::new(seed),
            women: Frequencies::read(&lists.join("female-first-names.csv"))?,
            men: Frequencies::read(&lists.join("male-first-names.csv"))?,
            surnames: Frequencies::read(&lists.join("last-names.csv"))?,
            nicknames,
            towns: towns.collect(),
        })
    }

    /// So many people.
    pub(crate) fn people(&mut self, count: usize, register: Register) -> Vec<Person> {
        let mut taken = HashSet::new();
        let mut people = Vec::with_capacity(count);
        while people.len() < count {
            let mut person = self.person();
            if register == Register::Names {
                person.middle = None;
                if !taken.insert(person.name().to_lowercase()) {
                    continue;
                }
            }
            people.push(person);
        }
        people
    }

    fn person(&mut self) -> Person {
        let chance = &mut self.chance;
        let firsts = if chance.percent(50) { &self.women } else { &self.men };
        let given = match chance.percent(8) {
            true => one_spelling(GIVEN_SPELLINGS, chance),
            false => firsts.draw(chance).to_owned(),
        };
        let middle = chance.percent(30).then(|| firsts.draw(chance).to_owned());
        let surname = match chance.below(100) {
            0..8 => one_spelling(SURNAME_SPELLINGS, chance),
            8..20 => {
                // The lesser of two draws, so that some of the rare are rarer.
                let first = chance.below(FIRST_PARTS.len()).min(chance.below(FIRST_PARTS.len()));
                let (middle, last) = (chance.one_of(MIDDLE_PARTS), chance.one_of(LAST_PARTS));
                let letter = *chance.one_of(&["", "", "l", "n", "s", "t", "r", "m", "d"]);
                format!("{}{letter}{middle}{last}", FIRST_PARTS[first])
            }
            20..23 => format!("{}-{}", self.surnames.draw(chance), self.surnames.draw(chance)),
            _ => self.surnames.draw(chance).to_owned(),
        };
        let town = chance.below(self.towns.len()).min(chance.below(self.towns.len()));
        Person { given, middle, surname, year_of_birth: 1935 + chance.below(85) as i16, town }
    }

    /// What somebody types who looks for a person; nothing when that kind of slip cannot be made of the name.
    pub(crate) fn typed(&mut self, person: &Person, kind: Kind) -> Option<String> {
        let (mut given, mut surname) = (person.given.clone(), person.surname.clone());
        match kind {
            Kind::AsRecorded => {}
            Kind::OneTypo => self.typo_in_either(&mut given, &mut surname),
            Kind::TwoTypos => {
                self.typo_in_either(&mut given, &mut surname);
                self.typo_in_either(&mut given, &mut surname);
            }
            Kind::Nickname => {
                let known = self.nicknames.get(&given.to_lowercase())?;
                given = self.chance.one_of(known).clone();
            }
            Kind::Swapped => {
                self.typo_in_either(&mut given, &mut surname);
                std::mem::swap(&mut given, &mut surname);
            }
            Kind::OtherSpelling => {
                let other = |name: &mut String, families: &[&[&str]], chance: &mut Chance| {
                    let Some(family) = families.iter().find(|family| family.contains(&name.as_str())) else {
                        return false;
                    };
                    let others: Vec<&&str> = family.iter().filter(|other| **other != name.as_str()).collect();
                    (**chance.one_of(&others)).clone_into(name);
                    true
                };
                let changed = other(&mut given, GIVEN_SPELLINGS, &mut self.chance);
                if !other(&mut surname, SURNAME_SPELLINGS, &mut self.chance) && !changed {
                    return None;
                }
            }
            Kind::Beginnings => {
                let begin =
                    |name: &str| name.chars().take((name.chars().count() / 2).max(3)).collect::<String>();
                (given, surname) = (begin(&given), begin(&surname));
            }
        }
        Some(format!("{given} {surname}").to_lowercase())
    }

    fn typo_in_either(&mut self, given: &mut String, surname: &mut String) {
        let name = if self.chance.percent(50) { given } else { surname };
        let mut letters: Vec<char> = name.to_lowercase().chars().collect();
        let place = self.chance.below(letters.len());
        match self.chance.below(4) {
            0 => {
                let near = |letter: &char| {
                    (*letter as usize).checked_sub('a' as usize).and_then(|key| KEYS.get(key))
                };
                let beside: Vec<char> = near(&letters[place]).unwrap_or(&"e").chars().collect();
                letters[place] = *self.chance.one_of(&beside);
            }
            1 if letters.len() > 2 => {
                letters.remove(place);
            }
            2 => letters.insert(place, char::from(b'a' + self.chance.below(26) as u8)),
            _ if place + 1 < letters.len() => letters.swap(place, place + 1),
            _ => letters.push('e'),
        }
        *name = letters.into_iter().collect();
    }
}

/// Distinct words of a set of names, as one would count them by hand.
pub(crate) fn distinct_words(people: &[Person]) -> usize {
    people.iter().flat_map(|person| [&person.given, &person.surname]).collect::<HashSet<_>>().len()
}
