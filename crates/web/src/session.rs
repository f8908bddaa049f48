//! Who is asking: the cookie, and the gate before every page that needs somebody signed in.
//!
//! The gate reads the session, refuses a form without the session's token, and loses nothing that was typed: where
//! the session has ended, or another has begun, the page that asks to sign in again carries the whole form.

use std::sync::Arc;

use app::identity::{AskedBy, PasswordStanding};
use app::{App, SignedIn};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;

use crate::forms::{FORM_BYTES_AT_MOST, Posted, address};
use crate::layout;
use crate::problem::Problem;
use crate::security::is_safe;
use crate::state::{Settings, WebState};
use crate::upload::{self, FileIs};

/// Who is signed in; a handler behind the gate takes it as an argument.
#[derive(Clone, Debug)]
pub struct Visitor {
    signed_in: Arc<SignedIn>,
    role_name: String,
    read_log: layout::ReadLog,
    new_report: layout::NewReport,
    messages: i64,
    begins: layout::Begins,
}

impl std::ops::Deref for Visitor {
    type Target = SignedIn;

    fn deref(&self) -> &SignedIn {
        &self.signed_in
    }
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or(Problem::SessionLost)
    }
}

impl Visitor {
    /// As the header of a page shows it.
    #[must_use]
    pub fn shown(&self) -> layout::SignedIn {
        layout::SignedIn {
            name: self.name.clone(),
            role: self.role_name.clone(),
            agency: self.agency.name.clone(),
            csrf_token: self.csrf_token(),
            read_log: self.read_log,
            new_report: self.new_report,
            messages: self.messages,
            begins: self.begins,
        }
    }
}

/// What people call a role, as `protocols/roles.toml` says; its id where that has been taken out since.
#[must_use]
pub fn role_name(app: &App, role: &str) -> String {
    app.packs().roles().get(role).map_or_else(|| role.replace('_', " "), |role| role.name_en.clone())
}

/// The name of the cookie: with the prefix that ties it to this host wherever TLS allows it.
fn cookie_name(settings: &Settings) -> &'static str {
    if settings.is_https() { "__Host-safewell" } else { "safewell" }
}

/// The cookie that begins a session.
pub(crate) fn begin(settings: &Settings, token: &str) -> HeaderValue {
    cookie(settings, &format!("{}={token}", cookie_name(settings)))
}

/// The cookie that ends it.
pub(crate) fn end(settings: &Settings) -> HeaderValue {
    cookie(settings, &format!("{}=; Max-Age=0", cookie_name(settings)))
}

fn cookie(settings: &Settings, value: &str) -> HeaderValue {
    let secure = if settings.is_https() { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{value}; Path=/; HttpOnly; SameSite=Lax{secure}"))
        .expect("tokens are written in letters and digits")
}

/// The header by which a page says that it asks by itself, to keep current what it shows.
pub(crate) const REFRESH: &str = "safewell-refresh";

fn asked_by(headers: &HeaderMap) -> AskedBy {
    let stream =
        headers.get(header::ACCEPT).is_some_and(|accept| accept.as_bytes().starts_with(b"text/event-stream"));
    if stream || headers.contains_key(REFRESH) { AskedBy::OpenPage } else { AskedBy::Person }
}

/// Whose session the cookie names.
///
/// # Errors
/// [`Problem::Unavailable`] when nobody can tell.
pub(crate) async fn visitor(state: &WebState, headers: &HeaderMap) -> Result<Option<Visitor>, Problem> {
    let jar = CookieJar::from_headers(headers);
    let Some(cookie) = jar.get(cookie_name(&state.settings)) else {
        return Ok(None);
    };
    let signed_in = state.app.session_for(cookie.value(), asked_by(headers)).await?;
    let read_log =
        if state.app.read_log_trouble() { layout::ReadLog::SetAside } else { layout::ReadLog::Kept };
    let messages = match &signed_in {
        Some(signed_in) => state.app.messages_waiting(signed_in).await?,
        None => 0,
    };
    Ok(signed_in.map(|signed_in| Visitor {
        messages,
        read_log,
        new_report: if state.app.takes_reports(&signed_in) {
            layout::NewReport::Offered
        } else {
            layout::NewReport::Withheld
        },
        begins: if state.app.keeps_a_home(&signed_in) {
            layout::Begins::AtHome
        } else if state.app.keeps_accounts(&signed_in) {
            layout::Begins::AtAccounts
        } else {
            layout::Begins::AtWork
        },
        role_name: role_name(&state.app, &signed_in.role),
        signed_in: Arc::new(signed_in),
    }))
}

/// Lets those in who are signed in and whose form is of this session; others are asked to sign in, and keep what
/// they typed.
pub(crate) async fn gate(State(state): State<WebState>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let route = parts.extensions.get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let mut known = None;
    let read = if upload::sends_a_file(&parts.method, route.as_deref(), &parts.headers) {
        // Who asks is known before a file is taken into memory.
        let visitor = visitor(&state, &parts.headers).await;
        let file_is = match &visitor {
            Ok(Some(_)) => FileIs::Kept,
            Ok(None) | Err(_) => FileIs::ReadPast,
        };
        known = Some(visitor);
        upload::read(&parts.headers, body, file_is).await.map(|(posted, file)| {
            parts.extensions.insert(file);
            Some(posted)
        })
    } else {
        posted(&parts, body).await
    };
    let posted = match read {
        Ok(posted) => posted,
        Err(problem) => return problem.into_response(),
    };
    let asked = Asked::of(&parts, posted.as_ref());
    let known = match known {
        Some(known) => known,
        None => visitor(&state, &parts.headers).await,
    };
    let visitor = match known {
        Ok(Some(visitor)) => visitor,
        Ok(None) => return asked.keep(asked.sign_in_first()),
        Err(problem) => return asked.keep(problem.into_response()),
    };
    if posted.as_ref().is_some_and(|posted| !visitor.csrf_matches(posted.csrf())) {
        return asked.keep(with_visitor(visitor, Problem::OtherSession.into_response()));
    }
    if visitor.password == PasswordStanding::OneTime && !chooses_password(route.as_deref()) {
        return Redirect::to("/account").into_response();
    }
    if route.as_deref() == Some("/")
        && parts.uri.query().is_none()
        && visitor.begins != layout::Begins::AtWork
    {
        return Redirect::to(visitor.begins.address()).into_response();
    }
    let body = posted.as_ref().map_or_else(Body::empty, |posted| Body::from(posted.encode()));
    parts.extensions.insert(visitor.clone());
    if let Some(posted) = posted {
        parts.extensions.insert(posted);
    }
    let response = next.run(Request::from_parts(parts, body)).await;
    asked.keep(with_visitor(visitor, response))
}

/// What whoever has a one-time password can reach: the page on which they choose their own.
fn chooses_password(route: Option<&str>) -> bool {
    matches!(route, Some("/account" | "/account/password" | "/sign-out"))
}

/// What a changing request sent; nothing for one that only reads.
async fn posted(parts: &Parts, body: Body) -> Result<Option<Posted>, Problem> {
    if is_safe(&parts.method) {
        return Ok(None);
    }
    let bytes: Bytes = to_bytes(body, FORM_BYTES_AT_MOST).await.map_err(|_| Problem::TooLarge)?;
    Ok(Some(Posted::parse(&bytes)))
}

fn with_visitor(visitor: Visitor, mut response: Response) -> Response {
    response.extensions_mut().insert(visitor);
    response
}

/// What was asked for, so that a page of trouble can offer to ask for it again.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// The address, within the service.
    pub(crate) address: String,
    /// What was sent to it; nothing where it was only read.
    pub(crate) posted: Option<Posted>,
    wants: Wants,
}

/// What the asking script or person can do with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wants {
    Page,
    Data,
}

impl Asked {
    fn of(parts: &Parts, posted: Option<&Posted>) -> Self {
        let accept = parts.headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or("");
        let data = accept.starts_with("text/event-stream") || accept.starts_with("application/json");
        Self {
            address: parts.uri.path_and_query().map_or("/", |address| address.as_str()).to_owned(),
            posted: posted.cloned(),
            wants: if data { Wants::Data } else { Wants::Page },
        }
    }

    fn sign_in_first(&self) -> Response {
        match (self.wants, &self.posted) {
            (Wants::Page, None) => {
                Redirect::to(&address("/sign-in", &[("to", &self.address)])).into_response()
            }
            (Wants::Page, Some(_)) | (Wants::Data, _) => Problem::SessionLost.into_response(),
        }
    }

    fn keep(&self, mut response: Response) -> Response {
        response.extensions_mut().insert(self.clone());
        response
    }
}
