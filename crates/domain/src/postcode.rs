//! British postcodes: a first half that names a district, and a second that names a few doors.

/// A postcode, or what is known of its beginning, as it is written: `ZX4 2QQ`, `ZX4 2` or `ZX4`, from what was typed in any case and
/// with or without the space of a whole one; nothing where it is none of these.
#[must_use]
pub fn written(typed: &str) -> Option<String> {
    let typed = typed.to_uppercase();
    let parts: Vec<&str> = typed.split_whitespace().collect();
    let (outward, inward) = match parts.as_slice() {
        [outward] if is_outward(outward) => return Some((*outward).to_owned()),
        [whole] => whole.split_at_checked(whole.len().checked_sub(3)?)?,
        [outward, inward] => (*outward, *inward),
        _ => return None,
    };
    (is_outward(outward) && (is_inward(inward) || is_sector(inward))).then(|| format!("{outward} {inward}"))
}

/// The first half of the first postcode in a text; nothing where there is none. The beginning of one alone has to be all that is
/// said: a road can look like it, and so can words in small letters.
#[must_use]
pub fn district(text: &str) -> Option<&str> {
    let words: Vec<&str> = text.split(|letter: char| !letter.is_ascii_alphanumeric()).collect();
    let whole = words.windows(2).find(|pair| is_outward(pair[0]) && is_inward(pair[1])).map(|pair| pair[0]);
    whole.or_else(|| match words.as_slice() {
        [outward] if is_outward(outward) => Some(*outward),
        [outward, sector] if is_outward(outward) && is_sector(sector) => Some(*outward),
        _ => None,
    })
}

fn is_outward(word: &str) -> bool {
    let letters = word.chars().take_while(char::is_ascii_uppercase).count();
    let rest: Vec<char> = word.chars().skip(letters).collect();
    let ends = match rest.as_slice() {
        [digit] => digit.is_ascii_digit(),
        [digit, end] => digit.is_ascii_digit() && (end.is_ascii_digit() || end.is_ascii_uppercase()),
        _ => false,
    };
    (1..=2).contains(&letters) && ends
}

fn is_inward(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    letters.len() == 3 && letters[0].is_ascii_digit() && letters[1..].iter().all(char::is_ascii_uppercase)
}

fn is_sector(word: &str) -> bool {
    word.len() == 1 && word.chars().all(|digit| digit.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postcode_is_written_one_way_and_what_is_none_is_refused() {
        for (typed, expected) in [
            ("zx4 2qq", Some("ZX4 2QQ")),
            ("ZX42QQ", Some("ZX4 2QQ")),
            (" zx14  2qq ", Some("ZX14 2QQ")),
            ("zx4 2", Some("ZX4 2")),
            ("z1a 1aa", Some("Z1A 1AA")),
            ("zx4", Some("ZX4")),
            ("xx", None),
            ("", None),
            ("Otterbridge", None),
            ("ZX4 2Q", None),
            ("ZX4 2QQQ", None),
            ("é4 2QQ", None),
        ] {
            assert_eq!(written(typed).as_deref(), expected, "{typed:?}");
        }
    }

    #[test]
    fn a_district_is_the_first_half_of_a_whole_postcode() {
        assert_eq!(district("Riverside path, Otterbridge ZX4 2QQ"), Some("ZX4"));
        assert_eq!(district("ZX4"), Some("ZX4"));
        assert_eq!(district("ZX4 2"), Some("ZX4"));
        assert_eq!(district("Layby on the A34"), None);
        assert_eq!(district("Block B2 3rd floor"), None);
        assert_eq!(district(""), None);
    }
}
