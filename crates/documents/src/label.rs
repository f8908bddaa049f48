//! The words that papers use of themselves. Whoever holds the catalogue gives each its text.

/// Gives the text of a label.
pub type Words<'a> = &'a dyn Fn(Label) -> String;

macro_rules! labels {
    ($($(#[$meta:meta])* $label:ident => $word:literal,)+) => {
        /// A word or sentence that a paper uses of itself.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Label {
            $($(#[$meta])* $label,)+
        }

        impl Label {
            /// Every label.
            pub const ALL: &'static [Self] = &[$(Self::$label,)+];

            /// The word by which the catalogue knows it.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$label => $word,)+
                }
            }
        }
    };
}

labels! {
    /// OFFICIAL-SENSITIVE.
    Marking => "marking",
    /// Before the number of a page.
    Page => "page",
    /// Between the number of a page and the number of pages.
    PageOf => "page_of",
    /// The reference of a case.
    Reference => "reference",
    /// Who made the paper.
    MadeBy => "made_by",
    /// When it was made.
    MadeAt => "made_at",
    /// As known at which moment.
    AsKnownAt => "as_known_at",
    /// What is said where nobody has answered.
    NotYetAnswered => "not_yet_answered",
    /// What is said of what nobody has been asked.
    NotYetAsked => "not_yet_asked",
    /// What is said where nothing was recorded.
    NothingRecorded => "nothing_recorded",

    /// The briefing sheet.
    BriefingTitle => "briefing_title",
    /// Several briefing sheets in one.
    BriefingsTitle => "briefings_title",
    /// The heading of the list of parts.
    Contents => "contents",
    /// The referral to the national unit.
    ReferralTitle => "referral_title",
    /// The list of live cases.
    LiveCasesTitle => "live_cases_title",
    /// What is said where nobody is missing.
    NobodyMissing => "nobody_missing",
    /// The form for a report.
    ReportFormTitle => "report_form_title",

    /// Section: what the next shift has to know.
    NextShift => "next_shift",
    /// Section: what to do first.
    First => "first",
    /// Section: what was told to the family.
    Family => "family",
    /// Section: who is missing.
    Who => "who",
    /// Section: what happened.
    WhatHappened => "what_happened",
    /// Section: risk.
    Risk => "risk",
    /// Section: medication and health.
    Health => "health",
    /// Section: markers.
    Markers => "markers",
    /// Section: people to ask.
    PeopleToAsk => "people_to_ask",
    /// Section: where they may be.
    Places => "places",
    /// Section: what was done.
    WhatWasDone => "what_was_done",
    /// Section: tasks that are open.
    OpenTasks => "open_tasks",
    /// Section: duties that come next.
    DutiesNext => "duties_next",
    /// Section: who has the case.
    WhoHasTheCase => "who_has_the_case",
    /// Section: what nobody has answered.
    StillUnanswered => "still_unanswered",
    /// Section: the trigger plan.
    TriggerPlan => "trigger_plan",
    /// Section: what can identify a person.
    Identification => "identification",
    /// Section: possessions, telephones, vehicles.
    Possessions => "possessions",
    /// Section: the force to be asked.
    Force => "force",
    /// Section: enquiries made.
    Enquiries => "enquiries",

    /// The grade of risk.
    Grade => "grade",
    /// Who graded.
    GradedBy => "graded_by",
    /// When.
    GradedAt => "graded_at",
    /// The reasons for the grade.
    Reasons => "reasons",
    /// What the grade rests on.
    Considerations => "considerations",
    /// What is said where nobody has graded.
    NotGraded => "not_graded",
    /// The name.
    Name => "name",
    /// What stands for a name that nobody has said.
    NameNotKnown => "name_not_known",
    /// Other names.
    OtherNames => "other_names",
    /// Birth and age.
    Birth => "birth",
    /// Sex.
    Sex => "sex",
    /// Ethnicity.
    Ethnicity => "ethnicity",
    /// Language.
    Language => "language",
    /// Description.
    Description => "description",
    /// Home.
    HomeAddress => "home_address",
    /// Where they live by placement.
    LivesAt => "lives_at",
    /// Telephones and accounts.
    PhonesAndAccounts => "phones_and_accounts",
    /// School or work.
    SchoolOrWork => "school_or_work",
    /// Legal and care status.
    Care => "care",
    /// The allocated worker.
    Worker => "worker",
    /// Vehicle and ways of travelling.
    Transport => "transport",
    /// Medication.
    Medication => "medication",
    /// What happens when it is missed.
    EffectOfMissing => "effect_of_missing",
    /// Health and disability.
    HealthAndDisability => "health_and_disability",
    /// Missing since.
    MissingSince => "missing_since",
    /// When police were told.
    ReportedAt => "reported_at",
    /// What happened.
    Circumstances => "circumstances",
    /// Where last seen.
    LastSeen => "last_seen",
    /// With whom.
    WithWhom => "with_whom",
    /// Clothing.
    Clothing => "clothing",
    /// What they carry.
    Carrying => "carrying",
    /// Why the caller is worried.
    Concern => "concern",
    /// What the caller did to find them.
    ChecksMade => "checks_made",
    /// Who reported.
    Reporter => "reporter",
    /// The log number.
    LogNumber => "log_number",
    /// Likely places.
    LikelyPlaces => "likely_places",
    /// Places they go to.
    PlacesFrequented => "places_frequented",
    /// Friends and associates.
    Associates => "associates",
    /// Who holds the case.
    Holder => "holder",
    /// What is said where nobody holds it.
    NobodyHolds => "nobody_holds",
    /// The investigating officer.
    InvestigatingOfficer => "investigating_officer",
    /// The lead force.
    LeadForce => "lead_force",
    /// Dental records.
    Dental => "dental",
    /// DNA.
    Dna => "dna",
    /// Fingerprints.
    Fingerprints => "fingerprints",
    /// The photograph.
    Photograph => "photograph",
    /// Earlier times missing.
    EarlierTimes => "earlier_times",

    /// Column: what.
    What => "what",
    /// Column: who said so.
    Source => "source",
    /// Column: since when.
    Since => "since",
    /// Column: note.
    Note => "note",
    /// Column: what they are to the person.
    Relation => "relation",
    /// Column: how to reach them.
    Reach => "reach",
    /// Column: when.
    When => "when",
    /// Column: by whom.
    By => "by",
    /// Column: whose it is.
    Owner => "owner",
    /// Column: due.
    Due => "due",
    /// Column: age.
    Age => "age",
    /// Column: missing for.
    MissingFor => "missing_for",
    /// Column: what is owed next.
    NextDuty => "next_duty",

    /// On the form: how to use it.
    HowToUse => "how_to_use",
    /// On the form: box for the date.
    BoxDate => "box_date",
    /// On the form: box for the local time.
    BoxTime => "box_time",
    /// On the form: who filled it in.
    FilledInBy => "filled_in_by",
    /// On the form: when the call came.
    CallCameAt => "call_came_at",
    /// On the form: when it was entered afterwards.
    EnteredAt => "entered_at",
    /// On the form: what was done, with true times.
    DoneOnPaper => "done_on_paper",
    /// On the form: by whom it was entered, and the reference that it was given.
    EnteredAs => "entered_as",
}
