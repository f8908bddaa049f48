//! Records of people who cannot be named, taken over from another system: compared with what is here, then made. Each is
//! known by its reference there, so that the same sheet twice makes no second record.

use std::collections::{HashMap, hash_map};

use domain::{
    episode::Occasioned,
    ids::{AgencyId, EntryId, UnidentifiedId},
    ledger::{Draft, Entry},
    projection::Surroundings,
    refusal::Refusal,
    time::to_microsecond,
    unidentified::{
        Compared, Review, Unidentified, UnidentifiedDetails, UnidentifiedEvent, decide, take_over,
    },
};
use jiff::Timestamp;
use store::{AppendError, Batch};
use uuid::Uuid;

use super::{
    known::{event, written},
    matching,
    recording::draft,
};
use crate::{
    App,
    access::{Action, UnidentifiedFacts},
    cases::{Purpose, recording::digest_of},
    identity::SignedIn,
    records::entry_of,
    trouble::Trouble,
};

/// How many rows a sheet may have: more would keep whoever records in a live case waiting.
pub const ROWS_AT_MOST: usize = 500;

/// Records that are written in one transaction.
const TOGETHER: usize = 50;

/// A record as another system has it.
#[derive(Clone, Debug, PartialEq)]
pub struct TakenOver {
    /// Its line in the sheet.
    pub line: u64,
    /// What is known. The reference says which record of that system it is.
    pub details: UnidentifiedDetails,
    /// What the national unit calls it; nothing where nobody has referred it.
    pub national_reference: Option<String>,
}

/// What becomes of a record of another system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is not here yet, and can be made.
    New,
    /// It was made.
    Made(UnidentifiedId),
    /// The agency has it.
    OnRecord(UnidentifiedId),
    /// It has the reference of an earlier line.
    SameAsLine(u64),
    /// It cannot be, for each of these.
    Refused(Vec<Refusal>),
}

/// A record that is about to be made.
struct Prepared {
    place: usize,
    id: UnidentifiedId,
    drafts: Vec<Draft>,
}

impl App {
    /// What would become of each, in their order. Nothing is recorded.
    ///
    /// # Errors
    /// Denied to whoever may make no such record.
    pub async fn compare_import(&self, who: &SignedIn, sheet: &[TakenOver]) -> Result<Vec<Fate>, Trouble> {
        Ok(self.prepared(who, sheet).await?.0)
    }

    /// Makes each that is not here yet, and says what became of all of them, in their order.
    ///
    /// # Errors
    /// Denied to whoever may make no such record. Where the database fails midway, what was made stays; sent again, the rest is.
    pub async fn import_unidentified(
        &self,
        who: &SignedIn,
        sheet: &[TakenOver],
    ) -> Result<Vec<Fate>, Trouble> {
        let (mut fates, prepared) = self.prepared(who, sheet).await?;
        for together in prepared.chunks(TOGETHER) {
            let made = match self.made(together).await? {
                Some(made) => made,
                // Somebody sent the same meanwhile: one by one, each is made here or was made there.
                None => {
                    let mut each = Vec::new();
                    for one in together.chunks(1) {
                        let there = one.iter().map(|one| Fate::OnRecord(one.id)).collect();
                        each.extend(self.made(one).await?.unwrap_or(there));
                    }
                    each
                }
            };
            together.iter().zip(made).for_each(|(one, fate)| fates[one.place] = fate);
        }
        Ok(fates)
    }

    async fn prepared(
        &self,
        who: &SignedIn,
        sheet: &[TakenOver],
    ) -> Result<(Vec<Fate>, Vec<Prepared>), Trouble> {
        self.may_record_unidentified(who)?;
        let now = to_microsecond(self.clock().now());
        let mut lines = HashMap::new();
        let (mut fates, mut prepared) = (Vec::new(), Vec::new());
        for (place, row) in sheet.iter().enumerate() {
            let reference = row.details.reference.as_str();
            let first = match lines.entry(reference) {
                hash_map::Entry::Occupied(first) => Some(*first.get()),
                hash_map::Entry::Vacant(free) => {
                    free.insert(row.line);
                    None
                }
            };
            let fate = match (self.begun(who, row, now), first) {
                (Err(Trouble::Refused(refusal)), _) => Fate::Refused(row.details.refused_with(refusal, now)),
                (Err(trouble), _) => return Err(trouble),
                (Ok(_), Some(line)) => Fate::SameAsLine(line),
                (Ok(drafts), None) => match self.here_as(who, reference).await? {
                    Some(here) => Fate::OnRecord(here),
                    None => {
                        prepared.push(Prepared { place, id: made_as(who.agency.id, reference), drafts });
                        Fate::New
                    }
                },
            };
            fates.push(fate);
        }
        Ok((fates, prepared))
    }

    /// The record that the agency has under a reference, or that a sheet made under it before the reference was changed here.
    async fn here_as(&self, who: &SignedIn, reference: &str) -> Result<Option<UnidentifiedId>, Trouble> {
        if let Some(id) = self.inner.store.unidentified_under(who.agency.id, reference).await? {
            return Ok(Some(id));
        }
        let id = made_as(who.agency.id, reference);
        match self.fetch_unidentified(id).await {
            Ok(_) => Ok(Some(id)),
            Err(Trouble::NotFound) => Ok(None),
            Err(trouble) => Err(trouble),
        }
    }

    /// The entries of a new record.
    fn begun(&self, who: &SignedIn, row: &TakenOver, now: Timestamp) -> Result<Vec<Draft>, Trouble> {
        let id = made_as(who.agency.id, &row.details.reference);
        let when = Occasioned { happened_at: now, now };
        let entry = |of: UnidentifiedEvent| draft(who, id, EntryId(Uuid::now_v7()), event(of), now, now);
        let recorded = entry(take_over(row.details.clone(), when)?);
        let Some(reference) = row.national_reference.clone() else { return Ok(vec![recorded]) };
        let entries: [Entry; 1] = [entry_of(&recorded, 1, 1)];
        let made = Unidentified::as_known_at(id, &entries, now).ok_or(Trouble::NotFound)?;
        let facts = UnidentifiedFacts::of(&made, self.inner.area.around().agencies());
        self.inner.access.permit(&who.actor(), Action::UnidentifiedReferred, &facts, Purpose::Casework)?;
        let review = Review { actor: &who.actor(), when, facts: &Compared::default(), elsewhere: &[] };
        let referred = decide(&made, UnidentifiedEvent::ReferredToNationalUnit { reference }, review)?;
        Ok(vec![recorded, entry(referred)])
    }

    /// Makes records in one transaction; nothing where one of them is there already.
    async fn made(&self, together: &[Prepared]) -> Result<Option<Vec<Fate>>, Trouble> {
        let around = self.inner.area.around();
        let mut batch = Batch::default();
        for one in together {
            let own = written(one.id, &[], one.drafts.clone(), &around);
            batch.writes.extend(own.writes);
            batch.unidentified.extend(own.unidentified);
            batch.outbox.push(matching::job_of(one.id));
        }
        drop(around);
        match self.inner.store.append(batch).await {
            Ok(_) => Ok(Some(together.iter().map(|one| Fate::Made(one.id)).collect())),
            Err(AppendError::Conflict { .. }) => Ok(None),
            Err(AppendError::Fault(fault)) => Err(fault.into()),
            Err(
                AppendError::IdempotencyReplay(_)
                | AppendError::IdempotencyMismatch
                | AppendError::FileChanged { .. }
                | AppendError::DraftChanged
                | AppendError::SomebodyNew,
            ) => Err(Trouble::Unavailable(store::Unavailable::Busy)),
        }
    }
}

/// The id of the record that an agency takes over under a reference: always the same, so that of two sendings at once the
/// second finds the stream begun.
fn made_as(agency: AgencyId, reference: &str) -> UnidentifiedId {
    let digest = digest_of(&("unidentified taken over", agency, reference));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    UnidentifiedId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}
