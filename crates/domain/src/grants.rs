//! Which agencies may see an episode or a person's record, worked out from the file alone. Lists are queried by these
//! grants; the access policies decide single records, and a property test holds the two equal.

use std::collections::BTreeSet;

use crate::{
    agency::{Agency, AgencyKind},
    episode::Episode,
    file::PersonFile,
    ids::AgencyId,
    person::CareBasis,
    placement::{Placement, PlacementPlace},
    projection::Childhood,
};

/// Whether the person counts as a child in this episode: under 18 at its start, or may have been.
#[must_use]
pub fn childhood(file: &PersonFile, episode: &Episode) -> Childhood {
    if file.person.may_be_under_18(episode.start()) { Childhood::Child } else { Childhood::Adult }
}

/// The agencies that may see an episode, in the order of their ids: the force that has the case; social care by age, and
/// children's social care for care leavers too; who cared for the person when it began, and the authority elsewhere that
/// placed them there; whoever took the report; the national unit once it was referred; and those asked in.
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
            AgencyKind::OtherAuthority => placed_by(file.placement_at(episode.start()), agency),
            AgencyKind::Police
            | AgencyKind::Health
            | AgencyKind::Education
            | AgencyKind::CareProvider
            | AgencyKind::Voluntary => false,
        })
        .map(|agency| agency.id)
        .collect();
    granted.insert(episode.opened.lead_force);
    granted.insert(episode.taken_by);
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
            AgencyKind::OtherAuthority => placed_by(file.placement_at(as_of), agency),
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

/// Whether this agency is the authority elsewhere that the placement names.
fn placed_by(placement: Option<&Placement>, agency: &Agency) -> bool {
    placement.is_some_and(|placement| match &placement.recorded.place {
        PlacementPlace::PlacedHereByOther { placing_authority } => placing_authority.contains(&agency.name),
        PlacementPlace::InArea | PlacementPlace::OutOfArea { .. } => false,
    })
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use uuid::Uuid;

    use super::*;
    use crate::{
        episode::{EpisodeEvent, Opened, Report},
        file::Recorded,
        ids::{AccountId, EntryId, EpisodeId, IncidentId, PersonId, PlacementId},
        ledger::{Actor, Event, Stream},
        placement::{PlacementEvent, PlacementKind, PlacementRecorded},
    };

    const FORCE: AgencyId = AgencyId(Uuid::from_u128(1));
    const HOME: AgencyId = AgencyId(Uuid::from_u128(2));
    const COUNCIL: AgencyId = AgencyId(Uuid::from_u128(3));
    const ELSEWHERE: AgencyId = AgencyId(Uuid::from_u128(4));

    fn agencies() -> Vec<Agency> {
        let agency = |id, name: &str, kind| Agency { id, name: name.to_owned(), kind };
        vec![
            agency(FORCE, "Fernshire Police", AgencyKind::Police),
            agency(HOME, "Larch House", AgencyKind::CareProvider),
            agency(COUNCIL, "Fernshire Children's Services", AgencyKind::ChildrensSocialCare),
            agency(ELSEWHERE, "Westmarch City Council", AgencyKind::OtherAuthority),
        ]
    }

    fn recorded(sequence: i64, stream: Stream, by: AgencyId, event: Event) -> Recorded {
        let at = Timestamp::UNIX_EPOCH;
        Recorded {
            entry: EntryId(Uuid::from_u128(sequence.unsigned_abs().into())),
            sequence,
            stream,
            happened_at: at,
            recorded_at: at,
            actor: Actor { account: AccountId(Uuid::nil()), role: "home_manager".into(), agency: by },
            event,
            corrected_by: Vec::new(),
        }
    }

    /// A child of unknown age, reported by a home, perhaps placed there by somebody elsewhere.
    fn seen_by(placing_authority: Option<&str>) -> Vec<AgencyId> {
        let person = PersonId(Uuid::nil());
        let episode = EpisodeId(Uuid::nil());
        let opened = Opened {
            incident: IncidentId(Uuid::nil()),
            person,
            missing_since: None,
            lead_force: FORCE,
            governed_by: Vec::new(),
            report: Report::default(),
        };
        let placed = placing_authority.map(|name| {
            let placement = PlacementRecorded {
                person,
                kind: PlacementKind::Planned,
                start: Timestamp::UNIX_EPOCH,
                place: PlacementPlace::PlacedHereByOther { placing_authority: name.to_owned() },
                provider: None,
                address: String::new(),
            };
            let event = Event::Placement(PlacementEvent::Recorded(placement));
            recorded(1, Stream::Placement(PlacementId(Uuid::nil())), COUNCIL, event)
        });
        let opened = Event::Episode(EpisodeEvent::Opened(Box::new(opened)));
        let report = recorded(2, Stream::Episode(episode), HOME, opened);
        let file = PersonFile::fold(person, placed.into_iter().chain([report]).collect());
        of_episode(&file, &file.episodes[&episode], &agencies())
    }

    #[test]
    fn whoever_took_the_report_sees_what_became_of_it() {
        assert_eq!(seen_by(None), [FORCE, HOME, COUNCIL]);
    }

    #[test]
    fn an_authority_elsewhere_sees_the_children_whom_it_placed_here_and_no_others() {
        assert!(seen_by(Some("Westmarch City Council, duty team")).contains(&ELSEWHERE));
        assert!(!seen_by(Some("Eastmarch Borough Council")).contains(&ELSEWHERE));
    }
}
