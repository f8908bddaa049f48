//! Cells as values: tidied once for each distinct spelling, and read into what is compared.

use rustc_hash::FxHashMap;

use crate::dates::Date;
use crate::model::Kind;
use crate::names::{self, Names};
use crate::places::{self, Marks, Postcode};
use crate::prepare::Lists;
use crate::read::Records;
use crate::table::{Column, Dictionary};

/// What the numbers of a slot stand for. Number 0 is always the missing value.
pub(crate) enum Values {
    /// The slot that is always missing, for fields that the records do not have.
    None,
    /// The shared dictionary of names.
    Names,
    /// Dates, by number.
    Dates(Vec<Date>),
    /// Ages as lowest and highest, by number.
    Ages(Vec<(i32, i32)>),
    /// Postcodes, by number.
    Postcodes(Vec<Postcode>),
    /// Telephone numbers, by number.
    Telephones(Vec<u64>),
    /// Tidy text, and the marks of each.
    Texts(Dictionary, Vec<Marks>),
}

/// Tidy text with its marks.
pub(crate) fn texts(dictionary: Dictionary) -> Values {
    let marks = (0..=dictionary.len() as u32).map(|code| Marks::new(dictionary.value(code))).collect();
    Values::Texts(dictionary, marks)
}

/// The values of one slot, the number of each row, and the numbers that stand for several values.
pub(crate) fn read_values(
    files: &[Records],
    kind: Kind,
    columns: &[Option<&Column>],
) -> (Values, Vec<u32>, Lists) {
    if kind == Kind::Telephone {
        return read_numbers(files, columns);
    }
    let mut dictionary = Dictionary::default();
    let codes = read_codes(files, columns, |text| dictionary.code(tidy_value(kind, text).as_bytes()));
    let every = || (0..=dictionary.len() as u32).map(|code| dictionary.text(code));
    let values = if kind == Kind::Postcode {
        Values::Postcodes(every().map(|text| postcode(&text)).collect())
    } else if kind == Kind::Age {
        Values::Ages(every().map(|text| age_range(&text).unwrap_or((0, 0))).collect())
    } else {
        texts(dictionary)
    };
    (values, codes, Lists::default())
}

/// The number of each row, as `code_of` gives it to each distinct value once.
fn read_codes(
    files: &[Records],
    columns: &[Option<&Column>],
    mut code_of: impl FnMut(&str) -> u32,
) -> Vec<u32> {
    let mut codes = Vec::with_capacity(files.iter().map(|file| file.table.rows).sum());
    for (file, column) in files.iter().zip(columns) {
        let Some(column) = column else {
            codes.resize(codes.len() + file.table.rows, 0);
            continue;
        };
        let by_value: Vec<u32> =
            (0..=column.values.len() as u32).map(|code| code_of(&column.values.text(code))).collect();
        codes.extend(column.codes.iter().map(|&code| by_value[code as usize]));
    }
    codes
}

/// A tidy postcode as it is compared; what can't be read is no area's.
pub(crate) fn postcode(tidy: &str) -> Postcode {
    Postcode::read(tidy).unwrap_or_else(|| Postcode::read("0").expect("0 is a digit"))
}

/// Telephone numbers and the number of each row. Nearly all are different, so that it pays to go without text.
fn read_numbers(files: &[Records], columns: &[Option<&Column>]) -> (Values, Vec<u32>, Lists) {
    let mut known: FxHashMap<u64, u32> = FxHashMap::default();
    known.reserve(columns.iter().flatten().map(|column| column.values.len()).sum());
    let mut joined: FxHashMap<Box<[u32]>, u32> = FxHashMap::default();
    let mut numbers = vec![0];
    let codes = read_codes(files, columns, |text| {
        let mut code_of = |number: u64| {
            *known.entry(number).or_insert_with(|| {
                numbers.push(number);
                numbers.len() as u32 - 1
            })
        };
        if let Some(number) = places::telephone(text) {
            return if number == 0 { 0 } else { code_of(number) };
        }
        let several = places::telephones(text);
        if several.is_empty() {
            return 0;
        }
        let several: Box<[u32]> = several.into_iter().map(code_of).collect();
        if let [one] = *several {
            return one;
        }
        *joined.entry(several).or_insert_with(|| {
            numbers.push(0);
            numbers.len() as u32 - 1
        })
    });
    let lists = joined.into_iter().map(|(members, list)| (list, members)).collect();
    (Values::Telephones(numbers), codes, lists)
}

/// A value as it is compared; empty when nothing is left of it.
pub(crate) fn tidy_value(kind: Kind, text: &str) -> String {
    if is_blank(text) {
        return String::new();
    }
    match kind {
        Kind::Postcode => {
            text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase()
        }
        Kind::Email => text.trim().to_lowercase(),
        Kind::Identifier => {
            text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
        }
        Kind::Sex => places::tidy_text(text).chars().take(1).collect(),
        Kind::Category => category(places::tidy_text(text)),
        Kind::Age => age_range(text).map_or_else(String::new, |(low, high)| format!("{low}-{high}")),
        Kind::GivenName
        | Kind::MiddleName
        | Kind::Surname
        | Kind::FullName
        | Kind::BirthDate
        | Kind::BirthDay
        | Kind::BirthMonth
        | Kind::BirthYear
        | Kind::Telephone
        | Kind::Town
        | Kind::Region
        | Kind::StreetNumber
        | Kind::Street
        | Kind::AddressLine
        | Kind::Text
        | Kind::Ignored => places::tidy_text(text),
    }
}

/// One of few values; the codes of self-described ethnicity that British agencies use are read as what they stand for.
fn category(tidy: String) -> String {
    const CODES: [(&str, &str); 18] = [
        ("w1", "white british"),
        ("w2", "white irish"),
        ("w9", "any other white background"),
        ("m1", "white and black caribbean"),
        ("m2", "white and black african"),
        ("m3", "white and asian"),
        ("m9", "any other mixed background"),
        ("a1", "indian"),
        ("a2", "pakistani"),
        ("a3", "bangladeshi"),
        ("a9", "any other asian background"),
        ("b1", "caribbean"),
        ("b2", "african"),
        ("b9", "any other black background"),
        ("o1", "chinese"),
        ("o2", "arab"),
        ("o9", "any other ethnic group"),
        ("ns", ""),
    ];
    CODES.iter().find(|(code, _)| *code == tidy).map_or(tidy, |(_, meaning)| (*meaning).to_owned())
}

/// Whether a cell says that nothing is known.
pub(crate) fn is_blank(text: &str) -> bool {
    const BLANK: [&str; 12] =
        ["", "-", "?", "nan", "n/a", "none", "null", "unknown", "not known", "not stated", "nk", "u/k"];
    let text = text.trim();
    text.len() <= 10 && BLANK.iter().any(|blank| blank.eq_ignore_ascii_case(text))
}

/// Lowest and highest age of "34", "30-39", "30s".
pub(crate) fn age_range(text: &str) -> Option<(i32, i32)> {
    let text = text.trim();
    if let Some(decade) = text.strip_suffix('s').and_then(|decade| decade.parse::<i32>().ok()) {
        return Some((decade, decade + 9));
    }
    let mut numbers =
        text.split(|letter: char| !letter.is_ascii_digit() && letter != '.').filter_map(|number| {
            number.parse::<f64>().ok().filter(|age| (0.0..130.0).contains(age)).map(|age| age as i32)
        });
    let low = numbers.next()?;
    Some((low, numbers.next().unwrap_or(low).max(low)))
}

/// A name as it is compared; empty when the cell holds none.
pub(crate) fn name(text: &str) -> String {
    // "Null" and "None" are surnames too; only what can't be a name is taken for an empty cell.
    const BLANK: [&str; 8] = ["unknown", "not known", "n/a", "nan", "?", "-", "nk", "u/k"];
    if BLANK.iter().any(|blank| blank.eq_ignore_ascii_case(text.trim())) {
        String::new()
    } else {
        names::tidy(text)
    }
}

/// A given name, and what follows it where the cell holds several names.
pub(crate) fn given_name(names: &mut Names, text: &str) -> [u32; 2] {
    split_given(&name(text)).map(|part| names.code(part))
}

/// The first of several tidy given names, and the others.
pub(crate) fn split_given(tidy: &str) -> [&str; 2] {
    match tidy.split_once(' ') {
        Some((first, rest)) if first.len() > 1 => [first, rest],
        _ => [tidy, ""],
    }
}

/// Given name, middle name and surname of a full name, as numbers.
pub(crate) fn full_name(names: &mut Names, text: &str) -> [u32; 3] {
    split_full(text).map(|part| names.code(&part))
}

/// Given name, middle name and surname of a full name: "Surname, Given Middle" or "Given Middle Surname".
pub(crate) fn split_full(text: &str) -> [String; 3] {
    const TITLES: [&str; 9] = ["mr", "mrs", "miss", "ms", "dr", "prof", "sir", "rev", "mx"];
    const PARTICLES: [&str; 18] = [
        "de", "da", "di", "del", "la", "le", "van", "von", "der", "den", "bin", "ibn", "al", "el", "mac",
        "mc", "ap", "o",
    ];
    let (last, first) = match text.split_once(',') {
        Some((last, first)) => (name(last), name(first)),
        None => (String::new(), name(text)),
    };
    let mut words: Vec<&str> = first.split(' ').filter(|word| !word.is_empty()).collect();
    while words.len() > 1 && TITLES.contains(&words[0]) {
        words.remove(0);
    }
    let mut surname = last;
    if surname.is_empty() && words.len() > 1 {
        let mut from = words.len() - 1;
        while from > 1 && PARTICLES.contains(&words[from - 1]) {
            from -= 1;
        }
        surname = words.split_off(from).join(" ");
    }
    let given = words.first().copied().unwrap_or_default().to_owned();
    [given, words.get(1..).unwrap_or_default().join(" "), surname]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> [String; 3] {
        let mut names = Names::default();
        let known = ["anna", "maria", "john", "paul", "van der berg", "smith", "o brien", "de la cruz"];
        let codes: Vec<u32> = known.iter().map(|name| names.code(name)).collect();
        full_name(&mut names, text).map(|code| {
            codes
                .iter()
                .position(|known| *known == code)
                .map_or_else(String::new, |place| known[place].to_owned())
        })
    }

    #[test]
    fn full_names_come_apart() {
        assert_eq!(parsed("Mrs Anna Maria Smith"), ["anna", "maria", "smith"]);
        assert_eq!(parsed("SMITH, John Paul"), ["john", "paul", "smith"]);
        assert_eq!(parsed("John van der Berg"), ["john", "", "van der berg"]);
        assert_eq!(parsed("Anna de la Cruz"), ["anna", "", "de la cruz"]);
        assert_eq!(parsed("Anna"), ["anna", "", ""]);
        assert_eq!(parsed("unknown"), ["", "", ""]);
    }

    #[test]
    fn ages_are_ranges() {
        assert_eq!(age_range("34"), Some((34, 34)));
        assert_eq!(age_range("30-39"), Some((30, 39)));
        assert_eq!(age_range("30s"), Some((30, 39)));
        assert_eq!(age_range("about 34 years"), Some((34, 34)));
        assert_eq!(age_range("old"), None);
    }

    #[test]
    fn what_says_that_nothing_is_known_is_missing() {
        for text in ["", "unknown", "N/A", "-", "Not known"] {
            assert_eq!(tidy_value(Kind::Text, text), "", "{text:?}");
        }
        assert_eq!(tidy_value(Kind::Identifier, "QQ 12-34"), "qq1234");
        assert_eq!(tidy_value(Kind::Sex, "Female"), "f");
    }
}
