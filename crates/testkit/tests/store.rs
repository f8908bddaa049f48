//! One suite over the store, run on either engine.

#![allow(clippy::unwrap_used, reason = "a test says by `unwrap` what it expects, in its helpers too")]

#[path = "store/cases.rs"]
mod cases;

#[path = "store/accounts.rs"]
mod accounts;
#[path = "store/backup.rs"]
mod backup;
#[path = "store/faults.rs"]
mod faults;
#[path = "store/ledger.rs"]
mod ledger;
#[path = "store/lists.rs"]
mod lists;
#[path = "store/merged.rs"]
mod merged;
#[path = "store/queues.rs"]
mod queues;
#[path = "store/schema.rs"]
mod schema;
#[path = "store/verify.rs"]
mod verify;
