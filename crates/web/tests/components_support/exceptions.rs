//! The fixtures that a typed component does not express, each by name with the reason. One that turns out to be
//! expressed fails the test.

/// Component, fixture, reason.
pub(crate) const EXCEPTIONS: &[(&str, &str, &str)] = &[];
