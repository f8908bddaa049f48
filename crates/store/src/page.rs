//! Whose rows a list holds, and which page of it.

use std::{fmt, str::FromStr};

use domain::ids::AgencyId;
use uuid::Uuid;

use crate::sql::Builder;

/// Whose rows a list may hold: worked out by `app` from policy, and part of the query itself, never a filter afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Every row.
    Everything,
    /// Rows granted to any of these agencies; none of them, no rows.
    Agencies(Vec<AgencyId>),
}

impl Scope {
    /// Adds the condition that a row of `owner` is in the scope, by a grants table. Rows of people and episodes are
    /// granted to agencies; the table names which to whom.
    pub(crate) fn narrow(&self, query: &mut Builder, granted: Granted) {
        match self {
            Self::Everything => {}
            Self::Agencies(agencies) if agencies.is_empty() => {
                query.push(" AND 1 = 0");
            }
            Self::Agencies(agencies) => {
                query.push(match granted {
                    Granted::Episode => {
                        " AND EXISTS (
                            SELECT 1 FROM episode_grant g WHERE g.episode_id = e.episode_id AND g.agency_id IN "
                    }
                    Granted::Unidentified => {
                        " AND EXISTS (
                            SELECT 1 FROM unidentified_grant g
                            WHERE g.unidentified_id = u.unidentified_id AND g.agency_id IN "
                    }
                    Granted::Person => {
                        " AND EXISTS (
                            SELECT 1 FROM person_grant g WHERE g.person_id = r.person_id AND g.agency_id IN "
                    }
                });
                query.list(agencies.iter().map(|agency| agency.0)).push(")");
            }
        }
    }
}

/// Which grants decide.
#[derive(Clone, Copy)]
pub(crate) enum Granted {
    /// Those of the `episode_row` that the query calls `e`.
    Episode,
    /// Those of the `person_row` that the query calls `r`.
    Person,
    /// Those of the `unidentified_row` that the query calls `u`.
    Unidentified,
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

impl<T> Listed<T> {
    /// A page from rows of which one more than the limit was asked for, to know whether there are more.
    pub(crate) fn cut(mut rows: Vec<T>, limit: u32, cursor: impl Fn(&T) -> Cursor) -> Self {
        let limit = limit as usize;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(cursor);
        Self { rows, next }
    }
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
