//! One's own account: another password, and the sessions that run.

mod view;

use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::accounts::refused;
use crate::{
    catalogue::t,
    components::FormErrors,
    forms::Posted,
    problem::Problem,
    router::{Route, act, page},
    session::{self, Visitor},
    state::WebState,
};

pub(crate) use view::AccountPage;

/// The routes of this page.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        page("/account", show),
        act("/account/password", change_password),
        act("/account/sessions/end", end_session),
    ]
}

/// What was done just before.
#[derive(Debug, Default, Deserialize)]
struct After {
    #[serde(default)]
    done: String,
}

async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(after): Query<After>,
) -> Result<Response, Problem> {
    let page = own(&state, &visitor, FormErrors::none(), after.done).await?;
    Ok(page.render().into_response())
}

async fn own(
    state: &WebState,
    visitor: &Visitor,
    errors: FormErrors,
    done: String,
) -> Result<AccountPage, Problem> {
    Ok(AccountPage {
        now: state.now(),
        signed_in: visitor.shown(),
        username: visitor.username.clone(),
        password: visitor.password,
        sessions: state.app.own_sessions(visitor).await?,
        errors,
        done,
    })
}

async fn change_password(
    State(state): State<WebState>,
    visitor: Visitor,
    posted: Posted,
) -> Result<Response, Problem> {
    let (old, new, again) = (posted.get("old"), posted.get("new"), posted.get("again"));
    let mut errors = FormErrors::none();
    if new != again {
        errors.add("again", t!("account-passwords-differ"));
    } else {
        match state.app.change_password(&visitor, old, new).await {
            Ok(()) => {
                let mut response = Redirect::to("/sign-in").into_response();
                response.headers_mut().append(axum::http::header::SET_COOKIE, session::end(&state.settings));
                return Ok(response);
            }
            Err(why) => {
                let (field, message) = refused(why)?;
                errors.add(field, message);
            }
        }
    }
    let page = own(&state, &visitor, errors, String::new()).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page.render()).into_response())
}

async fn end_session(
    State(state): State<WebState>,
    visitor: Visitor,
    posted: Posted,
) -> Result<Response, Problem> {
    match posted.get("session") {
        "" => {
            state.app.end_all_sessions(&visitor).await?;
        }
        session => match state.app.end_own_session(&visitor, session).await {
            // It had ended already, which is what was wanted.
            Ok(()) | Err(app::Trouble::NotFound) => {}
            Err(trouble) => return Err(trouble.into()),
        },
    }
    Ok(Redirect::to("/account?done=session").into_response())
}
