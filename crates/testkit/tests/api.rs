//! The interface for programs over HTTP, on either engine.

#![allow(clippy::unwrap_used, reason = "a test says by `unwrap` what it expects, in its helpers too")]

#[path = "api/service.rs"]
mod service;

#[path = "api/described.rs"]
mod described;
#[path = "api/main_job.rs"]
mod main_job;
#[path = "api/paging.rs"]
mod paging;
#[path = "api/papers.rs"]
mod papers;
#[path = "api/problems.rs"]
mod problems;
#[path = "api/reading_alike.rs"]
mod reading_alike;
#[path = "api/refusing.rs"]
mod refusing;
#[path = "api/retrying.rs"]
mod retrying;
#[path = "api/same_as_pages.rs"]
mod same_as_pages;
#[path = "api/unidentified.rs"]
mod unidentified;
