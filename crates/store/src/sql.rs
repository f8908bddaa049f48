//! One statement, its values and its rows, on either engine.
//!
//! The text of a statement is the same on both engines. Only three kinds of column exist: whole numbers, text and bytes;
//! each reads and sorts alike on SQLite and on PostgreSQL.

use std::sync::Arc;

use domain::ledger::Digest32;
use jiff::Timestamp;
use sqlx::{
    AssertSqlSafe, Column, PgPool, Postgres, Row as _, Sqlite, SqlitePool, Transaction, TypeInfo,
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
pub(crate) struct Statement {
    text: Text,
    values: Vec<Value>,
}

#[derive(Clone)]
enum Text {
    Fixed(&'static str),
    Built(Arc<str>),
}

/// A statement whose text stands in the source.
pub(crate) fn sql(text: &'static str) -> Statement {
    Statement {
        text: Text::Fixed(text),
        values: Vec::new(),
    }
}

impl Statement {
    /// A statement whose text was put together from parts that stand in the source; values never become text.
    pub(crate) fn built(text: String, values: Vec<Value>) -> Self {
        Self {
            text: Text::Built(text.into()),
            values,
        }
    }

    /// Adds the value of the next `$n`.
    pub(crate) fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    fn for_sqlite(self) -> Query<'static, Sqlite, SqliteArguments> {
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

    fn for_postgres(self) -> Query<'static, Postgres, PgArguments> {
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

    pub(crate) fn bytes(&self, column: &str) -> Result<Vec<u8>, Fault> {
        read!(self, column)
    }

    pub(crate) fn bytes_or_none(&self, column: &str) -> Result<Option<Vec<u8>>, Fault> {
        read!(self, column)
    }

    pub(crate) fn digest(&self, column: &str) -> Result<Digest32, Fault> {
        self.bytes(column)?
            .try_into()
            .map_err(|_| Fault::broken(format!("column {column}: not 32 bytes")))
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

/// Where reads outside a transaction go.
#[derive(Clone)]
pub(crate) enum Reader {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// A transaction. Dropped without [`Tx::commit`] it leaves nothing behind.
pub(crate) enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Reader {
    pub(crate) async fn all(&self, statement: Statement) -> Result<Vec<Row>, Fault> {
        match self {
            Self::Sqlite(pool) => Ok(rows(statement.for_sqlite().fetch_all(pool).await?, Row::Sqlite)),
            Self::Postgres(pool) => Ok(rows(
                statement.for_postgres().fetch_all(pool).await?,
                Row::Postgres,
            )),
        }
    }

    pub(crate) async fn first(&self, statement: Statement) -> Result<Option<Row>, Fault> {
        match self {
            Self::Sqlite(pool) => Ok(statement
                .for_sqlite()
                .fetch_optional(pool)
                .await?
                .map(Row::Sqlite)),
            Self::Postgres(pool) => Ok(statement
                .for_postgres()
                .fetch_optional(pool)
                .await?
                .map(Row::Postgres)),
        }
    }
}

impl Tx {
    pub(crate) async fn all(&mut self, statement: Statement) -> Result<Vec<Row>, Fault> {
        match self {
            Self::Sqlite(tx) => Ok(rows(
                statement.for_sqlite().fetch_all(&mut **tx).await?,
                Row::Sqlite,
            )),
            Self::Postgres(tx) => Ok(rows(
                statement.for_postgres().fetch_all(&mut **tx).await?,
                Row::Postgres,
            )),
        }
    }

    pub(crate) async fn first(&mut self, statement: Statement) -> Result<Option<Row>, Fault> {
        match self {
            Self::Sqlite(tx) => Ok(statement
                .for_sqlite()
                .fetch_optional(&mut **tx)
                .await?
                .map(Row::Sqlite)),
            Self::Postgres(tx) => Ok(statement
                .for_postgres()
                .fetch_optional(&mut **tx)
                .await?
                .map(Row::Postgres)),
        }
    }

    /// Runs a statement and says how many rows it touched.
    pub(crate) async fn run(&mut self, statement: Statement) -> Result<u64, Fault> {
        match self {
            Self::Sqlite(tx) => Ok(statement.for_sqlite().execute(&mut **tx).await?.rows_affected()),
            Self::Postgres(tx) => Ok(statement.for_postgres().execute(&mut **tx).await?.rows_affected()),
        }
    }

    /// Runs a script: several statements without values, such as a migration.
    pub(crate) async fn script(&mut self, text: &'static str) -> Result<(), Fault> {
        match self {
            Self::Sqlite(tx) => sqlx::raw_sql(text).execute(&mut **tx).await.map(|_| ())?,
            Self::Postgres(tx) => sqlx::raw_sql(text).execute(&mut **tx).await.map(|_| ())?,
        }
        Ok(())
    }

    pub(crate) async fn commit(self) -> Result<(), Fault> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}

fn rows<T>(rows: Vec<T>, wrap: fn(T) -> Row) -> Vec<Row> {
    rows.into_iter().map(wrap).collect()
}
