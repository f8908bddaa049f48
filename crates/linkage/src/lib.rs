//! Could these two records be one person? Pure computation on tables of people; it knows nothing of cases.
//!
//! Records are read ([`read`]) into columns ([`table`]); a model ([`model`]) says what the columns hold and is inferred
//! when there is none ([`infer()`]); [`link()`] finds candidates, compares them, learns what agreement is worth and scores.

mod block;
mod compare;
mod contents;
mod dates;
mod infer;
mod levels;
mod link;
pub mod model;
mod names;
mod observe;
mod places;
mod prepare;
pub mod read;
mod rules;
mod score;
mod similarity;
pub mod table;
mod train;

pub use block::RuleReport;
pub use dates::DateOrder;
pub use infer::infer;
pub use link::{LinkError, Linked, Options, ScoredPair, link};
pub use score::probability;
pub use train::{Trained, TrainedField, TrainedLevel, Verdict};
