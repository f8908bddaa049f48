//! A child of the home is missing: three answers and one button. What is on record is not asked again.

use app::cases::{Act, Recording, Seen};
use app::home::Whereabouts;
use app::{ReportAnswers, ReportedPerson, Trouble, reports::Attempt};
use axum::response::Response;
use domain::{
    episode::{EpisodeEvent, Information, Report, Significance},
    incident::IncidentClass,
    person::Contact,
};

use super::{
    at_home::AtHome,
    forms::{Asks, too_long},
};
use crate::{
    acts::words,
    catalogue::{clock_time, t},
    components::FormErrors,
    forms::Posted,
    problem::Problem,
};

pub(super) async fn show(at: AtHome) -> Response {
    at.asked(Asks::Missing)
}

pub(super) async fn report(at: AtHome) -> Result<Response, Problem> {
    let (key, sent) = (at.key(), sent(&at));
    let attempt = Attempt { key: &key, sent: sent.as_slice() };
    if let Whereabouts::Missing(_) = at.resident.whereabouts {
        return already_missing(at, attempt).await;
    }
    let errors = wrong(&at.posted);
    if !errors.is_empty() {
        return Ok(at.again(Asks::Missing, errors));
    }
    let reported = at.state.app.report_at_once(&at.visitor, attempt, &answers(&at)).await;
    match reported {
        Ok(_) => Ok(at.recorded("reported")),
        Err(Trouble::Refused(refusal)) => {
            let now = at.read_again().await?;
            if let Whereabouts::Missing(_) = now.resident.whereabouts {
                return already_missing(now, attempt).await;
            }
            Ok(now.again_because(Asks::Missing, words::refusal(None, &refusal)))
        }
        Err(trouble) => Err(trouble.into()),
    }
}

/// There is one case. Where the answer to this sending was lost, it is given again; where the night worker pressed it too, or
/// something else was typed, those words go to the case.
async fn already_missing(at: AtHome, attempt: Attempt<'_, [String]>) -> Result<Response, Problem> {
    match at.state.app.reported_before(&at.visitor, attempt).await {
        Ok(Some(_)) => Ok(at.recorded("reported")),
        Ok(None) | Err(Trouble::KeyUsedBefore) => add(at, attempt).await,
        Err(trouble) => Err(trouble.into()),
    }
}

/// Adds what was typed to the case that runs.
async fn add(at: AtHome, attempt: Attempt<'_, [String]>) -> Result<Response, Problem> {
    let (Whereabouts::Missing(missing), Some(what)) = (&at.resident.whereabouts, typed(&at.posted)) else {
        return Ok(at.recorded("reported_before"));
    };
    let errors = too_long(Asks::Missing, &at.posted);
    if !errors.is_empty() {
        return Ok(at.again(Asks::Missing, errors));
    }
    let recording = Recording {
        episode: missing.episode,
        act: Act::Episode(EpisodeEvent::InformationReceived(Information {
            what,
            source: format!("{}, {}", at.visitor.name, at.visitor.agency.name),
            how_to_reach: at.posted.get("reach").trim().to_owned(),
            origin: None,
            significance: Significance::Significant,
            reliability: None,
            credibility: None,
            task: None,
        })),
        happened_at: at.happened_at(),
        // What others said meanwhile stands beside it.
        seen: Seen::Everything,
        key: attempt.key_to_add(&at.visitor),
    };
    let added = at.state.app.record(&at.visitor, recording).await.map(|_| ());
    at.outcome(added, "reported_added", Asks::Missing)
}

/// What was typed, each answer under its question; nothing where nothing was.
fn typed(posted: &Posted) -> Option<String> {
    let answers = [
        ("last_seen", t!("home-last-seen")),
        ("clothing", t!("home-clothing")),
        ("concern", t!("home-concern")),
    ]
    .into_iter()
    .map(|(field, question)| (posted.get(field).trim(), question))
    .filter(|(answer, _)| !answer.is_empty());
    let lines: Vec<String> = answers.map(|(answer, question)| format!("{question}: {answer}")).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// What was sent, by which the same sending is known again, also where it comes a second time with when it was pressed.
fn sent(at: &AtHome) -> Vec<String> {
    let typed = ["last_seen", "clothing", "concern", "reach"];
    let typed = typed.into_iter().map(|name| at.posted.get(name).to_owned());
    std::iter::once(at.resident.person.to_string()).chain(typed).collect()
}

fn wrong(posted: &Posted) -> FormErrors {
    let mut errors = too_long(Asks::Missing, posted);
    let asked = [("last_seen", t!("home-last-seen-missing")), ("concern", t!("home-concern-missing"))];
    for (field, message) in asked {
        if posted.get(field).trim().is_empty() {
            errors.add(field, message);
        }
    }
    errors
}

fn answers(at: &AtHome) -> ReportAnswers {
    let AtHome { visitor, resident: child, posted, .. } = at;
    let typed = |name: &str| posted.get(name).trim().to_owned();
    let late = match &child.whereabouts {
        Whereabouts::Late { late, .. } => Some(late),
        Whereabouts::Here | Whereabouts::Missing(_) | Whereabouts::WithPolice | Whereabouts::Back { .. } => {
            None
        }
    };
    let checked = late.map(|late| late.note.clone()).unwrap_or_default();
    let circumstances = match late.and_then(|late| late.expected_at) {
        Some(expected) => {
            t!("home-reported-late", "time" => clock_time(expected), "home" => visitor.agency.name.as_str())
        }
        None => t!("home-reported", "home" => visitor.agency.name.as_str()),
    };
    ReportAnswers {
        class: Some(IncidentClass::Missing),
        reported_at: at.happened_at(),
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
