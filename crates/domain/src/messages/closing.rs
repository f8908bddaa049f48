//! That somebody proposes to close a case jointly: whoever decides with them is told, while nobody has answered.

use super::{Asked, Chain, Climbs, told};
use crate::{
    agency::Agency,
    episode::{Cause, ClosesWith, closes_with},
    protocol::pack::RoleId,
};

/// The proposal that waits, to the role that decides on it. On silence whoever may propose hears that nobody has answered:
/// the roles that decide answer to nobody.
pub(super) fn proposed(asked: &Asked<'_>, agencies: &[Agency]) -> Option<Chain> {
    let proposed = asked.episode.open_closure()?;
    let proposing = proposed.by.role.as_str();
    let decides = match closes_with(asked.file, asked.episode, agencies) {
        ClosesWith::AssistantDirector => "assistant_director",
        ClosesWith::AdultCareLead => "adult_care_lead",
        ClosesWith::SecondOfficer => proposing,
    };
    let cause = Cause::Closure { proposal: proposed.entry };
    let from = asked.entered_at(proposed.entry, proposed.at);
    let to = |rung: u16, role: &str, at| told(&cause, rung, &RoleId(role.to_owned()), at);
    let next = asked.supervisor_after(from).map(|at| to(1, proposing, at));
    let rungs = std::iter::once(to(0, decides, from)).chain(next).collect();
    Some(Chain { cause, rungs, climbs: Climbs::OnSilence })
}
