//! Whose a task is (I2): who says what came of it, and gives it to somebody else.

use super::{holding::Peers, room::TaskSet};
use crate::{agency::AgencyKind, ids::AgencyId};

/// Whether people of an agency settle a task: the agency of the person who has it; else that of the role that owns it,
/// which for a role of the police is the force that leads; and whoever set it by hand, and may think better of it.
#[must_use]
pub fn settles(
    set: &TaskSet,
    lead: AgencyId,
    agency: AgencyId,
    assignee: Option<AgencyId>,
    peers: Peers<'_>,
) -> bool {
    // What follows from a grade or a report was set by nobody.
    let set_by_hand = set.task.template.is_empty() && set.by.agency == agency;
    set_by_hand || assignee.map_or_else(|| owns(set, lead, agency, peers), |of| of == agency)
}

fn owns(set: &TaskSet, lead: AgencyId, agency: AgencyId, peers: Peers<'_>) -> bool {
    let of_kind = |kind| peers.roles.get(&set.task.owner.role).is_some_and(|role| role.is_of(kind));
    match peers.agencies.iter().find(|other| other.id == agency).map(|other| other.kind) {
        Some(AgencyKind::Police) => agency == lead && of_kind(AgencyKind::Police),
        Some(kind) => of_kind(kind),
        None => false,
    }
}
