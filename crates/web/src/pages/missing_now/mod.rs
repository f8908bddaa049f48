//! Missing now: everyone missing, at a glance.

mod asked;
mod kept;
mod view;

use app::NextDuties;
use app::filters::BoardOpens;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::projection::{DutyRow, EpisodeRow};
use serde::Deserialize;

use crate::pages::report::drafts_of_the_room;
use crate::pages::shown::duty_words;
use crate::problem::Problem;
use crate::router::{Route, page};
use crate::session::Visitor;
use crate::state::WebState;
use crate::views::holding::{HeldCase, Named};
use crate::views::scene::RoleNames;
use crate::views::tonight::{self, Reader};
pub(crate) use asked::Asked;
pub(crate) use view::{BoardRow, MissingNowPage, NextDue};

/// The routes of this page.
pub(crate) fn routes() -> Vec<Route> {
    let mut routes = kept::routes();
    routes.push(page("/missing", show));
    routes
}

/// Why a filter was not kept just before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct After {
    not_kept: String,
}

async fn show(
    State(state): State<WebState>,
    Query(asked): Query<Asked>,
    Query(after_keeping): Query<After>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let kept = state.app.filters(&visitor).await?;
    let opens_with = kept.iter().find(|filter| filter.opens == BoardOpens::WithThis);
    if let Some(filter) = opens_with.filter(|_| asked.is_bare()) {
        return Ok(Redirect::to(&kept::address_of(filter)).into_response());
    }
    let after = asked.after.parse().ok();
    let board = state.app.missing_now(&visitor, &asked.filter(), asked.sort(), after).await?;
    let mut drafts = drafts_of_the_room(&state, &visitor).await?;
    // The rest of a case that is open stands on that case.
    drafts.retain(|draft| draft.adds_to.is_none());
    let roles = RoleNames::of_app(&state.app);
    let named = Named { people: &board.names, roles: &roles };
    let mut next_due = board.next_due;
    let reader = Reader { account: visitor.account, role: &visitor.role, now: state.now() };
    let held =
        |episode: &EpisodeRow, agency| HeldCase::of(episode.holding_of(agency), named, visitor.account);
    let off_since = |episode: &EpisodeRow, agency| {
        let holder = episode.holding_of(agency)?.holder.as_ref()?;
        board.off_since.get(&holder.account).copied()
    };
    let rows = board.rows.items.into_iter().map(|episode| {
        let duties = next_due.remove(&episode.episode).unwrap_or_default();
        let agency = board.viewer.agency.unwrap_or(episode.lead_force);
        let due = |duty: DutyRow, owed_by: Option<String>| NextDue {
            words: duty_words(&state.app, &duty),
            tonight: board
                .tonight
                .as_ref()
                .and_then(|cover| tonight::off_until(cover, &duty, episode.lead_force, &roles, reader)),
            owed_by,
            duty,
        };
        let owed_by = |duty: &DutyRow| {
            board.owed_by.get(&episode.episode).cloned().unwrap_or_else(|| roles.of(&duty.owner))
        };
        let others = others_if_sooner(&duties).cloned();
        let own = duties.own.map(|duty| due(duty, None));
        let others = others.map(|duty| due(duty.clone(), Some(owed_by(&duty))));
        BoardRow {
            held: held(&episode, agency).off_since(off_since(&episode, agency)),
            class: board.classes.get(&episode.episode).copied(),
            same_call: board.same_call.get(&episode.episode).cloned().unwrap_or_default(),
            likeness: board.likenesses.get(&episode.person).cloned(),
            next_due: own.into_iter().chain(others).collect(),
            episode,
        }
    });
    let page = MissingNowPage {
        now: state.now(),
        signed_in: visitor.shown(),
        rows: rows.collect(),
        counts: board.counts,
        unheld: board.unheld,
        unfinished_calls: board.unfinished_calls,
        kept,
        not_kept: kept::refusal(&after_keeping.not_kept),
        drafts,
        next: board.rows.next.map(|next| next.to_string()),
        asked,
    };
    Ok(page.render().into_response())
}

/// What another agency owes, where it is due before what the reader's own owes.
fn others_if_sooner(duties: &NextDuties) -> Option<&DutyRow> {
    let own = duties.own.as_ref();
    duties.others.as_ref().filter(|others| own.is_none_or(|own| others.due_at < own.due_at))
}
