//! What the columns of a file hold, found from their names and, where these say nothing, from what is in them.

use crate::contents::{BY_WORDS, Sample, kind_of_contents};
use crate::dates;
use crate::headings;
use crate::model::{ColumnRole, Effort, Kind, Model};
use crate::read::Records;

/// The reason given where the heading alone decided.
const BY_NAME: &str = "its name";

/// Infers what the columns of one file, or of two that are to be linked, hold. Every column is named in the result, with
/// the reason, so that a person can correct it.
#[must_use]
pub fn infer(files: &[Records], effort: Effort) -> Model {
    let mut columns: Vec<ColumnRole> = Vec::new();
    for file in files {
        let mut roles: Vec<ColumnRole> =
            file.table.columns.iter().map(|column| role(&column.name, &Sample::new(column))).collect();
        settle_names(&mut roles, file);
        find_other_name(&mut roles, file);
        settle(&mut roles, file);
        for role in roles {
            if columns.iter().all(|known| known.column != role.column) {
                columns.push(role);
            }
        }
    }
    Model::of_columns(columns, effort)
}

fn role(name: &str, sample: &Sample<'_>) -> ColumnRole {
    let role =
        |kind, because: String| ColumnRole { column: name.to_owned(), kind, date_order: None, because };
    if headings::tells_the_truth(name) {
        return role(
            Kind::Ignored,
            "its name says that it tells which records belong together, or where they come from".to_owned(),
        );
    }
    if sample.is_empty() {
        return role(Kind::Ignored, "it is empty".to_owned());
    }
    if sample.are_long() {
        return role(
            Kind::Ignored,
            "its values are long text, which says little of who somebody is; what it names is best put in columns of its own"
                .to_owned(),
        );
    }
    let named = headings::named(name);
    if let Some(kind) = named.filter(|_| headings::is_somebody_else(name)) {
        return somebody_elses(role, kind);
    }
    let (kind, because) = match named {
        Some(kind) if sample.could_be(kind) => (kind, BY_NAME.to_owned()),
        Some(kind) => {
            let (found, reason) = kind_of_contents(sample);
            let named = format!("{kind:?}").to_lowercase();
            (found, format!("its name suggests {named}, but {reason}"))
        }
        None => kind_of_contents(sample),
    };
    let mut role = role(kind, because);
    if kind == Kind::BirthDate {
        role.date_order = dates::order_of(&sample.texts()).map(|(order, _)| order);
    }
    role
}

/// What another's name says of the person is learned like any text; their address and numbers are left aside.
fn somebody_elses(role: impl Fn(Kind, String) -> ColumnRole, kind: Kind) -> ColumnRole {
    match kind {
        Kind::GivenName | Kind::MiddleName | Kind::Surname | Kind::FullName | Kind::Text => role(
            Kind::Text,
            "its name speaks of somebody else, whom two records may have in common".to_owned(),
        ),
        Kind::BirthDate
        | Kind::BirthDay
        | Kind::BirthMonth
        | Kind::BirthYear
        | Kind::Age
        | Kind::Sex
        | Kind::Category
        | Kind::Postcode
        | Kind::Town
        | Kind::Region
        | Kind::StreetNumber
        | Kind::Street
        | Kind::AddressLine
        | Kind::Telephone
        | Kind::Email
        | Kind::Identifier
        | Kind::Ignored => role(Kind::Ignored, "its name speaks of somebody else".to_owned()),
    }
}

/// A column called "name" in another language, or "surname", holds whole names where there is none of given names.
fn settle_names(columns: &mut [ColumnRole], file: &Records) {
    if columns.iter().any(|role| matches!(role.kind, Kind::GivenName | Kind::FullName)) {
        return;
    }
    let surnames = columns.iter_mut().zip(&file.table.columns).filter(|(role, _)| role.kind == Kind::Surname);
    for (role, column) in surnames {
        if Sample::new(column).are_several_words() {
            role.kind = Kind::FullName;
            role.because += "; its values are several words, and no column holds given names";
        }
    }
}

/// Beside a column of surnames one called "name" holds given names, when its values are single words. Beside given names
/// the first column of words that nothing else is known of holds surnames, and the other way round.
fn find_other_name(columns: &mut [ColumnRole], file: &Records) {
    let has = |columns: &[ColumnRole], kind| columns.iter().any(|role| role.kind == kind);
    let sample = |place: usize| Sample::new(&file.table.columns[place]);
    if !has(columns, Kind::GivenName) && has(columns, Kind::Surname) {
        let full = columns.iter().position(|role| role.kind == Kind::FullName);
        if let Some(place) = full.filter(|&place| !sample(place).are_several_words()) {
            columns[place].kind = Kind::GivenName;
            columns[place].because += "; its values are single words, and another column holds surnames";
        }
    }
    if has(columns, Kind::FullName) || has(columns, Kind::GivenName) == has(columns, Kind::Surname) {
        return;
    }
    let missing = if has(columns, Kind::Surname) { Kind::GivenName } else { Kind::Surname };
    let words = |place: &usize| columns[*place].kind == Kind::Text && columns[*place].because == BY_WORDS;
    if let Some(place) = (0..columns.len()).find(|place| words(place) && sample(*place).are_few_words()) {
        columns[place].kind = missing;
        columns[place].because +=
            "; the other part of the name has a column, and this is the likeliest for it";
    }
}

/// Puts right what one column cannot know of the others.
fn settle(columns: &mut [ColumnRole], file: &Records) {
    let has = |columns: &[ColumnRole], kind| columns.iter().any(|role| role.kind == kind);
    if has(columns, Kind::GivenName) && has(columns, Kind::Surname) {
        demote(columns, Kind::FullName, Kind::Ignored, "given name and surname have columns of their own");
    }
    if has(columns, Kind::BirthDate) {
        settle_dates(columns);
        let dates_are_missing = is_often_empty(columns, file, Kind::BirthDate);
        for kind in [Kind::BirthDay, Kind::BirthMonth, Kind::BirthYear] {
            demote(columns, kind, Kind::Ignored, "the date of birth has a column of its own");
        }
        if !dates_are_missing {
            demote(columns, Kind::Age, Kind::Ignored, "the date of birth tells the age");
        }
    }
    if !has(columns, Kind::Street)
        && let Some(line) = columns.iter_mut().find(|role| role.kind == Kind::AddressLine)
    {
        line.kind = Kind::Street;
        line.because += "; there is no other line with the street";
    }
    // One line is the street; further ones are compared as they stand.
    let mut streets = columns.iter_mut().filter(|role| role.kind == Kind::Street);
    streets.next();
    for further in streets {
        further.kind = Kind::AddressLine;
        further.because += "; another column holds the street";
    }
}

/// Whether one record in twenty has nothing in the column of a kind, so that another column may tell what it does not.
fn is_often_empty(columns: &[ColumnRole], file: &Records, kind: Kind) -> bool {
    let mut held = columns.iter().zip(&file.table.columns).filter(|(role, _)| role.kind == kind);
    held.any(|(_, column)| 20 * column.codes.iter().filter(|&&code| code == 0).count() > column.codes.len())
}

/// A date whose name says nothing of birth is one of birth only when no other column is.
fn settle_dates(columns: &mut [ColumnRole]) {
    let named = |role: &ColumnRole| role.kind == Kind::BirthDate && role.because == BY_NAME;
    if !columns.iter().any(named) {
        return;
    }
    for role in columns.iter_mut().filter(|role| role.kind == Kind::BirthDate && role.because != BY_NAME) {
        role.kind = Kind::Ignored;
        role.date_order = None;
        "its values are dates, and another column holds the date of birth".clone_into(&mut role.because);
    }
}

fn demote(columns: &mut [ColumnRole], from: Kind, to: Kind, because: &str) {
    for role in columns.iter_mut().filter(|role| role.kind == from) {
        role.kind = to;
        because.clone_into(&mut role.because);
    }
}
