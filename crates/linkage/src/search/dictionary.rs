//! The distinct words of all names, and which of them a typed word may mean.

use rustc_hash::FxHashMap;

use super::How;
use crate::{
    keystrokes::{Pattern, present},
    names::{Signs, signs},
};

/// Letters of a word that are measured; what is longer is still found by its beginning.
const MEASURED: usize = 32;

/// The number of a word.
pub(super) type Term = u32;

/// A word of the dictionary that a typed word may mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Meant {
    pub(super) term: Term,
    pub(super) how: How,
    /// From 0 to 1.
    pub(super) quality: f32,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Dictionary {
    numbers: FxHashMap<Box<str>, Term>,
    spellings: Vec<Box<str>>,
    /// The first eight letters of each word, so that beginnings are compared as numbers.
    beginnings: Vec<u64>,
    /// Words by length, for those spelt nearly alike.
    lengths: Vec<OfLength>,
    sounds: FxHashMap<u32, Vec<Term>>,
    plain: FxHashMap<u32, Vec<Term>>,
    groups: FxHashMap<u16, Vec<Term>>,
}

/// Words of one length, their letters one after the other.
#[derive(Clone, Debug, Default)]
struct OfLength {
    present: Vec<u32>,
    terms: Vec<Term>,
    letters: Vec<u8>,
}

impl Dictionary {
    /// The number of a word, which is new to it or not.
    pub(super) fn term(&mut self, word: &str) -> Term {
        if let Some(term) = self.numbers.get(word) {
            return *term;
        }
        let term = self.spellings.len() as Term;
        self.numbers.insert(word.into(), term);
        self.spellings.push(word.into());
        self.beginnings.push(beginning(word.as_bytes()));
        let letters = &word.as_bytes()[..word.len().min(MEASURED)];
        if self.lengths.len() <= letters.len() {
            self.lengths.resize_with(letters.len() + 1, OfLength::default);
        }
        let same_length = &mut self.lengths[letters.len()];
        same_length.present.push(present(letters));
        same_length.terms.push(term);
        same_length.letters.extend_from_slice(letters);
        let signs = signs(word);
        if word.len() > 1 {
            self.plain.entry(signs.plain).or_default().push(term);
            if signs.sound_length >= SOUND_TELLS_FROM {
                self.sounds.entry(signs.sound).or_default().push(term);
            }
        }
        for group in signs.groups.into_iter().filter(|group| *group != 0) {
            self.groups.entry(group).or_default().push(term);
        }
        term
    }

    /// The number of a word that is in it.
    pub(super) fn number(&self, word: &str) -> Option<Term> {
        self.numbers.get(word).copied()
    }

    /// The word behind a number.
    pub(super) fn spelling(&self, term: Term) -> &str {
        &self.spellings[term as usize]
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.spellings.len()
    }

    /// Bytes in use, about.
    pub(super) fn bytes(&self) -> usize {
        let spelt: usize = self.spellings.iter().map(|word| word.len()).sum();
        // Twice spelt, a number and a fat pointer each; the letters again; three lists by sign.
        3 * spelt + self.spellings.len() * (2 * 16 + 8 + 2 * 8 + 3 * 12)
    }

    /// The words that a spelling may mean, each once with its best likeness.
    pub(super) fn meant(&self, spelling: &str) -> Vec<Meant> {
        let mut found = Vec::new();
        let letters = &spelling.as_bytes()[..spelling.len().min(MEASURED)];
        let same = self.number(spelling);
        found.extend(same.map(|term| Meant { term, how: How::Same, quality: 1.0 }));
        // What is a name by itself is less likely the beginning of another.
        let begins = if same.is_some() { BEGINS_WHOLE } else { BEGINS };
        self.begun_by(spelling, begins, &mut found);
        if letters.len() > 1 {
            self.sharing_a_sign(&signs(spelling), &mut found);
            self.spelt_nearly(letters, &mut found);
            if let Some(term) = self.numbers.get(&spelling[..1]) {
                found.push(Meant { term: *term, how: How::Initial, quality: INITIAL });
            }
        }
        // INVARIANT: one entry a term, the best; evaluation relies on it.
        found.sort_by(|one, other| one.term.cmp(&other.term).then(other.quality.total_cmp(&one.quality)));
        found.dedup_by(|worse, best| {
            let one_slip = worse.how == How::SpeltNearly { keystrokes: 1 };
            let finer = matches!(best.how, How::OtherTransliteration | How::SoundsAlike);
            if worse.term == best.term && one_slip && finer {
                // A reader sees the one letter, whatever finer reason there is.
                best.how = worse.how;
            }
            worse.term == best.term
        });
        found
    }

    fn begun_by(&self, typed: &str, begins: f32, found: &mut Vec<Meant>) {
        let (wanted, mask) = (beginning(typed.as_bytes()), beginning_mask(typed.len()));
        for (term, letters) in self.beginnings.iter().enumerate() {
            if letters & mask != wanted {
                continue;
            }
            let spelling = &self.spellings[term];
            if spelling.len() > typed.len() && spelling.starts_with(typed) {
                let term = term as Term;
                found.push(if typed.len() == 1 {
                    Meant { term, how: How::Initial, quality: INITIAL }
                } else {
                    let share = typed.len() as f32 / spelling.len() as f32;
                    Meant { term, how: How::Begins, quality: begins + BEGINS_BY_SHARE * share }
                });
            }
        }
    }

    fn sharing_a_sign(&self, signs: &Signs, found: &mut Vec<Meant>) {
        let mut all = |terms: Option<&Vec<Term>>, how, quality| {
            found.extend(terms.into_iter().flatten().map(|term| Meant { term: *term, how, quality }));
        };
        all(self.plain.get(&signs.plain), How::OtherTransliteration, OTHER_TRANSLITERATION);
        for group in signs.groups.iter().filter(|group| **group != 0) {
            all(self.groups.get(group), How::Nickname, NICKNAME);
        }
        if signs.sound_length >= SOUND_TELLS_FROM {
            let quality = if signs.sound_length > SOUND_TELLS_FROM { SOUNDS_ALIKE } else { SOUND_SHORT };
            all(self.sounds.get(&signs.sound), How::SoundsAlike, quality);
        }
    }

    fn spelt_nearly(&self, letters: &[u8], found: &mut Vec<Meant>) {
        let most: u32 = if letters.len() < 3 { 1 } else { 2 };
        let (pattern, mask) = (Pattern::new(letters), present(letters));
        for (length, words) in self.lengths.iter().enumerate().skip(letters.len().saturating_sub(2).max(1)) {
            let uneven = length.abs_diff(letters.len()) as u32;
            for (place, other) in words.present.iter().enumerate() {
                // A letter mistaken puts two letters in one word only; a letter more or less puts one.
                let near = uneven <= most && (mask ^ other).count_ones() + uneven <= 2 * most;
                let begins = letters.len() >= BEGUN_NEARLY_FROM && (mask & !other).count_ones() <= 1;
                if !near && !begins {
                    continue;
                }
                let spelt = &words.letters[place * length..(place + 1) * length];
                let apart = pattern.apart(spelt);
                let quality = if apart.whole <= most {
                    nearly_quality(apart.whole, letters, spelt)
                } else if begins && apart.beginning <= 1 && spelt[0] == letters[0] {
                    BEGUN_NEARLY
                } else {
                    continue;
                };
                let keystrokes = apart.whole.min(apart.beginning.max(1)) as u8;
                found.push(Meant { term: words.terms[place], how: How::SpeltNearly { keystrokes }, quality });
            }
        }
    }
}

const BEGINS: f32 = 0.78;
const BEGINS_WHOLE: f32 = 0.64;
const BEGINS_BY_SHARE: f32 = 0.16;
const OTHER_TRANSLITERATION: f32 = 0.88;
const NICKNAME: f32 = 0.84;
const SOUNDS_ALIKE: f32 = 0.72;
/// A sound of two letters: many share it.
const SOUND_SHORT: f32 = 0.55;
/// A shorter sound says next to nothing: Elie, Ali and al- share theirs.
const SOUND_TELLS_FROM: usize = 2;
const INITIAL: f32 = 0.5;
/// A beginning with a slip in it, from so many letters on.
const BEGUN_NEARLY: f32 = 0.6;
const BEGUN_NEARLY_FROM: usize = 5;

/// A slip in a long word leaves more of it than one in a short word, and the first letter is seldom mistaken.
fn nearly_quality(keystrokes: u32, letters: &[u8], spelt: &[u8]) -> f32 {
    let share = keystrokes as f32 / letters.len().max(spelt.len()) as f32;
    let first = if letters[0] == spelt[0] { 0.0 } else { 0.04 };
    (1.0 - 0.06 * keystrokes as f32 - 0.7 * share - first).max(0.3)
}

fn beginning(letters: &[u8]) -> u64 {
    let mut first = [0u8; 8];
    let kept = letters.len().min(8);
    first[..kept].copy_from_slice(&letters[..kept]);
    u64::from_be_bytes(first)
}

fn beginning_mask(length: usize) -> u64 {
    if length >= 8 { u64::MAX } else { !(u64::MAX >> (8 * length)) }
}
