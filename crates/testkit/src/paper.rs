//! Papers for tests of everything but their setting: the words of a sheet, one a line, in a file that begins as a PDF does.

use documents::{NotTypeset, Pdf, Sheet};

/// Sets a paper as plain text. The same sheet gives the same bytes.
///
/// # Errors
/// Never: it takes the place of what may fail.
pub fn set_plainly(sheet: &Sheet) -> Result<Pdf, NotTypeset> {
    let words = serde_json::to_string_pretty(sheet).expect("a sheet is JSON");
    let pages = u32::try_from(sheet.parts.len()).unwrap_or(u32::MAX);
    Ok(Pdf { bytes: format!("%PDF-plain\n{words}").into_bytes(), pages })
}
