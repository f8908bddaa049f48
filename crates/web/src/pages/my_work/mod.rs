//! My work: what my role owes in the cases that my agency may see, the most urgent first, cases that have ended last.

mod view;

use std::collections::HashMap;

use app::lists::ALLOCATED_WORKER;
use app::{Cursor, NightCover, WorkItem};
use axum::extract::{Query, State};
use domain::ids::PersonId;
use maud::Markup;
use serde::Deserialize;

use crate::catalogue::t;
use crate::pages::report::drafts_of_the_user;
use crate::pages::shown::duty_words;
use crate::problem::Problem;
use crate::router::{Route, page};
use crate::session::Visitor;
use crate::state::WebState;
use crate::views::scene::RoleNames;
use crate::views::tonight::{self, Reader};
pub(crate) use view::{AtNight, MyWorkPage, Owed, one_line_for_one_talk};

/// The routes of this page.
pub(crate) fn routes() -> Vec<Route> {
    vec![page("/", show)]
}

#[derive(Debug, Default, Deserialize)]
struct Place {
    #[serde(default)]
    after: String,
}

async fn show(
    State(state): State<WebState>,
    Query(place): Query<Place>,
    visitor: Visitor,
) -> Result<Markup, Problem> {
    let after: Option<Cursor> = place.after.parse().ok();
    let work = state.app.my_work(&visitor, after).await?;
    let declined = state.app.declined_among(&work.items).await?;
    let roles = RoleNames::of_app(&state.app);
    let now = state.now();
    let night = Night {
        cover: work.tonight.as_ref(),
        workers: &work.workers,
        roles: &roles,
        reader: Reader { account: visitor.account, role: &visitor.role, now },
    };
    let owed = work
        .items
        .into_iter()
        .map(|item| Owed {
            words: duty_words(&state.app, &item.duty),
            declined: declined.get(&item.episode.episode).copied(),
            also: Vec::new(),
            band: work.urgency.band_of(&item),
            whose: night.whose(&item),
            at_night: night.at_night(&item),
            duty: item.duty,
            episode: item.episode,
        })
        .collect();
    let page = MyWorkPage {
        now,
        signed_in: visitor.shown(),
        office_opens: work.tonight.as_ref().and_then(|cover| cover.until),
        owed: one_line_for_one_talk(owed),
        referrals: state.app.referrals_owed(&visitor).await?,
        candidates: state.app.candidates_waiting(&visitor).await?,
        // Whoever sits down again after a power cut is led to what they were typing.
        drafts: drafts_of_the_user(&state, &visitor).await?,
        after: Some(place.after).filter(|after| !after.is_empty()),
        next: work.next.map(|next| next.to_string()),
    };
    Ok(page.render())
}

/// What the night changes of a list of work.
struct Night<'a> {
    cover: Option<&'a NightCover>,
    workers: &'a HashMap<PersonId, String>,
    roles: &'a RoleNames,
    reader: Reader<'a>,
}

impl Night<'_> {
    /// Whose a duty is by day, and who does it tonight; nothing for what is nobody else's.
    fn whose(&self, item: &WorkItem) -> Option<String> {
        let cover = self.cover?;
        let (owner, lead) = (&item.duty.owner, item.episode.lead_force);
        if owner == self.reader.role {
            return tonight::off_until(cover, &item.duty, lead, self.roles, self.reader);
        }
        let who = tonight::by_whom(cover, owner, lead, self.roles, self.reader)?;
        let role = self.roles.of(owner);
        let by_day = match self.workers.get(&item.episode.person).filter(|_| owner == ALLOCATED_WORKER) {
            Some(worker) => t!("work-by-day-named", "name" => worker.clone(), "role" => role.to_lowercase()),
            None => role,
        };
        Some(if tonight::is_before_the_office(cover, &item.duty) {
            t!("work-by-day-tonight", "whose" => by_day, "who" => who)
        } else {
            by_day
        })
    }

    /// Whether a duty is for tonight or for the office, where the reader covers for one that is closed.
    fn at_night(&self, item: &WorkItem) -> AtNight {
        let Some(cover) = self.cover.filter(|cover| cover.is_done_by(self.reader.role)) else {
            return AtNight::NoCover;
        };
        if tonight::is_before_the_office(cover, &item.duty) {
            AtNight::BeforeTheOffice
        } else if cover.of(&item.duty.owner) == Some(self.reader.role) {
            AtNight::ByTheOffice
        } else {
            AtNight::Later
        }
    }
}
