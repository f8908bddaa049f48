//! The chain of readings.

use domain::ledger::Digest32;

use super::{Verified, VerifyError, differs, short};
use crate::{
    chain::BEFORE_THE_FIRST,
    pool::Tx,
    read_log::{COLUMNS, hash_of, logged},
    sql::Statement,
};

const AT_ONCE: i64 = 1_000;

pub(super) async fn check(tx: &mut Tx, verified: &mut Verified) -> Result<(), VerifyError> {
    let mut last: (i64, Digest32) = (0, BEFORE_THE_FIRST);
    loop {
        let text = format!("SELECT {COLUMNS} FROM read_log WHERE sequence > $1 ORDER BY sequence LIMIT $2");
        let rows = tx.all(Statement::built(text, Vec::new()).bind(last.0).bind(AT_ONCE)).await?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in rows {
            let reading = logged(&row)?;
            if reading.sequence != last.0 + 1 {
                return differs(
                    format!("reading {}", last.0 + 1),
                    "the reading",
                    "one in every place",
                    "missing",
                );
            }
            let hash = hash_of(&last.1, reading.sequence, &reading.read);
            let found = row.digest("hash")?;
            if hash != found {
                let place = format!("reading {}", reading.sequence);
                return differs(place, "hash", short(&hash), short(&found));
            }
            last = (reading.sequence, found);
            verified.reads += 1;
            verified.last_read = found;
        }
    }
}
