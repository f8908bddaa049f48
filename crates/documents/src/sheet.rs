//! The shape that every paper has: what it is, who made it when, and its parts with their sections.

use std::sync::Arc;

use jiff::Timestamp;
use serde::Serialize;

use crate::label::{Label, Words};

/// A paper, ready to be set or shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sheet {
    /// What it is: "Briefing sheet".
    pub title: String,
    /// The protective marking, which stands on every page.
    pub marking: String,
    /// The language of its words, as a tag.
    pub language: &'static str,
    /// Who made it, and when.
    pub made: Made,
    /// The word before the number of a page, and the word between it and the number of pages.
    pub page_words: [String; 2],
    /// How the paper lies.
    pub lies: Lies,
    /// Whether its first page lists its parts.
    pub contents: Contents,
    /// Its parts: one for each case. Each begins a page.
    pub parts: Vec<Part>,
}

/// Who made a paper, and when; all of it stands at the head of each part and at the foot of each page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Made {
    /// When. The PDF carries it, and nothing else in it depends on a clock.
    pub at: Timestamp,
    /// The same in words: local time, with its zone.
    pub when: String,
    /// Name, role and agency; for what Safewell writes by itself, its own name.
    pub by: String,
    /// The moment as of which it holds, in words.
    pub as_known_at: String,
    /// Where that moment is past, what stands on every page so that nobody takes it for the present.
    pub past: Option<String>,
}

impl Made {
    /// The lines of it that stand at the head of a part.
    pub(crate) fn facts(&self, reference: &str, words: Words<'_>) -> Vec<Fact> {
        let reference = (!reference.is_empty()).then(|| Fact::new(words(Label::Reference), reference));
        reference
            .into_iter()
            .chain([
                Fact::new(words(Label::MadeBy), &self.by),
                Fact::new(words(Label::MadeAt), &self.when),
                Fact::new(words(Label::AsKnownAt), &self.as_known_at),
            ])
            .collect()
    }
}

/// How a paper lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Lies {
    /// The short side up.
    Upright,
    /// The long side up: for wide tables.
    Across,
}

/// Whether the first page lists the parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Contents {
    /// It does not.
    None,
    /// It does, each with its page, under this heading.
    Listed(String),
}

/// A part of a paper. It begins a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Its heading: for a case, the name.
    pub title: String,
    /// What stands at the head of each of its pages, so that a loose page can be put back: its reference.
    pub running: String,
    /// Its sections. The first may stand without a heading.
    pub sections: Vec<Section>,
}

/// A section of a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Its heading; empty where it needs none.
    pub title: String,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

impl Section {
    /// A section of that heading.
    #[must_use]
    pub fn new(title: impl Into<String>, blocks: Vec<Block>) -> Self {
        Self { title: title.into(), blocks }
    }
}

/// Something that stands in a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// A paragraph; line breaks in it are kept.
    Text {
        /// The text.
        text: String,
    },
    /// What must not be overlooked, framed.
    Notice {
        /// How it is framed.
        tone: Tone,
        /// The text.
        text: String,
    },
    /// Labels, each with its value.
    Facts {
        /// In order.
        facts: Vec<Fact>,
        /// A photograph beside them.
        beside: Option<Picture>,
    },
    /// Points.
    List {
        /// In order.
        items: Vec<String>,
    },
    /// Rows under headings.
    Table {
        /// The headings, with the share of the width that each column takes.
        columns: Vec<Column>,
        /// The rows; each has as many cells as there are columns.
        rows: Vec<Vec<String>>,
    },
    /// A question with room to write.
    Question {
        /// What is asked.
        label: String,
        /// What helps to answer it; may be empty.
        hint: String,
        /// The room for the answer.
        room: Room,
    },
}

impl Block {
    /// A paragraph.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }

    /// Labels with their values.
    #[must_use]
    pub fn facts(facts: Vec<Fact>) -> Self {
        Self::Facts { facts, beside: None }
    }
}

/// How a notice is framed. Print may be black and white: the difference is one of shape, not of colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// White on black: a life may hang on it.
    Grave,
    /// Within a frame.
    Framed,
}

/// A label with its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// The value; line breaks in it are kept.
    pub value: String,
    /// Whether anybody has answered.
    pub known: Known,
}

/// Whether a fact was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// It was.
    Answered,
    /// It was not, and the value says so.
    Blank,
}

impl Fact {
    /// A label with what was answered.
    #[must_use]
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into(), known: Known::Answered }
    }

    /// A label with what was answered, or the words that nobody has.
    #[must_use]
    pub fn or_blank(label: impl Into<String>, value: &str, blank: impl FnOnce() -> String) -> Self {
        if value.trim().is_empty() {
            Self { label: label.into(), value: blank(), known: Known::Blank }
        } else {
            Self::new(label, value.trim())
        }
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// Its share of the width, among those of the other columns.
    pub share: u8,
}

/// A photograph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Picture {
    /// Where a page fetches it.
    pub address: String,
    /// Its bytes, for a PDF.
    #[serde(skip)]
    pub bytes: Arc<[u8]>,
    /// How they are written.
    #[serde(skip)]
    pub format: PictureFormat,
    /// What it shows, for whoever cannot see it.
    pub alt: String,
    /// What stands below it: since when it is a likeness.
    pub caption: String,
}

/// How the bytes of a photograph are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFormat {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
}

/// The room for an answer on a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Room {
    /// So many lines.
    Lines(u8),
    /// Boxes to tick.
    Ticks(Vec<String>),
    /// Boxes for a date and a local time; the words say which is which.
    Moment([String; 2]),
}

/// What a paper says where there is nothing, so that a gap is never taken for a fault of the printer.
pub(crate) fn table_or(columns: Vec<Column>, rows: Vec<Vec<String>>, none: impl FnOnce() -> String) -> Block {
    if rows.is_empty() { Block::text(none()) } else { Block::Table { columns, rows } }
}
