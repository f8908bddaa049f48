//! Who lives in the caller's home, and where they are.

use app::home::{Home, LateStanding, Resident, Whereabouts};
use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::caller::Caller;
use super::problem::ApiProblem;
use crate::state::WebState;

/// A home.
#[derive(Serialize, ToSchema)]
pub(crate) struct AtHome {
    /// Everybody who lives there: missing first, then late, then the others, by name.
    residents: Vec<ResidentItem>,
    /// The moment as of which this holds.
    as_of: Timestamp,
}

/// Somebody who lives there.
#[derive(Serialize, ToSchema)]
pub(crate) struct ResidentItem {
    /// Who.
    person: Uuid,
    /// Their name.
    name: String,
    /// `here`, `late`, `missing`, `said_back`, `back`, or `with_police` where police speak with the home in person.
    state: &'static str,
    /// The time missing that runs, or ended not long ago.
    episode: Option<Uuid>,
    /// Since when, or for when expected.
    since: Option<Timestamp>,
    /// Whether somebody who is late may be missing.
    may_be_missing: bool,
    /// The police log number, once somebody has given it.
    log_number: Option<String>,
    /// The version to name in `If-Match` when recording.
    version: i64,
    /// The words of what the caller may do.
    may: Vec<&'static str>,
}

impl From<Home> for AtHome {
    fn from(home: Home) -> Self {
        Self { residents: home.residents.into_iter().map(Into::into).collect(), as_of: home.now }
    }
}

impl From<Resident> for ResidentItem {
    fn from(resident: Resident) -> Self {
        let (state, episode, since, log_number) = match &resident.whereabouts {
            Whereabouts::Here => ("here", None, None, None),
            Whereabouts::WithPolice => ("with_police", None, None, None),
            Whereabouts::Late { late, .. } => ("late", None, late.expected_at.or(Some(late.noted_at)), None),
            Whereabouts::Missing(missing) => {
                let state = if missing.said_back.is_some() { "said_back" } else { "missing" };
                let number = Some(missing.log_number.clone()).filter(|number| !number.is_empty());
                (state, Some(missing.episode.0), Some(missing.since), number)
            }
            Whereabouts::Back { episode, at, .. } => ("back", Some(episode.0), Some(*at), None),
        };
        let may_be_missing =
            matches!(resident.whereabouts, Whereabouts::Late { standing: LateStanding::MayBeMissing, .. });
        Self {
            person: resident.person.0,
            name: resident.name,
            state,
            episode,
            since,
            may_be_missing,
            log_number,
            version: resident.version,
            may: resident.may.iter().map(|action| action.word()).collect(),
        }
    }
}

/// Who lives in one's home
///
/// With where they are. The reading is logged as one list.
#[utoipa::path(
    get, path = "/api/v1/home", operation_id = "home", tag = "lists",
    responses((status = 200, description = "Everybody who lives there.", body = AtHome)),
)]
pub(crate) async fn home(State(state): State<WebState>, caller: Caller) -> Result<Json<AtHome>, ApiProblem> {
    Ok(Json(state.app.home(&caller).await?.into()))
}
