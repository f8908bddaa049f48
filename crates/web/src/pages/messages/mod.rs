//! Messages: what somebody was told and has to acknowledge, case by case, one press each.

mod late;
#[cfg(test)]
pub(crate) mod samples;
mod view;

use app::{Act, Cursor, IdempotencyKey, Recording, Seen, Trouble};
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    episode::EpisodeEvent,
    ids::{EntryId, EpisodeId},
    refusal::Refusal,
};
use maud::Markup;
use serde::Deserialize;

use crate::{
    acts::{self, words},
    catalogue::t,
    components::FormErrors,
    forms::{Posted, address, is_our_own},
    problem::Problem,
    router::{Route, act, page},
    session::Visitor,
    state::WebState,
    views::scene::RoleNames,
};
pub(crate) use late::Known;
use view::note_of;
pub(crate) use view::{ACKNOWLEDGED, MessagesPage};

/// The routes of this page.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        page("/messages", show),
        act("/messages/acknowledge", acknowledge),
        act("/people/{id}/late-known", late::known),
    ]
}

/// The place in the list, and what was done just before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    after: String,
    done: String,
}

async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    drawn(&state, &visitor, asked, String::new(), FormErrors::none()).await
}

/// Acknowledges every message that the form names. One that somebody else was first to acknowledge is no mistake.
async fn acknowledge(
    State(state): State<WebState>,
    visitor: Visitor,
    posted: Posted,
) -> Result<Response, Problem> {
    let messages: Vec<(EpisodeId, EntryId)> = posted.all(ACKNOWLEDGED).filter_map(named).collect();
    let mut done: usize = 0;
    let mut errors = note_too_long(&messages, posted.get("note"));
    let fits = errors.is_empty();
    for (episode, of) in messages.into_iter().filter(|_| fits) {
        match record(&state, &visitor, &posted, episode, of).await {
            Ok(()) => done += 1,
            Err(Trouble::Refused(Refusal::AlreadyAcknowledged)) => {}
            Err(trouble) => errors.add(ACKNOWLEDGED, t!("messages-error", "why" => why(trouble)?)),
        }
    }
    let done = done.to_string();
    if !errors.is_empty() {
        let page = drawn(&state, &visitor, Asked::default(), posted.get("note").to_owned(), errors).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let back = posted.get("back");
    let to = if is_our_own(back) && back.starts_with("/episodes/") {
        address(back, &[("recorded", "message_acknowledged")])
    } else {
        address("/messages", &[("done", &done)])
    };
    Ok(Redirect::to(&to).into_response())
}

/// What is wrong with a note that is longer than it may be, at the form that was sent: of one message, or of a case.
fn note_too_long(messages: &[(EpisodeId, EntryId)], note: &str) -> FormErrors {
    let mut errors = FormErrors::none();
    if let Some(wrong) = acts::too_long("message_acknowledged", "note", note) {
        let field = match messages {
            [(_, of)] => note_of(of),
            [(episode, _), ..] => note_of(episode),
            [] => String::new(),
        };
        errors.add(field, wrong);
    }
    errors
}

/// The case and the message that a field names.
fn named(text: &str) -> Option<(EpisodeId, EntryId)> {
    let (episode, of) = text.split_once('.')?;
    Some((episode.parse().ok()?, of.parse().ok()?))
}

async fn record(
    state: &WebState,
    visitor: &Visitor,
    posted: &Posted,
    episode: EpisodeId,
    of: EntryId,
) -> Result<(), Trouble> {
    // Each message of one form has a key of its own.
    let key = format!("{}.{}", posted.idempotency_key(), of.0.simple());
    let recording = Recording {
        episode,
        act: Act::Episode(EpisodeEvent::MessageAcknowledged {
            of,
            note: posted.get("note").trim().to_owned(),
        }),
        happened_at: None,
        // Whoever says that they know disagrees with nobody who has recorded something meanwhile.
        seen: Seen::Everything,
        key: IdempotencyKey::parse(&key).unwrap_or_else(IdempotencyKey::fresh),
    };
    state.app.record(visitor, recording).await.map(|_| ())
}

fn why(trouble: Trouble) -> Result<String, Problem> {
    if let Trouble::Refused(refusal) = &trouble {
        return Ok(words::refusal(Some("message_acknowledged"), refusal));
    }
    Err(trouble.into())
}

async fn drawn(
    state: &WebState,
    visitor: &Visitor,
    asked: Asked,
    note: String,
    errors: FormErrors,
) -> Result<Markup, Problem> {
    let after: Option<Cursor> = asked.after.parse().ok();
    let inbox = state.app.messages(visitor, after).await?;
    let late = state.app.late_messages(visitor).await?;
    let page = MessagesPage {
        now: state.now(),
        signed_in: visitor.shown(),
        inbox,
        late,
        unidentified: state.app.unidentified_notices(visitor).await?,
        roles: RoleNames::of_app(&state.app),
        after: Some(asked.after).filter(|after| !after.is_empty()),
        done: asked.done.parse().ok(),
        errors,
        note,
        key: IdempotencyKey::fresh().as_str().to_owned(),
    };
    Ok(page.render())
}
