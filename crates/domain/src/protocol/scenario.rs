//! Scenario files: one person, what was recorded, and the duties that must come out (JSON).

mod answer;
mod events;
mod file;

use jiff::Timestamp;

use super::case::Case;

pub use answer::{answer, differences, shown_instant};

/// A scenario as read from its file.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// What it shows, in a line.
    pub name: String,
    /// The id of the pack under which it is worked out.
    pub pack: String,
    /// As known at.
    pub as_of: Timestamp,
    /// The case.
    pub case: Case,
    /// The duties that must come out, if the file says.
    pub expect: Option<Vec<ExpectedDuty>>,
}

/// One duty as a scenario expects it. Instants compare as instants.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each field bears the name it has in the file, and in `Duty`")]
pub struct ExpectedDuty {
    pub duty: String,
    pub of: Option<String>,
    pub seq: Option<u32>,
    pub state: String,
    pub trigger: Timestamp,
    pub due: Timestamp,
    pub owner: String,
    pub chair: Option<String>,
    pub met_at: Option<Timestamp>,
    pub outcome: Option<String>,
    pub window: Option<i32>,
    /// It must be there, and is not compared: a paragraph can be cited in more than one way.
    pub source: String,
}

/// A file that is no scenario.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {message}")]
pub struct ScenarioError {
    /// Where in the file: line and column, or the path of the value.
    pub place: String,
    /// What is wrong there.
    pub message: String,
}

impl ScenarioError {
    fn at(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { place: place.into(), message: message.into() }
    }
}

impl Scenario {
    /// Reads a scenario from a file's text.
    ///
    /// # Errors
    /// The first thing that is wrong with it, with its place.
    pub fn read(text: &str) -> Result<Self, ScenarioError> {
        file::read(text)
    }

    /// The date by which the version of the pack is chosen: an episode is governed by the one it began under.
    #[must_use]
    pub fn began(&self) -> Timestamp {
        self.case.facts.iter().find_map(|fact| fact.what.start(fact.at)).unwrap_or(self.as_of)
    }
}
