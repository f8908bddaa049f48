//! Rows and columns; on a narrow screen each row becomes a block, so that nothing scrolls sideways.

use super::content::{Content, classes, options};
use maud::{Markup, Render, html};

/// The head of a column.
#[derive(Debug, Clone)]
pub struct ColumnHead {
    content: Content,
    numeric: bool,
    colspan: Option<u32>,
    rowspan: Option<u32>,
    classes: String,
    /// The address that sorts by this column, and how it is sorted now.
    sort: Option<(String, Sorted)>,
}

/// How a column is sorted, as `aria-sort` says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sorted {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
    /// Not by this column.
    Otherwise,
}

options!(ColumnHead {
    /// Sets it for figures, to the right.
    numeric: flag,
    /// Adds class names.
    classes: class_names,
});

impl<C: Into<Content>> From<C> for ColumnHead {
    fn from(content: C) -> ColumnHead {
        ColumnHead::new(content)
    }
}

impl ColumnHead {
    /// A head with its words.
    pub fn new(content: impl Into<Content>) -> ColumnHead {
        ColumnHead {
            content: content.into(),
            numeric: false,
            colspan: None,
            rowspan: None,
            classes: String::new(),
            sort: None,
        }
    }

    /// Spans so many columns.
    #[must_use]
    pub fn colspan(self, columns: u32) -> ColumnHead {
        ColumnHead { colspan: Some(columns), ..self }
    }

    /// Spans so many rows.
    #[must_use]
    pub fn rowspan(self, rows: u32) -> ColumnHead {
        ColumnHead { rowspan: Some(rows), ..self }
    }

    /// Makes the head a link that sorts by this column.
    #[must_use]
    pub fn sort(self, href: &str, sorted: Sorted) -> ColumnHead {
        ColumnHead { sort: Some((href.to_owned(), sorted)), ..self }
    }

    fn render(&self) -> Markup {
        let numeric = if self.numeric { "govuk-table__header--numeric" } else { "" };
        let sorted = self.sort.as_ref().map(|(_, sorted)| match sorted {
            Sorted::Ascending => "ascending",
            Sorted::Descending => "descending",
            Sorted::Otherwise => "none",
        });
        html! {
            th scope="col" class=(classes(&["govuk-table__header", numeric, &self.classes])) colspan=[self.colspan]
                rowspan=[self.rowspan] aria-sort=[sorted] {
                @if let Some((href, _)) = &self.sort { a.sw-sort href=(href) { (self.content) } } @else { (self.content) }
            }
        }
    }
}

/// One cell of a row.
#[derive(Debug, Clone)]
pub struct Cell {
    content: Content,
    numeric: bool,
    colspan: Option<u32>,
    rowspan: Option<u32>,
    classes: String,
}

options!(Cell {
    /// Sets it for figures, to the right.
    numeric: flag,
    /// Adds class names.
    classes: class_names,
});

impl<C: Into<Content>> From<C> for Cell {
    fn from(content: C) -> Cell {
        Cell::new(content)
    }
}

impl Cell {
    /// A cell with what it shows.
    pub fn new(content: impl Into<Content>) -> Cell {
        Cell { content: content.into(), numeric: false, colspan: None, rowspan: None, classes: String::new() }
    }

    /// Spans so many columns.
    #[must_use]
    pub fn colspan(self, columns: u32) -> Cell {
        Cell { colspan: Some(columns), ..self }
    }

    /// Spans so many rows.
    #[must_use]
    pub fn rowspan(self, rows: u32) -> Cell {
        Cell { rowspan: Some(rows), ..self }
    }
}

/// One row of a table.
#[derive(Debug, Clone)]
pub struct Row {
    cells: Vec<Cell>,
    id: Option<String>,
    classes: String,
}

options!(Row {
    /// Sets an id by which a live list recognises the row when it is drawn again.
    id: text,
    /// Adds class names.
    classes: class_names,
});

impl From<Vec<Cell>> for Row {
    fn from(cells: Vec<Cell>) -> Row {
        Row { cells, id: None, classes: String::new() }
    }
}

/// Rows and columns.
#[derive(Debug, Clone, Default)]
pub struct Table {
    caption: Option<Content>,
    caption_classes: String,
    head: Vec<ColumnHead>,
    rows: Vec<Row>,
    first_cell_is_header: bool,
    stacked: bool,
    navigable: bool,
    classes: String,
}

options!(Table {
    /// Names the table.
    caption: content,
    /// Adds class names to the caption.
    caption_classes: class_names,
    /// Makes the first cell of each row its head.
    first_cell_is_header: flag,
    /// Turns each row into a block on a narrow screen, every cell with the words of its column.
    stacked: flag,
    /// Lets the keys j, k and Enter walk the rows and open the first link of one.
    navigable: flag,
    /// Adds class names; `sw-board` sets the table dense.
    classes: class_names,
});

impl Table {
    /// The rows in their order.
    pub fn new<R: Into<Row>>(rows: impl IntoIterator<Item = R>) -> Table {
        Table { rows: rows.into_iter().map(Into::into).collect(), ..Table::default() }
    }

    /// Sets the heads of the columns.
    #[must_use]
    pub fn head<H: Into<ColumnHead>>(self, head: impl IntoIterator<Item = H>) -> Table {
        Table { head: head.into_iter().map(Into::into).collect(), ..self }
    }

    fn row(&self, row: &Row) -> Markup {
        html! {
            tr class=(classes(&["govuk-table__row", &row.classes])) id=[&row.id] {
                @for (column, cell) in row.cells.iter().enumerate() { (self.cell(column, cell)) }
            }
        }
    }

    fn cell(&self, column: usize, cell: &Cell) -> Markup {
        let label = self.column_words(column);
        html! {
            @if column == 0 && self.first_cell_is_header {
                th scope="row" class=(classes(&["govuk-table__header", &cell.classes])) colspan=[cell.colspan]
                    rowspan=[cell.rowspan] { (cell.content) }
            } @else {
                @let numeric = if cell.numeric { "govuk-table__cell--numeric" } else { "" };
                td class=(classes(&["govuk-table__cell", numeric, &cell.classes])) colspan=[cell.colspan]
                    rowspan=[cell.rowspan] data-label=[label] { (cell.content) }
            }
        }
    }

    /// The words that a stacked cell carries, for its column's head is then out of sight.
    fn column_words(&self, column: usize) -> Option<&str> {
        match (self.stacked, self.head.get(column).map(|head| &head.content)) {
            (true, Some(Content::Text(text))) => Some(text),
            (true, Some(Content::Markup(_)) | None) | (false, _) => None,
        }
    }
}

impl Render for Table {
    fn render(&self) -> Markup {
        let stacked = if self.stacked { "sw-stacked" } else { "" };
        html! {
            table class=(classes(&["govuk-table", &self.classes, stacked])) {
                @if let Some(caption) = &self.caption {
                    caption class=(classes(&["govuk-table__caption", &self.caption_classes])) { (caption) }
                }
                @if !self.head.is_empty() {
                    thead.govuk-table__head {
                        tr.govuk-table__row { @for head in &self.head { (head.render()) } }
                    }
                }
                tbody.govuk-table__body data-rows[self.navigable] { @for row in &self.rows { (self.row(row)) } }
            }
        }
    }
}
