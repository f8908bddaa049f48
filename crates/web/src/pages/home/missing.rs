//! A child of the home is missing: three answers and one button. What is on record is not asked again.

use app::home::{Resident, Whereabouts};
use app::{DraftSave, ReportAnswers, ReportedPerson, Trouble};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{episode::Report, incident::IncidentClass, person::Contact, refusal::Refusal};

use super::{again, asked, forms::Asks, key_of, pressed_at, recorded, resident};
use crate::{
    acts::words, catalogue::t, components::FormErrors, forms::Posted, problem::Problem, session::Visitor,
    state::WebState,
};

pub(super) async fn show(
    state: State<WebState>,
    visitor: Visitor,
    id: Path<String>,
) -> Result<Response, Problem> {
    asked(&state, &visitor, &id, Asks::Missing).await
}

pub(super) async fn report(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let child = resident(&state, &visitor, &id).await?;
    // The night worker pressed it too, or the answer to the first sending was lost: there is one case.
    if let Whereabouts::Missing(_) = child.whereabouts {
        return Ok(recorded("reported_before", child.person));
    }
    let errors = missing_answers(&posted);
    if !errors.is_empty() {
        return Ok(again(Asks::Missing, child, &visitor, &state, &posted, errors));
    }
    match sent(&state, &visitor, &child, &posted).await {
        Ok(()) => Ok(recorded("reported", child.person)),
        Err(Trouble::Refused(refusal)) => {
            if let Whereabouts::Missing(_) = resident(&state, &visitor, &id).await?.whereabouts {
                return Ok(recorded("reported_before", child.person));
            }
            Ok(again(Asks::Missing, child, &visitor, &state, &posted, refused(&refusal)))
        }
        Err(trouble) => Ok(Problem::from(trouble).into_response()),
    }
}

fn missing_answers(posted: &Posted) -> FormErrors {
    let mut errors = FormErrors::none();
    let asked = [("last_seen", t!("home-last-seen-missing")), ("concern", t!("home-concern-missing"))];
    for (field, message) in asked {
        if posted.get(field).trim().is_empty() {
            errors.add(field, message);
        }
    }
    errors
}

fn refused(refusal: &Refusal) -> FormErrors {
    let mut errors = FormErrors::none();
    errors.add("", words::refusal(None, refusal));
    errors
}

async fn sent(state: &WebState, visitor: &Visitor, child: &Resident, posted: &Posted) -> Result<(), Trouble> {
    let save = DraftSave { id: None, version: 0, answers: answers(state, visitor, child, posted) };
    let draft = state.app.save_draft(visitor, save).await?;
    let sent = state.app.submit_report(visitor, draft.id, draft.version, &key_of(posted)).await;
    if sent.is_err() {
        // What was typed is on the page; a draft that nobody began would only puzzle whoever finds it.
        if let Err(trouble) = state.app.discard_draft(visitor, draft.id).await {
            tracing::warn!(%trouble, "the draft of a report from a home is left over");
        }
    }
    sent.map(|_| ())
}

fn answers(state: &WebState, visitor: &Visitor, child: &Resident, posted: &Posted) -> ReportAnswers {
    let typed = |name: &str| posted.get(name).trim().to_owned();
    let late = match &child.whereabouts {
        Whereabouts::Late { late, .. } => Some(late),
        Whereabouts::Here | Whereabouts::Missing(_) | Whereabouts::WithPolice | Whereabouts::Back { .. } => {
            None
        }
    };
    let checked = late.map(|late| late.note.clone()).unwrap_or_default();
    let circumstances = match late.and_then(|late| late.expected_at) {
        Some(at) => {
            t!("home-reported-late", "time" => crate::catalogue::clock_time(at), "home" => visitor.agency.name.as_str())
        }
        None => t!("home-reported", "home" => visitor.agency.name.as_str()),
    };
    ReportAnswers {
        class: Some(IncidentClass::Missing),
        reported_at: pressed_at(posted, state.now()),
        report: Report {
            circumstances,
            last_seen: typed("last_seen"),
            clothing: typed("clothing"),
            concern: typed("concern"),
            missing_from: child.address.clone(),
            checks_made: checked,
            reporter: Contact {
                name: visitor.name.clone(),
                relation: t!("home-reporter", "home" => visitor.agency.name.as_str()),
                reach: typed("reach"),
            },
            ..Report::default()
        },
        people: vec![ReportedPerson {
            existing: Some(child.person),
            seen_version: child.version,
            ..ReportedPerson::default()
        }],
        ..ReportAnswers::default()
    }
}
