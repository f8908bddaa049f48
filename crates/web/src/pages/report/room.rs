//! What colleagues do with a draft of the room: look at it, take it over, throw it away; and what somebody is told whose draft
//! was taken over while they typed.

use app::{Draft, DraftId, DraftSummary, Held, ReportAnswers, Trouble};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::ids::EpisodeId;
use serde_json::json;
use uuid::Uuid;

use super::drafts::HeldPage;
use super::{Step, address, prefill, questions, view};
use crate::acts::Values;
use crate::catalogue::{clock_time, clock_time_to_second, t};
use crate::forms::Posted;
use crate::problem::Problem;
use crate::session::Visitor;
use crate::state::WebState;

/// Takes a draft over from whoever types it.
pub(super) async fn take_over(
    State(state): State<WebState>,
    Path(draft): Path<Uuid>,
    visitor: Visitor,
) -> Result<Redirect, Problem> {
    let taken = state.app.take_over_draft(&visitor, DraftId(draft)).await?;
    Ok(Redirect::to(&address(taken.id, Step::Check)))
}

/// Throws a draft away.
pub(super) async fn discard(
    State(state): State<WebState>,
    Path(draft): Path<Uuid>,
    visitor: Visitor,
) -> Result<Redirect, Problem> {
    state.app.discard_draft(&visitor, DraftId(draft)).await?;
    Ok(Redirect::to("/reports/new"))
}

/// Reports of the room that were begun and not sent. Whoever takes no reports has none; that is no trouble of the page.
pub(crate) async fn drafts_of_the_room(
    state: &WebState,
    visitor: &Visitor,
) -> Result<Vec<DraftSummary>, Problem> {
    match state.app.drafts(visitor).await {
        Ok(drafts) => Ok(drafts),
        Err(Trouble::Denied(_)) => Ok(Vec::new()),
        Err(trouble) => Err(trouble.into()),
    }
}

/// What the user has begun and not sent.
pub(crate) async fn drafts_of_the_user(
    state: &WebState,
    visitor: &Visitor,
) -> Result<Vec<DraftSummary>, Problem> {
    let mut drafts = drafts_of_the_room(state, visitor).await?;
    drafts.retain(|draft| draft.held == Held::ByUser);
    Ok(drafts)
}

/// Goes on with the questions about a case that is open.
pub(super) async fn go_on(
    State(state): State<WebState>,
    Path(episode): Path<String>,
    visitor: Visitor,
) -> Result<Redirect, Problem> {
    let episode: EpisodeId = episode.parse().map_err(|_| Problem::NotFound)?;
    let draft = state.app.go_on_reporting(&visitor, episode).await?;
    Ok(Redirect::to(&address(draft.id, Step::Check)))
}

/// What somebody had typed whose draft was taken over meanwhile: the question, what they typed, and what stands there now.
#[derive(Clone, Debug, Default)]
pub(crate) struct LeftBehind(pub(crate) Vec<(String, String)>);

impl LeftBehind {
    /// What was typed on a first page.
    pub(super) fn of_first(posted: &Posted) -> Self {
        let asked = [
            "name",
            "age",
            "description",
            "circumstances",
            "last_seen",
            "concern",
            "reporter-name",
            "reporter-reach",
        ];
        let typed = asked.iter().filter(|name| !posted.get(name).trim().is_empty());
        Self(typed.map(|name| (view::question_words(name, false), posted.get(name).to_owned())).collect())
    }
}

/// The page of a draft that is with a colleague.
pub(super) async fn held_page(
    state: &WebState,
    visitor: &Visitor,
    id: DraftId,
    left: LeftBehind,
) -> Result<Response, Problem> {
    let draft = state.app.draft(visitor, id).await?;
    let status = if left.0.is_empty() { StatusCode::OK } else { StatusCode::CONFLICT };
    Ok((status, held(state, visitor, draft, left).render()).into_response())
}

pub(super) fn held(state: &WebState, visitor: &Visitor, draft: Draft, left: LeftBehind) -> HeldPage {
    HeldPage { now: state.now(), signed_in: visitor.shown(), draft, left: left.0 }
}

/// What the script is told that saves a draft which is no longer as it was shown.
pub(super) async fn clash_answer(state: &WebState, visitor: &Visitor, id: DraftId) -> Response {
    match state.app.draft(visitor, id).await {
        Ok(draft) => {
            let words = clash_words(&draft);
            let message = match draft.held {
                Held::ByUser => t!("report-see-both", "words" => words),
                Held::ByColleague => words,
            };
            (StatusCode::CONFLICT, Json(json!({ "message": message }))).into_response()
        }
        Err(trouble) => Problem::from(trouble).into_json_response(),
    }
}

/// Who has it now and since when, or that it was saved in another window.
pub(super) fn clash_words(draft: &Draft) -> String {
    match (draft.held, draft.holder()) {
        (Held::ByColleague, Some(holder)) => {
            t!("report-taken-over", "name" => holder.name.clone(), "time" => clock_time(holder.since))
        }
        (Held::ByUser | Held::ByColleague, _) => {
            t!("report-saved-elsewhere", "time" => clock_time_to_second(draft.saved_at))
        }
    }
}

/// What of the answers differs from what was typed on a first page, by question.
pub(super) fn different_from_first(posted: &Posted, there: &ReportAnswers) -> Vec<(String, String)> {
    let here = posted.values();
    let steps = [Step::People, Step::Circumstances, Step::Concerns, Step::Call];
    let asked_here = |values: &Values| {
        let mut asked = Values::default();
        values.iter().filter(|(name, _)| posted.pairs().any(|(typed, _)| typed == *name)).for_each(
            |(name, text)| {
                asked.set(name, text);
            },
        );
        asked
    };
    steps
        .into_iter()
        .flat_map(|step| different(step, &asked_here(&prefill::values(step, there, 0)), &here))
        .collect()
}

/// What differs between two states of a step, by question.
pub(super) fn different(step: Step, there: &Values, here: &Values) -> Vec<(String, String)> {
    there
        .iter()
        .filter(|(name, text)| here.get(name).trim() != text.trim())
        .map(|(name, text)| {
            (view::question_words(questions::plain_name(name), step == Step::People), text.to_owned())
        })
        .collect()
}
