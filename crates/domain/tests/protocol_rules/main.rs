//! The protocol engine: its packs, its rules as tables, its mistakes, its properties.

mod files;
mod holidays;
mod mistakes;
mod packs;
mod short_form;
mod tables;
