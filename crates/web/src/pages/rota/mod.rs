//! Who is on duty in one's own agency: now, in the next 24 hours, later; whoever leads puts shifts on and takes them off.

#[cfg(test)]
pub(crate) mod samples;
mod view;

use app::IdempotencyKey;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    refusal::Refusal,
    rota::{AgencyEvent, Shift},
    time::london,
};
use jiff::{Timestamp, civil::DateTime};
use maud::Markup;
use serde::Deserialize;

use crate::{
    acts::words,
    catalogue::t,
    components::FormErrors,
    forms::{Posted, address},
    problem::Problem,
    router::{Route, act, page},
    session::Visitor,
    state::WebState,
    views::scene::RoleNames,
};
pub(crate) use view::RotaPage;

/// The routes of this page.
pub(crate) fn routes() -> Vec<Route> {
    vec![page("/rota", show), act("/rota/plan", plan), act("/rota/cancel", cancel)]
}

/// What was done just before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct After {
    done: String,
}

async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(after): Query<After>,
) -> Result<Markup, Problem> {
    drawn(&state, &visitor, after.done, Posted::default(), FormErrors::none()).await
}

async fn plan(State(state): State<WebState>, visitor: Visitor, posted: Posted) -> Result<Response, Problem> {
    match shift(&posted) {
        Ok(shift) => change(&state, &visitor, posted, AgencyEvent::ShiftPlanned(shift), "planned").await,
        Err(errors) => again(&state, &visitor, posted, errors).await,
    }
}

async fn cancel(
    State(state): State<WebState>,
    visitor: Visitor,
    posted: Posted,
) -> Result<Response, Problem> {
    let Ok(shift) = posted.get("shift").parse() else { return Err(Problem::Unreadable) };
    let reason = posted.get("reason").trim().to_owned();
    if reason.is_empty() {
        let mut errors = FormErrors::none();
        errors.add(view::reason_id(shift), t!("rota-error-reason"));
        return again(&state, &visitor, posted, errors).await;
    }
    let cancelled = AgencyEvent::ShiftCancelled { shift, reason };
    change(&state, &visitor, posted, cancelled, "cancelled").await
}

async fn change(
    state: &WebState,
    visitor: &Visitor,
    posted: Posted,
    event: AgencyEvent,
    done: &str,
) -> Result<Response, Problem> {
    let key = IdempotencyKey::parse(posted.idempotency_key()).unwrap_or_else(IdempotencyKey::fresh);
    let mut errors = FormErrors::none();
    match state.app.change_rota(visitor, event, &key).await {
        Ok(_) => return Ok(Redirect::to(&address("/rota", &[("done", done)])).into_response()),
        Err(app::Trouble::Refused(Refusal::NoSuchShift)) => errors.add("until", t!("rota-error-until")),
        Err(app::Trouble::Refused(refusal)) => {
            errors.add(refusal.field().unwrap_or("who"), words::refusal(None, &refusal));
        }
        Err(trouble) => return Err(trouble.into()),
    }
    again(state, visitor, posted, errors).await
}

async fn again(
    state: &WebState,
    visitor: &Visitor,
    posted: Posted,
    errors: FormErrors,
) -> Result<Response, Problem> {
    let page = drawn(state, visitor, String::new(), posted, errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn drawn(
    state: &WebState,
    visitor: &Visitor,
    done: String,
    posted: Posted,
    errors: FormErrors,
) -> Result<Markup, Problem> {
    let page = RotaPage {
        rota: state.app.rota(visitor).await?,
        signed_in: visitor.shown(),
        roles: RoleNames::of_app(&state.app),
        done,
        posted,
        errors,
        key: IdempotencyKey::fresh().as_str().to_owned(),
    };
    Ok(page.render())
}

/// The shift that the form says, or what is wrong with it.
fn shift(posted: &Posted) -> Result<Shift, FormErrors> {
    let mut errors = FormErrors::none();
    let who = posted.get("who").split_once(' ');
    let who = who.and_then(|(account, role)| Some((account.parse().ok()?, role.to_owned())));
    if who.is_none() {
        errors.add("who", t!("rota-error-who"));
    }
    let (from, until) = (moment(posted.get("from")), moment(posted.get("until")));
    if from.is_none() {
        errors.add("from", t!("rota-error-from"));
    }
    if until.is_none() {
        errors.add("until", t!("rota-error-until"));
    }
    match (who, from, until) {
        (Some((account, role)), Some(from), Some(until)) => Ok(Shift { account, role, from, until }),
        (_, _, _) => Err(errors),
    }
}

/// A local time as a browser or a person writes it.
fn moment(text: &str) -> Option<Timestamp> {
    let text = text.trim().replace(' ', "T");
    let local: DateTime = text.parse().ok()?;
    Some(local.to_zoned(london()).ok()?.timestamp())
}
