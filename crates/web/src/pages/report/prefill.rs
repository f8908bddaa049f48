//! What would have been typed in a step for the answers as they stand.

use app::ReportAnswers;
use domain::episode::CheckKind;
use domain::person::{BirthDate, PersonDetails};

use super::questions::{OF_A_PERSON, OF_THE_CALL, Step, person_field};
use crate::acts::{Values, write_date, write_instant};

/// The texts in the fields of a step; `person` says which of the people a page about one shows.
pub(crate) fn values(step: Step, answers: &ReportAnswers, person: usize) -> Values {
    let mut values = Values::default();
    for question in OF_THE_CALL.iter().filter(|question| question.step == step) {
        values.set(question.name, (question.answer)(answers).as_str());
    }
    match step {
        Step::Call => {
            values.set("class", answers.class.map_or("", domain::incident::IncidentClass::word));
            values.set("class_reason", answers.class_reason.as_str());
            if let Some(at) = answers.reported_at {
                write_instant(&mut values, "reported_at", at);
            }
        }
        Step::People => person_on_page(&mut values, answers, person),
        Step::Circumstances => {
            if let Some(at) = answers.missing_since {
                write_instant(&mut values, "missing_since", at);
            }
            of_each_person(&mut values, step, answers);
        }
        Step::Concerns => {
            of_each_person(&mut values, step, answers);
            for check in &answers.report.checks {
                let row = CheckKind::ALL.iter().position(|kind| *kind == check.check).unwrap_or_default();
                for (part, text) in [
                    ("check", check.check.word()),
                    ("made", check.made.word()),
                    ("note", check.note.as_str()),
                ] {
                    values.set(format!("checks-{row}-{part}"), text);
                }
            }
        }
        Step::Check => {}
    }
    values
}

/// The texts in the fields of a first page, which asks something of several steps.
pub(super) fn first(answers: &ReportAnswers) -> Values {
    let mut first = Values::default();
    for step in [Step::Call, Step::People, Step::Circumstances, Step::Concerns] {
        for (name, text) in values(step, answers, 0).iter() {
            first.set(name, text);
        }
    }
    first
}

fn of_each_person(values: &mut Values, step: Step, answers: &ReportAnswers) {
    for (index, person) in answers.people.iter().enumerate() {
        for question in OF_A_PERSON.iter().filter(|question| question.step == step) {
            values.set(person_field(index, question.name), (question.answer)(person).as_str());
        }
    }
}

fn person_on_page(values: &mut Values, answers: &ReportAnswers, index: usize) {
    let Some(person) = answers.people.get(index) else {
        return;
    };
    for question in OF_A_PERSON.iter().filter(|question| question.step == Step::People) {
        values.set(question.name, (question.answer)(person).as_str());
    }
    let word = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    values.set("sex", word(serde_json::to_value(person.details.sex).unwrap_or_default()));
    values.set("other_names", person.details.other_names.join("\n"));
    if let Some(care) = &person.care {
        values.set("care", word(serde_json::to_value(care.basis).unwrap_or_default()));
    }
    if let Some(contact) = person.details.contacts.first() {
        values.set("contacts-0-name", contact.name.as_str());
        values.set("contacts-0-relation", contact.relation.as_str());
        values.set("contacts-0-reach", contact.reach.as_str());
    }
    birth(values, &person.details);
}

/// What is known stands in the fields of a date or as an age; what was said beside it where the other would stand.
fn birth(values: &mut Values, details: &PersonDetails) {
    match details.birth {
        BirthDate::Exact { date } => write_date(values, "birth-date", date),
        BirthDate::Year { year } => values.set("birth-date-year", year.to_string()),
        BirthDate::AgeRange { from, to, .. } => {
            let age = if from == to { from.to_string() } else { format!("{from} to {to}") };
            values.set("age", age);
            for (part, said) in ["day", "month", "year"].into_iter().zip(details.birth_said.splitn(3, ' ')) {
                values.set(format!("birth-date-{part}"), said);
            }
        }
        BirthDate::Unknown => values.set("age", details.birth_said.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use app::ReportedPerson;
    use domain::episode::{Check, CheckMade};
    use domain::incident::IncidentClass;

    use super::*;
    use crate::forms::Posted;
    use crate::pages::report::read::read;

    #[test]
    fn a_step_that_is_sent_as_it_stands_changes_nothing() {
        let now = "2026-11-21T03:00:00Z".parse().unwrap();
        let mut answers = ReportAnswers {
            class: Some(IncidentClass::Missing),
            class_reason: "Nobody knows where".into(),
            reported_at: Some("2026-11-21T02:40:00Z".parse().unwrap()),
            missing_since: Some("2026-11-20T22:00:00Z".parse().unwrap()),
            ..ReportAnswers::default()
        };
        let mut person = ReportedPerson::default();
        person.details.name = "نور الهدى".into();
        person.details.other_names = vec!["Noor".into(), "Nour".into()];
        answers.people.push(person);
        answers.report.circumstances = "Left\nafter a row".into();
        answers.report.taken_by = "PC Example, on paper".into();
        answers.people[0].report.medication = "Insulin".into();
        answers.report.checks = vec![Check {
            check: CheckKind::Friends,
            made: CheckMade::ToMake,
            note: "Deon is not picking up".into(),
        }];
        let estimated_on = jiff::civil::date(2025, 1, 1);
        let births = [
            (BirthDate::Year { year: 2011 }, ""),
            (BirthDate::AgeRange { from: 15, to: 17, estimated_on }, ""),
            (BirthDate::AgeRange { from: 15, to: 15, estimated_on }, "31 2 2011"),
            (BirthDate::Unknown, "getting on in years"),
        ];
        for ((birth, said), step) in births.into_iter().flat_map(|birth| Step::ALL.map(|step| (birth, step)))
        {
            answers.people[0].details.birth = birth;
            answers.people[0].details.birth_said = said.into();
            let typed = values(step, &answers, 0);
            let pairs = typed.iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
            let mut again = answers.clone();
            let errors = read(step, &Posted::from_pairs(pairs), &mut again, now);
            assert!(errors.is_empty(), "{step:?}: {errors:?}");
            assert_eq!(again, answers, "{step:?}");
        }
    }
}
