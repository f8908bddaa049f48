//! The same acts and reads as the pages, as JSON for programs: through the same functions of `app` and by the same
//! descriptions of acts, so that neither is the more permissive.
//!
//! [`caller`] says who asks, [`attempt`] what a change has to name, [`body`] and [`shape`] read what was sent,
//! [`problem`] says what went wrong. Then the routes: [`sessions`], [`reports`], [`missing`], [`episodes`], [`timeline`], [`enquiries`],
//! [`past`], [`comparable`], [`people`], [`merging`], [`acting`], [`unidentified`], [`papers`], [`lists`], whose answers are made of [`items`].
//! [`openapi`] describes all of it.

mod accounts;
mod acting;
mod attempt;
mod body;
mod caller;
mod comparable;
mod enquiries;
mod episodes;
mod found;
mod handovers;
mod home;
mod items;
mod late;
mod likely;
mod lists;
mod merging;
mod messages;
mod missing;
pub mod openapi;
mod papers;
mod past;
mod people;
mod photographs;
mod problem;
mod reports;
mod sessions;
mod shape;
mod timeline;
mod unidentified;

use axum::extract::Request;
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;

pub(crate) use caller::gate;

use crate::problem::Problem;
use crate::router::{Route, call, open_call};
use problem::answer;

/// Every address of the interface begins so; what breaks its promises begins with another.
const PREFIX: &str = "/api/";

/// The routes of the interface.
#[must_use]
pub(crate) fn routes() -> Vec<Route> {
    let (get, post, delete) = (Method::GET, Method::POST, Method::DELETE);
    vec![
        open_call(get.clone(), "/api/v1/openapi.json", openapi::show),
        open_call(post.clone(), "/api/v1/sessions", sessions::begin),
        call(delete.clone(), "/api/v1/sessions/current", sessions::end),
        call(get.clone(), "/api/v1/me", sessions::me),
        call(post.clone(), "/api/v1/account/password", accounts::change_password),
        call(get.clone(), "/api/v1/accounts", accounts::list),
        call(post.clone(), "/api/v1/accounts", accounts::make),
        call(Method::PATCH, "/api/v1/accounts/{id}", accounts::change),
        call(post.clone(), "/api/v1/accounts/{id}/password", accounts::reset_password),
        call(get.clone(), "/api/v1/home", home::home),
        call(post.clone(), "/api/v1/people/{id}/photographs", photographs::add),
        call(get.clone(), "/api/v1/people/{id}/photographs/{digest}", photographs::one),
        call(get.clone(), "/api/v1/work", lists::work),
        call(get.clone(), "/api/v1/incidents/unfinished", lists::unfinished_incidents),
        call(get.clone(), "/api/v1/acts", lists::acts),
        call(get.clone(), "/api/v1/handovers", handovers::handovers),
        call(get.clone(), "/api/v1/messages", messages::messages),
        call(get.clone(), "/api/v1/messages/late", late::late),
        call(get.clone(), "/api/v1/rota", messages::rota),
        call(post.clone(), "/api/v1/rota", messages::change_rota),
        call(get.clone(), "/api/v1/filters", handovers::filters),
        call(post.clone(), "/api/v1/filters", handovers::keep),
        call(delete, "/api/v1/filters/{id}", handovers::forget),
        call(post.clone(), "/api/v1/reports", reports::take),
        call(get.clone(), "/api/v1/episodes", missing::missing),
        call(get.clone(), "/api/v1/episodes/{id}", episodes::one),
        call(get.clone(), "/api/v1/episodes/{id}/duties", episodes::duties),
        call(get.clone(), "/api/v1/episodes/{id}/duties/{pack}/{duty}", episodes::explanation),
        call(get.clone(), "/api/v1/episodes/{id}/timeline", episodes::timeline),
        call(get.clone(), "/api/v1/episodes/{id}/entries/{entry}", episodes::entry),
        call(get.clone(), "/api/v1/episodes/{id}/tasks", enquiries::tasks),
        call(get.clone(), "/api/v1/episodes/{id}/task-lists", enquiries::task_lists),
        call(get.clone(), "/api/v1/episodes/{id}/information", enquiries::information),
        call(get.clone(), "/api/v1/episodes/{id}/compare", past::compare),
        call(get.clone(), "/api/v1/episodes/{id}/seen", past::seen),
        call(get.clone(), "/api/v1/episodes/{id}/comparable", comparable::comparable),
        call(post.clone(), "/api/v1/episodes/{id}/acts/{word}", acting::record_on_episode),
        call(post.clone(), "/api/v1/episodes/{id}/entries/{entry}/corrections", acting::correct_on_episode),
        call(get.clone(), "/api/v1/episodes/{id}/briefing", papers::briefing),
        call(post.clone(), "/api/v1/episodes/{id}/briefing.pdf", papers::take_briefing),
        call(post.clone(), "/api/v1/episodes/{id}/national-referral.pdf", papers::take_national_referral),
        call(get.clone(), "/api/v1/paper/live-cases.pdf", papers::live_cases),
        call(get.clone(), "/api/v1/paper/report-form.pdf", papers::report_form),
        call(post.clone(), "/api/v1/people/search", people::search),
        call(get.clone(), "/api/v1/people/duplicates", likely::duplicates),
        call(post.clone(), "/api/v1/people/{id}/apart", likely::tell_apart),
        call(get.clone(), "/api/v1/people/{id}", people::one),
        call(get.clone(), "/api/v1/people/{id}/timeline", people::timeline),
        call(get.clone(), "/api/v1/people/{id}/merges/{other}", merging::compare),
        call(post.clone(), "/api/v1/people/{id}/merges/{other}", merging::merge),
        call(get.clone(), "/api/v1/people/{id}/merges/{other}/separation", merging::separation),
        call(post.clone(), "/api/v1/people/{id}/merges/{other}/separation", merging::separate),
        call(get, "/api/v1/people/{id}/entries/{entry}", people::entry),
        call(post.clone(), "/api/v1/people/{id}/acts/{word}", acting::record_on_person),
        call(post, "/api/v1/people/{id}/entries/{entry}/corrections", acting::correct_on_person),
    ]
    .into_iter()
    .chain(of_unidentified())
    .collect()
}

/// Those of people who cannot be named.
fn of_unidentified() -> Vec<Route> {
    let (get, post) = (Method::GET, Method::POST);
    vec![
        call(get.clone(), "/api/v1/unidentified", unidentified::list),
        call(post.clone(), "/api/v1/unidentified", unidentified::acting::make),
        call(post.clone(), "/api/v1/unidentified/imports", unidentified::imports::import),
        call(get.clone(), "/api/v1/unidentified/notices", unidentified::notices),
        call(get.clone(), "/api/v1/unidentified/candidates", unidentified::candidates::desk),
        call(get.clone(), "/api/v1/unidentified/{id}", unidentified::one),
        call(get.clone(), "/api/v1/unidentified/{id}/timeline", unidentified::timeline),
        call(get.clone(), "/api/v1/unidentified/{id}/candidates", unidentified::candidates::ranking),
        call(post.clone(), "/api/v1/unidentified/{id}/photographs", photographs::add_of_unidentified),
        call(get, "/api/v1/unidentified/{id}/photographs/{digest}", photographs::one_of_unidentified),
        call(post.clone(), "/api/v1/unidentified/{id}/acts/{word}", unidentified::acting::record),
        call(post, "/api/v1/unidentified/{id}/entries/{entry}/corrections", unidentified::acting::correct),
    ]
}

/// Makes JSON of every problem that was left in an answer to a program, before a page is made of it.
pub(crate) async fn show_problems(request: Request, next: Next) -> Response {
    let asked_by_program = request.uri().path().starts_with(PREFIX);
    let mut response = next.run(request).await;
    if !asked_by_program {
        return response;
    }
    match response.extensions_mut().remove::<Problem>() {
        Some(problem) => answer(&problem.into()),
        None => response,
    }
}
