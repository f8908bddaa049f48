//! The clocks: which duties change by time alone, and which server minds them.

use domain::{
    ids::{EpisodeId, PersonId},
    projection::PersonProjection,
};
use jiff::Timestamp;

use crate::{
    Fault, FileClaim, OutboxMessage, Store, Touched,
    append::{claim_file, queue},
    projection,
    sql::sql,
};

/// An episode one of whose duties changes by now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueClock {
    /// Which.
    pub episode: EpisodeId,
    /// Whose.
    pub person: PersonId,
    /// When its duties change.
    pub at: Timestamp,
}

/// Whether rows were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reprojected {
    /// They were.
    Written,
    /// The file has changed since; whoever changed it has written the rows.
    FileChanged,
}

/// Whether a server holds a lease.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lease {
    /// This one does, until then.
    Held {
        /// Until when.
        until: Timestamp,
    },
    /// Another does.
    HeldByOther,
}

impl Store {
    /// Episodes whose duties change at or before `now`, the earliest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn due_clocks(&self, now: Timestamp, limit: u32) -> Result<Vec<DueClock>, Fault> {
        let rows = self
            .pools
            .all(
                sql("SELECT episode_id, person_id, next_change_at FROM episode_row
                    WHERE next_change_at <= $1
                    ORDER BY next_change_at, episode_id
                    LIMIT $2")
                .bind(now)
                .bind(i64::from(limit)),
            )
            .await?;
        rows.iter()
            .map(|row| {
                Ok(DueClock {
                    episode: EpisodeId(row.uuid("episode_id")?),
                    person: PersonId(row.uuid("person_id")?),
                    at: row.instant("next_change_at")?,
                })
            })
            .collect()
    }

    /// The next moment at which any duty changes by time alone.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn next_clock(&self) -> Result<Option<Timestamp>, Fault> {
        let row = self
            .pools
            .first(sql("SELECT next_change_at FROM episode_row
                    WHERE next_change_at IS NOT NULL
                    ORDER BY next_change_at
                    LIMIT 1"))
            .await?;
        row.map(|row| row.instant("next_change_at")).transpose()
    }

    /// Writes rows worked out anew because time has passed, and the messages that follow from it.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn reproject(
        &self,
        files: &[FileClaim],
        projection: &PersonProjection,
        outbox: &[OutboxMessage],
    ) -> Result<Reprojected, Fault> {
        let touched = Touched {
            people: vec![projection.row.person],
            episodes: projection.episodes.iter().map(|episode| episode.row.episode).collect(),
            ..Touched::default()
        };
        let mut tx = self.pools.begin().await?;
        for file in files {
            if !claim_file(&mut tx, *file, file.entries).await? {
                return Ok(Reprojected::FileChanged);
            }
        }
        projection::write_person(&mut tx, projection).await?;
        queue(&mut tx, outbox).await?;
        self.announcer.prepare(&mut tx, &touched).await?;
        tx.commit().await?;
        self.announcer.announce(touched);
        Ok(Reprojected::Written)
    }

    /// Takes or renews a lease. Of several servers over one database, one minds the clocks; when it dies, another takes
    /// over once the lease has run out.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn lease(
        &self,
        name: &str,
        holder: &str,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Lease, Fault> {
        let taken = self
            .write(
                sql("INSERT INTO lease (name, holder, until) VALUES ($1, $2, $3)
                    ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
                    WHERE lease.holder = excluded.holder OR lease.until <= $4")
                .bind(name)
                .bind(holder)
                .bind(until)
                .bind(now),
            )
            .await?;
        Ok(match taken {
            0 => Lease::HeldByOther,
            _ => Lease::Held { until },
        })
    }

    /// Gives a lease up, so that another server need not wait for it to run out.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn release(&self, name: &str, holder: &str) -> Result<(), Fault> {
        self.write(sql("DELETE FROM lease WHERE name = $1 AND holder = $2").bind(name).bind(holder))
            .await
            .map(|_| ())
    }
}
