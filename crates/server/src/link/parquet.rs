//! Records from Parquet: every simple column as text, the way CSV would have it.

use std::fs::File;

use anyhow::{Context as _, bail};
use csv::{ByteRecord, Position};
use linkage::read::{BadRow, NextRow, ReadError, Records, RowFault, read_rows};
use parquet::basic::Compression;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{AsBytes as _, DataType};
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader as _, SerializedFileReader};

use super::parquet_form::{Form, Value};
use super::progress::Progress;

/// Rows read together.
const BATCH: usize = 4096;

/// Reads all simple columns; those that hold lists, maps or bytes come second, each with why it was left out.
///
/// # Errors
/// When the file is damaged, or its records cannot be told apart.
pub(crate) fn read(
    file: File,
    id_column: Option<&str>,
    progress: &Progress,
) -> anyhow::Result<(Records, Vec<(String, String)>)> {
    let reader = SerializedFileReader::new(file).context("the file is no whole Parquet file")?;
    let about = reader.metadata().file_metadata();
    progress.counting("reading Parquet".to_owned(), about.num_rows().unsigned_abs());
    let (mut columns, mut unread) = (Vec::new(), Vec::new());
    for (leaf, described) in about.schema_descr().columns().iter().enumerate() {
        let name = described.path().string();
        match Form::of(described) {
            Ok(form) => columns.push(Column { leaf, name, form, whole: described.max_def_level() }),
            Err(why) => unread.push((name, why)),
        }
    }
    can_be_unpacked(&reader, &columns)?;
    let heading: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
    if heading.is_empty() {
        return Err(ReadError::NoHeading.into());
    }
    let mut rows = Rows {
        reader,
        columns,
        open: Vec::new(),
        group: 0,
        left: 0,
        batch: Vec::new(),
        at: 0,
        of: 0,
        row: 0,
    };
    let records = read_rows(&heading, id_column, |row| {
        if rows.at == rows.of {
            progress.advance(rows.of as u64);
        }
        rows.next(row)
    })?;
    Ok((records, unread))
}

/// Sees that every column that is read is packed in a way that this program unpacks.
fn can_be_unpacked(reader: &SerializedFileReader<File>, columns: &[Column]) -> anyhow::Result<()> {
    for column in columns {
        for group in reader.metadata().row_groups() {
            match group.column(column.leaf).compression() {
                Compression::UNCOMPRESSED
                | Compression::SNAPPY
                | Compression::GZIP(_)
                | Compression::ZSTD(_) => {}
                packed @ (Compression::LZO
                | Compression::BROTLI(_)
                | Compression::LZ4
                | Compression::LZ4_RAW) => bail!(
                    "the column {} is packed with {packed}, which this program cannot unpack; write the file again with \
                     Snappy, gzip, Zstandard or no compression, or as CSV",
                    column.name
                ),
            }
        }
    }
    Ok(())
}

/// A column that is read.
struct Column {
    /// Its place among the columns of the file.
    leaf: usize,
    name: String,
    form: Form,
    /// The level of definition at which a value is there.
    whole: i16,
}

/// Some rows of one column, as text.
#[derive(Default)]
struct Cells {
    text: Vec<u8>,
    ends: Vec<usize>,
    /// Cells that cannot be read: which of these rows, and why.
    faults: Vec<(usize, &'static str)>,
}

struct Rows {
    reader: SerializedFileReader<File>,
    columns: Vec<Column>,
    /// One reader a column, of the group of rows that is being read.
    open: Vec<ColumnReader>,
    /// The next group.
    group: usize,
    /// Rows of the open group that are not read yet.
    left: usize,
    batch: Vec<Cells>,
    /// The next row of the batch, and how many it has.
    at: usize,
    of: usize,
    /// Rows read, from the beginning of the file.
    row: u64,
}

impl Rows {
    fn next(&mut self, row: &mut ByteRecord) -> anyhow::Result<NextRow> {
        if self.at == self.of && !self.fill()? {
            return Ok(NextRow::End);
        }
        let at = self.at;
        (self.at, self.row) = (at + 1, self.row + 1);
        for (cells, column) in self.batch.iter().zip(&self.columns) {
            if let Some((_, why)) = cells.faults.iter().find(|(place, _)| *place == at) {
                let why = RowFault::Cell { column: column.name.clone(), why: (*why).to_owned() };
                return Ok(NextRow::Bad(BadRow { line: self.row, why }));
            }
        }
        row.clear();
        for cells in &self.batch {
            let from = if at == 0 { 0 } else { cells.ends[at - 1] };
            row.push_field(&cells.text[from..cells.ends[at]]);
        }
        let mut position = Position::new();
        position.set_line(self.row);
        row.set_position(Some(position));
        Ok(NextRow::Read)
    }

    /// Reads the next rows of every column; false at the end of the file.
    fn fill(&mut self) -> anyhow::Result<bool> {
        while self.left == 0 {
            if self.group == self.reader.num_row_groups() {
                return Ok(false);
            }
            let group = self.reader.get_row_group(self.group)?;
            self.left = usize::try_from(group.metadata().num_rows()).context("the file is damaged")?;
            let readers = self.columns.iter().map(|column| group.get_column_reader(column.leaf));
            self.open = readers.collect::<Result<_, _>>()?;
            self.group += 1;
        }
        let wanted = self.left.min(BATCH);
        self.batch.resize_with(self.columns.len(), Cells::default);
        for ((reader, column), cells) in self.open.iter_mut().zip(&self.columns).zip(&mut self.batch) {
            *cells = Cells::default();
            read_cells(reader, column, wanted, cells)
                .with_context(|| format!("column {}, from row {} on", column.name, self.row + 1))?;
        }
        (self.left, self.at, self.of) = (self.left - wanted, 0, wanted);
        Ok(true)
    }
}

fn read_cells(
    reader: &mut ColumnReader,
    column: &Column,
    wanted: usize,
    cells: &mut Cells,
) -> Result<(), ParquetError> {
    let whole = |number: i64| Value::Whole(number);
    match reader {
        ColumnReader::BoolColumnReader(reader) => typed(reader, column, wanted, cells, |&is| Value::Bool(is)),
        ColumnReader::Int32ColumnReader(reader) => {
            typed(reader, column, wanted, cells, |&number| whole(i64::from(number)))
        }
        ColumnReader::Int64ColumnReader(reader) => {
            typed(reader, column, wanted, cells, |&number| whole(number))
        }
        ColumnReader::Int96ColumnReader(reader) => {
            typed(reader, column, wanted, cells, |moment| whole(moment.to_micros()))
        }
        ColumnReader::FloatColumnReader(reader) => {
            typed(reader, column, wanted, cells, |&number| Value::Single(number))
        }
        ColumnReader::DoubleColumnReader(reader) => {
            typed(reader, column, wanted, cells, |&number| Value::Double(number))
        }
        ColumnReader::ByteArrayColumnReader(reader) => {
            typed(reader, column, wanted, cells, |bytes| Value::Bytes(bytes.as_bytes()))
        }
        ColumnReader::FixedLenByteArrayColumnReader(reader) => {
            typed(reader, column, wanted, cells, |bytes| Value::Bytes(bytes.as_bytes()))
        }
    }
}

/// Reads so many rows of one column. A value that is not there becomes an empty cell.
fn typed<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    column: &Column,
    wanted: usize,
    cells: &mut Cells,
    value: impl Fn(&T::T) -> Value<'_>,
) -> Result<(), ParquetError> {
    let (mut values, mut levels) = (Vec::with_capacity(wanted), Vec::with_capacity(wanted));
    let mut rows = 0;
    while rows < wanted {
        let (more, _, _) = reader.read_records(wanted - rows, Some(&mut levels), None, &mut values)?;
        if more == 0 {
            return Err(ParquetError::EOF(format!("the column ends {} rows early", wanted - rows)));
        }
        rows += more;
    }
    let mut values = values.iter();
    for row in 0..wanted {
        let is_there = column.whole == 0 || levels.get(row) == Some(&column.whole);
        if is_there
            && let Some(found) = values.next()
            && let Err(why) = column.form.write(value(found), &mut cells.text)
        {
            cells.faults.push((row, why));
        }
        cells.ends.push(cells.text.len());
    }
    Ok(())
}
