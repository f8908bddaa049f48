//! The closed sets of words that episode events use, each with its word in the ledger, forms and catalogue.

use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every value, in the order in which a form offers them.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word in the ledger, forms and catalogue.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// The value of that word.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.word() == word)
            }
        }
    };
}

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
}
