//! How alike two spellings are: Jaro-Winkler and words in common, on bytes, without allocating.
//!
//! Names arrive here in the alphabet of [`crate::names`], where every byte is below 32, so that the positions of
//! each letter fit a table of 32 masks.

/// Letters of the alphabet that [`jaro_winkler`] reads: a byte of a name is below this.
pub(crate) const ALPHABET: usize = 32;

/// Jaro-Winkler similarity of two names in the alphabet of [`ALPHABET`] letters, each at most 64 long: 0 to 1.
pub(crate) fn jaro_winkler(a: &[u8], b: &[u8]) -> f32 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let mut places = [0u64; ALPHABET];
    for (place, &letter) in b.iter().enumerate() {
        places[letter as usize % ALPHABET] |= 1 << place;
    }
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let (mut matched_a, mut matched_b) = (0u64, 0u64);
    for (place, &letter) in a.iter().enumerate() {
        let open = places[letter as usize % ALPHABET] & !matched_b & window(place, reach);
        if open != 0 {
            matched_b |= open & open.wrapping_neg();
            matched_a |= 1 << place;
        }
    }
    if matched_a == 0 {
        return 0.0;
    }
    let (mut matches, mut displaced) = (0u32, 0u32);
    let (mut left, mut right) = (matched_a, matched_b);
    while left != 0 {
        matches += 1;
        displaced += u32::from(a[left.trailing_zeros() as usize] != b[right.trailing_zeros() as usize]);
        left &= left - 1;
        right &= right - 1;
    }
    let matches = matches as f32;
    let jaro =
        (matches / a.len() as f32 + matches / b.len() as f32 + (matches - (displaced / 2) as f32) / matches)
            / 3.0;
    if jaro <= 0.7 {
        return jaro;
    }
    let prefix = a.iter().zip(b).take(4).take_while(|(x, y)| x == y).count() as f32;
    jaro + prefix * 0.1 * (1.0 - jaro)
}

/// The places of the other word within `reach` of `place`.
fn window(place: usize, reach: usize) -> u64 {
    let from = place.saturating_sub(reach);
    let to = (place + reach + 1).min(64);
    let below_to = if to == 64 { u64::MAX } else { (1 << to) - 1 };
    if from >= 64 { 0 } else { below_to & (u64::MAX << from) }
}

/// Words of a text that are compared with those of another: a whole address has fewer, and a page of notes would be
/// compared word by word with every other page.
const WORDS_MOST: usize = 16;

/// The first words of a text, as many as are compared.
pub(crate) fn words(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|&byte| byte == b' ').filter(|word| !word.is_empty()).take(WORDS_MOST)
}

/// The share of words that two texts have in common: words in both over words in either, 0 to 1.
pub(crate) fn shared_words(a: &[u8], b: &[u8]) -> f32 {
    let common = words(a).filter(|word| words(b).any(|other| other == *word)).count();
    let (in_a, in_b) = (words(a).count(), words(b).count());
    let either = in_a + in_b - common.min(in_b);
    if either == 0 { 0.0 } else { common as f32 / either as f32 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn letters(word: &str) -> Vec<u8> {
        word.bytes().map(|byte| byte - b'a' + 1).collect()
    }

    proptest! {
        #[test]
        fn jaro_winkler_is_the_published_measure(a in "[a-e]{1,14}", b in "[a-e]{1,14}") {
            let ours = f64::from(jaro_winkler(&letters(&a), &letters(&b)));
            // strsim lifts every score by the common beginning; the published measure only those above 0.7.
            let plain = strsim::jaro(&a, &b);
            prop_assume!((plain - 0.7).abs() > 1e-6);
            let theirs = if plain > 0.7 { strsim::jaro_winkler(&a, &b) } else { plain };
            prop_assert!((ours - theirs).abs() < 1e-4, "{a} {b}: {ours} {theirs}");
        }
    }

    #[test]
    fn words_in_common_are_counted_once() {
        assert!((shared_words(b"12 church street", b"church street 14") - 0.5).abs() < 1e-6);
        assert!(shared_words(b"", b"") < 1e-6);
    }

    #[test]
    fn of_a_long_text_the_first_words_are_compared() {
        let [a, b] = ["left", "right"]
            .map(|rest| format!("{}{}", "found near the old mill ".repeat(4), rest.repeat(9)));
        assert!(shared_words(a.as_bytes(), b.as_bytes()) > 0.99);
        let page = "and so on ".repeat(1000);
        assert_eq!(words(page.as_bytes()).count(), WORDS_MOST);
    }
}
