//! Names in any form, as a list sorts them.

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

/// The words of a name in lower-case Latin letters without accents; an apostrophe joins (`O'Brien` is `obrien`), a
/// hyphen joins and parts (`Smith-Jones` is `smith`, `jones` and `smithjones`). A word in another script is there as it is
/// written and as it is transliterated.
fn words(name: &str) -> Vec<String> {
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
}
