//! The record of somebody who cannot be named, as its stream tells it.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{
    details::UnidentifiedDetails,
    event::{
        Audience, Compared, Means, Notice, NoticeAbout, Outcome, ProposedCandidate, SideOfMatch,
        UnidentifiedEvent,
    },
    together::StandsApart,
};
use crate::{
    episode::Acknowledged,
    file::{Recorded, as_known_at},
    ids::{EntryId, PersonId, UnidentifiedId},
    ledger::{Actor, Entry, Event},
    person::Photograph,
};

/// Somebody who cannot be named.
#[derive(Clone, Debug, PartialEq)]
pub struct Unidentified {
    /// The record.
    pub id: UnidentifiedId,
    /// Who made it, for which agency.
    pub recorded_by: Actor,
    /// When it was entered.
    pub recorded_at: Timestamp,
    /// What is known.
    pub details: UnidentifiedDetails,
    /// Photographs, each with the entry that added it.
    pub photographs: Vec<(EntryId, Photograph)>,
    /// The referral to the national unit.
    pub referred: Option<Referred>,
    /// Everybody missing who was proposed or looked at.
    pub candidates: BTreeMap<PersonId, Candidate>,
    /// Every proposal of an identity, in order.
    pub proposals: Vec<IdentityProposal>,
    /// Who was told who it is.
    pub told: Vec<ToldOf>,
    /// Who was told of the record itself.
    pub notices: Vec<SentNotice>,
    /// How and when it came to its end.
    pub closed: Option<(Outcome, Timestamp)>,
    /// Everything, in the order in which it happened.
    pub recorded: Vec<Recorded>,
}

/// That the national unit was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referred {
    /// When.
    pub at: Timestamp,
    /// Its reference.
    pub reference: String,
}

/// Somebody missing who it could be.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// What the matcher said last, and when; nothing where a reviewer thought of them.
    pub proposed: Option<(Timestamp, ProposedCandidate)>,
    /// Where it stands.
    pub standing: CandidateStanding,
    /// Every decision, in order.
    pub decisions: Vec<Decision>,
    /// Where each of several merged records of them stands; empty where there is one record.
    pub apart: Vec<StandsApart>,
}

/// Where a candidate stands.
#[derive(Clone, Debug, PartialEq)]
pub enum CandidateStanding {
    /// The matcher proposes them, and nobody has looked.
    Proposed,
    /// A reviewer holds it possible.
    Possible,
    /// A reviewer looks into it.
    UnderReview {
        /// Who.
        by: Actor,
        /// Since when.
        since: Timestamp,
    },
    /// It is not them.
    Excluded {
        /// Who says so.
        by: Actor,
        /// Since when.
        at: Timestamp,
        /// How that is known.
        how: Means,
        /// The facts that were known.
        facts: Compared,
    },
    /// They were excluded, and facts have changed since.
    Reopened {
        /// Who had excluded them.
        excluded_by: Actor,
        /// Since when it is open again.
        at: Timestamp,
        /// Whose facts have changed.
        changed: Vec<SideOfMatch>,
    },
    /// A first reviewer says that it is them.
    IdentityProposed,
    /// Two reviewers say that it is them.
    Identified,
}

impl CandidateStanding {
    /// The word in rows, answers and catalogue.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Possible => "possible",
            Self::UnderReview { .. } => "under_review",
            Self::Excluded { .. } => "excluded",
            Self::Reopened { .. } => "reopened",
            Self::IdentityProposed => "identity_proposed",
            Self::Identified => "identified",
        }
    }

    /// Whether a reviewer still has to decide.
    #[must_use]
    pub fn is_open(&self) -> bool {
        match self {
            Self::Proposed | Self::Possible | Self::UnderReview { .. } | Self::Reopened { .. } => true,
            Self::Excluded { .. } | Self::IdentityProposed | Self::Identified => false,
        }
    }
}

/// One decision about a candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The entry.
    pub entry: EntryId,
    /// Of which record of the missing person it was said: that of the candidate, or one that was merged into it.
    pub of: PersonId,
    /// The word of the event.
    pub event: &'static str,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: Actor,
    /// How it is known, where it is said.
    pub how: Option<Means>,
    /// What they said.
    pub note: String,
}

/// That somebody said who it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityProposal {
    /// The entry.
    pub entry: EntryId,
    /// Who it is said to be.
    pub person: PersonId,
    /// Who says so.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
    /// How that is known.
    pub how: Means,
    /// On what.
    pub note: String,
    /// What a second reviewer said.
    pub standing: ProposalStanding,
}

/// What became of a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProposalStanding {
    /// Nobody else has looked.
    Open,
    /// A second reviewer says so too.
    Confirmed {
        /// Who.
        by: Actor,
        /// When.
        at: Timestamp,
        /// On what.
        note: String,
    },
    /// It is not them.
    Refused {
        /// Who says so.
        by: Actor,
        /// When.
        at: Timestamp,
        /// Why.
        reason: String,
    },
}

/// Whether it is known who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity<'a> {
    /// Nobody knows.
    Unknown,
    /// One reviewer says so.
    Proposed(&'a IdentityProposal),
    /// Two reviewers say so.
    Confirmed(&'a IdentityProposal),
}

/// That somebody was told who it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldOf {
    /// Who they are to the person.
    pub audience: Audience,
    /// Who was told.
    pub whom: String,
    /// By whom and how.
    pub how: String,
    /// When.
    pub at: Timestamp,
}

/// A notice that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentNotice {
    /// The entry.
    pub entry: EntryId,
    /// When.
    pub at: Timestamp,
    /// What, to whom.
    pub notice: Notice,
    /// Who said that they know. One acknowledgement answers every notice about the same to the same person, or to roles.
    pub acknowledged: Option<Acknowledged>,
}

impl Unidentified {
    /// The record that these entries give, as known at a moment; nothing before it was made.
    #[must_use]
    pub fn as_known_at(id: UnidentifiedId, entries: &[Entry], moment: Timestamp) -> Option<Self> {
        Self::fold(id, as_known_at(entries, moment))
    }

    /// The record that what was recorded gives. Any prefix gives one once it was made.
    #[must_use]
    pub fn fold(id: UnidentifiedId, recorded: Vec<Recorded>) -> Option<Self> {
        let (first, details) = recorded.iter().find_map(|item| match &item.event {
            Event::Unidentified(UnidentifiedEvent::Recorded { details }) => Some((item, details)),
            Event::Unidentified(_)
            | Event::Person(_)
            | Event::Incident(_)
            | Event::Episode(_)
            | Event::Placement(_)
            | Event::Meeting(_)
            | Event::Agency(_)
            | Event::Corrected(_) => None,
        })?;
        let mut record = Self {
            id,
            recorded_by: first.actor.clone(),
            recorded_at: first.recorded_at,
            details: (**details).clone(),
            photographs: Vec::new(),
            referred: None,
            candidates: BTreeMap::new(),
            proposals: Vec::new(),
            told: Vec::new(),
            notices: Vec::new(),
            closed: None,
            recorded: Vec::new(),
        };
        for item in &recorded {
            if let Event::Unidentified(event) = &item.event {
                record.apply(item, event);
            }
        }
        record.recorded = recorded;
        Some(record)
    }

    /// Whether it is known who it is: the last proposal that nobody has refused.
    #[must_use]
    pub fn identity(&self) -> Identity<'_> {
        let standing = self
            .proposals
            .iter()
            .rev()
            .find(|proposal| !matches!(proposal.standing, ProposalStanding::Refused { .. }));
        match standing {
            None => Identity::Unknown,
            Some(proposal) => match proposal.standing {
                ProposalStanding::Confirmed { .. } => Identity::Confirmed(proposal),
                ProposalStanding::Open | ProposalStanding::Refused { .. } => Identity::Proposed(proposal),
            },
        }
    }

    /// Whether a notice still says how it stands: that somebody was identified is over once it was refused.
    #[must_use]
    pub fn still_says(&self, about: &NoticeAbout) -> bool {
        match about {
            NoticeAbout::IdentityConfirmed { person } => {
                matches!(self.identity(), Identity::Confirmed(proposal) if proposal.person == *person)
            }
            NoticeAbout::IdentityRefused { person } => {
                !matches!(self.identity(), Identity::Confirmed(proposal) if proposal.person == *person)
            }
            NoticeAbout::ReferralOverdue | NoticeAbout::ExclusionReopened { .. } => true,
        }
    }

    /// When the last entry was recorded.
    #[must_use]
    pub fn last_recorded_at(&self) -> Timestamp {
        self.recorded.iter().map(|item| item.recorded_at).max().unwrap_or(self.recorded_at)
    }

    /// The entry of that id.
    #[must_use]
    pub fn find(&self, entry: EntryId) -> Option<&Recorded> {
        self.recorded.iter().find(|item| item.entry == entry)
    }

    fn apply(&mut self, item: &Recorded, event: &UnidentifiedEvent) {
        let (entry, at, actor) = (item.entry, item.happened_at, &item.actor);
        match event {
            UnidentifiedEvent::Recorded { .. } => {}
            UnidentifiedEvent::DetailsChanged { details, .. } => self.details = (**details).clone(),
            UnidentifiedEvent::PhotographAdded(photograph) => {
                self.photographs.push((entry, photograph.clone()))
            }
            UnidentifiedEvent::ReferredToNationalUnit { reference } => {
                self.referred = Some(Referred { at, reference: reference.clone() });
            }
            UnidentifiedEvent::CandidateProposed(proposed) => {
                self.candidate(proposed.person).proposed = Some((at, proposed.clone()));
            }
            UnidentifiedEvent::CandidatePossible { person, note } => {
                self.decided(item, event, *person, CandidateStanding::Possible, None, note);
            }
            UnidentifiedEvent::CandidateUnderReview { person, note } => {
                let standing = CandidateStanding::UnderReview { by: actor.clone(), since: at };
                self.decided(item, event, *person, standing, None, note);
            }
            UnidentifiedEvent::CandidateExcluded { person, how, note, facts } => {
                let standing =
                    CandidateStanding::Excluded { by: actor.clone(), at, how: *how, facts: facts.clone() };
                self.decided(item, event, *person, standing, Some(*how), note);
            }
            UnidentifiedEvent::CandidateReopened { person, changed, .. } => {
                self.reopen(item, event, *person, changed);
            }
            UnidentifiedEvent::IdentityProposed { person, how, note } => {
                self.decided(item, event, *person, CandidateStanding::IdentityProposed, Some(*how), note);
                let (by, note) = (actor.clone(), note.clone());
                let standing = ProposalStanding::Open;
                self.proposals.push(IdentityProposal {
                    entry,
                    person: *person,
                    by,
                    at,
                    how: *how,
                    note,
                    standing,
                });
            }
            UnidentifiedEvent::IdentityConfirmed { of, note } => {
                let standing = ProposalStanding::Confirmed { by: actor.clone(), at, note: note.clone() };
                self.settle(item, event, *of, standing, CandidateStanding::Identified, note);
            }
            UnidentifiedEvent::IdentityRefused { of, reason } => {
                let standing = ProposalStanding::Refused { by: actor.clone(), at, reason: reason.clone() };
                self.settle(item, event, *of, standing, CandidateStanding::Possible, reason);
            }
            UnidentifiedEvent::IdentityTold { audience, whom, how } => {
                self.told.push(ToldOf { audience: *audience, whom: whom.clone(), how: how.clone(), at });
            }
            UnidentifiedEvent::NoticeSent(notice) => {
                self.notices.push(SentNotice { entry, at, notice: notice.clone(), acknowledged: None });
            }
            UnidentifiedEvent::NoticeAcknowledged { of, note } => {
                self.acknowledge(*of, &Acknowledged { at, by: actor.clone(), note: note.clone() });
            }
            UnidentifiedEvent::Closed { outcome, .. } => self.closed = Some((*outcome, at)),
        }
    }

    fn candidate(&mut self, person: PersonId) -> &mut Candidate {
        self.candidates.entry(person).or_insert_with(|| Candidate {
            proposed: None,
            standing: CandidateStanding::Proposed,
            decisions: Vec::new(),
            apart: Vec::new(),
        })
    }

    fn decided(
        &mut self,
        item: &Recorded,
        event: &UnidentifiedEvent,
        person: PersonId,
        standing: CandidateStanding,
        how: Option<Means>,
        note: &str,
    ) {
        let decision = Decision {
            entry: item.entry,
            of: person,
            event: event.name(),
            at: item.happened_at,
            by: item.actor.clone(),
            how,
            note: note.to_owned(),
        };
        let candidate = self.candidate(person);
        candidate.standing = standing;
        candidate.decisions.push(decision);
    }

    fn reopen(
        &mut self,
        item: &Recorded,
        event: &UnidentifiedEvent,
        person: PersonId,
        changed: &[SideOfMatch],
    ) {
        let Some(CandidateStanding::Excluded { by, .. }) =
            self.candidates.get(&person).map(|candidate| candidate.standing.clone())
        else {
            return;
        };
        let standing =
            CandidateStanding::Reopened { excluded_by: by, at: item.happened_at, changed: changed.to_vec() };
        self.decided(item, event, person, standing, None, "");
    }

    fn settle(
        &mut self,
        item: &Recorded,
        event: &UnidentifiedEvent,
        of: EntryId,
        becomes: ProposalStanding,
        standing: CandidateStanding,
        note: &str,
    ) {
        let Some(proposal) = self.proposals.iter_mut().find(|proposal| proposal.entry == of) else { return };
        proposal.standing = becomes;
        let (person, how) = (proposal.person, proposal.how);
        self.decided(item, event, person, standing, Some(how), note);
    }

    fn acknowledge(&mut self, of: EntryId, known: &Acknowledged) {
        let answered = self.notices.iter().find(|sent| sent.entry == of).map(|sent| sent.notice.clone());
        let Some(answered) = answered else { return };
        // Whoever holds a case has to know of it themselves, whatever a colleague of theirs knows.
        let same = |sent: &&mut SentNotice| {
            let notice = &sent.notice;
            (&notice.about, notice.account) == (&answered.about, answered.account)
                && sent.acknowledged.is_none()
        };
        self.notices.iter_mut().filter(same).for_each(|sent| sent.acknowledged = Some(known.clone()));
    }
}
