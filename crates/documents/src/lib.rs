//! What stands on a paper, as data: briefing sheets, the referral to the national unit, the list of live cases, the form
//! for a report when the system is down.
//!
//! A document here says *what* stands where; it is handed each fact already in words, and the words of its labels by
//! whoever holds the catalogue. It becomes a [`Sheet`], from which a page and a PDF are made alike, so that neither says
//! more than the other. Pure, as `domain` is. In the order in which a newcomer should read them:

#[cfg(test)]
mod tests;

pub mod sheet;

pub mod label;

pub mod briefing;
pub mod case;
pub mod live_cases;
pub mod referral;
pub mod report_form;

pub mod pdf;

pub use briefing::BriefingSheet;
pub use label::{Label, Words};
pub use live_cases::LiveCases;
pub use pdf::{NotTypeset, Pdf, Typeset};
pub use referral::NationalReferral;
pub use report_form::ReportForm;
pub use sheet::Sheet;
