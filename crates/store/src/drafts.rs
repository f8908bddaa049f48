//! Reports that are still being typed: shared within an agency, saved at each pause, resumed after a crash, gone once they
//! are entries.

use domain::{
    ids::{AccountId, AgencyId, IncidentId},
    ledger::Stream,
};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    Fault, Store,
    sql::{Row, Statement, sql},
};

/// One report that is being typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DraftId(pub Uuid);

/// A report as far as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportDraft {
    /// Its id.
    pub id: DraftId,
    /// Who types it at present.
    pub account: AccountId,
    /// For which agency.
    pub agency: AgencyId,
    /// Counts saves.
    pub version: i64,
    /// When it was last saved.
    pub saved_at: Timestamp,
    /// What was answered so far, as the application writes it.
    pub answers: Vec<u8>,
    /// Who typed it, in turn, as the application writes it.
    pub typists: Vec<u8>,
    /// From which open window it was saved last; empty where nobody says.
    pub saved_from: String,
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
    /// It was saved elsewhere since (another tab), somebody else has taken it over, or it is gone because it was sent.
    #[error("the draft has changed")]
    Changed,
    /// The database did not take it.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Store {
    /// Saves a draft: a new one where `draft.version` is 0, else the one that is still at that version. A window that saved
    /// it last may save it again whatever the version: the answer to that save may have been lost on the way.
    ///
    /// # Errors
    /// When it has changed since, or the database cannot do it.
    pub async fn save_draft(&self, draft: &ReportDraft) -> Result<DraftSaved, SaveDraftError> {
        let mut tx = self.pools.begin().await?;
        let begun = if draft.version == 0 { tx.run(inserted(draft)).await? } else { 0 };
        // INVARIANT: a call taken from a draft has the draft's id. Looked for after the insertion, which on PostgreSQL waits for
        // whoever sends the draft at this moment: what was sent never comes back as a draft.
        if begun == 1 && tx.first(call_of(draft.id)).await?.is_some() {
            return Err(SaveDraftError::Changed);
        }
        if begun == 0 && tx.run(updated(draft)).await? == 0 {
            return Err(SaveDraftError::Changed);
        }
        let found = tx.first(sql("SELECT version FROM draft WHERE id = $1").bind(draft.id.0)).await?;
        let version = found.ok_or(SaveDraftError::Changed)?.number("version")?;
        tx.commit().await?;
        Ok(DraftSaved { version })
    }

    /// Gives a draft to somebody else of its agency to go on with, as long as it is with whom they saw it.
    ///
    /// # Errors
    /// When somebody else has taken it over meanwhile or it is gone, or the database cannot do it.
    pub async fn take_draft_over(
        &self,
        id: DraftId,
        from: AccountId,
        to: AccountId,
        typists: &[u8],
    ) -> Result<(), SaveDraftError> {
        let taken = sql("UPDATE draft SET account_id = $1, typists = $2, saved_from = ''
            WHERE id = $3 AND account_id = $4")
        .bind(to.0)
        .bind(typists)
        .bind(id.0)
        .bind(from.0);
        if self.write(taken).await? == 0 { Err(SaveDraftError::Changed) } else { Ok(()) }
    }

    /// A draft of an agency.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn draft(&self, agency: AgencyId, id: DraftId) -> Result<Option<ReportDraft>, Fault> {
        let row = self
            .pools
            .first(
                sql("SELECT id, account_id, agency_id, version, saved_at, answers, typists, saved_from FROM draft
                    WHERE id = $1 AND agency_id = $2")
                .bind(id.0)
                .bind(agency.0),
            )
            .await?;
        row.map(|row| report_draft(&row)).transpose()
    }

    /// An agency's drafts, the last saved first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn drafts(&self, agency: AgencyId) -> Result<Vec<ReportDraft>, Fault> {
        let rows = self
            .pools
            .all(
                sql("SELECT id, account_id, agency_id, version, saved_at, answers, typists, saved_from FROM draft
                    WHERE agency_id = $1
                    ORDER BY saved_at DESC, id DESC")
                .bind(agency.0),
            )
            .await?;
        rows.iter().map(report_draft).collect()
    }

    /// Deletes a draft that is with this account.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn delete_draft(&self, account: AccountId, id: DraftId) -> Result<(), Fault> {
        self.write(sql("DELETE FROM draft WHERE id = $1 AND account_id = $2").bind(id.0).bind(account.0))
            .await
            .map(|_| ())
    }
}

fn inserted(draft: &ReportDraft) -> Statement {
    sql("INSERT INTO draft (id, account_id, agency_id, version, saved_at, answers, typists, saved_from)
        VALUES ($1, $2, $3, 1, $4, $5, $6, $7)
        ON CONFLICT (id) DO NOTHING")
    .bind(draft.id.0)
    .bind(draft.account.0)
    .bind(draft.agency.0)
    .bind(draft.saved_at)
    .bind(draft.answers.as_slice())
    .bind(draft.typists.as_slice())
    .bind(draft.saved_from.as_str())
}

fn call_of(id: DraftId) -> Statement {
    let call = Stream::Incident(IncidentId(id.0));
    sql("SELECT version FROM entry WHERE stream_id = $1 AND stream_kind = $2 AND version = 1")
        .bind(call.id())
        .bind(call.kind())
}

fn updated(draft: &ReportDraft) -> Statement {
    sql("UPDATE draft SET version = version + 1, saved_at = $1, answers = $2, saved_from = $3
        WHERE id = $4 AND account_id = $5 AND (version = $6 OR (saved_from <> '' AND saved_from = $3))")
    .bind(draft.saved_at)
    .bind(draft.answers.as_slice())
    .bind(draft.saved_from.as_str())
    .bind(draft.id.0)
    .bind(draft.account.0)
    .bind(draft.version)
}

fn report_draft(row: &Row) -> Result<ReportDraft, Fault> {
    Ok(ReportDraft {
        id: DraftId(row.uuid("id")?),
        account: AccountId(row.uuid("account_id")?),
        agency: AgencyId(row.uuid("agency_id")?),
        version: row.number("version")?,
        saved_at: row.instant("saved_at")?,
        answers: row.bytes("answers")?,
        typists: row.bytes("typists")?,
        saved_from: row.text("saved_from")?,
    })
}
