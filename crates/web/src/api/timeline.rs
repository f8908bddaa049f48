//! What was recorded, page by page, as it stands.

use app::cases::TimelineItem;
use axum::Json;
use domain::ids::EntryId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::items::{Entry, Known};
use super::lists::place;
use super::past::MomentAsked;
use super::problem::{ApiProblem, Wrong};
use crate::catalogue::t;
use crate::problem::Problem;

/// How much of a timeline.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct TimelineAsked {
    /// The `next` of the page before.
    #[param(value_type = Option<i64>)]
    after: Option<String>,
    /// At most so many entries, from 1 to 200; 100 where nothing is said.
    #[param(value_type = Option<u32>)]
    limit: Option<String>,
    /// The moment as of which it is asked; now where nothing is said.
    #[param(value_type = Option<jiff::Timestamp>)]
    at: Option<String>,
}

const ENTRIES_A_PAGE: usize = 100;
const ENTRIES_AT_MOST: usize = 200;

impl TimelineAsked {
    /// The moment as of which it is asked.
    pub(crate) fn moment(&self) -> Result<app::Moment, ApiProblem> {
        MomentAsked::at(self.at.clone()).moment()
    }

    /// Refused where a past moment is asked for of what has none.
    pub(crate) fn of_now(&self) -> Result<(), ApiProblem> {
        let wrong = || Wrong::new("at".to_owned(), "not-offered", t!("api-wrong-query"));
        if self.at.is_none() { Ok(()) } else { Err(ApiProblem::Query(wrong())) }
    }

    /// The page of these entries that is asked for. A place is the last entry of the page before: what was entered since
    /// moves no entry to another page.
    pub(crate) fn page(&self, items: &[TimelineItem], known: Known<'_>) -> Result<Timeline, ApiProblem> {
        let after: Option<EntryId> = place(self.after.as_deref())?;
        let limit = match self.limit.as_deref().map(str::parse::<usize>) {
            None => ENTRIES_A_PAGE,
            Some(Ok(limit)) if (1..=ENTRIES_AT_MOST).contains(&limit) => limit,
            Some(_) => {
                let wrong = Wrong::new("limit".to_owned(), "not-a-number", t!("api-wrong-limit"));
                return Err(ApiProblem::Query(wrong));
            }
        };
        let from = after.map(|last| items.iter().position(|item| item.entry == last).map(|place| place + 1));
        let rest = items.get(from.map_or(0, |from| from.unwrap_or(items.len()))..).unwrap_or_default();
        let (shown, later) = rest.split_at(rest.len().min(limit));
        Ok(Timeline {
            items: shown.iter().map(|item| known.entry(item)).collect(),
            next: shown.last().filter(|_| !later.is_empty()).map(|last| last.entry.to_string()),
        })
    }
}

/// A page of what was recorded.
#[derive(Serialize, ToSchema)]
pub(crate) struct Timeline {
    /// The entries, what happened last first.
    items: Vec<Entry>,
    /// What to send as `after` for the next page; null on the last.
    next: Option<String>,
}

/// The entry of that id among these.
pub(crate) fn find_entry(
    items: &[TimelineItem],
    entry: &str,
    known: Known<'_>,
) -> Result<Json<Entry>, ApiProblem> {
    let entry: EntryId = entry.parse().map_err(|_| Problem::NotFound)?;
    let found = items.iter().find(|item| item.entry == entry).ok_or(Problem::NotFound)?;
    Ok(Json(known.entry(found)))
}
