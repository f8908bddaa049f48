//! Free words about marks and belongings, made comparable: small letters without accents, singular, no filler.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::model::WordModel;

/// Shared words that count, the rarest: what further ones add is next to nothing.
const MOST_SHARED: usize = 6;

/// Words that say nothing of what a thing is.
const FILLER: &[&str] = &[
    "a", "an", "and", "at", "by", "for", "from", "her", "his", "in", "is", "of", "on", "or", "poss",
    "possible", "possibly", "some", "the", "their", "to", "type", "with", "approx", "about", "like", "one",
    "area", "side", "word",
];

/// A word as it is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Word(u64);

/// The words of a text, each once, in order of their keys.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = tokens(text).map(|token| key(&token)).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The words of a text as a reader would recognise them.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = String> {
    let plain = deunicode::deunicode(text).to_lowercase();
    let tokens: Vec<String> = plain
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|token| token.len() > 1 && !FILLER.contains(token))
        .map(singular)
        .collect();
    tokens.into_iter()
}

pub(super) fn key(token: &str) -> Word {
    let mut hasher = FxHasher::default();
    token.hash(&mut hasher);
    Word(hasher.finish())
}

fn singular(token: &str) -> String {
    match token.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        Some(_) | None => token.to_owned(),
    }
}

/// What shared words, and words that only one side uses, say of two descriptions of perhaps one thing.
///
/// `agree` gives the bits of a shared word. Words of one description hang together (barbed wire), so each further one
/// counts less; where both sides have words to spare, those that differ count against it.
pub(super) fn compare(
    left: &[Word],
    right: &[Word],
    kept: f32,
    model: &WordModel,
    agree: impl Fn(Word) -> f32,
) -> f32 {
    if left.is_empty() || right.is_empty() {
        return 0.0;
    }
    let (mut shared, mut gains) = (0, [0.0_f32; MOST_SHARED]);
    for &word in left.iter().filter(|word| right.binary_search(word).is_ok()) {
        shared += 1;
        let mut gain = agree(word);
        for place in &mut gains {
            if gain > *place {
                std::mem::swap(&mut gain, place);
            }
        }
    }
    let gained: f32 = gains.iter().rev().fold(0.0, |sum, gain| gain + model.further_keeps * sum);
    let apart = (left.len().min(right.len()) - shared) as f32;
    let apart = if shared == 0 {
        apart.min(model.apart_most)
    } else {
        apart.min(model.apart_beside_most) * model.apart_beside_keeps
    };
    gained + apart * (1.0 - kept).log2()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unidentified::Model;

    #[test]
    fn words_are_compared_without_accents_number_or_filler() {
        assert_eq!(words("The Roses, and a dragon"), words("dragon ROSE"));
        assert_eq!(words("Zoë"), words("zoe"));
        assert_eq!(tokens("glass cross bus iris").collect::<Vec<_>>(), ["glass", "cross", "bus", "iris"]);
    }

    #[test]
    fn a_shared_word_more_never_lowers() {
        let model = &Model::shipped().words;
        let all = ["anchor", "rope", "blue", "mother", "heart", "rose", "skull"];
        let mut before = f32::MIN;
        for count in 1..all.len() {
            let text = all[..count].join(" ");
            let now = compare(&words(&text), &words(&all.join(" ")), 0.5, model, |_| 3.0);
            assert!(now >= before, "{count} words give {now} after {before}");
            before = now;
        }
        assert!(compare(&words("anchor"), &words("rose"), 0.5, model, |_| 3.0) < 0.0);
        assert!(compare(&words(""), &words("rose"), 0.5, model, |_| 3.0).abs() < f32::EPSILON);
    }
}
