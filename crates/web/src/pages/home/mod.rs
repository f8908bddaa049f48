//! The page of a home: who lives there and where they are, for whoever is on duty, on a telephone, in under a minute.
//! Nothing here decides: what is late, missing or back is `app`'s to say, and only police end a search.

mod at_home;
mod forms;
mod later;
mod missing;
mod next;
#[cfg(test)]
pub(crate) mod samples;
mod unsent;
mod view;

use app::Trouble;
use app::cases::IdempotencyKey;
use app::home::{GoneAgain, Whereabouts};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{episode::EpisodeEvent, person::PersonEvent};
use serde::Deserialize;

use crate::{
    catalogue::{clock_time, t},
    problem::Problem,
    router::{Route, act, page},
    session::Visitor,
    state::WebState,
    views::scene::RoleNames,
};

use at_home::AtHome;
pub(crate) use forms::Asks;
#[cfg(test)]
pub(crate) use forms::FormPage;
pub(crate) use later::SentLater;
pub(crate) use view::{HomePage, SocialCare, numbers};

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

/// What was recorded just before, by its word, and of whom; and when it was pressed and came in, where those are apart.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct After {
    recorded: String,
    child: String,
    pressed: String,
    reached: String,
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
        sent_later: SentLater::in_query(&after.pressed, &after.reached),
        recorded: after.recorded,
        recorded_of: after.child.parse().ok(),
    };
    Ok(page.render().into_response())
}

async fn show_late(at: AtHome) -> Response {
    at.asked(Asks::Late)
}

async fn show_back(at: AtHome) -> Response {
    at.asked(Asks::Back)
}

async fn show_log_number(at: AtHome) -> Response {
    at.asked(Asks::LogNumber)
}

async fn late(at: AtHome) -> Result<Response, Problem> {
    let mut errors = forms::too_long(Asks::Late, &at.posted);
    let expected_at = forms::expected(at.posted.get("expected"), at.state.now(), &mut errors);
    let note = forms::note_with_checks(&at.posted);
    if note.is_empty() {
        errors.add("note", t!("home-note-missing"));
    }
    if !errors.is_empty() {
        return Ok(at.again(Asks::Late, errors));
    }
    let done = at.on_person(PersonEvent::LateNoted { expected_at, note }).await;
    at.outcome(done, "late_noted", Asks::Late)
}

/// Somebody is back: of whom was only late that is all; of whom was reported missing police still have to hear and see.
async fn back(at: AtHome) -> Result<Response, Problem> {
    let place = at.posted.get("place").trim().to_owned();
    let mut errors = forms::too_long(Asks::Back, &at.posted);
    if place.is_empty() {
        errors.add("place", t!("home-place-missing"));
    }
    if !errors.is_empty() {
        return Ok(at.again(Asks::Back, errors));
    }
    let (done, word) = match &at.resident.whereabouts {
        Whereabouts::Missing(missing) => {
            let by = format!("{}, {}", at.visitor.name, at.visitor.agency.name);
            let said = EpisodeEvent::ReturnReported { by, place };
            (at.on_episode(missing.episode, said).await, "return_reported")
        }
        Whereabouts::Late { .. } => {
            (at.on_person(PersonEvent::LateEnded { note: place }).await, "late_ended")
        }
        Whereabouts::Here | Whereabouts::WithPolice | Whereabouts::Back { .. } => (Ok(()), "late_ended"),
    };
    at.outcome(done, word, Asks::Back)
}

async fn log_number(at: AtHome) -> Result<Response, Problem> {
    let number = at.posted.get("number").trim().to_owned();
    let Whereabouts::Missing(missing) = &at.resident.whereabouts else {
        return Ok(at.again_because(Asks::LogNumber, t!("home-number-of-no-case")));
    };
    let mut errors = forms::too_long(Asks::LogNumber, &at.posted);
    if number.is_empty() {
        errors.add("number", t!("home-number-missing"));
    }
    if !errors.is_empty() {
        return Ok(at.again(Asks::LogNumber, errors));
    }
    let done = at.on_episode(missing.episode, EpisodeEvent::LogNumberRecorded { number }).await;
    at.outcome(done, "log_number_recorded", Asks::LogNumber)
}

/// Gone again before police came. Where nobody says any more that they are back, the page shows how it stands.
async fn gone_again(at: AtHome) -> Result<Response, Problem> {
    let home = at.visitor.agency.name.as_str();
    let what = match &at.resident.whereabouts {
        Whereabouts::Missing(missing) => missing.said_back.map_or_else(
            || t!("home-gone", "home" => home),
            |at| t!("home-gone-since", "home" => home, "time" => clock_time(at)),
        ),
        Whereabouts::Here | Whereabouts::Late { .. } | Whereabouts::WithPolice | Whereabouts::Back { .. } => {
            return Ok(missing_anew(at));
        }
    };
    let gone = GoneAgain {
        what,
        source: format!("{}, {home}", at.visitor.name),
        happened_at: at.happened_at(),
        key: at.key(),
    };
    let told = at.state.app.gone_again(&at.visitor, at.resident.person, gone).await;
    match told {
        Ok(()) => Ok(at.recorded("gone_again")),
        // A colleague was faster and has said it, or police have seen them meanwhile.
        Err(Trouble::Refused(_) | Trouble::Clash(_)) => {
            let now = at.read_again().await?;
            if matches!(now.resident.whereabouts, Whereabouts::Missing(_)) {
                return Ok(Redirect::to("/home").into_response());
            }
            Ok(missing_anew(now))
        }
        Err(trouble) => Err(trouble.into()),
    }
}

/// The case that the home meant is over: nobody was told. What they are asked for is a report.
fn missing_anew(at: AtHome) -> Response {
    at.again_because(Asks::Missing, t!("home-gone-is-new"))
}
