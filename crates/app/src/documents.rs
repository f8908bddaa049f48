//! What stands on papers, gathered: a case as its page shows it, with what a paper needs besides; everyone missing, in
//! the order in which a list names them; and the same for Safewell itself, which writes paper for the hours when nobody can
//! ask it.

use std::sync::{Arc, Mutex, PoisonError};

use domain::{
    episode::DocumentKind,
    ids::{AccountId, EpisodeId},
    person::Photograph,
    projection::{DutyRow, EpisodeRow},
};
use jiff::Timestamp;
use store::{ReadSubject, Scope};

use crate::{
    App,
    access::{Action, Denied, Existence},
    board::{Filter, Sort},
    cases::{EpisodeView, Moment, reading::episode_facts},
    identity::SignedIn,
    lists::Cursor,
    trouble::Trouble,
};

/// Rows that are read at once.
const ROWS_AT_ONCE: u32 = 500;

/// A case for a paper.
#[derive(Clone, Debug)]
pub struct CaseForPaper {
    /// The case as its page shows it, with the names of all who hold it or owe a task.
    pub view: EpisodeView,
    /// The best likeness, where there is one.
    pub likeness: Option<Likeness>,
    /// The version to name when recording that a paper was made, which happens now whatever moment it is about.
    pub version: i64,
    /// The papers that the reader may take out.
    pub papers: Vec<DocumentKind>,
}

/// A photograph with its bytes.
#[derive(Clone, Debug)]
pub struct Likeness {
    /// What is known of it.
    pub photograph: Photograph,
    /// The picture, as JPEG.
    pub bytes: Arc<[u8]>,
}

/// One line of the list of live cases.
#[derive(Clone, Debug)]
pub struct LiveCase {
    /// The case.
    pub row: EpisodeRow,
    /// Its most urgent duty.
    pub next_due: Option<DutyRow>,
}

/// Everyone missing, with their cases, as Safewell itself reads them.
#[derive(Clone, Debug)]
pub struct EverybodyMissing {
    /// One line a case, the highest risk first.
    pub list: Vec<LiveCase>,
    /// The cases in the same order.
    pub cases: Vec<CaseForPaper>,
}

/// How the last writing of paper went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PaperWritten {
    /// None was written since the start.
    #[default]
    NotYet,
    /// It was written.
    At(Timestamp),
    /// It could not be written: the paper is as old as that, or older than the start.
    Failed {
        /// When it was written last.
        last: Option<Timestamp>,
    },
}

/// Remembers how the last writing of paper went.
#[derive(Default)]
pub(crate) struct PaperKept(Mutex<PaperWritten>);

impl App {
    /// How the last writing of paper went.
    #[must_use]
    pub fn paper(&self) -> PaperWritten {
        *self.inner.paper.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers that paper was written now.
    pub fn paper_is_written(&self) {
        let at = self.clock().now();
        *self.inner.paper.0.lock().unwrap_or_else(PoisonError::into_inner) = PaperWritten::At(at);
    }

    /// Remembers that paper could not be written.
    pub fn paper_has_failed(&self) {
        let mut written = self.inner.paper.0.lock().unwrap_or_else(PoisonError::into_inner);
        let last = match *written {
            PaperWritten::NotYet => None,
            PaperWritten::At(at) => Some(at),
            PaperWritten::Failed { last } => last,
        };
        *written = PaperWritten::Failed { last };
    }

    /// A case for a paper of that kind, as it was known at a moment. The reading is logged with the moment.
    ///
    /// # Errors
    /// Denied to whoever may not read the case, may not take a paper out of it, or, for a referral, may not refer it; not then
    /// where nothing had been reported yet.
    pub async fn case_for_paper(
        &self,
        who: &SignedIn,
        id: EpisodeId,
        document: DocumentKind,
        moment: Moment,
    ) -> Result<CaseForPaper, Trouble> {
        let standpoint = self.opened(who, id, moment).await?;
        let around = self.inner.area.around();
        let facts = episode_facts(standpoint.todays(), id, &around)?;
        let may = self.may_on_episode(who, standpoint.todays(), &facts, &around);
        if let Some(action) = needed(document).iter().find(|action| !may.contains(action)) {
            let (action, of) = (action.word(), Existence::Known);
            return Err(Trouble::Denied(Denied { action, policy: None, of }));
        }
        let allowed = |kind: &DocumentKind| needed(*kind).iter().all(|action| may.contains(action));
        let papers = DocumentKind::ALL.iter().copied().filter(allowed).collect();
        let version = standpoint.todays_version();
        let view = self.episode_seen_from(standpoint, id, may, who.agency.id).await?;
        self.for_paper(view, version, papers).await
    }

    /// Everyone missing whom the actor may see, the highest risk first. The reading is logged.
    ///
    /// # Errors
    /// Denied to whoever sees no cases at all.
    pub async fn live_cases(&self, who: &SignedIn) -> Result<Vec<LiveCase>, Trouble> {
        let scope = self.inner.access.scope(&who.actor(), Action::ListEpisodes)?;
        let mut cases = self.live_in(scope.resource()).await?;
        self.rows_as_shown(who, cases.iter_mut().map(|case| &mut case.row).collect()).await?;
        if !self.reads_case_work(who) {
            cases.iter_mut().for_each(|case| case.next_due = None);
        }
        self.note_list(who, "live_cases", cases.iter().map(|case| case.row.episode.0)).await;
        Ok(cases)
    }

    /// Everyone missing, for paper that Safewell writes by itself. Whoever sets up the service decides that it is written,
    /// and who reads it; each reading is logged as Safewell's own, for the force that has the case.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn everybody_missing(&self) -> Result<EverybodyMissing, Trouble> {
        let list = self.live_in(&Scope::Everything).await?;
        let mut cases = Vec::with_capacity(list.len());
        for line in &list {
            match self.read_for_own_paper(&line.row).await {
                Ok(case) => cases.push(case),
                Err(trouble @ Trouble::Unavailable(_)) => return Err(trouble),
                // One file that cannot be read does not keep the others from the paper; the list still names it.
                Err(trouble) => {
                    tracing::error!(episode = %line.row.episode, %trouble, "a case is not on the paper");
                }
            }
        }
        Ok(EverybodyMissing { list, cases })
    }

    async fn read_for_own_paper(&self, row: &EpisodeRow) -> Result<CaseForPaper, Trouble> {
        let known = self.fetch_for_clock(row.person).await?;
        self.note_own_read(row.lead_force, ReadSubject::Episode(row.episode)).await;
        let view = self.episode_view(known, row.episode, Vec::new(), row.lead_force).await?;
        let version = view.version;
        self.for_paper(view, version, Vec::new()).await
    }

    async fn live_in(&self, scope: &Scope) -> Result<Vec<LiveCase>, Trouble> {
        let store = &self.inner.store;
        let (mut cases, mut after): (Vec<LiveCase>, Option<Cursor>) = (Vec::new(), None);
        loop {
            let page = store::Page { after, limit: ROWS_AT_ONCE };
            let listed = store.missing_now(scope, &Filter::default(), Sort::Risk, &page).await?;
            let shown: Vec<EpisodeId> = listed.rows.iter().map(|row| row.episode).collect();
            let mut next_due = store.most_urgent_duties(&shown).await?;
            cases.extend(
                listed.rows.into_iter().map(|row| LiveCase { next_due: next_due.remove(&row.episode), row }),
            );
            match listed.next {
                Some(next) => after = Some(next),
                None => return Ok(cases),
            }
        }
    }

    async fn for_paper(
        &self,
        mut view: EpisodeView,
        version: i64,
        papers: Vec<DocumentKind>,
    ) -> Result<CaseForPaper, Trouble> {
        view.actors.extend(self.names_of_accounts(people_in(&view)).await?);
        Ok(CaseForPaper { likeness: self.likeness(&view).await?, view, version, papers })
    }

    /// The best likeness; nothing where there is none, or where its picture was disposed of.
    async fn likeness(&self, view: &EpisodeView) -> Result<Option<Likeness>, Trouble> {
        let Some(photograph) = view.file.person.likeness() else {
            return Ok(None);
        };
        match self.kept_picture(&photograph.digest).await {
            Ok(bytes) => Ok(Some(Likeness { photograph: photograph.clone(), bytes: bytes.into() })),
            Err(trouble @ Trouble::Unavailable(_)) => Err(trouble),
            // A paper without its photograph is worth more than none.
            Err(trouble) => {
                tracing::error!(episode = %view.episode.id, %trouble, "a paper is made without the photograph");
                Ok(None)
            }
        }
    }
}

/// What somebody has to be permitted to make such a paper.
fn needed(document: DocumentKind) -> &'static [Action] {
    match document {
        DocumentKind::Briefing => &[Action::DocumentMade],
        DocumentKind::NationalReferral => &[Action::DocumentMade, Action::ReferredToNationalUnit],
    }
}

/// Everybody who holds the case or owes a task in it.
fn people_in(view: &EpisodeView) -> Vec<AccountId> {
    let room = &view.episode.room;
    let holders = room.holders.values().map(|holder| holder.actor.account);
    let owners = room.tasks.iter().filter_map(|set| set.task.owner.account);
    holders.chain(owners).collect()
}
