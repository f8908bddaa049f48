//! Taking a call: a draft that is kept while it is typed and shared within the room, the report that it becomes, and what
//! is added to it once the case is open.

mod adding;
mod again;
mod answers;
mod at_once;
mod drafts;
mod from_call;
mod likely;
mod on_record;
mod report;
mod search;
mod submit;

pub use answers::{OnRecord, ReportAnswers, ReportedPerson, Source};
pub use at_once::Attempt;
pub use drafts::{Draft, DraftSave, DraftSummary, Held};
pub(crate) use likely::Everybody;
pub use likely::{
    LikelyPerson, LikelyQuestion, Matter, Others, PossibleDuplicate, PossibleDuplicates, Reason, SaidTheSame,
    Strength, TOLD_FROM_OTHERS, Weighing, Weighs,
};
pub use search::{How, KnownOfHit, MatchWhy, PersonHit};
pub use store::DraftId;
pub use submit::Submitted;
