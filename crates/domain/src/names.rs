//! Names in any form, made findable: how a list sorts them and which words a search finds them by.

use std::collections::BTreeSet;

/// The form in which lists sort a name: lower case, without accents and marks, last word first, so that people who
/// share a family name stand together where there is one. A name of one word sorts by that word.
#[must_use]
pub fn sort_key(name: &str) -> String {
    let words = words(name);
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{last}, {}", rest.join(" ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

/// The words that a search finds a name by: each part of it, and how that part sounds, marked by a leading `~`.
#[must_use]
pub fn search_keys<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut keys = BTreeSet::new();
    for word in names.into_iter().flat_map(words) {
        if let Some(sound) = sound_of(&word) {
            keys.insert(sound);
        }
        keys.insert(word);
    }
    keys.into_iter().collect()
}

/// The words of a name in lower-case Latin letters without accents; an apostrophe joins (`O'Brien` is `obrien`), a
/// hyphen joins and parts (`Smith-Jones` is found as `smith`, `jones` and `smithjones`). A word in another script is
/// found as it is written and as it is transliterated.
#[must_use]
pub fn words(name: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in name.split_whitespace() {
        let pieces: Vec<String> = part.split(HYPHENS).map(latin).filter(|piece| !piece.is_empty()).collect();
        let joined = pieces.concat();
        if pieces.len() > 1 {
            found.extend(pieces);
        }
        let written: String = part.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect();
        if written.chars().any(|letter| letter > LAST_LATIN_LETTER) {
            found.push(written);
        }
        if !joined.is_empty() {
            found.push(joined);
        }
    }
    found
}

const HYPHENS: [char; 4] = ['-', '\u{2010}', '\u{2011}', '\u{2013}'];

/// The end of the Latin letters with marks in Unicode; beyond it are other scripts.
const LAST_LATIN_LETTER: char = '\u{24F}';

fn latin(text: &str) -> String {
    deunicode::deunicode(text).to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect()
}

/// How a word sounds, roughly: the first letter and the consonants after it, those that are often mistaken for each
/// other written as one, doubled ones once. Nothing for a script that is not Latin, and for one letter.
#[must_use]
pub fn sound_of(word: &str) -> Option<String> {
    if word.len() < 2 || !word.is_ascii() {
        return None;
    }
    let respelt = word
        .replace("ph", "f")
        .replace("gh", "g")
        .replace("ck", "k")
        .replace("sch", "s")
        .replace("sh", "s")
        .replace("kh", "k")
        .replace("wr", "r")
        .replace("kn", "n");
    let mut sound = String::from("~");
    let mut last = None;
    for (place, letter) in respelt.chars().enumerate() {
        let heard = match letter {
            'c' | 'q' | 'k' | 'g' | 'j' => 'k',
            's' | 'z' | 'x' => 's',
            'd' | 't' => 't',
            'b' | 'p' => 'p',
            'v' | 'f' | 'w' => 'f',
            'm' | 'n' => 'n',
            'l' => 'l',
            'r' => 'r',
            _ if place == 0 => 'a',
            _ => {
                last = None;
                continue;
            }
        };
        if last != Some(heard) {
            sound.push(heard);
        }
        last = Some(heard);
    }
    Some(sound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_apostrophes_and_hyphens_do_not_hide_a_name() {
        assert_eq!(words("Siân O’Brien-Łukasik"), ["sian", "obrien", "lukasik", "obrienlukasik"]);
    }

    #[test]
    fn people_of_one_family_name_stand_together() {
        assert_eq!(sort_key("Ann Marie Jones"), "jones, ann marie");
        assert_eq!(sort_key("Suharto"), "suharto");
        assert_eq!(sort_key(""), "");
    }

    #[test]
    fn spellings_that_sound_alike_share_a_key() {
        assert_eq!(sound_of("mohammed"), sound_of("muhamad"));
        assert_eq!(sound_of("stephen"), sound_of("steven"));
        assert_eq!(sound_of("catherine"), sound_of("kathryn"));
        assert_ne!(sound_of("khan"), sound_of("kumar"));
    }

    #[test]
    fn another_script_is_found_as_written_and_as_transliterated() {
        let keys = search_keys(["محمد"]);
        assert!(keys.contains(&"محمد".to_owned()));
        assert!(keys.iter().any(|key| key.is_ascii()), "{keys:?}");
    }
}
