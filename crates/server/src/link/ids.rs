//! Identifiers of records, as the files write them and as the results have to.

use std::borrow::Cow;

use anyhow::{bail, ensure};
use linkage::read::Records;

use super::input::Inputs;

/// The identifiers of all rows. Rows of a second file follow those of the first.
pub(crate) struct Ids<'a> {
    inputs: &'a Inputs,
    first_rows: u32,
}

impl<'a> Ids<'a> {
    pub(crate) fn new(inputs: &'a Inputs) -> Self {
        Self { inputs, first_rows: inputs.records[0].table.rows as u32 }
    }

    /// The files.
    pub(crate) fn inputs(&self) -> &'a Inputs {
        self.inputs
    }

    /// The records that hold a row, and its place among them.
    pub(crate) fn place(&self, row: u32) -> (&'a Records, usize) {
        if row < self.first_rows {
            (&self.inputs.records[0], row as usize)
        } else {
            (&self.inputs.records[1], (row - self.first_rows) as usize)
        }
    }

    /// The identifier of a row, as the file writes it.
    pub(crate) fn of(&self, row: u32) -> &'a [u8] {
        let (records, place) = self.place(row);
        records.ids.value(place as u32 + 1)
    }

    /// The same, to be shown.
    pub(crate) fn text(&self, row: u32) -> Cow<'a, str> {
        let (records, place) = self.place(row);
        records.ids.text(place as u32 + 1)
    }

    /// The rows of two records, the first of the first file and the second of the last, or the other way round.
    ///
    /// # Errors
    /// Which of them is not there, and what identifiers look like.
    pub(crate) fn pair(&self, left: &str, right: &str) -> anyhow::Result<(u32, u32)> {
        let last = self.inputs.records.len() - 1;
        let rows = |left: &str, right: &str| Some((self.row(0, left)?, self.row(last, right)?));
        let Some((a, b)) = rows(left, right).or_else(|| rows(right, left)) else {
            let missing = if self.row(0, left).or(self.row(last, left)).is_none() { left } else { right };
            bail!("{}", self.unknown(missing));
        };
        ensure!(a != b, "{left:?} is one record; a pair needs two");
        Ok((a, b))
    }

    /// The row of an identifier in one file.
    fn row(&self, file: usize, id: &str) -> Option<u32> {
        let from = if file == 0 { 0 } else { self.first_rows };
        self.inputs.records[file].ids.find(id.as_bytes()).map(|code| code - 1 + from)
    }

    fn unknown(&self, id: &str) -> String {
        let examples: Vec<String> = self
            .inputs
            .records
            .iter()
            .zip(&self.inputs.sources)
            .map(|(records, source)| {
                let from = match &records.id_column {
                    Some(column) => format!("the column {column}"),
                    None => "the number of the row".to_owned(),
                };
                format!("in {} it is {from}, for example {:?}", source.path.display(), records.ids.text(1))
            })
            .collect();
        format!("no record has the identifier {id:?}; {}", examples.join("; "))
    }
}
