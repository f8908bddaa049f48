//! What is compared, and how candidates are found: a model that is inferred, written out as TOML, edited and read again.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::dates::DateOrder;
use crate::train::Trained;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The name a person is called by; a second such column counts as a middle name.
    GivenName,
    /// Further given names or their initials.
    MiddleName,
    /// Family name; several such columns are one compound.
    Surname,
    /// All names in one text; used where a file has no column of surnames.
    FullName,
    /// Date of birth.
    BirthDate,
    /// Day of birth, in a column of its own.
    BirthDay,
    /// Month of birth, in a column of its own.
    BirthMonth,
    /// Year of birth, in a column of its own.
    BirthYear,
    /// Age in years, or a range of ages; used where there is no date of birth.
    Age,
    /// Sex or gender as recorded.
    Sex,
    /// One of few values that belongs to the person: ethnicity, nationality.
    Category,
    /// Postcode or ZIP code.
    Postcode,
    /// Town, city, suburb.
    Town,
    /// County, state, and other areas of which there are few.
    Region,
    /// House number, in a column of its own.
    StreetNumber,
    /// Street, with or without the number.
    Street,
    /// A further line of an address: house name, flat, locality.
    AddressLine,
    /// Telephone number.
    Telephone,
    /// E-mail address.
    Email,
    /// A number or code given to one person: NHS number, passport, social security.
    Identifier,
    /// Other text about the person.
    Text,
    /// Not compared.
    Ignored,
}

/// One column and what it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnRole {
    /// The column's name in the heading.
    pub column: String,
    /// What it holds.
    pub kind: Kind,
    /// How its dates are written, for a date of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_order: Option<DateOrder>,
    /// Why it was read so; for the person who edits the model.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub because: String,
}

/// One way to find candidates: records that agree on all of these keys are compared; without keys, all records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlockingRule {
    /// What has to agree.
    pub keys: Vec<Key>,
}

impl fmt::Display for BlockingRule {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.keys.is_empty() {
            return out.write_str("every pair");
        }
        for (place, key) in self.keys.iter().enumerate() {
            write!(out, "{}{key}", if place == 0 { "" } else { " + " })?;
        }
        Ok(())
    }
}

/// Something derived from a record on which two records of one person often agree.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Key {
    /// The given name as written.
    Given,
    /// The given name's commonest form (Liz: elizabeth), or its sound.
    GivenRoot,
    /// The given name's first letter.
    GivenInitial,
    /// The middle name as written.
    Middle,
    /// The surname as written.
    Surname,
    /// The surname's sound.
    SurnameSound,
    /// The sound of the last part of a compound surname.
    SurnameLast,
    /// The surname's first letter.
    SurnameInitial,
    /// The sounds of given name and surname in ascending order: the same after they are exchanged.
    NamesSorted,
    /// The date of birth.
    BirthDate,
    /// The year of birth.
    BirthYear,
    /// The day and month of birth.
    BirthMonthDay,
    /// The date of birth with day and month in ascending order.
    BirthDateSorted,
    /// The postcode.
    Postcode,
    /// The postcode's district.
    PostcodeDistrict,
    /// House number and street.
    Address,
    /// The town.
    Town,
    /// Any column, by its name: telephone, e-mail, identifier, text.
    Column(String),
}

/// The keys that stand for themselves, and how they are written.
const KEYS: &[(Key, &str)] = &[
    (Key::Given, "given"),
    (Key::GivenRoot, "given.root"),
    (Key::GivenInitial, "given.initial"),
    (Key::Middle, "middle"),
    (Key::Surname, "surname"),
    (Key::SurnameSound, "surname.sound"),
    (Key::SurnameLast, "surname.last"),
    (Key::SurnameInitial, "surname.initial"),
    (Key::NamesSorted, "names.sorted"),
    (Key::BirthDate, "birth_date"),
    (Key::BirthYear, "birth_date.year"),
    (Key::BirthMonthDay, "birth_date.month_day"),
    (Key::BirthDateSorted, "birth_date.sorted"),
    (Key::Postcode, "postcode"),
    (Key::PostcodeDistrict, "postcode.district"),
    (Key::Address, "address"),
    (Key::Town, "town"),
];

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Self::Column(name) = self {
            return write!(out, "column:{name}");
        }
        out.write_str(KEYS.iter().find(|(key, _)| key == self).map_or("", |(_, written)| written))
    }
}

impl FromStr for Key {
    type Err = String;

    fn from_str(written: &str) -> Result<Self, String> {
        if let Some(name) = written.strip_prefix("column:") {
            return Ok(Self::Column(name.to_owned()));
        }
        KEYS.iter().find(|(_, known)| *known == written).map(|(key, _)| key.clone()).ok_or_else(|| {
            let known: Vec<&str> = KEYS.iter().map(|(_, written)| *written).collect();
            format!("{written:?} is no key; the keys are column:NAME, {}", known.join(", "))
        })
    }
}

impl TryFrom<String> for Key {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        written.parse()
    }
}

impl From<Key> for String {
    fn from(key: Key) -> Self {
        key.to_string()
    }
}

/// How much is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effort {
    /// Everything that is likely to find a pair.
    #[default]
    Full,
    /// The most productive keys and smaller samples: several times as quick, and more pairs missed.
    Fast,
}

/// A part of the method that can be left out, so that it can be measured what it is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// That agreement on a rare value says more than on a common one.
    Rarity,
    /// That two people of one household share surname, address and telephone.
    Households,
    /// That a person may have moved.
    Moves,
}

/// What is compared and how candidates are found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// How much is looked at.
    #[serde(default)]
    pub effort: Effort,
    /// The most records of one block; larger blocks are left out by their rule, and reported.
    #[serde(default = "default_block_records_max")]
    pub block_records_max: usize,
    /// Pairs that one rule may propose for each record; a rule that would propose more is left out, and reported.
    #[serde(default = "default_rule_pairs_per_record")]
    pub rule_pairs_per_record: f64,
    /// Parts that are left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<Part>,
    /// What each column holds.
    pub columns: Vec<ColumnRole>,
    /// How candidates are found; a pair is proposed by the first rule that it meets.
    pub blocking: Vec<BlockingRule>,
    /// What was learned, when it was; a model that has it is used as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trained: Option<Trained>,
}

fn default_block_records_max() -> usize {
    400
}

fn default_rule_pairs_per_record() -> f64 {
    1.2
}

impl Model {
    /// Reads a model from TOML.
    ///
    /// # Errors
    /// When the text is no model; the message names the line.
    pub fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// Writes the model as TOML, for editing.
    ///
    /// # Errors
    /// Never for a model that was inferred or read: every value in it has a form in TOML.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        toml::to_string(self)
    }

    /// A model of these columns with the usual rules for finding candidates.
    #[must_use]
    pub fn of_columns(columns: Vec<ColumnRole>, effort: Effort) -> Self {
        let blocking = crate::rules::usual(&columns, effort);
        Self {
            effort,
            block_records_max: default_block_records_max(),
            rule_pairs_per_record: default_rule_pairs_per_record(),
            without: Vec::new(),
            columns,
            blocking,
            trained: None,
        }
    }

    pub(crate) fn leaves_out(&self, part: Part) -> bool {
        self.without.contains(&part)
    }

    /// What a column holds; a column that the model does not name is not compared.
    #[must_use]
    pub fn kind(&self, column: &str) -> Kind {
        self.columns.iter().find(|role| role.column == column).map_or(Kind::Ignored, |role| role.kind)
    }
}
