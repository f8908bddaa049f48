//! The protocol engine: its packs, its rules as tables, its mistakes, its properties.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by `unwrap`")]

mod explanations;
mod files;
mod holidays;
mod ladders;
mod mistakes;
mod packs;
mod properties;
mod recurring;
mod short_form;
mod tables;
mod task_lists;
