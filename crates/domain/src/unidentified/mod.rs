//! Somebody living who cannot say who they are, a body, or remains: the record, who of the missing it could be, what people
//! decided about that, and the referral to the national unit after 48 hours. Pure.
//!
//! A machine proposes, people decide: whoever proposes an identity never confirms it, what was excluded stays excluded until
//! new facts are there, and what was decided on which facts can be looked up.

mod decide;
mod details;
mod elsewhere;
mod event;
mod facts;
mod grants;
mod record;
mod referral;
mod rows;
mod telling;
mod together;

#[cfg(test)]
mod tests;

pub use decide::{Review, correct, decide, record, take_over};
pub use details::{Condition, FoundSetting, FoundTo, UnidentifiedDetails, UnidentifiedKind};
pub use elsewhere::{NamedElsewhere, Saying, named_elsewhere};
pub use event::{
    Audience, Compared, Means, Notice, NoticeAbout, Outcome, ProposedCandidate, Reason, SideOfMatch,
    UnidentifiedEvent,
};
pub use facts::{FoundFacts, MissingFacts, digest, found_facts, missing_facts, still_sought};
pub use grants::of_unidentified;
pub use record::{
    Candidate, CandidateStanding, Decision, Identity, IdentityProposal, ProposalStanding, Referred,
    SentNotice, ToldOf, Unidentified,
};
pub use referral::{OWNER, PlannedNotice, REFER_AFTER_HOURS, ReferralState, refer_by, referral, to_send};
pub use rows::{CandidateRow, UnidentifiedRow, UnidentifiedStanding, project, standing};
pub use telling::told_at_once;
pub use together::{MergedRecord, StandsApart, contradict, merged_records, survivor_among};
