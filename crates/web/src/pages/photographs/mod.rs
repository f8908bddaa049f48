//! Photographs of a person: shown, added from a file or a telephone's camera, and given out one by one.

mod read;
#[cfg(test)]
pub(crate) mod samples;
mod view;

use app::Trouble;
use app::cases::IdempotencyKey;
use app::photographs::{NewPhotograph, PHOTOGRAPH_TYPE, PhotographOf, PhotographRefused, PhotographSize};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::ids::PersonId;

use crate::{
    components::FormErrors,
    forms::Posted,
    problem::Problem,
    router::{Route, act, page},
    session::Visitor,
    state::WebState,
    upload::Upload,
    views::scene::{RoleNames, Scene},
};

pub(crate) use read::{Taken, of_the_picture, why_not};
pub(crate) use view::{AddForm, PhotographsPage};

/// The routes of photographs.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        page("/people/{id}/photographs", show),
        act("/people/{id}/photographs", add),
        page("/people/{id}/photographs/{digest}", whole),
        page("/people/{id}/photographs/{digest}/thumbnail", thumbnail),
    ]
}

async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = person(&id)?;
    let page = shown(&state, &visitor, id, &Posted::default(), FormErrors::none()).await?;
    Ok(page.render().into_response())
}

async fn add(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    posted: Posted,
    upload: Upload,
) -> Result<Response, Problem> {
    let id = person(&id)?;
    let errors = added(&state, &visitor, PhotographOf::Person(id), &posted, upload).await?;
    if errors.is_empty() {
        return Ok(Redirect::to(&format!("/people/{id}?recorded=photograph_added")).into_response());
    }
    let page = shown(&state, &visitor, id, &posted, errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page.render()).into_response())
}

/// Adds what a form sent, or says what is wrong with it.
pub(crate) async fn added(
    state: &WebState,
    visitor: &Visitor,
    of: PhotographOf,
    posted: &Posted,
    upload: Upload,
) -> Result<FormErrors, Problem> {
    let (taken, mut errors) = read::taken(posted);
    let file = match upload {
        Upload::File(bytes) => Some(bytes),
        Upload::Nothing => {
            errors.add("photograph", why_not(app::photographs::NoPicture::Nothing));
            None
        }
        Upload::TooLarge => {
            errors.add("photograph", why_not(app::photographs::NoPicture::TooLarge));
            None
        }
    };
    let (Some(file), Some(taken), true) = (file, taken, errors.is_empty()) else { return Ok(errors) };
    let new = NewPhotograph {
        of,
        file: file.to_vec(),
        taken_on: taken.on,
        taken_to: taken.to,
        source: posted.get("source").trim().to_owned(),
        differs: posted.get("differs").trim().to_owned(),
        key: IdempotencyKey::parse(posted.idempotency_key()).unwrap_or_else(IdempotencyKey::fresh),
    };
    match state.app.add_photograph(visitor, new).await {
        Ok(_) => {}
        Err(PhotographRefused::NoPicture(why)) => errors.add("photograph", why_not(why)),
        Err(PhotographRefused::Trouble(Trouble::Refused(refusal))) => {
            let said = crate::acts::words::refusal(Some("photograph_added"), &refusal);
            errors.add(read::leads_to(&refusal), said);
        }
        Err(PhotographRefused::Trouble(trouble)) => return Err(trouble.into()),
    }
    Ok(errors)
}

async fn shown(
    state: &WebState,
    visitor: &Visitor,
    id: PersonId,
    posted: &Posted,
    errors: FormErrors,
) -> Result<PhotographsPage, Problem> {
    let view = state.app.person(visitor, id).await?;
    let scene = Scene::of_person(&view, RoleNames::of_app(&state.app));
    Ok(PhotographsPage {
        scene,
        signed_in: visitor.shown(),
        values: posted.clone(),
        errors,
        key: IdempotencyKey::fresh().as_str().to_owned(),
    })
}

async fn whole(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(asked): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    given_out(&state, &visitor, &asked, &headers, PhotographSize::Whole).await
}

async fn thumbnail(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(asked): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    given_out(&state, &visitor, &asked, &headers, PhotographSize::Thumbnail).await
}

async fn given_out(
    state: &WebState,
    visitor: &Visitor,
    (id, digest): &(String, String),
    headers: &HeaderMap,
    size: PhotographSize,
) -> Result<Response, Problem> {
    let bytes = state.app.photograph_bytes(visitor, person(id)?, digest, size).await?;
    Ok(answer(bytes, digest, headers, size))
}

/// A browser may keep it for this user, and asks each time whether it still may show it: a permit can end.
pub(crate) fn answer(bytes: Vec<u8>, digest: &str, headers: &HeaderMap, size: PhotographSize) -> Response {
    let tag = match size {
        PhotographSize::Whole => format!("\"{digest}\""),
        PhotographSize::Thumbnail => format!("\"{digest}-small\""),
    };
    let keeping = [(header::ETAG, tag.clone()), (header::CACHE_CONTROL, "private, no-cache".to_owned())];
    let known = headers.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    if known.is_some_and(|known| known.split(',').any(|one| one.trim() == tag)) {
        return (StatusCode::NOT_MODIFIED, keeping).into_response();
    }
    (keeping, [(header::CONTENT_TYPE, PHOTOGRAPH_TYPE)], bytes).into_response()
}

fn person(id: &str) -> Result<PersonId, Problem> {
    id.parse().map_err(|_| Problem::NotFound)
}
