//! Recording an act and correcting an entry: the body is read by the same description as the form of the page, and
//! recorded by the same function.

use app::cases::{Act, Correctable};
use app::{OfOthers, Recorded, Recording, RecordingOnPerson, Trouble};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::file::Recorded as Standing;
use domain::ids::{EntryId, EpisodeId, PersonId};
use domain::ledger::Stream;
use domain::refusal::Refusal;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::attempt::{Key, Seen, etag};
use super::body::Sent;
use super::caller::Caller;
use super::episodes::episode;
use super::items::Known;
use super::likely::Likely;
use super::people::person;
use super::problem::{ApiProblem, Wrong, unreadable};
use super::shape::misfits;
use crate::acts::read::CORRECTION_REASON;
use crate::acts::schema::OF_OTHERS;
use crate::acts::{self, About, ActForm, Offered, Unreadable, Values, prefill, schema};
use crate::catalogue::t;
use crate::problem::Problem;
use crate::state::WebState;
use crate::views::scene::{RoleNames, Scene};

/// What was recorded.
#[derive(Serialize, ToSchema)]
pub(crate) struct RecordedItem {
    /// The entry.
    entry: Uuid,
    /// Its place in the one global order.
    sequence: i64,
    /// The version to name in `If-Match` next.
    version: i64,
}

impl From<Recorded> for RecordedItem {
    fn from(recorded: Recorded) -> Self {
        Self { entry: recorded.entry.0, sequence: recorded.sequence, version: recorded.version }
    }
}

/// Record an act
///
/// Records what happened in an episode, or about its person learnt from it. Sent again with its key it is recorded
/// once and answered alike.
#[utoipa::path(
    post, path = "/api/v1/episodes/{id}/acts/{word}", operation_id = "record", tag = "acts",
    params(
        ("id" = Uuid, Path, description = "The episode."),
        ("word" = String, Path, description = "The word of the act."),
        ("If-Match" = String, Header, description = "The version that was seen, in double quotes: the `ETag` of the episode."),
        ("Idempotency-Key" = String, Header, description = "Names this attempt: a new one for each act, the same for each retry."),
    ),
    request_body = Object,
    responses((status = 201, description = "It is recorded.", body = RecordedItem,
        headers(("ETag" = String, description = "The version now."), ("Location" = String, description = "The entry.")))),
)]
pub(crate) async fn record_on_episode(
    State(state): State<WebState>,
    caller: Caller,
    Path((id, word)): Path<(String, String)>,
    Seen(seen): Seen,
    Key(key): Key,
    sent: Sent,
) -> Result<Response, ApiProblem> {
    let change = Change { place: Place::Episode(episode(&id)?), seen, key };
    change.record(&state, &caller, form(&word)?, &sent.0).await
}

/// Correct an entry
///
/// The body says what was wrong: the fields of the entry's act that are otherwise, and `correction_reason`. What is
/// left out stands as it is. The entry stays, with the correction beside it.
#[utoipa::path(
    post, path = "/api/v1/episodes/{id}/entries/{entry}/corrections", operation_id = "correct", tag = "acts",
    params(
        ("id" = Uuid, Path, description = "The episode."),
        ("entry" = Uuid, Path, description = "The entry that is wrong."),
        ("If-Match" = String, Header, description = "The version that was seen, in double quotes."),
        ("Idempotency-Key" = String, Header, description = "Names this attempt."),
    ),
    request_body = Object,
    responses((status = 201, description = "The correction is recorded.", body = RecordedItem,
        headers(("ETag" = String, description = "The version now."), ("Location" = String, description = "The corrected entry.")))),
)]
pub(crate) async fn correct_on_episode(
    State(state): State<WebState>,
    caller: Caller,
    Path((id, entry)): Path<(String, String)>,
    Seen(seen): Seen,
    Key(key): Key,
    sent: Sent,
) -> Result<Response, ApiProblem> {
    let change = Change { place: Place::Episode(episode(&id)?), seen, key };
    change.correct(&state, &caller, corrected(&entry)?, &sent.0).await
}

/// Record an act on a person
///
/// Records what became known of a person or their placements. Sent again with its key it is recorded once and
/// answered alike.
#[utoipa::path(
    post, path = "/api/v1/people/{id}/acts/{word}", operation_id = "record_on_person", tag = "acts",
    params(
        ("id" = Uuid, Path, description = "The person."),
        ("word" = String, Path, description = "The word of the act."),
        ("If-Match" = String, Header, description = "The version that was seen, in double quotes: the `ETag` of the person."),
        ("Idempotency-Key" = String, Header, description = "Names this attempt: a new one for each act, the same for each retry."),
    ),
    request_body = Object,
    responses((status = 201, description = "It is recorded.", body = RecordedItem,
        headers(("ETag" = String, description = "The version now."), ("Location" = String, description = "The entry.")))),
)]
pub(crate) async fn record_on_person(
    State(state): State<WebState>,
    caller: Caller,
    Path((id, word)): Path<(String, String)>,
    Seen(seen): Seen,
    Key(key): Key,
    sent: Sent,
) -> Result<Response, ApiProblem> {
    let form = form(&word)?;
    if form.about != About::Person {
        return Err(Problem::NotFound.into());
    }
    let change = Change { place: Place::Person(person(&id)?), seen, key };
    change.record(&state, &caller, form, &sent.0).await
}

/// Correct an entry about a person
///
/// As the correction of an entry of an episode.
#[utoipa::path(
    post, path = "/api/v1/people/{id}/entries/{entry}/corrections", operation_id = "correct_on_person", tag = "acts",
    params(
        ("id" = Uuid, Path, description = "The person."),
        ("entry" = Uuid, Path, description = "The entry that is wrong."),
        ("If-Match" = String, Header, description = "The version that was seen, in double quotes."),
        ("Idempotency-Key" = String, Header, description = "Names this attempt."),
    ),
    request_body = Object,
    responses((status = 201, description = "The correction is recorded.", body = RecordedItem,
        headers(("ETag" = String, description = "The version now."), ("Location" = String, description = "The corrected entry.")))),
)]
pub(crate) async fn correct_on_person(
    State(state): State<WebState>,
    caller: Caller,
    Path((id, entry)): Path<(String, String)>,
    Seen(seen): Seen,
    Key(key): Key,
    sent: Sent,
) -> Result<Response, ApiProblem> {
    let change = Change { place: Place::Person(person(&id)?), seen, key };
    change.correct(&state, &caller, corrected(&entry)?, &sent.0).await
}

fn form(word: &str) -> Result<&'static ActForm, Problem> {
    // Who cannot be named has a record of their own, with addresses of its own.
    let offered = |form: &&ActForm| form.offered == Offered::OnItsOwn && form.about != About::Unidentified;
    acts::find(word).filter(offered).ok_or(Problem::NotFound)
}

fn corrected(entry: &str) -> Result<EntryId, Problem> {
    entry.parse().map_err(|_| Problem::NotFound)
}

/// On what something is recorded.
#[derive(Clone, Copy, Debug)]
enum Place {
    Episode(EpisodeId),
    Person(PersonId),
}

/// One attempt to record something.
struct Change {
    place: Place,
    seen: i64,
    key: app::IdempotencyKey,
}

impl Change {
    async fn record(
        self,
        state: &WebState,
        caller: &Caller,
        form: &'static ActForm,
        body: &Value,
    ) -> Result<Response, ApiProblem> {
        let scene = self.place.scene(state, caller).await?;
        if !scene.may(form.word) {
            return Err(Problem::Denied { action: form.word, policy: None }.into());
        }
        let read = acts::parse(form, &Values::from_json(body), &scene.subject());
        let (act, happened_at) = whole(form, misfits(body, &schema::of(form)), read)?;
        let recorded = self.append(state, caller, (act, happened_at), said_of_others(body)?).await?;
        self.answer(form, &scene, recorded, None)
    }

    async fn correct(
        self,
        state: &WebState,
        caller: &Caller,
        entry: EntryId,
        body: &Value,
    ) -> Result<Response, ApiProblem> {
        let scene = self.place.scene(state, caller).await?;
        let item = scene.item(entry).ok_or(Problem::NotFound)?;
        if item.correctable == Correctable::No {
            return Err(Problem::Denied { action: "corrected", policy: None }.into());
        }
        let stands = scene.file.find(entry).ok_or(Problem::NotFound)?;
        let form = acts::find(item.event.name()).ok_or(Problem::NotFound)?;
        let values = otherwise(stands, body);
        let read = acts::parse_correction(form, &values, &scene.subject(), stands);
        let correction = whole(form, misfits(body, &correction_schema(form)), read)?;
        let proposed = (Act::Correct(correction), None);
        let recorded = self.append(state, caller, proposed, said_of_others(body)?).await?;
        self.answer(form, &scene, recorded, Some(entry))
    }

    /// Records it. Refused with whom it is about where somebody on record is likely the same.
    async fn append(
        &self,
        state: &WebState,
        caller: &Caller,
        (act, happened_at): (Act, Option<Timestamp>),
        of_others: OfOthers,
    ) -> Result<Result<Recorded, Trouble>, ApiProblem> {
        let (seen, key, app) = (app::Seen::UpTo(self.seen), self.key.clone(), &state.app);
        let unanswered = |recorded: &Result<Recorded, Trouble>| {
            matches!(recorded, Err(Trouble::Refused(Refusal::LikelyKnown { .. })))
        };
        let (recorded, question) = match self.place {
            Place::Episode(episode) => {
                let recording = Recording { episode, act, happened_at, seen, key };
                let said = of_others.clone();
                let recorded = app.record_having_asked(caller, recording.clone(), said).await;
                if !unanswered(&recorded) {
                    return Ok(recorded);
                }
                (recorded, app.likely_once_recorded(caller, &recording, of_others).await?)
            }
            Place::Person(person) => {
                let recording = RecordingOnPerson { person, act, happened_at, seen, key };
                let said = of_others.clone();
                let recorded = app.record_on_person_having_asked(caller, recording.clone(), said).await;
                if !unanswered(&recorded) {
                    return Ok(recorded);
                }
                (recorded, app.likely_once_recorded_on_person(caller, &recording, of_others).await?)
            }
        };
        match question {
            Some(question) => Err(ApiProblem::LikelyKnown { likely: json!([Likely::from(question)]) }),
            None => Ok(recorded),
        }
    }

    /// Where the entry is found: the one that was recorded, or the one that a correction is about.
    fn answer(
        &self,
        form: &ActForm,
        scene: &Scene,
        recorded: Result<Recorded, Trouble>,
        corrects: Option<EntryId>,
    ) -> Result<Response, ApiProblem> {
        let known = Known { actors: &scene.actors, agencies: &scene.agencies };
        let recorded = recorded.map_err(|trouble| {
            ApiProblem::of_act(form, trouble, |clash| {
                clash.since.iter().map(|item| json!(known.entry(item))).collect()
            })
        })?;
        let entry = corrects.unwrap_or(recorded.entry);
        let location = format!("/api/v1{}/entries/{entry}", scene.home);
        let headers = [(header::ETAG, etag(recorded.version))];
        let body = RecordedItem::from(recorded);
        Ok((StatusCode::CREATED, headers, [(header::LOCATION, location)], Json(body)).into_response())
    }
}

impl Place {
    async fn scene(self, state: &WebState, caller: &Caller) -> Result<Scene, Trouble> {
        let roles = RoleNames::of_app(&state.app);
        match self {
            Self::Episode(id) => Ok(Scene::of_episode(&state.app.episode(caller, id).await?, roles)),
            Self::Person(id) => Ok(Scene::of_person(&state.app.person(caller, id).await?, roles)),
        }
    }
}

/// What is said of others on record who are likely the same; of each one thing.
fn said_of_others(body: &Value) -> Result<OfOthers, ApiProblem> {
    let [apart, reason, same, may_be] = OF_OTHERS;
    let records = |name| -> Vec<PersonId> {
        let listed = body[name].as_array().into_iter().flatten();
        listed.filter_map(|id| id.as_str()?.parse().ok()).collect()
    };
    let reason = body[reason].as_str().unwrap_or_default().trim().to_owned();
    let (apart, said_same, may_be) = (records(apart), records(same), records(may_be));
    if said_same.iter().chain(&may_be).any(|one| apart.contains(one)) {
        let wrong = Wrong::new(same.to_owned(), "said-both", t!("api-wrong-said-both"));
        return Err(ApiProblem::Invalid(vec![wrong]));
    }
    Ok(OfOthers { apart, reason, same: said_same, may_be })
}

/// What was read, where nothing is wrong with it; else everything that is wrong, each part once.
pub(super) fn whole<T>(
    form: &ActForm,
    mut wrong: Vec<Wrong>,
    read: Result<T, Vec<Unreadable>>,
) -> Result<T, ApiProblem> {
    match read {
        Ok(read) if wrong.is_empty() => return Ok(read),
        Ok(_) => {}
        Err(unread) => {
            let said = unread.iter().map(|unread| unreadable(form, unread));
            let more: Vec<Wrong> =
                said.filter(|said| !wrong.iter().any(|other| said.is_within(other))).collect();
            wrong.extend(more);
        }
    }
    Err(ApiProblem::Invalid(wrong))
}

/// The fields of the act, of which none is needed, and why.
pub(super) fn correction_schema(form: &ActForm) -> Value {
    let mut schema = schema::of(form);
    schema["required"] = json!([CORRECTION_REASON]);
    schema["properties"][CORRECTION_REASON] = json!({
        "type": "string",
        "description": t!("field-correction-reason"),
    });
    schema
}

/// The entry as it stands, with what was sent in place of what it said under the same names.
pub(super) fn otherwise(stands: &Standing, body: &Value) -> Values {
    let mut values = prefill::plain(&stands.event);
    match stands.stream {
        Stream::Meeting(id) => values.set("meeting", id.to_string()),
        Stream::Placement(id) => values.set("placement", id.to_string()),
        Stream::Person(_)
        | Stream::Incident(_)
        | Stream::Episode(_)
        | Stream::Agency(_)
        | Stream::Unidentified(_) => {}
    }
    let sent: Vec<&String> = body.as_object().into_iter().flat_map(serde_json::Map::keys).collect();
    let replaced = |name: &str| {
        sent.iter().any(|sent| {
            name.strip_prefix(sent.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        })
    };
    let kept = values.iter().filter(|(name, _)| !replaced(name));
    let mut otherwise =
        Values::from_pairs(kept.map(|(name, text)| (name.to_owned(), text.to_owned())).collect::<Vec<_>>());
    for (name, text) in Values::from_json(body).iter() {
        otherwise.set(name, text);
    }
    otherwise
}
