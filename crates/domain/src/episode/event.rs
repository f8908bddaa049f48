//! What can happen while a person is missing, and after.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    report::Report,
    room::{Handover, Message, Owner, Task},
    words::{
        Credibility, DeclinedBy, DocumentKind, EndOfAttempt, EpisodeSignificance, HeldInterview,
        InterviewKind, MashRating, Origin, Referral, Significance, SourceReliability, Step, TaskOutcome,
    },
};
use crate::{
    ids::{AgencyId, EntryId, IncidentId, PersonId},
    incident::IncidentClass,
    risk::{Assessor, DefinitionInForce, Grade, Grading},
};

/// The pack, in the version of a date, under which an episode's duties are worked out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoverningPack {
    /// The pack's id.
    pub pack: String,
    /// Its version.
    pub version: String,
    /// The agency whose pack it is.
    pub agency: AgencyId,
}

/// The report that opened the episode. It happened when police were told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// The call.
    pub incident: IncidentId,
    /// Who is missing.
    pub person: PersonId,
    /// Since when, where that is known.
    #[serde(default)]
    pub missing_since: Option<Timestamp>,
    /// The force that has the case.
    pub lead_force: AgencyId,
    /// Packs that govern it.
    pub governed_by: Vec<GoverningPack>,
    /// What the caller told and was asked.
    pub report: Report,
}

/// A paper that was made from the case, and taken out of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentMade {
    /// Which.
    pub document: DocumentKind,
    /// SHA-256 of the file, in hexadecimal: what was handed on can be told from what was not.
    pub digest: String,
    /// How many pages.
    pub pages: u32,
    /// The moment as of which it says what was known, where that was past.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_known_at: Option<Timestamp>,
}

/// Information that came in, from anyone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Information {
    /// What was said.
    pub what: String,
    /// Who said it.
    pub source: String,
    /// How to reach them.
    #[serde(default)]
    pub how_to_reach: String,
    /// From where it came, where somebody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// Whether it bears on risk, which brings the next assessment forward.
    pub significance: Significance,
    /// How far the source can be relied on, once somebody has graded it.
    #[serde(default)]
    pub reliability: Option<SourceReliability>,
    /// How what was said is known.
    #[serde(default)]
    pub credibility: Option<Credibility>,
    /// The task that brought it, or that it is for.
    #[serde(default)]
    pub task: Option<EntryId>,
}

/// Evidence on which a return is confirmed: located and well-being confirmed (NP 5.1; I10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// Where they were found or came back to.
    pub place: String,
    /// Who saw them there, and how that was verified.
    pub located_by: String,
    /// Who confirmed that they are well, and how.
    pub wellbeing_confirmed_by: String,
    /// Their condition.
    pub condition: String,
    /// How they came back, and who brought them.
    pub how: String,
    /// Harm or crime told of, or that none was.
    pub harm: String,
}

/// What can happen in an episode.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum EpisodeEvent {
    /// The person was reported missing.
    Opened(Box<Opened>),
    /// More was learnt of what the report asks: answers given here go over those of the report, an empty one over none.
    ReportAdded(Box<Report>),
    /// The command-and-control log number was given.
    LogNumberRecorded {
        /// The number.
        number: String,
    },
    /// It is another kind of matter than was thought (T9): still one in which police look for somebody.
    ClassChanged {
        /// What it is.
        class: IncidentClass,
        /// Why.
        reason: String,
    },
    /// The episode is governed by another version of its packs from now on.
    PackMoved {
        /// The packs that govern it now.
        governed_by: Vec<GoverningPack>,
        /// Why.
        reason: String,
    },
    /// Another agency takes part and may see the episode.
    PartnerInvolved {
        /// Which.
        agency: AgencyId,
        /// What for.
        purpose: String,
    },
    /// A plain step was taken: somebody was told, something was held or sent.
    StepTaken {
        /// Which.
        step: Step,
        /// Who was told, or who did it.
        who: String,
        /// What a reader has to know of it.
        note: String,
    },
    /// An officer was sent (K9).
    OfficerDeployed {
        /// Who.
        officer: String,
        /// Where to.
        place: String,
    },
    /// An investigating officer was appointed.
    InvestigatingOfficerAppointed {
        /// Who.
        officer: String,
    },
    /// The MASH was notified (NP 6.14).
    MashNotified {
        /// Its rating, where it was rated at once.
        rating: Option<MashRating>,
        /// Why, where it was rated.
        reasons: String,
    },
    /// The MASH rated the notification, or rated it anew.
    MashRated {
        /// The rating.
        rating: MashRating,
        /// Why.
        reasons: String,
    },
    /// The MASH assessment was made.
    MashAssessed {
        /// What was decided and why.
        outcome: String,
    },
    /// Risk was assessed.
    RiskAssessed {
        /// By whom.
        by: Assessor,
        /// The grade and what is behind it.
        grading: Grading,
        /// The wording of the grade in force.
        definition: DefinitionInForce,
    },
    /// A supervisor reviewed the risk.
    RiskReviewed {
        /// The grade and what is behind it.
        grading: Grading,
        /// The wording of the grade in force.
        definition: DefinitionInForce,
    },
    /// Information came in.
    InformationReceived(Information),
    /// Somebody saw the person.
    Sighted {
        /// Where.
        place: String,
        /// When the person was seen, where that is known and earlier than when it was told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seen_at: Option<Timestamp>,
        /// What was seen, by whom.
        #[serde(flatten)]
        information: Information,
    },
    /// The case was referred to the national unit (ST 4.21).
    ReferredToNationalUnit {
        /// Its reference.
        reference: String,
    },
    /// An agency disagrees with the grade (NP 6.7).
    DisagreementRaised {
        /// Who disagrees, and why.
        reason: String,
        /// The grade that they hold to be right.
        #[serde(default)]
        grade: Option<Grade>,
    },
    /// A disagreement was resolved.
    DisagreementResolved {
        /// The entry that raised it.
        of: EntryId,
        /// How, and by whom.
        outcome: String,
    },
    /// The child told of a crime.
    CrimeDisclosed {
        /// What was told.
        what: String,
        /// To whom.
        told_to: String,
    },
    /// The crime was reported to police.
    CrimeReported {
        /// The entry that recorded the disclosure.
        of: EntryId,
        /// The crime or log number.
        reference: String,
    },
    /// Somebody says that the person is back. It ends nothing.
    ReturnReported {
        /// Who says so, and how to reach them.
        by: String,
        /// Where the person is said to be.
        place: String,
    },
    /// A reported return was not true: the person is still missing.
    ReturnRefuted {
        /// The entry that reported it.
        of: EntryId,
        /// What was found.
        reason: String,
    },
    /// The person was located and is well.
    ReturnConfirmed(Confirmation),
    /// The person was found dead.
    FoundDead {
        /// What happened, as far as it is known.
        circumstances: String,
        /// Where.
        #[serde(default)]
        place: String,
        /// By whom.
        #[serde(default)]
        found_by: String,
        /// Who says that it is them, and how they know; or that nobody has said so yet.
        #[serde(default)]
        identity_confirmed_by: String,
    },
    /// It was not them: whoever was found dead is somebody else, and the search goes on.
    DeathRefuted {
        /// The entry that said that they were found dead.
        of: EntryId,
        /// How that is known.
        reason: String,
    },
    /// A senior police officer proposes to close the case while the person is still missing (NP 7.24).
    JointClosureProposed {
        /// The assessment that was seen.
        assessment: String,
        /// The chronology that was seen.
        chronology: String,
        /// Why.
        reason: String,
    },
    /// The other side does not agree: the search goes on.
    JointClosureRefused {
        /// The proposal.
        of: EntryId,
        /// Why.
        reason: String,
    },
    /// Closed jointly while still missing (NP 7.24).
    ClosedJointly {
        /// The proposal that this agrees to; nothing in entries from before proposals were kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<EntryId>,
        /// Which assessment and chronology whoever agrees has seen.
        #[serde(default)]
        seen: String,
        /// The senior police officer.
        police_officer: String,
        /// For a child, the assistant director; for an adult, the adult-care lead.
        social_care_lead: String,
        /// Why, on what assessment and chronology.
        reason: String,
    },
    /// A prevention interview was tried and not held; it is still owed.
    PreventionInterviewAttempted {
        /// How the attempt ended.
        outcome: EndOfAttempt,
        /// What was said, and what is done next.
        note: String,
    },
    /// The prevention interview was held (NP 5.12).
    PreventionInterviewHeld(HeldInterview),
    /// The independent return interview was offered.
    ReturnInterviewOffered {
        /// By whom, and how.
        by: String,
    },
    /// It was declined; that alone leaves it owed.
    ReturnInterviewDeclined {
        /// Who declined it.
        by: DeclinedBy,
        /// Why, in their words.
        reason: String,
    },
    /// Another person whom the child accepts held the talk.
    ReturnInterviewHeldByOther {
        /// Who, and what they are to the child.
        who: String,
        /// What was learnt; a formal interview was not completed.
        findings: String,
    },
    /// The worker's manager decided after a decline whether to refer to the MASH (NP 5.16).
    ReturnInterviewDeclineReviewed {
        /// Referred or not.
        referral: Referral,
        /// Why.
        reason: String,
    },
    /// The independent return interview was held.
    ReturnInterviewHeld(HeldInterview),
    /// What an interview found was shared (NP 5.18).
    FindingsShared {
        /// Which interview.
        of: InterviewKind,
        /// With whom, and on what ground.
        with: String,
    },
    /// The case was closed after the person came home.
    Closed {
        /// What was learnt, and that nothing is left open.
        summary: String,
    },
    /// A closed case is opened again: a search that was closed jointly goes on (NP 6.8), or something is still owed.
    Reopened {
        /// Why.
        reason: String,
    },
    /// What the episode means for the child (NP 7.7).
    SignificanceDecided {
        /// What.
        significance: EpisodeSignificance,
        /// Why.
        reasons: String,
    },
    /// A supervisor looked at the first investigation (NP 6.9).
    InvestigationReviewed {
        /// What was found.
        findings: String,
        /// What is to be done next.
        directions: String,
    },
    /// A task was set. Its id is that of the entry.
    TaskSet(Task),
    /// Tasks were given to somebody else.
    TasksAssigned {
        /// The entries that set them.
        tasks: Vec<EntryId>,
        /// Whose they are now.
        owner: Owner,
    },
    /// What became of a task.
    TaskResult {
        /// The entry that set it.
        of: EntryId,
        /// Done or not.
        outcome: TaskOutcome,
        /// What was found.
        result: String,
    },
    /// The case was offered to somebody: until it is accepted, whoever offers it holds it (I11).
    HandoverOffered(Handover),
    /// An offered case was accepted.
    HandoverAccepted {
        /// The offer.
        of: EntryId,
    },
    /// An offered case was declined.
    HandoverDeclined {
        /// The offer.
        of: EntryId,
        /// Why.
        reason: String,
    },
    /// Somebody took a case that nobody held, or that somebody who is away held.
    CaseTaken {
        /// Why.
        reason: String,
    },
    /// Somebody was told, and has to say that they know (M8).
    MessageSent(Message),
    /// Somebody did not wait for the ladder and told somebody else by hand.
    MessageSentOn {
        /// A message of the matter that nobody has acknowledged.
        of: EntryId,
        /// To whom.
        to: Owner,
        /// Why it does not wait.
        reason: String,
    },
    /// Somebody knows.
    MessageAcknowledged {
        /// The message.
        of: EntryId,
        /// What they do about it.
        note: String,
    },
    /// A paper was made from the case.
    DocumentMade(DocumentMade),
}

impl EpisodeEvent {
    /// The word that stands for the event in the ledger.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Opened(_) => "reported",
            Self::PackMoved { .. } => "pack_moved",
            Self::PartnerInvolved { .. } => "partner_involved",
            Self::StepTaken { step, .. } => step.word(),
            Self::OfficerDeployed { .. } => "officer_deployed",
            Self::InvestigatingOfficerAppointed { .. } => "io_appointed",
            Self::MashNotified { .. } => "mash_notified",
            Self::MashRated { .. } => "mash_rerated",
            Self::MashAssessed { .. } => "mash_assessed",
            Self::RiskAssessed { .. } => "risk_assessed",
            Self::RiskReviewed { .. } => "risk_reviewed",
            Self::InformationReceived(_) => "information_received",
            Self::Sighted { .. } => "sighting",
            Self::ReferredToNationalUnit { .. } => "ukmpu_referred",
            Self::DisagreementRaised { .. } => "disagreement_raised",
            Self::DisagreementResolved { .. } => "disagreement_resolved",
            Self::CrimeDisclosed { .. } => "crime_disclosed",
            Self::CrimeReported { .. } => "crime_reported_to_police",
            Self::ReturnReported { .. } => "return_reported",
            Self::ReturnRefuted { .. } => "return_refuted",
            Self::ReturnConfirmed(_) => "returned",
            Self::FoundDead { .. } => "found_dead",
            Self::DeathRefuted { .. } => "death_refuted",
            Self::JointClosureProposed { .. } => "joint_closure_proposed",
            Self::JointClosureRefused { .. } => "joint_closure_refused",
            Self::ClosedJointly { .. } => "closed_jointly",
            Self::PreventionInterviewAttempted { .. } => "prevention_interview_attempted",
            Self::PreventionInterviewHeld(_) => "prevention_interview_completed",
            Self::ReturnInterviewOffered { .. } => "iri_offered",
            Self::ReturnInterviewDeclined { .. } => "iri_declined",
            Self::ReturnInterviewHeldByOther { .. } => "iri_held_by_other",
            Self::ReturnInterviewDeclineReviewed { .. } => "iri_decline_reviewed",
            Self::ReturnInterviewHeld(_) => "iri_completed",
            Self::FindingsShared { .. } => "findings_shared",
            Self::Closed { .. } => "episode_closed",
            Self::ReportAdded(_) => "report_added",
            Self::LogNumberRecorded { .. } => "log_number_recorded",
            Self::ClassChanged { .. } => "class_changed",
            Self::Reopened { .. } => "reopened",
            Self::SignificanceDecided { .. } => "significance_decided",
            Self::InvestigationReviewed { .. } => "investigation_reviewed",
            Self::TaskSet(_) => "task_set",
            Self::TasksAssigned { .. } => "tasks_assigned",
            Self::TaskResult { .. } => "task_result",
            Self::HandoverOffered(_) => "handover_offered",
            Self::HandoverAccepted { .. } => "handover_accepted",
            Self::HandoverDeclined { .. } => "handover_declined",
            Self::CaseTaken { .. } => "case_taken",
            Self::MessageSent(_) => "message_sent",
            Self::MessageSentOn { .. } => "message_sent_on",
            Self::MessageAcknowledged { .. } => "message_acknowledged",
            Self::DocumentMade(_) => "document_made",
        }
    }
}
