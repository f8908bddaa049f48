//! Whose a task is, before it is decided whether its result can be recorded. The rule is `domain`'s; here it is asked.

use std::collections::BTreeSet;

use domain::{
    episode::{Episode, EpisodeEvent, Peers, settles},
    file::PersonFile,
    ids::{AgencyId, EntryId},
    ledger::Event,
    projection::Surroundings,
    refusal::Refusal,
};

use super::{Act, decide::Place};
use crate::{App, area::Around, trouble::Trouble};

impl App {
    /// The tasks of an episode that people of an agency settle: they say what came of them, and give them to others.
    pub(super) async fn tasks_settled_by(
        &self,
        agency: AgencyId,
        episode: &Episode,
        around: &Around<'_>,
    ) -> Result<BTreeSet<EntryId>, Trouble> {
        let staff = self.staff().await?;
        let peers = Peers { agencies: around.agencies(), roles: self.packs().roles() };
        let lead = episode.opened.lead_force;
        let agency_of = |account| staff.iter().find(|one| one.account == account).map(|one| one.agency);
        let own = episode.room.tasks.iter().filter(|set| {
            let assignee = set.task.owner.account.and_then(agency_of);
            settles(set, lead, agency, assignee, peers)
        });
        Ok(own.map(|set| set.entry).collect())
    }

    /// Refused where the act settles a task of another agency.
    pub(super) async fn settles_own_tasks(
        &self,
        agency: AgencyId,
        file: &PersonFile,
        (place, act): (Place, &Act),
        around: &Around<'_>,
    ) -> Result<(), Trouble> {
        let (asked, Place::Episode(id)) = (settled_by(file, act), place) else { return Ok(()) };
        if asked.is_empty() {
            return Ok(());
        }
        let episode = file.episodes.get(&id).ok_or(Trouble::NotFound)?;
        let own = self.tasks_settled_by(agency, episode, around).await?;
        // That there is no such task is for the rules to say.
        let foreign = |task: &&EntryId| episode.room.task(**task).is_some() && !own.contains(*task);
        if asked.iter().any(|task| foreign(&task)) { Err(Refusal::NotYourTask.into()) } else { Ok(()) }
    }
}

/// The tasks that an act settles; of a correction, those that the entry did not settle before.
fn settled_by(file: &PersonFile, act: &Act) -> Vec<EntryId> {
    match act {
        Act::Episode(event) => settled_in(event),
        Act::Correct(correction) => {
            let tasks = correction.event.as_deref().map(tasks_in).unwrap_or_default();
            let before = file.find(correction.corrects).map(|recorded| tasks_in(&recorded.event));
            let before = before.unwrap_or_default();
            tasks.into_iter().filter(|task| !before.contains(task)).collect()
        }
        Act::UseTaskList { .. }
        | Act::HoldMeeting(_)
        | Act::CirculateMinutes { .. }
        | Act::Person(_)
        | Act::RecordPlacement(_)
        | Act::CheckPlacementPlan { .. }
        | Act::EndPlacement { .. } => Vec::new(),
    }
}

fn tasks_in(event: &Event) -> Vec<EntryId> {
    event.episode().map(settled_in).unwrap_or_default()
}

#[expect(clippy::wildcard_enum_match_arm, reason = "only these events settle tasks")]
fn settled_in(event: &EpisodeEvent) -> Vec<EntryId> {
    match event {
        EpisodeEvent::TaskResult { of, .. } => vec![*of],
        EpisodeEvent::TasksAssigned { tasks, .. } => tasks.clone(),
        _ => Vec::new(),
    }
}
