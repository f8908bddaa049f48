//! The report of a call that was noted and not decided: what the caller said is not asked again.

use domain::{
    ids::IncidentId,
    incident::{Incident, IncidentClass, IncidentStatus},
    refusal::Refusal,
};

use super::{Draft, DraftSave, ReportAnswers};
use crate::{App, identity::SignedIn, trouble::Trouble};

impl App {
    /// Begins the report of a call, or goes on with the one that somebody of the room has begun.
    ///
    /// # Errors
    /// Refused once the call is decided; denied to whoever may not take reports; not found where another agency took it.
    pub async fn report_of_call(&self, who: &SignedIn, call: IncidentId) -> Result<Draft, Trouble> {
        let known = self.call(who, call).await?;
        if !known.incident.may_become_case() {
            return Err(Refusal::CallDecided.into());
        }
        for begun in self.drafts(who).await? {
            let draft = self.draft(who, begun.id).await?;
            if draft.answers.call == Some(call) {
                return Ok(draft);
            }
        }
        let mut answers = answers_of(&known.incident);
        for (person, _) in known.incident.people.iter().filter(|(_, episode)| episode.is_none()) {
            answers.people.push(self.reported_person(who, *person).await?);
        }
        self.save_draft(who, DraftSave { id: None, version: 0, answers }).await
    }
}

/// What the call answers of a report.
fn answers_of(incident: &Incident) -> ReportAnswers {
    let call = &incident.call;
    let mut answers = ReportAnswers {
        call: Some(incident.id),
        reported_at: Some(incident.reported_at),
        reporter_view: call.reporter_view.clone(),
        ..ReportAnswers::default()
    };
    answers.class = Some(match incident.status {
        // Whoever takes the report of a call that was another matter says that somebody is missing after all.
        IncidentStatus::Undecided | IncidentStatus::Other { .. } => IncidentClass::Missing,
        IncidentStatus::Missing { class } => class,
    });
    answers.report.log_number.clone_from(&call.log_number);
    answers.report.reporter.clone_from(&call.reporter);
    answers.report.circumstances.clone_from(&call.circumstances);
    answers
}
