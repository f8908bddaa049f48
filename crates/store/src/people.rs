//! People's rows: in lists, and for the index that finds them by name.

use std::collections::{BTreeSet, HashMap};

use domain::{
    ids::{AgencyId, PersonId},
    ledger::Entry,
    projection::{Likeness, PersonRow},
};
use uuid::Uuid;

use crate::{
    Fault, Scope, Store,
    entries::{entry, entry_columns},
    page::Granted,
    rows::{PERSON_COLUMNS, person_row},
    sql::{Builder, Row, sql},
};

/// The people whom later entries concern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeopleSince {
    /// Whom, each once.
    pub people: BTreeSet<PersonId>,
    /// The last entry that was looked at: where to go on from.
    pub up_to: i64,
    /// Whether there may be more.
    pub more: bool,
}

/// Entries looked at in one question.
const ENTRIES_AT_ONCE: i64 = 5_000;

impl Store {
    /// The place of the last entry in the ledger; 0 in an empty one.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn last_sequence(&self) -> Result<i64, Fault> {
        let row = self.pools.first(sql("SELECT COALESCE(MAX(sequence), 0) AS sequence FROM entry")).await?;
        row.map_or(Ok(0), |row| row.number("sequence"))
    }

    /// Whom entries after a place in the ledger concern.
    ///
    /// INVARIANT: nothing is passed over. An append takes its places under the lock that it holds until it is committed, so
    /// whoever sees an entry sees every one before it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn people_since(&self, sequence: i64) -> Result<PeopleSince, Fault> {
        let entries = sql("SELECT e.sequence, e.person_id, m.survivor_id
            FROM entry e LEFT JOIN merged_person m ON m.person_id = e.person_id
            WHERE e.sequence > $1
            ORDER BY e.sequence
            LIMIT $2");
        let rows = self.pools.all(entries.bind(sequence).bind(ENTRIES_AT_ONCE)).await?;
        let mut since = PeopleSince { people: BTreeSet::new(), up_to: sequence, more: false };
        since.more = i64::try_from(rows.len()).is_ok_and(|rows| rows == ENTRIES_AT_ONCE);
        for row in &rows {
            since.up_to = row.number("sequence")?;
            since.people.extend(row.uuid_or_none("person_id")?.map(PersonId));
            // What is recorded in a record that was merged is told of the survivor.
            since.people.extend(row.uuid_or_none("survivor_id")?.map(PersonId));
        }
        Ok(since)
    }

    /// The rows of the next people in the order of their ids, whoever may see them: for an index, which proposes and never
    /// shows.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn people_after(&self, after: Option<PersonId>, limit: u32) -> Result<Vec<PersonRow>, Fault> {
        let mut query = Builder::new(format!("SELECT {PERSON_COLUMNS} FROM person_row WHERE person_id > "));
        query.value(after.map_or(Uuid::nil(), |person| person.0)).push(" ORDER BY person_id LIMIT ");
        query.value(i64::from(limit));
        let rows = self.pools.all(query.build()).await?;
        rows.iter().map(person_row).collect()
    }

    /// The rows of those of these people who are in the scope.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn person_rows(
        &self,
        scope: &Scope,
        people: &[PersonId],
    ) -> Result<HashMap<PersonId, PersonRow>, Fault> {
        if people.is_empty() {
            return Ok(HashMap::new());
        }
        let mut query =
            Builder::new(format!("SELECT {PERSON_COLUMNS} FROM person_row r WHERE person_id IN "));
        query.list(people.iter().map(|person| person.0));
        scope.narrow(&mut query, Granted::Person);
        let rows = self.pools.all(query.build()).await?;
        rows.iter().map(|row| person_row(row).map(|row| (row.person, row))).collect()
    }

    /// What was recorded of these people themselves and of their placements, in records merged into theirs too, in the global
    /// order: enough for who they are and where they live, and nothing of their times missing.
    ///
    /// # Errors
    /// When the database cannot be read, or holds what this program did not write.
    pub async fn records_of(&self, people: &[PersonId]) -> Result<HashMap<PersonId, Vec<Entry>>, Fault> {
        let mut records: HashMap<PersonId, Vec<Entry>> = HashMap::new();
        if people.is_empty() {
            return Ok(records);
        }
        let mut query = Builder::new(concat!(
            "SELECT ",
            entry_columns!(),
            " FROM entry e LEFT JOIN payload p ON p.sequence = e.sequence
            WHERE e.stream_kind IN ('person', 'placement') AND e.person_id IN "
        ));
        let merged = self.merged_into(people).await?;
        let all = people.iter().chain(merged.keys()).map(|person| person.0);
        query.list(all.collect::<Vec<_>>()).push(" ORDER BY e.sequence");
        for row in &self.pools.all(query.build()).await? {
            if let Some(person) = row.uuid_or_none("person_id")?.map(PersonId) {
                let whose = merged.get(&person).copied().unwrap_or(person);
                records.entry(whose).or_default().push(entry(row)?);
            }
        }
        Ok(records)
    }

    /// The records that count in these people's files beside their own, each with whose file that is.
    async fn merged_into(&self, people: &[PersonId]) -> Result<HashMap<PersonId, PersonId>, Fault> {
        let mut query =
            Builder::new("SELECT person_id, survivor_id FROM merged_person WHERE survivor_id IN ");
        query.list(people.iter().map(|person| person.0));
        merged_pairs(&self.pools.all(query.build()).await?)
    }

    /// Of these people, those whose record was merged into another, each with the record that goes on.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn survivors_of(&self, people: &[PersonId]) -> Result<HashMap<PersonId, PersonId>, Fault> {
        if people.is_empty() {
            return Ok(HashMap::new());
        }
        let mut query = Builder::new("SELECT person_id, survivor_id FROM merged_person WHERE person_id IN ");
        query.list(people.iter().map(|person| person.0));
        merged_pairs(&self.pools.all(query.build()).await?)
    }

    /// Every record that was merged into another, with the one that goes on.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn merged(&self) -> Result<HashMap<PersonId, PersonId>, Fault> {
        merged_pairs(&self.pools.all(sql("SELECT person_id, survivor_id FROM merged_person")).await?)
    }

    /// Everybody of whom an agency sees the record, within the scope, by name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn people_of(&self, scope: &Scope, agency: AgencyId) -> Result<Vec<PersonRow>, Fault> {
        let mut query = Builder::new(format!(
            "SELECT {PERSON_COLUMNS} FROM person_row r
            WHERE r.person_id IN (SELECT g.person_id FROM person_grant g WHERE g.agency_id = "
        ));
        query.value(agency.0).push(")");
        scope.narrow(&mut query, Granted::Person);
        query.push(" ORDER BY sort_key, person_id");
        let rows = self.pools.all(query.build()).await?;
        rows.iter().map(person_row).collect()
    }

    /// The best likenesses of those of these people who have one and are in the scope, for a list.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn likenesses(
        &self,
        scope: &Scope,
        people: &[PersonId],
    ) -> Result<HashMap<PersonId, Likeness>, Fault> {
        if people.is_empty() {
            return Ok(HashMap::new());
        }
        let mut query = Builder::new(format!(
            "SELECT {PERSON_COLUMNS} FROM person_row r WHERE likeness <> '' AND person_id IN "
        ));
        query.list(people.iter().map(|person| person.0));
        scope.narrow(&mut query, Granted::Person);
        let rows = self.pools.all(query.build()).await?;
        let mut found = HashMap::new();
        for row in &rows {
            let row = person_row(row)?;
            found.extend(row.likeness.map(|likeness| (row.person, likeness)));
        }
        Ok(found)
    }

    /// One person's row, if the scope holds it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn person_row(&self, scope: &Scope, person: PersonId) -> Result<Option<PersonRow>, Fault> {
        let mut query = Builder::new(format!("SELECT {PERSON_COLUMNS} FROM person_row r WHERE person_id = "));
        query.value(person.0);
        scope.narrow(&mut query, Granted::Person);
        self.pools.first(query.build()).await?.map(|row| person_row(&row)).transpose()
    }
}

fn merged_pairs(rows: &[Row]) -> Result<HashMap<PersonId, PersonId>, Fault> {
    rows.iter()
        .map(|row| Ok((PersonId(row.uuid("person_id")?), PersonId(row.uuid("survivor_id")?))))
        .collect()
}
