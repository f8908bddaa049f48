//! Could these two records be one person? Pure computation on tables of people; it knows nothing of cases.
//!
//! Records are read ([`read`]) into columns ([`table`]); a model ([`model`]) says what the columns hold and is inferred
//! when there is none ([`infer()`]); [`link()`] finds candidates, compares them, learns what agreement is worth and scores.
//! [`cluster()`] joins records into people, [`Linked::explain`] says why a pair has its weight, and [`calibration()`]
//! whether probabilities mean what they say. [`standing`] keeps a register in memory and says in a moment who of it a
//! record may be; [`search`] finds a person by a name as somebody remembers it; [`unidentified`] says who of the missing
//! somebody without a name could be. Nothing here touches a file: that is for whoever calls.

pub mod read;
pub mod sheet;
pub mod table;

mod contents;
mod headings;
mod infer;
pub mod model;

mod dates;
mod keystrokes;
mod names;
mod places;
mod recent;
mod similarity;

mod births;
mod block;
mod bounded;
mod compare;
mod copies;
mod faults;
mod fields;
mod keys;
mod levels;
mod link;
mod prepare;
mod rarity;
mod rules;
mod values;

mod observe;
mod score;
mod train;
mod unread;

mod calibration;
mod cluster;
mod explain;

pub mod search;
pub mod standing;
pub mod unidentified;

pub use block::{LeftOut, RuleReport};
pub use calibration::{Bin, Calibration, calibration};
pub use cluster::{Clusters, Conflict, KeptApart, Multiplicity, cluster};
pub use dates::DateOrder;
pub use explain::{Explanation, FieldEvidence};
pub use fields::Belongs;
pub use infer::infer;
pub use link::{LinkError, Linked, Options, ScoredPair, Step, link, link_telling};
pub use names::{Alike, heard_alike, is_no_name, is_not_used, name_before_remark, names_alike};
pub use places::telephone;
pub use score::probability;
pub use train::{Trained, TrainedField, TrainedLevel, Verdict};
pub use unread::{Unread, unread};
