//! Filters of the board that somebody keeps under a name. They are settings of an account and no part of any case.

use domain::ids::AccountId;
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    Fault, Store,
    sql::{Row, sql},
};

/// One kept filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FilterId(pub Uuid);

/// A filter of the board under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFilter {
    /// Its id.
    pub id: FilterId,
    /// Whose.
    pub account: AccountId,
    /// What its owner calls it.
    pub name: String,
    /// What it asks for, as the application writes it: words of filters alone, nobody's name.
    pub asked: String,
    /// Whether the board opens with it. At most one of an account does.
    pub opens: Opens,
}

/// With what the board opens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Opens {
    /// With this filter.
    WithThis,
    /// With another, or with everybody.
    #[default]
    Otherwise,
}

/// Why a filter was not kept.
#[derive(Debug, thiserror::Error)]
pub enum SaveFilterError {
    /// The account has as many as it may.
    #[error("as many filters are kept as may be")]
    TooMany,
    /// The database did not take it.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// As many links as fit in a line or two; each can be reached by a digit.
const FILTERS_AT_MOST: i64 = 9;

impl Store {
    /// Keeps a filter; one of the same name and account is replaced. Where the board opens with it, it no longer opens with
    /// another.
    ///
    /// # Errors
    /// When the account has nine, or the database cannot do it.
    pub async fn save_filter(&self, filter: &SavedFilter, now: Timestamp) -> Result<(), SaveFilterError> {
        let mut tx = self.pools.begin().await?;
        let others = tx
            .first(
                sql("SELECT COUNT(*) AS others FROM board_filter WHERE account_id = $1 AND name <> $2")
                    .bind(filter.account.0)
                    .bind(filter.name.as_str()),
            )
            .await?
            .map_or(Ok(0), |row| row.number("others"))?;
        if others >= FILTERS_AT_MOST {
            return Err(SaveFilterError::TooMany);
        }
        if filter.opens == Opens::WithThis {
            tx.run(
                sql("UPDATE board_filter SET comes_first = 0 WHERE account_id = $1").bind(filter.account.0),
            )
            .await?;
        }
        tx.run(
            sql("INSERT INTO board_filter (id, account_id, name, asked, comes_first, saved_at)
                VALUES ($1, $2, $3, $4, $5, $6)
                ON CONFLICT (account_id, name) DO UPDATE SET
                    asked = excluded.asked,
                    comes_first = excluded.comes_first,
                    saved_at = excluded.saved_at")
            .bind(filter.id.0)
            .bind(filter.account.0)
            .bind(filter.name.as_str())
            .bind(filter.asked.as_str())
            .bind(match filter.opens {
                Opens::WithThis => 1,
                Opens::Otherwise => 0,
            })
            .bind(now),
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// An account's filters, in the order in which they were first kept.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn filters(&self, account: AccountId) -> Result<Vec<SavedFilter>, Fault> {
        let rows = self
            .pools
            .all(
                sql("SELECT id, account_id, name, asked, comes_first FROM board_filter
                    WHERE account_id = $1
                    ORDER BY id")
                .bind(account.0),
            )
            .await?;
        rows.iter().map(saved_filter).collect()
    }

    /// Forgets an account's filter; `false` where it has none of that id.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn delete_filter(&self, account: AccountId, id: FilterId) -> Result<bool, Fault> {
        self.write(
            sql("DELETE FROM board_filter WHERE id = $1 AND account_id = $2").bind(id.0).bind(account.0),
        )
        .await
        .map(|deleted| deleted > 0)
    }
}

fn saved_filter(row: &Row) -> Result<SavedFilter, Fault> {
    Ok(SavedFilter {
        id: FilterId(row.uuid("id")?),
        account: AccountId(row.uuid("account_id")?),
        name: row.text("name")?,
        asked: row.text("asked")?,
        opens: match row.number("comes_first")? {
            0 => Opens::Otherwise,
            _ => Opens::WithThis,
        },
    })
}
