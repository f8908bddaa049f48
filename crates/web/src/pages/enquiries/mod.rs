//! The pages beside a case that are about looking for the person: every task, the lists of tasks, what came in, and how
//! far a piece of it can be relied on.

#[cfg(test)]
pub(crate) mod samples;
mod view;

use app::{
    Trouble,
    cases::{EpisodeView, IdempotencyKey},
};
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use domain::ids::{EntryId, EpisodeId};

use crate::{
    acts,
    pages::moment::{MomentAsked, nothing_then},
    problem::Problem,
    router::{Route, page},
    session::Visitor,
    state::WebState,
    views::scene::{RoleNames, Scene},
};

pub(crate) use view::{GradePage, InformationPage, TaskListsPage, TasksPage, look_again};

/// The routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        page("/episodes/{id}/tasks", tasks),
        page("/episodes/{id}/task-lists", task_lists),
        page("/episodes/{id}/information", information),
        page("/episodes/{id}/entries/{entry}/grade", grade),
    ]
}

async fn tasks(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<MomentAsked>,
) -> Result<Response, Problem> {
    match view(&state, &visitor, &id, &asked).await? {
        Ok(view) => {
            let scene = Scene::of_episode(&view, RoleNames::of_app(&state.app));
            Ok(TasksPage { scene, signed_in: visitor.shown() }.render().into_response())
        }
        Err(nothing) => Ok(nothing),
    }
}

async fn task_lists(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let view = state.app.episode_for_task_lists(&visitor, episode(&id)?).await?;
    let scene = Scene::of_episode(&view, RoleNames::of_app(&state.app));
    let lists = state.app.packs().task_lists().clone();
    Ok(TaskListsPage { scene, lists, signed_in: visitor.shown() }.render().into_response())
}

async fn information(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<MomentAsked>,
) -> Result<Response, Problem> {
    match view(&state, &visitor, &id, &asked).await? {
        Ok(view) => {
            let scene = Scene::of_episode(&view, RoleNames::of_app(&state.app));
            let page = InformationPage { scene, duties: view.duties, signed_in: visitor.shown() };
            Ok(page.render().into_response())
        }
        Err(nothing) => Ok(nothing),
    }
}

async fn grade(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, entry)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let scene = scene(&state, &visitor, &id).await?;
    let entry: EntryId = entry.parse().map_err(|_| Problem::NotFound)?;
    let item = scene.item(entry).ok_or(Problem::NotFound)?;
    let form = acts::find(item.event.name()).filter(|form| form.field("reliability").is_some());
    let form = form.ok_or(Problem::NotFound)?;
    if item.correctable == app::cases::Correctable::No {
        return Err(Problem::Denied { action: "corrected", policy: None });
    }
    let recorded = scene.file.find(entry).ok_or(Problem::NotFound)?;
    let page = GradePage {
        form,
        entry,
        values: acts::prefill::entry(form, recorded),
        key: IdempotencyKey::fresh().as_str().to_owned(),
        signed_in: visitor.shown(),
        scene,
    };
    Ok(page.render().into_response())
}

/// The case as it is, or as it was known at the moment asked for; else the page that says why there is none.
async fn view(
    state: &WebState,
    visitor: &Visitor,
    id: &str,
    asked: &MomentAsked,
) -> Result<Result<EpisodeView, Response>, Problem> {
    let id = episode(id)?;
    match state.app.episode_at(visitor, id, asked.moment()?).await {
        Err(Trouble::NotThen(why)) => Ok(Err(nothing_then(state, visitor, &format!("/episodes/{id}"), why))),
        answered => Ok(Ok(answered?)),
    }
}

async fn scene(state: &WebState, visitor: &Visitor, id: &str) -> Result<Scene, Problem> {
    let view = state.app.episode(visitor, episode(id)?).await?;
    Ok(Scene::of_episode(&view, RoleNames::of_app(&state.app)))
}

fn episode(id: &str) -> Result<EpisodeId, Problem> {
    id.parse().map_err(|_| Problem::NotFound)
}
