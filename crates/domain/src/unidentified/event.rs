//! What can happen to the record of somebody who cannot be named.

use serde::{Deserialize, Serialize};

use super::details::UnidentifiedDetails;
use crate::{
    closed_sets::words,
    ids::{AccountId, AgencyId, EntryId, EpisodeId, PersonId},
    person::Photograph,
};

words! {
    /// By what somebody is excluded or identified.
    Means {
        /// Teeth.
        Dental = "dental",
        /// DNA.
        Dna = "dna",
        /// Fingerprints.
        Fingerprints = "fingerprints",
        /// Somebody who knows them looked.
        Visual = "visual",
        /// Where, when and how it happened.
        Circumstances = "circumstances",
    }
}

words! {
    /// Which side of a match has new facts.
    SideOfMatch {
        /// The missing person's record.
        Missing = "missing",
        /// The record of whoever was found.
        Found = "found",
    }
}

words! {
    /// Who was told.
    Audience {
        /// The family.
        Family = "family",
        /// Whoever cares or cared for the person.
        Carers = "carers",
        /// The coroner.
        Coroner = "coroner",
        /// Another agency.
        Agency = "agency",
    }
}

words! {
    /// How the record came to its end.
    Outcome {
        /// It is known who they are.
        Identified = "identified",
        /// They are somebody of whom no record is kept here.
        IdentifiedElsewhere = "identified_elsewhere",
        /// It was recorded by mistake, or twice.
        RecordedByMistake = "recorded_by_mistake",
    }
}

/// The facts of both sides as they were when somebody or something judged them, each as the digest of what was known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// Of the missing person.
    pub missing: String,
    /// Of whoever was found.
    pub found: String,
}

/// One reason for or against, as the model gives it: a reader looks its words up in the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// What was compared, such as `marks`.
    pub feature: String,
    /// How the two stand to each other, such as `agrees`.
    pub finding: String,
    /// What it weighs, in hundredths of a bit: positive speaks for, negative against.
    pub weight_hundredths: i32,
}

/// Somebody missing whom the matcher proposes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedCandidate {
    /// Who.
    pub person: PersonId,
    /// In which time missing.
    pub episode: EpisodeId,
    /// How much speaks for it, in hundredths of a bit.
    pub weight_hundredths: i32,
    /// Which version of which model says so.
    pub model: String,
    /// On which facts.
    pub facts: Compared,
    /// The reasons that weigh most.
    pub reasons: Vec<Reason>,
}

/// What somebody is told of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum NoticeAbout {
    /// Nobody has referred them to the national unit in time.
    ReferralOverdue,
    /// Facts have changed since they excluded somebody.
    ExclusionReopened {
        /// Whom.
        person: PersonId,
    },
    /// Two have said who it is, and the search for that person goes on until it is recorded that they were found.
    IdentityConfirmed {
        /// Who.
        person: PersonId,
    },
    /// It is not the person of whom that was said.
    IdentityRefused {
        /// Who was said.
        person: PersonId,
    },
}

/// Something that somebody has to know and say that they know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// What it is about.
    #[serde(flatten)]
    pub about: NoticeAbout,
    /// Whose turn it is: 0 for whoever is told first, 1 on their silence.
    pub rung: u16,
    /// The role that is told.
    pub to: String,
    /// The person, where one is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
    /// The agency whose role or person is told; nothing where it is the one that made the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<AgencyId>,
}

/// What can happen to the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum UnidentifiedEvent {
    /// The record was made.
    Recorded {
        /// What is known.
        #[serde(flatten)]
        details: Box<UnidentifiedDetails>,
    },
    /// The record was changed; the whole of it as it stands from now on.
    DetailsChanged {
        /// What is known now.
        #[serde(flatten)]
        details: Box<UnidentifiedDetails>,
        /// Why, and from whom.
        reason: String,
    },
    /// A photograph was added, of a face that can be shown or of a thing.
    PhotographAdded(Photograph),
    /// The national unit was told.
    ReferredToNationalUnit {
        /// Its reference; empty while it has given none.
        #[serde(default)]
        reference: String,
    },
    /// The matcher proposes somebody missing.
    CandidateProposed(ProposedCandidate),
    /// A reviewer holds it possible that it is them.
    CandidatePossible {
        /// Who.
        person: PersonId,
        /// Why.
        note: String,
    },
    /// A reviewer looks into whether it is them.
    CandidateUnderReview {
        /// Who.
        person: PersonId,
        /// What is being done.
        #[serde(default)]
        note: String,
    },
    /// It is not them.
    CandidateExcluded {
        /// Who.
        person: PersonId,
        /// How that is known.
        how: Means,
        /// What was found.
        note: String,
        /// The facts that were known.
        #[serde(default)]
        facts: Compared,
    },
    /// Facts have changed since somebody was excluded: whoever excluded them looks again.
    CandidateReopened {
        /// Who.
        person: PersonId,
        /// Whose facts have changed.
        changed: Vec<SideOfMatch>,
        /// The facts that are known now.
        facts: Compared,
    },
    /// A first reviewer says who it is.
    IdentityProposed {
        /// Who.
        person: PersonId,
        /// How that is known.
        how: Means,
        /// On what.
        note: String,
    },
    /// A second reviewer says so too.
    IdentityConfirmed {
        /// The proposal.
        of: EntryId,
        /// On what.
        note: String,
    },
    /// It is not them after all: a second reviewer does not agree, or a confirmed identity turned out wrong.
    IdentityRefused {
        /// The proposal.
        of: EntryId,
        /// Why.
        reason: String,
    },
    /// Somebody was told who it is.
    IdentityTold {
        /// Who they are to the person.
        audience: Audience,
        /// Who was told.
        whom: String,
        /// By whom and how: in person, by telephone.
        how: String,
    },
    /// Safewell told somebody of it.
    NoticeSent(Notice),
    /// Somebody who was told says that they know.
    NoticeAcknowledged {
        /// The entry that told them.
        of: EntryId,
        /// What they do about it.
        #[serde(default)]
        note: String,
    },
    /// The record came to its end.
    Closed {
        /// How.
        outcome: Outcome,
        /// What there is to say of it.
        summary: String,
    },
}

impl UnidentifiedEvent {
    /// What it says of whoever was found, where it says what they are like.
    #[must_use]
    pub fn details(&self) -> Option<&UnidentifiedDetails> {
        match self {
            Self::Recorded { details } | Self::DetailsChanged { details, .. } => Some(details),
            Self::PhotographAdded(_)
            | Self::ReferredToNationalUnit { .. }
            | Self::CandidateProposed(_)
            | Self::CandidatePossible { .. }
            | Self::CandidateUnderReview { .. }
            | Self::CandidateExcluded { .. }
            | Self::CandidateReopened { .. }
            | Self::IdentityProposed { .. }
            | Self::IdentityConfirmed { .. }
            | Self::IdentityRefused { .. }
            | Self::IdentityTold { .. }
            | Self::NoticeSent(_)
            | Self::NoticeAcknowledged { .. }
            | Self::Closed { .. } => None,
        }
    }

    /// The word that stands for the event in the ledger.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Recorded { .. } => "unidentified_recorded",
            Self::DetailsChanged { .. } => "unidentified_details_changed",
            Self::PhotographAdded(_) => "unidentified_photograph_added",
            Self::ReferredToNationalUnit { .. } => "unidentified_referred",
            Self::CandidateProposed(_) => "candidate_proposed",
            Self::CandidatePossible { .. } => "candidate_possible",
            Self::CandidateUnderReview { .. } => "candidate_under_review",
            Self::CandidateExcluded { .. } => "candidate_excluded",
            Self::CandidateReopened { .. } => "candidate_reopened",
            Self::IdentityProposed { .. } => "identity_proposed",
            Self::IdentityConfirmed { .. } => "identity_confirmed",
            Self::IdentityRefused { .. } => "identity_refused",
            Self::IdentityTold { .. } => "identity_told",
            Self::NoticeSent(_) => "unidentified_notice_sent",
            Self::NoticeAcknowledged { .. } => "unidentified_notice_acknowledged",
            Self::Closed { .. } => "unidentified_closed",
        }
    }
}
