//! Cases by who holds them, and those that are offered.

use domain::{
    ids::{AccountId, AgencyId},
    projection::EpisodeRow,
};

use crate::{
    Fault, Held, Scope, Store, Viewer,
    page::Granted,
    rows::{EPISODE_COLUMNS, episode_row},
    sql::Builder,
};

/// More cases than this are on no one page; who has so many is looked for on the board.
const CASES_AT_MOST: i64 = 200;

/// Somebody to whom a case can be offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressee {
    /// The account.
    pub account: AccountId,
    /// The role in which they act.
    pub role: String,
    /// Agencies of the same kind as theirs: an offer there to the role means somebody else.
    pub not_from: Vec<AgencyId>,
}

impl Store {
    /// Cases that the viewer holds and that are not closed: those of people still missing first, then by risk.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn held_cases(&self, scope: &Scope, viewer: Viewer) -> Result<Vec<EpisodeRow>, Fault> {
        let mut query = cases("standing <> 'closed'");
        viewer.narrow(&mut query, Held::Mine);
        self.cases_of(query, scope).await
    }

    /// Cases of people still missing that nobody holds for the viewer's agency.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unheld_cases(&self, scope: &Scope, viewer: Viewer) -> Result<Vec<EpisodeRow>, Fault> {
        let mut query = cases("running = 1");
        viewer.narrow(&mut query, Held::Nobodys);
        self.cases_of(query, scope).await
    }

    /// How many those are.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unheld_count(&self, scope: &Scope, viewer: Viewer) -> Result<i64, Fault> {
        let mut query = Builder::new("SELECT COUNT(*) AS unheld FROM episode_row e WHERE running = 1");
        viewer.narrow(&mut query, Held::Nobodys);
        scope.narrow(&mut query, Granted::Episode);
        self.pools.first(query.build()).await?.map_or(Ok(0), |row| row.number("unheld"))
    }

    /// Cases that are offered to somebody, by name or by role.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn offered_cases(&self, scope: &Scope, to: &Addressee) -> Result<Vec<EpisodeRow>, Fault> {
        let mut query = cases(
            "EXISTS (SELECT 1 FROM episode_holding h WHERE h.episode_id = e.episode_id AND (h.offer_account = ",
        );
        query
            .value(to.account.0)
            .push(" OR (h.offer_account IS NULL AND h.offer_role = ")
            .value(to.role.as_str());
        if !to.not_from.is_empty() {
            query.push(" AND h.agency_id NOT IN ").list(to.not_from.iter().map(|agency| agency.0));
        }
        query.push(")))");
        self.cases_of(query, scope).await
    }

    async fn cases_of(&self, mut query: Builder, scope: &Scope) -> Result<Vec<EpisodeRow>, Fault> {
        scope.narrow(&mut query, Granted::Episode);
        query
            .push(" ORDER BY running DESC, risk_rank, missing_since, episode_id LIMIT ")
            .value(CASES_AT_MOST);
        let rows = self.pools.all(query.build()).await?;
        rows.iter().map(episode_row).collect()
    }
}

fn cases(condition: &str) -> Builder {
    Builder::new(format!("SELECT {EPISODE_COLUMNS} FROM episode_row e WHERE {condition}"))
}
