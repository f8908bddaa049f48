//! The pages of a case and of a person over HTTP, as a browser without scripts uses them.

#![allow(clippy::unwrap_used, reason = "a test says by `unwrap` what it expects, in its helpers too")]
#![allow(clippy::wildcard_enum_match_arm, reason = "a test picks out the entry that it is about")]

#[path = "case_pages/browser.rs"]
mod browser;

#[path = "case_pages/clashes.rs"]
mod clashes;
#[path = "case_pages/home.rs"]
mod home;
#[path = "case_pages/links.rs"]
mod links;
#[path = "case_pages/papers.rs"]
mod papers;
#[path = "case_pages/recording.rs"]
mod recording;
#[path = "case_pages/shown.rs"]
mod shown;
