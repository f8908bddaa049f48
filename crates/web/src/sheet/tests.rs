//! What a sheet's rows are read as.

use domain::{
    episode::Held,
    person::Sex,
    unidentified::{FoundTo, UnidentifiedKind},
};
use jiff::Timestamp;

use super::*;

fn now() -> Timestamp {
    "2026-04-01T09:00:00Z".parse().unwrap()
}

fn rows(text: &str) -> Vec<Result<TakenOver, Vec<RowWrong>>> {
    let sheet = read(text.as_bytes()).unwrap();
    let columns = columns::understood(&sheet.heading);
    assert_eq!(columns::missing(&columns), Vec::<String>::new());
    sheet.rows.iter().map(|row| taken_over(&sheet, &columns, row, now())).collect()
}

#[test]
fn the_sample_is_understood_whole() {
    let columns = columns::understood(&read(sample().as_bytes()).unwrap().heading);
    for column in &columns {
        assert!(column.answers.is_some(), "{}", column.heading);
    }
    let rows = rows(&sample());
    let body = rows[0].as_ref().unwrap();
    assert_eq!(body.national_reference.as_deref(), Some("26-004417"));
    assert_eq!((body.details.kind, body.details.found_to), (UnidentifiedKind::Body, FoundTo::Day));
    assert_eq!(body.details.age_years(), Some((35, 50)));
    assert_eq!(body.details.features.stature_cm(), Some((172, 178)));
    assert_eq!(body.details.features.eyes, None, "unknown stays unknown");
    assert_eq!(body.details.fingerprints, None);
    assert_eq!(
        body.details.features.marks,
        ["Tattoo: Swallow, left forearm", "Tattoo: anchor, right shoulder"]
    );
    let patient = rows[1].as_ref().unwrap();
    assert_eq!((patient.details.found_to, patient.details.sex), (FoundTo::Time, Sex::Female));
    assert_eq!(patient.details.dna, Some(Held::NotHeld));
    assert_eq!(patient.national_reference, None);
}

#[test]
fn the_guide_names_every_column_of_the_sample() {
    let guide = include_str!("../../../../docs/guides/unidentified-import.md");
    for column in read(sample().as_bytes()).unwrap().heading {
        assert!(guide.contains(&format!("`{column}`")), "{column}");
    }
}

#[test]
fn the_headings_and_words_of_other_systems_are_understood() {
    let rows = rows(
        "Case No.;Type;Date Found;Time found;Location;Gender;Estimated age;Eye colour;DNA profile\n\
         7;Deceased;14.3.2026;9:05;Weir;M;0 to 1 years;Gray;Yes\n",
    );
    let details = &rows[0].as_ref().unwrap().details;
    assert_eq!((details.kind, details.sex), (UnidentifiedKind::Body, Sex::Male));
    assert_eq!(details.found_at, "2026-03-14T09:05:00Z".parse().unwrap());
    assert_eq!(details.age_years(), Some((0, 1)), "a newborn");
    assert_eq!(details.dna, Some(Held::Held));
}

#[test]
fn every_problem_of_a_row_is_told_with_what_to_do() {
    let heading = "reference,kind,found,found_where,age,sex\n";
    for (row, code, words) in [
        (
            "1,body,03/14/2026,Weir,40,male",
            "not-a-date",
            "found: “03/14/2026” is no date here. Write 14/03/2026",
        ),
        ("1,body,2026-03-14,Weir,about 40,male", "not-a-range", "age: “about 40” is no range. Write 35-50"),
        ("1,corpse,2026-03-14,Weir,40,male", "not-offered", "living person, body, remains"),
        ("1,body,2026-03-14,unknown,40,male", "missing", "Where found"),
        ("1,body,2026-03-14,Weir", "cells", "4 cells and the heading 6"),
        ("1,body,2026-03-14,Weir, the old one,40,male", "cells", "7 cells and the heading 6"),
    ] {
        let wrong = rows(&format!("{heading}{row}\n")).remove(0).unwrap_err();
        assert_eq!(wrong.len(), 1, "{wrong:?}");
        assert_eq!(wrong[0].code, code, "{wrong:?}");
        assert!(wrong[0].says.contains(words), "{wrong:?}");
    }
}

#[test]
fn a_file_of_which_nothing_can_be_taken_says_why() {
    let many = format!("reference\n{}", "1\n".repeat(ROWS_AT_MOST + 1));
    for (file, code) in [
        (&b""[..], "nothing"),
        (b"PK\x03\x04", "not-text"),
        (b"a,a\n1,2\n", "repeated-column"),
        (b"reference,kind\n", "no-rows"),
        (many.as_bytes(), "too-many-rows"),
        (&vec![b'x'; SHEET_BYTES_AT_MOST + 1], "too-large"),
    ] {
        assert_eq!(read(file).unwrap_err().code(), code);
    }
}

#[test]
fn what_was_left_over_and_put_right_comes_back_without_what_was_said_of_it() {
    let sheet = read(b"reference,kind,problem\n1,body,No date\n").unwrap();
    assert_eq!(sheet.heading, ["reference", "kind"]);
    assert_eq!(sheet.rows[0].cells, ["1", "body"]);
}
