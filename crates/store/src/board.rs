//! The board of everyone missing, its head, and calls that nobody has decided.

use domain::{
    ids::{EpisodeId, PersonId},
    projection::{Childhood, DutyRow, EpisodeRow, IncidentRow, Standing},
    risk::Grade,
};

use crate::{Fault, Listed, Page, Scope, Store};

/// Which of the missing a board shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoardFilter {
    /// Only this standing; nothing for all who are missing, reported returns among them.
    pub standing: Option<Standing>,
    /// By grade.
    pub grade: GradeFilter,
    /// By age.
    pub age: Age,
    /// Only those who still need every one of these.
    pub needs: Vec<Need>,
}

/// Which grades a board shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GradeFilter {
    /// Any, and those without one.
    #[default]
    Any,
    /// Only this one.
    Is(Grade),
    /// Only those that nobody has graded.
    Ungraded,
}

/// Which ages a board shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Age {
    /// Any.
    #[default]
    Any,
    /// Only children, or only adults.
    Is(Childhood),
}

/// What a case must not be without, and is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// No officer has been sent.
    Officer,
    /// No investigating officer is appointed.
    InvestigatingOfficer,
}

/// The order of a board.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BoardSort {
    /// High, then ungraded (it may be high), medium, low, no apparent risk; of one grade the longest missing first.
    #[default]
    Risk,
    /// The longest missing first.
    TimeMissing,
    /// By name.
    Name,
}

/// The figures at the head of a board. They count everyone missing in the scope, whatever the filter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BoardCounts {
    /// Missing, reported returns among them.
    pub missing: i64,
    /// Graded high.
    pub high: i64,
    /// Not graded.
    pub ungraded: i64,
    /// Children.
    pub children: i64,
    /// Nobody was sent.
    pub undeployed: i64,
    /// Without an investigating officer.
    pub unassigned: i64,
    /// Return reported and not verified.
    pub return_reported: i64,
}

impl Store {
    /// Everyone missing, in the order asked for.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn missing_now(
        &self,
        scope: &Scope,
        filter: &BoardFilter,
        sort: BoardSort,
        page: &Page,
    ) -> Result<Listed<EpisodeRow>, Fault> {
        todo!("{scope:?} {filter:?} {sort:?} {page:?}")
    }

    /// The figures at the head of the board.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn board_counts(&self, scope: &Scope) -> Result<BoardCounts, Fault> {
        todo!("{scope:?}")
    }

    /// One episode's row, if the scope holds it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn episode_row(&self, scope: &Scope, episode: EpisodeId) -> Result<Option<EpisodeRow>, Fault> {
        todo!("{scope:?} {episode}")
    }

    /// A person's episodes in the scope, the latest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn person_episodes(&self, scope: &Scope, person: PersonId) -> Result<Vec<EpisodeRow>, Fault> {
        todo!("{scope:?} {person}")
    }

    /// An episode's duties as they were last worked out, by due time.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn duties_of_episode(&self, episode: EpisodeId) -> Result<Vec<DutyRow>, Fault> {
        todo!("{episode}")
    }

    /// Calls that nobody has decided, the oldest first. A scope holds the calls that its agencies took.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unfinished_incidents(&self, scope: &Scope, limit: u32) -> Result<Vec<IncidentRow>, Fault> {
        todo!("{scope:?} {limit}")
    }
}
