//! The distinct words of all names, and which of them a typed word may mean.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::{
    How,
    slips::slips,
    spelt::{Likely, Spelt},
};
use crate::{
    keystrokes::{Pattern, exchanged_around},
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

/// How much of a word has been typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SoFar {
    /// All that whoever types meant to.
    Whole,
    /// The last word, which may go on.
    Perhaps,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Dictionary {
    numbers: FxHashMap<Box<str>, Term>,
    spellings: Vec<Box<str>>,
    /// The first eight letters of each word, so that words that begin alike stand together.
    beginnings: BTreeSet<(u64, Term)>,
    /// The last eight, the last first.
    endings: BTreeSet<(u64, Term)>,
    /// Words by the stem of the short form that they look like.
    stems: FxHashMap<Box<str>, Vec<Term>>,
    /// Words by length, for those spelt nearly alike.
    lengths: Vec<Spelt>,
    sounds: FxHashMap<u32, Vec<Term>>,
    plain: FxHashMap<u32, Vec<Term>>,
    groups: FxHashMap<u16, Vec<Term>>,
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
        self.beginnings.insert((beginning(word.bytes()), term));
        self.endings.insert((beginning(word.bytes().rev()), term));
        if let Some(stem) = stem_of_short_form(word) {
            self.stems.entry(stem.into()).or_default().push(term);
        }
        let letters = &word.as_bytes()[..word.len().min(MEASURED)];
        if self.lengths.len() <= letters.len() {
            self.lengths.resize_with(letters.len() + 1, Spelt::default);
        }
        self.lengths[letters.len()].push(term, letters);
        let signs = signs(word);
        if word.len() > 1 {
            self.plain.entry(signs.plain).or_default().push(term);
            if signs.sound_length >= SOUND_TELLS_FROM {
                self.sounds.entry(signs.sound).or_default().push(term);
            }
        }
        for group in signs.groups {
            self.groups.entry(*group).or_default().push(term);
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
        // Twice spelt, a number and a fat pointer each; the letters again; both ends, in trees that are not full; four
        // lists by sign.
        3 * spelt + self.spellings.len() * (2 * 16 + 8 + 2 * 24 + 2 * 8 + 4 * 12)
    }

    /// The words that a spelling may mean, each once with its best likeness.
    pub(super) fn meant(&self, spelling: &str, typed: SoFar) -> Vec<Meant> {
        let mut found = Vec::new();
        let letters = &spelling.as_bytes()[..spelling.len().min(MEASURED)];
        let same = self.number(spelling);
        found.extend(same.map(|term| Meant { term, how: How::Same, quality: 1.0 }));
        // What is a name by itself is less likely the beginning of another.
        let begins = if same.is_some() { BEGINS_WHOLE } else { BEGINS };
        let begins = begins - if typed == SoFar::Whole { MORE_WAS_TYPED } else { 0.0 };
        self.begun_by(spelling, begins, &mut found);
        if letters.len() > 1 {
            let pattern = Pattern::new(letters);
            self.sharing_a_sign(spelling, &pattern, &signs(spelling), &mut found);
            self.shortened(spelling, &mut found);
            self.with_an_article(spelling, &mut found);
            self.spelt_nearly(letters, &pattern, &mut found);
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
        let longer = with_the_same(&self.beginnings, typed.bytes()).filter(|term| {
            self.spelling(*term).len() > typed.len() && self.spelling(*term).starts_with(typed)
        });
        found.extend(longer.map(|term| {
            if typed.len() == 1 {
                return Meant { term, how: How::Initial, quality: INITIAL };
            }
            let (typed, whole) = (typed.len(), self.spelling(term).len());
            let is_short_form = typed >= STEM_FROM && whole >= typed + CUT_OFF_AT_LEAST;
            let quality = begins + BEGINS_BY_SHARE * typed as f32 / whole as f32;
            Meant {
                term,
                how: How::Begins,
                quality: if is_short_form { quality.max(SHORT_BY_RULE) } else { quality },
            }
        }));
    }

    fn sharing_a_sign(&self, typed: &str, pattern: &Pattern, signs: &Signs, found: &mut Vec<Meant>) {
        let mut all = |terms: Option<&Vec<Term>>, how, quality: &dyn Fn(Term) -> f32| {
            let terms = terms.into_iter().flatten();
            found.extend(terms.map(|term| Meant { term: *term, how, quality: quality(*term) }));
        };
        all(self.plain.get(&signs.plain), How::OtherTransliteration, &|_| OTHER_TRANSLITERATION);
        // Of the many forms of one name the nearest is the likeliest.
        let of_one_name = |term| {
            let other = self.spelling(term);
            let apart = pattern.apart(other.as_bytes()).whole as f32;
            OF_ONE_NAME
                + OF_ONE_NAME_BY_LIKENESS * (1.0 - apart / typed.len().max(other.len()) as f32).max(0.0)
        };
        for group in signs.groups {
            all(self.groups.get(group), How::Nickname, &of_one_name);
        }
        if signs.sound_length >= SOUND_TELLS_FROM {
            let quality = if signs.sound_length > SOUND_TELLS_FROM { SOUNDS_ALIKE } else { SOUND_SHORT };
            all(self.sounds.get(&signs.sound), How::SoundsAlike, &|_| quality);
        }
    }

    /// Short forms that are made by a rule, and stand in no table: a beginning, with or without -ie, or an end, likewise. Either
    /// may be what is recorded.
    fn shortened(&self, typed: &str, found: &mut Vec<Meant>) {
        let mut short = |term, quality| found.push(Meant { term, how: How::Nickname, quality });
        if let Some(stem) = stem_of_short_form(typed) {
            with_the_same(&self.beginnings, stem.bytes())
                .filter(|term| self.spelling(*term).len() >= stem.len() + CUT_OFF_AT_LEAST)
                .filter(|term| self.spelling(*term).starts_with(stem))
                .for_each(|term| short(term, SHORT_BY_RULE));
            self.ended_by(stem, &mut |term| short(term, END_ALONE));
        }
        self.ended_by(typed, &mut |term| short(term, END_ALONE));
        for cut in CUT_OFF_AT_LEAST..typed.len() {
            let end = &typed[cut..];
            self.number(end).filter(|_| end.len() >= END_FROM).iter().for_each(|end| short(*end, END_ALONE));
            if end.len() >= END_OF_STEM_FROM {
                self.stems.get(end).into_iter().flatten().for_each(|term| short(*term, END_ALONE));
            }
            let begun = &typed[..typed.len() - cut];
            if let Some(begun) = self.number(begun).filter(|_| begun.len() >= STEM_FROM) {
                short(begun, SHORT_BY_RULE);
            }
            self.stems.get(begun).into_iter().flatten().for_each(|term| short(*term, SHORT_BY_RULE));
        }
    }

    fn ended_by(&self, end: &str, tell: &mut impl FnMut(Term)) {
        if end.len() >= END_FROM {
            with_the_same(&self.endings, end.bytes().rev())
                .filter(|term| self.spelling(*term).len() >= end.len() + CUT_OFF_AT_LEAST)
                .filter(|term| self.spelling(*term).ends_with(end))
                .for_each(tell);
        }
    }

    /// Alkhatib and Khatib, written as one word.
    fn with_an_article(&self, typed: &str, found: &mut Vec<Meant>) {
        for article in ARTICLES {
            let without = typed.strip_prefix(article).filter(|without| without.len() >= ARTICLE_BEFORE);
            let with = (typed.len() >= ARTICLE_BEFORE).then(|| [article, typed].concat());
            let terms = [without, with.as_deref()].into_iter().flatten().filter_map(|word| self.number(word));
            found.extend(terms.map(|term| Meant {
                term,
                how: How::OtherTransliteration,
                quality: OTHER_TRANSLITERATION,
            }));
        }
    }

    fn spelt_nearly(&self, letters: &[u8], pattern: &Pattern, found: &mut Vec<Meant>) {
        let begins = letters.len() >= BEGUN_NEARLY_FROM;
        let longest = if begins { MEASURED } else { letters.len() + 2 };
        let shortest = letters.len().saturating_sub(2).max(1);
        for (length, words) in self.lengths.iter().enumerate().take(longest + 1).skip(shortest) {
            let uneven = length.abs_diff(letters.len()) as u32;
            // Of two letters one may be wrong, or two be left out; else nothing would be left of them.
            let most: u32 = if letters.len() < 3 && uneven < 2 { 1 } else { 2 };
            // A letter mistaken puts two letters in one word only; a letter more or less puts one.
            let alone = (2 * most).checked_sub(uneven).filter(|_| uneven <= most);
            words.likely(&Likely { letters, alone, begins }, |term, spelt| {
                if let Some((how, quality)) = nearly(letters, pattern, spelt, most) {
                    found.push(Meant { term, how, quality });
                }
            });
        }
    }
}

/// How a word is spelt nearly like what was typed, or begins nearly so; nothing when neither.
fn nearly(letters: &[u8], pattern: &Pattern, spelt: &[u8], most: u32) -> Option<(How, f32)> {
    let apart = pattern.apart(spelt);
    let begins = letters.len() >= BEGUN_NEARLY_FROM && apart.beginning <= 1 && spelt[0] == letters[0];
    let is_near = apart.whole <= most;
    let (keystrokes, quality) = if is_near || (letters.len() > 2 && exchanged_around(letters, spelt)) {
        (apart.whole.min(most), nearly_quality(letters, spelt))
    } else if begins {
        (apart.whole, BEGUN_NEARLY)
    } else {
        return None;
    };
    let keystrokes = keystrokes.min(apart.beginning.max(1)) as u8;
    Some((How::SpeltNearly { keystrokes }, quality))
}

const BEGINS: f32 = 0.78;
const BEGINS_WHOLE: f32 = 0.64;
const BEGINS_BY_SHARE: f32 = 0.16;
/// Whoever has gone on to another word has seldom left this one half typed.
const MORE_WAS_TYPED: f32 = 0.1;
const OTHER_TRANSLITERATION: f32 = 0.88;
const ARTICLES: [&str; 2] = ["al", "el"];
/// Letters of what an article stands before: Alfred is not the article and Fred.
const ARTICLE_BEFORE: usize = 5;
const OF_ONE_NAME: f32 = 0.8;
const OF_ONE_NAME_BY_LIKENESS: f32 = 0.1;
const SHORT_BY_RULE: f32 = 0.7;
const END_ALONE: f32 = 0.66;
/// Letters that a short form leaves off at least, of its stem, and of an end that stands alone.
const CUT_OFF_AT_LEAST: usize = 2;
const STEM_FROM: usize = 3;
const END_FROM: usize = 3;
const END_OF_STEM_FROM: usize = 4;
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
fn nearly_quality(typed: &[u8], meant: &[u8]) -> f32 {
    let slips = slips(typed, meant);
    let share = slips / typed.len().max(meant.len()) as f32;
    let first = if typed[0] == meant[0] { 0.0 } else { 0.04 };
    (1.0 - 0.06 * slips - 0.7 * share - first).max(0.3)
}

/// What is left of a word that looks like a short form in -ie: Addie, Sammy, Vicki.
fn stem_of_short_form(word: &str) -> Option<&str> {
    let stem = ["ie", "ey", "y", "i"].iter().find_map(|end| word.strip_suffix(end))?;
    let letters = stem.as_bytes();
    let is_doubled = matches!(letters, [.., last, again] if last == again) || stem.ends_with("ck");
    let single = &stem[..stem.len() - usize::from(is_doubled)];
    [single, stem].into_iter().find(|stem| stem.len() >= STEM_FROM)
}

/// The words, by number, of which eight letters from an end are those wanted, or as many as are wanted.
fn with_the_same(
    ends: &BTreeSet<(u64, Term)>,
    wanted: impl ExactSizeIterator<Item = u8>,
) -> impl Iterator<Item = Term> {
    let others = u64::MAX.checked_shr(8 * wanted.len() as u32).unwrap_or(0);
    let first = beginning(wanted);
    ends.range((first, 0)..=(first | others, Term::MAX)).map(|(_, term)| *term)
}

fn beginning(letters: impl Iterator<Item = u8>) -> u64 {
    let mut first = [0u8; 8];
    first.iter_mut().zip(letters).for_each(|(kept, letter)| *kept = letter);
    u64::from_be_bytes(first)
}
