//! Who somebody unidentified could be, asked for across records: what waits for a reviewer, and who of the unidentified
//! somebody missing could be.

use std::collections::BTreeMap;

use domain::ids::{AgencyId, PersonId, UnidentifiedId};

use crate::{
    Fault, Scope, Store,
    page::Granted,
    sql::{Builder, Row},
};

/// Which candidates are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CandidateFilter {
    /// The words of where they may stand.
    pub standings: Vec<&'static str>,
    /// Only of records that this agency made.
    pub recorded_by: Option<AgencyId>,
    /// Only this missing person.
    pub person: Option<PersonId>,
}

impl Store {
    /// Candidates of records that nobody has closed: of whoever lives first, then of whoever was found longest ago, the one
    /// that weighs most first. Both the record and the person are in the scope of the reader. Somebody into whose record others
    /// were merged is named once, where any of those records stands so; where they stand together is for the caller to say.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn candidates(
        &self,
        records: &Scope,
        people: &Scope,
        filter: &CandidateFilter,
        limit: u32,
    ) -> Result<Vec<(UnidentifiedId, PersonId)>, Fault> {
        let mut query = Builder::new("SELECT u.unidentified_id, r.person_id");
        narrowed(&mut query, records, people, filter);
        query.push(" AND c.standing IN ");
        query.list(filter.standings.iter().copied()).push(
            " GROUP BY u.unidentified_id, u.kind, u.found_at, r.person_id
            ORDER BY CASE WHEN u.kind = 'living_person' THEN 0 ELSE 1 END, u.found_at, u.unidentified_id,
                MAX(COALESCE(c.weight_hundredths, 0)) DESC, r.person_id
            LIMIT ",
        );
        query.value(i64::from(limit));
        pairs(&self.pools.all(query.build()).await?)
    }

    /// How many such candidates stand where, by the word, whatever the filter says of where they stand. People of several merged
    /// records are left out: see [`Store::candidates_merged`].
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn candidates_counted(
        &self,
        records: &Scope,
        people: &Scope,
        filter: &CandidateFilter,
    ) -> Result<BTreeMap<String, i64>, Fault> {
        let mut query = Builder::new("SELECT c.standing, COUNT(*) AS how_many");
        narrowed(&mut query, records, people, filter);
        query.push(" AND NOT EXISTS (SELECT 1 FROM merged_person o WHERE o.survivor_id = r.person_id)");
        query.push(" GROUP BY c.standing ORDER BY c.standing");
        let rows = self.pools.all(query.build()).await?;
        rows.iter().map(|row| Ok((row.text("standing")?, row.number("how_many")?))).collect()
    }

    /// Such candidates into whose records others were merged, wherever any of them stands.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn candidates_merged(
        &self,
        records: &Scope,
        people: &Scope,
        filter: &CandidateFilter,
    ) -> Result<Vec<(UnidentifiedId, PersonId)>, Fault> {
        let mut query = Builder::new("SELECT DISTINCT u.unidentified_id, r.person_id");
        narrowed(&mut query, records, people, filter);
        query.push(" AND EXISTS (SELECT 1 FROM merged_person o WHERE o.survivor_id = r.person_id)");
        query.push(" ORDER BY u.unidentified_id, r.person_id");
        pairs(&self.pools.all(query.build()).await?)
    }

    /// The records in a scope that name one of these people at all, closed ones too.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn naming(&self, records: &Scope, people: &[PersonId]) -> Result<Vec<UnidentifiedId>, Fault> {
        self.of_people(records, people, "").await
    }

    /// The records in a scope, closed ones too, of which somebody says that it is one of these people.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn said_to_be(
        &self,
        records: &Scope,
        people: &[PersonId],
    ) -> Result<Vec<UnidentifiedId>, Fault> {
        self.of_people(records, people, " AND c.standing IN ('identity_proposed', 'identified')").await
    }

    async fn of_people(
        &self,
        records: &Scope,
        people: &[PersonId],
        and: &'static str,
    ) -> Result<Vec<UnidentifiedId>, Fault> {
        if people.is_empty() {
            return Ok(Vec::new());
        }
        let mut query = Builder::new(
            "SELECT DISTINCT c.unidentified_id
            FROM unidentified_candidate c
            JOIN unidentified_row u ON u.unidentified_id = c.unidentified_id
            WHERE c.person_id IN ",
        );
        query.list(people.iter().map(|person| person.0)).push(and);
        records.narrow(&mut query, Granted::Unidentified);
        query.push(" ORDER BY c.unidentified_id");
        let rows = self.pools.all(query.build()).await?;
        rows.iter().map(|row| row.uuid("unidentified_id").map(UnidentifiedId)).collect()
    }
}

fn pairs(rows: &[Row]) -> Result<Vec<(UnidentifiedId, PersonId)>, Fault> {
    rows.iter()
        .map(|row| Ok((UnidentifiedId(row.uuid("unidentified_id")?), PersonId(row.uuid("person_id")?))))
        .collect()
}

/// Everything of the question but where the candidates stand. What was said of a record that was merged counts for the one that
/// goes on, which alone has a row. Once it is known who somebody is, nobody else waits.
fn narrowed(query: &mut Builder, records: &Scope, people: &Scope, filter: &CandidateFilter) {
    query.push(
        " FROM unidentified_candidate c
        JOIN unidentified_row u ON u.unidentified_id = c.unidentified_id
        LEFT JOIN merged_person m ON m.person_id = c.person_id
        JOIN person_row r ON r.person_id = COALESCE(m.survivor_id, c.person_id)
        WHERE u.standing <> 'closed'
            AND (u.standing <> 'identified' OR c.standing IN ('identified', 'excluded'))",
    );
    if let Some(agency) = filter.recorded_by {
        query.push(" AND u.recorded_by = ").value(agency.0);
    }
    if let Some(person) = filter.person {
        query.push(" AND r.person_id = ").value(person.0);
    }
    records.narrow(query, Granted::Unidentified);
    people.narrow(query, Granted::Person);
}
