//! Duties and their clocks: a pure function of a protocol pack, the calendar, a case and an as-of time.
//!
//! Read in this order: [`case`] and [`event`] are what the engine is told; [`pack`] is what an area
//! decides, [`read`] makes it from `protocols/*.toml` and [`packs`] keeps the versions; [`engine`]
//! works out the duties, rule by rule, over a `view` of what was known; [`next_change`] says when to look again;
//! [`telling`] and [`ladder`] say who is told of what and who is told next; [`explain`] says why; [`recurring`] is the same for duties of an agency; [`scenario`] reads cases from files.

pub use engine::evaluate;
pub use next_change::next_change;
pub use packs::Packs;

pub mod bank_holidays;
pub mod calendar;
pub mod case;
pub mod change;
mod conditions;
mod due;
pub mod duty;
pub mod engine;
pub mod event;
pub mod explain;
pub mod grading;
pub mod ladder;
mod meetings;
pub mod next_change;
pub mod office;
mod owners;
pub mod pack;
pub mod packs;
pub mod read;
pub mod recurring;
mod repeats;
pub mod rhythm;
pub mod roles;
pub mod scenario;
pub mod task_lists;
pub mod telling;
mod triggers;
pub mod untimed;
mod view;
