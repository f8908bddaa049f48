//! What was answered so far. Everything may be missing: a call is noted as it comes.

use domain::{
    episode::Report,
    ids::{IncidentId, PersonId},
    incident::IncidentClass,
    person::{CareStatus, Marker, PersonDetails},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A report as far as it was answered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportAnswers {
    /// The call that was noted already and is reported now; nothing where the report begins one.
    pub call: Option<IncidentId>,
    /// What kind of matter it is.
    pub class: Option<IncidentClass>,
    /// Why that kind; needed where no episode is opened.
    pub class_reason: String,
    /// When police were told; the time of sending where nothing is said.
    pub reported_at: Option<Timestamp>,
    /// Since when they are missing, where that is known.
    pub missing_since: Option<Timestamp>,
    /// What the reporter thinks has happened.
    pub reporter_view: String,
    /// What was told and asked; the reporter and the log number among it.
    pub report: Report,
    /// Whom it is about.
    pub people: Vec<ReportedPerson>,
}

/// One of the people whom a call is about.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportedPerson {
    /// Their record, where they are known already.
    pub existing: Option<PersonId>,
    /// The version of that record from which `details` was filled in ([`PersonView::version`](crate::PersonView)).
    pub seen_version: i64,
    /// What is known of them.
    pub details: PersonDetails,
    /// Their care status, where something was said that is not on the record.
    pub care: Option<CareStatus>,
    /// Markers that were told of and are not on the record.
    pub markers: Vec<Marker>,
}
