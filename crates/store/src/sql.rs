//! One statement, its values and its rows, on either engine.
//!
//! The text of a statement is the same on both engines. Only three kinds of column exist: whole numbers, text and bytes;
//! each reads and sorts alike on SQLite and on PostgreSQL.

use std::sync::Arc;

use domain::ledger::Digest32;
use jiff::Timestamp;
use sqlx::{
    AssertSqlSafe, Column, Postgres, Row as _, Sqlite, TypeInfo,
    postgres::{PgArguments, PgRow},
    query::Query,
    sqlite::{SqliteArguments, SqliteRow},
};
use uuid::Uuid;

use crate::fault::Fault;

/// A value of one of the three kinds of column. `None` is SQL's null, typed, because PostgreSQL asks for its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Number(Option<i64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
}

impl From<i32> for Value {
    fn from(number: i32) -> Self {
        Self::Number(Some(number.into()))
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(Some(number))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(Some(text))
    }
}

impl From<Option<String>> for Value {
    fn from(text: Option<String>) -> Self {
        Self::Text(text)
    }
}

impl From<Option<i64>> for Value {
    fn from(number: Option<i64>) -> Self {
        Self::Number(number)
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(Some(bytes))
    }
}

impl From<&[u8]> for Value {
    fn from(bytes: &[u8]) -> Self {
        Self::Bytes(Some(bytes.to_vec()))
    }
}

impl From<Digest32> for Value {
    fn from(digest: Digest32) -> Self {
        Self::Bytes(Some(digest.to_vec()))
    }
}

impl From<Uuid> for Value {
    fn from(id: Uuid) -> Self {
        Self::Bytes(Some(id.as_bytes().to_vec()))
    }
}

impl From<Option<Uuid>> for Value {
    fn from(id: Option<Uuid>) -> Self {
        Self::Bytes(id.map(|id| id.as_bytes().to_vec()))
    }
}

impl From<Timestamp> for Value {
    fn from(instant: Timestamp) -> Self {
        Self::Number(Some(instant.as_microsecond()))
    }
}

impl From<Option<Timestamp>> for Value {
    fn from(instant: Option<Timestamp>) -> Self {
        Self::Number(instant.map(Timestamp::as_microsecond))
    }
}

/// A statement with its values.
#[derive(Clone)]
pub(crate) struct Statement {
    text: Text,
    values: Vec<Value>,
}

/// What a statement says, without its values.
#[derive(Clone)]
pub(crate) enum Text {
    Fixed(&'static str),
    Built(Arc<str>),
}

/// How much of a statement a line of the log shows, in characters.
const SHOWN: usize = 200;

impl Text {
    /// How it begins, on one line.
    pub(crate) fn beginning(&self) -> String {
        let text: &str = match self {
            Self::Fixed(text) => text,
            Self::Built(text) => text,
        };
        let words: Vec<&str> = text.split_whitespace().take(SHOWN).collect();
        let line = words.join(" ");
        match line.char_indices().nth(SHOWN) {
            Some((end, _)) => format!("{}…", &line[..end]),
            None => line,
        }
    }
}

/// A statement whose text stands in the source.
pub(crate) fn sql(text: &'static str) -> Statement {
    Statement { text: Text::Fixed(text), values: Vec::new() }
}

impl Statement {
    /// A statement whose text was put together from parts that stand in the source; values never become text.
    pub(crate) fn built(text: String, values: Vec<Value>) -> Self {
        Self { text: Text::Built(text.into()), values }
    }

    /// Its text, for the log.
    pub(crate) fn text(&self) -> Text {
        self.text.clone()
    }

    /// Adds the value of the next `$n`.
    pub(crate) fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    pub(crate) fn for_sqlite(self) -> Query<'static, Sqlite, SqliteArguments> {
        let mut query = match self.text {
            Text::Fixed(text) => sqlx::query(text),
            Text::Built(text) => sqlx::query(AssertSqlSafe(text)),
        };
        for value in self.values {
            query = match value {
                Value::Number(number) => query.bind(number),
                Value::Text(text) => query.bind(text),
                Value::Bytes(bytes) => query.bind(bytes),
            };
        }
        query
    }

    pub(crate) fn for_postgres(self) -> Query<'static, Postgres, PgArguments> {
        let mut query = match self.text {
            Text::Fixed(text) => sqlx::query(text),
            Text::Built(text) => sqlx::query(AssertSqlSafe(text)),
        };
        for value in self.values {
            query = match value {
                Value::Number(number) => query.bind(number),
                Value::Text(text) => query.bind(text),
                Value::Bytes(bytes) => query.bind(bytes),
            };
        }
        query
    }
}

/// A statement put together from conditions that depend on what is asked for.
pub(crate) struct Builder {
    text: String,
    values: Vec<Value>,
}

impl Builder {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), values: Vec::new() }
    }

    /// Adds text.
    pub(crate) fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Adds a value and the `$n` that stands for it.
    pub(crate) fn value(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        self.text.push('$');
        self.text.push_str(&self.values.len().to_string());
        self
    }

    /// Adds several values with commas between them, in brackets. There is at least one, as SQL asks.
    pub(crate) fn list(&mut self, values: impl IntoIterator<Item = impl Into<Value>>) -> &mut Self {
        self.push("(");
        for (place, value) in values.into_iter().enumerate() {
            self.push(if place == 0 { "" } else { ", " });
            self.value(value);
        }
        self.push(")")
    }

    pub(crate) fn build(self) -> Statement {
        Statement::built(self.text, self.values)
    }
}

/// `($1,$2),($3,$4)`: places for `rows` rows of `columns` values, counted from `first`.
pub(crate) fn places(first: usize, columns: usize, rows: usize) -> String {
    let mut text = String::with_capacity(rows * columns * 5);
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ",(" });
        for column in 0..columns {
            let number = first + row * columns + column;
            if column > 0 {
                text.push(',');
            }
            text.push('$');
            text.push_str(&number.to_string());
        }
        text.push(')');
    }
    text
}

/// One row of an answer.
pub(crate) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

macro_rules! read {
    ($row:expr, $column:expr) => {
        match $row {
            Row::Sqlite(row) => row.try_get($column),
            Row::Postgres(row) => row.try_get($column),
        }
        .map_err(|error| Fault::broken(format!("column {}: {error}", $column)))
    };
}

impl Row {
    pub(crate) fn number(&self, column: &str) -> Result<i64, Fault> {
        read!(self, column)
    }

    pub(crate) fn number_or_none(&self, column: &str) -> Result<Option<i64>, Fault> {
        read!(self, column)
    }

    pub(crate) fn text(&self, column: &str) -> Result<String, Fault> {
        read!(self, column)
    }

    pub(crate) fn text_or_none(&self, column: &str) -> Result<Option<String>, Fault> {
        read!(self, column)
    }

    pub(crate) fn bytes(&self, column: &str) -> Result<Vec<u8>, Fault> {
        read!(self, column)
    }

    pub(crate) fn bytes_or_none(&self, column: &str) -> Result<Option<Vec<u8>>, Fault> {
        read!(self, column)
    }

    pub(crate) fn digest(&self, column: &str) -> Result<Digest32, Fault> {
        self.bytes(column)?.try_into().map_err(|_| Fault::broken(format!("column {column}: not 32 bytes")))
    }

    pub(crate) fn uuid(&self, column: &str) -> Result<Uuid, Fault> {
        Uuid::from_slice(&self.bytes(column)?)
            .map_err(|error| Fault::broken(format!("column {column}: {error}")))
    }

    pub(crate) fn uuid_or_none(&self, column: &str) -> Result<Option<Uuid>, Fault> {
        self.bytes_or_none(column)?
            .map(|bytes| {
                Uuid::from_slice(&bytes).map_err(|error| Fault::broken(format!("column {column}: {error}")))
            })
            .transpose()
    }

    pub(crate) fn instant(&self, column: &str) -> Result<Timestamp, Fault> {
        instant(self.number(column)?)
    }

    pub(crate) fn instant_or_none(&self, column: &str) -> Result<Option<Timestamp>, Fault> {
        self.number_or_none(column)?.map(instant).transpose()
    }

    /// The names of the columns.
    pub(crate) fn columns(&self) -> Vec<String> {
        match self {
            Self::Sqlite(row) => row.columns().iter().map(|column| column.name().to_owned()).collect(),
            Self::Postgres(row) => row.columns().iter().map(|column| column.name().to_owned()).collect(),
        }
    }

    /// The values of every column, in order, of whatever kind each is.
    pub(crate) fn values(&self) -> Result<Vec<Value>, Fault> {
        match self {
            Self::Sqlite(row) => row
                .columns()
                .iter()
                .map(|column| match column.type_info().name() {
                    "INTEGER" => Ok(Value::Number(read!(self, column.name())?)),
                    "TEXT" => Ok(Value::Text(read!(self, column.name())?)),
                    _ => Ok(Value::Bytes(read!(self, column.name())?)),
                })
                .collect(),
            Self::Postgres(row) => row
                .columns()
                .iter()
                .map(|column| match column.type_info().name() {
                    "INT8" => Ok(Value::Number(read!(self, column.name())?)),
                    "TEXT" => Ok(Value::Text(read!(self, column.name())?)),
                    _ => Ok(Value::Bytes(read!(self, column.name())?)),
                })
                .collect(),
        }
    }
}

fn instant(microseconds: i64) -> Result<Timestamp, Fault> {
    Timestamp::from_microsecond(microseconds).map_err(|error| Fault::broken(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_shows_how_a_statement_begins_and_no_more() {
        let text = format!("INSERT INTO duty_row\n    (episode_id) VALUES {}", places(1, 1, 500));
        let shown = Statement::built(text, vec!["never shown".into()]).text().beginning();
        assert!(shown.starts_with("INSERT INTO duty_row (episode_id) VALUES ($1),($2)"), "{shown}");
        assert_eq!(shown.chars().count(), SHOWN + 1);
        assert_eq!(sql("SELECT\n  1").text().beginning(), "SELECT 1");
    }
}
