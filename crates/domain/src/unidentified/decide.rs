//! Deciding what may be recorded of somebody who cannot be named. Pure: the record, the time and the facts of both sides are
//! given.

use super::{
    details::UnidentifiedDetails,
    elsewhere::{NamedElsewhere, named_nowhere_else},
    event::{Audience, Compared, Outcome, UnidentifiedEvent},
    record::{Candidate, CandidateStanding, Identity, IdentityProposal, ProposalStanding, Unidentified},
};
use crate::{
    episode::{Occasioned, answered},
    file::Recorded,
    ids::{EntryId, PersonId},
    ledger::{Actor, Correction, Event},
    person::Photograph,
    refusal::Refusal,
};

/// Who records something, when, and on which facts of both sides.
#[derive(Clone, Copy, Debug)]
pub struct Review<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// When.
    pub when: Occasioned,
    /// The facts of the record and of the missing person whom it names; empty where it names nobody.
    pub facts: &'a Compared,
    /// Other records that are said to be the missing person whom it names.
    pub elsewhere: &'a [NamedElsewhere],
}

/// Makes a record.
///
/// # Errors
/// Refused where the least is not said, and for what cannot be.
pub fn record(details: UnidentifiedDetails, when: Occasioned) -> Result<UnidentifiedEvent, Refusal> {
    when.check()?;
    details.check(when.now)?;
    Ok(UnidentifiedEvent::Recorded { details: Box::new(details) })
}

/// Makes a record that another system has: only with the reference that it has there, by which it is known when it comes again.
///
/// # Errors
/// As [`record`], and refused without the reference.
pub fn take_over(details: UnidentifiedDetails, when: Occasioned) -> Result<UnidentifiedEvent, Refusal> {
    answered(&details.reference, "reference")?;
    record(details, when)
}

/// Decides on what somebody says of a record.
///
/// # Errors
/// The refusal, where it may not be recorded.
pub fn decide(
    record: &Unidentified,
    proposal: UnidentifiedEvent,
    review: Review<'_>,
) -> Result<UnidentifiedEvent, Refusal> {
    review.when.check()?;
    if record.closed.is_some() && !stands_after_the_end(&proposal) {
        return Err(Refusal::AlreadyClosed);
    }
    match &proposal {
        UnidentifiedEvent::Recorded { .. } => {
            return Err(Refusal::AlreadyRecorded { event: proposal.name() });
        }
        UnidentifiedEvent::DetailsChanged { details, reason } => {
            answered(reason, "reason")?;
            details.check(review.when.now)?;
            if **details == record.details {
                return Err(Refusal::NothingCorrected);
            }
        }
        UnidentifiedEvent::PhotographAdded(photograph) => photograph_is_new(record, photograph)?,
        UnidentifiedEvent::ReferredToNationalUnit { .. } => {
            if record.referred.is_some() {
                return Err(Refusal::AlreadyRecorded { event: proposal.name() });
            }
        }
        UnidentifiedEvent::CandidatePossible { person, note } => {
            answered(note, "note")?;
            still_asked(record)?;
            let is_so = |standing: &CandidateStanding| matches!(standing, CandidateStanding::Possible);
            not_so_already(record, *person, &proposal, is_so)?;
        }
        UnidentifiedEvent::CandidateUnderReview { person, .. } => {
            still_asked(record)?;
            not_excluded(record, *person)?;
            let is_so = |standing: &CandidateStanding| matches!(standing, CandidateStanding::UnderReview { by, .. } if by.account == review.actor.account);
            not_so_already(record, *person, &proposal, is_so)?;
        }
        UnidentifiedEvent::CandidateExcluded { person, note, .. } => {
            answered(note, "note")?;
            not_their_identity(record, *person)?;
            not_excluded(record, *person)?;
        }
        UnidentifiedEvent::IdentityProposed { person, note, .. } => {
            answered(note, "note")?;
            still_asked(record)?;
            not_excluded(record, *person)?;
            named_nowhere_else(record.details.kind, review.elsewhere)?;
        }
        UnidentifiedEvent::IdentityConfirmed { of, note } => {
            answered(note, "note")?;
            may_confirm(record, open_proposal(record, *of)?, review.actor)?;
            named_nowhere_else(record.details.kind, review.elsewhere)?;
        }
        UnidentifiedEvent::IdentityRefused { of, reason } => {
            answered(reason, "reason")?;
            if let ProposalStanding::Refused { .. } = the_proposal(record, *of)?.standing {
                return Err(Refusal::OfferAnswered);
            }
        }
        UnidentifiedEvent::IdentityTold { whom, how, .. } => {
            answered(whom, "whom")?;
            answered(how, "how")?;
            told_after_confirmed(record, review.when)?;
        }
        UnidentifiedEvent::NoticeAcknowledged { of, .. } => notice_waits(record, *of)?,
        UnidentifiedEvent::Closed { outcome, summary } => {
            answered(summary, "summary")?;
            may_close(record, *outcome)?;
        }
        UnidentifiedEvent::CandidateProposed(_)
        | UnidentifiedEvent::CandidateReopened { .. }
        | UnidentifiedEvent::NoticeSent(_) => return Err(Refusal::NotRecordedByHand),
    }
    Ok(on_facts(proposal, review.facts))
}

fn photograph_is_new(record: &Unidentified, photograph: &Photograph) -> Result<(), Refusal> {
    answered(&photograph.source, "source")?;
    let kept = record.photographs.iter().find(|(_, kept)| kept.digest == photograph.digest);
    kept.map_or(Ok(()), |(added, _)| Err(Refusal::PhotographThere { added: *added }))
}

fn notice_waits(record: &Unidentified, notice: EntryId) -> Result<(), Refusal> {
    let sent = record.notices.iter().find(|sent| sent.entry == notice).ok_or(Refusal::NoSuchEntry)?;
    if sent.acknowledged.is_some() { Err(Refusal::AlreadyAcknowledged) } else { Ok(()) }
}

/// An exclusion names the facts that were known, whatever was sent.
fn on_facts(mut proposal: UnidentifiedEvent, known: &Compared) -> UnidentifiedEvent {
    if let UnidentifiedEvent::CandidateExcluded { facts, .. } = &mut proposal {
        facts.clone_from(known);
    }
    proposal
}

/// What is still recorded once the record is closed: that somebody was told, that a notice was read, and that the identity was
/// wrong.
fn stands_after_the_end(proposal: &UnidentifiedEvent) -> bool {
    match proposal {
        UnidentifiedEvent::IdentityTold { .. }
        | UnidentifiedEvent::IdentityRefused { .. }
        | UnidentifiedEvent::NoticeAcknowledged { .. } => true,
        UnidentifiedEvent::Recorded { .. }
        | UnidentifiedEvent::DetailsChanged { .. }
        | UnidentifiedEvent::PhotographAdded(_)
        | UnidentifiedEvent::ReferredToNationalUnit { .. }
        | UnidentifiedEvent::CandidateProposed(_)
        | UnidentifiedEvent::CandidatePossible { .. }
        | UnidentifiedEvent::CandidateUnderReview { .. }
        | UnidentifiedEvent::CandidateExcluded { .. }
        | UnidentifiedEvent::CandidateReopened { .. }
        | UnidentifiedEvent::IdentityProposed { .. }
        | UnidentifiedEvent::IdentityConfirmed { .. }
        | UnidentifiedEvent::NoticeSent(_)
        | UnidentifiedEvent::Closed { .. } => false,
    }
}

/// While somebody is said to be them, nobody else is looked at.
fn still_asked(record: &Unidentified) -> Result<(), Refusal> {
    match record.identity() {
        Identity::Unknown => Ok(()),
        Identity::Proposed(_) => Err(Refusal::IdentityOpen),
        Identity::Confirmed(_) => Err(Refusal::AlreadyIdentified),
    }
}

fn not_their_identity(record: &Unidentified, person: PersonId) -> Result<(), Refusal> {
    match record.identity() {
        Identity::Proposed(proposal) if proposal.person == person => Err(Refusal::IdentityOpen),
        Identity::Confirmed(proposal) if proposal.person == person => Err(Refusal::AlreadyIdentified),
        Identity::Unknown | Identity::Proposed(_) | Identity::Confirmed(_) => Ok(()),
    }
}

/// Whoever was excluded stays so until it is said that they are possible after all, with the reason.
fn not_excluded(record: &Unidentified, person: PersonId) -> Result<(), Refusal> {
    let standing = record.candidates.get(&person).map(|candidate| &candidate.standing);
    match standing {
        Some(CandidateStanding::Excluded { .. }) => Err(Refusal::ExcludedBefore),
        Some(
            CandidateStanding::Proposed
            | CandidateStanding::Possible
            | CandidateStanding::UnderReview { .. }
            | CandidateStanding::Reopened { .. }
            | CandidateStanding::IdentityProposed
            | CandidateStanding::Identified,
        )
        | None => Ok(()),
    }
}

fn not_so_already(
    record: &Unidentified,
    person: PersonId,
    proposal: &UnidentifiedEvent,
    is_so: impl Fn(&CandidateStanding) -> bool,
) -> Result<(), Refusal> {
    match record.candidates.get(&person) {
        Some(candidate) if is_so(&candidate.standing) => {
            Err(Refusal::AlreadyRecorded { event: proposal.name() })
        }
        Some(_) | None => Ok(()),
    }
}

fn the_proposal(record: &Unidentified, of: EntryId) -> Result<&IdentityProposal, Refusal> {
    record.proposals.iter().find(|proposal| proposal.entry == of).ok_or(Refusal::NoSuchEntry)
}

fn open_proposal(record: &Unidentified, of: EntryId) -> Result<&IdentityProposal, Refusal> {
    let proposal = the_proposal(record, of)?;
    match proposal.standing {
        ProposalStanding::Open => Ok(proposal),
        ProposalStanding::Confirmed { .. } | ProposalStanding::Refused { .. } => Err(Refusal::OfferAnswered),
    }
}

/// The identity of somebody is never one person's word, living or dead: a wrong one ends a search and tells a family. Nobody is
/// confirmed as somebody of whom another record says that it is not them: that is settled first.
fn may_confirm(record: &Unidentified, proposal: &IdentityProposal, actor: &Actor) -> Result<(), Refusal> {
    if proposal.by.account == actor.account {
        return Err(Refusal::SameReviewer);
    }
    let excluded = record.candidates.get(&proposal.person).is_some_and(Candidate::is_excluded);
    if excluded { Err(Refusal::ExcludedBefore) } else { Ok(()) }
}

fn told_after_confirmed(record: &Unidentified, when: Occasioned) -> Result<(), Refusal> {
    let Identity::Confirmed(proposal) = record.identity() else { return Err(Refusal::NotIdentified) };
    match proposal.standing {
        ProposalStanding::Confirmed { at, .. } if when.happened_at < at => {
            Err(Refusal::BeforeAnswered { at })
        }
        ProposalStanding::Confirmed { .. } | ProposalStanding::Open | ProposalStanding::Refused { .. } => {
            Ok(())
        }
    }
}

/// A record of somebody identified is closed once the family was told.
fn may_close(record: &Unidentified, outcome: Outcome) -> Result<(), Refusal> {
    match (outcome, record.identity()) {
        (Outcome::Identified, Identity::Confirmed(_)) => {
            let told = record.told.iter().any(|told| told.audience == Audience::Family);
            if told { Ok(()) } else { Err(Refusal::FamilyNotTold) }
        }
        (Outcome::Identified, Identity::Unknown | Identity::Proposed(_)) => Err(Refusal::NotIdentified),
        (Outcome::IdentifiedElsewhere | Outcome::RecordedByMistake, Identity::Confirmed(_)) => {
            Err(Refusal::AlreadyIdentified)
        }
        (Outcome::IdentifiedElsewhere | Outcome::RecordedByMistake, Identity::Proposed(_)) => {
            Err(Refusal::IdentityOpen)
        }
        (Outcome::IdentifiedElsewhere | Outcome::RecordedByMistake, Identity::Unknown) => Ok(()),
    }
}

/// Decides on a correction: what is known, the referral and who was told can be corrected. A decision about who it is is not
/// corrected but followed by another.
///
/// # Errors
/// Refused without a reason, for another entry or a change into another event, for no change, and where what would hold instead
/// cannot be.
pub fn correct(
    recorded: &Recorded,
    correction: Correction,
    now: jiff::Timestamp,
) -> Result<Correction, Refusal> {
    answered(&correction.reason, "reason")?;
    let happened_at = correction.happened_at.unwrap_or(recorded.happened_at);
    if happened_at > now {
        return Err(Refusal::TimeInFuture);
    }
    let becomes = correction.event.as_deref().unwrap_or(&recorded.event);
    if becomes.name() != recorded.event.name() {
        return Err(Refusal::CorrectedToOtherEvent);
    }
    let Event::Unidentified(event) = becomes else { return Err(Refusal::NotCorrectable) };
    match event {
        UnidentifiedEvent::Recorded { details } | UnidentifiedEvent::DetailsChanged { details, .. } => {
            details.check(now)?;
        }
        UnidentifiedEvent::ReferredToNationalUnit { .. } => {}
        UnidentifiedEvent::IdentityTold { whom, how, .. } => {
            answered(whom, "whom")?;
            answered(how, "how")?;
        }
        UnidentifiedEvent::PhotographAdded(_)
        | UnidentifiedEvent::CandidateProposed(_)
        | UnidentifiedEvent::CandidatePossible { .. }
        | UnidentifiedEvent::CandidateUnderReview { .. }
        | UnidentifiedEvent::CandidateExcluded { .. }
        | UnidentifiedEvent::CandidateReopened { .. }
        | UnidentifiedEvent::IdentityProposed { .. }
        | UnidentifiedEvent::IdentityConfirmed { .. }
        | UnidentifiedEvent::IdentityRefused { .. }
        | UnidentifiedEvent::NoticeSent(_)
        | UnidentifiedEvent::NoticeAcknowledged { .. }
        | UnidentifiedEvent::Closed { .. } => return Err(Refusal::NotCorrectable),
    }
    if *becomes == recorded.event && happened_at == recorded.happened_at {
        return Err(Refusal::NothingCorrected);
    }
    Ok(correction)
}
