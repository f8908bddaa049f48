//! How alike the names of two people are. A name is compared piece by piece in any order; the parts of a double-barrelled one
//! are pieces of their own, because callers leave one out, and a short form, an initial or a spelling by ear is met where it stands.

use domain::{person::PersonDetails, text::is_blank};
use linkage::{Alike, heard_alike, is_no_name, is_not_used, name_before_remark, names_alike};

use super::Reason;

/// All names are the same.
const SAME_NAME: f32 = 8.0;
/// All names are the same or nearly so.
const NAME_NEARLY: f32 = 6.5;
/// One name is all that is said of somebody, and the other has it.
const ONE_NAME_SAID: f32 = 5.0;
/// One name is all that is on record, or it is spelt nearly so.
const ONE_NAME: f32 = 3.5;
/// Both parts of a family name, and no given name.
const FAMILY_NAME: f32 = 5.0;
const FAMILY_NAME_NEARLY: f32 = 4.5;
/// An initial for the given name, and the family name.
const INITIAL: f32 = 4.5;
/// The given name and one of several family names; the others differ.
const FAMILY_NAME_IN_PART: f32 = 4.0;
/// The given name is the same, the family name is another: married, taken from a carer, misheard.
const OTHER_FAMILY_NAME: f32 = 1.5;

/// The shortest word of which the sound says something: Elie, Ali and al- share theirs.
const SOUND_TELLS_FROM: usize = 4;
/// So many consonants a sound has at least: those of Unknown and Ioana are one n.
const CONSONANTS_TELL_FROM: usize = 2;
/// The shortest beginning that stands for a given name: Olu for Olumide.
const SHORT_FORM_FROM: usize = 3;

/// The shortest word that stands for a name that is not known, beside one that is: Unknown Hindle.
const SAYS_UNKNOWN_FROM: usize = 6;

/// Words that belong to the one after them.
const PARTICLES: &[&str] = &[
    "al", "ap", "bin", "bint", "da", "de", "del", "der", "di", "el", "ibn", "la", "le", "mac", "mc", "ni",
    "ní", "nic", "o", "ó", "ui", "uí", "ul", "van", "von",
];

/// A name by which somebody goes.
#[derive(Clone, Debug)]
pub(super) struct Called {
    /// As it is shown.
    pub(super) shown: String,
    /// With the rest of the name, where it is one word that stands for a given or a family name.
    pub(super) in_full: String,
    split: Vec<Piece>,
    whole: Vec<Piece>,
    kind: Kind,
}

/// What a name is to the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Main,
    Other,
    /// They have left it behind: it finds them, and is shown only to whoever said it.
    NotUsed,
}

/// A word of a name, or one part of a double-barrelled word.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    /// With the particles before it.
    text: String,
    /// Without.
    bare: String,
    /// Which word of the name it is of.
    word: usize,
}

/// All names of somebody, the name itself first. That nobody knows it is no name, and what is remarked on a name is none.
pub(super) fn names_of(details: &PersonDetails) -> Vec<Called> {
    let said = |written: &str| !is_blank(written) && !is_no_name(written);
    let main = if said(&details.name) { name_before_remark(&details.name) } else { "" };
    let mut names = Vec::new();
    names.extend(called(&details.name, main, Kind::Main));
    for written in details.other_names.iter().filter(|written| said(written)) {
        let name = name_before_remark(written);
        let kind = if is_not_used(written) { Kind::NotUsed } else { Kind::Other };
        let words: Vec<&str> = main.split_whitespace().collect();
        match words.as_slice() {
            // One word is a given name, or a family name of before.
            [given, family @ ..] if !family.is_empty() && !name.contains(char::is_whitespace) => {
                names.extend(called(name, &format!("{name} {}", family.join(" ")), kind));
                names.extend(called(name, &format!("{given} {name}"), kind));
            }
            _ => names.extend(called(name, name, kind)),
        }
    }
    names
}

fn called(shown: &str, in_full: &str, kind: Kind) -> Option<Called> {
    let (split, whole) = (pieces(in_full, Parts::Apart), pieces(in_full, Parts::Together));
    let name = || Called { shown: shown.to_owned(), in_full: in_full.to_owned(), split, whole, kind };
    (!is_blank(in_full)).then(name).filter(|name| !name.split.is_empty())
}

/// The weight of the nearest of two people's names, and how it is said; nothing where they are the names of two people.
pub(super) fn name_like(said: &[Called], recorded: &[Called]) -> Option<(f32, Reason)> {
    let main = recorded.first()?;
    let pairs = said.iter().flat_map(|one| recorded.iter().map(move |other| (one, other)));
    let likes = pairs.filter_map(|(one, other)| {
        let apart = weigh(&one.split, &other.split);
        let together = weigh(&one.whole, &other.whole);
        let (weight, spelt) = [apart, together].into_iter().flatten().max_by(|a, b| a.0.total_cmp(&b.0))?;
        Some((weight, other.kind, reason(spelt, one, other, main)))
    });
    let nearest = likes.max_by(|(one, kind, _), (other, other_kind, _)| {
        one.total_cmp(other).then_with(|| other_kind.rank().cmp(&kind.rank()))
    });
    nearest.map(|(weight, _, reason)| (weight, reason))
}

impl Kind {
    /// Of names that are as near the lowest is shown.
    fn rank(self) -> u8 {
        match self {
            Self::Main => 0,
            Self::Other => 1,
            Self::NotUsed => 2,
        }
    }
}

fn reason(spelt: Spelt, said: &Called, recorded: &Called, main: &Called) -> Reason {
    let typed = said.shown.clone();
    // Whoever did not say a name that is not used is not told it.
    let shown = match (recorded.kind, spelt) {
        (Kind::NotUsed, Spelt::Nearly | Spelt::Initial | Spelt::InPart) => &main.shown,
        (Kind::NotUsed, Spelt::Same) | (Kind::Main | Kind::Other, _) => &recorded.shown,
    };
    let shown = shown.clone();
    match (spelt, recorded.kind) {
        (Spelt::Same, Kind::Main) => Reason::SameName,
        (Spelt::Same, Kind::Other | Kind::NotUsed) => Reason::KnownAs { name: shown },
        (Spelt::Nearly, _) => Reason::NameNearly { typed, recorded: shown },
        (Spelt::Initial | Spelt::InPart, _) => Reason::NameInPart { typed, recorded: shown },
    }
}

/// How one name, or a piece of it, is spelt beside another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spelt {
    Same,
    Nearly,
    /// One is the initial of the other.
    Initial,
    InPart,
}

/// For each piece of the shorter name, which of the longer it is.
type Matched = Vec<Option<(usize, Spelt)>>;

fn weigh(said: &[Piece], recorded: &[Piece]) -> Option<(f32, Spelt)> {
    let (short, long) = if said.len() <= recorded.len() { (said, recorded) } else { (recorded, said) };
    let matched = matched(short, long);
    let found: Vec<(usize, Spelt)> = matched.iter().flatten().copied().collect();
    if found.len() < short.len() {
        return in_part(short, long, &matched);
    }
    let all = |spelt| found.iter().all(|(_, found)| *found == spelt);
    if all(Spelt::Initial) {
        return None;
    }
    if let ([(_, spelt)], 2..) = (found.as_slice(), long.len()) {
        let is_all_said = said.len() == 1 && *spelt == Spelt::Same;
        return Some((if is_all_said { ONE_NAME_SAID } else { ONE_NAME }, Spelt::InPart));
    }
    let word = |(place, _): &(usize, Spelt)| long[*place].word;
    let family_alone =
        found.len() > 1 && found.iter().all(|one| word(one) != 0 && word(one) == word(&found[0]));
    let is_left = |place: &usize| !found.iter().any(|(taken, _)| taken == place);
    let part_is_left =
        (0..long.len()).filter(is_left).any(|place| found.iter().any(|one| word(one) == long[place].word));
    Some(match (family_alone, all(Spelt::Same)) {
        (true, true) => (FAMILY_NAME, Spelt::InPart),
        (true, false) => (FAMILY_NAME_NEARLY, Spelt::InPart),
        (false, _) if found.iter().any(|(_, spelt)| *spelt == Spelt::Initial) => (INITIAL, Spelt::Initial),
        (false, true) if !part_is_left => (SAME_NAME, Spelt::Same),
        (false, _) => (NAME_NEARLY, Spelt::Nearly),
    })
}

/// Some pieces are other names: it is the given name that tells.
fn in_part(short: &[Piece], long: &[Piece], matched: &Matched) -> Option<(f32, Spelt)> {
    let Some((0, Spelt::Same | Spelt::Nearly)) = matched.first().copied().flatten() else { return None };
    let last = [short.last().map(|piece| piece.word), long.last().map(|piece| piece.word)];
    let family = short.iter().zip(matched).skip(1).any(|(piece, found)| {
        found.is_some_and(|(place, spelt)| {
            spelt != Spelt::Initial && piece.word != 0 && last == [Some(piece.word), Some(long[place].word)]
        })
    });
    Some((if family { FAMILY_NAME_IN_PART } else { OTHER_FAMILY_NAME }, Spelt::InPart))
}

/// The same spellings are paired first, then those that are nearly the same, then initials.
fn matched(short: &[Piece], long: &[Piece]) -> Matched {
    let mut matched: Matched = vec![None; short.len()];
    let alike: Vec<Vec<Option<Spelt>>> = (short.iter().enumerate())
        .map(|(at, one)| {
            long.iter()
                .enumerate()
                .map(|(there, other)| {
                    piece_alike(one, other, if (at, there) == (0, 0) { Given::Both } else { Given::NotBoth })
                })
                .collect()
        })
        .collect();
    let mut taken = vec![false; long.len()];
    for wanted in [Spelt::Same, Spelt::Nearly, Spelt::Initial] {
        for (one, row) in matched.iter_mut().zip(&alike).filter(|(one, _)| one.is_none()) {
            let free = row.iter().zip(&taken).position(|(spelt, taken)| *spelt == Some(wanted) && !taken);
            if let Some(place) = free {
                taken[place] = true;
                *one = Some((place, wanted));
            }
        }
    }
    matched
}

fn piece_alike(one: &Piece, other: &Piece, given: Given) -> Option<Spelt> {
    let bare = if one.text == one.bare && other.text == other.bare {
        None
    } else {
        word_alike(&one.bare, &other.bare)
    };
    let alike = [word_alike(&one.text, &other.text), bare].into_iter().flatten();
    let nearest = alike.min_by_key(|spelt| spelt.rank());
    nearest
        .or_else(|| (given == Given::Both && is_short_form(&one.text, &other.text)).then_some(Spelt::Nearly))
}

/// Whether two pieces that are compared both stand where a given name does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Given {
    Both,
    NotBoth,
}

impl Spelt {
    fn rank(self) -> u8 {
        match self {
            Self::Same => 0,
            Self::Nearly => 1,
            Self::Initial => 2,
            Self::InPart => 3,
        }
    }
}

fn word_alike(one: &str, other: &str) -> Option<Spelt> {
    if one == other {
        return Some(Spelt::Same);
    }
    let sounds = [one, other].into_iter().all(|word| word.len() >= SOUND_TELLS_FROM);
    match names_alike(one, other)? {
        Alike::Same => Some(Spelt::Same),
        Alike::Variant | Alike::Near | Alike::Similar | Alike::Part => Some(Spelt::Nearly),
        Alike::Sounds if sounds && [one, other].into_iter().all(has_consonants) => Some(Spelt::Nearly),
        Alike::Initial => Some(Spelt::Initial),
        Alike::InitialDiffers => None,
        Alike::Sounds | Alike::Weak | Alike::Different => {
            (sounds && heard_alike(one, other)).then_some(Spelt::Nearly)
        }
    }
}

fn has_consonants(word: &str) -> bool {
    let vowel = |letter: char| matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' | 'w');
    let mut consonants: Vec<char> =
        word.chars().filter(|letter| letter.is_alphabetic() && !vowel(*letter)).collect();
    consonants.sort_unstable();
    consonants.dedup();
    consonants.len() >= CONSONANTS_TELL_FROM
}

/// Whether one is the other cut short.
fn is_short_form(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    short.chars().count() >= SHORT_FORM_FROM && long.starts_with(short)
}

/// Whether the parts of a double-barrelled word are read apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parts {
    Apart,
    Together,
}

/// The pieces of a name, the given name first; particles stand with what follows them.
fn pieces(name: &str, parts: Parts) -> Vec<Piece> {
    let tokens = words_of(&given_first(name));
    // Child, Boy and Man are family names too.
    let is_name = |token: &&String| token.len() < SAYS_UNKNOWN_FROM || !is_no_name(token);
    let known: Vec<&String> = tokens.iter().filter(is_name).collect();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut particles = String::new();
    for (word, token) in known.iter().enumerate() {
        let apart: Vec<&str> = match parts {
            Parts::Apart => token.split(HYPHENS).filter(|part| !part.is_empty()).collect(),
            Parts::Together => vec![token.as_str()],
        };
        for (place, part) in apart.iter().enumerate() {
            let follows = place + 1 < apart.len() || word > 0 && word + 1 < known.len();
            if follows && PARTICLES.contains(part) {
                particles.push_str(part);
                particles.push(' ');
            } else {
                pieces.push(Piece { text: format!("{particles}{part}"), bare: (*part).to_owned(), word });
                particles.clear();
            }
        }
    }
    pieces
}

const HYPHENS: [char; 4] = ['-', '\u{2010}', '\u{2011}', '\u{2013}'];

/// `Bowyer, Ellie` as it is spoken.
fn given_first(name: &str) -> String {
    match name.split_once(',') {
        Some((family, given)) if !is_blank(family) && !is_blank(given) => format!("{given} {family}"),
        Some(_) | None => name.to_owned(),
    }
}

/// The words of a name in small letters, without what stands around them.
pub(super) fn words_of(name: &str) -> Vec<String> {
    let around = |letter: char| !letter.is_alphanumeric();
    name.split(|letter: char| letter.is_whitespace() || letter == '.')
        .map(|word| word.trim_matches(around).to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}
