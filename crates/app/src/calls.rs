//! Calls: one about one or several people, shown until it has ended in an episode or a reasoned other class.

use domain::{
    file::as_known_at,
    ids::{AgencyId, IncidentId},
    incident::{Incident, IncidentEvent},
    ledger::{Entry, Event},
    projection::{IncidentRow, project_incident},
};
use jiff::Timestamp;

use crate::{
    App,
    access::{Action, Area},
    cases::Purpose,
    identity::SignedIn,
    trouble::Trouble,
};

/// Calls shown at once.
const CALLS_AT_MOST: u32 = 200;

/// The call that its entries tell of; nothing where none of them took it.
pub(crate) fn incident_of(id: IncidentId, entries: &[Entry]) -> Option<Incident> {
    let mut incident: Option<Incident> = None;
    for recorded in as_known_at(entries, Timestamp::MAX) {
        match (&mut incident, &recorded.event) {
            (None, Event::Incident(IncidentEvent::Reported(call))) => {
                incident = Some(Incident::new(id, recorded.happened_at, call.clone()));
            }
            (Some(incident), Event::Incident(event)) => incident.apply(event),
            (
                _,
                Event::Incident(_)
                | Event::Person(_)
                | Event::Episode(_)
                | Event::Placement(_)
                | Event::Meeting(_)
                | Event::Corrected(_),
            ) => {}
        }
    }
    incident
}

/// The row of a call: it is shown to the agency that took it.
pub(crate) fn incident_row(id: IncidentId, entries: &[Entry]) -> Option<IncidentRow> {
    let incident = incident_of(id, entries)?;
    let force: AgencyId = entries.first()?.actor.agency;
    Some(project_incident(&incident, force))
}

impl App {
    /// Calls that nobody has decided, of the actor's force, the oldest first.
    ///
    /// # Errors
    /// Denied to whoever may not see calls.
    pub async fn unfinished_calls(&self, who: &SignedIn) -> Result<Vec<IncidentRow>, Trouble> {
        self.inner.access.permit(&who.actor(), Action::ListCalls, &Area, Purpose::Casework)?;
        let scope = store::Scope::Agencies(vec![who.agency.id]);
        let rows = self.inner.store.unfinished_incidents(&scope, CALLS_AT_MOST).await?;
        self.note_list(who, "unfinished_calls", rows.iter().map(|row| row.incident.0)).await;
        Ok(rows)
    }
}
