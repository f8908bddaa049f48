//! What people and timers do to cases, through `app`, on either engine.

#![allow(clippy::unwrap_used, reason = "a test says by `unwrap` what it expects, in its helpers too")]
#![allow(clippy::wildcard_enum_match_arm, reason = "a test picks out the entry that it is about")]

#[path = "app/engines.rs"]
mod engines;

#[path = "app/access.rs"]
mod access;
#[path = "app/accounts.rs"]
mod accounts;
#[path = "app/comparable.rs"]
mod comparable;
#[path = "app/drafts.rs"]
mod drafts;
#[path = "app/edges.rs"]
mod edges;
#[path = "app/finding.rs"]
mod finding;
#[path = "app/handover.rs"]
mod handover;
#[path = "app/history.rs"]
mod history;
#[path = "app/home.rs"]
mod home;
#[path = "app/identities.rs"]
mod identities;
#[path = "app/identity.rs"]
mod identity;
#[path = "app/known_at.rs"]
mod known_at;
#[path = "app/likely.rs"]
mod likely;
#[path = "app/lists.rs"]
mod lists;
#[path = "app/merged_matches.rs"]
mod merged_matches;
#[path = "app/merging.rs"]
mod merging;
#[path = "app/photographs.rs"]
mod photographs;
#[path = "app/reading.rs"]
mod reading;
#[path = "app/recording.rs"]
mod recording;
#[path = "app/reports.rs"]
mod reports;
#[path = "app/retelling.rs"]
mod retelling;
#[path = "app/said_the_same.rs"]
mod said_the_same;
#[path = "app/sight.rs"]
mod sight;
#[path = "app/tasks.rs"]
mod tasks;
#[path = "app/timers.rs"]
mod timers;
#[path = "app/unidentified.rs"]
mod unidentified;
#[path = "app/unseen.rs"]
mod unseen;
