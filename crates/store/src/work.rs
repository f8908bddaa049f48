//! What is owed: the duties of roles, the most urgent first, episodes that have ended last.

use std::collections::HashMap;

use domain::{
    ids::{AccountId, EpisodeId},
    projection::{DutyRow, EpisodeRow},
    risk::Grade,
};
use jiff::{SignedDuration, Timestamp};

use crate::{
    Cursor, Fault, Listed, Page, Scope, Store,
    page::Granted,
    rows::{DUTY_COLUMNS, EPISODE_COLUMNS, duty_row, episode_row},
    sql::{Builder, Row, Value},
};

/// What is due next in an episode, seen from one side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NextDuties {
    /// The most urgent that one of the roles asked for owes.
    pub own: Option<DutyRow>,
    /// The most urgent that any other role owes.
    pub others: Option<DutyRow>,
}

impl NextDuties {
    /// Whichever is due first.
    #[must_use]
    pub fn first(&self) -> Option<&DutyRow> {
        self.own.iter().chain(&self.others).min_by_key(|duty| duty.due_at)
    }
}

/// A duty that is owed, with the episode that it is part of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkItem {
    /// The duty.
    pub duty: DutyRow,
    /// Its episode.
    pub episode: EpisodeRow,
}

/// By which clock work is ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Urgency {
    /// Now.
    pub now: Timestamp,
    /// What is due by then comes before what is due later: the end of the day, or the opening of offices.
    pub before: Timestamp,
}

/// How urgent a duty is, the most urgent first. Of what is overdue the higher risk comes first, else what is due first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// Overdue, of somebody still missing.
    Overdue,
    /// Due within the hour.
    WithinTheHour,
    /// Due before [`Urgency::before`].
    Before,
    /// Overdue for more than a day where the risk is known and not high: it is late already, and must not stand before
    /// what can still be done in time.
    LongOverdue,
    /// Due later.
    Later,
    /// Owed for somebody who is back.
    Ended,
}

impl Band {
    fn place(self) -> i64 {
        match self {
            Self::Overdue => 0,
            Self::WithinTheHour => 1,
            Self::Before => 2,
            Self::LongOverdue => 3,
            Self::Later => 4,
            Self::Ended => 5,
        }
    }
}

impl Urgency {
    /// The band of a duty; the query says the same.
    #[must_use]
    pub fn band_of(self, item: &WorkItem) -> Band {
        let due = item.duty.due_at;
        if item.episode.ended_at.is_some() {
            Band::Ended
        } else if due <= self.a_day_ago() && !may_be_high(item.episode.grade) {
            Band::LongOverdue
        } else if due <= self.now {
            Band::Overdue
        } else if due <= self.in_an_hour() {
            Band::WithinTheHour
        } else if due <= self.before {
            Band::Before
        } else {
            Band::Later
        }
    }

    fn band(self, query: &mut Builder) {
        query.push("CAST(CASE WHEN ended = 1 THEN ").value(Band::Ended.place());
        query.push(" WHEN due_at <= ").value(self.a_day_ago());
        query.push(" AND grade NOT IN ('', 'high') THEN ").value(Band::LongOverdue.place());
        for (until, band) in
            [(self.now, Band::Overdue), (self.in_an_hour(), Band::WithinTheHour), (self.before, Band::Before)]
        {
            query.push(" WHEN due_at <= ").value(until).push(" THEN ").value(band.place());
        }
        query.push(" ELSE ").value(Band::Later.place()).push(" END AS BIGINT)");
    }

    /// The clock that a cursor names; the one given where it names none that there is.
    fn of_cursor(now: i64, before: i64, otherwise: Self) -> Self {
        let clock = Timestamp::from_microsecond(now).ok().zip(Timestamp::from_microsecond(before).ok());
        clock.map_or(otherwise, |(now, before)| Self { now, before })
    }

    fn in_an_hour(self) -> Timestamp {
        self.now.saturating_add(SignedDuration::from_hours(1)).unwrap_or(Timestamp::MAX)
    }

    fn a_day_ago(self) -> Timestamp {
        self.now.saturating_sub(SignedDuration::from_hours(24)).unwrap_or(Timestamp::MIN)
    }
}

/// Whether a case is of high risk, or of a risk that nobody knows.
fn may_be_high(grade: Option<Grade>) -> bool {
    match grade {
        None | Some(Grade::High) => true,
        Some(Grade::Medium | Grade::Low | Grade::NoApparentRisk) => false,
    }
}

impl Store {
    /// Duties that these roles owe in the scope's episodes (pending, open or overdue), without the tasks that were given
    /// to somebody other than this account, the most urgent first: see [`Band`]. A page after the first goes by the clock
    /// of the first, so that nothing is on two of them or on none.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn duties_of(
        &self,
        scope: &Scope,
        roles: &[String],
        account: AccountId,
        urgency: Urgency,
        page: &Page,
    ) -> Result<Listed<WorkItem>, Fault> {
        if roles.is_empty() {
            return Ok(Listed { rows: Vec::new(), next: None });
        }
        let place = page.after.as_ref().map(|cursor| (cursor.id, cursor.numbers.as_slice()));
        let (urgency, place) = match place {
            Some((id, [now, before, place @ ..])) => {
                (Urgency::of_cursor(*now, *before, urgency), Some((id, place)))
            }
            Some(_) | None => (urgency, None),
        };
        let mut query = Builder::new("SELECT * FROM (SELECT banded.*, ");
        query.push("CASE WHEN band = ").value(Band::Overdue.place());
        query.push(" THEN risk_rank ELSE due_at END AS first_by, CASE WHEN band = ");
        query.value(Band::Overdue.place());
        query.push(" THEN due_at ELSE risk_rank END AS then_by FROM (SELECT ");
        query.push(EPISODE_COLUMNS).push(
            ", place, pack, duty, of_what, series_place, state, trigger_at, due_at, owner, met_at, ended, title,
                account_id, ",
        );
        urgency.band(&mut query);
        query.push(
            " AS band FROM duty_row d JOIN episode_row e USING (episode_id) WHERE owed = 1 AND owner IN ",
        );
        query.list(roles.iter().map(String::as_str));
        query.push(" AND (account_id IS NULL OR account_id = ").value(account.0).push(")");
        scope.narrow(&mut query, Granted::Episode);
        query.push(") banded) ordered");
        if let Some((id, [band, first_by, then_by, place])) = place {
            query.push(" WHERE (band, first_by, then_by, episode_id, place) > ").list([
                Value::from(*band),
                (*first_by).into(),
                (*then_by).into(),
                id.into(),
                (*place).into(),
            ]);
        }
        query.push(" ORDER BY band, first_by, then_by, episode_id, place LIMIT ");
        query.value(i64::from(page.limit) + 1);
        let rows = self.pools.all(query.build()).await?;
        let rows = rows.iter().map(placed).collect::<Result<Vec<_>, _>>()?;
        let clock = [urgency.now.as_microsecond(), urgency.before.as_microsecond()];
        let listed = Listed::cut(rows, page.limit, |(place, item)| Cursor {
            numbers: clock.into_iter().chain(*place).collect(),
            id: item.episode.episode.0,
        });
        Ok(Listed { rows: listed.rows.into_iter().map(|(_, item)| item).collect(), next: listed.next })
    }

    /// The most urgent duty of each of these episodes: of those begun and not done, the first to be due. An episode that
    /// has none is left out. Whoever asks has found the episodes in a scope.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn most_urgent_duties(
        &self,
        episodes: &[EpisodeId],
    ) -> Result<HashMap<EpisodeId, DutyRow>, Fault> {
        if episodes.is_empty() {
            return Ok(HashMap::new());
        }
        let mut query = Builder::new(format!(
            "SELECT {DUTY_COLUMNS} FROM (
                SELECT {DUTY_COLUMNS}, ROW_NUMBER() OVER (PARTITION BY episode_id ORDER BY due_at, place) AS urgency
                FROM duty_row
                WHERE state IN ('open', 'overdue') AND episode_id IN "
        ));
        query.list(episodes.iter().map(|episode| episode.0)).push(") ranked WHERE urgency = 1");
        let rows = self.pools.all(query.build()).await?;
        rows.iter().map(|row| Ok((EpisodeId(row.uuid("episode_id")?), duty_row(row)?))).collect()
    }

    /// What is due next in each of these episodes: the most urgent duty of `roles`, and the most urgent of all others.
    /// Whoever asks has found the episodes in a scope.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn next_duties(
        &self,
        episodes: &[EpisodeId],
        roles: &[String],
    ) -> Result<HashMap<EpisodeId, NextDuties>, Fault> {
        if episodes.is_empty() || roles.is_empty() {
            return Ok(HashMap::new());
        }
        let mut query = Builder::new(format!(
            "SELECT {DUTY_COLUMNS}, is_own FROM (
                SELECT {DUTY_COLUMNS}, is_own,
                    ROW_NUMBER() OVER (PARTITION BY episode_id, is_own ORDER BY due_at, place) AS urgency
                FROM (
                    SELECT {DUTY_COLUMNS}, CAST(CASE WHEN owner IN "
        ));
        query.list(roles.iter().map(String::as_str));
        query.push(
            " THEN 1 ELSE 0 END AS BIGINT) AS is_own FROM duty_row WHERE state IN ('open', 'overdue') AND episode_id IN ",
        );
        query.list(episodes.iter().map(|episode| episode.0)).push(") sided) ranked WHERE urgency = 1");
        let rows = self.pools.all(query.build()).await?;
        let mut next: HashMap<EpisodeId, NextDuties> = HashMap::new();
        for row in &rows {
            let of = next.entry(EpisodeId(row.uuid("episode_id")?)).or_default();
            let soonest = if row.number("is_own")? == 1 { &mut of.own } else { &mut of.others };
            *soonest = Some(duty_row(row)?);
        }
        Ok(next)
    }
}

/// A row with what it is placed by: band, the two that order a band, and its place in the episode.
fn placed(row: &Row) -> Result<([i64; 4], WorkItem), Fault> {
    let item = WorkItem { duty: duty_row(row)?, episode: episode_row(row)? };
    let place = [row.number("band")?, row.number("first_by")?, row.number("then_by")?, row.number("place")?];
    Ok((place, item))
}
