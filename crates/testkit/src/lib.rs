//! For tests only: databases of their own, and what else a test needs that the product does not.

pub mod database;
pub mod paper;
pub mod running;
pub mod sample;

pub use paper::set_plainly;
