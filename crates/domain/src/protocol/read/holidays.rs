//! Reads `bank-holidays.toml`.

use super::document::{Mistake, Node, Table, all, read_document};
use crate::protocol::bank_holidays::{Nation, ProclaimedDay, RuledDay};

/// Reads the proclaimed days from a file's text; `file` is only named in what is wrong.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read_proclaimed_days(file: &str, text: &str) -> Result<Vec<ProclaimedDay>, Vec<Mistake>> {
    read_document(file, text, |top| {
        let days = top.need("day")?.list()?;
        all(days.into_iter().map(|node| day(&node.table()?)))
    })
}

fn day(table: &Table<'_>) -> Option<ProclaimedDay> {
    let day = table.need("date").and_then(Node::date);
    let nations = table.need("nations").and_then(|node| node.words("nation", Nation::ALL, Nation::name));
    let instead_of =
        table.get("instead_of").map(|node| node.word("ruled holiday", RuledDay::ALL, RuledDay::name));
    table.need("occasion").and_then(Node::text);
    table.finish();
    Some(ProclaimedDay { day: day?, nations: nations?, instead_of: instead_of.flatten() })
}
