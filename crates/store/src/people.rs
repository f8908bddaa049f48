//! Finding a person as the name is typed.

use std::collections::{HashMap, HashSet};

use domain::{
    ids::{AgencyId, PersonId},
    projection::{Likeness, PersonRow},
};

use crate::{
    Fault, Scope, Store,
    page::Granted,
    rows::{PERSON_COLUMNS, person_row},
    sql::Builder,
};

/// Somebody whom a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonFound {
    /// Their row.
    pub row: PersonRow,
    /// How many of the keys searched for they match.
    pub keys_matched: i64,
}

impl Store {
    /// People who match any of the keys, the best match first, then by name. A key that ends in `*` matches every key
    /// that begins with what stands before it, so that a name is found while it is typed.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn search_people(
        &self,
        scope: &Scope,
        keys: &[String],
        limit: u32,
    ) -> Result<Vec<PersonFound>, Fault> {
        let (beginnings, whole): (Vec<&String>, Vec<&String>) =
            keys.iter().partition(|key| key.ends_with('*'));
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let mut query = Builder::new(format!(
            "SELECT {PERSON_COLUMNS}, found.keys_matched
            FROM (
                SELECT k.person_id AS found_id, COUNT(*) AS keys_matched
                FROM person_key k
                WHERE "
        ));
        let mut between = "";
        if !whole.is_empty() {
            query.push("k.search_key IN ").list(whole.into_iter().map(String::as_str));
            between = " OR ";
        }
        for beginning in beginnings {
            // A range, because an index serves it alike on both engines, whatever LIKE does there.
            let from = beginning.trim_end_matches('*');
            query.push(between).push("(k.search_key >= ").value(from);
            query.push(" AND k.search_key < ").value(format!("{from}{}", char::MAX)).push(")");
            between = " OR ";
        }
        query.push(
            " GROUP BY k.person_id
            ) found
            JOIN person_row r ON r.person_id = found.found_id
            WHERE 1 = 1",
        );
        scope.narrow(&mut query, Granted::Person);
        query.push(" ORDER BY found.keys_matched DESC, sort_key, person_id LIMIT ").value(i64::from(limit));
        let rows = self.pools.all(query.build()).await?;
        rows.iter()
            .map(|row| Ok(PersonFound { row: person_row(row)?, keys_matched: row.number("keys_matched")? }))
            .collect()
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

    /// Whom the scope holds; nothing where it holds everybody.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn people_in(&self, scope: &Scope) -> Result<Option<HashSet<PersonId>>, Fault> {
        if matches!(scope, Scope::Everything) {
            return Ok(None);
        }
        let mut query = Builder::new("SELECT person_id FROM person_row r WHERE 1 = 1");
        scope.narrow(&mut query, Granted::Person);
        let rows = self.pools.all(query.build()).await?;
        rows.iter().map(|row| Ok(PersonId(row.uuid("person_id")?))).collect::<Result<_, _>>().map(Some)
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
