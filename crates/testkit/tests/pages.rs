//! The pages over HTTP, as a browser without scripts asks for them.

#![allow(clippy::unwrap_used, reason = "a test says by `unwrap` what it expects, in its helpers too")]

#[path = "pages/visitor.rs"]
mod visitor;

#[path = "pages/foreign.rs"]
mod foreign;
#[path = "pages/gate.rs"]
mod gate;
#[path = "pages/photographs.rs"]
mod photographs;
#[path = "pages/report.rs"]
mod report;
#[path = "pages/room.rs"]
mod room;
#[path = "pages/unidentified.rs"]
mod unidentified;
