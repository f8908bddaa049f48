//! What is on somebody's record, beside the question that it bears on: who recorded it, and when (R8).

use app::{ReportedPerson, Source};
use domain::person::{CareBasis, MarkerKind};
use maud::{Markup, html};

use super::questions::Question;
use crate::acts::words;
use crate::catalogue::{date_long, t};

/// What is on record of a question, in full: the form asks what holds today.
pub(super) fn of<T>(question: &Question<T>, person: &ReportedPerson) -> Option<Markup> {
    let said = question.on_record(&person.on_record.details)?;
    let name = question.detail.map_or("", |detail| detail.name);
    let source = person.on_record.sources.get(name);
    Some(
        html! { strong { (t!("report-on-record-is")) } " " bdi { (said) } @if let Some(source) = source { " " (told(source)) } },
    )
}

/// Where a field came from that was filled in from the record, as long as it says the same.
pub(super) fn of_the_form(question: &Question<ReportedPerson>, person: &ReportedPerson) -> Option<Markup> {
    let said = question.on_record(&person.on_record.details)?;
    let detail = question.detail?;
    let stands = (question.answer)(person).as_str() == said;
    let source = person.on_record.sources.get(detail.name)?;
    stands.then(|| html! { strong { (t!("report-on-record-stands")) } " " (told(source)) })
}

/// The care status on record.
pub(super) fn care(basis: CareBasis) -> Markup {
    let word = serde_json::to_value(basis).ok();
    let word = word.as_ref().and_then(|word| word.as_str()).unwrap_or_default();
    html! { p.sw-on-record { strong { (t!("report-on-record-care")) } " " (words::choice("care-basis", word)) } }
}

/// What bears on the risk and is on record.
pub(super) fn markers(kinds: &[MarkerKind]) -> Markup {
    let held: Vec<String> = kinds.iter().map(|kind| words::choice("marker", kind.word())).collect();
    html! { p.sw-on-record { strong { (t!("report-on-record-markers")) } " " (held.join(", ")) } }
}

fn told(source: &Source) -> Markup {
    let day = date_long(source.at.to_zoned(domain::time::london()).date());
    html! {
        "("
        @if source.by.is_empty() { (t!("report-recorded-on", "day" => day)) }
        @else { (t!("report-recorded-on-by", "day" => day, "name" => source.by.clone())) }
        ")"
    }
}
