//! What a page of a past moment says of itself: what had been recorded by then, the ways to other moments, and what
//! protects the person today although it was not known then.

use app::cases::{Past, RecordedStep, StepEntry, StepKind};
use domain::person::Marker;
use jiff::Timestamp;
use maud::{Markup, html};

use super::{scene::Scene, timeline::actor};
use crate::{
    acts::words,
    catalogue::{instant, instant_among, t},
    components::badge,
    forms::address,
};

/// The panel above a page of the past, whose steps lead to the page at the address `here`; nothing on a page of the present.
pub(crate) fn panel(scene: &Scene, here: &str) -> Markup {
    let Some(past) = &scene.past else {
        return html! {};
    };
    html! {
        section.sw-moment aria-label=(t!("past-panel")) {
            (known(past, scene))
            (steps(past, here))
            (ways(past, scene))
            (markers(&past.markers_since))
            p class="govuk-body-s govuk-!-margin-bottom-0" { (t!("past-panel-rule")) }
        }
    }
}

/// The last entry known then.
fn known(past: &Past, scene: &Scene) -> Markup {
    let stepping = &past.stepping;
    html! {
        @match &stepping.current {
            None => { p.govuk-body { (t!("past-known-none")) } }
            Some(step) => {
                p class="govuk-body govuk-!-margin-bottom-2" {
                    (t!("past-known", "known" => stepping.known, "count" => stepping.count)) " "
                    strong { (step_words(step)) } ", " (actor(scene, &step.actor)) ", "
                    (t!("past-entered", "time" => instant(step.recorded_at, past.now)))
                }
            }
        }
    }
}

fn steps(past: &Past, here: &str) -> Markup {
    let stepping = &past.stepping;
    let offered = [
        (t!("past-step-first"), stepping.first.as_ref().filter(|_| stepping.known > 1)),
        (t!("past-step-previous"), stepping.previous.as_ref()),
        (t!("past-step-next"), stepping.next.as_ref()),
        (t!("past-step-last"), stepping.last.as_ref().filter(|_| stepping.known < stepping.count)),
    ];
    html! {
        ul.govuk-list.sw-moment__steps {
            @for (name, step) in offered {
                @if let Some(step) = step {
                    li {
                        a class="govuk-link sw-moment__step" href=(moment_of(here, step)) {
                            strong { (name) }
                            span { (step_words(step)) ", " (instant(step.recorded_at, past.now)) }
                        }
                    }
                }
            }
            @if stepping.next.is_none() {
                li { (t!("past-no-later")) " " a.govuk-link href=(here) { (t!("past-back-to-now")) } }
            }
        }
    }
}

/// Where else one can go from here.
fn ways(past: &Past, scene: &Scene) -> Markup {
    let at = past.at.to_string();
    let page = |name: &str| format!("{}/{name}", scene.home);
    html! {
        ul class="govuk-list sw-moment__ways" {
            li { a.govuk-link href=(page("moments")) { (t!("past-other-moment")) } }
            @if scene.episode.is_some() {
                li { a.govuk-link href=(address(&page("compare"), &[("from", &at), ("to", "now")])) { (t!("past-compare")) } }
            }
            @if scene.episode.is_some() && scene.may("document_made") {
                li { a.govuk-link href=(address(&page("briefing"), &[("at", &at)])) { (t!("paper-past-panel")) } }
            }
            @if scene.may("view_readings") {
                li { a.govuk-link href=(address(&page("seen"), &[("at", &at)])) { (t!("past-seen")) } }
            }
        }
    }
}

fn markers(since: &[Marker]) -> Markup {
    html! {
        @if !since.is_empty() {
            p.govuk-body.sw-markers {
                strong { (t!("past-markers-since")) ":" } " "
                @for marker in since { (badge(words::choice("marker", marker.marker.word()), "moj-badge--red")) " " }
            }
        }
    }
}

/// The address of the page as of just after a step.
pub(crate) fn moment_of(home: &str, step: &RecordedStep) -> String {
    address(home, &[("at", &step.recorded_at.to_string())])
}

/// What was recorded in a step, in a few words.
pub(crate) fn step_words(step: &RecordedStep) -> String {
    let mut said: Vec<String> = step.entries.iter().map(entry_words).collect();
    said.dedup();
    match said.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [one, other] => format!("{one}, {other}"),
        [first, rest @ ..] => t!("past-step-more", "what" => first.clone(), "count" => rest.len()),
    }
}

/// What one entry was.
pub(crate) fn entry_words(entry: &StepEntry) -> String {
    let what = words::event_title(&entry.word);
    match entry.kind {
        StepKind::Added => what,
        StepKind::Corrects(_) => t!("past-step-corrects", "what" => what),
        StepKind::Disposed => t!("past-step-disposed", "what" => what),
    }
}

/// When a step was recorded, told apart from the others beside it, as a link to the case just after it.
pub(crate) fn time_link(home: &str, step: &RecordedStep, beside: &[RecordedStep], now: Timestamp) -> Markup {
    let at = step.recorded_at;
    let others: Vec<Timestamp> = beside.iter().map(|step| step.recorded_at).collect();
    html! {
        a.govuk-link href=(moment_of(home, step)) { time datetime=(at) { (instant_among(at, &others, now)) } }
    }
}

#[cfg(test)]
pub(crate) mod samples {
    //! A past moment of the sample case.

    use app::cases::Stepping;
    use domain::{
        ids::{AccountId, AgencyId, EntryId},
        ledger::Actor,
        person::MarkerKind,
    };
    use jiff::SignedDuration;
    use uuid::Uuid;

    use super::{Marker, Past, RecordedStep, StepEntry, StepKind};
    use crate::views::samples::now;

    /// Something that was recorded, the higher the number the later.
    pub(crate) fn step(number: i64) -> RecordedStep {
        let at = now() - SignedDuration::from_hours(10 - number);
        RecordedStep {
            recorded_at: at,
            actor: Actor {
                account: AccountId(Uuid::from_u128(4)),
                role: "police_supervisor".to_owned(),
                agency: AgencyId(Uuid::from_u128(5)),
            },
            entries: vec![StepEntry {
                entry: EntryId(Uuid::from_u128(500)),
                word: "sighting".to_owned(),
                happened_at: at,
                kind: StepKind::Added,
            }],
        }
    }

    /// A moment between four steps, and a marker that is held since.
    pub(crate) fn past() -> Past {
        Past {
            at: now(),
            now: now() + SignedDuration::from_hours(3),
            stepping: Stepping {
                count: 4,
                known: 2,
                first: Some(step(1)),
                previous: Some(step(1)),
                current: Some(step(2)),
                next: Some(step(3)),
                last: Some(step(4)),
            },
            markers_since: vec![Marker {
                marker: MarkerKind::Suicide,
                source: "Mother".to_owned(),
                since: None,
                note: String::new(),
            }],
        }
    }
}
