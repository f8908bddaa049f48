//! Who had seen a case by a moment, and what they can have seen in it. Asking is itself logged.

use std::collections::HashMap;

use domain::ids::{AccountId, EpisodeId};
use jiff::Timestamp;
use store::{ReadSubject, Reader};

use super::{
    ActorName, EpisodeView, Moment, Purpose, RecordedStep, moment::steps_of_episode, reading::episode_facts,
};
use crate::{App, access::Action, identity::SignedIn, trouble::Trouble};

/// Who had seen a case by a moment.
#[derive(Clone, Debug)]
pub struct SeenBy {
    /// The case as it was known at the moment.
    pub view: EpisodeView,
    /// Whoever had opened it, the latest first.
    pub readers: Vec<ReaderOf>,
    /// Their names, and those of whoever recorded what they had not seen.
    pub actors: HashMap<AccountId, ActorName>,
}

/// Somebody who had opened a case.
#[derive(Clone, Debug, PartialEq)]
pub struct ReaderOf {
    /// Who, when first and last, how often.
    pub reader: Reader,
    /// How many steps had been recorded when they last looked.
    pub had_seen: usize,
    /// What others had recorded by the moment, and after they last looked.
    pub had_not_seen: Vec<RecordedStep>,
}

impl App {
    /// Who had opened a case by a moment. The reading is logged as one for oversight.
    ///
    /// # Errors
    /// As [`App::episode_at`]; denied to whoever may read the case and not who else has.
    pub async fn episode_seen_by(
        &self,
        who: &SignedIn,
        id: EpisodeId,
        moment: Moment,
    ) -> Result<SeenBy, Trouble> {
        let purpose = Purpose::Oversight;
        let record = self.person_of(id).await?;
        let sealed = self.fetch(record).await?;
        let around = self.inner.area.around();
        let facts = episode_facts(sealed.for_deciding(), id, &around)?;
        let access = &self.inner.access;
        access.permit(&who.actor(), Action::ViewEpisode, &facts, purpose)?;
        let permit = access.permit(&who.actor(), Action::ViewReadings, &facts, purpose)?;
        let today = sealed.open(&permit);
        let standpoint = self.standpoint(who, today.clone(), record, moment).await?.with_episode(id)?;
        let (at, known_at) = (standpoint.at, standpoint.known_at());
        let may = vec![Action::ViewEpisode, Action::ViewReadings];
        let view = self.episode_seen_from(standpoint, id, may, who.agency.id).await?;
        self.flush_reads().await;
        let readers = self.inner.store.readers_of(id, Purpose::Casework.word(), at).await?;
        let subject = match known_at {
            None => ReadSubject::Episode(id),
            Some(known_at) => ReadSubject::PastEpisode { episode: id, known_at },
        };
        self.note_read(who, purpose, subject).await;
        let steps = steps_of_episode(&today, id);
        let readers: Vec<ReaderOf> =
            readers.into_iter().map(|reader| looked_at(reader, &steps, at)).collect();
        let named = readers.iter().flat_map(|of| {
            let recorders = of.had_not_seen.iter().map(|step| step.actor.account);
            std::iter::once(of.reader.actor.account).chain(recorders)
        });
        let actors = self.names_of_accounts(named.collect()).await?;
        Ok(SeenBy { view, readers, actors })
    }
}

/// What somebody can have seen by their last look, and what had been recorded since by others.
fn looked_at(reader: Reader, steps: &[RecordedStep], at: Timestamp) -> ReaderOf {
    let had_seen = steps.partition_point(|step| step.recorded_at <= reader.known_until);
    let since = steps.iter().skip(had_seen).take_while(|step| step.recorded_at <= at);
    let had_not_seen = since.filter(|step| step.actor.account != reader.actor.account).cloned().collect();
    ReaderOf { had_seen, had_not_seen, reader }
}
