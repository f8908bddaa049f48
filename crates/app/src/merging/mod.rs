//! Two records of one person: side by side, merged by somebody's decision, and separated again at any time.

mod consequences;
mod suggested;

use std::{collections::BTreeSet, sync::Arc};

use domain::{
    file::PersonFile,
    ids::{EntryId, EpisodeId, PersonId},
    ledger::{Digest32, Draft, Entry, Event, Stream},
    merging::{self, Conflict, Proposal, conflicts},
    person::{PersonDetails, PersonEvent},
    projection::{PersonProjection, Surroundings as _, project},
    refusal::Refusal,
};
use jiff::Timestamp;
use serde::Serialize;
use store::{AppendError, Batch, ReadSubject, StreamWrite};
use uuid::Uuid;

pub use consequences::{CaseChange, Consequences, DutyChange, ShareChange, Sight};
pub use suggested::suggested;

use crate::{
    App,
    access::{Action, PersonFacts},
    cases::{
        IdempotencyKey, Moment, Purpose, TimelineItem,
        moment::Standpoint,
        recording::{digest_of, fresh_salt},
    },
    identity::SignedIn,
    late::late_again,
    records::Known,
    trouble::{Clash, Fault, Trouble},
};

/// How often files that others keep adding to are read again before the user is asked to try again.
const ATTEMPTS: usize = 5;

/// Two records side by side, and what a merge would mean.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The record that would go on.
    pub here: Arc<PersonFile>,
    /// The other.
    pub there: Arc<PersonFile>,
    /// The versions to name when merging.
    pub seen: SeenBoth,
    /// What speaks against their being one person.
    pub conflicts: Vec<Conflict>,
    /// What would be known of the person: what the first record says, and the other where it says nothing.
    pub suggested: PersonDetails,
    /// Their two running cases, where both are missing; the earlier report first.
    pub both_missing: Option<[EpisodeId; 2]>,
    /// What would change.
    pub consequences: Consequences,
    /// The moment as of which that holds.
    pub now: Timestamp,
}

/// Up to where somebody saw two files when they decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeenBoth {
    /// Of the record that goes on.
    pub here: i64,
    /// Of the other.
    pub there: i64,
}

/// A decision that two records are of one person.
#[derive(Clone, Debug)]
pub struct MergeDecided {
    /// The record that goes on.
    pub here: PersonId,
    /// The record that is absorbed.
    pub there: PersonId,
    /// What whoever decides saw.
    pub seen: SeenBoth,
    /// What is known from now on, and why.
    pub proposal: Proposal,
    /// Names the attempt.
    pub key: IdempotencyKey,
}

/// What a merge became.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The record that goes on.
    pub survivor: PersonId,
    /// The entry in it.
    pub entry: EntryId,
}

/// What a separation would mean.
#[derive(Clone, Debug)]
pub struct Separation {
    /// The merged file.
    pub file: Arc<PersonFile>,
    /// The record that would stand by itself again.
    pub other: PersonId,
    /// Both as they would be: the one that goes on, and the other.
    pub apart: [Arc<PersonFile>; 2],
    /// The version to name when separating.
    pub version: i64,
    /// How many entries were recorded since, of the person and not in a case; they stay in the record that goes on.
    pub recorded_since: usize,
    /// Whether the details were changed since: they hold what was known of both, and have to be looked at.
    pub details: DetailsSince,
    /// What would change.
    pub consequences: Consequences,
    /// The moment as of which that holds.
    pub now: Timestamp,
}

/// Whether a record's details were changed since a merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DetailsSince {
    /// They come back as they were.
    Unchanged,
    /// They stay as they were changed.
    Changed,
}

/// A decision that two records are of two people after all.
#[derive(Clone, Debug)]
pub struct SeparationDecided {
    /// The record that goes on, or any that counts in its file.
    pub person: PersonId,
    /// The record that stands by itself again.
    pub other: PersonId,
    /// The version that whoever decides saw.
    pub seen: i64,
    /// Why.
    pub reason: String,
    /// Names the attempt.
    pub key: IdempotencyKey,
}

impl App {
    /// Two records side by side, and what merging them would change. Both readings are logged.
    ///
    /// # Errors
    /// Denied to whoever may not merge both; refused where they are one already.
    pub async fn compare_records(
        &self,
        who: &SignedIn,
        here: PersonId,
        there: PersonId,
    ) -> Result<Comparison, Trouble> {
        let (here, there) = self.both(who, here, there).await?;
        for known in [&here, &there] {
            self.note_read(who, Purpose::Casework, ReadSubject::Person(known.file.id)).await;
        }
        let now = there.entered_at(here.entered_at(self.clock().now()));
        let both_missing = both_missing(&here.file, &there.file);
        let suggested = suggested(&here.file.person.details, &there.file.person.details);
        let proposal = Proposal {
            details: suggested.clone(),
            goes_on_in: both_missing.map(|[first, _]| first),
            reason: "as suggested".to_owned(),
        };
        let (.., projection) = self.merged(who, &here, &there, proposal, now)?;
        let before = [self.rows(&here.file, now), self.rows(&there.file, now)];
        Ok(Comparison {
            conflicts: conflicts(&here.file, &there.file),
            consequences: consequences::between(&[here.file.id, there.file.id], &before, &[projection]),
            seen: SeenBoth { here: here.version(), there: there.version() },
            suggested,
            both_missing,
            now,
            here: here.file,
            there: there.file,
        })
    }

    /// Merges two records, on both and at once.
    ///
    /// # Errors
    /// As [`App::compare_records`]; a clash where anybody recorded anything in either since it was shown; see
    /// [`merging::merge`]. Nothing was recorded. Sent again with its key it is done once, and answered alike.
    pub async fn merge_records(&self, who: &SignedIn, decided: MergeDecided) -> Result<Merged, Trouble> {
        // Not by the details: what is suggested is read off both records, and of one there is nothing to suggest any more.
        let Proposal { goes_on_in, reason, .. } = &decided.proposal;
        let request = request_of("merge", (decided.here, decided.there, goes_on_in, reason));
        if let Some(merged) = self.decided_before(who, &decided.key, request).await? {
            return Ok(merged);
        }
        for _ in 0..ATTEMPTS {
            let (here, there) = self.both(who, decided.here, decided.there).await?;
            let since = [(&here, decided.seen.here), (&there, decided.seen.there)];
            nothing_since(&since)?;
            let now = there.entered_at(here.entered_at(self.clock().now()));
            let (drafts, after, projection) =
                self.merged(who, &here, &there, decided.proposal.clone(), now)?;
            let outbox = late_again(&here.file, &after.file);
            let batch = Batch {
                writes: writes(&[&here, &there], &drafts),
                files: here.claims().iter().chain(there.claims()).copied().collect(),
                regrouped: vec![here.file.id, there.file.id],
                projections: vec![projection],
                outbox,
                ..Batch::default()
            };
            let merged = Merged { survivor: here.file.id, entry: drafts[0].id };
            if let Some(done) = self.append_decided(who, &decided.key, request, batch, merged, now).await? {
                return Ok(done);
            }
        }
        Err(Trouble::Unavailable(store::Unavailable::Busy))
    }

    /// What separating a record from the one that it was merged into would change. The reading is logged.
    ///
    /// # Errors
    /// Denied to whoever may not separate them; refused for a record that is not merged there.
    pub async fn separation_of(
        &self,
        who: &SignedIn,
        person: PersonId,
        other: PersonId,
    ) -> Result<Separation, Trouble> {
        let known = self.merged_file(who, person).await?;
        self.note_read(who, Purpose::Casework, ReadSubject::Person(known.file.id)).await;
        let now = known.entered_at(self.clock().now());
        let Apart { files: [here, there], projections: after, .. } =
            self.separated(who, &known, other, "as asked".to_owned(), now)?;
        let before = [self.rows(&known.file, now)];
        let absorbed = known.file.absorbed.iter().find(|absorbed| absorbed.id == other);
        let merged =
            absorbed.and_then(|absorbed| known.file.find(absorbed.entry)).ok_or(Refusal::NotMerged)?;
        let since = |entry: &&Entry| {
            entry.sequence > merged.sequence && entry.stream == merged.stream && !entry.actor.is_system()
        };
        let changed = known.entries.iter().filter(since).any(|entry| entry.name == "person_details_changed");
        Ok(Separation {
            other,
            version: known.version(),
            recorded_since: known.entries.iter().filter(since).count(),
            details: if changed { DetailsSince::Changed } else { DetailsSince::Unchanged },
            consequences: consequences::between(&[here.file.id, there.file.id], &before, &after),
            apart: [here.file, there.file],
            file: known.file,
            now,
        })
    }

    /// Separates a record from the one that it was merged into, on both and at once.
    ///
    /// # Errors
    /// As [`App::separation_of`]; a clash where anybody recorded anything since it was shown. Nothing was recorded. Sent again
    /// with its key it is done once, and answered alike.
    pub async fn separate_records(
        &self,
        who: &SignedIn,
        decided: SeparationDecided,
    ) -> Result<Merged, Trouble> {
        let request = request_of("separate", (decided.person, decided.other, &decided.reason));
        if let Some(separated) = self.decided_before(who, &decided.key, request).await? {
            return Ok(separated);
        }
        for _ in 0..ATTEMPTS {
            let known = self.merged_file(who, decided.person).await?;
            nothing_since(&[(&known, decided.seen)])?;
            let now = known.entered_at(self.clock().now());
            let Apart { drafts, files: [here, there], projections } =
                self.separated(who, &known, decided.other, decided.reason.clone(), now)?;
            let mut outbox = late_again(&known.file, &here.file);
            outbox.extend(late_again(&known.file, &there.file));
            let batch = Batch {
                writes: writes(&[&known], &drafts),
                files: known.claims().to_vec(),
                regrouped: vec![here.file.id, there.file.id],
                projections,
                outbox,
                ..Batch::default()
            };
            let separated = Merged { survivor: here.file.id, entry: drafts[0].id };
            if let Some(done) = self.append_decided(who, &decided.key, request, batch, separated, now).await?
            {
                return Ok(done);
            }
        }
        Err(Trouble::Unavailable(store::Unavailable::Busy))
    }

    /// A file as of a moment, where the record was merged with another by then and is not now: what the other held counts in it,
    /// for whoever may read that record today.
    pub(crate) async fn standpoint(
        &self,
        who: &SignedIn,
        today: Known,
        record: PersonId,
        moment: Moment,
    ) -> Result<Standpoint, Trouble> {
        let before = match moment {
            Moment::Now => None,
            Moment::At(_) | Moment::After(_) => self.with_separated(who, &today).await?,
        };
        Standpoint::of(today, record, moment, self.clock().now(), before.as_deref())
    }

    async fn with_separated(&self, who: &SignedIn, today: &Known) -> Result<Option<Vec<Entry>>, Trouble> {
        let others: BTreeSet<PersonId> = today.file.recorded.iter().filter_map(separated_from).collect();
        if others.is_empty() {
            return Ok(None);
        }
        let around = self.inner.area.around();
        let mut entries = (*today.entries).clone();
        for other in others {
            let sealed = self.fetch(other).await?;
            let facts = PersonFacts::of(sealed.for_deciding(), around.agencies());
            let access = &self.inner.access;
            let permit = access.permit(&who.actor(), Action::ViewPerson, &facts, Purpose::Casework)?;
            entries.extend(self.shown(who, sealed.open(&permit))?.entries.iter().cloned());
        }
        entries.sort_by_key(|entry| entry.sequence);
        entries.dedup_by_key(|entry| entry.sequence);
        Ok(Some(entries))
    }

    /// Both files, for whoever may merge them.
    async fn both(&self, who: &SignedIn, here: PersonId, there: PersonId) -> Result<(Known, Known), Trouble> {
        let here = self.for_merging(who, here, Action::RecordsMerged).await?;
        let there = self.for_merging(who, there, Action::RecordsMerged).await?;
        if here.file.id == there.file.id { Err(Refusal::SameRecord.into()) } else { Ok((here, there)) }
    }

    async fn merged_file(&self, who: &SignedIn, person: PersonId) -> Result<Known, Trouble> {
        self.for_merging(who, person, Action::RecordsSeparated).await
    }

    async fn for_merging(&self, who: &SignedIn, person: PersonId, action: Action) -> Result<Known, Trouble> {
        let sealed = self.fetch(person).await?;
        let facts = PersonFacts::of(sealed.for_deciding(), self.inner.area.around().agencies());
        let permit = self.inner.access.permit(&who.actor(), action, &facts, Purpose::Casework)?;
        Ok(sealed.open(&permit))
    }

    /// What a merge enters, the file with it, and its rows.
    fn merged(
        &self,
        who: &SignedIn,
        here: &Known,
        there: &Known,
        proposal: Proposal,
        now: Timestamp,
    ) -> Result<(Vec<Draft>, Known, PersonProjection), Trouble> {
        let (absorbed, told) = merging::merge(&here.file, &there.file, proposal)?;
        let drafts = vec![draft(who, here.file.id, absorbed, now), draft(who, there.file.id, told, now)];
        let after = here.together(there, here.file.id, &drafts, now);
        let projection = self.rows(&after.file, now);
        Ok((drafts, after, projection))
    }

    fn separated(
        &self,
        who: &SignedIn,
        known: &Known,
        other: PersonId,
        reason: String,
        now: Timestamp,
    ) -> Result<Apart, Trouble> {
        let (into, separated, restored) = merging::separate(&known.file, other, reason)?;
        let drafts = vec![draft(who, into, separated, now), draft(who, other, restored, now)];
        let here = known.together(known, known.file.id, &drafts, now);
        let there = known.together(known, other, &drafts, now);
        let projections = vec![self.rows(&here.file, now), self.rows(&there.file, now)];
        Ok(Apart { drafts, files: [here, there], projections })
    }

    fn rows(&self, file: &PersonFile, now: Timestamp) -> PersonProjection {
        let all: BTreeSet<EpisodeId> = file.episodes.keys().copied().collect();
        project(file, &all, now, &self.inner.area.around())
    }

    /// What the same request was answered before.
    async fn decided_before(
        &self,
        who: &SignedIn,
        key: &IdempotencyKey,
        request: Digest32,
    ) -> Result<Option<Merged>, Trouble> {
        match self.inner.store.replayed(who.account, key.as_str(), &request).await {
            Ok(()) => Ok(None),
            Err(error) => answered_before(error),
        }
    }

    /// Nothing where somebody else added to one of the files meanwhile.
    async fn append_decided(
        &self,
        who: &SignedIn,
        key: &IdempotencyKey,
        request: Digest32,
        batch: Batch,
        done: Merged,
        now: Timestamp,
    ) -> Result<Option<Merged>, Trouble> {
        let response = [*done.survivor.0.as_bytes(), *done.entry.0.as_bytes()].concat();
        let people: Vec<PersonId> = batch.files.iter().map(|claim| claim.person).collect();
        let key = store::IdempotencyKey {
            key: key.as_str().to_owned(),
            account: who.account,
            request,
            response,
            at: now,
        };
        let appended = self.inner.store.append(Batch { idempotency: Some(key), ..batch }).await;
        for person in people {
            self.inner.records.forget(person);
        }
        match appended {
            Ok(_) => Ok(Some(done)),
            Err(error) => answered_before(error),
        }
    }
}

/// What a separation enters, both files with it, and their rows.
struct Apart {
    drafts: Vec<Draft>,
    files: [Known; 2],
    projections: Vec<PersonProjection>,
}

fn both_missing(here: &PersonFile, there: &PersonFile) -> Option<[EpisodeId; 2]> {
    let mut both = [here.running_episode()?, there.running_episode()?];
    both.sort_by_key(|episode| episode.reported_at);
    Some(both.map(|episode| episode.id))
}

fn separated_from(recorded: &domain::file::Recorded) -> Option<PersonId> {
    let event = recorded.event.person()?;
    if let PersonEvent::Separated { other: from, .. } | PersonEvent::Restored { from, .. } = event {
        return Some(*from);
    }
    None
}

/// A clash with what others recorded in either file since it was shown. What Safewell sent by itself contradicts nobody.
fn nothing_since(files: &[(&Known, i64)]) -> Result<(), Trouble> {
    let mut since: Vec<&Entry> = Vec::new();
    for (known, seen) in files {
        known.has_been_at(*seen)?;
        since.extend(known.entries.iter().filter(|entry| entry.sequence > *seen && !entry.actor.is_system()));
    }
    if since.is_empty() {
        return Ok(());
    }
    since.sort_by_key(|entry| entry.sequence);
    let version = files.iter().map(|(known, _)| known.version()).max().unwrap_or_default();
    Err(Trouble::Clash(Clash {
        since: since.into_iter().filter_map(TimelineItem::as_entered).collect(),
        version,
    }))
}

fn draft(who: &SignedIn, person: PersonId, event: PersonEvent, now: Timestamp) -> Draft {
    Draft {
        id: EntryId(Uuid::now_v7()),
        stream: Stream::Person(person),
        happened_at: now,
        recorded_at: now,
        actor: who.actor(),
        event: Event::Person(event),
        salt: fresh_salt(),
    }
}

/// One write for each of the two streams.
fn writes(files: &[&Known], drafts: &[Draft]) -> Vec<StreamWrite> {
    let version = |stream| files.iter().map(|known| known.stream_version(stream)).max().unwrap_or_default();
    let write = |draft: &Draft| StreamWrite {
        stream: draft.stream,
        person: Some(PersonId(draft.stream.id())),
        expected_version: version(draft.stream),
        drafts: vec![draft.clone()],
    };
    drafts.iter().map(write).collect()
}

fn request_of(what: &str, said: impl Serialize) -> Digest32 {
    digest_of(&(what, said))
}

fn answered_before(error: AppendError) -> Result<Option<Merged>, Trouble> {
    match error {
        AppendError::IdempotencyReplay(response) => {
            let read = |bytes: Option<&[u8]>| bytes.and_then(|bytes| Uuid::from_slice(bytes).ok());
            match (read(response.0.get(..16)), read(response.0.get(16..))) {
                (Some(survivor), Some(entry)) => {
                    Ok(Some(Merged { survivor: PersonId(survivor), entry: EntryId(entry) }))
                }
                (_, _) => Err(Fault::broken("the answer to an earlier merge cannot be read").into()),
            }
        }
        AppendError::IdempotencyMismatch => Err(Trouble::KeyUsedBefore),
        AppendError::Conflict { .. }
        | AppendError::FileChanged { .. }
        | AppendError::DraftChanged
        | AppendError::SomebodyNew => Ok(None),
        AppendError::Fault(fault) => Err(fault.into()),
    }
}
