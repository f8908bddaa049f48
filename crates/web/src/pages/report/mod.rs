//! New report: a call is taken step by step, saved at each, resumed after a crash, and sent as soon as it says who is
//! missing and what happened.

mod fields;
pub(crate) mod prefill;
mod questions;
mod read;
mod search;
mod view;

use app::{Draft, DraftId, DraftSave, IdempotencyKey, ReportAnswers, ReportedPerson, Submitted, Trouble};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::ids::PersonId;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::acts::words;
use crate::catalogue::{clock_time, t};
use crate::components::FormErrors;
use crate::forms::Posted;
use crate::problem::Problem;
use crate::router::{Route, act, page};
use crate::session::Visitor;
use crate::state::WebState;
use questions::Gap;
use read::{PERSON_INDEX, person_index};

pub(crate) use questions::{Length, OF_A_PERSON, OF_THE_CALL, Step, unanswered_of_case};
pub(crate) use search::why;
pub(crate) use view::{
    BeginPage, OpenedCase, ReportPage, SentPage, class_words, drafts_list, question_words, step_title,
};

/// The routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        page("/reports/new", begin_page),
        act("/reports", begin),
        act("/reports/search", search::matches),
        page("/reports/{draft}/{step}", show),
        act("/reports/{draft}/discard", discard),
        act("/reports/{draft}/{step}", save),
        act("/reports/{draft}/{step}/autosave", autosave),
    ]
}

/// What the button asks for that was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Then {
    Next,
    AnotherPerson,
    Search,
    Send,
    Take(PersonId),
}

impl Then {
    fn of(posted: &Posted) -> Self {
        if let Ok(person) = posted.get("pick").parse() {
            return Self::Take(person);
        }
        match posted.get("do") {
            "add" => Self::AnotherPerson,
            "search" => Self::Search,
            "send" => Self::Send,
            _ => Self::Next,
        }
    }
}

async fn begin_page(State(state): State<WebState>, visitor: Visitor) -> Result<Response, Problem> {
    let mut values = crate::acts::Values::default();
    values.set("class", domain::incident::IncidentClass::Missing.word());
    let page = BeginPage {
        now: state.now(),
        signed_in: visitor.shown(),
        drafts: state.app.drafts(&visitor).await?,
        values,
        errors: FormErrors::none(),
        key: IdempotencyKey::fresh().as_str().to_owned(),
    };
    Ok(page.render().into_response())
}

/// Keeps the first answers as a draft, so that nothing is lost from here on, and goes where the button says.
async fn begin(State(state): State<WebState>, visitor: Visitor, posted: Posted) -> Result<Response, Problem> {
    let now = state.now();
    let mut answers = ReportAnswers { reported_at: Some(now), ..ReportAnswers::default() };
    let typed = posted.clone().with("person", "0");
    answers.class = serde_json::from_value(Value::String(posted.get("class").to_owned())).ok();
    answers.report.circumstances = posted.get("circumstances").trim().to_owned();
    answers.report.reporter.name = posted.get("reporter-name").trim().to_owned();
    answers.report.reporter.reach = posted.get("reporter-reach").trim().to_owned();
    // Only the name of the person is asked here; the rest of the step finds nothing and leaves it open.
    let errors = read::read(Step::People, &typed, &mut answers, now);
    debug_assert!(errors.is_empty(), "the first page asks nothing that cannot be read");
    let then = Then::of(&posted);
    if let Then::Take(person) = then {
        take(&state, &visitor, person, &mut answers, 0).await?;
    }
    let lacking = questions::lacking(&answers);
    if then == Then::Send && lacking.len() > 1 && lacking.iter().all(asked_first) {
        return begin_again(&state, &visitor, &posted, &lacking).await;
    }
    let draft = state.app.save_draft(&visitor, DraftSave { id: None, version: 0, answers }).await?;
    match then {
        Then::Send => send(&state, &visitor, draft, Step::Call, &posted).await,
        Then::Take(_) => Ok(Redirect::to(&address(draft.id, Step::People)).into_response()),
        Then::Next | Then::AnotherPerson | Then::Search => {
            Ok(Redirect::to(&address(draft.id, Step::Call)).into_response())
        }
    }
}

/// Whether the question stands on the first page.
fn asked_first(gap: &Gap) -> bool {
    matches!(gap.name, "name" | "circumstances" | "class")
}

/// The first page as it was filled in, with everything that is lacking.
async fn begin_again(
    state: &WebState,
    visitor: &Visitor,
    posted: &Posted,
    lacking: &[Gap],
) -> Result<Response, Problem> {
    let mut errors = FormErrors::none();
    for gap in lacking {
        errors.add(gap.field.as_str(), words::not_answered(view::question_words(gap.name, false)));
    }
    let page = BeginPage {
        now: state.now(),
        signed_in: visitor.shown(),
        drafts: state.app.drafts(visitor).await?,
        values: posted.values(),
        errors,
        key: posted.idempotency_key().to_owned(),
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page.render()).into_response())
}

#[derive(Debug, Default, Deserialize)]
struct Which {
    #[serde(default)]
    person: String,
}

async fn show(
    State(state): State<WebState>,
    Path((draft, step)): Path<(Uuid, String)>,
    Query(which): Query<Which>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let step = Step::of_word(&step).ok_or(Problem::NotFound)?;
    let draft = state.app.draft(&visitor, DraftId(draft)).await?;
    let person = person_index(&which.person, &draft.answers);
    Ok(page_of(&state, &visitor, draft, step, person).render().into_response())
}

fn page_of(state: &WebState, visitor: &Visitor, draft: Draft, step: Step, person: usize) -> ReportPage {
    ReportPage {
        now: state.now(),
        signed_in: visitor.shown(),
        draft: draft.id,
        version: draft.version,
        saved_at: draft.saved_at,
        step,
        values: prefill::values(step, &draft.answers, person),
        answers: draft.answers,
        errors: FormErrors::none(),
        person,
        hits: None,
        elsewhere: Vec::new(),
        key: IdempotencyKey::fresh().as_str().to_owned(),
    }
}

/// Saves what was typed in a step, and goes where the button says.
async fn save(
    State(state): State<WebState>,
    Path((draft, step)): Path<(Uuid, String)>,
    visitor: Visitor,
    posted: Posted,
) -> Result<Response, Problem> {
    let step = Step::of_word(&step).ok_or(Problem::NotFound)?;
    let id = DraftId(draft);
    let then = Then::of(&posted);
    let before = match state.app.draft(&visitor, id).await {
        // Sent already, perhaps by a second press: the answer is the same as to the first.
        Err(Trouble::NotFound) if then == Then::Send => {
            return submit(&state, &visitor, id, 0, &posted).await;
        }
        before => before?,
    };
    let index = person_index(posted.get(PERSON_INDEX), &before.answers);
    let mut answers = before.answers.clone();
    let errors = read::read(step, &posted, &mut answers, state.now());
    if let Then::Take(person) = then {
        take(&state, &visitor, person, &mut answers, index).await?;
    }
    let version = posted.seen_version().unwrap_or(before.version);
    let saved = match state
        .app
        .save_draft(&visitor, DraftSave { id: Some(id), version, answers: answers.clone() })
        .await
    {
        Err(Trouble::Clash(clash)) => {
            return Ok(clashed(
                &state,
                &visitor,
                &Elsewhere { saved: before, version: clash.version },
                step,
                index,
                answers,
                &posted,
            ));
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

async fn go_on(
    state: &WebState,
    visitor: &Visitor,
    saved: Draft,
    step: Step,
    then: Then,
    index: usize,
    posted: &Posted,
) -> Result<Response, Problem> {
    match then {
        Then::Next => Ok(Redirect::to(&address(saved.id, step.next())).into_response()),
        Then::Take(_) => Ok(Redirect::to(&with_person(saved.id, index)).into_response()),
        Then::AnotherPerson => {
            Ok(Redirect::to(&with_person(saved.id, saved.answers.people.len())).into_response())
        }
        Then::Send => send(state, visitor, saved, step, posted).await,
        Then::Search => {
            let hits = state.app.search_people(visitor, posted.get("name")).await?;
            let mut page = page_of(state, visitor, saved, step, index);
            page.hits = Some(hits);
            Ok(page.render().into_response())
        }
    }
}

/// What another window saved meanwhile.
struct Elsewhere {
    saved: Draft,
    version: i64,
}

/// Shows what was saved in another window beside what was typed here. Sent again, what was typed here holds.
fn clashed(
    state: &WebState,
    visitor: &Visitor,
    elsewhere: &Elsewhere,
    step: Step,
    index: usize,
    answers: ReportAnswers,
    posted: &Posted,
) -> Response {
    let there = prefill::values(step, &elsewhere.saved.answers, index);
    let here = posted.values();
    let different = there
        .iter()
        .filter(|(name, text)| here.get(name).trim() != text.trim())
        .map(|(name, text)| (view::question_words(name, step == Step::People), text.to_owned()))
        .collect();
    let mut page = page_of(state, visitor, Draft { answers, ..elsewhere.saved.clone() }, step, index);
    page.version = elsewhere.version;
    page.values = here;
    page.elsewhere = different;
    (StatusCode::CONFLICT, page.render()).into_response()
}

/// Saves what was typed so far, for the script that does so at each pause. What cannot be read yet is left out.
async fn autosave(
    State(state): State<WebState>,
    Path((draft, step)): Path<(Uuid, String)>,
    visitor: Visitor,
    posted: Posted,
) -> Response {
    let saved = async {
        let step = Step::of_word(&step).ok_or(Problem::NotFound)?;
        let before = state.app.draft(&visitor, DraftId(draft)).await?;
        let mut answers = before.answers;
        read::read(step, &posted, &mut answers, state.now());
        let version = posted.seen_version().unwrap_or(before.version);
        let saved =
            state.app.save_draft(&visitor, DraftSave { id: Some(before.id), version, answers }).await?;
        Ok::<_, Problem>(saved)
    };
    match saved.await {
        Ok(saved) => Json(json!({
            "version": saved.version,
            "message": t!("report-saved", "time" => clock_time(saved.saved_at)),
        }))
        .into_response(),
        Err(problem) => problem.into_json_response(),
    }
}

/// Takes the record of somebody who is known into the report.
async fn take(
    state: &WebState,
    visitor: &Visitor,
    person: PersonId,
    answers: &mut ReportAnswers,
    index: usize,
) -> Result<(), Problem> {
    let view = state.app.person(visitor, person).await?;
    let taken = ReportedPerson {
        existing: Some(person),
        seen_version: view.version,
        details: view.file.person.details.clone(),
        ..ReportedPerson::default()
    };
    match answers.people.get_mut(index) {
        Some(place) => *place = taken,
        None => answers.people.push(taken),
    }
    Ok(())
}

async fn send(
    state: &WebState,
    visitor: &Visitor,
    draft: Draft,
    step: Step,
    posted: &Posted,
) -> Result<Response, Problem> {
    let id = draft.id;
    let lacking = questions::lacking(&draft.answers);
    if !lacking.is_empty() {
        return Ok(lacking_page(state, visitor, draft, &lacking));
    }
    match submit(state, visitor, id, draft.version, posted).await {
        Err(Problem::Refused(refusal)) => {
            // On to where it can be answered: an error that leads to no field helps nobody.
            let asked = refusal.field().and_then(questions::asked_at);
            let shown = asked.as_ref().map_or(Step::Check, |asked| asked.step);
            let mut page = page_of(state, visitor, draft, shown, 0);
            page.errors.add(
                asked.map_or_else(String::new, |asked| asked.field),
                words::refusal(Some("reported"), &refusal),
            );
            if step == Step::Check {
                page.key = posted.idempotency_key().to_owned();
            }
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page.render()).into_response())
        }
        answer => answer,
    }
}

/// The step at which the first thing that is lacking is asked, with all that is. Only what stands on that page is led to.
fn lacking_page(state: &WebState, visitor: &Visitor, draft: Draft, lacking: &[Gap]) -> Response {
    let shown = lacking.iter().map(|gap| gap.step).min().unwrap_or(Step::Check);
    let mut page = page_of(state, visitor, draft, shown, 0);
    for gap in lacking {
        let field = if gap.step == shown { gap.field.as_str() } else { "" };
        page.errors.add(field, words::not_answered(view::question_words(gap.name, false)));
    }
    (StatusCode::UNPROCESSABLE_ENTITY, page.render()).into_response()
}

async fn submit(
    state: &WebState,
    visitor: &Visitor,
    draft: DraftId,
    version: i64,
    posted: &Posted,
) -> Result<Response, Problem> {
    let key = IdempotencyKey::parse(posted.idempotency_key()).unwrap_or_else(IdempotencyKey::fresh);
    let sent = state.app.submit_report(visitor, draft, version, &key).await?;
    Ok(sent_page(state, visitor, &sent).await)
}

async fn sent_page(state: &WebState, visitor: &Visitor, sent: &Submitted) -> Response {
    if let [episode] = sent.episodes.as_slice() {
        return Redirect::to(&format!("/episodes/{episode}?recorded=opened")).into_response();
    }
    let mut episodes = Vec::new();
    for (episode, person) in sent.episodes.iter().zip(&sent.people) {
        // A name that cannot be read now takes nothing from what was recorded.
        let person = state.app.person(visitor, *person).await.ok();
        episodes.push(OpenedCase {
            address: format!("/episodes/{episode}"),
            reference: episode.reference(),
            name: person.map(|view| view.file.person.details.name.clone()).unwrap_or_default(),
        });
    }
    let page = SentPage { now: state.now(), signed_in: visitor.shown(), episodes };
    page.render().into_response()
}

async fn discard(
    State(state): State<WebState>,
    Path(draft): Path<Uuid>,
    visitor: Visitor,
) -> Result<Redirect, Problem> {
    state.app.discard_draft(&visitor, DraftId(draft)).await?;
    Ok(Redirect::to("/reports/new"))
}

fn address(draft: DraftId, step: Step) -> String {
    format!("/reports/{}/{}", draft.0, step.word())
}

fn with_person(draft: DraftId, index: usize) -> String {
    format!("{}?{PERSON_INDEX}={index}", address(draft, Step::People))
}
