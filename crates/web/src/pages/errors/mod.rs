//! Pages of trouble: each says what happened and what to do, and carries on whatever had been typed.

mod view;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

pub(crate) use view::{Kept, TroublePage, denial};

use crate::problem::Problem;
use crate::session::{Asked, Visitor, visitor};
use crate::state::WebState;

/// Makes a page of every problem that a handler or a gate left in its answer.
pub(crate) async fn show(State(state): State<WebState>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let extensions = response.extensions_mut();
    let Some(problem) = extensions.remove::<Problem>() else {
        return response;
    };
    let visitor = extensions.remove::<Visitor>();
    let asked = extensions.remove::<Asked>();
    let page = TroublePage {
        now: state.now(),
        signed_in: visitor.as_ref().map(Visitor::shown),
        ask: visitor.map(|visitor| visitor.agency.name.clone()),
        kept: asked.and_then(|asked| asked.posted.map(|posted| Kept { address: asked.address, posted })),
        problem,
    };
    (page.problem.status(), page.render()).into_response()
}

/// An address that leads nowhere.
pub(crate) async fn not_found(State(state): State<WebState>, request: Request) -> Response {
    let mut response = Problem::NotFound.into_response();
    if let Ok(Some(visitor)) = visitor(&state, request.headers()).await {
        response.extensions_mut().insert(visitor);
    }
    response
}

/// An address that is not used in this way.
pub(crate) async fn wrong_method() -> Problem {
    Problem::WrongMethod
}
