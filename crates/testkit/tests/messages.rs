//! Messages that somebody must acknowledge, through `app`, on either engine.

#![allow(clippy::unwrap_used, reason = "a test says by `unwrap` what it expects, in its helpers too")]
#![allow(clippy::wildcard_enum_match_arm, reason = "a test picks out the entry that it is about")]

#[path = "app/engines.rs"]
mod engines;

#[path = "messages/closing.rs"]
mod closing;
#[path = "messages/edges.rs"]
mod edges;
#[path = "messages/naive.rs"]
mod naive;
#[path = "messages/night.rs"]
mod night;
#[path = "messages/rota.rs"]
mod rota;
