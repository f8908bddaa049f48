//! The usual rules for finding candidates, from what the columns hold.

use crate::model::{BlockingRule, ColumnRole, Effort, Key, Kind};

/// The rules for these columns, the most certain first. A rule whose keys the columns do not give is left out.
pub(crate) fn usual(columns: &[ColumnRole], effort: Effort) -> Vec<BlockingRule> {
    let own = columns
        .iter()
        .filter(|role| matches!(role.kind, Kind::Identifier | Kind::Email | Kind::Telephone))
        .map(|role| vec![Key::Column(role.column.clone())]);
    let combined: &[&[Key]] = match effort {
        Effort::Full => FULL,
        Effort::Fast => FAST,
    };
    let texts = columns
        .iter()
        .filter(|role| matches!(role.kind, Kind::AddressLine | Kind::Text) && effort == Effort::Full)
        .map(|role| vec![Key::Column(role.column.clone())]);
    own.chain(combined.iter().map(|keys| keys.to_vec()).filter(|keys| available(keys, columns)))
        .chain(texts)
        .map(|keys| BlockingRule { keys })
        .collect()
}

use Key::{
    Address, BirthDate, BirthDateSorted, BirthMonthDay, BirthYear, Given, GivenInitial, GivenRoot, Middle,
    NamesSorted, Postcode, PostcodeDistrict, Surname, SurnameInitial, SurnameLast, SurnameSound, Town,
};

/// Rules that between them survive most pairs of faults: each leaves out what another needs.
const FULL: &[&[Key]] = &[
    &[BirthDate, SurnameSound],
    &[BirthDate, GivenRoot],
    &[NamesSorted, BirthYear],
    &[Postcode, SurnameSound],
    &[BirthDate, PostcodeDistrict],
    &[Address, GivenInitial],
    &[Postcode, GivenInitial],
    &[NamesSorted, PostcodeDistrict],
    &[NamesSorted, BirthMonthDay],
    &[BirthDateSorted, SurnameInitial, GivenInitial],
    &[Address, SurnameSound],
    &[Postcode, BirthYear],
    &[Address, BirthYear],
    &[BirthDate, SurnameLast],
    &[Given, Middle, BirthYear],
    &[Surname, Middle, BirthYear],
    &[Given, Surname, Middle],
    &[GivenRoot, SurnameSound, Town],
    &[BirthDate, Town],
    &[Surname, GivenInitial, BirthYear],
    &[Given, SurnameInitial, BirthMonthDay],
    // Affordable in small registers only; in large ones they propose too much and are left out.
    &[BirthDate],
    &[Given, Surname],
    &[SurnameSound, BirthYear],
    &[GivenRoot, BirthYear],
    &[BirthMonthDay, SurnameInitial],
    &[BirthMonthDay, GivenInitial],
    &[Surname],
    &[GivenRoot],
    &[Postcode],
    &[Address],
    &[Town, GivenInitial],
    &[],
];

/// The few that find the most.
const FAST: &[&[Key]] = &[
    &[BirthDate, SurnameSound],
    &[BirthDate, GivenRoot],
    &[NamesSorted, BirthYear],
    &[Postcode, GivenInitial],
];

fn available(keys: &[Key], columns: &[ColumnRole]) -> bool {
    let has = |kind: Kind| columns.iter().any(|role| role.kind == kind);
    keys.iter().all(|key| match key {
        Given | GivenRoot | GivenInitial => has(Kind::GivenName) || has(Kind::FullName),
        Middle => {
            has(Kind::MiddleName) || columns.iter().filter(|role| role.kind == Kind::GivenName).count() > 1
        }
        Surname | SurnameSound | SurnameLast | SurnameInitial => has(Kind::Surname) || has(Kind::FullName),
        NamesSorted => has(Kind::FullName) || has(Kind::GivenName) && has(Kind::Surname),
        BirthDate | BirthMonthDay | BirthDateSorted => has(Kind::BirthDate) || has(Kind::BirthDay),
        BirthYear => has(Kind::BirthDate) || has(Kind::BirthYear),
        Postcode | PostcodeDistrict => has(Kind::Postcode),
        Address => has(Kind::Street),
        Town => has(Kind::Town),
        Key::Column(name) => columns.iter().any(|role| role.column == *name),
    })
}
