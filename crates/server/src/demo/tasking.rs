//! Tasks that were set from the lists, and what became of the first of them.

use domain::{
    episode::{EpisodeEvent, Owner, TaskOutcome},
    ids::EntryId,
    risk::Grade,
};
use jiff::SignedDuration;

use super::telling::Telling;

/// What officers write when they come back from one.
const RESULTS: [&str; 4] = [
    "Done with the family. Nothing found that says where they went.",
    "Done. Two neighbours asked; neither saw or heard anything after ten.",
    "Done. Details passed on, and a request to ring us at once.",
    "Done. Pictures secured from 18:00 on; to be looked at by the next shift.",
];

impl Telling<'_> {
    /// Uses a list so many minutes after the report; the first of its tasks have their results by now. Returns the others.
    pub(super) fn uses_list(&mut self, list: &str, minutes: i64, done: usize) -> Vec<EntryId> {
        let lists = self.studio.rules.lists.clone();
        let Some(list) = lists.get(list) else { return Vec::new() };
        let at = self.after(minutes);
        let mut open = Vec::new();
        for (place, listed) in list.tasks.iter().enumerate() {
            let task = listed.set(list, None, at);
            let role = task.owner.role.clone();
            let set = self.note(at, "police_supervisor", EpisodeEvent::TaskSet(task));
            let place_in_time = i64::try_from(place).unwrap_or_default();
            let finished = set.recorded_at + SignedDuration::from_mins(9 + 6 * place_in_time);
            if place < done && finished < self.limit() {
                let result = RESULTS[place % RESULTS.len()].to_owned();
                let (of, outcome) = (set.entry, TaskOutcome::Done);
                self.note(finished, &role, EpisodeEvent::TaskResult { of, outcome, result });
            } else {
                open.push(set.entry);
            }
        }
        open
    }

    /// What the first high grade sets going by itself, at the minute of that grade.
    pub(super) fn high_risk_list_begins(&mut self, minutes: i64) {
        let at = self.after(minutes);
        let lists = self.studio.rules.lists.clone();
        let started = lists
            .0
            .iter()
            .filter(|list| list.starts == domain::protocol::task_lists::Starts::WithFirst(Grade::High));
        for (list, listed) in started.flat_map(|list| list.tasks.iter().map(move |listed| (list, listed))) {
            let task = listed.set(list, None, at);
            self.note(at, "police_supervisor", EpisodeEvent::TaskSet(task));
        }
    }

    /// Gives a task to one person of a role.
    pub(super) fn sets_for_one(&mut self, minutes: i64, role: &str, title: &str, due: SignedDuration) {
        let at = self.after(minutes);
        let actor = self.studio.cast.anyone(&mut self.studio.chance, role).0;
        let task = domain::episode::Task {
            title: title.to_owned(),
            owner: Owner { role: role.to_owned(), account: Some(actor.account) },
            due_at: at.checked_add(due).ok(),
            ..domain::episode::Task::default()
        };
        self.note(at, "police_supervisor", EpisodeEvent::TaskSet(task));
    }
}
