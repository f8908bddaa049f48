//! What stands in a form before anybody types: today's date, and what is known already, so that nobody types it twice.

use domain::{
    episode::Episode,
    ledger::Event,
    person::{Person, PersonEvent},
    time::london,
};
use jiff::Timestamp;

use super::{
    ActForm, Values, pack_word, prefill,
    time::{HAPPENED_AT, write_date},
};

/// What is known already of what the form asks.
#[must_use]
pub fn known(form: &ActForm, person: &Person, episode: Option<&Episode>, now: Timestamp) -> Values {
    let mut values = match whole(form.word, person) {
        Some(event) => prefill::event(form, &event),
        None => Values::default(),
    };
    if matches!(form.word, "risk_assessed" | "risk_reviewed") {
        let last = episode.and_then(|episode| episode.gradings.last());
        if let Some(last) = last {
            prefill::considerations(&mut values, &last.grading.considerations);
            if form.word == "risk_reviewed" {
                values.set("human_rights", last.grading.human_rights.clone());
            }
        }
    }
    if form.word == "pack_moved" {
        let stands = episode.iter().flat_map(|episode| &episode.governed_by).map(pack_word);
        for (row, word) in stands.enumerate() {
            values.set(format!("governed_by-{row}"), word);
        }
    }
    // Only the time is left to type; while "now" is chosen the date is not looked at.
    write_date(&mut values, HAPPENED_AT, now.to_zoned(london()).date());
    values
}

/// For a form that shows the whole of something: the whole as it stands.
fn whole(word: &str, person: &Person) -> Option<Event> {
    match word {
        "person_details_changed" => Some(Event::Person(PersonEvent::DetailsChanged {
            details: person.details.clone(),
            reason: String::new(),
        })),
        "features_recorded" => Some(Event::Person(PersonEvent::FeaturesRecorded {
            features: person.features.clone(),
            source: String::new(),
        })),
        "care_status_recorded" => Some(Event::Person(PersonEvent::CareStatusRecorded(person.care.clone()))),
        _ => None,
    }
}
