//! The chain: every entry gets its place in the one global order, and a hash over itself and the entry before it.

use std::collections::{BTreeMap, BTreeSet};

use domain::ledger::{
    Content, Digest32, Draft, Entry, Header, Stream, chain_hash, commitment, payload_bytes,
};

use crate::{
    AppendError, Fault, LookUp, LookedUp, StreamWrite,
    pool::Tx,
    projection::insert,
    sql::{Builder, Value, sql},
};

/// Any number that no other user of the same PostgreSQL database takes: "swell" and 2.
const LOCK: i64 = 0x0073_7765_6c6c_0002;

/// The hash before the first entry.
pub(crate) const BEFORE_THE_FIRST: Digest32 = [0; 32];

/// Appends the drafts of all streams, in the order given, to the end of the chain.
///
/// INVARIANT: one global order. SQLite's write lock is held since the transaction began; on PostgreSQL the advisory
/// lock is held from here to the commit, so nobody can take the same place or see a place before an earlier one.
pub(crate) async fn append(
    tx: &mut Tx,
    writes: Vec<StreamWrite>,
    looked_up: Option<LookedUp>,
) -> Result<Vec<Entry>, AppendError> {
    if writes.is_empty() {
        return Ok(Vec::new());
    }
    tx.on_postgres(sql("SELECT pg_advisory_xact_lock($1)").bind(LOCK)).await?;
    let (mut sequence, mut hash) = head(tx, &writes).await?;
    if let Some(looked_up) = looked_up {
        nothing_new_since(tx, looked_up).await?;
    }

    let mut rows: Vec<[Value; 14]> = Vec::new();
    let mut payloads: Vec<[Value; 3]> = Vec::new();
    let mut entries = Vec::new();
    for write in writes {
        for (version, draft) in (write.expected_version + 1..).zip(write.drafts) {
            if draft.stream != write.stream {
                return Err(Fault::broken(format!(
                    "a draft for {} among those of {}",
                    draft.stream, write.stream
                ))
                .into());
            }
            sequence += 1;
            let salt = draft.salt;
            let (entry, payload) = placed(draft, sequence, version, &hash);
            hash = entry.hash;
            rows.push(columns(&entry, write.person.map(|person| person.0)));
            payloads.push([sequence.into(), salt.as_slice().into(), payload.into()]);
            entries.push(entry);
        }
    }
    insert(
        tx,
        "entry",
        "sequence, id, stream_kind, stream_id, person_id, version, name, happened_at, recorded_at, account_id, \
         role, agency_id, commitment, hash",
        rows,
    )
    .await?;
    insert(tx, "payload", "sequence, salt, bytes", payloads).await?;
    Ok(entries)
}

/// The last place taken and its hash, once every stream is found to be at the version that the act was decided on.
async fn head(tx: &mut Tx, writes: &[StreamWrite]) -> Result<(i64, Digest32), AppendError> {
    let mut query = Builder::new(
        "SELECT sequence, hash, stream_kind, stream_id, version FROM (
            SELECT sequence, hash, stream_kind, stream_id, version FROM entry ORDER BY sequence DESC LIMIT 1
        ) head
        UNION ALL
        SELECT NULL, NULL, stream_kind, stream_id, MAX(version) FROM entry
        WHERE (stream_id, stream_kind) IN (VALUES ",
    );
    // A list and not a chain of ORs, which SQLite bounds.
    let streams: BTreeSet<Stream> = writes.iter().map(|write| write.stream).collect();
    for (place, stream) in streams.iter().enumerate() {
        query.push(if place == 0 { "" } else { ", " }).list([Value::from(stream.id()), stream.kind().into()]);
    }
    query.push(") GROUP BY stream_kind, stream_id");
    let mut head = (0, BEFORE_THE_FIRST);
    let mut found: BTreeMap<Stream, i64> = BTreeMap::new();
    for row in tx.all(query.build()).await? {
        if let Some(sequence) = row.number_or_none("sequence")? {
            head = (sequence, row.digest("hash")?);
        } else if let Some(stream) = Stream::from_parts(&row.text("stream_kind")?, row.uuid("stream_id")?) {
            found.insert(stream, row.number("version")?);
        }
    }
    for write in writes {
        // A history writes to one stream again and again: each time it is further on by what was written before.
        let found = found.entry(write.stream).or_insert(0);
        if *found != write.expected_version {
            return Err(AppendError::Conflict {
                stream: write.stream,
                expected: write.expected_version,
                found: *found,
            });
        }
        *found += i64::try_from(write.drafts.len()).unwrap_or(i64::MAX);
    }
    Ok(head)
}

/// Whether nothing that was looked up has changed since. Asked where the order is held, so that of two who decide at once the
/// second sees what the first recorded.
async fn nothing_new_since(tx: &mut Tx, looked_up: LookedUp) -> Result<(), AppendError> {
    let since = match looked_up.what {
        LookUp::Namesakes => sql("SELECT sequence FROM entry
            WHERE sequence > $1 AND name IN ('person_registered', 'person_details_changed', 'record_restored')
            LIMIT 1"),
        LookUp::Identities => sql("SELECT sequence FROM entry
            WHERE sequence > $1 AND name IN ('identity_proposed', 'identity_confirmed')
            LIMIT 1"),
    };
    match tx.first(since.bind(looked_up.at.0)).await? {
        None => Ok(()),
        Some(_) => Err(AppendError::SomebodyNew),
    }
}

/// The entry that a draft becomes, and its payload as stored.
fn placed(draft: Draft, sequence: i64, version: i64, previous: &Digest32) -> (Entry, Vec<u8>) {
    let payload = payload_bytes(&draft.event);
    let mut entry = Entry {
        sequence,
        id: draft.id,
        stream: draft.stream,
        version,
        name: draft.event.name().to_owned(),
        happened_at: domain::time::to_microsecond(draft.happened_at),
        recorded_at: domain::time::to_microsecond(draft.recorded_at),
        actor: draft.actor,
        content: Content::Event(draft.event),
        commitment: commitment(&draft.salt, &payload),
        hash: BEFORE_THE_FIRST,
    };
    entry.hash = hash_of(previous, &entry);
    (entry, payload)
}

/// The hash that an entry must have after the one before it.
pub(crate) fn hash_of(previous: &Digest32, entry: &Entry) -> Digest32 {
    chain_hash(
        previous,
        &Header {
            sequence: entry.sequence,
            id: entry.id,
            stream: entry.stream,
            version: entry.version,
            name: &entry.name,
            happened_at: entry.happened_at,
            recorded_at: entry.recorded_at,
            actor: &entry.actor,
            commitment: &entry.commitment,
        },
    )
}

fn columns(entry: &Entry, person: Option<uuid::Uuid>) -> [Value; 14] {
    [
        entry.sequence.into(),
        entry.id.0.into(),
        entry.stream.kind().into(),
        entry.stream.id().into(),
        person.into(),
        entry.version.into(),
        entry.name.as_str().into(),
        entry.happened_at.into(),
        entry.recorded_at.into(),
        entry.actor.account.0.into(),
        entry.actor.role.as_str().into(),
        entry.actor.agency.0.into(),
        entry.commitment.into(),
        entry.hash.into(),
    ]
}
