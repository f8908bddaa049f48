//! The form for a sheet and what comes of it, in every state.

use domain::ids::UnidentifiedId;
use maud::Markup;
use uuid::Uuid;

use super::{ImportPage, UploadPage};
use crate::{
    components::FormErrors,
    sheet::{self, Import, Outcome, RowWrong, SheetWrong, Step},
    views::samples::{HOSTILE_NAME, LONGEST_NAME, RIGHT_TO_LEFT_NAME, now, signed_in},
};

pub(crate) fn pages() -> Vec<(String, Markup)> {
    let upload = |errors| UploadPage { errors, now: now(), signed_in: signed_in() }.render();
    let mut pages = vec![("a sheet, empty".to_owned(), upload(FormErrors::none()))];
    for wrong in [
        SheetWrong::Nothing,
        SheetWrong::TooLarge,
        SheetWrong::NotText,
        SheetWrong::NotCsv,
        SheetWrong::RepeatedColumn(HOSTILE_NAME.to_owned()),
        SheetWrong::NoRows,
        SheetWrong::TooManyRows(9000),
        SheetWrong::NoColumn(vec!["Where found".to_owned()]),
    ] {
        let mut errors = FormErrors::none();
        errors.add("sheet", wrong.says());
        pages.push((format!("a sheet, {}", wrong.code()), upload(errors)));
    }
    for words in ["River bank", LONGEST_NAME, RIGHT_TO_LEFT_NAME, HOSTILE_NAME] {
        for step in [Step::Compare, Step::Record] {
            let page = ImportPage { import: import(words, step), step, now: now(), signed_in: signed_in() };
            pages.push((format!("a sheet, {step:?}, {words}"), page.render()));
        }
    }
    pages
}

/// One row of each end, and a column that is not understood.
fn import(words: &str, step: Step) -> Import {
    let row = |reference: &str| {
        format!("{reference},body,2026-01-14,\"{}\",\"{}\"\n", words.replace('"', "\"\""), "x")
    };
    let text = format!("reference,kind,found,found_where,shoe\n{}{}{}", row("1"), row("2"), row("3"));
    let sheet = sheet::read(text.as_bytes()).unwrap();
    let mut import = Import::compared(sheet, now());
    let id = |number| UnidentifiedId(Uuid::from_u128(number));
    import.rows[1].outcome = Outcome::OnRecord(id(2));
    let says = format!("found_where: {words}");
    import.rows[2].outcome = Outcome::Wrong(vec![RowWrong { column: None, code: "cells", says }]);
    if step == Step::Record {
        import.rows[0].outcome = Outcome::Made(id(1));
    }
    import
}
