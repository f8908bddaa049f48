//! What has just changed, so that pages are kept current. It names ids; who may see them is asked where they are shown.

use domain::{
    ids::{EpisodeId, PersonId, UnidentifiedId},
    projection::Surroundings,
};
pub use store::{Change, Changes, Touched};

use crate::{
    App,
    access::{Action, EpisodeFacts, PersonFacts, UnidentifiedFacts},
    cases::Purpose,
    identity::SignedIn,
    trouble::Trouble,
};

impl App {
    /// Changes committed from here on, by any server: [`Changes::next`] waits for the next one.
    #[must_use]
    pub fn changes(&self) -> Changes {
        self.inner.store.changes()
    }

    /// Lets only those hear that an episode has changed who may read it.
    ///
    /// # Errors
    /// Not found for everybody else.
    pub async fn may_hear_of_episode(&self, who: &SignedIn, id: EpisodeId) -> Result<(), Trouble> {
        let sealed = self.fetch_kept(self.person_of(id).await?).await?;
        let file = sealed.for_deciding();
        let episode = file.episodes.get(&id).ok_or(Trouble::NotFound)?;
        let facts = EpisodeFacts::of(file, episode, self.inner.area.around().agencies());
        self.inner.access.permit(&who.actor(), Action::ViewEpisode, &facts, Purpose::Casework)?;
        Ok(())
    }

    /// The same for a person's record.
    ///
    /// # Errors
    /// Not found for everybody else.
    pub async fn may_hear_of_person(&self, who: &SignedIn, id: PersonId) -> Result<(), Trouble> {
        let sealed = self.fetch_kept(id).await?;
        let facts = PersonFacts::of(sealed.for_deciding(), self.inner.area.around().agencies());
        self.inner.access.permit(&who.actor(), Action::ViewPerson, &facts, Purpose::Casework)?;
        Ok(())
    }

    /// The same for the record of somebody who cannot be named.
    ///
    /// # Errors
    /// Not found for everybody else.
    pub async fn may_hear_of_unidentified(&self, who: &SignedIn, id: UnidentifiedId) -> Result<(), Trouble> {
        let known = self.fetch_unidentified(id).await?;
        let facts = UnidentifiedFacts::of(&known.record, self.inner.area.around().agencies());
        self.inner.access.permit(&who.actor(), Action::ViewUnidentified, &facts, Purpose::Casework)?;
        Ok(())
    }
}
