//! People who cannot be named: their records, who of the missing they could be, and what people decide about that.
//!
//! Reading ranks everybody missing whom the reader may see, as of now. What the matcher holds likely enough to be looked at is
//! also recorded, whenever either side changes, so that it stands in the queue until somebody has decided.

mod changed;
mod clocks;
mod desk;
mod elsewhere;
mod facts;
mod import;
mod known;
mod matching;
mod merged;
mod reading;
mod recording;
mod separated;

pub use changed::{ChangedSince, FactsSince};
pub use desk::{Desk, DeskAsked, DeskRow, Elsewhere, PairView, Records, Showing, WaitsFor};
pub use import::{Fate, ROWS_AT_MOST, TakenOver};
pub use linkage::{
    read::ReadError as SheetError,
    sheet::{Sheet, SheetRow},
    unidentified as pair,
};
pub use matching::{Comparing, Ranked, RankedCandidate, feature_word};
pub use merged::{Agrees, NamesEither};
pub use reading::{CandidateView, NoticeView, Queue, UnidentifiedView, open_records};
pub use recording::{ActOnUnidentified, RecordingOnUnidentified};
pub use store::{Closed, UnidentifiedFilter};

pub(crate) use known::unidentified_row;
pub(crate) use matching::{MATCH_PERSON, MATCH_RECORD, Matching, match_again};
