//! The engine's answer: one duty as it stands at the as-of time.

use jiff::Timestamp;

use super::case::FactId;
use super::event::EventKind;
use super::pack::{DutyRule, RoleId};

/// One duty as it stands. It borrows from the pack what the pack says of it, and from the case what it is about.
#[derive(Debug, Clone)]
pub struct Duty<'a> {
    /// The row of the pack: id, title, source, basis, reading, whether it outlives the episode.
    pub rule: &'a DutyRule,
    /// Of what it is owed, where one row gives several duties or several rows share an id.
    pub of: Option<Of<'a>>,
    /// Its number, where it is a member of a numbered series.
    pub seq: Option<u32>,
    /// How it stands.
    pub state: State,
    /// When its clock started or will start.
    pub trigger: Timestamp,
    /// When it is or was due.
    pub due: Timestamp,
    /// Whose it is.
    pub owner: &'a RoleId,
    /// Who chairs or chaired, if it is a meeting.
    pub chair: Option<&'a RoleId>,
    /// How it was met, where the pack tells ways apart.
    pub outcome: Option<&'a str>,
    /// The trailing window, in days, that made the episode one too many, where the pack reports it.
    pub window_days: Option<i32>,
}

impl Duty<'_> {
    /// When it was done, if it was.
    #[must_use]
    pub const fn met_at(&self) -> Option<Timestamp> {
        match self.state {
            State::Met { at } | State::MetLate { at } => Some(at),
            State::Pending | State::Open | State::Overdue | State::Lapsed | State::Missed => None,
        }
    }

    /// The kinds of event that would meet it, so that a page can offer the act.
    pub fn met_by(&self) -> impl Iterator<Item = EventKind> {
        self.rule.met_by.iter().map(|meets| meets.matcher.kind)
    }
}

impl PartialEq for Duty<'_> {
    /// Two answers are alike when everything a reader sees is; the row of the pack counts by its place in memory.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.rule, other.rule)
            && (self.of, self.seq, self.state, self.trigger, self.due)
                == (other.of, other.seq, other.state, other.trigger, other.due)
            && (self.owner, self.chair, self.outcome, self.window_days)
                == (other.owner, other.chair, other.outcome, other.window_days)
    }
}

/// Of what a duty is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of<'a> {
    /// A word of the pack: the `episode`, the `placement`, an interview.
    Label(&'a str),
    /// The entry that started it.
    Fact(&'a FactId),
}

impl<'a> Of<'a> {
    /// As it is written.
    #[must_use]
    pub fn as_str(self) -> &'a str {
        match self {
            Self::Label(label) => label,
            Self::Fact(id) => &id.0,
        }
    }
}

/// How a duty stands at the as-of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Its trigger lies ahead.
    Pending,
    /// Triggered and not yet due.
    Open,
    /// Its due time has passed.
    Overdue,
    /// Done in time.
    Met {
        /// When.
        at: Timestamp,
    },
    /// Done, but late.
    MetLate {
        /// When.
        at: Timestamp,
    },
    /// The episode ended in time, and nothing is owed any more.
    Lapsed,
    /// The episode ended after the due time, and it was never done.
    Missed,
}

impl State {
    /// The word for it in files and answers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Open => "open",
            Self::Overdue => "overdue",
            Self::Met { .. } => "met",
            Self::MetLate { .. } => "met_late",
            Self::Lapsed => "lapsed",
            Self::Missed => "missed",
        }
    }
}
