//! An episode: one person, one time missing, from the report to the closed case.

mod decide;
mod event;
mod state;
mod words;

#[cfg(test)]
mod tests;

pub(crate) use decide::answered;
pub use decide::{GradeRules, Occasioned, correct, decide, open};
pub use event::{Confirmation, EpisodeEvent, GoverningPack, Information, Opened, Report};
pub use state::{Answerable, Ending, Episode, Graded, GradedBy, Mash, ReturnInterview, Status};
pub use words::{
    DeclinedBy, EndOfAttempt, HeldInterview, InterviewKind, MashRating, Referral, Significance, Step,
};
