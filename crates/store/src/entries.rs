//! Reading the ledger.

use domain::{
    ids::{EpisodeId, IncidentId, PersonId},
    ledger::{Entry, Stream},
};

use crate::{Fault, Store};

/// A person's whole file as the ledger holds it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileEntries {
    /// Every entry of the person's streams, in the global order.
    pub entries: Vec<Entry>,
    /// How many there are: what a [`crate::FileClaim`] for this state of the file says.
    pub count: i64,
}

impl FileEntries {
    /// The last version of a stream in this file; 0 where it has none.
    #[must_use]
    pub fn version(&self, stream: Stream) -> i64 {
        self.entries
            .iter()
            .filter(|entry| entry.stream == stream)
            .map(|entry| entry.version)
            .max()
            .unwrap_or(0)
    }
}

impl Store {
    /// Every entry about a person. An unknown person has an empty file.
    ///
    /// # Errors
    /// When the database cannot be read, or holds what this program did not write.
    pub async fn person_entries(&self, person: PersonId) -> Result<FileEntries, Fault> {
        todo!("{person}")
    }

    /// The entries of one stream, by version.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn stream_entries(&self, stream: Stream) -> Result<Vec<Entry>, Fault> {
        todo!("{stream}")
    }

    /// The entries of one call, by version.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn incident_entries(&self, incident: IncidentId) -> Result<Vec<Entry>, Fault> {
        self.stream_entries(Stream::Incident(incident)).await
    }

    /// Whose an episode is.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn episode_person(&self, episode: EpisodeId) -> Result<Option<PersonId>, Fault> {
        self.stream_person(Stream::Episode(episode)).await
    }

    /// Whose file a stream belongs to.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn stream_person(&self, stream: Stream) -> Result<Option<PersonId>, Fault> {
        todo!("{stream}")
    }
}
