//! An episode: one person, one time missing, from the report to the closed case.

mod decide;
mod event;
mod report;
mod room;
mod state;
mod words;

#[cfg(test)]
mod tests;

pub(crate) use decide::answered;
pub use decide::{GradeRules, Occasioned, correct, decide, open};
pub use event::{Confirmation, DocumentMade, EpisodeEvent, GoverningPack, Information, Opened};
pub use report::{Check, Report};
pub use room::{
    Acknowledged, Cause, Handover, Holder, Message, Offer, OfferStanding, Owner, Room, Sent, Task,
    TaskResult, TaskSet,
};
pub use state::{Answerable, Ending, Episode, Graded, GradedBy, Mash, ReturnInterview, Status};
pub use words::{
    CheckKind, CheckMade, Credibility, DeclinedBy, DocumentKind, EndOfAttempt, EpisodeSignificance,
    HeldInterview, InterviewKind, MashRating, Referral, Significance, SourceReliability, Step, TaskOutcome,
};
