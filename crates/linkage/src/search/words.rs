//! Names and what is typed, as the words that are compared.

use crate::names::tidy;

/// Words that belong to the one after them and say nothing alone: `al-Khatib`, `ap Rhys`, `Mac Donald`, `Ó Briain`.
const NEVER_ALONE: &[&str] = &["ap", "el", "mac", "mc", "ni", "nic", "o", "ui", "ul"];

/// Words that belong to the one after them, and can also be somebody's name or are typed as one: Van Minh, Al Stone.
const SOMETIMES_ALONE: &[&str] = &[
    "ab", "abd", "abdel", "abdul", "abu", "al", "ben", "bin", "bint", "da", "das", "de", "del", "della",
    "den", "der", "di", "do", "dos", "du", "ibn", "la", "le", "san", "st", "ten", "ter", "umm", "van", "von",
];

/// A word as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// How it may be written: the word, then joined with the particles or pieces that stand beside it.
    pub(super) spellings: Vec<String>,
    /// As it stands in the text, with its particles.
    pub(super) written: String,
}

/// The words of a name, in their order. A hyphen parts and joins, an apostrophe joins, a particle goes with what follows.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut particles: Vec<String> = Vec::new();
    for written in text.split(|letter: char| letter.is_whitespace() || ",;/".contains(letter)) {
        // One word in another script can be several in Latin letters.
        let tidied = tidy(&written.replace(HYPHENS, "-"));
        let pieces: Vec<&str> = tidied.split([' ', '-']).filter(|piece| !piece.is_empty()).collect();
        let whole = pieces.concat();
        let first_of_token = found.len();
        for (place, piece) in pieces.iter().enumerate() {
            let last = place + 1 == pieces.len();
            if NEVER_ALONE.contains(piece) || SOMETIMES_ALONE.contains(piece) {
                particles.push((*piece).to_owned());
                if SOMETIMES_ALONE.contains(piece) && found.is_empty() && pieces.len() == 1 {
                    found.push(single(piece, written));
                }
                if !last || pieces.len() == 1 {
                    continue;
                }
                particles.pop();
            }
            let mut word = single(piece, written);
            if !particles.is_empty() {
                word.spellings.push(format!("{}{piece}", particles.concat()));
                word.written = format!("{} {written}", particles.join(" "));
                particles.clear();
            }
            found.push(word);
        }
        if pieces.len() > 1 {
            for word in found.iter_mut().skip(first_of_token) {
                word.written = written.to_owned();
                if !word.spellings.contains(&whole) {
                    word.spellings.push(whole.clone());
                }
            }
        }
    }
    // Particles with nothing after them are what there is.
    let left =
        particles.into_iter().filter(|particle| found.iter().all(|word| word.spellings[0] != *particle));
    let left: Vec<Word> = left.map(|particle| single(&particle, &particle)).collect();
    found.extend(left);
    found
}

const HYPHENS: [char; 4] = ['-', '\u{2010}', '\u{2011}', '\u{2013}'];

fn single(piece: &str, written: &str) -> Word {
    Word { spellings: vec![piece.to_owned()], written: written.to_owned() }
}

/// The part of a name that a search found, as it is written in the name.
#[must_use]
pub fn as_written(name: &str, found: &str) -> Option<String> {
    words(name)
        .into_iter()
        .find(|word| word.spellings.iter().any(|spelling| spelling == found))
        .map(|word| word.written.trim_matches(|letter: char| !letter.is_alphanumeric()).to_owned())
}

/// What was typed into one box, read: words, an age or a year of birth among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Typed {
    pub(super) words: Vec<Word>,
    /// Years of age, from and to.
    pub(super) ages: Option<(u16, u16)>,
    /// The year of birth.
    pub(super) year: Option<i16>,
}

/// More words than this are not a name.
pub(super) const WORDS_AT_MOST: usize = 8;

/// Words that are no names before a number, after one, and before a word: `aged 14`, `14 years`, `ellie from corby`. Elsewhere
/// they may be: people are called Born and Age.
const BEFORE_A_NUMBER: &[&str] = &["age", "aged", "born"];
const AFTER_A_NUMBER: &[&str] = &["old", "years", "yrs"];
const BEFORE_A_PLACE: &[&str] = &["from", "near"];

impl Typed {
    pub(super) fn read(text: &str) -> Self {
        let mut typed = Self::default();
        let mut names = String::new();
        let split = |letter: char| letter.is_whitespace() || ",;".contains(letter);
        let tokens: Vec<&str> = text.split(split).filter(|token| !token.is_empty()).collect();
        for (place, token) in tokens.iter().enumerate() {
            let before = &tokens[..place];
            if is_number(token) {
                typed.number(token);
            } else if !is_around(&token.to_ascii_lowercase(), before, &tokens[place + 1..]) {
                names.push(' ');
                names.push_str(token);
            }
        }
        typed.words = words(&names);
        typed.words.truncate(WORDS_AT_MOST);
        typed
    }

    /// An age (`14`), ages (`12-15`, `40s`) or a year (`2008`); other numbers say nothing.
    fn number(&mut self, token: &str) {
        let age = |text: &str| text.parse::<u16>().ok().filter(|age| *age <= OLDEST);
        if let Some((from, to)) = token.split_once(HYPHENS) {
            self.ages = age(from).zip(age(to)).filter(|(from, to)| from <= to).or(self.ages);
        } else if let Some(from) = token.strip_suffix('s').and_then(age) {
            self.ages = Some((from, from + 9));
        } else if let Some(age) = age(token) {
            self.ages = Some((age, age));
        } else if let Some(year) = token.parse().ok().filter(|year| (1880..=2200).contains(year)) {
            self.year = Some(year);
        }
    }
}

fn is_number(token: &str) -> bool {
    token.starts_with(|letter: char| letter.is_ascii_digit())
}

/// Whether a word belongs to an age or a place beside it, and is no name.
fn is_around(word: &str, before: &[&str], after: &[&str]) -> bool {
    let follows_a_number =
        before.iter().rev().find(|word| !AFTER_A_NUMBER.contains(&word.to_ascii_lowercase().as_str()));
    (BEFORE_A_NUMBER.contains(&word) && after.first().is_some_and(|next| is_number(next)))
        || (AFTER_A_NUMBER.contains(&word) && follows_a_number.is_some_and(|token| is_number(token)))
        || (BEFORE_A_PLACE.contains(&word) && !before.is_empty() && !after.is_empty())
}

/// Above this a number is no age.
const OLDEST: u16 = 120;

#[cfg(test)]
mod tests {
    use super::*;

    fn spellings(text: &str) -> Vec<Vec<String>> {
        words(text).into_iter().map(|word| word.spellings).collect()
    }

    #[test]
    fn hyphens_part_and_join_and_particles_go_with_what_follows() {
        assert_eq!(
            spellings("Siân O’Brien-Łukasik"),
            [vec!["sian"], vec!["obrien", "obrienlukasik"], vec!["lukasik", "obrienlukasik"]]
        );
        assert_eq!(spellings("Noor al-Khatib"), [vec!["noor"], vec!["khatib", "alkhatib"]]);
        assert_eq!(spellings("Noor Al Khatib"), [vec!["noor"], vec!["khatib", "alkhatib"]]);
        assert_eq!(spellings("Jan van der Berg"), [vec!["jan"], vec!["berg", "vanderberg"]]);
        assert_eq!(spellings("Van Minh"), [vec!["van"], vec!["minh", "vanminh"]]);
        assert_eq!(spellings("Minh Van"), [vec!["minh"], vec!["van"]]);
        assert_eq!(spellings("Al"), [vec!["al"]]);
        assert_eq!(spellings("– 7"), Vec::<Vec<String>>::new());
    }

    #[test]
    fn an_age_a_year_and_words_around_them_are_read() {
        let read = |text| {
            let typed = Typed::read(text);
            (typed.words.len(), typed.ages, typed.year)
        };
        assert_eq!(read("elie boyer 14 corby"), (3, Some((14, 14)), None));
        assert_eq!(read("elie, aged 12-15"), (1, Some((12, 15)), None));
        assert_eq!(read("man 40s"), (1, Some((40, 49)), None));
        assert_eq!(read("born 2008 99999 999s"), (0, None, Some(2008)));
        assert_eq!(read("elie 14 years old from corby"), (2, Some((14, 14)), None));
        assert_eq!(read("keith born"), (2, None, None), "a name like another");
        assert_eq!(read("david age 40"), (1, Some((40, 40)), None));
        assert_eq!(read("near"), (1, None, None));
    }

    #[test]
    fn what_was_found_is_shown_as_it_is_written() {
        assert_eq!(as_written("Noor al-Khatib", "alkhatib").as_deref(), Some("al-Khatib"));
        assert_eq!(as_written("Siân O’Brien", "obrien").as_deref(), Some("O’Brien"));
        assert_eq!(as_written("Siân", "jones"), None);
    }
}
