//! The pages over HTTP, as a browser without scripts asks for them.

#[path = "pages/visitor.rs"]
mod visitor;

#[path = "pages/gate.rs"]
mod gate;
#[path = "pages/report.rs"]
mod report;
