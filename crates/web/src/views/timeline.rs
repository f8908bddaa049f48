//! The history: who recorded what, when it happened, when it was entered if later, and what was corrected.

use app::cases::{Correctable, TimelineItem};
use domain::ledger::Actor;
use maud::{Markup, html};

use super::{
    came_in::is_later,
    said::{Said, changed, said},
    scene::{Names, Scene},
};
use crate::{
    acts::words,
    catalogue::{instant, t},
    components::{Details, Timeline, TimelineEntry, time_element},
};

/// Answers of one entry that stand open where it is told in brief; one more than that is not worth a fold.
const IN_BRIEF: usize = 1;

/// How much of each entry stands open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Length {
    /// Everything.
    Whole,
    /// The first answers; the others are folded away.
    Brief,
}

/// Some entries, as they stand.
pub(crate) fn entries(scene: &Scene, items: &[TimelineItem], length: Length) -> Markup {
    let names = scene.names();
    let entries = items.iter().map(|item| entry(scene, &names, item, length)).collect();
    html! { (Timeline::new(entries).heading_level(3)) }
}

fn entry(scene: &Scene, names: &Names, item: &TimelineItem, length: Length) -> TimelineEntry {
    let stands = said(&item.event, names, scene.now);
    let open = match length {
        Length::Brief if stands.len() > IN_BRIEF + 1 => IN_BRIEF,
        Length::Brief | Length::Whole => stands.len(),
    };
    let (first, rest) = stands.split_at(open);
    let body = html! {
        (answers(first))
        (trail(scene, names, item, &stands))
        (foot(scene, item, &if rest.is_empty() { html! {} } else { html! { (Details::new(t!("history-rest", "count" => rest.len()), answers(rest))) } }))
    };
    TimelineEntry::new(
        words::event_title(item.event.name()),
        item.happened_at,
        instant(item.happened_at, scene.now),
    )
    .id(format!("entry-{}", item.entry))
    .byline(html! { (actor(scene, &item.actor)) })
    .body(body)
}

/// What is folded away of it; when it was entered, where that was later; and the way to correct it.
fn foot(scene: &Scene, item: &TimelineItem, rest: &Markup) -> Markup {
    html! {
        div.sw-entry__foot {
            (rest)
            @if is_later(item.happened_at, item.recorded_at) {
                p class="govuk-hint govuk-!-font-size-16" {
                    (t!("history-entered-later")) " " (time_element(item.recorded_at, scene.now))
                }
            }
            @if item.correctable == Correctable::Yes {
                p.govuk-body-s {
                    a.govuk-link href={ (scene.home) "/entries/" (item.entry) "/correct" } {
                        (t!("history-correct"))
                        span.govuk-visually-hidden {
                            ": " (words::event_title(item.event.name())) ", " (instant(item.happened_at, scene.now))
                        }
                    }
                }
            }
        }
    }
}

/// Who, in which role, for which agency.
pub(crate) fn actor(scene: &Scene, actor: &Actor) -> Markup {
    if actor.is_system() {
        return html! { (t!("history-safewell")) };
    }
    let agency = scene.agencies.get(&actor.agency).cloned().unwrap_or_default();
    let name =
        scene.actors.get(&actor.account).map_or_else(|| t!("history-somebody"), |actor| actor.name.clone());
    html! { bdi { (name) } ", " (scene.roles.of(&actor.role)) @if !agency.is_empty() { ", " (agency) } }
}

/// What an entry says, as a list of names and answers.
pub(crate) fn answers(said: &[Said]) -> Markup {
    html! {
        @if !said.is_empty() {
            dl.sw-answers {
                @for answer in said {
                    div.sw-answers__answer { dt { (answer.field) } dd { (lines(&answer.text)) } }
                }
            }
        }
    }
}

/// A text with its line breaks.
pub(crate) fn lines(text: &str) -> Markup {
    html! {
        span dir="auto" {
            @for (number, line) in text.lines().enumerate() {
                @if number > 0 { br; }
                (line)
            }
        }
    }
}

/// What a correction changed: the first version and the one that stands, by whom and why.
fn trail(scene: &Scene, names: &Names, item: &TimelineItem, stands: &[Said]) -> Markup {
    let Some(original) = &item.original else {
        return html! {};
    };
    let first = said(&original.event, names, scene.now);
    let mut changes = changed(&first, stands);
    if original.happened_at != item.happened_at {
        let time = |at| instant(at, scene.now);
        changes.insert(0, (words::happened_at(), time(original.happened_at), time(item.happened_at)));
    }
    html! {
        div.sw-corrected {
            p.sw-corrected__title { strong { (t!("history-corrected")) } }
            @for correction in &item.corrections {
                p {
                    (time_element(correction.recorded_at, scene.now)) ", " (actor(scene, &correction.actor)) ": "
                    (lines(&correction.reason))
                }
            }
            (differences(&changes))
        }
    }
}

/// Each change: what stood there, struck out, and what stands now.
pub(crate) fn differences(changes: &[(String, String, String)]) -> Markup {
    let or_nothing = |text: &str| {
        if text.is_empty() { t!("history-nothing") } else { text.to_owned() }
    };
    html! {
        dl.sw-answers {
            @for (field, before, after) in changes {
                div.sw-answers__answer {
                    dt { (field) }
                    dd {
                        span.govuk-visually-hidden { (t!("history-was")) " " }
                        del { (lines(&or_nothing(before))) }
                        br;
                        span.govuk-visually-hidden { (t!("history-is-now")) " " }
                        ins { (lines(&or_nothing(after))) }
                    }
                }
            }
        }
    }
}
