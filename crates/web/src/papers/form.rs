//! The blank form for a report, made of the questions that the screen asks, in their order.

use documents::ReportForm;
use documents::report_form::{Question, Step as Part};
use documents::sheet::Room;
use domain::incident::IncidentClass;
use domain::person::MarkerKind;

use crate::acts::words;
use crate::catalogue::{family, t};
use crate::pages::report::{Length, OF_A_PERSON, OF_THE_CALL, Step, class_words, question_words, step_title};

/// Lines for an answer of one line; handwriting needs more room than type.
const LINES_FOR_A_LINE: u8 = 1;

/// Lines for an answer of several.
const LINES_FOR_LINES: u8 = 3;

/// The form.
pub(super) fn blank() -> ReportForm {
    let steps = [Step::Call, Step::People, Step::Circumstances, Step::Concerns];
    ReportForm {
        steps: steps
            .into_iter()
            .map(|step| Part { title: step_title(step), questions: questions(step) })
            .collect(),
    }
}

fn questions(step: Step) -> Vec<Question> {
    let of_the_call = OF_THE_CALL.iter().filter(|question| question.step == step);
    let of_a_person = OF_A_PERSON.iter().filter(|question| question.step == step);
    let mut questions: Vec<Question> =
        of_the_call.map(|question| written(question.name, false, question.length)).collect();
    questions.extend(of_a_person.map(|question| written(question.name, true, question.length)));
    match step {
        Step::Call => questions.insert(0, class()),
        Step::People => {
            let after_the_name = questions.len().min(1);
            let born = Room::Lines(LINES_FOR_A_LINE);
            let birth = Question { label: t!("report-birth"), hint: t!("report-birth-hint"), room: born };
            questions.insert(after_the_name, birth);
            questions.insert(after_the_name + 1, sex());
            questions.push(written("contacts", true, Length::Lines));
            questions.push(written("other_names", true, Length::Line));
        }
        Step::Circumstances => {
            let after_what_happened = questions.len().min(1);
            let hint = t!("report-missing-since-hint");
            questions.insert(after_what_happened, moment(question_words("missing_since", false), hint));
        }
        Step::Concerns => questions.push(markers()),
        Step::Check => {}
    }
    questions
}

fn written(name: &str, of_a_person: bool, length: Length) -> Question {
    let lines = match length {
        Length::Line => LINES_FOR_A_LINE,
        Length::Lines => LINES_FOR_LINES,
    };
    Question {
        label: question_words(name, of_a_person),
        // What the hint of the name promises happens on the screen alone.
        hint: family("report-hint", name, None).filter(|_| name != "name").unwrap_or_default(),
        room: Room::Lines(lines),
    }
}

fn moment(label: String, hint: String) -> Question {
    Question { label, hint, room: Room::Moment([t!("paper-box-date"), t!("paper-box-time")]) }
}

fn class() -> Question {
    let classes = IncidentClass::ALL.into_iter().map(class_words).collect();
    Question { label: question_words("class", false), hint: String::new(), room: Room::Ticks(classes) }
}

fn sex() -> Question {
    let offered = ["female", "male", "other", "not_known"].map(|word| words::choice("sex", word));
    Question { label: question_words("sex", true), hint: String::new(), room: Room::Ticks(offered.to_vec()) }
}

fn markers() -> Question {
    let kinds = MarkerKind::ALL.into_iter().map(|kind| words::choice("marker", kind.word())).collect();
    Question { label: t!("report-markers"), hint: t!("report-markers-hint"), room: Room::Ticks(kinds) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_asks_in_words_whatever_the_screen_asks_in_words() {
        let asked: Vec<String> = blank()
            .steps
            .into_iter()
            .flat_map(|step| step.questions)
            .map(|question| question.label)
            .collect();
        let on_screen = OF_THE_CALL
            .iter()
            .map(|question| question_words(question.name, false))
            .chain(OF_A_PERSON.iter().map(|question| question_words(question.name, true)));
        for label in on_screen {
            assert!(asked.contains(&label), "{label} is not on the form");
        }
        for name in ["class", "missing_since"] {
            assert!(asked.contains(&question_words(name, false)), "{name} is not on the form");
        }
    }

    #[test]
    fn the_form_asks_in_the_order_of_the_steps() {
        let titles: Vec<String> = blank().steps.into_iter().map(|step| step.title).collect();
        let steps = [Step::Call, Step::People, Step::Circumstances, Step::Concerns];
        assert_eq!(titles, steps.map(step_title));
    }
}
