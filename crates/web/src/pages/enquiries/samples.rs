//! Tasks, lists of tasks and what came in, in every state.

use app::cases::EpisodeView;
use domain::{
    episode::{Owner, Task, TaskOutcome, TaskResult, TaskSet},
    ids::EntryId,
    protocol::packs::Packs,
};
use jiff::SignedDuration;
use maud::Markup;
use uuid::Uuid;

use super::{InformationPage, TaskListsPage, TasksPage};
use crate::views::{
    past,
    samples::{self, HOSTILE_NAME, LONGEST_NAME, RIGHT_TO_LEFT_NAME, now, signed_in},
    scene::{RoleNames, Scene},
};

/// A case with a task overdue, one without a time, and one with its result.
fn with_tasks(name: &str) -> EpisodeView {
    let mut view = samples::typical(name);
    let by = view.timeline[0].actor.clone();
    let set = |number: u128, due_in_minutes: Option<i64>| TaskSet {
        entry: EntryId(Uuid::from_u128(700 + number)),
        at: now() - SignedDuration::from_mins(90),
        by: by.clone(),
        task: Task {
            title: name.to_owned(),
            detail: "First line\nsecond line".to_owned(),
            owner: Owner { role: "police_officer".to_owned(), account: None },
            due_at: due_in_minutes.map(|minutes| now() + SignedDuration::from_mins(minutes)),
            ..Task::default()
        },
        result: None,
    };
    let result = TaskResult {
        at: now() - SignedDuration::from_mins(10),
        by: by.clone(),
        outcome: TaskOutcome::Done,
        result: name.to_owned(),
    };
    let done = TaskSet { result: Some(result), ..set(3, Some(-60)) };
    view.episode.room.tasks = vec![set(1, Some(-30)), set(2, None), done];
    view.own_tasks = view.episode.room.tasks.iter().map(|set| set.entry).collect();
    view
}

/// Every state.
pub(crate) fn pages() -> Vec<(String, Markup)> {
    let lists = Packs::built_in().task_lists().clone();
    let mut views = vec![("nothing known".to_owned(), samples::nothing_known())];
    for name in ["Robin Example", LONGEST_NAME, RIGHT_TO_LEFT_NAME, HOSTILE_NAME] {
        views.push((name.to_owned(), with_tasks(name)));
    }
    let then = EpisodeView { past: Some(past::samples::past()), ..with_tasks("Robin Example") };
    views.push(("as known then".to_owned(), then));
    let mut pages = Vec::new();
    for (state, view) in views {
        let scene = Scene::of_episode(&view, RoleNames::default());
        let tasks = TasksPage { scene: scene.clone(), signed_in: signed_in() };
        pages.push((format!("tasks, {state}"), tasks.render()));
        let offered = TaskListsPage { scene: scene.clone(), lists: lists.clone(), signed_in: signed_in() };
        pages.push((format!("task lists, {state}"), offered.render()));
        let came_in = InformationPage { scene, duties: view.duties, signed_in: signed_in() };
        pages.push((format!("information, {state}"), came_in.render()));
    }
    pages
}
