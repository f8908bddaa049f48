//! Looking for the person: tasks, what came in and what followed from it, the lists of tasks there are.

use app::cases::EpisodeView;
use axum::Json;
use axum::extract::{Path, State};
use domain::episode::{CameIn, TaskSet, came_in};
use domain::protocol::task_lists::{ListedTask, TaskList};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::body::Asked;
use super::caller::Caller;
use super::episodes::episode;
use super::items::{By, Known};
use super::past::MomentAsked;
use super::problem::ApiProblem;
use crate::state::WebState;
use crate::views::scene::{RoleNames, Scene};

/// The tasks of a case.
#[derive(Serialize, ToSchema)]
pub(crate) struct Tasks {
    /// The tasks, in the order in which they were set.
    items: Vec<TaskItem>,
    /// The moment as of which they stand so.
    as_of: Timestamp,
}

/// One task.
#[derive(Serialize, ToSchema)]
pub(crate) struct TaskItem {
    /// The entry that set it, which is its id.
    task: Uuid,
    /// What is to be done.
    title: String,
    /// How, and what to know first.
    detail: String,
    /// The role whose it is.
    owner: String,
    /// The account of the person whose it is, where one is named.
    account: Option<Uuid>,
    /// The list from which it came; null for one that somebody thought of.
    list: Option<String>,
    /// The word of the step that does it, where one does.
    done_by: Option<String>,
    /// When it was set.
    set_at: Timestamp,
    /// By whom.
    set_by: By,
    /// When it is due: the time that was set, else when the risk is to be looked at again.
    due_at: Timestamp,
    /// Whether somebody set that time.
    timed: bool,
    /// `open`, `overdue`, `met`, `met_late` or `lapsed`.
    state: &'static str,
    /// What became of it.
    result: Option<ResultItem>,
}

/// What became of a task.
#[derive(Serialize, ToSchema)]
pub(crate) struct ResultItem {
    /// `done`, `not_possible` or `not_needed`.
    outcome: &'static str,
    /// What was found.
    result: String,
    /// When.
    at: Timestamp,
    /// Who said so.
    by: By,
}

/// The tasks of a case
///
/// Every task with whose it is, by when, how it stands and what became of it. The reading is logged.
#[utoipa::path(
    get, path = "/api/v1/episodes/{id}/tasks", operation_id = "tasks", tag = "episodes",
    params(("id" = Uuid, Path, description = "The episode."), MomentAsked),
    responses((status = 200, description = "The tasks.", body = Tasks)),
)]
pub(crate) async fn tasks(
    State(state): State<WebState>,
    caller: Caller,
    Path(id): Path<String>,
    Asked(asked): Asked<MomentAsked>,
) -> Result<Json<Tasks>, ApiProblem> {
    let view = state.app.episode_at(&caller, episode(&id)?, asked.moment()?).await?;
    let items = view.episode.room.tasks.iter().map(|set| task(&view, set)).collect();
    Ok(Json(Tasks { items, as_of: view.now }))
}

fn task(view: &EpisodeView, set: &TaskSet) -> TaskItem {
    let known = Known { actors: &view.actors, agencies: &view.agencies };
    let said = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    TaskItem {
        task: set.entry.0,
        title: set.task.title.clone(),
        detail: set.task.detail.clone(),
        owner: set.task.owner.role.clone(),
        account: set.task.owner.account.map(|account| account.0),
        list: said(&set.task.template),
        done_by: said(&set.task.done_by),
        set_at: set.at,
        set_by: known.by(&set.by),
        due_at: set.due_at(view.episode.grade(), &view.task_times),
        timed: set.task.due_at.is_some(),
        state: set.state(&view.episode, view.now, &view.task_times).name(),
        result: set.result.as_ref().map(|result| ResultItem {
            outcome: result.outcome.word(),
            result: result.result.clone(),
            at: result.at,
            by: known.by(&result.by),
        }),
    }
}

/// What came in about a case.
#[derive(Serialize, ToSchema)]
pub(crate) struct InformationList {
    /// Sightings and information, the latest first.
    items: Vec<InformationItem>,
    /// The moment as of which they stand so.
    as_of: Timestamp,
}

/// A sighting, or another piece of information.
#[derive(Serialize, ToSchema)]
pub(crate) struct InformationItem {
    /// The entry.
    entry: Uuid,
    /// When it happened.
    at: Timestamp,
    /// Where the person was seen; null where it is no sighting.
    place: Option<String>,
    /// When they were seen, where somebody said so apart from when it was told.
    seen_at: Option<Timestamp>,
    /// What was said.
    what: String,
    /// Who said it.
    source: String,
    /// How to reach them.
    how_to_reach: String,
    /// `public`, `family_or_friend`, `helpline`, `partner`, `police` or `published`; null where nobody said.
    origin: Option<&'static str>,
    /// `reliable`, `untested` or `not_reliable`; null while nobody has graded the source.
    reliability: Option<&'static str>,
    /// How what was said is known; null while nobody has said.
    credibility: Option<&'static str>,
    /// The task that brought it, or that it is for.
    task: Option<Uuid>,
    /// Whether it bears on risk.
    significant: bool,
    /// The entry of the first look at the risk after it, where it bears on risk and somebody has looked.
    looked_again: Option<Uuid>,
    /// Whether it bears on the risk of somebody still missing and nobody has looked since.
    waits_for_a_look: bool,
    /// Who entered it.
    by: By,
}

/// What came in
///
/// Sightings and information with how far they can be relied on, and the look at the risk that followed. The reading is logged.
#[utoipa::path(
    get, path = "/api/v1/episodes/{id}/information", operation_id = "information", tag = "episodes",
    params(("id" = Uuid, Path, description = "The episode."), MomentAsked),
    responses((status = 200, description = "Sightings and information.", body = InformationList)),
)]
pub(crate) async fn information(
    State(state): State<WebState>,
    caller: Caller,
    Path(id): Path<String>,
    Asked(asked): Asked<MomentAsked>,
) -> Result<Json<InformationList>, ApiProblem> {
    let view = state.app.episode_at(&caller, episode(&id)?, asked.moment()?).await?;
    let items = came_in(&view.file, &view.episode).iter().map(|item| heard(&view, item)).collect();
    Ok(Json(InformationList { items, as_of: view.now }))
}

fn heard(view: &EpisodeView, item: &CameIn<'_>) -> InformationItem {
    let (recorded, said) = (item.recorded, item.information);
    InformationItem {
        entry: recorded.entry.0,
        at: recorded.happened_at,
        place: item.place.map(str::to_owned),
        seen_at: item.seen_at,
        what: said.what.clone(),
        source: said.source.clone(),
        how_to_reach: said.how_to_reach.clone(),
        origin: said.origin.map(|origin| origin.word()),
        reliability: said.reliability.map(|reliability| reliability.word()),
        credibility: said.credibility.map(|credibility| credibility.word()),
        task: said.task.map(|task| task.0),
        significant: item.is_significant(),
        looked_again: item.looked_again.map(|graded| graded.entry.0),
        waits_for_a_look: item.waits_for_a_look(&view.episode),
        by: Known { actors: &view.actors, agencies: &view.agencies }.by(&recorded.actor),
    }
}

/// The lists of tasks there are.
#[derive(Serialize, ToSchema)]
pub(crate) struct TaskListsOf {
    /// The lists, in the order of the file.
    items: Vec<TaskListItem>,
}

/// What is usually to be done for one category of person.
#[derive(Serialize, ToSchema)]
pub(crate) struct TaskListItem {
    /// What to send as `list` when using it.
    list: String,
    /// What people call it.
    title: String,
    /// From where it comes.
    source: String,
    /// Whether it is one for this person.
    suggested: bool,
    /// Its tasks.
    tasks: Vec<ListedTaskItem>,
}

/// One task of a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct ListedTaskItem {
    /// What to send among `tasks` when using the list.
    task: String,
    /// What is to be done.
    title: String,
    /// How, and what to know first.
    detail: String,
    /// The role whose it is unless another is chosen.
    owner: String,
    /// Within how many seconds of the use.
    due_after_seconds: i64,
    /// The paragraph that asks for it.
    source: String,
    /// Whether it was set in this case.
    is_set: bool,
}

/// The lists of tasks
///
/// Those for somebody like this are marked. To use one: the act `task_list_used`. The reading is logged.
#[utoipa::path(
    get, path = "/api/v1/episodes/{id}/task-lists", operation_id = "task_lists", tag = "episodes",
    params(("id" = Uuid, Path, description = "The episode.")),
    responses((status = 200, description = "The lists.", body = TaskListsOf)),
)]
pub(crate) async fn task_lists(
    State(state): State<WebState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<TaskListsOf>, ApiProblem> {
    let view = state.app.episode_for_task_lists(&caller, episode(&id)?).await?;
    let scene = Scene::of_episode(&view, RoleNames::of_app(&state.app));
    let lists = state.app.packs().task_lists();
    let suggested = lists.suggested(&view.file, &view.episode, scene.class);
    let is_suggested = |list: &TaskList| suggested.iter().any(|other| other.id == list.id);
    let items = lists.0.iter().map(|list| TaskListItem {
        list: list.id.clone(),
        title: list.title.clone(),
        source: list.source.clone(),
        suggested: is_suggested(list),
        tasks: list.tasks.iter().map(|task| listed(&view, list, task)).collect(),
    });
    Ok(Json(TaskListsOf { items: items.collect() }))
}

fn listed(view: &EpisodeView, list: &TaskList, task: &ListedTask) -> ListedTaskItem {
    ListedTaskItem {
        task: task.id.clone(),
        title: task.title.clone(),
        detail: task.detail.clone(),
        owner: task.owner.0.clone(),
        due_after_seconds: task.due_after.as_secs(),
        source: task.source.clone(),
        is_set: task.is_set(list, &view.episode),
    }
}
