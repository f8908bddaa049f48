//! Which times missing somebody may compare, and the files that they stand in.

use std::collections::HashMap;

use domain::{
    ids::{EpisodeId, PersonId},
    ledger::Entry,
};

use crate::{
    Fault, Scope, Store,
    entries::{entry, entry_columns},
    page::Granted,
    sql::Builder,
};

/// A time missing in a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compared {
    /// Which.
    pub episode: EpisodeId,
    /// Whose.
    pub person: PersonId,
    /// The last entry of their file, with those of records merged into it. Merging two, and separating them again, is an entry
    /// in each, so no two states of a file have the same.
    pub last: i64,
}

impl Store {
    /// Every time missing in the scope, the latest reported first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn episodes_to_compare(&self, scope: &Scope, at_most: u32) -> Result<Vec<Compared>, Fault> {
        let mut query = Builder::new(
            "SELECT e.episode_id, e.person_id,
                (SELECT MAX(own.sequence) FROM entry own WHERE own.person_id = e.person_id) AS last_own,
                (SELECT MAX(theirs.sequence) FROM merged_person m JOIN entry theirs ON theirs.person_id = m.person_id
                    WHERE m.survivor_id = e.person_id) AS last_merged
            FROM episode_row e
            WHERE 1 = 1",
        );
        scope.narrow(&mut query, Granted::Episode);
        query.push(" ORDER BY e.reported_at DESC, e.episode_id DESC LIMIT ").value(i64::from(at_most));
        let rows = self.pools.all(query.build()).await?;
        rows.iter()
            .map(|row| {
                Ok(Compared {
                    episode: EpisodeId(row.uuid("episode_id")?),
                    person: PersonId(row.uuid("person_id")?),
                    last: row.number("last_own")?.max(row.number_or_none("last_merged")?.unwrap_or_default()),
                })
            })
            .collect()
    }

    /// The entries of several people, with those of records merged into theirs, each in the global order.
    ///
    /// # Errors
    /// When the database cannot be read, or holds what this program did not write.
    pub async fn entries_of_people(
        &self,
        people: &[PersonId],
    ) -> Result<HashMap<PersonId, Vec<Entry>>, Fault> {
        let mut files: HashMap<PersonId, Vec<Entry>> = HashMap::new();
        if people.is_empty() {
            return Ok(files);
        }
        let mut query = Builder::new(concat!(
            "SELECT COALESCE(m.survivor_id, e.person_id) AS file_of, ",
            entry_columns!(),
            " FROM entry e LEFT JOIN payload p ON p.sequence = e.sequence
            LEFT JOIN merged_person m ON m.person_id = e.person_id
            WHERE e.person_id IN "
        ));
        query.list(people.iter().map(|person| person.0));
        query.push(" OR e.person_id IN (SELECT person_id FROM merged_person WHERE survivor_id IN ");
        query.list(people.iter().map(|person| person.0)).push(") ORDER BY e.sequence");
        for row in &self.pools.all(query.build()).await? {
            files.entry(PersonId(row.uuid("file_of")?)).or_default().push(entry(row)?);
        }
        Ok(files)
    }
}
