//! Reads the named conditions of a pack: each key of a condition is one test, and all must hold.

use super::document::{Node, Table, all};
use super::parts::{event_kind, form_list};
use crate::protocol::case::{Circumstance, Place};
use crate::protocol::event::{FormId, Grade};
use crate::protocol::pack::{Condition, Expected, Test};

/// The keys that test something, besides the circumstances of a person.
const TESTS: &[&str] = &[
    "age_under",
    "age_from",
    "allocated",
    "placed_in",
    "not_placed_in",
    "ever_graded",
    "last_graded",
    "recorded",
    "before_end",
    "form_by_report",
    "form_before_return",
    "no_form_at_trigger",
    "report_in_office_hours",
    "first_episode",
    "repeat_threshold",
];

/// Reads `[conditions]`.
pub(super) fn conditions(table: &Table<'_>, forms: &[FormId]) -> Option<Vec<Condition>> {
    // A condition is known by its name even where it could not be read: one mistake is reported once.
    all(table.entries().map(|(name, _, node)| Some(condition(name, &node.table()?, forms))))
}

fn condition(name: &str, table: &Table<'_>, forms: &[FormId]) -> Condition {
    let tests = all(table.entries().map(|(key, span, node)| {
        if let Some(circumstance) = Circumstance::named(key) {
            let expected = if node.yes_or_no()? { Expected::Holds } else { Expected::DoesNotHold };
            return Some(Test::Is(circumstance, expected));
        }
        if !TESTS.contains(&key) {
            let known = TESTS.iter().copied().chain(Circumstance::ALL.iter().map(|known| known.name()));
            table.mistakes.unknown(&span, "test", key, known);
            return None;
        }
        test(key, node, forms)
    }));
    Condition { name: name.to_owned(), tests: tests.unwrap_or_default() }
}

fn test(key: &str, node: Node<'_>, forms: &[FormId]) -> Option<Test> {
    let age = |node: Node<'_>| node.whole_number(1, 120).and_then(|age| i16::try_from(age).ok());
    let places = |node: Node<'_>| node.words("place", Place::ALL, Place::name);
    let grades = |node: Node<'_>| node.words("grade", Grade::ALL, Grade::name);
    match key {
        "age_under" => age(node).map(Test::AgeUnder),
        "age_from" => age(node).map(Test::AgeFrom),
        "placed_in" => places(node).map(Test::PlacedIn),
        "not_placed_in" => places(node).map(Test::NotPlacedIn),
        "ever_graded" => grades(node).map(Test::EverGraded),
        "last_graded" => grades(node).map(Test::LastGraded),
        "recorded" => event_kind(node).map(Test::Recorded),
        "before_end" => event_kind(node).map(Test::BeforeEnd),
        "form_by_report" => form_list(node, forms).map(Test::FormByReport),
        "form_before_return" => form_list(node, forms).map(Test::FormBeforeReturn),
        "no_form_at_trigger" => form_list(node, forms).map(Test::NoFormAtTrigger),
        "allocated" => only_true(node, Test::Allocated),
        "report_in_office_hours" => only_true(node, Test::ReportInOfficeHours),
        "first_episode" => only_true(node, Test::FirstEpisode),
        _ => only_true(node, Test::RepeatThreshold),
    }
}

/// Some tests can only be asked one way round.
fn only_true(node: Node<'_>, test: Test) -> Option<Test> {
    if node.yes_or_no()? { Some(test) } else { node.expected("true: this can only be asked one way round") }
}
