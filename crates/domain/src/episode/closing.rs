//! How a case ends without the person: closed jointly by two agencies (NP 7.24; I9), and what is owed once somebody
//! was found dead.

use super::{
    event::EpisodeEvent,
    state::{Ending, Episode},
    words::Step,
};
use crate::{
    agency::{Agency, AgencyKind},
    file::PersonFile,
    grants::childhood,
    ids::AgencyId,
    ledger::{Actor, Event, Stream},
    person::CareBasis,
    placement::PlacementPlace,
    projection::Childhood,
    refusal::Refusal,
};

/// With whom police decide to close the case of somebody who is still missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClosesWith {
    /// For a child, the assistant director.
    AssistantDirector,
    /// For an adult with whom adult social care has to do, its lead.
    AdultCareLead,
    /// For any other adult the source asks nobody but police (NP 7.24 speaks of children): a second senior officer
    /// decides on what the first proposes, so that no case ends on the word of one.
    SecondOfficer,
}

/// With whom police decide on closing this case. Adult social care has to do with an adult who has a worker, whose case
/// it was asked into, or in whose case it has recorded something.
#[must_use]
pub fn closes_with(file: &PersonFile, episode: &Episode, agencies: &[Agency]) -> ClosesWith {
    if childhood(file, episode) == Childhood::Child {
        return ClosesWith::AssistantDirector;
    }
    let adult_care = |id: AgencyId| {
        agencies.iter().any(|agency| agency.id == id && agency.kind == AgencyKind::AdultSocialCare)
    };
    let recorded = file
        .recorded
        .iter()
        .any(|recorded| recorded.stream == Stream::Episode(episode.id) && adult_care(recorded.actor.agency));
    let asked = episode.partners.iter().any(|partner| adult_care(*partner));
    if file.person.worker.is_some() || asked || recorded {
        ClosesWith::AdultCareLead
    } else {
        ClosesWith::SecondOfficer
    }
}

/// Whether somebody may agree to what another proposes. Other events are not asked about here.
///
/// # Errors
/// Refused to the agency that proposes it, and where police decide alone to the officer who does.
pub fn may_close(
    file: &PersonFile,
    episode: &Episode,
    proposal: &EpisodeEvent,
    who: &Actor,
    agencies: &[Agency],
) -> Result<(), Refusal> {
    let EpisodeEvent::ClosedJointly { of, .. } = proposal else { return Ok(()) };
    let proposed = episode
        .joint_closures
        .iter()
        .find(|closure| Some(closure.entry) == *of)
        .ok_or(Refusal::ClosureNotProposed)?;
    let same = match closes_with(file, episode, agencies) {
        ClosesWith::AssistantDirector | ClosesWith::AdultCareLead => proposed.by.agency == who.agency,
        ClosesWith::SecondOfficer => proposed.by.account == who.account,
    };
    if same { Err(Refusal::ClosedByOne) } else { Ok(()) }
}

/// Who has to be told, and what has to be done, once somebody was found dead: each step that this case asks for, in the
/// order in which it is done. The national unit is told under its own duty.
#[must_use]
pub fn owed_after_death(file: &PersonFile, episode: &Episode) -> Vec<Step> {
    let Some(ended_at) = episode.ended_at().filter(|_| episode.ending() == Some(&Ending::FoundDead)) else {
        return Vec::new();
    };
    let taken = |step: Step| episode.steps.iter().any(|(taken, _)| *taken == step);
    let placement = file.placement_at(ended_at);
    let elsewhere = placement.is_some_and(|placement| match placement.recorded.place {
        PlacementPlace::PlacedHereByOther { .. } => true,
        PlacementPlace::InArea | PlacementPlace::OutOfArea { .. } => false,
    });
    let in_care = matches!(file.person.care.basis, CareBasis::CareOrder | CareBasis::Accommodated);
    let others = file.recorded.iter().any(|recorded| {
        recorded.stream == Stream::Episode(episode.id)
            && matches!(recorded.event, Event::Episode(EpisodeEvent::PartnerInvolved { .. }))
    });
    [
        (Step::CoronerInformed, true),
        (Step::FamilyToldOfDeath, true),
        (Step::FamilyOfficerAppointed, true),
        (Step::NationalUnitToldFound, episode.referred_to_national_unit.is_some()),
        (Step::PlacingAuthorityToldOfDeath, elsewhere),
        (Step::CarersToldOfDeath, placement.is_some()),
        (Step::WorkerToldOfDeath, file.person.worker.is_some()),
        (Step::ReviewingOfficerToldOfDeath, in_care),
        (Step::AgenciesToldOfDeath, others || childhood(file, episode) == Childhood::Child),
        (Step::PublicityWithdrawn, taken(Step::MediaStrategySet)),
    ]
    .into_iter()
    .filter_map(|(step, asked)| asked.then_some(step))
    .collect()
}
