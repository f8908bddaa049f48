//! The closed sets of words that episode events use, each with its word in the ledger, forms and catalogue.

use serde::{Deserialize, Serialize};

use crate::{
    closed_sets::words,
    ids::{AccountId, EntryId, EpisodeId},
};

words! {
    /// A step that needs no more than who and what: somebody was told, something was held or sent.
    Step {
        /// Children's social care was told at once (NP 3.16).
        SocialCareNotified = "social_care_notified",
        /// The family was told where support is to be had (ST 4.29).
        FamilySignposted = "family_signposted",
        /// A senior manager examined lines of enquiry and staffing (NP 1.4).
        SeniorManagementReviewed = "senior_management_reviewed",
        /// A media strategy was set (NP 1.4).
        MediaStrategySet = "media_strategy_set",
        /// Support for the family was arranged (NP 1.4).
        FamilySupportArranged = "family_support_arranged",
        /// The national unit was told that the person is found (ST 4.21).
        NationalUnitToldFound = "ukmpu_told_found",
        /// The Home Office was told of an unaccompanied child (NP 4.3).
        HomeOfficeInformed = "home_office_informed",
        /// The placing authority was told that the child is missing (NP 8.10).
        PlacingAuthorityToldMissing = "placing_authority_told_missing",
        /// The placing authority was told of the return (NP 8.10).
        PlacingAuthorityToldReturn = "placing_authority_told_return",
        /// The service manager was informed (NP 7.22).
        ServiceManagerInformed = "service_manager_informed",
        /// The need-to-know briefing was issued (NP 7.22).
        NeedToKnowIssued = "need_to_know_issued",
        /// The assistant director was told (NP 6.8).
        AssistantDirectorNotified = "ad_notified",
        /// The assistant director reviewed formally (NP 6.8).
        AssistantDirectorReviewed = "ad_reviewed",
        /// The meeting at the eighteenth birthday was held (NP 6.8).
        BirthdayMeetingHeld = "birthday_meeting_held",
        /// A care leaver's needs were assessed again (NP 4.1).
        LeavingCareReassessed = "leaving_care_reassessed",
        /// The pre-incident forms were shared with police (NP 3.7).
        FormsSharedWithPolice = "forms_shared_with_police",
        /// Part two of the incident form was completed: clothing, last seen (NP 3.6).
        FormPartTwoCompleted = "form_part_two_completed",
        /// The incident form was looked at again (NP 3.6).
        FormReviewed = "form_reviewed",
        /// Repeated episodes were reviewed (NP 7.18).
        RepeatReviewHeld = "repeat_review_held",
        /// A letter went to the placing authority (NP 8.12).
        PlacingAuthorityLetterSent = "placing_authority_letter_sent",
        /// The strategy discussion at the MASH was held (NP 8.12).
        MashStrategyDiscussionHeld = "mash_strategy_discussion_held",
        /// The trigger plan was reviewed (PW).
        TriggerPlanReviewed = "trigger_plan_reviewed",
        /// A police search adviser was consulted (NP 1.4).
        SearchAdviserConsulted = "search_adviser_consulted",
        /// A senior investigating officer was appointed, or it was decided that none is needed (NP 1.4).
        SeniorInvestigatorAppointed = "sio_appointed",
        /// The coroner was informed of a death.
        CoronerInformed = "coroner_informed",
        /// The family was told of a death, by a person and not by telephone.
        FamilyToldOfDeath = "family_told_of_death",
        /// An officer stays with the family after a death.
        FamilyOfficerAppointed = "family_officer_appointed",
        /// The placing authority was told of a death.
        PlacingAuthorityToldOfDeath = "placing_authority_told_of_death",
        /// Whoever cared for the person was told of the death: home, foster carers, ward.
        CarersToldOfDeath = "carers_told_of_death",
        /// The allocated worker was told of the death.
        WorkerToldOfDeath = "worker_told_of_death",
        /// The reviewing officer was told of the death.
        ReviewingOfficerToldOfDeath = "iro_told_of_death",
        /// The other agencies that hold the case were told of the death.
        AgenciesToldOfDeath = "agencies_told_of_death",
        /// Publicity about the person was withdrawn.
        PublicityWithdrawn = "publicity_withdrawn",
    }
}

words! {
    /// The MASH's rating of a notification (NP 6.14).
    MashRating {
        /// Within 4 hours in the reference pack.
        Red = "red",
        /// Within 24 hours in the reference pack.
        Amber = "amber",
        /// Within 72 hours in the reference pack.
        Green = "green",
    }
}

words! {
    /// Whether information bears on risk.
    Significance {
        /// It does: risk is to be looked at again.
        Significant = "significant",
        /// It does not.
        Routine = "routine",
    }
}

words! {
    /// From where information came.
    Origin {
        /// A member of the public.
        Public = "public",
        /// Family or a friend.
        FamilyOrFriend = "family_or_friend",
        /// A helpline, which may not say who rang.
        Helpline = "helpline",
        /// Another agency.
        Partner = "partner",
        /// Police: an officer, a system, a camera.
        Police = "police",
        /// Published: the press, the internet.
        Published = "published",
    }
}

words! {
    /// How far a source can be relied on, as police grade information.
    SourceReliability {
        /// Known to be reliable.
        Reliable = "reliable",
        /// Not tested.
        Untested = "untested",
        /// Known not to be reliable.
        NotReliable = "not_reliable",
    }
}

words! {
    /// How what was said is known.
    Credibility {
        /// The source saw or heard it.
        KnownDirectly = "known_directly",
        /// The source was told, and something else bears it out.
        Corroborated = "corroborated",
        /// The source was told.
        KnownIndirectly = "known_indirectly",
        /// Nobody can say.
        NotKnown = "not_known",
        /// It is thought to be false.
        SuspectedFalse = "suspected_false",
    }
}

words! {
    /// A check that whoever reports can make, and that never delays a report in an emergency (NP 3.12).
    CheckKind {
        /// Their room.
        Room = "room",
        /// House, outbuildings, garden.
        Buildings = "buildings",
        /// Their telephone and accounts.
        Telephone = "telephone",
        /// Friends.
        Friends = "friends",
        /// Relatives.
        Relatives = "relatives",
        /// Places where they usually are.
        UsualPlaces = "usual_places",
        /// School, college or work.
        SchoolOrWork = "school_or_work",
        /// What is gone with them: clothes, money, medication.
        Belongings = "belongings",
    }
}

words! {
    /// Where a check stands.
    CheckMade {
        /// Made.
        Made = "made",
        /// Still to be made.
        ToMake = "to_make",
        /// It cannot be made or makes no sense here.
        NotApplicable = "not_applicable",
    }
}

words! {
    /// Whether something is held by which a person can be identified.
    Held {
        /// Somebody holds it.
        Held = "held",
        /// It was asked for, and nobody holds it.
        NotHeld = "not_held",
        /// It was asked for, and nobody can say.
        NotKnown = "not_known",
    }
}

words! {
    /// What became of a task.
    TaskOutcome {
        /// It was done.
        Done = "done",
        /// It could not be done.
        NotPossible = "not_possible",
        /// It is no longer needed.
        NotNeeded = "not_needed",
    }
}

words! {
    /// What an episode means for the child, once they are back (NP 7.7).
    EpisodeSignificance {
        /// Not significant: nothing further.
        NotSignificant = "not_significant",
        /// Vulnerabilities: targeted support.
        TargetedSupport = "targeted_support",
        /// Significant: the MASH assesses.
        MashAssessment = "mash_assessment",
    }
}

words! {
    /// A paper made from a case.
    DocumentKind {
        /// The briefing sheet.
        Briefing = "briefing",
        /// The referral to the national unit (ST 4.21).
        NationalReferral = "national_referral",
    }
}

words! {
    /// The interview of a returned person.
    InterviewKind {
        /// By police, soon after the return.
        Prevention = "prevention_interview",
        /// By somebody independent.
        Return = "independent_return_interview",
    }
}

words! {
    /// How an attempt to hold a prevention interview ended.
    EndOfAttempt {
        /// The person refused.
        Refused = "refused",
        /// They were not reached.
        NotReached = "not_reached",
        /// They were not fit to talk.
        NotFit = "not_fit",
    }
}

words! {
    /// Who declined a return interview (NP 5.14).
    DeclinedBy {
        /// The child.
        Child = "child",
        /// A parent or carer.
        Parent = "parent",
        /// Nobody: they were not reached.
        NotReached = "not_reached",
    }
}

words! {
    /// Whether a case is referred to the MASH.
    Referral {
        /// Referred.
        Referred = "referred",
        /// Not referred.
        NotReferred = "not_referred",
    }
}

/// An interview that was held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldInterview {
    /// Who held it, and what they are.
    pub interviewer: String,
    /// Where, and who else was there.
    #[serde(default)]
    pub setting: String,
    /// Consent asked and explained, and what was answered.
    #[serde(default)]
    pub consent: String,
    /// Why they went: what pushed, what pulled.
    pub why: String,
    /// Where they were, and with whom.
    pub where_and_whom: String,
    /// Harm or crime told of, or that none was.
    pub harm: String,
    /// What would help to keep it from happening again.
    pub what_would_help: String,
    /// Other times missing that the same talk was about (T9).
    #[serde(default)]
    pub also_for: Vec<EpisodeId>,
}

words! {
    /// What whoever holds a case is told by name, because somebody else recorded it.
    HolderNews {
        /// The case was closed jointly.
        ClosedJointly = "closed_jointly",
        /// A proposal to close it jointly was refused.
        ClosureRefused = "closure_refused",
        /// It is another kind of matter than was thought.
        ClassChanged = "class_changed",
    }
}

/// What a message is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum Cause {
    /// A duty is to be done, and is not done.
    Duty {
        /// The pack that asks for it.
        pack: String,
        /// The duty.
        duty: String,
        /// What it is `of`; empty where the pack has it once.
        of: String,
        /// Its place in a series; 0 outside one.
        sequence: i64,
    },
    /// Something was recorded that others must know.
    News {
        /// The pack that asks for it.
        pack: String,
        /// What the pack calls it.
        news: String,
        /// The entry.
        entry: EntryId,
    },
    /// Somebody is late home, and nobody has said what became of it.
    Late {
        /// The pack that asks for it.
        pack: String,
        /// The entry that noted it.
        note: EntryId,
        /// How often whoever is asked first has said before that they know.
        asking: i64,
    },
    /// A case was offered.
    Handover {
        /// The offer.
        offer: EntryId,
    },
    /// A case was taken over from somebody who held it: they are told by name.
    TakenOver {
        /// The entry by which it went.
        taking: EntryId,
    },
    /// Somebody says that the person is back: whoever holds the case, and each who agreed to close it before, is told by name.
    SaidBack {
        /// The entry that says so.
        report: EntryId,
        /// Who is told.
        told: AccountId,
    },
    /// Somebody proposes to close the case while the person is missing: whoever decides with them is told.
    Closure {
        /// The proposal.
        proposal: EntryId,
    },
    /// Something was recorded that whoever holds the case has to know: they are told by name.
    HolderTold {
        /// The entry.
        entry: EntryId,
        /// What was recorded.
        news: HolderNews,
        /// Who is told.
        told: AccountId,
    },
    /// A task is to be done.
    Task {
        /// The entry that set it.
        task: EntryId,
    },
}
