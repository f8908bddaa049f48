//! Who can be given something to do: roles, and the people who may see the case.

use std::sync::{Arc, Mutex, PoisonError};

use domain::{
    episode::{EpisodeEvent, Owner},
    file::PersonFile,
    ids::{AccountId, AgencyId, EpisodeId},
    ledger::{Actor, Event},
    projection::Surroundings,
    refusal::Refusal,
};
use jiff::{SignedDuration, Timestamp};
use store::Activity;

use super::{Act, Purpose, decide::Place};
use crate::{
    App,
    access::{Action, EpisodeFacts},
    area::Around,
    identity::SignedIn,
    trouble::Trouble,
};

/// Somebody who can be given something to do in a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// Their account.
    pub account: AccountId,
    /// Their name.
    pub name: String,
    /// The role in which they would do it.
    pub role: String,
    /// Their agency.
    pub agency: AgencyId,
}

/// The accounts that can sign in, kept for a minute: another server may make one, and a list of names is asked for often.
#[derive(Default)]
pub(crate) struct Staff(Mutex<Option<(Timestamp, Arc<[Colleague]>)>>);

const KEPT_FOR: SignedDuration = SignedDuration::from_mins(1);

impl Staff {
    fn get(&self, now: Timestamp) -> Option<Arc<[Colleague]>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = |read: Timestamp| read <= now && now.duration_since(read) < KEPT_FOR;
        kept.as_ref().filter(|(read, _)| fresh(*read)).map(|(_, staff)| Arc::clone(staff))
    }

    fn keep(&self, now: Timestamp, staff: Arc<[Colleague]>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, staff));
    }

    /// Forgets what was read, because an account was made or changed.
    pub(crate) fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl App {
    /// The people who may see a case and can be given something to do in it, by name. Nobody else is named.
    ///
    /// # Errors
    /// Denied to whoever may not see the case themselves.
    pub async fn colleagues(&self, who: &SignedIn, id: EpisodeId) -> Result<Vec<Colleague>, Trouble> {
        let sealed = self.fetch(self.person_of(id).await?).await?;
        let around = self.inner.area.around();
        let file = sealed.for_deciding();
        let episode = file.episodes.get(&id).ok_or(Trouble::NotFound)?;
        let facts = EpisodeFacts::of(file, episode, around.agencies());
        self.inner.access.permit(&who.actor(), Action::ViewEpisode, &facts, Purpose::Casework)?;
        self.those_who_may_see(&facts).await
    }

    async fn those_who_may_see(&self, facts: &EpisodeFacts) -> Result<Vec<Colleague>, Trouble> {
        let may_see = |one: &&Colleague| {
            let actor = Actor { account: one.account, role: one.role.clone(), agency: one.agency };
            self.inner.access.permit(&actor, Action::ViewEpisode, facts, Purpose::Casework).is_ok()
        };
        Ok(self.staff().await?.iter().filter(may_see).cloned().collect())
    }

    /// Everybody who can sign in, once for each role, by name.
    pub(crate) async fn staff(&self) -> Result<Arc<[Colleague]>, Trouble> {
        let now = self.clock().now();
        if let Some(staff) = self.inner.staff.get(now) {
            return Ok(staff);
        }
        let accounts = self.inner.store.accounts().await?;
        let mut staff: Vec<Colleague> = accounts
            .into_iter()
            .filter(|account| account.activity == Activity::Active)
            .flat_map(|account| {
                let roles = account.roles.into_iter();
                let (account, name, agency) = (account.id, account.name, account.agency);
                roles.map(move |role| Colleague { account, name: name.clone(), role, agency })
            })
            .collect();
        staff.sort_by(|one, other| (&one.name, one.account).cmp(&(&other.name, other.account)));
        let staff: Arc<[Colleague]> = staff.into();
        self.inner.staff.keep(now, Arc::clone(&staff));
        Ok(staff)
    }

    /// Refused where the act gives something to a role that there is not, or to somebody who may not see the case.
    pub(super) async fn owner_is_there(
        &self,
        file: &PersonFile,
        place: Place,
        act: &Act,
        around: &Around<'_>,
    ) -> Result<(), Trouble> {
        let Some(owner) = owner_in(act) else { return Ok(()) };
        if self.packs().roles().get(&owner.role).is_none() {
            return Err(Refusal::NoSuchEntry.into());
        }
        let (Some(account), Place::Episode(id)) = (owner.account, place) else { return Ok(()) };
        let episode = file.episodes.get(&id).ok_or(Trouble::NotFound)?;
        let facts = EpisodeFacts::of(file, episode, around.agencies());
        let can = self.those_who_may_see(&facts).await?;
        if can.iter().any(|one| one.account == account && one.role == owner.role) {
            Ok(())
        } else {
            Err(Refusal::NoSuchEntry.into())
        }
    }
}

/// To whom an act gives something.
fn owner_in(act: &Act) -> Option<&Owner> {
    match act {
        Act::Episode(event) => owner_in_event(event),
        Act::UseTaskList { owner, .. } => owner.as_ref(),
        Act::Correct(correction) => {
            correction.event.as_deref().and_then(Event::episode).and_then(owner_in_event)
        }
        Act::HoldMeeting(_)
        | Act::CirculateMinutes { .. }
        | Act::Person(_)
        | Act::RecordPlacement(_)
        | Act::CheckPlacementPlan { .. }
        | Act::EndPlacement { .. } => None,
    }
}

/// To whom an event gives something.
#[expect(clippy::wildcard_enum_match_arm, reason = "only these events give somebody something to do")]
pub(super) fn owner_in_event(event: &EpisodeEvent) -> Option<&Owner> {
    match event {
        EpisodeEvent::TaskSet(task) => Some(&task.owner),
        EpisodeEvent::TasksAssigned { owner, .. } => Some(owner),
        EpisodeEvent::HandoverOffered(handover) => Some(&handover.to),
        EpisodeEvent::MessageSentOn { to, .. } => Some(to),
        _ => None,
    }
}
