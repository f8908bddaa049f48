//! By what two times missing are compared: what was on record of the person when it began, and how it began. What nobody
//! recorded is not known, and nothing is compared by it.

use jiff::{Timestamp, civil::Weekday};

use super::told::Company;
use crate::{
    episode::Episode,
    file::PersonFile,
    person::{CareBasis, MarkerKind, PersonEvent, Sex},
    time::london,
};

/// The age from which somebody is no child.
const ADULT_FROM: i16 = 18;

/// One thing by which two times missing are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Criterion {
    /// A child or an adult. Never dropped.
    Childhood,
    /// Dementia on record.
    Dementia,
    /// Exploitation or trafficking on record.
    Exploitation,
    /// Self-harm or suicide on record.
    SelfHarm,
    /// Whether they lived in care.
    Care,
    /// The band of their age.
    Age,
    /// How often missing before.
    Before,
    /// What kind of matter it was found to be.
    Class,
    /// Their sex.
    Sex,
    /// Alone or with somebody when last seen.
    Company,
    /// The time of day at which it began.
    Hour,
    /// A working day or a weekend.
    Day,
}

impl Criterion {
    /// Every one, from the last to be dropped to the first. What somebody is stays longer than how it happened to begin.
    pub const ALL: [Self; 12] = [
        Self::Childhood,
        Self::Dementia,
        Self::Exploitation,
        Self::SelfHarm,
        Self::Care,
        Self::Age,
        Self::Before,
        Self::Class,
        Self::Sex,
        Self::Company,
        Self::Hour,
        Self::Day,
    ];

    /// The word in the catalogue.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Childhood => "childhood",
            Self::Dementia => "dementia",
            Self::Exploitation => "exploitation",
            Self::SelfHarm => "self_harm",
            Self::Care => "care",
            Self::Age => "age",
            Self::Before => "before",
            Self::Class => "class",
            Self::Sex => "sex",
            Self::Company => "company",
            Self::Hour => "hour",
            Self::Day => "day",
        }
    }
}

/// What is known of a time missing by each criterion: a word, or nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traits([Option<&'static str>; Criterion::ALL.len()]);

impl Traits {
    /// As they were when the episode began. Markers and placements count where they held before it ended: what was learnt
    /// from the first look at a record belongs to that episode.
    #[must_use]
    pub fn of(file: &PersonFile, episode: &Episode) -> Self {
        let known = |criterion| match criterion {
            Criterion::Childhood => childhood(file, episode),
            Criterion::Dementia => Some(held(file, episode, &[MarkerKind::Dementia])),
            Criterion::Exploitation => Some(held(
                file,
                episode,
                &[MarkerKind::SexualExploitation, MarkerKind::CriminalExploitation, MarkerKind::Trafficking],
            )),
            Criterion::SelfHarm => Some(held(file, episode, &[MarkerKind::SelfHarm, MarkerKind::Suicide])),
            Criterion::Care => care(file, episode),
            Criterion::Age => age_band(file, episode),
            Criterion::Before => Some(before(file, episode)),
            Criterion::Class => Some(episode.class().map_or("as_reported", |class| class.word())),
            Criterion::Sex => sex(file.person.details.sex),
            Criterion::Company => Company::told(&episode.opened.report.with_whom).map(company),
            Criterion::Hour => Some(part_of_day(episode.start())),
            Criterion::Day => Some(part_of_week(episode.start())),
        };
        Self(Criterion::ALL.map(known))
    }

    /// What is known by one criterion.
    #[must_use]
    pub fn get(&self, criterion: Criterion) -> Option<&'static str> {
        let place = Criterion::ALL.iter().position(|one| *one == criterion)?;
        self.0[place]
    }

    #[cfg(test)]
    pub(super) fn with(mut self, criterion: Criterion, word: Option<&'static str>) -> Self {
        let place = Criterion::ALL.iter().position(|one| *one == criterion).unwrap();
        self.0[place] = word;
        self
    }

    #[cfg(test)]
    pub(super) fn nothing() -> Self {
        Self([None; Criterion::ALL.len()])
    }
}

/// Nothing where what is known of the age allows both: who may be a child is kept safe as one, and compared as neither.
fn childhood(file: &PersonFile, episode: &Episode) -> Option<&'static str> {
    let day = episode.start().to_zoned(london()).date();
    let (youngest, oldest) = file.person.details.birth.age_on(day)?;
    match (youngest < ADULT_FROM, oldest < ADULT_FROM) {
        (true, true) => Some("child"),
        (false, false) => Some("adult"),
        (true, false) | (false, true) => None,
    }
}

fn sex(sex: Sex) -> Option<&'static str> {
    match sex {
        Sex::Female => Some("female"),
        Sex::Male => Some("male"),
        Sex::Other => Some("other"),
        Sex::NotKnown => None,
    }
}

fn company(company: Company) -> &'static str {
    match company {
        Company::Alone => "alone",
        Company::WithSomebody => "with_somebody",
    }
}

/// Whether a marker of these kinds was recorded before the episode ended, and had not ended before it began.
fn held(file: &PersonFile, episode: &Episode, kinds: &[MarkerKind]) -> &'static str {
    let (from, until) = (episode.start(), episode.ended_at().unwrap_or(Timestamp::MAX));
    let ended = |id| {
        file.recorded.iter().find_map(|recorded| {
            let Some(PersonEvent::MarkerEnded { marker, .. }) = recorded.event.person() else { return None };
            (*marker == id).then_some(recorded.happened_at)
        })
    };
    let held = file.recorded.iter().any(|recorded| {
        let Some(PersonEvent::MarkerRecorded(marker)) = recorded.event.person() else { return false };
        kinds.contains(&marker.marker)
            && recorded.happened_at <= until
            && ended(recorded.entry).is_none_or(|ended| ended > from)
    });
    if held { "held" } else { "not_recorded" }
}

/// In care: placed somewhere, or under an order or an agreement, when it began.
fn care(file: &PersonFile, episode: &Episode) -> Option<&'static str> {
    let start = episode.start();
    let placed = file.placements.values().any(|placement| {
        placement.recorded.start <= start && placement.ended_at.is_none_or(|ended| ended > start)
    });
    if placed {
        return Some("in_care");
    }
    let until = episode.ended_at().unwrap_or(Timestamp::MAX);
    let recorded = file.recorded.iter().rev().filter(|recorded| recorded.happened_at <= until);
    let mut recorded = recorded.filter_map(|recorded| {
        let Some(PersonEvent::CareStatusRecorded(status)) = recorded.event.person() else { return None };
        Some(status.basis)
    });
    match recorded.next().unwrap_or_default() {
        CareBasis::CareOrder | CareBasis::Accommodated => Some("in_care"),
        CareBasis::NotInCare | CareBasis::CareLeaver => Some("not_in_care"),
        CareBasis::NotKnown => None,
    }
}

/// Nothing where the estimate of the age reaches into another band.
fn age_band(file: &PersonFile, episode: &Episode) -> Option<&'static str> {
    let day = episode.start().to_zoned(london()).date();
    let (youngest, oldest) = file.person.details.birth.age_on(day)?;
    let band = |years| match years {
        ..12 => "under_12",
        12..16 => "12_to_15",
        16..18 => "16_to_17",
        18..25 => "18_to_24",
        25..40 => "25_to_39",
        40..65 => "40_to_64",
        65.. => "65_and_over",
    };
    (band(youngest) == band(oldest)).then(|| band(youngest))
}

fn before(file: &PersonFile, episode: &Episode) -> &'static str {
    match file
        .episodes
        .values()
        .filter(|other| !other.is_carried_on() && other.start() < episode.start())
        .count()
    {
        0 => "none_recorded",
        1..3 => "once_or_twice",
        _ => "three_times_or_more",
    }
}

/// The part of the day in local time.
pub(super) fn part_of_day(at: Timestamp) -> &'static str {
    match at.to_zoned(london()).hour() {
        6..12 => "morning",
        12..18 => "afternoon",
        18..22 => "evening",
        _ => "night",
    }
}

fn part_of_week(at: Timestamp) -> &'static str {
    match at.to_zoned(london()).weekday() {
        Weekday::Saturday | Weekday::Sunday => "weekend",
        Weekday::Monday | Weekday::Tuesday | Weekday::Wednesday | Weekday::Thursday | Weekday::Friday => {
            "working_day"
        }
    }
}
