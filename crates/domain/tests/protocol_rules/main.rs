//! The protocol engine: its packs, its rules as tables, its mistakes, its properties.

mod holidays;
mod packs;
mod short_form;
mod tables;
