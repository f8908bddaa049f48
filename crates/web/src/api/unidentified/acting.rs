//! A record is made, something is recorded of it, or an entry is corrected: read by the same forms as on the pages.

use app::access::Action;
use app::cases::Correctable;
use app::unidentified::{ActOnUnidentified, RecordingOnUnidentified, UnidentifiedView};
use app::{Recorded, Trouble};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::ids::EntryId;
use domain::ledger::Event;
use domain::unidentified::UnidentifiedEvent;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::unidentified;
use crate::acts::{self, About, ActForm, Offered, Subject, Values, read::event_of, schema};
use crate::api::acting::{RecordedItem, correction_schema, otherwise, whole};
use crate::api::attempt::{Key, Seen, etag};
use crate::api::body::Sent;
use crate::api::caller::Caller;
use crate::api::items::Known;
use crate::api::problem::ApiProblem;
use crate::api::shape::misfits;
use crate::pages::unidentified::RECORDING;
use crate::problem::Problem;
use crate::state::WebState;

/// A record that was made.
#[derive(Serialize, ToSchema)]
pub(crate) struct MadeItem {
    /// The record.
    unidentified: Uuid,
    /// Its short reference.
    reference: String,
}

/// Record somebody unidentified
///
/// Sent again with its key it is made once.
#[utoipa::path(
    post, path = "/api/v1/unidentified", operation_id = "record_unidentified", tag = "unidentified",
    params(("Idempotency-Key" = String, Header, description = "Names this attempt.")),
    request_body = Object,
    responses((status = 201, description = "It is made.", body = MadeItem, headers(("Location" = String, description = "The record.")))),
)]
pub(crate) async fn make(
    State(state): State<WebState>,
    caller: Caller,
    Key(key): Key,
    Sent(body): Sent,
) -> Result<Response, ApiProblem> {
    state.app.may_record_unidentified(&caller)?;
    let form = acts::find(RECORDING).ok_or(Problem::NotFound)?;
    let subject = Subject { person: None, episode: None, now: state.now() };
    let read = acts::parse(form, &Values::from_json(&body), &subject);
    let (act, _) = whole(form, misfits(&body, &schema::of(form)), read)?;
    let Some(Event::Unidentified(UnidentifiedEvent::Recorded { details })) = event_of(act) else {
        return Err(Problem::Unreadable.into());
    };
    let made = state.app.record_unidentified(&caller, (*details).clone(), &key).await;
    let act = ActOnUnidentified::Event(UnidentifiedEvent::Recorded { details });
    let id =
        made.map_err(|trouble| ApiProblem::of_act_on(&act, form, trouble, state.now(), |_| Vec::new()))?;
    let location = [(header::LOCATION, format!("/api/v1/unidentified/{id}"))];
    let item = MadeItem { unidentified: id.0, reference: id.reference() };
    Ok((StatusCode::CREATED, location, Json(item)).into_response())
}

/// Record an act on somebody unidentified
///
/// Sent again with its key it is recorded once and answered alike.
#[utoipa::path(
    post, path = "/api/v1/unidentified/{id}/acts/{word}", operation_id = "record_on_unidentified", tag = "acts",
    params(
        ("id" = Uuid, Path, description = "The record."),
        ("word" = String, Path, description = "The word of the act."),
        ("If-Match" = String, Header, description = "The version that was seen, in double quotes: the `ETag` of the record."),
        ("Idempotency-Key" = String, Header, description = "Names this attempt: a new one for each act, the same for each retry."),
    ),
    request_body = Object,
    responses((status = 201, description = "It is recorded.", body = RecordedItem,
        headers(("ETag" = String, description = "The version now.")))),
)]
pub(crate) async fn record(
    State(state): State<WebState>,
    caller: Caller,
    Path((id, word)): Path<(String, String)>,
    Seen(seen): Seen,
    Key(key): Key,
    Sent(body): Sent,
) -> Result<Response, ApiProblem> {
    let offered = |form: &&ActForm| form.about == About::Unidentified && form.offered == Offered::OnItsOwn;
    let form = acts::find(&word).filter(offered).ok_or(Problem::NotFound)?;
    let view = state.app.unidentified(&caller, unidentified(&id)?).await?;
    if !Action::from_word(form.word).is_some_and(|action| view.may(action)) {
        return Err(Problem::Denied { action: form.word, policy: None }.into());
    }
    let read = acts::parse(form, &Values::from_json(&body), &subject(&view));
    let (act, happened_at) = whole(form, misfits(&body, &schema::of(form)), read)?;
    let Some(Event::Unidentified(event)) = event_of(act) else { return Err(Problem::Unreadable.into()) };
    let act = ActOnUnidentified::Event(event);
    let unidentified = view.record.id;
    let recording = RecordingOnUnidentified { unidentified, act: act.clone(), happened_at, seen, key };
    let recorded = state.app.record_on_unidentified(&caller, recording).await;
    answer(form, &act, &view, recorded)
}

/// Correct an entry about somebody unidentified
///
/// As the correction of an entry of an episode. Decisions about who it is are followed by others, and never corrected.
#[utoipa::path(
    post, path = "/api/v1/unidentified/{id}/entries/{entry}/corrections", operation_id = "correct_on_unidentified", tag = "acts",
    params(
        ("id" = Uuid, Path, description = "The record."),
        ("entry" = Uuid, Path, description = "The entry that is wrong."),
        ("If-Match" = String, Header, description = "The version that was seen, in double quotes."),
        ("Idempotency-Key" = String, Header, description = "Names this attempt."),
    ),
    request_body = Object,
    responses((status = 201, description = "The correction is recorded.", body = RecordedItem,
        headers(("ETag" = String, description = "The version now.")))),
)]
pub(crate) async fn correct(
    State(state): State<WebState>,
    caller: Caller,
    Path((id, entry)): Path<(String, String)>,
    Seen(seen): Seen,
    Key(key): Key,
    Sent(body): Sent,
) -> Result<Response, ApiProblem> {
    let entry: EntryId = entry.parse().map_err(|_| Problem::NotFound)?;
    let view = state.app.unidentified(&caller, unidentified(&id)?).await?;
    let item = view.timeline.iter().find(|item| item.entry == entry).ok_or(Problem::NotFound)?;
    if item.correctable == Correctable::No {
        return Err(Problem::Denied { action: "unidentified_corrected", policy: None }.into());
    }
    let stands = view.record.find(entry).ok_or(Problem::NotFound)?;
    let form = acts::find(item.event.name()).ok_or(Problem::NotFound)?;
    let read = acts::parse_correction(form, &otherwise(stands, &body), &subject(&view), stands);
    let correction = whole(form, misfits(&body, &correction_schema(form)), read)?;
    let (unidentified, act) = (view.record.id, ActOnUnidentified::Correct(correction));
    let recording = RecordingOnUnidentified { unidentified, act: act.clone(), happened_at: None, seen, key };
    let recorded = state.app.record_on_unidentified(&caller, recording).await;
    answer(form, &act, &view, recorded)
}

fn subject(view: &UnidentifiedView) -> Subject {
    Subject { person: None, episode: None, now: view.now }
}

fn answer(
    form: &ActForm,
    act: &ActOnUnidentified,
    view: &UnidentifiedView,
    recorded: Result<Recorded, Trouble>,
) -> Result<Response, ApiProblem> {
    let known = Known { actors: &view.actors, agencies: &view.agencies };
    let recorded = recorded.map_err(|trouble| {
        ApiProblem::of_act_on(act, form, trouble, view.now, |clash| {
            clash.since.iter().map(|item| json!(known.entry(item))).collect()
        })
    })?;
    let headers = [(header::ETAG, etag(recorded.version))];
    Ok((StatusCode::CREATED, headers, Json(RecordedItem::from(recorded))).into_response())
}
