//! Who holds a case and who may pass it on (I11). Each agency has a holder of its own. Until an offer is accepted,
//! whoever made it holds the case; nobody is without it for a moment.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    decide::answered,
    event::EpisodeEvent,
    room::{Offer, Owner, Room},
};
use crate::{
    agency::Agency,
    ids::{AccountId, AgencyId, EntryId},
    ledger::Actor,
    protocol::roles::Roles,
    refusal::Refusal,
};

/// How an agency stands to a case that it has taken, or that one of its people offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    /// The agency.
    pub agency: AgencyId,
    /// Who holds the case for it; nothing while nobody does.
    pub holder: Option<HeldBy>,
    /// The offer that waits for an answer.
    pub offer: Option<OpenOffer>,
}

/// Who holds a case. Only ids: the name is looked up when it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldBy {
    /// The person.
    pub account: AccountId,
    /// The role in which they took it.
    pub role: String,
    /// Since when.
    pub since: Timestamp,
}

/// An offer that nobody has answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenOffer {
    /// The entry.
    pub entry: EntryId,
    /// Who made it.
    pub by: AccountId,
    /// To whom.
    pub to: Owner,
    /// When.
    pub at: Timestamp,
}

/// That a case went from somebody who held it to a colleague, and not because they offered it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenOver {
    /// The entry by which it went.
    pub entry: EntryId,
    /// When.
    pub at: Timestamp,
    /// Who held it.
    pub from: Actor,
}

/// What a decision about holding needs to know besides the case.
#[derive(Clone, Copy, Debug)]
pub struct Peers<'a> {
    /// The agencies that take part.
    pub agencies: &'a [Agency],
    /// The roles, each with whom it answers to.
    pub roles: &'a Roles,
}

/// How every agency stands to the case, by the agency's id; those that neither hold nor offer it are left out.
#[must_use]
pub fn holdings(room: &Room) -> Vec<Holding> {
    let mut agencies: Vec<AgencyId> = room.holders.keys().copied().collect();
    agencies.extend(room.handovers.iter().map(|offer| offer.by.agency));
    agencies.sort_unstable();
    agencies.dedup();
    let standing = |agency| Holding {
        agency,
        holder: room.holders.get(&agency).map(|holder| HeldBy {
            account: holder.actor.account,
            role: holder.actor.role.clone(),
            since: holder.since,
        }),
        offer: room.open_offer(agency).map(|offer| OpenOffer {
            entry: offer.entry,
            by: offer.by.account,
            to: offer.handover.to.clone(),
            at: offer.at,
        }),
    };
    let of_some = |holding: &Holding| holding.holder.is_some() || holding.offer.is_some();
    agencies.into_iter().map(standing).filter(of_some).collect()
}

/// Whether somebody may pass a case on, answer an offer or take the case. Other events are not asked about here.
///
/// # Errors
/// Refused to whoever is not addressed; for an offer by somebody who neither holds the case nor supervises its holder; for
/// taking from somebody else without a reason, or what one holds already.
pub fn may_pass(room: &Room, proposal: &EpisodeEvent, who: &Actor, peers: Peers<'_>) -> Result<(), Refusal> {
    let holder = room.holders.get(&who.agency);
    match (proposal, holder) {
        (EpisodeEvent::HandoverAccepted { of } | EpisodeEvent::HandoverDeclined { of, .. }, _) => {
            let offer = room.handovers.iter().find(|offer| offer.entry == *of);
            match offer.ok_or(Refusal::NoSuchEntry)?.addresses(who, peers.agencies) {
                true => Ok(()),
                false => Err(Refusal::NotAddressed),
            }
        }
        (EpisodeEvent::HandoverOffered(_), Some(holder)) if holder.actor.account == who.account => Ok(()),
        (EpisodeEvent::HandoverOffered(_), Some(holder)) => {
            match supervises(&who.role, &holder.actor.role, peers.roles) {
                true => Ok(()),
                false => Err(Refusal::HeldByAnother),
            }
        }
        (EpisodeEvent::CaseTaken { .. }, Some(holder)) if holder.actor.account == who.account => {
            Err(Refusal::AlreadyRecorded { event: proposal.name() })
        }
        (EpisodeEvent::CaseTaken { reason }, Some(_)) => answered(reason, "reason"),
        _ => Ok(()),
    }
}

impl Offer {
    /// Whether somebody is meant: the person who is named; or, where a role is, whoever has it in the agency that offers.
    /// A role that other kinds of agency have is meant in whichever of them has a part in the case.
    #[must_use]
    pub fn addresses(&self, who: &Actor, agencies: &[Agency]) -> bool {
        let kind = |id: AgencyId| agencies.iter().find(|agency| agency.id == id).map(|agency| agency.kind);
        let here = who.agency == self.by.agency || kind(who.agency) != kind(self.by.agency);
        self.handover.to.is(who) && (here || self.handover.to.account.is_some())
    }
}

/// Whether a role answers for another, directly or over others between them.
fn supervises(role: &str, other: &str, roles: &Roles) -> bool {
    let above = |role: &str| roles.get(role)?.supervised_by.as_ref().map(|above| above.0.as_str());
    // No more steps than there are roles: a circle in the data ends nowhere.
    let line = std::iter::successors(above(other), |role| above(role)).take(roles.0.len());
    line.into_iter().any(|found| found == role)
}
