//! What can be recorded about a case, as far as a protocol cares: the vocabulary that packs and
//! scenarios share. The ledger knows more; whoever evaluates a case maps its entries to these.

use jiff::Timestamp;

use super::case::FactId;
pub use super::change::{Change, NoSuchField};

/// Declares the acts that carry no field of their own, with the name each has in packs and scenarios.
macro_rules! acts {
    ($($variant:ident => $name:literal,)*) => {
        /// An act that is complete once it is said to have happened: nothing further is recorded with it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "each act is explained by its name, and at length in the glossary")]
        pub enum Act { $($variant,)* }

        impl Act {
            /// Every act, in the order in which a case usually meets them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name that packs and scenarios use.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

acts! {
    SocialCareNotified => "social_care_notified",
    MashAssessed => "mash_assessed",
    SeniorManagementReviewed => "senior_management_reviewed",
    IoAppointed => "io_appointed",
    MediaStrategySet => "media_strategy_set",
    FamilySupportArranged => "family_support_arranged",
    UkmpuReferred => "ukmpu_referred",
    UkmpuToldFound => "ukmpu_told_found",
    HomeOfficeInformed => "home_office_informed",
    ServiceManagerInformed => "service_manager_informed",
    NeedToKnowIssued => "need_to_know_issued",
    AdNotified => "ad_notified",
    AdReviewed => "ad_reviewed",
    BirthdayMeetingHeld => "birthday_meeting_held",
    LeavingCareReassessed => "leaving_care_reassessed",
    OfficerDeployed => "officer_deployed",
    FamilySignposted => "family_signposted",
    FormsSharedWithPolice => "forms_shared_with_police",
    ReturnReported => "return_reported",
    ClassChangedToAbduction => "class_changed_to_abduction",
    ClassChangedToMissing => "class_changed_to_missing",
    CrimeDisclosed => "crime_disclosed",
    RepeatReviewHeld => "repeat_review_held",
    PlacingAuthorityLetterSent => "placing_authority_letter_sent",
    MashStrategyDiscussionHeld => "mash_strategy_discussion_held",
    DisagreementRaised => "disagreement_raised",
    FormPartTwoCompleted => "form_part_two_completed",
    FormReviewed => "form_reviewed",
    PlacementPlanChecked => "placement_plan_checked",
    TriggerPlanReviewed => "trigger_plan_reviewed",
    Returned => "returned",
    FoundDead => "found_dead",
    ClosedJointly => "closed_jointly",
    PreventionInterviewCompleted => "prevention_interview_completed",
    IriCompleted => "iri_completed",
    IriHeldByOther => "iri_held_by_other",
    IriDeclined => "iri_declined",
    IriDeclineReviewed => "iri_decline_reviewed",
}

/// The kind of an event without what it carries: what a pack names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each kind is explained at the variant of `What` that bears its name")]
pub enum EventKind {
    Reported,
    MashNotified,
    MashRerated,
    RiskAssessed,
    RiskReviewed,
    InformationReceived,
    Sighting,
    PlacingAuthorityTold,
    StrategyMeetingHeld,
    ReturnRefuted,
    CrimeReportedToPolice,
    MinutesCirculated,
    DisagreementResolved,
    FormCompleted,
    FindingsShared,
    Allocated,
    Correction,
    Act(Act),
}

impl EventKind {
    /// The kinds that carry fields of their own; with [`Act::ALL`] these are all there are.
    pub const WITH_FIELDS: &[Self] = &[
        Self::Reported,
        Self::MashNotified,
        Self::MashRerated,
        Self::RiskAssessed,
        Self::RiskReviewed,
        Self::InformationReceived,
        Self::Sighting,
        Self::PlacingAuthorityTold,
        Self::StrategyMeetingHeld,
        Self::ReturnRefuted,
        Self::CrimeReportedToPolice,
        Self::MinutesCirculated,
        Self::DisagreementResolved,
        Self::FormCompleted,
        Self::FindingsShared,
        Self::Allocated,
        Self::Correction,
    ];

    /// Every kind.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::WITH_FIELDS.iter().copied().chain(Act::ALL.iter().copied().map(Self::Act))
    }

    /// The name that packs and scenarios use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::MashNotified => "mash_notified",
            Self::MashRerated => "mash_rerated",
            Self::RiskAssessed => "risk_assessed",
            Self::RiskReviewed => "risk_reviewed",
            Self::InformationReceived => "information_received",
            Self::Sighting => "sighting",
            Self::PlacingAuthorityTold => "placing_authority_told",
            Self::StrategyMeetingHeld => "strategy_meeting_held",
            Self::ReturnRefuted => "return_refuted",
            Self::CrimeReportedToPolice => "crime_reported_to_police",
            Self::MinutesCirculated => "minutes_circulated",
            Self::DisagreementResolved => "disagreement_resolved",
            Self::FormCompleted => "form_completed",
            Self::FindingsShared => "findings_shared",
            Self::Allocated => "allocated",
            Self::Correction => "correction",
            Self::Act(act) => act.name(),
        }
    }

    /// The kind of that name, if there is one.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::all().find(|kind| kind.name() == name)
    }
}

/// Declares a small closed vocabulary with the word each member has in packs and scenarios.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident => $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every member.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The word that packs and scenarios use.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The member of that name, if there is one.
            #[must_use]
            pub fn named(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|member| member.name() == word)
            }
        }
    };
}
pub(super) use words;

words! {
    /// How much risk the missing person is thought to be at. What each grade means is pack data.
    Grade {
        /// The most urgent.
        High => "high",
        /// Active and measured.
        Medium => "medium",
        /// Proportionate enquiries.
        Low => "low",
        /// No apparent, or very low, risk.
        NoApparentRisk => "no_apparent_risk",
    }
}

words! {
    /// Who made a risk assessment: an officer's is reviewed by a supervisor, a supervisor's own is not.
    Assessor {
        /// An officer who is not a supervisor.
        Officer => "officer",
        /// A supervisor.
        Supervisor => "supervisor",
    }
}

words! {
    /// How urgently social care's front door wants the case assessed (NP 6.14).
    Rating {
        /// Most urgent.
        Red => "red",
        /// Less urgent.
        Amber => "amber",
        /// Least urgent.
        Green => "green",
    }
}

words! {
    /// Whether information bears on the grading of risk.
    Weight {
        /// It does, so the risk is looked at again soon.
        Significant => "significant",
        /// It is kept, and changes no clock.
        Ordinary => "ordinary",
    }
}

words! {
    /// What a placing authority was told.
    Told {
        /// That the child is missing.
        Missing => "missing",
        /// That the child is back.
        Return => "return",
    }
}

words! {
    /// Which talk after a return.
    Interview {
        /// The police's talk (formerly safe and well check).
        Prevention => "prevention_interview",
        /// The independent one.
        IndependentReturn => "independent_return_interview",
    }
}

words! {
    /// Whether a meeting was on the schedule or asked for.
    Calling {
        /// Held as the schedule wants.
        Scheduled => "scheduled",
        /// Asked for by a professional, after a review or for significant risk: it fills no slot.
        Called => "called",
    }
}

words! {
    /// Whether the child has a worker of their own.
    Allocation {
        /// There is one.
        Worker => "worker",
        /// There is none.
        NoWorker => "no_worker",
    }
}

/// A form of an area's own design, named as packs name it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FormId(pub String);

/// What happened, with all that is recorded of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The person was reported missing; without this there is no episode.
    Reported {
        /// Since when, if that is known; the episode starts then.
        missing_since: Option<Timestamp>,
    },
    /// The front door of social care was notified.
    MashNotified {
        /// Its rating, which may come later.
        rating: Option<Rating>,
    },
    /// The front door changed its rating, or gave its first.
    MashRerated {
        /// The rating from now on.
        rating: Rating,
    },
    /// Risk was graded.
    RiskAssessed {
        /// The grade given.
        grade: Grade,
        /// By whom.
        by: Assessor,
    },
    /// A supervisor reviewed the grading of risk.
    RiskReviewed {
        /// The grade from now on.
        grade: Grade,
    },
    /// Information came in.
    InformationReceived {
        /// Whether it bears on risk.
        weight: Weight,
    },
    /// Somebody saw the person.
    Sighting {
        /// Whether it bears on risk.
        weight: Weight,
    },
    /// The authority that placed the child here was told something.
    PlacingAuthorityTold {
        /// What it was told.
        of: Told,
    },
    /// A strategy meeting was held.
    StrategyMeetingHeld {
        /// The slot of the schedule that it names, if it names one.
        slot: Option<u32>,
        /// Whether it was on the schedule.
        calling: Calling,
    },
    /// A reported return turned out not to be true.
    ReturnRefuted {
        /// The reported return.
        of: FactId,
    },
    /// A disclosed crime was reported to the police.
    CrimeReportedToPolice {
        /// The disclosure.
        of: FactId,
    },
    /// The minutes of a meeting went round.
    MinutesCirculated {
        /// The meeting.
        of: FactId,
    },
    /// A disagreement about risk was resolved.
    DisagreementResolved {
        /// The disagreement.
        of: FactId,
    },
    /// A form was completed.
    FormCompleted {
        /// Which.
        form: FormId,
    },
    /// What an interview found was shared.
    FindingsShared {
        /// Which interview.
        of: Interview,
    },
    /// A worker was allocated, or is no longer.
    Allocated {
        /// How it is from then on.
        worker: Allocation,
    },
    /// An earlier entry was wrong.
    Correction {
        /// The entry that was wrong.
        corrects: FactId,
        /// What it should have said.
        changes: Vec<Change>,
    },
    /// Any other act.
    Done(Act),
}

impl What {
    /// The kind of this event.
    #[must_use]
    pub const fn kind(&self) -> EventKind {
        match self {
            Self::Reported { .. } => EventKind::Reported,
            Self::MashNotified { .. } => EventKind::MashNotified,
            Self::MashRerated { .. } => EventKind::MashRerated,
            Self::RiskAssessed { .. } => EventKind::RiskAssessed,
            Self::RiskReviewed { .. } => EventKind::RiskReviewed,
            Self::InformationReceived { .. } => EventKind::InformationReceived,
            Self::Sighting { .. } => EventKind::Sighting,
            Self::PlacingAuthorityTold { .. } => EventKind::PlacingAuthorityTold,
            Self::StrategyMeetingHeld { .. } => EventKind::StrategyMeetingHeld,
            Self::ReturnRefuted { .. } => EventKind::ReturnRefuted,
            Self::CrimeReportedToPolice { .. } => EventKind::CrimeReportedToPolice,
            Self::MinutesCirculated { .. } => EventKind::MinutesCirculated,
            Self::DisagreementResolved { .. } => EventKind::DisagreementResolved,
            Self::FormCompleted { .. } => EventKind::FormCompleted,
            Self::FindingsShared { .. } => EventKind::FindingsShared,
            Self::Allocated { .. } => EventKind::Allocated,
            Self::Correction { .. } => EventKind::Correction,
            Self::Done(act) => EventKind::Act(*act),
        }
    }

    /// The grade, if this graded risk.
    #[must_use]
    pub const fn grade(&self) -> Option<Grade> {
        if let Self::RiskAssessed { grade, .. } | Self::RiskReviewed { grade } = self {
            Some(*grade)
        } else {
            None
        }
    }

    /// Whether a worker is allocated from then on, if this says so.
    #[must_use]
    pub const fn allocation(&self) -> Option<Allocation> {
        if let Self::Allocated { worker } = self { Some(*worker) } else { None }
    }

    /// The form completed, if this says so.
    #[must_use]
    pub const fn form(&self) -> Option<&FormId> {
        if let Self::FormCompleted { form } = self { Some(form) } else { None }
    }

    /// Since when somebody is missing who was reported at an instant, if this is the report.
    #[must_use]
    pub fn start(&self, reported: Timestamp) -> Option<Timestamp> {
        if let Self::Reported { missing_since } = self {
            Some(missing_since.unwrap_or(reported))
        } else {
            None
        }
    }

    /// How the episode ended, if this ended it.
    #[must_use]
    pub const fn end(&self) -> Option<Act> {
        if let Self::Done(by @ (Act::Returned | Act::FoundDead | Act::ClosedJointly)) = self {
            Some(*by)
        } else {
            None
        }
    }

    /// The earlier entry that this one names, other than to correct it.
    #[must_use]
    pub const fn names(&self) -> Option<&FactId> {
        if let Self::ReturnRefuted { of }
        | Self::CrimeReportedToPolice { of }
        | Self::MinutesCirculated { of }
        | Self::DisagreementResolved { of } = self
        {
            Some(of)
        } else {
            None
        }
    }
}
