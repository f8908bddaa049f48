//! Finding a person by a name as somebody remembers it: misspelt, half, by ear, in another order or alphabet.
//!
//! The distinct words of all names stand in one [`dictionary`]; a typed word is compared with those, never with people.
//! Each word lists the people who bear it, so whoever bears words that fit all that was typed is looked at first, and
//! looking stops when nobody left can be likelier than those found. A person whom the reader may not see is passed over when met:
//! they are neither counted nor take a place. Every hit says why it came.

mod words;

mod dictionary;
mod people;
mod slips;
mod spelt;

mod chosen;
mod gather;
mod likeliest;
mod places;
mod rounds;

pub use words::as_written;

use dictionary::Dictionary;
use people::People;

/// A person's names and what else tells them apart, as they enter the index.
#[derive(Clone, Debug, Default)]
pub struct Entry<'a> {
    /// Every name they go by, in any script; a hit says which one by its place here.
    pub names: Vec<&'a str>,
    /// Where they live or stay, as text.
    pub places: Vec<&'a str>,
    /// When they were born, if anything is known of it.
    pub born: Option<Born>,
    /// The groups of readers that may see them.
    pub groups: Vec<u128>,
    /// Which of two who fit equally well stands first: the higher.
    pub precedence: u8,
}

/// The first and the last day on which somebody can have been born, counted in days from any fixed day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Born {
    /// The first day.
    pub earliest: i32,
    /// The last day.
    pub latest: i32,
}

/// Who may read: people outside are met by no search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Readable {
    /// Everybody.
    Everybody,
    /// Those who may be seen by any of these groups.
    SeenBy(Vec<u128>),
}

/// How an age or a year of birth becomes days, and what is known besides what was typed.
pub struct Hints<'a> {
    /// The days of birth of whoever has an age from the first to the second number of years today.
    pub born_at_ages: &'a dyn Fn(u16, u16) -> Born,
    /// The days of a year.
    pub days_of_year: &'a dyn Fn(i16) -> Born,
    /// A town or an area, when it is known apart from the name.
    pub area: &'a str,
}

/// Somebody who may be meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Their id, as it was inserted.
    pub id: u128,
    /// How well they fit; only the order of two scores of one search says something.
    pub score: f32,
    /// Why they were found, and which words speak against it.
    pub reasons: Vec<Reason>,
}

/// One reason why somebody was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A word fits one of their names.
    Word {
        /// As it was typed, in lower-case Latin letters.
        typed: String,
        /// The word of the name, likewise; [`as_written`] gives it as it stands in the name.
        found: String,
        /// In what way.
        how: How,
        /// Which of their names.
        name: usize,
    },
    /// A word is none of their names, and no place of theirs.
    NoFit {
        /// As it was typed, in lower-case Latin letters.
        typed: String,
    },
    /// The words stand in another order than in the name.
    OrderSwapped,
    /// The age or the year of birth that was typed fits.
    AgeFits,
    /// It is at most two years from fitting.
    AgeNearly,
    /// They live or stay there.
    PlaceFits {
        /// The place, in lower-case Latin letters.
        place: String,
    },
}

/// How a typed word fits the word of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum How {
    /// The same letters; marks and capitals are not compared.
    Same,
    /// The name begins so.
    Begins,
    /// Spelt nearly so.
    SpeltNearly {
        /// Keystrokes between them.
        keystrokes: u8,
    },
    /// The same name as another alphabet, language or convention writes it.
    OtherTransliteration,
    /// A short form, or the full form of one.
    Nickname,
    /// Spelt differently, spoken alike.
    SoundsAlike,
    /// One of them is the initial of the other.
    Initial,
}

/// Everybody who can be found.
#[derive(Clone, Debug, Default)]
pub struct NameIndex {
    names: Dictionary,
    places: Dictionary,
    people: People,
}

impl NameIndex {
    /// An index with nobody in it.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Enters somebody, in place of what was entered for that id before.
    pub fn insert(&mut self, id: u128, entry: &Entry<'_>) {
        let mut terms: Vec<people::Named> = Vec::new();
        for (name, text) in entry.names.iter().enumerate() {
            for (place, word) in words::words(text).iter().enumerate() {
                for spelling in &word.spellings {
                    terms.push(people::Named::new(self.names.term(spelling), name, place));
                }
            }
        }
        let mut places: Vec<u32> =
            entry.places.iter().flat_map(|text| words::words(text)).fold(Vec::new(), |mut terms, word| {
                let telling = word.spellings.iter().filter(|spelling| spelling.len() >= PLACE_LETTERS);
                terms.extend(telling.map(|spelling| self.places.term(spelling)));
                terms
            });
        places.sort_unstable();
        places.dedup();
        self.people.put(id, &terms, &places, entry);
    }

    /// Takes somebody out. Nothing happens for who is not there.
    pub fn remove(&mut self, id: u128) {
        self.people.remove(id);
    }

    /// Everybody who is in it.
    pub fn ids(&self) -> impl Iterator<Item = u128> + '_ {
        self.people.ids()
    }

    /// How many people can be found.
    #[must_use]
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// Whether nobody can be found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many distinct words their names have.
    #[must_use]
    pub fn distinct_words(&self) -> usize {
        self.names.len()
    }

    /// Bytes of memory in use, about.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.names.bytes() + self.places.bytes() + self.people.bytes()
    }

    /// At most `limit` people who may be meant by what was typed, the likeliest first; of equals the higher
    /// precedence, then the lower id. An age, ages, a year of birth and a town may be typed beside the name.
    #[must_use]
    pub fn search(&self, typed: &str, hints: &Hints<'_>, readable: &Readable, limit: usize) -> Vec<Hit> {
        gather::search(self, typed, hints, readable, limit)
    }
}

/// Shorter words of an address say nothing of where it is.
const PLACE_LETTERS: usize = 3;
