//! The quiet page of a case that ended with a death: what is known, what is to be done now, what was done. No word of
//! success, no interviews, nothing that reminds.

use domain::episode::{Ending, EpisodeEvent, Step, owed_after_death};
use domain::ledger::{Event, Stream};
use maud::{Markup, html};

use crate::{
    acts::words,
    catalogue::t,
    components::{Button, SummaryList, SummaryRow, time_element},
    views::{
        scene::Scene,
        timeline::{actor, lines},
    },
};

/// Whether the case ended with a death.
pub(super) fn is_dead(scene: &Scene) -> bool {
    scene.episode.as_ref().is_some_and(|episode| episode.ending() == Some(&Ending::FoundDead))
}

/// What stands before everything else of such a case.
pub(super) fn panel(scene: &Scene) -> Markup {
    let Some(episode) = scene.episode.as_ref().filter(|_| is_dead(scene)) else { return html! {} };
    let owed = owed_after_death(&scene.file, episode);
    let (done, open): (Vec<Step>, Vec<Step>) =
        owed.into_iter().partition(|step| episode.steps.iter().any(|(taken, _)| taken == step));
    let family_told = done.contains(&Step::FamilyToldOfDeath);
    html! {
        section.sw-section.sw-death id="death" aria-labelledby="death-title" {
            h2.govuk-heading-m id="death-title" {
                @if let Some(at) = episode.ended_at() {
                    (t!("edges-dead-heading", "time" => crate::catalogue::instant(at, scene.now)))
                }
            }
            @if !family_told { p.govuk-body { strong { (t!("edges-dead-family-first")) } } }
            (known(scene))
            h3.govuk-heading-s { (t!("edges-dead-owed")) }
            @if open.is_empty() { p.govuk-body { (t!("edges-dead-nothing")) } }
            ul.govuk-list.sw-death__owed {
                @for step in &open {
                    @let act = format!("{}/acts/{}", scene.home, step.word());
                    li {
                        @if scene.may(step.word()) {
                            (Button::link(words::act_title(step.word()), &act).secondary())
                        } @else { (words::act_title(step.word())) }
                    }
                }
            }
            @if !done.is_empty() {
                h3.govuk-heading-s { (t!("edges-dead-done")) }
                (SummaryList::new(done.iter().filter_map(|step| taken(scene, *step)).collect()))
            }
            @if scene.may("death_refuted") {
                p class="govuk-body-s" {
                    (t!("edges-dead-wrong")) " "
                    a.govuk-link href={ (scene.home) "/acts/death_refuted" } { (words::act_title("death_refuted")) }
                }
            }
        }
    }
}

/// What was recorded of the death.
fn known(scene: &Scene) -> Markup {
    let this = scene.episode.as_ref().map(|episode| Stream::Episode(episode.id));
    let found = scene.file.recorded.iter().rev().find(|recorded| {
        Some(recorded.stream) == this
            && matches!(recorded.event, Event::Episode(EpisodeEvent::FoundDead { .. }))
    });
    let Some(Event::Episode(EpisodeEvent::FoundDead {
        circumstances,
        place,
        found_by,
        identity_confirmed_by,
    })) = found.map(|recorded| &recorded.event)
    else {
        return html! {};
    };
    let rows = [
        (t!("edges-dead-where"), place),
        (t!("edges-dead-found-by"), found_by),
        (t!("edges-dead-circumstances"), circumstances),
        (t!("edges-dead-identity"), identity_confirmed_by),
    ];
    let rows = rows
        .into_iter()
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(name, text)| SummaryRow::new(name, lines(text)))
        .collect();
    html! { (SummaryList::new(rows)) }
}

/// A step as it was taken: who was told or who did it, when, recorded by whom.
fn taken(scene: &Scene, step: Step) -> Option<SummaryRow> {
    let this = scene.episode.as_ref()?.id;
    let is_it = |event: &Event| matches!(event, Event::Episode(EpisodeEvent::StepTaken { step: taken, .. }) if *taken == step);
    let mut of_this = scene.file.recorded.iter().filter(|recorded| recorded.stream == Stream::Episode(this));
    let recorded = of_this.find(|recorded| is_it(&recorded.event))?;
    let Event::Episode(EpisodeEvent::StepTaken { who, note, .. }) = &recorded.event else { return None };
    let said = html! {
        (lines(who)) @if !note.trim().is_empty() { br; (lines(note)) }
        br; (time_element(recorded.happened_at, scene.now)) ", " (actor(scene, &recorded.actor))
    };
    Some(SummaryRow::new(words::event_title(step.word()), said))
}
