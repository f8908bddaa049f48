//! Reads what a pack tells whom, and what becomes of silence.

use super::clauses::{Names, grades, owner};
use super::document::{Node, Table, all};
use super::pack_file::{endurance, grade, ladder};
use super::parts::{matchers, optional_conditions, role};
use crate::protocol::event::{EventKind, FormId, Grade};
use crate::protocol::pack::{Ladder, Owner};
use crate::protocol::roles::Roles;
use crate::protocol::telling::{LateRule, News, NewsId, Silence, TellRule};
use crate::protocol::untimed::TaskTimes;

/// Reads `[messages]`.
pub(super) fn silence(table: &Table<'_>) -> Option<Silence> {
    let ungraded_as = table.need("ungraded_as").and_then(grade);
    let after = table.need("supervisor_after").and_then(Node::table).and_then(|table| {
        let after = all(Grade::ALL.iter().map(|grade| table.need(grade.name()).and_then(Node::elapsed)));
        table.finish();
        after
    });
    table.finish();
    Some(Silence { ungraded_as: ungraded_as?, supervisor_after: after?.try_into().ok()? })
}

/// Reads `[late]`.
pub(super) fn late(table: &Table<'_>, roles: &Roles, ladders: &[Ladder]) -> Option<LateRule> {
    let ask = table.need("ask").and_then(|node| role(node, roles));
    let ask_after = table.need("ask_after").and_then(Node::elapsed);
    let ladder = table.get("ladder").map(|node| ladder(node, ladders));
    let source = table.need("source").and_then(Node::text);
    table.finish();
    Some(LateRule { ask: ask?, ask_after: ask_after?, ladder: ladder.flatten(), source: source?.to_owned() })
}

/// Reads `[tasks]`.
pub(super) fn task_times(table: &Table<'_>) -> Option<TaskTimes> {
    let times = table.need("untimed_due_after").and_then(Node::table).and_then(|table| {
        let by_grade = all(Grade::ALL.iter().map(|grade| table.need(grade.name()).and_then(Node::elapsed)));
        let ungraded = table.need("ungraded").and_then(Node::elapsed);
        table.finish();
        Some(TaskTimes { by_grade: by_grade?.try_into().ok()?, ungraded: ungraded? })
    });
    table.finish();
    times
}

/// Reads every `[[tell]]`.
pub(super) fn tells(nodes: &[Node<'_>], names: &Names<'_>, ladders: &[Ladder]) -> Option<Vec<TellRule>> {
    let tells = all(nodes.iter().map(|node| tell(&node.table()?, names, ladders)))?;
    for (place, (node, tell)) in nodes.iter().zip(&tells).enumerate() {
        if tells[..place].iter().any(|other| other.id == tell.id) {
            node.mistakes
                .add(&node.span(), format!("the news \"{}\" is given twice: expected another id", tell.id.0));
        }
    }
    Some(tells)
}

fn tell(table: &Table<'_>, names: &Names<'_>, ladders: &[Ladder]) -> Option<TellRule> {
    let id = table.need("id").and_then(Node::text);
    let title = table.need("title").and_then(Node::text);
    let on = table.need("on").and_then(|node| news(node, &names.forms));
    let applies = optional_conditions(table, "applies", &names.conditions);
    let to = table.need("to").and_then(|node| told(node, names));
    let kind = table.need("kind").and_then(endurance);
    let ladder = table.get("ladder").map(|node| ladder(node, ladders));
    let source = table.need("source").and_then(Node::text);
    table.finish();
    Some(TellRule {
        id: NewsId(id?.to_owned()),
        title: title?.to_owned(),
        on: on?,
        applies: applies?,
        to: to?,
        endurance: kind?,
        ladder: ladder.flatten(),
        source: source?.to_owned(),
    })
}

fn news(node: Node<'_>, forms: &[FormId]) -> Option<News> {
    if let Some(table) = node.table_or_none()
        && let Some(first) = table.get("first_grade")
    {
        table.finish();
        return grades(first).map(News::FirstGrade);
    }
    let matchers = matchers(node, forms)?;
    // A meeting is named by itself and not by the entry that says it was held.
    if matchers.iter().any(|matcher| matcher.kind == EventKind::StrategyMeetingHeld) {
        return node.expected("events of the case itself: a meeting has its own circle");
    }
    Some(News::Each(matchers))
}

/// Roles with conditions; neither levels nor a chair, which belong to a duty.
fn told(node: Node<'_>, names: &Names<'_>) -> Option<Owner> {
    match owner(node, names)? {
        to @ Owner::FirstOf { .. } => Some(to),
        Owner::Levels { .. } | Owner::ChairOf(_) => node.expected("a role, or roles with conditions"),
    }
}
