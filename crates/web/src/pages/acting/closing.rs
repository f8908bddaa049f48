//! What is still open when a case is closed: the duties that outlast it, with whose they are, and the tasks that end undone.

use domain::episode::TaskSet;
use maud::{Markup, html};

use crate::{
    acts::words,
    catalogue::{instant, t},
    components::{Tag, TagColour, countdown_element},
    pages::episode::duty_title,
    views::scene::Scene,
};

/// The word of the act that closes a case.
pub(super) const CLOSING: &str = "episode_closed";

/// What stays owed and what ends undone, before the button. Closing ends no duty of a pack; it ends every task.
pub(super) fn what_is_open(scene: &Scene) -> Markup {
    let Some(episode) = &scene.episode else { return html! {} };
    let open = |set: &&TaskSet| set.is_open(episode, scene.now, &scene.task_times);
    let tasks: Vec<&TaskSet> = episode.room.tasks.iter().filter(open).collect();
    html! {
        @if scene.owed.is_empty() && tasks.is_empty() { p.govuk-body { (t!("closing-nothing-open")) } }
        @if !scene.owed.is_empty() { (stays_owed(scene)) }
        @if !tasks.is_empty() {
            h2.govuk-heading-m { (t!("closing-tasks-end", "count" => tasks.len())) }
            p.govuk-body { (t!("closing-tasks-end-advice")) }
            ul class="govuk-list govuk-list--bullet" #closing-tasks {
                @for set in tasks { li { strong { (set.task.title) } ", " bdi { (scene.owner(&set.task.owner)) } } }
            }
        }
    }
}

fn stays_owed(scene: &Scene) -> Markup {
    html! {
        h2.govuk-heading-m { (t!("closing-stays-owed", "count" => scene.owed.len())) }
        p.govuk-body { (t!("closing-stays-owed-advice")) }
        ul class="govuk-list govuk-list--bullet" #closing-owed {
            @for duty in &scene.owed {
                li {
                    strong { (duty_title(duty)) } ", " (scene.roles.of(&duty.owner)) ", "
                    @if duty.is_overdue() { (Tag::new(words::choice("duty-state", "overdue")).colour(TagColour::Red)) " " }
                    (countdown_element(duty.due_at, scene.now)) ", " (instant(duty.due_at, scene.now))
                }
            }
        }
    }
}
