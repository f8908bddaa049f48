//! Who may do what. Policies (`policies/*.cedar`) decide, this module alone asks them, and what it gives is a
//! [`Permit`]: the proof without which no record is fetched and no list is queried.

mod action;
mod engine;
mod entities;
mod matrix;
mod policies;
mod recording;
mod resource;
mod scope;

pub use action::{Action, Subject};
pub use engine::Access;
pub use matrix::matrix;
pub use policies::PolicyError;
pub use resource::{Area, EpisodeFacts, Facts, PersonFacts, Resource, UnidentifiedFacts};

/// Proof that an actor may do something with something. Only [`Access`] makes one.
#[derive(Clone, Debug)]
pub struct Permit<R> {
    resource: R,
    action: Action,
    policy: String,
}

impl<R> Permit<R> {
    /// With what.
    #[must_use]
    pub fn resource(&self) -> &R {
        &self.resource
    }

    /// What.
    #[must_use]
    pub fn action(&self) -> Action {
        self.action
    }

    /// The policy that permits it.
    #[must_use]
    pub fn policy(&self) -> &str {
        &self.policy
    }
}

/// An action was not permitted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{action} denied{}", .policy.as_ref().map(|policy| format!(" by {policy}")).unwrap_or_default())]
pub struct Denied {
    /// The word of the action.
    pub action: &'static str,
    /// The policy that forbids it; nothing where none permits it.
    pub policy: Option<String>,
    /// Whether they may know of the thing at all.
    pub of: Existence,
}

/// Whether somebody may know that a thing is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existence {
    /// They may read it, or it is the area itself.
    Known,
    /// They may not even read it: they are answered as if there were none.
    Hidden,
}
