//! Fetching people's files. A file that was fetched is sealed: only a permit for what is in it opens it.
//!
//! The last files folded are kept, each with the number of entries it had. An append names that number, and the store
//! refuses it where the file has grown since; so a kept file can be decided on without reading it again, and what is
//! decided on an old one is never written. A file that is shown has as many entries as the store has at that moment.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use domain::{
    file::PersonFile,
    ids::{AgencyId, EntryId, EpisodeId, PersonId},
    ledger::{Content, Digest32, Draft, Entry, Stream},
    merging::Merges,
    sight::Narrow,
};
use jiff::Timestamp;
use store::{FileClaim, FileEntries, FileLength};

use crate::{App, access::Permit, trouble::Trouble};

/// How often it is asked in whose file a record counts, while that changes.
const ATTEMPTS: usize = 3;

/// Files kept at most.
const FILES_AT_MOST: usize = 2_000;

/// The words of the events that say of other records whether they are of the same person.
const OF_OTHER_RECORDS: [&str; 2] = ["told_apart", "said_the_same"];

/// Hash and commitment of an entry that has no place in the chain yet; nobody reads them.
const NOT_YET: Digest32 = [0; 32];

/// A person's file as it was fetched.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) file: Arc<PersonFile>,
    pub(crate) entries: Arc<Vec<Entry>>,
    /// The sequence of the last entry, though its reader is not shown it.
    version: i64,
    claims: Arc<Vec<FileClaim>>,
}

impl Known {
    /// The file of somebody about whom nothing was recorded.
    pub(crate) fn nobody(person: PersonId) -> Self {
        Self::fold(person, Vec::new(), vec![FileClaim { person, entries: 0 }], Timestamp::MIN)
    }

    fn fold(person: PersonId, entries: Vec<Entry>, claims: Vec<FileClaim>, now: Timestamp) -> Self {
        let as_of = last_recorded_at(&entries).map_or(now, |last| last.max(now));
        let version = entries.iter().map(|entry| entry.sequence).max().unwrap_or(0);
        let file = Arc::new(PersonFile::as_known_at(person, &entries, as_of));
        Self { file, entries: Arc::new(entries), version, claims: Arc::new(claims) }
    }

    /// What an append that was decided on this file says of it: of each record in it, how many entries it had.
    pub(crate) fn claims(&self) -> &[FileClaim] {
        &self.claims
    }

    /// The sequence of its last entry.
    pub(crate) fn version(&self) -> i64 {
        self.version
    }

    /// Refused for a version that the file has not reached, so that nobody passes over what others record by naming one.
    pub(crate) fn has_been_at(&self, version: i64) -> Result<(), Trouble> {
        if version <= self.version { Ok(()) } else { Err(Trouble::VersionAhead) }
    }

    /// The last version of a stream.
    pub(crate) fn stream_version(&self, stream: Stream) -> i64 {
        self.entries
            .iter()
            .filter(|entry| entry.stream == stream)
            .map(|entry| entry.version)
            .max()
            .unwrap_or(0)
    }

    /// The moment as of which something is entered now: never before what was entered last, even where the clock of the
    /// server that entered it was ahead.
    pub(crate) fn entered_at(&self, now: Timestamp) -> Timestamp {
        last_recorded_at(&self.entries).map_or(now, |last| last.max(now))
    }

    /// The file in which a record counted as it was known at a moment: what was recorded by then, and nothing else. `entries`
    /// hold all of it, and may hold more: before a merge each record had its own file, and after a separation it has again.
    pub(crate) fn of_record_at(&self, record: PersonId, entries: &[Entry], moment: Timestamp) -> Self {
        let recorded: Vec<Entry> =
            entries.iter().filter(|entry| entry.recorded_at <= moment).cloned().collect();
        let told = recorded.iter().filter_map(|entry| match &entry.content {
            Content::Event(event) => Some((entry.stream, entry.id, event)),
            Content::Disposed => None,
        });
        let whose = Merges::of(told).survivor(record);
        let mut known = Self::fold(whose, recorded, self.claims.to_vec(), moment);
        let own = known.file.recorded.iter().map(|recorded| recorded.stream);
        let own: BTreeSet<Stream> = own.chain([Stream::Person(whose)]).collect();
        let of_another =
            |entry: &Entry| matches!(entry.stream, Stream::Person(_)) && !own.contains(&entry.stream);
        if known.entries.iter().any(of_another) {
            Arc::make_mut(&mut known.entries).retain(|entry| own.contains(&entry.stream));
        }
        known
    }

    /// The file of one record out of both and more entries, as it will be once they are appended.
    pub(crate) fn together(&self, other: &Self, whose: PersonId, drafts: &[Draft], as_of: Timestamp) -> Self {
        let mut entries: Vec<Entry> = self.entries.iter().chain(other.entries.iter()).cloned().collect();
        entries.sort_by_key(|entry| entry.sequence);
        entries.dedup_by_key(|entry| entry.sequence);
        let version = self.version.max(other.version);
        let both = Self { version, entries: Arc::new(entries), ..self.clone() };
        Self::fold(whose, both.and(drafts), Vec::new(), as_of)
    }

    /// The same file as somebody reads it who is not shown all of it. Its version stays: what they record follows all that is
    /// there.
    pub(crate) fn read_by(&self, narrow: &Narrow<'_>) -> Self {
        let entries = narrow.read(&self.entries);
        let as_of = last_recorded_at(&self.entries).unwrap_or(Timestamp::MIN);
        let claims = self.claims.to_vec();
        Self { version: self.version, ..Self::fold(self.file.id, entries, claims, as_of) }
    }

    /// The same file without what other agencies said of other records, that they are of somebody else or of this person: that there
    /// is a record of such a name may be told to them and not to this one. Its version stays.
    pub(crate) fn without_what_others_said_of_others(self, agency: AgencyId) -> Self {
        let by_others =
            |entry: &&Entry| OF_OTHER_RECORDS.contains(&entry.name.as_str()) && entry.actor.agency != agency;
        if !self.entries.iter().any(|entry| by_others(&entry)) {
            return self;
        }
        let entries: Vec<Entry> = self.entries.iter().filter(|entry| !by_others(entry)).cloned().collect();
        let as_of = last_recorded_at(&self.entries).unwrap_or(Timestamp::MIN);
        let claims = self.claims.to_vec();
        Self { version: self.version, ..Self::fold(self.file.id, entries, claims, as_of) }
    }

    /// The entry of that id.
    pub(crate) fn entry(&self, id: EntryId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// The file with more entries, as it will be once they are appended.
    pub(crate) fn with(&self, drafts: &[Draft], as_of: Timestamp) -> Self {
        let after = Self::fold(self.file.id, self.and(drafts), Vec::new(), as_of);
        let mut claims = self.claims.to_vec();
        for draft in drafts {
            let owner = after.file.owner_of(draft.stream);
            match claims.iter_mut().find(|claim| claim.person == owner) {
                Some(claim) => claim.entries += 1,
                None => claims.push(FileClaim { person: owner, entries: 1 }),
            }
        }
        Self { claims: Arc::new(claims), ..after }
    }

    fn and(&self, drafts: &[Draft]) -> Vec<Entry> {
        let mut entries = (*self.entries).clone();
        let mut sequence = self.version();
        for draft in drafts {
            sequence += 1;
            let version = 1 + entries.iter().filter(|entry| entry.stream == draft.stream).count();
            entries.push(entry_of(draft, sequence, i64::try_from(version).unwrap_or(i64::MAX)));
        }
        entries
    }

    /// The same once the store has given the new entries their places.
    pub(crate) fn placed(self, appended: &[Entry]) -> Self {
        let places: HashMap<EntryId, &Entry> = appended.iter().map(|entry| (entry.id, entry)).collect();
        let mut entries = Arc::unwrap_or_clone(self.entries);
        for entry in &mut entries {
            if let Some(placed) = places.get(&entry.id) {
                *entry = (*placed).clone();
            }
        }
        let mut file = Arc::unwrap_or_clone(self.file);
        for recorded in &mut file.recorded {
            if let Some(placed) = places.get(&recorded.entry) {
                recorded.sequence = placed.sequence;
            }
        }
        let version = entries.iter().map(|entry| entry.sequence).max().unwrap_or(0);
        Self { file: Arc::new(file), entries: Arc::new(entries), version, claims: self.claims }
    }
}

/// A draft as the entry that it is going to be; its hashes are the store's to work out.
pub(crate) fn entry_of(draft: &Draft, sequence: i64, version: i64) -> Entry {
    Entry {
        sequence,
        id: draft.id,
        stream: draft.stream,
        version,
        name: draft.event.name().to_owned(),
        happened_at: draft.happened_at,
        recorded_at: draft.recorded_at,
        actor: draft.actor.clone(),
        content: Content::Event(draft.event.clone()),
        commitment: NOT_YET,
        hash: NOT_YET,
    }
}

fn last_recorded_at(entries: &[Entry]) -> Option<Timestamp> {
    entries.iter().map(|entry| entry.recorded_at).max()
}

/// A file whose content is not for looking at until it is permitted.
pub(crate) struct Sealed {
    known: Known,
    freshness: Freshness,
}

/// Whether a file was held against the store for this request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Freshness {
    /// It was.
    Read,
    /// It was kept from before.
    Kept,
}

/// A permit that opens a person's file.
pub(crate) trait Opens {
    /// Whether the file is the one permitted.
    fn opens(&self, file: &PersonFile) -> bool;
}

impl Opens for Permit<PersonId> {
    fn opens(&self, file: &PersonFile) -> bool {
        *self.resource() == file.id
    }
}

impl Opens for Permit<EpisodeId> {
    fn opens(&self, file: &PersonFile) -> bool {
        file.episodes.contains_key(self.resource())
    }
}

impl Sealed {
    /// For deciding on a permit, and for nothing else.
    pub(crate) fn for_deciding(&self) -> &PersonFile {
        &self.known.file
    }

    pub(crate) fn freshness(&self) -> Freshness {
        self.freshness
    }

    /// The file.
    ///
    /// # Panics
    /// With a permit for another file: the caller has mixed up two people.
    pub(crate) fn open(self, permit: &impl Opens) -> Known {
        assert!(permit.opens(&self.known.file), "a permit opens the file that it is for");
        self.known
    }
}

/// Files folded last.
#[derive(Default)]
pub(crate) struct Records {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    files: HashMap<PersonId, (Known, u64)>,
    /// In whose record an episode was opened never changes, whatever that is merged into.
    people: HashMap<EpisodeId, PersonId>,
    uses: u64,
}

impl Records {
    pub(crate) fn get(&self, person: PersonId) -> Option<Known> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.uses += 1;
        let uses = kept.uses;
        let (known, last_used) = kept.files.get_mut(&person)?;
        *last_used = uses;
        Some(known.clone())
    }

    pub(crate) fn keep(&self, known: Known) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.uses += 1;
        let uses = kept.uses;
        if kept.files.len() >= FILES_AT_MOST {
            kept.drop_half();
        }
        let person = known.file.id;
        let owned = known.file.episodes.values().map(|episode| (episode.id, episode.opened.person));
        kept.people.extend(owned.collect::<Vec<_>>());
        kept.files.insert(person, (known, uses));
    }

    pub(crate) fn forget(&self, person: PersonId) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).files.remove(&person);
    }

    fn person_of(&self, episode: EpisodeId) -> Option<PersonId> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.people.get(&episode).copied()
    }
}

impl Kept {
    /// Half at once, so that dropping is rare; those used longest ago.
    fn drop_half(&mut self) {
        let mut uses: Vec<u64> = self.files.values().map(|(_, last_used)| *last_used).collect();
        uses.sort_unstable();
        let median = uses[uses.len() / 2];
        self.files.retain(|_, (_, last_used)| *last_used > median);
        let files = &self.files;
        self.people.retain(|_, person| files.contains_key(person));
    }
}

impl App {
    /// In whose record an episode was opened.
    pub(crate) async fn person_of(&self, episode: EpisodeId) -> Result<PersonId, Trouble> {
        if let Some(person) = self.inner.records.person_of(episode) {
            return Ok(person);
        }
        let person = self.inner.store.episode_person(episode).await?;
        person.ok_or(Trouble::NotFound)
    }

    /// A person's file as it is stored now.
    pub(crate) async fn fetch(&self, person: PersonId) -> Result<Sealed, Trouble> {
        let known = self.fetch_for_clock(person).await?;
        Ok(Sealed { known, freshness: Freshness::Read })
    }

    /// A person's file as last kept, else as it is stored now. Good for deciding on what is then appended with its claim.
    pub(crate) async fn fetch_kept(&self, person: PersonId) -> Result<Sealed, Trouble> {
        match self.inner.records.get(person) {
            Some(known) => Ok(Sealed { known, freshness: Freshness::Kept }),
            None => self.fetch(person).await,
        }
    }

    /// A person's file as it is stored now, without a permit: for the clocks, which show it to nobody.
    pub(crate) async fn fetch_for_clock(&self, person: PersonId) -> Result<Known, Trouble> {
        let mut files = self.files_as_stored(&[person]).await?;
        files.remove(&person).ok_or(Trouble::NotFound)
    }

    /// The files of these people as they are stored now: those that are kept and have not grown are not read again. Somebody
    /// of whom nothing was recorded is left out. Without a permit: for the clocks, and for lists that were asked for in a
    /// scope, of which a row alone says too little.
    pub(crate) async fn files_as_stored(
        &self,
        people: &[PersonId],
    ) -> Result<HashMap<PersonId, Known>, Trouble> {
        let mut files = HashMap::new();
        let mut left = people.to_vec();
        // Again for whoever was merged into somebody else between the two questions.
        for _ in 0..ATTEMPTS {
            let mut again = Vec::new();
            for (person, FileLength { survivor, claims }) in self.inner.store.file_lengths(&left).await? {
                let kept = self.inner.records.get(survivor).filter(|known| *known.claims() == claims);
                let known = match kept {
                    Some(known) => known,
                    None => self.read(survivor).await?,
                };
                if known.file.person.merged_into.is_none() {
                    files.insert(person, known);
                } else {
                    again.push(person);
                }
            }
            if again.is_empty() {
                break;
            }
            left = again;
        }
        Ok(files)
    }

    async fn read(&self, person: PersonId) -> Result<Known, Trouble> {
        let FileEntries { entries, claims, .. } = self.inner.store.person_entries(person).await?;
        let known = Known::fold(person, entries, claims, self.clock().now());
        if known.file.person.merged_into.is_none() {
            self.inner.records.keep(known.clone());
        }
        Ok(known)
    }
}
