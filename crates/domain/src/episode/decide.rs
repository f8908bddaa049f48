//! What may be recorded of an episode. A proposal is an event that somebody says happened; deciding completes it
//! (the wording of a grade) or refuses it. Pure: the time, the file and the rules are given.

use jiff::Timestamp;

use super::{
    event::{Confirmation, EpisodeEvent, Opened},
    information::names_a_place,
    reach::{not_before_birth, within_reach},
    report::Report,
    state::{Answerable, ClosureStanding, Ending, Episode, Mash, ReturnInterview, Status},
    words::InterviewKind,
};
use crate::{
    file::PersonFile,
    ids::{EntryId, EpisodeId},
    refusal::Refusal,
    risk::{DefinitionInForce, Grade, Grading},
    text::is_blank,
};

/// What the governing pack says of grades for this person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GradeRules {
    /// The grades that may be given.
    pub permitted: Vec<Grade>,
    /// The wording of each grade.
    pub definitions: Vec<(Grade, DefinitionInForce)>,
}

/// When something is said to have happened, and when that is entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occasioned {
    /// When it happened.
    pub happened_at: Timestamp,
    /// Now.
    pub now: Timestamp,
}

impl Occasioned {
    pub(crate) fn check(self) -> Result<(), Refusal> {
        if self.happened_at > self.now { Err(Refusal::TimeInFuture) } else { Ok(()) }
    }
}

/// Opens an episode for a person.
///
/// # Errors
/// Refused for somebody who is missing already, for a time in the future, too long ago or before their birth, and where
/// nothing is said of what happened.
pub fn open(file: &PersonFile, opened: Opened, when: Occasioned) -> Result<EpisodeEvent, Refusal> {
    when.check()?;
    if opened.missing_since.is_some_and(|since| since > when.happened_at) {
        return Err(Refusal::MissingAfterReport);
    }
    within_reach(&file.person.details.birth, opened.missing_since, when)?;
    not_missing_then(file, None, when.happened_at)?;
    answered(opened.report.what_happened(), "circumstances")?;
    Ok(EpisodeEvent::Opened(Box::new(opened)))
}

/// Nobody is reported missing who was missing at that moment already; of the other episodes.
pub(super) fn not_missing_then(
    file: &PersonFile,
    besides: Option<EpisodeId>,
    reported_at: Timestamp,
) -> Result<(), Refusal> {
    if besides.is_none() && file.found_dead().is_some() {
        return Err(Refusal::FoundDead);
    }
    let missing = |other: &Episode| {
        Some(other.id) != besides
            && other.reported_at <= reported_at
            && other.ended_at().is_none_or(|ended_at| reported_at < ended_at)
    };
    let overlaps =
        |other: &Episode| Some(other.id) != besides && besides.is_none() && other.status == Status::Missing;
    if file.episodes.values().any(|other| missing(other) || overlaps(other)) {
        return Err(Refusal::AlreadyMissing);
    }
    Ok(())
}

/// Decides on what somebody says happened in an episode.
///
/// # Errors
/// The refusal, where it may not be recorded.
pub fn decide(
    file: &PersonFile,
    episode: &Episode,
    proposal: EpisodeEvent,
    when: Occasioned,
    rules: &GradeRules,
) -> Result<EpisodeEvent, Refusal> {
    when.check()?;
    not_before_birth(&file.person.details.birth, when.happened_at, "happened_at", when.now)?;
    fits_the_course(file, episode, &proposal, when.happened_at)?;
    says_something_new(episode, &proposal, when.happened_at)?;
    complete(proposal, rules)
}

/// What is asked of what is recorded anew, and never stands in the way of a correction: a disagreement is about a grade that
/// was given by then, and for another one; a task is not due before there was a report.
fn says_something_new(episode: &Episode, proposal: &EpisodeEvent, at: Timestamp) -> Result<(), Refusal> {
    if let EpisodeEvent::DisagreementRaised { grade: held_right, .. } = proposal {
        let given = episode.gradings.iter().rev().find(|graded| graded.at <= at);
        let grade = given.ok_or(Refusal::NothingGraded)?.grading.grade;
        if *held_right == Some(grade) {
            return Err(Refusal::SameGrade { grade });
        }
    }
    if let EpisodeEvent::TaskSet(task) = proposal
        && task.due_at.is_some_and(|due| due < episode.reported_at)
    {
        return Err(Refusal::DueBeforeReport { reported_at: episode.reported_at });
    }
    Ok(())
}

/// Whether the event can have happened at that point of the episode.
#[expect(clippy::too_many_lines, reason = "one arm for each event, so that a new one cannot be forgotten")]
pub(super) fn fits_the_course(
    file: &PersonFile,
    episode: &Episode,
    proposal: &EpisodeEvent,
    at: Timestamp,
) -> Result<(), Refusal> {
    not_before_report(episode, proposal, at)?;
    match proposal {
        EpisodeEvent::Opened(_) => Err(Refusal::AlreadyMissing),
        EpisodeEvent::PackMoved { .. }
        | EpisodeEvent::PartnerInvolved { .. }
        | EpisodeEvent::StepTaken { .. }
        | EpisodeEvent::InformationReceived(_)
        | EpisodeEvent::CrimeDisclosed { .. }
        | EpisodeEvent::DisagreementRaised { .. }
        | EpisodeEvent::ReferredToNationalUnit { .. } => Ok(()),
        EpisodeEvent::MashNotified { .. } => match episode.mash {
            Mash::NotNotified => Ok(()),
            Mash::Notified { .. } | Mash::Assessed { .. } => {
                Err(Refusal::AlreadyRecorded { event: proposal.name() })
            }
        },
        EpisodeEvent::MashRated { .. } | EpisodeEvent::MashAssessed { .. } => match episode.mash {
            Mash::NotNotified => Err(Refusal::MashNotNotified),
            Mash::Notified { at: told, .. } | Mash::Assessed { notified_at: told, .. } => {
                not_before(told, at)
            }
        },
        EpisodeEvent::OfficerDeployed { .. }
        | EpisodeEvent::InvestigatingOfficerAppointed { .. }
        | EpisodeEvent::RiskAssessed { .. }
        | EpisodeEvent::RiskReviewed { .. }
        | EpisodeEvent::JointClosureProposed { .. }
        | EpisodeEvent::ReturnReported { .. } => while_missing(episode, at),
        // Somebody closed jointly is still missing: a sighting is what opens the case again.
        EpisodeEvent::Sighted { seen_at: Some(seen), .. } if *seen > at => Err(Refusal::SeenAfterTold),
        EpisodeEvent::Sighted { .. } => match episode.ending() {
            Some(Ending::ClosedJointly) => Ok(()),
            Some(Ending::Returned(_) | Ending::FoundDead | Ending::CarriedOn { .. }) | None => {
                while_missing(episode, at)
            }
        },
        EpisodeEvent::ReturnRefuted { of, .. } => {
            while_missing(episode, at)?;
            unanswered(&episode.reported_returns, *of, at)
        }
        EpisodeEvent::DisagreementResolved { of, .. } => unanswered(&episode.disagreements, *of, at),
        EpisodeEvent::CrimeReported { of, .. } => unanswered(&episode.crimes, *of, at),
        EpisodeEvent::ReturnConfirmed(_) | EpisodeEvent::FoundDead { .. } => not_ended(episode),
        EpisodeEvent::DeathRefuted { of, .. } => unanswered(&episode.deaths, *of, at),
        EpisodeEvent::ClosedJointly { of, .. } => {
            not_ended(episode)?;
            proposed(episode, of.ok_or(Refusal::ClosureNotProposed)?, at)
        }
        EpisodeEvent::JointClosureRefused { of, .. } => proposed(episode, *of, at),
        EpisodeEvent::PreventionInterviewHeld(interview) | EpisodeEvent::ReturnInterviewHeld(interview) => {
            after_the_return(episode, at)?;
            of_those_times(file, episode, &interview.also_for, at)
        }
        EpisodeEvent::PreventionInterviewAttempted { .. }
        | EpisodeEvent::ReturnInterviewOffered { .. }
        | EpisodeEvent::ReturnInterviewDeclined { .. }
        | EpisodeEvent::ReturnInterviewHeldByOther { .. } => after_the_return(episode, at),
        EpisodeEvent::ReturnInterviewDeclineReviewed { .. } => {
            after_the_return(episode, at)?;
            match episode.return_interview {
                ReturnInterview::Declined { at: declined_at, .. } => not_before(declined_at, at),
                ReturnInterview::Owed
                | ReturnInterview::Held { .. }
                | ReturnInterview::HeldByOther { .. }
                | ReturnInterview::DeclineReviewed { .. } => Err(Refusal::NothingDeclined),
            }
        }
        EpisodeEvent::FindingsShared { of, .. } => findings_exist(episode, *of, at),
        EpisodeEvent::ReportAdded(_)
        | EpisodeEvent::LogNumberRecorded { .. }
        | EpisodeEvent::DocumentMade(_) => Ok(()),
        EpisodeEvent::ClassChanged { class, .. } => {
            while_missing(episode, at)?;
            if class.opens_episode() { Ok(()) } else { Err(Refusal::ClassEndsSearch) }
        }
        EpisodeEvent::InvestigationReviewed { .. } => while_missing(episode, at),
        EpisodeEvent::SignificanceDecided { .. } => {
            after_the_return(episode, at).map_err(|refusal| match (refusal, episode.ended_at()) {
                (Refusal::InterviewBeforeReturn { .. }, Some(ended_at)) => Refusal::BeforeEnd { ended_at },
                (Refusal::InterviewWhileMissing, _) => Refusal::NotBack,
                (other, _) => other,
            })
        }
        EpisodeEvent::Reopened { .. } => match &episode.status {
            // It is looked for in the other case; where they are two people, separating them opens it again.
            Status::Closed { how: Ending::CarriedOn { .. }, .. } => Err(Refusal::CaseOver),
            Status::Closed { at: closed_at, .. } => not_before(*closed_at, at),
            Status::Ended { at: closed_at, how: Ending::ClosedJointly } => not_before(*closed_at, at),
            Status::Ended { how: Ending::FoundDead, .. } => Err(Refusal::CaseOver),
            Status::Missing | Status::Ended { .. } => Err(Refusal::NotClosed),
        },
        EpisodeEvent::TaskSet(_)
        | EpisodeEvent::TasksAssigned { .. }
        | EpisodeEvent::TaskResult { .. }
        | EpisodeEvent::HandoverOffered(_)
        | EpisodeEvent::HandoverAccepted { .. }
        | EpisodeEvent::HandoverDeclined { .. }
        | EpisodeEvent::CaseTaken { .. }
        | EpisodeEvent::MessageSent(_)
        | EpisodeEvent::MessageSentOn { .. }
        | EpisodeEvent::MessageAcknowledged { .. } => episode.room.may_follow(proposal),
        EpisodeEvent::Closed { .. } => match episode.status {
            Status::Missing => Err(Refusal::ClosedWithoutReturn),
            Status::Ended { at: ended_at, .. } if at < ended_at => Err(Refusal::BeforeEnd { ended_at }),
            Status::Ended { .. } => Ok(()),
            Status::Closed { .. } => Err(Refusal::AlreadyClosed),
        },
    }
}

/// The proposal with the wording of its grade in force, once nothing is left out that it cannot do without.
pub(super) fn complete(mut proposal: EpisodeEvent, rules: &GradeRules) -> Result<EpisodeEvent, Refusal> {
    if let EpisodeEvent::RiskAssessed { grading, definition, .. }
    | EpisodeEvent::RiskReviewed { grading, definition } = &mut proposal
    {
        *definition = graded(grading, rules)?;
    }
    if let EpisodeEvent::ReturnConfirmed(confirmation) = &proposal {
        evidence(confirmation)?;
    }
    match first_unanswered(&proposal) {
        Some(field) => Err(Refusal::AnswerMissing { field }),
        None => Ok(proposal),
    }
}

/// The first answer that is missing and without which the entry would say nothing.
fn first_unanswered(proposal: &EpisodeEvent) -> Option<&'static str> {
    needed(proposal).into_iter().find(|(_, answer)| is_blank(answer)).map(|(field, _)| field)
}

/// The answers that an entry cannot do without, each with the field it is asked in.
#[expect(clippy::too_many_lines, reason = "one arm for each event, so that a new one cannot be forgotten")]
fn needed(proposal: &EpisodeEvent) -> Vec<(&'static str, &str)> {
    match proposal {
        EpisodeEvent::Opened(opened) => vec![("circumstances", opened.report.what_happened())],
        EpisodeEvent::PackMoved { reason, .. }
        | EpisodeEvent::DisagreementRaised { reason, .. }
        | EpisodeEvent::ClassChanged { reason, .. }
        | EpisodeEvent::Reopened { reason }
        | EpisodeEvent::HandoverDeclined { reason, .. }
        | EpisodeEvent::ReturnRefuted { reason, .. }
        | EpisodeEvent::DeathRefuted { reason, .. }
        | EpisodeEvent::JointClosureRefused { reason, .. }
        | EpisodeEvent::ReturnInterviewDeclined { reason, .. }
        | EpisodeEvent::ReturnInterviewDeclineReviewed { reason, .. } => vec![("reason", reason)],
        EpisodeEvent::PartnerInvolved { purpose, .. } => vec![("purpose", purpose)],
        EpisodeEvent::StepTaken { who, .. } => vec![("who", who)],
        EpisodeEvent::OfficerDeployed { officer, .. }
        | EpisodeEvent::InvestigatingOfficerAppointed { officer } => vec![("officer", officer)],
        EpisodeEvent::MashNotified { rating: Some(_), reasons } | EpisodeEvent::MashRated { reasons, .. } => {
            vec![("reasons", reasons)]
        }
        EpisodeEvent::MashAssessed { outcome } | EpisodeEvent::DisagreementResolved { outcome, .. } => {
            vec![("outcome", outcome)]
        }
        EpisodeEvent::InformationReceived(information) => {
            vec![("what", &information.what), ("source", &information.source)]
        }
        EpisodeEvent::Sighted { place, information, .. } => {
            let place = if names_a_place(place) { place } else { "" };
            vec![("place", place), ("what", &information.what), ("source", &information.source)]
        }
        EpisodeEvent::ReferredToNationalUnit { reference }
        | EpisodeEvent::CrimeReported { reference, .. } => {
            vec![("reference", reference)]
        }
        EpisodeEvent::CrimeDisclosed { what, told_to } => vec![("what", what), ("told_to", told_to)],
        EpisodeEvent::ReturnReported { by, .. } | EpisodeEvent::ReturnInterviewOffered { by } => {
            vec![("by", by)]
        }
        EpisodeEvent::FoundDead { circumstances, place, found_by, identity_confirmed_by } => vec![
            ("place", place),
            ("found_by", found_by),
            ("circumstances", circumstances),
            ("identity_confirmed_by", identity_confirmed_by),
        ],
        EpisodeEvent::JointClosureProposed { assessment, chronology, reason } => {
            vec![("assessment", assessment), ("chronology", chronology), ("reason", reason)]
        }
        EpisodeEvent::ClosedJointly { seen, reason, .. } => vec![("seen", seen), ("reason", reason)],
        EpisodeEvent::PreventionInterviewAttempted { note, .. } => vec![("note", note)],
        EpisodeEvent::PreventionInterviewHeld(interview) | EpisodeEvent::ReturnInterviewHeld(interview) => {
            vec![("interviewer", &interview.interviewer), ("why", &interview.why), ("harm", &interview.harm)]
        }
        EpisodeEvent::ReturnInterviewHeldByOther { who, findings } => {
            vec![("who", who), ("findings", findings)]
        }
        EpisodeEvent::FindingsShared { with, .. } => vec![("with", with)],
        EpisodeEvent::Closed { summary } => vec![("summary", summary)],
        EpisodeEvent::ReportAdded(more) if **more == Report::default() => vec![("circumstances", "")],
        EpisodeEvent::LogNumberRecorded { number } => vec![("number", number)],
        EpisodeEvent::SignificanceDecided { reasons, .. } => vec![("reasons", reasons)],
        EpisodeEvent::InvestigationReviewed { findings, .. } => vec![("findings", findings)],
        EpisodeEvent::TaskSet(task) => vec![("title", &task.title), ("owner", &task.owner.role)],
        EpisodeEvent::TasksAssigned { owner, .. } => vec![("owner", &owner.role)],
        EpisodeEvent::TaskResult { result, .. } => vec![("result", result)],
        EpisodeEvent::HandoverOffered(handover) => vec![("to", &handover.to.role)],
        EpisodeEvent::MessageSentOn { to, reason, .. } => vec![("to", &to.role), ("reason", reason)],
        EpisodeEvent::MashNotified { rating: None, .. }
        | EpisodeEvent::RiskAssessed { .. }
        | EpisodeEvent::RiskReviewed { .. }
        | EpisodeEvent::ReportAdded(_)
        | EpisodeEvent::HandoverAccepted { .. }
        | EpisodeEvent::CaseTaken { .. }
        | EpisodeEvent::MessageSent(_)
        | EpisodeEvent::MessageAcknowledged { .. }
        | EpisodeEvent::DocumentMade(_)
        | EpisodeEvent::ReturnConfirmed(_) => Vec::new(),
    }
}

/// What the search turned up may be older than the report; what the report set going may not.
pub(super) fn not_before_report(
    episode: &Episode,
    proposal: &EpisodeEvent,
    at: Timestamp,
) -> Result<(), Refusal> {
    let may_be_older = matches!(
        proposal,
        EpisodeEvent::Opened(_)
            | EpisodeEvent::InformationReceived(_)
            | EpisodeEvent::Sighted { .. }
            | EpisodeEvent::StepTaken { .. }
    );
    if !may_be_older && at < episode.reported_at {
        return Err(Refusal::BeforeReport { reported_at: episode.reported_at });
    }
    Ok(())
}

/// For what makes sense only while somebody is looked for: entered late is fine, happened late is not.
fn while_missing(episode: &Episode, at: Timestamp) -> Result<(), Refusal> {
    match (episode.ended_at(), episode.ending()) {
        (Some(ended_at), Some(Ending::FoundDead)) if at > ended_at => Err(Refusal::CaseOver),
        (Some(ended_at), _) if at > ended_at => Err(Refusal::AfterEnd { ended_at }),
        (Some(_) | None, _) => Ok(()),
    }
}

fn after_the_return(episode: &Episode, at: Timestamp) -> Result<(), Refusal> {
    match (episode.ended_at(), episode.ending()) {
        (Some(returned_at), Some(Ending::Returned(_))) if at < returned_at => {
            Err(Refusal::InterviewBeforeReturn { returned_at })
        }
        (Some(_), Some(Ending::Returned(_))) => Ok(()),
        (_, Some(Ending::FoundDead)) => Err(Refusal::CaseOver),
        _ => Err(Refusal::InterviewWhileMissing),
    }
}

fn findings_exist(episode: &Episode, of: InterviewKind, at: Timestamp) -> Result<(), Refusal> {
    let held = match (of, &episode.return_interview) {
        (InterviewKind::Prevention, _) => episode.prevention_interview.as_ref().map(|(at, _)| *at),
        (
            InterviewKind::Return,
            ReturnInterview::Held { at: held, .. } | ReturnInterview::HeldByOther { at: held },
        ) => Some(*held),
        (
            InterviewKind::Return,
            ReturnInterview::Owed
            | ReturnInterview::Declined { .. }
            | ReturnInterview::DeclineReviewed { .. },
        ) => None,
    };
    not_before(held.ok_or(Refusal::InterviewNotHeld)?, at)
}

/// Other times missing that one talk was about: of this person, and over by then (T9).
fn of_those_times(
    file: &PersonFile,
    episode: &Episode,
    others: &[EpisodeId],
    at: Timestamp,
) -> Result<(), Refusal> {
    let over = |id: &EpisodeId| {
        *id != episode.id && file.episodes.get(id).is_some_and(|other| after_the_return(other, at).is_ok())
    };
    if others.iter().all(over) { Ok(()) } else { Err(Refusal::NotOfThatTime) }
}

fn not_ended(episode: &Episode) -> Result<(), Refusal> {
    match episode.ending() {
        None => Ok(()),
        Some(Ending::FoundDead) => Err(Refusal::CaseOver),
        Some(Ending::Returned(_) | Ending::ClosedJointly | Ending::CarriedOn { .. }) => {
            Err(Refusal::AlreadyEnded)
        }
    }
}

/// The proposal is there and waits for an answer.
fn proposed(episode: &Episode, of: EntryId, at: Timestamp) -> Result<(), Refusal> {
    let proposal = episode
        .joint_closures
        .iter()
        .find(|closure| closure.entry == of && closure.standing == ClosureStanding::Open)
        .ok_or(Refusal::ClosureNotProposed)?;
    not_before(proposal.at, at)
}

fn unanswered(raised: &[Answerable], of: EntryId, at: Timestamp) -> Result<(), Refusal> {
    let raised = raised
        .iter()
        .find(|raised| raised.entry == of && raised.answered_at.is_none())
        .ok_or(Refusal::NoSuchEntry)?;
    not_before(raised.at, at)
}

/// What answers or follows something did not happen before it.
fn not_before(earlier: Timestamp, at: Timestamp) -> Result<(), Refusal> {
    if at < earlier { Err(Refusal::BeforeAnswered { at: earlier }) } else { Ok(()) }
}

fn graded(grading: &Grading, rules: &GradeRules) -> Result<DefinitionInForce, Refusal> {
    if !rules.permitted.contains(&grading.grade) {
        return Err(Refusal::GradeNotPermitted { grade: grading.grade, permitted: rules.permitted.clone() });
    }
    if is_blank(&grading.reasons) {
        return Err(Refusal::GradeWithoutReasons);
    }
    for assertion in &grading.considerations {
        answered(&assertion.what, "considerations")?;
        answered(&assertion.source, "considerations")?;
    }
    rules
        .definitions
        .iter()
        .find(|(grade, _)| *grade == grading.grade)
        .map(|(_, definition)| definition.clone())
        .ok_or(Refusal::NoDefinition { grade: grading.grade })
}

/// Located *and* well-being confirmed, each with who says so (I10).
fn evidence(confirmation: &Confirmation) -> Result<(), Refusal> {
    answered(&confirmation.place, "place")?;
    if is_blank(&confirmation.located_by) {
        return Err(Refusal::NotLocated);
    }
    if is_blank(&confirmation.wellbeing_confirmed_by) {
        return Err(Refusal::WellbeingNotConfirmed);
    }
    answered(&confirmation.condition, "condition")
}

/// An answer in which something can be read.
pub(crate) fn answered(answer: &str, field: &'static str) -> Result<(), Refusal> {
    if is_blank(answer) { Err(Refusal::AnswerMissing { field }) } else { Ok(()) }
}
