//! Names of people: one spelling made comparable, and how alike two of them are.
//!
//! Given names, middle names and surnames share one dictionary, so that exchanged names are found by comparing
//! numbers. Each distinct spelling is prepared once ([`Name`]); a pair is then compared without allocating.

mod called;
mod heard;
mod sound;
mod variants;

pub use called::{is_no_name, is_not_used, name_before_remark};
pub use heard::heard_alike;

use rustc_hash::FxHashMap;

use crate::keystrokes::one_keystroke;
use crate::recent::Recent;
use crate::similarity::jaro_winkler;

/// Letters of a name kept for measuring; what is longer is still equal only to itself.
const KEPT: usize = 32;
/// The byte that stands between the parts of a name (space or hyphen).
const BREAK: u8 = 27;
/// Above this Jaro-Winkler similarity two spellings are [`Alike::Similar`].
const SIMILAR: f32 = 0.92;
/// Above this they are [`Alike::Weak`].
const WEAK: f32 = 0.84;

/// How alike two names are, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Alike {
    /// The same spelling.
    Same,
    /// A short form, or the same name as another language or convention writes it.
    Variant,
    /// One keystroke apart.
    Near,
    /// Most letters in common and in order.
    Similar,
    /// Spelt differently, spoken alike.
    Sounds,
    /// One part of a compound or married name in common.
    Part,
    /// One of them is an initial, and it agrees.
    Initial,
    /// One of them is an initial, and it does not agree.
    InitialDiffers,
    /// Some letters in common.
    Weak,
    /// Nothing in common.
    Different,
}

/// Every degree, for reading one back from its number.
const DEGREES: [Alike; 10] = [
    Alike::Same,
    Alike::Variant,
    Alike::Near,
    Alike::Similar,
    Alike::Sounds,
    Alike::Part,
    Alike::Initial,
    Alike::InitialDiffers,
    Alike::Weak,
    Alike::Different,
];

/// One distinct spelling, prepared for comparison; 64 bytes, one line of the processor's cache.
#[derive(Clone, Debug)]
#[repr(align(64))]
pub(crate) struct Name {
    letters: [u8; KEPT],
    length: u8,
    /// Which letters occur, one bit each.
    present: u32,
    /// How it is spoken ([`sound::code`]), hashed; never 0.
    pub(crate) sound: u32,
    /// How it is written once conventions of transliteration are put aside, hashed.
    plain: u32,
    /// First and last part of a compound, hashed; the second is 0 where there is one part only.
    parts: [u32; 2],
    /// The first groups of the table of variants that hold this name; 0 ends the list.
    groups: [u16; 3],
}

impl Name {
    /// Prepares a spelling that [`tidy`] has put in order.
    pub(crate) fn new(tidy: &str) -> Self {
        let mut letters = [0u8; KEPT];
        let mut length = 0;
        for byte in tidy.bytes().take(KEPT) {
            letters[length] = if byte.is_ascii_lowercase() { byte - b'a' + 1 } else { BREAK };
            length += 1;
        }
        let present = letters[..length].iter().fold(0, |mask, letter| mask | 1u32 << letter);
        let mut words = tidy.split([' ', '-']).filter(|word| word.len() > 1);
        let first = words.next().unwrap_or(tidy);
        let parts = [hash(first), words.next_back().map_or(0, hash)];
        Self {
            letters,
            length: length as u8,
            present,
            sound: hash(&sound::code(tidy)).max(1),
            plain: hash(&sound::plain(tidy)),
            parts,
            groups: first_groups(tidy),
        }
    }

    /// The letters, in the alphabet of [`crate::similarity`].
    pub(crate) fn letters(&self) -> &[u8] {
        &self.letters[..self.length as usize]
    }

    /// The first letter, 1 to 27.
    pub(crate) fn initial(&self) -> u32 {
        u32::from(self.letters[0])
    }

    /// A number shared by the name and its commonest variants: the first group, or the sound.
    pub(crate) fn root(&self) -> u32 {
        if self.groups[0] == 0 { self.sound } else { u32::from(self.groups[0]) }
    }

    /// The last part, hashed: the whole of a simple name.
    pub(crate) fn last_part(&self) -> u32 {
        if self.parts[1] == 0 { self.parts[0] } else { self.parts[1] }
    }

    /// Whether the name is a single letter.
    pub(crate) fn is_initial(&self) -> bool {
        self.length == 1
    }

    /// Numbers of which two names that are alike nearly always have one in common: sound, convention, variants, the parts
    /// of a compound, and the spelling with any one letter left out.
    pub(crate) fn alike_keys(&self) -> Vec<u32> {
        let mut keys = vec![self.sound, self.plain];
        keys.extend(self.groups.iter().filter(|group| **group != 0).map(|&group| u32::from(group)));
        keys.extend(self.parts.iter().filter(|part| **part != 0));
        let letters = self.letters();
        keys.push(hash_bytes(letters.iter().copied()));
        for left_out in 0..letters.len() {
            let others = letters.iter().enumerate().filter(|(place, _)| *place != left_out);
            keys.push(hash_bytes(others.map(|(_, &letter)| letter)));
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// Whether this name is two others written as one word.
    pub(crate) fn joins(&self, first: &Self, second: &Self) -> bool {
        let letters = self.letters().iter().filter(|letter| **letter != BREAK);
        let parts = first.letters().iter().chain(second.letters()).filter(|letter| **letter != BREAK);
        letters.eq(parts)
    }

    fn shares_part(&self, other: &Self) -> bool {
        (self.parts[1] != 0 || other.parts[1] != 0)
            && self.parts.iter().any(|part| *part != 0 && other.parts.contains(part))
    }

    fn shares_group(&self, other: &Self) -> bool {
        self.groups.iter().any(|group| *group != 0 && other.groups.contains(group))
    }
}

/// How alike two different spellings are.
fn degree(a: &Name, b: &Name) -> Alike {
    if a.is_initial() || b.is_initial() {
        return if a.letters[0] == b.letters[0] { Alike::Initial } else { Alike::InitialDiffers };
    }
    if a.plain == b.plain || a.shares_group(b) {
        return Alike::Variant;
    }
    let shortest = a.length.min(b.length);
    // Letters that only one of them has can be matched by nothing: with few in common there is no need to measure.
    let only_a = (a.present & !b.present).count_ones() as f32;
    let only_b = (b.present & !a.present).count_ones() as f32;
    let (length_a, length_b) = (f32::from(a.length), f32::from(b.length));
    let most = (length_a - only_a).min(length_b - only_b);
    let jaro_at_most = (most / length_a + most / length_b + 1.0) / 3.0;
    let measured = if jaro_at_most + 0.4 * (1.0 - jaro_at_most) < WEAK {
        0.0
    } else {
        if shortest >= 3 && one_keystroke(a.letters(), b.letters()) {
            return Alike::Near;
        }
        jaro_winkler(a.letters(), b.letters())
    };
    if measured >= SIMILAR {
        Alike::Similar
    } else if a.sound == b.sound {
        Alike::Sounds
    } else if a.shares_part(b) {
        Alike::Part
    } else if measured >= WEAK {
        Alike::Weak
    } else {
        Alike::Different
    }
}

/// How alike two names are as somebody wrote them; nothing where no letter is left of one.
#[must_use]
pub fn names_alike(one: &str, other: &str) -> Option<Alike> {
    let (one, other) = (tidy(one), tidy(other));
    if one.is_empty() || other.is_empty() {
        return None;
    }
    Some(if one == other { Alike::Same } else { degree(&Name::new(&one), &Name::new(&other)) })
}

/// The distinct names of a set of records; number 0 is no name.
#[derive(Clone, Debug)]
pub(crate) struct Names {
    known: FxHashMap<Box<str>, u32>,
    list: Vec<Name>,
}

impl Default for Names {
    fn default() -> Self {
        Self { known: FxHashMap::default(), list: vec![Name::new("")] }
    }
}

impl Names {
    /// The number of a name that [`tidy`] has put in order; 0 when nothing is left of it.
    pub(crate) fn code(&mut self, tidy: &str) -> u32 {
        if tidy.is_empty() {
            return 0;
        }
        if let Some(&code) = self.known.get(tidy) {
            return code;
        }
        let code = self.list.len() as u32;
        self.list.push(Name::new(tidy));
        self.known.insert(tidy.into(), code);
        code
    }

    /// The number of a name that was given one.
    pub(crate) fn find(&self, tidy: &str) -> Option<u32> {
        self.known.get(tidy).copied()
    }

    /// The prepared name behind a number.
    pub(crate) fn get(&self, code: u32) -> &Name {
        &self.list[code as usize]
    }

    /// Bytes in use, about.
    pub(crate) fn memory_bytes(&self) -> usize {
        self.list.capacity() * size_of::<Name>() + self.known.capacity() * 37
    }

    /// How many numbers are in use, the one for no name included.
    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }
}

/// How alike two names are, given with their numbers, of which neither may be 0.
pub(crate) fn alike(recent: &mut Recent, (a, left): (u32, &Name), (b, right): (u32, &Name)) -> Alike {
    if a == b {
        return Alike::Same;
    }
    // Dictionary 0 of what is remembered is that of names: slot 0 of prepared records never holds a value.
    DEGREES[usize::from(recent.degree(0, a, b, || degree(left, right) as u8))]
}

/// The same for names that are compared once.
pub(crate) fn alike_unremembered((a, left): (u32, &Name), (b, right): (u32, &Name)) -> Alike {
    if a == b { Alike::Same } else { degree(left, right) }
}

/// A name as it is compared: Latin letters in lower case, one space or hyphen between parts, marks and digits gone.
/// Empty when no letter is left.
pub(crate) fn tidy(written: &str) -> String {
    let latin;
    let text = if written.is_ascii() {
        written
    } else {
        latin = in_latin(written);
        latin.as_str()
    };
    let mut tidy = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' => tidy.push(byte as char),
            b'A'..=b'Z' => tidy.push(byte.to_ascii_lowercase() as char),
            b'-' | b' ' | b'.' | b',' | b'/' | b'_' | b'\t'
                if !tidy.is_empty() && !tidy.ends_with([' ', '-']) =>
            {
                tidy.push(if byte == b'-' { '-' } else { ' ' });
            }
            _ => {}
        }
    }
    while tidy.ends_with(' ') || tidy.ends_with('-') {
        tidy.pop();
    }
    tidy
}

/// Text in Latin letters. Arabic and Hebrew have a letter that is heard as a vowel and written in Latin as a mark.
fn in_latin(written: &str) -> String {
    let semitic = written.chars().any(|letter| ('\u{590}'..='\u{6ff}').contains(&letter));
    let latin = deunicode::deunicode(written);
    if semitic { latin.replace('`', "a") } else { latin }
}

/// What a tidy word is found by besides its letters.
pub(crate) struct Signs {
    /// How it is spoken, hashed.
    pub(crate) sound: u32,
    /// Letters of the sound, a vowel at its beginning not counted.
    pub(crate) sound_length: usize,
    /// How it is written once conventions of transliteration are put aside, hashed.
    pub(crate) plain: u32,
    /// Groups of the table of variants that hold it, or a name that only a convention sets apart from it.
    pub(crate) groups: &'static [u16],
}

/// What a tidy word is found by besides its letters.
pub(crate) fn signs(tidy: &str) -> Signs {
    let (sound, plain) = (sound::code(tidy), sound::plain(tidy));
    Signs {
        sound_length: sound.trim_start_matches('A').len(),
        sound: hash(&sound),
        plain: hash(&plain),
        groups: variants::groups_or_those_of_its_plain(tidy, &plain),
    }
}

/// Whether a tidy name stands in the table of variants, as most common given names do.
pub(crate) fn is_known_given_name(tidy: &str) -> bool {
    !variants::groups(tidy).is_empty()
}

/// As many of the groups that hold a tidy name as a [`Name`] has room for.
fn first_groups(tidy: &str) -> [u16; 3] {
    let mut first = [0; 3];
    first.iter_mut().zip(variants::groups(tidy)).for_each(|(kept, group)| *kept = *group);
    first
}

/// A short hash of text, the same on every machine; never 0.
pub(crate) fn hash(text: &str) -> u32 {
    hash_bytes(text.bytes())
}

fn hash_bytes(bytes: impl Iterator<Item = u8>) -> u32 {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for byte in bytes {
        state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    ((state ^ (state >> 32)) as u32).max(1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn alike(a: &str, b: &str) -> Alike {
        let mut names = Names::default();
        let (a, b) = (names.code(&tidy(a)), names.code(&tidy(b)));
        super::alike(&mut Recent::new(), (a, names.get(a)), (b, names.get(b)))
    }

    #[test]
    fn conventions_of_many_languages_meet() {
        for (a, b) in [
            ("Mohammed", "Muhammad"),
            ("Elizabeth", "Liz"),
            ("William", "Bill"),
            ("Siân", "Sian"),
            ("Llewelyn", "Llywelyn"),
            ("Seán", "Shaun"),
            ("MacDonald", "McDonald"),
            ("Ó Briain", "O'Brien"),
            ("Aleksandr", "Alexander"),
            ("Ivanov", "Ivanoff"),
            ("Kowalski", "Kowalska"),
            ("Hussain", "Hussein"),
            ("Singh", "Sing"),
            ("Zhang", "Cheung"),
            ("Nguyen", "Nguyễn"),
            ("Ali", "علي"),
            ("Jean-Luc", "Jean Luc"),
            ("Volodymyr", "Владимир"),
            ("Zhang", "张"),
            ("Choudhury", "Chowdhury"),
            ("Ó Súilleabháin", "O'Sullivan"),
            ("Nic Dhòmhnaill", "Macdonald"),
            ("ap Rhys", "Rhys"),
            ("Abd al-Rahman", "Abdelrahman"),
            ("Hsiao", "Xiao"),
            ("Md", "Mohammed"),
        ] {
            assert!(alike(a, b) <= Alike::Near, "{a} {b}: {:?}", alike(a, b));
        }
    }

    #[test]
    fn each_degree_is_reached() {
        assert_eq!(alike("Jones", "Jones"), Alike::Same);
        assert_eq!(alike("Jonathan", "Jonahtan"), Alike::Near);
        assert_eq!(alike("Jones-Smith", "Smith"), Alike::Part);
        assert_eq!(alike("J", "Jones"), Alike::Initial);
        assert_eq!(alike("K", "Jones"), Alike::InitialDiffers);
        assert_eq!(alike("Wright", "Right"), Alike::Near);
        assert_eq!(alike("Knightley", "Nitely"), Alike::Sounds);
        assert_eq!(alike("Jones", "Patel"), Alike::Different);
    }

    proptest! {
        #[test]
        fn likeness_has_no_direction_and_never_panics(a in "\\PC{0,40}", b in "[a-zA-Z' -]{0,40}") {
            if !tidy(&a).is_empty() && !tidy(&b).is_empty() {
                prop_assert_eq!(alike(&a, &b), alike(&b, &a));
            }
        }
    }
}
