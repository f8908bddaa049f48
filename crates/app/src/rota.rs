//! Who is on duty: the rota of an agency, planned shift by shift by whoever leads there.

use domain::{
    agency::Agency,
    episode::Occasioned,
    ids::{AccountId, AgencyId, EntryId},
    ledger::{Content, Draft, Event, Stream},
    rota::{AgencyEvent, Rota, Shift},
};
use jiff::Timestamp;
use store::{Activity, AppendError, Batch, StreamWrite};
use uuid::Uuid;

use crate::{
    App,
    access::{Action, Area},
    cases::{
        IdempotencyKey, Purpose,
        recording::{digest_of, fresh_salt},
    },
    identity::SignedIn,
    trouble::{Fault, Trouble},
};

/// How often a rota that others keep changing is read again before the user is asked to try again.
const ATTEMPTS: usize = 5;

/// A rota as it was when something about it is decided.
pub(crate) struct KnownRota {
    pub(crate) rota: Rota,
    version: i64,
    last_recorded_at: Option<Timestamp>,
}

/// The rota of the reader's agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RotaView {
    /// The agency.
    pub agency: Agency,
    /// Shifts that have not ended or ended within the last day, by when they begin.
    pub shifts: Vec<ShiftView>,
    /// Who can be put on it, by name.
    pub colleagues: Vec<Colleague>,
    /// Whether the reader may change it.
    pub may_plan: MayPlan,
    /// Now.
    pub now: Timestamp,
}

/// A shift with the name of whoever does it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShiftView {
    /// The entry that planned it.
    pub entry: EntryId,
    /// The shift.
    pub shift: Shift,
    /// Their name; empty for an account that is gone.
    pub name: String,
}

impl ShiftView {
    /// Whether it runs at that moment.
    #[must_use]
    pub fn runs_at(&self, moment: Timestamp) -> bool {
        self.shift.from <= moment && moment < self.shift.until
    }
}

/// Somebody of the agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// Their account.
    pub account: AccountId,
    /// Their name.
    pub name: String,
    /// The roles that they hold.
    pub roles: Vec<String>,
}

/// Whether somebody may change a rota.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MayPlan {
    /// They may.
    Yes,
    /// They only see it.
    No,
}

impl App {
    /// The rota of the actor's agency.
    ///
    /// # Errors
    /// Denied to whoever does no casework.
    pub async fn rota(&self, who: &SignedIn) -> Result<RotaView, Trouble> {
        let access = &self.inner.access;
        access.permit(&who.actor(), Action::ViewRota, &Area, Purpose::Casework)?;
        let may_plan = match access.permit(&who.actor(), Action::KeepRota, &Area, Purpose::Casework) {
            Ok(_) => MayPlan::Yes,
            Err(_) => MayPlan::No,
        };
        let now = self.clock().now();
        let colleagues = self.colleagues_of(who.agency.id).await?;
        let name = |account| {
            colleagues.iter().find(|other| other.account == account).map(|other| other.name.clone())
        };
        let yesterday = now - jiff::SignedDuration::from_hours(24);
        let known = self.rota_of(who.agency.id).await?;
        let mut shifts: Vec<ShiftView> = known
            .rota
            .shifts
            .into_iter()
            .filter(|(_, shift)| shift.until > yesterday)
            .map(|(entry, shift)| ShiftView { entry, name: name(shift.account).unwrap_or_default(), shift })
            .collect();
        shifts.sort_by_key(|view| (view.shift.from, view.shift.until, view.entry));
        Ok(RotaView { agency: who.agency.clone(), shifts, colleagues, may_plan, now })
    }

    /// Puts a shift on the rota of the actor's agency, or takes one off it, and says which entry does.
    ///
    /// # Errors
    /// Denied to whoever may not plan; refused for a colleague or a role of another agency, and as [`Rota::decide`]
    /// refuses. Sent again with its key it is done once.
    pub async fn change_rota(
        &self,
        who: &SignedIn,
        event: AgencyEvent,
        key: &IdempotencyKey,
    ) -> Result<EntryId, Trouble> {
        self.inner.access.permit(&who.actor(), Action::KeepRota, &Area, Purpose::Casework)?;
        let colleagues = self.colleagues_of(who.agency.id).await?;
        if let AgencyEvent::ShiftPlanned(shift) = &event {
            let theirs = |other: &&Colleague| other.account == shift.account;
            let colleague = colleagues.iter().find(theirs).ok_or(domain::refusal::Refusal::NoSuchEntry)?;
            if !colleague.roles.contains(&shift.role) {
                return Err(domain::refusal::Refusal::AnswerMissing { field: "role" }.into());
            }
        }
        let request = digest_of(&("rota", who.agency.id, &event));
        let entry = EntryId(Uuid::now_v7());
        for _ in 0..ATTEMPTS {
            let known = self.rota_of(who.agency.id).await?;
            let clock = self.clock().now();
            let now = known.last_recorded_at.map_or(clock, |last| last.max(clock));
            if let Err(AppendError::IdempotencyReplay(response)) =
                self.inner.store.replayed(who.account, key.as_str(), &request).await
            {
                return answered_before(&response.0);
            }
            let decided = known.rota.decide(event.clone(), Occasioned { happened_at: now, now })?;
            let batch = batch(who, entry, decided, &known, now, (key, request));
            match self.inner.store.append(batch).await {
                Ok(_) => return Ok(entry),
                Err(
                    AppendError::Conflict { .. }
                    | AppendError::FileChanged { .. }
                    | AppendError::DraftChanged
                    | AppendError::SomebodyNew,
                ) => {}
                Err(AppendError::IdempotencyReplay(response)) => return answered_before(&response.0),
                Err(AppendError::IdempotencyMismatch) => return Err(Trouble::KeyUsedBefore),
                Err(AppendError::Fault(fault)) => return Err(fault.into()),
            }
        }
        Err(Trouble::Unavailable(store::Unavailable::Busy))
    }

    /// An agency's rota as it stands.
    pub(crate) async fn rota_of(&self, agency: AgencyId) -> Result<KnownRota, Trouble> {
        let entries = self.inner.store.stream_entries(Stream::Agency(agency)).await?;
        let mut known = KnownRota { rota: Rota::default(), version: 0, last_recorded_at: None };
        for entry in &entries {
            if let Content::Event(Event::Agency(event)) = &entry.content {
                known.rota.apply(entry.id, event);
            }
            known.version = known.version.max(entry.version);
            known.last_recorded_at = known.last_recorded_at.max(Some(entry.recorded_at));
        }
        Ok(known)
    }

    async fn colleagues_of(&self, agency: AgencyId) -> Result<Vec<Colleague>, Trouble> {
        let accounts = self.inner.store.accounts().await?;
        let mut colleagues: Vec<Colleague> = accounts
            .into_iter()
            .filter(|account| account.agency == agency && account.activity == Activity::Active)
            .map(|account| Colleague { account: account.id, name: account.name, roles: account.roles })
            .collect();
        colleagues.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(colleagues)
    }
}

fn batch(
    who: &SignedIn,
    entry: EntryId,
    event: AgencyEvent,
    known: &KnownRota,
    now: Timestamp,
    (key, request): (&IdempotencyKey, domain::ledger::Digest32),
) -> Batch {
    let stream = Stream::Agency(who.agency.id);
    let draft = Draft {
        id: entry,
        stream,
        happened_at: now,
        recorded_at: now,
        actor: who.actor(),
        event: Event::Agency(event),
        salt: fresh_salt(),
    };
    Batch {
        writes: vec![StreamWrite {
            stream,
            person: None,
            expected_version: known.version,
            drafts: vec![draft],
        }],
        idempotency: Some(store::IdempotencyKey {
            key: key.as_str().to_owned(),
            account: who.account,
            request,
            response: entry.0.as_bytes().to_vec(),
            at: now,
        }),
        ..Batch::default()
    }
}

fn answered_before(response: &[u8]) -> Result<EntryId, Trouble> {
    let id = Uuid::from_slice(response)
        .map_err(|_| Fault::broken("the answer to an earlier request is not the id of an entry"))?;
    Ok(EntryId(id))
}
