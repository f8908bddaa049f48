//! What went wrong, once, for everyone who reads of it: the user gets a sentence and what to do next, a program gets
//! `application/problem+json`, the operator gets the chain in the log under the same reference.

use app::{NotThen, Trouble};

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::refusal::Refusal;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::acts::words;
use crate::catalogue::{instant, t};

/// What went wrong with a request.
#[derive(Clone, Debug)]
pub enum Problem {
    /// There is no such thing, or this user may not know of it.
    NotFound,
    /// A policy refused it.
    Denied {
        /// What was asked for.
        action: &'static str,
        /// The policy that refused, where one did; nothing where none permitted it.
        policy: Option<String>,
    },
    /// A rule of the work refused it.
    Refused(Refusal),
    /// Police tell it in person, and no page does before they have.
    WithPolice {
        /// The police log number; empty where nobody gave it.
        log_number: String,
    },
    /// There is nothing to show as of that moment.
    NotThen(NotThen),
    /// Somebody else recorded something on the same matter meanwhile.
    Clash {
        /// The version of the record now.
        version: i64,
    },
    /// What was seen is named by a version that the record has not reached.
    VersionAhead,
    /// The key of a form had been used for something else.
    KeyUsedBefore,
    /// Nobody is signed in any more.
    SessionLost,
    /// The form belongs to another session of the same browser.
    OtherSession,
    /// Another site asked the browser to send it.
    OtherSite,
    /// More was sent than is read.
    TooLarge,
    /// The address cannot be read.
    Unreadable,
    /// The address is not used in this way.
    WrongMethod,
    /// The database did not answer; nothing was saved.
    Unavailable,
    /// It took too long; whether it was saved is not known.
    TookTooLong,
    /// A fault of ours.
    Fault {
        /// By which the operator finds it in the log.
        reference: String,
    },
}

impl Problem {
    /// A fault found here; the chain goes to the log, never to the user.
    pub fn fault(cause: &dyn std::fmt::Display) -> Self {
        let reference = new_reference();
        tracing::error!(reference, %cause, "fault");
        Self::Fault { reference }
    }

    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::NotThen(_) => StatusCode::NOT_FOUND,
            Self::Denied { .. } | Self::WithPolice { .. } | Self::OtherSite => StatusCode::FORBIDDEN,
            Self::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Clash { .. } | Self::KeyUsedBefore | Self::OtherSession => StatusCode::CONFLICT,
            Self::VersionAhead => StatusCode::PRECONDITION_FAILED,
            Self::SessionLost => StatusCode::UNAUTHORIZED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::Unavailable | Self::TookTooLong => StatusCode::SERVICE_UNAVAILABLE,
            Self::Fault { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The stable code: the end of the `type` that programs compare.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::NotThen(NotThen::BeforeTheFirst { .. }) => "before-the-first-entry",
            Self::NotThen(NotThen::Ahead { .. }) => "moment-ahead",
            Self::Denied { .. } => "denied",
            Self::WithPolice { .. } => "with-police",
            Self::Refused(refusal) => refusal.code(),
            Self::Clash { .. } => "clash",
            Self::VersionAhead => "version-ahead",
            Self::KeyUsedBefore => "key-used-before",
            Self::SessionLost => "session-lost",
            Self::OtherSession => "other-session",
            Self::OtherSite => "other-site",
            Self::TooLarge => "too-large",
            Self::Unreadable => "unreadable",
            Self::WrongMethod => "wrong-method",
            Self::Unavailable => "unavailable",
            Self::TookTooLong => "took-too-long",
            Self::Fault { .. } => "fault",
        }
    }

    /// What happened, as a heading.
    #[must_use]
    pub fn title(&self) -> String {
        match self {
            Self::NotFound => t!("problem-not-found"),
            Self::NotThen(NotThen::BeforeTheFirst { .. }) => t!("problem-before-the-first-entry"),
            Self::NotThen(NotThen::Ahead { .. }) => t!("problem-moment-ahead"),
            Self::Denied { .. } => t!("problem-denied"),
            Self::WithPolice { .. } => t!("problem-with-police"),
            Self::Refused(_) => t!("problem-refused"),
            Self::Clash { .. } => t!("problem-clash"),
            Self::VersionAhead => t!("problem-version-ahead"),
            Self::KeyUsedBefore => t!("problem-key-used-before"),
            Self::SessionLost => t!("problem-session-lost"),
            Self::OtherSession => t!("problem-other-session"),
            Self::OtherSite => t!("problem-other-site"),
            Self::TooLarge => t!("problem-too-large"),
            Self::Unreadable => t!("problem-unreadable"),
            Self::WrongMethod => t!("problem-wrong-method"),
            Self::Unavailable => t!("problem-unavailable"),
            Self::TookTooLong => t!("problem-took-too-long"),
            Self::Fault { .. } => t!("problem-fault"),
        }
    }

    /// What that means and what to do next.
    #[must_use]
    pub fn advice(&self) -> String {
        match self {
            Self::NotFound => t!("problem-not-found-advice"),
            Self::NotThen(NotThen::BeforeTheFirst { recorded_at }) => {
                t!("problem-before-the-first-entry-advice", "time" => instant(*recorded_at, *recorded_at))
            }
            Self::NotThen(NotThen::Ahead { now }) => {
                t!("problem-moment-ahead-advice", "time" => instant(*now, *now))
            }
            Self::Denied { .. } => t!("problem-denied-advice"),
            Self::WithPolice { log_number } if log_number.is_empty() => t!("problem-with-police-advice"),
            Self::WithPolice { log_number } => {
                t!("problem-with-police-log-advice", "log" => log_number.clone())
            }
            Self::Refused(refusal) => words::refusal(None, refusal),
            Self::Clash { .. } => t!("problem-clash-advice"),
            Self::VersionAhead => t!("problem-version-ahead-advice"),
            Self::KeyUsedBefore => t!("problem-key-used-before-advice"),
            Self::SessionLost => t!("problem-session-lost-advice"),
            Self::OtherSession => t!("problem-other-session-advice"),
            Self::OtherSite => t!("problem-other-site-advice"),
            Self::TooLarge => t!("problem-too-large-advice"),
            Self::Unreadable => t!("problem-unreadable-advice"),
            Self::WrongMethod => t!("problem-wrong-method-advice"),
            Self::Unavailable => t!("problem-unavailable-advice"),
            Self::TookTooLong => t!("problem-took-too-long-advice"),
            Self::Fault { .. } => t!("problem-fault-advice"),
        }
    }

    /// The reference under which the operator finds it.
    #[must_use]
    pub fn reference(&self) -> Option<&str> {
        match self {
            Self::Fault { reference } => Some(reference),
            Self::NotFound
            | Self::NotThen(_)
            | Self::Denied { .. }
            | Self::WithPolice { .. }
            | Self::Refused(_)
            | Self::Clash { .. }
            | Self::VersionAhead
            | Self::KeyUsedBefore
            | Self::SessionLost
            | Self::OtherSession
            | Self::OtherSite
            | Self::TooLarge
            | Self::Unreadable
            | Self::WrongMethod
            | Self::Unavailable
            | Self::TookTooLong => None,
        }
    }

    /// The same for programs (RFC 9457).
    #[must_use]
    pub fn json(&self) -> Value {
        let mut body = json!({
            "type": format!("urn:safewell:problem:{}", self.code()),
            "status": self.status().as_u16(),
            "title": self.title(),
            "detail": self.advice(),
        });
        let mut add = |name: &str, value: Option<Value>| {
            if let (Some(members), Some(value)) = (body.as_object_mut(), value) {
                members.insert(name.to_owned(), value);
            }
        };
        add("reference", self.reference().map(Into::into));
        match self {
            Self::Refused(refusal) => add("field", refusal.field().map(Into::into)),
            Self::Denied { action, policy } => {
                add("action", Some((*action).into()));
                add("policy", policy.clone().map(Into::into));
            }
            Self::Clash { version } => add("version", Some((*version).into())),
            Self::NotThen(NotThen::BeforeTheFirst { recorded_at }) => {
                add("recorded_at", Some(recorded_at.to_string().into()));
            }
            Self::NotThen(NotThen::Ahead { now }) => add("now", Some(now.to_string().into())),
            Self::NotFound
            | Self::WithPolice { .. }
            | Self::VersionAhead
            | Self::KeyUsedBefore
            | Self::SessionLost
            | Self::OtherSession
            | Self::OtherSite
            | Self::TooLarge
            | Self::Unreadable
            | Self::WrongMethod
            | Self::Unavailable
            | Self::TookTooLong
            | Self::Fault { .. } => {}
        }
        body
    }

    /// The answer to a program.
    #[must_use]
    pub fn into_json_response(self) -> Response {
        let kind = HeaderValue::from_static("application/problem+json");
        (self.status(), [(header::CONTENT_TYPE, kind)], self.json().to_string()).into_response()
    }
}

/// A short reference, read aloud on the telephone and found in the log.
pub(crate) fn new_reference() -> String {
    let random = Uuid::now_v7().as_u128() as u32;
    format!("{:04X}-{:04X}", random >> 16, random & 0xFFFF)
}

impl From<Trouble> for Problem {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Refused(refusal) => Self::Refused(refusal),
            Trouble::Denied(denied) => Self::Denied { action: denied.action, policy: denied.policy },
            Trouble::NotFound => Self::NotFound,
            Trouble::WithPolice { log_number } => Self::WithPolice { log_number },
            Trouble::NotThen(why) => Self::NotThen(why),
            Trouble::Clash(clash) => Self::Clash { version: clash.version },
            Trouble::VersionAhead => Self::VersionAhead,
            Trouble::KeyUsedBefore => Self::KeyUsedBefore,
            Trouble::Unavailable(_) => Self::Unavailable,
            Trouble::Fault(fault) => Self::Fault { reference: fault.to_string() },
        }
    }
}

/// A page is made of it further out, where it is known who asked and what they had typed.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
