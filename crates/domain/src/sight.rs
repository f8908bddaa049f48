//! What a person's file tells somebody who has a part in it without working the case: a home reads what it told itself,
//! what it is asked to do and how the case stands; not who told police what and why they decide as they do; and of a death
//! not before somebody has told it in person (EX 4). Whose sight is so narrow, the access policies decide.

use crate::{
    agency::Agency,
    episode::{Cause, Episode, EpisodeEvent, HeldInterview, Owner, Report, Step},
    file::PersonFile,
    ids::{EntryId, EpisodeId},
    ledger::{Content, Correction, Entry, Event, Stream},
    meeting::{MeetingEvent, MeetingHeld},
    person::Contact,
    protocol::roles::Roles,
    risk::Grading,
};

/// Somebody's sight of a file, so far as it does not show all of it.
#[derive(Clone, Copy, Debug)]
pub struct Narrow<'a> {
    /// The whole file: what was corrected, and whether carers were told, is asked of it.
    pub file: &'a PersonFile,
    /// For whom it is.
    pub agency: &'a Agency,
    /// The roles, each with the kind of agency that has it.
    pub roles: &'a Roles,
}

/// The case in which somebody was found dead and of which nobody has told those who cared for them.
#[must_use]
pub fn untold_death(file: &PersonFile) -> Option<&Episode> {
    file.found_dead().map(|(episode, _)| episode).filter(|episode| !carers_told(file, episode.id))
}

/// Whether those who cared for somebody were told of the death that was recorded last: an earlier one may have been refuted.
fn carers_told(file: &PersonFile, episode: EpisodeId) -> bool {
    let of_this = file.recorded.iter().filter(|recorded| recorded.stream == Stream::Episode(episode));
    let mut told = false;
    for event in of_this.filter_map(|recorded| recorded.event.episode()) {
        if matches!(event, EpisodeEvent::FoundDead { .. }) {
            told = false;
        } else if matches!(event, EpisodeEvent::StepTaken { step: Step::CarersToldOfDeath, .. }) {
            told = true;
        }
    }
    told
}

impl Narrow<'_> {
    /// The entries as they are read: some are left out, of some only that they happened is told.
    #[must_use]
    pub fn read(&self, entries: &[Entry]) -> Vec<Entry> {
        entries.iter().filter_map(|entry| self.entry(entry)).collect()
    }

    fn entry(&self, entry: &Entry) -> Option<Entry> {
        let Content::Event(event) = &entry.content else { return Some(entry.clone()) };
        let read = match event {
            Event::Corrected(correction) => Event::Corrected(self.correction(correction)?),
            Event::Episode(_) | Event::Meeting(_) if entry.actor.agency == self.agency.id => event.clone(),
            Event::Episode(said) => Event::Episode(self.said(entry.stream, said)?),
            Event::Meeting(said) => Event::Meeting(meeting(said)),
            Event::Person(_) | Event::Incident(_) | Event::Placement(_) | Event::Agency(_) => event.clone(),
        };
        Some(Entry { content: Content::Event(read), ..entry.clone() })
    }

    /// A correction tells no more than what it corrects.
    fn correction(&self, correction: &Correction) -> Option<Correction> {
        let corrected = self.file.find(correction.corrects)?;
        if corrected.actor.agency == self.agency.id {
            return Some(correction.clone());
        }
        let read = |event: &Event| match event {
            Event::Episode(said) => self.said(corrected.stream, said).map(Event::Episode),
            Event::Meeting(said) => Some(Event::Meeting(meeting(said))),
            Event::Person(_)
            | Event::Incident(_)
            | Event::Placement(_)
            | Event::Agency(_)
            | Event::Corrected(_) => Some(event.clone()),
        };
        read(&corrected.event)?;
        let event = match correction.event.as_deref() {
            Some(event) => Some(Box::new(read(event)?)),
            None => None,
        };
        let reason = match &corrected.event {
            Event::Episode(_) | Event::Meeting(_) => String::new(),
            Event::Person(_)
            | Event::Incident(_)
            | Event::Placement(_)
            | Event::Agency(_)
            | Event::Corrected(_) => correction.reason.clone(),
        };
        Some(Correction { event, reason, ..correction.clone() })
    }

    /// What another agency recorded in an episode; nothing where even that it did is not told.
    fn said(&self, stream: Stream, said: &EpisodeEvent) -> Option<EpisodeEvent> {
        match self.is_told(stream, said) {
            Telling::Nothing => None,
            Telling::That => Some(without_words(said)),
            Telling::All => Some(said.clone()),
        }
    }

    fn is_told(&self, stream: Stream, said: &EpisodeEvent) -> Telling {
        match said {
            EpisodeEvent::InformationReceived(_)
            | EpisodeEvent::Sighted { .. }
            | EpisodeEvent::InvestigationReviewed { .. }
            | EpisodeEvent::DocumentMade(_) => Telling::Nothing,
            EpisodeEvent::FoundDead { .. } | EpisodeEvent::DeathRefuted { .. } => self.of_a_death(stream),
            EpisodeEvent::StepTaken { step, .. } if follows_a_death(*step) => self.of_a_death(stream),
            EpisodeEvent::TaskSet(task) => all_if(self.is_asked(&task.owner)),
            EpisodeEvent::TasksAssigned { owner, .. } => all_if(self.is_asked(owner)),
            EpisodeEvent::TaskResult { of, .. } => all_if(self.has_task(stream, *of)),
            EpisodeEvent::MessageSent(message) if self.is_about_nothing_told(&message.cause) => {
                Telling::Nothing
            }
            EpisodeEvent::LogNumberRecorded { .. } | EpisodeEvent::InvestigatingOfficerAppointed { .. } => {
                Telling::All
            }
            EpisodeEvent::Opened(_)
            | EpisodeEvent::ReportAdded(_)
            | EpisodeEvent::ClassChanged { .. }
            | EpisodeEvent::PackMoved { .. }
            | EpisodeEvent::PartnerInvolved { .. }
            | EpisodeEvent::StepTaken { .. }
            | EpisodeEvent::OfficerDeployed { .. }
            | EpisodeEvent::MashNotified { .. }
            | EpisodeEvent::MashRated { .. }
            | EpisodeEvent::MashAssessed { .. }
            | EpisodeEvent::RiskAssessed { .. }
            | EpisodeEvent::RiskReviewed { .. }
            | EpisodeEvent::ReferredToNationalUnit { .. }
            | EpisodeEvent::DisagreementRaised { .. }
            | EpisodeEvent::DisagreementResolved { .. }
            | EpisodeEvent::CrimeDisclosed { .. }
            | EpisodeEvent::CrimeReported { .. }
            | EpisodeEvent::HandoverOffered(_)
            | EpisodeEvent::HandoverAccepted { .. }
            | EpisodeEvent::HandoverDeclined { .. }
            | EpisodeEvent::CaseTaken { .. }
            | EpisodeEvent::MessageSent(_)
            | EpisodeEvent::MessageSentOn { .. }
            | EpisodeEvent::MessageAcknowledged { .. }
            | EpisodeEvent::ReturnReported { .. }
            | EpisodeEvent::ReturnRefuted { .. }
            | EpisodeEvent::ReturnConfirmed(_)
            | EpisodeEvent::JointClosureProposed { .. }
            | EpisodeEvent::JointClosureRefused { .. }
            | EpisodeEvent::ClosedJointly { .. }
            | EpisodeEvent::Closed { .. }
            | EpisodeEvent::Reopened { .. }
            | EpisodeEvent::PreventionInterviewAttempted { .. }
            | EpisodeEvent::PreventionInterviewHeld(_)
            | EpisodeEvent::ReturnInterviewOffered { .. }
            | EpisodeEvent::ReturnInterviewDeclined { .. }
            | EpisodeEvent::ReturnInterviewHeldByOther { .. }
            | EpisodeEvent::ReturnInterviewDeclineReviewed { .. }
            | EpisodeEvent::ReturnInterviewHeld(_)
            | EpisodeEvent::FindingsShared { .. }
            | EpisodeEvent::SignificanceDecided { .. } => Telling::That,
        }
    }

    fn of_a_death(&self, stream: Stream) -> Telling {
        match stream {
            Stream::Episode(id) if carers_told(self.file, id) => Telling::That,
            Stream::Episode(_)
            | Stream::Person(_)
            | Stream::Incident(_)
            | Stream::Placement(_)
            | Stream::Meeting(_)
            | Stream::Agency(_) => Telling::Nothing,
        }
    }

    /// Whether a task, or what it was made of since, is for people of the agency.
    fn has_task(&self, stream: Stream, task: EntryId) -> bool {
        let Stream::Episode(id) = stream else { return false };
        let set = self.file.episodes.get(&id).and_then(|episode| episode.room.task(task));
        set.is_some_and(|set| self.is_asked(&set.task.owner))
    }

    /// Whether a message tells of something of which not even that it was recorded is told.
    fn is_about_nothing_told(&self, cause: &Cause) -> bool {
        let entry = match cause {
            Cause::News { entry, .. } | Cause::Task { task: entry } | Cause::Handover { offer: entry } => {
                *entry
            }
            Cause::Late { .. } | Cause::Duty { .. } => return false,
        };
        self.file.find(entry).is_some_and(|news| {
            let of_others = news.event.episode().filter(|_| news.actor.agency != self.agency.id);
            of_others.is_some_and(|said| self.said(news.stream, said).is_none())
        })
    }

    fn is_asked(&self, owner: &Owner) -> bool {
        self.roles.get(&owner.role).is_some_and(|role| role.is_of(self.agency.kind))
    }
}

/// How much of an entry is told.
enum Telling {
    /// Not even that it was recorded.
    Nothing,
    /// That it happened, and not in whose words or why.
    That,
    /// All of it.
    All,
}

fn all_if(theirs: bool) -> Telling {
    if theirs { Telling::All } else { Telling::Nothing }
}

fn follows_a_death(step: Step) -> bool {
    const AFTER: [Step; 9] = [
        Step::CoronerInformed,
        Step::CarersToldOfDeath,
        Step::FamilyToldOfDeath,
        Step::FamilyOfficerAppointed,
        Step::PlacingAuthorityToldOfDeath,
        Step::WorkerToldOfDeath,
        Step::ReviewingOfficerToldOfDeath,
        Step::AgenciesToldOfDeath,
        Step::PublicityWithdrawn,
    ];
    AFTER.contains(&step)
}

fn meeting(said: &MeetingEvent) -> MeetingEvent {
    match said {
        MeetingEvent::Held(held) => MeetingEvent::Held(MeetingHeld {
            chair: String::new(),
            attended: String::new(),
            decisions: String::new(),
            ..held.clone()
        }),
        MeetingEvent::MinutesCirculated { .. } => MeetingEvent::MinutesCirculated { to: String::new() },
    }
}

/// What happened without the words of whoever recorded it.
fn without_words(said: &EpisodeEvent) -> EpisodeEvent {
    let mut told = said.clone();
    take_words(&mut told);
    told
}

/// Every event stands here, so that a new one tells nothing by mistake.
fn take_words(told: &mut EpisodeEvent) {
    use EpisodeEvent as Said;
    match told {
        Said::Opened(opened) => take_words_of_report(&mut opened.report),
        Said::ReportAdded(report) => take_words_of_report(report),
        Said::RiskAssessed { grading, .. } | Said::RiskReviewed { grading, .. } => {
            let Grading { grade: _, reasons, human_rights, considerations } = grading;
            take([reasons, human_rights]);
            considerations.clear();
        }
        Said::PreventionInterviewHeld(held) | Said::ReturnInterviewHeld(held) => {
            take_words_of_interview(held)
        }
        Said::ReturnConfirmed(confirmed) => confirmed.harm.clear(),
        Said::HandoverOffered(handover) => handover.briefing.clear(),
        Said::MessageSent(message) => {
            if let Some(by_hand) = &mut message.by_hand {
                by_hand.reason.clear();
            }
        }
        Said::ClassChanged { reason: text, .. }
        | Said::PackMoved { reason: text, .. }
        | Said::PartnerInvolved { purpose: text, .. }
        | Said::OfficerDeployed { place: text, .. }
        | Said::MashNotified { reasons: text, .. }
        | Said::MashRated { reasons: text, .. }
        | Said::MashAssessed { outcome: text }
        | Said::ReferredToNationalUnit { reference: text }
        | Said::DisagreementRaised { reason: text, .. }
        | Said::DisagreementResolved { outcome: text, .. }
        | Said::CrimeReported { reference: text, .. }
        | Said::HandoverDeclined { reason: text, .. }
        | Said::CaseTaken { reason: text }
        | Said::MessageAcknowledged { note: text, .. }
        | Said::MessageSentOn { reason: text, .. }
        | Said::ReturnRefuted { reason: text, .. }
        | Said::DeathRefuted { reason: text, .. }
        | Said::JointClosureRefused { reason: text, .. }
        | Said::Closed { summary: text }
        | Said::Reopened { reason: text }
        | Said::PreventionInterviewAttempted { note: text, .. }
        | Said::ReturnInterviewDeclined { reason: text, .. }
        | Said::ReturnInterviewHeldByOther { findings: text, .. }
        | Said::ReturnInterviewDeclineReviewed { reason: text, .. }
        | Said::FindingsShared { with: text, .. }
        | Said::SignificanceDecided { reasons: text, .. } => text.clear(),
        Said::StepTaken { who, note, .. } => take([who, note]),
        Said::CrimeDisclosed { what, told_to } => take([what, told_to]),
        Said::ReturnReported { by, place } => take([by, place]),
        Said::FoundDead { circumstances, place, found_by, identity_confirmed_by } => {
            take([circumstances, place, found_by, identity_confirmed_by]);
        }
        Said::JointClosureProposed { assessment, chronology, reason } => {
            take([assessment, chronology, reason]);
        }
        Said::ClosedJointly { seen, reason, .. } => take([seen, reason]),
        Said::HandoverAccepted { .. }
        | Said::LogNumberRecorded { .. }
        | Said::InvestigatingOfficerAppointed { .. }
        | Said::InformationReceived(_)
        | Said::Sighted { .. }
        | Said::InvestigationReviewed { .. }
        | Said::TaskSet(_)
        | Said::TasksAssigned { .. }
        | Said::TaskResult { .. }
        | Said::DocumentMade(_)
        | Said::ReturnInterviewOffered { .. } => {}
    }
}

fn take<const N: usize>(texts: [&mut String; N]) {
    texts.into_iter().for_each(String::clear);
}

/// What whoever looks after somebody needs in order to look for them stays; who told it goes, and by what police know a body.
fn take_words_of_report(report: &mut Report) {
    let relation = std::mem::take(&mut report.reporter.relation);
    report.reporter = Contact { relation, ..Contact::default() };
    (report.dental, report.dna, report.fingerprints) = (None, None, None);
    report.taken_by.clear();
    report.typed_by.clear();
}

fn take_words_of_interview(held: &mut HeldInterview) {
    let HeldInterview {
        interviewer: _,
        also_for: _,
        setting,
        consent,
        why,
        where_and_whom,
        harm,
        what_would_help,
    } = held;
    take([setting, consent, why, where_and_whom, harm, what_would_help]);
}
