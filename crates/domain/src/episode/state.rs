//! An episode as its stream tells it. A status carries what is true only then.

use jiff::Timestamp;

pub use super::standing::{
    Answerable, ClosureStanding, Ending, Graded, GradedBy, JointClosure, Mash, ReturnInterview, Status,
};
use super::{
    event::{EpisodeEvent, GoverningPack, Opened},
    report::Report,
    room::Room,
    words::{EpisodeSignificance, HeldInterview, MashRating, Step},
};
use crate::{
    ids::{AgencyId, EntryId, EpisodeId},
    incident::IncidentClass,
    ledger::Actor,
    risk::{Assessor, Grade},
};

/// One time missing of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Episode {
    /// Its id.
    pub id: EpisodeId,
    /// The report.
    pub opened: Opened,
    /// When police were told.
    pub reported_at: Timestamp,
    /// The agency that took the report: a home that rings sees what became of it.
    pub taken_by: AgencyId,
    /// The packs that govern it now.
    pub governed_by: Vec<GoverningPack>,
    /// Agencies that were asked in.
    pub partners: Vec<AgencyId>,
    /// Each grading in the order of time.
    pub gradings: Vec<Graded>,
    /// Each officer sent.
    pub deployments: Vec<(Timestamp, String)>,
    /// The investigating officer.
    pub investigating_officer: Option<String>,
    /// The MASH's side.
    pub mash: Mash,
    /// Steps taken.
    pub steps: Vec<(Step, Timestamp)>,
    /// When it was referred to the national unit.
    pub referred_to_national_unit: Option<Timestamp>,
    /// Disagreements about risk.
    pub disagreements: Vec<Answerable>,
    /// Crimes that the child told of.
    pub crimes: Vec<Answerable>,
    /// Returns that somebody reported.
    pub reported_returns: Vec<Answerable>,
    /// Where it stands.
    pub status: Status,
    /// The prevention interview, once held.
    pub prevention_interview: Option<(Timestamp, HeldInterview)>,
    /// The independent return interview.
    pub return_interview: ReturnInterview,
    /// What is known of what the report asks: the report, and what was added since.
    pub report: Report,
    /// What kinds of matter it was found to be, each with when; the call says what it was thought to be first.
    pub classes: Vec<(Timestamp, IncidentClass)>,
    /// Each time the person was said to be found dead; answered where it was somebody else.
    pub deaths: Vec<Answerable>,
    /// Proposals to close the case while the person is missing.
    pub joint_closures: Vec<JointClosure>,
    /// When it was opened again after it was closed.
    pub reopened: Vec<Timestamp>,
    /// What the episode means for the child, once decided (NP 7.7).
    pub significance: Option<EpisodeSignificance>,
    /// When a supervisor looked at the first investigation.
    pub investigation_reviewed: Option<Timestamp>,
    /// Tasks, holders, messages.
    pub room: Room,
}

impl Episode {
    /// The episode as first reported.
    #[must_use]
    pub fn new(id: EpisodeId, reported_at: Timestamp, taken_by: AgencyId, opened: Opened) -> Self {
        Self {
            id,
            reported_at,
            taken_by,
            governed_by: opened.governed_by.clone(),
            report: opened.report.clone(),
            opened,
            partners: Vec::new(),
            gradings: Vec::new(),
            deployments: Vec::new(),
            investigating_officer: None,
            mash: Mash::NotNotified,
            steps: Vec::new(),
            referred_to_national_unit: None,
            disagreements: Vec::new(),
            crimes: Vec::new(),
            reported_returns: Vec::new(),
            status: Status::Missing,
            prevention_interview: None,
            return_interview: ReturnInterview::Owed,
            classes: Vec::new(),
            deaths: Vec::new(),
            joint_closures: Vec::new(),
            reopened: Vec::new(),
            significance: None,
            investigation_reviewed: None,
            room: Room::default(),
        }
    }

    /// Since when the person is missing: when last seen where that is known, else the report.
    #[must_use]
    pub fn start(&self) -> Timestamp {
        self.opened.missing_since.unwrap_or(self.reported_at)
    }

    /// When the episode ended.
    #[must_use]
    pub fn ended_at(&self) -> Option<Timestamp> {
        match self.status {
            Status::Missing => None,
            Status::Ended { at, .. } => Some(at),
            Status::Closed { ended_at, .. } => Some(ended_at),
        }
    }

    /// How the episode ended.
    #[must_use]
    pub fn ending(&self) -> Option<&Ending> {
        match &self.status {
            Status::Missing => None,
            Status::Ended { how, .. } | Status::Closed { how, .. } => Some(how),
        }
    }

    /// Whether it is the same time missing as another case, and goes on there.
    #[must_use]
    pub fn is_carried_on(&self) -> bool {
        matches!(self.ending(), Some(Ending::CarriedOn { .. }))
    }

    /// The same time missing goes on in another case: no pack asks anything of this one any more.
    pub(crate) fn carry_on(&mut self, at: Timestamp, in_case: EpisodeId) {
        if self.status == Status::Missing {
            self.end(at, Ending::CarriedOn { in_case });
            self.governed_by.clear();
        }
    }

    /// The grade in force: that of the last assessment or review.
    #[must_use]
    pub fn grade(&self) -> Option<Grade> {
        self.gradings.last().map(|graded| graded.grading.grade)
    }

    /// What kind of matter it was found to be, where that changed; else the call says it.
    #[must_use]
    pub fn class(&self) -> Option<IncidentClass> {
        self.classes.last().map(|(_, class)| *class)
    }

    /// The proposal to close jointly that nobody has answered, while the person is missing.
    #[must_use]
    pub fn open_closure(&self) -> Option<&JointClosure> {
        let open = |closure: &&JointClosure| closure.standing == ClosureStanding::Open;
        self.joint_closures.iter().rev().find(open).filter(|_| self.status == Status::Missing)
    }

    /// A return that somebody reported and nobody has verified or refuted.
    #[must_use]
    pub fn unverified_return(&self) -> Option<&Answerable> {
        match self.status {
            Status::Missing => {
                self.reported_returns.iter().rev().find(|reported| reported.answered_at.is_none())
            }
            Status::Ended { .. } | Status::Closed { .. } => None,
        }
    }

    /// The episode after one more event. Events come in the order in which they happened.
    #[expect(
        clippy::too_many_lines,
        reason = "one arm for each event, so that a new one cannot be forgotten"
    )]
    pub fn apply(&mut self, entry: EntryId, at: Timestamp, actor: &Actor, event: &EpisodeEvent) {
        match event {
            EpisodeEvent::Opened(opened) => {
                self.opened = (**opened).clone();
                self.report = opened.report.clone();
            }
            EpisodeEvent::PackMoved { governed_by, .. } => self.governed_by.clone_from(governed_by),
            EpisodeEvent::PartnerInvolved { agency, .. } => self.partners.push(*agency),
            EpisodeEvent::StepTaken { step, who, note } => {
                self.steps.push((*step, at));
                let said = if note.trim().is_empty() { who } else { note };
                self.room.stepped(*step, at, actor, said);
            }
            EpisodeEvent::OfficerDeployed { officer, .. } => self.deployments.push((at, officer.clone())),
            EpisodeEvent::InvestigatingOfficerAppointed { officer } => {
                self.investigating_officer = Some(officer.clone());
            }
            EpisodeEvent::MashNotified { rating, .. } => self.mash_notified(at, *rating),
            EpisodeEvent::MashRated { rating, .. } => self.mash_rated(*rating),
            EpisodeEvent::MashAssessed { .. } => self.mash_assessed(at),
            EpisodeEvent::RiskAssessed { by, grading, definition } => {
                let by = match by {
                    Assessor::Officer => GradedBy::Officer,
                    Assessor::Supervisor => GradedBy::Supervisor,
                };
                self.graded(Graded {
                    entry,
                    at,
                    by,
                    grading: grading.clone(),
                    definition: definition.clone(),
                    actor: actor.clone(),
                });
            }
            EpisodeEvent::RiskReviewed { grading, definition } => self.graded(Graded {
                entry,
                at,
                by: GradedBy::Review,
                grading: grading.clone(),
                definition: definition.clone(),
                actor: actor.clone(),
            }),
            EpisodeEvent::InformationReceived(_)
            | EpisodeEvent::Sighted { .. }
            | EpisodeEvent::PreventionInterviewAttempted { .. }
            | EpisodeEvent::ReturnInterviewOffered { .. }
            | EpisodeEvent::FindingsShared { .. } => {}
            EpisodeEvent::ReferredToNationalUnit { .. } => {
                self.referred_to_national_unit.get_or_insert(at);
            }
            EpisodeEvent::DisagreementRaised { .. } => raise(&mut self.disagreements, entry, at),
            EpisodeEvent::DisagreementResolved { of, .. } => answer(&mut self.disagreements, *of, at),
            EpisodeEvent::CrimeDisclosed { .. } => raise(&mut self.crimes, entry, at),
            EpisodeEvent::CrimeReported { of, .. } => answer(&mut self.crimes, *of, at),
            EpisodeEvent::ReturnReported { .. } => raise(&mut self.reported_returns, entry, at),
            EpisodeEvent::ReturnRefuted { of, .. } => answer(&mut self.reported_returns, *of, at),
            EpisodeEvent::ReturnConfirmed(confirmation) => {
                self.end(at, Ending::Returned(confirmation.clone()))
            }
            EpisodeEvent::FoundDead { .. } => {
                raise(&mut self.deaths, entry, at);
                self.end(at, Ending::FoundDead);
            }
            EpisodeEvent::DeathRefuted { of, .. } => self.refute_death(*of, at),
            EpisodeEvent::JointClosureProposed { .. } => {
                let standing = ClosureStanding::Open;
                self.joint_closures.push(JointClosure { entry, at, by: actor.clone(), standing });
            }
            EpisodeEvent::JointClosureRefused { of, reason } => {
                let (by, reason) = (actor.clone(), reason.clone());
                self.settle_closure(*of, ClosureStanding::Refused { at, by, reason });
            }
            EpisodeEvent::ClosedJointly { of, .. } => {
                if let Some(of) = of {
                    self.settle_closure(*of, ClosureStanding::Agreed { at, by: actor.clone() });
                }
                self.end(at, Ending::ClosedJointly);
            }
            EpisodeEvent::PreventionInterviewHeld(interview) => {
                self.prevention_interview.get_or_insert((at, interview.clone()));
            }
            EpisodeEvent::ReturnInterviewDeclined { by, .. } => {
                self.return_interview_reaches(ReturnInterview::Declined { by: *by, at });
            }
            EpisodeEvent::ReturnInterviewDeclineReviewed { referral, .. } => {
                self.return_interview_reaches(ReturnInterview::DeclineReviewed { at, referral: *referral });
            }
            EpisodeEvent::ReturnInterviewHeldByOther { .. } => {
                self.return_interview_reaches(ReturnInterview::HeldByOther { at });
            }
            EpisodeEvent::ReturnInterviewHeld(interview) => {
                self.return_interview_reaches(ReturnInterview::Held { at, interview: interview.clone() });
            }
            EpisodeEvent::Closed { .. } => self.close(at),
            EpisodeEvent::ReportAdded(more) => self.report.add(more),
            EpisodeEvent::LogNumberRecorded { number } => self.report.log_number.clone_from(number),
            EpisodeEvent::ClassChanged { class, .. } => self.classes.push((at, *class)),
            EpisodeEvent::Reopened { .. } => self.reopen(at),
            EpisodeEvent::SignificanceDecided { significance, .. } => self.significance = Some(*significance),
            EpisodeEvent::InvestigationReviewed { .. } => {
                self.investigation_reviewed.get_or_insert(at);
            }
            EpisodeEvent::TaskSet(_) => {
                self.room.apply(entry, at, actor, event);
                // A step that is entered late may have been taken before its task was set.
                for (step, _) in self.steps.clone() {
                    self.room.stepped(step, at, actor, "");
                }
            }
            EpisodeEvent::TasksAssigned { .. }
            | EpisodeEvent::TaskResult { .. }
            | EpisodeEvent::HandoverOffered(_)
            | EpisodeEvent::HandoverAccepted { .. }
            | EpisodeEvent::HandoverDeclined { .. }
            | EpisodeEvent::CaseTaken { .. }
            | EpisodeEvent::MessageSent(_)
            | EpisodeEvent::MessageSentOn { .. }
            | EpisodeEvent::MessageAcknowledged { .. } => self.room.apply(entry, at, actor, event),
            EpisodeEvent::DocumentMade(_) => {}
        }
    }

    /// Gradings stay in the order of time, whatever a correction did to their times.
    fn graded(&mut self, graded: Graded) {
        self.gradings.push(graded);
        self.gradings.sort_by_key(|graded| graded.at);
    }

    /// The first ending counts.
    fn end(&mut self, at: Timestamp, how: Ending) {
        if self.status == Status::Missing {
            self.status = Status::Ended { at, how };
        }
    }

    fn close(&mut self, at: Timestamp) {
        if let Status::Ended { at: ended_at, how } = &self.status {
            self.status = Status::Closed { ended_at: *ended_at, how: how.clone(), at };
        }
    }

    /// It was somebody else: the search goes on.
    fn refute_death(&mut self, of: EntryId, at: Timestamp) {
        answer(&mut self.deaths, of, at);
        if self.ending() == Some(&Ending::FoundDead) {
            self.status = Status::Missing;
        }
    }

    fn settle_closure(&mut self, of: EntryId, standing: ClosureStanding) {
        let open =
            |closure: &&mut JointClosure| closure.entry == of && closure.standing == ClosureStanding::Open;
        if let Some(closure) = self.joint_closures.iter_mut().find(open) {
            closure.standing = standing;
        }
    }

    /// A search that was closed jointly goes on; a case that was closed after a return has something owed again.
    fn reopen(&mut self, at: Timestamp) {
        match &self.status {
            Status::Ended { how: Ending::ClosedJointly, .. }
            | Status::Closed { how: Ending::ClosedJointly, .. } => self.status = Status::Missing,
            Status::Closed { ended_at, how, .. } => {
                self.status = Status::Ended { at: *ended_at, how: how.clone() };
            }
            Status::Missing | Status::Ended { .. } => return,
        }
        self.reopened.push(at);
    }

    fn mash_notified(&mut self, at: Timestamp, rating: Option<MashRating>) {
        if self.mash == Mash::NotNotified {
            self.mash = Mash::Notified { at, rating };
        }
    }

    fn mash_rated(&mut self, new: MashRating) {
        match &mut self.mash {
            Mash::NotNotified => {}
            Mash::Notified { rating, .. } | Mash::Assessed { rating, .. } => *rating = Some(new),
        }
    }

    fn mash_assessed(&mut self, at: Timestamp) {
        if let Mash::Notified { at: notified_at, rating } = self.mash {
            self.mash = Mash::Assessed { notified_at, rating, at };
        }
    }

    /// A later stage of the return interview replaces an earlier one, never the other way round.
    fn return_interview_reaches(&mut self, stage: ReturnInterview) {
        if stage.rank() > self.return_interview.rank() {
            self.return_interview = stage;
        }
    }
}

impl ReturnInterview {
    fn rank(&self) -> u8 {
        match self {
            Self::Owed => 0,
            Self::Declined { .. } => 1,
            Self::DeclineReviewed { .. } => 2,
            Self::HeldByOther { .. } => 3,
            Self::Held { .. } => 4,
        }
    }
}

fn raise(raised: &mut Vec<Answerable>, entry: EntryId, at: Timestamp) {
    raised.push(Answerable { entry, at, answered_at: None });
}

fn answer(raised: &mut [Answerable], of: EntryId, at: Timestamp) {
    if let Some(found) = raised.iter_mut().find(|raised| raised.entry == of) {
        found.answered_at.get_or_insert(at);
    }
}
