//! Whose rows a list holds, and which page of it.

use std::{fmt, str::FromStr};

use domain::ids::AgencyId;
use uuid::Uuid;

/// Whose rows a list may hold: worked out by `app` from policy, and part of the query itself, never a filter afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Every row.
    Everything,
    /// Rows granted to any of these agencies; none of them, no rows.
    Agencies(Vec<AgencyId>),
}

/// Which part of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// After the last row of the page before; nothing for the first page.
    pub after: Option<Cursor>,
    /// At most so many rows.
    pub limit: u32,
}

impl Page {
    /// The first page.
    #[must_use]
    pub fn first(limit: u32) -> Self {
        Self { after: None, limit }
    }
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Where the next page begins; nothing on the last one.
    pub next: Option<Cursor>,
}

/// Where a page begins: the sort numbers and the id of the row before it, never its words, because a cursor stands in
/// addresses and those reach logs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub(crate) numbers: Vec<i64>,
    pub(crate) id: Uuid,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for number in &self.numbers {
            write!(f, "{number}.")?;
        }
        write!(f, "{}", self.id.simple())
    }
}

/// The text is not a cursor that a list gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a place in a list")]
pub struct NotACursor;

impl FromStr for Cursor {
    type Err = NotACursor;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts: Vec<&str> = text.split('.').collect();
        let id = parts.pop().ok_or(NotACursor)?;
        Ok(Self {
            numbers: parts
                .into_iter()
                .map(|part| part.parse().map_err(|_| NotACursor))
                .collect::<Result<_, _>>()?,
            id: Uuid::parse_str(id).map_err(|_| NotACursor)?,
        })
    }
}
