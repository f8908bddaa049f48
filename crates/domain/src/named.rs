//! What an event names by its id. Whoever records or corrects it asks the same of each: is it there, and may they
//! see it? Every event stands here, so that a new one cannot name something that nobody looks up.

use crate::{
    episode::{EpisodeEvent, GoverningPack},
    ids::{AccountId, AgencyId, EntryId, EpisodeId},
    ledger::Event,
    meeting::MeetingEvent,
    person::PersonEvent,
    placement::PlacementEvent,
};

/// The ids that stand in an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// Agencies of the deployment.
    pub agencies: Vec<AgencyId>,
    /// Packs in their versions.
    pub packs: Vec<GoverningPack>,
    /// Other times missing of the same person.
    pub episodes: Vec<EpisodeId>,
    /// Entries of the same stream that set a task.
    pub tasks: Vec<EntryId>,
    /// The entry of the same stream that it answers. A correction cannot make it answer another.
    pub answers: Option<EntryId>,
    /// People with an account.
    pub accounts: Vec<AccountId>,
}

/// What an event names.
#[must_use]
pub fn named_in(event: &Event) -> Named {
    match event {
        Event::Episode(event) => in_episode(event),
        Event::Person(event) => in_person(event),
        Event::Placement(PlacementEvent::Recorded(placement)) => {
            Named { agencies: placement.provider.into_iter().collect(), ..Named::default() }
        }
        Event::Placement(PlacementEvent::PlanChecked { .. } | PlacementEvent::Ended { .. })
        | Event::Meeting(MeetingEvent::MinutesCirculated { .. })
        | Event::Incident(_)
        | Event::Agency(_)
        // What names people who may be missing is looked up where it is recorded, by whoever may see them.
        | Event::Unidentified(_) => Named::default(),
        Event::Meeting(MeetingEvent::Held(held)) => {
            Named { episodes: vec![held.episode], ..Named::default() }
        }
        // What a correction would make of an entry names what the entry then names.
        Event::Corrected(correction) => correction.event.as_deref().map_or_else(Named::default, named_in),
    }
}

fn in_person(event: &PersonEvent) -> Named {
    match event {
        PersonEvent::MarkerEnded { marker: of, .. }
        | PersonEvent::PhotographWithdrawn { photograph: of, .. }
        | PersonEvent::LateAcknowledged { of, .. } => answering(*of),
        PersonEvent::LateTold(message) => Named { accounts: message.people.clone(), ..Named::default() },
        // Whose records they are is asked where they are merged.
        PersonEvent::Absorbed(_)
        | PersonEvent::MergedInto { .. }
        | PersonEvent::Separated { .. }
        | PersonEvent::Restored { .. }
        | PersonEvent::Registered { .. }
        | PersonEvent::DetailsChanged { .. }
        | PersonEvent::ToldApart { .. }
        | PersonEvent::SaidTheSame { .. }
        | PersonEvent::MarkerRecorded(_)
        | PersonEvent::CareStatusRecorded(_)
        | PersonEvent::WorkerAllocated { .. }
        | PersonEvent::WorkerDeallocated { .. }
        | PersonEvent::FormCompleted { .. }
        | PersonEvent::TriggerPlanAgreed { .. }
        | PersonEvent::TriggerPlanWithdrawn { .. }
        | PersonEvent::FeaturesRecorded { .. }
        | PersonEvent::PhotographAdded(_)
        | PersonEvent::LateNoted { .. }
        | PersonEvent::LateEnded { .. } => Named::default(),
    }
}

fn in_episode(event: &EpisodeEvent) -> Named {
    match event {
        EpisodeEvent::Opened(opened) => {
            Named { agencies: vec![opened.lead_force], packs: opened.governed_by.clone(), ..Named::default() }
        }
        EpisodeEvent::PackMoved { governed_by, .. } => {
            Named { packs: governed_by.clone(), ..Named::default() }
        }
        EpisodeEvent::PartnerInvolved { agency, .. } => Named { agencies: vec![*agency], ..Named::default() },
        EpisodeEvent::InformationReceived(information) | EpisodeEvent::Sighted { information, .. } => {
            Named { tasks: information.task.into_iter().collect(), ..Named::default() }
        }
        EpisodeEvent::PreventionInterviewHeld(interview) | EpisodeEvent::ReturnInterviewHeld(interview) => {
            Named { episodes: interview.also_for.clone(), ..Named::default() }
        }
        EpisodeEvent::DisagreementResolved { of, .. }
        | EpisodeEvent::CrimeReported { of, .. }
        | EpisodeEvent::ReturnRefuted { of, .. }
        | EpisodeEvent::DeathRefuted { of, .. }
        | EpisodeEvent::JointClosureRefused { of, .. }
        | EpisodeEvent::HandoverAccepted { of }
        | EpisodeEvent::HandoverDeclined { of, .. }
        | EpisodeEvent::MessageAcknowledged { of, .. } => answering(*of),
        EpisodeEvent::ClosedJointly { of, .. } => Named { answers: *of, ..Named::default() },
        EpisodeEvent::TaskResult { of, .. } => {
            Named { tasks: vec![*of], answers: Some(*of), ..Named::default() }
        }
        EpisodeEvent::TaskSet(task) => {
            Named { accounts: task.owner.account.into_iter().collect(), ..Named::default() }
        }
        EpisodeEvent::TasksAssigned { tasks, owner } => {
            Named { tasks: tasks.clone(), accounts: owner.account.into_iter().collect(), ..Named::default() }
        }
        EpisodeEvent::HandoverOffered(handover) => {
            Named { accounts: handover.to.account.into_iter().collect(), ..Named::default() }
        }
        EpisodeEvent::MessageSentOn { of, to, .. } => {
            Named { accounts: to.account.into_iter().collect(), ..answering(*of) }
        }
        EpisodeEvent::MessageSent(message) => Named { accounts: message.people.clone(), ..Named::default() },
        EpisodeEvent::ReportAdded(_)
        | EpisodeEvent::LogNumberRecorded { .. }
        | EpisodeEvent::ClassChanged { .. }
        | EpisodeEvent::StepTaken { .. }
        | EpisodeEvent::OfficerDeployed { .. }
        | EpisodeEvent::InvestigatingOfficerAppointed { .. }
        | EpisodeEvent::MashNotified { .. }
        | EpisodeEvent::MashRated { .. }
        | EpisodeEvent::MashAssessed { .. }
        | EpisodeEvent::RiskAssessed { .. }
        | EpisodeEvent::RiskReviewed { .. }
        | EpisodeEvent::ReferredToNationalUnit { .. }
        | EpisodeEvent::DisagreementRaised { .. }
        | EpisodeEvent::CrimeDisclosed { .. }
        | EpisodeEvent::ReturnReported { .. }
        | EpisodeEvent::ReturnConfirmed(_)
        | EpisodeEvent::FoundDead { .. }
        | EpisodeEvent::JointClosureProposed { .. }
        | EpisodeEvent::PreventionInterviewAttempted { .. }
        | EpisodeEvent::ReturnInterviewOffered { .. }
        | EpisodeEvent::ReturnInterviewDeclined { .. }
        | EpisodeEvent::ReturnInterviewHeldByOther { .. }
        | EpisodeEvent::ReturnInterviewDeclineReviewed { .. }
        | EpisodeEvent::FindingsShared { .. }
        | EpisodeEvent::Closed { .. }
        | EpisodeEvent::Reopened { .. }
        | EpisodeEvent::SignificanceDecided { .. }
        | EpisodeEvent::InvestigationReviewed { .. }
        | EpisodeEvent::CaseTaken { .. }
        | EpisodeEvent::DocumentMade(_) => Named::default(),
    }
}

fn answering(of: EntryId) -> Named {
    Named { answers: Some(of), ..Named::default() }
}
