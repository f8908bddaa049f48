//! The blank form for a report when the system is down: what is asked on the screen, in that order (NP 3.14; I12), with
//! boxes for the true times, so that it can be entered afterwards as it was.

use crate::{
    label::{Label, Words},
    sheet::{Block, Contents, Lies, Made, Part, Room, Section, Sheet, Tone},
};

/// A blank form for a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportForm {
    /// Its steps, as on the screen.
    pub steps: Vec<Step>,
}

/// A step of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it is about.
    pub title: String,
    /// What is asked in it.
    pub questions: Vec<Question>,
}

/// A question of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub label: String,
    /// What helps to answer it; may be empty.
    pub hint: String,
    /// The room for the answer.
    pub room: Room,
}

/// Lines on which is written what was done, each with its true time.
const DONE_LINES: usize = 8;

impl ReportForm {
    /// The sheet.
    #[must_use]
    pub fn sheet(&self, made: &Made, words: Words<'_>) -> Sheet {
        let mut sections = vec![Section::new("", vec![how_to_use(words), moment(Label::CallCameAt, words)])];
        sections.extend(self.steps.iter().map(|step| {
            Section::new(step.title.clone(), step.questions.iter().map(Question::block).collect())
        }));
        sections.push(done_on_paper(words));
        sections.push(Section::new(
            words(Label::EnteredAs),
            vec![
                line(Label::FilledInBy, words),
                moment(Label::EnteredAt, words),
                line(Label::EnteredAs, words),
            ],
        ));
        Sheet {
            title: words(Label::ReportFormTitle),
            marking: words(Label::Marking),
            language: "en-GB",
            made: made.clone(),
            page_words: [words(Label::Page), words(Label::PageOf)],
            lies: Lies::Upright,
            contents: Contents::None,
            parts: vec![Part { title: words(Label::ReportFormTitle), running: String::new(), sections }],
        }
    }
}

impl Question {
    fn block(&self) -> Block {
        Block::Question { label: self.label.clone(), hint: self.hint.clone(), room: self.room.clone() }
    }
}

fn how_to_use(words: Words<'_>) -> Block {
    Block::Notice { tone: Tone::Framed, text: words(Label::HowToUse) }
}

fn moment(label: Label, words: Words<'_>) -> Block {
    let room = Room::Moment([words(Label::BoxDate), words(Label::BoxTime)]);
    Block::Question { label: words(label), hint: String::new(), room }
}

fn line(label: Label, words: Words<'_>) -> Block {
    Block::Question { label: words(label), hint: String::new(), room: Room::Lines(1) }
}

/// An empty table for what was done before it could be entered, who did it, and when.
fn done_on_paper(words: Words<'_>) -> Section {
    let columns = crate::case::columns(
        words,
        &[(Label::BoxDate, 2), (Label::BoxTime, 2), (Label::What, 7), (Label::By, 3)],
    );
    let rows = vec![vec![String::new(); columns.len()]; DONE_LINES];
    Section::new(words(Label::DoneOnPaper), vec![Block::Table { columns, rows }])
}
