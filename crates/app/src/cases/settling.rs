//! Whose a task is, before it is decided whether its result can be recorded. The rule is `domain`'s; here it is asked.

use std::collections::BTreeSet;

use domain::{
    episode::{Episode, EpisodeEvent, Peers, settles},
    file::PersonFile,
    ids::{AgencyId, EntryId},
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
            settles(set, self.packs().task_lists(), lead, agency, assignee, peers)
        });
        Ok(own.map(|set| set.entry).collect())
    }

    /// Refused where the act settles a task of another agency; one that the actor is not shown is not there.
    pub(super) async fn settles_own_tasks(
        &self,
        agency: AgencyId,
        (file, shown): (&PersonFile, &PersonFile),
        (place, act): (Place, &Act),
        around: &Around<'_>,
    ) -> Result<(), Trouble> {
        let (asked, Place::Episode(id)) = (settled_by(file, act), place) else { return Ok(()) };
        if asked.is_empty() {
            return Ok(());
        }
        let episode = file.episodes.get(&id).ok_or(Trouble::NotFound)?;
        let own = self.tasks_settled_by(agency, episode, around).await?;
        let is_shown =
            |task: &EntryId| shown.episodes.get(&id).is_some_and(|case| case.room.task(*task).is_some());
        match asked.iter().find(|task| !own.contains(task)) {
            None => Ok(()),
            Some(foreign) if is_shown(foreign) => Err(Refusal::NotYourTask.into()),
            Some(_) => Err(Refusal::NoSuchEntry.into()),
        }
    }
}

/// The tasks that an act settles; of a correction, those that the entry did not settle before.
fn settled_by(file: &PersonFile, act: &Act) -> Vec<EntryId> {
    let tasks = act.episode_event().map(settled_in).unwrap_or_default();
    let Act::Correct(correction) = act else { return tasks };
    let corrected = file.find(correction.corrects).and_then(|recorded| recorded.event.episode());
    let before = corrected.map(settled_in).unwrap_or_default();
    tasks.into_iter().filter(|task| !before.contains(task)).collect()
}

#[expect(clippy::wildcard_enum_match_arm, reason = "only these events settle tasks")]
fn settled_in(event: &EpisodeEvent) -> Vec<EntryId> {
    match event {
        EpisodeEvent::TaskResult { of, .. } => vec![*of],
        EpisodeEvent::TasksAssigned { tasks, .. } => tasks.clone(),
        _ => Vec::new(),
    }
}
