//! What a column holds, judged by its values alone.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::dates;
use crate::model::Kind;
use crate::names;
use crate::places;

use crate::table::Column;
use crate::values::is_blank;

/// The reason given for a column of words of which nothing more is known.
pub(crate) const BY_WORDS: &str = "its values are words";

/// Distinct values that are looked at; those that stand earliest in the file.
const LOOKED_AT: usize = 2000;

/// Some of a column's values.
pub(crate) struct Sample<'a> {
    texts: Vec<Cow<'a, str>>,
    /// How many rows hold each of them.
    counts: Vec<usize>,
    distinct: usize,
    present: usize,
}

impl<'a> Sample<'a> {
    pub(crate) fn new(column: &'a Column) -> Self {
        let looked_at = column.values.len().min(LOOKED_AT);
        let mut rows = vec![0; looked_at + 1];
        for &code in &column.codes {
            if let Some(count) = rows.get_mut(code as usize) {
                *count += 1;
            }
        }
        let (texts, counts) = (1..=looked_at as u32)
            .map(|code| (column.values.text(code), rows[code as usize]))
            .filter(|(text, _)| !is_blank(text))
            .unzip();
        Self { texts, counts, distinct: column.values.len(), present: column.codes.len() - rows[0] }
    }

    /// Whether there is no value.
    pub(crate) fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The values.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> + Clone {
        self.texts.iter().map(AsRef::as_ref)
    }

    fn share(&self, is: impl Fn(&str) -> bool) -> f64 {
        self.texts().filter(|text| is(text)).count() as f64 / self.texts.len().max(1) as f64
    }

    /// The share of rows, among those that hold a value looked at, whose value is so.
    fn share_of_rows(&self, is: impl Fn(&str) -> bool) -> f64 {
        let counts = self.texts().zip(&self.counts);
        let so: usize = counts.filter(|(text, _)| is(text)).map(|(_, count)| count).sum();
        so as f64 / self.counts.iter().sum::<usize>().max(1) as f64
    }

    /// Whether the values are dates that lie as far apart as people's birth dates do.
    fn could_be_birth_dates(&self) -> bool {
        let Some((order, share)) = dates::order_of(&self.texts()) else { return false };
        let years: BTreeSet<i32> =
            self.texts().filter_map(|text| dates::read(text, order)).map(dates::Date::year_number).collect();
        share > 0.8 && years.len() >= 20.min(self.texts.len() / 3)
    }

    /// Whether most values are longer than any name or address: notes, histories, pictures as letters.
    pub(crate) fn are_long(&self) -> bool {
        const WORDS: usize = 16;
        const BYTES: usize = 250;
        self.share(|text| text.len() > BYTES || text.split_whitespace().nth(WORDS).is_some()) > 0.5
    }

    /// Whether most values are of several words, as whole names are.
    pub(crate) fn are_several_words(&self) -> bool {
        let several =
            |text: &str| names::tidy(text).split([' ', '-']).count() >= 2 && !text.trim().starts_with("de ");
        self.share(several) > 0.6
    }

    /// Whether nearly all values are of one word or two, as one part of a name is.
    pub(crate) fn are_few_words(&self) -> bool {
        self.share(|text| text.split_whitespace().count() <= 2) > 0.9
    }

    /// Whether the values don't speak against what the column's name says.
    pub(crate) fn could_be(&self, kind: Kind) -> bool {
        match kind {
            Kind::BirthDate => dates::order_of(&self.texts()).is_some(),
            Kind::BirthYear => self.share(|text| dates::from_parts(text, "", "").is_some()) > 0.5,
            Kind::BirthDay | Kind::BirthMonth => {
                self.share(|text| text.len() <= 9) > 0.9 && self.distinct <= 100
            }
            Kind::Age => self.share(|text| text.bytes().any(|byte| byte.is_ascii_digit())) > 0.8,
            Kind::Telephone => self.share(|text| places::telephone(text).is_some()) > 0.5,
            Kind::Email => self.share(|text| text.contains('@')) > 0.5,
            Kind::GivenName | Kind::MiddleName | Kind::Surname | Kind::FullName => {
                self.share(|text| !names::tidy(text).is_empty()) > 0.5
            }
            Kind::Sex => self.distinct <= 20,
            Kind::StreetNumber => {
                self.share(|text| text.len() <= 12 && text.bytes().any(|byte| byte.is_ascii_digit())) > 0.5
            }
            Kind::Postcode | Kind::Identifier => {
                self.share(|text| text.bytes().any(|byte| byte.is_ascii_digit())) > 0.5
            }
            Kind::Category
            | Kind::Town
            | Kind::Region
            | Kind::Street
            | Kind::AddressLine
            | Kind::Text
            | Kind::Ignored => true,
        }
    }
}

/// What a column with these values holds, and how that was seen.
pub(crate) fn kind_of_contents(sample: &Sample<'_>) -> (Kind, String) {
    let says = |kind, reason: &str| (kind, reason.to_owned());
    if sample.share(|text| text.contains('@') && text.contains('.')) > 0.8 {
        return says(Kind::Email, "its values are e-mail addresses");
    }
    if sample.could_be_birth_dates() {
        return says(
            Kind::BirthDate,
            "its values are dates; if they are not dates of birth, make it `ignored`",
        );
    }
    if dates::order_of(&sample.texts()).is_some_and(|(_, share)| share > 0.8) {
        return says(Kind::Ignored, "its values are dates, too close together for dates of birth");
    }
    if sample.share(is_british_postcode) > 0.8 {
        return says(Kind::Postcode, "its values are postcodes");
    }
    if sample.share(is_telephone) > 0.8 {
        return says(Kind::Telephone, "its values are telephone numbers");
    }
    if sample.distinct <= 6 && sample.share(is_sex) > 0.99 {
        return says(Kind::Sex, "its values are sexes");
    }
    let letters = |text: &str| text.chars().all(|letter| letter.is_alphabetic() || " -'.".contains(letter));
    if sample.share(letters) > 0.85 {
        return kind_of_words(sample);
    }
    if sample.share(is_street) > 0.6 {
        return says(Kind::Street, "its values are a number and words");
    }
    if let Some(part) = part_of_date(sample) {
        return part;
    }
    if sample.distinct * 20 <= sample.present {
        return says(Kind::Category, "it has few different values");
    }
    says(
        Kind::Ignored,
        "neither its name nor its values say what it is; if one person keeps one value, make it `identifier` or `text`",
    )
}

/// Years, months or days in a column of their own.
fn part_of_date(sample: &Sample<'_>) -> Option<(Kind, String)> {
    let within = |from: u32, to: u32| {
        let fits = |text: &str| text.trim().parse::<u32>().is_ok_and(|number| (from..=to).contains(&number));
        sample.share_of_rows(fits) > 0.98
    };
    let (kind, what) = if within(1, 12) && sample.distinct >= 12 {
        (Kind::BirthMonth, "months")
    } else if within(1, 31) && sample.distinct >= 28 {
        (Kind::BirthDay, "days")
    } else if within(1890, 2035) && sample.distinct >= 20 {
        (Kind::BirthYear, "years")
    } else {
        return None;
    };
    Some((kind, format!("its values look like {what}; if they are not of birth, make it `ignored`")))
}

fn kind_of_words(sample: &Sample<'_>) -> (Kind, String) {
    if sample.distinct <= 200 && sample.distinct * 20 <= sample.present {
        return (Kind::Category, "it has few different values".to_owned());
    }
    let words = |text: &str| text.split_whitespace().count();
    let known = sample.share_of_rows(|text| {
        let tidy = names::tidy(text);
        names::is_known_given_name(tidy.split(' ').next().unwrap_or_default())
    });
    let surnames = sample.share_of_rows(|text| COMMON_SURNAMES.contains(&names::tidy(text).as_str()));
    // Many surnames are given names too (Lewis, Thomas); Smith and Jones are not.
    if known > 0.3 && (surnames < 0.08 || known > 0.75) {
        return if sample.share(|text| words(text) >= 2) > 0.6 {
            (Kind::FullName, "its values are words that begin with known given names".to_owned())
        } else {
            (Kind::GivenName, "many of its values are known given names".to_owned())
        };
    }
    if surnames > 0.02 {
        return (Kind::Surname, "the commonest surnames are among its values".to_owned());
    }
    if sample.distinct <= 5000 && sample.distinct * 10 <= sample.present {
        return (Kind::Town, "its values are words that occur many times each".to_owned());
    }
    (Kind::Text, BY_WORDS.to_owned())
}

/// Surnames so common in English-speaking countries that a column of many surnames holds some of them.
const COMMON_SURNAMES: [&str; 40] = [
    "smith", "jones", "williams", "taylor", "brown", "davies", "evans", "wilson", "thomas", "johnson",
    "roberts", "robinson", "thompson", "wright", "walker", "white", "edwards", "hughes", "green", "hall",
    "lewis", "harris", "clarke", "patel", "jackson", "wood", "turner", "martin", "cooper", "hill", "khan",
    "singh", "murphy", "kelly", "miller", "davis", "garcia", "anderson", "campbell", "nguyen",
];

/// "12 Mill Lane", "Hauptstraße 7": words, with a number before or behind them.
fn is_street(text: &str) -> bool {
    let digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    let behind = digit(text.chars().next_back()) && letters >= 4;
    text.contains(' ') && (digit(text.chars().next()) || behind)
}

fn is_british_postcode(text: &str) -> bool {
    let letters: Vec<u8> = text.bytes().filter(u8::is_ascii_alphanumeric).collect();
    (5..=7).contains(&letters.len())
        && letters[0].is_ascii_alphabetic()
        && letters[letters.len() - 3].is_ascii_digit()
        && letters[letters.len() - 2..].iter().all(u8::is_ascii_alphabetic)
}

fn is_telephone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (9..=15).contains(&digits)
        && (text.starts_with('0') || text.starts_with('+') || text.starts_with('('))
        && text.chars().all(|letter| letter.is_ascii_digit() || " +-()/.".contains(letter))
}

fn is_sex(text: &str) -> bool {
    ["m", "f", "male", "female", "man", "woman", "x", "u", "other"]
        .contains(&text.trim().to_lowercase().as_str())
}
