//! What was answered so far. Everything may be missing: a call is noted as it comes.

use std::collections::BTreeMap;

use domain::{
    episode::Report,
    ids::{EpisodeId, IncidentId, PersonId},
    incident::IncidentClass,
    person::{CareBasis, CareStatus, Marker, MarkerKind, PersonDetails},
    text::is_blank,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A report as far as it was answered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportAnswers {
    /// The call that was noted already and is reported now; nothing where the report begins one.
    pub call: Option<IncidentId>,
    /// The running case that the answers are added to, where the case was opened before they were given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adds_to: Option<EpisodeId>,
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
    /// Whose records were shown as likely theirs, and are of somebody else.
    pub not_the_same_as: Vec<PersonId>,
    /// Who of the same report is likely the same and is somebody else, counted from 0.
    pub not_reported_as: Vec<usize>,
    /// Of somebody whose record the report names: whose records were shown as likely theirs and are. Both stay, an entry says who
    /// said so, and the pair stands in the list of possible duplicates.
    pub the_same_as: Vec<PersonId>,
    /// The same of those that may be, of which nothing more is said.
    pub may_be_the_same_as: Vec<PersonId>,
    /// What is known of them.
    pub details: PersonDetails,
    /// Their care status, where something was said that is not on the record.
    pub care: Option<CareStatus>,
    /// Markers that were told of and are not on the record.
    pub markers: Vec<Marker>,
    /// What was told of this one person alone: it goes over what was told of the call.
    pub report: Report,
    /// What stood on their record when it was taken into the report.
    #[serde(skip_serializing_if = "OnRecord::is_nothing")]
    pub on_record: OnRecord,
}

/// What stood on somebody's record when it was taken into a report: shown, and never asked again (R8).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OnRecord {
    /// What was known of them.
    pub details: PersonDetails,
    /// Their care status.
    pub care: Option<CareBasis>,
    /// What bears on the risk, each once.
    pub markers: Vec<MarkerKind>,
    /// Who recorded each of the details that are known, and when, by the name of the detail.
    pub sources: BTreeMap<String, Source>,
}

/// Who recorded something, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// When it was recorded.
    pub at: Timestamp,
    /// The name of whoever recorded it; empty where it is not known.
    pub by: String,
}

impl OnRecord {
    /// Whether nothing was on record.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

impl ReportAnswers {
    /// Whether nobody has typed anything yet: what the first page fills in by itself counts for nothing.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        let proposed = Self { class: self.class, reported_at: self.reported_at, ..Self::default() };
        let named = self.people.iter().any(|person| *person != ReportedPerson::default());
        !named && Self { people: Vec::new(), ..self.clone() } == proposed
    }

    /// Whether anything was said of what happened, of the call or of one of the people.
    #[must_use]
    pub fn says_what_happened(&self) -> bool {
        !is_blank(self.report.what_happened())
    }

    /// What was told that concerns one of the people: what was told of the call, and of them alone.
    #[must_use]
    pub fn report_about(&self, person: &ReportedPerson) -> Report {
        let mut report = self.report.clone();
        report.add(&person.report);
        report
    }
}

impl ReportedPerson {
    /// What their record is to hold after the report: what stood in the form, and where the record says nothing what the
    /// caller said, so that nobody has to ask it the next time.
    pub(super) fn details_with(&self, report: &Report) -> PersonDetails {
        let mut details = self.details.clone();
        for (detail, said) in [
            (&mut details.description, &report.description),
            (&mut details.phones_and_accounts, &report.phones_and_accounts),
            (&mut details.associates, &report.associates),
            (&mut details.medication, &report.medication),
            (&mut details.effect_of_missing_medication, &report.effect_of_missing_medication),
            (&mut details.health_and_disability, &report.medical),
        ] {
            if is_blank(detail) && !is_blank(said) {
                detail.clone_from(said);
            }
        }
        details
    }
}
