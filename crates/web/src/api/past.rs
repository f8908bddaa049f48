//! Moments before now: which is asked for, two compared, and who had seen a case by one.

use app::Moment;
use app::cases::{Change, Heard, MessagesStand, RecordedStep, StepKind, TaskStands, Was};
use axum::Json;
use axum::extract::{Path, State};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::body::Asked;
use super::caller::Caller;
use super::episodes::episode;
use super::items::{By, Known};
use super::problem::{ApiProblem, Wrong};
use crate::catalogue::t;
use crate::state::WebState;

/// As of which moment something is asked.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct MomentAsked {
    /// The moment as of which it is asked, with its offset; now where nothing is said. What was recorded later is left out.
    #[param(value_type = Option<Timestamp>)]
    at: Option<String>,
    /// An entry in place of a moment: just after it was recorded.
    #[param(value_type = Option<Uuid>)]
    entry: Option<String>,
}

impl MomentAsked {
    /// As of an instant.
    pub(crate) fn at(at: Option<String>) -> Self {
        Self { at, entry: None }
    }

    /// The moment.
    pub(crate) fn moment(&self) -> Result<Moment, ApiProblem> {
        let wrong = |name: &str| Wrong::new(name.to_owned(), "not-a-time", t!("api-wrong-query"));
        match (&self.at, &self.entry) {
            (None, None) => Ok(Moment::Now),
            (Some(at), None) => instant(at, "at"),
            (None, Some(entry)) => {
                entry.parse().map(Moment::After).map_err(|_| ApiProblem::Query(wrong("entry")))
            }
            (Some(_), Some(_)) => Err(ApiProblem::Query(wrong("entry"))),
        }
    }
}

fn instant(text: &str, name: &str) -> Result<Moment, ApiProblem> {
    match text {
        "now" => Ok(Moment::Now),
        at => at
            .parse()
            .map(Moment::At)
            .map_err(|_| ApiProblem::Query(Wrong::new(name.to_owned(), "not-a-time", t!("api-wrong-query")))),
    }
}

/// Which two moments.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct TwoMoments {
    /// The one moment, with its offset.
    #[param(value_type = Timestamp)]
    from: String,
    /// The other; now where nothing is said.
    #[param(value_type = Option<Timestamp>)]
    to: Option<String>,
}

/// Two moments of a case.
#[derive(Serialize, ToSchema)]
pub(crate) struct Compared {
    /// The earlier moment.
    from: Timestamp,
    /// The later moment.
    to: Timestamp,
    /// What was recorded in between, in the order recorded; messages and acknowledgements only beside something else.
    recorded: Vec<Step>,
    /// How many messages and acknowledgements were recorded in between.
    messages_recorded: usize,
    /// What differs.
    changes: Vec<Changed>,
}

/// What was recorded at one instant.
#[derive(Serialize, ToSchema)]
pub(crate) struct Step {
    /// When.
    recorded_at: Timestamp,
    /// By whom.
    by: By,
    /// The entries.
    entries: Vec<StepItem>,
}

/// One entry of a step.
#[derive(Serialize, ToSchema)]
pub(crate) struct StepItem {
    /// The entry.
    entry: Uuid,
    /// Its word; of a correction, the word of what it corrects.
    word: String,
    /// When it happened, as first said.
    happened_at: Timestamp,
    /// The entry that it corrects.
    corrects: Option<Uuid>,
    /// Whether what it said has been disposed of.
    disposed: bool,
}

/// One thing that differs.
#[derive(Serialize, ToSchema)]
pub(crate) struct Changed {
    /// What: `grade`, `standing`, `holder`, `last_seen`, `report`, `information`, `marker`, `duty`, `task`
    /// or `messages`.
    matter: &'static str,
    /// Which of several: an agency, an entry, an answer of the report, or a duty as `pack/duty/of/sequence`.
    of: Option<String>,
    /// At the earlier moment; null where it was not there.
    #[schema(value_type = Object)]
    was: Value,
    /// At the later moment; null where it is not there.
    #[schema(value_type = Object)]
    is: Value,
}

impl Known<'_> {
    fn step(self, step: &RecordedStep) -> Step {
        Step {
            recorded_at: step.recorded_at,
            by: self.by(&step.actor),
            entries: step
                .entries
                .iter()
                .map(|entry| StepItem {
                    entry: entry.entry.0,
                    word: entry.word.clone(),
                    happened_at: entry.happened_at,
                    corrects: match entry.kind {
                        StepKind::Corrects(corrected) => Some(corrected.0),
                        StepKind::Added | StepKind::Disposed => None,
                    },
                    disposed: entry.kind == StepKind::Disposed,
                })
                .collect(),
        }
    }
}

fn changed(change: &Change) -> Vec<Changed> {
    let one = |matter, of: Option<String>, was: Value, is: Value| vec![Changed { matter, of, was, is }];
    match change {
        Change::Grade(grade) => one(
            "grade",
            None,
            json!(grade.was.map(|grade| grade.word())),
            json!(grade.is.map(|grade| grade.word())),
        ),
        Change::Standing(standing) => {
            one("standing", None, json!(standing.was.word()), json!(standing.is.word()))
        }
        Change::Holder { agency, who } => {
            let account =
                |side: &Option<domain::ledger::Actor>| json!(side.as_ref().map(|who| who.account.0));
            one("holder", Some(agency.to_string()), account(&who.was), account(&who.is))
        }
        Change::LastSeen(place) => one("last_seen", None, json!(place.was), json!(place.is)),
        Change::Report(report) => answers(report),
        Change::Duty { pack, duty, state } => {
            let sequence = duty.sequence.map(|number| number.to_string()).unwrap_or_default();
            let of = [pack.as_str(), &duty.duty, duty.of.as_deref().unwrap_or_default(), &sequence].join("/");
            let word = |state: Option<domain::protocol::duty::State>| json!(state.map(|state| state.name()));
            one("duty", Some(of), word(state.was), word(state.is))
        }
        Change::Task { task, stands, .. } => {
            one("task", Some(task.to_string()), task_json(stands.was.as_ref()), task_json(stands.is.as_ref()))
        }
        Change::Messages(stand) => one("messages", None, messages_json(&stand.was), messages_json(&stand.is)),
        Change::Information { entry, said } => {
            one("information", Some(entry.to_string()), heard_json(&said.was), heard_json(&said.is))
        }
        Change::Marker { marker, held } => {
            let word = |side: &Option<domain::person::Marker>| {
                json!(side.as_ref().map(|marker| marker.marker.word()))
            };
            one("marker", Some(marker.to_string()), word(&held.was), word(&held.is))
        }
    }
}

fn task_json(stands: Option<&TaskStands>) -> Value {
    match stands {
        None => Value::Null,
        Some(stands) => {
            json!({"role": stands.role, "outcome": stands.outcome.map(|outcome| outcome.word())})
        }
    }
}

fn heard_json(heard: &Option<Box<Heard>>) -> Value {
    let Some(heard) = heard else { return Value::Null };
    let said = &heard.information;
    json!({"place": heard.place, "what": said.what, "source": said.source,
        "reliability": said.reliability.map(|word| word.word()),
        "credibility": said.credibility.map(|word| word.word())})
}

fn messages_json(stand: &MessagesStand) -> Value {
    let MessagesStand { sent, waiting, waiting_for } = stand;
    json!({"sent": sent, "waiting": waiting, "waiting_for": waiting_for})
}

/// What differs in the report, answer by answer.
fn answers(report: &Was<domain::episode::Report>) -> Vec<Changed> {
    let written = |report| serde_json::to_value(report).unwrap_or_default();
    let (was, is): (Value, Value) = (written(&report.was), written(&report.is));
    let mut names: Vec<&String> =
        [&was, &is].into_iter().filter_map(Value::as_object).flat_map(|answers| answers.keys()).collect();
    names.sort_unstable();
    names.dedup();
    names
        .into_iter()
        .filter(|name| was.get(*name) != is.get(*name))
        .map(|name| Changed {
            matter: "report",
            of: Some(name.clone()),
            was: was.get(name).cloned().unwrap_or_default(),
            is: is.get(name).cloned().unwrap_or_default(),
        })
        .collect()
}

/// Two moments compared
///
/// What was recorded between two moments, and what that changed. The readings are logged with their moments.
#[utoipa::path(
    get, path = "/api/v1/episodes/{id}/compare", operation_id = "compare", tag = "episodes",
    params(("id" = Uuid, Path, description = "The episode."), TwoMoments),
    responses((status = 200, description = "What differs.", body = Compared)),
)]
pub(crate) async fn compare(
    State(state): State<WebState>,
    caller: Caller,
    Path(id): Path<String>,
    Asked(asked): Asked<TwoMoments>,
) -> Result<Json<Compared>, ApiProblem> {
    let to = asked.to.as_deref().map_or(Ok(Moment::Now), |to| instant(to, "to"))?;
    let moments = (instant(&asked.from, "from")?, to);
    let comparison = state.app.compare_episode(&caller, episode(&id)?, moments).await?;
    let known = Known { actors: &comparison.actors, agencies: &comparison.later.agencies };
    Ok(Json(Compared {
        from: comparison.earlier.now,
        to: comparison.later.now,
        recorded: comparison.between.iter().map(|step| known.step(step)).collect(),
        messages_recorded: comparison.messages_between,
        changes: comparison.changes.iter().flat_map(changed).collect(),
    }))
}

/// Who had seen a case.
#[derive(Serialize, ToSchema)]
pub(crate) struct Seen {
    /// Whoever had opened it, the latest first.
    readers: Vec<SeenByReader>,
    /// The moment by which.
    by: Timestamp,
}

/// Somebody who had opened it.
#[derive(Serialize, ToSchema)]
pub(crate) struct SeenByReader {
    /// Who.
    who: By,
    /// When they first opened it.
    first_at: Timestamp,
    /// When they last did.
    last_at: Timestamp,
    /// How often.
    times: i64,
    /// What others had recorded since they last looked.
    had_not_seen: Vec<Step>,
}

/// Who had seen it
///
/// Who had opened the case by a moment, and what each had not seen. Asking is itself logged.
#[utoipa::path(
    get, path = "/api/v1/episodes/{id}/seen", operation_id = "seen", tag = "episodes",
    params(("id" = Uuid, Path, description = "The episode."), MomentAsked),
    responses((status = 200, description = "Who had opened it.", body = Seen)),
)]
pub(crate) async fn seen(
    State(state): State<WebState>,
    caller: Caller,
    Path(id): Path<String>,
    Asked(asked): Asked<MomentAsked>,
) -> Result<Json<Seen>, ApiProblem> {
    let seen = state.app.episode_seen_by(&caller, episode(&id)?, asked.moment()?).await?;
    let known = Known { actors: &seen.actors, agencies: &seen.view.agencies };
    let readers = seen.readers.iter().map(|of| SeenByReader {
        who: known.by(&of.reader.actor),
        first_at: of.reader.first_at,
        last_at: of.reader.last_at,
        times: of.reader.times,
        had_not_seen: of.had_not_seen.iter().map(|step| known.step(step)).collect(),
    });
    Ok(Json(Seen { readers: readers.collect(), by: seen.view.now }))
}
