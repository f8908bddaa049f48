//! Why something that somebody asked for is not recorded: a stable code, the field it is about, and what the sentence
//! for the user has to name. The sentences stand in the catalogue under `refusal-` and the code.

use jiff::Timestamp;

use crate::{
    ids::{EntryId, PersonId, UnidentifiedId},
    risk::Grade,
};

/// A refusal. Nothing was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// An answer without which the entry would say nothing.
    AnswerMissing {
        /// The field.
        field: &'static str,
    },
    /// Something is given to somebody who cannot take it: nobody who may read the case has that role, or that person may not.
    CannotTakeIt {
        /// The field.
        field: &'static str,
    },
    /// The message was sent on to them before, and nobody has answered that.
    SentOnBefore {
        /// To whom, by name.
        to: String,
        /// When.
        at: Timestamp,
    },
    /// It is said to have happened later than now.
    TimeInFuture,
    /// It is said to have happened before the person can have been born.
    BeforeBirth {
        /// The field.
        field: &'static str,
    },
    /// Police are said to have been told longer ago than a report is entered late.
    ReportedTooLongAgo {
        /// The earliest moment that is taken.
        earliest: Timestamp,
    },
    /// A name that breaks into lines, or turns the direction of what stands around it.
    NotOneLine {
        /// The field.
        field: &'static str,
    },
    /// A report names somebody by a record that is not there, or not the reporter's to see.
    NoSuchPerson {
        /// Which of the people reported, counted from 0.
        place: usize,
    },
    /// A record would be made of somebody who is likely on record, or reported twice in one report, and nobody has said that it
    /// is somebody else.
    LikelyKnown {
        /// Which of the people reported, counted from 0.
        place: usize,
        /// The records of which nothing was said, the likeliest first.
        people: Vec<PersonId>,
        /// Those reported before them in the same report who may be the same, counted from 0.
        reported_as: Vec<usize>,
    },
    /// A report names a call that is not there, or not the reporter's to see.
    NoSuchCall,
    /// A photograph is said to have been taken later than today.
    PhotographAhead,
    /// A photograph is said to have been taken before the person can have been born.
    PhotographBeforeBirth,
    /// The same picture is among the person's photographs.
    PhotographThere {
        /// The entry that added it.
        added: EntryId,
    },
    /// It is said to have happened before the report.
    BeforeReport {
        /// When police were told.
        reported_at: Timestamp,
    },
    /// It is said to have happened after the person came home.
    AfterEnd {
        /// When the episode ended.
        ended_at: Timestamp,
    },
    /// It is said to have happened before the person came home or the case ended otherwise.
    BeforeEnd {
        /// When the episode ended.
        ended_at: Timestamp,
    },
    /// It is said to have happened before what it answers or follows.
    BeforeAnswered {
        /// When that happened.
        at: Timestamp,
    },
    /// A correction after which another entry could not stand where it stands.
    BreaksTheCourse {
        /// The word of the other entry.
        event: &'static str,
        /// When it happened.
        at: Timestamp,
        /// Why it could not stand.
        why: Box<Refusal>,
    },
    /// A case is closed jointly that nobody has proposed to close.
    ClosureNotProposed,
    /// Whoever agrees to close a case is of the agency, or is the person, that proposes it.
    ClosedByOne,
    /// An interview is said to have been about a time missing that is not this person's, or had not ended by then.
    NotOfThatTime,
    /// A sighting that is said to have been told before it was made.
    SeenAfterTold,
    /// Missing since a time after the report.
    MissingAfterReport,
    /// The pack does not permit this grade for this person.
    GradeNotPermitted {
        /// The grade asked for.
        grade: Grade,
        /// Those permitted.
        permitted: Vec<Grade>,
    },
    /// A grade without reasons.
    GradeWithoutReasons,
    /// A return without evidence that the person was located.
    NotLocated,
    /// A return without evidence that well-being was confirmed.
    WellbeingNotConfirmed,
    /// A closure before the person was located and well-being confirmed.
    ClosedWithoutReturn,
    /// The case is closed.
    AlreadyClosed,
    /// The episode has ended already.
    AlreadyEnded,
    /// The person is already reported missing in a running episode.
    AlreadyMissing,
    /// The person was found dead; until that is refuted nobody looks for them, and no new case is opened.
    FoundDead,
    /// An entry of another agency, in a case that the corrector's agency does not lead.
    NotYoursToCorrect,
    /// A task of another agency, that somebody of it does or gives to somebody else.
    NotYourTask,
    /// The call has its decision already.
    CallDecided,
    /// A class under which police look for somebody is given to a call without opening a case.
    ClassOpensCase,
    /// The case ended in a death: nothing more happens in it as if the search went on. It says no more to whoever asks.
    CaseOver,
    /// A disagreement where nobody has graded yet.
    NothingGraded,
    /// A disagreement with the grade that is in force, in favour of that very grade.
    SameGrade {
        /// The grade.
        grade: Grade,
    },
    /// What an episode means is decided while the person is still missing.
    NotBack,
    /// A task that is due before the report.
    DueBeforeReport {
        /// When police were told.
        reported_at: Timestamp,
    },
    /// A shift that had ended before it was planned.
    ShiftOver,
    /// An interview of somebody who is still missing.
    InterviewWhileMissing,
    /// An interview before the person came back.
    InterviewBeforeReturn {
        /// When they came back.
        returned_at: Timestamp,
    },
    /// Findings of an interview that was not held.
    InterviewNotHeld,
    /// A manager's decision on a decline where nobody declined.
    NothingDeclined,
    /// The MASH rates or assesses what it was not notified of.
    MashNotNotified,
    /// It was recorded before and can happen only once.
    AlreadyRecorded {
        /// The word for the event.
        event: &'static str,
    },
    /// It names an entry that is not there or not of the right kind.
    NoSuchEntry,
    /// A correction that changes nothing.
    NothingCorrected,
    /// A correction that would make another event of it.
    CorrectedToOtherEvent,
    /// This entry is not corrected but followed by another.
    NotCorrectable,
    /// The least of a range is more than the most, or nobody can have it.
    NoSuchRange {
        /// The field.
        field: &'static str,
    },
    /// Somebody is said to have been found later than now.
    FoundAhead,
    /// Of somebody living is said how long they have been dead.
    LivesStill,
    /// Somebody was excluded, and nobody has said that they are possible after all.
    ExcludedBefore,
    /// A first reviewer says who it is, and a second has to look before anything else.
    IdentityOpen,
    /// It is known who it is.
    AlreadyIdentified,
    /// Two have said that the missing person is another record, and nobody is found twice.
    IdentifiedElsewhere {
        /// Which.
        record: UnidentifiedId,
    },
    /// Somebody has said that the missing person is another record, and a second reviewer has to look at that first.
    IdentityOpenElsewhere {
        /// Which.
        record: UnidentifiedId,
    },
    /// It is not known who it is.
    NotIdentified,
    /// Whoever proposed an identity confirms it.
    SameReviewer,
    /// The record of somebody identified is closed before the family was told.
    FamilyNotTold,
    /// A pack or version that is not known.
    NoSuchPack,
    /// A shift that ends before it begins, or runs for longer than a day and a half.
    NoSuchShift,
    /// A case is reopened that is not closed.
    NotClosed,
    /// The class would mean that nobody looks for the person: that is a return, or a correction.
    ClassEndsSearch,
    /// The task has its result already.
    TaskFinished,
    /// The offer was answered, withdrawn or overtaken.
    OfferAnswered,
    /// Somebody else is meant by the offer, the message or the task.
    NotAddressed,
    /// The case is held by somebody whom the actor does not supervise.
    HeldByAnother,
    /// The message was acknowledged already.
    AlreadyAcknowledged,
    /// A message comes about by itself.
    NotRecordedByHand,
    /// Both are one record already.
    SameRecord,
    /// The record is not merged into that one.
    NotMerged,
    /// Another authority's pack grade definitions are missing for the grade.
    NoDefinition {
        /// The grade.
        grade: Grade,
    },
}

impl Refusal {
    /// The stable code: the `type` of the API's problem, and the end of the catalogue's message id.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "a table: one line for each refusal")]
    pub fn code(&self) -> &'static str {
        match self {
            Self::AnswerMissing { .. } => "answer-missing",
            Self::CannotTakeIt { .. } => "cannot-take-it",
            Self::SentOnBefore { .. } => "sent-on-before",
            Self::TimeInFuture => "time-in-future",
            Self::BeforeBirth { .. } => "before-birth",
            Self::ReportedTooLongAgo { .. } => "reported-too-long-ago",
            Self::NotOneLine { .. } => "not-one-line",
            Self::NoSuchPerson { .. } => "no-such-person",
            Self::LikelyKnown { .. } => "likely-known",
            Self::NoSuchCall => "no-such-call",
            Self::PhotographAhead => "photograph-ahead",
            Self::PhotographBeforeBirth => "photograph-before-birth",
            Self::PhotographThere { .. } => "photograph-there",
            Self::BeforeReport { .. } => "before-report",
            Self::AfterEnd { .. } => "after-end",
            Self::BeforeEnd { .. } => "before-end",
            Self::BeforeAnswered { .. } => "before-answered",
            Self::BreaksTheCourse { .. } => "breaks-the-course",
            Self::ClosureNotProposed => "closure-not-proposed",
            Self::ClosedByOne => "closed-by-one",
            Self::NotOfThatTime => "not-of-that-time",
            Self::SeenAfterTold => "seen-after-told",
            Self::MissingAfterReport => "missing-after-report",
            Self::GradeNotPermitted { .. } => "grade-not-permitted",
            Self::GradeWithoutReasons => "grade-without-reasons",
            Self::NotLocated => "not-located",
            Self::WellbeingNotConfirmed => "wellbeing-not-confirmed",
            Self::ClosedWithoutReturn => "closed-without-return",
            Self::AlreadyClosed => "already-closed",
            Self::AlreadyEnded => "already-ended",
            Self::AlreadyMissing => "already-missing",
            Self::FoundDead => "found-dead",
            Self::NotYoursToCorrect => "not-yours-to-correct",
            Self::NotYourTask => "not-your-task",
            Self::CallDecided => "call-decided",
            Self::ClassOpensCase => "class-opens-case",
            Self::CaseOver => "case-over",
            Self::NothingGraded => "nothing-graded",
            Self::SameGrade { .. } => "same-grade",
            Self::NotBack => "not-back",
            Self::DueBeforeReport { .. } => "due-before-report",
            Self::ShiftOver => "shift-over",
            Self::InterviewWhileMissing => "interview-while-missing",
            Self::InterviewBeforeReturn { .. } => "interview-before-return",
            Self::InterviewNotHeld => "interview-not-held",
            Self::NothingDeclined => "nothing-declined",
            Self::MashNotNotified => "mash-not-notified",
            Self::AlreadyRecorded { .. } => "already-recorded",
            Self::NoSuchEntry => "no-such-entry",
            Self::NothingCorrected => "nothing-corrected",
            Self::CorrectedToOtherEvent => "corrected-to-other-event",
            Self::NotCorrectable => "not-correctable",
            Self::NoSuchRange { .. } => "no-such-range",
            Self::FoundAhead => "found-ahead",
            Self::LivesStill => "lives-still",
            Self::ExcludedBefore => "excluded-before",
            Self::IdentityOpen => "identity-open",
            Self::AlreadyIdentified => "already-identified",
            Self::IdentifiedElsewhere { .. } => "identified-elsewhere",
            Self::IdentityOpenElsewhere { .. } => "identity-open-elsewhere",
            Self::NotIdentified => "not-identified",
            Self::SameReviewer => "same-reviewer",
            Self::FamilyNotTold => "family-not-told",
            Self::NoSuchPack => "no-such-pack",
            Self::NoSuchShift => "no-such-shift",
            Self::NotClosed => "not-closed",
            Self::ClassEndsSearch => "class-ends-search",
            Self::TaskFinished => "task-finished",
            Self::OfferAnswered => "offer-answered",
            Self::NotAddressed => "not-addressed",
            Self::HeldByAnother => "held-by-another",
            Self::AlreadyAcknowledged => "already-acknowledged",
            Self::NotRecordedByHand => "not-recorded-by-hand",
            Self::SameRecord => "same-record",
            Self::NotMerged => "not-merged",
            Self::NoDefinition { .. } => "no-definition",
        }
    }

    /// The field of the form or body that the refusal is about, where it is about one.
    #[must_use]
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::AnswerMissing { field }
            | Self::CannotTakeIt { field }
            | Self::BeforeBirth { field }
            | Self::NoSuchRange { field }
            | Self::NotOneLine { field } => Some(field),
            Self::NoSuchPerson { .. } | Self::LikelyKnown { .. } => Some("people"),
            Self::NoSuchCall => Some("call"),
            Self::SameRecord => Some("other"),
            Self::SentOnBefore { .. } => Some("to"),
            Self::TimeInFuture
            | Self::ReportedTooLongAgo { .. }
            | Self::BeforeReport { .. }
            | Self::AfterEnd { .. }
            | Self::BeforeEnd { .. }
            | Self::BeforeAnswered { .. }
            | Self::BreaksTheCourse { .. }
            | Self::InterviewBeforeReturn { .. } => Some("happened_at"),
            Self::PhotographAhead | Self::PhotographBeforeBirth => Some("taken"),
            Self::PhotographThere { .. } => Some("photograph"),
            Self::NotOfThatTime => Some("also_for"),
            Self::SeenAfterTold => Some("seen_at"),
            Self::MissingAfterReport => Some("missing_since"),
            Self::GradeNotPermitted { .. } | Self::SameGrade { .. } | Self::NoDefinition { .. } => {
                Some("grade")
            }
            Self::DueBeforeReport { .. } => Some("due_at"),
            Self::GradeWithoutReasons | Self::NothingCorrected => Some("reasons"),
            Self::NotLocated => Some("located_by"),
            Self::WellbeingNotConfirmed => Some("wellbeing_confirmed_by"),
            Self::NoSuchEntry | Self::NotCorrectable => Some("of"),
            Self::FoundAhead => Some("found_at"),
            Self::LivesStill => Some("kind"),
            Self::ExcludedBefore => Some("person"),
            Self::NoSuchPack => Some("pack"),
            Self::ClassOpensCase | Self::ClassEndsSearch => Some("class"),
            Self::NoSuchShift | Self::ShiftOver => Some("until"),
            Self::TaskFinished | Self::OfferAnswered | Self::AlreadyAcknowledged => Some("of"),
            Self::IdentityOpen
            | Self::AlreadyIdentified
            | Self::IdentifiedElsewhere { .. }
            | Self::IdentityOpenElsewhere { .. }
            | Self::NotIdentified
            | Self::SameReviewer
            | Self::FamilyNotTold
            | Self::ClosedWithoutReturn
            | Self::AlreadyClosed
            | Self::AlreadyEnded
            | Self::AlreadyMissing
            | Self::FoundDead
            | Self::NotYoursToCorrect
            | Self::NotYourTask
            | Self::CallDecided
            | Self::ClosureNotProposed
            | Self::ClosedByOne
            | Self::CaseOver
            | Self::NothingGraded
            | Self::NotBack
            | Self::InterviewWhileMissing
            | Self::InterviewNotHeld
            | Self::NothingDeclined
            | Self::MashNotNotified
            | Self::AlreadyRecorded { .. }
            | Self::NotClosed
            | Self::NotAddressed
            | Self::HeldByAnother
            | Self::NotRecordedByHand
            | Self::NotMerged
            | Self::CorrectedToOtherEvent => None,
        }
    }

    /// Which of several, counted from 0, where the field holds a list and the refusal is about one in it.
    #[must_use]
    pub fn place(&self) -> Option<usize> {
        if let Self::NoSuchPerson { place } | Self::LikelyKnown { place, .. } = self {
            Some(*place)
        } else {
            None
        }
    }
}
