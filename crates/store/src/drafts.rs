//! Reports that are still being typed: saved at each step, resumed after a crash, gone once they are entries.

use domain::ids::{AccountId, AgencyId};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    Fault, Store,
    sql::{Row, sql},
};

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
        let saved = if draft.version == 0 {
            sql("INSERT INTO draft (id, account_id, agency_id, version, saved_at, answers)
                VALUES ($1, $2, $3, 1, $4, $5)
                ON CONFLICT (id) DO NOTHING")
            .bind(draft.id.0)
            .bind(draft.account.0)
            .bind(draft.agency.0)
            .bind(draft.saved_at)
            .bind(draft.answers.as_slice())
        } else {
            sql("UPDATE draft SET version = version + 1, saved_at = $1, answers = $2
                WHERE id = $3 AND account_id = $4 AND version = $5")
            .bind(draft.saved_at)
            .bind(draft.answers.as_slice())
            .bind(draft.id.0)
            .bind(draft.account.0)
            .bind(draft.version)
        };
        match self.write(saved).await? {
            0 => Err(SaveDraftError::Changed),
            _ => Ok(DraftSaved { version: draft.version + 1 }),
        }
    }

    /// An account's draft.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn draft(&self, account: AccountId, id: DraftId) -> Result<Option<ReportDraft>, Fault> {
        let row = self
            .pools
            .first(
                sql("SELECT id, account_id, agency_id, version, saved_at, answers FROM draft
                    WHERE id = $1 AND account_id = $2")
                .bind(id.0)
                .bind(account.0),
            )
            .await?;
        row.map(|row| report_draft(&row)).transpose()
    }

    /// An account's drafts, the last saved first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn drafts(&self, account: AccountId) -> Result<Vec<ReportDraft>, Fault> {
        let rows = self
            .pools
            .all(
                sql("SELECT id, account_id, agency_id, version, saved_at, answers FROM draft
                    WHERE account_id = $1
                    ORDER BY saved_at DESC, id DESC")
                .bind(account.0),
            )
            .await?;
        rows.iter().map(report_draft).collect()
    }

    /// Deletes an account's draft.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn delete_draft(&self, account: AccountId, id: DraftId) -> Result<(), Fault> {
        self.write(sql("DELETE FROM draft WHERE id = $1 AND account_id = $2").bind(id.0).bind(account.0))
            .await
            .map(|_| ())
    }
}

fn report_draft(row: &Row) -> Result<ReportDraft, Fault> {
    Ok(ReportDraft {
        id: DraftId(row.uuid("id")?),
        account: AccountId(row.uuid("account_id")?),
        agency: AgencyId(row.uuid("agency_id")?),
        version: row.number("version")?,
        saved_at: row.instant("saved_at")?,
        answers: row.bytes("answers")?,
    })
}
