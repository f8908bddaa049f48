//! One person or two: two records picked, held side by side, merged by a decision, and separated again.

mod choice;
mod consequences;
mod deciding;
mod pick;
#[cfg(test)]
pub(crate) mod samples;
mod separation;
mod unidentified;
mod view;
mod weighing;

use app::{
    IdempotencyKey, Trouble,
    merging::{MergeDecided, SeenBoth, SeparationDecided},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{ids::PersonId, merging::Proposal, refusal::Refusal};

use crate::{
    acts::words,
    catalogue::t,
    components::FormErrors,
    forms::{Posted, version_in},
    problem::Problem,
    router::{Route, act, page},
    session::Visitor,
    state::WebState,
    views::scene::{RoleNames, Scene},
};

use consequences::Told;
pub(crate) use deciding::Deciding;
pub(crate) use pick::PickPage;
pub(crate) use separation::SeparationPage;
pub(crate) use view::ComparisonPage;

/// The routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        page("/people/{id}/merge", pick),
        act("/people/{id}/merge", search),
        page("/people/{id}/merge/{other}", compare),
        act("/people/{id}/merge/{other}", merge),
        page("/people/{id}/separate/{other}", ask_to_separate),
        act("/people/{id}/separate/{other}", separate),
    ]
}

/// The name under which the version of the other record is sent.
const OTHER_VERSION: &str = "other_version";

async fn pick(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    Ok(picking(&state, &visitor, person(&id)?, String::new()).await?.render().into_response())
}

/// A name is sent in the body, for an address would be kept in histories and logs; the id of a record leads straight to it.
async fn search(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let id = person(&id)?;
    let typed = posted.get("q").trim().to_owned();
    if let Ok(other) = typed.parse::<PersonId>() {
        return Ok(Redirect::to(&format!("/people/{id}/merge/{other}")).into_response());
    }
    Ok(picking(&state, &visitor, id, typed).await?.render().into_response())
}

async fn picking(
    state: &WebState,
    visitor: &Visitor,
    id: PersonId,
    typed: String,
) -> Result<PickPage, Problem> {
    let view = state.app.person(visitor, id).await?;
    if !view.may(app::Action::RecordsMerged) {
        return Err(Problem::Denied { action: app::Action::RecordsMerged.word(), policy: None });
    }
    let found = match typed.as_str() {
        "" => None,
        name => Some(state.app.search_people(visitor, name).await?),
    };
    let found = found.map(|hits| hits.into_iter().filter(|hit| hit.row.person != view.person_id).collect());
    let scene = Scene::of_person(&view, RoleNames::of_app(&state.app));
    Ok(PickPage { scene, signed_in: visitor.shown(), typed, found })
}

async fn compare(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, other)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let both = (person(&id)?, person(&other)?);
    let page = compared(&state, &visitor, both, Deciding::begun(&visitor)).await?;
    Ok(page.render().into_response())
}

async fn merge(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, other)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let (here, there) = (person(&id)?, person(&other)?);
    let key = IdempotencyKey::parse(posted.idempotency_key()).unwrap_or_else(IdempotencyKey::fresh);
    let now = state.app.compare_records(&visitor, here, there).await;
    let details = match &now {
        Ok(comparison) => {
            let (here, there) = (&comparison.here.person.details, &comparison.there.person.details);
            choice::chosen(&posted, here, there)
        }
        // Sent again after it was done: the first sending is answered.
        Err(Trouble::Refused(Refusal::SameRecord)) => return Ok(onto(here)),
        Err(_) => return Err(now.err().map_or(Problem::NotFound, Problem::from)),
    };
    let seen = SeenBoth {
        here: posted.seen_version().ok_or(Problem::Unreadable)?,
        there: version_in(posted.get(OTHER_VERSION)).ok_or(Problem::Unreadable)?,
    };
    let proposal = Proposal {
        details,
        goes_on_in: posted.get("goes_on_in").parse().ok(),
        reason: posted.get("reason").trim().to_owned(),
    };
    let decided = MergeDecided { here, there, seen, proposal, key };
    let (errors, since) = match state.app.merge_records(&visitor, decided).await {
        Ok(merged) => return Ok(onto(merged.survivor)),
        Err(Trouble::Refused(refusal)) => (wrong(&refusal), None),
        Err(Trouble::Clash(clash)) => (FormErrors::none(), Some(clash)),
        Err(trouble) => return Err(trouble.into()),
    };
    let status = if since.is_some() { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    let deciding = Deciding::again(&visitor, posted, errors, since);
    let page = compared(&state, &visitor, (here, there), deciding).await?;
    Ok((status, page.render()).into_response())
}

/// The page of the record that goes on, which says what was done.
fn onto(survivor: PersonId) -> Response {
    Redirect::to(&format!("/people/{survivor}?recorded=record_absorbed")).into_response()
}

fn wrong(refusal: &Refusal) -> FormErrors {
    let mut errors = FormErrors::none();
    let message = if let Refusal::AnswerMissing { field: "goes_on_in" } = refusal {
        t!("merge-goes-on-missing")
    } else if let Refusal::AnswerMissing { field: "reason" } = refusal {
        t!("merge-reason-missing")
    } else {
        words::refusal(None, refusal)
    };
    errors.add(refusal.field().unwrap_or("reason"), message);
    errors
}

async fn compared(
    state: &WebState,
    visitor: &Visitor,
    (here, there): (PersonId, PersonId),
    deciding: Deciding,
) -> Result<ComparisonPage, Problem> {
    let comparison = state.app.compare_records(visitor, here, there).await?;
    Ok(ComparisonPage { told: Told::of(state, &comparison.consequences), comparison, deciding })
}

async fn ask_to_separate(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, other)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let both = (person(&id)?, person(&other)?);
    let page = apart(&state, &visitor, both, Deciding::begun(&visitor)).await?;
    Ok(page.render().into_response())
}

async fn separate(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, other)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let both = (person(&id)?, person(&other)?);
    let decided = SeparationDecided {
        person: both.0,
        other: both.1,
        seen: posted.seen_version().ok_or(Problem::Unreadable)?,
        reason: posted.get("reason").trim().to_owned(),
        key: IdempotencyKey::parse(posted.idempotency_key()).unwrap_or_else(IdempotencyKey::fresh),
    };
    let (errors, since) = match state.app.separate_records(&visitor, decided).await {
        Ok(separated) => {
            let to = format!("/people/{}?recorded=record_separated", separated.survivor);
            return Ok(Redirect::to(&to).into_response());
        }
        Err(Trouble::Refused(refusal)) => (wrong(&refusal), None),
        Err(Trouble::Clash(clash)) => (FormErrors::none(), Some(clash)),
        Err(trouble) => return Err(trouble.into()),
    };
    let status = if since.is_some() { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    let deciding = Deciding::again(&visitor, posted, errors, since);
    let page = apart(&state, &visitor, both, deciding).await?;
    Ok((status, page.render()).into_response())
}

async fn apart(
    state: &WebState,
    visitor: &Visitor,
    (person, other): (PersonId, PersonId),
    deciding: Deciding,
) -> Result<SeparationPage, Problem> {
    let separation = state.app.separation_of(visitor, person, other).await?;
    Ok(SeparationPage { told: Told::of(state, &separation.consequences), separation, deciding })
}

fn person(id: &str) -> Result<PersonId, Problem> {
    id.parse().map_err(|_| Problem::NotFound)
}
