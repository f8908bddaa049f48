//! What is asked in a report, step by step (NP 3.14): one table from which the fields, the reading of what was typed,
//! the list of what is unanswered and the summary are made.

use app::{ReportAnswers, ReportedPerson};
use domain::episode::Episode;
use domain::person::{Person, PersonDetails};
use domain::text::is_blank;

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
    /// What the record of a person says to it.
    pub(crate) detail: Option<Detail>,
}

/// A detail of somebody's record that bears on a question.
#[derive(Clone, Copy)]
pub(crate) struct Detail {
    /// Its name on the record.
    pub(crate) name: &'static str,
    /// The detail.
    pub(crate) of: fn(&PersonDetails) -> &String,
    /// What it is to the question.
    pub(crate) use_is: DetailIs,
}

/// What a detail on record is to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DetailIs {
    /// The answer: it is not asked again.
    Answer,
    /// A help in asking: what holds today may differ.
    Help,
}

macro_rules! question {
    ($step:ident, $length:ident, $name:literal, $($place:ident).+ $(, $use_is:ident $detail:ident)?) => {
        Question {
            step: Step::$step,
            name: $name,
            length: Length::$length,
            answer: |of| &of.$($place).+,
            answer_mut: |of| &mut of.$($place).+,
            detail: question!(@detail $($use_is $detail)?),
        }
    };
    (@detail) => { None };
    (@detail $use_is:ident $detail:ident) => {
        Some(Detail { name: stringify!($detail), of: |details| &details.$detail, use_is: DetailIs::$use_is })
    };
}

/// What is asked once for the call, whomever it is about.
pub(crate) const OF_THE_CALL: &[Question<ReportAnswers>] = &[
    question!(Call, Line, "reporter-name", report.reporter.name),
    question!(Call, Line, "reporter-relation", report.reporter.relation),
    question!(Call, Line, "reporter-reach", report.reporter.reach),
    question!(Call, Line, "log_number", report.log_number),
    question!(Call, Line, "taken_by", report.taken_by),
    question!(Circumstances, Lines, "circumstances", report.circumstances),
    question!(Circumstances, Lines, "last_seen", report.last_seen),
    question!(Circumstances, Line, "missing_from", report.missing_from, Help home_address),
    question!(Circumstances, Line, "with_whom", report.with_whom),
    question!(Circumstances, Line, "transport", report.transport, Help transport),
    question!(Circumstances, Lines, "reporter_view", reporter_view),
    question!(Concerns, Lines, "concern", report.concern),
    question!(Concerns, Lines, "likely_places", report.likely_places, Help places_frequented),
    question!(Concerns, Lines, "associates", report.associates, Answer associates),
    question!(Concerns, Lines, "checks_made", report.checks_made),
];

/// What is asked of each person: first what belongs on their record, then what holds for this time missing.
pub(crate) const OF_A_PERSON: &[Question<ReportedPerson>] = &[
    question!(People, Line, "name", details.name, Answer name),
    question!(People, Lines, "description", details.description, Answer description),
    question!(People, Lines, "home_address", details.home_address, Answer home_address),
    question!(People, Line, "school_or_work", details.school_or_work, Answer school_or_work),
    question!(Circumstances, Lines, "clothing", report.clothing),
    question!(Circumstances, Lines, "look_today", report.description, Help description),
    question!(Circumstances, Lines, "carrying", report.carrying),
    question!(Concerns, Lines, "medical", report.medical, Answer health_and_disability),
    question!(Concerns, Lines, "medication", report.medication, Answer medication),
    question!(Concerns, Line, "medication_frequency", report.medication_frequency),
    question!(
        Concerns,
        Lines,
        "effect_of_missing_medication",
        report.effect_of_missing_medication,
        Answer effect_of_missing_medication
    ),
    question!(Concerns, Lines, "known_risks", report.known_risks),
    question!(Concerns, Lines, "found_with", report.found_with),
    question!(Concerns, Lines, "phones_and_accounts", report.phones_and_accounts, Answer phones_and_accounts),
];

impl<T> Question<T> {
    /// What is on record of it.
    pub(crate) fn on_record<'a>(&self, details: &'a PersonDetails) -> Option<&'a str> {
        let said = (self.detail?.of)(details);
        (!is_blank(said)).then_some(said.as_str())
    }

    /// Whether the record answers it.
    fn is_known(&self, details: &PersonDetails) -> bool {
        self.on_record(details).is_some()
            && self.detail.is_some_and(|detail| detail.use_is == DetailIs::Answer)
    }

    /// Whether it is listed as unanswered while nothing is said. Two have their answer elsewhere: what somebody looks like
    /// stands in their description, and who took the call is whoever types it.
    fn counts(&self) -> bool {
        !matches!(self.name, "look_today" | "taken_by")
    }
}

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

/// Everything that is unanswered, in the order in which it is asked. What is on record counts as answered.
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
    let known = |question: &Question<ReportAnswers>| {
        !answers.people.is_empty() && answers.people.iter().all(|person| question.is_known(&person.details))
    };
    let open = OF_THE_CALL
        .iter()
        .filter(|question| question.counts() && is_blank((question.answer)(answers)) && !known(question));
    gaps.extend(open.map(|question| call(question.step, question.name, question.name)));
    if answers.report.checks.is_empty() {
        gaps.push(call(Step::Concerns, "checks", "checks-0-made"));
    }
    if answers.people.is_empty() {
        gaps.push(call(Step::People, "name", "name"));
    }
    for (index, person) in answers.people.iter().enumerate() {
        gaps.extend(unanswered_of(index, person, answers));
    }
    gaps.sort_by_key(|gap| gap.step);
    gaps
}

/// What is unanswered in the report of a case, as the report and the person's record stand now.
pub(crate) fn unanswered_of_case(episode: &Episode, who: &Person) -> Vec<Gap> {
    let person = ReportedPerson { details: who.details.clone(), ..ReportedPerson::default() };
    let answers = ReportAnswers {
        missing_since: episode.opened.missing_since,
        report: episode.report.clone(),
        people: vec![person],
        ..ReportAnswers::default()
    };
    let mut gaps = unanswered(&answers);
    // These two are answered on the call, which the case does not repeat.
    gaps.retain(|gap| !matches!(gap.name, "class" | "reporter_view"));
    gaps
}

fn unanswered_of(index: usize, person: &ReportedPerson, answers: &ReportAnswers) -> Vec<Gap> {
    let gap = |step, name: &'static str, field: String| Gap { step, name, person: Some(index), field };
    // What was told of the whole call holds for each of its people.
    let told = ReportedPerson { report: answers.report_about(person), ..person.clone() };
    let mut gaps: Vec<Gap> = OF_A_PERSON
        .iter()
        .filter(|question| {
            question.counts() && is_blank((question.answer)(&told)) && !question.is_known(&person.details)
        })
        .map(|question| gap(question.step, question.name, field_of(question, index)))
        .collect();
    if !is_blank(&person.details.birth_said) {
        gaps.push(gap(Step::People, "birth_said", "age".to_owned()));
    } else if person.details.birth == domain::person::BirthDate::Unknown {
        gaps.push(gap(Step::People, "birth", "birth-date-day".to_owned()));
    }
    if person.details.contacts.is_empty() {
        gaps.push(gap(Step::People, "contacts", "contacts-0-name".to_owned()));
    }
    gaps
}

/// The field of a question about one of the people: the step about people shows one of them, the others show all.
pub(crate) fn field_of(question: &Question<ReportedPerson>, index: usize) -> String {
    match question.step {
        Step::Circumstances | Step::Concerns => person_field(index, question.name),
        Step::Call | Step::People | Step::Check => question.name.to_owned(),
    }
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

/// The question of a field, without the mark of whom of several people it is about.
pub(crate) fn plain_name(field: &str) -> &str {
    field.strip_prefix("person-").and_then(|rest| rest.split_once('-')).map_or(field, |(_, name)| name)
}

/// Which of several people a field is about, where it stands once for each.
pub(crate) fn person_of_field(field: &str) -> Option<usize> {
    field.strip_prefix("person-")?.split_once('-')?.0.parse().ok()
}

/// The name of a field that stands once for each person on one page.
pub(crate) fn person_field(index: usize, name: &str) -> String {
    format!("person-{index}-{name}")
}

/// Whether enough is answered for the report to be sent. The rest stays listed as unanswered.
pub(crate) fn is_enough(answers: &ReportAnswers) -> bool {
    lacking(answers).is_empty()
}

/// What must be answered before the report can be sent: who, by name or by what they look like, and what happened, where
/// they were last seen or why somebody is afraid for them; where nobody is missing, why not.
pub(crate) fn lacking(answers: &ReportAnswers) -> Vec<Gap> {
    if answers.adds_to.is_some() {
        return Vec::new();
    }
    let told_of = |person: &ReportedPerson| {
        let details = &person.details;
        person.existing.is_some() || !is_blank(&details.name) || !is_blank(&details.description)
    };
    let opens = answers.class.is_none_or(domain::incident::IncidentClass::opens_episode);
    let open = [
        ("class", answers.class.is_none()),
        ("people", opens && !answers.people.iter().any(told_of)),
        ("class_reason", !opens && is_blank(&answers.class_reason)),
        ("circumstances", !answers.says_what_happened()),
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
        assert!(open.len() > 20 && open.len() < all + OF_A_PERSON.len() + 2, "{open:?}");
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

    #[test]
    fn what_is_on_record_is_not_asked_again() {
        let mut answers =
            ReportAnswers { people: vec![ReportedPerson::default()], ..ReportAnswers::default() };
        let asks =
            |answers: &ReportAnswers, name: &str| unanswered(answers).iter().any(|gap| gap.name == name);
        assert!(asks(&answers, "medication") && asks(&answers, "associates") && asks(&answers, "transport"));
        answers.people[0].details.medication = "Insulin".into();
        answers.people[0].details.associates = "Plays football with Deon".into();
        answers.people[0].details.transport = "Rides a bicycle".into();
        assert!(!asks(&answers, "medication") && !asks(&answers, "associates"));
        assert!(asks(&answers, "transport"), "how they left this time is not on record");
        assert!(asks(&answers, "medication_frequency"));
        answers.report.medication_frequency = "\u{200b}".into();
        assert!(asks(&answers, "medication_frequency"), "what cannot be seen is no answer");
        answers.report.medication_frequency = "At seven".into();
        assert!(!asks(&answers, "medication_frequency"), "said of the call, it holds for its one person");
    }

    #[test]
    fn a_description_and_a_fear_are_enough() {
        let mut answers = ReportAnswers { class: Some(IncidentClass::Missing), ..ReportAnswers::default() };
        answers.people.push(ReportedPerson::default());
        answers.people[0].details.description = "Boy of about eleven, red coat".into();
        answers.report.concern = "On the motorway bridge".into();
        assert!(is_enough(&answers), "{:?}", lacking(&answers));
    }
}
