//! What has just changed, so that pages are kept current. It names ids; who may see them is asked where they are shown.

pub use store::{Change, Changes, Touched};

use crate::App;

impl App {
    /// Changes committed from here on, by any server: [`Changes::next`] waits for the next one.
    #[must_use]
    pub fn changes(&self) -> Changes {
        self.inner.store.changes()
    }
}
