//! The degrees to which two records can agree on a field, and what is supposed of them before anything is learned.
//!
//! Each degree belongs to a context: what kind of comparison the values allow at all (two full names, a name and an
//! initial, a missing value). Probabilities are of a degree given its context, so a context with a single degree says
//! nothing either way. That is how a missing value counts: not at all.

/// One degree of agreement.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Level {
    /// As the explanation of a pair names it.
    pub(crate) name: &'static str,
    /// The comparison that the values allow; probabilities add up to 1 within it.
    pub(crate) context: u8,
    /// How often one person's two records agree so, supposed before learning.
    pub(crate) supposed: f32,
    /// Whether agreement on a rare value says more than on a common one.
    pub(crate) rarity: Rarity,
}

/// Whether the value's own frequency enters the weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rarity {
    /// Both values are equal, and a rare one says more.
    Counts,
    /// The values differ, or there are few of them.
    Ignored,
}

const fn level(name: &'static str, context: u8, supposed: f32) -> Level {
    Level { name, context, supposed, rarity: Rarity::Ignored }
}

const fn same(name: &'static str, context: u8, supposed: f32) -> Level {
    Level { name, context, supposed, rarity: Rarity::Counts }
}

const MISSING: Level = level("missing", 0, 1.0);

/// Given names; numbers are those of [`given`].
pub(crate) const GIVEN: &[Level] = &[
    MISSING,
    same("same", 1, 0.70),
    level("short form or transliteration", 1, 0.06),
    level("one keystroke apart", 1, 0.09),
    level("similar spelling", 1, 0.02),
    level("sounds alike", 1, 0.02),
    level("a part in common", 1, 0.01),
    level("initial agrees", 2, 0.97),
    level("initial differs", 2, 0.03),
    level("the other's middle name", 1, 0.02),
    level("exchanged with the surname", 1, 0.03),
    level("some letters in common", 1, 0.02),
    level("different", 1, 0.03),
];

/// Numbers of the degrees of given names that later code asks for.
pub(crate) mod given {
    /// Equal to the other's middle name.
    pub(crate) const MIDDLE: u64 = 9;
    /// Exchanged with the surname.
    pub(crate) const EXCHANGED: u64 = 10;
    /// Each degree of [`crate::names::Alike`], in its order.
    pub(crate) const OF_ALIKE: [u64; 10] = [1, 2, 3, 4, 5, 6, 7, 8, 11, 12];
}

/// Middle names.
pub(crate) const MIDDLE: &[Level] = &[
    MISSING,
    same("same", 1, 0.82),
    level("short form or transliteration", 1, 0.02),
    level("one keystroke apart", 1, 0.07),
    level("similar", 1, 0.03),
    level("different", 1, 0.06),
    level("initial agrees", 2, 0.95),
    level("initial differs", 2, 0.05),
    level("counted with the given name", 3, 1.0),
];

/// Numbers of the degrees of middle names.
pub(crate) mod middle {
    /// The given name's degree speaks for both.
    pub(crate) const COUNTED: u64 = 8;
    /// Each degree of [`crate::names::Alike`], in its order.
    pub(crate) const OF_ALIKE: [u64; 10] = [1, 2, 3, 4, 4, 4, 6, 7, 5, 5];
}

/// Surnames.
pub(crate) const SURNAME: &[Level] = &[
    MISSING,
    same("same", 1, 0.78),
    level("another form of it", 1, 0.02),
    level("one keystroke apart", 1, 0.09),
    level("similar spelling", 1, 0.02),
    level("sounds alike", 1, 0.02),
    level("a part in common", 1, 0.02),
    level("initial agrees", 2, 0.95),
    level("initial differs", 2, 0.05),
    level("some letters in common", 1, 0.01),
    level("different", 1, 0.04),
    level("counted with the given name", 3, 1.0),
];

/// Numbers of the degrees of surnames.
pub(crate) mod surname {
    /// The given name's degree speaks for both.
    pub(crate) const COUNTED: u64 = 11;
    /// Each degree of [`crate::names::Alike`], in its order.
    pub(crate) const OF_ALIKE: [u64; 10] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
}

/// Dates of birth, in the order of [`crate::dates::DatesAgree`].
pub(crate) const BIRTH_DATE: &[Level] = &[
    MISSING,
    same("same", 1, 0.84),
    level("day and month exchanged", 1, 0.03),
    level("one digit mistaken", 1, 0.07),
    level("same day and month, other year", 1, 0.02),
    level("year agrees, rest unknown", 2, 0.93),
    level("year differs, rest unknown", 2, 0.07),
    level("same year, and day or month", 1, 0.01),
    level("two digits mistaken", 1, 0.01),
    level("same year", 1, 0.01),
    level("different", 1, 0.01),
];

/// Ages in years, or ranges of them.
pub(crate) const AGE: &[Level] = &[
    MISSING,
    level("same", 1, 0.7),
    level("a year apart", 1, 0.2),
    level("up to three years apart", 1, 0.05),
    level("different", 1, 0.05),
];

/// Sex as recorded. Most given names tell it already, so that two equal names are a context of their own.
pub(crate) const SEX: &[Level] = &[
    MISSING,
    level("same", 1, 0.97),
    level("different", 1, 0.03),
    level("same, as the given name has it", 2, 0.98),
    level("different, under the same given name", 2, 0.02),
];

/// The numbers of [`SEX`] that say that it differs.
pub(crate) const SEX_DIFFERS: [usize; 2] = [2, 4];

/// One of few values.
pub(crate) const CATEGORY: &[Level] = &[MISSING, level("same", 1, 0.9), level("different", 1, 0.1)];

/// Postcodes, in the order of [`crate::places::PostcodesAgree`].
pub(crate) const POSTCODE: &[Level] = &[
    MISSING,
    same("same", 1, 0.76),
    level("one keystroke apart", 1, 0.09),
    level("same sector", 1, 0.01),
    level("same district", 1, 0.02),
    level("district agrees, rest unknown", 2, 0.9),
    level("district differs, rest unknown", 2, 0.1),
    level("two keystrokes apart", 1, 0.02),
    level("different", 1, 0.1),
];

/// The last number of [`POSTCODE`] at which the two lie in one district, so that the town says nothing new.
pub(crate) const POSTCODE_TELLS_TOWN: u64 = 5;

/// Towns and other areas. Where the postcodes agree they are a context of their own.
pub(crate) const TOWN: &[Level] = &[
    MISSING,
    same("same", 1, 0.85),
    level("similar", 1, 0.05),
    level("different", 1, 0.1),
    level("same, as the postcode has it", 2, 0.95),
    level("similar, under one postcode", 2, 0.03),
    level("different, under one postcode", 2, 0.02),
];

/// House number and street together.
pub(crate) const ADDRESS: &[Level] = &[
    MISSING,
    same("same number and street", 1, 0.74),
    level("same number, similar street", 1, 0.1),
    level("same street, other number", 1, 0.04),
    level("similar street, other number", 1, 0.01),
    level("same number, other street", 1, 0.01),
    level("different", 1, 0.1),
    same("same street, number unknown", 2, 0.8),
    level("similar street, number unknown", 2, 0.1),
    level("different street, number unknown", 2, 0.1),
];

/// Telephone numbers. A mobile is one person's; any other may be a household's.
pub(crate) const TELEPHONE: &[Level] = &[
    MISSING,
    same("same mobile", 1, 0.4),
    same("same number", 1, 0.2),
    level("one digit mistaken", 1, 0.02),
    level("different", 1, 0.38),
];

/// E-mail addresses.
pub(crate) const EMAIL: &[Level] = &[
    MISSING,
    same("same", 1, 0.75),
    level("same name at another provider", 1, 0.05),
    level("one or two keystrokes apart", 1, 0.05),
    level("different", 1, 0.15),
];

/// Numbers given to one person.
pub(crate) const IDENTIFIER: &[Level] = &[
    MISSING,
    same("same", 1, 0.9),
    level("one keystroke apart", 1, 0.05),
    level("two keystrokes apart", 1, 0.01),
    level("different", 1, 0.04),
];

/// Other text, and further lines of an address.
pub(crate) const TEXT: &[Level] = &[
    MISSING,
    same("same", 1, 0.75),
    level("one or two keystrokes apart", 1, 0.1),
    level("words in common", 1, 0.05),
    level("different", 1, 0.1),
];
