//! Values that are written and cannot be read as what their column holds: they count as missing, and are told.

use crate::dates::{self, DateOrder};
use crate::model::{Kind, Model};
use crate::places;
use crate::read::Records;
use crate::table::Column;
use crate::values::{age_range, is_blank};

/// The values of one column that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The place of the file among those that are linked.
    pub file: usize,
    /// The place of the column in that file.
    pub column: usize,
    /// The rows whose value it is, in their order.
    pub rows: Vec<u32>,
}

/// The values that count as missing because they cannot be read, column by column. What says that nothing is known (an empty
/// cell, "unknown", NaN) is none of them.
#[must_use]
pub fn unread(files: &[Records], model: &Model) -> Vec<Unread> {
    let mut found = Vec::new();
    for (file, records) in files.iter().enumerate() {
        for (place, column) in records.table.columns.iter().enumerate() {
            let Some(role) = model.columns.iter().find(|role| role.column == column.name) else { continue };
            let rows = rows(column, role.kind, role.date_order.unwrap_or(DateOrder::YearFirst));
            if !rows.is_empty() {
                found.push(Unread { file, column: place, rows });
            }
        }
    }
    found
}

/// The rows whose value is written and is none of its kind.
fn rows(column: &Column, kind: Kind, order: DateOrder) -> Vec<u32> {
    let is_read = |text: &str| match kind {
        Kind::BirthDate => dates::read(text, order).is_some(),
        Kind::BirthYear => dates::from_parts(text, "", "").is_some(),
        Kind::Age => age_range(text).is_some(),
        Kind::Telephone => places::telephone(text).is_some() || !places::telephones(text).is_empty(),
        Kind::GivenName
        | Kind::MiddleName
        | Kind::Surname
        | Kind::FullName
        | Kind::BirthDay
        | Kind::BirthMonth
        | Kind::Sex
        | Kind::Category
        | Kind::Postcode
        | Kind::Town
        | Kind::Region
        | Kind::StreetNumber
        | Kind::Street
        | Kind::AddressLine
        | Kind::Email
        | Kind::Identifier
        | Kind::Text
        | Kind::Ignored => true,
    };
    if !matches!(kind, Kind::BirthDate | Kind::BirthYear | Kind::Age | Kind::Telephone) {
        return Vec::new();
    }
    let unread: Vec<bool> = (0..=column.values.len() as u32)
        .map(|code| {
            let text = column.values.text(code);
            code != 0 && !is_blank(&text) && !is_read(&text)
        })
        .collect();
    if !unread.contains(&true) {
        return Vec::new();
    }
    (0u32..).zip(&column.codes).filter(|(_, code)| unread[**code as usize]).map(|(row, _)| row).collect()
}
