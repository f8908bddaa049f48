//! When a task is due to which nobody gave a time: so long after it was set, by the grade in force.

use jiff::SignedDuration;

use super::event::Grade;
use crate::{case_of::grade_of, risk};

/// What a pack says of tasks without a time. Where it says nothing they are due when they are set: none is forgotten.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TaskTimes {
    /// By the grade in force, in the order of [`Grade::ALL`].
    pub by_grade: [SignedDuration; 4],
    /// Where nobody has graded.
    pub ungraded: SignedDuration,
}

impl TaskTimes {
    /// How long after it was set a task is due.
    #[must_use]
    pub fn due_after(&self, grade: Option<risk::Grade>) -> SignedDuration {
        let Some(grade) = grade.map(grade_of) else { return self.ungraded };
        let place = Grade::ALL.iter().position(|other| *other == grade);
        self.by_grade[place.expect("the list of all grades holds each")]
    }
}
