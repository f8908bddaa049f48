//! One case: read it, and record what happened in it.

mod act;
mod view;

mod alike;
mod briefing;
mod compare;
mod duties;
pub(crate) mod moment;
pub(crate) mod reading;
mod seen;
mod timeline;

pub(crate) mod decide;
mod grades;
mod matter;
mod naming;
mod owners;
mod passing;
mod rating;
pub(crate) mod recording;
mod retelling;
mod settling;

pub use act::{Act, IdempotencyKey, OfOthers, Purpose, Recorded, Recording, RecordingOnPerson, Seen};
pub use briefing::{Briefing, First};
pub use compare::{
    Change, Comparison, Course, Heard, Landmark, LandmarkKind, MessagesStand, TaskStands, Was,
};
pub use duties::WhichDuty;
pub use moment::{Moment, NotThen, Past, RecordedStep, StepEntry, StepKind, Stepping};
pub(crate) use owners::Staff;
pub use owners::{Colleague, Entrusted};
pub use retelling::Retelling;
pub use seen::{ReaderOf, SeenBy};
pub use view::{
    ActorName, Correctable, CorrectionMade, DutyView, EpisodeView, Level, Original, PackDuties, PersonView,
    TimelineItem,
};
