//! Drafts of reports: shared within the room, saved at each pause, taken over with a trace, gone once they are entries.

use domain::{
    episode::Report,
    ids::{EpisodeId, PersonId},
    incident::{IncidentClass, Typist},
    projection::Surroundings as _,
};
use jiff::Timestamp;
use store::{DraftId, ReportDraft, SaveDraftError};
use uuid::Uuid;

use super::ReportAnswers;
use crate::{
    App,
    access::{Action, Area, PersonFacts},
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
    /// With whom it is.
    pub held: Held,
    /// Who typed it, in turn: whoever began it, then whoever took it over.
    pub typists: Vec<Typist>,
}

/// With whom a draft is at present.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// The user goes on with it.
    ByUser,
    /// A colleague does, until somebody takes it over.
    ByColleague,
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
    /// The running case that it adds to.
    pub adds_to: Option<EpisodeId>,
    /// With whom it is.
    pub held: Held,
    /// Who typed it, in turn.
    pub typists: Vec<Typist>,
}

impl App {
    /// Keeps what was answered so far.
    ///
    /// # Errors
    /// A clash where the draft was saved elsewhere meanwhile, in another window, was taken over by a colleague, or has been
    /// sent; denied to whoever may not take reports.
    pub async fn save_draft(&self, who: &SignedIn, save: DraftSave) -> Result<Draft, Trouble> {
        self.save_draft_from(who, save, "").await
    }

    /// The same from an open window that says which it is: what it saved last it may save again, whatever the version, for the
    /// answer that told it the version may have been lost with the connection. A form that is sent twice as it stands is saved
    /// once; any other save with a version that is old is a clash.
    ///
    /// # Errors
    /// As [`App::save_draft`].
    pub async fn save_draft_from(
        &self,
        who: &SignedIn,
        save: DraftSave,
        window: &str,
    ) -> Result<Draft, Trouble> {
        self.may_take_reports(who)?;
        let id = save.id.unwrap_or_else(|| DraftId(Uuid::now_v7()));
        let now = self.clock().now();
        let stored = ReportDraft {
            id,
            account: who.account,
            agency: who.agency.id,
            version: save.version,
            saved_at: now,
            answers: written(&save.answers)?,
            typists: written(&[Typist { account: who.account, name: who.name.clone(), since: now }])?,
            saved_from: window.to_owned(),
        };
        match self.inner.store.save_draft(&stored).await {
            Ok(_) => self.draft(who, id).await,
            Err(SaveDraftError::Changed) => {
                let clash = self.clash_over(who, id).await?;
                let there = self.draft(who, id).await?;
                let saved_alike = there.held == Held::ByUser && there.answers == save.answers;
                if saved_alike { Ok(there) } else { Err(clash) }
            }
            Err(SaveDraftError::Fault(fault)) => Err(fault.into()),
        }
    }

    /// Goes on with a draft that a colleague began, in one step. Who had it before stays on it.
    ///
    /// # Errors
    /// A clash where another colleague has taken it over meanwhile; not found for another agency's draft, and once it was
    /// sent; denied to whoever may not see the record of somebody in it.
    pub async fn take_over_draft(&self, who: &SignedIn, id: DraftId) -> Result<Draft, Trouble> {
        let before = self.draft(who, id).await?;
        let holder = before.typists.last().map_or(who.account, |typist| typist.account);
        if holder == who.account {
            return Ok(before);
        }
        let mut typists = before.typists;
        typists.push(Typist { account: who.account, name: who.name.clone(), since: self.clock().now() });
        match self.inner.store.take_draft_over(id, holder, who.account, &written(&typists)?).await {
            Ok(()) => self.asked_anew(who, self.draft(who, id).await?).await,
            Err(SaveDraftError::Changed) => Err(self.clash_over(who, id).await?),
            Err(SaveDraftError::Fault(fault)) => Err(fault.into()),
        }
    }

    /// That somebody likely known is somebody else is said by whoever sends a report: a colleague's answer is asked again.
    async fn asked_anew(&self, who: &SignedIn, draft: Draft) -> Result<Draft, Trouble> {
        let mut answers = draft.answers.clone();
        for person in &mut answers.people {
            person.not_the_same_as.clear();
            person.not_reported_as.clear();
            person.the_same_as.clear();
            person.may_be_the_same_as.clear();
        }
        if answers == draft.answers {
            return Ok(draft);
        }
        self.save_draft(who, DraftSave { id: Some(draft.id), version: draft.version, answers }).await
    }

    /// A draft of the user's agency. To read a colleague's takes the right to see whom it is about.
    ///
    /// # Errors
    /// Not found for another agency's, and once it was sent; denied where the user may not see somebody in it.
    pub async fn draft(&self, who: &SignedIn, id: DraftId) -> Result<Draft, Trouble> {
        self.may_take_reports(who)?;
        let stored = self.inner.store.draft(who.agency.id, id).await?;
        let draft = self.read_draft(who, stored.ok_or(Trouble::NotFound)?).await?;
        if draft.held == Held::ByColleague {
            for person in on_record(&draft.answers) {
                self.person(who, person).await?;
            }
        }
        Ok(draft)
    }

    /// The drafts of the user's agency, the last saved first. A draft about somebody whose record the user may not see
    /// is not among them, nor one in which nothing was typed.
    ///
    /// # Errors
    /// Denied to whoever may not take reports.
    pub async fn drafts(&self, who: &SignedIn) -> Result<Vec<DraftSummary>, Trouble> {
        self.may_take_reports(who)?;
        let mut drafts = Vec::new();
        for stored in self.inner.store.drafts(who.agency.id).await? {
            drafts.push(self.read_draft(who, stored).await?);
        }
        let others = drafts.iter().filter(|draft| draft.held == Held::ByColleague);
        let named: Vec<PersonId> = others.flat_map(|draft| on_record(&draft.answers)).collect();
        let files = self.files_as_stored(&named).await?;
        let around = self.inner.area.around();
        let access = &self.inner.access;
        let sees = |person: PersonId| {
            files.get(&person).is_some_and(|known| {
                let facts = PersonFacts::of(&known.file, around.agencies());
                access.permit(&who.actor(), Action::ViewPerson, &facts, Purpose::Casework).is_ok()
            })
        };
        drafts.retain(|draft| draft.held == Held::ByUser || on_record(&draft.answers).all(sees));
        drafts.retain(|draft| !draft.answers.is_untouched());
        Ok(drafts.into_iter().map(summary).collect())
    }

    /// Throws a draft away that is with the user.
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

    /// What the user is told where a draft was not saved as they saw it; not found once it is gone.
    pub(super) async fn clash_over(&self, who: &SignedIn, id: DraftId) -> Result<Trouble, Trouble> {
        let now = self.inner.store.draft(who.agency.id, id).await?.ok_or(Trouble::NotFound)?;
        Ok(Trouble::Clash(Clash { since: Vec::new(), version: now.version, facts: None }))
    }

    async fn read_draft(&self, who: &SignedIn, stored: ReportDraft) -> Result<Draft, Trouble> {
        let broken = |_| Fault::broken("a stored draft cannot be read");
        let mut typists: Vec<Typist> = match stored.typists.as_slice() {
            [] => Vec::new(),
            written => serde_json::from_slice(written).map_err(broken)?,
        };
        // Begun before it was kept who types a draft.
        if typists.last().is_none_or(|typist| typist.account != stored.account) {
            let name = self.actor_name(stored.account).await?.map(|actor| actor.name).unwrap_or_default();
            typists.push(Typist { account: stored.account, name, since: stored.saved_at });
        }
        Ok(Draft {
            id: stored.id,
            version: stored.version,
            saved_at: stored.saved_at,
            answers: serde_json::from_slice(&stored.answers).map_err(broken)?,
            held: if stored.account == who.account { Held::ByUser } else { Held::ByColleague },
            typists,
        })
    }
}

impl Draft {
    /// Who types it at present, and since when.
    #[must_use]
    pub fn holder(&self) -> Option<&Typist> {
        self.typists.last()
    }

    /// Who typed it, as the entries say it: where it passed from one to another.
    pub(super) fn trace(&self) -> Vec<Typist> {
        if self.typists.len() > 1 { self.typists.clone() } else { Vec::new() }
    }

    /// What was told of one person, with the trace of who typed it.
    pub(super) fn traced(&self, report: Report) -> Report {
        Report { typed_by: self.trace(), ..report }
    }
}

fn written<T: serde::Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, Trouble> {
    serde_json::to_vec(value).map_err(|_| Fault::broken("a draft of a report cannot be written").into())
}

/// Whom among those reported the draft names on record.
fn on_record(answers: &ReportAnswers) -> impl Iterator<Item = PersonId> {
    answers.people.iter().filter_map(|person| person.existing)
}

fn summary(draft: Draft) -> DraftSummary {
    DraftSummary {
        id: draft.id,
        saved_at: draft.saved_at,
        class: draft.answers.class,
        adds_to: draft.answers.adds_to,
        names: draft.answers.people.into_iter().map(|person| person.details.name).collect(),
        held: draft.held,
        typists: draft.typists,
    }
}
