//! Records of people who cannot be named as a sheet has them: which column is which question, what each row says, and what
//! becomes of it. Page and interface for programs read a sheet here, and record it through the same function of `app`.

mod cells;
mod columns;
mod dates;
#[cfg(test)]
mod tests;

use app::{
    App, SignedIn, Trouble,
    unidentified::{Fate, ROWS_AT_MOST, Sheet, SheetError, SheetRow, TakenOver},
};
use domain::ids::UnidentifiedId;
use jiff::Timestamp;

use crate::{acts::words, catalogue::t, forms::typed};
pub(crate) use columns::{Answers, Column, sample};

/// A file with more bytes than this is not read.
pub(crate) const SHEET_BYTES_AT_MOST: usize = 1024 * 1024;

/// Why nothing of a file can be taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SheetWrong {
    /// No file was sent.
    Nothing,
    /// It is too large.
    TooLarge,
    /// It is a workbook, an archive or no text at all.
    NotText,
    /// It has no heading, or is no CSV from some line on.
    NotCsv,
    /// Two columns have one name.
    RepeatedColumn(String),
    /// No row stands below the heading.
    NoRows,
    /// More rows than are taken at once.
    TooManyRows(usize),
    /// Questions that every record answers and that no column is about.
    NoColumn(Vec<String>),
}

impl SheetWrong {
    /// The stable code.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::TooLarge => "too-large",
            Self::NotText => "not-text",
            Self::NotCsv => "not-csv",
            Self::RepeatedColumn(_) => "repeated-column",
            Self::NoRows => "no-rows",
            Self::TooManyRows(_) => "too-many-rows",
            Self::NoColumn(_) => "no-column",
        }
    }

    /// What it is, and what to do.
    pub(crate) fn says(&self) -> String {
        match self {
            Self::Nothing => t!("import-wrong-nothing"),
            Self::TooLarge => t!("import-wrong-too-large"),
            Self::NotText => t!("import-wrong-not-text"),
            Self::NotCsv => t!("import-wrong-not-csv"),
            Self::RepeatedColumn(name) => t!("import-wrong-repeated-column", "column" => name.as_str()),
            Self::NoRows => t!("import-wrong-no-rows"),
            Self::TooManyRows(rows) => {
                t!("import-wrong-too-many-rows", "rows" => *rows, "most" => ROWS_AT_MOST)
            }
            Self::NoColumn(missing) => t!("import-wrong-no-column", "columns" => missing.join("; ")),
        }
    }
}

/// What is wrong with a row, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RowWrong {
    /// The heading of the column; nothing where it is about the whole row.
    pub(crate) column: Option<String>,
    /// The stable code.
    pub(crate) code: &'static str,
    /// The sentence.
    pub(crate) says: String,
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Outcome {
    /// It can be recorded so.
    New(Box<TakenOver>),
    /// It was recorded.
    Made(UnidentifiedId),
    /// It is on record already.
    OnRecord(UnidentifiedId),
    /// It cannot be recorded so.
    Wrong(Vec<RowWrong>),
}

/// A row, and what becomes of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ImportRow {
    /// The line in the file.
    pub(crate) line: u64,
    /// The reference of the other system, as the row has it.
    pub(crate) reference: String,
    /// What becomes of it.
    pub(crate) outcome: Outcome,
}

/// A sheet, understood.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Import {
    /// Its cells as they stand.
    pub(crate) sheet: Sheet,
    /// What each column was taken for.
    pub(crate) columns: Vec<Column>,
    /// Every row in the order of the file.
    pub(crate) rows: Vec<ImportRow>,
}

/// How far to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Say what would become of it.
    Compare,
    /// Record what can be.
    Record,
}

/// Reads a file's cells.
///
/// # Errors
/// Why nothing of it can be taken over.
pub(crate) fn read(file: &[u8]) -> Result<Sheet, SheetWrong> {
    if file.is_empty() {
        return Err(SheetWrong::Nothing);
    }
    if file.len() > SHEET_BYTES_AT_MOST {
        return Err(SheetWrong::TooLarge);
    }
    let mut sheet = match Sheet::read(file) {
        Ok(Some(sheet)) => sheet,
        Ok(None) => return Err(SheetWrong::NotText),
        Err(SheetError::RepeatedColumn(name)) => return Err(SheetWrong::RepeatedColumn(name)),
        Err(
            SheetError::Csv(_)
            | SheetError::NoHeading
            | SheetError::NoSuchColumn { .. }
            | SheetError::NotIdentifiers { .. },
        ) => return Err(SheetWrong::NotCsv),
    };
    // What was left over once comes back with the column that said why.
    sheet.without_column(|name| name.eq_ignore_ascii_case(PROBLEM_COLUMN));
    for cell in sheet.rows.iter_mut().flat_map(|row| &mut row.cells) {
        *cell = typed(cell);
    }
    match sheet.rows.len() {
        0 => Err(SheetWrong::NoRows),
        rows if rows > ROWS_AT_MOST => Err(SheetWrong::TooManyRows(rows)),
        _ => Ok(sheet),
    }
}

/// The column of what is left over that says why.
const PROBLEM_COLUMN: &str = "problem";

impl Import {
    /// Says what would become of a sheet, or records what can be.
    ///
    /// # Errors
    /// What is wrong with all of it; or denied to whoever may make no such record.
    pub(crate) async fn of(
        app: &App,
        who: &SignedIn,
        sheet: Sheet,
        step: Step,
    ) -> Result<Result<Self, SheetWrong>, Trouble> {
        let columns = columns::understood(&sheet.heading);
        let missing = columns::missing(&columns);
        if !missing.is_empty() {
            return Ok(Err(SheetWrong::NoColumn(missing)));
        }
        let now = app.clock().now();
        let read: Vec<Result<TakenOver, Vec<RowWrong>>> =
            sheet.rows.iter().map(|row| taken_over(&sheet, &columns, row, now)).collect();
        let whole: Vec<TakenOver> = read.iter().flatten().cloned().collect();
        let fates = match step {
            Step::Compare => app.compare_import(who, &whole).await?,
            Step::Record => app.import_unidentified(who, &whole).await?,
        };
        let mut fates = fates.into_iter();
        let rows = sheet
            .rows
            .iter()
            .zip(read)
            .map(|(row, read)| ImportRow {
                line: row.line,
                reference: columns::reference(&columns, row),
                outcome: match read {
                    Err(wrong) => Outcome::Wrong(wrong),
                    Ok(taken) => fates.next().map_or(Outcome::Wrong(Vec::new()), |fate| outcome(taken, fate)),
                },
            })
            .collect();
        Ok(Ok(Self { sheet, columns, rows }))
    }

    /// A sheet by itself, as if none of it were on record.
    #[cfg(test)]
    pub(crate) fn compared(sheet: Sheet, now: Timestamp) -> Self {
        let columns = columns::understood(&sheet.heading);
        let of = |row: &SheetRow| ImportRow {
            line: row.line,
            reference: columns::reference(&columns, row),
            outcome: taken_over(&sheet, &columns, row, now)
                .map_or_else(Outcome::Wrong, |taken| Outcome::New(Box::new(taken))),
        };
        let rows = sheet.rows.iter().map(of).collect();
        Self { sheet, columns, rows }
    }

    /// The rows that cannot be recorded as they are, as CSV, with why.
    pub(crate) fn left_over(&self) -> String {
        let mut heading = self.sheet.heading.clone();
        heading.push(PROBLEM_COLUMN.to_owned());
        let left = self.rows.iter().zip(&self.sheet.rows).filter_map(|(row, cells)| {
            let Outcome::Wrong(wrong) = &row.outcome else { return None };
            let mut cells = cells.clone();
            // A row with too few cells keeps its own where they stand.
            cells.cells.resize(self.sheet.heading.len().max(cells.cells.len()), String::new());
            cells.cells.push(wrong.iter().map(|wrong| wrong.says.as_str()).collect::<Vec<_>>().join(" "));
            Some(cells)
        });
        Sheet { heading, rows: left.collect() }.to_csv()
    }
}

fn taken_over(
    sheet: &Sheet,
    columns: &[Column],
    row: &SheetRow,
    now: Timestamp,
) -> Result<TakenOver, Vec<RowWrong>> {
    let beyond = row.cells.iter().skip(sheet.heading.len()).any(|cell| !cell.is_empty());
    if row.cells.len() < sheet.heading.len() || beyond {
        let (found, expected) = (row.cells.len(), sheet.heading.len());
        let says = t!("import-row-cells", "found" => found, "expected" => expected);
        return Err(vec![RowWrong { column: None, code: "cells", says }]);
    }
    cells::taken_over(columns, row, now)
}

fn outcome(taken: TakenOver, fate: Fate) -> Outcome {
    match fate {
        Fate::New => Outcome::New(Box::new(taken)),
        Fate::Made(id) => Outcome::Made(id),
        Fate::OnRecord(id) => Outcome::OnRecord(id),
        Fate::SameAsLine(line) => {
            let says = t!("import-row-same-as-line", "line" => line);
            Outcome::Wrong(vec![RowWrong { column: None, code: "same-as-line", says }])
        }
        Fate::Refused(refusals) => {
            let each = refusals.iter().map(|refusal| RowWrong {
                column: refusal.field().map(|field| words::named(columns::ACT, field)),
                code: refusal.code(),
                says: words::refusal(Some(columns::ACT), refusal),
            });
            Outcome::Wrong(each.collect())
        }
    }
}
