//! Others on record who are likely the same, where what is recorded says otherwise who somebody is.

use domain::{
    episode::Occasioned,
    ids::EntryId,
    ledger::{Draft, Event, Stream},
    person::{PersonDetails, PersonEvent},
};
use store::{LedgerEnd, LookUp, LookedUp};
use uuid::Uuid;

use super::{Asked, draft};
use crate::{
    App,
    cases::{OfOthers, Recording, RecordingOnPerson},
    identity::SignedIn,
    records::Known,
    reports::LikelyQuestion,
    trouble::Trouble,
};

impl App {
    /// Whom of those on record somebody is likely to be once this is recorded in an episode, and of whom nothing was said;
    /// nothing where nothing is asked.
    ///
    /// # Errors
    /// As [`App::record`].
    pub async fn likely_once_recorded(
        &self,
        who: &SignedIn,
        recording: &Recording,
        of_others: OfOthers,
    ) -> Result<Option<LikelyQuestion>, Trouble> {
        let person = self.person_of(recording.episode).await?;
        self.likely_once(&Asked::on_episode(who, person, recording, of_others)).await
    }

    /// The same of something recorded from a person's record.
    ///
    /// # Errors
    /// As [`App::record_on_person`].
    pub async fn likely_once_recorded_on_person(
        &self,
        who: &SignedIn,
        recording: &RecordingOnPerson,
        of_others: OfOthers,
    ) -> Result<Option<LikelyQuestion>, Trouble> {
        self.likely_once(&Asked { of_others, ..Asked::on_person(who, recording) }).await
    }

    async fn likely_once(&self, asked: &Asked<'_>) -> Result<Option<LikelyQuestion>, Trouble> {
        let around = self.inner.area.around();
        let known = self.permitted(asked, self.fetch(asked.person).await?, &around)?;
        let drafts = self.proposed(asked, &known, &around).await?;
        match details_after(&known, &drafts) {
            Some(after) => self.question_of_change(asked.who, &known, &after, &asked.of_others).await,
            None => Ok(None),
        }
    }

    /// Nobody becomes alike to somebody else on record unseen: where what is going to be entered says otherwise who somebody is,
    /// others who are likely the same are asked about, and what was said of them is entered with it.
    pub(super) async fn asked_about_others(
        &self,
        asked: &Asked<'_>,
        known: &Known,
        drafts: &mut Vec<Draft>,
    ) -> Result<Option<LookedUp>, Trouble> {
        let Some(after) = details_after(known, drafts) else { return Ok(None) };
        let at = LedgerEnd(self.inner.store.last_sequence().await?);
        let said = (&asked.of_others, why(&drafts[0].event));
        let told = self.said_by_change(asked.who, known, &after, said).await?;
        let (stream, now) = (drafts[0].stream, drafts[0].recorded_at);
        let when = Occasioned { happened_at: now, now };
        drafts.extend(
            told.into_iter()
                .map(|event| draft(asked, EntryId(Uuid::now_v7()), stream, Event::Person(event), when)),
        );
        Ok(Some(LookedUp { what: LookUp::Namesakes, at }))
    }
}

/// Why what somebody is called was changed.
fn why(event: &Event) -> &str {
    match event {
        Event::Person(PersonEvent::DetailsChanged { reason, .. }) => reason,
        Event::Corrected(correction) => &correction.reason,
        Event::Person(_)
        | Event::Incident(_)
        | Event::Episode(_)
        | Event::Placement(_)
        | Event::Meeting(_)
        | Event::Agency(_)
        | Event::Unidentified(_) => "",
    }
}

/// What is known of the person once these are entered, where they may say otherwise who it is.
fn details_after(known: &Known, drafts: &[Draft]) -> Option<PersonDetails> {
    let first = drafts.first()?;
    let may_rename = match &first.event {
        Event::Person(event) => matches!(event, PersonEvent::DetailsChanged { .. }),
        Event::Corrected(_) => matches!(first.stream, Stream::Person(_)),
        Event::Incident(_)
        | Event::Episode(_)
        | Event::Placement(_)
        | Event::Meeting(_)
        | Event::Agency(_)
        | Event::Unidentified(_) => false,
    };
    may_rename.then(|| known.with(drafts, first.recorded_at).file.person.details.clone())
}
