//! The first pages of a report: the ordinary one, and the one for an emergency. What is typed there is a draft from the first
//! pause on; its id comes with the page, so that a save whose answer was lost makes no second one.

use app::{DraftId, DraftSave, Held, IdempotencyKey, ReportAnswers, Trouble};
use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::drafts::{EarlierCalls, First, FirstPage};
use super::questions::{self, Gap};
use super::room::{self, LeftBehind};
use super::send::{self, Before};
use super::steps::saved_answer;
use super::view::Elsewhere;
use super::{Step, Then, WINDOW, address, prefill, read, take, view};
use crate::acts::{Values, words};
use crate::components::FormErrors;
use crate::forms::Posted;
use crate::problem::Problem;
use crate::session::Visitor;
use crate::state::WebState;

/// The hidden field that says which draft a first page begins.
pub(super) const DRAFT: &str = "draft";

/// The hidden field that says which of the first pages it is.
pub(super) const FROM: &str = "from";

/// Which draft an address of a first page names.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Named {
    draft: Option<String>,
}

/// A report begins, or one of the room is gone on with.
pub(super) async fn new_report(
    State(state): State<WebState>,
    Query(named): Query<Named>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    first_page(&state, &visitor, First::NewReport, &named).await
}

/// Somebody is in danger: what opens a case, and nothing else.
pub(super) async fn emergency(
    State(state): State<WebState>,
    Query(named): Query<Named>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    first_page(&state, &visitor, First::Emergency, &named).await
}

/// The page of the draft that its address names, so that whoever comes back to it by the browser's own button finds there what
/// they typed, and goes on with the same draft. An address that names none leads to one of its own.
async fn first_page(
    state: &WebState,
    visitor: &Visitor,
    first: First,
    named: &Named,
) -> Result<Response, Problem> {
    let fresh = || {
        let draft = Uuid::now_v7();
        Redirect::to(&format!("{}?{DRAFT}={draft}", first.address())).into_response()
    };
    let Some(id) = named.draft.as_deref().and_then(|draft| draft.parse().ok()).map(DraftId) else {
        return Ok(fresh());
    };
    let page = empty(state, visitor, first, id).await?;
    let draft = match state.app.draft(visitor, id).await {
        Err(Trouble::NotFound) if state.app.became(visitor, id).await?.is_some() => return Ok(fresh()),
        Err(Trouble::NotFound) => return Ok(page.render().into_response()),
        found => found?,
    };
    if draft.held == Held::ByColleague {
        return Ok(room::held(state, visitor, draft, LeftBehind::default()).render().into_response());
    }
    let values = prefill::first(&draft.answers);
    Ok(FirstPage { version: draft.version, values, ..page }.render().into_response())
}

async fn empty(
    state: &WebState,
    visitor: &Visitor,
    first: First,
    draft: DraftId,
) -> Result<FirstPage, Problem> {
    let mut values = Values::default();
    values.set("class", domain::incident::IncidentClass::Missing.word());
    let mut drafts = state.app.drafts(visitor).await?;
    drafts.retain(|other| other.id != draft);
    Ok(FirstPage {
        first,
        now: state.now(),
        signed_in: visitor.shown(),
        drafts,
        earlier_calls: EarlierCalls::of(state, visitor),
        draft,
        version: 0,
        elsewhere: None,
        sent_before: None,
        values,
        errors: FormErrors::none(),
        key: IdempotencyKey::fresh().as_str().to_owned(),
    })
}

/// Keeps the first answers, and goes where the button says.
pub(super) async fn begin(
    State(state): State<WebState>,
    visitor: Visitor,
    posted: Posted,
) -> Result<Response, Problem> {
    let then = Then::of(&posted);
    let (id, mut answers) = begun(&state, &visitor, &posted).await?;
    let errors = read::read_first(&posted, &mut answers, state.now());
    if let Then::Take(person) = then {
        if let Some(running) = send::missing_already(&state, &visitor, &[person]).await? {
            return Ok(running);
        }
        take(&state, &visitor, person, &mut answers, 0).await?;
    }
    let lacking = questions::lacking(&answers);
    let first = First::of(posted.get(FROM));
    // One question alone is put where the others stand; in an emergency nobody is led away from this page.
    let asked_here = first == First::Emergency || lacking.len() > 1 && lacking.iter().all(asked_first);
    if then == Then::Send && !lacking.is_empty() && asked_here || !errors.is_empty() {
        return begin_again(
            &state,
            &visitor,
            &posted,
            errors,
            if then == Then::Send { &lacking } else { &[] },
        )
        .await;
    }
    let draft = match save(&state, &visitor, id, &posted, answers).await {
        Err(Trouble::NotFound) => return sent_before(&state, &visitor, id, &posted, first).await,
        Err(Trouble::Clash(_)) => return clashed(&state, &visitor, id, &posted).await,
        saved => saved?,
    };
    match then {
        Then::Send => send::send(&state, &visitor, draft, Step::Call, &posted, first).await,
        Then::Take(_) => Ok(Redirect::to(&address(draft.id, Step::People)).into_response()),
        Then::Stay | Then::Next | Then::AnotherPerson | Then::Search | Then::TakeBack => {
            Ok(Redirect::to(&address(draft.id, Step::Call)).into_response())
        }
    }
}

/// Saves what was typed so far. A page on which nothing stands yet begins no draft.
pub(super) async fn autosave(State(state): State<WebState>, visitor: Visitor, posted: Posted) -> Response {
    let saved = async {
        let (id, mut answers) = begun(&state, &visitor, &posted).await?;
        read::read_first(&posted, &mut answers, state.now());
        if answers.people.is_empty() && answers.report == domain::episode::Report::default() {
            return Ok::<_, Problem>(None);
        }
        Ok(Some(save(&state, &visitor, id, &posted, answers).await))
    };
    match saved.await {
        Ok(None) => Json(json!({})).into_response(),
        Ok(Some(Ok(draft))) => saved_answer(&state, &visitor, draft, &posted),
        Ok(Some(Err(Trouble::Clash(_)))) => {
            room::clash_answer(&state, &visitor, draft_of(&posted).unwrap_or(DraftId(Uuid::nil()))).await
        }
        Ok(Some(Err(trouble))) => Problem::from(trouble).into_json_response(),
        Err(problem) => problem.into_json_response(),
    }
}

/// The draft that the page began and what stands in it, or an empty one under the page's id.
async fn begun(
    state: &WebState,
    visitor: &Visitor,
    posted: &Posted,
) -> Result<(DraftId, ReportAnswers), Problem> {
    let Some(id) = draft_of(posted) else {
        return Ok((DraftId(Uuid::now_v7()), ReportAnswers::default()));
    };
    match state.app.draft(visitor, id).await {
        Ok(draft) => Ok((id, draft.answers)),
        Err(Trouble::NotFound) => Ok((id, ReportAnswers::default())),
        Err(trouble) => Err(trouble.into()),
    }
}

fn draft_of(posted: &Posted) -> Option<DraftId> {
    posted.get(DRAFT).parse().ok().map(DraftId)
}

/// Saves what stands on the page, at the version that it names. Of one form sent twice at once the second finds what the first
/// began, and says the same.
async fn save(
    state: &WebState,
    visitor: &Visitor,
    id: DraftId,
    posted: &Posted,
    answers: ReportAnswers,
) -> Result<app::Draft, Trouble> {
    let version = posted.seen_version().unwrap_or(0);
    let save = async |answers| {
        let save = DraftSave { id: Some(id), version, answers };
        state.app.save_draft_from(visitor, save, posted.get(WINDOW)).await
    };
    match save(answers).await {
        Err(Trouble::Clash(_)) if posted.get("pick").is_empty() => {
            let mut begun = state.app.draft(visitor, id).await?.answers;
            read::read_first(posted, &mut begun, state.now());
            save(begun).await
        }
        saved => saved,
    }
}

/// The answer to a page that became a report before: the same words lead to it, other words are shown again and can begin a
/// report of their own.
async fn sent_before(
    state: &WebState,
    visitor: &Visitor,
    id: DraftId,
    posted: &Posted,
    first: First,
) -> Result<Response, Problem> {
    let mut said = ReportAnswers::default();
    read::read_first(posted, &mut said, state.now());
    match send::sent_before(state, visitor, id, posted, first, &said).await? {
        Before::Same(answer) => Ok(answer),
        Before::Other(sent) => {
            let page = FirstPage {
                draft: DraftId(Uuid::now_v7()),
                version: 0,
                key: IdempotencyKey::fresh().as_str().to_owned(),
                sent_before: Some(send::cases(state, visitor, &sent).await),
                ..as_posted(state, visitor, posted, FormErrors::none()).await?
            };
            Ok((StatusCode::CONFLICT, page.render()).into_response())
        }
    }
}

/// Shows what was saved in another window beside what was typed here. Sent again, what was typed here holds.
async fn clashed(
    state: &WebState,
    visitor: &Visitor,
    id: DraftId,
    posted: &Posted,
) -> Result<Response, Problem> {
    let there = state.app.draft(visitor, id).await?;
    if there.held == Held::ByColleague {
        return room::held_page(state, visitor, id, LeftBehind::of_first(posted)).await;
    }
    let page = FirstPage {
        version: there.version,
        elsewhere: Some(Elsewhere {
            held: there.held,
            words: room::clash_words(&there),
            different: room::different_from_first(posted, &there.answers),
        }),
        ..as_posted(state, visitor, posted, FormErrors::none()).await?
    };
    Ok((StatusCode::CONFLICT, page.render()).into_response())
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
    mut errors: FormErrors,
    lacking: &[Gap],
) -> Result<Response, Problem> {
    let first = First::of(posted.get(FROM));
    for gap in lacking {
        // On the page for an emergency what happened is asked in two fields.
        let (field, name) = match (first, gap.name) {
            (First::Emergency, "circumstances") => ("concern", "concern"),
            (First::Emergency | First::NewReport, name) => (gap.field.as_str(), name),
        };
        errors.add(field, words::not_answered(view::question_words(name, false)));
    }
    let page = as_posted(state, visitor, posted, errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page.render()).into_response())
}

async fn as_posted(
    state: &WebState,
    visitor: &Visitor,
    posted: &Posted,
    errors: FormErrors,
) -> Result<FirstPage, Problem> {
    Ok(FirstPage {
        first: First::of(posted.get(FROM)),
        now: state.now(),
        signed_in: visitor.shown(),
        drafts: state.app.drafts(visitor).await?,
        earlier_calls: EarlierCalls::of(state, visitor),
        draft: draft_of(posted).unwrap_or_else(|| DraftId(Uuid::now_v7())),
        version: posted.seen_version().unwrap_or(0),
        elsewhere: None,
        sent_before: None,
        values: posted.values(),
        errors,
        key: posted.idempotency_key().to_owned(),
    })
}
