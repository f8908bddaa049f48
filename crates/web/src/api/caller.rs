//! Who asks: the token of a session in `Authorization: Bearer`. Cookies are not looked at, so no other site can ask in
//! somebody's name.

use std::sync::Arc;

use app::SignedIn;
use app::identity::PasswordStanding;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::problem::ApiProblem;
use crate::problem::Problem;
use crate::state::WebState;

/// Who is signed in; a handler behind the gate takes it as an argument.
#[derive(Clone, Debug)]
pub(crate) struct Caller(Arc<SignedIn>);

impl std::ops::Deref for Caller {
    type Target = SignedIn;

    fn deref(&self) -> &SignedIn {
        &self.0
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = ApiProblem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiProblem> {
        parts.extensions.get::<Self>().cloned().ok_or(ApiProblem::NotSignedIn)
    }
}

/// Lets those in who name a session that runs.
pub(crate) async fn gate(State(state): State<WebState>, mut request: Request, next: Next) -> Response {
    let Some(token) = token(request.headers()) else {
        return ApiProblem::NotSignedIn.into_response();
    };
    match state.app.session(token).await {
        Ok(Some(signed_in))
            if signed_in.password == PasswordStanding::OneTime && !chooses_password(&request) =>
        {
            ApiProblem::from(Problem::Denied { action: "choose_password", policy: None }).into_response()
        }
        Ok(Some(signed_in)) => {
            request.extensions_mut().insert(Caller(Arc::new(signed_in)));
            next.run(request).await
        }
        Ok(None) => ApiProblem::NotSignedIn.into_response(),
        Err(trouble) => ApiProblem::from(trouble).into_response(),
    }
}

/// What whoever has a one-time password can do: choose their own.
fn chooses_password(request: &Request) -> bool {
    matches!(request.uri().path(), "/api/v1/account/password" | "/api/v1/me" | "/api/v1/sessions/current")
}

fn token(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
