//! People who cannot be named: the queue, a new record, one record with who they could be, and what is recorded of it.

mod acting;
pub(crate) mod desk;
pub(crate) mod import;
pub(crate) mod owed;
pub(crate) mod photographs;
mod record;
mod view;

use app::{
    IdempotencyKey, Trouble,
    unidentified::{Closed, UnidentifiedFilter},
};
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{ids::UnidentifiedId, ledger::Event, unidentified::UnidentifiedEvent};
use maud::Markup;
use serde::Deserialize;

use crate::{
    acts::{
        self, Subject, Values,
        fields::{errors, refused},
        read::event_of,
    },
    components::FormErrors,
    forms::Posted,
    problem::Problem,
    router::{Route, act, page},
    session::Visitor,
    state::WebState,
    views::scene::RoleNames,
};
pub(crate) use record::{RecordPage, standing};
pub(crate) use view::{NewPage, QueuePage};

/// The act that makes a record; its form is the page of a new one.
pub(crate) const RECORDING: &str = "unidentified_recorded";

/// The routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    [
        vec![
            page("/unidentified", list),
            page("/unidentified/new", new),
            act("/unidentified/new", record),
            page("/unidentified/{id}", show),
        ],
        acting::routes(),
        desk::routes(),
        import::routes(),
        photographs::routes(),
    ]
    .concat()
}

/// Which records a list shows, and where it begins.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    closed: String,
    mine: String,
    after: String,
}

async fn list(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    let filter = UnidentifiedFilter {
        closed: if asked.closed == "shown" { Closed::Shown } else { Closed::Left },
        recorded_by: (asked.mine == "only").then_some(visitor.agency.id),
    };
    let page = QueuePage {
        queue: state.app.unidentified_queue(&visitor, filter, asked.after.parse().ok()).await?,
        filter,
        signed_in: visitor.shown(),
    };
    Ok(page.render())
}

async fn new(State(state): State<WebState>, visitor: Visitor) -> Result<Markup, Problem> {
    state.app.may_record_unidentified(&visitor)?;
    let mut values = Values::default();
    values.set("found_to", "time");
    Ok(new_page(&state, &visitor, values, FormErrors::none(), &IdempotencyKey::fresh()).render())
}

async fn record(
    State(state): State<WebState>,
    visitor: Visitor,
    posted: Posted,
) -> Result<Response, Problem> {
    let form = acts::find(RECORDING).ok_or(Problem::NotFound)?;
    let key = IdempotencyKey::parse(posted.idempotency_key()).unwrap_or_else(IdempotencyKey::fresh);
    let values = posted.values();
    let subject = Subject { person: None, episode: None, now: state.now() };
    let wrong = match acts::parse(form, &values, &subject) {
        Err(unreadable) => errors(form, &unreadable),
        Ok((act, _)) => {
            let Some(Event::Unidentified(UnidentifiedEvent::Recorded { details })) = event_of(act) else {
                return Err(Problem::Unreadable);
            };
            match state.app.record_unidentified(&visitor, (*details).clone(), &key).await {
                Ok(id) => {
                    return Ok(Redirect::to(&format!("{}?recorded={RECORDING}", home(id))).into_response());
                }
                Err(Trouble::Refused(refusal)) => refused(form, &details.refused_with(refusal, state.now())),
                Err(trouble) => return Err(trouble.into()),
            }
        }
    };
    let page = new_page(&state, &visitor, values, wrong, &key);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page.render()).into_response())
}

fn new_page(
    state: &WebState,
    visitor: &Visitor,
    values: Values,
    errors: FormErrors,
    key: &IdempotencyKey,
) -> NewPage {
    NewPage { values, errors, key: key.as_str().to_owned(), now: state.now(), signed_in: visitor.shown() }
}

/// What was done just before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Done {
    recorded: String,
}

async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Result<Markup, Problem> {
    let page = RecordPage {
        view: state.app.unidentified(&visitor, parsed(&id)?).await?,
        roles: RoleNames::of_app(&state.app),
        done: done.recorded,
        signed_in: visitor.shown(),
    };
    Ok(page.render())
}

/// The address of a record.
pub(crate) fn home(id: UnidentifiedId) -> String {
    format!("/unidentified/{id}")
}

fn parsed(id: &str) -> Result<UnidentifiedId, Problem> {
    id.parse().map_err(|_| Problem::NotFound)
}
