//! The times missing in files that were folded before, kept in memory until the file has grown. They are read ahead at the start,
//! so that nobody who asks waits for thousands of files.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use domain::{
    comparable::{PastEpisode, past_episodes},
    file::PersonFile,
    ids::PersonId,
    ledger::{Entry, Stream},
};
use jiff::Timestamp;
use store::{Compared, Scope};

use super::{COMPARED_AT_MOST, Reach};
use crate::{App, trouble::Trouble};

/// Files read from the database at once. Others have a turn after each time.
const FILES_AT_ONCE: usize = 25;

/// Files that a reader waits for at most: whoever asks right after a start is shown the latest so far.
const READ_BY_A_READER: usize = 100;

/// People whose times missing are kept at most.
const KEPT_AT_MOST: usize = 50_000;

/// What was folded before.
#[derive(Default)]
pub(crate) struct ComparedBefore(Mutex<HashMap<PersonId, Folded>>);

/// A file folded, with every entry that it had.
#[derive(Clone)]
struct Folded {
    /// The last entry. Merging two records and separating them again is an entry in each, so that no two states of a file have
    /// the same; their number can be the same.
    last: i64,
    /// When the first was recorded, and from when on all of them count.
    counted: (Timestamp, Timestamp),
    past: Arc<Vec<PastEpisode>>,
}

impl Folded {
    /// What was known at a moment, where that can be said without folding the file again.
    fn known_at(&self, moment: Timestamp) -> Option<Arc<Vec<PastEpisode>>> {
        let (first, all) = self.counted;
        if moment >= all { Some(Arc::clone(&self.past)) } else { (moment < first).then(Arc::default) }
    }
}

impl ComparedBefore {
    fn get(&self, person: PersonId, last: i64) -> Option<Folded> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(&person).filter(|folded| folded.last == last).cloned()
    }

    fn keep(&self, person: PersonId, folded: Folded) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT_AT_MOST {
            kept.clear();
        }
        kept.insert(person, folded);
    }
}

impl App {
    /// What is known of these times missing, but for those of one person: as it stands, or as it was known at a moment. They come
    /// the latest first, and where too many files are unread it is that of the latest.
    pub(super) async fn times_missing(
        &self,
        listed: &[Compared],
        but: PersonId,
        known_at: Option<Timestamp>,
    ) -> Result<(Vec<PastEpisode>, Reach), Trouble> {
        let mut unread = BTreeSet::new();
        let mut past: HashMap<PersonId, Arc<Vec<PastEpisode>>> = HashMap::new();
        let mut reached = listed.len();
        for (place, one) in listed.iter().enumerate() {
            if one.person == but || past.contains_key(&one.person) || unread.contains(&one.person) {
                continue;
            }
            let kept = self.inner.compared.get(one.person, one.last);
            let known = kept.and_then(|kept| kept.known_at(known_at.unwrap_or(Timestamp::MAX)));
            if let Some(known) = known {
                past.insert(one.person, known);
            } else if known_at.is_none() && unread.len() == READ_BY_A_READER {
                reached = place;
                break;
            } else {
                unread.insert(one.person);
            }
        }
        let unread: Vec<PersonId> = unread.into_iter().collect();
        past.extend(self.fold(&unread, known_at).await?);
        let seen: BTreeSet<_> = listed[..reached].iter().map(|one| one.episode).collect();
        let all = past.values().flat_map(|of_one| of_one.iter());
        let others = all.filter(|one| seen.contains(&one.episode)).cloned().collect();
        Ok((others, reach(reached, listed.len())))
    }

    /// Folds every file that is compared and not folded yet, so that nobody who asks waits for it.
    pub(crate) async fn fold_to_compare(&self) -> Result<(), Trouble> {
        let listed = self.inner.store.episodes_to_compare(&Scope::Everything, COMPARED_AT_MOST).await?;
        let (mut told, mut unread) = (BTreeSet::new(), Vec::new());
        for one in listed {
            if told.insert(one.person) && self.inner.compared.get(one.person, one.last).is_none() {
                unread.push(one.person);
            }
        }
        self.fold(&unread, None).await.map(|_| ())
    }

    /// Reads files and folds them, and keeps what they say where it is what they say now.
    async fn fold(
        &self,
        people: &[PersonId],
        known_at: Option<Timestamp>,
    ) -> Result<Vec<(PersonId, Arc<Vec<PastEpisode>>)>, Trouble> {
        let mut folded = Vec::new();
        for some in people.chunks(FILES_AT_ONCE) {
            for (person, entries) in self.inner.store.entries_of_people(some).await? {
                let Some(counted) = counted(&entries) else { continue };
                let moment = known_at.unwrap_or(counted.1.max(self.clock().now()));
                let past = Arc::new(known_of(person, &entries, moment));
                if known_at.is_none() {
                    let last = entries.iter().map(|entry| entry.sequence).max().unwrap_or_default();
                    self.inner.compared.keep(person, Folded { last, counted, past: Arc::clone(&past) });
                }
                folded.push((person, past));
            }
            tokio::task::yield_now().await;
        }
        Ok(folded)
    }
}

/// When the first entry was recorded, and from when on all of them count.
fn counted(entries: &[Entry]) -> Option<(Timestamp, Timestamp)> {
    let first = entries.iter().map(|entry| entry.recorded_at).min();
    first.zip(entries.iter().map(|entry| entry.recorded_at.max(entry.happened_at)).max())
}

/// What was known at a moment of the times missing in a file. Before a merge each record had its own: those are read too.
fn known_of(survivor: PersonId, entries: &[Entry], moment: Timestamp) -> Vec<PastEpisode> {
    let records = entries.iter().filter_map(|entry| match entry.stream {
        Stream::Person(record) if record != survivor => Some(record),
        Stream::Person(_)
        | Stream::Incident(_)
        | Stream::Episode(_)
        | Stream::Placement(_)
        | Stream::Meeting(_)
        | Stream::Agency(_)
        | Stream::Unidentified(_) => None,
    });
    let absorbed: BTreeSet<PersonId> = records.collect();
    let file = PersonFile::as_known_at(survivor, entries, moment);
    let (mut past, mut told) = (past_episodes(&file), BTreeSet::new());
    told.extend(file.episodes.keys().copied());
    for record in absorbed {
        let own = past_episodes(&PersonFile::as_known_at(record, entries, moment));
        past.extend(own.into_iter().filter(|one| told.insert(one.episode)));
    }
    past
}

fn reach(reached: usize, listed: usize) -> Reach {
    if reached < listed {
        Reach::StillReading(reached)
    } else if u32::try_from(listed).is_ok_and(|listed| listed < COMPARED_AT_MOST) {
        Reach::Everything
    } else {
        Reach::TheLatest(listed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_looked_through_is_said_and_why() {
        assert_eq!(reach(7, 7), Reach::Everything);
        assert_eq!(reach(7, 9), Reach::StillReading(7));
        assert_eq!(reach(20_000, 20_000), Reach::TheLatest(20_000));
    }
}
