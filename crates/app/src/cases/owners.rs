//! Who can be given something to do: roles, and the people who may see the case.

use std::sync::{Arc, Mutex, PoisonError};

use domain::{
    episode::{EpisodeEvent, Owner},
    file::PersonFile,
    ids::{AccountId, AgencyId, EpisodeId},
    ledger::Actor,
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

/// What somebody can be given in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entrusted {
    /// A task, of which they say what came.
    Task,
    /// The case, which they accept and then hold.
    Case,
    /// A message, of which they say that they know.
    Message,
}

impl Entrusted {
    /// What an act of that word gives, where it gives something: the same words as in [`Act::word`].
    #[must_use]
    pub fn by(word: &str) -> Option<Self> {
        const GIVING: [(Action, Entrusted); 5] = [
            (Action::TaskSet, Entrusted::Task),
            (Action::TasksAssigned, Entrusted::Task),
            (Action::TaskListUsed, Entrusted::Task),
            (Action::HandoverOffered, Entrusted::Case),
            (Action::MessageSentOn, Entrusted::Message),
        ];
        GIVING.iter().find(|(action, _)| action.word() == word).map(|(_, what)| *what)
    }

    /// What a policy has to let somebody do who takes it.
    fn taken_by(self) -> Action {
        match self {
            Self::Task => Action::TaskResult,
            Self::Case => Action::HandoverAccepted,
            Self::Message => Action::MessageAcknowledged,
        }
    }

    /// The field that says to whom.
    fn field(self) -> &'static str {
        match self {
            Self::Task => "owner",
            Self::Case | Self::Message => "to",
        }
    }
}

impl App {
    /// The people who can be given something in a case, by name: they may read it, and the policies let them do there what
    /// whoever is given it does. A role can be given it where one of them has it. Nobody else is named.
    ///
    /// # Errors
    /// Denied to whoever may not see the case themselves.
    pub async fn colleagues(
        &self,
        who: &SignedIn,
        id: EpisodeId,
        what: Entrusted,
    ) -> Result<Vec<Colleague>, Trouble> {
        let sealed = self.fetch(self.person_of(id).await?).await?;
        let around = self.inner.area.around();
        let file = sealed.for_deciding();
        let episode = file.episodes.get(&id).ok_or(Trouble::NotFound)?;
        let facts = EpisodeFacts::of(file, episode, around.agencies());
        self.inner.access.permit(&who.actor(), Action::ViewEpisode, &facts, Purpose::Casework)?;
        let staff = self.staff().await?;
        Ok(staff.iter().filter(|one| self.takes(one, what, who, &facts)).cloned().collect())
    }

    /// Whether a role or person can be given something by somebody in a case.
    pub(crate) fn can_take(
        &self,
        owner: &Owner,
        what: Entrusted,
        who: &SignedIn,
        facts: &EpisodeFacts,
        staff: &[Colleague],
    ) -> bool {
        let meant = |one: &&Colleague| {
            one.role == owner.role && owner.account.is_none_or(|account| account == one.account)
        };
        staff.iter().filter(meant).any(|one| self.takes(one, what, who, facts))
    }

    fn takes(&self, one: &Colleague, what: Entrusted, who: &SignedIn, facts: &EpisodeFacts) -> bool {
        let actor = Actor { account: one.account, role: one.role.clone(), agency: one.agency };
        let may = |action| self.inner.access.permit(&actor, action, facts, Purpose::Casework).is_ok();
        // Each agency has a holder of its own: a case goes to a colleague, and nobody hands it to themselves.
        let a_colleague = one.agency == who.agency.id && one.account != who.account;
        (what != Entrusted::Case || a_colleague) && may(Action::ViewEpisode) && may(what.taken_by())
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

    /// Refused where the act gives something to a role that nobody has who can take it, or to somebody who cannot. Whoever
    /// had it stays on the entry that is corrected, though they have left.
    pub(super) async fn owner_can_take_it(
        &self,
        who: &SignedIn,
        file: &PersonFile,
        place: Place,
        act: &Act,
        around: &Around<'_>,
    ) -> Result<(), Trouble> {
        let (Some(owner), Place::Episode(id)) = (owner_in(act), place) else { return Ok(()) };
        if had_before(file, act) == Some(owner) {
            return Ok(());
        }
        let word = act.episode_event().map_or(act.word(), EpisodeEvent::name);
        let Some(what) = Entrusted::by(word) else { return Ok(()) };
        let episode = file.episodes.get(&id).ok_or(Trouble::NotFound)?;
        let facts = EpisodeFacts::of(file, episode, around.agencies());
        let staff = self.staff().await?;
        if self.can_take(owner, what, who, &facts, &staff) {
            Ok(())
        } else {
            Err(Refusal::CannotTakeIt { field: what.field() }.into())
        }
    }
}

/// To whom an act gives something.
fn owner_in(act: &Act) -> Option<&Owner> {
    match act {
        Act::UseTaskList { owner, .. } => owner.as_ref(),
        Act::Episode(_)
        | Act::Correct(_)
        | Act::HoldMeeting(_)
        | Act::CirculateMinutes { .. }
        | Act::Person(_)
        | Act::Unidentified(_)
        | Act::RecordPlacement(_)
        | Act::CheckPlacementPlan { .. }
        | Act::EndPlacement { .. } => act.episode_event().and_then(owner_in_event),
    }
}

/// To whom the entry gave it that a correction is about.
fn had_before<'f>(file: &'f PersonFile, act: &Act) -> Option<&'f Owner> {
    let Act::Correct(correction) = act else { return None };
    file.find(correction.corrects)?.event.episode().and_then(owner_in_event)
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
