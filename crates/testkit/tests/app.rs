//! What people and timers do to cases, through `app`, on either engine.

#[path = "app/engines.rs"]
mod engines;

#[path = "app/access.rs"]
mod access;
#[path = "app/drafts.rs"]
mod drafts;
#[path = "app/handover.rs"]
mod handover;
#[path = "app/history.rs"]
mod history;
#[path = "app/identity.rs"]
mod identity;
#[path = "app/lists.rs"]
mod lists;
#[path = "app/reading.rs"]
mod reading;
#[path = "app/recording.rs"]
mod recording;
#[path = "app/reports.rs"]
mod reports;
#[path = "app/timers.rs"]
mod timers;
