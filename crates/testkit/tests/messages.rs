//! Messages that somebody must acknowledge, through `app`, on either engine.

#[path = "app/engines.rs"]
mod engines;

#[path = "messages/edges.rs"]
mod edges;
#[path = "messages/naive.rs"]
mod naive;
#[path = "messages/night.rs"]
mod night;
#[path = "messages/rota.rs"]
mod rota;
