//! The same records in other clothes have the same result.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use flate2::Compression;
use flate2::write::GzEncoder;
use parquet::basic::Compression as Packed;
use parquet::basic::ZstdLevel;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use crate::Desk;
use crate::register::{csv, register};

/// A register with letters beyond ASCII.
fn accented() -> String {
    csv(&register(150, 21)).replace("Jones", "Müller").replace("Evans", "O’Neill")
}

fn pairs_of(name: &str, content: impl AsRef<[u8]>) -> String {
    let desk = Desk::new().with(name, content);
    desk.link(&format!("{name} --out out")).unwrap();
    desk.text("out/pairs.csv")
}

#[test]
fn text_is_read_whatever_its_marks_and_letters() {
    let text = accented();
    let plain = pairs_of("plain.csv", &text);
    assert!(plain.lines().count() > 50);
    assert_eq!(pairs_of("marked.csv", format!("\u{feff}{text}")), plain, "with a mark of its encoding");
    assert_eq!(pairs_of("semicolons.csv", text.replace(',', ";")), plain);
    assert_eq!(pairs_of("tabs.tsv", text.replace(',', "\t").replace('\n', "\r\n")), plain);
    let wide = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    assert_eq!(pairs_of("wide.txt", [&[0xff, 0xfe], wide(u16::to_le_bytes).as_slice()].concat()), plain);
    assert_eq!(pairs_of("unmarked.txt", wide(u16::to_be_bytes)), plain);
    let (older, _, lost) = encoding_rs::WINDOWS_1252.encode(&text);
    assert!(!lost);
    assert_eq!(pairs_of("older.csv", older), plain);
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(text.as_bytes()).unwrap();
    assert_eq!(pairs_of("packed.csv.gz", packed.finish().unwrap()), plain);
}

/// Writes text as Parquet, in groups of rows; the date of birth is a date, what is empty is null.
fn write_parquet(path: &Path, text: &str, packed: Packed) {
    let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let heading = lines.next().unwrap();
    let rows: Vec<Vec<&str>> = lines.collect();
    let fields: String = heading
        .iter()
        .map(|name| match *name {
            "dob" => "OPTIONAL INT32 dob (DATE);".to_owned(),
            "rec_id" => "REQUIRED BYTE_ARRAY rec_id (UTF8);".to_owned(),
            name => format!("OPTIONAL BYTE_ARRAY {name} (UTF8);"),
        })
        .collect();
    let schema = Arc::new(parse_message_type(&format!("message register {{ {fields} }}")).unwrap());
    let properties = Arc::new(WriterProperties::builder().set_compression(packed).build());
    let mut writer = SerializedFileWriter::new(File::create(path).unwrap(), schema, properties).unwrap();
    for rows in rows.chunks(100) {
        let mut group = writer.next_row_group().unwrap();
        let mut place = 0;
        while let Some(mut column) = group.next_column().unwrap() {
            let there: Vec<&str> =
                rows.iter().map(|row| row[place]).filter(|cell| !cell.is_empty()).collect();
            let levels: Vec<i16> = rows.iter().map(|row| i16::from(!row[place].is_empty())).collect();
            let levels = (heading[place] != "rec_id").then_some(levels.as_slice());
            if let ColumnWriter::Int32ColumnWriter(column) = column.untyped() {
                let values: Vec<i32> = there.iter().map(|cell| days(cell)).collect();
                column.write_batch(&values, levels, None).unwrap();
            } else if let ColumnWriter::ByteArrayColumnWriter(column) = column.untyped() {
                let values: Vec<ByteArray> = there.iter().map(|cell| ByteArray::from(*cell)).collect();
                column.write_batch(&values, levels, None).unwrap();
            }
            column.close().unwrap();
            place += 1;
        }
        group.close().unwrap();
    }
    writer.close().unwrap();
}

fn days(date: &str) -> i32 {
    match date.strip_prefix("never") {
        Some(of) => i32::MAX - of.parse::<i32>().unwrap_or(0),
        None => {
            let date: jiff::civil::Date = date.parse().unwrap();
            date.since(jiff::civil::date(1970, 1, 1)).unwrap().get_days()
        }
    }
}

#[test]
fn parquet_has_the_same_result_as_csv() {
    let text = accented();
    let plain = pairs_of("plain.csv", &text);
    let packings = [
        Packed::UNCOMPRESSED,
        Packed::SNAPPY,
        Packed::GZIP(Default::default()),
        Packed::ZSTD(ZstdLevel::default()),
    ];
    for packed in packings {
        let desk = Desk::new();
        write_parquet(&desk.path("register.parquet"), &text, packed);
        std::fs::copy(desk.path("register.parquet"), desk.path("copy")).unwrap();
        let told = desk.link("copy --out out").unwrap();
        assert_eq!(desk.text("out/pairs.csv"), plain, "{packed:?}\n{told}");
    }
}

#[test]
fn a_cell_of_parquet_that_is_no_date_is_told_with_its_row() {
    let text = accented().lines().take(80).collect::<Vec<_>>().join("\n");
    let row: Vec<&str> = text.lines().nth(3).unwrap().split(',').collect();
    let spoilt = text.replace(&row.join(","), &row.join(",").replace(row[5], "never"));
    let desk = Desk::new();
    write_parquet(&desk.path("register.parquet"), &spoilt, Packed::SNAPPY);
    let told = desk.link("register.parquet --out out").unwrap();
    assert!(
        told.contains("1 value in dob cannot be read as birth_date and count as missing: row 3"),
        "{told}"
    );
    assert!(desk.text("out/unread_values.csv").contains(",3,dob,(no date: 2147483647 days from 1970)\n"));
    assert_eq!(desk.text("out/clusters.csv").lines().count(), 80, "the rest of the row is of use");
}

#[test]
fn a_column_of_parquet_without_any_date_is_not_taken_for_something_else() {
    let text = accented().lines().take(80).collect::<Vec<_>>().join("\n");
    let spoilt = text.lines().enumerate().map(|(line, row)| {
        let dob = row.split(',').nth(5).unwrap();
        if line == 0 {
            format!("{row}\n")
        } else {
            format!("{}\n", row.replace(dob, &format!("never{line}")))
        }
    });
    let desk = Desk::new();
    write_parquet(&desk.path("register.parquet"), spoilt.collect::<String>().trim_end(), Packed::SNAPPY);
    let told = desk.link("register.parquet --out out").unwrap();
    assert!(told.contains("not compared: dob: its name suggests birthdate, but"), "{told}");
}

#[test]
fn columns_of_parquet_that_hold_lists_are_told() {
    let desk = Desk::new();
    let schema = "message m { REQUIRED BYTE_ARRAY surname (UTF8); REPEATED BYTE_ARRAY aliases (UTF8); }";
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let file = File::create(desk.path("register.parquet")).unwrap();
    let mut writer = SerializedFileWriter::new(file, schema, Arc::default()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let names: Vec<ByteArray> = ["Jones", "Jones", "Khan"].map(ByteArray::from).into();
    for levels in [None, Some([1i16, 1, 1].as_slice())] {
        let mut column = group.next_column().unwrap().unwrap();
        if let ColumnWriter::ByteArrayColumnWriter(column) = column.untyped() {
            column.write_batch(&names, levels, levels.map(|_| [0i16, 0, 0].as_slice())).unwrap();
        }
        column.close().unwrap();
    }
    group.close().unwrap();
    writer.close().unwrap();
    let told = desk.link("register.parquet --out out").unwrap();
    assert!(told.contains("not compared: aliases: it holds lists"), "{told}");
}

#[test]
fn values_that_cannot_be_read_are_told_with_their_lines() {
    let mut text = String::from("rec_id,surname,dob\n");
    for row in 0..40 {
        text += &format!("{row},Jones,19{}-03-12\n", 40 + row);
    }
    text += "a,Khan,9999-12-31\nb,Khan,1e999\nc,Khan,-1\nd,Khan,unknown\n";
    let desk = Desk::new().with("register.csv", text);
    let told = desk.link("register.csv --out out").unwrap();
    assert!(
        told.contains("3 values in dob cannot be read as birth_date and count as missing: line 42, 43, 44"),
        "{told}"
    );
    let listed = desk.text("out/unread_values.csv");
    assert!(listed.contains(",43,dob,1e999\n") && listed.lines().count() == 4, "{listed}");
}

#[test]
fn many_columns_that_are_not_compared_are_one_line() {
    let heading: Vec<String> = (0..100).map(|column| format!("x{column}")).collect();
    let rows: String = (0..30).map(|row| format!("{row},Jones{}\n", ",".repeat(100))).collect();
    let desk = Desk::new().with("wide.csv", format!("rec_id,surname,{}\n{rows}", heading.join(",")));
    let told = desk.link("wide.csv --out out").unwrap();
    assert!(
        told.contains(
            "not compared: 100 columns (x0, x1, x2 and others; model.toml names all), each: it is empty"
        ),
        "{told}"
    );
    assert_eq!(told.matches("not compared").count(), 1, "{told}");
}
