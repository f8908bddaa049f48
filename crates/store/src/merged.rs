//! Which records count in another's file: rows that follow from the ledger like every list.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ids::PersonId,
    ledger::{Content, Entry},
    merging::Merges,
    projection::PersonProjection,
};

use crate::{
    Fault,
    entries::{entry, entry_columns},
    pool::Tx,
    projection::insert,
    sql::sql,
};

/// Deletes every list row of these people, so that they are written from nothing.
pub(crate) async fn clear(tx: &mut Tx, people: &[PersonId]) -> Result<(), Fault> {
    for person in people {
        for text in [
            "DELETE FROM duty_row WHERE episode_id IN (SELECT episode_id FROM episode_row WHERE person_id = $1)",
            "DELETE FROM message_row WHERE episode_id IN (SELECT episode_id FROM episode_row WHERE person_id = $1)",
            "DELETE FROM episode_grant WHERE episode_id IN (SELECT episode_id FROM episode_row WHERE person_id = $1)",
            "DELETE FROM episode_holding WHERE episode_id IN (SELECT episode_id FROM episode_row WHERE person_id = $1)",
            "DELETE FROM episode_row WHERE person_id = $1",
            "DELETE FROM person_grant WHERE person_id = $1",
            "DELETE FROM person_key WHERE person_id = $1",
            "DELETE FROM person_row WHERE person_id = $1",
        ] {
            tx.run(sql(text).bind(person.0)).await?;
        }
    }
    Ok(())
}

/// Writes which records count in the files that these rows are of.
pub(crate) async fn write(tx: &mut Tx, projections: &[PersonProjection]) -> Result<(), Fault> {
    for PersonProjection { row, absorbed, .. } in projections {
        let survivor = row.person.0;
        tx.run(
            sql("DELETE FROM merged_person WHERE survivor_id = $1 OR person_id = $2")
                .bind(survivor)
                .bind(survivor),
        )
        .await?;
        for person in absorbed {
            tx.run(
                sql("DELETE FROM merged_person WHERE survivor_id = $1 OR person_id = $2")
                    .bind(person.0)
                    .bind(person.0),
            )
            .await?;
        }
        let values = absorbed.iter().map(|person| [person.0.into(), survivor.into()]).collect();
        insert(tx, "merged_person", "person_id, survivor_id", values).await?;
    }
    Ok(())
}

/// Each absorbed record with its survivor, as the rows have it.
pub(crate) async fn stored(tx: &mut Tx) -> Result<BTreeMap<PersonId, PersonId>, Fault> {
    let rows = tx.all(sql("SELECT person_id, survivor_id FROM merged_person")).await?;
    rows.iter()
        .map(|row| Ok((PersonId(row.uuid("person_id")?), PersonId(row.uuid("survivor_id")?))))
        .collect()
}

/// Writes them anew as the ledger has it, and says which records count in whose file.
pub(crate) async fn rebuild(tx: &mut Tx) -> Result<BTreeMap<PersonId, PersonId>, Fault> {
    // Whoever merges two records meanwhile waits, so that their row is not lost.
    tx.on_postgres(sql("LOCK TABLE merged_person IN SHARE ROW EXCLUSIVE MODE")).await?;
    let rows = tx
        .all(sql(concat!(
            "SELECT ",
            entry_columns!(),
            " FROM entry e LEFT JOIN payload p ON p.sequence = e.sequence
            WHERE e.name IN ('record_absorbed', 'record_separated')
            ORDER BY e.sequence"
        )))
        .await?;
    let entries: Vec<Entry> = rows.iter().map(entry).collect::<Result<_, _>>()?;
    let told = entries.iter().filter_map(|entry| match &entry.content {
        Content::Event(event) => Some((entry.stream, entry.id, event)),
        Content::Disposed => None,
    });
    let merged: BTreeMap<PersonId, PersonId> = Merges::of(told).absorbed().collect();
    tx.run(sql("DELETE FROM merged_person")).await?;
    let values = merged.iter().map(|(person, survivor)| [person.0.into(), survivor.0.into()]).collect();
    insert(tx, "merged_person", "person_id, survivor_id", values).await?;
    Ok(merged)
}

/// The records that count in a survivor's file beside its own, in the order of ids.
pub(crate) fn members(merged: &BTreeMap<PersonId, PersonId>, survivor: PersonId) -> BTreeSet<PersonId> {
    merged.iter().filter(|(_, into)| **into == survivor).map(|(person, _)| *person).collect()
}
