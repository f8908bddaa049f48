//! Lists: what my role owes, and everyone missing. Queried by what the actor may see, never filtered afterwards.

use std::collections::HashMap;

use domain::{
    episode::{DeclinedBy, ReturnInterview},
    ids::{AccountId, EpisodeId},
    projection::{DutyRow, EpisodeRow},
};
use jiff::Timestamp;
pub use store::{
    Age, BoardCounts as Counts, BoardFilter as Filter, BoardSort as Sort, Cursor, GradeFilter, Held, Need,
    NotACursor, Viewer, WorkItem,
};

use crate::{
    App,
    access::{Action, Area},
    cases::{ActorName, Purpose},
    handover::takes_cases,
    identity::SignedIn,
    trouble::Trouble,
};

/// Rows on a page of a list.
pub const ROWS_A_PAGE: u32 = 50;

/// The duty to talk with a child who is back, as packs name it.
pub const RETURN_INTERVIEW: &str = "independent_return_interview";

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Where the next page begins; nothing on the last one. Its text stands in addresses and names nobody.
    pub next: Option<Cursor>,
}

/// Everyone missing, at a glance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Board {
    /// The rows.
    pub rows: Page<EpisodeRow>,
    /// The figures at its head: of everyone missing, whatever the filter.
    pub counts: Counts,
    /// Calls that nobody has decided; none for whoever may not see calls.
    pub unfinished_calls: usize,
    /// The most urgent duty of each episode shown that has one.
    pub next_due: HashMap<EpisodeId, DutyRow>,
    /// How many nobody holds for the agency that is asked about; none where the actor's takes no cases.
    pub unheld: i64,
    /// For whom it is asked who holds a case.
    pub viewer: Viewer,
    /// Everybody who holds or offers one of the rows, or is offered one.
    pub names: HashMap<AccountId, ActorName>,
}

impl App {
    /// What the actor's role owes in the cases that the actor may see, by due time: cases that have ended
    /// come last.
    ///
    /// # Errors
    /// Denied to whoever sees no cases at all.
    pub async fn my_work(&self, who: &SignedIn, after: Option<Cursor>) -> Result<Page<WorkItem>, Trouble> {
        let scope = self.inner.access.scope(&who.actor(), Action::ListEpisodes)?;
        let roles = self.roles_worked_for(&who.role);
        let page = store::Page { after, limit: ROWS_A_PAGE };
        let listed = self.inner.store.duties_of(scope.resource(), &roles, who.account, &page).await?;
        self.note_list(who, "my_work", listed.rows.iter().map(|item| item.episode.episode.0)).await;
        Ok(Page { items: listed.rows, next: listed.next })
    }

    /// Which return interviews among what is owed were declined, by whom and when (NP 5.14): what is owed then is another
    /// person for the talk, or a decision.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn declined_among(
        &self,
        work: &[WorkItem],
    ) -> Result<HashMap<EpisodeId, (DeclinedBy, Timestamp)>, Trouble> {
        let mut declined = HashMap::new();
        for item in work.iter().filter(|item| item.duty.duty == RETURN_INTERVIEW) {
            let known = self.fetch_for_clock(item.episode.person).await?;
            let episode = known.file.episodes.get(&item.episode.episode);
            if let Some(ReturnInterview::Declined { by, at }) =
                episode.map(|episode| &episode.return_interview)
            {
                declined.insert(item.episode.episode, (*by, *at));
            }
        }
        Ok(declined)
    }

    /// Everyone missing whom the actor may see.
    ///
    /// # Errors
    /// Denied to whoever sees no cases at all.
    pub async fn missing_now(
        &self,
        who: &SignedIn,
        filter: &Filter,
        sort: Sort,
        after: Option<Cursor>,
    ) -> Result<Board, Trouble> {
        let scope = self.inner.access.scope(&who.actor(), Action::ListEpisodes)?;
        let store = &self.inner.store;
        let page = store::Page { after, limit: ROWS_A_PAGE };
        let viewer = self.viewer(who);
        let filter = Filter { viewer, ..filter.clone() };
        let listed = store.missing_now(scope.resource(), &filter, sort, &page).await?;
        self.note_list(who, "missing_now", listed.rows.iter().map(|row| row.episode.0)).await;
        let shown: Vec<EpisodeId> = listed.rows.iter().map(|row| row.episode).collect();
        let sees_calls =
            self.inner.access.permit(&who.actor(), Action::ListCalls, &Area, Purpose::Casework).is_ok();
        let unfinished_calls = if sees_calls { self.unfinished_calls(who).await?.len() } else { 0 };
        let unheld = if takes_cases(who.agency.kind) {
            store.unheld_count(scope.resource(), viewer).await?
        } else {
            0
        };
        Ok(Board {
            unheld,
            viewer,
            names: self.names_in(listed.rows.iter()).await?,
            counts: store.board_counts(scope.resource()).await?,
            rows: Page { items: listed.rows, next: listed.next },
            unfinished_calls,
            next_due: store.most_urgent_duties(&shown).await?,
        })
    }

    /// The roles whose duties somebody in this role works on: its own, out of hours those that it covers, and what falls
    /// to it by its place.
    pub(crate) fn roles_worked_for(&self, role: &str) -> Vec<String> {
        let out_of_hours = !self.inner.area.offices_are_staffed(self.clock().now());
        let roles = &self.packs().roles().0;
        let covered = roles
            .iter()
            .filter(|other| out_of_hours && other.covered_by.as_ref().is_some_and(|cover| cover.0 == role));
        std::iter::once(role)
            .chain(covered.map(|other| other.id.0.as_str()))
            .chain(roles.iter().filter(|other| other.falls_to(role)).map(|other| other.id.0.as_str()))
            .map(str::to_owned)
            .collect()
    }
}
