//! Papers: the briefing of a case as a page, and the papers that are taken out of the system. What is taken out of a case
//! is recorded in it.

pub(crate) mod made;
mod view;

use app::IdempotencyKey;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::episode::DocumentKind;

use crate::forms::Posted;
use crate::papers::{self, Maker};
use crate::problem::Problem;
use crate::router::{Route, act, page};
use crate::session::Visitor;
use crate::state::WebState;

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
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    let case = state.app.case_for_paper(&visitor, id, DocumentKind::Briefing).await?;
    let page = BriefingPage {
        sheet: papers::briefing(&state.app, &case, Maker::Somebody(&visitor)),
        home: format!("/episodes/{id}"),
        may_refer: case.view.may(app::access::Action::ReferredToNationalUnit),
        key: IdempotencyKey::fresh().as_str().to_owned(),
        referral_key: IdempotencyKey::fresh().as_str().to_owned(),
        now: case.view.now,
        signed_in: visitor.shown(),
    };
    Ok(page.render().into_response())
}

async fn take_briefing(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    take(&state, &visitor, &id, DocumentKind::Briefing, &posted).await
}

async fn take_national_referral(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    take(&state, &visitor, &id, DocumentKind::NationalReferral, &posted).await
}

async fn take(
    state: &WebState,
    visitor: &Visitor,
    id: &str,
    document: DocumentKind,
    posted: &Posted,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    let key = IdempotencyKey::parse(posted.idempotency_key()).unwrap_or_else(IdempotencyKey::fresh);
    match take_out(state, visitor, id, document, &key).await {
        // Pressed twice: two files leave, each a moment apart and so with a time of its own, and both are recorded.
        Err(Problem::KeyUsedBefore) => {
            Ok(take_out(state, visitor, id, document, &IdempotencyKey::fresh()).await?.into_response())
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
