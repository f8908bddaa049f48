//! Taking a call: a draft that is kept while it is typed, and the report that it becomes.

mod answers;
mod drafts;
mod from_call;
mod report;
mod search;
mod submit;

pub use answers::{ReportAnswers, ReportedPerson};
pub use drafts::{Draft, DraftSave, DraftSummary};
pub use search::{MatchWhy, PersonHit};
pub use store::DraftId;
pub use submit::Submitted;
