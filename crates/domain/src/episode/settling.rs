//! Whose a task is (I2): who says what came of it, and gives it to somebody else.

use super::{holding::Peers, room::TaskSet};
use crate::{agency::AgencyKind, ids::AgencyId, protocol::task_lists::TaskLists};

/// Whether people of an agency settle a task: the agency of the person who has it; else that of the role that owns it,
/// which for a role of the police is the force that leads; and whoever chose to set it, and may think better of it.
#[must_use]
pub fn settles(
    set: &TaskSet,
    lists: &TaskLists,
    lead: AgencyId,
    agency: AgencyId,
    assignee: Option<AgencyId>,
    peers: Peers<'_>,
) -> bool {
    // What follows from a grade or a report was chosen by nobody, whoever gave the grade or made the report.
    let chosen = set.task.template.is_empty() || !lists.starts_by_itself(&set.task.template);
    let set_by_them = chosen && set.by.agency == agency;
    set_by_them || assignee.map_or_else(|| owns(set, lead, agency, peers), |of| of == agency)
}

fn owns(set: &TaskSet, lead: AgencyId, agency: AgencyId, peers: Peers<'_>) -> bool {
    let of_kind = |kind| peers.roles.get(&set.task.owner.role).is_some_and(|role| role.is_of(kind));
    match peers.agencies.iter().find(|other| other.id == agency).map(|other| other.kind) {
        Some(AgencyKind::Police) => agency == lead && of_kind(AgencyKind::Police),
        Some(kind) => of_kind(kind),
        None => false,
    }
}
