//! A sheet of text as it stands: what sort of file it is, its heading, and its rows cell by cell, for whoever reads other
//! things out of it than people to be linked.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::read::{ReadError, delimiter, distinct, heading};

/// A heading and rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The names of the columns.
    pub heading: Vec<String>,
    /// The rows below it, those without any text left out.
    pub rows: Vec<SheetRow>,
}

/// A row of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow {
    /// Its line in the file; the heading is line 1.
    pub line: u64,
    /// Its cells without blanks around them; more or fewer than the heading has where the file is broken.
    pub cells: Vec<String>,
}

/// What a file is, told by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// UTF-16, as spreadsheets save "Unicode text".
    Wide(&'static Encoding),
    /// Text, each cell UTF-8 or Windows-1252.
    Narrow,
    /// A workbook or an archive.
    Workbook,
    /// No text.
    NotText,
}

/// What a file is that begins so.
#[must_use]
pub fn written(head: &[u8]) -> Written {
    let zeros = |from: usize| {
        let bytes = head.iter().skip(from).step_by(2);
        bytes.clone().count() > 0 && bytes.clone().filter(|&&byte| byte == 0).count() * 2 > bytes.count()
    };
    match head {
        [b'P', b'K', 3, 4, ..] | [0xd0, 0xcf, 0x11, 0xe0, ..] => Written::Workbook,
        [0xff, 0xfe, ..] => Written::Wide(UTF_16LE),
        [0xfe, 0xff, ..] => Written::Wide(UTF_16BE),
        _ if zeros(1) => Written::Wide(UTF_16LE),
        _ if zeros(0) => Written::Wide(UTF_16BE),
        _ if head.contains(&0) => Written::NotText,
        _ => Written::Narrow,
    }
}

/// How many bytes of a file tell what it is.
const HEAD_BYTES: usize = 4096;

impl Sheet {
    /// Reads a whole file; nothing where it is no text.
    ///
    /// # Errors
    /// When it has no heading, two columns have one name, or it is no CSV.
    pub fn read(bytes: &[u8]) -> Result<Option<Self>, ReadError> {
        match written(&bytes[..bytes.len().min(HEAD_BYTES)]) {
            Written::Workbook | Written::NotText => Ok(None),
            Written::Wide(encoding) => rows(encoding.decode(bytes).0.as_bytes()).map(Some),
            Written::Narrow => rows(bytes).map(Some),
        }
    }
}

impl Sheet {
    /// Leaves out the columns whose heading is such a one.
    pub fn without_column(&mut self, is_such: impl Fn(&str) -> bool) {
        let kept: Vec<bool> = self.heading.iter().map(|name| !is_such(name)).collect();
        let stays = |place: usize| kept.get(place).copied().unwrap_or(true);
        for cells in std::iter::once(&mut self.heading).chain(self.rows.iter_mut().map(|row| &mut row.cells))
        {
            let mut place = 0..;
            cells.retain(|_| place.next().is_none_or(stays));
        }
    }

    /// As CSV in UTF-8, as a spreadsheet opens it.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut writer = csv::WriterBuilder::new()
            .flexible(true)
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::new());
        for cells in std::iter::once(&self.heading).chain(self.rows.iter().map(|row| &row.cells)) {
            writer.write_record(cells).expect("memory takes whatever is written");
        }
        let bytes = writer.into_inner().expect("memory takes whatever is written");
        String::from_utf8(bytes).expect("the cells are UTF-8")
    }
}

fn rows(bytes: &[u8]) -> Result<Sheet, ReadError> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter(bytes)).from_reader(bytes);
    let heading = heading(&mut reader)?;
    distinct(&heading)?;
    let mut rows = Vec::new();
    for row in reader.byte_records() {
        let row = row?;
        let line = row.position().map_or(0, |at| line_of(bytes, at));
        let cells: Vec<String> = row.iter().map(cell).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(SheetRow { line, cells });
        }
    }
    Ok(Sheet { heading, rows })
}

/// The line on which a row begins: the reader's place is before the ends of lines that it passes over to get there.
fn line_of(bytes: &[u8], at: &csv::Position) -> u64 {
    let rest = usize::try_from(at.byte()).ok().and_then(|from| bytes.get(from..)).unwrap_or_default();
    let passed = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|&&byte| byte == b'\n');
    at.line() + passed.count() as u64
}

fn cell(bytes: &[u8]) -> String {
    let text = std::str::from_utf8(bytes)
        .map_or_else(|_| WINDOWS_1252.decode_without_bom_handling(bytes).0, std::borrow::Cow::from);
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_read_however_a_spreadsheet_saved_it() {
        let wide: Vec<u8> = "\u{feff}Ref\tFound\r\n1\tWeir, M\u{fc}hle\r\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let files: [&[u8]; 4] = [
            "Ref,Found\n1,\"Weir, M\u{fc}hle\"\n".as_bytes(),
            "\u{feff}Ref;Found\r\n1;Weir, M\u{fc}hle\r\n;\r\n".as_bytes(),
            b"Ref|Found\n1|Weir, M\xfchle\n",
            &wide,
        ];
        for file in files {
            let sheet = Sheet::read(file).unwrap().unwrap();
            assert_eq!(sheet.heading, ["Ref", "Found"]);
            let row = SheetRow { line: 2, cells: vec!["1".into(), "Weir, M\u{fc}hle".into()] };
            assert_eq!(sheet.rows, [row]);
            assert_eq!(Sheet::read(sheet.to_csv().as_bytes()).unwrap().unwrap(), sheet);
        }
        assert_eq!(Sheet::read(b"PK\x03\x04...").unwrap(), None);
        assert!(matches!(Sheet::read(b""), Err(ReadError::NoHeading)));
        assert!(matches!(Sheet::read(b"a,a\n"), Err(ReadError::RepeatedColumn(_))));
    }
}
