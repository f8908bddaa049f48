//! What an entry is about, so far as two people may get in each other's way. Entries on the same matter clash where the
//! later one was decided without seeing the earlier; entries on different matters never do.

use domain::{
    episode::{EpisodeEvent, InterviewKind, Step},
    file::PersonFile,
    ids::{EntryId, EpisodeId, MeetingId, PlacementId},
    ledger::{Content, Correction, Entry, Event, Stream},
    meeting::MeetingEvent,
    person::{Form, MarkerKind, PersonEvent},
    placement::PlacementEvent,
};

use super::{Act, decide::Place};

/// A matter that can be settled in two ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Matter {
    Risk,
    Mash,
    Report,
    Return,
    PreventionInterview,
    ReturnInterview,
    Findings(InterviewKind),
    Closure,
    Packs,
    NationalUnit,
    InvestigatingOfficer,
    Step(Step),
    Meetings,
    Minutes(MeetingId),
    AnswerTo(EntryId),
    CorrectionOf(EntryId),
    Details,
    Features,
    Marker(MarkerKind),
    EndOfMarker(EntryId),
    Care,
    Worker,
    Form(Form),
    TriggerPlan,
    Placements,
    Placement(PlacementId),
    Class,
    Holder,
    Assignment,
    Significance,
    Late,
}

/// A matter, of one episode or of the person.
pub(super) type About = (Option<EpisodeId>, Matter);

/// The matters of what somebody asks to be recorded.
pub(super) fn of_act(file: &PersonFile, place: Place, act: &Act) -> Vec<About> {
    let episode = match place {
        Place::Episode(id) => Some(id),
        Place::Person => None,
    };
    match act {
        Act::Episode(event) => of_episode(event).map(|matter| (episode, matter)).into_iter().collect(),
        // Any number of tasks stand side by side.
        Act::UseTaskList { .. } => Vec::new(),
        Act::HoldMeeting(_) => vec![(episode, Matter::Meetings)],
        Act::CirculateMinutes { meeting, .. } => vec![(episode, Matter::Minutes(*meeting))],
        Act::Correct(correction) => of_correction(file, correction),
        Act::Person(event) => of_person(event).map(|matter| (None, matter)).into_iter().collect(),
        Act::Unidentified(_) => Vec::new(),
        Act::RecordPlacement(_) => vec![(None, Matter::Placements)],
        Act::CheckPlacementPlan { placement, .. } | Act::EndPlacement { placement, .. } => {
            vec![(None, Matter::Placement(*placement))]
        }
    }
}

/// Whether an entry is on one of the matters. What was disposed of is on none.
pub(super) fn concerns(file: &PersonFile, entry: &Entry, matters: &[About]) -> bool {
    match &entry.content {
        Content::Event(event) => {
            of_event(file, entry.stream, event).iter().any(|about| matters.contains(about))
        }
        Content::Disposed => false,
    }
}

/// The matters of an event of a stream.
fn of_event(file: &PersonFile, stream: Stream, event: &Event) -> Vec<About> {
    match event {
        Event::Episode(event) => {
            let episode = match stream {
                Stream::Episode(id) => Some(id),
                Stream::Person(_)
                | Stream::Incident(_)
                | Stream::Placement(_)
                | Stream::Meeting(_)
                | Stream::Agency(_)
                | Stream::Unidentified(_) => None,
            };
            of_episode(event).map(|matter| (episode, matter)).into_iter().collect()
        }
        Event::Meeting(event) => vec![of_meeting(file, stream, event)],
        Event::Person(event) => of_person(event).map(|matter| (None, matter)).into_iter().collect(),
        Event::Placement(event) => vec![(None, of_placement(stream, event))],
        Event::Incident(_) | Event::Agency(_) | Event::Unidentified(_) => Vec::new(),
        Event::Corrected(correction) => of_correction(file, correction),
    }
}

/// A correction concerns the entry it corrects, and whatever that is about.
fn of_correction(file: &PersonFile, correction: &Correction) -> Vec<About> {
    let mut matters = vec![(None, Matter::CorrectionOf(correction.corrects))];
    if let Some(corrected) = file.find(correction.corrects) {
        matters.extend(of_event(file, corrected.stream, &corrected.event));
    }
    matters
}

fn of_episode(event: &EpisodeEvent) -> Option<Matter> {
    Some(match event {
        EpisodeEvent::Opened(_) => Matter::Report,
        EpisodeEvent::PackMoved { .. } => Matter::Packs,
        EpisodeEvent::StepTaken { step, .. } => Matter::Step(*step),
        EpisodeEvent::InvestigatingOfficerAppointed { .. } => Matter::InvestigatingOfficer,
        EpisodeEvent::MashNotified { .. }
        | EpisodeEvent::MashRated { .. }
        | EpisodeEvent::MashAssessed { .. } => Matter::Mash,
        EpisodeEvent::RiskAssessed { .. } | EpisodeEvent::RiskReviewed { .. } => Matter::Risk,
        EpisodeEvent::ReferredToNationalUnit { .. } => Matter::NationalUnit,
        EpisodeEvent::DisagreementResolved { of, .. } | EpisodeEvent::CrimeReported { of, .. } => {
            Matter::AnswerTo(*of)
        }
        EpisodeEvent::ReturnReported { .. }
        | EpisodeEvent::ReturnRefuted { .. }
        | EpisodeEvent::ReturnConfirmed(_)
        | EpisodeEvent::FoundDead { .. }
        | EpisodeEvent::DeathRefuted { .. }
        | EpisodeEvent::ClosedJointly { .. } => Matter::Return,
        EpisodeEvent::PreventionInterviewAttempted { .. } | EpisodeEvent::PreventionInterviewHeld(_) => {
            Matter::PreventionInterview
        }
        EpisodeEvent::ReturnInterviewOffered { .. }
        | EpisodeEvent::ReturnInterviewDeclined { .. }
        | EpisodeEvent::ReturnInterviewHeldByOther { .. }
        | EpisodeEvent::ReturnInterviewDeclineReviewed { .. }
        | EpisodeEvent::ReturnInterviewHeld(_) => Matter::ReturnInterview,
        EpisodeEvent::FindingsShared { of, .. } => Matter::Findings(*of),
        EpisodeEvent::Closed { .. }
        | EpisodeEvent::Reopened { .. }
        | EpisodeEvent::JointClosureProposed { .. }
        | EpisodeEvent::JointClosureRefused { .. } => Matter::Closure,
        EpisodeEvent::ClassChanged { .. } => Matter::Class,
        EpisodeEvent::SignificanceDecided { .. } => Matter::Significance,
        EpisodeEvent::TasksAssigned { .. } => Matter::Assignment,
        EpisodeEvent::TaskResult { of, .. }
        | EpisodeEvent::HandoverAccepted { of }
        | EpisodeEvent::HandoverDeclined { of, .. }
        | EpisodeEvent::MessageAcknowledged { of, .. } => Matter::AnswerTo(*of),
        EpisodeEvent::HandoverOffered(_) | EpisodeEvent::CaseTaken { .. } => Matter::Holder,
        // Any number of them stand side by side.
        EpisodeEvent::PartnerInvolved { .. }
        | EpisodeEvent::OfficerDeployed { .. }
        | EpisodeEvent::InformationReceived(_)
        | EpisodeEvent::Sighted { .. }
        | EpisodeEvent::DisagreementRaised { .. }
        | EpisodeEvent::ReportAdded(_)
        | EpisodeEvent::LogNumberRecorded { .. }
        | EpisodeEvent::InvestigationReviewed { .. }
        | EpisodeEvent::TaskSet(_)
        | EpisodeEvent::MessageSent(_)
        | EpisodeEvent::MessageSentOn { .. }
        | EpisodeEvent::DocumentMade(_)
        | EpisodeEvent::CrimeDisclosed { .. } => return None,
    })
}

fn of_meeting(file: &PersonFile, stream: Stream, event: &MeetingEvent) -> About {
    match (event, stream) {
        (MeetingEvent::Held(held), _) => (Some(held.episode), Matter::Meetings),
        (MeetingEvent::MinutesCirculated { .. }, Stream::Meeting(meeting)) => {
            let episode = file.meetings.get(&meeting).map(|meeting| meeting.held.episode);
            (episode, Matter::Minutes(meeting))
        }
        (
            MeetingEvent::MinutesCirculated { .. },
            Stream::Person(_)
            | Stream::Incident(_)
            | Stream::Episode(_)
            | Stream::Placement(_)
            | Stream::Agency(_)
            | Stream::Unidentified(_),
        ) => (None, Matter::Meetings),
    }
}

fn of_person(event: &PersonEvent) -> Option<Matter> {
    Some(match event {
        PersonEvent::Registered { .. } | PersonEvent::DetailsChanged { .. } => Matter::Details,
        PersonEvent::MarkerRecorded(marker) => Matter::Marker(marker.marker),
        PersonEvent::MarkerEnded { marker, .. } => Matter::EndOfMarker(*marker),
        PersonEvent::CareStatusRecorded(_) => Matter::Care,
        PersonEvent::WorkerAllocated { .. } | PersonEvent::WorkerDeallocated { .. } => Matter::Worker,
        PersonEvent::FormCompleted { form, .. } => Matter::Form(*form),
        PersonEvent::TriggerPlanAgreed { .. } | PersonEvent::TriggerPlanWithdrawn { .. } => {
            Matter::TriggerPlan
        }
        PersonEvent::FeaturesRecorded { .. } => Matter::Features,
        PersonEvent::PhotographAdded(_) => Matter::Details,
        PersonEvent::PhotographWithdrawn { photograph, .. } => Matter::AnswerTo(*photograph),
        PersonEvent::LateNoted { .. } | PersonEvent::LateEnded { .. } => Matter::Late,
        PersonEvent::LateAcknowledged { of, .. } => Matter::AnswerTo(*of),
        // What it changes of the record clashes with whoever was changing it.
        PersonEvent::Absorbed(_) | PersonEvent::Separated { .. } => Matter::Details,
        // What is sent by itself contradicts nobody, and what mirrors a merge in the other record neither, nor what is said of
        // other records.
        PersonEvent::LateTold(_)
        | PersonEvent::MergedInto { .. }
        | PersonEvent::Restored { .. }
        | PersonEvent::ToldApart { .. }
        | PersonEvent::SaidTheSame { .. } => return None,
    })
}

fn of_placement(stream: Stream, event: &PlacementEvent) -> Matter {
    match (event, stream) {
        (PlacementEvent::PlanChecked { .. } | PlacementEvent::Ended { .. }, Stream::Placement(id)) => {
            Matter::Placement(id)
        }
        (
            PlacementEvent::Recorded(_) | PlacementEvent::PlanChecked { .. } | PlacementEvent::Ended { .. },
            _,
        ) => Matter::Placements,
    }
}
