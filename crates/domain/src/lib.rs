//! The rules of the work: people, episodes, the case ledger, protocols and their clocks, risk.
//!
//! Pure: no I/O, no clock, no randomness, no async, no SQL; no panic on any input. In the order in which a newcomer
//! should read them:

mod closed_sets;

pub mod agency;
pub mod ids;
pub mod time;

pub mod birth;
pub mod features;
pub mod person;
pub mod placement;

pub mod incident;

pub mod episode;
pub mod meeting;
pub mod risk;
pub mod rota;

pub mod ledger;

pub mod protocol;

pub mod file;
pub mod merging;

pub mod record;

pub mod unidentified;

pub mod refusal;

pub mod case_of;
pub mod comparable;
pub mod grants;
pub mod late;
pub mod messages;
pub mod named;
pub mod names;
pub mod postcode;
pub mod projection;
pub mod sight;
pub mod text;
