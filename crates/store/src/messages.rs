//! Messages that wait to be acknowledged, by the roles to which they went.

use domain::{
    episode::Message,
    ids::{AccountId, EntryId, EpisodeId},
    messages::{MessageRow, MessageStanding},
    projection::{EpisodeProjection, EpisodeRow},
};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::{
    Cursor, Fault, Listed, Page, Scope, Store,
    page::Granted,
    pool::Tx,
    projection::write_placed,
    rows::{EPISODE_COLUMNS, episode_row},
    sql::{Builder, Row, Value},
};

/// What waits: the last message of a chain that reached somebody, with its episode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The message.
    pub message: MessageRow,
    /// When the first of its chain reached them.
    pub since: Timestamp,
    /// Its episode.
    pub episode: EpisodeRow,
}

impl Store {
    /// Unanswered messages that went to one of these roles, or to one of them as cover, in the scope's episodes: one for
    /// each matter, case by case, high risk first, then the case that has waited longest.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn messages_to(
        &self,
        scope: &Scope,
        roles: &[String],
        page: &Page,
    ) -> Result<Listed<Waiting>, Fault> {
        if roles.is_empty() {
            return Ok(Listed { rows: Vec::new(), next: None });
        }
        let mut query = Builder::new(format!(
            "SELECT {EPISODE_COLUMNS}, place, entry_id, message, subject, sent_at, message_standing,
                acknowledged_at, acknowledged_by, next_role, next_at, since, case_since
            FROM (
                SELECT episode_id AS of_episode, place, entry_id, message, subject, sent_at,
                    standing AS message_standing, acknowledged_at, acknowledged_by, next_role, next_at,
                    ROW_NUMBER() OVER (PARTITION BY episode_id, cause ORDER BY place DESC) AS latest,
                    MIN(sent_at) OVER (PARTITION BY episode_id, cause) AS since,
                    MIN(sent_at) OVER (PARTITION BY episode_id) AS case_since
                FROM message_row WHERE "
        ));
        unanswered_to(&mut query, roles);
        query.push(") m JOIN episode_row e ON e.episode_id = m.of_episode WHERE latest = 1");
        scope.narrow(&mut query, Granted::Episode);
        if let Some(Cursor { numbers, id }) = &page.after
            && let [risk, case_since, since, place] = numbers.as_slice()
        {
            query.push(" AND (risk_rank, case_since, episode_id, since, place) > ").list([
                Value::from(*risk),
                (*case_since).into(),
                (*id).into(),
                (*since).into(),
                (*place).into(),
            ]);
        }
        query.push(" ORDER BY risk_rank, case_since, episode_id, since, place LIMIT ");
        query.value(i64::from(page.limit) + 1);
        let rows = self.pools.all(query.build()).await?;
        let rows = rows.iter().map(placed).collect::<Result<Vec<_>, _>>()?;
        let listed = Listed::cut(rows, page.limit, |(numbers, waiting)| Cursor {
            numbers: numbers.to_vec(),
            id: waiting.episode.episode.0,
        });
        Ok(Listed { rows: listed.rows.into_iter().map(|(_, waiting)| waiting).collect(), next: listed.next })
    }

    /// How many matters wait for these roles.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_messages_to(&self, scope: &Scope, roles: &[String]) -> Result<i64, Fault> {
        if roles.is_empty() {
            return Ok(0);
        }
        let mut query = Builder::new(
            "SELECT COUNT(*) AS waiting FROM (SELECT DISTINCT episode_id AS of_episode, cause FROM message_row WHERE ",
        );
        unanswered_to(&mut query, roles);
        query.push(") m JOIN episode_row e ON e.episode_id = m.of_episode WHERE 1 = 1");
        scope.narrow(&mut query, Granted::Episode);
        self.pools.first(query.build()).await?.map_or(Ok(0), |row| row.number("waiting"))
    }
}

fn unanswered_to(query: &mut Builder, roles: &[String]) {
    query.push("standing = 'unanswered' AND (to_role IN ").list(roles.iter().map(String::as_str));
    query.push(" OR covered_by IN ").list(roles.iter().map(String::as_str)).push(")");
}

fn placed(row: &Row) -> Result<([i64; 4], Waiting), Fault> {
    let numbers =
        [row.number("risk_rank")?, row.number("case_since")?, row.number("since")?, row.number("place")?];
    let waiting =
        Waiting { message: message_row(row)?, since: row.instant("since")?, episode: episode_row(row)? };
    Ok((numbers, waiting))
}

fn message_row(row: &Row) -> Result<MessageRow, Fault> {
    let message: Message = serde_json::from_str(&row.text("message")?)
        // What serde says may quote the text.
        .map_err(|_| Fault::broken("column message: no message"))?;
    let standing = row.text("message_standing")?;
    let known = row.uuid_or_none("acknowledged_by")?.zip(row.instant_or_none("acknowledged_at")?);
    Ok(MessageRow {
        entry: EntryId(row.uuid("entry_id")?),
        message,
        subject: row.text("subject")?,
        sent_at: row.instant("sent_at")?,
        acknowledged: known.map(|(account, at)| (AccountId(account), at)),
        standing: MessageStanding::ALL
            .into_iter()
            .find(|known| known.word() == standing)
            .ok_or_else(|| Fault::broken("column standing: no standing of a message"))?,
        next: match row.instant_or_none("next_at")? {
            Some(at) => Some((row.text("next_role")?, at)),
            None => None,
        },
    })
}

/// The columns of a message's row, in the order of [`message_values`].
pub(crate) const MESSAGE_COLUMNS: &str = "episode_id, place, entry_id, cause, to_role, covered_by, message, \
     subject, sent_at, standing, acknowledged_at, acknowledged_by, next_role, next_at";
const MESSAGE_COLUMN_COUNT: usize = 14;

pub(crate) fn message_values(
    episode: EpisodeId,
    place: i64,
    row: &MessageRow,
) -> [Value; MESSAGE_COLUMN_COUNT] {
    let message = &row.message;
    [
        episode.0.into(),
        place.into(),
        row.entry.0.into(),
        written(&message.cause).into(),
        message.to.as_str().into(),
        message.covered_by.as_deref().unwrap_or_default().into(),
        written(message).into(),
        row.subject.as_str().into(),
        row.sent_at.into(),
        row.standing.word().into(),
        row.acknowledged.map(|(_, at)| at).into(),
        row.acknowledged.map(|(account, _)| account.0).into(),
        row.next.as_ref().map_or("", |(role, _)| role).into(),
        row.next.as_ref().map(|(_, at)| *at).into(),
    ]
}

fn written(said: &impl serde::Serialize) -> String {
    serde_json::to_string(said).expect("messages serialise")
}

/// Tells whether the rows of an episode's messages are the ones stored, without reading them; nothing for none.
pub(crate) fn messages_digest(projection: &EpisodeProjection) -> Vec<u8> {
    if projection.messages.is_empty() {
        return Vec::new();
    }
    Sha256::digest(serde_json::to_vec(&projection.messages).expect("messages serialise")).to_vec()
}

/// Writes those of an episode's messages that differ from the row in the same place. Messages are never taken back, but after a
/// restore of an older copy there may be fewer.
pub(crate) async fn write_messages(tx: &mut Tx, projection: &EpisodeProjection) -> Result<(), Fault> {
    let episode = projection.row.episode;
    let rows = (0..).zip(&projection.messages).map(|(place, row)| message_values(episode, place, row));
    // How many stood is not asked: what is beyond the last is deleted in any case.
    write_placed(tx, "message_row", MESSAGE_COLUMNS, episode, i64::MAX, rows.collect()).await
}
