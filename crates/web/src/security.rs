//! What every answer carries and every request must show, before any handler sees it: headers against injected
//! content, and the proof that a change was asked for by one of our own pages.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;
use crate::state::{Settings, WebState};

/// Pages load our own files and nothing else, are shown in no frame, and send forms to us alone.
const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // No other site learns which case somebody was looking at. (`no-referrer` would make browsers send
    // `Origin: null` with our own forms, and so take away what tells them from another site's.)
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

/// Puts the headers on every answer. What does not say that it may be kept must not be kept: the machine in a
/// control room or a home is shared.
pub(crate) async fn harden(State(state): State<WebState>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if state.settings.is_https() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    response
}

/// Refuses a change that another site asked the user's browser to make.
pub(crate) async fn refuse_other_sites(
    State(state): State<WebState>,
    request: Request,
    next: Next,
) -> Response {
    if is_safe(request.method()) || comes_from_ourselves(request.headers(), &state.settings) {
        next.run(request).await
    } else {
        Problem::OtherSite.into_response()
    }
}

/// Whether a request of this method changes nothing.
pub(crate) fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Browsers say where a request comes from, in one header or the other; a program that is no browser says neither,
/// and carries no cookie that somebody else could misuse.
fn comes_from_ourselves(headers: &HeaderMap, settings: &Settings) -> bool {
    if let Some(site) = text(headers, "sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(headers, "origin") else {
        return true;
    };
    match &settings.base_url {
        Some(base_url) => origin.eq_ignore_ascii_case(base_url.trim_end_matches('/')),
        None => text(headers, "host").is_some_and(|host| {
            let at = origin.split_once("://").map_or(origin, |(_, at)| at);
            at.eq_ignore_ascii_case(host)
        }),
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(headers: &[(&'static str, &'static str)], base_url: Option<&str>) -> bool {
        let headers = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect();
        let settings = Settings { base_url: base_url.map(str::to_owned), ..Settings::default() };
        comes_from_ourselves(&headers, &settings)
    }

    #[test]
    fn a_change_asked_for_by_another_site_is_refused() {
        let base = Some("https://safewell.example");
        for (headers, base_url, allowed) in [
            (&[("sec-fetch-site", "same-origin")][..], base, true),
            (&[("sec-fetch-site", "none")], base, true),
            (&[("sec-fetch-site", "same-site")], base, false),
            (&[("sec-fetch-site", "cross-site")], base, false),
            (&[("sec-fetch-site", "cross-site"), ("origin", "https://safewell.example")], base, false),
            (&[("origin", "https://safewell.example")], base, true),
            (&[("origin", "https://safewell.example.evil.example")], base, false),
            (&[("origin", "http://safewell.example")], base, false),
            (&[("origin", "null")], base, false),
            (&[("origin", "null"), ("host", "127.0.0.1:8080")], None, false),
            (&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")], None, true),
            (&[("origin", "http://127.0.0.1:9090"), ("host", "127.0.0.1:8080")], None, false),
            (&[("host", "127.0.0.1:8080")], None, true),
        ] {
            assert_eq!(asked(headers, base_url), allowed, "{headers:?} at {base_url:?}");
        }
    }
}
