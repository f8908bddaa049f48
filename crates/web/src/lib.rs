//! The only room that knows HTTP: pages for people, JSON for programs.

pub mod assets;
pub mod catalogue;
pub mod components;
pub mod layout;
