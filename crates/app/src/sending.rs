//! What the clock sends: messages that nobody wrote, appended to one stream together with the rows that they change.

use std::collections::BTreeSet;

use domain::{
    ids::{AgencyId, EntryId},
    ledger::{Actor, Draft, Event, Stream},
    projection::project,
};
use jiff::Timestamp;
use store::{AppendError, Batch, StreamWrite};
use uuid::Uuid;

use crate::{
    App,
    cases::recording::fresh_salt,
    records::Known,
    trouble::{Fault, Trouble},
};

/// What sending came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sent {
    /// So many messages went out, and the rows are written.
    Messages(usize),
    /// None was due.
    Nothing,
    /// Somebody else was faster.
    OvertakenByOther,
}

impl App {
    /// Sends messages for an agency in one stream of a person and writes the rows; nothing where the file has grown
    /// meanwhile: whoever added to it has written the rows, and the clock comes round again.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub(crate) async fn send(
        &self,
        known: &Known,
        stream: Stream,
        of: AgencyId,
        messages: Vec<Event>,
        now: Timestamp,
    ) -> Result<Sent, Trouble> {
        if messages.is_empty() {
            return Ok(Sent::Nothing);
        }
        let drafts: Vec<Draft> = messages.into_iter().map(|event| draft(stream, of, event, now)).collect();
        let count = drafts.len();
        let after = known.with(&drafts, now);
        let touched = match stream {
            Stream::Episode(episode) => BTreeSet::from([episode]),
            Stream::Person(_)
            | Stream::Incident(_)
            | Stream::Placement(_)
            | Stream::Meeting(_)
            | Stream::Agency(_)
            | Stream::Unidentified(_) => BTreeSet::new(),
        };
        let batch = Batch {
            projections: vec![project(&after.file, &touched, now, &self.inner.area.around())],
            writes: vec![StreamWrite {
                stream,
                person: Some(known.file.owner_of(stream)),
                expected_version: known.stream_version(stream),
                drafts,
            }],
            files: known.claims().to_vec(),
            ..Batch::default()
        };
        match self.inner.store.append(batch).await {
            Ok(appended) => {
                self.inner.records.keep(after.placed(&appended.entries));
                Ok(Sent::Messages(count))
            }
            Err(
                AppendError::FileChanged { .. }
                | AppendError::Conflict { .. }
                | AppendError::DraftChanged
                | AppendError::SomebodyNew,
            ) => Ok(Sent::OvertakenByOther),
            Err(AppendError::IdempotencyReplay(_) | AppendError::IdempotencyMismatch) => {
                Err(Fault::broken("messages are sent without a key").into())
            }
            Err(AppendError::Fault(fault)) => Err(fault.into()),
        }
    }
}

fn draft(stream: Stream, of: AgencyId, event: Event, now: Timestamp) -> Draft {
    Draft {
        id: EntryId(Uuid::now_v7()),
        stream,
        happened_at: now,
        recorded_at: now,
        actor: Actor::system(of),
        event,
        salt: fresh_salt(),
    }
}
