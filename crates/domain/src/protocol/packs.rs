//! All packs: those built into the program, and those an operator adds or puts in their place.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::{Timestamp, civil::Date};

use super::bank_holidays::{BankHolidays, ProclaimedDay};
use super::calendar::Calendar;
use super::pack::{Pack, PackId};
use super::read::{Mistake, read_pack, read_proclaimed_days, read_roles, read_task_lists, unknown};
use super::roles::Roles;
use super::task_lists::{TaskLists, set_by_themselves};

/// A pack that can be evaluated: with the calendar of its nation.
#[derive(Debug, Clone)]
pub struct LoadedPack {
    /// The rules.
    pub pack: Pack,
    /// The days they count by.
    pub calendar: Calendar,
}

/// Every pack in every version, and the roles that they name.
#[derive(Debug, Clone)]
pub struct Packs {
    roles: Roles,
    holidays: BankHolidays,
    task_lists: TaskLists,
    /// By id, the versions in order of the day from which they are in force.
    packs: BTreeMap<PackId, Vec<Arc<LoadedPack>>>,
}

/// A data file: its name, for messages, and its text. Reading the disk is for others.
#[derive(Debug, Clone, Copy)]
pub struct SourceFile<'t> {
    /// As messages name it.
    pub name: &'t str,
    /// What it says.
    pub text: &'t str,
}

/// No pack has the id that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NoSuchPack(String);

/// The files built into the program.
const BUILT_IN_ROLES: SourceFile<'static> =
    SourceFile { name: "roles.toml", text: include_str!("../../../../protocols/roles.toml") };
const BUILT_IN_HOLIDAYS: SourceFile<'static> =
    SourceFile { name: "bank-holidays.toml", text: include_str!("../../../../protocols/bank-holidays.toml") };
const BUILT_IN_TASK_LISTS: SourceFile<'static> =
    SourceFile { name: "task-lists.toml", text: include_str!("../../../../protocols/task-lists.toml") };
const BUILT_IN_PACKS: &[SourceFile<'static>] = &[
    SourceFile {
        name: "northamptonshire.toml",
        text: include_str!("../../../../protocols/northamptonshire.toml"),
    },
    SourceFile { name: "app-baseline.toml", text: include_str!("../../../../protocols/app-baseline.toml") },
];

impl Packs {
    /// The packs built into the program.
    #[must_use]
    pub fn built_in() -> Self {
        // INVARIANT: the built-in files are read by a test of this crate, so they are without mistakes.
        Self::built_in_and(&[]).expect("the built-in packs are without mistakes")
    }

    /// The built-in packs and these files. `roles.toml`, `bank-holidays.toml` and `task-lists.toml` take the place of the
    /// built-in ones; any other file is a pack, and takes the place of a built-in one of the same id and version.
    ///
    /// # Errors
    /// Everything that is wrong with the files.
    pub fn built_in_and(files: &[SourceFile<'_>]) -> Result<Self, Vec<Mistake>> {
        let given =
            |name: &str| files.iter().copied().find(|file| file.name.rsplit('/').next() == Some(name));
        let roles = given(BUILT_IN_ROLES.name).unwrap_or(BUILT_IN_ROLES);
        let holidays = given(BUILT_IN_HOLIDAYS.name).unwrap_or(BUILT_IN_HOLIDAYS);
        let task_lists = given(BUILT_IN_TASK_LISTS.name).unwrap_or(BUILT_IN_TASK_LISTS);
        let mut packs = Self::without_packs(roles, holidays)?;
        let is_pack = |file: &&SourceFile<'_>| {
            let name = file.name.rsplit('/').next().unwrap_or(file.name);
            ![BUILT_IN_ROLES.name, BUILT_IN_HOLIDAYS.name, BUILT_IN_TASK_LISTS.name].contains(&name)
        };
        let mut mistakes = Vec::new();
        match read_lists(task_lists, &packs.roles) {
            Ok(lists) => packs.task_lists = lists,
            Err(more) => mistakes.extend(more),
        }
        for file in BUILT_IN_PACKS.iter().chain(files.iter().filter(is_pack)) {
            match read_pack(file.name, file.text, &packs.roles) {
                Ok(pack) => packs.add(pack),
                Err(more) => mistakes.extend(more),
            }
        }
        if mistakes.is_empty() { Ok(packs) } else { Err(mistakes) }
    }

    fn without_packs(roles: SourceFile<'_>, holidays: SourceFile<'_>) -> Result<Self, Vec<Mistake>> {
        let roles = read_roles(roles.name, roles.text);
        let days: Result<Vec<ProclaimedDay>, _> = read_proclaimed_days(holidays.name, holidays.text);
        match (roles, days) {
            (Ok(roles), Ok(days)) => {
                let holidays = BankHolidays::new(days);
                Ok(Self { roles, holidays, task_lists: TaskLists::default(), packs: BTreeMap::new() })
            }
            (roles, days) => Err(roles.err().into_iter().chain(days.err()).flatten().collect()),
        }
    }

    /// Reads one more pack without keeping it: what is wrong with it, if anything.
    ///
    /// # Errors
    /// Everything that is wrong with the file.
    pub fn validate(&self, file: SourceFile<'_>) -> Result<Pack, Vec<Mistake>> {
        read_pack(file.name, file.text, &self.roles)
    }

    /// Reads task lists without keeping them: what is wrong with them, if anything.
    ///
    /// # Errors
    /// Everything that is wrong with the file.
    pub fn validate_task_lists(&self, file: SourceFile<'_>) -> Result<TaskLists, Vec<Mistake>> {
        read_lists(file, &self.roles)
    }

    /// Keeps a pack, in place of one of the same id and version.
    pub fn add(&mut self, pack: Pack) {
        // The reader has looked the zone up before.
        let Some(calendar) = Calendar::new(&pack.timezone, pack.nation, self.holidays.clone()) else {
            return;
        };
        let versions = self.packs.entry(pack.id.clone()).or_default();
        versions.retain(|other| other.pack.version != pack.version);
        versions.push(Arc::new(LoadedPack { pack, calendar }));
        versions.sort_by_key(|loaded| loaded.pack.effective_from);
    }

    /// The version of a pack in force on a day: the last to have come into force by then.
    #[must_use]
    pub fn in_force(&self, id: &str, on: Date) -> Option<&Arc<LoadedPack>> {
        self.versions(id).iter().rev().find(|loaded| loaded.pack.effective_from <= on)
    }

    /// The version of a pack that governs what began at an instant: the one in force on that day where the pack is,
    /// or the first there ever was.
    ///
    /// # Errors
    /// When no pack has that id.
    pub fn governing(&self, id: &str, began: Timestamp) -> Result<&Arc<LoadedPack>, NoSuchPack> {
        let in_force = |loaded: &&Arc<LoadedPack>| loaded.pack.effective_from <= loaded.calendar.date(began);
        let versions = self.versions(id);
        versions
            .iter()
            .rev()
            .find(in_force)
            .or_else(|| versions.first())
            .ok_or_else(|| NoSuchPack(unknown("pack", id, self.packs.keys().map(|known| known.0.as_str()))))
    }

    /// A version of a pack by name, for an episode that began under it.
    #[must_use]
    pub fn version(&self, id: &str, version: &str) -> Option<&Arc<LoadedPack>> {
        self.versions(id).iter().find(|loaded| loaded.pack.version == version)
    }

    /// All versions of a pack, in the order in which they came into force.
    #[must_use]
    pub fn versions(&self, id: &str) -> &[Arc<LoadedPack>] {
        self.packs.get(&PackId(id.to_owned())).map_or(&[], Vec::as_slice)
    }

    /// Every pack in every version.
    pub fn all(&self) -> impl Iterator<Item = &Arc<LoadedPack>> {
        self.packs.values().flatten()
    }

    /// What is usually to be done, by category of person.
    #[must_use]
    pub const fn task_lists(&self) -> &TaskLists {
        &self.task_lists
    }

    /// The roles that packs, policies and accounts may name.
    #[must_use]
    pub const fn roles(&self) -> &Roles {
        &self.roles
    }
}

/// The task lists of a file; those from which tasks are set without anybody asking are the ones built in where it has none.
fn read_lists(file: SourceFile<'_>, roles: &Roles) -> Result<TaskLists, Vec<Mistake>> {
    let mut lists = read_task_lists(file.name, file.text, roles)?;
    for (id, _) in set_by_themselves() {
        if lists.get(id).is_some() {
            continue;
        }
        let built_in = read_task_lists(BUILT_IN_TASK_LISTS.name, BUILT_IN_TASK_LISTS.text, roles).ok();
        let Some(list) = built_in.and_then(|built_in| built_in.get(id).cloned()) else {
            let message =
                format!("the list \"{id}\" is missing, and roles.toml lacks a role of the one built in");
            return Err(vec![Mistake { file: file.name.to_owned(), line: 1, column: 1, message }]);
        };
        lists.0.push(list);
    }
    Ok(lists)
}
