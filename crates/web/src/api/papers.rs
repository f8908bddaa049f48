//! Papers: a briefing as data, and the papers that are taken out of the system. What is taken out of a case is recorded in
//! it, by the same function as from its page.

use app::documents::CaseForPaper;
use app::{IdempotencyKey, Moment};
use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use documents::Sheet;
use domain::episode::DocumentKind;

use super::attempt::Key;
use super::body::Asked;
use super::caller::Caller;
use super::episodes::episode;
use super::past::MomentAsked;
use super::problem::ApiProblem;
use crate::pages::documents::made::{File, set, take_out};
use crate::papers::{self, Maker};
use crate::state::WebState;

/// The briefing of a case
///
/// What stands on the sheet, part by part: sections of texts, labelled facts, lists and tables, all in words. The reading
/// is logged.
#[utoipa::path(
    get, path = "/api/v1/episodes/{id}/briefing", operation_id = "briefing", tag = "papers",
    params(("id" = Uuid, Path, description = "The episode."), MomentAsked),
    responses((status = 200, description = "The sheet.", body = Object)),
)]
pub(crate) async fn briefing(
    State(state): State<WebState>,
    caller: Caller,
    Path(id): Path<String>,
    Asked(asked): Asked<MomentAsked>,
) -> Result<Json<Sheet>, ApiProblem> {
    let (id, moment) = (episode(&id)?, asked.moment()?);
    let case: CaseForPaper = state.app.case_for_paper(&caller, id, DocumentKind::Briefing, moment).await?;
    Ok(Json(papers::briefing(&state.app, &case, Maker::Somebody(&caller))))
}

/// Take the briefing out as PDF
///
/// That it was made is recorded in the case. Sent again with its key within minutes, and while nothing else was recorded, the
/// same file is given and nothing more is recorded; later the key is refused, and a new one makes a new file.
#[utoipa::path(
    post, path = "/api/v1/episodes/{id}/briefing.pdf", operation_id = "take_briefing", tag = "papers",
    params(
        ("id" = Uuid, Path, description = "The episode."),
        ("Idempotency-Key" = String, Header, description = "Names this attempt."),
        MomentAsked,
    ),
    responses((status = 200, description = "The file.", content_type = "application/pdf", body = Vec<u8>)),
)]
pub(crate) async fn take_briefing(
    State(state): State<WebState>,
    caller: Caller,
    Path(id): Path<String>,
    Asked(asked): Asked<MomentAsked>,
    Key(key): Key,
) -> Result<Response, ApiProblem> {
    take(&state, &caller, &id, (DocumentKind::Briefing, asked.moment()?), &key).await
}

/// Take the referral to the national unit out as PDF
///
/// For whoever may refer the case. That it was made is recorded in the case; that it was sent is another act.
#[utoipa::path(
    post, path = "/api/v1/episodes/{id}/national-referral.pdf", operation_id = "take_national_referral", tag = "papers",
    params(
        ("id" = Uuid, Path, description = "The episode."),
        ("Idempotency-Key" = String, Header, description = "Names this attempt."),
        MomentAsked,
    ),
    responses((status = 200, description = "The file.", content_type = "application/pdf", body = Vec<u8>)),
)]
pub(crate) async fn take_national_referral(
    State(state): State<WebState>,
    caller: Caller,
    Path(id): Path<String>,
    Asked(asked): Asked<MomentAsked>,
    Key(key): Key,
) -> Result<Response, ApiProblem> {
    take(&state, &caller, &id, (DocumentKind::NationalReferral, asked.moment()?), &key).await
}

async fn take(
    state: &WebState,
    caller: &Caller,
    id: &str,
    what: (DocumentKind, Moment),
    key: &IdempotencyKey,
) -> Result<Response, ApiProblem> {
    Ok(take_out(state, caller, episode(id)?, what, key).await?.into_response())
}

/// The list of live cases as PDF
///
/// Everyone missing whom the caller may see, the highest risk first. The reading is logged.
#[utoipa::path(
    get, path = "/api/v1/paper/live-cases.pdf", operation_id = "paper_live_cases", tag = "papers",
    responses((status = 200, description = "The file.", content_type = "application/pdf", body = Vec<u8>)),
)]
pub(crate) async fn live_cases(
    State(state): State<WebState>,
    caller: Caller,
) -> Result<Response, ApiProblem> {
    let cases = state.app.live_cases(&caller).await?;
    let sheet = papers::live_cases(&state.app, &cases, Maker::Somebody(&caller));
    Ok(File { name: "live-cases.pdf", pdf: set(&state, sheet).await? }.into_response())
}

/// The blank form for a report as PDF
///
/// To take a report on paper when the system is down.
#[utoipa::path(
    get, path = "/api/v1/paper/report-form.pdf", operation_id = "paper_report_form", tag = "papers",
    responses((status = 200, description = "The file.", content_type = "application/pdf", body = Vec<u8>)),
)]
pub(crate) async fn report_form(
    State(state): State<WebState>,
    caller: Caller,
) -> Result<Response, ApiProblem> {
    let sheet = papers::report_form(&state.app, Maker::Somebody(&caller));
    Ok(File { name: "report-form.pdf", pdf: set(&state, sheet).await? }.into_response())
}
