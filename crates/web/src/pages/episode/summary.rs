//! What was reported, with what can hurt soonest first: medication without which harm follows stands on top.

use domain::episode::Episode;
use domain::person::{MarkerKind, Person};
use maud::{Markup, html};

use crate::{
    acts::words,
    catalogue::t,
    components::{SummaryList, SummaryRow, badge, time_element, warning_text},
    pages::report::{question_words, unanswered_of_case},
    views::{person, scene::Scene, timeline::lines},
};

/// The report as it stands, without what nobody answered.
pub(crate) fn report(scene: &Scene) -> Markup {
    let Some(episode) = &scene.episode else {
        return html! {};
    };
    let (report, who) = (&episode.opened.report, &scene.file.person);
    let essential = who.holds(MarkerKind::EssentialMedication);
    let medication = medication(&report.medication, who);
    let named = |field: &str| words::named("reported", field);
    let texts = [
        (named("circumstances"), report.circumstances.clone()),
        (named("last_seen"), report.last_seen.clone()),
        (named("with_whom"), report.with_whom.clone()),
        (named("clothing"), report.clothing.clone()),
        (words::named("", "description"), who.details.description.clone()),
        (named("carrying"), report.carrying.clone()),
        (named("concern"), report.concern.clone()),
        (named("transport"), report.transport.clone()),
        (named("likely_places"), report.likely_places.clone()),
        (named("checks_made"), report.checks_made.clone()),
        (t!("report-caller"), person::contact(&report.reporter)),
        (named("log_number"), report.log_number.clone()),
    ];
    let mut rows = Vec::new();
    if !essential && !medication.is_empty() {
        rows.push(row(named("medication"), &medication));
    }
    rows.extend(
        texts.iter().filter(|(_, text)| !text.trim().is_empty()).map(|(name, text)| row(name.clone(), text)),
    );
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
        (still_unanswered(episode, who))
    }
}

/// What nobody has answered yet, while an answer can still help to find the person.
fn still_unanswered(episode: &Episode, who: &Person) -> Markup {
    let gaps = match episode.ended_at() {
        None => unanswered_of_case(episode, who),
        Some(_) => Vec::new(),
    };
    html! {
        @if !gaps.is_empty() {
            h3.govuk-heading-s { (t!("report-still-unanswered", "count" => gaps.len())) }
            ul.govuk-list.govuk-list--bullet {
                @for gap in &gaps { li { (question_words(gap.name, gap.person.is_some())) } }
            }
        }
    }
}

/// What the caller said of medication, and what the record holds of it.
fn medication(told: &str, who: &Person) -> String {
    [told, &who.details.medication, &who.details.effect_of_missing_medication]
        .into_iter()
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
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
