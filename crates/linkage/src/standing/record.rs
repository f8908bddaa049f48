//! A person's record as a program has it: typed fields, built without any file.

use jiff::civil;

use crate::dates::Date;

/// What is known of one person. Whatever is left out, empty or "unknown" counts as missing and says nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    pub(super) names: Vec<PersonName>,
    pub(super) birth: Option<Birth>,
    pub(super) sex: String,
    pub(super) homes: Vec<Home>,
    pub(super) telephones: Vec<String>,
    pub(super) emails: Vec<String>,
    pub(super) identifiers: Vec<(String, String)>,
    pub(super) others: Vec<(String, String)>,
}

impl Record {
    /// A record of which nothing is known.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a name: the one now borne, one the person is known as, or an earlier one. Of several the best agreement counts.
    #[must_use]
    pub fn name(mut self, name: PersonName) -> Self {
        self.names.push(name);
        self
    }

    /// Says when the person was born, as exactly as that is known.
    #[must_use]
    pub fn birth(mut self, birth: Birth) -> Self {
        self.birth = Some(birth);
        self
    }

    /// Says the sex as it is recorded, in any words that begin with its letter: `f`, `Female`, `male`.
    #[must_use]
    pub fn sex(mut self, recorded: impl Into<String>) -> Self {
        self.sex = recorded.into();
        self
    }

    /// Says the ethnicity as it is recorded.
    #[must_use]
    pub fn ethnicity(self, recorded: impl Into<String>) -> Self {
        self.other("ethnicity", recorded)
    }

    /// Adds a home, present or earlier. Of several the best agreement counts.
    #[must_use]
    pub fn home(mut self, home: Home) -> Self {
        self.homes.push(home);
        self
    }

    /// Adds a telephone number in any form.
    #[must_use]
    pub fn telephone(mut self, number: impl Into<String>) -> Self {
        self.telephones.push(number.into());
        self
    }

    /// Adds an e-mail address.
    #[must_use]
    pub fn email(mut self, address: impl Into<String>) -> Self {
        self.emails.push(address.into());
        self
    }

    /// Adds a number that was given to this person alone, and who gave it: `nhs_number`, `passport`. Numbers of different
    /// givers are never compared.
    #[must_use]
    pub fn identifier(mut self, giver: impl Into<String>, number: impl Into<String>) -> Self {
        self.identifiers.push((giver.into(), number.into()));
        self
    }

    /// Gives the value of any other column that the register's model compares, by its name.
    #[must_use]
    pub fn other(mut self, column: impl Into<String>, value: impl Into<String>) -> Self {
        self.others.push((column.into(), value.into()));
        self
    }
}

/// One name of a person.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PersonName {
    pub(super) given: String,
    pub(super) middle: String,
    pub(super) surname: String,
    pub(super) in_full: String,
}

impl PersonName {
    /// A name in its parts; either may be empty or an initial.
    #[must_use]
    pub fn new(given: impl Into<String>, surname: impl Into<String>) -> Self {
        Self { given: given.into(), surname: surname.into(), ..Self::default() }
    }

    /// Adds the names between the given name and the surname, or their initials.
    #[must_use]
    pub fn middle(mut self, names: impl Into<String>) -> Self {
        self.middle = names.into();
        self
    }

    /// A name of which only the whole is known: "Anna Maria Smith" or "Smith, Anna Maria".
    #[must_use]
    pub fn in_full(name: impl Into<String>) -> Self {
        Self { in_full: name.into(), ..Self::default() }
    }
}

/// When a person was born, as exactly as that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Birth {
    /// The day.
    On(civil::Date),
    /// The month.
    InMonth {
        /// The year.
        year: u16,
        /// The month, from 1.
        month: u8,
    },
    /// The year.
    In(u16),
    /// An age in full years, or a range of ages, on a day.
    Aged {
        /// The lowest age.
        lowest: u16,
        /// The highest age; the lowest again where one age is known.
        highest: u16,
        /// The day on which the person was of this age.
        on: civil::Date,
    },
}

impl Birth {
    pub(super) fn date(self) -> Option<Date> {
        let day = |date: civil::Date| {
            Date::new(date.year().unsigned_abs().into(), date.month() as u32, date.day() as u32)
        };
        match self {
            Self::On(date) => day(date),
            Self::InMonth { year, month } => Date::new(year.into(), month.into(), 0),
            Self::In(year) => Date::new(year.into(), 0, 0),
            Self::Aged { lowest, highest, on } => Date::of_age(lowest.into(), highest.into(), day(on)?),
        }
    }
}

/// One home of a person.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Home {
    pub(super) postcode: String,
    pub(super) address: String,
    pub(super) town: String,
}

impl Home {
    /// A home of which nothing is known.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The postcode, or its first half.
    #[must_use]
    pub fn postcode(mut self, postcode: impl Into<String>) -> Self {
        self.postcode = postcode.into();
        self
    }

    /// The first line: house number and street.
    #[must_use]
    pub fn address(mut self, line: impl Into<String>) -> Self {
        self.address = line.into();
        self
    }

    /// The town.
    #[must_use]
    pub fn town(mut self, town: impl Into<String>) -> Self {
        self.town = town.into();
        self
    }
}
