//! Reads what was typed in a step into the answers. What can be read is kept even where something beside it cannot.

use std::collections::BTreeMap;

use app::{ReportAnswers, ReportedPerson};
use domain::episode::{Check, CheckKind, CheckMade};
use domain::incident::IncidentClass;
use domain::person::{BirthDate, CareBasis, CareStatus, Contact, Marker, MarkerKind, Sex};
use fluent_bundle::FluentArgs;
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::prefill;
use super::questions::{Length, OF_A_PERSON, OF_THE_CALL, Step, person_field, plain_name};
use crate::acts::{self, Problem, Values, limits, words};
use crate::catalogue::{family, t};
use crate::components::FormErrors;
use crate::forms::Posted;

/// Which person of the call is on the page of the step about people.
pub(crate) const PERSON_INDEX: &str = "person";

/// Puts what was typed in a step into the answers, and says what could not be read.
pub(crate) fn read(step: Step, posted: &Posted, answers: &mut ReportAnswers, now: Timestamp) -> FormErrors {
    let values = posted.values();
    let mut errors = FormErrors::none();
    for question in OF_THE_CALL.iter().filter(|question| question.step == step) {
        *(question.answer_mut)(answers) = values.get(question.name).trim().to_owned();
    }
    too_long(&values, &mut errors);
    match step {
        Step::Call => call(&values, answers, now, &mut errors),
        Step::People => person_on_page(&values, answers, now),
        Step::Circumstances => {
            circumstances(&values, answers, now, &mut errors);
            of_each_person(step, &values, answers);
        }
        Step::Concerns => concerns(posted, &values, answers),
        Step::Check => {}
    }
    errors
}

/// Puts what was typed on the first page into the answers: only what it asks, for the draft may hold more by now.
pub(crate) fn read_first(posted: &Posted, answers: &mut ReportAnswers, now: Timestamp) -> FormErrors {
    let values = posted.values();
    let mut errors = FormErrors::none();
    too_long(&values, &mut errors);
    let sent = |name: &str| posted.pairs().any(|(sent, _)| sent == name);
    answers.class = word::<IncidentClass>(values.get("class")).or(answers.class);
    answers.reported_at = answers.reported_at.or(Some(now));
    for question in OF_THE_CALL.iter().filter(|question| sent(question.name)) {
        *(question.answer_mut)(answers) = values.get(question.name).trim().to_owned();
    }
    let mut person = answers.people.first().cloned().unwrap_or_default();
    for question in OF_A_PERSON.iter().filter(|question| question.step == Step::People && sent(question.name))
    {
        *(question.answer_mut)(&mut person) = values.get(question.name).trim().to_owned();
    }
    // A date of birth that is known already is not given up for an empty age.
    let from_here = matches!(person.details.birth, BirthDate::AgeRange { .. } | BirthDate::Year { .. });
    let said_here = !person.details.birth_said.is_empty() || from_here && person.existing.is_none();
    if !values.get("age").trim().is_empty() || said_here {
        (person.details.birth, person.details.birth_said) = birth(&values, now);
    }
    match answers.people.first_mut() {
        Some(first) => *first = person,
        None if person != ReportedPerson::default() => answers.people.push(person),
        None => {}
    }
    errors
}

/// What is longer than a field takes. It is kept all the same, so that nothing typed is lost; the report is not sent.
fn too_long(values: &Values, errors: &mut FormErrors) {
    let questions = OF_THE_CALL.iter().map(|question| (question.name, question.length));
    let lengths: BTreeMap<&str, Length> =
        questions.chain(OF_A_PERSON.iter().map(|question| (question.name, question.length))).collect();
    for (field, text) in values.iter() {
        let name = plain_name(field);
        let limit = match lengths.get(name) {
            Some(Length::Lines) => limits::TEXT_AT_MOST,
            Some(Length::Line) => limits::line_at_most(name),
            None if name == "class_reason" => limits::TEXT_AT_MOST,
            None => limits::line_at_most(name),
        };
        if text.chars().count() > limit {
            errors.add(field, t!("report-too-long", "limit" => limit));
        }
    }
}

/// The first step in which something is longer than it may be, with what is.
pub(crate) fn beyond_limits(answers: &ReportAnswers) -> Option<(Step, FormErrors)> {
    Step::ALL.into_iter().find_map(|step| {
        let mut errors = FormErrors::none();
        (0..answers.people.len().max(1)).for_each(|person| {
            too_long(&prefill::values(step, answers, person), &mut errors);
        });
        (!errors.is_empty()).then_some((step, errors))
    })
}

fn call(values: &Values, answers: &mut ReportAnswers, now: Timestamp, errors: &mut FormErrors) {
    if answers.adds_to.is_some() {
        return;
    }
    answers.class = word::<IncidentClass>(values.get("class"));
    answers.class_reason = values.get("class_reason").trim().to_owned();
    answers.reported_at = moment(values, "reported_at", now, errors).unwrap_or(answers.reported_at);
}

fn circumstances(values: &Values, answers: &mut ReportAnswers, now: Timestamp, errors: &mut FormErrors) {
    if values.get("missing_since-not_known") == "yes" {
        answers.missing_since = None;
    } else {
        answers.missing_since = moment(values, "missing_since", now, errors).unwrap_or(answers.missing_since);
    }
}

/// The instant typed under a name, which lies not ahead; `None` where it could not be read.
fn moment(values: &Values, name: &str, now: Timestamp, errors: &mut FormErrors) -> Option<Option<Timestamp>> {
    match acts::instant(values, name) {
        Ok(Some(at)) if at > now => {
            errors.add(
                format!("{name}-day"),
                t!("report-time-ahead", "field" => words::named("reported", name)),
            );
            None
        }
        Ok(at) => Some(at),
        Err((field, problem)) => {
            errors.add(field, problem_with(name, problem));
            None
        }
    }
}

fn problem_with(name: &str, problem: Problem) -> String {
    let mut arguments = FluentArgs::new();
    arguments.set("field", words::named("reported", name));
    family("answer-problem", problem.code(), Some(&arguments))
        .unwrap_or_else(|| t!("problem-refused-otherwise"))
}

/// The person on the page; one whom nothing says anything of is no person.
fn person_on_page(values: &Values, answers: &mut ReportAnswers, now: Timestamp) {
    let index = person_index(values.get(PERSON_INDEX), answers);
    if index == answers.people.len() {
        answers.people.push(ReportedPerson::default());
    }
    let person = &mut answers.people[index];
    for question in OF_A_PERSON.iter().filter(|question| question.step == Step::People) {
        *(question.answer_mut)(person) = values.get(question.name).trim().to_owned();
    }
    person.details.sex = word::<Sex>(values.get("sex")).unwrap_or_default();
    person.details.other_names = values
        .get("other_names")
        .lines()
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    let (birth, birth_said) = birth(values, now);
    person.details.birth = as_estimated_before(birth, person.details.birth);
    person.details.birth_said = birth_said;
    if let Some(basis) = word::<CareBasis>(values.get("care")) {
        person.care.get_or_insert_with(CareStatus::default).basis = basis;
    } else {
        person.care = None;
    }
    next_of_kin(values, &mut person.details.contacts);
    if *person == ReportedPerson::default() {
        answers.people.remove(index);
    }
}

/// Which person a page is about: one of those there are, or one more.
pub(crate) fn person_index(typed: &str, answers: &ReportAnswers) -> usize {
    typed.parse::<usize>().unwrap_or(0).min(answers.people.len())
}

/// The first contact stands on the page; others on record are left as they are.
fn next_of_kin(values: &Values, contacts: &mut Vec<Contact>) {
    let part = |part: &str| values.get(&format!("contacts-0-{part}")).trim().to_owned();
    let first = Contact { name: part("name"), relation: part("relation"), reach: part("reach") };
    match (contacts.first_mut(), first == Contact::default()) {
        (Some(contact), false) => *contact = first,
        (None, false) => contacts.push(first),
        (Some(_), true) => {
            contacts.remove(0);
        }
        (None, true) => {}
    }
}

/// A date, a year or an age, as far as what was typed can be read, and what cannot: that is kept in its words, stands among
/// what is still to be asked, and holds nothing up.
pub(crate) fn birth(values: &Values, now: Timestamp) -> (BirthDate, String) {
    let today = now.to_zoned(domain::time::london()).date();
    let parts = ["day", "month", "year"].map(|part| values.get(&format!("birth-date-{part}")).trim());
    let date = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let age = values.get("age").trim();
    let of_date = match BirthDate::said(&date, today) {
        // A number under the heading of a date is no age.
        Some(BirthDate::AgeRange { .. }) | None => None,
        known @ Some(BirthDate::Exact { .. } | BirthDate::Year { .. } | BirthDate::Unknown) => known,
    };
    match (of_date, BirthDate::said(age, today)) {
        (Some(BirthDate::Unknown), Some(birth)) => (birth, String::new()),
        (Some(BirthDate::Unknown), None) => (BirthDate::Unknown, age.to_owned()),
        (Some(birth), _) => (birth, String::new()),
        (None, Some(birth)) => (birth, date),
        (None, None) => (BirthDate::Unknown, [&date, age].join(" ")),
    }
}

/// An estimate that is sent as it stood was made when it was made.
fn as_estimated_before(read: BirthDate, before: BirthDate) -> BirthDate {
    let ages = |birth| match birth {
        BirthDate::AgeRange { from, to, .. } => Some((from, to)),
        BirthDate::Exact { .. } | BirthDate::Year { .. } | BirthDate::Unknown => None,
    };
    if ages(read).is_some() && ages(read) == ages(before) { before } else { read }
}

/// What was typed of each person on a page that shows all of them. Before anybody is named there is room for one.
fn of_each_person(step: Step, values: &Values, answers: &mut ReportAnswers) {
    let nobody = answers.people.is_empty();
    if nobody {
        answers.people.push(ReportedPerson::default());
    }
    for (index, person) in answers.people.iter_mut().enumerate() {
        for question in OF_A_PERSON.iter().filter(|question| question.step == step) {
            *(question.answer_mut)(person) =
                values.get(&person_field(index, question.name)).trim().to_owned();
        }
    }
    if nobody && answers.people == [ReportedPerson::default()] {
        answers.people.clear();
    }
}

/// Each check of which it was said how it stands; the note of one of which nothing else was said is kept with it.
fn checks(values: &Values) -> Vec<Check> {
    (0..CheckKind::ALL.len())
        .filter_map(|row| {
            let part = |part: &str| values.get(&format!("checks-{row}-{part}")).trim();
            let check = CheckKind::from_word(part("check"))?;
            let made = CheckMade::from_word(part("made"))
                .or_else(|| (!part("note").is_empty()).then_some(CheckMade::Made))?;
            Some(Check { check, made, note: part("note").to_owned() })
        })
        .collect()
}

fn concerns(posted: &Posted, values: &Values, answers: &mut ReportAnswers) {
    answers.report.checks = checks(values);
    of_each_person(Step::Concerns, values, answers);
    let source = answers.report.reporter.name.clone();
    for (index, person) in answers.people.iter_mut().enumerate() {
        person.markers = posted
            .all(&person_field(index, "markers"))
            .filter_map(word::<MarkerKind>)
            .map(|marker| Marker { marker, source: source.clone(), since: None, note: String::new() })
            .collect();
    }
}

fn word<T: DeserializeOwned>(typed: &str) -> Option<T> {
    serde_json::from_value(Value::String(typed.to_owned())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn posted(pairs: &[(&str, &str)]) -> Posted {
        Posted::from_pairs(
            pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect(),
        )
    }

    fn now() -> Timestamp {
        "2026-11-21T03:00:00Z".parse().unwrap()
    }

    #[test]
    fn what_can_be_read_is_kept_beside_what_cannot() {
        let mut answers = ReportAnswers::default();
        let typed = posted(&[
            ("circumstances", "  Left after a row "),
            ("missing_since-day", "21"),
            ("missing_since-month", "11"),
            ("missing_since-year", "2026"),
            ("missing_since-time", "half two"),
        ]);
        let errors = read(Step::Circumstances, &typed, &mut answers, now());
        assert_eq!(answers.report.circumstances, "Left after a row");
        assert_eq!(answers.missing_since, None);
        assert!(errors.of("missing_since-time").is_some());
    }

    #[test]
    fn a_time_ahead_is_asked_about() {
        let mut answers = ReportAnswers::default();
        let typed = posted(&[
            ("missing_since-day", "21"),
            ("missing_since-month", "11"),
            ("missing_since-year", "2026"),
            ("missing_since-time", "23:30"),
        ]);
        let errors = read(Step::Circumstances, &typed, &mut answers, now());
        assert!(errors.of("missing_since-day").is_some());
    }

    #[test]
    fn birth_is_taken_as_far_as_it_is_known_and_the_rest_in_its_words() {
        let date = |year, month, day| jiff::civil::date(year, month, day);
        let aged = |from, to| BirthDate::AgeRange { from, to, estimated_on: date(2026, 11, 21) };
        let parts = |day, month, year| {
            [("birth-date-day", day), ("birth-date-month", month), ("birth-date-year", year)]
        };
        for (typed, read, said) in [
            (&parts("3", "5", "2011")[..], BirthDate::Exact { date: date(2011, 5, 3) }, ""),
            (&parts("3", "May", "2011"), BirthDate::Exact { date: date(2011, 5, 3) }, ""),
            (&parts("", "", "2011"), BirthDate::Year { year: 2011 }, ""),
            (&[("age", "2011")], BirthDate::Year { year: 2011 }, ""),
            (&[("age", "14/3/2010")], BirthDate::Exact { date: date(2010, 3, 14) }, ""),
            (&[("age", "15 to 17")], aged(15, 17), ""),
            (&[("age", "about 80")], aged(75, 85), ""),
            (&[], BirthDate::Unknown, ""),
            (&[("age", "old")], BirthDate::Unknown, "old"),
            (&parts("", "", "2031"), BirthDate::Unknown, "2031"),
            (&parts("15", "", ""), BirthDate::Unknown, "15"),
            (&[parts("31", "2", "2011").as_slice(), &[("age", "15")]].concat(), aged(15, 15), "31 2 2011"),
        ] {
            assert_eq!(birth(&posted(typed).values(), now()), (read, said.to_owned()), "{typed:?}");
        }
    }

    #[test]
    fn an_age_that_nobody_understands_holds_nothing_up_and_is_listed() {
        let mut answers = ReportAnswers::default();
        let typed = posted(&[("name", "Alfred Pym"), ("age", "getting on"), ("concern", "Frost")]);
        assert!(read_first(&typed, &mut answers, now()).is_empty());
        answers.class = Some(IncidentClass::Missing);
        assert_eq!(answers.people[0].details.birth_said, "getting on");
        assert!(super::super::questions::is_enough(&answers));
        let listed = super::super::questions::unanswered(&answers);
        assert!(
            listed.iter().any(|gap| (gap.name, gap.field.as_str()) == ("birth_said", "age")),
            "{listed:?}"
        );
        read_first(&posted(&[("name", "Alfred Pym"), ("age", "81")]), &mut answers, now());
        assert_eq!(answers.people[0].details.birth_said, "");
    }

    #[test]
    fn a_page_about_nobody_adds_nobody() {
        let mut answers = ReportAnswers::default();
        read(Step::People, &posted(&[("person", "0"), ("name", " ")]), &mut answers, now());
        assert_eq!(answers.people, []);
        read(Step::People, &posted(&[("person", "7"), ("name", "Ali")]), &mut answers, now());
        assert_eq!(answers.people[0].details.name, "Ali");
    }

    #[test]
    fn markers_are_kept_with_who_told_of_them() {
        let mut answers = ReportAnswers::default();
        answers.report.reporter.name = "Key worker".into();
        answers.people.push(ReportedPerson::default());
        let typed = posted(&[
            ("person-0-markers", "dementia"),
            ("person-0-markers", "suicide"),
            ("person-0-markers", "?"),
        ]);
        read(Step::Concerns, &typed, &mut answers, now());
        let held: Vec<_> =
            answers.people[0].markers.iter().map(|marker| (marker.marker, marker.source.as_str())).collect();
        assert_eq!(held, [(MarkerKind::Dementia, "Key worker"), (MarkerKind::Suicide, "Key worker")]);
    }
}
