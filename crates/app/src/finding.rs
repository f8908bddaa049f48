//! Everybody's names in the memory of this process, so that a name is found as somebody remembers it: the same on both
//! databases, and as current as the ledger at the moment of the search.
//!
//! The index only proposes. It passes over whom the reader may not see before anything is counted, by the grants that the
//! rows had when it read them; whoever is proposed is then asked for in SQL, in the reader's scope.

use std::collections::HashMap;

use domain::{file::PersonFile, ids::PersonId, ledger::Entry, projection::PersonRow, time::london};
use jiff::{
    Timestamp, ToSpan as _,
    civil::{self, Date},
};
use linkage::{
    name_before_remark,
    search::{self, Born, Hints, NameIndex, Readable},
};
use store::Scope;
use tokio::sync::{RwLock, RwLockReadGuard};
use uuid::Uuid;

use crate::{App, reports::Everybody, trouble::Trouble};

/// People read in one question.
const AT_ONCE: u32 = 500;

/// The names, as they were after some entry of the ledger.
#[derive(Default)]
pub(crate) struct Finding {
    names: RwLock<Names>,
}

#[derive(Default)]
struct Names {
    index: NameIndex,
    /// Everybody as they are compared with whoever is reported.
    everybody: Everybody,
    /// The last entry that is in it; nothing before everybody was read.
    up_to: Option<i64>,
    /// What [`store::Store::times_unsure`] said when the rows were read.
    unsure: u64,
}

impl App {
    /// Reads everybody's names, or what was appended since; a search does so itself.
    pub(crate) async fn read_names(&self) -> Result<(), Trouble> {
        self.current_names().await.map(|_| ())
    }

    /// Who may be meant, the likeliest first, of those whom the scope holds.
    pub(crate) async fn propose(
        &self,
        typed: &str,
        scope: &Scope,
        limit: usize,
    ) -> Result<Vec<search::Hit>, Trouble> {
        let names = self.current_names().await?;
        let today = self.clock().now().to_zoned(london()).date();
        let hints = Hints {
            born_at_ages: &|from, to| born_at_ages(today, from, to),
            days_of_year: &days_of_year,
            area: "",
        };
        let readable = match scope {
            Scope::Everything => Readable::Everybody,
            Scope::Agencies(agencies) => {
                Readable::SeenBy(agencies.iter().map(|agency| agency.0.as_u128()).collect())
            }
        };
        Ok(names.index.search(typed, &hints, &readable, limit))
    }

    /// Everybody on record as of now, to be compared with whoever is reported.
    pub(crate) async fn everybody(&self) -> Result<RwLockReadGuard<'_, Everybody>, Trouble> {
        Ok(RwLockReadGuard::map(self.current_names().await?, |names| &names.everybody))
    }

    /// The names with everything in them that was appended before now, by any server.
    async fn current_names(&self) -> Result<RwLockReadGuard<'_, Names>, Trouble> {
        let store = &self.inner.store;
        let names = self.inner.finding.names.read().await;
        if let Some(up_to) = names.up_to
            && names.unsure == store.times_unsure()
            && store.people_since(up_to).await?.up_to == up_to
        {
            return Ok(names);
        }
        drop(names);
        let mut names = self.inner.finding.names.write().await;
        // Somebody else may have read it all meanwhile; then little is left to read.
        let unsure = store.times_unsure();
        let up_to = match names.up_to {
            Some(up_to) if names.unsure == unsure => up_to,
            Some(_) | None => self.read_everybody(&mut names).await?,
        };
        self.read_later(&mut names, up_to).await?;
        names.unsure = unsure;
        Ok(names.downgrade())
    }

    /// Reads every row, and the names of whoever is not in the index as the row says.
    async fn read_everybody(&self, names: &mut Names) -> Result<i64, Trouble> {
        let store = &self.inner.store;
        // Before the rows: what is appended while they are read is read again.
        let up_to = store.last_sequence().await?;
        let mut index = NameIndex::new();
        let mut everybody = Everybody::default();
        let mut after = None;
        loop {
            let rows = store.people_after(after, AT_ONCE).await?;
            let Some(last) = rows.last() else { break };
            after = Some(last.person);
            self.enter((&mut index, &mut everybody), &rows).await?;
        }
        names.index = index;
        names.everybody = everybody;
        Ok(up_to)
    }

    async fn read_later(&self, names: &mut Names, mut up_to: i64) -> Result<(), Trouble> {
        let store = &self.inner.store;
        loop {
            let since = store.people_since(up_to).await?;
            let mut people: Vec<PersonId> = since.people.into_iter().collect();
            // What is recorded in a record that was merged into another counts in that other's.
            let survivors = store.file_lengths(&people).await?.into_values().map(|length| length.survivor);
            people.extend(survivors);
            people.sort_unstable();
            people.dedup();
            for some in people.chunks(AT_ONCE as usize) {
                let rows = store.person_rows(&Scope::Everything, some).await?;
                for gone in some.iter().filter(|person| !rows.contains_key(*person)) {
                    names.index.remove(gone.0.as_u128());
                    names.everybody.remove(*gone);
                }
                let rows: Vec<PersonRow> = rows.into_values().collect();
                self.enter((&mut names.index, &mut names.everybody), &rows).await?;
            }
            up_to = since.up_to;
            names.up_to = Some(up_to);
            if !since.more {
                return Ok(());
            }
        }
    }

    async fn enter(
        &self,
        (index, everybody): (&mut NameIndex, &mut Everybody),
        rows: &[PersonRow],
    ) -> Result<(), Trouble> {
        let people: Vec<PersonId> = rows.iter().map(|row| row.person).collect();
        let mut records: HashMap<PersonId, Vec<Entry>> = self.inner.store.records_of(&people).await?;
        for row in rows {
            let entries = records.remove(&row.person).unwrap_or_default();
            let file = PersonFile::as_known_at(row.person, &entries, Timestamp::MAX);
            index.insert(row.person.0.as_u128(), &entry(row, &file));
            everybody.put(&file, &row.granted_to);
        }
        Ok(())
    }
}

/// Somebody as they enter the index: by every name, where they live and are placed, when they were born.
fn entry<'a>(row: &PersonRow, file: &'a PersonFile) -> search::Entry<'a> {
    let details = &file.person.details;
    let placed = file.placements.values().filter(|placement| placement.ended_at.is_none());
    let ends = (row.born_earliest.map(day), row.born_latest.map(day));
    search::Entry {
        names: std::iter::once(details.name.as_str())
            .chain(file.names().skip(1).map(name_before_remark))
            .collect(),
        places: std::iter::once(details.home_address.as_str())
            .chain(placed.map(|placement| placement.recorded.address.as_str()))
            .collect(),
        born: (ends != (None, None))
            .then(|| Born { earliest: ends.0.unwrap_or(i32::MIN), latest: ends.1.unwrap_or(i32::MAX) }),
        groups: row.granted_to.iter().map(|agency| agency.0.as_u128()).collect(),
        precedence: u8::from(row.missing_in.is_some()),
    }
}

/// The person that the index has under a number.
pub(crate) fn person_of(hit: &search::Hit) -> PersonId {
    PersonId(Uuid::from_u128(hit.id))
}

/// Days from a fixed day.
fn day(date: Date) -> i32 {
    civil::date(1970, 1, 1).until(date).map_or(0, |span| span.get_days())
}

fn born_at_ages(today: Date, from: u16, to: u16) -> Born {
    let earliest = today.saturating_sub((i32::from(to) + 1).years()).saturating_add(1.day());
    Born { earliest: day(earliest), latest: day(today.saturating_sub(i32::from(from).years())) }
}

fn days_of_year(year: i16) -> Born {
    Born { earliest: day(civil::date(year, 1, 1)), latest: day(civil::date(year, 12, 31)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_the_days_of_birth_that_make_it_today() {
        let today = civil::date(2026, 11, 22);
        let born = born_at_ages(today, 14, 14);
        assert_eq!(born.latest, day(civil::date(2012, 11, 22)), "fourteen today");
        assert_eq!(born.earliest, day(civil::date(2011, 11, 23)), "fifteen tomorrow");
        assert_eq!(days_of_year(2000).latest - days_of_year(2000).earliest, 365);
    }
}
