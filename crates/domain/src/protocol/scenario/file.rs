//! The file as JSON has it, and the case made of it.

use jiff::{Timestamp, civil::Date};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::events::facts;
use super::{ExpectedDuty, Scenario, ScenarioError};
use crate::protocol::case::{
    Birth, Case, Circumstance, Circumstances, EarlierEpisode, Place, Placement, PlacementKind, Subject,
};
use crate::protocol::event::FormId;
use crate::protocol::read::unknown;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScenarioFile {
    #[serde(default)]
    name: String,
    pack: String,
    as_of: Timestamp,
    person: PersonFile,
    #[serde(default)]
    earlier_episodes: Vec<EpisodeFile>,
    #[serde(default)]
    earlier_reviews: Vec<Timestamp>,
    #[serde(default)]
    events: Vec<EventFile>,
    expect: Option<Vec<ExpectedDuty>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the file says yes or no to each; they become a set at once"
)]
struct PersonFile {
    born: Option<Date>,
    #[serde(default)]
    allocated_worker: bool,
    #[serde(default)]
    in_care: bool,
    #[serde(default)]
    care_leaver: bool,
    #[serde(default)]
    uasc: bool,
    #[serde(default)]
    serious_concerns: bool,
    #[serde(default)]
    trigger_plan: bool,
    placement: Option<PlacementFile>,
    #[serde(default)]
    forms: std::collections::BTreeMap<String, Option<Timestamp>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlacementFile {
    kind: String,
    recorded_at: Timestamp,
    start: Timestamp,
    #[serde(rename = "where")]
    place: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EpisodeFile {
    start: Timestamp,
    reported: Timestamp,
    end: Option<Timestamp>,
}

/// An event with every field that any type has; which of them a type may have is looked at after.
#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
pub(super) struct EventFile {
    pub(super) id: Option<String>,
    pub(super) at: Timestamp,
    pub(super) recorded_at: Option<Timestamp>,
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) missing_since: Option<Timestamp>,
    pub(super) rating: Option<String>,
    pub(super) grade: Option<String>,
    pub(super) by: Option<String>,
    pub(super) significant: Option<bool>,
    pub(super) of: Option<String>,
    pub(super) slot: Option<u32>,
    pub(super) called: Option<bool>,
    pub(super) form: Option<String>,
    pub(super) worker: Option<bool>,
    pub(super) corrects: Option<String>,
    #[serde(rename = "with")]
    pub(super) changes: Option<Map<String, Value>>,
}

pub(super) fn read(text: &str) -> Result<Scenario, ScenarioError> {
    let mut json = serde_json::Deserializer::from_str(text);
    let file: ScenarioFile = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let cause = error.inner();
        let path = error.path().to_string();
        let place = format!("line {}, column {}", cause.line(), cause.column());
        let message = cause.to_string();
        let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
        ScenarioError::at(if path == "." { place } else { format!("{place} ({path})") }, message)
    })?;
    json.end().map_err(|error| {
        ScenarioError::at(
            format!("line {}, column {}", error.line(), error.column()),
            "nothing may follow the scenario",
        )
    })?;
    let case = Case {
        person: person(file.person)?,
        earlier_episodes: earlier(&file.earlier_episodes)?,
        earlier_reviews: file.earlier_reviews,
        facts: facts(&file.events)?,
    };
    case.check().map_err(|impossible| {
        ScenarioError::at(format!("events[{}]", impossible.fact()), impossible.to_string())
    })?;
    let scenario =
        Scenario { name: file.name, pack: file.pack, as_of: file.as_of, case, expect: file.expect };
    check_years(&scenario)?;
    Ok(scenario)
}

fn person(file: PersonFile) -> Result<Subject, ScenarioError> {
    let circumstances: Circumstances = [
        (file.allocated_worker, Circumstance::AllocatedWorker),
        (file.in_care, Circumstance::InCare),
        (file.care_leaver, Circumstance::CareLeaver),
        (file.uasc, Circumstance::Uasc),
        (file.serious_concerns, Circumstance::SeriousConcerns),
        (file.trigger_plan, Circumstance::TriggerPlan),
    ]
    .into_iter()
    .filter_map(|(holds, circumstance)| holds.then_some(circumstance))
    .collect();
    for form in file.forms.keys() {
        known_form("person.forms", form)?;
    }
    Ok(Subject {
        born: file.born.map_or(Birth::Unknown, Birth::Exact),
        circumstances,
        placement: file.placement.as_ref().map(placement).transpose()?,
        forms: file.forms.into_iter().filter_map(|(form, at)| Some((FormId(form), at?))).collect(),
    })
}

fn placement(file: &PlacementFile) -> Result<Placement, ScenarioError> {
    let kinds = PlacementKind::ALL;
    let kind = PlacementKind::named(&file.kind).ok_or_else(|| {
        let message = unknown("kind of placement", &file.kind, kinds.iter().map(|kind| kind.name()));
        ScenarioError::at("person.placement.kind", message)
    })?;
    let placed = Place::ALL.iter().copied().filter(|place| *place != Place::Home);
    let place = placed.clone().find(|place| place.name() == file.place).ok_or_else(|| {
        let message = unknown("place", &file.place, placed.map(Place::name));
        ScenarioError::at("person.placement.where", message)
    })?;
    Ok(Placement { kind, recorded_at: file.recorded_at, start: file.start, place })
}

fn earlier(files: &[EpisodeFile]) -> Result<Vec<EarlierEpisode>, ScenarioError> {
    let episode = |(place, file): (usize, &EpisodeFile)| {
        if file.reported < file.start {
            let message = "reported before it started";
            return Err(ScenarioError::at(format!("earlier_episodes[{place}].reported"), message));
        }
        Ok(EarlierEpisode { start: file.start, reported: file.reported, end: file.end })
    };
    files.iter().enumerate().map(episode).collect()
}

/// The forms that scenarios may name.
const FORMS: &[&str] = &["incident_form", "location_form"];

pub(super) fn known_form(place: &str, form: &str) -> Result<FormId, ScenarioError> {
    if FORMS.contains(&form) {
        Ok(FormId(form.to_owned()))
    } else {
        Err(ScenarioError::at(place, unknown("form", form, FORMS.iter().copied())))
    }
}

/// A year that nobody can mean is a slip of the pen.
fn check_years(scenario: &Scenario) -> Result<(), ScenarioError> {
    let case = &scenario.case;
    let instants =
        case.facts.iter().enumerate().map(|(place, fact)| (format!("events[{place}].at"), fact.at));
    let episodes = case
        .earlier_episodes
        .iter()
        .enumerate()
        .map(|(place, episode)| (format!("earlier_episodes[{place}].start"), episode.start));
    let reviews = case
        .earlier_reviews
        .iter()
        .enumerate()
        .map(|(place, review)| (format!("earlier_reviews[{place}]"), *review));
    let placement =
        case.person.placement.iter().map(|placement| ("person.placement.start".to_owned(), placement.start));
    let as_of = [("as_of".to_owned(), scenario.as_of)];
    let mut all = as_of.into_iter().chain(instants).chain(episodes).chain(reviews).chain(placement);
    let year = |at: Timestamp| at.to_zoned(jiff::tz::TimeZone::UTC).year();
    match all.find(|(_, at)| !(1900..2200).contains(&year(*at))) {
        Some((place, _)) => Err(ScenarioError::at(place, "expected a year from 1900 to 2199")),
        None => Ok(()),
    }
}
