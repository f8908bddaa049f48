//! Reads `task-lists.toml`.

use super::document::{Mistake, Node, Table, all, read_document};
use super::parts::role;
use crate::{
    episode::Step,
    incident::IncidentClass,
    person::MarkerKind,
    protocol::{
        pack::Basis,
        roles::Roles,
        task_lists::{AgeGroup, Care, ListedTask, Starts, Suits, TaskList, TaskLists, set_by_themselves},
    },
    risk::Grade,
};

/// Reads the task lists from a file's text; `file` is only named in what is wrong.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read_task_lists(file: &str, text: &str, roles: &Roles) -> Result<TaskLists, Vec<Mistake>> {
    read_document(file, text, |top| {
        let nodes = top.need("list")?.list()?;
        check_ids(&nodes, "list");
        all(nodes.iter().map(|node| list(&node.table()?, roles))).map(TaskLists)
    })
}

fn list(table: &Table<'_>, roles: &Roles) -> Option<TaskList> {
    let text = |key| table.need(key).and_then(Node::text).map(ToOwned::to_owned);
    let (id, title, source) = (text("id"), text("title"), text("source"));
    let suits = table.get("suits").map_or(Some(Suits::default()), |node| suits(&node.table()?));
    let starts = table.get("starts_with_first").map_or(Some(Starts::WhenUsed), |node| {
        node.word("grade", &Grade::ALL, Grade::word).map(Starts::WithFirst)
    });
    let tasks = table.need("task").and_then(Node::list).and_then(|nodes| {
        check_ids(&nodes, "task");
        all(nodes.iter().map(|node| task(&node.table()?, roles)))
    });
    table.finish();
    let (id, title, source) = (id?, title?, source?);
    let list = TaskList { id, title, source, suits: suits?, starts: starts?, tasks: tasks? };
    check_is_whole(&list, table);
    Some(list)
}

/// A list from which tasks are set without anybody asking has each of them: one that is not there would never be set.
fn check_is_whole(list: &TaskList, table: &Table<'_>) {
    let needed =
        set_by_themselves().into_iter().filter(|(id, _)| *id == list.id).flat_map(|(_, tasks)| tasks);
    for task in needed.filter(|task| list.task(task).is_none()) {
        let at = table.get("id").map_or_else(|| table.span.clone(), Node::span);
        table.mistakes.add(&at, format!("the list \"{}\" needs the task \"{task}\"", list.id));
    }
}

fn suits(table: &Table<'_>) -> Option<Suits> {
    let ages = table.get("ages").map(|node| node.words("age group", AgeGroup::ALL, AgeGroup::name));
    let care = table.get("care").map(|node| node.words("kind of care", Care::ALL, Care::name));
    let markers = table.get("markers").map(|node| node.words("marker", &MarkerKind::ALL, MarkerKind::word));
    let classes =
        table.get("classes").map(|node| node.words("class", &IncidentClass::ALL, IncidentClass::word));
    let grades = table.get("grades").map(|node| node.words("grade", &Grade::ALL, Grade::word));
    table.finish();
    Some(Suits {
        ages: ages.unwrap_or(Some(Vec::new()))?,
        care: care.unwrap_or(Some(Vec::new()))?,
        markers: markers.unwrap_or(Some(Vec::new()))?,
        classes: classes.unwrap_or(Some(Vec::new()))?,
        grades: grades.unwrap_or(Some(Vec::new()))?,
    })
}

fn task(table: &Table<'_>, roles: &Roles) -> Option<ListedTask> {
    let text = |key| table.need(key).and_then(Node::text).map(ToOwned::to_owned);
    let (id, title, source) = (text("id"), text("title"), text("source"));
    let detail = table.get("detail").map_or(Some(String::new()), |node| node.text().map(ToOwned::to_owned));
    let owner = table.need("owner").and_then(|node| role(node, roles));
    let due_after = table.need("due_after").and_then(Node::elapsed);
    let basis = table.need("basis").and_then(|node| {
        node.word("basis", &[Basis::Source, Basis::LocalDefault], |basis| match basis {
            Basis::Source => "source",
            Basis::LocalDefault => "local default",
        })
    });
    let done_by = table.get("done_by").map(|node| node.word("step", Step::ALL, Step::word));
    table.finish();
    Some(ListedTask {
        id: id?,
        title: title?,
        detail: detail?,
        owner: owner?,
        due_after: due_after?,
        source: source?,
        basis: basis?,
        done_by: match done_by {
            Some(step) => Some(step?),
            None => None,
        },
    })
}

/// An id names one thing, in words that can stand in an address.
fn check_ids(nodes: &[Node<'_>], sort: &str) {
    let mut seen = Vec::new();
    for node in nodes {
        let Some(id) = node.table_or_none().and_then(|table| table.get("id")) else { continue };
        let Some(text) = id.text_or_none() else { continue };
        let plain = |character: char| character.is_ascii_lowercase() || character == '_';
        if !text.chars().all(plain) {
            id.mistakes.add(&id.span(), format!("the id \"{text}\" may have only a-z and _"));
        }
        if seen.contains(&text) {
            id.mistakes.add(&id.span(), format!("the {sort} \"{text}\" is given twice"));
        }
        seen.push(text);
    }
}
