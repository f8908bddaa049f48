//! What went wrong, for programs (RFC 9457): the problems that pages have as well, and those that only a program meets.

use app::unidentified::{ActOnUnidentified, FactsSince};
use app::{Clash, SignInRefused, Trouble};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::refusal::Refusal;
use jiff::{Timestamp, Unit};
use serde_json::{Value, json};

use super::attempt::etag;
use crate::acts::{ActForm, Unreadable, words};
use crate::catalogue::t;
use crate::pages::unidentified::desk::changed_facts;
use crate::problem::Problem;

/// What went wrong with a request of a program.
#[derive(Debug)]
pub(crate) enum ApiProblem {
    /// What goes wrong with pages as well.
    Shared(Problem),
    /// The request names no session that runs.
    NotSignedIn,
    /// No account has this name and password.
    WrongNameOrPassword,
    /// Too many failures from there or under this name.
    Throttled {
        /// How long to wait.
        wait_seconds: i64,
    },
    /// The body is larger than is read.
    TooLarge {
        /// How large it may be.
        mebibytes_at_most: usize,
    },
    /// The body does not say that it is JSON.
    NotJson,
    /// The body is not JSON.
    Malformed {
        /// Where reading ended, from 1.
        line: usize,
        /// Where in that line, from 1.
        column: usize,
    },
    /// Parts of the body cannot be read or are missing: every one of them.
    Invalid(Vec<Wrong>),
    /// A part of the query cannot be read.
    Query(Wrong),
    /// A change does not say which version was seen.
    VersionMissing,
    /// What it says is no version.
    VersionUnreadable,
    /// A change has no key.
    KeyMissing,
    /// What it has is no key.
    KeyUnreadable,
    /// The key was used for another request.
    KeyUsedBefore,
    /// A rule of the work refused an act.
    Refused {
        /// The word of the act.
        act: Option<&'static str>,
        /// The rule.
        refusal: Refusal,
        /// What else in it would be refused.
        others: Vec<Refusal>,
    },
    /// Somebody reported is likely on record, and the report does not say that it is somebody else.
    LikelyKnown {
        /// Who, and why, for each of those reported.
        likely: Value,
    },
    /// Somebody else recorded something on the same matter.
    Clash {
        /// The version with which the same may be sent again.
        version: i64,
        /// What they recorded.
        since: Vec<Value>,
        /// Facts on which a decision about somebody unidentified rests, where they have changed; nothing for any other clash.
        changed: Option<Value>,
    },
}

/// One part of a request that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wrong {
    field: String,
    code: &'static str,
    detail: String,
}

impl Wrong {
    /// The part at that path: `considerations[0].what`.
    pub(crate) fn new(field: String, code: &'static str, detail: String) -> Self {
        Self { field, code, detail }
    }

    /// Whether it is about the same part, or about a part of it.
    pub(crate) fn is_within(&self, other: &Self) -> bool {
        self.field
            .strip_prefix(&other.field)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    }

    fn json(&self) -> Value {
        json!({"field": self.field, "code": self.code, "detail": self.detail})
    }
}

/// An answer of an act that cannot be read.
pub(crate) fn unreadable(form: &ActForm, wrong: &Unreadable) -> Wrong {
    let field = path_of(wrong.field, &wrong.control);
    // Rows of a form are about fixed considerations; items of a body say themselves which they are about.
    let whole = Unreadable { control: wrong.field.to_owned(), field: wrong.field, problem: wrong.problem };
    Wrong::new(field, whole.problem.code(), words::problem(form, &whole))
}

/// The path in a body of what forms join with hyphens: `considerations-0-what` is `considerations[0].what`.
fn path_of(field: &str, control: &str) -> String {
    let parts = control.strip_prefix(field).unwrap_or_default().split('-').filter(|part| !part.is_empty());
    let mut path = field.to_owned();
    for part in parts {
        match part {
            // A form asks for a moment in several fields; a body holds it in one.
            "day" | "month" | "year" | "time" | "occurrence" | "when" if field != "birth" => {}
            "day" | "month" => {}
            _ if part.bytes().all(|byte| byte.is_ascii_digit()) => path.push_str(&format!("[{part}]")),
            _ => path.push_str(&format!(".{part}")),
        }
    }
    path
}

/// How the facts of a pair have changed, for a program.
fn changed(facts: &FactsSince) -> Value {
    match facts {
        FactsSince::NotMissing => json!([{"side": "missing", "what": t!("desk-facts-not-missing")}]),
        FactsSince::Merged => json!([{"side": "missing", "what": t!("desk-facts-merged")}]),
        FactsSince::Changed { since, as_of } => {
            let item = |[side, what, was, is]: [String; 4]| json!({"side": side, "what": what, "was": was, "is": is});
            changed_facts(since, *as_of).into_iter().map(item).collect()
        }
    }
}

/// A refusal beside the field that it is about.
fn refused(act: Option<&'static str>, refusal: &Refusal) -> Option<Wrong> {
    let field = refusal.field()?;
    let field = match refusal.place() {
        Some(place) => format!("{field}[{place}].existing"),
        None => field.to_owned(),
    };
    Some(Wrong::new(field, refusal.code(), words::refusal(act, refusal)))
}

impl ApiProblem {
    /// What an act met, in its words.
    pub(crate) fn of_act(form: &ActForm, trouble: Trouble, since: impl FnOnce(&Clash) -> Vec<Value>) -> Self {
        match trouble {
            Trouble::Refused(refusal) => Self::Refused { act: Some(form.word), refusal, others: Vec::new() },
            Trouble::Clash(clash) => {
                let changed = clash.facts.as_ref().map(changed);
                Self::Clash { since: since(&clash), version: clash.version, changed }
            }
            Trouble::Denied(_)
            | Trouble::NotFound
            | Trouble::WithPolice { .. }
            | Trouble::NotThen(_)
            | Trouble::KeyUsedBefore
            | Trouble::VersionAhead
            | Trouble::Unavailable(_)
            | Trouble::Fault(_) => trouble.into(),
        }
    }

    /// What an act met on the record of somebody who cannot be named: all that is wrong with what it says of them.
    pub(crate) fn of_act_on(
        act: &ActOnUnidentified,
        form: &ActForm,
        trouble: Trouble,
        now: Timestamp,
        since: impl FnOnce(&Clash) -> Vec<Value>,
    ) -> Self {
        let mut problem = Self::of_act(form, trouble, since);
        if let Self::Refused { refusal, others, .. } = &mut problem {
            *others = act.refused_with(refusal.clone(), now).split_off(1);
        }
        problem
    }

    /// What a sign-in met.
    pub(crate) fn of_sign_in(refused: &SignInRefused, now: Timestamp) -> Self {
        match refused {
            SignInRefused::WrongNameOrPassword => Self::WrongNameOrPassword,
            SignInRefused::Throttled { retry_at } => {
                let wait = retry_at.since((Unit::Second, now)).map_or(60, |wait| wait.get_seconds());
                Self::Throttled { wait_seconds: wait.max(1) }
            }
            SignInRefused::Unavailable(_) => Self::Shared(Problem::Unavailable),
            SignInRefused::Fault(fault) => Self::Shared(Problem::Fault { reference: fault.to_string() }),
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Shared(problem) => problem.status(),
            Self::NotSignedIn | Self::WrongNameOrPassword => StatusCode::UNAUTHORIZED,
            Self::Throttled { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NotJson => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Malformed { .. }
            | Self::Query(_)
            | Self::VersionUnreadable
            | Self::KeyMissing
            | Self::KeyUnreadable => StatusCode::BAD_REQUEST,
            Self::Invalid(_) | Self::KeyUsedBefore | Self::Refused { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self::LikelyKnown { .. } => StatusCode::CONFLICT,
            Self::VersionMissing => StatusCode::PRECONDITION_REQUIRED,
            Self::Clash { .. } => StatusCode::PRECONDITION_FAILED,
        }
    }

    /// The stable end of the `type`.
    fn code(&self) -> &'static str {
        match self {
            Self::Shared(problem) => problem.code(),
            Self::NotSignedIn => "not-signed-in",
            Self::WrongNameOrPassword => "wrong-name-or-password",
            Self::Throttled { .. } => "throttled",
            Self::TooLarge { .. } => Problem::TooLarge.code(),
            Self::NotJson => "not-json",
            Self::Malformed { .. } => "malformed",
            Self::Invalid(_) => "invalid",
            Self::Query(_) => "query-unreadable",
            Self::VersionMissing => "version-missing",
            Self::VersionUnreadable => "version-unreadable",
            Self::KeyMissing => "key-missing",
            Self::KeyUnreadable => "key-unreadable",
            Self::KeyUsedBefore => "key-used-before",
            Self::Refused { refusal, .. } => refusal.code(),
            Self::LikelyKnown { .. } => "likely-known",
            Self::Clash { .. } => "clash",
        }
    }

    fn title(&self) -> String {
        match self {
            Self::Shared(Problem::NotFound) => t!("api-not-found"),
            Self::Shared(Problem::WrongMethod) => t!("api-wrong-method"),
            Self::Shared(Problem::VersionAhead) => t!("api-version-ahead"),
            Self::Shared(problem) => problem.title(),
            Self::NotSignedIn => t!("api-not-signed-in"),
            Self::WrongNameOrPassword => t!("api-wrong-name-or-password"),
            Self::Throttled { .. } => t!("api-throttled"),
            Self::TooLarge { .. } => t!("api-too-large"),
            Self::NotJson => t!("api-not-json"),
            Self::Malformed { .. } => t!("api-malformed"),
            Self::Invalid(_) => t!("api-invalid"),
            Self::Query(_) => t!("api-query-unreadable"),
            Self::VersionMissing => t!("api-version-missing"),
            Self::VersionUnreadable => t!("api-version-unreadable"),
            Self::KeyMissing => t!("api-key-missing"),
            Self::KeyUnreadable => t!("api-key-unreadable"),
            Self::KeyUsedBefore => t!("api-key-used-before"),
            Self::Refused { .. } => t!("problem-refused"),
            Self::LikelyKnown { .. } => t!("refusal-likely-known"),
            Self::Clash { .. } => t!("problem-clash"),
        }
    }

    fn detail(&self) -> String {
        match self {
            Self::Shared(Problem::NotFound) => t!("api-not-found-advice"),
            Self::Shared(Problem::WrongMethod) => t!("api-wrong-method-advice"),
            Self::Shared(Problem::VersionAhead) => t!("api-version-ahead-advice"),
            Self::Shared(problem) => problem.advice(),
            Self::NotSignedIn => t!("api-not-signed-in-advice"),
            Self::WrongNameOrPassword => t!("api-wrong-name-or-password-advice"),
            Self::Throttled { wait_seconds } => t!("api-throttled-advice", "seconds" => *wait_seconds),
            Self::TooLarge { mebibytes_at_most } => {
                t!("api-too-large-advice", "mebibytes" => *mebibytes_at_most)
            }
            Self::NotJson => t!("api-not-json-advice"),
            Self::Malformed { line, column } => {
                t!("api-malformed-advice", "line" => *line, "column" => *column)
            }
            Self::Invalid(_) => t!("api-invalid-advice"),
            Self::Query(_) => t!("api-query-unreadable-advice"),
            Self::VersionMissing => t!("api-version-missing-advice"),
            Self::VersionUnreadable => t!("api-version-unreadable-advice"),
            Self::KeyMissing => t!("api-key-missing-advice"),
            Self::KeyUnreadable => t!("api-key-unreadable-advice"),
            Self::KeyUsedBefore => t!("api-key-used-before-advice"),
            Self::Refused { act, refusal, .. } => words::refusal(*act, refusal),
            Self::LikelyKnown { .. } => t!("api-likely-known-advice"),
            Self::Clash { changed: Some(_), .. } => t!("api-facts-advice"),
            Self::Clash { .. } => t!("api-clash-advice"),
        }
    }

    fn json(&self) -> Value {
        let mut body = if let Self::Shared(problem) = self {
            problem.json()
        } else {
            json!({"type": format!("urn:safewell:problem:{}", self.code())})
        };
        body["status"] = json!(self.status().as_u16());
        body["title"] = json!(self.title());
        body["detail"] = json!(self.detail());
        let errors = |wrong: &[Wrong]| Value::Array(wrong.iter().map(Wrong::json).collect());
        match self {
            Self::Invalid(wrong) => body["errors"] = errors(wrong),
            Self::Query(wrong) => body["errors"] = errors(std::slice::from_ref(wrong)),
            Self::Refused { act, refusal, others } => {
                let all = [refusal].into_iter().chain(others);
                let wrong: Vec<Wrong> = all.filter_map(|refusal| refused(*act, refusal)).collect();
                if !wrong.is_empty() {
                    body["errors"] = errors(&wrong);
                }
            }
            Self::Malformed { line, column } => {
                body["line"] = json!(line);
                body["column"] = json!(column);
            }
            Self::Throttled { wait_seconds } => body["wait_seconds"] = json!(wait_seconds),
            Self::LikelyKnown { likely } => body["likely"] = likely.clone(),
            Self::Clash { version, since, changed } => {
                body["version"] = json!(version);
                match changed {
                    Some(changed) => body["changed"] = changed.clone(),
                    None => body["since"] = json!(since),
                }
            }
            Self::Shared(_)
            | Self::NotSignedIn
            | Self::WrongNameOrPassword
            | Self::TooLarge { .. }
            | Self::NotJson
            | Self::VersionMissing
            | Self::VersionUnreadable
            | Self::KeyMissing
            | Self::KeyUnreadable
            | Self::KeyUsedBefore => {}
        }
        body
    }
}

impl From<Problem> for ApiProblem {
    fn from(problem: Problem) -> Self {
        Self::Shared(problem)
    }
}

impl From<Trouble> for ApiProblem {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Refused(refusal) => Self::Refused { act: None, refusal, others: Vec::new() },
            Trouble::KeyUsedBefore => Self::KeyUsedBefore,
            Trouble::Clash(clash) => Self::Clash {
                version: clash.version,
                since: Vec::new(),
                changed: clash.facts.as_ref().map(changed),
            },
            Trouble::Denied(_)
            | Trouble::NotFound
            | Trouble::WithPolice { .. }
            | Trouble::NotThen(_)
            | Trouble::VersionAhead
            | Trouble::Unavailable(_)
            | Trouble::Fault(_) => Self::Shared(trouble.into()),
        }
    }
}

impl IntoResponse for ApiProblem {
    fn into_response(self) -> Response {
        answer(&self)
    }
}

/// The answer, with the headers that say the same to a library.
pub(crate) fn answer(problem: &ApiProblem) -> Response {
    let kind = HeaderValue::from_static("application/problem+json");
    let mut response =
        (problem.status(), [(header::CONTENT_TYPE, kind)], problem.json().to_string()).into_response();
    let headers = response.headers_mut();
    match problem {
        ApiProblem::NotSignedIn | ApiProblem::WrongNameOrPassword => {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"safewell\""));
        }
        ApiProblem::Throttled { wait_seconds } => {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(*wait_seconds));
        }
        ApiProblem::Clash { version, .. } => {
            headers.insert(header::ETAG, etag(*version));
        }
        ApiProblem::Shared(_)
        | ApiProblem::TooLarge { .. }
        | ApiProblem::NotJson
        | ApiProblem::Malformed { .. }
        | ApiProblem::Invalid(_)
        | ApiProblem::Query(_)
        | ApiProblem::VersionMissing
        | ApiProblem::VersionUnreadable
        | ApiProblem::KeyMissing
        | ApiProblem::KeyUnreadable
        | ApiProblem::KeyUsedBefore
        | ApiProblem::LikelyKnown { .. }
        | ApiProblem::Refused { .. } => {}
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_form_are_named_as_a_body_has_them() {
        for (field, control, path) in [
            ("grade", "grade", "grade"),
            ("considerations", "considerations-0-what", "considerations[0].what"),
            ("considerations", "considerations-2-obtained_at-day", "considerations[2].obtained_at"),
            ("happened_at", "happened_at-day", "happened_at"),
            ("start", "start-time", "start"),
            ("birth", "birth-date-day", "birth.date"),
            ("birth", "birth-year", "birth.year"),
            ("reporter-name", "reporter-name", "reporter-name"),
        ] {
            assert_eq!(path_of(field, control), path);
        }
    }
}
