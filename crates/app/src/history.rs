//! Bringing in what was decided elsewhere or earlier: entries as they are, with the times at which they were recorded.

use std::collections::BTreeSet;

use domain::{
    ids::{IncidentId, PersonId},
    ledger::{Draft, Stream},
    projection::project,
};
use store::{AppendError, Batch, Picture, StreamWrite};

use crate::{
    App,
    calls::incident_row,
    late::late_again,
    records::{Known, entry_of},
    trouble::{Fault, Trouble},
};

/// What is known of one person, in the order in which it was recorded; the calls about them among it.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// Whose.
    pub person: Option<PersonId>,
    /// The entries: of the person's own streams, and of calls.
    pub entries: Vec<Draft>,
    /// The pictures that they name.
    pub pictures: Vec<Picture>,
}

impl App {
    /// Appends histories, each in one transaction with the rows that follow from it as of now. For people about whom nothing
    /// was recorded yet; nothing is decided, so what is brought in must have been.
    ///
    /// # Errors
    /// When the database cannot do it, or something about one of the people is there already. Those before stay.
    pub async fn append_history(
        &self,
        histories: impl IntoIterator<Item = History>,
    ) -> Result<usize, Trouble> {
        let mut entries = 0;
        for history in histories {
            entries += history.entries.len();
            let batch = self.batch_of(history);
            match self.inner.store.append(batch).await {
                Ok(_) => {}
                Err(AppendError::Fault(fault)) => return Err(fault.into()),
                Err(
                    AppendError::Conflict { .. }
                    | AppendError::FileChanged { .. }
                    | AppendError::DraftChanged
                    | AppendError::SomebodyNew
                    | AppendError::IdempotencyReplay(_)
                    | AppendError::IdempotencyMismatch,
                ) => {
                    return Err(
                        Fault::broken("a history was brought in for somebody who is known already").into()
                    );
                }
            }
        }
        self.inner.store.count_anew().await?;
        Ok(entries)
    }

    fn batch_of(&self, history: History) -> Batch {
        let mut batch = Batch::default();
        let (calls, own): (Vec<Draft>, Vec<Draft>) =
            history.entries.iter().cloned().partition(|draft| matches!(draft.stream, Stream::Incident(_)));
        if let Some(person) = history.person {
            let nobody = Known::nobody(person);
            let now = own.iter().map(|draft| draft.recorded_at).max();
            let now = now.map_or(self.clock().now(), |last| last.max(self.clock().now()));
            let file = nobody.with(&own, now).file;
            let all: BTreeSet<_> = file.episodes.keys().copied().collect();
            batch.files.extend(nobody.claims());
            batch.outbox = late_again(&nobody.file, &file);
            batch.projections.push(project(&file, &all, now, &self.inner.area.around()));
        }
        batch.incidents = incidents_in(&calls)
            .into_iter()
            .filter_map(|id| {
                let of_this = calls.iter().filter(|draft| draft.stream == Stream::Incident(id));
                let entries: Vec<_> =
                    (1..).zip(of_this).map(|(place, draft)| entry_of(draft, place, place)).collect();
                incident_row(id, &entries)
            })
            .collect();
        batch.pictures = history.pictures;
        batch.writes = in_order(history.entries, history.person);
        batch
    }
}

fn incidents_in(calls: &[Draft]) -> BTreeSet<IncidentId> {
    calls
        .iter()
        .filter_map(|draft| match draft.stream {
            Stream::Incident(id) => Some(id),
            Stream::Person(_)
            | Stream::Episode(_)
            | Stream::Placement(_)
            | Stream::Meeting(_)
            | Stream::Agency(_)
            | Stream::Unidentified(_) => None,
        })
        .collect()
}

/// The entries as writes that keep their order: a stream comes again each time another was written in between.
fn in_order(entries: Vec<Draft>, person: Option<PersonId>) -> Vec<StreamWrite> {
    let mut writes: Vec<StreamWrite> = Vec::new();
    for draft in entries {
        match writes.last_mut() {
            Some(write) if write.stream == draft.stream => write.drafts.push(draft),
            Some(_) | None => {
                let before = writes.iter().filter(|write| write.stream == draft.stream);
                let expected_version = before.map(|write| write.drafts.len()).sum::<usize>();
                writes.push(StreamWrite {
                    stream: draft.stream,
                    person: match draft.stream {
                        Stream::Incident(_) => None,
                        Stream::Person(_)
                        | Stream::Episode(_)
                        | Stream::Placement(_)
                        | Stream::Meeting(_)
                        | Stream::Agency(_)
                        | Stream::Unidentified(_) => person,
                    },
                    expected_version: i64::try_from(expected_version).unwrap_or(i64::MAX),
                    drafts: vec![draft],
                });
            }
        }
    }
    writes
}
