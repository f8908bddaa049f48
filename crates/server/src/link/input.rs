//! The files to be linked: what kind each is, and its records.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::{Context as _, bail, ensure};
use encoding_rs_io::DecodeReaderBytesBuilder;
use flate2::read::MultiGzDecoder;
use linkage::read::{BadRow, Records, RowFault, read_separated};
use linkage::sheet::{Written, written};

use super::parquet;
use super::progress::Progress;

/// One or two files, and the records of each.
pub(crate) struct Inputs {
    /// Where the records come from, in the order in which the files were named.
    pub(crate) sources: Vec<Source>,
    /// The records of each.
    pub(crate) records: Vec<Records>,
}

/// One file, as far as the report speaks of it.
pub(crate) struct Source {
    /// As it was named.
    pub(crate) path: PathBuf,
    /// What it is.
    pub(crate) format: Format,
    /// Columns that could not be read at all, each with why.
    pub(crate) unread: Vec<(String, String)>,
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Csv,
    Parquet,
}

impl Format {
    /// What rows are counted in: CSV in lines, of which the heading is the first; Parquet in rows.
    pub(crate) fn counted_in(self) -> &'static str {
        match self {
            Self::Csv => "line",
            Self::Parquet => "row",
        }
    }
}

/// What sets the cells of CSV apart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Separator(u8);

impl FromStr for Separator {
    type Err = &'static str;

    fn from_str(written: &str) -> Result<Self, Self::Err> {
        match written.as_bytes() {
            b"tab" | b"\\t" => Ok(Self(b'\t')),
            [mark] if mark.is_ascii() && !matches!(mark, b'"' | b'\n' | b'\r') => Ok(Self(*mark)),
            _ => Err("one mark sets cells apart: write it in quotation marks, as in ';', or write tab"),
        }
    }
}

impl Inputs {
    /// Reads every file; `id_columns` names the identifiers of all, or of each.
    ///
    /// # Errors
    /// Which file cannot be read, and why.
    pub(crate) fn read(
        files: &[PathBuf],
        id_columns: &[String],
        separator: Option<Separator>,
        progress: &Progress,
    ) -> anyhow::Result<Self> {
        let (mut sources, mut all) = (Vec::new(), Vec::new());
        for (place, path) in files.iter().enumerate() {
            let id = id_columns.get(place).or(id_columns.first()).map(String::as_str);
            let (source, records) = read(path, id, separator, progress)
                .with_context(|| format!("cannot read {}", path.display()))?;
            sources.push(source);
            all.push(records);
        }
        Ok(Self { sources, records: all })
    }

    /// Sees that no quotation mark takes in rows: whoever takes what is left for the whole file misses people.
    ///
    /// # Errors
    /// Where the first opens that does, and what to do.
    pub(crate) fn all_are_closed(&self) -> anyhow::Result<()> {
        for (source, records) in self.sources.iter().zip(&self.records) {
            let unclosed = |row: &&BadRow| matches!(row.why, RowFault::Unclosed { .. });
            if let Some(row) = records.skipped.iter().find(unclosed) {
                bail!(
                    "{}: {}; close it or take it out, or leave these rows out with --skip-unclosed",
                    source.path.display(),
                    row.why
                );
            }
        }
        Ok(())
    }

    /// Sees that every file has something to link.
    ///
    /// # Errors
    /// Which has not, and why its rows were skipped.
    pub(crate) fn hold_records(&self) -> anyhow::Result<()> {
        for (source, records) in self.sources.iter().zip(&self.records) {
            let skipped = records.skipped.first().map_or_else(String::new, |first| {
                format!(": {} rows were skipped, the first on {}", records.skipped.len(), first)
            });
            ensure!(
                records.table.rows > 0,
                "{} holds no records that can be used{skipped}",
                source.path.display()
            );
        }
        Ok(())
    }
}

/// The first bytes of a file, by which it is recognised.
const HEAD_BYTES: u64 = 4096;

fn read(
    path: &Path,
    id_column: Option<&str>,
    separator: Option<Separator>,
    progress: &Progress,
) -> anyhow::Result<(Source, Records)> {
    let mut file = File::open(path)?;
    let head = head(&mut file)?;
    let source = |format, unread| Source { path: path.to_owned(), format, unread };
    if head.starts_with(b"PAR1") {
        let (records, unread) = parquet::read(file, id_column, progress)?;
        return Ok((source(Format::Parquet, unread), records));
    }
    let bytes = file.metadata().map_or(0, |about| about.len());
    let stream = Cursor::new(head.clone()).chain(progress.reading(path, bytes, file));
    let records = if head.starts_with(&[0x1f, 0x8b]) {
        let mut unpacked = MultiGzDecoder::new(stream);
        let head = self::head(&mut unpacked)?;
        read_text(&head.clone(), Cursor::new(head).chain(unpacked), id_column, separator)?
    } else {
        read_text(&head, stream, id_column, separator)?
    };
    Ok((source(Format::Csv, Vec::new()), records))
}

fn head(stream: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    stream.take(HEAD_BYTES).read_to_end(&mut head)?;
    Ok(head)
}

fn read_text(
    head: &[u8],
    stream: impl Read + Send,
    id_column: Option<&str>,
    separator: Option<Separator>,
) -> anyhow::Result<Records> {
    let separator = separator.map(|Separator(mark)| mark);
    let records = match written(head) {
        Written::Workbook => {
            bail!("this is a workbook or an archive; open it and save the sheet as CSV (UTF-8)")
        }
        Written::NotText => bail!("this is neither text nor Parquet; save the records as CSV"),
        Written::Wide(encoding) => {
            let text = DecodeReaderBytesBuilder::new().encoding(Some(encoding)).build(stream);
            read_separated(text, id_column, separator)?
        }
        Written::Narrow => read_separated(stream, id_column, separator)?,
    };
    Ok(records)
}
