//! What was sent, read once: a body as JSON, a query by its names. What cannot be read says where.

use axum::body::to_bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::problem::{ApiProblem, Wrong};
use crate::catalogue::t;
use crate::forms::{FORM_BYTES_AT_MOST, typed};
use crate::problem::Problem;

/// A body.
#[derive(Clone, Debug)]
pub(crate) struct Sent(pub(crate) Value);

impl<S: Sync> FromRequest<S> for Sent {
    type Rejection = ApiProblem;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiProblem> {
        if !is_json(request.headers()) {
            return Err(ApiProblem::NotJson);
        }
        let bytes = to_bytes(request.into_body(), FORM_BYTES_AT_MOST)
            .await
            .map_err(|_| ApiProblem::Shared(Problem::TooLarge))?;
        serde_json::from_slice(&bytes)
            .map(|value| Self(without_control_characters(value)))
            .map_err(|error| ApiProblem::Malformed { line: error.line(), column: error.column() })
    }
}

impl Sent {
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
