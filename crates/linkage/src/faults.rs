//! Rows that cannot be used, and why.

use std::fmt;

use crate::read::CELL_BYTES_MOST;

/// A row that was skipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// Its line in the file; the heading is line 1.
    pub line: u64,
    /// Why it was skipped.
    pub why: RowFault,
}

/// Why a row cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowFault {
    /// It has more or fewer cells than the heading.
    Cells {
        /// Cells in this row.
        found: usize,
        /// Cells in the heading.
        expected: usize,
        /// Ends of lines within its cells: many of them where a quotation mark is not closed.
        line_ends: usize,
    },
    /// A quotation mark opens in it that takes in rows which follow.
    Unclosed {
        /// The line at which the mark opens.
        from: u64,
        /// Lines that it takes in.
        lines: u64,
    },
    /// One of its cells holds more than [`CELL_BYTES_MOST`].
    TooLong,
    /// It has no identifier.
    NoIdentifier,
    /// Its identifier was seen before.
    RepeatedIdentifier {
        /// The identifier.
        id: String,
        /// The line of the row that has it.
        first_line: u64,
    },
    /// One of its cells cannot be read.
    Cell {
        /// The cell's column.
        column: String,
        /// What is wrong with it.
        why: String,
    },
}

impl RowFault {
    /// Rows with the same fault are counted together under these words.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Cells { .. } => "more or fewer cells than the heading",
            Self::Unclosed { .. } => "a quotation mark that is not closed",
            Self::TooLong => "a cell of more than a million bytes",
            Self::NoIdentifier => "no identifier",
            Self::RepeatedIdentifier { .. } => "an identifier that stands on an earlier line too",
            Self::Cell { .. } => "a cell that cannot be read",
        }
    }
}

impl fmt::Display for RowFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cells { found, expected, line_ends: 0 } => {
                write!(out, "{found} cells where the heading has {expected}")
            }
            Self::Cells { found, expected, line_ends } => write!(
                out,
                "{found} cells where the heading has {expected}, on {} lines; is a quotation mark not closed?",
                line_ends + 1
            ),
            Self::Unclosed { from, lines } => write!(
                out,
                "the quotation mark that opens on line {from} is not closed and takes in {lines} further lines that look like rows"
            ),
            Self::TooLong => write!(out, "a cell holds more than {CELL_BYTES_MOST} bytes"),
            Self::NoIdentifier => write!(out, "no identifier"),
            Self::RepeatedIdentifier { id, first_line } => {
                write!(out, "the identifier {id:?} stands on line {first_line} too")
            }
            Self::Cell { column, why } => write!(out, "{column}: {why}"),
        }
    }
}

impl fmt::Display for BadRow {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}: {}; skipped", self.line, self.why)
    }
}
