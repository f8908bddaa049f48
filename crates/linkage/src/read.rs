//! Records from CSV, or from rows that somebody else reads. A row that cannot be used is reported by its line and skipped;
//! nothing is dropped in silence.

use std::io::{self, Read};

use csv::ByteRecord;
use rayon::prelude::*;
use thiserror::Error;

use crate::bounded::Bounded;
pub use crate::faults::{BadRow, RowFault};
use crate::table::{Column, Dictionary, Table};

/// Rows parsed while those before them are being filed; enough to make handing over cheap.
const BATCH: usize = 8192;

/// Of long rows fewer are parsed ahead.
const BATCH_BYTES: usize = 64 << 20;

/// Rows whose values are looked up together.
const TOGETHER: usize = 512;

/// A longer cell is nothing that is said of a person: its row is skipped.
pub const CELL_BYTES_MOST: usize = 1_000_000;

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
    #[error("there is no column called {asked:?}; the columns are {}", .columns.join(", "))]
    NoSuchColumn {
        /// The column that was asked for.
        asked: String,
        /// Those that are there.
        columns: Vec<String>,
    },
    /// What stands in the column of identifiers tells no records apart.
    #[error(
        "{refused} of {rows} rows have no identifier of their own in the column {column:?} (the first: {first}); \
         name another column as the identifier"
    )]
    NotIdentifiers {
        /// The column.
        column: String,
        /// Rows without an identifier, or with one that was seen before.
        refused: usize,
        /// All rows.
        rows: usize,
        /// The first of them.
        first: BadRow,
    },
}

/// Records with their identifiers, and the rows that could not be used.
pub struct Records {
    /// The columns, the one of identifiers left out.
    pub table: Table,
    /// One identifier a row, each different: number 1 is the first row's.
    pub ids: Dictionary,
    /// The column they come from; where there is none, rows are numbered from 1.
    pub id_column: Option<String>,
    /// The line of each row in the file.
    pub lines: Vec<u64>,
    /// The rows that were skipped, in the order of the file.
    pub skipped: Vec<BadRow>,
}

/// Columns that hold a record's own identifier, tried in this order.
const ID_COLUMNS: &[&str] = &["rec_id", "record_id", "unique_id", "recid", "row_id", "uid", "id"];

/// Of ten rows, at most one may be without an identifier of its own: more, and the column holds something else.
const REFUSED_OF_TEN_MOST: usize = 1;

/// Reads CSV with a heading, its cells set apart by commas, semicolons, tabs or bars. `id_column` names the column of
/// identifiers; without it a column called `rec_id`, `record_id`, `unique_id` or `id` is taken, and failing that rows
/// are numbered from 1.
///
/// # Errors
/// When the stream is no CSV, a column is missing or named twice, or the identifiers are none. Single bad rows are no
/// error.
pub fn read_csv(stream: impl Read + Send, id_column: Option<&str>) -> Result<Records, ReadError> {
    read_separated(stream, id_column, None)
}

/// Reads CSV whose cells are set apart by this byte; without it, by whichever mark the heading has most of.
///
/// # Errors
/// As [`read_csv`].
pub fn read_separated(
    mut stream: impl Read + Send,
    id_column: Option<&str>,
    separator: Option<u8>,
) -> Result<Records, ReadError> {
    let start = start(&mut stream).map_err(csv::Error::from)?;
    let separator = separator.unwrap_or_else(|| delimiter(&start));
    let uncounted = uncounted(&start);
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .delimiter(separator)
        .buffer_capacity(1 << 18)
        .from_reader(Bounded::new(io::Cursor::new(start).chain(stream)));
    let heading = heading(&mut reader)?;
    read_rows(&heading, id_column, |row| {
        let from = reader.position().byte();
        reader.get_mut().row_begins(from);
        if !reader.read_byte_record(row).map_err(ReadError::from)? {
            return Ok(NextRow::End);
        }
        let line = row.position().map_or(0, csv::Position::line) + uncounted;
        let is_on_several_lines = reader.position().line() + uncounted > line + 1;
        if uncounted > 0 {
            let mut position = csv::Position::new();
            position.set_line(line);
            row.set_position(Some(position));
        }
        let unclosed = if is_on_several_lines { unclosed(row, line, heading.len(), separator) } else { None };
        let is_too_long = || {
            reader.get_ref().has_shortened()
                || row.as_slice().len() > CELL_BYTES_MOST
                    && row.iter().any(|cell| cell.len() > CELL_BYTES_MOST)
        };
        let fault = unclosed.or_else(|| is_too_long().then_some(RowFault::TooLong));
        Ok(fault.map_or(NextRow::Read, |why| NextRow::Bad(BadRow { line, why })))
    })
}

/// The cell, if there is one, that holds lines with as many separators as a row has: its quotation mark is not closed. Where
/// the row has its cells all the same, notes of several lines may have a comma or two in each.
fn unclosed(row: &ByteRecord, line: u64, cells: usize, separator: u8) -> Option<RowFault> {
    const LINES_LEAST: usize = 2;
    const CELLS_TELLING: usize = 4;
    let is_whole = row.len() == cells;
    if is_whole && cells < CELLS_TELLING {
        return None;
    }
    let mut from = line;
    for cell in row {
        let mut lines = cell.split(|&byte| byte == b'\n').skip(1);
        let is_row = |line: &&[u8]| {
            let found = line.iter().filter(|&&byte| byte == separator).count() + 1;
            if is_whole { found == cells } else { found >= cells.max(2) }
        };
        let line_ends = cell.iter().filter(|&&byte| byte == b'\n').count();
        if lines.by_ref().filter(is_row).count() >= LINES_LEAST {
            return Some(RowFault::Unclosed { from, lines: line_ends as u64 });
        }
        from += line_ends as u64;
    }
    None
}

/// What came when the next row was asked for.
pub enum NextRow {
    /// A row, its cells in the order of the heading and its position set.
    Read,
    /// A row that cannot be used.
    Bad(BadRow),
    /// There are no more.
    End,
}

/// Reads records from rows, which `next` writes one at a time over the one before.
///
/// # Errors
/// What `next` answers, and as [`read_csv`].
pub fn read_rows<E: From<ReadError> + Send>(
    heading: &[String],
    id_column: Option<&str>,
    mut next: impl FnMut(&mut ByteRecord) -> Result<NextRow, E> + Send,
) -> Result<Records, E> {
    distinct(heading)?;
    let id = find_id(heading, id_column)?;
    let names =
        heading.iter().enumerate().filter(|(place, _)| Some(*place) != id).map(|(_, name)| name.as_str());
    let mut filing = Filing {
        id,
        cells: heading.len(),
        records: Records {
            table: Table::with_columns(names),
            ids: Dictionary::default(),
            id_column: id.map(|place| heading[place].clone()),
            lines: Vec::new(),
            skipped: Vec::new(),
        },
    };
    let (mut parsed, mut following) = (Batch::default(), Batch::default());
    parsed.fill(&mut next)?;
    while parsed.used > 0 || !parsed.bad.is_empty() {
        // One core parses while the other files what was parsed before.
        let (read, ()) = rayon::join(|| following.fill(&mut next), || filing.file(&mut parsed));
        read?;
        std::mem::swap(&mut parsed, &mut following);
    }
    Ok(filing.finish()?)
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

/// How many lines of a row's place are not counted yet when its place is taken: where lines end with two letters, the parser
/// ends a row at the first and counts the line at the second.
fn uncounted(start: &[u8]) -> u64 {
    let heading_end = start.iter().position(|&byte| byte == b'\n');
    u64::from(heading_end.is_some_and(|end| end > 0 && start[end - 1] == b'\r'))
}

/// The first bytes of the stream, enough to hold a heading.
fn start(stream: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    stream.take(1 << 16).read_to_end(&mut start)?;
    Ok(start)
}

/// What sets the cells of the heading apart: whichever of the usual marks it has most of outside quotation marks.
pub(crate) fn delimiter(start: &[u8]) -> u8 {
    let heading = start.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let outside = || heading.split(|&byte| byte == b'"').step_by(2);
    let count = |mark: u8| outside().flatten().filter(|&&byte| byte == mark).count();
    // Of equally many the first is taken, so that a heading of one column is split by commas.
    b",;\t|".iter().copied().rev().max_by_key(|&mark| count(mark)).unwrap_or(b',')
}

pub(crate) fn heading(reader: &mut csv::Reader<impl Read>) -> Result<Vec<String>, ReadError> {
    let headers = reader.byte_headers()?;
    let names: Vec<String> = headers
        .iter()
        .map(|name| String::from_utf8_lossy(name).trim().trim_start_matches('\u{feff}').to_owned())
        .collect();
    if names.is_empty() {
        return Err(ReadError::NoHeading);
    }
    // Spreadsheets leave commas behind the last column: nothing can be meant by columns without a name but themselves.
    let unnamed = |(place, name): (usize, String)| {
        if name.is_empty() { format!("column {}", place + 1) } else { name }
    };
    Ok(names.into_iter().enumerate().map(unnamed).collect())
}

pub(crate) fn distinct(names: &[String]) -> Result<(), ReadError> {
    let repeated = names.iter().enumerate().find(|(place, name)| names[..*place].contains(name));
    repeated.map_or(Ok(()), |(_, name)| Err(ReadError::RepeatedColumn(name.clone())))
}

fn find_id(heading: &[String], asked: Option<&str>) -> Result<Option<usize>, ReadError> {
    let place = |wanted: &str| heading.iter().position(|name| name.eq_ignore_ascii_case(wanted));
    match asked {
        Some(name) => place(name)
            .map(Some)
            .ok_or_else(|| ReadError::NoSuchColumn { asked: name.to_owned(), columns: heading.to_vec() }),
        None => Ok(ID_COLUMNS.iter().find_map(|name| place(name))),
    }
}

/// Parsed rows, their memory used again.
#[derive(Default)]
struct Batch {
    rows: Vec<ByteRecord>,
    used: usize,
    bad: Vec<BadRow>,
}

impl Batch {
    fn fill<E>(&mut self, next: &mut impl FnMut(&mut ByteRecord) -> Result<NextRow, E>) -> Result<(), E> {
        self.rows.resize_with(BATCH, ByteRecord::new);
        self.used = 0;
        let mut bytes = 0;
        while self.used + self.bad.len() < BATCH && bytes < BATCH_BYTES {
            match next(&mut self.rows[self.used])? {
                NextRow::Read => {
                    bytes += self.rows[self.used].as_slice().len();
                    self.used += 1;
                }
                NextRow::Bad(row) => self.bad.push(row),
                NextRow::End => break,
            }
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
    fn file(&mut self, batch: &mut Batch) {
        self.records.skipped.append(&mut batch.bad);
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
        let Self { id, cells, records: Records { table, ids, lines, skipped, .. } } = self;
        let line = |row: &ByteRecord| row.position().map_or(0, csv::Position::line);
        let mut skip = |row: &ByteRecord, why: RowFault| skipped.push(BadRow { line: line(row), why });
        let whole: Vec<&ByteRecord> = rows.iter().filter(|row| row.len() == *cells).collect();
        for row in rows.iter().filter(|row| row.len() != *cells) {
            let line_ends = row.as_slice().iter().filter(|&&byte| byte == b'\n').count();
            skip(row, RowFault::Cells { found: row.len(), expected: *cells, line_ends });
        }
        let Some(id) = *id else {
            for row in whole {
                table.rows += 1;
                ids.code(table.rows.to_string().as_bytes());
                lines.push(line(row));
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
                let (id, first_line) = (ids.text(code).into_owned(), lines[code as usize - 1]);
                skip(row, RowFault::RepeatedIdentifier { id, first_line });
            } else {
                table.rows += 1;
                lines.push(line(row));
                usable.push(row);
            }
        }
    }

    fn finish(self) -> Result<Records, ReadError> {
        let mut records = self.records;
        records.table.columns.iter_mut().for_each(empty_markers);
        records.skipped.sort_by_key(|row| row.line);
        let refused =
            |row: &&BadRow| matches!(row.why, RowFault::NoIdentifier | RowFault::RepeatedIdentifier { .. });
        let count = records.skipped.iter().filter(refused).count();
        let rows = records.table.rows + count;
        match (&records.id_column, records.skipped.iter().find(refused)) {
            (Some(column), Some(first)) if count * 10 > rows * REFUSED_OF_TEN_MOST && rows > 10 => {
                Err(ReadError::NotIdentifiers {
                    column: column.clone(),
                    refused: count,
                    rows,
                    first: first.clone(),
                })
            }
            _ => Ok(records),
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
        let as_on_windows = read_csv(text.replace('\n', "\r\n").as_bytes(), None).unwrap();
        assert_eq!(as_on_windows.lines, records.lines);
        let lines = |records: &Records| records.skipped.iter().map(|row| row.line).collect::<Vec<_>>();
        assert_eq!(lines(&as_on_windows), lines(&records));
        assert_eq!(told[2], "line 5: the identifier \"1\" stands on line 2 too; skipped");
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
    fn a_quotation_mark_that_is_not_closed_is_told_with_what_it_takes_in() {
        let text = "rec_id,surname,dob\n0,Lee,1990-01-02\n1,\"Jones,1984-03-12\n2,Smith,1990-01-02\n3,Khan,1971-05-06\n";
        let records = read_csv(text.as_bytes(), None).unwrap();
        assert_eq!(records.skipped[0].why, RowFault::Unclosed { from: 3, lines: 3 });
        // The next mark closes it, and by chance there are as many cells as there should be.
        let text = "rec_id,surname,dob,sex\n1,\"Jones,1984-03-12,f\n2,Smith,1990-01-02,f\n3,Ash,1990-01-02,m\n4,\"Khan,1971-05-06,m\n5,Fox,,\n";
        let records = read_csv(text.as_bytes(), None).unwrap();
        assert_eq!(records.skipped[0].why, RowFault::Unclosed { from: 2, lines: 3 });
        let address = "rec_id,address,dob\n1,\"12 Mill Lane,\nElmstead,\nBrackenshire\",1984-03-12\n";
        assert!(read_csv(address.as_bytes(), None).unwrap().skipped.is_empty());
        let notes = "rec_id,notes\n1,\"Seen, then lost.\nTall, thin.\nCold, wet.\"\n";
        assert!(read_csv(notes.as_bytes(), None).unwrap().skipped.is_empty());
    }

    #[test]
    fn a_row_with_a_cell_without_end_is_skipped_and_the_next_is_read() {
        for mark in ["", "\""] {
            let long = io::repeat(b'A').take(30_000_000);
            let before = format!("rec_id,surname\n1,Lee\n2,{mark}Jo\nnes");
            let before = if mark.is_empty() { before.replace("Jo\nnes", "Jones") } else { before };
            let after = format!("{mark}\n3,Khan\n4,\"O, Neill\"\n");
            let stream = before.as_bytes().chain(long).chain(after.as_bytes());
            let records = read_csv(stream, None).unwrap();
            assert_eq!(records.table.rows, 3);
            assert_eq!(records.table.columns[0].values.text(3), "O, Neill");
            assert_eq!(records.skipped, [BadRow { line: 3, why: RowFault::TooLong }]);
        }
        let records =
            read_csv(format!("rec_id,surname\n1,{}\n2,Khan\n", "A".repeat(1_100_000)).as_bytes(), None);
        assert_eq!(records.unwrap().skipped, [BadRow { line: 2, why: RowFault::TooLong }]);
    }

    #[test]
    fn a_column_that_tells_no_records_apart_is_refused() {
        let rows: String = (0..40).map(|row| format!("{},Khan\n", row / 2)).collect();
        let error = read_csv(format!("id,surname\n{rows}").as_bytes(), None).err().unwrap().to_string();
        assert!(
            error.starts_with("20 of 40 rows have no identifier of their own in the column \"id\""),
            "{error}"
        );
        assert!(error.contains("line 3: the identifier \"0\" stands on line 2 too"), "{error}");
    }

    #[test]
    fn columns_without_a_name_are_numbered_and_marks_in_quotes_are_no_separators() {
        let records = read_csv("rec_id;\"surname, first\";;\n1;Jones;;\n".as_bytes(), None).unwrap();
        let names: Vec<&str> = records.table.columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names, ["surname, first", "column 3", "column 4"]);
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
