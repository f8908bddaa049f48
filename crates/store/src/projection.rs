//! Writing list rows, and only those that have changed.

use std::collections::BTreeMap;

use domain::{
    ids::{AgencyId, EpisodeId},
    projection::{EpisodeProjection, IncidentRow, PersonProjection, PersonRow},
};
use uuid::Uuid;

use crate::{
    Fault,
    messages::{messages_digest, write_messages},
    pool::Tx,
    rows::{
        DUTY_COLUMNS, EPISODE_COLUMNS, HOLDING_COLUMNS, INCIDENT_COLUMNS, PERSON_COLUMNS,
        PERSON_COLUMNS_WRITTEN, duties_digest, duty_values, episode_values, holding_values, holdings_text,
        incident_values, person_row, person_values,
    },
    sql::{Builder, Statement, Value, places, sql},
};

/// How many rows are written in a statement. SQLite takes 32,766 values in one, PostgreSQL 65,535.
pub(crate) const ROWS_AT_ONCE: usize = 500;

/// Writes a person's row and the rows of the episodes that the projection names.
pub(crate) async fn write_person(tx: &mut Tx, projection: &PersonProjection) -> Result<(), Fault> {
    let stored = stored(tx, projection).await?;
    if stored.person.as_ref() != Some(&projection.row) {
        write_person_row(tx, stored.person, &projection.row).await?;
    }
    for episode in &projection.episodes {
        let stored = stored.episodes.get(&episode.row.episode);
        write_episode(tx, stored, episode).await?;
    }
    Ok(())
}

/// What stands in the rows before they are written.
#[derive(Default)]
struct Stored {
    person: Option<PersonRow>,
    episodes: BTreeMap<EpisodeId, StoredEpisode>,
}

struct StoredEpisode {
    granted_to: Vec<u8>,
    holdings: String,
    duties_digest: [u8; 32],
    messages_digest: Vec<u8>,
    duties: i64,
}

/// Everything in one question, because an append asks it every time.
async fn stored(tx: &mut Tx, projection: &PersonProjection) -> Result<Stored, Fault> {
    let columns: Vec<String> = PERSON_COLUMNS.split(", ").map(|column| format!("p.{column}")).collect();
    let mut query = Builder::new(format!(
        "SELECT {}, e.episode_id, e.granted_to AS episode_granted_to, e.holdings, e.duties_digest, e.messages_digest, (
            SELECT COUNT(*) FROM duty_row d WHERE d.episode_id = e.episode_id
        ) AS duties
        FROM person_row p LEFT JOIN episode_row e ON e.person_id = p.person_id",
        columns.join(", ")
    ));
    query.push(" AND e.episode_id IN ").list(
        // At least one, as SQL asks; nobody's episode has the person's id.
        std::iter::once(projection.row.person.0)
            .chain(projection.episodes.iter().map(|episode| episode.row.episode.0))
            .collect::<Vec<_>>(),
    );
    query.push(" WHERE p.person_id = ").value(projection.row.person.0);
    let mut stored = Stored::default();
    for row in tx.all(query.build()).await? {
        if stored.person.is_none() {
            stored.person = Some(person_row(&row)?);
        }
        if let Some(episode) = row.uuid_or_none("episode_id")? {
            stored.episodes.insert(
                EpisodeId(episode),
                StoredEpisode {
                    granted_to: row.bytes("episode_granted_to")?,
                    holdings: row.text("holdings")?,
                    duties_digest: row.digest("duties_digest")?,
                    messages_digest: row.bytes("messages_digest")?,
                    duties: row.number("duties")?,
                },
            );
        }
    }
    Ok(stored)
}

async fn write_person_row(tx: &mut Tx, stored: Option<PersonRow>, row: &PersonRow) -> Result<(), Fault> {
    let mut values = person_values(row);
    values.push("".into());
    upsert(tx, "person_row", PERSON_COLUMNS_WRITTEN, values).await?;
    let granted = stored.map(|stored| stored.granted_to).unwrap_or_default();
    if granted != row.granted_to {
        tx.run(sql("DELETE FROM person_grant WHERE person_id = $1").bind(row.person.0)).await?;
        let values = grants(row.person.0, &row.granted_to);
        insert(tx, "person_grant", "person_id, agency_id", values).await?;
    }
    Ok(())
}

async fn write_episode(
    tx: &mut Tx,
    stored: Option<&StoredEpisode>,
    projection: &EpisodeProjection,
) -> Result<(), Fault> {
    let episode = projection.row.episode;
    upsert(tx, "episode_row", EPISODE_COLUMNS, episode_values(projection)).await?;
    let grants_now: Vec<u8> =
        projection.row.granted_to.iter().flat_map(|agency| *agency.0.as_bytes()).collect();
    if stored.is_none_or(|stored| stored.granted_to != grants_now) {
        tx.run(sql("DELETE FROM episode_grant WHERE episode_id = $1").bind(episode.0)).await?;
        let values = grants(episode.0, &projection.row.granted_to);
        insert(tx, "episode_grant", "episode_id, agency_id", values).await?;
    }
    let holdings = &projection.row.holdings;
    if stored.map_or("[]", |stored| stored.holdings.as_str()) != holdings_text(holdings) {
        tx.run(sql("DELETE FROM episode_holding WHERE episode_id = $1").bind(episode.0)).await?;
        let values = holdings.iter().map(|holding| holding_values(episode, holding)).collect();
        insert(tx, "episode_holding", HOLDING_COLUMNS, values).await?;
    }
    let messages_then = stored.map_or(&[][..], |stored| &stored.messages_digest);
    if messages_then != messages_digest(projection) {
        write_messages(tx, projection).await?;
    }
    if stored.is_none_or(|stored| stored.duties_digest != duties_digest(projection)) {
        let stood = stored.map_or(0, |stored| stored.duties);
        write_duties(tx, projection, stood).await?;
    }
    Ok(())
}

/// Of the duties in one list, those that differ from the row in the same place are written.
async fn write_duties(tx: &mut Tx, projection: &EpisodeProjection, stood: i64) -> Result<(), Fault> {
    let EpisodeProjection { row: episode, duties, .. } = projection;
    let rows = (0..).zip(duties).map(|(place, duty)| duty_values(episode, place, duty));
    write_placed(tx, "duty_row", DUTY_COLUMNS, episode.episode, stood, rows.collect()).await
}

/// Writes those of an episode's rows that differ from what stands in the same place, and deletes what stands beyond the last
/// where more may have stood. The first two columns are `episode_id` and `place`, 0 for the first row.
pub(crate) async fn write_placed<const N: usize>(
    tx: &mut Tx,
    table: &'static str,
    columns: &'static str,
    episode: EpisodeId,
    stood: i64,
    rows: Vec<[Value; N]>,
) -> Result<(), Fault> {
    let now = i64::try_from(rows.len()).expect("rows of one episode are few");
    if stood > now {
        let text = format!("DELETE FROM {table} WHERE episode_id = $1 AND place >= $2");
        tx.run(Statement::built(text, vec![episode.0.into(), now.into()])).await?;
    }
    let names: Vec<&str> = columns.split(", ").skip(2).collect();
    let of = |table: &str| {
        let named: Vec<String> = names.iter().map(|name| format!("{table}.{name}")).collect();
        named.join(", ")
    };
    let changes: Vec<String> = names.iter().map(|name| format!("{name} = excluded.{name}")).collect();
    for some in rows.chunks(ROWS_AT_ONCE) {
        let text = format!(
            "INSERT INTO {table} ({columns}) VALUES {}
            ON CONFLICT (episode_id, place) DO UPDATE SET {}
            WHERE ({}) IS DISTINCT FROM ({})",
            places(1, N, some.len()),
            changes.join(", "),
            of(table),
            of("excluded"),
        );
        tx.run(Statement::built(text, some.concat())).await?;
    }
    Ok(())
}

/// Writes a call's row.
pub(crate) async fn write_incident(tx: &mut Tx, row: &IncidentRow) -> Result<(), Fault> {
    upsert(tx, "incident_row", INCIDENT_COLUMNS, incident_values(row)).await
}

/// Each agency once, however often it is named.
pub(crate) fn grants(of: Uuid, agencies: &[AgencyId]) -> Vec<[Value; 2]> {
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
    let mut rows = rows.into_iter();
    while rows.len() > 0 {
        let values: Vec<Value> = rows.by_ref().take(ROWS_AT_ONCE).flatten().collect();
        let text = format!("INSERT INTO {table} ({columns}) VALUES {}", places(1, N, values.len() / N));
        tx.run(Statement::built(text, values)).await?;
    }
    Ok(())
}

/// Inserts a row, or changes the one that has the same first column.
pub(crate) async fn upsert(
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
