//! Separating a record from the one that it was merged into, and what each held before.

use std::{collections::BTreeSet, sync::Arc};

use domain::{
    file::PersonFile,
    ids::PersonId,
    ledger::{Draft, Entry},
    merging,
    person::PersonEvent,
    projection::{PersonProjection, Surroundings as _},
    refusal::Refusal,
};
use jiff::Timestamp;
use store::{Batch, ReadSubject};

use super::{ATTEMPTS, Consequences, Merged, consequences, draft, nothing_since, request_of, writes};
use crate::{
    App,
    access::{Action, PersonFacts},
    cases::{IdempotencyKey, Moment, Purpose, moment::Standpoint},
    identity::SignedIn,
    late::late_again,
    records::Known,
    trouble::Trouble,
    unidentified::match_again,
};

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
            outbox
                .extend([&here.file, &there.file].into_iter().flat_map(|own| match_again(&known.file, own)));
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

    /// Whether somebody may separate records that are merged into a file, to be asked before what they sent is read.
    ///
    /// # Errors
    /// Denied to whoever may not; not found where there is no such record.
    pub async fn may_separate(&self, who: &SignedIn, person: PersonId) -> Result<(), Trouble> {
        self.merged_file(who, person).await.map(|_| ())
    }

    async fn merged_file(&self, who: &SignedIn, person: PersonId) -> Result<Known, Trouble> {
        self.for_merging(who, person, Action::RecordsSeparated).await
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
}

/// What a separation enters, both files with it, and their rows.
struct Apart {
    drafts: Vec<Draft>,
    files: [Known; 2],
    projections: Vec<PersonProjection>,
}

fn separated_from(recorded: &domain::file::Recorded) -> Option<PersonId> {
    let event = recorded.event.person()?;
    if let PersonEvent::Separated { other: from, .. } | PersonEvent::Restored { from, .. } = event {
        return Some(*from);
    }
    None
}
