//! The chain of entries: places without gaps, hashes, commitments, and whose file each stream belongs to.

use domain::{
    episode::EpisodeEvent,
    ids::PersonId,
    ledger::{Digest32, Entry, Event, Stream, commitment},
    meeting::MeetingEvent,
    placement::PlacementEvent,
};

use super::{Verified, VerifyError, differs, short};
use crate::{
    Fault,
    chain::{BEFORE_THE_FIRST, hash_of},
    entries::{entry_columns, event, header},
    photographs,
    pool::Tx,
    sql::{Row, sql},
};

/// Entries are read in pieces of this many, so that a large ledger is never in memory at once.
const AT_ONCE: i64 = 1_000;

pub(super) async fn check(tx: &mut Tx, verified: &mut Verified) -> Result<(), VerifyError> {
    let mut last: (i64, Digest32) = (0, BEFORE_THE_FIRST);
    loop {
        let rows = tx
            .all(
                sql(concat!(
                    "SELECT ",
                    entry_columns!(),
                    ", d.sequence AS disposal
                    FROM entry e
                    LEFT JOIN payload p ON p.sequence = e.sequence
                    LEFT JOIN disposal d ON d.sequence = e.sequence
                    WHERE e.sequence > $1
                    ORDER BY e.sequence
                    LIMIT $2"
                ))
                .bind(last.0)
                .bind(AT_ONCE),
            )
            .await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            let entry = check_link(&row, &last)?;
            last = (entry.sequence, entry.hash);
            let event = check_content(&row, &entry, verified)?;
            photographs::check_named(tx, entry.id, &event).await?;
            verified.entries += 1;
            verified.last_entry = entry.hash;
        }
    }
    check_streams(tx).await
}

/// The entry's place is the next one, and its hash follows from it and the hash before.
fn check_link(row: &Row, last: &(i64, Digest32)) -> Result<Entry, VerifyError> {
    let entry = header(row)?;
    if entry.sequence != last.0 + 1 {
        return differs(format!("entry {}", last.0 + 1), "the entry", "one in every place", "missing");
    }
    let hash = hash_of(&last.1, &entry);
    if hash != entry.hash {
        return differs(place(&entry), "hash", short(&hash), short(&entry.hash));
    }
    Ok(entry)
}

/// The payload is there, and the one that the entry commits to.
fn check_content(row: &Row, entry: &Entry, verified: &mut Verified) -> Result<Event, VerifyError> {
    // Nothing in the ledger commits to a disposal, because no act disposes of anything: whoever wrote one was not Safewell.
    if row.number_or_none("disposal")?.is_some() {
        return differs(place(entry), "disposal", "none, because no act disposes of anything", "recorded");
    }
    let Some(payload) = row.bytes_or_none("bytes")? else {
        return differs(place(entry), "payload", "present", "gone");
    };
    let salt: [u8; 16] = row
        .bytes("salt")?
        .try_into()
        .map_err(|_| Fault::broken(format!("{}: the salt is not 16 bytes", place(entry))))?;
    let committed = commitment(&salt, &payload);
    if committed != entry.commitment {
        return differs(
            place(entry),
            "payload",
            format!("one committed to by {}", short(&entry.commitment)),
            format!("one committed to by {}", short(&committed)),
        );
    }
    let event = event(entry.sequence, &payload)?;
    if event.name() != entry.name {
        return differs(place(entry), "name", event.name(), entry.name.as_str());
    }
    verified.payloads += 1;
    check_person(row, entry, &event)?;
    Ok(event)
}

/// The chain does not cover whose file a stream belongs to; the stream itself, or what began it, says so.
fn check_person(row: &Row, entry: &Entry, event: &Event) -> Result<(), VerifyError> {
    let said = match (entry.stream, event) {
        (Stream::Person(person), _) => Some(person),
        (_, Event::Episode(EpisodeEvent::Opened(opened))) => Some(opened.person),
        (_, Event::Placement(PlacementEvent::Recorded(recorded))) => Some(recorded.person),
        (_, Event::Meeting(MeetingEvent::Held(held))) => Some(held.person),
        (
            _,
            Event::Person(_)
            | Event::Incident(_)
            | Event::Episode(_)
            | Event::Placement(_)
            | Event::Meeting(_)
            | Event::Agency(_)
            | Event::Unidentified(_)
            | Event::Corrected(_),
        ) => return Ok(()),
    };
    let stands = row.uuid_or_none("person_id")?.map(PersonId);
    if said == stands {
        Ok(())
    } else {
        let named =
            |person: Option<PersonId>| person.map_or("nobody".to_owned(), |person| person.to_string());
        differs(place(entry), "person", named(said), named(stands))
    }
}

/// Versions run from 1 without gaps, and a stream belongs to one file throughout.
async fn check_streams(tx: &mut Tx) -> Result<(), VerifyError> {
    let odd = tx
        .first(sql("SELECT
                stream_kind,
                stream_id,
                COUNT(*) AS entries,
                MIN(version) AS first,
                MAX(version) AS last
            FROM entry
            GROUP BY stream_kind, stream_id
            HAVING COUNT(*) <> MAX(version)
                OR MIN(version) <> 1
                OR COUNT(DISTINCT person_id) > 1
                OR COUNT(person_id) NOT IN (0, COUNT(*))
            LIMIT 1"))
        .await?;
    let Some(row) = odd else { return Ok(()) };
    let stream = format!("stream {}/{}", row.text("stream_kind")?, row.uuid("stream_id")?);
    let (entries, first, last) = (row.number("entries")?, row.number("first")?, row.number("last")?);
    if first == 1 && last == entries {
        differs(stream, "person", "the same in every entry", "several")
    } else {
        differs(
            stream,
            "versions",
            format!("1 to {entries} without gaps"),
            format!("{entries} entries from {first} to {last}"),
        )
    }
}

fn place(entry: &Entry) -> String {
    format!("entry {} ({} of {})", entry.sequence, entry.version, entry.stream)
}
