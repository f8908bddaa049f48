//! What several pages of a case show alike: who it is about, what an entry says, the history, the acts on offer.
//!
//! Drawn from values alone, so that tests can draw every state.

pub(crate) mod briefing;
pub(crate) mod came_in;
pub(crate) mod history;
pub(crate) mod hit;
pub(crate) mod holding;
pub(crate) mod identity;
pub(crate) mod likely;
pub(crate) mod likeness;
pub(crate) mod looks;
pub(crate) mod message;
pub(crate) mod missing;
pub(crate) mod offers;
pub(crate) mod past;
pub(crate) mod person;
pub(crate) mod said;
#[cfg(test)]
pub(crate) mod samples;
pub(crate) mod scene;
pub(crate) mod sight;
pub(crate) mod timeline;
pub(crate) mod tonight;
pub(crate) mod waterfall;

#[cfg(test)]
mod tests;
