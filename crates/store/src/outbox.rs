//! Messages queued by the act that causes them and delivered after its commit.

use jiff::Timestamp;

use crate::{
    Fault, Store,
    sql::{Row, sql},
};

/// A message that is to be delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queued {
    /// Its number.
    pub id: i64,
    /// What kind of message.
    pub topic: String,
    /// What the job needs.
    pub payload: Vec<u8>,
    /// How often delivery has failed.
    pub attempts: i64,
}

impl Store {
    /// Takes messages that nobody is delivering, the oldest first. They are this caller's until `until`; a message not
    /// marked by then, because the server died, is handed out again, so a delivery must bear being done twice.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn take_outbox(
        &self,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<Queued>, Fault> {
        let mut tx = self.pools.begin().await?;
        // Asked twice, because on PostgreSQL two servers may pick the same rows: the second waits for the first, and
        // then sees that they are no longer to be had.
        let rows = tx
            .all(
                sql("UPDATE outbox SET available_at = $1
                    WHERE available_at <= $2 AND id IN (
                        SELECT id FROM outbox WHERE available_at <= $2 ORDER BY id LIMIT $3
                    )
                    RETURNING id, topic, payload, attempts")
                .bind(until)
                .bind(now)
                .bind(i64::from(limit)),
            )
            .await?;
        tx.commit().await?;
        let mut taken: Vec<Queued> = rows.iter().map(queued).collect::<Result<_, _>>()?;
        taken.sort_by_key(|message| message.id);
        Ok(taken)
    }

    /// Marks a message delivered: it is removed.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn outbox_done(&self, id: i64) -> Result<(), Fault> {
        self.write(sql("DELETE FROM outbox WHERE id = $1").bind(id)).await.map(|_| ())
    }

    /// Marks a delivery failed: it is tried again from `retry_at`.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn outbox_failed(&self, id: i64, retry_at: Timestamp) -> Result<(), Fault> {
        self.write(
            sql("UPDATE outbox SET attempts = attempts + 1, available_at = $1 WHERE id = $2")
                .bind(retry_at)
                .bind(id),
        )
        .await
        .map(|_| ())
    }
}

impl Store {
    /// Puts a job off: it is handed out again from `at`, and nothing has failed.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn outbox_later(&self, id: i64, at: Timestamp) -> Result<(), Fault> {
        self.write(sql("UPDATE outbox SET available_at = $1 WHERE id = $2").bind(at).bind(id))
            .await
            .map(|_| ())
    }

    /// Whether a job of a kind about this is not done.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn is_queued(&self, topic: &str, payload: &[u8]) -> Result<bool, Fault> {
        let job = sql("SELECT id FROM outbox WHERE topic = $1 AND payload = $2 LIMIT 1");
        Ok(self.pools.first(job.bind(topic).bind(payload)).await?.is_some())
    }

    /// Every job of a kind that is not done, taken or not, the oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn queued(&self, topic: &str) -> Result<Vec<Queued>, Fault> {
        let jobs = self
            .pools
            .all(
                sql("SELECT id, topic, payload, attempts FROM outbox WHERE topic = $1 ORDER BY id")
                    .bind(topic),
            )
            .await?;
        jobs.iter().map(queued).collect()
    }
}

fn queued(row: &Row) -> Result<Queued, Fault> {
    Ok(Queued {
        id: row.number("id")?,
        topic: row.text("topic")?,
        payload: row.bytes("payload")?,
        attempts: row.number("attempts")?,
    })
}
