//! Somebody known is taken into a report: what is on their record stands there, with who recorded it and when (R8).

use std::collections::{BTreeMap, HashMap};

use domain::{
    ids::{AccountId, PersonId},
    ledger::Event,
    person::{CareBasis, MarkerKind, PersonDetails, PersonEvent},
};
use serde_json::{Map, Value};

use super::{OnRecord, ReportedPerson, Source};
use crate::{
    App,
    cases::{ActorName, PersonView, TimelineItem},
    identity::SignedIn,
    trouble::Trouble,
};

impl App {
    /// Somebody who is on record, as they stand in a report. The reading is logged.
    ///
    /// # Errors
    /// Denied to whoever may not see the record; not found where there is none.
    pub async fn reported_person(&self, who: &SignedIn, person: PersonId) -> Result<ReportedPerson, Trouble> {
        Ok(reported(&self.person(who, person).await?))
    }
}

/// A record as it stands in a report.
pub(super) fn reported(view: &PersonView) -> ReportedPerson {
    let person = &view.file.person;
    let mut markers: Vec<MarkerKind> = person.markers.iter().map(|(_, marker)| marker.marker).collect();
    markers.sort_unstable();
    markers.dedup();
    ReportedPerson {
        existing: Some(view.person_id),
        seen_version: view.version,
        details: person.details.clone(),
        on_record: OnRecord {
            details: person.details.clone(),
            care: Some(person.care.basis).filter(|basis| *basis != CareBasis::NotKnown),
            markers,
            sources: sources(&view.timeline, &view.actors),
        },
        ..ReportedPerson::default()
    }
}

/// Who recorded each detail as it stands, and when. The timeline has the latest first.
fn sources(timeline: &[TimelineItem], actors: &HashMap<AccountId, ActorName>) -> BTreeMap<String, Source> {
    let mut sources = BTreeMap::new();
    let mut before = members(&PersonDetails::default());
    for item in timeline.iter().rev() {
        let Event::Person(PersonEvent::Registered { details } | PersonEvent::DetailsChanged { details, .. }) =
            &item.event
        else {
            continue;
        };
        let after = members(details);
        for (name, value) in &after {
            if before.get(name) != Some(value) {
                let by = actors.get(&item.actor.account).map(|actor| actor.name.clone()).unwrap_or_default();
                sources.insert(name.clone(), Source { at: item.recorded_at, by });
            }
        }
        before = after;
    }
    let nothing = members(&PersonDetails::default());
    sources.retain(|name, _| before.get(name) != nothing.get(name));
    sources
}

/// The details by name.
fn members(details: &PersonDetails) -> Map<String, Value> {
    match serde_json::to_value(details) {
        Ok(Value::Object(members)) => members,
        Ok(_) | Err(_) => Map::new(),
    }
}

/// The details as they stand now, with what was changed in a form that was filled in from an earlier state of them.
pub(super) fn changed_since(
    base: &PersonDetails,
    typed: &PersonDetails,
    stands: &PersonDetails,
) -> PersonDetails {
    let (base, typed, mut merged) = (members(base), members(typed), members(stands));
    for (name, value) in typed {
        if base.get(&name) != Some(&value) {
            merged.insert(name, value);
        }
    }
    serde_json::from_value(Value::Object(merged)).unwrap_or_else(|_| stands.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_changed_stays_where_the_form_says_nothing_new() {
        let details = |language: &str, school: &str| PersonDetails {
            name: "Ali".into(),
            language: language.into(),
            school_or_work: school.into(),
            ..PersonDetails::default()
        };
        let merged = changed_since(&details("", "Oak"), &details("", "Elm"), &details("Polish", "Oak"));
        assert_eq!(merged, details("Polish", "Elm"));
    }
}
