//! Reading a case: authorize, load, and log the reading.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use domain::{
    episode::{Episode, GoverningPack, closes_with},
    file::PersonFile,
    ids::{AccountId, AgencyId, EpisodeId, PersonId},
    ledger::Stream,
    projection::{EpisodeRow, Surroundings, episode_row},
    protocol::explain::Step,
};
use store::ReadSubject;

use super::{
    ActorName, Correctable, EpisodeView, Moment, PersonView, Purpose, TimelineItem, WhichDuty,
    decide::Place,
    duties::{duties, why},
    grades,
    moment::{Standpoint, steps_of_episode, steps_of_person},
    timeline::{accounts_in, is_told_of, timeline, whoever_may_record},
};
use crate::{
    App,
    access::{Action, Denied, EpisodeFacts, Existence, PersonFacts},
    area::Around,
    calls::incident_of,
    identity::SignedIn,
    records::Known,
    trouble::Trouble,
};

impl App {
    /// An episode with everything around it, for casework, as it stands. The reading is logged.
    ///
    /// # Errors
    /// Denied to whoever's agency has no part in it; not found where there is none.
    pub async fn episode(&self, who: &SignedIn, id: EpisodeId) -> Result<EpisodeView, Trouble> {
        self.episode_at(who, id, Moment::Now).await
    }

    /// An episode as it was known at a moment. What is shown is of then; who may see it is decided on what is known today. The
    /// reading is logged with the moment.
    ///
    /// # Errors
    /// As [`App::episode`]; not then where nothing had been reported yet, or the moment has not come.
    pub async fn episode_at(
        &self,
        who: &SignedIn,
        id: EpisodeId,
        moment: Moment,
    ) -> Result<EpisodeView, Trouble> {
        let standpoint = self.opened(who, id, moment).await?;
        let around = self.inner.area.around();
        let facts = episode_facts(standpoint.todays(), id, &around)?;
        let may = self.may_on_episode(who, standpoint.todays(), &facts, &around);
        self.episode_seen_from(standpoint, id, may, who.agency.id).await
    }

    /// An episode for whoever is to choose a list of tasks for it. The reading is logged.
    ///
    /// # Errors
    /// As [`App::episode`]; denied to whoever may use no list.
    pub async fn episode_for_task_lists(
        &self,
        who: &SignedIn,
        id: EpisodeId,
    ) -> Result<EpisodeView, Trouble> {
        let view = self.episode(who, id).await?;
        if view.may.contains(&Action::TaskListUsed) {
            return Ok(view);
        }
        let (action, of) = (Action::TaskListUsed.word(), Existence::Known);
        Err(Trouble::Denied(Denied { action, policy: None, of }))
    }

    /// What is shown of an episode whose file was opened, to somebody of an agency who may do this.
    pub(crate) async fn episode_view(
        &self,
        known: Known,
        id: EpisodeId,
        may: Vec<Action>,
        agency: AgencyId,
    ) -> Result<EpisodeView, Trouble> {
        let standpoint = Standpoint::now(known, self.clock().now());
        self.episode_seen_from(standpoint, id, may, agency).await
    }

    /// The same from where it is looked at.
    pub(crate) async fn episode_seen_from(
        &self,
        standpoint: Standpoint,
        id: EpisodeId,
        may: Vec<Action>,
        agency: AgencyId,
    ) -> Result<EpisodeView, Trouble> {
        let around = self.inner.area.around();
        let may = standpoint.permitted(may);
        let past = standpoint.past(|today| steps_of_episode(today, id));
        let Standpoint { known, at: now, .. } = standpoint;
        let file = &known.file;
        let episode = file.episodes.get(&id).ok_or(Trouble::NotFound)?.clone();
        let call = episode.opened.incident;
        let mut calls = self.inner.store.incident_entries(call).await?;
        if past.is_some() {
            calls.retain(|entry| entry.recorded_at <= now);
        }
        let incidents = incident_of(call, &calls).into_iter().collect();
        let told = |recorded: &_| is_told_of(file, &episode, recorded);
        let mut timeline = timeline(&known, whoever_may_record(&may, file, agency), told);
        for item in timeline.iter_mut().filter(|item| is_of_another(item.stream, id)) {
            // It is corrected where it was recorded.
            item.correctable = Correctable::No;
        }
        Ok(EpisodeView {
            person_id: file.id,
            version: known.version(),
            duties: duties(file, &episode, now, &around),
            grades: grades::rules(file, Place::Episode(id), &around, now),
            actors: self.actors(&timeline).await?,
            timeline,
            may,
            agencies: names_of(&around),
            incidents,
            closes_with: closes_with(file, &episode, around.agencies()),
            packs: could_govern(&episode, &around),
            task_times: around.task_times(&episode),
            own_tasks: self.tasks_settled_by(agency, &episode, &around).await?,
            now,
            past,
            file: known.file,
            episode,
        })
    }

    /// Why a duty of an episode stands, or stood at a moment, as it does, step by step. The reading is logged.
    ///
    /// # Errors
    /// As [`App::episode_at`]; not found where there is no such duty then.
    pub async fn explain_duty(
        &self,
        who: &SignedIn,
        id: EpisodeId,
        moment: Moment,
        which: WhichDuty<'_>,
    ) -> Result<Vec<Step>, Trouble> {
        let Standpoint { known, at, .. } = self.opened(who, id, moment).await?;
        let episode = known.file.episodes.get(&id).ok_or(Trouble::NotFound)?;
        why(&known.file, episode, at, &self.inner.area.around(), which).ok_or(Trouble::NotFound)
    }

    /// The file that an episode is in, as of a moment, permitted on what is known today and logged as a reading of it.
    pub(crate) async fn opened(
        &self,
        who: &SignedIn,
        id: EpisodeId,
        moment: Moment,
    ) -> Result<Standpoint, Trouble> {
        let purpose = Purpose::Casework;
        let record = self.person_of(id).await?;
        let sealed = self.fetch(record).await?;
        let facts = episode_facts(sealed.for_deciding(), id, &self.inner.area.around())?;
        let permit = self.inner.access.permit(&who.actor(), Action::ViewEpisode, &facts, purpose)?;
        let today = self.shown(who, sealed.open(&permit))?;
        let standpoint = self.standpoint(who, today, record, moment).await?.with_episode(id)?;
        let subject = match standpoint.known_at() {
            None => ReadSubject::Episode(id),
            Some(known_at) => ReadSubject::PastEpisode { episode: id, known_at },
        };
        self.note_read(who, purpose, subject).await;
        Ok(standpoint)
    }

    /// The file of an episode that was opened just before, as it stands: the reading has been logged.
    pub(super) async fn opened_again(&self, who: &SignedIn, id: EpisodeId) -> Result<Known, Trouble> {
        let sealed = self.fetch_kept(self.person_of(id).await?).await?;
        let facts = episode_facts(sealed.for_deciding(), id, &self.inner.area.around())?;
        let permit =
            self.inner.access.permit(&who.actor(), Action::ViewEpisode, &facts, Purpose::Casework)?;
        self.shown(who, sealed.open(&permit))
    }

    /// A person's record, for casework, as it stands. The reading is logged.
    ///
    /// # Errors
    /// Denied to whoever's agency has no part in it; not found where there is none.
    pub async fn person(&self, who: &SignedIn, id: PersonId) -> Result<PersonView, Trouble> {
        self.person_at(who, id, Moment::Now).await
    }

    /// A person's record as it was known at a moment, under the permissions of today. The reading is logged with the moment.
    ///
    /// # Errors
    /// As [`App::person`]; not then where nothing had been recorded yet, or the moment has not come.
    pub async fn person_at(
        &self,
        who: &SignedIn,
        id: PersonId,
        moment: Moment,
    ) -> Result<PersonView, Trouble> {
        let purpose = Purpose::Casework;
        let around = self.inner.area.around();
        let sealed = self.fetch(id).await?;
        let facts = PersonFacts::of(sealed.for_deciding(), around.agencies());
        let permit = self.inner.access.permit(&who.actor(), Action::ViewPerson, &facts, purpose)?;
        let today = self.shown(who, sealed.open(&permit))?;
        let standpoint = self.standpoint(who, today, id, moment).await?.with_record()?;
        let listed_of = standpoint.todays().id;
        let id = if standpoint.known_at().is_some() { id } else { listed_of };
        let subject = match standpoint.known_at() {
            None => ReadSubject::Person(id),
            Some(known_at) => ReadSubject::PastPerson { person: id, known_at },
        };
        self.note_read(who, purpose, subject).await;

        let may = standpoint.permitted(self.inner.access.permitted(&who.actor(), &facts));
        let past = standpoint.past(steps_of_person);
        let Standpoint { known, at: now, .. } = standpoint;
        let file = &known.file;
        let of_the_person = |recorded: &_| file.episode_of(recorded).is_none();
        let timeline = timeline(&known, whoever_may_record(&may, file, who.agency.id), of_the_person);
        let scope = self.inner.access.scope(&who.actor(), Action::ListEpisodes)?;
        let listed = self.inner.store.person_episodes(scope.resource(), listed_of).await?;
        Ok(PersonView {
            person_id: file.id,
            version: known.version(),
            episodes: rows_of(file, &listed, &around),
            actors: self.actors(&timeline).await?,
            timeline,
            may,
            agencies: names_of(&around),
            now,
            past,
            file: known.file,
        })
    }

    pub(crate) fn may_on_episode(
        &self,
        who: &SignedIn,
        file: &PersonFile,
        facts: &EpisodeFacts,
        around: &Around<'_>,
    ) -> Vec<Action> {
        let access = &self.inner.access;
        let mut may = access.permitted(&who.actor(), facts);
        let person = PersonFacts::of(file, around.agencies());
        may.extend(access.permitted(&who.actor(), &person));
        may
    }

    /// The names of those who recorded what is shown.
    async fn actors(&self, timeline: &[TimelineItem]) -> Result<HashMap<AccountId, ActorName>, Trouble> {
        self.names_of_accounts(timeline.iter().flat_map(accounts_in).collect()).await
    }

    /// The names of accounts, each once.
    pub(crate) async fn names_of_accounts(
        &self,
        accounts: Vec<AccountId>,
    ) -> Result<HashMap<AccountId, ActorName>, Trouble> {
        let mut names = HashMap::new();
        for account in accounts {
            if names.contains_key(&account) {
                continue;
            }
            if let Some(name) = self.actor_name(account).await? {
                names.insert(account, name);
            }
        }
        Ok(names)
    }

    pub(crate) async fn actor_name(&self, id: AccountId) -> Result<Option<ActorName>, Trouble> {
        if let Some(name) = self.inner.names.get(id) {
            return Ok(Some(name));
        }
        let Some(account) = self.inner.store.account(id).await? else {
            return Ok(None);
        };
        let agency = self.inner.area.agency(account.agency);
        let name = ActorName {
            name: account.name,
            role: account.roles.into_iter().next().unwrap_or_default(),
            agency: agency.map(|agency| agency.name).unwrap_or_default(),
        };
        self.inner.names.keep(id, name.clone());
        Ok(Some(name))
    }
}

/// Names of accounts that were looked up.
#[derive(Default)]
pub(crate) struct ActorNames(Mutex<HashMap<AccountId, ActorName>>);

impl ActorNames {
    fn get(&self, id: AccountId) -> Option<ActorName> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    /// The name of an account has changed.
    pub(crate) fn forget(&self, id: AccountId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }

    fn keep(&self, id: AccountId, name: ActorName) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id, name);
    }
}

/// Whether an entry was recorded in another time missing and is told here as well.
fn is_of_another(stream: Stream, episode: EpisodeId) -> bool {
    match stream {
        Stream::Episode(of) => of != episode,
        Stream::Person(_)
        | Stream::Incident(_)
        | Stream::Placement(_)
        | Stream::Meeting(_)
        | Stream::Agency(_)
        | Stream::Unidentified(_) => false,
    }
}

/// Every version of every pack, for the agency that it governs for here, or else for the force that has the case.
fn could_govern(episode: &Episode, around: &Around<'_>) -> Vec<(GoverningPack, String)> {
    let agency = |pack: &str| {
        let governing = episode.governed_by.iter().find(|governing| governing.pack == pack);
        governing.map_or(episode.opened.lead_force, |governing| governing.agency)
    };
    let named = around.all_packs().map(|loaded| {
        let (pack, version) = (loaded.pack.id.0.clone(), loaded.pack.version.clone());
        (GoverningPack { agency: agency(&pack), pack, version }, loaded.pack.title.clone())
    });
    named.collect()
}

pub(crate) fn episode_facts(
    file: &PersonFile,
    id: EpisodeId,
    around: &Around<'_>,
) -> Result<EpisodeFacts, Trouble> {
    let episode = file.episodes.get(&id).ok_or(Trouble::NotFound)?;
    Ok(EpisodeFacts::of(file, episode, around.agencies()))
}

/// The rows of a person's episodes as the file has them, of those that the reader may find in lists today.
fn rows_of(file: &PersonFile, listed: &[EpisodeRow], around: &Around<'_>) -> Vec<EpisodeRow> {
    let may_find = |episode: &&Episode| listed.iter().any(|row| row.episode == episode.id);
    let found = file.episodes.values().filter(may_find);
    let mut rows: Vec<EpisodeRow> =
        found.map(|episode| episode_row(file, episode, around.agencies())).collect();
    rows.sort_by_key(|row| std::cmp::Reverse((row.missing_since, row.episode)));
    rows
}

pub(crate) fn names_of(around: &Around<'_>) -> HashMap<AgencyId, String> {
    around.agencies().iter().map(|agency| (agency.id, agency.name.clone())).collect()
}
