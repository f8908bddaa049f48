//! Papers made a moment ago: a button that is pressed twice gives one paper, recorded once, and each press gets that file.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use app::{IdempotencyKey, Moment, SignedIn};
use documents::Pdf;
use domain::episode::DocumentKind;
use domain::ids::{AccountId, EpisodeId};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::OnceCell;

use crate::problem::Problem;

/// A second press comes within seconds, a lost answer is asked for again within minutes; longer nothing of a case stays.
const KEPT_FOR: SignedDuration = SignedDuration::from_mins(10);

/// Papers that are kept at once; the oldest goes.
const KEPT_AT_MOST: usize = 32;

/// What a paper is of.
pub(super) type What = (EpisodeId, DocumentKind, Moment);

/// A paper that was made and recorded.
pub(super) struct Made {
    /// What it is of.
    pub(super) what: What,
    /// The file.
    pub(super) pdf: Pdf,
    /// The version of the case with the entry that it was made.
    pub(super) version: i64,
}

/// The papers of the last minutes, by who asked for them under which key.
#[derive(Default)]
pub(crate) struct KeptPapers(Mutex<VecDeque<Kept>>);

struct Kept {
    account: AccountId,
    key: String,
    since: Timestamp,
    paper: Arc<OnceCell<Made>>,
}

impl KeptPapers {
    /// The paper made under that key, by `make` where there is none. Of presses at once one makes it and the others wait.
    ///
    /// # Errors
    /// What `make` says; the key used before where it made a paper of something else.
    pub(super) async fn paper(
        &self,
        who: &SignedIn,
        key: &IdempotencyKey,
        (what, now): (What, Timestamp),
        make: impl Future<Output = Result<Made, Problem>>,
    ) -> Result<Arc<OnceCell<Made>>, Problem> {
        let place = self.place(who.account, key, now);
        let made = place.get_or_try_init(|| make).await?;
        if made.what == what { Ok(place) } else { Err(Problem::KeyUsedBefore) }
    }

    fn place(&self, account: AccountId, key: &IdempotencyKey, now: Timestamp) -> Arc<OnceCell<Made>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|kept| now.duration_since(kept.since) < KEPT_FOR);
        if let Some(known) = kept.iter().find(|kept| kept.account == account && kept.key == key.as_str()) {
            return known.paper.clone();
        }
        if kept.len() == KEPT_AT_MOST {
            kept.pop_front();
        }
        let paper = Arc::default();
        let key = key.as_str().to_owned();
        kept.push_back(Kept { account, key, since: now, paper: Arc::clone(&paper) });
        paper
    }
}
