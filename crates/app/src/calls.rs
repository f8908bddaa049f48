//! Calls: one about one or several people, shown until it has ended in an episode or a reasoned other class.

use domain::{
    file::as_known_at,
    ids::{AgencyId, EntryId, IncidentId},
    incident::{Incident, IncidentClass, IncidentEvent},
    ledger::{Draft, Entry, Event, Stream},
    projection::{IncidentRow, project_incident},
};
use jiff::{SignedDuration, Timestamp};
use store::{AppendError, Batch, StreamWrite};
use uuid::Uuid;

use crate::{
    App,
    access::{Action, Area},
    cases::{
        IdempotencyKey, Purpose,
        recording::{digest_of, fresh_salt},
    },
    identity::SignedIn,
    records::entry_of,
    trouble::Trouble,
};

/// Calls shown at once.
const CALLS_AT_MOST: u32 = 200;

/// For how long a call that ended without a case can still be found among the calls: the shift that took it and the next.
const ENDED_SHOWN_FOR: SignedDuration = SignedDuration::from_hours(24);

/// How often a call that others keep adding to is read again before the user is asked to try again.
const ATTEMPTS: usize = 5;

/// A call as it was when something about it is decided.
pub(crate) struct KnownCall {
    /// The call.
    pub(crate) incident: Incident,
    entries: Vec<Entry>,
}

impl KnownCall {
    /// What it takes to add to the call: nothing where somebody else adds to it first.
    pub(crate) fn write(&self, drafts: Vec<Draft>) -> (StreamWrite, Option<IncidentRow>) {
        let id = self.incident.id;
        let last = self.entries.last().map_or((0, 0), |entry| (entry.sequence, entry.version));
        let added = (1..).zip(&drafts).map(|(place, draft)| entry_of(draft, last.0 + place, last.1 + place));
        let entries: Vec<Entry> = self.entries.iter().cloned().chain(added).collect();
        let write =
            StreamWrite { stream: Stream::Incident(id), person: None, expected_version: last.1, drafts };
        (write, incident_row(id, &entries))
    }

    /// When what is decided at `clock` is recorded: never before what the call holds.
    pub(crate) fn entered_at(&self, clock: Timestamp) -> Timestamp {
        self.entries.iter().map(|entry| entry.recorded_at).max().map_or(clock, |last| last.max(clock))
    }
}

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
                | Event::Agency(_)
                | Event::Unidentified(_)
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
    /// Whether somebody may see calls, so that only those who may are led there.
    #[must_use]
    pub fn sees_calls(&self, who: &SignedIn) -> bool {
        self.inner.access.permit(&who.actor(), Action::ListCalls, &Area, Purpose::Casework).is_ok()
    }

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

    /// The same calls with what was told in each.
    ///
    /// # Errors
    /// As [`App::unfinished_calls`].
    pub async fn calls_to_decide(&self, who: &SignedIn) -> Result<Vec<Incident>, Trouble> {
        let mut calls = Vec::new();
        for row in self.unfinished_calls(who).await? {
            let entries = self.inner.store.incident_entries(row.incident).await?;
            calls.extend(incident_of(row.incident, &entries).filter(Incident::is_unfinished));
        }
        Ok(calls)
    }

    /// Ends a call without a case: it is another matter, for a reason. Sent again with its key it is recorded once.
    ///
    /// # Errors
    /// Refused once the call is decided, for a class that opens an episode, and without a reason; denied to whoever may not
    /// take reports; not found where another agency took the call. Nothing was recorded.
    pub async fn decide_call(
        &self,
        who: &SignedIn,
        call: IncidentId,
        class: IncidentClass,
        reason: &str,
        key: &IdempotencyKey,
    ) -> Result<(), Trouble> {
        let request = digest_of(&("call", call.0, class, reason));
        for _ in 0..ATTEMPTS {
            let known = self.call(who, call).await?;
            if let Err(error) = self.inner.store.replayed(who.account, key.as_str(), &request).await {
                return decided_before(error);
            }
            let event = known.incident.end_without_case(class, reason)?;
            let now = known.entered_at(self.clock().now());
            let (write, row) = known.write(vec![Draft {
                id: EntryId(Uuid::now_v7()),
                stream: Stream::Incident(call),
                happened_at: now,
                recorded_at: now,
                actor: who.actor(),
                event: Event::Incident(event),
                salt: fresh_salt(),
            }]);
            let batch = Batch {
                writes: vec![write],
                incidents: row.into_iter().collect(),
                idempotency: Some(store::IdempotencyKey {
                    key: key.as_str().to_owned(),
                    account: who.account,
                    request,
                    response: Vec::new(),
                    at: now,
                }),
                ..Batch::default()
            };
            match self.inner.store.append(batch).await {
                Ok(_) => return Ok(()),
                Err(AppendError::Conflict { .. }) => {}
                Err(error) => return decided_before(error),
            }
        }
        Err(Trouble::Unavailable(store::Unavailable::Busy))
    }

    /// Calls of the last day that ended without a case, the latest first: whoever was late home may not be back.
    ///
    /// # Errors
    /// As [`App::unfinished_calls`].
    pub async fn calls_without_case(&self, who: &SignedIn) -> Result<Vec<Incident>, Trouble> {
        self.inner.access.permit(&who.actor(), Action::ListCalls, &Area, Purpose::Casework)?;
        let scope = store::Scope::Agencies(vec![who.agency.id]);
        let since = self.clock().now() - ENDED_SHOWN_FOR;
        let rows = self.inner.store.finished_incidents_since(&scope, since, CALLS_AT_MOST).await?;
        self.note_list(who, "calls_without_case", rows.iter().map(|row| row.incident.0)).await;
        let mut calls = Vec::new();
        for row in rows {
            let entries = self.inner.store.incident_entries(row.incident).await?;
            calls.extend(incident_of(row.incident, &entries).filter(Incident::may_become_case));
        }
        Ok(calls)
    }

    /// A call that the actor's agency took, for deciding on it.
    pub(crate) async fn call(&self, who: &SignedIn, id: IncidentId) -> Result<KnownCall, Trouble> {
        self.inner.access.permit(&who.actor(), Action::TakeReport, &Area, Purpose::Casework)?;
        let entries = self.inner.store.incident_entries(id).await?;
        let ours = entries.first().is_some_and(|first| first.actor.agency == who.agency.id);
        let incident = incident_of(id, &entries).filter(|_| ours).ok_or(Trouble::NotFound)?;
        Ok(KnownCall { incident, entries })
    }
}

/// What the same decision was answered before.
fn decided_before(error: AppendError) -> Result<(), Trouble> {
    match error {
        AppendError::IdempotencyReplay(_) => Ok(()),
        AppendError::IdempotencyMismatch => Err(Trouble::KeyUsedBefore),
        AppendError::Conflict { .. }
        | AppendError::FileChanged { .. }
        | AppendError::DraftChanged
        | AppendError::SomebodyNew => Err(Trouble::Unavailable(store::Unavailable::Busy)),
        AppendError::Fault(fault) => Err(fault.into()),
    }
}
