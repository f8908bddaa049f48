//! Pictures, kept once by the hash of their bytes however many entries need them.

use domain::{
    ids::EntryId,
    ledger::{Digest32, Event},
    person::{PersonEvent, Photograph},
    unidentified::UnidentifiedEvent,
};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::{
    Fault, Store,
    append::StreamWrite,
    pool::Tx,
    sql::sql,
    verify::{Verified, VerifyError, differs, short},
};

/// A picture to be kept with the entry that names it.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// What the bytes are, such as `image/jpeg`.
    pub media_type: &'static str,
    /// The bytes, as they are given out.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({}, {} bytes)", self.media_type, self.bytes.len())
    }
}

impl Picture {
    /// The hash by which it is kept and found.
    #[must_use]
    pub fn digest(&self) -> Digest32 {
        Sha256::digest(&self.bytes).into()
    }
}

impl Store {
    /// The bytes of that hash.
    ///
    /// # Errors
    /// When the database cannot be read, or what it holds is not what the hash says.
    pub async fn photograph(&self, digest: &Digest32) -> Result<Option<Vec<u8>>, Fault> {
        let row =
            self.pools.first(sql("SELECT bytes FROM photograph WHERE digest = $1").bind(*digest)).await?;
        let Some(row) = row else { return Ok(None) };
        let bytes = row.bytes("bytes")?;
        if Digest32::from(Sha256::digest(&bytes)) == *digest {
            Ok(Some(bytes))
        } else {
            Err(Fault::broken("a photograph is not the one whose hash it has"))
        }
    }

    /// Removes pictures that no entry needs any more, and says how many.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn sweep_photographs(&self) -> Result<u64, Fault> {
        let mut tx = self.pools.begin().await?;
        // An entry that was disposed of needs none.
        tx.run(sql("DELETE FROM photograph_use WHERE entry_id IN (
                SELECT e.id FROM entry e JOIN disposal d ON d.sequence = e.sequence
            )"))
            .await?;
        let swept = tx
            .run(sql("DELETE FROM photograph WHERE NOT EXISTS (
                SELECT 1 FROM photograph_use u WHERE u.digest = photograph.digest
            )"))
            .await?;
        tx.commit().await?;
        Ok(swept)
    }
}

/// Keeps the pictures of a batch, and that its entries need them. An entry that names a picture which is not there is
/// refused: nobody could ever look at it.
pub(crate) async fn keep(
    tx: &mut Tx,
    pictures: &[Picture],
    writes: &[StreamWrite],
    now: Timestamp,
) -> Result<(), Fault> {
    for picture in pictures {
        tx.run(
            sql("INSERT INTO photograph (digest, media_type, bytes, added_at) VALUES ($1, $2, $3, $4)
                ON CONFLICT (digest) DO NOTHING")
            .bind(picture.digest())
            .bind(picture.media_type)
            .bind(picture.bytes.as_slice())
            .bind(now),
        )
        .await?;
    }
    for draft in writes.iter().flat_map(|write| &write.drafts) {
        for digest in named_in(&draft.event)? {
            use_of(tx, draft.id, digest).await?;
        }
    }
    Ok(())
}

async fn use_of(tx: &mut Tx, entry: EntryId, digest: Digest32) -> Result<(), Fault> {
    // The same picture may serve as its own thumbnail.
    tx.run(
        sql("INSERT INTO photograph_use (entry_id, digest) VALUES ($1, $2)
            ON CONFLICT (entry_id, digest) DO NOTHING")
        .bind(entry.0)
        .bind(digest),
    )
    .await
    .map(|_| ())
}

/// The pictures that an event names.
fn named_in(event: &Event) -> Result<Vec<Digest32>, Fault> {
    let photograph = match event {
        Event::Person(PersonEvent::PhotographAdded(photograph))
        | Event::Unidentified(UnidentifiedEvent::PhotographAdded(photograph)) => photograph,
        Event::Corrected(correction) => match correction.event.as_deref() {
            Some(event) => return named_in(event),
            None => return Ok(Vec::new()),
        },
        Event::Person(_)
        | Event::Incident(_)
        | Event::Episode(_)
        | Event::Placement(_)
        | Event::Meeting(_)
        | Event::Agency(_)
        | Event::Unidentified(_) => return Ok(Vec::new()),
    };
    digests(photograph)
}

fn digests(photograph: &Photograph) -> Result<Vec<Digest32>, Fault> {
    [&photograph.digest, &photograph.thumbnail]
        .into_iter()
        .filter(|digest| !digest.is_empty())
        .map(|digest| parse(digest).ok_or_else(|| Fault::broken("an entry names a photograph by no hash")))
        .collect()
}

/// A digest out of its 64 hexadecimal digits.
pub(crate) fn parse(text: &str) -> Option<Digest32> {
    let mut digest = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (place, byte) in digest.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * place..2 * place + 2)?, 16).ok()?;
    }
    Some(digest)
}

/// Every picture is the one whose hash it has.
pub(crate) async fn check(tx: &mut Tx, verified: &mut Verified) -> Result<(), VerifyError> {
    let mut after = Vec::new();
    loop {
        let rows = tx
            .all(
                sql("SELECT digest, bytes FROM photograph WHERE digest > $1 ORDER BY digest LIMIT $2")
                    .bind(after)
                    .bind(PICTURES_AT_ONCE),
            )
            .await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.bytes("digest")?;
        for row in &rows {
            let digest = row.digest("digest")?;
            let found: Digest32 = Sha256::digest(row.bytes("bytes")?).into();
            if found != digest {
                let place = format!("photograph {}", short(&digest));
                return differs(place, "hash of its bytes", short(&digest), short(&found));
            }
            verified.photographs += 1;
        }
    }
}

/// Pictures in memory at once.
const PICTURES_AT_ONCE: i64 = 16;

/// The pictures that an entry names are there, and it is noted that it needs them.
pub(crate) async fn check_named(tx: &mut Tx, entry: EntryId, event: &Event) -> Result<(), VerifyError> {
    for digest in named_in(event)? {
        let used = tx
            .first(
                sql("SELECT 1 AS held FROM photograph_use u JOIN photograph p ON p.digest = u.digest
                    WHERE u.entry_id = $1 AND u.digest = $2")
                .bind(entry.0)
                .bind(digest),
            )
            .await?;
        if used.is_none() {
            return differs(
                format!("photograph {} of entry {entry}", short(&digest)),
                "it",
                "there",
                "missing",
            );
        }
    }
    Ok(())
}
