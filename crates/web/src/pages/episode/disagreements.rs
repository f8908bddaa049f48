//! Disagreements about the grade (NP 6.7; K4): each with its level, who decides there and until when, and where it goes
//! next if nobody does.

use app::cases::{DutyView, EpisodeView, Level};
use domain::{
    episode::{Answerable, EpisodeEvent},
    ids::EntryId,
    ledger::Event,
    risk::Grade,
};
use maud::{Markup, html};

use super::duties;
use crate::{
    acts::words,
    catalogue::{instant, t},
    components::{Button, Details, countdown_element, time_element},
    forms::address,
    views::{
        identity,
        scene::Scene,
        timeline::{actor, lines},
    },
};

/// Those that are open first, each in full; those that were resolved folded. Nothing where there was none.
pub(super) fn list(view: &EpisodeView, scene: &Scene) -> Markup {
    let (open, resolved): (Vec<&Answerable>, Vec<&Answerable>) =
        view.episode.disagreements.iter().partition(|raised| raised.answered_at.is_none());
    html! {
        @if !open.is_empty() || !resolved.is_empty() {
            h3.govuk-heading-s id="disagreements" { (t!("disagreements")) }
        }
        @for raised in &open { (disagreement(view, scene, raised)) }
        @for raised in &resolved {
            @let title = t!("disagreement-resolved-fold", "time" => instant(raised.at, scene.now));
            (Details::new(title, disagreement(view, scene, raised)))
        }
    }
}

/// The button with which somebody says that they hold another grade to be right.
pub(super) fn raise(scene: &Scene) -> Markup {
    let graded = scene.episode.as_ref().is_some_and(|episode| episode.grade().is_some());
    let missing = scene.episode.as_ref().is_some_and(|episode| episode.ended_at().is_none());
    html! {
        @if graded && missing && scene.may("disagreement_raised") {
            (Button::link(words::act_title("disagreement_raised"), &format!("{}/acts/disagreement_raised", scene.home)).secondary())
        }
    }
}

fn disagreement(view: &EpisodeView, scene: &Scene, raised: &Answerable) -> Markup {
    let duty = view
        .duties
        .iter()
        .flat_map(|pack| &pack.duties)
        .find(|duty| !duty.levels.is_empty() && duty.of.as_deref() == Some(&raised.entry.to_string()));
    html! {
        div.sw-grading id={ "disagreement-" (raised.entry) } {
            (who_holds_what(scene, raised.entry))
            @if let Some(duty) = duty {
                p.govuk-body { (duties::state_tag(duty)) " " (scene.roles.of(&duty.owner)) (until(scene, duty)) }
                (ladder(scene, duty))
            }
            @match outcome(scene, raised.entry) {
                Some(said) => { (said) }
                None => {
                    @if scene.may("disagreement_resolved") {
                        @let of = raised.entry.to_string();
                        @let href = address(&format!("{}/acts/disagreement_resolved", scene.home), &[("of", &of)]);
                        (Button::link(words::act_title("disagreement_resolved"), &href))
                    }
                }
            }
        }
    }
}

fn who_holds_what(scene: &Scene, entry: EntryId) -> Markup {
    let Some(recorded) = scene.file.find(entry) else { return html! {} };
    let Event::Episode(EpisodeEvent::DisagreementRaised { reason, grade }) = &recorded.event else {
        return html! {};
    };
    html! {
        p.govuk-body {
            (actor(scene, &recorded.actor)) ", " (time_element(recorded.happened_at, scene.now))
        }
        @if let Some(grade) = grade { p.govuk-body { (t!("disagreement-holds")) " " (identity::risk(Some::<Grade>(*grade))) } }
        p.govuk-body { (lines(reason)) }
    }
}

/// Until when the level that is reached decides.
fn until(scene: &Scene, duty: &DutyView) -> Markup {
    let here = duty.levels.iter().find(|level| level.role == duty.owner).and_then(|level| level.until);
    html! {
        @if duty.is_owed() && let Some(until) = here {
            " · " (t!("disagreement-until", "time" => instant(until, scene.now))) " " (countdown_element(until, scene.now))
        }
    }
}

/// Every level with its time; the one that is reached stands out in words.
fn ladder(scene: &Scene, duty: &DutyView) -> Markup {
    html! {
        ol.govuk-list.govuk-list--number {
            @for level in &duty.levels {
                li aria-current=[(level.role == duty.owner).then_some("step")] {
                    (scene.roles.of(&level.role)) ": " (when(scene, level))
                    @if level.role == duty.owner { " " strong { (t!("disagreement-here")) } }
                }
            }
        }
    }
}

fn when(scene: &Scene, level: &Level) -> String {
    match level.until {
        Some(until) => t!("disagreement-until", "time" => instant(until, scene.now)),
        None => t!("disagreement-after-that"),
    }
}

/// How it was resolved, by whom.
fn outcome(scene: &Scene, entry: EntryId) -> Option<Markup> {
    scene.file.recorded.iter().find_map(|recorded| match recorded.event.episode() {
        Some(EpisodeEvent::DisagreementResolved { of, outcome }) if *of == entry => Some(html! {
            p.govuk-body { strong { (t!("disagreement-outcome")) } " " (lines(outcome)) }
            p.govuk-body-s { (actor(scene, &recorded.actor)) ", " (time_element(recorded.happened_at, scene.now)) }
        }),
        Some(_) | None => None,
    })
}
