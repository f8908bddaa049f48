//! The one place where the product learns the time.

use std::sync::{Arc, Mutex, PoisonError};

use domain::time::to_microsecond;
use jiff::Timestamp;

/// Where the time comes from.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The machine's clock.
    #[default]
    System,
    /// A time that stands still until it is set, for tests and simulations.
    Fixed(Arc<Mutex<Timestamp>>),
}

impl Clock {
    /// A clock that stands still at this instant.
    #[must_use]
    pub fn fixed(at: Timestamp) -> Self {
        Self::Fixed(Arc::new(Mutex::new(to_microsecond(at))))
    }

    /// The instant, cut to whole microseconds: what both databases hold exactly.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => to_microsecond(Timestamp::now()),
            Self::Fixed(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Sets a fixed clock; the machine's clock is left alone.
    pub fn set(&self, to: Timestamp) {
        match self {
            Self::System => {}
            Self::Fixed(at) => *at.lock().unwrap_or_else(PoisonError::into_inner) = to_microsecond(to),
        }
    }
}
