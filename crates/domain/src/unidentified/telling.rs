//! Who is told at once that two have said who somebody is, or that it is not them after all: a search must not go on while the
//! person lies in a ward, nor stand still because of an identity that was wrong.

use super::{
    event::{Notice, NoticeAbout, UnidentifiedEvent},
    record::{IdentityProposal, ProposalStanding, Unidentified},
};
use crate::{
    agency::{Agency, AgencyKind},
    episode::Episode,
    ids::AgencyId,
    ledger::Actor,
};

/// The role that investigates a case. A case names the officer in words, not by account.
const INVESTIGATES: &str = "police_io";

/// The role that is told of a case that nobody of the police holds.
const ANSWERS_FOR_IT: &str = "police_supervisor";

/// The notices that go out with what somebody says of a record, to others than themselves. `case` is the time missing of whom
/// it is said; only police are told, for nobody else sees such records.
#[must_use]
pub fn told_at_once(
    record: &Unidentified,
    said: &UnidentifiedEvent,
    by: &Actor,
    case: Option<&Episode>,
    agencies: &[Agency],
) -> Vec<Notice> {
    let (proposal, about) = match said {
        UnidentifiedEvent::IdentityConfirmed { of, .. } => {
            let Some(proposal) = record.proposals.iter().find(|proposal| proposal.entry == *of) else {
                return Vec::new();
            };
            (proposal, NoticeAbout::IdentityConfirmed { person: proposal.person })
        }
        UnidentifiedEvent::IdentityRefused { of, .. } => {
            let Some(proposal) = record.proposals.iter().find(|proposal| proposal.entry == *of) else {
                return Vec::new();
            };
            (proposal, NoticeAbout::IdentityRefused { person: proposal.person })
        }
        UnidentifiedEvent::Recorded { .. }
        | UnidentifiedEvent::DetailsChanged { .. }
        | UnidentifiedEvent::PhotographAdded(_)
        | UnidentifiedEvent::ReferredToNationalUnit { .. }
        | UnidentifiedEvent::CandidateProposed(_)
        | UnidentifiedEvent::CandidatePossible { .. }
        | UnidentifiedEvent::CandidateUnderReview { .. }
        | UnidentifiedEvent::CandidateExcluded { .. }
        | UnidentifiedEvent::CandidateReopened { .. }
        | UnidentifiedEvent::IdentityProposed { .. }
        | UnidentifiedEvent::IdentityTold { .. }
        | UnidentifiedEvent::NoticeSent(_)
        | UnidentifiedEvent::NoticeAcknowledged { .. }
        | UnidentifiedEvent::Closed { .. } => return Vec::new(),
    };
    let mut told = Vec::new();
    if matches!(about, NoticeAbout::IdentityRefused { .. }) {
        told.extend(reviewers(proposal).map(|actor| to(&about, actor)));
    }
    let case_knows = matches!(about, NoticeAbout::IdentityConfirmed { .. })
        || matches!(proposal.standing, ProposalStanding::Confirmed { .. });
    if let Some(case) = case.filter(|_| case_knows) {
        told.extend(of_case(&about, case, agencies));
    }
    let mut once: Vec<Notice> = Vec::new();
    for notice in told {
        if notice.account != Some(by.account) && !once.contains(&notice) {
            once.push(notice);
        }
    }
    once
}

/// Whoever said who it is.
fn reviewers(proposal: &IdentityProposal) -> impl Iterator<Item = &Actor> {
    let second = match &proposal.standing {
        ProposalStanding::Confirmed { by, .. } => Some(by),
        ProposalStanding::Open | ProposalStanding::Refused { .. } => None,
    };
    std::iter::once(&proposal.by).chain(second)
}

/// The police who hold the case, and the role that investigates it in the force that leads it.
fn of_case(about: &NoticeAbout, case: &Episode, agencies: &[Agency]) -> Vec<Notice> {
    let police =
        |id: &AgencyId| agencies.iter().any(|agency| agency.id == *id && agency.kind == AgencyKind::Police);
    let holders = case.room.holders.iter().filter(|(agency, _)| police(agency));
    let mut told: Vec<Notice> = holders.map(|(_, holder)| to(about, &holder.actor)).collect();
    let role = |role: &str| Notice {
        about: about.clone(),
        rung: 0,
        to: role.to_owned(),
        account: None,
        agency: Some(case.opened.lead_force),
    };
    if told.is_empty() {
        told.push(role(ANSWERS_FOR_IT));
    }
    told.push(role(INVESTIGATES));
    told
}

fn to(about: &NoticeAbout, actor: &Actor) -> Notice {
    Notice {
        about: about.clone(),
        rung: 0,
        to: actor.role.clone(),
        account: Some(actor.account),
        agency: Some(actor.agency),
    }
}
