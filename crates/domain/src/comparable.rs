//! Comparable episodes: how long similar times missing lasted, how they ended, and what this person's own were like
//! (decision 0030). Base rates with their counts, for deciding where to look and what length is unusual. Nothing here grades
//! anybody, and nothing else in this crate reads it.
//!
//! [`past`] says what is known of one time missing, [`traits`] by what two are compared, [`ladder`] which are similar
//! enough, [`survival`] how long they lasted; [`figure`] names each figure, so that the episodes behind it can be listed;
//! [`indicators`] finds in a record what was said of exploitation.

mod figure;
mod indicators;
mod ladder;
mod past;
mod survival;
mod told;
mod traits;

#[cfg(test)]
mod tests;

pub use figure::Figure;
pub use indicators::{Indicator, IndicatorKind, indicators};
pub use ladder::{FEWEST, Ladder, OF_ONE_AT_MOST, Rung};
pub use past::{Ending, PastEpisode, past_episodes};
pub use survival::{Curve, Followed, Interval, Length, READ_AT_HOURS, Reading, Step};
pub use told::{FoundAt, FoundBy};
pub use traits::{Criterion, Traits};
