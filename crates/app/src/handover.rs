//! Handing over (I11): what somebody holds, what is offered to them, what nobody holds; offering many cases at once.

use std::collections::HashMap;

use domain::{
    episode::{EpisodeEvent, Handover, Owner},
    ids::{AccountId, EntryId, EpisodeId},
    ledger::Actor,
    projection::EpisodeRow,
};
use jiff::Timestamp;
use store::{Addressee, Viewer};

use crate::{
    App,
    access::Action,
    cases::{Act, ActorName, Colleague, EpisodeView, IdempotencyKey, Recording, Seen},
    identity::{AgencyKind, SignedIn},
    trouble::Trouble,
};

/// Everything that somebody has to hand over or take over.
#[derive(Clone, Debug)]
pub struct Handovers {
    /// The cases that they hold.
    pub held: Vec<CaseInHand>,
    /// The cases that are offered to them or their role.
    pub offered: Vec<CaseInHand>,
    /// Cases of people still missing that nobody holds for their agency.
    pub unheld: Vec<EpisodeRow>,
    /// To whom they can offer a case.
    pub colleagues: Vec<Colleague>,
    /// Everybody who holds or offers one of these cases, or is offered one.
    pub names: HashMap<AccountId, ActorName>,
    /// The moment as of which all of this holds.
    pub now: Timestamp,
}

/// A case with what its briefing is picked from.
#[derive(Clone, Debug)]
pub struct CaseInHand {
    /// As lists show it.
    pub row: EpisodeRow,
    /// The case.
    pub view: EpisodeView,
}

/// One case of several that are offered together.
#[derive(Clone, Debug)]
pub struct Offering {
    /// The case.
    pub episode: EpisodeId,
    /// What whoever takes it has to know beyond the record.
    pub briefing: String,
    /// What the user saw of it.
    pub seen: Seen,
    /// Names the attempt for this case.
    pub key: IdempotencyKey,
}

impl App {
    /// What the actor holds, is offered, and what nobody holds. The cases with a briefing are read, and logged as such.
    ///
    /// # Errors
    /// Denied to whoever sees no cases at all.
    pub async fn handovers(&self, who: &SignedIn) -> Result<Handovers, Trouble> {
        let scope = self.inner.access.scope(&who.actor(), Action::ListEpisodes)?;
        let (store, scope) = (&self.inner.store, scope.resource());
        let viewer = self.viewer(who);
        let own = Viewer { agency: Some(who.agency.id), ..viewer };
        let held = self.in_hand(who, store.held_cases(scope, own).await?).await?;
        let offered = self.in_hand(who, store.offered_cases(scope, &self.addressee(who)).await?).await?;
        let unheld =
            if takes_cases(who.agency.kind) { store.unheld_cases(scope, viewer).await? } else { Vec::new() };
        self.note_list(who, "unheld_cases", unheld.iter().map(|row| row.episode.0)).await;
        let rows = held.iter().chain(&offered).map(|case| &case.row).chain(&unheld);
        Ok(Handovers {
            names: self.names_in(rows).await?,
            colleagues: self.own_colleagues(who).await?,
            held,
            offered,
            unheld,
            now: self.clock().now(),
        })
    }

    /// Offers several cases to one person or role, each by an entry of its own. What is refused of one case hinders no other.
    pub async fn offer_cases(
        &self,
        who: &SignedIn,
        to: &Owner,
        offerings: Vec<Offering>,
    ) -> Vec<(EpisodeId, Result<EntryId, Trouble>)> {
        let mut results = Vec::with_capacity(offerings.len());
        for Offering { episode, briefing, seen, key } in offerings {
            let handover = Handover { to: to.clone(), briefing };
            let act = Act::Episode(EpisodeEvent::HandoverOffered(handover));
            let recording = Recording { episode, act, happened_at: None, seen, key };
            let recorded = self.record(who, recording).await;
            results.push((episode, recorded.map(|recorded| recorded.entry)));
        }
        results
    }

    /// For whom the actor asks who holds a case: an agency that takes cases of its own asks for itself, every other for the
    /// force that leads; so does a force about a case that another leads.
    #[must_use]
    pub fn viewer(&self, who: &SignedIn) -> Viewer {
        let agency = match who.agency.kind {
            AgencyKind::ChildrensSocialCare | AgencyKind::AdultSocialCare => Some(who.agency.id),
            AgencyKind::Police
            | AgencyKind::OtherAuthority
            | AgencyKind::Health
            | AgencyKind::Education
            | AgencyKind::CareProvider
            | AgencyKind::Voluntary
            | AgencyKind::NationalUnit => None,
        };
        Viewer { account: Some(who.account), agency }
    }

    /// The names of everybody who holds or offers one of these cases, or is offered one.
    pub(crate) async fn names_in(
        &self,
        rows: impl Iterator<Item = &EpisodeRow>,
    ) -> Result<HashMap<AccountId, ActorName>, Trouble> {
        self.names_of_accounts(rows.flat_map(accounts_in).collect()).await
    }

    /// Everybody else of the actor's agency who can hold a case, once for each such role, by name. Whoever keeps accounts
    /// sees none.
    async fn own_colleagues(&self, who: &SignedIn) -> Result<Vec<Colleague>, Trouble> {
        let staff = self.staff().await?;
        let own = |other: &&Colleague| other.agency == who.agency.id && other.account != who.account;
        let takes = |other: &&Colleague| {
            let actor = Actor { account: other.account, role: other.role.clone(), agency: other.agency };
            self.inner.access.scope(&actor, Action::CaseTaken).is_ok()
        };
        Ok(staff.iter().filter(own).filter(takes).cloned().collect())
    }

    async fn in_hand(&self, who: &SignedIn, mut rows: Vec<EpisodeRow>) -> Result<Vec<CaseInHand>, Trouble> {
        self.rows_as_shown(who, rows.iter_mut().collect()).await?;
        let mut cases = Vec::with_capacity(rows.len());
        for row in rows {
            match self.episode(who, row.episode).await {
                Ok(view) => cases.push(CaseInHand { row, view }),
                // One that is told in person keeps nobody from the others.
                Err(Trouble::WithPolice { .. }) => {}
                Err(trouble) => return Err(trouble),
            }
        }
        Ok(cases)
    }

    fn addressee(&self, who: &SignedIn) -> Addressee {
        let alike =
            |agency: &domain::agency::Agency| agency.kind == who.agency.kind && agency.id != who.agency.id;
        let agencies = self.inner.area.agencies();
        Addressee {
            account: who.account,
            role: who.role.clone(),
            not_from: agencies.into_iter().filter(alike).map(|agency| agency.id).collect(),
        }
    }
}

/// Whether people of such an agency hold cases: those that work them through. Others are told who does.
#[must_use]
pub fn takes_cases(kind: AgencyKind) -> bool {
    match kind {
        AgencyKind::Police | AgencyKind::ChildrensSocialCare | AgencyKind::AdultSocialCare => true,
        AgencyKind::OtherAuthority
        | AgencyKind::Health
        | AgencyKind::Education
        | AgencyKind::CareProvider
        | AgencyKind::Voluntary
        | AgencyKind::NationalUnit => false,
    }
}

fn accounts_in(row: &EpisodeRow) -> Vec<AccountId> {
    let holders = row.holdings.iter().filter_map(|holding| holding.holder.as_ref());
    let offers = row.holdings.iter().filter_map(|holding| holding.offer.as_ref());
    holders
        .map(|holder| holder.account)
        .chain(offers.flat_map(|offer| std::iter::once(offer.by).chain(offer.to.account)))
        .collect()
}
