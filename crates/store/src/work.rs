//! What is owed: the duties of roles, by due time, episodes that have ended last.

use std::collections::HashMap;

use domain::{
    ids::{AccountId, EpisodeId},
    projection::{DutyRow, EpisodeRow},
};

use crate::{
    Cursor, Fault, Listed, Page, Scope, Store,
    page::Granted,
    rows::{DUTY_COLUMNS, EPISODE_COLUMNS, duty_row, episode_row},
    sql::{Builder, Row, Value},
};

/// A duty that is owed, with the episode that it is part of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkItem {
    /// The duty.
    pub duty: DutyRow,
    /// Its episode.
    pub episode: EpisodeRow,
}

impl Store {
    /// Duties that these roles owe in the scope's episodes (pending, open or overdue), without the tasks that were given
    /// to somebody other than this account: those of episodes that run, by due
    /// time, then those of episodes that have ended. What is long overdue there would otherwise stand before what is due
    /// for somebody still missing.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn duties_of(
        &self,
        scope: &Scope,
        roles: &[String],
        account: AccountId,
        page: &Page,
    ) -> Result<Listed<WorkItem>, Fault> {
        if roles.is_empty() {
            return Ok(Listed { rows: Vec::new(), next: None });
        }
        let mut query = Builder::new(format!(
            "SELECT {EPISODE_COLUMNS}, place, pack, duty, of_what, series_place, state, trigger_at, due_at,
                owner, met_at, ended, title, account_id
            FROM duty_row d JOIN episode_row e USING (episode_id)
            WHERE owed = 1 AND owner IN "
        ));
        query.list(roles.iter().map(String::as_str));
        query.push(" AND (account_id IS NULL OR account_id = ").value(account.0).push(")");
        scope.narrow(&mut query, Granted::Episode);
        if let Some(Cursor { numbers, id }) = &page.after
            && let [ended, due_at, place] = numbers.as_slice()
        {
            query.push(" AND (ended, due_at, episode_id, place) > ").list([
                Value::from(*ended),
                (*due_at).into(),
                (*id).into(),
                (*place).into(),
            ]);
        }
        query.push(" ORDER BY ended, due_at, episode_id, place LIMIT ").value(i64::from(page.limit) + 1);
        let rows = self.pools.all(query.build()).await?;
        let rows = rows.iter().map(placed).collect::<Result<Vec<_>, _>>()?;
        let listed = Listed::cut(rows, page.limit, |(ended, place, item)| Cursor {
            numbers: vec![*ended, item.duty.due_at.as_microsecond(), *place],
            id: item.episode.episode.0,
        });
        Ok(Listed { rows: listed.rows.into_iter().map(|(.., item)| item).collect(), next: listed.next })
    }

    /// The most urgent duty of each of these episodes: of those begun and not done, the first to be due. An episode that
    /// has none is left out. Whoever asks has found the episodes in a scope.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn most_urgent_duties(
        &self,
        episodes: &[EpisodeId],
    ) -> Result<HashMap<EpisodeId, DutyRow>, Fault> {
        if episodes.is_empty() {
            return Ok(HashMap::new());
        }
        let mut query = Builder::new(format!(
            "SELECT {DUTY_COLUMNS} FROM (
                SELECT {DUTY_COLUMNS}, ROW_NUMBER() OVER (PARTITION BY episode_id ORDER BY due_at, place) AS urgency
                FROM duty_row
                WHERE state IN ('open', 'overdue') AND episode_id IN "
        ));
        query.list(episodes.iter().map(|episode| episode.0)).push(") ranked WHERE urgency = 1");
        let rows = self.pools.all(query.build()).await?;
        rows.iter().map(|row| Ok((EpisodeId(row.uuid("episode_id")?), duty_row(row)?))).collect()
    }
}

fn placed(row: &Row) -> Result<(i64, i64, WorkItem), Fault> {
    let item = WorkItem { duty: duty_row(row)?, episode: episode_row(row)? };
    Ok((row.number("ended")?, row.number("place")?, item))
}
