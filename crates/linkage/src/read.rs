//! Records from CSV. A row that cannot be used is reported by its line and skipped; nothing is dropped in silence.

use std::fmt;
use std::io::{self, Read};

use csv::ByteRecord;
use rayon::prelude::*;
use thiserror::Error;

use crate::table::{Column, Dictionary, Table};

/// Rows parsed while those before them are being filed; enough to make handing over cheap.
const BATCH: usize = 8192;

/// Rows whose values are looked up together.
const TOGETHER: usize = 512;

/// A file could not be read as records.
#[derive(Debug, Error)]
pub enum ReadError {
    /// The stream failed, or is no CSV from here on.
    #[error("the records cannot be read as CSV: {0}")]
    Csv(#[from] csv::Error),
    /// There is no heading.
    #[error("the file is empty: its first line must name the columns")]
    NoHeading,
    /// Two columns have one name.
    #[error("two columns are called {0:?}; rename one of them")]
    RepeatedColumn(String),
    /// The column of identifiers that was asked for is not there.
    #[error("there is no column called {0:?}")]
    NoSuchColumn(String),
}

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
    },
    /// It has no identifier.
    NoIdentifier,
    /// Its identifier was seen before.
    RepeatedIdentifier(String),
}

impl fmt::Display for BadRow {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}: ", self.line)?;
        match &self.why {
            RowFault::Cells { found, expected } => {
                write!(out, "{found} cells where the heading has {expected}; skipped")
            }
            RowFault::NoIdentifier => write!(out, "no identifier; skipped"),
            RowFault::RepeatedIdentifier(id) => {
                write!(out, "the identifier {id:?} stands on an earlier line too; skipped")
            }
        }
    }
}

/// Records with their identifiers, and the rows that could not be used.
pub struct Records {
    /// The columns, the one of identifiers left out.
    pub table: Table,
    /// One identifier a row, each different: number 1 is the first row's.
    pub ids: Dictionary,
    /// The rows that were skipped, in the order of the file.
    pub skipped: Vec<BadRow>,
}

/// Columns that hold a record's own identifier, tried in this order.
const ID_COLUMNS: &[&str] = &["rec_id", "record_id", "unique_id", "recid", "row_id", "uid", "id"];

/// Reads CSV with a heading, its cells set apart by commas, semicolons, tabs or bars. `id_column` names the column of identifiers; without it a column called `rec_id`, `record_id`,
/// `unique_id` or `id` is taken, and failing that rows are numbered from 1.
///
/// # Errors
/// When the stream is no CSV, or a column is missing or named twice. Single bad rows are no error.
pub fn read_csv(mut stream: impl Read + Send, id_column: Option<&str>) -> Result<Records, ReadError> {
    let start = start(&mut stream).map_err(csv::Error::from)?;
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .delimiter(delimiter(&start))
        .buffer_capacity(1 << 18)
        .from_reader(io::Cursor::new(start).chain(stream));
    let heading = heading(&mut reader)?;
    let id = find_id(&heading, id_column)?;
    let names =
        heading.iter().enumerate().filter(|(place, _)| Some(*place) != id).map(|(_, name)| name.as_str());
    let mut filing = Filing {
        id,
        cells: heading.len(),
        records: Records {
            table: Table::with_columns(names),
            ids: Dictionary::default(),
            skipped: Vec::new(),
        },
    };
    let (mut parsed, mut next) = (Batch::default(), Batch::default());
    parsed.fill(&mut reader)?;
    while parsed.used > 0 {
        // One core parses while the other files what was parsed before.
        let (read, ()) = rayon::join(|| next.fill(&mut reader), || filing.file(&parsed));
        read?;
        std::mem::swap(&mut parsed, &mut next);
    }
    filing.records.table.columns.iter_mut().for_each(empty_markers);
    filing.records.skipped.sort_by_key(|row| row.line);
    Ok(filing.records)
}

/// Takes what statistics programs and databases write into empty cells for what it is, where it stands in many rows. In a
/// few it may be somebody's name.
fn empty_markers(column: &mut Column) {
    const MARKERS: [&[u8]; 6] = [b"NA", b"NULL", b"null", b"None", b"nan", b"NaN"];
    for marker in MARKERS.into_iter().filter_map(|marker| column.values.find(marker)) {
        let count = column.codes.iter().filter(|&&code| code == marker).count();
        if count * 50 > column.codes.len() {
            column.codes.iter_mut().filter(|code| **code == marker).for_each(|code| *code = 0);
        }
    }
}

/// The first bytes of the stream, enough to hold a heading.
fn start(stream: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    stream.take(1 << 16).read_to_end(&mut start)?;
    Ok(start)
}

/// What sets the cells of the heading apart: whichever of the usual marks it has most of.
fn delimiter(start: &[u8]) -> u8 {
    let heading = start.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let count = |mark: u8| heading.iter().filter(|&&byte| byte == mark).count();
    // Of equally many the first is taken, so that a heading of one column is split by commas.
    b",;\t|".iter().copied().rev().max_by_key(|&mark| count(mark)).unwrap_or(b',')
}

fn heading(reader: &mut csv::Reader<impl Read>) -> Result<Vec<String>, ReadError> {
    let headers = reader.byte_headers()?;
    let names: Vec<String> = headers
        .iter()
        .map(|name| String::from_utf8_lossy(name).trim().trim_start_matches('\u{feff}').to_owned())
        .collect();
    if names.is_empty() {
        return Err(ReadError::NoHeading);
    }
    for (place, name) in names.iter().enumerate() {
        if names[..place].contains(name) {
            return Err(ReadError::RepeatedColumn(name.clone()));
        }
    }
    Ok(names)
}

fn find_id(heading: &[String], asked: Option<&str>) -> Result<Option<usize>, ReadError> {
    let place = |wanted: &str| heading.iter().position(|name| name.eq_ignore_ascii_case(wanted));
    match asked {
        Some(name) => place(name).map(Some).ok_or_else(|| ReadError::NoSuchColumn(name.to_owned())),
        None => Ok(ID_COLUMNS.iter().find_map(|name| place(name))),
    }
}

/// Parsed rows, their memory used again.
#[derive(Default)]
struct Batch {
    rows: Vec<ByteRecord>,
    used: usize,
}

impl Batch {
    fn fill(&mut self, reader: &mut csv::Reader<impl Read>) -> Result<(), csv::Error> {
        self.rows.resize_with(BATCH, ByteRecord::new);
        self.used = 0;
        while self.used < BATCH && reader.read_byte_record(&mut self.rows[self.used])? {
            self.used += 1;
        }
        Ok(())
    }
}

struct Filing {
    id: Option<usize>,
    cells: usize,
    records: Records,
}

impl Filing {
    /// Files the usable rows of a batch, column by column: one column's dictionary at a time stays near the processor.
    fn file(&mut self, batch: &Batch) {
        let mut usable = Vec::with_capacity(batch.used);
        let mut codes = Vec::with_capacity(TOGETHER);
        for rows in batch.rows[..batch.used].chunks(TOGETHER) {
            self.identify(rows, &mut codes, &mut usable);
        }
        let id = self.id;
        self.records.table.columns.par_iter_mut().enumerate().for_each(|(place, column)| {
            let cell = if id.is_some_and(|id| place >= id) { place + 1 } else { place };
            for rows in usable.chunks(TOGETHER) {
                column.values.codes(rows.iter().map(|row| row[cell].trim_ascii()), &mut column.codes);
            }
        });
    }

    /// Counts rows in under their identifiers and adds them to `usable`, or says why they cannot be used.
    fn identify<'b>(
        &mut self,
        rows: &'b [ByteRecord],
        codes: &mut Vec<u32>,
        usable: &mut Vec<&'b ByteRecord>,
    ) {
        let Self { id, cells, records: Records { table, ids, skipped } } = self;
        let mut skip = |row: &ByteRecord, why: RowFault| {
            skipped.push(BadRow { line: row.position().map_or(0, csv::Position::line), why });
        };
        let whole: Vec<&ByteRecord> = rows.iter().filter(|row| row.len() == *cells).collect();
        for row in rows.iter().filter(|row| row.len() != *cells) {
            skip(row, RowFault::Cells { found: row.len(), expected: *cells });
        }
        let Some(id) = *id else {
            for row in whole {
                table.rows += 1;
                ids.code(table.rows.to_string().as_bytes());
                usable.push(row);
            }
            return;
        };
        codes.clear();
        ids.codes(whole.iter().map(|row| row[id].trim_ascii()), codes);
        for (row, &code) in whole.into_iter().zip(&*codes) {
            if code == 0 {
                skip(row, RowFault::NoIdentifier);
            } else if code as usize <= table.rows {
                skip(row, RowFault::RepeatedIdentifier(ids.text(code).into_owned()));
            } else {
                table.rows += 1;
                usable.push(row);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_rows_are_reported_by_line_and_skipped() {
        let text = "rec_id,surname,dob\n1,Jones,1984-03-12\n2,Smith\n,Khan,1990-01-02\n1,Patel,1971-05-06\n\"3\",\"O\"\"Brien,\n x\",\n";
        let records = read_csv(text.as_bytes(), None).unwrap();
        assert_eq!(records.table.rows, 2);
        assert_eq!(records.ids.text(2), "3");
        let surname = &records.table.columns[0];
        assert_eq!(surname.values.text(surname.codes[1]), "O\"Brien,\n x");
        assert_eq!(records.table.columns[1].codes[1], 0, "an empty cell is a missing value");
        let told: Vec<String> = records.skipped.iter().map(ToString::to_string).collect();
        assert_eq!(told[0], "line 3: 2 cells where the heading has 3; skipped");
        assert_eq!(told[1], "line 4: no identifier; skipped");
        assert!(told[2].starts_with("line 5: the identifier \"1\""));
    }

    #[test]
    fn other_marks_and_older_letters_are_read() {
        for text in
            ["rec_id;surname;dob\n1;M\u{fc}ller, A;1984\n", "rec_id\tsurname\tdob\n1\tM\u{fc}ller, A\t1984\n"]
        {
            let records = read_csv(text.as_bytes(), None).unwrap();
            assert_eq!(records.table.columns[0].values.text(1), "M\u{fc}ller, A");
        }
        let records = read_csv(&b"rec_id,surname\n1,M\xfcller\n"[..], None).unwrap();
        assert_eq!(records.table.columns[0].values.text(1), "M\u{fc}ller");
    }

    #[test]
    fn markers_of_empty_cells_are_told_from_names() {
        let rows: String =
            (0..200).map(|row| format!("{row},{},NA\n", if row == 0 { "NA" } else { "Khan" })).collect();
        let records = read_csv(format!("rec_id,surname,middle\n{rows}").as_bytes(), None).unwrap();
        assert_ne!(records.table.columns[0].codes[0], 0, "once it may be a name");
        assert!(records.table.columns[1].codes.iter().all(|&code| code == 0));
    }

    #[test]
    fn rows_without_a_column_of_identifiers_are_numbered() {
        let records = read_csv("surname\nJones\nKhan\n".as_bytes(), None).unwrap();
        assert_eq!(records.ids.text(2), "2");
        assert!(read_csv("surname\nJones\n".as_bytes(), Some("number")).is_err());
        assert!(matches!(read_csv("".as_bytes(), None), Err(ReadError::NoHeading)));
    }
}
