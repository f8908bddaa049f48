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

/// The gradings, the latest first.
pub(super) fn history(scene: &Scene) -> Markup {
    let gradings = scene.episode.as_ref().map_or(&[][..], |episode| episode.gradings.as_slice());
    html! {
        @match gradings.split_last() {
            None => { p.govuk-body { (t!("risk-nobody")) } }
            Some((latest, earlier)) => {
                (grading(scene, latest))
                (disagreements::raise(scene))
                @if !earlier.is_empty() { (earlier_gradings(scene, earlier)) }
            }
        }
    }
}

/// All of them in one fold, each in a fold of its own, the latest first: weeks of reviews would push the history off the page.
fn earlier_gradings(scene: &Scene, gradings: &[Graded]) -> Markup {
    let folds = html! {
        @for graded in gradings.iter().rev() {
            @let title = t!("risk-fold", "grade" => words::choice("grade", graded.grading.grade.word()),
                "by" => graded_by(graded.by), "time" => instant(graded.at, scene.now));
            (Details::new(title, grading(scene, graded)))
        }
    };
    html! { (Details::new(t!("risk-earlier", "count" => gradings.len()), folds)) }
}

fn grading(scene: &Scene, graded: &Graded) -> Markup {
    html! {
        div.sw-grading {
            p.govuk-body {
                (identity::risk(Some(graded.grading.grade))) " " (graded_by(graded.by)) ", "
                (actor(scene, &graded.actor)) ", " (time_element(graded.at, scene.now))
            }
            @let said = behind(scene, graded);
            @let (first, rest) = said.split_at(up_to_the_reasons(&said));
            (answers(first))
            @if !rest.is_empty() { (Details::new(t!("history-rest", "count" => rest.len()), answers(rest))) }
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

/// What was known and why this grade stand open; human rights and the wording in force are folded away.
fn up_to_the_reasons(said: &[Said]) -> usize {
    let reasons = words::named("risk_assessed", "reasons");
    said.iter().position(|said| said.field == reasons).map_or(said.len(), |place| place + 1)
}

fn graded_by(by: GradedBy) -> String {
    match by {
        GradedBy::Officer => t!("risk-by-officer"),
        GradedBy::Supervisor => t!("risk-by-supervisor"),
        GradedBy::Review => t!("risk-by-review"),
    }
}
