//! Reports that are still being typed: saved at each step, resumed after a crash, gone once they are entries.

use domain::ids::{AccountId, AgencyId};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{Fault, Store};

/// One report that is being typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DraftId(pub Uuid);

/// A report as far as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportDraft {
    /// Its id.
    pub id: DraftId,
    /// Who types it.
    pub account: AccountId,
    /// For which agency.
    pub agency: AgencyId,
    /// Counts saves.
    pub version: i64,
    /// When it was last saved.
    pub saved_at: Timestamp,
    /// What was answered so far, as the application writes it.
    pub answers: Vec<u8>,
}

/// A draft was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DraftSaved {
    /// Its version now.
    pub version: i64,
}

/// Why a draft was not saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveDraftError {
    /// It was saved elsewhere since (another tab), or is gone because it was sent.
    #[error("the draft has changed")]
    Changed,
    /// The database did not take it.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Store {
    /// Saves a draft: a new one where `draft.version` is 0, else the one that is still at that version.
    ///
    /// # Errors
    /// When it has changed since, or the database cannot do it.
    pub async fn save_draft(&self, draft: &ReportDraft) -> Result<DraftSaved, SaveDraftError> {
        todo!("{draft:?}")
    }

    /// An account's draft.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn draft(&self, account: AccountId, id: DraftId) -> Result<Option<ReportDraft>, Fault> {
        todo!("{account} {id:?}")
    }

    /// An account's drafts, the last saved first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn drafts(&self, account: AccountId) -> Result<Vec<ReportDraft>, Fault> {
        todo!("{account}")
    }

    /// Deletes an account's draft.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn delete_draft(&self, account: AccountId, id: DraftId) -> Result<(), Fault> {
        todo!("{account} {id:?}")
    }
}
