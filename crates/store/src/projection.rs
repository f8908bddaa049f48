//! Writing list rows, and only those that have changed.

use domain::{
    ids::{AgencyId, EpisodeId},
    projection::{DutyRow, EpisodeProjection, IncidentRow, PersonProjection, PersonRow},
};
use uuid::Uuid;

use crate::{
    Fault,
    pool::Tx,
    rows::{
        DUTY_COLUMN_COUNT, DUTY_COLUMNS, EPISODE_COLUMNS, INCIDENT_COLUMNS, PERSON_COLUMNS, duties_digest,
        duty_values, episode_values, incident_values, person_row, person_values,
    },
    sql::{Statement, Value, places, sql},
};

/// Writes a person's row and the rows of the episodes that the projection names.
pub(crate) async fn write_person(tx: &mut Tx, projection: &PersonProjection) -> Result<(), Fault> {
    write_person_row(tx, &projection.row).await?;
    for episode in &projection.episodes {
        write_episode(tx, episode).await?;
    }
    Ok(())
}

async fn write_person_row(tx: &mut Tx, row: &PersonRow) -> Result<(), Fault> {
    let stored = tx
        .first(
            Statement::built(
                format!("SELECT {PERSON_COLUMNS} FROM person_row WHERE person_id = $1"),
                Vec::new(),
            )
            .bind(row.person.0),
        )
        .await?
        .map(|stored| person_row(&stored))
        .transpose()?;
    if stored.as_ref() == Some(row) {
        return Ok(());
    }
    upsert(tx, "person_row", PERSON_COLUMNS, person_values(row)).await?;
    let (keys, granted) = stored.map(|stored| (stored.search_keys, stored.granted_to)).unwrap_or_default();
    if keys != row.search_keys {
        tx.run(sql("DELETE FROM person_key WHERE person_id = $1").bind(row.person.0)).await?;
        let mut keys: Vec<&str> = row.search_keys.iter().map(String::as_str).collect();
        keys.sort_unstable();
        keys.dedup();
        let values = keys.iter().map(|key| [(*key).into(), row.person.0.into()]).collect();
        insert(tx, "person_key", "search_key, person_id", values).await?;
    }
    if granted != row.granted_to {
        tx.run(sql("DELETE FROM person_grant WHERE person_id = $1").bind(row.person.0)).await?;
        let values = grants(row.person.0, &row.granted_to);
        insert(tx, "person_grant", "person_id, agency_id", values).await?;
    }
    Ok(())
}

async fn write_episode(tx: &mut Tx, projection: &EpisodeProjection) -> Result<(), Fault> {
    let episode = projection.row.episode;
    let stored = tx
        .first(sql("SELECT granted_to, duties_digest FROM episode_row WHERE episode_id = $1").bind(episode.0))
        .await?;
    upsert(tx, "episode_row", EPISODE_COLUMNS, episode_values(projection)).await?;

    let (granted, digest) = match &stored {
        Some(row) => (row.bytes("granted_to")?, Some(row.digest("duties_digest")?)),
        None => (Vec::new(), None),
    };
    let grants_now: Vec<u8> =
        projection.row.granted_to.iter().flat_map(|agency| *agency.0.as_bytes()).collect();
    if granted != grants_now {
        tx.run(sql("DELETE FROM episode_grant WHERE episode_id = $1").bind(episode.0)).await?;
        let values = grants(episode.0, &projection.row.granted_to);
        insert(tx, "episode_grant", "episode_id, agency_id", values).await?;
    }
    if digest != Some(duties_digest(&projection.duties)) {
        write_duties(tx, episode, &projection.duties).await?;
    }
    Ok(())
}

async fn write_duties(tx: &mut Tx, episode: EpisodeId, duties: &[DutyRow]) -> Result<(), Fault> {
    tx.run(sql("DELETE FROM duty_row WHERE episode_id = $1").bind(episode.0)).await?;
    let values = (0..).zip(duties).map(|(place, duty)| duty_values(episode, place, duty)).collect();
    insert::<DUTY_COLUMN_COUNT>(tx, "duty_row", DUTY_COLUMNS, values).await
}

/// Writes a call's row.
pub(crate) async fn write_incident(tx: &mut Tx, row: &IncidentRow) -> Result<(), Fault> {
    upsert(tx, "incident_row", INCIDENT_COLUMNS, incident_values(row)).await
}

/// Each agency once, however often it is named.
fn grants(of: Uuid, agencies: &[AgencyId]) -> Vec<[Value; 2]> {
    let mut agencies = agencies.to_vec();
    agencies.sort_unstable();
    agencies.dedup();
    agencies.into_iter().map(|agency| [of.into(), agency.0.into()]).collect()
}

/// Inserts rows of `N` columns, as many to a statement as both engines take.
pub(crate) async fn insert<const N: usize>(
    tx: &mut Tx,
    table: &'static str,
    columns: &'static str,
    rows: Vec<[Value; N]>,
) -> Result<(), Fault> {
    /// SQLite takes 32,766 values in a statement, PostgreSQL 65,535.
    const ROWS_AT_ONCE: usize = 500;
    let mut rows = rows.into_iter();
    while rows.len() > 0 {
        let values: Vec<Value> = rows.by_ref().take(ROWS_AT_ONCE).flatten().collect();
        let text = format!("INSERT INTO {table} ({columns}) VALUES {}", places(1, N, values.len() / N));
        tx.run(Statement::built(text, values)).await?;
    }
    Ok(())
}

/// Inserts a row, or changes the one that has the same first column.
async fn upsert(
    tx: &mut Tx,
    table: &'static str,
    columns: &'static str,
    values: Vec<Value>,
) -> Result<(), Fault> {
    let mut names = columns.split(", ");
    let key = names.next().unwrap_or_default();
    let changes: Vec<String> = names.map(|name| format!("{name} = excluded.{name}")).collect();
    let text = format!(
        "INSERT INTO {table} ({columns}) VALUES {} ON CONFLICT ({key}) DO UPDATE SET {}",
        places(1, values.len(), 1),
        changes.join(", ")
    );
    tx.run(Statement::built(text, values)).await.map(|_| ())
}
