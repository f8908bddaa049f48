//! What was reported, with what can hurt soonest first: medication without which harm follows stands on top.

use domain::episode::{Episode, Report};
use domain::person::{MarkerKind, Person};
use domain::text::is_blank;
use maud::{Markup, html};

use super::todo;
use crate::{
    acts::words,
    catalogue::t,
    components::{Details, SummaryList, SummaryRow, badge, time_element, warning_text},
    pages::report::{Gap, question_words, unanswered_of_case},
    views::{came_in::report_came_in, person, scene::Scene, timeline::lines},
};

/// How much of a report, or of the tasks, stands open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// All of it: somebody weighs it.
    Whole,
    /// What it takes to look for somebody, and what is due soon; the rest is folded away.
    FirstNeed,
}

/// The report as it stands, without what nobody answered.
pub(crate) fn report(scene: &Scene, extent: Extent) -> Markup {
    let Some(episode) = &scene.episode else {
        return html! {};
    };
    let (report, who) = (&episode.report, &scene.file.person);
    let essential = who.holds(MarkerKind::EssentialMedication);
    let medication = medication(report, who);
    let mut first = Vec::new();
    if !essential && !medication.is_empty() {
        first.push(row(words::named("reported", "medication"), &medication));
    }
    first.extend(of_first_need(report, who));
    let rest = the_rest(scene, episode);
    html! {
        @if essential {
            (warning_text(html! {
                (t!("report-essential-medication")) " "
                @if medication.is_empty() { (t!("report-medication-not-said")) } @else { (lines(&medication)) }
            }))
        }
        (markers(who))
        @match extent {
            Extent::Whole => { (SummaryList::new(first.into_iter().chain(rest).collect()).classes("sw-summary")) }
            Extent::FirstNeed => {
                (SummaryList::new(first).classes("sw-summary"))
                @let count = rest.len();
                (Details::new(t!("episode-report-rest", "count" => count), html! { (SummaryList::new(rest).classes("sw-summary")) }))
            }
        }
        (todo::still_to_make(scene, report))
        (todo::not_asked(scene, &still_unanswered(episode, who)))
    }
}

/// What it takes to look for somebody: where, how they look, what can hurt them, who can be asked.
fn of_first_need(report: &Report, who: &Person) -> Vec<SummaryRow> {
    let named = |field: &str| words::named("reported", field);
    said([
        (named("circumstances"), report.circumstances.clone()),
        (named("last_seen"), report.last_seen.clone()),
        (named("clothing"), report.clothing.clone()),
        (words::named("", "description"), who.details.description.clone()),
        (question_words("look_today", false), other_than(&report.description, &who.details.description)),
        (named("medical"), report.medical.clone()),
        (named("known_risks"), report.known_risks.clone()),
        (named("concern"), report.concern.clone()),
        (named("likely_places"), report.likely_places.clone()),
        (t!("report-caller"), person::contact(&report.reporter)),
    ])
}

fn the_rest(scene: &Scene, episode: &Episode) -> Vec<SummaryRow> {
    let report = &episode.report;
    let named = |field: &str| words::named("reported", field);
    let mut rows = said([
        (named("missing_from"), report.missing_from.clone()),
        (named("with_whom"), report.with_whom.clone()),
        (named("found_with"), report.found_with.clone()),
        (named("associates"), report.associates.clone()),
        (named("phones_and_accounts"), report.phones_and_accounts.clone()),
        (named("carrying"), report.carrying.clone()),
        (named("transport"), report.transport.clone()),
        (named("checks_made"), report.checks_made.clone()),
        (named("log_number"), report.log_number.clone()),
        (named("taken_by"), report.taken_by.clone()),
    ]);
    rows.extend(todo::made(report));
    rows.push(SummaryRow::new(words::named("reported", "missing_since"), since(episode, scene)));
    rows.push(SummaryRow::new(t!("report-told-at"), told_at(episode, scene)));
    rows
}

/// When police were told; and when it came in, where nobody could know of it until then.
fn told_at(episode: &Episode, scene: &Scene) -> Markup {
    html! {
        (time_element(episode.reported_at, scene.now))
        @if let Some(came_in) = report_came_in(&scene.file, episode) {
            br; (t!("history-entered-later")) " " (time_element(came_in, scene.now))
        }
    }
}

/// A row for each answer that somebody gave.
fn said<const N: usize>(answers: [(String, String); N]) -> Vec<SummaryRow> {
    answers.into_iter().filter(|(_, text)| !is_blank(text)).map(|(name, text)| row(name, &text)).collect()
}

fn since(episode: &Episode, scene: &Scene) -> Markup {
    match episode.opened.missing_since {
        Some(since) => time_element(since, scene.now),
        None => html! { (t!("report-since-not-known")) },
    }
}

/// What nobody has answered yet, while an answer can still help to find the person.
fn still_unanswered(episode: &Episode, who: &Person) -> Vec<Gap> {
    match episode.ended_at() {
        None => unanswered_of_case(episode, who),
        Some(_) => Vec::new(),
    }
}

/// What was said today, where the record does not say the same already.
fn other_than(said: &str, recorded: &str) -> String {
    if said == recorded { String::new() } else { said.to_owned() }
}

/// What the caller said of medication, and what the record holds of it, each once.
fn medication(told: &Report, who: &Person) -> String {
    let mut said: Vec<&str> = Vec::new();
    for text in [
        &told.medication,
        &who.details.medication,
        &told.medication_frequency,
        &told.effect_of_missing_medication,
        &who.details.effect_of_missing_medication,
    ] {
        if !is_blank(text) && !said.contains(&text.trim()) {
            said.push(text.trim());
        }
    }
    said.join("\n")
}

/// What is held about the person that bears on risk, each once.
fn markers(who: &Person) -> Markup {
    let mut kinds: Vec<MarkerKind> = who.markers.iter().map(|(_, marker)| marker.marker).collect();
    kinds.sort_unstable();
    kinds.dedup();
    html! {
        @if !kinds.is_empty() {
            p.govuk-body.sw-markers {
                span.govuk-visually-hidden { (t!("person-markers")) ": " }
                @for kind in kinds { (badge(words::choice("marker", kind.word()), "moj-badge--red")) " " }
            }
        }
    }
}

fn row(name: String, text: &str) -> SummaryRow {
    SummaryRow::new(name, lines(text))
}
