//! The only room that knows HTTP: pages for people, JSON for programs.
//!
//! In the order in which a newcomer should read them: [`router`] lists every address, [`session`] is the gate before
//! them and [`security`] what every answer carries; `pages` answers people and `api` programs, each by asking
//! `app`; [`acts`] describes once what can be recorded, for both. [`problem`] is what goes wrong, for every reader.

pub mod router;
pub mod security;
pub mod session;
pub mod state;

pub mod api;
mod pages;
mod views;

pub mod papers;

pub mod acts;
pub mod explanation;
pub mod forms;
mod sheet;
mod upload;

pub mod live;
pub mod problem;

pub mod assets;
pub mod catalogue;
pub mod components;
pub mod layout;
