//! What was reported, with what can hurt soonest first: medication without which harm follows stands on top.

use domain::episode::{Episode, Report};
use domain::person::{MarkerKind, Person};
use domain::text::is_blank;
use maud::{Markup, html};

use super::todo;
use crate::{
    acts::words,
    catalogue::t,
    components::{SummaryList, SummaryRow, badge, time_element, warning_text},
    pages::report::{Gap, question_words, unanswered_of_case},
    views::{person, scene::Scene, timeline::lines},
};

/// The report as it stands, without what nobody answered.
pub(crate) fn report(scene: &Scene) -> Markup {
    let Some(episode) = &scene.episode else {
        return html! {};
    };
    let (report, who) = (&episode.report, &scene.file.person);
    let essential = who.holds(MarkerKind::EssentialMedication);
    let medication = medication(report, who);
    let named = |field: &str| words::named("reported", field);
    let texts = [
        (named("circumstances"), report.circumstances.clone()),
        (named("last_seen"), report.last_seen.clone()),
        (named("missing_from"), report.missing_from.clone()),
        (named("with_whom"), report.with_whom.clone()),
        (named("clothing"), report.clothing.clone()),
        (words::named("", "description"), who.details.description.clone()),
        (question_words("look_today", false), other_than(&report.description, &who.details.description)),
        (named("medical"), report.medical.clone()),
        (named("known_risks"), report.known_risks.clone()),
        (named("found_with"), report.found_with.clone()),
        (named("associates"), report.associates.clone()),
        (named("phones_and_accounts"), report.phones_and_accounts.clone()),
        (named("carrying"), report.carrying.clone()),
        (named("concern"), report.concern.clone()),
        (named("transport"), report.transport.clone()),
        (named("likely_places"), report.likely_places.clone()),
        (named("checks_made"), report.checks_made.clone()),
        (t!("report-caller"), person::contact(&report.reporter)),
        (named("log_number"), report.log_number.clone()),
        (named("taken_by"), report.taken_by.clone()),
    ];
    let mut rows = Vec::new();
    if !essential && !medication.is_empty() {
        rows.push(row(named("medication"), &medication));
    }
    rows.extend(texts.iter().filter(|(_, text)| !is_blank(text)).map(|(name, text)| row(name.clone(), text)));
    rows.extend(todo::made(report));
    let since = match episode.opened.missing_since {
        Some(since) => time_element(since, scene.now),
        None => html! { (t!("report-since-not-known")) },
    };
    rows.push(SummaryRow::new(named("missing_since"), since));
    rows.push(SummaryRow::new(t!("report-told-at"), time_element(episode.reported_at, scene.now)));
    html! {
        @if essential {
            (warning_text(html! {
                (t!("report-essential-medication")) " "
                @if medication.is_empty() { (t!("report-medication-not-said")) } @else { (lines(&medication)) }
            }))
        }
        (markers(who))
        (SummaryList::new(rows).classes("sw-summary"))
        (todo::still_to_make(scene, report))
        (todo::not_asked(scene, &still_unanswered(episode, who)))
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
