//! Signing in and out. Whoever had to sign in again in the middle of something carries on where they were: a page
//! is opened, a form is sent as it had been filled in.

mod view;

use std::net::{IpAddr, SocketAddr};

use app::identity::SignInRefused;
use axum::body::Body;
use axum::extract::{ConnectInfo, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::components::CSRF_FIELD;
use crate::forms::{FORM_BYTES_AT_MOST, Posted, is_our_own};
use crate::problem::Problem;
use crate::router::{Route, act, open_act, open_page};
use crate::session::{self, Visitor, visitor};
use crate::state::WebState;

pub(crate) use view::{KEPT_ADDRESS, KEPT_PREFIX, SignInPage, SignInWrong, fields};

/// The routes of this page.
pub(crate) fn routes() -> Vec<Route> {
    vec![open_page("/sign-in", show), open_act("/sign-in", sign_in), act("/sign-out", sign_out)]
}

/// Where to go after signing in.
#[derive(Debug, Default, Deserialize)]
struct Aim {
    #[serde(default)]
    to: String,
}

impl Aim {
    fn within(&self) -> &str {
        if is_our_own(&self.to) { &self.to } else { "/" }
    }
}

async fn show(
    State(state): State<WebState>,
    Query(aim): Query<Aim>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if visitor(&state, &headers).await?.is_some() {
        return Ok(Redirect::to(aim.within()).into_response());
    }
    let page = SignInPage { now: state.now(), to: aim.within().to_owned(), ..SignInPage::default() };
    Ok(page.render().into_response())
}

async fn sign_in(State(state): State<WebState>, request: Request) -> Result<Response, Problem> {
    let client = client_address(&state, &request);
    let body =
        axum::body::to_bytes(request.into_body(), FORM_BYTES_AT_MOST).await.map_err(|_| Problem::TooLarge)?;
    let posted = Posted::parse(&body);
    let username = posted.get("username").trim();
    let wrong = if username.is_empty() || posted.get("password").is_empty() {
        SignInWrong::NothingTyped
    } else {
        match state.app.sign_in(username, posted.get("password"), &client).await {
            Ok(token) => return Ok(signed_in(&state, token.as_str(), &posted)),
            Err(refused) => wrong_of(&refused)?,
        }
    };
    let status = wrong.status();
    let page = SignInPage {
        now: state.now(),
        to: Aim { to: posted.get("to").to_owned() }.within().to_owned(),
        username: username.to_owned(),
        wrong: Some(wrong),
        kept_address: Some(posted.get(KEPT_ADDRESS).to_owned()).filter(|address| is_our_own(address)),
        kept: posted.taken_from_under(KEPT_PREFIX),
    };
    Ok((status, page.render()).into_response())
}

fn wrong_of(refused: &SignInRefused) -> Result<SignInWrong, Problem> {
    match refused {
        SignInRefused::WrongNameOrPassword => Ok(SignInWrong::NameOrPassword),
        SignInRefused::Throttled { retry_at } => Ok(SignInWrong::TooOften { retry_at: *retry_at }),
        SignInRefused::Unavailable(_) => Ok(SignInWrong::Unavailable),
        SignInRefused::Fault(fault) => Err(Problem::Fault { reference: fault.to_string() }),
    }
}

/// The answer to whoever is now signed in: on to the page, or the form they had filled in is sent for them.
fn signed_in(state: &WebState, token: &str, posted: &Posted) -> Response {
    let to = Aim { to: posted.get("to").to_owned() };
    let mut response = Redirect::to(to.within()).into_response();
    response.headers_mut().append(header::SET_COOKIE, session::begin(&state.settings, token));
    let kept_address = posted.get(KEPT_ADDRESS);
    if is_our_own(kept_address) {
        response.extensions_mut().insert(SendOn {
            address: kept_address.to_owned(),
            posted: posted.taken_from_under(KEPT_PREFIX),
            token: token.to_owned(),
        });
    }
    response
}

/// A form that is to be sent on under the session that has just begun.
#[derive(Clone)]
struct SendOn {
    address: String,
    posted: Posted,
    token: String,
}

/// Sends on the form that signing in had interrupted, and answers as it is answered.
pub(crate) async fn send_on(State(state): State<WebState>, request: Request, next: Next) -> Response {
    let origin = request.headers().get(header::HOST).cloned();
    let mut response = next.clone().run(request).await;
    let Some(kept) = response.extensions_mut().remove::<SendOn>() else {
        return response;
    };
    let Some(request) = kept.request(&state, origin).await else {
        return response;
    };
    let mut answer = next.run(request).await;
    for cookie in response.headers().get_all(header::SET_COOKIE) {
        answer.headers_mut().append(header::SET_COOKIE, cookie.clone());
    }
    answer
}

impl SendOn {
    /// The request as the browser would have made it within the new session.
    async fn request(&self, state: &WebState, host: Option<HeaderValue>) -> Option<Request> {
        let cookie = session::begin(&state.settings, &self.token);
        let cookie = cookie.to_str().ok()?.split(';').next()?.to_owned();
        let mut request = Request::builder()
            .method(Method::POST)
            .uri(&self.address)
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::empty())
            .ok()?;
        if let Some(host) = host {
            request.headers_mut().insert(header::HOST, host);
        }
        let visitor = visitor(state, request.headers()).await.ok()??;
        let posted = self.posted.clone().with(CSRF_FIELD, &visitor.csrf_token());
        *request.body_mut() = Body::from(posted.encode());
        Some(request)
    }
}

async fn sign_out(State(state): State<WebState>, visitor: Visitor) -> Result<Response, Problem> {
    state.app.sign_out(&visitor).await?;
    let mut response = Redirect::to("/sign-in").into_response();
    let headers = response.headers_mut();
    headers.append(header::SET_COOKIE, session::end(&state.settings));
    // What this browser kept of the session (text typed and not sent) goes with it.
    headers.insert("clear-site-data", HeaderValue::from_static("\"cache\", \"storage\""));
    Ok(response)
}

/// From where somebody tries to sign in. Behind a TLS proxy on this machine it is what the proxy says.
pub(crate) fn client_address(state: &WebState, request: &Request) -> String {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    let forwarded = request
        .headers()
        .get("x-forwarded-for")
        .and_then(|value| value.to_str().ok())
        .and_then(|hops| hops.rsplit(',').next())
        .and_then(|hop| hop.trim().parse::<IpAddr>().ok());
    let behind_proxy = state.settings.is_https() && peer.is_none_or(|peer| peer.is_loopback());
    let client = if behind_proxy { forwarded.or(peer) } else { peer };
    client.map_or_else(|| "unknown".to_owned(), |client| client.to_string())
}

impl SignInWrong {
    fn status(&self) -> StatusCode {
        match self {
            Self::NothingTyped | Self::NameOrPassword => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooOften { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}
