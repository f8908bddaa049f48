//! What is owed: the duties of roles, by due time.

use domain::projection::{DutyRow, EpisodeRow};

use crate::{Fault, Listed, Page, Scope, Store};

/// A duty that is owed, with the episode that it is part of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkItem {
    /// The duty.
    pub duty: DutyRow,
    /// Its episode.
    pub episode: EpisodeRow,
}

impl Store {
    /// Duties that these roles owe in the scope's episodes (pending, open or overdue), by due time.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn duties_of(
        &self,
        scope: &Scope,
        roles: &[String],
        page: &Page,
    ) -> Result<Listed<WorkItem>, Fault> {
        todo!("{scope:?} {roles:?} {page:?}")
    }
}
