//! The board of everyone missing, its head, and calls that nobody has decided.

use domain::{
    ids::{AccountId, AgencyId, EpisodeId, PersonId},
    projection::{Childhood, DutyRow, EpisodeRow, IncidentRow, Standing},
    risk::Grade,
};
use jiff::Timestamp;

use crate::{
    Cursor, Fault, Listed, Page, Scope, Store,
    page::Granted,
    rows::{
        DUTY_COLUMNS, EPISODE_COLUMNS, INCIDENT_COLUMNS, childhood_word, duty_row, episode_row, incident_row,
    },
    sql::{Builder, Row, Statement, Value},
};

/// Which of the missing a board shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoardFilter {
    /// Only this standing; nothing for all who are missing, reported returns among them.
    pub standing: Option<Standing>,
    /// By grade.
    pub grade: GradeFilter,
    /// By age.
    pub age: Age,
    /// Only those who still need every one of these.
    pub needs: Vec<Need>,
    /// By who holds the case.
    pub held: Held,
    /// For whom that is asked.
    pub viewer: Viewer,
}

/// Whose cases a board shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Held {
    /// Anybody's.
    #[default]
    Any,
    /// Those that the viewer holds.
    Mine,
    /// Those that nobody holds.
    Nobodys,
    /// Both.
    MineOrNobodys,
}

/// Who looks at a list, for questions of who holds a case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Viewer {
    /// The account; where none is named, nothing is theirs.
    pub account: Option<AccountId>,
    /// For which agency a holder is asked for; nothing for the force that leads the case.
    pub agency: Option<AgencyId>,
}

impl Viewer {
    /// The condition that a case has a holder for the viewer's agency: anybody, or this account.
    fn held(self, query: &mut Builder, by: Option<AccountId>) {
        query.push(
            "EXISTS (SELECT 1 FROM episode_holding h WHERE h.episode_id = e.episode_id AND h.agency_id = ",
        );
        match self.agency {
            Some(agency) => query.value(agency.0),
            None => query.push("e.lead_force"),
        };
        match by {
            Some(account) => query.push(" AND h.holder_account = ").value(account.0),
            None => query.push(" AND h.holder_account IS NOT NULL"),
        };
        query.push(")");
    }

    fn mine(self) -> AccountId {
        self.account.unwrap_or(AccountId(uuid::Uuid::nil()))
    }

    pub(crate) fn narrow(self, query: &mut Builder, held: Held) {
        match held {
            Held::Any => {}
            Held::Mine => {
                query.push(" AND ");
                self.held(query, Some(self.mine()));
            }
            Held::Nobodys => {
                query.push(" AND NOT ");
                self.held(query, None);
            }
            Held::MineOrNobodys => {
                query.push(" AND (");
                self.held(query, Some(self.mine()));
                query.push(" OR NOT ");
                self.held(query, None);
                query.push(")");
            }
        }
    }
}

/// Which grades a board shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GradeFilter {
    /// Any, and those without one.
    #[default]
    Any,
    /// Only this one.
    Is(Grade),
    /// Only those that nobody has graded.
    Ungraded,
}

/// Which ages a board shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Age {
    /// Any.
    #[default]
    Any,
    /// Only children, or only adults.
    Is(Childhood),
}

/// What a case must not be without, and is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// No officer has been sent.
    Officer,
    /// No investigating officer is appointed.
    InvestigatingOfficer,
}

/// The order of a board.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BoardSort {
    /// High, then ungraded (it may be high), medium, low, no apparent risk; of one grade the longest missing first.
    #[default]
    Risk,
    /// The longest missing first.
    TimeMissing,
    /// By name.
    Name,
}

/// The figures at the head of a board. They count everyone missing in the scope, whatever the filter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BoardCounts {
    /// Missing, reported returns among them.
    pub missing: i64,
    /// Graded high.
    pub high: i64,
    /// Not graded.
    pub ungraded: i64,
    /// Children.
    pub children: i64,
    /// Nobody was sent.
    pub undeployed: i64,
    /// Without an investigating officer.
    pub unassigned: i64,
    /// Return reported and not verified.
    pub return_reported: i64,
}

impl Store {
    /// Everyone missing, in the order asked for.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn missing_now(
        &self,
        scope: &Scope,
        filter: &BoardFilter,
        sort: BoardSort,
        page: &Page,
    ) -> Result<Listed<EpisodeRow>, Fault> {
        let mut query =
            Builder::new(format!("SELECT {EPISODE_COLUMNS} FROM episode_row e WHERE running = 1"));
        scope.narrow(&mut query, Granted::Episode);
        filter.narrow(&mut query);
        if let Some(cursor) = &page.after {
            sort.after(&mut query, cursor);
        }
        query.push(" ORDER BY ").push(sort.columns()).push(" LIMIT ");
        query.value(i64::from(page.limit) + 1);
        let rows = self.pools.all(query.build()).await?;
        let rows = rows.iter().map(ranked).collect::<Result<Vec<_>, _>>()?;
        let listed = Listed::cut(rows, page.limit, |(rank, row)| sort.cursor(*rank, row));
        Ok(Listed { rows: listed.rows.into_iter().map(|(_, row)| row).collect(), next: listed.next })
    }

    /// The figures at the head of the board.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn board_counts(&self, scope: &Scope) -> Result<BoardCounts, Fault> {
        let mut query = Builder::new(
            "SELECT
                COUNT(*) AS missing,
                COUNT(CASE WHEN grade = 'high' THEN 1 END) AS high,
                COUNT(CASE WHEN grade = '' THEN 1 END) AS ungraded,
                COUNT(CASE WHEN childhood = 'child' THEN 1 END) AS children,
                COUNT(CASE WHEN officer_deployed = '' THEN 1 END) AS undeployed,
                COUNT(CASE WHEN investigating_officer = '' THEN 1 END) AS unassigned,
                COUNT(CASE WHEN standing = 'return_reported' THEN 1 END) AS return_reported
            FROM episode_row e
            WHERE running = 1",
        );
        scope.narrow(&mut query, Granted::Episode);
        let Some(row) = self.pools.first(query.build()).await? else {
            return Ok(BoardCounts::default());
        };
        Ok(BoardCounts {
            missing: row.number("missing")?,
            high: row.number("high")?,
            ungraded: row.number("ungraded")?,
            children: row.number("children")?,
            undeployed: row.number("undeployed")?,
            unassigned: row.number("unassigned")?,
            return_reported: row.number("return_reported")?,
        })
    }

    /// One episode's row, if the scope holds it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn episode_row(&self, scope: &Scope, episode: EpisodeId) -> Result<Option<EpisodeRow>, Fault> {
        let mut query =
            Builder::new(format!("SELECT {EPISODE_COLUMNS} FROM episode_row e WHERE episode_id = "));
        query.value(episode.0);
        scope.narrow(&mut query, Granted::Episode);
        self.pools.first(query.build()).await?.map(|row| episode_row(&row)).transpose()
    }

    /// The rows of these episodes, of those that the scope holds, by name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn episode_rows(
        &self,
        scope: &Scope,
        episodes: &[EpisodeId],
    ) -> Result<Vec<EpisodeRow>, Fault> {
        if episodes.is_empty() {
            return Ok(Vec::new());
        }
        let mut query =
            Builder::new(format!("SELECT {EPISODE_COLUMNS} FROM episode_row e WHERE episode_id IN "));
        query.list(episodes.iter().map(|episode| episode.0));
        scope.narrow(&mut query, Granted::Episode);
        query.push(" ORDER BY sort_key, episode_id");
        let rows = self.pools.all(query.build()).await?;
        rows.iter().map(episode_row).collect()
    }

    /// A person's episodes in the scope, the latest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn person_episodes(&self, scope: &Scope, person: PersonId) -> Result<Vec<EpisodeRow>, Fault> {
        let mut query =
            Builder::new(format!("SELECT {EPISODE_COLUMNS} FROM episode_row e WHERE person_id = "));
        query.value(person.0);
        scope.narrow(&mut query, Granted::Episode);
        query.push(" ORDER BY missing_since DESC, episode_id DESC");
        let rows = self.pools.all(query.build()).await?;
        rows.iter().map(episode_row).collect()
    }

    /// An episode's duties as they were last worked out, by due time.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn duties_of_episode(&self, episode: EpisodeId) -> Result<Vec<DutyRow>, Fault> {
        let rows = self
            .pools
            .all(
                Statement::built(
                    format!(
                        "SELECT {DUTY_COLUMNS} FROM duty_row WHERE episode_id = $1 ORDER BY due_at, place"
                    ),
                    Vec::new(),
                )
                .bind(episode.0),
            )
            .await?;
        rows.iter().map(duty_row).collect()
    }

    /// Calls that nobody has decided, the oldest first. A scope holds the calls that its agencies took.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unfinished_incidents(&self, scope: &Scope, limit: u32) -> Result<Vec<IncidentRow>, Fault> {
        let query = Builder::new(format!("SELECT {INCIDENT_COLUMNS} FROM incident_row WHERE unfinished = 1"));
        self.incidents(query, scope, " ORDER BY reported_at, incident_id LIMIT ", limit).await
    }

    /// Calls that came in since `since` and are decided, the latest first. A scope as for those that are not.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn finished_incidents_since(
        &self,
        scope: &Scope,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<IncidentRow>, Fault> {
        let mut query =
            Builder::new(format!("SELECT {INCIDENT_COLUMNS} FROM incident_row WHERE unfinished = 0"));
        query.push(" AND reported_at >= ").value(since);
        self.incidents(query, scope, " ORDER BY reported_at DESC, incident_id DESC LIMIT ", limit).await
    }

    async fn incidents(
        &self,
        mut query: Builder,
        scope: &Scope,
        order: &str,
        limit: u32,
    ) -> Result<Vec<IncidentRow>, Fault> {
        match scope {
            Scope::Everything => {}
            Scope::Agencies(agencies) if agencies.is_empty() => return Ok(Vec::new()),
            Scope::Agencies(agencies) => {
                query.push(" AND force IN ").list(agencies.iter().map(|agency| agency.0));
            }
        }
        query.push(order).value(i64::from(limit));
        let rows = self.pools.all(query.build()).await?;
        rows.iter().map(incident_row).collect()
    }
}

fn ranked(row: &Row) -> Result<(i64, EpisodeRow), Fault> {
    Ok((row.number("risk_rank")?, episode_row(row)?))
}

impl BoardFilter {
    fn narrow(&self, query: &mut Builder) {
        if let Some(standing) = self.standing {
            query.push(" AND standing = ").value(standing.word());
        }
        match self.grade {
            GradeFilter::Any => {}
            GradeFilter::Is(grade) => {
                query.push(" AND grade = ").value(grade.word());
            }
            GradeFilter::Ungraded => {
                query.push(" AND grade = ").value("");
            }
        }
        match self.age {
            Age::Any => {}
            Age::Is(child) => {
                query.push(" AND childhood = ").value(childhood_word(child));
            }
        }
        self.viewer.narrow(query, self.held);
        for need in &self.needs {
            query.push(match need {
                Need::Officer => " AND officer_deployed = ''",
                Need::InvestigatingOfficer => " AND investigating_officer = ''",
            });
        }
    }
}

impl BoardSort {
    fn columns(self) -> &'static str {
        match self {
            Self::Risk => "risk_rank, missing_since, episode_id",
            Self::TimeMissing => "missing_since, episode_id",
            Self::Name => "sort_key, episode_id",
        }
    }

    fn cursor(self, risk_rank: i64, row: &EpisodeRow) -> Cursor {
        let since = row.missing_since.as_microsecond();
        Cursor {
            numbers: match self {
                Self::Risk => vec![risk_rank, since],
                Self::TimeMissing => vec![since],
                Self::Name => Vec::new(),
            },
            id: row.episode.0,
        }
    }

    /// Adds the condition that a row comes after the cursor. A cursor of another order begins at the first row.
    fn after(self, query: &mut Builder, cursor: &Cursor) {
        match (self, cursor.numbers.as_slice()) {
            (Self::Risk, [rank, since]) => {
                query.push(" AND (risk_rank, missing_since, episode_id) > ").list([
                    Value::from(*rank),
                    (*since).into(),
                    cursor.id.into(),
                ]);
            }
            (Self::TimeMissing, [since]) => {
                query
                    .push(" AND (missing_since, episode_id) > ")
                    .list([Value::from(*since), cursor.id.into()]);
            }
            // A name may not stand in an address, so it is looked up.
            (Self::Name, []) => {
                query
                    .push(" AND (sort_key, episode_id) > (SELECT sort_key, episode_id FROM episode_row WHERE episode_id = ")
                    .value(cursor.id)
                    .push(")");
            }
            (Self::Risk | Self::TimeMissing | Self::Name, _) => {}
        }
    }
}
