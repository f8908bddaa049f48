//! What becomes of a draft: a case for each of its people, a call on record, or answers added to a case that is open.

use app::{Draft, DraftId, IdempotencyKey, ReportAnswers, Submitted, Trouble};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{
    ids::{EpisodeId, IncidentId, PersonId},
    refusal::Refusal,
};

use super::drafts::First;
use super::questions::{self, Gap};
use super::room::{self, LeftBehind};
use super::steps::page_of;
use super::view::{OpenedCase, SentPage};
use super::{MISSING_ALREADY, Step, address, likely, read, view};
use crate::acts::words;
use crate::forms::Posted;
use crate::problem::Problem;
use crate::session::Visitor;
use crate::state::WebState;

/// The hidden field that names the case to which a draft adds.
pub(super) const ADDS_TO: &str = "adds_to";

/// The hidden field that names the call of which a draft is the report.
pub(super) const CALL: &str = "call";

/// Sends a draft that was just saved, or says what it lacks.
pub(super) async fn send(
    state: &WebState,
    visitor: &Visitor,
    draft: Draft,
    step: Step,
    posted: &Posted,
    first: First,
) -> Result<Response, Problem> {
    let id = draft.id;
    let lacking = questions::lacking(&draft.answers);
    if !lacking.is_empty() {
        return Ok(lacking_page(state, visitor, draft, &lacking));
    }
    if let Some((shown, errors)) = read::beyond_limits(&draft.answers) {
        let mut page = page_of(state, visitor, draft, shown, 0);
        page.errors = errors;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page.render()).into_response());
    }
    let known: Vec<PersonId> = draft.answers.people.iter().filter_map(|person| person.existing).collect();
    match submit(state, visitor, id, draft.version, posted.idempotency_key(), first).await {
        Err(Problem::Refused(Refusal::AlreadyMissing)) => {
            match missing_already(state, visitor, &known).await? {
                Some(running) => Ok(running),
                None => Err(Problem::Refused(Refusal::AlreadyMissing)),
            }
        }
        // What was typed is saved; the question is asked on a page of its own, and answered by one press.
        Err(Problem::Refused(Refusal::LikelyKnown { .. })) => {
            Ok(Redirect::to(&likely::address(id, first)).into_response())
        }
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

/// The way to the running case of the first of these people who is missing; nothing where none is. What is told of
/// somebody missing belongs to that case and is no second one.
pub(super) async fn missing_already(
    state: &WebState,
    visitor: &Visitor,
    people: &[PersonId],
) -> Result<Option<Response>, Problem> {
    for person in people {
        let view = state.app.person(visitor, *person).await?;
        if let Some(running) = view.file.running_episode() {
            let to = format!("/episodes/{}?recorded={MISSING_ALREADY}", running.id);
            return Ok(Some(Redirect::to(&to).into_response()));
        }
    }
    Ok(None)
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

/// Sends a draft under a key.
async fn submit(
    state: &WebState,
    visitor: &Visitor,
    draft: DraftId,
    version: i64,
    key: &str,
    first: First,
) -> Result<Response, Problem> {
    let key = IdempotencyKey::parse(key).unwrap_or_else(IdempotencyKey::fresh);
    let sent = match state.app.submit_report(visitor, draft, version, &key).await {
        Err(Trouble::Clash(clash)) if clash.since.is_empty() => {
            return room::held_page(state, visitor, draft, LeftBehind::default()).await;
        }
        sent => sent?,
    };
    Ok(opened(state, visitor, &sent, first).await)
}

/// What a form meets whose draft was sent.
pub(super) enum Before {
    /// It says what was sent: this is the way there.
    Same(Response),
    /// It says something that stands nowhere.
    Other(Submitted),
}

/// Where a draft led that is there no longer: the answer to a second press is that to the first, unless it says something else.
pub(super) async fn sent_before(
    state: &WebState,
    visitor: &Visitor,
    draft: DraftId,
    posted: &Posted,
    first: First,
    said: &ReportAnswers,
) -> Result<Before, Problem> {
    let (sent, added) = became(state, visitor, draft, posted).await?;
    if !state.app.stands_in(visitor, &sent, said).await? {
        return Ok(Before::Other(sent));
    }
    Ok(Before::Same(match added {
        Some(episode) => Redirect::to(&format!("/episodes/{episode}?recorded=report_added")).into_response(),
        None => opened(state, visitor, &sent, first).await,
    }))
}

/// What a draft became that is there no longer, and the case to which it was added, where it was.
async fn became(
    state: &WebState,
    visitor: &Visitor,
    draft: DraftId,
    posted: &Posted,
) -> Result<(Submitted, Option<EpisodeId>), Problem> {
    let key = IdempotencyKey::parse(posted.idempotency_key()).unwrap_or_else(IdempotencyKey::fresh);
    match state.app.submit_report(visitor, draft, 0, &key).await {
        Err(Trouble::NotFound) => {}
        sent => return Ok((sent?, None)),
    }
    if let Ok(episode) = posted.get(ADDS_TO).parse::<EpisodeId>() {
        return Ok((state.app.report_of_case(visitor, episode).await?, Some(episode)));
    }
    let call = posted.get(CALL).parse::<IncidentId>().map_err(|_| Problem::NotFound)?;
    Ok((state.app.report_of(visitor, call).await?.ok_or(Problem::NotFound)?, None))
}

/// The way to what was opened. In an emergency the questions go on where the case was opened.
async fn opened(state: &WebState, visitor: &Visitor, sent: &Submitted, first: First) -> Response {
    if let (First::Emergency, [episode]) = (first, sent.episodes.as_slice()) {
        // The case is open whatever becomes of the rest.
        if let Ok(Some(rest)) = state.app.rest_of_emergency(visitor, *episode).await {
            let questions = format!("{}?opened=yes", address(rest.id, Step::Call));
            return Redirect::to(&questions).into_response();
        }
    }
    sent_page(state, visitor, sent).await
}

/// Adds what a draft says to the case that is open.
pub(super) async fn add_to_case(
    state: &WebState,
    visitor: &Visitor,
    draft: &Draft,
    first: First,
) -> Result<Response, Problem> {
    let episode = match state.app.add_to_case(visitor, draft.id, draft.version).await {
        // By what was told the person is called otherwise, as somebody else on record is.
        Err(Trouble::Refused(Refusal::LikelyKnown { .. })) => {
            return Ok(Redirect::to(&likely::address(draft.id, first)).into_response());
        }
        added => added?,
    };
    Ok(Redirect::to(&format!("/episodes/{episode}?recorded=report_added")).into_response())
}

pub(super) async fn sent_page(state: &WebState, visitor: &Visitor, sent: &Submitted) -> Response {
    if let [episode] = sent.episodes.as_slice() {
        return Redirect::to(&format!("/episodes/{episode}?recorded=opened")).into_response();
    }
    let episodes = cases(state, visitor, sent).await;
    let page = SentPage { now: state.now(), signed_in: visitor.shown(), episodes };
    page.render().into_response()
}

/// The cases that a report opened, as a page names them.
pub(super) async fn cases(state: &WebState, visitor: &Visitor, sent: &Submitted) -> Vec<OpenedCase> {
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
    episodes
}
