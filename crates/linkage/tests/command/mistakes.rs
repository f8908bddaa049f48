//! What an analyst does wrong, and what the command says to that.

use std::fs;

use crate::Desk;
use crate::register::{csv, register};

fn refused(desk: &Desk, words: &str, told: &str) {
    let error = desk.link(words).unwrap_err();
    assert!(error.contains(told), "{words}: {error}");
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let desk = Desk::new()
        .with("book.xlsx", b"PK\x03\x04 and more")
        .with("empty.csv", "")
        .with("heading.csv", "rec_id,surname\n")
        .with("noise.csv", [1u8, 0, 2, 3, 4, 5, 6, 7])
        .with("twice.csv", "id,name,name\n1,Jones,Jones\n")
        .with("half.parquet", b"PAR1 and no end");
    refused(&desk, "there-is-none.csv --out out", "cannot read there-is-none.csv: ");
    refused(&desk, ". --out out", "Is a directory");
    refused(&desk, "book.xlsx --out out", "save the sheet as CSV");
    refused(&desk, "empty.csv --out out", "its first line must name the columns");
    refused(&desk, "heading.csv --out out", "holds no records that can be used");
    refused(&desk, "noise.csv --out out", "neither text nor Parquet");
    refused(&desk, "twice.csv --out out", "two columns are called \"name\"");
    refused(&desk, "half.parquet --out out", "no whole Parquet file");
    assert!(!desk.path("out/pairs.csv").exists());
}

#[test]
fn a_folder_that_cannot_be_written_to_is_said_at_once() {
    let desk = Desk::new().with("register.csv", csv(&register(5, 1))).with("file", "");
    refused(&desk, "register.csv --out file", "name another folder with --out");
    let desk = Desk::new().with("pairs.csv", csv(&register(5, 1)));
    let folder = desk.path("").display().to_string();
    refused(&desk, &format!("pairs.csv --out {folder}"), "would be written over by its own result");
}

#[test]
fn columns_that_cannot_be_compared_are_told_with_why() {
    let desk = Desk::new().with("numbers.csv", "rec_id,cluster,amount\n1,a,\n2,a,\n");
    refused(
        &desk,
        "numbers.csv --out out",
        "not compared: cluster: its name says that it tells which records belong",
    );
    refused(&desk, "numbers.csv --out out", "not compared: amount: it is empty");
    let desk = Desk::new().with("marks.csv", "rec_id~surname~dob\n1~Jones~1984-03-12\n2~Khan~1990-02-02\n");
    refused(&desk, "marks.csv --out out", "name it with --separator");
    desk.link("marks.csv --separator ~ --out out").unwrap();
}

#[test]
fn a_model_that_is_none_is_refused_with_its_line() {
    let desk = Desk::new()
        .with("register.csv", csv(&register(20, 6)))
        .with("model.toml", "blocking = []\n[[columns]]\ncolumn = \"surname\"\nkind = \"family\"\n");
    refused(&desk, "register.csv --model model.toml --out out", "family");
    refused(&desk, "register.csv --model model.toml --out out", "line 4");
    desk.link("register.csv --out out").unwrap();
    let changed = desk.text("out/model.toml").replace("kind = \"sex\"", "kind = \"ignored\"");
    fs::write(desk.path("model.toml"), changed).unwrap();
    refused(&desk, "register.csv --model model.toml --out out", "remove [trained]");
}

#[test]
fn a_judgement_that_is_none_is_refused_with_its_line() {
    let desk = Desk::new()
        .with("register.csv", csv(&register(20, 6)))
        .with("perhaps.csv", "rec_id_l,rec_id_r,same\nr0,r1,yes\nr0,r2,perhaps\n")
        .with("nobody.csv", "rec_id_l,rec_id_r,same\nr0,nobody,yes\n")
        .with("headless.csv", "r0,r1,yes\n");
    refused(
        &desk,
        "register.csv --labels perhaps.csv --out out",
        "perhaps.csv, line 3: \"perhaps\" is no judgement",
    );
    refused(
        &desk,
        "register.csv --labels nobody.csv --out out",
        "nobody.csv, line 2: no record has the identifier",
    );
    refused(&desk, "register.csv --labels headless.csv --out out", "there is no column rec_id_l");
    refused(&desk, "register.csv --explain r0 nobody", "it is the column rec_id, for example \"r0\"");
    refused(&desk, "register.csv --explain r0 r0", "a pair needs two");
    refused(&desk, "register.csv", "--out");
    refused(&desk, "register.csv --one-to-one --out out", "for two files");
}

#[test]
fn five_rows_are_linked_with_a_warning() {
    let desk = Desk::new().with(
        "few.csv",
        "name;born\nJohn Smith;12/03/1984\nJon Smith;12/03/1984\nAisha Khan;01/02/1990\nMei Chen;05/06/1971\nRhys Evans;09/09/2001\n",
    );
    let told = desk.link("few.csv --out out").unwrap();
    assert!(told.contains("few records to learn from"), "{told}");
    assert!(told.contains("rows are numbered from 1; name a column with --id"), "{told}");
    let first = desk.text("out/pairs.csv").lines().nth(1).unwrap().to_owned();
    assert!(first.starts_with("1,2,"), "{first}");
}

#[test]
fn a_quotation_mark_that_takes_in_rows_is_refused() {
    let rows: String = (0..60).map(|row| format!("r{row},Jones,1984-03-12\n")).collect();
    let text = format!("rec_id,surname,dob\n{rows}q,\"Anna,1980-01-01\n{}", rows.replace('r', "s"));
    let desk = Desk::new().with("open.csv", text);
    refused(
        &desk,
        "open.csv --out out",
        "the quotation mark that opens on line 62 is not closed and takes in 61 further",
    );
    refused(&desk, "open.csv --out out", "--skip-unclosed");
    let told = desk.link("open.csv --skip-unclosed --out out").unwrap();
    assert!(told.contains("1 row skipped: 1 with a quotation mark that is not closed"), "{told}");
}
