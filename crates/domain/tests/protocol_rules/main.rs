//! The protocol engine: its packs, its rules as tables, its mistakes, its properties.

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
