//! Which agencies may see an episode or a person's record, worked out from the file alone. Lists are queried by these
//! grants; the access policies decide single records, and a property test holds the two equal.

use std::collections::BTreeSet;

use crate::{
    agency::{Agency, AgencyKind},
    episode::Episode,
    file::PersonFile,
    ids::AgencyId,
    person::CareBasis,
    projection::Childhood,
};

/// Whether the person counts as a child in this episode: under 18 at its start, or may have been.
#[must_use]
pub fn childhood(file: &PersonFile, episode: &Episode) -> Childhood {
    if file.person.may_be_under_18(episode.start()) { Childhood::Child } else { Childhood::Adult }
}

/// The agencies that may see an episode, in the order of their ids: the force that has the case; social care by age, and
/// children's social care for care leavers too; who cared for the person when it began; the national unit once it was
/// referred; and those asked in.
#[must_use]
pub fn of_episode(file: &PersonFile, episode: &Episode, agencies: &[Agency]) -> Vec<AgencyId> {
    let child = childhood(file, episode) == Childhood::Child;
    let care_leaver = file.person.care.basis == CareBasis::CareLeaver;
    let mut granted: BTreeSet<AgencyId> = agencies
        .iter()
        .filter(|agency| match agency.kind {
            AgencyKind::ChildrensSocialCare => child || care_leaver,
            AgencyKind::AdultSocialCare => !child,
            AgencyKind::NationalUnit => episode.referred_to_national_unit.is_some(),
            AgencyKind::Police
            | AgencyKind::Health
            | AgencyKind::Education
            | AgencyKind::CareProvider
            | AgencyKind::Voluntary => false,
        })
        .map(|agency| agency.id)
        .collect();
    granted.insert(episode.opened.lead_force);
    granted.extend(&episode.partners);
    granted.extend(file.placement_at(episode.start()).and_then(|placement| placement.recorded.provider));
    granted.into_iter().collect()
}

/// The agencies that may see a person's record, in the order of their ids: every police force of the deployment, because a
/// report may come to any of them; social care by age; who cares for the person; and whoever may see an episode. Age and
/// carer are those of the last entry in the file, so that the grants follow from the ledger and not from the clock.
#[must_use]
pub fn of_person(file: &PersonFile, agencies: &[Agency]) -> Vec<AgencyId> {
    let as_of = file.last_recorded_at();
    let child = file.person.may_be_under_18(as_of);
    let care_leaver = file.person.care.basis == CareBasis::CareLeaver;
    let mut granted: BTreeSet<AgencyId> = agencies
        .iter()
        .filter(|agency| match agency.kind {
            AgencyKind::Police => true,
            AgencyKind::ChildrensSocialCare => child || care_leaver,
            AgencyKind::AdultSocialCare => !child,
            AgencyKind::Health
            | AgencyKind::Education
            | AgencyKind::CareProvider
            | AgencyKind::Voluntary
            | AgencyKind::NationalUnit => false,
        })
        .map(|agency| agency.id)
        .collect();
    granted.extend(file.placement_at(as_of).and_then(|placement| placement.recorded.provider));
    for episode in file.episodes.values() {
        granted.extend(of_episode(file, episode, agencies));
    }
    granted.into_iter().collect()
}
