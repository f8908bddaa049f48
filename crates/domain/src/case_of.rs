//! From a person's file to what the protocol engine is told: one case per episode.
//!
//! The file is already folded as known at a moment, corrections applied, so the engine sees facts and no corrections.

use jiff::{Timestamp, civil::date};

use crate::{
    episode::{Episode, EpisodeEvent, InterviewKind, MashRating, Significance, Step},
    file::{PersonFile, Recorded},
    ids::{EntryId, EpisodeId, MeetingId, PlacementId},
    incident::IncidentClass,
    ledger::{Event, Stream},
    meeting::{MeetingEvent, Occasion},
    person::{BirthDate, CareBasis, Form, MarkerKind, Person, PersonEvent},
    placement::{self, PlacementEvent, PlacementPlace},
    protocol::{
        case::{
            Birth, Case, Circumstance, Circumstances, EarlierEpisode, Fact, FactId, Place, Placement,
            PlacementKind, Subject,
        },
        event::{Act, Allocation, Assessor, Calling, FormId, Grade, Interview, Rating, Told, Weight, What},
    },
    risk,
};

/// The case of one episode, or nothing where the file does not hold it.
#[must_use]
pub fn case_of(file: &PersonFile, episode: EpisodeId) -> Option<Case> {
    let this = file.episodes.get(&episode)?;
    let placement = match this.ended_at() {
        Some(end) => file.placement_at(end),
        None => file.placement_at(Timestamp::MAX),
    };
    let placed = placement.map(|placement| placement.id);
    // One time missing that was reported twice counts once.
    let earlier = |other: &&Episode| {
        other.id != episode && other.reported_at < this.reported_at && !other.is_carried_on()
    };
    Some(Case {
        person: Subject {
            born: born(file.person.details.birth),
            circumstances: circumstances(&person_of_the_time(file, this)),
            placement: placement.map(placed_as),
            forms: Vec::new(),
        },
        earlier_episodes: file
            .episodes
            .values()
            .filter(earlier)
            .map(|other| EarlierEpisode {
                start: other.start(),
                reported: other.reported_at,
                end: other.ended_at(),
            })
            .collect(),
        earlier_reviews: file
            .episodes
            .values()
            .filter(|other| other.id != episode)
            .flat_map(|other| &other.steps)
            .filter(|(step, at)| *step == Step::RepeatReviewHeld && *at < this.reported_at)
            .map(|(_, at)| *at)
            .collect(),
        facts: file.recorded.iter().filter_map(|recorded| fact(file, episode, placed, recorded)).collect(),
    })
}

fn fact(
    file: &PersonFile,
    episode: EpisodeId,
    placed: Option<PlacementId>,
    recorded: &Recorded,
) -> Option<Fact> {
    let what = match (&recorded.event, recorded.stream) {
        // A search that was closed jointly and goes on was never at its end.
        (Event::Episode(EpisodeEvent::ClosedJointly { .. }), Stream::Episode(id))
            if id == episode && reopened_after(file, id, recorded.happened_at) =>
        {
            return None;
        }
        // Whoever was found dead was somebody else.
        (Event::Episode(EpisodeEvent::FoundDead { .. }), Stream::Episode(id))
            if id == episode && refuted(file, id, recorded.entry) =>
        {
            return None;
        }
        (Event::Episode(event), Stream::Episode(id)) if id == episode => episode_fact(event)?,
        // One talk may have been about several times missing.
        (Event::Episode(EpisodeEvent::PreventionInterviewHeld(interview)), Stream::Episode(_))
            if interview.also_for.contains(&episode) =>
        {
            What::Done(Act::PreventionInterviewCompleted)
        }
        (Event::Episode(EpisodeEvent::ReturnInterviewHeld(interview)), Stream::Episode(_))
            if interview.also_for.contains(&episode) =>
        {
            What::Done(Act::IriCompleted)
        }
        (Event::Meeting(event), Stream::Meeting(id))
            if file.meetings.get(&id).is_some_and(|meeting| meeting.held.episode == episode) =>
        {
            meeting_fact(id, event)
        }
        (Event::Person(event), _) => person_fact(event)?,
        (Event::Placement(PlacementEvent::PlanChecked { .. }), Stream::Placement(id))
            if Some(id) == placed =>
        {
            What::Done(Act::PlacementPlanChecked)
        }
        (
            Event::Episode(_)
            | Event::Meeting(_)
            | Event::Placement(_)
            | Event::Incident(_)
            | Event::Agency(_)
            | Event::Unidentified(_)
            | Event::Corrected(_),
            _,
        ) => return None,
    };
    let id = match recorded.stream {
        Stream::Meeting(id) if matches!(what, What::StrategyMeetingHeld { .. }) => meeting_name(id),
        Stream::Meeting(_)
        | Stream::Person(_)
        | Stream::Incident(_)
        | Stream::Episode(_)
        | Stream::Placement(_)
        | Stream::Agency(_)
        | Stream::Unidentified(_) => FactId(recorded.entry.to_string()),
    };
    // A corrected time may lie after the first entering of it, never after now.
    let recorded_at = recorded.recorded_at.max(recorded.happened_at);
    Some(Fact { id: Some(id), at: recorded.happened_at, recorded_at, what })
}

fn meeting_name(id: MeetingId) -> FactId {
    FactId(id.to_string())
}

fn episode_fact(event: &EpisodeEvent) -> Option<What> {
    Some(match event {
        EpisodeEvent::Opened(opened) => What::Reported { missing_since: opened.missing_since },
        EpisodeEvent::StepTaken { step, .. } => step_fact(*step)?,
        EpisodeEvent::OfficerDeployed { .. } => What::Done(Act::OfficerDeployed),
        EpisodeEvent::InvestigatingOfficerAppointed { .. } => What::Done(Act::IoAppointed),
        EpisodeEvent::MashNotified { rating, .. } => What::MashNotified { rating: rating.map(rating_of) },
        EpisodeEvent::MashRated { rating, .. } => What::MashRerated { rating: rating_of(*rating) },
        EpisodeEvent::MashAssessed { .. } => What::Done(Act::MashAssessed),
        EpisodeEvent::RiskAssessed { by, grading, .. } => {
            What::RiskAssessed { grade: grade_of(grading.grade), by: assessor_of(*by) }
        }
        EpisodeEvent::RiskReviewed { grading, .. } => What::RiskReviewed { grade: grade_of(grading.grade) },
        EpisodeEvent::InformationReceived(information) => {
            What::InformationReceived { weight: weight_of(information.significance) }
        }
        EpisodeEvent::Sighted { information, .. } => {
            What::Sighting { weight: weight_of(information.significance) }
        }
        EpisodeEvent::ReferredToNationalUnit { .. } => What::Done(Act::UkmpuReferred),
        EpisodeEvent::DisagreementRaised { .. } => What::Done(Act::DisagreementRaised),
        EpisodeEvent::DisagreementResolved { of, .. } => {
            What::DisagreementResolved { of: FactId(of.to_string()) }
        }
        EpisodeEvent::CrimeDisclosed { .. } => What::Done(Act::CrimeDisclosed),
        EpisodeEvent::CrimeReported { of, .. } => What::CrimeReportedToPolice { of: FactId(of.to_string()) },
        EpisodeEvent::ReturnReported { .. } => What::Done(Act::ReturnReported),
        EpisodeEvent::ReturnRefuted { of, .. } => What::ReturnRefuted { of: FactId(of.to_string()) },
        EpisodeEvent::ReturnConfirmed(_) => What::Done(Act::Returned),
        EpisodeEvent::FoundDead { .. } => What::Done(Act::FoundDead),
        EpisodeEvent::ClosedJointly { .. } => What::Done(Act::ClosedJointly),
        EpisodeEvent::PreventionInterviewHeld(_) => What::Done(Act::PreventionInterviewCompleted),
        EpisodeEvent::ReturnInterviewDeclined { .. } => What::Done(Act::IriDeclined),
        EpisodeEvent::ReturnInterviewHeldByOther { .. } => What::Done(Act::IriHeldByOther),
        EpisodeEvent::ReturnInterviewDeclineReviewed { .. } => What::Done(Act::IriDeclineReviewed),
        EpisodeEvent::ReturnInterviewHeld(_) => What::Done(Act::IriCompleted),
        EpisodeEvent::ClassChanged { class, .. } => class_fact(*class)?,
        EpisodeEvent::FindingsShared { of, .. } => What::FindingsShared { of: interview_of(*of) },
        // What no clock runs on.
        EpisodeEvent::PackMoved { .. }
        | EpisodeEvent::PartnerInvolved { .. }
        | EpisodeEvent::PreventionInterviewAttempted { .. }
        | EpisodeEvent::ReturnInterviewOffered { .. }
        | EpisodeEvent::Closed { .. }
        | EpisodeEvent::DeathRefuted { .. }
        | EpisodeEvent::JointClosureProposed { .. }
        | EpisodeEvent::JointClosureRefused { .. }
        | EpisodeEvent::ReportAdded(_)
        | EpisodeEvent::LogNumberRecorded { .. }
        | EpisodeEvent::Reopened { .. }
        | EpisodeEvent::SignificanceDecided { .. }
        | EpisodeEvent::InvestigationReviewed { .. }
        | EpisodeEvent::TaskSet(_)
        | EpisodeEvent::TasksAssigned { .. }
        | EpisodeEvent::TaskResult { .. }
        | EpisodeEvent::HandoverOffered(_)
        | EpisodeEvent::HandoverAccepted { .. }
        | EpisodeEvent::HandoverDeclined { .. }
        | EpisodeEvent::CaseTaken { .. }
        | EpisodeEvent::MessageSent(_)
        | EpisodeEvent::MessageSentOn { .. }
        | EpisodeEvent::MessageAcknowledged { .. }
        | EpisodeEvent::DocumentMade(_) => return None,
    })
}

/// The changes of class that are news: to a crime in action, and to somebody who is missing after all.
fn class_fact(class: IncidentClass) -> Option<What> {
    match class {
        IncidentClass::Abduction => Some(What::Done(Act::ClassChangedToAbduction)),
        IncidentClass::Missing => Some(What::Done(Act::ClassChangedToMissing)),
        IncidentClass::WantedAndMissing
        | IncidentClass::Absconded
        | IncidentClass::AbsentWithoutLeave
        | IncidentClass::WhereaboutsKnown
        | IncidentClass::ConcernForWelfare
        | IncidentClass::TracingRelative
        | IncidentClass::SchoolAbsence
        | IncidentClass::LateHome => None,
    }
}

fn step_fact(step: Step) -> Option<What> {
    Some(match step {
        Step::SocialCareNotified => What::Done(Act::SocialCareNotified),
        Step::FamilySignposted => What::Done(Act::FamilySignposted),
        Step::SeniorManagementReviewed => What::Done(Act::SeniorManagementReviewed),
        Step::MediaStrategySet => What::Done(Act::MediaStrategySet),
        Step::FamilySupportArranged => What::Done(Act::FamilySupportArranged),
        Step::NationalUnitToldFound => What::Done(Act::UkmpuToldFound),
        Step::HomeOfficeInformed => What::Done(Act::HomeOfficeInformed),
        Step::PlacingAuthorityToldMissing => What::PlacingAuthorityTold { of: Told::Missing },
        Step::PlacingAuthorityToldReturn => What::PlacingAuthorityTold { of: Told::Return },
        Step::ServiceManagerInformed => What::Done(Act::ServiceManagerInformed),
        Step::NeedToKnowIssued => What::Done(Act::NeedToKnowIssued),
        Step::AssistantDirectorNotified => What::Done(Act::AdNotified),
        Step::AssistantDirectorReviewed => What::Done(Act::AdReviewed),
        Step::BirthdayMeetingHeld => What::Done(Act::BirthdayMeetingHeld),
        Step::LeavingCareReassessed => What::Done(Act::LeavingCareReassessed),
        Step::FormsSharedWithPolice => What::Done(Act::FormsSharedWithPolice),
        Step::FormPartTwoCompleted => What::Done(Act::FormPartTwoCompleted),
        Step::FormReviewed => What::Done(Act::FormReviewed),
        Step::RepeatReviewHeld => What::Done(Act::RepeatReviewHeld),
        Step::PlacingAuthorityLetterSent => What::Done(Act::PlacingAuthorityLetterSent),
        Step::MashStrategyDiscussionHeld => What::Done(Act::MashStrategyDiscussionHeld),
        Step::TriggerPlanReviewed => What::Done(Act::TriggerPlanReviewed),
        // What no clock runs on.
        Step::SearchAdviserConsulted
        | Step::SeniorInvestigatorAppointed
        | Step::CoronerInformed
        | Step::FamilyToldOfDeath
        | Step::FamilyOfficerAppointed
        | Step::PlacingAuthorityToldOfDeath
        | Step::CarersToldOfDeath
        | Step::WorkerToldOfDeath
        | Step::ReviewingOfficerToldOfDeath
        | Step::AgenciesToldOfDeath
        | Step::PublicityWithdrawn => return None,
    })
}

fn reopened_after(file: &PersonFile, episode: EpisodeId, closed_at: Timestamp) -> bool {
    file.episodes.get(&episode).is_some_and(|episode| episode.reopened.iter().any(|at| *at >= closed_at))
}

fn refuted(file: &PersonFile, episode: EpisodeId, death: EntryId) -> bool {
    let said = file.episodes.get(&episode).map(|episode| episode.deaths.iter());
    said.into_iter().flatten().any(|said| said.entry == death && said.answered_at.is_some())
}

fn meeting_fact(id: MeetingId, event: &MeetingEvent) -> What {
    match event {
        MeetingEvent::Held(held) => {
            let (slot, calling) = match held.occasion {
                Occasion::Series => (None, Calling::Scheduled),
                Occasion::Slot { slot } => (Some(u32::from(slot)), Calling::Scheduled),
                Occasion::Called => (None, Calling::Called),
            };
            What::StrategyMeetingHeld { slot, calling }
        }
        MeetingEvent::MinutesCirculated { .. } => What::MinutesCirculated { of: meeting_name(id) },
    }
}

fn person_fact(event: &PersonEvent) -> Option<What> {
    match event {
        PersonEvent::WorkerAllocated { .. } => Some(What::Allocated { worker: Allocation::Worker }),
        PersonEvent::WorkerDeallocated { .. } => Some(What::Allocated { worker: Allocation::NoWorker }),
        PersonEvent::FormCompleted { form, .. } => Some(What::FormCompleted { form: form_of(*form) }),
        PersonEvent::Registered { .. }
        | PersonEvent::DetailsChanged { .. }
        | PersonEvent::ToldApart { .. }
        | PersonEvent::SaidTheSame { .. }
        | PersonEvent::MarkerRecorded(_)
        | PersonEvent::MarkerEnded { .. }
        | PersonEvent::CareStatusRecorded(_)
        | PersonEvent::TriggerPlanAgreed { .. }
        | PersonEvent::TriggerPlanWithdrawn { .. }
        | PersonEvent::FeaturesRecorded { .. }
        | PersonEvent::PhotographAdded(_)
        | PersonEvent::PhotographWithdrawn { .. }
        | PersonEvent::LateNoted { .. }
        | PersonEvent::LateEnded { .. }
        | PersonEvent::LateTold(_)
        | PersonEvent::LateAcknowledged { .. }
        | PersonEvent::Absorbed(_)
        | PersonEvent::MergedInto { .. }
        | PersonEvent::Separated { .. }
        | PersonEvent::Restored { .. } => None,
    }
}

/// The person as they were when the episode ended, or are while it runs: a plan agreed or a child taken into care
/// later asks nothing of an episode that was over by then.
fn person_of_the_time(file: &PersonFile, episode: &Episode) -> Person {
    let Some(end) = episode.ended_at() else { return file.person.clone() };
    file.person_at(end)
}

fn circumstances(person: &Person) -> Circumstances {
    let basis = person.care.basis;
    let holds = [
        (Circumstance::InCare, matches!(basis, CareBasis::CareOrder | CareBasis::Accommodated)),
        (Circumstance::CareLeaver, basis == CareBasis::CareLeaver),
        (Circumstance::Uasc, person.care.unaccompanied_asylum_seeker),
        (Circumstance::SeriousConcerns, person.holds(MarkerKind::SeriousConcerns)),
        (Circumstance::TriggerPlan, person.trigger_plan.is_some()),
    ];
    // Allocation comes as facts, because who chairs a meeting depends on how it was at that time.
    holds.into_iter().filter_map(|(circumstance, holds)| holds.then_some(circumstance)).collect()
}

fn placed_as(placement: &placement::Placement) -> Placement {
    Placement {
        kind: match placement.recorded.kind {
            placement::PlacementKind::Planned => PlacementKind::Planned,
            placement::PlacementKind::Unplanned => PlacementKind::Unplanned,
        },
        recorded_at: placement.recorded_at,
        start: placement.recorded.start,
        place: match placement.recorded.place {
            PlacementPlace::InArea => Place::InArea,
            PlacementPlace::OutOfArea { .. } => Place::OutOfArea,
            PlacementPlace::PlacedHereByOther { .. } => Place::PlacedHereByOther,
        },
    }
}

fn born(birth: BirthDate) -> Birth {
    match birth {
        BirthDate::Exact { date } => Birth::Exact(date),
        BirthDate::Year { .. } | BirthDate::AgeRange { .. } => match (birth.earliest(), birth.latest()) {
            (Some(earliest), Some(latest)) => Birth::Between { earliest, latest },
            (None, Some(latest)) => Birth::Between { earliest: date(1, 1, 1), latest },
            (_, None) => Birth::Unknown,
        },
        BirthDate::Unknown => Birth::Unknown,
    }
}

/// The engine's word for a form.
#[must_use]
pub fn form_of(form: Form) -> FormId {
    FormId(
        match form {
            Form::IncidentForm => "incident_form",
            Form::LocationForm => "location_form",
        }
        .to_owned(),
    )
}

/// The engine's word for a grade.
#[must_use]
pub fn grade_of(grade: risk::Grade) -> Grade {
    match grade {
        risk::Grade::High => Grade::High,
        risk::Grade::Medium => Grade::Medium,
        risk::Grade::Low => Grade::Low,
        risk::Grade::NoApparentRisk => Grade::NoApparentRisk,
    }
}

fn assessor_of(by: risk::Assessor) -> Assessor {
    match by {
        risk::Assessor::Officer => Assessor::Officer,
        risk::Assessor::Supervisor => Assessor::Supervisor,
    }
}

fn rating_of(rating: MashRating) -> Rating {
    match rating {
        MashRating::Red => Rating::Red,
        MashRating::Amber => Rating::Amber,
        MashRating::Green => Rating::Green,
    }
}

fn weight_of(significance: Significance) -> Weight {
    match significance {
        Significance::Significant => Weight::Significant,
        Significance::Routine => Weight::Ordinary,
    }
}

fn interview_of(kind: InterviewKind) -> Interview {
    match kind {
        InterviewKind::Prevention => Interview::Prevention,
        InterviewKind::Return => Interview::IndependentReturn,
    }
}
