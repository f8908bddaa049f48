//! What is asked in a report, step by step (NP 3.14): one table from which the fields, the reading of what was typed,
//! the list of what is unanswered and the summary are made.

use app::{ReportAnswers, ReportedPerson};
use domain::episode::Episode;
use domain::person::Person;

/// A step of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    /// Who is calling, and what kind of matter it is.
    Call,
    /// Who is missing.
    People,
    /// What happened.
    Circumstances,
    /// Why it is worrying, and where they may be.
    Concerns,
    /// All of it, to be sent.
    Check,
}

impl Step {
    /// Every step, in order.
    pub(crate) const ALL: [Self; 5] =
        [Self::Call, Self::People, Self::Circumstances, Self::Concerns, Self::Check];

    /// The word in addresses and in the catalogue.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::People => "people",
            Self::Circumstances => "circumstances",
            Self::Concerns => "concerns",
            Self::Check => "check",
        }
    }

    /// The step of that word.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.word() == word)
    }

    /// The step after this one; the last is followed by itself.
    pub(crate) fn next(self) -> Self {
        Self::ALL.into_iter().find(|step| *step > self).unwrap_or(Self::Check)
    }
}

/// How much is expected in answer to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Length {
    /// One line.
    Line,
    /// Some lines.
    Lines,
}

/// A question about `T` that is answered in words.
#[derive(Clone, Copy)]
pub(crate) struct Question<T: 'static> {
    /// In which step it is asked.
    pub(crate) step: Step,
    /// The name of its field, as acts and refusals name it too.
    pub(crate) name: &'static str,
    /// How much is expected.
    pub(crate) length: Length,
    /// The answer.
    pub(crate) answer: fn(&T) -> &String,
    /// The answer, to be changed.
    pub(crate) answer_mut: fn(&mut T) -> &mut String,
}

macro_rules! question {
    ($step:ident, $length:ident, $name:literal, $($place:ident).+) => {
        Question {
            step: Step::$step,
            name: $name,
            length: Length::$length,
            answer: |of| &of.$($place).+,
            answer_mut: |of| &mut of.$($place).+,
        }
    };
}

/// What is asked once for the call, whomever it is about.
pub(crate) const OF_THE_CALL: &[Question<ReportAnswers>] = &[
    question!(Call, Line, "reporter-name", report.reporter.name),
    question!(Call, Line, "reporter-relation", report.reporter.relation),
    question!(Call, Line, "reporter-reach", report.reporter.reach),
    question!(Call, Line, "log_number", report.log_number),
    question!(Circumstances, Lines, "circumstances", report.circumstances),
    question!(Circumstances, Lines, "last_seen", report.last_seen),
    question!(Circumstances, Line, "with_whom", report.with_whom),
    question!(Circumstances, Lines, "clothing", report.clothing),
    question!(Circumstances, Lines, "carrying", report.carrying),
    question!(Circumstances, Lines, "reporter_view", reporter_view),
    question!(Concerns, Lines, "concern", report.concern),
    question!(Concerns, Lines, "medication", report.medication),
    question!(Concerns, Lines, "likely_places", report.likely_places),
    question!(Concerns, Line, "transport", report.transport),
    question!(Concerns, Lines, "checks_made", report.checks_made),
];

/// What is asked of each person.
pub(crate) const OF_A_PERSON: &[Question<ReportedPerson>] = &[
    question!(People, Line, "name", details.name),
    question!(People, Lines, "description", details.description),
    question!(People, Lines, "home_address", details.home_address),
    question!(People, Line, "phones_and_accounts", details.phones_and_accounts),
    question!(People, Line, "school_or_work", details.school_or_work),
    question!(Concerns, Lines, "effect_of_missing_medication", details.effect_of_missing_medication),
    question!(Concerns, Lines, "health_and_disability", details.health_and_disability),
];

/// Something that nobody has answered yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Gap {
    /// Where it is asked.
    pub(crate) step: Step,
    /// The name of the question, for its words.
    pub(crate) name: &'static str,
    /// Of which person, where it is asked of each.
    pub(crate) person: Option<usize>,
    /// The id of its field.
    pub(crate) field: String,
}

/// Everything that is unanswered, in the order in which it is asked.
pub(crate) fn unanswered(answers: &ReportAnswers) -> Vec<Gap> {
    let call =
        |step, name: &'static str, field: &str| Gap { step, name, person: None, field: field.to_owned() };
    let mut gaps: Vec<Gap> = Vec::new();
    if answers.class.is_none() {
        gaps.push(call(Step::Call, "class", "class"));
    }
    if answers.missing_since.is_none() {
        gaps.push(call(Step::Circumstances, "missing_since", "missing_since-day"));
    }
    let open = OF_THE_CALL.iter().filter(|question| (question.answer)(answers).trim().is_empty());
    gaps.extend(open.map(|question| call(question.step, question.name, question.name)));
    if answers.people.is_empty() {
        gaps.push(call(Step::People, "name", "name"));
    }
    for (index, person) in answers.people.iter().enumerate() {
        gaps.extend(unanswered_of(index, person));
    }
    gaps.sort_by_key(|gap| gap.step);
    gaps
}

/// What is unanswered in the report of a case, as the report and the person's record stand now.
pub(crate) fn unanswered_of_case(episode: &Episode, who: &Person) -> Vec<Gap> {
    let mut report = episode.opened.report.clone();
    if report.medication.trim().is_empty() {
        report.medication.clone_from(&who.details.medication);
    }
    let person = ReportedPerson { details: who.details.clone(), ..ReportedPerson::default() };
    let answers = ReportAnswers {
        missing_since: episode.opened.missing_since,
        report,
        people: vec![person],
        ..ReportAnswers::default()
    };
    let mut gaps = unanswered(&answers);
    // These two are answered on the call, which the case does not repeat.
    gaps.retain(|gap| !matches!(gap.name, "class" | "reporter_view"));
    gaps
}

fn unanswered_of(index: usize, person: &ReportedPerson) -> Vec<Gap> {
    let gap = |step, name: &'static str, field: String| Gap { step, name, person: Some(index), field };
    let field = |step, name: &str| match step {
        Step::Concerns => person_field(index, name),
        Step::Call | Step::People | Step::Circumstances | Step::Check => name.to_owned(),
    };
    let mut gaps: Vec<Gap> = OF_A_PERSON
        .iter()
        .filter(|question| (question.answer)(person).trim().is_empty())
        .map(|question| gap(question.step, question.name, field(question.step, question.name)))
        .collect();
    if person.details.birth == domain::person::BirthDate::Unknown {
        gaps.push(gap(Step::People, "birth", "birth-date-day".to_owned()));
    }
    if person.details.contacts.is_empty() {
        gaps.push(gap(Step::People, "contacts", "contacts-0-name".to_owned()));
    }
    gaps
}

/// Where the question is asked that a refusal of the report names; nothing where the refusal is about no answer.
pub(crate) fn asked_at(refused: &str) -> Option<Gap> {
    let (step, name, field) = match refused {
        "people" | "name" => (Step::People, "name", "name"),
        "class" => (Step::Call, "class", "class"),
        "class_reason" => (Step::Call, "class_reason", "class_reason"),
        "happened_at" => (Step::Call, "reported_at", "reported_at-day"),
        "missing_since" => (Step::Circumstances, "missing_since", "missing_since-day"),
        of_the_call => {
            let question = OF_THE_CALL.iter().find(|question| question.name == of_the_call)?;
            (question.step, question.name, question.name)
        }
    };
    Some(Gap { step, name, person: None, field: field.to_owned() })
}

/// The name of a field that stands once for each person on one page.
pub(crate) fn person_field(index: usize, name: &str) -> String {
    format!("person-{index}-{name}")
}

/// Whether enough is answered for the report to be sent. The rest stays listed as unanswered.
pub(crate) fn is_enough(answers: &ReportAnswers) -> bool {
    lacking(answers).is_empty()
}

/// What must be answered before the report can be sent: who, and what happened; where nobody is missing, why not.
pub(crate) fn lacking(answers: &ReportAnswers) -> Vec<Gap> {
    let named = |person: &ReportedPerson| person.existing.is_some() || !person.details.name.trim().is_empty();
    let opens = answers.class.is_none_or(domain::incident::IncidentClass::opens_episode);
    let open = [
        ("class", answers.class.is_none()),
        ("people", opens && !answers.people.iter().any(named)),
        ("class_reason", !opens && answers.class_reason.trim().is_empty()),
        ("circumstances", answers.report.circumstances.trim().is_empty()),
    ];
    open.into_iter().filter(|(_, is_open)| *is_open).filter_map(|(question, _)| asked_at(question)).collect()
}

#[cfg(test)]
mod tests {
    use domain::incident::IncidentClass;

    use super::*;

    #[test]
    fn a_name_and_what_happened_are_enough_and_the_rest_stays_listed() {
        let mut answers = ReportAnswers::default();
        assert!(!is_enough(&answers));
        let all = unanswered(&answers).len();
        answers.class = Some(IncidentClass::Missing);
        answers.people.push(ReportedPerson::default());
        answers.people[0].details.name = "Zainab".into();
        assert!(!is_enough(&answers));
        answers.report.circumstances = "Did not come home from school".into();
        assert!(is_enough(&answers));
        let open = unanswered(&answers);
        assert!(open.len() > 12 && open.len() < all + OF_A_PERSON.len() + 2, "{open:?}");
        assert!(open.iter().all(|gap| gap.name != "circumstances" && gap.name != "name"), "{open:?}");
    }

    #[test]
    fn another_class_needs_a_reason_and_no_person() {
        let mut answers = ReportAnswers { class: Some(IncidentClass::LateHome), ..ReportAnswers::default() };
        assert!(!is_enough(&answers));
        answers.class_reason = "Rang from the bus, ten minutes away".into();
        answers.report.circumstances = "Not home at nine".into();
        assert!(is_enough(&answers));
    }

    #[test]
    fn an_empty_report_lacks_both_who_and_what_happened() {
        let answers = ReportAnswers { class: Some(IncidentClass::Missing), ..ReportAnswers::default() };
        let names: Vec<&str> = lacking(&answers).iter().map(|gap| gap.name).collect();
        assert_eq!(names, ["name", "circumstances"]);
        let late = ReportAnswers { class: Some(IncidentClass::LateHome), ..ReportAnswers::default() };
        let names: Vec<&str> = lacking(&late).iter().map(|gap| gap.name).collect();
        assert_eq!(names, ["class_reason", "circumstances"]);
    }

    #[test]
    fn gaps_come_in_the_order_of_the_steps() {
        let steps: Vec<Step> = unanswered(&ReportAnswers::default()).iter().map(|gap| gap.step).collect();
        assert!(steps.is_sorted(), "{steps:?}");
    }
}
