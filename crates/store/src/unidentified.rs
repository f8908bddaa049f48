//! Records of people who cannot be named: their rows, written and asked for.

use domain::{
    ids::{AgencyId, EpisodeId, PersonId, UnidentifiedId},
    person::Sex,
    unidentified::{CandidateRow, UnidentifiedKind, UnidentifiedRow, UnidentifiedStanding},
};
use jiff::Timestamp;

use crate::{
    Cursor, Fault, Listed, Page, Scope, Store,
    page::Granted,
    pool::Tx,
    projection::{grants, insert, upsert},
    rows::{agencies, read_agencies},
    sql::{Builder, Row, Statement, Value, sql},
};

/// Which records a list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UnidentifiedFilter {
    /// Whether closed ones too.
    pub closed: Closed,
    /// Only those that this agency recorded.
    pub recorded_by: Option<AgencyId>,
}

/// Whether a list shows closed records too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Closed {
    /// It does not.
    #[default]
    Left,
    /// It does.
    Shown,
}

/// The columns of a record's row, in the order of [`unidentified_values`].
pub(crate) const UNIDENTIFIED_COLUMNS: &str = "unidentified_id, reference, kind, sex, found_at, found_where, \
     external_reference, standing, refer_by, open_candidates, unanswered_notices, entries, recorded_by, granted_to, next_change_at";

pub(crate) fn unidentified_values(row: &UnidentifiedRow) -> Vec<Value> {
    vec![
        row.unidentified.0.into(),
        row.reference.as_str().into(),
        row.kind.word().into(),
        sex_word(row.sex).into(),
        row.found_at.into(),
        row.found_where.as_str().into(),
        row.external_reference.as_str().into(),
        row.standing.word().into(),
        row.refer_by.into(),
        row.open_candidates.into(),
        row.unanswered_notices.into(),
        row.entries.into(),
        row.recorded_by.0.into(),
        agencies(&row.granted_to),
        row.next_change_at.into(),
    ]
}

/// The columns of a candidate's row, in the order of [`candidate_values`].
pub(crate) const CANDIDATE_COLUMNS: &str =
    "unidentified_id, person_id, episode_id, standing, weight_hundredths, missing_facts, found_facts";

pub(crate) fn candidate_values(of: UnidentifiedId, row: &CandidateRow) -> [Value; 7] {
    [
        of.0.into(),
        row.person.0.into(),
        row.episode.map(|episode| episode.0).into(),
        row.standing.as_str().into(),
        row.weight_hundredths.map(i64::from).into(),
        row.missing_facts.as_str().into(),
        row.found_facts.as_str().into(),
    ]
}

/// Writes a record's rows.
pub(crate) async fn write(tx: &mut Tx, row: &UnidentifiedRow) -> Result<(), Fault> {
    let id = row.unidentified;
    // First, because of two who make one record at once the second waits here, and then removes what the first wrote.
    upsert(tx, "unidentified_row", UNIDENTIFIED_COLUMNS, unidentified_values(row)).await?;
    delete(tx, id, &["unidentified_grant", "unidentified_candidate"]).await?;
    let granted = grants(id.0, &row.granted_to);
    insert(tx, "unidentified_grant", "unidentified_id, agency_id", granted).await?;
    let candidates = row.candidates.iter().map(|candidate| candidate_values(id, candidate)).collect();
    insert(tx, "unidentified_candidate", CANDIDATE_COLUMNS, candidates).await
}

/// Removes what stands of a record in these tables.
pub(crate) async fn delete(tx: &mut Tx, id: UnidentifiedId, tables: &[&str]) -> Result<(), Fault> {
    for table in tables {
        let text = format!("DELETE FROM {table} WHERE unidentified_id = $1");
        tx.run(Statement::built(text, Vec::new()).bind(id.0)).await?;
    }
    Ok(())
}

impl Store {
    /// Records in the scope, the one found last first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unidentified(
        &self,
        scope: &Scope,
        filter: UnidentifiedFilter,
        page: &Page,
    ) -> Result<Listed<UnidentifiedRow>, Fault> {
        let mut query = selected();
        if filter.closed == Closed::Left {
            query.push(" AND standing <> 'closed'");
        }
        if let Some(agency) = filter.recorded_by {
            query.push(" AND recorded_by = ").value(agency.0);
        }
        scope.narrow(&mut query, Granted::Unidentified);
        if let Some(Cursor { numbers, id }) = &page.after
            && let [found_at] = numbers.as_slice()
        {
            query.push(" AND (found_at, unidentified_id) < ").list([Value::from(*found_at), (*id).into()]);
        }
        query.push(" ORDER BY found_at DESC, unidentified_id DESC LIMIT ");
        query.value(i64::from(page.limit) + 1);
        let rows = self.with_candidates(query).await?;
        Ok(Listed::cut(rows, page.limit, |row| Cursor {
            numbers: vec![row.found_at.as_microsecond()],
            id: row.unidentified.0,
        }))
    }

    /// Records of an agency, in the scope, that are still to be referred, the most urgent first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unidentified_to_refer(
        &self,
        scope: &Scope,
        agency: AgencyId,
        limit: u32,
    ) -> Result<Vec<UnidentifiedRow>, Fault> {
        let mut query = selected();
        query.push(" AND refer_by IS NOT NULL AND recorded_by = ").value(agency.0);
        self.most_urgent(query, scope, limit).await
    }

    /// Records of any agency, in the scope, about which a notice was sent that nobody has answered: whoever holds the case of
    /// somebody identified may be of another than made the record.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unidentified_waiting(
        &self,
        scope: &Scope,
        limit: u32,
    ) -> Result<Vec<UnidentifiedRow>, Fault> {
        let mut query = selected();
        query.push(" AND unanswered_notices > 0");
        self.most_urgent(query, scope, limit).await
    }

    async fn most_urgent(
        &self,
        mut query: Builder,
        scope: &Scope,
        limit: u32,
    ) -> Result<Vec<UnidentifiedRow>, Fault> {
        scope.narrow(&mut query, Granted::Unidentified);
        // A record that was referred sorts by when it was found; neither engine has to sort nothing.
        query.push(" ORDER BY COALESCE(refer_by, found_at), unidentified_id LIMIT ").value(i64::from(limit));
        self.with_candidates(query).await
    }

    /// Every record that is not closed, with how many entries it has: for the matcher, which shows them to nobody.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unidentified_open(&self) -> Result<Vec<(UnidentifiedId, i64)>, Fault> {
        let open = sql("SELECT unidentified_id, entries FROM unidentified_row
            WHERE standing <> 'closed'
            ORDER BY unidentified_id");
        let rows = self.pools.all(open).await?;
        rows.iter()
            .map(|row| Ok((UnidentifiedId(row.uuid("unidentified_id")?), row.number("entries")?)))
            .collect()
    }

    /// Records for which a notice is to be sent by now, the earliest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unidentified_due(&self, now: Timestamp, limit: u32) -> Result<Vec<UnidentifiedId>, Fault> {
        let rows = self
            .pools
            .all(
                sql("SELECT unidentified_id FROM unidentified_row
                    WHERE next_change_at <= $1
                    ORDER BY next_change_at, unidentified_id
                    LIMIT $2")
                .bind(now)
                .bind(i64::from(limit)),
            )
            .await?;
        rows.iter().map(|row| row.uuid("unidentified_id").map(UnidentifiedId)).collect()
    }

    /// The next moment at which a notice about a record is to be sent.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn next_unidentified_clock(&self) -> Result<Option<Timestamp>, Fault> {
        let row = self
            .pools
            .first(sql("SELECT next_change_at FROM unidentified_row
                    WHERE next_change_at IS NOT NULL
                    ORDER BY next_change_at
                    LIMIT 1"))
            .await?;
        row.map(|row| row.instant("next_change_at")).transpose()
    }

    /// The record that an agency made under a reference of a hospital or coroner.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unidentified_under(
        &self,
        agency: AgencyId,
        reference: &str,
    ) -> Result<Option<UnidentifiedId>, Fault> {
        let row = self
            .pools
            .first(
                sql("SELECT unidentified_id FROM unidentified_row
                    WHERE external_reference = $1 AND recorded_by = $2
                    ORDER BY unidentified_id
                    LIMIT 1")
                .bind(reference)
                .bind(agency.0),
            )
            .await?;
        row.map(|row| row.uuid("unidentified_id").map(UnidentifiedId)).transpose()
    }

    /// Everybody in the scope who is missing, or was not found when the search was closed.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn people_sought(&self, scope: &Scope) -> Result<Vec<PersonId>, Fault> {
        let mut query = Builder::new(
            "SELECT person_id FROM person_row r WHERE (sought_in IS NOT NULL OR missing_in IS NOT NULL)",
        );
        scope.narrow(&mut query, Granted::Person);
        query.push(" ORDER BY person_id");
        let rows = self.pools.all(query.build()).await?;
        rows.iter().map(|row| row.uuid("person_id").map(PersonId)).collect()
    }

    async fn with_candidates(&self, query: Builder) -> Result<Vec<UnidentifiedRow>, Fault> {
        let mut rows: Vec<UnidentifiedRow> =
            self.pools.all(query.build()).await?.iter().map(unidentified_row).collect::<Result<_, _>>()?;
        if rows.is_empty() {
            return Ok(rows);
        }
        let mut query = Builder::new(format!(
            "SELECT {CANDIDATE_COLUMNS} FROM unidentified_candidate WHERE unidentified_id IN "
        ));
        query.list(rows.iter().map(|row| row.unidentified.0)).push(" ORDER BY unidentified_id, person_id");
        for found in &self.pools.all(query.build()).await? {
            let of = UnidentifiedId(found.uuid("unidentified_id")?);
            let candidate = candidate_row(found)?;
            rows.iter_mut()
                .filter(|row| row.unidentified == of)
                .for_each(|row| row.candidates.push(candidate.clone()));
        }
        Ok(rows)
    }
}

fn selected() -> Builder {
    Builder::new(format!("SELECT {UNIDENTIFIED_COLUMNS} FROM unidentified_row u WHERE 1 = 1"))
}

/// A record's row without its candidates.
fn unidentified_row(row: &Row) -> Result<UnidentifiedRow, Fault> {
    Ok(UnidentifiedRow {
        unidentified: UnidentifiedId(row.uuid("unidentified_id")?),
        reference: row.text("reference")?,
        kind: named(&row.text("kind")?, UnidentifiedKind::from_word)?,
        sex: named(&row.text("sex")?, sex_from_word)?,
        found_at: row.instant("found_at")?,
        found_where: row.text("found_where")?,
        external_reference: row.text("external_reference")?,
        standing: named(&row.text("standing")?, UnidentifiedStanding::from_word)?,
        refer_by: row.instant_or_none("refer_by")?,
        open_candidates: row.number("open_candidates")?,
        unanswered_notices: row.number("unanswered_notices")?,
        entries: row.number("entries")?,
        recorded_by: AgencyId(row.uuid("recorded_by")?),
        granted_to: read_agencies(row, "granted_to")?,
        next_change_at: row.instant_or_none("next_change_at")?,
        candidates: Vec::new(),
    })
}

fn candidate_row(row: &Row) -> Result<CandidateRow, Fault> {
    let weight = row.number_or_none("weight_hundredths")?;
    Ok(CandidateRow {
        person: PersonId(row.uuid("person_id")?),
        episode: row.uuid_or_none("episode_id")?.map(EpisodeId),
        standing: row.text("standing")?,
        weight_hundredths: weight.and_then(|weight| i32::try_from(weight).ok()),
        missing_facts: row.text("missing_facts")?,
        found_facts: row.text("found_facts")?,
    })
}

fn named<T>(word: &str, of: impl Fn(&str) -> Option<T>) -> Result<T, Fault> {
    of(word).ok_or_else(|| Fault::broken(format!("{word:?} is no word that this program writes")))
}

fn sex_word(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => "female",
        Sex::Male => "male",
        Sex::Other => "other",
        Sex::NotKnown => "not_known",
    }
}

fn sex_from_word(word: &str) -> Option<Sex> {
    [Sex::Female, Sex::Male, Sex::Other, Sex::NotKnown].into_iter().find(|sex| sex_word(*sex) == word)
}
