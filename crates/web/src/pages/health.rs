//! For the operator's machines: whether the process is up, and whether it can do its work.

use app::documents::PaperWritten;
use app::{App, Trouble};
use axum::extract::State;
use axum::http::StatusCode;

use crate::router::{Route, open_page};
use crate::state::WebState;

/// The routes of these answers.
pub(crate) fn routes() -> Vec<Route> {
    vec![open_page("/healthz", healthy), open_page("/readyz", ready)]
}

async fn healthy() -> &'static str {
    "ok\n"
}

/// Ready means that the database answers and that every clock due by now has been looked at.
async fn ready(State(state): State<WebState>) -> (StatusCode, &'static str) {
    match is_ready(&state.app).await {
        // Whoever works from the screen is served: paper that is old is said, and takes nobody out of service.
        Ok(true) => match state.app.paper() {
            PaperWritten::NotYet | PaperWritten::At(_) => (StatusCode::OK, "ready\n"),
            PaperWritten::Failed { .. } => {
                (StatusCode::OK, "ready, but the paper for when the system is down could not be written\n")
            }
        },
        Ok(false) => (StatusCode::SERVICE_UNAVAILABLE, "the clocks are not caught up yet\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n"),
    }
}

async fn is_ready(app: &App) -> Result<bool, Trouble> {
    app.ping().await?;
    app.is_caught_up().await
}
