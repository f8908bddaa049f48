//! What a change has to name besides itself: the version that was seen, so that nothing is overwritten unseen, and a
//! key, so that what is sent twice because an answer was lost is recorded once.

use app::IdempotencyKey;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};

use super::problem::ApiProblem;
use crate::forms::version_in;

/// The header with the key of an attempt.
pub(crate) const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// The version that the program saw, from `If-Match`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen(pub(crate) i64);

/// The key of this attempt, from `Idempotency-Key`.
#[derive(Clone, Debug)]
pub(crate) struct Key(pub(crate) IdempotencyKey);

impl<S: Sync> FromRequestParts<S> for Seen {
    type Rejection = ApiProblem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiProblem> {
        seen(&parts.headers).map(Self)
    }
}

impl<S: Sync> FromRequestParts<S> for Key {
    type Rejection = ApiProblem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiProblem> {
        let key = parts.headers.get(IDEMPOTENCY_KEY).ok_or(ApiProblem::KeyMissing)?;
        let key = key.to_str().ok().and_then(|key| IdempotencyKey::parse(key.trim().trim_matches('"')));
        key.map(Self).ok_or(ApiProblem::KeyUnreadable)
    }
}

/// As an answer names a version, and as `If-Match` names it again.
pub(crate) fn etag(version: i64) -> HeaderValue {
    HeaderValue::from_str(&format!("\"{version}\"")).expect("digits stand in headers")
}

/// One version: neither `*`, which would mean that nothing was looked at, nor a choice of several.
fn seen(headers: &HeaderMap) -> Result<i64, ApiProblem> {
    let named = headers.get(header::IF_MATCH).ok_or(ApiProblem::VersionMissing)?;
    let version =
        named.to_str().ok().and_then(|text| version_in(text.trim().strip_prefix('"')?.strip_suffix('"')?));
    version.ok_or(ApiProblem::VersionUnreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_version_is_read_as_it_was_given() {
        for (sent, read) in [
            ("\"17\"", Some(17)),
            (" \"17\" ", Some(17)),
            ("17", None),
            ("*", None),
            ("W/\"17\"", None),
            ("\"17\", \"18\"", None),
            ("\"\"", None),
            ("\"0\"", Some(0)),
            ("\"-1\"", None),
            ("\"+17\"", None),
            ("\"9223372036854775808\"", None),
        ] {
            let headers = [(header::IF_MATCH, HeaderValue::from_str(sent).unwrap())].into_iter().collect();
            assert_eq!(seen(&headers).ok(), read, "{sent}");
        }
        assert_eq!(etag(17), "\"17\"");
    }
}
