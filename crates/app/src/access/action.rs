//! What somebody can ask to do: each read, the report, and one action per event that can be recorded. The same
//! words stand in the policies, in the ledger and in the API.

/// On what an action is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The area that this deployment serves.
    Area,
    /// One time missing.
    Episode,
    /// One person's record.
    Person,
    /// The record of somebody who cannot be named.
    Unidentified,
}

macro_rules! actions {
    ($($subject:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ })+) => {
        /// Something that a policy permits or forbids.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $($($(#[$doc])* $variant,)+)+
        }

        impl Action {
            /// Every action, in the order of the access matrix.
            pub const ALL: &[Self] = &[$($(Self::$variant,)+)+];

            /// The word in the policies, the access matrix and refusals.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $($(Self::$variant => $word,)+)+
                }
            }

            /// On what it is decided.
            #[must_use]
            pub fn subject(self) -> Subject {
                match self {
                    $($(Self::$variant)|+ => Subject::$subject,)+
                }
            }
        }
    };
}

actions! {
    Area {
        /// Take a report: keep drafts of it and submit it.
        TakeReport = "take_report",
        /// Make the record of somebody who cannot be named, or import such records.
        RecordUnidentified = "record_unidentified",
        /// See the calls that nobody has decided.
        ListCalls = "list_calls",
        /// See who is on duty in one's own agency.
        ViewRota = "view_rota",
        /// Put shifts on the rota of one's own agency, and take them off.
        KeepRota = "keep_rota",
        /// See who lives in one's own home, and where they are.
        KeepHome = "keep_home",
        /// Keep the accounts of one's own agency.
        KeepAccounts = "keep_accounts",
        /// Keep the accounts of every agency.
        KeepAllAccounts = "keep_all_accounts",
    }
    Episode {
        /// Read an episode.
        ViewEpisode = "view_episode",
        /// Find episodes and their duties in lists.
        ListEpisodes = "list_episodes",
        /// Learn who has read an episode.
        ViewReadings = "view_readings",
        /// Correct an entry; whoever may, may correct what they might have recorded.
        Corrected = "corrected",
        /// The report that opens an episode; corrected, never recorded alone.
        Reported = "reported",
        /// Move an episode to another version of its packs.
        PackMoved = "pack_moved",
        /// Ask another agency in.
        PartnerInvolved = "partner_involved",
        /// Children's social care was told.
        SocialCareNotified = "social_care_notified",
        /// The family was told where support is to be had.
        FamilySignposted = "family_signposted",
        /// A senior manager examined lines of enquiry and staffing.
        SeniorManagementReviewed = "senior_management_reviewed",
        /// A media strategy was set.
        MediaStrategySet = "media_strategy_set",
        /// Support for the family was arranged.
        FamilySupportArranged = "family_support_arranged",
        /// The national unit was told that the person is found.
        NationalUnitToldFound = "ukmpu_told_found",
        /// The Home Office was told of an unaccompanied child.
        HomeOfficeInformed = "home_office_informed",
        /// The placing authority was told that the child is missing.
        PlacingAuthorityToldMissing = "placing_authority_told_missing",
        /// The placing authority was told of the return.
        PlacingAuthorityToldReturn = "placing_authority_told_return",
        /// The service manager was informed.
        ServiceManagerInformed = "service_manager_informed",
        /// The need-to-know briefing was issued.
        NeedToKnowIssued = "need_to_know_issued",
        /// The assistant director was told.
        AssistantDirectorNotified = "ad_notified",
        /// The assistant director reviewed formally.
        AssistantDirectorReviewed = "ad_reviewed",
        /// The meeting at the eighteenth birthday was held.
        BirthdayMeetingHeld = "birthday_meeting_held",
        /// A care leaver's needs were assessed again.
        LeavingCareReassessed = "leaving_care_reassessed",
        /// The pre-incident forms were shared with police.
        FormsSharedWithPolice = "forms_shared_with_police",
        /// Part two of the incident form was completed.
        FormPartTwoCompleted = "form_part_two_completed",
        /// The incident form was looked at again.
        FormReviewed = "form_reviewed",
        /// Repeated episodes were reviewed.
        RepeatReviewHeld = "repeat_review_held",
        /// A letter went to the placing authority.
        PlacingAuthorityLetterSent = "placing_authority_letter_sent",
        /// The strategy discussion at the MASH was held.
        MashStrategyDiscussionHeld = "mash_strategy_discussion_held",
        /// The trigger plan was reviewed.
        TriggerPlanReviewed = "trigger_plan_reviewed",
        /// An officer was sent.
        OfficerDeployed = "officer_deployed",
        /// An investigating officer was appointed.
        InvestigatingOfficerAppointed = "io_appointed",
        /// The MASH was notified.
        MashNotified = "mash_notified",
        /// The MASH rated the notification.
        MashRated = "mash_rerated",
        /// The MASH assessment was made.
        MashAssessed = "mash_assessed",
        /// Risk was assessed.
        RiskAssessed = "risk_assessed",
        /// A supervisor reviewed the risk.
        RiskReviewed = "risk_reviewed",
        /// Information came in.
        InformationReceived = "information_received",
        /// Somebody saw the person.
        Sighted = "sighting",
        /// The case was referred to the national unit.
        ReferredToNationalUnit = "ukmpu_referred",
        /// An agency disagrees with the grade.
        DisagreementRaised = "disagreement_raised",
        /// A disagreement was resolved.
        DisagreementResolved = "disagreement_resolved",
        /// The child told of a crime.
        CrimeDisclosed = "crime_disclosed",
        /// The crime was reported to police.
        CrimeReported = "crime_reported_to_police",
        /// Somebody says that the person is back.
        ReturnReported = "return_reported",
        /// A reported return was not true.
        ReturnRefuted = "return_refuted",
        /// The person was located and is well.
        ReturnConfirmed = "returned",
        /// The person was found dead.
        FoundDead = "found_dead",
        /// Closed jointly while still missing.
        ClosedJointly = "closed_jointly",
        /// A prevention interview was tried and not held.
        PreventionInterviewAttempted = "prevention_interview_attempted",
        /// The prevention interview was held.
        PreventionInterviewHeld = "prevention_interview_completed",
        /// The independent return interview was offered.
        ReturnInterviewOffered = "iri_offered",
        /// It was declined.
        ReturnInterviewDeclined = "iri_declined",
        /// Another person held the talk.
        ReturnInterviewHeldByOther = "iri_held_by_other",
        /// The manager decided after a decline.
        ReturnInterviewDeclineReviewed = "iri_decline_reviewed",
        /// The independent return interview was held.
        ReturnInterviewHeld = "iri_completed",
        /// What an interview found was shared.
        FindingsShared = "findings_shared",
        /// The case was closed.
        Closed = "episode_closed",
        /// A strategy meeting was held.
        MeetingHeld = "strategy_meeting_held",
        /// Its minutes were circulated.
        MinutesCirculated = "minutes_circulated",
        /// A police search adviser was consulted.
        SearchAdviserConsulted = "search_adviser_consulted",
        /// A senior investigating officer was appointed, or is not needed.
        SeniorInvestigatorAppointed = "sio_appointed",
        /// The coroner was informed of a death.
        CoronerInformed = "coroner_informed",
        /// The family was told of a death.
        FamilyToldOfDeath = "family_told_of_death",
        /// An officer stays with the family after a death.
        FamilyOfficerAppointed = "family_officer_appointed",
        /// The placing authority was told of a death.
        PlacingAuthorityToldOfDeath = "placing_authority_told_of_death",
        /// Whoever cared for the person was told of the death.
        CarersToldOfDeath = "carers_told_of_death",
        /// The allocated worker was told of the death.
        WorkerToldOfDeath = "worker_told_of_death",
        /// The reviewing officer was told of the death.
        ReviewingOfficerToldOfDeath = "iro_told_of_death",
        /// The other agencies that hold the case were told of the death.
        AgenciesToldOfDeath = "agencies_told_of_death",
        /// Publicity about the person was withdrawn.
        PublicityWithdrawn = "publicity_withdrawn",
        /// It was not them: the search goes on.
        DeathRefuted = "death_refuted",
        /// A senior police officer proposes to close the case while the person is missing.
        JointClosureProposed = "joint_closure_proposed",
        /// The other side does not agree.
        JointClosureRefused = "joint_closure_refused",
        /// More was learnt of what the report asks.
        ReportAdded = "report_added",
        /// The command-and-control log number was given.
        LogNumberRecorded = "log_number_recorded",
        /// It is another kind of matter than was thought.
        ClassChanged = "class_changed",
        /// A closed case is opened again.
        Reopened = "reopened",
        /// What the episode means for the child.
        SignificanceDecided = "significance_decided",
        /// A supervisor looked at the first investigation.
        InvestigationReviewed = "investigation_reviewed",
        /// A task was set.
        TaskSet = "task_set",
        /// Tasks of a list were set.
        TaskListUsed = "task_list_used",
        /// Tasks were given to somebody else.
        TasksAssigned = "tasks_assigned",
        /// What became of a task.
        TaskResult = "task_result",
        /// The case was offered to somebody.
        HandoverOffered = "handover_offered",
        /// An offered case was accepted.
        HandoverAccepted = "handover_accepted",
        /// An offered case was declined.
        HandoverDeclined = "handover_declined",
        /// Somebody took the case.
        CaseTaken = "case_taken",
        /// Somebody was told; Safewell does it, nobody may.
        MessageSent = "message_sent",
        /// A message was sent on by hand, without waiting for the ladder.
        MessageSentOn = "message_sent_on",
        /// Somebody says that they know.
        MessageAcknowledged = "message_acknowledged",
        /// A paper was made from the case.
        DocumentMade = "document_made",
    }
    Person {
        /// Read a person's record.
        ViewPerson = "view_person",
        /// Read in it how others work the cases: who told what, reasons, tasks; and of a death before carers were told.
        ViewCaseWork = "view_case_work",
        /// Find people by name.
        SearchPeople = "search_people",
        /// The record was made; corrected, never recorded alone.
        PersonRegistered = "person_registered",
        /// The record was changed.
        DetailsChanged = "person_details_changed",
        /// Find records that may be of one person, and say whether they are.
        ToldApart = "told_apart",
        /// A marker is held from now on.
        MarkerRecorded = "marker_recorded",
        /// A marker no longer holds.
        MarkerEnded = "marker_ended",
        /// Legal or care status changed.
        CareStatusRecorded = "care_status_recorded",
        /// A social worker is allocated.
        WorkerAllocated = "worker_allocated",
        /// No social worker is allocated any more.
        WorkerDeallocated = "worker_deallocated",
        /// A pre-incident form was completed.
        FormCompleted = "form_completed",
        /// A trigger plan stands.
        TriggerPlanAgreed = "trigger_plan_agreed",
        /// The trigger plan no longer stands.
        TriggerPlanWithdrawn = "trigger_plan_withdrawn",
        /// A placement was recorded.
        PlacementRecorded = "placement_recorded",
        /// The placement plan was checked.
        PlacementPlanChecked = "placement_plan_checked",
        /// A placement ended.
        PlacementEnded = "placement_ended",
        /// By what the person would be recognised.
        FeaturesRecorded = "features_recorded",
        /// A photograph was added.
        PhotographAdded = "photograph_added",
        /// A photograph is no longer to be used.
        PhotographWithdrawn = "photograph_withdrawn",
        /// Whoever cares for the person noted that they are late.
        LateNoted = "late_noted",
        /// The person who was late is back.
        LateEnded = "late_ended",
        /// Somebody was told that a person is late.
        LateTold = "late_told",
        /// Somebody who was told says that they know.
        LateAcknowledged = "late_acknowledged",
        /// Two records are of one person; asked of both.
        RecordsMerged = "records_merged",
        /// Two records that were merged are of two people after all.
        RecordsSeparated = "records_separated",
    }
    Unidentified {
        /// Read the record of somebody who cannot be named.
        ViewUnidentified = "view_unidentified",
        /// Find such records in lists.
        ListUnidentified = "list_unidentified",
        /// Read who of the missing it could be.
        ViewCandidates = "view_candidates",
        /// The record was made; corrected, never recorded alone.
        UnidentifiedRecorded = "unidentified_recorded",
        /// The record was changed.
        UnidentifiedDetailsChanged = "unidentified_details_changed",
        /// A photograph was added to it.
        UnidentifiedPhotographAdded = "unidentified_photograph_added",
        /// The national unit was told of them.
        UnidentifiedReferred = "unidentified_referred",
        /// The matcher proposes somebody missing; Safewell does it, nobody may.
        CandidateProposed = "candidate_proposed",
        /// It may be them.
        CandidatePossible = "candidate_possible",
        /// Somebody looks into whether it is them.
        CandidateUnderReview = "candidate_under_review",
        /// It is not them.
        CandidateExcluded = "candidate_excluded",
        /// Facts have changed since somebody was excluded; Safewell says so, nobody may.
        CandidateReopened = "candidate_reopened",
        /// A first reviewer says who it is.
        IdentityProposed = "identity_proposed",
        /// A second reviewer says so too.
        IdentityConfirmed = "identity_confirmed",
        /// It is not them after all.
        IdentityRefused = "identity_refused",
        /// Somebody was told who it is.
        IdentityTold = "identity_told",
        /// Somebody was told of the record; Safewell does it, nobody may.
        UnidentifiedNoticeSent = "unidentified_notice_sent",
        /// Somebody who was told says that they know.
        UnidentifiedNoticeAcknowledged = "unidentified_notice_acknowledged",
        /// The record came to its end.
        UnidentifiedClosed = "unidentified_closed",
        /// An entry of it was corrected; whoever may, may correct what they might have recorded.
        UnidentifiedCorrected = "unidentified_corrected",
    }
}

impl Action {
    /// Whether it only reads, and records nothing.
    #[must_use]
    pub fn is_reading(self) -> bool {
        const READING: [Action; 9] = [
            Action::ViewEpisode,
            Action::ListEpisodes,
            Action::ViewReadings,
            Action::ViewPerson,
            Action::ViewCaseWork,
            Action::SearchPeople,
            Action::ViewUnidentified,
            Action::ListUnidentified,
            Action::ViewCandidates,
        ];
        READING.contains(&self)
    }

    /// The action of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.word() == word)
    }
}
