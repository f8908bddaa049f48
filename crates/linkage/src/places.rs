//! Postcodes, addresses and telephone numbers: put in order once for each distinct spelling, then compared.

use crate::keystrokes::{keystrokes, one_keystroke};
use crate::similarity::{shared_words, words};

/// A postcode: its letters and digits, and the areas it lies in. Other countries' codes have areas by leading digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Postcode {
    /// Up to eight letters and digits, the first in the highest byte.
    letters: u64,
    length: u8,
    /// How many of the letters name the district (outward code).
    district: u8,
    /// Whether no more than the district is known.
    district_alone: bool,
}

/// How two postcodes agree, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PostcodesAgree {
    /// The same.
    Same,
    /// One keystroke apart.
    Near,
    /// The same sector: all but the last two letters.
    Sector,
    /// The same district.
    District,
    /// One of them is a district only, and it agrees.
    DistrictAlone,
    /// One of them is a district only, and it does not agree.
    DistrictAloneDiffers,
    /// Two keystrokes apart.
    TwoSlips,
    /// None of these.
    Different,
}

impl Postcode {
    /// Reads a postcode; `None` when no letter or digit is in it.
    pub(crate) fn read(written: &str) -> Option<Self> {
        let mut letters = [0u8; 8];
        let mut length = 0;
        for byte in written.bytes().filter(u8::is_ascii_alphanumeric).take(8) {
            letters[length] = byte.to_ascii_uppercase();
            length += 1;
        }
        let kept = &letters[..length];
        let first = kept.first()?;
        let british = first.is_ascii_alphabetic();
        let inward = length >= 5
            && kept[length - 3].is_ascii_digit()
            && kept[length - 2..].iter().all(u8::is_ascii_alphabetic);
        let district_alone = british && length <= 4 && !inward;
        let district = match (british, district_alone) {
            (true, true) => length,
            (true, false) => length.saturating_sub(3).max(1),
            (false, _) => length.div_ceil(2),
        };
        let letters = u64::from_be_bytes(letters);
        Some(Self { letters, length: length as u8, district: district as u8, district_alone })
    }

    /// The first letters, as many as asked for; the others 0.
    fn first(self, count: u8) -> u64 {
        if count == 0 { 0 } else { self.letters & u64::MAX << (64 - 8 * u32::from(count.min(8))) }
    }

    /// A number for the district, the same for two postcodes that lie in one.
    pub(crate) fn district(self) -> u64 {
        self.first(self.district)
    }

    /// How this postcode agrees with another.
    pub(crate) fn agrees(self, other: Self) -> PostcodesAgree {
        let same_district = self.district() == other.district();
        if self.district_alone || other.district_alone {
            return if same_district {
                PostcodesAgree::DistrictAlone
            } else {
                PostcodesAgree::DistrictAloneDiffers
            };
        }
        if self.letters == other.letters {
            return PostcodesAgree::Same;
        }
        let (a, b) = (self.letters.to_be_bytes(), other.letters.to_be_bytes());
        let (a, b) = (&a[..self.length as usize], &b[..other.length as usize]);
        let alike = self.may_be_near(other);
        if alike && one_keystroke(a, b) {
            PostcodesAgree::Near
        } else if same_district && self.first(self.district + 1) == other.first(other.district + 1) {
            PostcodesAgree::Sector
        } else if same_district {
            PostcodesAgree::District
        } else if alike && keystrokes(a, b, 2).is_some() {
            PostcodesAgree::TwoSlips
        } else {
            PostcodesAgree::Different
        }
    }

    /// Whether the first two letters have one in common and so have the last two. Two slips seldom spoil more, and what they
    /// spoil then is no longer evidence: counting can be saved on nearly all postcodes that have nothing to do with each other.
    fn may_be_near(self, other: Self) -> bool {
        let start = |code: Self| (code.letters >> 48) as u16;
        let end = |code: Self| (code.letters >> (64 - 8 * u32::from(code.length)) & 0xffff) as u16;
        let meet = |a: u16, b: u16| {
            let ((a1, a2), (b1, b2)) = ((a >> 8, a & 255), (b >> 8, b & 255));
            a1 == b1 || a2 == b2 || a1 == b2 || a2 == b1
        };
        meet(start(self), start(other)) && meet(end(self), end(other)) || self.length < 5 || other.length < 5
    }
}

/// A word of an address in full.
fn in_full(word: &str) -> &str {
    match word {
        "st" | "str" => "street",
        "rd" => "road",
        "ave" | "av" => "avenue",
        "ln" => "lane",
        "cl" => "close",
        "dr" => "drive",
        "ct" | "crt" => "court",
        "cres" | "cr" => "crescent",
        "pl" => "place",
        "sq" => "square",
        "gdns" | "gdn" => "gardens",
        "tce" | "terr" => "terrace",
        "hwy" => "highway",
        "blvd" => "boulevard",
        "apt" | "apartment" | "unit" => "flat",
        "hse" => "house",
        full => full,
    }
}

/// Text put in order: Latin letters and digits in lower case, one space between words.
pub(crate) fn tidy_text(written: &str) -> String {
    let latin;
    let text = if written.is_ascii() {
        written
    } else {
        latin = deunicode::deunicode(written);
        latin.as_str()
    };
    let mut tidy = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            tidy.push(byte.to_ascii_lowercase() as char);
        } else if byte != b'\'' && !tidy.is_empty() && !tidy.ends_with(' ') {
            tidy.push(' ');
        }
    }
    if tidy.ends_with(' ') {
        tidy.pop();
    }
    tidy
}

/// A line of an address as its number (words with a digit in them) and its street (all others, in full).
pub(crate) fn split_address(written: &str) -> (String, String) {
    let tidy = tidy_text(written);
    let (mut number, mut street) = (String::new(), String::with_capacity(tidy.len()));
    for word in tidy.split(' ').filter(|word| !word.is_empty()) {
        let numeric = word.bytes().any(|byte| byte.is_ascii_digit());
        let into = if numeric { &mut number } else { &mut street };
        if !into.is_empty() {
            into.push(' ');
        }
        into.push_str(if numeric { word } else { in_full(word) });
    }
    (number, street)
}

/// A telephone number as its national digits without the leading 0, at most ten; `None` for fewer than six.
#[must_use]
pub fn telephone(written: &str) -> Option<u64> {
    let text = written.trim();
    let (mut number, mut digits, mut leading_zeros) = (0u64, 0, 0);
    for byte in text.bytes().filter(u8::is_ascii_digit) {
        if number == 0 && byte == b'0' {
            leading_zeros += 1;
            continue;
        }
        digits += 1;
        if digits > 15 {
            return None;
        }
        number = number * 10 + u64::from(byte - b'0');
    }
    let international = text.starts_with('+') || leading_zeros >= 2;
    let british = digits > 10 && number / 10u64.pow(digits - 2) == 44;
    if digits > 10 && (international || british) {
        number %= 10_000_000_000;
        // "+44 (0)7700 900123": the 0 is in the middle and the country's digits are gone.
        digits = number.checked_ilog10().map_or(0, |power| power + 1);
    }
    (digits >= 6).then_some(number)
}

/// Telephone numbers of one cell that are compared; nobody has so many, and a page of them is a list of contacts.
const NUMBERS_MOST: usize = 12;

/// The telephone numbers of a cell that holds several, set apart by words or by any of `,;/|&`: mobiles first, then in
/// ascending order, each once.
pub(crate) fn telephones(written: &str) -> Vec<u64> {
    let parts = written.split(|letter: char| letter.is_alphabetic() || ",;/|&\n".contains(letter));
    let mut numbers: Vec<u64> = parts.filter_map(telephone).filter(|number| *number != 0).collect();
    numbers.sort_unstable_by_key(|&number| (!is_mobile(number), number));
    numbers.dedup();
    // Each is compared with each of another cell.
    numbers.truncate(NUMBERS_MOST);
    numbers
}

/// Whether a number that [`telephone`] read is a British mobile, which one person carries.
pub(crate) fn is_mobile(digits: u64) -> bool {
    (7_000_000_000..8_000_000_000).contains(&digits)
}

/// Whether two telephone numbers are one digit mistaken, or two neighbours exchanged, apart.
pub(crate) fn telephones_near(a: u64, b: u64) -> bool {
    let (mut a, mut b, mut differing, mut first) = (a, b, 0, None);
    while a != 0 || b != 0 {
        if a % 10 != b % 10 {
            differing += 1;
            match first {
                None => first = Some((a % 100, b % 100)),
                Some((x, y)) if differing == 2 => {
                    if x / 10 != y % 10 || y / 10 != x % 10 || x % 10 == y % 10 {
                        return false;
                    }
                }
                Some(_) => return false,
            }
        }
        (a, b) = (a / 10, b / 10);
    }
    differing >= 1
}

/// How two texts agree, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextsAgree {
    /// The same.
    Same,
    /// One or two keystrokes apart, or one word more.
    Near,
    /// Half of the words in common.
    SharedWords,
    /// None of these.
    Different,
}

/// Which letters and which words a tidy text has, by which most pairs of texts are told apart without reading them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Marks {
    /// One bit a letter or digit.
    letters: u64,
    /// One bit a word; different words may share one.
    words: u64,
    length: u32,
    word_count: u32,
}

impl Marks {
    pub(crate) fn new(text: &[u8]) -> Self {
        let mut marks = Self { length: text.len() as u32, ..Self::default() };
        for &byte in text.iter().filter(|byte| **byte != b' ') {
            marks.letters |= 1 << (byte % 64);
        }
        for word in words(text) {
            let mut mixed = 0u64;
            for &byte in word {
                mixed = (mixed ^ u64::from(byte)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            }
            marks.words |= 1 << (mixed >> 58);
            marks.word_count += 1;
        }
        marks
    }

    /// Whether two different texts with these marks can be anything but [`TextsAgree::Different`].
    pub(crate) fn may_agree(self, other: Self) -> bool {
        // A slip changes the length by one and two letters at most.
        let near =
            self.length.abs_diff(other.length) <= 2 && (self.letters ^ other.letters).count_ones() <= 4;
        near || self.may_share_words(other)
    }

    /// Whether half of the words may be in common. Where two words of a text share a bit nothing can be told from it.
    fn may_share_words(self, other: Self) -> bool {
        let in_both = (self.words & other.words).count_ones();
        let told = self.words.count_ones() == self.word_count && other.words.count_ones() == other.word_count;
        !told || 3 * in_both >= self.word_count + other.word_count
    }
}

/// How two tidy texts agree.
pub(crate) fn texts_agree(a: &[u8], b: &[u8]) -> TextsAgree {
    if a == b {
        return TextsAgree::Same;
    }
    let most = if a.len().min(b.len()) >= 8 { 2 } else { 1 };
    if keystrokes(a, b, most).is_some() {
        TextsAgree::Near
    } else if shared_words(a, b) >= 0.5 {
        TextsAgree::SharedWords
    } else {
        TextsAgree::Different
    }
}

/// Whether two descriptions of one of few kinds have a word in common that tells something: "Pakistani" and "Asian or Asian
/// British, Pakistani", but not "any other White background" and "any other ethnic group".
pub(crate) fn share_telling_word(a: &[u8], b: &[u8]) -> bool {
    const SAYING_NOTHING: [&[u8]; 12] = [
        b"any",
        b"other",
        b"or",
        b"and",
        b"background",
        b"ethnic",
        b"group",
        b"british",
        b"not",
        b"of",
        b"the",
        b"mixed",
    ];
    words(a).filter(|word| !SAYING_NOTHING.contains(word)).any(|word| words(b).any(|other| other == word))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn agree(a: &str, b: &str) -> PostcodesAgree {
        let (a, b) = (Postcode::read(a).unwrap(), Postcode::read(b).unwrap());
        assert_eq!(a.agrees(b), b.agrees(a));
        a.agrees(b)
    }

    #[test]
    fn postcodes_agree_by_area() {
        assert_eq!(agree("ab1 2cd", "AB12CD"), PostcodesAgree::Same);
        assert_eq!(agree("AB1 2CD", "AB1 2CE"), PostcodesAgree::Near);
        assert_eq!(agree("AB1 2CD", "AB1 2XY"), PostcodesAgree::Sector);
        assert_eq!(agree("AB1 2CD", "AB1 7XY"), PostcodesAgree::District);
        assert_eq!(agree("AB1 2CD", "AB1"), PostcodesAgree::DistrictAlone);
        assert_eq!(agree("AB1 2CD", "ZE3"), PostcodesAgree::DistrictAloneDiffers);
        assert_eq!(agree("2606", "2660"), PostcodesAgree::Near);
        assert_eq!(agree("90210", "10001"), PostcodesAgree::Different);
        assert_eq!(Postcode::read(" - "), None);
    }

    #[test]
    fn addresses_are_number_and_street() {
        assert_eq!(
            split_address("Flat 3, 12a Church St."),
            ("3 12a".to_owned(), "flat church street".to_owned())
        );
        assert_eq!(texts_agree(b"church street", b"chruch street"), TextsAgree::Near);
        assert_eq!(texts_agree(b"church street", b"church lane"), TextsAgree::Different);
        assert_eq!(texts_agree(b"old church street", b"church street"), TextsAgree::SharedWords);
    }

    proptest! {
        #[test]
        fn marks_tell_apart_only_what_differs(a in "[a-d ]{0,12}", b in "[a-d ]{0,12}") {
            let (a, b) = (tidy_text(&a), tidy_text(&b));
            let (a, b) = (a.as_bytes(), b.as_bytes());
            let may = Marks::new(a).may_agree(Marks::new(b));
            prop_assert!(may || texts_agree(a, b) == TextsAgree::Different);
        }
    }

    #[test]
    fn telephone_numbers_are_national_digits() {
        for written in
            ["07700 900123", "+44 7700 900123", "0044 7700 900123", "7700900123", "+44 (0)7700 900123"]
        {
            assert_eq!(telephone(written), Some(7_700_900_123), "{written}");
        }
        assert!(is_mobile(7_700_900_123) && !is_mobile(1_632_960_123));
        assert_eq!(telephone("none"), None);
        assert!(telephones_near(7_700_900_123, 7_700_900_132));
        assert!(telephones_near(7_700_900_123, 7_700_900_124));
        assert!(!telephones_near(7_700_900_123, 7_700_910_124));
        assert!(!telephones_near(7_700_900_123, 7_700_900_123));
    }
}
