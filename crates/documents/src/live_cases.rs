//! The list of live cases: one line a case, to work from when the system is down (I12).

use crate::{
    case::columns,
    label::{Label, Words},
    sheet::{Block, Contents, Lies, Made, Part, Section, Sheet, table_or},
};

/// Everyone missing, in the order in which they are to be listed: the highest risk first, then the longest missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LiveCases {
    /// The cases.
    pub cases: Vec<LiveCase>,
}

/// One line of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LiveCase {
    /// The grade.
    pub grade: String,
    /// The reference.
    pub reference: String,
    /// The name.
    pub name: String,
    /// The age.
    pub age: String,
    /// Missing since, and for how long.
    pub missing_for: String,
    /// Where last seen.
    pub last_seen: String,
    /// The duty that comes next, with its owner and time.
    pub next_duty: String,
    /// The log number.
    pub log_number: String,
    /// The investigating officer.
    pub investigating_officer: String,
}

impl LiveCases {
    /// The sheet.
    #[must_use]
    pub fn sheet(&self, made: &Made, words: Words<'_>) -> Sheet {
        let columns = columns(
            words,
            &[
                (Label::Grade, 3),
                (Label::Name, 5),
                (Label::Age, 2),
                (Label::MissingFor, 4),
                (Label::LastSeen, 6),
                (Label::NextDuty, 6),
                (Label::InvestigatingOfficer, 4),
            ],
        );
        let rows = self.cases.iter().map(|case| case.row(words)).collect();
        let table = table_or(columns, rows, || words(Label::NobodyMissing));
        let head = Block::facts(made.facts("", words));
        Sheet {
            title: words(Label::LiveCasesTitle),
            marking: words(Label::Marking),
            language: "en-GB",
            made: made.clone(),
            page_words: [words(Label::Page), words(Label::PageOf)],
            lies: Lies::Across,
            contents: Contents::None,
            parts: vec![Part {
                title: words(Label::LiveCasesTitle),
                running: String::new(),
                sections: vec![Section::new("", vec![head, table])],
            }],
        }
    }
}

impl LiveCase {
    fn row(&self, words: Words<'_>) -> Vec<String> {
        let under = |one: &str, other: &str| crate::case::both(one, other);
        let officer = if self.investigating_officer.trim().is_empty() {
            words(Label::NobodyHolds)
        } else {
            self.investigating_officer.clone()
        };
        vec![
            self.grade.clone(),
            under(&self.name, &under(&self.reference, &self.log_number)),
            self.age.clone(),
            self.missing_for.clone(),
            self.last_seen.clone(),
            self.next_duty.clone(),
            officer,
        ]
    }
}
