//! What was sent, read once: a body as JSON, a query by its names. What cannot be read says where.

use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::problem::{ApiProblem, Wrong};
use super::shape::misfits;
use crate::catalogue::t;
use crate::forms::{FORM_BYTES_AT_MOST, typed};

/// A body.
#[derive(Clone, Debug)]
pub(crate) struct Sent(pub(crate) Value);

impl<S: Sync> FromRequest<S> for Sent {
    type Rejection = ApiProblem;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiProblem> {
        if !is_json(request.headers()) {
            return Err(ApiProblem::NotJson);
        }
        let bytes = whole(request, FORM_BYTES_AT_MOST).await?;
        serde_json::from_slice(&bytes)
            .map(|value| Self(without_control_characters(value)))
            .map_err(|error| ApiProblem::Malformed { line: error.line(), column: error.column() })
    }
}

/// The whole body, of at most so many bytes.
pub(crate) async fn whole(request: Request, bytes_at_most: usize) -> Result<Bytes, ApiProblem> {
    to_bytes(request.into_body(), bytes_at_most)
        .await
        .map_err(|_| ApiProblem::TooLarge { mebibytes_at_most: bytes_at_most / (1024 * 1024) })
}

impl Sent {
    /// Refused where something in it is more than its schema takes.
    pub(crate) fn within(&self, schema: &Value) -> Result<(), ApiProblem> {
        let wrong = misfits(&self.0, schema);
        if wrong.is_empty() { Ok(()) } else { Err(ApiProblem::Invalid(wrong)) }
    }

    /// The body as a type of ours; what does not fit is named by its path.
    pub(crate) fn read<T: DeserializeOwned>(self) -> Result<T, ApiProblem> {
        serde_path_to_error::deserialize(self.0).map_err(|error| {
            let field = error.path().to_string();
            ApiProblem::Invalid(vec![Wrong::new(
                if field == "." { String::new() } else { field },
                "not-readable",
                t!("api-wrong-not-readable"),
            )])
        })
    }
}

/// The same as for what is typed into a form: nobody means them, and one of the databases cannot hold them.
fn without_control_characters(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(typed(&text)),
        Value::Array(items) => Value::Array(items.into_iter().map(without_control_characters).collect()),
        Value::Object(members) => Value::Object(
            members.into_iter().map(|(name, value)| (name, without_control_characters(value))).collect(),
        ),
        Value::Null | Value::Bool(_) | Value::Number(_) => value,
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/json")
}

/// The query of an address. A name or word that is not known is refused: a filter that was misspelt would otherwise
/// show more than was asked for, or hide somebody.
#[derive(Clone, Debug)]
pub(crate) struct Asked<T>(pub(crate) T);

impl<S: Sync, T: DeserializeOwned> FromRequestParts<S> for Asked<T> {
    type Rejection = ApiProblem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiProblem> {
        let query = parts.uri.query().unwrap_or_default();
        let asked: Map<String, Value> = form_urlencoded::parse(query.as_bytes())
            .map(|(name, text)| (name.into_owned(), Value::String(text.into_owned())))
            .collect();
        serde_path_to_error::deserialize(Value::Object(asked)).map(Self).map_err(|error| {
            let name = error.path().to_string();
            ApiProblem::Query(Wrong::new(name, "not-offered", t!("api-wrong-query")))
        })
    }
}

#[cfg(test)]
mod tests {
    use app::photographs::PHOTOGRAPH_BYTES_AT_MOST;
    use axum::body::Body;
    use axum::response::IntoResponse as _;

    use super::*;

    #[tokio::test]
    async fn what_is_too_large_is_told_with_the_limit_of_its_own_kind() {
        for (bytes_at_most, told) in
            [(FORM_BYTES_AT_MOST, "at most 1 MiB"), (PHOTOGRAPH_BYTES_AT_MOST, "at most 12 MiB")]
        {
            let request = Request::new(Body::from(vec![0; bytes_at_most + 1]));
            let refused = whole(request, bytes_at_most).await.unwrap_err().into_response();
            assert_eq!(refused.status(), axum::http::StatusCode::PAYLOAD_TOO_LARGE);
            let body = to_bytes(refused.into_body(), FORM_BYTES_AT_MOST).await.unwrap();
            let body = String::from_utf8(body.into()).unwrap();
            assert!(body.contains(told) && !body.contains("text"), "{body}");
        }
    }
}
