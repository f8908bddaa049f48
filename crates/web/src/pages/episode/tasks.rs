//! Tasks and enquiries of a case: what is open first, with whose it is and by when; what is due later or done is folded
//! away where the page is about more than them.

use domain::{
    episode::{Episode, Status, TaskSet},
    ids::EntryId,
    protocol::duty::State,
};
use maud::{Markup, html};

use super::{duties::tag_of, glance::standing_open, summary::Extent};
use crate::{
    acts::words,
    catalogue::{instant, t},
    components::{Button, Details, Tag, TagColour, countdown_element, time_element},
    forms::address,
    views::{
        scene::Scene,
        timeline::{actor, lines},
    },
};

/// The tasks of the case: the open ones to be ticked and given to somebody, each with the button for its result. Those that
/// the page has above already are folded away.
pub(crate) fn list(scene: &Scene, extent: Extent, above: &[EntryId]) -> Markup {
    let Some(episode) = &scene.episode else { return html! {} };
    let mut open: Vec<&TaskSet> = episode.room.tasks.iter().filter(|set| is_open(set, scene)).collect();
    open.sort_by_key(|set| (set.due_at(episode.grade(), &scene.task_times), set.entry));
    let mut done: Vec<&TaskSet> = episode.room.tasks.iter().filter(|set| !is_open(set, scene)).collect();
    done.sort_by_key(|set| std::cmp::Reverse(set.result.as_ref().map_or(set.at, |result| result.at)));
    html! {
        @if open.is_empty() { p.govuk-body { (t!("tasks-none-open")) } } @else { (open_tasks(scene, episode, &open, (extent, above))) }
        @if !done.is_empty() {
            @let rows = html! { ul.sw-tasks { @for set in &done { (done_task(scene, episode, set)) } } };
            @match extent {
                Extent::FirstNeed => { (Details::new(t!("tasks-done", "count" => done.len()), rows)) }
                Extent::Whole => {
                    h2.govuk-heading-m { (t!("tasks-done", "count" => done.len())) }
                    (rows)
                }
            }
        }
    }
}

/// The links beside the tasks: one task, a list of them, everything at once, what came in.
pub(crate) fn links(scene: &Scene) -> Markup {
    let to = |path: &str| format!("{}/{path}", scene.home);
    html! {
        ul.govuk-list.sw-offers.sw-side-by-side {
            @if scene.may("task_set") { li { a.govuk-link href=(to("acts/task_set")) { (words::act_title("task_set")) } } }
            @if scene.may("task_list_used") { li { a.govuk-link href=(to("task-lists")) { (words::act_title("task_list_used")) } } }
            li { a.govuk-link href=(scene.link(&to("tasks"))) { (t!("tasks-all")) } }
            li { a.govuk-link href=(scene.link(&to("information"))) { (t!("information-all")) } }
        }
    }
}

/// The review of the first investigation, while it is owed, for whoever makes it (NP 6.9).
pub(super) fn review_owed(scene: &Scene) -> Markup {
    let Some(episode) = &scene.episode else { return html! {} };
    let owed = episode.status == Status::Missing && episode.investigation_reviewed.is_none();
    html! {
        @if owed && scene.may("investigation_reviewed") {
            p.govuk-body-s {
                (t!("investigation-review-owed")) " "
                a.govuk-link href={ (scene.home) "/acts/investigation_reviewed" } { (words::act_title("investigation_reviewed")) }
            }
        }
    }
}

/// Whether it is still to be done.
pub(super) fn is_open(set: &TaskSet, scene: &Scene) -> bool {
    scene.episode.as_ref().is_some_and(|episode| set.is_open(episode, scene.now, &scene.task_times))
}

/// The form sends only which are ticked: to whom they go is asked on the next page.
fn open_tasks(
    scene: &Scene,
    episode: &Episode,
    open: &[&TaskSet],
    (extent, above): (Extent, &[EntryId]),
) -> Markup {
    let rows = match extent {
        Extent::Whole => rows(scene, episode, open, 0),
        Extent::FirstNeed => first_need(scene, episode, open, above),
    };
    if !open.iter().any(|set| scene.may_settle("tasks_assigned", set.entry)) {
        return rows;
    }
    html! {
        form method="get" action={ (scene.home) "/acts/tasks_assigned" } {
            (rows)
            (Button::new(t!("tasks-give")).secondary())
        }
    }
}

/// What is due soon; folded away what is due later, and what the list for high risk has already.
fn first_need(scene: &Scene, episode: &Episode, open: &[&TaskSet], above: &[EntryId]) -> Markup {
    let (above, mut soon): (Vec<&TaskSet>, Vec<&TaskSet>) =
        open.iter().partition(|set| above.contains(&set.entry));
    let due = soon.iter().map(|set| set.due_at(episode.grade(), &scene.task_times));
    let later = soon.split_off(standing_open(due, scene.now));
    html! {
        (rows(scene, episode, &soon, 0))
        div.sw-folds {
            @if !above.is_empty() {
                (Details::new(t!("duties-above", "count" => above.len()), rows(scene, episode, &above, soon.len())))
            }
            @if !later.is_empty() {
                (Details::new(t!("duties-later", "count" => later.len()), rows(scene, episode, &later, soon.len() + above.len())))
            }
        }
    }
}

/// Rows to be ticked, numbered from there on.
fn rows(scene: &Scene, episode: &Episode, open: &[&TaskSet], from: usize) -> Markup {
    html! {
        ul.sw-tasks data-rows {
            @for (place, set) in open.iter().enumerate() { (open_task(scene, episode, from + place, set)) }
        }
    }
}

fn open_task(scene: &Scene, episode: &Episode, row: usize, set: &TaskSet) -> Markup {
    let id = format!("task-{}", set.entry);
    let overdue = set.state(episode, scene.now, &scene.task_times) == State::Overdue;
    let (due, title) = (set.due_at(episode.grade(), &scene.task_times), &set.task.title);
    html! {
        li.sw-task.sw-task--overdue[overdue] id={ (id) "-row" } {
            @if scene.may_settle("tasks_assigned", set.entry) {
                div.govuk-checkboxes.govuk-checkboxes--small {
                    div.govuk-checkboxes__item {
                        input.govuk-checkboxes__input type="checkbox" id=(id) name={ "tasks-" (row) } value=(set.entry);
                        label.govuk-label.govuk-checkboxes__label for=(id) { strong { (title) } }
                    }
                }
            } @else { p.govuk-body { strong { (title) } } }
            @if !set.task.detail.is_empty() { p.govuk-body-s { (lines(&set.task.detail)) } }
            p.govuk-body-s {
                bdi { (scene.owner(&set.task.owner)) } " · "
                @if overdue { (Tag::new(words::choice("duty-state", "overdue")).colour(TagColour::Red)) " " }
                (countdown_element(due, scene.now)) ", " (instant(due, scene.now))
                @if set.task.due_at.is_none() { " · " (t!("task-no-time")) }
                (came_from(scene, set))
            }
            (result_button(scene, set))
        }
    }
}

/// The list from which it came, by its id in words; the page of the lists names it.
fn came_from(scene: &Scene, set: &TaskSet) -> Markup {
    html! {
        @if set.task.template.is_empty() {
            " · " (t!("task-set-by")) " " (actor(scene, &set.by))
        } @else {
            " · " (t!("task-of-list"))
        }
    }
}

/// The act that ends the task: the step that does it, or its own result.
pub(super) fn result_button(scene: &Scene, set: &TaskSet) -> Markup {
    let of = set.entry.to_string();
    let step = Some(set.task.done_by.as_str()).filter(|step| !step.is_empty() && scene.may(step));
    let hidden = html! { span.govuk-visually-hidden { ": " (set.task.title) } };
    html! {
        @if let Some(step) = step {
            (Button::link(html! { (words::act_title(step)) (hidden) }, &format!("{}/acts/{step}", scene.home)).secondary())
        } @else if scene.may_settle("task_result", set.entry) {
            @let href = address(&format!("{}/acts/task_result", scene.home), &[("of", &of), ("outcome", "done")]);
            (Button::link(html! { (t!("task-enter-result")) (hidden) }, &href).secondary())
        }
    }
}

fn done_task(scene: &Scene, episode: &Episode, set: &TaskSet) -> Markup {
    html! {
        li.sw-task id={ "task-" (set.entry) "-row" } {
            p.govuk-body {
                strong { (set.task.title) } " "
                @match &set.result {
                    Some(result) => { (outcome_tag(result.outcome.word(), set.state(episode, scene.now, &scene.task_times))) }
                    None => { (tag_of(State::Lapsed)) }
                }
            }
            @if let Some(result) = &set.result {
                p.govuk-body-s { (lines(&result.result)) }
                p.govuk-body-s { (actor(scene, &result.by)) ", " (time_element(result.at, scene.now)) }
            } @else { p.govuk-body-s { bdi { (scene.owner(&set.task.owner)) } } }
        }
    }
}

fn outcome_tag(word: &str, state: State) -> Tag {
    let colour = match state {
        State::Met { .. } => TagColour::Green,
        State::MetLate { .. } => TagColour::Orange,
        State::Pending | State::Open | State::Overdue | State::Lapsed | State::Missed => TagColour::Grey,
    };
    Tag::new(words::choice("task-outcome", word)).colour(colour)
}
