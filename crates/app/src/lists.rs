//! Lists: what my role owes. Queried by what the actor may see, never filtered afterwards; so is the board.

use std::collections::HashMap;

use domain::{
    episode::{DeclinedBy, ReturnInterview},
    ids::{EpisodeId, PersonId},
    time::london,
};
use jiff::Timestamp;
pub use store::{Band, Cursor, NotACursor, Urgency, WorkItem};

use crate::{App, access::Action, identity::SignedIn, night::NightCover, trouble::Trouble};

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

/// The role of the social worker to whom a person is allocated, as packs name it.
pub const ALLOCATED_WORKER: &str = "allocated_worker";

/// What is owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MyWork {
    /// The duties, the most urgent first.
    pub items: Vec<WorkItem>,
    /// Where the next page begins.
    pub next: Option<Cursor>,
    /// By which clock they are ordered.
    pub urgency: Urgency,
    /// Who covers for closed offices; nothing while they are open.
    pub tonight: Option<NightCover>,
    /// Who is allocated to whom by day, where the reader does their work at night.
    pub workers: HashMap<PersonId, String>,
}

impl App {
    /// What the actor's role owes in the cases that the actor may see, the most urgent first: cases that have ended
    /// come last. At night a role that covers for others has before everything else what cannot wait for the office.
    ///
    /// # Errors
    /// Denied to whoever sees no cases at all.
    pub async fn my_work(&self, who: &SignedIn, after: Option<Cursor>) -> Result<MyWork, Trouble> {
        let scope = self.inner.access.scope(&who.actor(), Action::ListEpisodes)?;
        let roles = self.roles_worked_for(&who.role);
        let page = store::Page { after, limit: ROWS_A_PAGE };
        let now = self.clock().now();
        let tonight = self.night_cover().await?;
        let covering = tonight.as_ref().filter(|cover| cover.is_done_by(&who.role));
        let end_of_day = || {
            let day = now.to_zoned(london());
            day.end_of_day().map_or(now, |end| end.timestamp())
        };
        let urgency =
            Urgency { now, before: covering.and_then(|cover| cover.until).unwrap_or_else(end_of_day) };
        let mut listed =
            self.inner.store.duties_of(scope.resource(), &roles, who.account, urgency, &page).await?;
        self.rows_as_shown(who, listed.rows.iter_mut().map(|item| &mut item.episode).collect()).await?;
        self.note_list(who, "my_work", listed.rows.iter().map(|item| item.episode.episode.0)).await;
        let workers = if covering.is_some() { self.workers_of(&listed.rows).await? } else { HashMap::new() };
        Ok(MyWork { items: listed.rows, next: listed.next, urgency, tonight, workers })
    }

    /// The allocated workers of those for whom one owes something.
    async fn workers_of(&self, work: &[WorkItem]) -> Result<HashMap<PersonId, String>, Trouble> {
        let owed = work.iter().filter(|item| item.duty.owner == ALLOCATED_WORKER);
        let people: Vec<PersonId> = owed.map(|item| item.episode.person).collect();
        let files = self.files_as_stored(&people).await?;
        let worker = |(person, known): (PersonId, crate::records::Known)| {
            Some((person, known.file.person.worker.as_ref()?.name.clone()))
        };
        Ok(files.into_iter().filter_map(worker).collect())
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
