//! A photograph as an entry names it: how good a likeness it can be.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A photograph, kept by the hash of its bytes. It was encoded anew when it was added: nothing of the file that was sent
/// but the picture is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photograph {
    /// SHA-256 of the stored picture, in hexadecimal.
    pub digest: String,
    /// SHA-256 of the same picture at 320 pixels, for lists. Named here, so that the chain covers both.
    #[serde(default)]
    pub thumbnail: String,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// When it was taken, as far as anybody knows: how good a likeness it can be. The first day of the month or year where
    /// only that is known.
    pub taken_on: Option<Date>,
    /// How exactly the day is known.
    #[serde(default)]
    pub taken_to: TakenTo,
    /// Where it comes from.
    pub source: String,
    /// What differs today: hair, beard, glasses.
    #[serde(default)]
    pub differs: String,
}

impl Photograph {
    /// The first and the last day on which it can have been taken; nothing where nobody knows.
    #[must_use]
    pub fn taken_between(&self) -> Option<(Date, Date)> {
        let first = self.taken_on?;
        let last = match self.taken_to {
            TakenTo::Day => first,
            TakenTo::Month => first.last_of_month(),
            TakenTo::Year => first.last_of_year(),
        };
        Some((first, last))
    }
}

/// How exactly it is known when a photograph was taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TakenTo {
    /// To the day.
    #[default]
    Day,
    /// To the month.
    Month,
    /// To the year.
    Year,
}
