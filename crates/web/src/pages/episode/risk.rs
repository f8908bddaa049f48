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
        history::Showing,
        identity,
        said::{Said, said},
        scene::{Names, Scene},
        timeline::{actor, answers},
    },
};

/// Earlier gradings that stand on the page before anybody asks for all of them.
const EARLIER_SHOWN: usize = 10;

/// The gradings, the latest first.
pub(super) fn history(scene: &Scene, showing: Showing) -> Markup {
    let names = scene.names();
    let gradings = scene.episode.as_ref().map_or(&[][..], |episode| episode.gradings.as_slice());
    html! {
        @match gradings.split_last() {
            None => { p.govuk-body { (t!("risk-nobody")) } }
            Some((latest, earlier)) => {
                (grading(scene, &names, latest))
                (disagreements::raise(scene))
                @if !earlier.is_empty() { (earlier_gradings(scene, &names, earlier, showing)) }
            }
        }
    }
}

/// In one fold, each in a fold of its own, the latest first. Of weeks of reviews only the latest stand there until all are
/// asked for, as with the history: they would be most of what the page weighs. A past moment shows all, for a link would lead
/// to the case of today.
fn earlier_gradings(scene: &Scene, names: &Names, gradings: &[Graded], showing: Showing) -> Markup {
    let all = showing != Showing::Latest || scene.past.is_some() || gradings.len() <= EARLIER_SHOWN;
    let shown = if all { gradings.len() } else { EARLIER_SHOWN };
    let folds = html! {
        @for graded in gradings.iter().rev().take(shown) {
            @let title = t!("risk-fold", "grade" => words::choice("grade", graded.grading.grade.word()),
                "by" => graded_by(graded.by), "time" => instant(graded.at, scene.now));
            (Details::new(title, grading(scene, names, graded)))
        }
        @if !all {
            p.govuk-body {
                a.govuk-link href=(Showing::All.href(scene, "risk")) { (t!("risk-earlier-all", "count" => gradings.len())) }
            }
        }
    };
    let fold = Details::new(t!("risk-earlier", "count" => gradings.len()), folds);
    let asked_for = all && scene.past.is_none() && gradings.len() > EARLIER_SHOWN;
    html! { @if asked_for { (fold.open()) } @else { (fold) } }
}

fn grading(scene: &Scene, names: &Names, graded: &Graded) -> Markup {
    html! {
        div.sw-grading {
            p.govuk-body {
                (identity::risk(Some(graded.grading.grade))) " " (graded_by(graded.by)) ", "
                (actor(scene, &graded.actor)) ", " (time_element(graded.at, scene.now))
            }
            @let (why, rest) = behind(scene, names, graded);
            (answers(&why))
            @if !rest.is_empty() { (Details::new(t!("risk-what-was-known", "count" => rest.len()), answers(&rest))) }
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

/// Why this grade, which stands open; and what was known, human rights and the wording in force, which are folded away. The
/// grade itself stands above.
fn behind(scene: &Scene, names: &Names, graded: &Graded) -> (Vec<Said>, Vec<Said>) {
    let event: Option<&Event> = scene.file.find(graded.entry).map(|recorded| &recorded.event);
    let grade = words::named("", "grade");
    let by = words::named("risk_assessed", "by");
    let reasons = words::named("risk_assessed", "reasons");
    let said = event.map_or_else(Vec::new, |event| said(event, names, scene.now));
    said.into_iter()
        .filter(|said| said.field != grade && said.field != by)
        .partition(|said| said.field == reasons)
}

fn graded_by(by: GradedBy) -> String {
    match by {
        GradedBy::Officer => t!("risk-by-officer"),
        GradedBy::Supervisor => t!("risk-by-supervisor"),
        GradedBy::Review => t!("risk-by-review"),
    }
}
