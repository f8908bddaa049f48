//! Why something that was asked for was not done: what the user is told, and what the operator reads.

use std::fmt;

use domain::refusal::Refusal;

pub use store::Unavailable;

use crate::{
    access::{Denied, Existence},
    cases::{NotThen, TimelineItem},
};

/// Why nothing was recorded or shown.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The decision was that this may not be recorded.
    #[error("refused: {}", .0.code())]
    Refused(Refusal),
    /// A policy does not allow it, or none does.
    #[error(transparent)]
    Denied(Denied),
    /// It is not there, or may not even be known to exist.
    #[error("not found")]
    NotFound,
    /// Police tell it in person, and no page does before they have (EX 4).
    #[error("told in person")]
    WithPolice {
        /// The police log number; empty where nobody gave it.
        log_number: String,
    },
    /// There is nothing to show as of that moment.
    #[error("nothing to show as of that moment")]
    NotThen(NotThen),
    /// Somebody else recorded something on the same matter meanwhile. Shown the difference, the user decides.
    #[error("somebody else recorded something on the same matter")]
    Clash(Clash),
    /// What was seen is named by a version that the record has not reached. Nothing was recorded.
    #[error("the record has not reached the version that was named as seen")]
    VersionAhead,
    /// The key of this request was used before for another one. Nothing was recorded.
    #[error("the idempotency key belongs to a different request")]
    KeyUsedBefore,
    /// The database cannot do it at present; nothing was saved, and trying again may help.
    #[error("unavailable: {0}")]
    Unavailable(Unavailable),
    /// Something that must hold does not. The operator finds the cause in the log under the reference.
    #[error("fault {0}")]
    Fault(Fault),
}

/// What somebody may not even read they are answered as if there were none, on pages and in the API (docs/guides/access.md):
/// that a case is there, or a record, already tells something of a person.
impl From<Denied> for Trouble {
    fn from(denied: Denied) -> Self {
        match denied.of {
            Existence::Known => Self::Denied(denied),
            Existence::Hidden => Self::NotFound,
        }
    }
}

/// What others did since the user looked.
#[derive(Clone, Debug, PartialEq)]
pub struct Clash {
    /// What they recorded on the same matter, in the order recorded. Empty for a draft of a report.
    pub since: Vec<TimelineItem>,
    /// The version to name when the user, having seen it, records theirs as well.
    pub version: i64,
    /// Facts of somebody missing and somebody unidentified on which a decision rests, where they have changed.
    pub facts: Option<crate::unidentified::FactsSince>,
}

/// The trace of a broken invariant or of an unexpected answer of the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What the user can quote and the operator can search for.
    pub reference: FaultReference,
}

/// Eight letters and digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaultReference(u32);

impl fmt::Display for FaultReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08X}", self.0)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.reference.fmt(f)
    }
}

impl Fault {
    /// Logs what does not hold, under a new reference. Said in words of ours alone: a library's own message may quote
    /// what somebody typed.
    pub(crate) fn broken(what: &'static str) -> Self {
        let reference = FaultReference::fresh();
        tracing::error!(%reference, cause = what, "fault");
        Self { reference }
    }

    /// Logs the chain of causes under a new reference. The causes must not quote what somebody typed.
    pub(crate) fn logged(cause: &(dyn std::error::Error + 'static)) -> Self {
        let reference = FaultReference::fresh();
        let mut chain = cause.to_string();
        let mut next = cause.source();
        while let Some(source) = next {
            chain.push_str(": ");
            chain.push_str(&source.to_string());
            next = source.source();
        }
        tracing::error!(%reference, cause = %chain, "fault");
        Self { reference }
    }
}

impl FaultReference {
    fn fresh() -> Self {
        // Without random bytes the reference is not unique, and the time in the log still finds it.
        Self(getrandom::u32().unwrap_or_default())
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<store::Fault> for Trouble {
    fn from(fault: store::Fault) -> Self {
        match fault.unavailable() {
            Some(kind) => Self::Unavailable(kind),
            None => Self::Fault(Fault::logged(&fault)),
        }
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}
