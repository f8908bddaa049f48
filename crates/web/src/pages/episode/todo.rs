//! What the report leaves to be done: checks that somebody still has to make, and what nobody has asked yet (NP 3.12, 3.14).

use domain::episode::{Check, CheckKind, CheckMade, Report};
use maud::{Markup, html};

use crate::{
    acts::words,
    catalogue::t,
    components::{Details, SummaryRow},
    pages::report::{Gap, question_words},
    views::{scene::Scene, timeline::lines},
};

/// The act by which more is said of the report.
const ADDED: &str = "report_added";

/// Checks of which it is known how they stand, as rows of the report.
pub(super) fn made(report: &Report) -> impl Iterator<Item = SummaryRow> {
    report.checks.iter().filter(|check| check.made != CheckMade::ToMake).map(|check| {
        let stands = words::choice("check-made", check.made.word());
        let said = if check.note.is_empty() { stands } else { format!("{stands}: {}", check.note) };
        SummaryRow::new(words::choice("check", check.check.word()), lines(&said))
    })
}

/// Checks still to make, each leading to where its result is recorded.
pub(super) fn still_to_make(scene: &Scene, report: &Report) -> Markup {
    let open: Vec<&Check> = report.checks_to_make().collect();
    html! {
        @if !open.is_empty() {
            h3.govuk-heading-s #checks-to-make { (t!("report-todo")) }
            ul.govuk-list.sw-checks-to-make {
                @for check in open { li { (to_make(scene, check)) } }
            }
        }
    }
}

fn to_make(scene: &Scene, check: &Check) -> Markup {
    let name = words::choice("check", check.check.word());
    let row = CheckKind::ALL.iter().position(|kind| *kind == check.check).unwrap_or_default();
    html! {
        strong { (name) }
        @if !check.note.is_empty() { ": " (lines(&check.note)) }
        @if scene.may(ADDED) {
            " " a.govuk-link href={ (scene.home) "/acts/" (ADDED) "?checks-" (row) "-made=made#checks-" (row) "-made" } {
                (t!("report-todo-record")) span.govuk-visually-hidden { ": " (name) }
            }
        }
    }
}

/// What nobody has asked yet, with the way to say it.
pub(super) fn not_asked(scene: &Scene, gaps: &[Gap]) -> Markup {
    html! {
        @if !gaps.is_empty() {
            @let listed = html! {
                ul.govuk-list.govuk-list--bullet.sw-not-asked {
                    @for gap in gaps { li { (question_words(gap.name, gap.person.is_some())) } }
                }
                @if scene.may(ADDED) {
                    p { a.govuk-link href={ (scene.home) "/acts/" (ADDED) } { (words::act_title(ADDED)) } }
                }
            };
            (Details::new(t!("report-not-asked", "count" => gaps.len()), listed).id("not-asked"))
        }
    }
}
