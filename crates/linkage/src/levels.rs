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
    /// How often two strangers do in a large register, for a register too small to count it.
    pub(crate) strangers: f32,
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

const fn level(name: &'static str, context: u8, supposed: f32, strangers: f32) -> Level {
    Level { name, context, supposed, strangers, rarity: Rarity::Ignored }
}

const fn same(name: &'static str, context: u8, supposed: f32, strangers: f32) -> Level {
    Level { name, context, supposed, strangers, rarity: Rarity::Counts }
}

const MISSING: Level = level("missing", 0, 1.0, 1.0);

/// Given names; numbers are those of [`given`].
pub(crate) const GIVEN: &[Level] = &[
    MISSING,
    same("same", 1, 0.70, 0.0025),
    level("short form or transliteration", 1, 0.06, 0.0022),
    level("one keystroke apart", 1, 0.09, 0.0009),
    level("similar spelling", 1, 0.02, 0.0003),
    level("sounds alike", 1, 0.02, 0.0015),
    level("a part in common", 1, 0.01, 0.00001),
    level("initial agrees", 2, 0.97, 0.06),
    level("initial differs", 2, 0.03, 0.94),
    level("the other's middle name", 1, 0.02, 0.003),
    level("exchanged with the surname", 1, 0.03, 0.0000003),
    level("some letters in common", 1, 0.02, 0.0015),
    level("different", 1, 0.03, 0.988),
];

/// Numbers of the degrees of given names that later code asks for.
pub(crate) mod given {
    /// The same spelling.
    pub(crate) const SAME: usize = 1;
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
    same("same", 1, 0.82, 0.003),
    level("short form or transliteration", 1, 0.02, 0.0026),
    level("one keystroke apart", 1, 0.07, 0.0007),
    level("similar", 1, 0.03, 0.0017),
    level("different", 1, 0.06, 0.992),
    level("initial agrees", 2, 0.95, 0.065),
    level("initial differs", 2, 0.05, 0.935),
    level("counted with the given name", 3, 1.0, 1.0),
];

/// Numbers of the degrees of middle names.
pub(crate) mod middle {
    /// The given name's degree speaks for both.
    pub(crate) const COUNTED: u64 = 8;
    /// Each degree of [`crate::names::Alike`], in its order.
    pub(crate) const OF_ALIKE: [u64; 10] = [1, 2, 3, 4, 4, 4, 6, 7, 5, 5];
}

/// Surnames. Women change theirs more often than men, so that those of two women are a context of their own.
pub(crate) const SURNAME: &[Level] = &[
    MISSING,
    same("same", 1, 0.78, 0.0012),
    level("another form of it", 1, 0.02, 0.00007),
    level("one keystroke apart", 1, 0.09, 0.0004),
    level("similar spelling", 1, 0.02, 0.0002),
    level("sounds alike", 1, 0.02, 0.0008),
    level("a part in common", 1, 0.02, 0.00003),
    level("initial agrees", 2, 0.95, 0.08),
    level("initial differs", 2, 0.05, 0.92),
    level("some letters in common", 1, 0.01, 0.001),
    level("different", 1, 0.04, 0.9963),
    level("counted with the given name", 3, 1.0, 1.0),
    same("same, of women", 4, 0.71, 0.0012),
    level("another form of it, of women", 4, 0.02, 0.00007),
    level("one keystroke apart, of women", 4, 0.09, 0.0004),
    level("similar spelling, of women", 4, 0.02, 0.0002),
    level("sounds alike, of women", 4, 0.02, 0.0008),
    level("a part in common, of women", 4, 0.03, 0.00003),
    level("some letters in common, of women", 4, 0.01, 0.001),
    level("different, of women", 4, 0.1, 0.9963),
];

/// Numbers of the degrees of surnames that later code asks for.
pub(crate) mod surname {
    /// The given name's degree speaks for both.
    pub(crate) const COUNTED: u64 = 11;
    /// A part in common.
    pub(crate) const PART: u64 = 6;
    /// Each degree of [`crate::names::Alike`], in its order.
    pub(crate) const OF_ALIKE: [u64; 10] = [1, 2, 3, 4, 5, PART, 7, 8, 9, 10];
    /// Each degree where both are women's, by its number.
    pub(crate) const OF_WOMEN: [u64; 12] = [0, 12, 13, 14, 15, 16, 17, 7, 8, 18, 19, COUNTED];
    /// The two numbers at which both spellings are the same.
    pub(crate) const SAME: [usize; 2] = [1, 12];
}

/// Dates of birth, in the order of [`crate::dates::DatesAgree`].
pub(crate) const BIRTH_DATE: &[Level] = &[
    MISSING,
    same("same", 1, 0.84, 0.00004),
    level("day and month exchanged", 1, 0.03, 0.00002),
    level("one digit mistaken", 1, 0.07, 0.0012),
    level("same day and month, other year", 1, 0.02, 0.0025),
    level("year agrees, rest unknown", 2, 0.93, 0.0127),
    level("year differs, rest unknown", 2, 0.07, 0.9873),
    level("same year, and day or month", 1, 0.01, 0.0008),
    level("two digits mistaken", 1, 0.01, 0.011),
    level("same year", 1, 0.01, 0.0084),
    level("different", 1, 0.01, 0.976),
    level("fits the age", 3, 0.88, 0.04),
    level("fits the age within a year", 3, 0.08, 0.03),
    level("does not fit the age", 3, 0.04, 0.93),
    level("fits a wide range of ages", 4, 0.93, 0.15),
    level("does not fit a wide range of ages", 4, 0.07, 0.85),
];

/// The numbers of [`BIRTH_DATE`] that say that it differs altogether.
pub(crate) const BIRTH_DATE_DIFFERS: [usize; 3] = [10, 13, 15];

/// Ages in years, or ranges of them.
pub(crate) const AGE: &[Level] = &[
    MISSING,
    level("same", 1, 0.7, 0.02),
    level("a year apart", 1, 0.2, 0.03),
    level("up to three years apart", 1, 0.05, 0.06),
    level("different", 1, 0.05, 0.89),
];

/// Sex as recorded. Most given names tell it already, so that two equal names are a context of their own. So are two equal
/// dates of birth: most twins are of one sex.
pub(crate) const SEX: &[Level] = &[
    MISSING,
    level("same", 1, 0.97, 0.5),
    level("different", 1, 0.03, 0.5),
    level("same, as the given name has it", 2, 0.98, 0.98),
    level("different, under the same given name", 2, 0.02, 0.02),
    level("same, under the same date of birth", 3, 0.97, 0.5),
    level("different, under the same date of birth", 3, 0.03, 0.5),
];

/// The numbers of [`SEX`] that say that it differs.
pub(crate) const SEX_DIFFERS: [usize; 3] = [2, 4, 6];

/// One of few values.
pub(crate) const CATEGORY: &[Level] = &[
    MISSING,
    level("same", 1, 0.87, 0.55),
    level("a word in common", 1, 0.05, 0.05),
    level("different", 1, 0.08, 0.4),
];

/// Postcodes, in the order of [`crate::places::PostcodesAgree`].
pub(crate) const POSTCODE: &[Level] = &[
    MISSING,
    same("same", 1, 0.76, 0.00001),
    level("one keystroke apart", 1, 0.09, 0.00001),
    level("same sector", 1, 0.01, 0.0001),
    level("same district", 1, 0.02, 0.001),
    level("district agrees, rest unknown", 2, 0.9, 0.001),
    level("district differs, rest unknown", 2, 0.1, 0.999),
    level("two keystrokes apart", 1, 0.02, 0.0002),
    level("different", 1, 0.1, 0.9987),
];

/// The last number of [`POSTCODE`] at which the two lie in one district, so that the town says nothing new.
pub(crate) const POSTCODE_TELLS_TOWN: u64 = 5;

/// Towns and other areas. Where the postcodes agree they are a context of their own.
pub(crate) const TOWN: &[Level] = &[
    MISSING,
    same("same", 1, 0.85, 0.02),
    level("similar", 1, 0.05, 0.002),
    level("different", 1, 0.1, 0.978),
    level("same, as the postcode has it", 2, 0.95, 0.99),
    level("similar, under one postcode", 2, 0.03, 0.001),
    level("different, under one postcode", 2, 0.02, 0.009),
];

/// House number and street together.
pub(crate) const ADDRESS: &[Level] = &[
    MISSING,
    same("same number and street", 1, 0.74, 0.00001),
    level("same number, similar street", 1, 0.1, 0.000005),
    level("same street, other number", 1, 0.04, 0.001),
    level("similar street, other number", 1, 0.01, 0.001),
    level("same number, other street", 1, 0.01, 0.006),
    level("different", 1, 0.1, 0.992),
    same("same street, number unknown", 2, 0.8, 0.001),
    level("similar street, number unknown", 2, 0.1, 0.001),
    level("different street, number unknown", 2, 0.1, 0.998),
];

/// The number of [`ADDRESS`] that says that the street is the same and no more is known.
pub(crate) const SAME_STREET: usize = 7;

/// Telephone numbers. A mobile is one person's; any other may be a household's.
pub(crate) const TELEPHONE: &[Level] = &[
    MISSING,
    same("same mobile", 1, 0.4, 0.00000001),
    same("same number", 1, 0.2, 0.00001),
    level("one digit mistaken", 1, 0.02, 0.000002),
    level("different", 1, 0.38, 0.99999),
];

/// E-mail addresses. Those that repeat the names on which two records agree anyway, and nothing else, are a context of their
/// own: two people of one name have such addresses too.
pub(crate) const EMAIL: &[Level] = &[
    MISSING,
    same("same", 1, 0.75, 0.0000001),
    level("same name at another provider", 1, 0.05, 0.00001),
    level("one or two keystrokes apart", 1, 0.05, 0.00001),
    level("different", 1, 0.15, 0.99998),
    level("same, as the names have it", 2, 0.75, 0.15),
    level("same name at another provider, as the names have it", 2, 0.1, 0.35),
    level("different, under the same names", 2, 0.15, 0.5),
];

/// The numbers of [`EMAIL`] where the names have the address already.
pub(crate) const EMAIL_REPEATS_NAMES: [usize; 3] = [5, 6, 7];

/// Numbers given to one person.
pub(crate) const IDENTIFIER: &[Level] = &[
    MISSING,
    same("same", 1, 0.9, 0.0000001),
    level("one keystroke apart", 1, 0.05, 0.00001),
    level("two keystrokes apart", 1, 0.01, 0.0001),
    level("different", 1, 0.04, 0.9999),
];

/// Other text, and further lines of an address.
pub(crate) const TEXT: &[Level] = &[
    MISSING,
    same("same", 1, 0.75, 0.01),
    level("one or two keystrokes apart", 1, 0.1, 0.005),
    level("words in common", 1, 0.05, 0.01),
    level("different", 1, 0.1, 0.975),
];
