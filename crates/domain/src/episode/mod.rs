//! An episode: one person, one time missing, from the report to the closed case.

mod closing;
mod correct;
mod decide;
mod event;
mod holding;
mod information;
mod reach;
mod report;
mod room;
mod settling;
mod standing;
mod state;
mod words;

#[cfg(test)]
mod tests;

pub use closing::{ClosesWith, closes_with, may_close, owed_after_death};
pub use correct::correct;
pub(crate) use decide::answered;
pub use decide::{GradeRules, Occasioned, decide, open};
pub use event::{Confirmation, DocumentMade, EpisodeEvent, GoverningPack, Information, Opened};
pub use holding::{HeldBy, Holding, OpenOffer, Peers, TakenOver, holdings, may_pass};
pub use information::{CameIn, came_in, information_in, last_sighting};
pub use reach::{ENTERED_LATE_AT_MOST, within_reach};
pub use report::{Check, Identifying, Report};
pub use room::{
    Acknowledged, Cover, Handover, Holder, Message, Offer, OfferStanding, Owner, Room, Sent, Task,
    TaskResult, TaskSet,
};
pub use settling::settles;
pub use state::{
    Answerable, ClosureStanding, Ending, Episode, Graded, GradedBy, JointClosure, Mash, ReturnInterview,
    Status,
};
pub use words::{
    Cause, CheckKind, CheckMade, Credibility, DeclinedBy, DocumentKind, EndOfAttempt, EpisodeSignificance,
    Held, HeldInterview, HolderNews, InterviewKind, MashRating, Origin, Referral, Significance,
    SourceReliability, Step, TaskOutcome,
};
