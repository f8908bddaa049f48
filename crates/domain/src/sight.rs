//! What a person's file tells somebody who has a part in it without working the case: a home reads what it told itself,
//! what it is asked to do and how the case stands; not who told police what and why they decide as they do; and of a death
//! not before somebody has told it in person (EX 4). Whose sight is so narrow, the access policies decide.

#[cfg(test)]
mod tests;
mod words;

use std::collections::HashMap;

use crate::{
    agency::Agency,
    episode::{Cause, Episode, EpisodeEvent, Owner, Step},
    file::PersonFile,
    ids::{EntryId, EpisodeId},
    ledger::{Content, Correction, Entry, Event, Stream},
    merging::Merges,
    person::PersonEvent,
    protocol::roles::Roles,
};

use words::{in_words_of, without_words};

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
    /// The entries as they are read: what the agency recorded whole; of what others did, some are left out, and some told
    /// without words.
    #[must_use]
    pub fn read(&self, entries: &[Entry]) -> Vec<Entry> {
        let mut own = HashMap::new();
        let told = entries.iter().filter_map(|entry| match &entry.content {
            Content::Event(event) => Some((entry.stream, entry.id, event)),
            Content::Disposed => None,
        });
        let merges = Merges::of(told);
        // Of whom a record was taken for is told while it is so, and not once they are two people again.
        let of_another = |entry: &Entry| match &entry.content {
            Content::Event(event) => merges.tells_of_an_undone(entry.stream, entry.id, event),
            Content::Disposed => false,
        };
        let told = entries.iter().filter(|entry| entry.actor.agency == self.agency.id || !of_another(entry));
        told.filter_map(|entry| self.entry(entry, &mut own)).collect()
    }

    /// One entry, after those before it of which `own` keeps what the agency told, as it told it last.
    fn entry<'e>(&self, entry: &'e Entry, own: &mut HashMap<EntryId, &'e Event>) -> Option<Entry> {
        let Content::Event(event) = &entry.content else { return Some(entry.clone()) };
        if entry.actor.agency != self.agency.id {
            let read = self.of_others(entry.stream, event, own)?;
            return Some(Entry { content: Content::Event(read), ..entry.clone() });
        }
        match event {
            Event::Corrected(Correction { corrects, event, .. }) => {
                own.extend(event.as_deref().map(|event| (*corrects, event)));
            }
            Event::Person(_)
            | Event::Incident(_)
            | Event::Episode(_)
            | Event::Placement(_)
            | Event::Meeting(_)
            | Event::Agency(_)
            | Event::Unidentified(_) => _ = own.insert(entry.id, event),
        }
        Some(entry.clone())
    }

    /// What another agency recorded; nothing where even that it did is not told.
    fn of_others(&self, stream: Stream, event: &Event, own: &HashMap<EntryId, &Event>) -> Option<Event> {
        match event {
            Event::Corrected(correction) => self.correction(correction, own).map(Event::Corrected),
            Event::Episode(said) => match self.is_told(stream, said) {
                Telling::Nothing => None,
                Telling::That => Some(without_words(event)),
                Telling::All => Some(event.clone()),
            },
            // That there are other records of that name tells of other people.
            Event::Person(PersonEvent::ToldApart { .. } | PersonEvent::SaidTheSame { .. }) => None,
            Event::Person(_)
            | Event::Incident(_)
            | Event::Placement(_)
            | Event::Meeting(_)
            | Event::Agency(_)
            | Event::Unidentified(_) => Some(without_words(event)),
        }
    }

    /// A correction by others tells no more than what it corrects; where that is the agency's own, its words stand.
    fn correction(&self, correction: &Correction, own: &HashMap<EntryId, &Event>) -> Option<Correction> {
        let corrected = self.file.find(correction.corrects)?;
        let told = own.get(&correction.corrects);
        let read = |event: &Event| match told {
            Some(told) => Some(in_words_of(event, told)),
            None => self.of_others(corrected.stream, event, own),
        };
        read(&corrected.event)?;
        let event = match correction.event.as_deref() {
            Some(event) => Some(Box::new(read(event)?)),
            None => None,
        };
        Some(Correction { event, reason: String::new(), ..correction.clone() })
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
            | Stream::Agency(_)
            | Stream::Unidentified(_) => Telling::Nothing,
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
            Cause::News { entry, .. }
            | Cause::Task { task: entry }
            | Cause::Handover { offer: entry }
            | Cause::TakenOver { taking: entry }
            | Cause::SaidBack { report: entry, .. }
            | Cause::Closure { proposal: entry }
            | Cause::HolderTold { entry, .. } => *entry,
            Cause::Late { .. } | Cause::Duty { .. } => return false,
        };
        self.file.find(entry).is_some_and(|news| {
            let of_others = news.event.episode().filter(|_| news.actor.agency != self.agency.id);
            of_others.is_some_and(|said| matches!(self.is_told(news.stream, said), Telling::Nothing))
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
