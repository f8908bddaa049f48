//! The page of a home: who lives there and where they are, for whoever is on duty, on a telephone, in under a minute.
//! Nothing here decides: what is late, missing or back is `app`'s to say, and only police end a search.

mod forms;
mod missing;
mod next;
#[cfg(test)]
pub(crate) mod samples;
mod view;

use app::Trouble;
use app::cases::{Act, IdempotencyKey, Recording, RecordingOnPerson, Seen};
use app::home::{GoneAgain, Resident, Whereabouts};
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{episode::EpisodeEvent, ids::PersonId, person::PersonEvent};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use crate::{
    acts::words,
    catalogue::t,
    components::FormErrors,
    forms::Posted,
    problem::Problem,
    router::{Route, act, page},
    session::Visitor,
    state::WebState,
    views::scene::RoleNames,
};

pub(crate) use forms::{Asks, FormPage};
pub(crate) use view::{HomePage, SocialCare, numbers};

/// The hidden field in which a script says when the button was pressed.
const PRESSED_AT: &str = "pressed_at";

/// For how long a page may have kept something that could not be sent: a night without signal.
const KEPT_AT_MOST: SignedDuration = SignedDuration::from_hours(12);

/// The routes of this page.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        page("/home", show),
        page("/home/{id}/late", show_late),
        act("/home/{id}/late", late),
        page("/home/{id}/missing", missing::show),
        act("/home/{id}/missing", missing::report),
        page("/home/{id}/back", show_back),
        act("/home/{id}/back", back),
        page("/home/{id}/log-number", show_log_number),
        act("/home/{id}/log-number", log_number),
        act("/home/{id}/gone-again", gone_again),
    ]
}

/// What was recorded just before, by its word.
#[derive(Debug, Default, Deserialize)]
struct After {
    #[serde(default)]
    recorded: String,
}

async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(after): Query<After>,
) -> Result<Response, Problem> {
    let home = state.app.home(&visitor).await?;
    let page = HomePage {
        home,
        signed_in: visitor.shown(),
        social_care: SocialCare::now(&state),
        roles: RoleNames::of_app(&state.app),
        key: IdempotencyKey::fresh().as_str().to_owned(),
        recorded: after.recorded,
    };
    Ok(page.render().into_response())
}

async fn show_late(state: State<WebState>, visitor: Visitor, id: Path<String>) -> Result<Response, Problem> {
    asked(&state, &visitor, &id, Asks::Late).await
}

async fn show_back(state: State<WebState>, visitor: Visitor, id: Path<String>) -> Result<Response, Problem> {
    asked(&state, &visitor, &id, Asks::Back).await
}

async fn show_log_number(
    state: State<WebState>,
    visitor: Visitor,
    id: Path<String>,
) -> Result<Response, Problem> {
    asked(&state, &visitor, &id, Asks::LogNumber).await
}

async fn asked(state: &WebState, visitor: &Visitor, id: &str, asks: Asks) -> Result<Response, Problem> {
    let resident = resident(state, visitor, id).await?;
    if !asks.fits(&resident.whereabouts) {
        return Ok(Redirect::to("/home").into_response());
    }
    let page = FormPage {
        social_care: SocialCare::now(state),
        ..FormPage::empty(asks, resident, visitor.shown(), state.now())
    };
    Ok(page.render().into_response())
}

async fn late(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let resident = resident(&state, &visitor, &id).await?;
    let (expected_at, mut errors) = forms::expected(posted.get("expected"), state.now());
    let note = forms::note_with_checks(&posted);
    if note.is_empty() {
        errors.add("note", t!("home-note-missing"));
    }
    if !errors.is_empty() {
        return Ok(again(Asks::Late, resident, &visitor, &state, &posted, errors));
    }
    let event = PersonEvent::LateNoted { expected_at, note };
    let done = on_person(&state, &visitor, &resident, &posted, event).await;
    outcome(done, "late_noted", Asks::Late, resident, &visitor, &state, &posted)
}

/// Somebody is back: of whom was only late that is all; of whom was reported missing police still have to hear and see.
async fn back(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let resident = resident(&state, &visitor, &id).await?;
    let place = posted.get("place").trim().to_owned();
    let mut errors = FormErrors::none();
    if place.is_empty() {
        errors.add("place", t!("home-place-missing"));
        return Ok(again(Asks::Back, resident, &visitor, &state, &posted, errors));
    }
    let (done, word) = match &resident.whereabouts {
        Whereabouts::Missing(missing) => {
            let by = format!("{}, {}", visitor.name, visitor.agency.name);
            let recording = Recording {
                episode: missing.episode,
                act: Act::Episode(EpisodeEvent::ReturnReported { by, place }),
                happened_at: pressed_at(&posted, state.now()),
                seen: Seen::UpTo(resident.version),
                key: key_of(&posted),
            };
            (state.app.record(&visitor, recording).await.map(|_| ()), "return_reported")
        }
        Whereabouts::Late { .. } => {
            let event = PersonEvent::LateEnded { note: place };
            (on_person(&state, &visitor, &resident, &posted, event).await, "late_ended")
        }
        Whereabouts::Here | Whereabouts::WithPolice | Whereabouts::Back { .. } => (Ok(()), "late_ended"),
    };
    outcome(done, word, Asks::Back, resident, &visitor, &state, &posted)
}

async fn log_number(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let resident = resident(&state, &visitor, &id).await?;
    let number = posted.get("number").trim().to_owned();
    let mut errors = FormErrors::none();
    let Whereabouts::Missing(missing) = &resident.whereabouts else {
        errors.add("", t!("home-number-of-no-case"));
        return Ok(again(Asks::LogNumber, resident, &visitor, &state, &posted, errors));
    };
    if number.is_empty() {
        errors.add("number", t!("home-number-missing"));
        return Ok(again(Asks::LogNumber, resident, &visitor, &state, &posted, errors));
    }
    let recording = Recording {
        episode: missing.episode,
        act: Act::Episode(EpisodeEvent::LogNumberRecorded { number }),
        happened_at: pressed_at(&posted, state.now()),
        seen: Seen::UpTo(resident.version),
        key: key_of(&posted),
    };
    let done = state.app.record(&visitor, recording).await.map(|_| ());
    outcome(done, "log_number_recorded", Asks::LogNumber, resident, &visitor, &state, &posted)
}

/// Gone again before police came. Where nobody says any more that they are back, the page shows how it stands.
async fn gone_again(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let resident = resident(&state, &visitor, &id).await?;
    let home = visitor.agency.name.as_str();
    let what = match &resident.whereabouts {
        Whereabouts::Missing(missing) => missing.said_back.map_or_else(
            || t!("home-gone", "home" => home),
            |at| t!("home-gone-since", "home" => home, "time" => crate::catalogue::clock_time(at)),
        ),
        Whereabouts::Here | Whereabouts::Late { .. } | Whereabouts::WithPolice | Whereabouts::Back { .. } => {
            return Ok(missing_anew(resident, &visitor, &state, &posted));
        }
    };
    let gone = GoneAgain {
        what,
        source: format!("{}, {home}", visitor.name),
        happened_at: pressed_at(&posted, state.now()),
        key: key_of(&posted),
    };
    match state.app.gone_again(&visitor, resident.person, gone).await {
        Ok(()) => Ok(recorded("gone_again", resident.person)),
        // A colleague was faster and has said it, or police have seen them meanwhile.
        Err(Trouble::Refused(_) | Trouble::Clash(_)) => {
            let now = self::resident(&state, &visitor, &id).await?;
            if matches!(now.whereabouts, Whereabouts::Missing(_)) {
                return Ok(Redirect::to("/home").into_response());
            }
            Ok(missing_anew(now, &visitor, &state, &posted))
        }
        Err(trouble) => Err(trouble.into()),
    }
}

/// The case that the home meant is over: nobody was told. What they are asked for is a report.
fn missing_anew(resident: Resident, visitor: &Visitor, state: &WebState, posted: &Posted) -> Response {
    let mut errors = FormErrors::none();
    errors.add("", t!("home-gone-is-new"));
    again(Asks::Missing, resident, visitor, state, posted, errors)
}

async fn on_person(
    state: &WebState,
    visitor: &Visitor,
    resident: &Resident,
    posted: &Posted,
    event: PersonEvent,
) -> Result<(), Trouble> {
    let recording = RecordingOnPerson {
        person: resident.person,
        act: Act::Person(event),
        happened_at: pressed_at(posted, state.now()),
        seen: Seen::UpTo(resident.version),
        key: key_of(posted),
    };
    state.app.record_on_person(visitor, recording).await.map(|_| ())
}

/// Back to the home where it was recorded; the form again with what was typed where it was not.
fn outcome(
    done: Result<(), Trouble>,
    word: &str,
    asks: Asks,
    resident: Resident,
    visitor: &Visitor,
    state: &WebState,
    posted: &Posted,
) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(recorded(word, resident.person)),
        Err(Trouble::Refused(refusal)) => {
            let mut errors = FormErrors::none();
            errors.add("", words::refusal(None, &refusal));
            Ok(again(asks, resident, visitor, state, posted, errors))
        }
        Err(Trouble::Clash(_)) => {
            let mut errors = FormErrors::none();
            errors.add("", t!("home-clash"));
            Ok(again(asks, resident, visitor, state, posted, errors))
        }
        Err(trouble) => Err(trouble.into()),
    }
}

fn recorded(word: &str, person: PersonId) -> Response {
    Redirect::to(&format!("/home?recorded={word}#child-{person}")).into_response()
}

fn again(
    asks: Asks,
    resident: Resident,
    visitor: &Visitor,
    state: &WebState,
    posted: &Posted,
    errors: FormErrors,
) -> Response {
    let page = FormPage {
        values: posted.clone(),
        errors,
        social_care: SocialCare::now(state),
        ..FormPage::empty(asks, resident, visitor.shown(), state.now())
    };
    (StatusCode::UNPROCESSABLE_ENTITY, page.render()).into_response()
}

/// Whom a form of the page is about. Of whom police have something to tell first, nothing is asked and nothing recorded here.
async fn resident(state: &WebState, visitor: &Visitor, id: &str) -> Result<Resident, Problem> {
    let id: PersonId = id.parse().map_err(|_| Problem::NotFound)?;
    let resident = state.app.resident_of_home(visitor, id).await?;
    if matches!(resident.whereabouts, Whereabouts::WithPolice) {
        return Err(Problem::WithPolice { log_number: String::new() });
    }
    Ok(resident)
}

/// When the button was pressed, where there was no connection and it was sent later; nothing where it was sent at once.
fn pressed_at(posted: &Posted, now: Timestamp) -> Option<Timestamp> {
    let pressed: Timestamp = posted.get(PRESSED_AT).parse().ok()?;
    (pressed <= now && now - KEPT_AT_MOST <= pressed).then_some(pressed)
}

fn key_of(posted: &Posted) -> IdempotencyKey {
    IdempotencyKey::parse(posted.idempotency_key()).unwrap_or_else(IdempotencyKey::fresh)
}
