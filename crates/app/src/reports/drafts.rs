//! Drafts of reports: saved at each step, resumed after a crash, gone once they are entries.

use domain::incident::IncidentClass;
use jiff::Timestamp;
use store::{DraftId, ReportDraft, SaveDraftError};
use uuid::Uuid;

use super::ReportAnswers;
use crate::{
    App,
    access::{Action, Area},
    cases::Purpose,
    identity::SignedIn,
    trouble::{Clash, Fault, Trouble},
};

/// A draft to be saved.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftSave {
    /// Which; nothing for a new one.
    pub id: Option<DraftId>,
    /// The version that was shown; 0 for a new one.
    pub version: i64,
    /// What was answered.
    pub answers: ReportAnswers,
}

/// A draft as it was saved.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Which.
    pub id: DraftId,
    /// Counts saves.
    pub version: i64,
    /// When it was saved.
    pub saved_at: Timestamp,
    /// What was answered.
    pub answers: ReportAnswers,
}

/// A draft in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftSummary {
    /// Which.
    pub id: DraftId,
    /// When it was saved.
    pub saved_at: Timestamp,
    /// What kind of matter, as far as answered.
    pub class: Option<IncidentClass>,
    /// The names of the people, as far as answered.
    pub names: Vec<String>,
}

impl App {
    /// Keeps what was answered so far.
    ///
    /// # Errors
    /// A clash where the draft was saved elsewhere meanwhile, in another window, or has been sent; denied to whoever may
    /// not take reports.
    pub async fn save_draft(&self, who: &SignedIn, save: DraftSave) -> Result<Draft, Trouble> {
        self.may_take_reports(who)?;
        let stored = ReportDraft {
            id: save.id.unwrap_or_else(|| DraftId(Uuid::now_v7())),
            account: who.account,
            agency: who.agency.id,
            version: save.version,
            saved_at: self.clock().now(),
            answers: serde_json::to_vec(&save.answers)
                .map_err(|_| Fault::broken("answers of a report cannot be written"))?,
        };
        match self.inner.store.save_draft(&stored).await {
            Ok(saved) => Ok(Draft {
                id: stored.id,
                version: saved.version,
                saved_at: stored.saved_at,
                answers: save.answers,
            }),
            Err(SaveDraftError::Changed) => {
                let now = self.inner.store.draft(who.account, stored.id).await?;
                let version = now.ok_or(Trouble::NotFound)?.version;
                Err(Trouble::Clash(Clash { since: Vec::new(), version }))
            }
            Err(SaveDraftError::Fault(fault)) => Err(fault.into()),
        }
    }

    /// A draft of this account.
    ///
    /// # Errors
    /// Not found for another account's, and once it was sent.
    pub async fn draft(&self, who: &SignedIn, id: DraftId) -> Result<Draft, Trouble> {
        self.may_take_reports(who)?;
        let stored = self.inner.store.draft(who.account, id).await?;
        read(&stored.ok_or(Trouble::NotFound)?)
    }

    /// The drafts of this account, the last saved first.
    ///
    /// # Errors
    /// Denied to whoever may not take reports.
    pub async fn drafts(&self, who: &SignedIn) -> Result<Vec<DraftSummary>, Trouble> {
        self.may_take_reports(who)?;
        let stored = self.inner.store.drafts(who.account).await?;
        stored.iter().map(|draft| read(draft).map(summary)).collect()
    }

    /// Throws a draft away.
    ///
    /// # Errors
    /// Denied to whoever may not take reports.
    pub async fn discard_draft(&self, who: &SignedIn, id: DraftId) -> Result<(), Trouble> {
        self.may_take_reports(who)?;
        Ok(self.inner.store.delete_draft(who.account, id).await?)
    }

    /// Whether this user may take reports, so that only those who may are led there.
    #[must_use]
    pub fn takes_reports(&self, who: &SignedIn) -> bool {
        self.may_take_reports(who).is_ok()
    }

    pub(super) fn may_take_reports(&self, who: &SignedIn) -> Result<(), Trouble> {
        let access = &self.inner.access;
        access.permit(&who.actor(), Action::TakeReport, &Area, Purpose::Casework)?;
        Ok(())
    }
}

fn read(stored: &ReportDraft) -> Result<Draft, Trouble> {
    Ok(Draft {
        id: stored.id,
        version: stored.version,
        saved_at: stored.saved_at,
        answers: serde_json::from_slice(&stored.answers)
            .map_err(|_| Fault::broken("a stored draft cannot be read"))?,
    })
}

fn summary(draft: Draft) -> DraftSummary {
    DraftSummary {
        id: draft.id,
        saved_at: draft.saved_at,
        class: draft.answers.class,
        names: draft.answers.people.into_iter().map(|person| person.details.name).collect(),
    }
}
