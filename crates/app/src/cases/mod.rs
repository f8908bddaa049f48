//! One case: read it, and record what happened in it.

mod act;
mod view;

mod duties;
pub(crate) mod reading;
mod timeline;

pub(crate) mod decide;
mod grades;
mod matter;
pub(crate) mod recording;

pub use act::{Act, IdempotencyKey, Purpose, Recorded, Recording, RecordingOnPerson};
pub use view::{
    ActorName, Correctable, CorrectionMade, DutyView, EpisodeView, Original, PackDuties, PersonView,
    TimelineItem,
};
