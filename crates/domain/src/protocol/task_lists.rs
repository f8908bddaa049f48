//! Task lists by category of person: what is usually to be done for somebody like them (I1). Data, beside the packs.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use super::pack::{Basis, RoleId};
use crate::{
    episode::{CheckKind, Episode, Owner, Step, Task},
    file::PersonFile,
    grants,
    incident::IncidentClass,
    person::{CareBasis, MarkerKind},
    projection::Childhood,
    risk::Grade,
};

/// The list whose tasks are the checks that whoever reported left to others, one for each check (NP 3.12).
pub const CHECKS_TO_MAKE: &str = "checks_to_make";

/// The list whose task goes to those who had closed a case that is open again (NP 6.8).
pub const OPENED_AGAIN: &str = "opened_again";

/// The task of [`OPENED_AGAIN`].
pub const CLOSED_BY_YOU: &str = "closed_by_you";

/// The lists from which tasks are set without anybody asking, each with the tasks that must be in it.
pub(crate) fn set_by_themselves() -> [(&'static str, Vec<&'static str>); 2] {
    let checks = CheckKind::ALL.iter().map(|check| check.word()).collect();
    [(CHECKS_TO_MAKE, checks), (OPENED_AGAIN, vec![CLOSED_BY_YOU])]
}

/// Every list, in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TaskLists(pub Vec<TaskList>);

/// What is usually to be done for one category of person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskList {
    /// Its name in the ledger, in forms and for programs.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// The paragraph, or the practice, from which it comes.
    pub source: String,
    /// For whom it is offered first.
    pub suits: Suits,
    /// When it starts without anybody asking for it.
    pub starts: Starts,
    /// The tasks.
    pub tasks: Vec<ListedTask>,
}

/// One task of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedTask {
    /// Its name within the list.
    pub id: String,
    /// What is to be done, in one line.
    pub title: String,
    /// How, and what a reader has to know of it.
    pub detail: String,
    /// Who does it unless somebody else is chosen.
    pub owner: RoleId,
    /// By when, counted from when the list is used.
    pub due_after: SignedDuration,
    /// The paragraph that asks for it.
    pub source: String,
    /// Whether its time and owner stand in the source.
    pub basis: Basis,
    /// The step that does it, where one does.
    pub done_by: Option<Step>,
}

/// For whom a list is offered first: each kind of condition that is given must hold, by any one of its words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Suits {
    /// Age when the episode began.
    pub ages: Vec<AgeGroup>,
    /// Care.
    pub care: Vec<Care>,
    /// Markers that are held.
    pub markers: Vec<MarkerKind>,
    /// What kind of matter it is.
    pub classes: Vec<IncidentClass>,
    /// The grade in force.
    pub grades: Vec<Grade>,
}

/// When a list starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Starts {
    /// When somebody uses it.
    WhenUsed,
    /// With the first grading of that grade.
    WithFirst(Grade),
}

super::event::words! {
    /// An age group.
    AgeGroup {
        /// Known to be under two, or not yet born.
        Baby => "baby",
        /// Under 18, or may be.
        Child => "child",
        /// Eighteen or older.
        Adult => "adult",
    }
}

super::event::words! {
    /// Whether somebody is looked after.
    Care {
        /// By the authority.
        InCare => "in_care",
        /// At home or on their own.
        AtHome => "at_home",
    }
}

impl TaskLists {
    /// The list of that id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&TaskList> {
        self.0.iter().find(|list| list.id == id)
    }

    /// Whether the tasks of that list are set without anybody choosing them. Of a list that is there no more nobody knows.
    #[must_use]
    pub fn starts_by_itself(&self, id: &str) -> bool {
        let by_itself = |list: &TaskList| {
            list.starts != Starts::WhenUsed || set_by_themselves().iter().any(|(other, _)| *other == id)
        };
        self.get(id).is_none_or(by_itself)
    }

    /// The lists for somebody like this, in the order of the file: those of which something is said that holds.
    #[must_use]
    pub fn suggested(&self, file: &PersonFile, episode: &Episode, class: IncidentClass) -> Vec<&TaskList> {
        self.0.iter().filter(|list| list.suits.hold(file, episode, class)).collect()
    }

    /// What a grading sets going by itself: the tasks of the lists that start with the first grade of its kind.
    #[must_use]
    pub fn started_by(&self, episode: &Episode, grade: Grade, at: Timestamp) -> Vec<Task> {
        let graded_before = episode.gradings.iter().any(|graded| graded.grading.grade == grade);
        let starts = |list: &&TaskList| !graded_before && list.starts == Starts::WithFirst(grade);
        self.0.iter().filter(starts).flat_map(|list| list.not_yet_done(episode, at)).collect()
    }
}

impl TaskList {
    /// The task of that id.
    #[must_use]
    pub fn task(&self, id: &str) -> Option<&ListedTask> {
        self.tasks.iter().find(|task| task.id == id)
    }

    fn not_yet_done(&self, episode: &Episode, at: Timestamp) -> impl Iterator<Item = Task> {
        let taken: BTreeSet<Step> = episode.steps.iter().map(|(step, _)| *step).collect();
        self.tasks
            .iter()
            .filter(move |task| task.done_by.is_none_or(|step| !taken.contains(&step)))
            .filter(|task| !task.is_set(self, episode))
            .map(move |task| task.set(self, None, at))
    }
}

impl ListedTask {
    /// Whether it was set in the episode.
    #[must_use]
    pub fn is_set(&self, list: &TaskList, episode: &Episode) -> bool {
        let this = |task: &Task| task.template == list.id && task.title == self.title;
        episode.room.tasks.iter().any(|set| this(&set.task))
    }

    /// The task as it is set at a moment; by its own role where nobody else is chosen.
    #[must_use]
    pub fn set(&self, list: &TaskList, owner: Option<&Owner>, at: Timestamp) -> Task {
        Task {
            title: self.title.clone(),
            detail: self.detail.clone(),
            owner: owner.cloned().unwrap_or_else(|| Owner { role: self.owner.0.clone(), account: None }),
            due_at: at.checked_add(self.due_after).ok(),
            template: list.id.clone(),
            done_by: self.done_by.map_or_else(String::new, |step| step.word().to_owned()),
        }
    }
}

impl Suits {
    fn hold(&self, file: &PersonFile, episode: &Episode, class: IncidentClass) -> bool {
        if *self == Self::default() {
            return false;
        }
        let in_care = match file.person.care.basis {
            CareBasis::CareOrder | CareBasis::Accommodated => Care::InCare,
            CareBasis::NotKnown | CareBasis::NotInCare | CareBasis::CareLeaver => Care::AtHome,
        };
        any(&self.ages, |age| age.holds(file, episode))
            && any(&self.care, |care| *care == in_care)
            && any(&self.markers, |marker| file.person.holds(*marker))
            && any(&self.classes, |of| *of == class)
            && any(&self.grades, |grade| episode.grade() == Some(*grade))
    }
}

/// Whether one of the words holds, where any is given.
fn any<T>(words: &[T], holds: impl Fn(&T) -> bool) -> bool {
    words.is_empty() || words.iter().any(holds)
}

impl AgeGroup {
    fn holds(self, file: &PersonFile, episode: &Episode) -> bool {
        let childhood = grants::childhood(file, episode);
        match self {
            Self::Child => childhood == Childhood::Child,
            Self::Adult => childhood == Childhood::Adult,
            Self::Baby => {
                let on = episode.start().to_zoned(crate::time::london()).date();
                file.person.details.birth.age_on(on).is_some_and(|(youngest, _)| youngest < 2)
            }
        }
    }
}
