//! The briefing of a case in words: what was picked from the record for whoever takes it over.

use app::cases::{Briefing, DutyView, First, TimelineItem};
use domain::episode::{Graded, GradedBy, TaskSet};
use maud::{Markup, html};

use super::{
    came_in::last_seen,
    scene::{Scene, gist},
    timeline::{actor, lines},
};
use crate::{
    acts::words,
    catalogue::{instant, t},
    components::{SummaryList, SummaryRow, countdown_element},
};

/// So much of what was done is shown; the rest stands in the case.
const DONE_AT_MOST: usize = 6;

/// The briefing as rows of names and answers.
pub(crate) fn briefing(scene: &Scene, briefing: &Briefing<'_>) -> Markup {
    let last_seen = briefing.last_sighting.as_ref().map(|sighting| last_seen(sighting, scene.now));
    let reported = || scene.episode.as_ref().map(|episode| episode.report.last_seen.clone());
    let rows = vec![
        row(t!("briefing-first"), first(scene, briefing)),
        row(t!("briefing-last-seen"), lines(&last_seen.or_else(reported).unwrap_or_default())),
        row(t!("briefing-risk"), briefing.grade.map_or_else(not_graded, |graded| grade(scene, graded))),
        row(t!("briefing-due"), list(briefing.duties.iter().map(|duty| due(scene, duty)).collect())),
        row(t!("briefing-tasks"), list(briefing.tasks.iter().map(|set| task(scene, set)).collect())),
        row(t!("briefing-done"), done(scene, &briefing.done)),
        row(t!("briefing-family"), list(briefing.family.iter().map(|item| line(scene, item)).collect())),
    ];
    html! { (SummaryList::new(rows).classes("sw-summary sw-briefing")) }
}

fn row(name: String, value: Markup) -> SummaryRow {
    SummaryRow::new(name, value)
}

fn not_graded() -> Markup {
    html! { (t!("briefing-not-graded")) }
}

fn first(scene: &Scene, briefing: &Briefing<'_>) -> Markup {
    html! {
        @if let Some(at) = briefing.found_dead {
            strong { (t!("briefing-found-dead", "time" => instant(at, scene.now))) } br;
        }
        @match briefing.first {
            None => { (t!("briefing-nothing-first")) }
            Some(First::GradeTheRisk) => { strong { (t!("briefing-grade-first")) } }
            Some(First::ConfirmTheReturn) => { strong { (t!("briefing-confirm-first")) } }
            Some(First::AfterDeath(step)) => { strong { (words::act_title(step.word())) } }
            Some(First::Duty(duty)) => { strong { (duty.title) } ", " (when(scene, duty)) }
            Some(First::Task(set)) => { strong { (set.task.title) } }
        }
    }
}

fn grade(scene: &Scene, graded: &Graded) -> Markup {
    let how = match graded.by {
        GradedBy::Officer | GradedBy::Supervisor => t!("briefing-assessed"),
        GradedBy::Review => t!("briefing-reviewed"),
    };
    html! {
        (words::choice("grade", graded.grading.grade.word())) ", " (how) " " (actor(scene, &graded.actor)) ", "
        (instant(graded.at, scene.now)) ": " (lines(&graded.grading.reasons))
    }
}

fn due(scene: &Scene, duty: &DutyView) -> Markup {
    html! { (duty.title) ", " (scene.roles.of(&duty.owner)) ", " (when(scene, duty)) }
}

fn when(scene: &Scene, duty: &DutyView) -> Markup {
    html! {
        @if duty.reads_as_now && !duty.is_overdue() { (t!("moment-now")) }
        @else { (countdown_element(duty.due_at, scene.now)) }
    }
}

fn task(scene: &Scene, set: &TaskSet) -> Markup {
    let owner = &set.task.owner;
    let named = owner.account.and_then(|account| scene.actors.get(&account)).map(|known| known.name.clone());
    html! {
        (set.task.title) ", " (named.unwrap_or_else(|| scene.roles.of(&owner.role)))
        @if let Some(due) = set.task.due_at { ", " (countdown_element(due, scene.now)) }
    }
}

fn done(scene: &Scene, items: &[&TimelineItem]) -> Markup {
    let shown: Vec<Markup> = items.iter().take(DONE_AT_MOST).map(|item| line(scene, item)).collect();
    let more = items.len().saturating_sub(DONE_AT_MOST);
    html! {
        (list(shown))
        @if more > 0 { p.govuk-body-s { (t!("briefing-more", "count" => more)) } }
    }
}

/// An entry in one line: when, what, by whom.
fn line(scene: &Scene, item: &TimelineItem) -> Markup {
    let (title, said) = (words::event_title(item.event.name()), gist(&item.event));
    html! {
        (instant(item.happened_at, scene.now)) " " (title)
        @if said != title { ": " span dir="auto" { (said) } }
        " " span.sw-quiet { "(" (actor(scene, &item.actor)) ")" }
    }
}

fn list(items: Vec<Markup>) -> Markup {
    html! {
        @if items.is_empty() { (t!("briefing-none")) } @else {
            ul.sw-briefing-list { @for item in items { li { (item) } } }
        }
    }
}
