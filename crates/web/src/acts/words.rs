//! The names of acts and fields, and what is said when an answer cannot be read or an act is refused.
//!
//! A field is named for its act where the catalogue has such a message (`field-risk-assessed-reasons`), else by its
//! own name (`field-reasons`).

use domain::{refusal::Refusal, risk::Grade};
use fluent_bundle::FluentArgs;
use jiff::Timestamp;

use super::{
    form::{ActForm, Field, Group},
    read::{CORRECTION_REASON, Problem, Unreadable},
};
use crate::catalogue::{family, instant, t};

/// What the act is called where it is offered: "Grade the risk".
#[must_use]
pub fn title(form: &ActForm) -> String {
    act_title(form.word)
}

/// What the act of that word is called where it is offered.
#[must_use]
pub fn act_title(word: &str) -> String {
    family("act", word, None).unwrap_or_else(|| word.replace('_', " "))
}

/// What is said once it is recorded, and over its entry: "Risk graded".
#[must_use]
pub fn event_title(word: &str) -> String {
    family("event", word, None).unwrap_or_else(|| word.replace('_', " "))
}

/// What to know before filling in the form.
#[must_use]
pub fn hint(form: &ActForm) -> Option<String> {
    family("act-hint", form.word, None)
}

/// The heading of a group of acts.
#[must_use]
pub fn group(group: Group) -> String {
    family("act-group", group.word(), None).unwrap_or_else(|| group.word().to_owned())
}

/// The name of a field of an act.
#[must_use]
pub fn label(form: &ActForm, field: &Field) -> String {
    named(form.word, field.name)
}

/// The name of a field, for the act of that word where it has its own.
#[must_use]
pub fn named(act: &str, field: &str) -> String {
    family("field", &format!("{act}-{field}"), None)
        .or_else(|| family("field", field, None))
        .or_else(|| family("report-field", field, None))
        .unwrap_or_else(|| field.replace(['_', '-'], " "))
}

/// Help for filling in a field.
#[must_use]
pub fn field_hint(form: &ActForm, field: &Field) -> Option<String> {
    family("field-hint", &format!("{}-{}", form.word, field.name), None)
        .or_else(|| family("field-hint", field.name, None))
}

/// Help for filling in a field that no act asks alone.
#[must_use]
pub fn named_hint(field: &str) -> Option<String> {
    family("field-hint", field, None)
}

/// The name of a word that can be chosen.
#[must_use]
pub fn choice(of: &str, word: &str) -> String {
    family(of, word, None).unwrap_or_else(|| word.replace('_', " "))
}

/// What a word that can be chosen means, where that needs saying.
#[must_use]
pub fn choice_hint(of: &str, word: &str) -> Option<String> {
    family(&format!("{of}-hint"), word, None)
}

/// The question when something happened.
#[must_use]
pub fn happened_at() -> String {
    t!("field-happened-at")
}

/// What is wrong with an answer, as a sentence that names its field.
#[must_use]
pub fn problem(form: &ActForm, unreadable: &Unreadable) -> String {
    let mut arguments = FluentArgs::new();
    arguments.set("field", field_name(form, unreadable));
    if let Problem::TooLong { at_most } = unreadable.problem {
        arguments.set("limit", at_most);
    }
    family("answer-problem", unreadable.problem.code(), Some(&arguments))
        .unwrap_or_else(|| t!("problem-refused-otherwise"))
}

fn field_name(form: &ActForm, unreadable: &Unreadable) -> String {
    match unreadable.field {
        CORRECTION_REASON => t!("field-correction-reason"),
        "considerations" => {
            consideration_of(&unreadable.control).unwrap_or_else(|| named(form.word, "considerations"))
        }
        field => named(form.word, field),
    }
}

/// Which consideration a row of the form is about, by its place.
fn consideration_of(control: &str) -> Option<String> {
    let row: usize = control.split('-').nth(1)?.parse().ok()?;
    let consideration = domain::risk::Consideration::ALL.get(row)?;
    Some(choice("consideration", consideration.word()))
}

/// What a refusal tells the user: why it was not recorded, and what to do.
#[must_use]
pub fn refusal(act: Option<&str>, refusal: &Refusal) -> String {
    let arguments = refusal_arguments(act, refusal);
    if let (Some(act), Refusal::AnswerMissing { field }) = (act, refusal)
        && let Some(then) = family("refusal-then-answer-missing", &format!("{act}-{field}"), None)
        && let Some(why) = family("refusal", refusal.code(), Some(&arguments))
    {
        return format!("{why} {then}");
    }
    // An act may say it in words of its own.
    let of_the_act =
        act.and_then(|act| family("refusal", &format!("{act}-{}", refusal.code()), Some(&arguments)));
    of_the_act.unwrap_or_else(|| said_of(refusal.code(), &arguments))
}

fn said_of(code: &str, arguments: &FluentArgs<'_>) -> String {
    let why = family("refusal", code, Some(arguments));
    let then = family("refusal-then", code, Some(arguments));
    match (why, then) {
        (Some(why), Some(then)) => format!("{why} {then}"),
        (Some(why), None) => why,
        (None, _) => t!("problem-refused-otherwise"),
    }
}

/// What is said where an answer is missing without which nothing can be recorded.
#[must_use]
pub fn not_answered(question: String) -> String {
    let mut arguments = FluentArgs::new();
    arguments.set("field", question);
    said_of("answer-missing", &arguments)
}

#[expect(clippy::too_many_lines, reason = "a table: one line for each refusal")]
fn refusal_arguments(act: Option<&str>, refusal: &Refusal) -> FluentArgs<'static> {
    let mut arguments = FluentArgs::new();
    match refusal {
        Refusal::AnswerMissing { field }
        | Refusal::CannotTakeIt { field }
        | Refusal::NoSuchRange { field }
        | Refusal::NotOneLine { field } => {
            arguments.set("field", named(act.unwrap_or_default(), field));
        }
        Refusal::BreaksTheCourse { event, at, why } => arguments = broken_course(event, *at, why),
        Refusal::BeforeReport { reported_at: at }
        | Refusal::BeforeEnd { ended_at: at }
        | Refusal::BeforeAnswered { at }
        | Refusal::AfterEnd { ended_at: at }
        | Refusal::DueBeforeReport { reported_at: at }
        | Refusal::ReportedTooLongAgo { earliest: at }
        | Refusal::InterviewBeforeReturn { returned_at: at } => arguments.set("time", instant(*at, *at)),
        Refusal::GradeNotPermitted { grade, permitted } => {
            arguments.set("grade", risk(grade));
            arguments.set("permitted", permitted.iter().map(risk).collect::<Vec<_>>().join(", "));
        }
        Refusal::NoDefinition { grade } | Refusal::SameGrade { grade } => arguments.set("grade", risk(grade)),
        Refusal::AlreadyRecorded { event } => arguments.set("event", event_title(event)),
        Refusal::SentOnBefore { to, at } => arguments = sent_on(to, *at),
        Refusal::IdentifiedElsewhere { record } | Refusal::IdentityOpenElsewhere { record } => {
            arguments.set("reference", record.reference());
        }
        Refusal::TimeInFuture
        | Refusal::BeforeBirth { .. }
        | Refusal::NoSuchPerson { .. }
        | Refusal::LikelyKnown { .. }
        | Refusal::NoSuchCall
        | Refusal::PhotographAhead
        | Refusal::PhotographBeforeBirth
        | Refusal::PhotographThere { .. }
        | Refusal::ClosureNotProposed
        | Refusal::ClosedByOne
        | Refusal::NotOfThatTime
        | Refusal::SeenAfterTold
        | Refusal::MissingAfterReport
        | Refusal::GradeWithoutReasons
        | Refusal::NotLocated
        | Refusal::WellbeingNotConfirmed
        | Refusal::ClosedWithoutReturn
        | Refusal::AlreadyClosed
        | Refusal::AlreadyEnded
        | Refusal::AlreadyMissing
        | Refusal::FoundDead
        | Refusal::NotYoursToCorrect
        | Refusal::NotYourTask
        | Refusal::CallDecided
        | Refusal::ClassOpensCase
        | Refusal::CaseOver
        | Refusal::NothingGraded
        | Refusal::NotBack
        | Refusal::ShiftOver
        | Refusal::InterviewWhileMissing
        | Refusal::InterviewNotHeld
        | Refusal::NothingDeclined
        | Refusal::MashNotNotified
        | Refusal::NoSuchEntry
        | Refusal::NothingCorrected
        | Refusal::CorrectedToOtherEvent
        | Refusal::NotCorrectable
        | Refusal::NoSuchShift
        | Refusal::NotClosed
        | Refusal::ClassEndsSearch
        | Refusal::TaskFinished
        | Refusal::OfferAnswered
        | Refusal::NotAddressed
        | Refusal::HeldByAnother
        | Refusal::AlreadyAcknowledged
        | Refusal::NotRecordedByHand
        | Refusal::FoundAhead
        | Refusal::LivesStill
        | Refusal::ExcludedBefore
        | Refusal::IdentityOpen
        | Refusal::AlreadyIdentified
        | Refusal::NotIdentified
        | Refusal::SameReviewer
        | Refusal::FamilyNotTold
        | Refusal::SameRecord
        | Refusal::NotMerged
        | Refusal::NoSuchPack => {}
    }
    arguments
}

fn broken_course(event: &str, at: Timestamp, why: &Refusal) -> FluentArgs<'static> {
    let why = refusal(Some(event), why);
    FluentArgs::from_iter([("event", event_title(event)), ("time", instant(at, at)), ("why", why)])
}

fn sent_on(to: &str, at: Timestamp) -> FluentArgs<'static> {
    FluentArgs::from_iter([("to", to.to_owned()), ("time", instant(at, at))])
}

fn risk(grade: &Grade) -> String {
    choice("grade", grade.word())
}
