//! Recording of somebody who cannot be named: authorize, load, decide, append.

use domain::{
    episode::Occasioned,
    ids::{EntryId, PersonId, UnidentifiedId},
    ledger::{Content, Correction, Digest32, Draft, Entry, Event, Stream},
    projection::Surroundings,
    refusal::Refusal,
    time::to_microsecond,
    unidentified::{
        Compared, Identity, ProposalStanding, Review, Unidentified, UnidentifiedDetails, UnidentifiedEvent,
        correct, decide, digest, found_facts, missing_facts, record, still_sought, told_at_once,
    },
};
use jiff::Timestamp;
use serde::Serialize;
use store::{AppendError, Batch, Picture};
use uuid::Uuid;

use super::{
    changed::facts_since,
    known::{KnownUnidentified, event, written},
    matching,
};
use crate::{
    App,
    access::{Action, Area, PersonFacts, UnidentifiedFacts},
    cases::{
        IdempotencyKey, Purpose, Recorded, TimelineItem,
        recording::{digest_of, fresh_salt},
    },
    identity::SignedIn,
    records::Known,
    trouble::{Clash, Fault, Trouble},
};

/// How often a record that others keep adding to is read again before the user is asked to try again.
const ATTEMPTS: usize = 5;

/// What somebody says of a record.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ActOnUnidentified {
    /// Something happened.
    Event(UnidentifiedEvent),
    /// An earlier entry was wrong.
    Correct(Correction),
}

impl ActOnUnidentified {
    /// A refusal of the act, with whatever else in it would be refused.
    #[must_use]
    pub fn refused_with(&self, first: Refusal, now: Timestamp) -> Vec<Refusal> {
        let said = match self {
            Self::Event(event) => event.details(),
            Self::Correct(correction) => {
                if let Some(Event::Unidentified(event)) = correction.event.as_deref() {
                    event.details()
                } else {
                    None
                }
            }
        };
        match said {
            Some(details) => details.refused_with(first, now),
            None => vec![first],
        }
    }
}

/// Something to be recorded of somebody who cannot be named.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordingOnUnidentified {
    /// Whose record.
    pub unidentified: UnidentifiedId,
    /// What.
    pub act: ActOnUnidentified,
    /// When it happened; now where nothing is said.
    pub happened_at: Option<Timestamp>,
    /// The version that the user saw: how far the ledger went when they looked, for what they decide on stands in two files.
    pub seen: i64,
    /// Names the attempt.
    pub key: IdempotencyKey,
}

/// What two entries can be about so that whoever records the second has to see the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Matter {
    Details,
    Candidate(PersonId),
    Identity,
    End,
    None,
}

impl App {
    /// Makes the record of somebody who cannot be named. Sent again with its key it is made once.
    ///
    /// # Errors
    /// Denied to whoever may not; refused as `domain` refuses. Nothing was recorded.
    pub async fn record_unidentified(
        &self,
        who: &SignedIn,
        details: UnidentifiedDetails,
        key: &IdempotencyKey,
    ) -> Result<UnidentifiedId, Trouble> {
        self.may_record_unidentified(who)?;
        let now = to_microsecond(self.clock().now());
        let request = digest_of(&("unidentified", who.agency.id, &details));
        let recorded = record(details, Occasioned { happened_at: now, now })?;
        let id = UnidentifiedId(Uuid::now_v7());
        let draft = draft(who, id, EntryId(Uuid::now_v7()), event(recorded), now, now);
        let mut batch = written(id, &[], vec![draft], &self.inner.area.around());
        batch.outbox = vec![matching::job_of(id)];
        batch.idempotency = Some(claimed(who, key, request, id.0, now));
        match self.inner.store.append(batch).await {
            Ok(_) => Ok(id),
            Err(error) => replayed(error).map(UnidentifiedId),
        }
    }

    /// Whether somebody may make such records.
    ///
    /// # Errors
    /// Denied.
    pub fn may_record_unidentified(&self, who: &SignedIn) -> Result<(), Trouble> {
        let access = &self.inner.access;
        access.permit(&who.actor(), Action::RecordUnidentified, &Area, Purpose::Casework)?;
        Ok(())
    }

    /// Records something of somebody who cannot be named. Sent again with its key it is recorded once.
    ///
    /// # Errors
    /// See [`Trouble`]; nothing was recorded.
    pub async fn record_on_unidentified(
        &self,
        who: &SignedIn,
        recording: RecordingOnUnidentified,
    ) -> Result<Recorded, Trouble> {
        self.record_on_unidentified_with(who, recording, Vec::new()).await
    }

    /// The same with the pictures that the act names.
    pub(crate) async fn record_on_unidentified_with(
        &self,
        who: &SignedIn,
        recording: RecordingOnUnidentified,
        pictures: Vec<Picture>,
    ) -> Result<Recorded, Trouble> {
        let id = recording.unidentified;
        let request = digest_of(&("on unidentified", id, &recording.act, recording.happened_at));
        let entry = EntryId(Uuid::now_v7());
        for _ in 0..ATTEMPTS {
            // Before the record is read: what is appended while it is counts as not seen.
            let up_to = self.inner.store.last_sequence().await?;
            let known = self.fetch_unidentified(id).await?;
            self.permitted_on_unidentified(who, &known.record, &recording.act)?;
            let before = self.inner.store.replayed(who.account, recording.key.as_str(), &request).await;
            if let Err(error) = before {
                return recorded(&known, replayed(error)?);
            }
            let mut batch = self.decided_on_unidentified(who, &known, &recording, (entry, up_to)).await?;
            batch.pictures = pictures.clone();
            let now = batch.writes[0].drafts[0].recorded_at;
            batch.idempotency = Some(claimed(who, &recording.key, request, entry.0, now));
            match self.inner.store.append(batch).await {
                Ok(appended) => {
                    let sequence = appended.entries.first().map_or(0, |entry| entry.sequence);
                    return Ok(Recorded { entry, version: sequence, sequence });
                }
                Err(AppendError::Conflict { .. } | AppendError::SomebodyNew) => {}
                Err(error) => return recorded(&self.fetch_unidentified(id).await?, replayed(error)?),
            }
        }
        Err(Trouble::Unavailable(store::Unavailable::Busy))
    }

    /// Refused to whoever may not record this, or may not even know of the record.
    fn permitted_on_unidentified(
        &self,
        who: &SignedIn,
        record: &Unidentified,
        act: &ActOnUnidentified,
    ) -> Result<(), Trouble> {
        let around = self.inner.area.around();
        let facts = UnidentifiedFacts::of(record, around.agencies());
        let permit =
            |action| self.inner.access.permit(&who.actor(), action, &facts, Purpose::Casework).map(|_| ());
        match act {
            ActOnUnidentified::Event(event) => permit(Action::recording_on_unidentified(event))?,
            ActOnUnidentified::Correct(correction) => {
                permit(Action::UnidentifiedCorrected)?;
                let corrected = record.find(correction.corrects).ok_or(Refusal::NoSuchEntry)?;
                permit(Action::recording(&corrected.event))?;
            }
        }
        Ok(())
    }

    async fn decided_on_unidentified(
        &self,
        who: &SignedIn,
        known: &KnownUnidentified,
        recording: &RecordingOnUnidentified,
        (entry, up_to): (EntryId, i64),
    ) -> Result<Batch, Trouble> {
        let now = to_microsecond(known.entered_at(self.clock().now()));
        no_clash(who, known, recording, up_to)?;
        let happened_at = to_microsecond(recording.happened_at.unwrap_or(now));
        let (mut told, mut looked_up) = (Vec::new(), None);
        let event = match &recording.act {
            ActOnUnidentified::Correct(correction) => {
                let corrected = known.record.find(correction.corrects).ok_or(Refusal::NoSuchEntry)?;
                Event::Corrected(correct(corrected, correction.clone(), now)?)
            }
            ActOnUnidentified::Event(proposal) => {
                if let UnidentifiedEvent::NoticeAcknowledged { of, .. } = proposal {
                    self.notice_is_theirs(who, &known.record, *of)?;
                }
                let named = person_of(&known.record, proposal);
                let (facts, missing) = self.compared(who, &known.record, named).await?;
                if let Some(missing) = missing.as_ref().filter(|_| rests_on_facts(proposal))
                    && let Some(facts) = facts_since(known, missing, recording.seen, (who.account, now))
                {
                    let facts = Some(facts);
                    return Err(Trouble::Clash(Clash { since: Vec::new(), version: up_to, facts }));
                }
                let file = missing.map(|missing| missing.file);
                let (elsewhere, so_far) =
                    self.looked_up_elsewhere(known.record.id, proposal, file.as_deref()).await?;
                looked_up = so_far;
                let (actor, when) = (who.actor(), Occasioned { happened_at, now });
                let review = Review { actor: &actor, when, facts: &facts, elsewhere: &elsewhere };
                let proposal = match &file {
                    Some(file) => proposal.clone().naming(file.id),
                    None => proposal.clone(),
                };
                let event = decide(&known.record, proposal, review)?;
                let (case, around) = (file.as_deref().and_then(still_sought), self.inner.area.around());
                told = told_at_once(&known.record, &event, &actor, case, around.agencies());
                Event::Unidentified(event)
            }
        };
        // A correction happens when it is entered.
        let happened_at = if matches!(event, Event::Corrected(_)) { now } else { happened_at };
        let mut drafts = vec![draft(who, known.record.id, entry, event, happened_at, now)];
        drafts.extend(
            told.into_iter().map(|notice| known.of_itself(UnidentifiedEvent::NoticeSent(notice), now)),
        );
        let mut batch = known.batch(drafts, &self.inner.area.around());
        batch.looked_up = looked_up;
        batch.outbox = vec![matching::job_of(known.record.id)];
        Ok(batch)
    }

    /// The facts of both sides as they are now, with the file of the missing person; of one whom the actor may not see there is
    /// no record.
    async fn compared(
        &self,
        who: &SignedIn,
        record: &Unidentified,
        person: Option<PersonId>,
    ) -> Result<(Compared, Option<Known>), Trouble> {
        let found = digest(&found_facts(record));
        let Some(person) = person else { return Ok((Compared { missing: String::new(), found }, None)) };
        let sealed = self.fetch(person).await.map_err(|trouble| {
            let nobody = matches!(trouble, Trouble::NotFound);
            if nobody { Refusal::NoSuchPerson { place: 0 }.into() } else { trouble }
        })?;
        let facts = PersonFacts::of(sealed.for_deciding(), self.inner.area.around().agencies());
        let permit = self.inner.access.permit(&who.actor(), Action::ViewPerson, &facts, Purpose::Casework);
        let known = sealed.open(&permit.map_err(|_| Refusal::NoSuchPerson { place: 0 })?);
        let missing = missing_facts(&known.file).map(|facts| digest(&facts)).unwrap_or_default();
        Ok((Compared { missing, found }, Some(known)))
    }

    /// Refused for a notice that went to somebody else.
    fn notice_is_theirs(&self, who: &SignedIn, record: &Unidentified, of: EntryId) -> Result<(), Refusal> {
        let sent = record.notices.iter().find(|sent| sent.entry == of).ok_or(Refusal::NoSuchEntry)?;
        if self.is_told(who, record, &sent.notice) { Ok(()) } else { Err(Refusal::NotAddressed) }
    }
}

/// Whom a proposal is about.
pub(super) fn person_of(record: &Unidentified, proposal: &UnidentifiedEvent) -> Option<PersonId> {
    match proposal {
        UnidentifiedEvent::CandidatePossible { person, .. }
        | UnidentifiedEvent::CandidateUnderReview { person, .. }
        | UnidentifiedEvent::CandidateExcluded { person, .. }
        | UnidentifiedEvent::CandidateReopened { person, .. }
        | UnidentifiedEvent::IdentityProposed { person, .. } => Some(*person),
        UnidentifiedEvent::CandidateProposed(proposed) => Some(proposed.person),
        UnidentifiedEvent::IdentityConfirmed { of, .. } | UnidentifiedEvent::IdentityRefused { of, .. } => {
            record.proposals.iter().find(|proposal| proposal.entry == *of).map(|proposal| proposal.person)
        }
        UnidentifiedEvent::Recorded { .. }
        | UnidentifiedEvent::DetailsChanged { .. }
        | UnidentifiedEvent::PhotographAdded(_)
        | UnidentifiedEvent::ReferredToNationalUnit { .. }
        | UnidentifiedEvent::NoticeSent(_)
        | UnidentifiedEvent::NoticeAcknowledged { .. }
        | UnidentifiedEvent::Closed { .. } => None,
        // Who was told is told of whoever it is.
        UnidentifiedEvent::IdentityTold { .. } => confirmed(record).map(|(person, _)| person),
    }
}

/// Whether it is a decision on a pair, which rests on what is known of both sides.
fn rests_on_facts(proposal: &UnidentifiedEvent) -> bool {
    match proposal {
        UnidentifiedEvent::CandidatePossible { .. }
        | UnidentifiedEvent::CandidateUnderReview { .. }
        | UnidentifiedEvent::CandidateExcluded { .. }
        | UnidentifiedEvent::IdentityProposed { .. }
        | UnidentifiedEvent::IdentityConfirmed { .. }
        | UnidentifiedEvent::IdentityRefused { .. } => true,
        UnidentifiedEvent::Recorded { .. }
        | UnidentifiedEvent::DetailsChanged { .. }
        | UnidentifiedEvent::PhotographAdded(_)
        | UnidentifiedEvent::ReferredToNationalUnit { .. }
        | UnidentifiedEvent::CandidateProposed(_)
        | UnidentifiedEvent::CandidateReopened { .. }
        | UnidentifiedEvent::IdentityTold { .. }
        | UnidentifiedEvent::NoticeSent(_)
        | UnidentifiedEvent::NoticeAcknowledged { .. }
        | UnidentifiedEvent::Closed { .. } => false,
    }
}

fn matter(event: &Event) -> Matter {
    let Event::Unidentified(event) = event else { return Matter::Details };
    match event {
        UnidentifiedEvent::Recorded { .. } | UnidentifiedEvent::DetailsChanged { .. } => Matter::Details,
        UnidentifiedEvent::CandidatePossible { person, .. }
        | UnidentifiedEvent::CandidateUnderReview { person, .. }
        | UnidentifiedEvent::CandidateExcluded { person, .. }
        | UnidentifiedEvent::CandidateReopened { person, .. } => Matter::Candidate(*person),
        UnidentifiedEvent::IdentityProposed { .. }
        | UnidentifiedEvent::IdentityConfirmed { .. }
        | UnidentifiedEvent::IdentityRefused { .. } => Matter::Identity,
        UnidentifiedEvent::Closed { .. } => Matter::End,
        UnidentifiedEvent::PhotographAdded(_)
        | UnidentifiedEvent::ReferredToNationalUnit { .. }
        | UnidentifiedEvent::CandidateProposed(_)
        | UnidentifiedEvent::IdentityTold { .. }
        | UnidentifiedEvent::NoticeSent(_)
        | UnidentifiedEvent::NoticeAcknowledged { .. } => Matter::None,
    }
}

/// What others recorded on the same matter since the user looked is shown to them first. Who it is concerns every decision.
fn no_clash(
    who: &SignedIn,
    known: &KnownUnidentified,
    recording: &RecordingOnUnidentified,
    up_to: i64,
) -> Result<(), Trouble> {
    if recording.seen > up_to.max(known.version()) {
        return Err(Trouble::VersionAhead);
    }
    let matter = |event: &Event| match matter(event) {
        Matter::Candidate(person) => Matter::Candidate(known.survivor(person)),
        other @ (Matter::Details | Matter::Identity | Matter::End | Matter::None) => other,
    };
    let mine = match &recording.act {
        ActOnUnidentified::Event(said) => matter(&Event::Unidentified(said.clone())),
        ActOnUnidentified::Correct(_) => Matter::Details,
    };
    let clashes = |other: Matter| match (mine, other) {
        (Matter::None, _) | (_, Matter::None) => false,
        (Matter::Details, Matter::Details) => true,
        (Matter::Details, _) | (_, Matter::Details) => false,
        (Matter::Candidate(one), Matter::Candidate(other)) => one == other,
        (Matter::Identity | Matter::End, _) | (_, Matter::Identity | Matter::End) => true,
    };
    let since = |entry: &&Entry| {
        entry.sequence > recording.seen
            && entry.actor.account != who.account
            && matches!(&entry.content, Content::Event(event) if clashes(matter(event)))
    };
    let since: Vec<TimelineItem> =
        known.entries.iter().filter(since).filter_map(TimelineItem::as_entered).collect();
    if since.is_empty() { Ok(()) } else { Err(Trouble::Clash(Clash { since, version: up_to, facts: None })) }
}

pub(super) fn draft(
    who: &SignedIn,
    id: UnidentifiedId,
    entry: EntryId,
    event: Event,
    happened_at: Timestamp,
    now: Timestamp,
) -> Draft {
    Draft {
        id: entry,
        stream: Stream::Unidentified(id),
        happened_at,
        recorded_at: now,
        actor: who.actor(),
        event,
        salt: fresh_salt(),
    }
}

pub(super) fn claimed(
    who: &SignedIn,
    key: &IdempotencyKey,
    request: Digest32,
    response: Uuid,
    at: Timestamp,
) -> store::IdempotencyKey {
    store::IdempotencyKey {
        key: key.as_str().to_owned(),
        account: who.account,
        request,
        response: response.as_bytes().to_vec(),
        at,
    }
}

/// What the same request was answered before, where it was.
fn replayed(error: AppendError) -> Result<Uuid, Trouble> {
    match error {
        AppendError::IdempotencyReplay(response) => Uuid::from_slice(&response.0)
            .map_err(|_| Fault::broken("the answer to an earlier request is no id").into()),
        AppendError::IdempotencyMismatch => Err(Trouble::KeyUsedBefore),
        AppendError::Conflict { .. }
        | AppendError::FileChanged { .. }
        | AppendError::DraftChanged
        | AppendError::SomebodyNew => Err(Trouble::Unavailable(store::Unavailable::Busy)),
        AppendError::Fault(fault) => Err(fault.into()),
    }
}

fn recorded(known: &KnownUnidentified, id: Uuid) -> Result<Recorded, Trouble> {
    let entry = known.entries.iter().find(|entry| entry.id.0 == id);
    let entry = entry.ok_or_else(|| Fault::broken("an entry that was answered is not in its record"))?;
    Ok(Recorded { entry: entry.id, version: entry.sequence, sequence: entry.sequence })
}

/// The proposal on which the identity stands, where two have said so.
pub(super) fn confirmed(record: &Unidentified) -> Option<(PersonId, Timestamp)> {
    let Identity::Confirmed(proposal) = record.identity() else { return None };
    match proposal.standing {
        ProposalStanding::Confirmed { at, .. } => Some((proposal.person, at)),
        ProposalStanding::Open | ProposalStanding::Refused { .. } => None,
    }
}
