//! Names as an English ear takes them down over the telephone: Caoimhe is written Kweeva, Bhriain Vreen, Levandovska Lewandowska.
//!
//! Each name is read aloud by the rules of several languages, and two are heard alike where one of the readings of one is the
//! English reading of the other. Consonants count, and whether the first vowel is spoken in the front of the mouth or the back.

use super::tidy;

/// Readings of less than this say nothing: Ioana, Una and Ann share theirs.
const TELLS_FROM: usize = 2;

/// What stands for a sound; a capital is a sound: X (sh, ch, zh), C (ts). Longer ones first.
type Rules = &'static [(&'static str, &'static str)];

const ENGLISH: Rules = &[
    ("tsch", "X"),
    ("sch", "X"),
    ("tch", "X"),
    ("ght", "t"),
    ("sh", "X"),
    ("ch", "X"),
    ("zh", "X"),
    ("ts", "C"),
    ("tz", "C"),
    ("ph", "f"),
    ("bh", "b"),
    ("dh", "d"),
    ("kh", "k"),
    ("gh", "g"),
    ("th", "t"),
    ("dg", "j"),
    ("ck", "k"),
    ("qu", "k"),
    ("kw", "k"),
    ("cw", "k"),
    ("kn", "n"),
    ("gn", "n"),
    ("wr", "r"),
    ("wh", "w"),
    ("v", "f"),
    ("q", "k"),
    ("x", "ks"),
    ("z", "s"),
];

const IRISH: Rules = &[
    ("bh", "f"),
    ("mh", "f"),
    ("ph", "f"),
    ("dh", ""),
    ("gh", ""),
    ("fh", ""),
    ("th", ""),
    ("ch", "k"),
    ("c", "k"),
];

const SLAVIC: Rules = &[
    ("szcz", "X"),
    ("sz", "X"),
    ("cz", "X"),
    ("rz", "X"),
    ("sh", "X"),
    ("ch", "k"),
    ("kh", "k"),
    ("ts", "C"),
    ("c", "C"),
    ("w", "f"),
    ("v", "f"),
    ("z", "s"),
];

/// Letters whose mark is a sound of its own; elsewhere marks count for nothing.
const MARKED: &[(char, &str)] = &[
    ('ș', "sh"),
    ('ş', "sh"),
    ('š', "sh"),
    ('ś', "sh"),
    ('ż', "zh"),
    ('ź', "zh"),
    ('ž', "zh"),
    ('č', "ch"),
    ('ć', "ch"),
    ('ț', "ts"),
    ('ţ', "ts"),
    ('ą', "on"),
    ('ę', "en"),
];

/// Whether one name may be the other as it was heard.
#[must_use]
pub fn heard_alike(one: &str, other: &str) -> bool {
    let (one, other) = (readings(one), readings(other));
    let among = |reading: &String, all: &[String]| reading.len() >= TELLS_FROM && all.contains(reading);
    among(&one[0], &other) || among(&other[0], &one)
}

/// A name read by the rules of each language, English first.
fn readings(written: &str) -> [String; 3] {
    let plain = tidy(written);
    let marked =
        MARKED.iter().fold(written.to_lowercase(), |text, (mark, spoken)| text.replace(*mark, spoken));
    let marked = if marked == written.to_lowercase() { plain.clone() } else { tidy(&marked) };
    [spoken(&plain, Tongue::English), spoken(&plain, Tongue::Irish), spoken(&marked, Tongue::Slavic)]
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tongue {
    English,
    Irish,
    Slavic,
}

impl Tongue {
    fn rules(self) -> Rules {
        match self {
            Self::English => ENGLISH,
            Self::Irish => IRISH,
            Self::Slavic => SLAVIC,
        }
    }

    /// Whether vowels that stand together are spoken in the front of the mouth.
    fn is_front(self, vowels: &str) -> bool {
        match self {
            Self::Irish if !vowels.contains('y') => {
                ["ao", "aoi", "ia", "iai", "ei", "i", "e", "io"].contains(&vowels)
            }
            Self::English | Self::Irish | Self::Slavic => {
                vowels.starts_with(['e', 'i', 'y']) || ["ai", "ay", "ae"].contains(&vowels)
            }
        }
    }
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// The consonants as they are spoken, with the first vowel where it stands: `<` in front, `>` at the back.
fn spoken(tidy: &str, tongue: Tongue) -> String {
    let name: String = tidy.chars().filter(char::is_ascii_lowercase).collect();
    let mut code = String::with_capacity(name.len());
    let (mut vowel_told, mut last) = (false, "");
    let mut rest = name.as_str();
    while let Some(letter) = rest.chars().next() {
        let vowels = rest.find(|letter| !is_vowel(letter)).unwrap_or(rest.len());
        // A last e is not spoken.
        if vowels > 0 {
            if !vowel_told && (&rest[..vowels] != "e" || vowels < rest.len()) {
                code.push(if tongue.is_front(&rest[..vowels]) { '<' } else { '>' });
                vowel_told = true;
            }
            (rest, last) = (&rest[vowels..], "");
            continue;
        }
        let before = &name[..name.len() - rest.len()];
        let rule = tongue.rules().iter().find(|(written, _)| rest.starts_with(written)).copied();
        let (written, sound) = rule.unwrap_or((&rest[..1], one_letter(tongue, letter, before, &rest[1..])));
        // A letter written twice is spoken once; said twice with a vowel between, it counts twice.
        if !sound.is_empty() && sound != last {
            code.push_str(sound);
        }
        last = sound;
        rest = &rest[written.len()..];
    }
    code
}

/// How a consonant is spoken that no rule names, by what stands around it.
fn one_letter(tongue: Tongue, letter: char, before: &str, after: &str) -> &'static str {
    let slender = after.starts_with(['e', 'i']) || !after.starts_with(is_vowel) && before.ends_with('i');
    match (tongue, letter) {
        (Tongue::English, 'c') if after.starts_with(['e', 'i', 'y']) => "s",
        (Tongue::English | Tongue::Irish | Tongue::Slavic, 'c') => "k",
        (Tongue::Irish, 's') if slender => "X",
        // Spoken at the beginning only, or with the vowel before them.
        (_, 'h' | 'w') if !before.is_empty() => "",
        (_, letter) => {
            const LETTERS: &str = "bcdfghjklmnpqrstvwxz";
            LETTERS.find(letter).map_or("", |place| &LETTERS[place..=place])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_heard_over_the_telephone_meet() {
        for (heard, name) in [
            ("Kweeva", "Caoimhe"),
            ("Keeva", "Caoimhe"),
            ("Eefa", "Aoife"),
            ("Vreen", "Bhriain"),
            ("Shivaun", "Siobhán"),
            ("Neeve", "Niamh"),
            ("Seersha", "Saoirse"),
            ("Osheen", "Oisín"),
            ("Keera", "Ciara"),
            ("Levandovska", "Lewandowska"),
            ("Bonk", "Bąk"),
            ("Shimanska", "Szymańska"),
            ("Stefan", "Ștefan"),
            ("Shtefan", "Ștefan"),
            ("Rohman", "Rahman"),
            ("Choudhuri", "Chowdhury"),
            ("Aktar", "Akhter"),
        ] {
            assert!(
                heard_alike(heard, name) && heard_alike(name, heard),
                "{heard} {name}: {:?} {:?}",
                readings(heard),
                readings(name)
            );
        }
    }

    #[test]
    fn other_names_do_not() {
        for (one, other) in [
            ("Unknown", "Ioana"),
            ("Amy", "Emma"),
            ("Jade", "Jack"),
            ("Holly", "Hayley"),
            ("Thomas", "James"),
            ("Kofi", "Caoimhe"),
            ("", ""),
            ("علي", "李"),
        ] {
            assert!(!heard_alike(one, other), "{one} {other}: {:?} {:?}", readings(one), readings(other));
        }
    }
}
