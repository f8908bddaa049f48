//! Where the chains end: what is kept elsewhere, so that an end cut off later, or a chain written anew, is found.

use std::{fmt, str::FromStr};

use domain::ledger::Digest32;

use super::{VerifyError, differs, short};
use crate::{Store, photographs, sql::Statement};

/// The last link of a chain. It depends on every link before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Its place, which is how many there are.
    pub count: i64,
    /// Its hash; all zero where there is none.
    pub hash: Digest32,
}

/// The ends of both chains. Printed as one word, and read back from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heads {
    /// The last entry of the ledger.
    pub ledger: Head,
    /// The last reading of the read log.
    pub reads: Head,
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.count)?;
        self.hash.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Display for Heads {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ledger:{},reads:{}", self.ledger, self.reads)
    }
}

/// What was given is not what a verification prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not what `verify` prints: ledger:NUMBER:HASH,reads:NUMBER:HASH")]
pub struct NotHeads;

impl FromStr for Heads {
    type Err = NotHeads;

    fn from_str(text: &str) -> Result<Self, NotHeads> {
        let read = || {
            let (ledger, reads) = text.trim().strip_prefix("ledger:")?.split_once(",reads:")?;
            Some(Self { ledger: head(ledger)?, reads: head(reads)? })
        };
        read().ok_or(NotHeads)
    }
}

fn head(text: &str) -> Option<Head> {
    let (count, hash) = text.split_once(':')?;
    Some(Head { count: count.parse().ok()?, hash: photographs::parse(hash)? })
}

impl Store {
    /// Compares with the ends of the chains as they once were: what was written until then is still in its place.
    ///
    /// # Errors
    /// Which chain no longer holds its former end.
    pub async fn goes_on_from(&self, kept: &Heads) -> Result<(), VerifyError> {
        let mut tx = self.pools.snapshot().await?;
        for (table, what, head) in [("entry", "entry", kept.ledger), ("read_log", "reading", kept.reads)] {
            if head.count == 0 {
                continue;
            }
            let place = format!("{what} {}", head.count);
            let text = format!("SELECT hash FROM {table} WHERE sequence = $1");
            let Some(row) = tx.first(Statement::built(text, Vec::new()).bind(head.count)).await? else {
                return differs(place, "it", "there, as when the hash was kept", "missing");
            };
            let found = row.digest("hash")?;
            if found != head.hash {
                return differs(
                    place,
                    "hash",
                    format!("{}, which was kept", short(&head.hash)),
                    short(&found),
                );
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_read_back() {
        let heads = Heads {
            ledger: Head { count: 8_341, hash: [0xAB; 32] },
            reads: Head { count: 0, hash: [0; 32] },
        };
        let printed = heads.to_string();
        assert!(printed.starts_with("ledger:8341:abab"), "{printed}");
        assert_eq!(format!(" {printed}\n").parse(), Ok(heads));
        for other in ["", "ledger:1:ab,reads:1:ab", &printed.replace(",reads", ""), &format!("{printed}0")] {
            assert_eq!(other.parse::<Heads>(), Err(NotHeads), "{other}");
        }
    }
}
