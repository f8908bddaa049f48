//! The board: everyone missing, with what a control room asks of each at a glance.

use std::collections::{HashMap, hash_map::Entry};

use domain::{
    ids::{AccountId, AgencyId, EpisodeId, IncidentId, PersonId},
    incident::{IncidentClass, IncidentStatus},
    projection::{EpisodeRow, Likeness, Standing},
    protocol::roles::{AgencyKind as KindOfRole, Role},
    rota::Rota,
};
use jiff::Timestamp;
pub use store::{
    Age, BoardCounts as Counts, BoardFilter as Filter, BoardSort as Sort, GradeFilter, Held, Need,
    NextDuties, Viewer,
};

use crate::{
    App,
    access::Action,
    calls::incident_of,
    cases::ActorName,
    handover::takes_cases,
    identity::SignedIn,
    lists::{Cursor, Page, ROWS_A_PAGE},
    night::NightCover,
    records::Known,
    trouble::Trouble,
};

/// Everyone missing, at a glance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Board {
    /// The rows.
    pub rows: Page<EpisodeRow>,
    /// The figures at its head: of everyone missing, whatever the filter.
    pub counts: Counts,
    /// Calls that nobody has decided; none for whoever may not see calls.
    pub unfinished_calls: usize,
    /// What is due next in each episode shown: for the reader's agency, and for others.
    pub next_due: HashMap<EpisodeId, NextDuties>,
    /// Which agency owes what is due to others, by name; left out where it is not a single one.
    pub owed_by: HashMap<EpisodeId, String>,
    /// What kind of matter each is, where that is known.
    pub classes: HashMap<EpisodeId, IncidentClass>,
    /// The cases of one call with several, the one itself among them: those that the reader may see.
    pub same_call: HashMap<EpisodeId, Vec<OfSameCall>>,
    /// The best likeness of everybody shown whose record the reader may see.
    pub likenesses: HashMap<PersonId, Likeness>,
    /// Who covers for closed offices; nothing while they are open.
    pub tonight: Option<NightCover>,
    /// How many nobody holds for the agency that is asked about; none where the actor's takes no cases.
    pub unheld: i64,
    /// For whom it is asked who holds a case.
    pub viewer: Viewer,
    /// Since when whoever holds one of the rows for that agency is off duty, by its rota.
    pub off_since: HashMap<AccountId, Timestamp>,
    /// Everybody who holds or offers one of the rows, or is offered one.
    pub names: HashMap<AccountId, ActorName>,
}

/// One of several cases that one call opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfSameCall {
    /// The case.
    pub episode: EpisodeId,
    /// Whose, as recorded.
    pub name: String,
    /// Where it stands.
    pub standing: Standing,
}

/// What the calls behind the rows of a list say.
#[derive(Default)]
struct Calls {
    classes: HashMap<EpisodeId, IncidentClass>,
    /// The cases of each call that opened more than one.
    several: HashMap<EpisodeId, Vec<EpisodeId>>,
}

impl App {
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
        let mut listed = store.missing_now(scope.resource(), &filter, sort, &page).await?;
        let people: Vec<PersonId> = listed.rows.iter().map(|row| row.person).collect();
        let files = self.files_as_stored(&people).await?;
        self.rows_of_files_as_shown(who, listed.rows.iter_mut().collect(), &files);
        self.note_list(who, "missing_now", listed.rows.iter().map(|row| row.episode.0)).await;
        let shown: Vec<EpisodeId> = listed.rows.iter().map(|row| row.episode).collect();
        let sees_calls = self.sees_calls(who);
        let unheld = if takes_cases(who.agency.kind) {
            store.unheld_count(scope.resource(), viewer).await?
        } else {
            0
        };
        let mut next_due = store.next_duties(&shown, &self.roles_of_kind(who)).await?;
        if !self.reads_case_work(who) {
            next_due.values_mut().for_each(|duties| duties.others = None);
        }
        let calls = self.calls_behind(&listed.rows, &files).await?;
        Ok(Board {
            unheld,
            off_since: self.off_since(viewer, &listed.rows).await?,
            viewer,
            names: self.names_in(listed.rows.iter()).await?,
            counts: store.board_counts(scope.resource()).await?,
            unfinished_calls: if sees_calls { self.unfinished_calls(who).await?.len() } else { 0 },
            owed_by: self.owed_by(&listed.rows, &next_due),
            next_due,
            same_call: self.same_call(scope.resource(), &calls.several).await?,
            classes: calls.classes,
            likenesses: self.likenesses_in(who, &listed.rows).await?,
            tonight: self.night_cover().await?,
            rows: Page { items: listed.rows, next: listed.next },
        })
    }

    /// The roles whose duties are owed by the actor's agency: those of its kind, and what falls to the actor by their place.
    fn roles_of_kind(&self, who: &SignedIn) -> Vec<String> {
        let own = |role: &&Role| {
            role.is_of(who.agency.kind) || role.agency == KindOfRole::AnyAgency || role.falls_to(&who.role)
        };
        self.packs().roles().0.iter().filter(own).map(|role| role.id.0.clone()).collect()
    }

    /// Which agency owes what is due to others in each case: the force that leads, else the only one of the role's kind that
    /// has a part in the case.
    fn owed_by(
        &self,
        rows: &[EpisodeRow],
        next_due: &HashMap<EpisodeId, NextDuties>,
    ) -> HashMap<EpisodeId, String> {
        let agencies = self.inner.area.agencies();
        let owes = |row: &EpisodeRow| {
            let duty = next_due.get(&row.episode)?.others.as_ref()?;
            let role = self.packs().roles().get(&duty.owner)?;
            let mut of_kind = agencies.iter().filter(|agency| {
                role.is_of(agency.kind)
                    && if agency.kind.leads_searches() {
                        agency.id == row.lead_force
                    } else {
                        row.granted_to.contains(&agency.id)
                    }
            });
            let only = of_kind.next().filter(|_| of_kind.next().is_none())?;
            Some((row.episode, only.name.clone()))
        };
        rows.iter().filter_map(owes).collect()
    }

    /// What kind of matter each case is, as it was found to be, else as its call was classed; and which cases share a call.
    async fn calls_behind(
        &self,
        rows: &[EpisodeRow],
        files: &HashMap<PersonId, Known>,
    ) -> Result<Calls, Trouble> {
        let mut behind = Calls::default();
        let mut called: Vec<(EpisodeId, IncidentId)> = Vec::new();
        for row in rows {
            let file = files.get(&row.person).map(|known| &known.file);
            let Some(episode) = file.and_then(|file| file.episodes.get(&row.episode)) else { continue };
            behind.classes.extend(episode.class().map(|class| (row.episode, class)));
            called.push((row.episode, episode.opened.incident));
        }
        let mut incidents: Vec<IncidentId> = called.iter().map(|(_, incident)| *incident).collect();
        incidents.sort_unstable();
        incidents.dedup();
        let entries = self.inner.store.entries_of_incidents(&incidents).await?;
        for (episode, id) in called {
            let Some(call) = entries.get(&id).and_then(|call| incident_of(id, call)) else { continue };
            match call.status {
                IncidentStatus::Missing { class } | IncidentStatus::Other { class, .. } => {
                    behind.classes.entry(episode).or_insert(class);
                }
                IncidentStatus::Undecided => {}
            }
            let opened: Vec<EpisodeId> = call.people.iter().filter_map(|(_, episode)| *episode).collect();
            if opened.len() > 1 {
                behind.several.insert(episode, opened);
            }
        }
        Ok(behind)
    }

    /// The cases of one call by name, of those that the actor may see; nothing where that is one alone.
    async fn same_call(
        &self,
        scope: &store::Scope,
        several: &HashMap<EpisodeId, Vec<EpisodeId>>,
    ) -> Result<HashMap<EpisodeId, Vec<OfSameCall>>, Trouble> {
        let mut all: Vec<EpisodeId> = several.values().flatten().copied().collect();
        all.sort_unstable();
        all.dedup();
        let rows = self.inner.store.episode_rows(scope, &all).await?;
        let together = |opened: &Vec<EpisodeId>| -> Vec<OfSameCall> {
            let of_call = rows.iter().filter(|row| opened.contains(&row.episode));
            let named = of_call.map(|row| OfSameCall {
                episode: row.episode,
                name: row.name.clone(),
                standing: row.standing,
            });
            named.collect()
        };
        let found = several.iter().map(|(episode, opened)| (*episode, together(opened)));
        Ok(found.filter(|(_, together)| together.len() > 1).collect())
    }

    /// Whose shift is over of those who hold a case for the agency that is asked about, and since when.
    async fn off_since(
        &self,
        viewer: Viewer,
        rows: &[EpisodeRow],
    ) -> Result<HashMap<AccountId, Timestamp>, Trouble> {
        let now = self.clock().now();
        let mut rotas: HashMap<AgencyId, Rota> = HashMap::new();
        let mut off = HashMap::new();
        for row in rows {
            let agency = viewer.agency.unwrap_or(row.lead_force);
            let Some(holder) = row.holding_of(agency).and_then(|held| held.holder.as_ref()) else { continue };
            if let Entry::Vacant(place) = rotas.entry(agency) {
                place.insert(self.rota_of(agency).await?.rota);
            }
            let since = rotas.get(&agency).and_then(|rota| rota.off_since(holder.account, now));
            off.extend(since.map(|since| (holder.account, since)));
        }
        Ok(off)
    }

    /// The likenesses of those whose records the actor may see; to see a case is not enough.
    async fn likenesses_in(
        &self,
        who: &SignedIn,
        rows: &[EpisodeRow],
    ) -> Result<HashMap<PersonId, Likeness>, Trouble> {
        let Ok(scope) = self.inner.access.scope(&who.actor(), Action::SearchPeople) else {
            return Ok(HashMap::new());
        };
        let people: Vec<PersonId> = rows.iter().map(|row| row.person).collect();
        Ok(self.inner.store.likenesses(scope.resource(), &people).await?)
    }
}
