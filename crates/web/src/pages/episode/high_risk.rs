//! What high risk asks for (NP 1.4; K2), from the first high grade on: each thing with whose it is, by when, how it
//! stands, and the button that does it.

use app::cases::{DutyView, EpisodeView};
use domain::{
    episode::{Status, TaskSet},
    ids::EntryId,
    projection::Childhood,
    protocol::{duty::State, event::EventKind},
    risk::Grade,
};
use maud::{Markup, html};

use super::duties;
use crate::{
    catalogue::{instant, t},
    components::{Details, DutyRow},
    views::scene::Scene,
};

/// The things, in the order of the source, each by the act that does it. The page has them by due time.
const ASKED: [&str; 8] = [
    "senior_management_reviewed",
    "io_appointed",
    "sio_appointed",
    "search_adviser_consulted",
    "media_strategy_set",
    "family_support_arranged",
    "ukmpu_referred",
    SOCIAL_CARE,
];

/// Asked for a child alone.
const SOCIAL_CARE: &str = "social_care_notified";

/// How one of the things stands.
struct Asked {
    act: &'static str,
    title: String,
    owner: String,
    due: Option<jiff::Timestamp>,
    at_once: bool,
    state: State,
}

/// The list with its heading, while somebody who was ever graded high is missing; nothing otherwise.
pub(super) fn list(view: &EpisodeView, scene: &Scene) -> Markup {
    let episode = &view.episode;
    if !is_shown(view) {
        return html! {};
    }
    let child = domain::grants::childhood(&scene.file, episode) == Childhood::Child;
    let mut asked: Vec<Asked> = ASKED
        .into_iter()
        .filter(|act| child || *act != SOCIAL_CARE)
        .filter_map(|act| asked(act, view, scene))
        .collect();
    asked.sort_by_key(|item| (!item.at_once, item.due));
    let open = asked.iter().filter(|item| !is_done(item.state)).count();
    let (done, to_do): (Vec<&Asked>, Vec<&Asked>) = asked.iter().partition(|item| is_done(item.state));
    let rows = |items: &[&Asked]| {
        let rows: Vec<DutyRow> = items.iter().map(|item| row(item, scene)).collect();
        DutyRow::list(&rows)
    };
    let title = if open == 0 { t!("high-risk-all-done") } else { t!("high-risk-open", "count" => open) };
    html! {
        section.sw-section id="high-risk" aria-labelledby="high-risk-title" {
            details.govuk-details open[open > 0] {
                summary.govuk-details__summary {
                    h2 class="govuk-heading-m govuk-!-margin-bottom-0 govuk-details__summary-text" id="high-risk-title" { (title) }
                }
                div.govuk-details__text {
                    @if !to_do.is_empty() { (rows(&to_do)) }
                    @if !done.is_empty() { (Details::new(t!("high-risk-done", "count" => done.len()), rows(&done))) }
                }
            }
        }
    }
}

/// Whether the list stands on the page and this very duty in it: another that the same act meets does not.
pub(super) fn holds(view: &EpisodeView, duty: &DutyView) -> bool {
    is_shown(view)
        && ASKED.into_iter().any(|act| duty_of(act, view).is_some_and(|shown| std::ptr::eq(shown, duty)))
}

/// The tasks that stand in the list, where it stands on the page.
pub(super) fn tasks_in(view: &EpisodeView) -> Vec<EntryId> {
    let shown = ASKED.into_iter().filter(|act| is_shown(view) && duty_of(act, view).is_none());
    shown.filter_map(|act| Some(first_task(act, view)?.entry)).collect()
}

fn duty_of<'v>(act: &str, view: &'v EpisodeView) -> Option<&'v DutyView> {
    let kind = EventKind::named(act)?;
    view.duties.iter().flat_map(|pack| &pack.duties).find(|duty| duty.met_by.contains(&kind))
}

/// While somebody who was ever graded high is missing.
fn is_shown(view: &EpisodeView) -> bool {
    let ever_high = view.episode.gradings.iter().any(|graded| graded.grading.grade == Grade::High);
    ever_high && view.episode.status == Status::Missing
}

/// A duty of a pack, or a task that the grading set.
fn asked(act: &'static str, view: &EpisodeView, scene: &Scene) -> Option<Asked> {
    if let Some(duty) = duty_of(act, view) {
        return Some(Asked {
            act,
            title: duties::title(duty),
            owner: duties::owner(duty, scene),
            due: Some(duty.due_at),
            at_once: duty.reads_as_now,
            state: duty.state,
        });
    }
    let episode = &view.episode;
    first_task(act, view).map(|set| Asked {
        act,
        title: set.task.title.clone(),
        owner: scene.owner(&set.task.owner),
        due: Some(set.due_at(episode.grade(), &view.task_times)),
        at_once: false,
        state: set.state(episode, scene.now, &view.task_times),
    })
}

fn first_task<'v>(act: &str, view: &'v EpisodeView) -> Option<&'v TaskSet> {
    view.episode.room.tasks.iter().find(|set| set.task.done_by == act)
}

fn is_done(state: State) -> bool {
    match state {
        State::Met { .. } | State::MetLate { .. } | State::Lapsed => true,
        State::Pending | State::Open | State::Overdue | State::Missed => false,
    }
}

fn row(item: &Asked, scene: &Scene) -> DutyRow {
    let button = (scene.may(item.act) && !is_done(item.state)).then(|| {
        let href = format!("{}/acts/{}", scene.home, item.act);
        html! { (duties::record_button(item.act, &item.title, &href).secondary()) }
    });
    let row = DutyRow::new(item.title.clone())
        .id(format!("high-risk-{}", item.act))
        .tag(duties::row_tag(item.state))
        .owner(item.owner.clone())
        .actions(button);
    match (item.state, item.due) {
        (State::Met { at } | State::MetLate { at }, _) => {
            row.settled(t!("duty-done-at", "time" => instant(at, scene.now)))
        }
        (State::Lapsed | State::Missed, Some(due)) => {
            row.settled(t!("duty-was-due", "time" => instant(due, scene.now)))
        }
        (State::Open, _) if item.at_once => row.immediate(),
        (State::Pending | State::Open | State::Overdue, Some(due)) => row.due(due, scene.now),
        (State::Pending | State::Open | State::Overdue | State::Lapsed | State::Missed, None) => row,
    }
}
