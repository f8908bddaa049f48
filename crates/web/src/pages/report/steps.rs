//! The steps of a report: shown as they stand, saved at each pause and by the button, and gone on from.

use app::{Draft, DraftId, DraftSave, Held, IdempotencyKey, ReportAnswers, ReportedPerson, Trouble};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Render as _;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::drafts::First;
use super::read::{self, PERSON_INDEX, person_index};
use super::room::{self, LeftBehind};
use super::send::{self, Before};
use super::view::ReportPage;
use super::{Step, Then, WINDOW, address, fields, prefill, questions, take, view, with_person};
use crate::acts::limits::PEOPLE_AT_MOST;
use crate::catalogue::{clock_time_to_second, t};
use crate::components::FormErrors;
use crate::forms::Posted;
use crate::problem::Problem;
use crate::session::Visitor;
use crate::state::WebState;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Which {
    #[serde(default)]
    person: String,
    #[serde(default)]
    opened: String,
}

/// A step as it stands; a draft that is with a colleague is shown whole, to be taken over.
pub(super) async fn show(
    State(state): State<WebState>,
    Path((draft, step)): Path<(Uuid, String)>,
    Query(which): Query<Which>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let step = Step::of_word(&step).ok_or(Problem::NotFound)?;
    let draft = match state.app.draft(&visitor, DraftId(draft)).await {
        Err(Trouble::NotFound) => {
            let sent = state.app.became(&visitor, DraftId(draft)).await?.ok_or(Problem::NotFound)?;
            return Ok(send::sent_page(&state, &visitor, &sent).await);
        }
        found => found?,
    };
    if draft.held == Held::ByColleague {
        return Ok(room::held(&state, &visitor, draft, LeftBehind::default()).render().into_response());
    }
    let person = person_index(&which.person, &draft.answers);
    let mut page = page_of(&state, &visitor, draft, step, person);
    page.just_opened = which.opened == "yes";
    page.others = room::drafts_of_the_user(&state, &visitor).await?;
    page.others.retain(|other| other.id != page.draft);
    Ok(page.render().into_response())
}

/// The page of a step.
pub(super) fn page_of(
    state: &WebState,
    visitor: &Visitor,
    draft: Draft,
    step: Step,
    person: usize,
) -> ReportPage {
    ReportPage {
        now: state.now(),
        signed_in: visitor.shown(),
        draft: draft.id,
        version: draft.version,
        saved_at: draft.saved_at,
        typists: draft.typists,
        step,
        values: prefill::values(step, &draft.answers, person),
        answers: draft.answers,
        errors: FormErrors::none(),
        person,
        hits: None,
        elsewhere: None,
        sent_before: None,
        just_opened: false,
        others: Vec::new(),
        key: IdempotencyKey::fresh().as_str().to_owned(),
    }
}

/// Saves what was typed in a step, and goes where the button says.
pub(super) async fn save(
    State(state): State<WebState>,
    Path((draft, step)): Path<(Uuid, String)>,
    visitor: Visitor,
    posted: Posted,
) -> Result<Response, Problem> {
    let step = Step::of_word(&step).ok_or(Problem::NotFound)?;
    let id = DraftId(draft);
    let then = Then::of(&posted);
    let before = match state.app.draft(&visitor, id).await {
        Err(Trouble::NotFound) => {
            return sent_before(&state, &visitor, id, step, &posted).await;
        }
        before => before?,
    };
    if then == Then::TakeBack {
        state.app.take_over_draft(&visitor, id).await?;
    }
    let index = person_index(posted.get(PERSON_INDEX), &before.answers);
    let mut answers = before.answers.clone();
    let errors = read::read(step, &posted, &mut answers, state.now());
    if let Then::Take(person) = then {
        take(&state, &visitor, person, &mut answers, index).await?;
    }
    let version = posted.seen_version().unwrap_or(before.version);
    let save = DraftSave { id: Some(id), version, answers: answers.clone() };
    let saved = match state.app.save_draft_from(&visitor, save, posted.get(WINDOW)).await {
        // Sent in this moment, perhaps by a first press.
        Err(Trouble::NotFound) => {
            return sent_before(&state, &visitor, id, step, &posted).await;
        }
        Err(Trouble::Clash(_)) => {
            let there = state.app.draft(&visitor, id).await?;
            return Ok(clashed(&state, &visitor, there, step, index, answers, &posted));
        }
        saved => saved?,
    };
    if !errors.is_empty() {
        let mut page = page_of(&state, &visitor, saved, step, index);
        page.errors = errors;
        page.values = posted.values();
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page.render()).into_response());
    }
    go_on(&state, &visitor, saved, step, then, index, &posted).await
}

/// The answer to a step of a draft that became a report before: the same words lead to it, other words are kept as a draft of
/// their own, to be added to the case where the step was to do that.
async fn sent_before(
    state: &WebState,
    visitor: &Visitor,
    id: DraftId,
    step: Step,
    posted: &Posted,
) -> Result<Response, Problem> {
    let named = posted.pairs().filter_map(|(name, _)| questions::person_of_field(name)).max();
    let people = vec![ReportedPerson::default(); named.map_or(0, |last| (last + 1).min(PEOPLE_AT_MOST))];
    let mut said = ReportAnswers { people, ..ReportAnswers::default() };
    read::read(step, posted, &mut said, state.now());
    let sent = match send::sent_before(state, visitor, id, posted, First::NewReport, &said).await? {
        Before::Same(answer) => return Ok(answer),
        Before::Other(sent) => sent,
    };
    let (kept, answers) = match posted.get(send::ADDS_TO).parse() {
        Ok(episode) => {
            let rest = state.app.go_on_reporting(visitor, episode).await?;
            let mut answers = rest.answers.clone();
            read::read(step, posted, &mut answers, state.now());
            (DraftSave { id: Some(rest.id), version: rest.version, answers: answers.clone() }, answers)
        }
        Err(_) => (DraftSave { id: None, version: 0, answers: said.clone() }, said),
    };
    let draft = state.app.save_draft(visitor, kept).await?;
    let person = person_index(posted.get(PERSON_INDEX), &answers);
    let mut page = page_of(state, visitor, draft, step, person);
    page.sent_before = Some(send::cases(state, visitor, &sent).await);
    Ok((StatusCode::CONFLICT, page.render()).into_response())
}

async fn go_on(
    state: &WebState,
    visitor: &Visitor,
    saved: Draft,
    step: Step,
    then: Then,
    index: usize,
    posted: &Posted,
) -> Result<Response, Problem> {
    let stays = match step {
        Step::People => with_person(saved.id, index),
        Step::Call | Step::Circumstances | Step::Concerns | Step::Check => address(saved.id, step),
    };
    match then {
        Then::Next => Ok(Redirect::to(&address(saved.id, step.next())).into_response()),
        Then::Stay | Then::TakeBack => Ok(Redirect::to(&stays).into_response()),
        Then::Take(_) => Ok(Redirect::to(&with_person(saved.id, index)).into_response()),
        Then::AnotherPerson if saved.answers.people.len() >= PEOPLE_AT_MOST => {
            let mut page = page_of(state, visitor, saved, step, index);
            page.errors.add("name", t!("report-too-many-people", "limit" => PEOPLE_AT_MOST));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page.render()).into_response())
        }
        Then::AnotherPerson => {
            Ok(Redirect::to(&with_person(saved.id, saved.answers.people.len())).into_response())
        }
        Then::Send if saved.answers.adds_to.is_some() => {
            send::add_to_case(state, visitor, &saved, First::NewReport).await
        }
        Then::Send => send::send(state, visitor, saved, step, posted, First::NewReport).await,
        Then::Search => {
            let hits = state.app.search_people(visitor, posted.get("name")).await?;
            let mut page = page_of(state, visitor, saved, step, index);
            page.hits = Some(hits);
            Ok(page.render().into_response())
        }
    }
}

/// Shows what stands now beside what was typed here: saved in another window, or by the colleague who has taken it over. Sent
/// again, what was typed here holds.
fn clashed(
    state: &WebState,
    visitor: &Visitor,
    there: Draft,
    step: Step,
    index: usize,
    answers: ReportAnswers,
    posted: &Posted,
) -> Response {
    let here = posted.values();
    let different = room::different(step, &prefill::values(step, &there.answers, index), &here);
    let clash = view::Elsewhere { held: there.held, words: room::clash_words(&there), different };
    let version = there.version;
    let mut page = page_of(state, visitor, Draft { answers, ..there }, step, index);
    page.version = version;
    page.values = here;
    page.elsewhere = Some(clash);
    (StatusCode::CONFLICT, page.render()).into_response()
}

/// Saves what was typed so far, for the script that does so at each pause. What cannot be read yet is left out.
pub(super) async fn autosave(
    State(state): State<WebState>,
    Path((draft, step)): Path<(Uuid, String)>,
    visitor: Visitor,
    posted: Posted,
) -> Response {
    let id = DraftId(draft);
    let saved = async {
        let step = Step::of_word(&step).ok_or(Problem::NotFound)?;
        let before = state.app.draft(&visitor, id).await?;
        let mut answers = before.answers;
        read::read(step, &posted, &mut answers, state.now());
        let version = posted.seen_version().unwrap_or(before.version);
        let save = DraftSave { id: Some(id), version, answers };
        Ok::<_, Problem>(state.app.save_draft_from(&visitor, save, posted.get(WINDOW)).await)
    };
    match saved.await {
        Ok(Ok(draft)) => saved_answer(&state, &visitor, draft, &posted),
        Ok(Err(Trouble::Clash(_))) => room::clash_answer(&state, &visitor, id).await,
        Ok(Err(trouble)) => Problem::from(trouble).into_json_response(),
        Err(problem) => problem.into_json_response(),
    }
}

/// What the script is told of a save: when, at which version, what is unanswered now, and what the age is taken to mean.
pub(super) fn saved_answer(state: &WebState, visitor: &Visitor, draft: Draft, posted: &Posted) -> Response {
    let (version, saved_at) = (draft.version, draft.saved_at);
    let unanswered = page_of(state, visitor, draft, Step::Check, 0).aside().render().into_string();
    Json(json!({
        "version": version,
        "time": clock_time_to_second(saved_at),
        "message": t!("report-saved", "time" => clock_time_to_second(saved_at)),
        "unanswered": unanswered,
        "age": fields::understood(&posted.values(), state.now()),
    }))
    .into_response()
}
