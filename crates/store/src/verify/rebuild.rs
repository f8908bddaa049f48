//! Writing every list row anew from the ledger.

use std::collections::BTreeMap;

use domain::{
    ids::{EpisodeId, IncidentId, PersonId, UnidentifiedId},
    ledger::Stream,
};
use jiff::Timestamp;

use super::{Projector, rows};
use crate::{Fault, Store, merged, pool::Tx, projection, sql::sql, unidentified};

/// How many rows a rebuild wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// People.
    pub people: i64,
    /// Episodes.
    pub episodes: i64,
    /// Calls.
    pub incidents: i64,
    /// Records of people who cannot be named.
    pub unidentified: i64,
}

impl Store {
    /// Writes every list row anew from the ledger, each episode as of when it was last worked out, or `now` where it
    /// has no row. One person at a time, so that others can work meanwhile.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn rebuild(&self, projector: Projector<'_>, now: Timestamp) -> Result<Rebuilt, Fault> {
        let mut rebuilt = Rebuilt::default();
        self.drop_left_over().await?;
        let mut tx = self.pools.begin().await?;
        let merged = merged::rebuild(&mut tx).await?;
        tx.commit().await?;
        let mut after = Vec::new();
        loop {
            let mut tx = self.pools.begin().await?;
            let people = rows::people(&mut tx, after).await?;
            tx.commit().await?;
            let Some(last) = people.last() else { break };
            after = last.0.as_bytes().to_vec();
            for person in people {
                rebuilt.people += 1;
                if merged.contains_key(&person) {
                    self.clear_absorbed(person).await?;
                    continue;
                }
                rebuilt.episodes += self.rebuild_person(person, projector, now).await?;
            }
        }
        let mut after = Vec::new();
        loop {
            let mut tx = self.pools.begin().await?;
            let incidents = rows::incidents(&mut tx, after).await?;
            tx.commit().await?;
            let Some(last) = incidents.last() else { break };
            after = last.0.as_bytes().to_vec();
            for incident in incidents {
                rebuilt.incidents += self.rebuild_incident(incident, projector).await?;
            }
        }
        let mut after = Vec::new();
        loop {
            let mut tx = self.pools.begin().await?;
            let records = rows::unidentified(&mut tx, after).await?;
            tx.commit().await?;
            let Some(last) = records.last() else { break };
            after = last.0.as_bytes().to_vec();
            for record in records {
                rebuilt.unidentified += self.rebuild_unidentified(record, projector).await?;
            }
        }
        self.count_anew().await?;
        if rebuilt.people > 0 {
            self.announce_anything().await?;
        }
        Ok(rebuilt)
    }

    async fn rebuild_person(
        &self,
        person: PersonId,
        projector: Projector<'_>,
        now: Timestamp,
    ) -> Result<i64, Fault> {
        let mut tx = self.pools.begin().await?;
        let file = lock_file(&mut tx, person).await?;
        let evaluated = rows::evaluated(&mut tx, person).await?;
        let mut moments: BTreeMap<EpisodeId, Timestamp> = BTreeMap::new();
        for entry in &file.entries {
            if let Stream::Episode(episode) = entry.stream {
                moments.insert(episode, evaluated.get(&episode).copied().unwrap_or(now));
            }
        }
        let projection = (projector.person)(person, &file.entries, &moments);
        merged::clear(&mut tx, &[person]).await?;
        projection::write_person(&mut tx, &projection).await?;
        tx.commit().await?;
        Ok(i64::try_from(projection.episodes.len()).expect("episodes of one person are few"))
    }

    /// A record that counts in another's file has no rows of its own; its count is its own.
    async fn clear_absorbed(&self, person: PersonId) -> Result<(), Fault> {
        let mut tx = self.pools.begin().await?;
        lock_file(&mut tx, person).await?;
        merged::clear(&mut tx, &[person]).await?;
        tx.commit().await
    }

    async fn rebuild_incident(&self, incident: IncidentId, projector: Projector<'_>) -> Result<i64, Fault> {
        let mut tx = self.pools.begin().await?;
        let entries = rows::of_stream(&mut tx, Stream::Incident(incident)).await?;
        tx.run(sql("DELETE FROM incident_row WHERE incident_id = $1").bind(incident.0)).await?;
        let Some(row) = (projector.incident)(incident, &entries) else {
            tx.commit().await?;
            return Ok(0);
        };
        projection::write_incident(&mut tx, &row).await?;
        tx.commit().await?;
        Ok(1)
    }

    async fn rebuild_unidentified(
        &self,
        record: UnidentifiedId,
        projector: Projector<'_>,
    ) -> Result<i64, Fault> {
        const TABLES: [&str; 3] = ["unidentified_row", "unidentified_grant", "unidentified_candidate"];
        let mut tx = self.pools.begin().await?;
        let entries = rows::of_stream(&mut tx, Stream::Unidentified(record)).await?;
        unidentified::delete(&mut tx, record, &TABLES).await?;
        let row = (projector.unidentified)(record, &entries);
        if let Some(row) = &row {
            unidentified::write(&mut tx, row).await?;
        }
        tx.commit().await?;
        Ok(i64::from(row.is_some()))
    }

    /// Removes rows of which the ledger knows nothing.
    async fn drop_left_over(&self) -> Result<(), Fault> {
        let mut tx = self.pools.begin().await?;
        for text in [
            "DELETE FROM person_file WHERE NOT EXISTS (SELECT 1 FROM entry e WHERE e.person_id = person_file.person_id)",
            "DELETE FROM person_row WHERE NOT EXISTS (SELECT 1 FROM entry e WHERE e.person_id = person_row.person_id)",
            "DELETE FROM person_key WHERE NOT EXISTS (SELECT 1 FROM person_row r WHERE r.person_id = person_key.person_id)",
            "DELETE FROM person_grant WHERE NOT EXISTS (SELECT 1 FROM person_row r WHERE r.person_id = person_grant.person_id)",
            "DELETE FROM episode_row WHERE NOT EXISTS (SELECT 1 FROM person_row r WHERE r.person_id = episode_row.person_id)",
            "DELETE FROM episode_grant WHERE NOT EXISTS (SELECT 1 FROM episode_row r WHERE r.episode_id = episode_grant.episode_id)",
            "DELETE FROM episode_holding WHERE NOT EXISTS (SELECT 1 FROM episode_row r WHERE r.episode_id = episode_holding.episode_id)",
            "DELETE FROM duty_row WHERE NOT EXISTS (SELECT 1 FROM episode_row r WHERE r.episode_id = duty_row.episode_id)",
            "DELETE FROM message_row WHERE NOT EXISTS (SELECT 1 FROM episode_row r WHERE r.episode_id = message_row.episode_id)",
            "DELETE FROM incident_row WHERE NOT EXISTS (
                SELECT 1 FROM entry e WHERE e.stream_id = incident_row.incident_id AND e.stream_kind = 'incident'
            )",
            "DELETE FROM unidentified_row WHERE NOT EXISTS (
                SELECT 1 FROM entry e
                WHERE e.stream_id = unidentified_row.unidentified_id AND e.stream_kind = 'unidentified'
            )",
            "DELETE FROM unidentified_grant WHERE NOT EXISTS (
                SELECT 1 FROM unidentified_row r WHERE r.unidentified_id = unidentified_grant.unidentified_id
            )",
            "DELETE FROM unidentified_candidate WHERE NOT EXISTS (
                SELECT 1 FROM unidentified_row r WHERE r.unidentified_id = unidentified_candidate.unidentified_id
            )",
        ] {
            tx.run(sql(text)).await?;
        }
        tx.commit().await
    }
}

/// A person's file, with its count put right and locked, so that nobody adds to it before the rows are written.
async fn lock_file(tx: &mut Tx, person: PersonId) -> Result<crate::FileEntries, Fault> {
    tx.run(
        sql("INSERT INTO person_file (person_id, entries) VALUES ($1, 0)
            ON CONFLICT (person_id) DO UPDATE SET entries = person_file.entries")
        .bind(person.0),
    )
    .await?;
    let file = rows::file(tx, person).await?;
    for claim in file.claims.iter().filter(|claim| claim.person == person) {
        let counted = sql("UPDATE person_file SET entries = $1 WHERE person_id = $2");
        tx.run(counted.bind(claim.entries).bind(person.0)).await?;
    }
    Ok(file)
}
