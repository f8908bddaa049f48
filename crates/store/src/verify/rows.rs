//! List rows: every column again from the ledger, and nothing that the ledger does not give.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ids::{EpisodeId, IncidentId, PersonId, UnidentifiedId},
    ledger::{Entry, Stream},
    projection::{EpisodeProjection, PersonProjection},
};
use jiff::Timestamp;
use uuid::Uuid;

use super::{Projector, Verified, VerifyError, differs};
use crate::{
    Fault,
    entries::{FileEntries, entry, entry_columns, of_file},
    merged,
    messages::{MESSAGE_COLUMNS, message_values},
    pool::Tx,
    rows::{
        DUTY_COLUMNS, EPISODE_COLUMNS, HOLDING_COLUMNS, INCIDENT_COLUMNS, PERSON_COLUMNS, duty_values,
        episode_values, holding_values, incident_values, person_values,
    },
    sql::{Row, Statement, Value, sql},
    unidentified::{CANDIDATE_COLUMNS, UNIDENTIFIED_COLUMNS, candidate_values, unidentified_values},
};

const AT_ONCE: i64 = 500;

/// Columns whose content is somebody's: a difference names the column and never shows what stands in it.
const WITHHELD: &[&str] = &[
    "name",
    "sort_key",
    "born_latest",
    "born_earliest",
    "last_seen",
    "found_where",
    "external_reference",
    "investigating_officer",
    "officer_deployed",
    "log_number",
    "subject",
    "title",
];

pub(super) async fn check(
    tx: &mut Tx,
    projector: Projector<'_>,
    verified: &mut Verified,
) -> Result<(), VerifyError> {
    let merged = merged::stored(tx).await?;
    let mut after = Vec::new();
    loop {
        let people = people(tx, after).await?;
        let Some(last) = people.last() else { break };
        after = last.0.as_bytes().to_vec();
        for person in people {
            if merged.contains_key(&person) {
                check_absorbed(tx, person).await?;
                verified.people += 1;
            } else {
                let absorbed = merged::members(&merged, person);
                check_person(tx, person, &absorbed, projector, verified).await?;
            }
        }
    }
    let mut after = Vec::new();
    loop {
        let incidents = incidents(tx, after).await?;
        let Some(last) = incidents.last() else { break };
        after = last.0.as_bytes().to_vec();
        for incident in incidents {
            check_incident(tx, incident, projector, verified).await?;
        }
    }
    let mut after = Vec::new();
    loop {
        let records = unidentified(tx, after).await?;
        let Some(last) = records.last() else { break };
        after = last.0.as_bytes().to_vec();
        for record in records {
            check_unidentified(tx, record, projector, verified).await?;
        }
    }
    check_nothing_is_left_over(tx).await
}

/// The next people of the ledger, by id.
pub(super) async fn people(tx: &mut Tx, after: Vec<u8>) -> Result<Vec<PersonId>, Fault> {
    let rows = tx
        .all(
            sql("SELECT DISTINCT person_id FROM entry WHERE person_id > $1 ORDER BY person_id LIMIT $2")
                .bind(after)
                .bind(AT_ONCE),
        )
        .await?;
    rows.iter().map(|row| row.uuid("person_id").map(PersonId)).collect()
}

/// The next calls of the ledger, by id.
pub(super) async fn incidents(tx: &mut Tx, after: Vec<u8>) -> Result<Vec<IncidentId>, Fault> {
    let rows = tx
        .all(
            sql("SELECT stream_id FROM entry
                WHERE stream_kind = 'incident' AND version = 1 AND stream_id > $1
                ORDER BY stream_id
                LIMIT $2")
            .bind(after)
            .bind(AT_ONCE),
        )
        .await?;
    rows.iter().map(|row| row.uuid("stream_id").map(IncidentId)).collect()
}

/// A person's file, read within a transaction.
pub(super) async fn file(tx: &mut Tx, person: PersonId) -> Result<FileEntries, Fault> {
    FileEntries::read(&tx.all(of_file(person)).await?)
}

/// The next records of people who cannot be named, by id.
pub(super) async fn unidentified(tx: &mut Tx, after: Vec<u8>) -> Result<Vec<UnidentifiedId>, Fault> {
    let rows = tx
        .all(
            sql("SELECT stream_id FROM entry
                WHERE stream_kind = 'unidentified' AND version = 1 AND stream_id > $1
                ORDER BY stream_id
                LIMIT $2")
            .bind(after)
            .bind(AT_ONCE),
        )
        .await?;
    rows.iter().map(|row| row.uuid("stream_id").map(UnidentifiedId)).collect()
}

/// The entries of a stream, read within a transaction.
pub(super) async fn of_stream(tx: &mut Tx, stream: Stream) -> Result<Vec<Entry>, Fault> {
    let rows = tx
        .all(
            sql(concat!(
                "SELECT ",
                entry_columns!(),
                " FROM entry e LEFT JOIN payload p ON p.sequence = e.sequence
                WHERE e.stream_id = $1 AND e.stream_kind = $2
                ORDER BY e.version"
            ))
            .bind(stream.id())
            .bind(stream.kind()),
        )
        .await?;
    rows.iter().map(entry).collect()
}

/// When each of a person's episodes was last worked out.
pub(super) async fn evaluated(
    tx: &mut Tx,
    person: PersonId,
) -> Result<BTreeMap<EpisodeId, Timestamp>, Fault> {
    let rows = tx
        .all(sql("SELECT episode_id, evaluated_at FROM episode_row WHERE person_id = $1").bind(person.0))
        .await?;
    rows.iter().map(|row| Ok((EpisodeId(row.uuid("episode_id")?), row.instant("evaluated_at")?))).collect()
}

/// A record that counts in another's file: it has no rows of its own. What it holds is checked with the survivor.
async fn check_absorbed(tx: &mut Tx, person: PersonId) -> Result<(), VerifyError> {
    for text in [
        "SELECT 1 AS there FROM person_row WHERE person_id = $1",
        "SELECT 1 AS there FROM episode_row WHERE person_id = $1",
    ] {
        if tx.first(sql(text).bind(person.0)).await?.is_some() {
            return differs(format!("merged person {person}"), "rows of its own", "none", "present");
        }
    }
    Ok(())
}

async fn check_person(
    tx: &mut Tx,
    person: PersonId,
    absorbed: &BTreeSet<PersonId>,
    projector: Projector<'_>,
    verified: &mut Verified,
) -> Result<(), VerifyError> {
    let file = file(tx, person).await?;
    for claim in &file.claims {
        let counted = tx
            .first(sql("SELECT entries FROM person_file WHERE person_id = $1").bind(claim.person.0))
            .await?
            .map_or(Ok(0), |row| row.number("entries"))?;
        if counted != claim.entries {
            let place = format!("file of person {}", claim.person);
            return differs(place, "entries", claim.entries.to_string(), counted.to_string());
        }
    }
    let evaluated = evaluated(tx, person).await?;
    let projection = (projector.person)(person, &file.entries, &evaluated);
    if !projection.absorbed.iter().eq(absorbed) {
        let (expected, found) = (projection.absorbed.len(), absorbed.len());
        let place = format!("person row {person}");
        return differs(place, "records merged into it", expected.to_string(), found.to_string());
    }
    check_person_row(tx, &projection).await?;
    verified.people += 1;

    for episode in evaluated.keys() {
        if !projection.episodes.iter().any(|known| known.row.episode == *episode) {
            return differs(format!("episode row {episode}"), "the row", "none", "present");
        }
    }
    for episode in &projection.episodes {
        check_episode(tx, episode).await?;
        verified.episodes += 1;
        verified.duties += i64::try_from(episode.duties.len()).expect("duties are few");
    }
    for stream in file.entries.iter().map(|entry| entry.stream) {
        if let domain::ledger::Stream::Episode(episode) = stream
            && !evaluated.contains_key(&episode)
        {
            return differs(format!("episode row {episode}"), "the row", "present", "none");
        }
    }
    Ok(())
}

async fn check_person_row(tx: &mut Tx, projection: &PersonProjection) -> Result<(), VerifyError> {
    let row = &projection.row;
    let place = format!("person row {}", row.person);
    let text = format!("SELECT {PERSON_COLUMNS} FROM person_row WHERE person_id = $1");
    let found = tx.first(Statement::built(text, Vec::new()).bind(row.person.0)).await?;
    compare(&place, PERSON_COLUMNS, &person_values(row), found.as_ref())?;

    let found = tx
        .all(
            sql("SELECT agency_id FROM person_grant WHERE person_id = $1 ORDER BY agency_id")
                .bind(row.person.0),
        )
        .await?;
    let granted = row.granted_to.iter().map(|agency| agency.0).collect();
    compare_list(&place, "grants", in_order(granted), &found)
}

async fn check_episode(tx: &mut Tx, projection: &EpisodeProjection) -> Result<(), VerifyError> {
    let episode = projection.row.episode;
    let place = format!("episode row {episode}");
    // Duties first: the episode's row holds their digest, which would only say that one of them differs.
    let text = format!("SELECT {DUTY_COLUMNS} FROM duty_row WHERE episode_id = $1 ORDER BY place");
    let found = tx.all(Statement::built(text, Vec::new()).bind(episode.0)).await?;
    for (number, duty) in (0..).zip(&projection.duties) {
        let duty_place = format!("duty row {episode}/{number} ({} {})", duty.pack, duty.duty);
        let values = duty_values(&projection.row, number, duty);
        let row = usize::try_from(number).ok().and_then(|number| found.get(number));
        compare(&duty_place, DUTY_COLUMNS, &values, row)?;
    }
    if found.len() != projection.duties.len() {
        let (expected, found) = (projection.duties.len(), found.len());
        return differs(place, "duties", expected.to_string(), found.to_string());
    }

    check_messages(tx, projection).await?;
    let text = format!("SELECT {EPISODE_COLUMNS} FROM episode_row WHERE episode_id = $1");
    let found = tx.first(Statement::built(text, Vec::new()).bind(episode.0)).await?;
    compare(&place, EPISODE_COLUMNS, &episode_values(projection), found.as_ref())?;
    let found = tx
        .all(
            sql("SELECT agency_id FROM episode_grant WHERE episode_id = $1 ORDER BY agency_id")
                .bind(episode.0),
        )
        .await?;
    let granted = projection.row.granted_to.iter().map(|agency| agency.0).collect();
    compare_list(&place, "grants", in_order(granted), &found)?;
    let text =
        format!("SELECT {HOLDING_COLUMNS} FROM episode_holding WHERE episode_id = $1 ORDER BY agency_id");
    let found = tx.all(Statement::built(text, Vec::new()).bind(episode.0)).await?;
    let holdings = &projection.row.holdings;
    let expected = holdings.iter().flat_map(|holding| holding_values(episode, holding));
    compare_list(&place, "holdings", expected, &found)
}

async fn check_messages(tx: &mut Tx, projection: &EpisodeProjection) -> Result<(), VerifyError> {
    let episode = projection.row.episode;
    let text = format!("SELECT {MESSAGE_COLUMNS} FROM message_row WHERE episode_id = $1 ORDER BY place");
    let found = tx.all(Statement::built(text, Vec::new()).bind(episode.0)).await?;
    for (number, message) in (0..).zip(&projection.messages) {
        let place = format!("message row {episode}/{number}");
        let row = usize::try_from(number).ok().and_then(|number| found.get(number));
        compare(&place, MESSAGE_COLUMNS, &message_values(episode, number, message), row)?;
    }
    if found.len() == projection.messages.len() {
        return Ok(());
    }
    let (expected, found) = (projection.messages.len(), found.len());
    differs(format!("episode row {episode}"), "messages", expected.to_string(), found.to_string())
}

async fn check_incident(
    tx: &mut Tx,
    incident: IncidentId,
    projector: Projector<'_>,
    verified: &mut Verified,
) -> Result<(), VerifyError> {
    let entries = of_stream(tx, Stream::Incident(incident)).await?;
    let text = format!("SELECT {INCIDENT_COLUMNS} FROM incident_row WHERE incident_id = $1");
    let found = tx.first(Statement::built(text, Vec::new()).bind(incident.0)).await?;
    let place = format!("call row {incident}");
    match ((projector.incident)(incident, &entries), found) {
        (Some(row), found) => compare(&place, INCIDENT_COLUMNS, &incident_values(&row), found.as_ref())?,
        (None, Some(_)) => return differs(place, "the row", "none", "present"),
        (None, None) => {}
    }
    verified.incidents += 1;
    Ok(())
}

async fn check_unidentified(
    tx: &mut Tx,
    record: UnidentifiedId,
    projector: Projector<'_>,
    verified: &mut Verified,
) -> Result<(), VerifyError> {
    let entries = of_stream(tx, Stream::Unidentified(record)).await?;
    let place = format!("unidentified row {record}");
    let text = format!("SELECT {UNIDENTIFIED_COLUMNS} FROM unidentified_row WHERE unidentified_id = $1");
    let found = tx.first(Statement::built(text, Vec::new()).bind(record.0)).await?;
    let Some(row) = (projector.unidentified)(record, &entries) else {
        return if found.is_none() { Ok(()) } else { differs(place, "the row", "none", "present") };
    };
    compare(&place, UNIDENTIFIED_COLUMNS, &unidentified_values(&row), found.as_ref())?;
    let found = tx
        .all(
            sql("SELECT agency_id FROM unidentified_grant WHERE unidentified_id = $1 ORDER BY agency_id")
                .bind(record.0),
        )
        .await?;
    let granted = row.granted_to.iter().map(|agency| agency.0).collect();
    compare_list(&place, "grants", in_order(granted), &found)?;
    let text = format!(
        "SELECT {CANDIDATE_COLUMNS} FROM unidentified_candidate WHERE unidentified_id = $1 ORDER BY person_id"
    );
    let found = tx.all(Statement::built(text, Vec::new()).bind(record.0)).await?;
    let expected = row.candidates.iter().flat_map(|candidate| candidate_values(record, candidate));
    compare_list(&place, "candidates", expected, &found)?;
    verified.unidentified += 1;
    Ok(())
}

/// Rows of people, episodes and calls of which the ledger knows nothing.
async fn check_nothing_is_left_over(tx: &mut Tx) -> Result<(), VerifyError> {
    const LEFT_OVER: [(&str, &str); 14] = [
        (
            "merged person",
            "SELECT person_id AS id FROM merged_person r WHERE NOT EXISTS (SELECT 1 FROM person_row e WHERE e.person_id = r.survivor_id) LIMIT 1",
        ),
        (
            "person row",
            "SELECT person_id AS id FROM person_row r WHERE NOT EXISTS (SELECT 1 FROM entry e WHERE e.person_id = r.person_id) LIMIT 1",
        ),
        (
            "search keys of person",
            "SELECT person_id AS id FROM person_key r WHERE NOT EXISTS (SELECT 1 FROM person_row e WHERE e.person_id = r.person_id) LIMIT 1",
        ),
        (
            "grants of person",
            "SELECT person_id AS id FROM person_grant r WHERE NOT EXISTS (SELECT 1 FROM person_row e WHERE e.person_id = r.person_id) LIMIT 1",
        ),
        (
            "file of person",
            "SELECT person_id AS id FROM person_file r WHERE entries <> 0 AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.person_id = r.person_id) LIMIT 1",
        ),
        (
            "episode row",
            "SELECT episode_id AS id FROM episode_row r WHERE NOT EXISTS (SELECT 1 FROM person_row e WHERE e.person_id = r.person_id) LIMIT 1",
        ),
        (
            "grants of episode",
            "SELECT episode_id AS id FROM episode_grant r WHERE NOT EXISTS (SELECT 1 FROM episode_row e WHERE e.episode_id = r.episode_id) LIMIT 1",
        ),
        (
            "holdings of episode",
            "SELECT episode_id AS id FROM episode_holding r WHERE NOT EXISTS (SELECT 1 FROM episode_row e WHERE e.episode_id = r.episode_id) LIMIT 1",
        ),
        (
            "duty rows of episode",
            "SELECT episode_id AS id FROM duty_row r WHERE NOT EXISTS (SELECT 1 FROM episode_row e WHERE e.episode_id = r.episode_id) LIMIT 1",
        ),
        (
            "message rows of episode",
            "SELECT episode_id AS id FROM message_row r WHERE NOT EXISTS (SELECT 1 FROM episode_row e WHERE e.episode_id = r.episode_id) LIMIT 1",
        ),
        (
            "call row",
            "SELECT incident_id AS id FROM incident_row r WHERE NOT EXISTS (SELECT 1 FROM entry e WHERE e.stream_id = r.incident_id AND e.stream_kind = 'incident') LIMIT 1",
        ),
        (
            "unidentified row",
            "SELECT unidentified_id AS id FROM unidentified_row r WHERE NOT EXISTS (SELECT 1 FROM entry e WHERE e.stream_id = r.unidentified_id AND e.stream_kind = 'unidentified') LIMIT 1",
        ),
        (
            "grants of unidentified",
            "SELECT unidentified_id AS id FROM unidentified_grant r WHERE NOT EXISTS (SELECT 1 FROM unidentified_row e WHERE e.unidentified_id = r.unidentified_id) LIMIT 1",
        ),
        (
            "candidates of unidentified",
            "SELECT unidentified_id AS id FROM unidentified_candidate r WHERE NOT EXISTS (SELECT 1 FROM unidentified_row e WHERE e.unidentified_id = r.unidentified_id) LIMIT 1",
        ),
    ];
    for (what, query) in LEFT_OVER {
        if let Some(row) = tx.first(sql(query)).await? {
            return differs(format!("{what} {}", row.uuid("id")?), "the row", "none", "present");
        }
    }
    Ok(())
}

/// Compares a row column by column.
fn compare(place: &str, columns: &str, expected: &[Value], found: Option<&Row>) -> Result<(), VerifyError> {
    let Some(found) = found else {
        return differs(place, "the row", "present", "none");
    };
    for ((column, expected), found) in columns.split(", ").zip(expected).zip(found.values()?) {
        if *expected != found {
            return differs(place, column, shown(column, expected), shown(column, &found));
        }
    }
    Ok(())
}

/// Compares a table of one value a row.
fn compare_list(
    place: &str,
    what: &str,
    expected: impl Iterator<Item = Value>,
    found: &[Row],
) -> Result<(), VerifyError> {
    let expected: Vec<Value> = expected.collect();
    let mut values = Vec::with_capacity(found.len());
    for row in found {
        values.extend(row.values()?);
    }
    if expected == values {
        return Ok(());
    }
    differs(
        place,
        what,
        format!("{} as the ledger gives them", expected.len()),
        format!("{}, not the same", values.len()),
    )
}

fn in_order(mut ids: Vec<Uuid>) -> impl Iterator<Item = Value> {
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().map(Value::from)
}

fn shown(column: &str, value: &Value) -> String {
    if WITHHELD.contains(&column) {
        return "a value withheld here".to_owned();
    }
    match value {
        Value::Number(Some(number)) => number.to_string(),
        Value::Text(Some(text)) => format!("{text:?}"),
        Value::Bytes(Some(bytes)) => super::short(bytes),
        Value::Number(None) | Value::Text(None) | Value::Bytes(None) => "nothing".to_owned(),
    }
}
