//! Which action recording an event is: one for each, so that a new event cannot be recorded before somebody has decided who may.

use domain::{
    episode::{EpisodeEvent, Step},
    incident::IncidentEvent,
    ledger::Event,
    meeting::MeetingEvent,
    person::PersonEvent,
    placement::PlacementEvent,
    unidentified::UnidentifiedEvent,
};

use super::Action;

impl Action {
    /// The action that recording such an event is.
    #[must_use]
    pub fn recording(event: &Event) -> Self {
        match event {
            Event::Person(event) => Self::recording_on_person(event),
            Event::Incident(event) => Self::recording_on_incident(event),
            Event::Episode(event) => Self::recording_on_episode(event),
            Event::Placement(PlacementEvent::Recorded(_)) => Self::PlacementRecorded,
            Event::Placement(PlacementEvent::PlanChecked { .. }) => Self::PlacementPlanChecked,
            Event::Placement(PlacementEvent::Ended { .. }) => Self::PlacementEnded,
            Event::Meeting(MeetingEvent::Held(_)) => Self::MeetingHeld,
            Event::Meeting(MeetingEvent::MinutesCirculated { .. }) => Self::MinutesCirculated,
            Event::Agency(_) => Self::KeepRota,
            Event::Unidentified(event) => Self::recording_on_unidentified(event),
            Event::Corrected(_) => Self::Corrected,
        }
    }

    /// The action that recording such an event of a person's record is.
    #[must_use]
    pub fn recording_on_person(event: &PersonEvent) -> Self {
        match event {
            PersonEvent::Registered { .. } => Self::PersonRegistered,
            PersonEvent::DetailsChanged { .. } => Self::DetailsChanged,
            PersonEvent::ToldApart { .. } | PersonEvent::SaidTheSame { .. } => Self::ToldApart,
            PersonEvent::MarkerRecorded(_) => Self::MarkerRecorded,
            PersonEvent::MarkerEnded { .. } => Self::MarkerEnded,
            PersonEvent::CareStatusRecorded(_) => Self::CareStatusRecorded,
            PersonEvent::WorkerAllocated { .. } => Self::WorkerAllocated,
            PersonEvent::WorkerDeallocated { .. } => Self::WorkerDeallocated,
            PersonEvent::FormCompleted { .. } => Self::FormCompleted,
            PersonEvent::TriggerPlanAgreed { .. } => Self::TriggerPlanAgreed,
            PersonEvent::TriggerPlanWithdrawn { .. } => Self::TriggerPlanWithdrawn,
            PersonEvent::FeaturesRecorded { .. } => Self::FeaturesRecorded,
            PersonEvent::PhotographAdded(_) => Self::PhotographAdded,
            PersonEvent::PhotographWithdrawn { .. } => Self::PhotographWithdrawn,
            PersonEvent::LateNoted { .. } => Self::LateNoted,
            PersonEvent::LateEnded { .. } => Self::LateEnded,
            PersonEvent::LateTold(_) => Self::LateTold,
            PersonEvent::LateAcknowledged { .. } => Self::LateAcknowledged,
            PersonEvent::Absorbed(_) | PersonEvent::MergedInto { .. } => Self::RecordsMerged,
            PersonEvent::Separated { .. } | PersonEvent::Restored { .. } => Self::RecordsSeparated,
        }
    }

    fn recording_on_incident(event: &IncidentEvent) -> Self {
        match event {
            IncidentEvent::Reported(_)
            | IncidentEvent::PersonNamed { .. }
            | IncidentEvent::Classified { .. }
            | IncidentEvent::EpisodeOpened { .. } => Self::TakeReport,
        }
    }

    /// The action that recording such an event of somebody who cannot be named is.
    #[must_use]
    pub fn recording_on_unidentified(event: &UnidentifiedEvent) -> Self {
        match event {
            UnidentifiedEvent::Recorded { .. } => Self::UnidentifiedRecorded,
            UnidentifiedEvent::DetailsChanged { .. } => Self::UnidentifiedDetailsChanged,
            UnidentifiedEvent::PhotographAdded(_) => Self::UnidentifiedPhotographAdded,
            UnidentifiedEvent::ReferredToNationalUnit { .. } => Self::UnidentifiedReferred,
            UnidentifiedEvent::CandidateProposed(_) => Self::CandidateProposed,
            UnidentifiedEvent::CandidatePossible { .. } => Self::CandidatePossible,
            UnidentifiedEvent::CandidateUnderReview { .. } => Self::CandidateUnderReview,
            UnidentifiedEvent::CandidateExcluded { .. } => Self::CandidateExcluded,
            UnidentifiedEvent::CandidateReopened { .. } => Self::CandidateReopened,
            UnidentifiedEvent::IdentityProposed { .. } => Self::IdentityProposed,
            UnidentifiedEvent::IdentityConfirmed { .. } => Self::IdentityConfirmed,
            UnidentifiedEvent::IdentityRefused { .. } => Self::IdentityRefused,
            UnidentifiedEvent::IdentityTold { .. } => Self::IdentityTold,
            UnidentifiedEvent::NoticeSent(_) => Self::UnidentifiedNoticeSent,
            UnidentifiedEvent::NoticeAcknowledged { .. } => Self::UnidentifiedNoticeAcknowledged,
            UnidentifiedEvent::Closed { .. } => Self::UnidentifiedClosed,
        }
    }

    /// The action that recording such an event of an episode is.
    #[must_use]
    pub fn recording_on_episode(event: &EpisodeEvent) -> Self {
        match event {
            EpisodeEvent::Opened(_) => Self::Reported,
            EpisodeEvent::PackMoved { .. } => Self::PackMoved,
            EpisodeEvent::PartnerInvolved { .. } => Self::PartnerInvolved,
            EpisodeEvent::StepTaken { step, .. } => Self::taking(*step),
            EpisodeEvent::OfficerDeployed { .. } => Self::OfficerDeployed,
            EpisodeEvent::InvestigatingOfficerAppointed { .. } => Self::InvestigatingOfficerAppointed,
            EpisodeEvent::MashNotified { .. } => Self::MashNotified,
            EpisodeEvent::MashRated { .. } => Self::MashRated,
            EpisodeEvent::MashAssessed { .. } => Self::MashAssessed,
            EpisodeEvent::RiskAssessed { .. } => Self::RiskAssessed,
            EpisodeEvent::RiskReviewed { .. } => Self::RiskReviewed,
            EpisodeEvent::InformationReceived(_) => Self::InformationReceived,
            EpisodeEvent::Sighted { .. } => Self::Sighted,
            EpisodeEvent::ReferredToNationalUnit { .. } => Self::ReferredToNationalUnit,
            EpisodeEvent::DisagreementRaised { .. } => Self::DisagreementRaised,
            EpisodeEvent::DisagreementResolved { .. } => Self::DisagreementResolved,
            EpisodeEvent::CrimeDisclosed { .. } => Self::CrimeDisclosed,
            EpisodeEvent::CrimeReported { .. } => Self::CrimeReported,
            EpisodeEvent::ReturnReported { .. } => Self::ReturnReported,
            EpisodeEvent::ReturnRefuted { .. } => Self::ReturnRefuted,
            EpisodeEvent::ReturnConfirmed(_) => Self::ReturnConfirmed,
            EpisodeEvent::FoundDead { .. } => Self::FoundDead,
            EpisodeEvent::DeathRefuted { .. } => Self::DeathRefuted,
            EpisodeEvent::JointClosureProposed { .. } => Self::JointClosureProposed,
            EpisodeEvent::JointClosureRefused { .. } => Self::JointClosureRefused,
            EpisodeEvent::ClosedJointly { .. } => Self::ClosedJointly,
            EpisodeEvent::PreventionInterviewAttempted { .. } => Self::PreventionInterviewAttempted,
            EpisodeEvent::PreventionInterviewHeld(_) => Self::PreventionInterviewHeld,
            EpisodeEvent::ReturnInterviewOffered { .. } => Self::ReturnInterviewOffered,
            EpisodeEvent::ReturnInterviewDeclined { .. } => Self::ReturnInterviewDeclined,
            EpisodeEvent::ReturnInterviewHeldByOther { .. } => Self::ReturnInterviewHeldByOther,
            EpisodeEvent::ReturnInterviewDeclineReviewed { .. } => Self::ReturnInterviewDeclineReviewed,
            EpisodeEvent::ReturnInterviewHeld(_) => Self::ReturnInterviewHeld,
            EpisodeEvent::FindingsShared { .. } => Self::FindingsShared,
            EpisodeEvent::Closed { .. } => Self::Closed,
            EpisodeEvent::ReportAdded(_) => Self::ReportAdded,
            EpisodeEvent::LogNumberRecorded { .. } => Self::LogNumberRecorded,
            EpisodeEvent::ClassChanged { .. } => Self::ClassChanged,
            EpisodeEvent::Reopened { .. } => Self::Reopened,
            EpisodeEvent::SignificanceDecided { .. } => Self::SignificanceDecided,
            EpisodeEvent::InvestigationReviewed { .. } => Self::InvestigationReviewed,
            EpisodeEvent::TaskSet(_) => Self::TaskSet,
            EpisodeEvent::TasksAssigned { .. } => Self::TasksAssigned,
            EpisodeEvent::TaskResult { .. } => Self::TaskResult,
            EpisodeEvent::HandoverOffered(_) => Self::HandoverOffered,
            EpisodeEvent::HandoverAccepted { .. } => Self::HandoverAccepted,
            EpisodeEvent::HandoverDeclined { .. } => Self::HandoverDeclined,
            EpisodeEvent::CaseTaken { .. } => Self::CaseTaken,
            EpisodeEvent::MessageSent(_) => Self::MessageSent,
            EpisodeEvent::MessageSentOn { .. } => Self::MessageSentOn,
            EpisodeEvent::MessageAcknowledged { .. } => Self::MessageAcknowledged,
            EpisodeEvent::DocumentMade(_) => Self::DocumentMade,
        }
    }

    /// The action that taking such a step is.
    #[must_use]
    pub fn taking(step: Step) -> Self {
        match step {
            Step::SocialCareNotified => Self::SocialCareNotified,
            Step::FamilySignposted => Self::FamilySignposted,
            Step::SeniorManagementReviewed => Self::SeniorManagementReviewed,
            Step::MediaStrategySet => Self::MediaStrategySet,
            Step::FamilySupportArranged => Self::FamilySupportArranged,
            Step::NationalUnitToldFound => Self::NationalUnitToldFound,
            Step::HomeOfficeInformed => Self::HomeOfficeInformed,
            Step::PlacingAuthorityToldMissing => Self::PlacingAuthorityToldMissing,
            Step::PlacingAuthorityToldReturn => Self::PlacingAuthorityToldReturn,
            Step::ServiceManagerInformed => Self::ServiceManagerInformed,
            Step::NeedToKnowIssued => Self::NeedToKnowIssued,
            Step::AssistantDirectorNotified => Self::AssistantDirectorNotified,
            Step::AssistantDirectorReviewed => Self::AssistantDirectorReviewed,
            Step::BirthdayMeetingHeld => Self::BirthdayMeetingHeld,
            Step::LeavingCareReassessed => Self::LeavingCareReassessed,
            Step::FormsSharedWithPolice => Self::FormsSharedWithPolice,
            Step::FormPartTwoCompleted => Self::FormPartTwoCompleted,
            Step::FormReviewed => Self::FormReviewed,
            Step::RepeatReviewHeld => Self::RepeatReviewHeld,
            Step::PlacingAuthorityLetterSent => Self::PlacingAuthorityLetterSent,
            Step::MashStrategyDiscussionHeld => Self::MashStrategyDiscussionHeld,
            Step::TriggerPlanReviewed => Self::TriggerPlanReviewed,
            Step::SearchAdviserConsulted => Self::SearchAdviserConsulted,
            Step::SeniorInvestigatorAppointed => Self::SeniorInvestigatorAppointed,
            Step::CoronerInformed => Self::CoronerInformed,
            Step::FamilyToldOfDeath => Self::FamilyToldOfDeath,
            Step::FamilyOfficerAppointed => Self::FamilyOfficerAppointed,
            Step::PlacingAuthorityToldOfDeath => Self::PlacingAuthorityToldOfDeath,
            Step::CarersToldOfDeath => Self::CarersToldOfDeath,
            Step::WorkerToldOfDeath => Self::WorkerToldOfDeath,
            Step::ReviewingOfficerToldOfDeath => Self::ReviewingOfficerToldOfDeath,
            Step::AgenciesToldOfDeath => Self::AgenciesToldOfDeath,
            Step::PublicityWithdrawn => Self::PublicityWithdrawn,
        }
    }
}
