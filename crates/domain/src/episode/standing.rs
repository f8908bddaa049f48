//! Where an episode stands, part by part: gradings, the MASH's side, the end, the return interview, a proposal to close.

use jiff::Timestamp;

use super::{
    event::Confirmation,
    words::{DeclinedBy, HeldInterview, MashRating, Referral},
};
use crate::{
    ids::{EntryId, EpisodeId},
    ledger::Actor,
    risk::{DefinitionInForce, Grading},
};

/// A grading, by whom and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graded {
    /// The entry.
    pub entry: EntryId,
    /// When.
    pub at: Timestamp,
    /// As what it was made.
    pub by: GradedBy,
    /// The grade and what is behind it.
    pub grading: Grading,
    /// The wording in force.
    pub definition: DefinitionInForce,
    /// Who recorded it.
    pub actor: Actor,
}

/// As what a grading was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GradedBy {
    /// An officer's assessment.
    Officer,
    /// A supervisor's assessment.
    Supervisor,
    /// A supervisor's review.
    Review,
}

/// Something raised that is to be answered by another entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answerable {
    /// The entry that raised it.
    pub entry: EntryId,
    /// When.
    pub at: Timestamp,
    /// When it was answered.
    pub answered_at: Option<Timestamp>,
}

/// A proposal to close the case while the person is missing (NP 7.24).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JointClosure {
    /// The entry.
    pub entry: EntryId,
    /// When.
    pub at: Timestamp,
    /// By whom, for their agency.
    pub by: Actor,
    /// What became of it.
    pub standing: ClosureStanding,
}

/// What became of a proposal to close jointly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClosureStanding {
    /// The other side has not answered: the search goes on.
    Open,
    /// The other side agreed, and the case was closed.
    Agreed {
        /// When.
        at: Timestamp,
        /// By whom.
        by: Actor,
    },
    /// The other side did not agree.
    Refused {
        /// When.
        at: Timestamp,
        /// By whom.
        by: Actor,
        /// Why.
        reason: String,
    },
}

/// The MASH's side of an episode.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mash {
    /// It was not told.
    #[default]
    NotNotified,
    /// It was told and has not assessed.
    Notified {
        /// When.
        at: Timestamp,
        /// Its rating, once it gave one.
        rating: Option<MashRating>,
    },
    /// It has assessed.
    Assessed {
        /// When it was told.
        notified_at: Timestamp,
        /// Its last rating.
        rating: Option<MashRating>,
        /// When it assessed.
        at: Timestamp,
    },
}

/// Where an episode stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// The person is missing.
    Missing,
    /// The episode ended; what outlives it is still owed.
    Ended {
        /// When.
        at: Timestamp,
        /// How.
        how: Ending,
    },
    /// The case is closed.
    Closed {
        /// When the episode ended.
        ended_at: Timestamp,
        /// How it ended.
        how: Ending,
        /// When the case was closed.
        at: Timestamp,
    },
}

/// How an episode ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Located and well.
    Returned(Confirmation),
    /// Found dead.
    FoundDead,
    /// Closed jointly while still missing.
    ClosedJointly,
    /// Reported twice: the same time missing goes on in another case.
    CarriedOn {
        /// In which.
        in_case: EpisodeId,
    },
}

/// Where the independent return interview stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReturnInterview {
    /// Not yet held, nor declined.
    Owed,
    /// Declined; another person may hold the talk, or the manager decides.
    Declined {
        /// By whom.
        by: DeclinedBy,
        /// When.
        at: Timestamp,
    },
    /// Held by the interviewer.
    Held {
        /// When.
        at: Timestamp,
        /// What was learnt.
        interview: HeldInterview,
    },
    /// Another person held the talk.
    HeldByOther {
        /// When.
        at: Timestamp,
    },
    /// After a decline the manager decided.
    DeclineReviewed {
        /// When.
        at: Timestamp,
        /// What.
        referral: Referral,
    },
}
