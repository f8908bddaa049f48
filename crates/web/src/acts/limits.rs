//! How much is taken, in forms and from programs alike: generous for what people say, and an end for what nobody says.

use std::ops::RangeInclusive;

use jiff::civil::Date;

use super::form::Kind;

/// The longest answer of several lines, in characters.
pub(crate) const TEXT_AT_MOST: usize = 20_000;

/// The longest answer of one line, in characters.
pub(crate) const LINE_AT_MOST: usize = 200;

/// The longest name, in characters: some people have many.
const NAME_AT_MOST: usize = 1_000;

/// The most people whom one call can be about.
pub(crate) const PEOPLE_AT_MOST: usize = 20;

/// The most records of others of which something is said at once: as many as are compared.
pub(crate) const OTHERS_AT_MOST: usize = 200;

/// The first year in which somebody can have been born who is looked for today.
const BORN_FIRST: i16 = 1880;

/// How long the answer of one line may be under this name.
pub(crate) fn line_at_most(name: &str) -> usize {
    match name {
        "name" | "other_names" => NAME_AT_MOST,
        _ => LINE_AT_MOST,
    }
}

/// How long what stands under a control may be, by the kind of its field.
pub(crate) fn of(kind: Kind, control: &str) -> usize {
    match kind {
        // Each name is held against everybody on record.
        Kind::Lines if control == "other_names" => NAME_AT_MOST,
        Kind::Paragraphs | Kind::Lines => TEXT_AT_MOST,
        Kind::Considerations if control.ends_with("-what") => TEXT_AT_MOST,
        Kind::Checks if control.ends_with("-note") => TEXT_AT_MOST,
        Kind::Line
        | Kind::Choice { .. }
        | Kind::LocalTime
        | Kind::Date
        | Kind::Integer
        | Kind::Count
        | Kind::Birth
        | Kind::Contacts
        | Kind::Considerations
        | Kind::Reference(_)
        | Kind::Several(_)
        | Kind::Owner
        | Kind::Checks => line_at_most(control),
    }
}

/// The years in which somebody can have been born.
pub(crate) fn birth_years(today: Date) -> RangeInclusive<i16> {
    BORN_FIRST..=today.year()
}
