//! Papers: the briefing of a case as a page, and the papers that are taken out of the system. What is taken out of a case
//! is recorded in it.

pub(crate) mod kept;
pub(crate) mod made;
mod view;

use app::{IdempotencyKey, Moment, Trouble};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use domain::episode::DocumentKind;
use domain::ids::EpisodeId;

use crate::forms::Posted;
use crate::pages::moment::{MomentAsked, nothing_then};
use crate::papers::{self, Maker};
use crate::problem::Problem;
use crate::router::{Route, act, page};
use crate::session::Visitor;
use crate::state::WebState;
use crate::views::scene::{RoleNames, Scene};

use made::{File, set, take_out};
use view::BriefingPage;

/// The routes of papers.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        page("/episodes/{id}/briefing", show_briefing),
        act("/episodes/{id}/briefing.pdf", take_briefing),
        act("/episodes/{id}/national-referral.pdf", take_national_referral),
        page("/paper/live-cases.pdf", live_cases),
        page("/paper/report-form.pdf", report_form),
    ]
}

async fn show_briefing(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<MomentAsked>,
) -> Result<Response, Problem> {
    let id: EpisodeId = id.parse().map_err(|_| Problem::NotFound)?;
    let home = format!("/episodes/{id}");
    let moment = asked.moment()?;
    let case = match state.app.case_for_paper(&visitor, id, DocumentKind::Briefing, moment).await {
        Err(Trouble::NotThen(why)) => return Ok(nothing_then(&state, &visitor, &home, why)),
        answered => answered?,
    };
    let page = BriefingPage {
        sheet: papers::briefing(&state.app, &case, Maker::Somebody(&visitor)),
        scene: Scene::of_episode(&case.view, RoleNames::of_app(&state.app)),
        may_refer: case.papers.contains(&DocumentKind::NationalReferral),
        key: IdempotencyKey::fresh().as_str().to_owned(),
        referral_key: IdempotencyKey::fresh().as_str().to_owned(),
        signed_in: visitor.shown(),
    };
    Ok(page.render().into_response())
}

async fn take_briefing(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<MomentAsked>,
    posted: Posted,
) -> Result<Response, Problem> {
    take(&state, &visitor, &id, (DocumentKind::Briefing, asked.moment()?), &posted).await
}

async fn take_national_referral(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<MomentAsked>,
    posted: Posted,
) -> Result<Response, Problem> {
    take(&state, &visitor, &id, (DocumentKind::NationalReferral, asked.moment()?), &posted).await
}

async fn take(
    state: &WebState,
    visitor: &Visitor,
    id: &str,
    what: (DocumentKind, Moment),
    posted: &Posted,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    let key = IdempotencyKey::parse(posted.idempotency_key()).unwrap_or_else(IdempotencyKey::fresh);
    match take_out(state, visitor, id, what, &key).await {
        // Pressed again after the case went on: an old page gives no old paper; a new one leaves and is recorded.
        Err(Problem::KeyUsedBefore) => {
            Ok(take_out(state, visitor, id, what, &IdempotencyKey::fresh()).await?.into_response())
        }
        taken => Ok(taken?.into_response()),
    }
}

async fn live_cases(State(state): State<WebState>, visitor: Visitor) -> Result<Response, Problem> {
    let cases = state.app.live_cases(&visitor).await?;
    let sheet = papers::live_cases(&state.app, &cases, Maker::Somebody(&visitor));
    Ok(File { name: "live-cases.pdf", pdf: set(&state, sheet).await? }.into_response())
}

async fn report_form(State(state): State<WebState>, visitor: Visitor) -> Result<Response, Problem> {
    let sheet = papers::report_form(&state.app, Maker::Somebody(&visitor));
    Ok(File { name: "report-form.pdf", pdf: set(&state, sheet).await? }.into_response())
}
