//! Finding a person as the name is typed.

use domain::{ids::PersonId, projection::PersonRow};

use crate::{Fault, Scope, Store};

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
        todo!("{scope:?} {keys:?} {limit}")
    }

    /// One person's row, if the scope holds it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn person_row(&self, scope: &Scope, person: PersonId) -> Result<Option<PersonRow>, Fault> {
        todo!("{scope:?} {person}")
    }
}
