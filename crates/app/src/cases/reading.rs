//! Reading a case: authorize, load, and log the reading.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use domain::{
    file::PersonFile,
    ids::{AccountId, AgencyId, EpisodeId, PersonId},
    projection::Surroundings,
    protocol::explain::Step,
};
use store::ReadSubject;

use super::{
    ActorName, EpisodeView, PersonView, Purpose, TimelineItem,
    decide::Place,
    duties::{Which, duties, why},
    grades,
    timeline::{accounts_in, is_told_of, timeline, whoever_may_record},
};
use crate::{
    App,
    access::{Action, EpisodeFacts, PersonFacts},
    area::Around,
    calls::incident_of,
    identity::SignedIn,
    records::Known,
    trouble::Trouble,
};

impl App {
    /// An episode with everything around it, for casework. The reading is logged.
    ///
    /// # Errors
    /// Denied to whoever's agency has no part in it; not found where there is none.
    pub async fn episode(&self, who: &SignedIn, id: EpisodeId) -> Result<EpisodeView, Trouble> {
        let known = self.opened(who, id).await?;
        let around = self.inner.area.around();
        let facts = episode_facts(&known.file, id, &around)?;
        let file = &known.file;
        let episode = file.episodes[&id].clone();
        let now = known.entered_at(self.clock().now());
        let call = episode.opened.incident;
        let calls = self.inner.store.incident_entries(call).await?;
        let incidents = incident_of(call, &calls).into_iter().collect();
        let may = self.may_on_episode(who, file, &facts, &around);
        let told = |recorded: &_| is_told_of(file, &episode, recorded);
        let timeline = timeline(&known, whoever_may_record(&may), told);
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
            now,
            file: known.file,
            episode,
        })
    }

    /// Why a duty of an episode stands as it does, step by step. The reading is logged.
    ///
    /// # Errors
    /// Denied to whoever's agency has no part in the episode; not found where there is no such duty now.
    pub async fn explain_duty(
        &self,
        who: &SignedIn,
        id: EpisodeId,
        pack: &str,
        duty: &str,
        of: Option<&str>,
        sequence: Option<u32>,
    ) -> Result<Vec<Step>, Trouble> {
        let known = self.opened(who, id).await?;
        let episode = known.file.episodes.get(&id).ok_or(Trouble::NotFound)?;
        let now = known.entered_at(self.clock().now());
        let which = Which { pack, duty, of, sequence };
        why(&known.file, episode, now, &self.inner.area.around(), which).ok_or(Trouble::NotFound)
    }

    /// The file that an episode is in, permitted and logged as a reading of it.
    async fn opened(&self, who: &SignedIn, id: EpisodeId) -> Result<Known, Trouble> {
        let purpose = Purpose::Casework;
        let sealed = self.fetch(self.person_of(id).await?).await?;
        let facts = episode_facts(sealed.for_deciding(), id, &self.inner.area.around())?;
        let permit = self.inner.access.permit(&who.actor(), Action::ViewEpisode, &facts, purpose)?;
        let known = sealed.open(&permit);
        self.note_read(who, purpose, ReadSubject::Episode(id)).await;
        Ok(known)
    }

    /// A person's record, for casework. The reading is logged.
    ///
    /// # Errors
    /// Denied to whoever's agency has no part in it; not found where there is none.
    pub async fn person(&self, who: &SignedIn, id: PersonId) -> Result<PersonView, Trouble> {
        let purpose = Purpose::Casework;
        let around = self.inner.area.around();
        let sealed = self.fetch(id).await?;
        let facts = PersonFacts::of(sealed.for_deciding(), around.agencies());
        let permit = self.inner.access.permit(&who.actor(), Action::ViewPerson, &facts, purpose)?;
        let known = sealed.open(&permit);
        self.note_read(who, purpose, ReadSubject::Person(id)).await;

        let file = &known.file;
        let may = self.inner.access.permitted(&who.actor(), &facts);
        let of_the_person = |recorded: &_| file.episode_of(recorded).is_none();
        let timeline = timeline(&known, whoever_may_record(&may), of_the_person);
        let scope = self.inner.access.scope(&who.actor(), Action::ListEpisodes)?;
        Ok(PersonView {
            person_id: id,
            version: known.version(),
            episodes: self.inner.store.person_episodes(scope.resource(), id).await?,
            actors: self.actors(&timeline).await?,
            timeline,
            may,
            agencies: names_of(&around),
            now: known.entered_at(self.clock().now()),
            file: known.file,
        })
    }

    fn may_on_episode(
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
        let mut names = HashMap::new();
        for account in timeline.iter().flat_map(accounts_in) {
            if names.contains_key(&account) {
                continue;
            }
            if let Some(name) = self.actor_name(account).await? {
                names.insert(account, name);
            }
        }
        Ok(names)
    }

    async fn actor_name(&self, id: AccountId) -> Result<Option<ActorName>, Trouble> {
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

/// Names of accounts that were looked up. An account keeps its name while the service runs.
#[derive(Default)]
pub(crate) struct ActorNames(Mutex<HashMap<AccountId, ActorName>>);

impl ActorNames {
    fn get(&self, id: AccountId) -> Option<ActorName> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    fn keep(&self, id: AccountId, name: ActorName) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id, name);
    }
}

fn episode_facts(file: &PersonFile, id: EpisodeId, around: &Around<'_>) -> Result<EpisodeFacts, Trouble> {
    let episode = file.episodes.get(&id).ok_or(Trouble::NotFound)?;
    Ok(EpisodeFacts::of(file, episode, around.agencies()))
}

fn names_of(around: &Around<'_>) -> HashMap<AgencyId, String> {
    around.agencies().iter().map(|agency| (agency.id, agency.name.clone())).collect()
}
