//! Two records of one person: side by side, merged by somebody's decision, and separated again at any time.

mod consequences;
mod separating;
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
pub use separating::{DetailsSince, Separation, SeparationDecided};
pub use suggested::suggested;

use crate::{
    App,
    access::{Action, PersonFacts},
    cases::{
        IdempotencyKey, Purpose, TimelineItem,
        recording::{digest_of, fresh_salt},
    },
    identity::SignedIn,
    late::late_again,
    records::Known,
    reports::{SaidTheSame, Weighing},
    trouble::{Clash, Fault, Trouble},
    unidentified::{NamesEither, match_again},
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
    /// What speaks for their being one person and against it, weighed.
    pub weighing: Weighing,
    /// Who last said that they are of one person, where somebody did.
    pub said_the_same: Option<SaidTheSame>,
    /// What would be known of the person: what the first record says, and the other where it says nothing.
    pub suggested: PersonDetails,
    /// Their two running cases, where both are missing; the earlier report first.
    pub both_missing: Option<[EpisodeId; 2]>,
    /// What would change.
    pub consequences: Consequences,
    /// Unidentified people whom either is said to be, so far as the reader decides about that.
    pub unidentified: Vec<NamesEither>,
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
            weighing: Weighing::of(&here.file, &there.file, self.today()),
            said_the_same: self.said_the_same(&here.file, &there.file).await?,
            consequences: consequences::between(&[here.file.id, there.file.id], &before, &[projection]),
            unidentified: self.naming_either(who, &here.file, &there.file).await?,
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
            let mut outbox = late_again(&here.file, &after.file);
            outbox.extend(match_again(&here.file, &after.file));
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

    /// Both files, for whoever may merge them.
    async fn both(&self, who: &SignedIn, here: PersonId, there: PersonId) -> Result<(Known, Known), Trouble> {
        let here = self.for_merging(who, here, Action::RecordsMerged).await?;
        let there = self.for_merging(who, there, Action::RecordsMerged).await?;
        if here.file.id == there.file.id { Err(Refusal::SameRecord.into()) } else { Ok((here, there)) }
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

fn both_missing(here: &PersonFile, there: &PersonFile) -> Option<[EpisodeId; 2]> {
    let mut both = [here.running_episode()?, there.running_episode()?];
    both.sort_by_key(|episode| episode.reported_at);
    Some(both.map(|episode| episode.id))
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
        facts: None,
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
