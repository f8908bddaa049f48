//! Every address of the service in one table, and the layers around it.

use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, get, on, post};
use futures::FutureExt;
use tokio::net::TcpListener;
use tower_http::{CompressionLevel, compression::CompressionLayer};

use crate::problem::Problem;
use crate::state::WebState;
use crate::{api, assets, pages, security, session};

/// Who reaches a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Anyone.
    Anyone,
    /// Whoever is signed in; what they may do or see is decided where it is done or fetched.
    SignedIn,
    /// A program with the token of a session; what it may do or see is decided in the same places.
    Program,
}

/// One address with one method.
#[derive(Clone, Debug)]
pub struct Route {
    /// The address, with `{…}` for its parameters.
    pub path: &'static str,
    /// The method.
    pub method: Method,
    /// Who reaches it.
    pub reach: Reach,
    handler: MethodRouter<WebState>,
}

/// A page for whoever is signed in.
pub(crate) fn page<H: Handler<T, WebState>, T: 'static>(path: &'static str, handler: H) -> Route {
    Route { path, method: Method::GET, reach: Reach::SignedIn, handler: get(handler) }
}

/// A form that whoever is signed in sends.
pub(crate) fn act<H: Handler<T, WebState>, T: 'static>(path: &'static str, handler: H) -> Route {
    Route { path, method: Method::POST, reach: Reach::SignedIn, handler: post(handler) }
}

/// A page for anyone.
pub(crate) fn open_page<H: Handler<T, WebState>, T: 'static>(path: &'static str, handler: H) -> Route {
    Route { reach: Reach::Anyone, ..page(path, handler) }
}

/// A form that anyone sends.
pub(crate) fn open_act<H: Handler<T, WebState>, T: 'static>(path: &'static str, handler: H) -> Route {
    Route { reach: Reach::Anyone, ..act(path, handler) }
}

/// What a program asks for with its token.
pub(crate) fn call<H: Handler<T, WebState>, T: 'static>(
    method: Method,
    path: &'static str,
    handler: H,
) -> Route {
    let filter = MethodFilter::try_from(method.clone()).expect("routes have methods that HTTP knows");
    Route { path, method, reach: Reach::Program, handler: on(filter, handler) }
}

/// What a program asks for without one.
pub(crate) fn open_call<H: Handler<T, WebState>, T: 'static>(
    method: Method,
    path: &'static str,
    handler: H,
) -> Route {
    Route { reach: Reach::Anyone, ..call(method, path, handler) }
}

/// Every address of the service but those of its own files.
#[must_use]
pub fn routes() -> Vec<Route> {
    [pages::routes(), api::routes()].concat()
}

/// The whole service over HTTP.
pub fn router(state: WebState) -> Router {
    let reached_by = |reach| join(routes().into_iter().filter(|route| route.reach == reach));
    let service = reached_by(Reach::SignedIn)
        .route_layer(from_fn_with_state(state.clone(), session::gate))
        .merge(reached_by(Reach::Program).route_layer(from_fn_with_state(state.clone(), api::gate)))
        .merge(reached_by(Reach::Anyone))
        .merge(assets::routes())
        .fallback(pages::errors::not_found)
        .method_not_allowed_fallback(pages::errors::wrong_method)
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(from_fn(log));
    // Around the service as a whole, and not around each route, so that a form that signing in had interrupted
    // finds its own route when it is sent on.
    let layered = Router::new()
        .fallback_service(service.with_state(state.clone()))
        .layer(from_fn_with_state(state.clone(), pages::sign_in::send_on))
        .layer(from_fn_with_state(state.clone(), security::refuse_other_sites))
        .layer(from_fn_with_state(state.clone(), answer_in_time))
        .layer(from_fn(api::show_problems))
        .layer(from_fn_with_state(state.clone(), pages::errors::show))
        .layer(from_fn_with_state(state, security::harden));
    layered.with_state(())
}

/// Answers at a socket until `stop` is done, then lets what runs come to its end.
///
/// # Errors
/// When the socket is lost.
pub async fn serve(
    listener: TcpListener,
    state: WebState,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let service = router(state).into_make_service_with_connect_info::<SocketAddr>();
    let (told, heard) = tokio::sync::oneshot::channel();
    let stop = async move {
        stop.await;
        let _ = told.send(());
    };
    let serving = axum::serve(listener, service).with_graceful_shutdown(stop).into_future();
    tokio::select! {
        ended = serving => ended,
        () = patience_after(heard) => {
            tracing::warn!("some connections did not end in time and are cut");
            Ok(())
        }
    }
}

/// Returns so long after the server was told to stop that a connection which has not ended by then never will.
async fn patience_after(told: tokio::sync::oneshot::Receiver<()>) {
    match told.await {
        Ok(()) => tokio::time::sleep(Duration::from_secs(10)).await,
        Err(_) => std::future::pending().await,
    }
}

fn join(routes: impl Iterator<Item = Route>) -> Router<WebState> {
    routes.fold(Router::new(), |router, route| router.route(route.path, route.handler))
}

/// One line for each request: the route and not the address, for an address can hold what somebody searched for.
async fn log(path: Option<MatchedPath>, request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let began = std::time::Instant::now();
    let response = next.run(request).await;
    tracing::info!(
        %method,
        route = path.as_ref().map_or("none", |path| path.as_str()),
        status = response.status().as_u16(),
        ms = began.elapsed().as_millis() as u64,
        "answered"
    );
    response
}

/// A photograph comes slowly over one bar of signal.
const PHOTOGRAPH_TAKES_LONGER: u32 = 10;

fn sends_a_photograph(request: &Request) -> bool {
    request.method() == Method::POST && request.uri().path().ends_with("/photographs")
}

/// Turns a handler that panics or never ends into an answer that says so.
async fn answer_in_time(State(state): State<WebState>, request: Request, next: Next) -> Response {
    let within = if sends_a_photograph(&request) {
        state.settings.answer_within * PHOTOGRAPH_TAKES_LONGER
    } else {
        state.settings.answer_within
    };
    let answer = AssertUnwindSafe(next.run(request)).catch_unwind();
    match tokio::time::timeout(within, answer).await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => {
            Problem::fault(&"a handler panicked; the panic stands above in the log").into_response()
        }
        Err(_) => Problem::TookTooLong.into_response(),
    }
}
