//! How the risk was graded, by whom, why, and what was known each time: the latest in full, earlier ones folded.

use domain::{
    episode::{Graded, GradedBy},
    ledger::Event,
};
use maud::{Markup, html};

use super::disagreements;
use crate::{
    acts::words,
    catalogue::{instant, t},
    components::{Details, time_element},
    forms::address,
    views::{
        identity,
        said::{Said, said},
        scene::Scene,
        timeline::{actor, answers},
    },
};

/// Earlier gradings that are not folded away together.
const EARLIER_SHOWN: usize = 3;

/// The gradings, the latest first.
pub(super) fn history(scene: &Scene) -> Markup {
    let gradings = scene.episode.as_ref().map_or(&[][..], |episode| episode.gradings.as_slice());
    html! {
        @match gradings.split_last() {
            None => { p.govuk-body { (t!("risk-nobody")) } }
            Some((latest, earlier)) => {
                (grading(scene, latest))
                (disagreements::raise(scene))
                @if !earlier.is_empty() {
                    h3.govuk-heading-s { (t!("risk-earlier")) }
                    (earlier_gradings(scene, earlier))
                }
            }
        }
    }
}

/// A fold for each, the latest first; those before the latest few in a fold of their own, or weeks of reviews would push
/// the history off the page.
fn earlier_gradings(scene: &Scene, gradings: &[Graded]) -> Markup {
    let (before, latest) = gradings.split_at(gradings.len().saturating_sub(EARLIER_SHOWN));
    let folds = |of: &[Graded]| {
        html! {
            @for graded in of.iter().rev() {
                @let title = t!("risk-fold", "grade" => words::choice("grade", graded.grading.grade.word()),
                    "by" => graded_by(graded.by), "time" => instant(graded.at, scene.now));
                (Details::new(title, grading(scene, graded)))
            }
        }
    };
    html! {
        (folds(latest))
        @if !before.is_empty() {
            (Details::new(t!("risk-earlier-still", "count" => before.len()), folds(before)))
        }
    }
}

fn grading(scene: &Scene, graded: &Graded) -> Markup {
    html! {
        div.sw-grading {
            p.govuk-body {
                (identity::risk(Some(graded.grading.grade))) " " (graded_by(graded.by)) ", "
                (actor(scene, &graded.actor)) ", " (time_element(graded.at, scene.now))
            }
            (answers(&behind(scene, graded)))
            @if let Some(recorded) = scene.file.find(graded.entry) {
                p.govuk-body-s {
                    a.govuk-link href=(address(&scene.home, &[("at", &recorded.recorded_at.to_string())])) {
                        (t!("risk-as-known-then"))
                        span.govuk-visually-hidden { ": " (instant(graded.at, scene.now)) }
                    }
                }
            }
        }
    }
}

/// The reasons, what was known, and the wording in force; the grade itself stands above.
fn behind(scene: &Scene, graded: &Graded) -> Vec<Said> {
    let event: Option<&Event> = scene.file.find(graded.entry).map(|recorded| &recorded.event);
    let grade = words::named("", "grade");
    let by = words::named("risk_assessed", "by");
    event.map_or_else(Vec::new, |event| {
        said(event, &scene.names(), scene.now)
            .into_iter()
            .filter(|said| said.field != grade && said.field != by)
            .collect()
    })
}

fn graded_by(by: GradedBy) -> String {
    match by {
        GradedBy::Officer => t!("risk-by-officer"),
        GradedBy::Supervisor => t!("risk-by-supervisor"),
        GradedBy::Review => t!("risk-by-review"),
    }
}
