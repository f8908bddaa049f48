//! Records made ready to be compared ten million times: days and km instead of dates and degrees, words as keys.

use jiff::{ToSpan, civil::Date, tz::TimeZone};

use super::appearance::{BodyPart, Effect, Mark, MarkKind, Side, Stature, StatureKnown};
use super::dates::usual_density;
use super::model::Model;
use super::population::{DAYS_A_YEAR, Population, day};
use super::record::{
    Birth, Condition, Decomposition, Missing, Parts, Place, Range, Sex, Travel, Unidentified, When,
};
use super::words::{Word, words};

/// A missing person made ready.
#[derive(Clone, Debug)]
pub(super) struct ReadyMissing {
    /// Apart from what is read for every pair, which is few hundred bytes and stays in the cache.
    pub(super) record: Box<Missing>,
    pub(super) sex: Sex,
    pub(super) travel: Travel,
    /// First and last day on which they can have been last seen.
    pub(super) seen: Option<(f64, f64)>,
    /// First and last day on which they can have been born.
    pub(super) born: Option<(f64, f64)>,
    pub(super) point: Option<ReadyPoint>,
    pub(super) area: String,
    /// Height at the time, in cm, less what people add, with its error.
    pub(super) stature: Option<(f32, f32)>,
    pub(super) marks: Vec<ReadyMark>,
    pub(super) effects: Vec<Vec<Word>>,
}

/// An unidentified person made ready.
#[derive(Clone, Debug)]
pub(super) struct ReadyUnidentified {
    pub(super) record: Unidentified,
    pub(super) state: State,
    pub(super) found: Option<(f64, f64)>,
    /// Days since death, as weighted stretches; one of no length for the living.
    pub(super) dead: Dead,
    /// How likely a find on such a day is for somebody of the list by chance, a day.
    pub(super) usual_density: f64,
    /// Whether somebody estimated the time since death.
    pub(super) dead_is_estimated: bool,
    /// Mean and spread of age, and how dense such an estimate is among people on record.
    pub(super) age: Option<ReadyAge>,
    pub(super) point: Option<ReadyPoint>,
    /// Finds a square km around the point.
    pub(super) crowd: f32,
    pub(super) area: String,
    /// Height in cm, as a standing person's, with its error.
    pub(super) stature: Option<(f32, f32)>,
    pub(super) marks: Vec<ReadyMark>,
    /// For each mark, the bits that each of its words gives if the record uses it too.
    pub(super) mark_words: Vec<Vec<f32>>,
    pub(super) effects: Vec<Vec<Word>>,
    pub(super) effect_words: Vec<Vec<f32>>,
    /// How often such a sex is stated wrongly, and how likely this is a woman.
    pub(super) sex_error: f32,
    pub(super) female: f32,
    /// The most that what is compared last can add: for a pair that is lost by then, it is not compared.
    pub(super) most_looks: f32,
    most_of_marks: Vec<f32>,
    /// By kind.
    pub(super) most_effects: [f32; 4],
}

/// The states in the order in which the model lists what can be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Living,
    Fresh,
    Early,
    Advanced,
    Skeletal,
    Burnt,
    NotKnown,
}

/// Days since death: stretches that follow each other, within each of which all days are equally likely.
#[derive(Clone, Debug)]
pub(super) struct Dead {
    /// Where stretches begin and end.
    pub(super) edges: Vec<f64>,
    /// How likely each of them is.
    pub(super) shares: Vec<f64>,
    /// The chance that the estimate tells nothing: then it is any day of these.
    pub(super) anything: (f64, f64),
}

/// An age made ready.
#[derive(Clone, Copy, Debug)]
pub(super) struct ReadyAge {
    pub(super) mean: f32,
    pub(super) spread: f32,
    pub(super) density: f32,
}

/// A point on the sphere, in km, and the square of how far it may be off.
#[derive(Clone, Copy, Debug)]
pub(super) struct ReadyPoint {
    pub(super) at: [f32; 3],
    pub(super) error2: f32,
}

/// A mark made ready.
#[derive(Clone, Debug)]
pub(super) struct ReadyMark {
    pub(super) kind: MarkKind,
    pub(super) part: BodyPart,
    pub(super) side: Side,
    pub(super) words: Vec<Word>,
}

impl ReadyMissing {
    pub(super) fn new(record: Missing, model: &Model) -> Self {
        Self {
            seen: record.last_seen.map(days),
            born: born(&record.birth),
            point: point(&record.place),
            area: super::place::plain(&record.place.area),
            stature: record.stature.map(|stature| as_recorded(stature, record.sex, model)),
            marks: record.marks.listed.iter().map(ReadyMark::new).collect(),
            effects: record.effects.iter().map(effect_words).collect(),
            sex: record.sex,
            travel: record.travel,
            record: Box::new(record),
        }
    }
}

impl ReadyUnidentified {
    pub(super) fn new(record: Unidentified, population: &Population, model: &Model) -> Self {
        let state = State::of(&record.condition);
        let point = point(&record.place);
        let marks: Vec<ReadyMark> = record.marks.listed.iter().map(ReadyMark::new).collect();
        let effects: Vec<Vec<Word>> = record.effects.iter().map(effect_words).collect();
        let sex_error = super::person::sex_error(&record, state, model);
        let bits = |share: f32, kept: f32| ((kept + (1.0 - kept) * share) / share).log2();
        let (found, dead) =
            (record.found.map(days), Dead::of(&record.condition, state, population.span_days, model));
        let mut ready = Self {
            state,
            usual_density: usual_density(found, &dead, population.curve(state), population, model),
            sex_error,
            female: super::person::female(&record, sex_error, population),
            most_looks: 0.0,
            most_of_marks: Vec::new(),
            most_effects: [0.0; 4],
            found,
            dead,
            dead_is_estimated: dead_days(&record.condition).is_some(),
            age: record.age_years.map(|range| ReadyAge::new(range, state, population, model)),
            crowd: point.map_or(0.0, |point| population.crowd(point.at, model)),
            point,
            area: super::place::plain(&record.place.area),
            stature: record.stature.map(|stature| as_found(stature, state, model)),
            mark_words: marks
                .iter()
                .map(|mark| {
                    let share = |word: &Word| population.mark_word(mark.kind, *word, model);
                    mark.words.iter().map(|word| bits(share(word), model.marks.word_kept)).collect()
                })
                .collect(),
            effect_words: record
                .effects
                .iter()
                .zip(&effects)
                .map(|(effect, words)| {
                    let share = |word: &Word| population.effect_word(effect.kind, *word, model);
                    words.iter().map(|word| bits(share(word), model.effects.word_kept)).collect()
                })
                .collect(),
            marks,
            effects,
            record,
        };
        ready.most_looks =
            super::looks::most(&ready, population, model) + super::person::weight_most(&ready, model);
        ready.most_of_marks = super::marks::most(&ready, population, model);
        ready.most_effects = super::effects::most(&ready, model);
        ready
    }

    /// The most that marks can add for somebody with such marks.
    pub(super) fn most_marks(&self, missing: &ReadyMissing) -> f32 {
        let borne = |kind| missing.marks.iter().any(|mark| may_be_one_kind(mark.kind, kind));
        let marks = self.marks.iter().zip(&self.most_of_marks);
        marks.filter(|(mark, _)| borne(mark.kind)).map(|(_, most)| most).sum()
    }

    /// The parts that were found, where not all were.
    pub(super) fn parts(&self) -> Option<&[BodyPart]> {
        match &self.record.condition {
            Condition::Remains { parts: Parts::Only(parts), .. } => Some(parts),
            Condition::Remains { parts: Parts::Whole | Parts::NotKnown, .. }
            | Condition::Living
            | Condition::Body { .. } => None,
        }
    }
}

impl State {
    pub(super) fn of(condition: &Condition) -> Self {
        match condition {
            Condition::Living => Self::Living,
            Condition::Body { decomposition, .. } | Condition::Remains { decomposition, .. } => {
                match decomposition {
                    Decomposition::Fresh => Self::Fresh,
                    Decomposition::Early => Self::Early,
                    Decomposition::Advanced => Self::Advanced,
                    Decomposition::Skeletal => Self::Skeletal,
                    Decomposition::Burnt => Self::Burnt,
                    Decomposition::NotKnown => Self::NotKnown,
                }
            }
        }
    }

    pub(super) fn decomposition(self) -> Option<Decomposition> {
        match self {
            Self::Living => None,
            Self::Fresh => Some(Decomposition::Fresh),
            Self::Early => Some(Decomposition::Early),
            Self::Advanced => Some(Decomposition::Advanced),
            Self::Skeletal => Some(Decomposition::Skeletal),
            Self::Burnt => Some(Decomposition::Burnt),
            Self::NotKnown => Some(Decomposition::NotKnown),
        }
    }
}

impl ReadyAge {
    /// A stated range is read as holding the truth as often as the model says, and never as better than anybody can judge.
    fn new(range: Range, state: State, population: &Population, model: &Model) -> Self {
        let mean = f32::midpoint(range.min, range.max);
        let child = model.age.error_child_years + model.age.error_child_per_year * mean;
        let least = model.age.error_least_years[state as usize].min(child);
        let spread = ((range.max - range.min) / 2.0 / model.age.holds_z).max(least);
        Self { mean, spread, density: population.age_density(mean, spread) }
    }
}

impl ReadyMark {
    fn new(mark: &Mark) -> Self {
        Self { kind: mark.kind, part: mark.part, side: mark.side, words: words(&mark.words) }
    }
}

/// Whether marks of these kinds can ever be taken for one: of the same kind, or both in skin and bone.
fn may_be_one_kind(one: MarkKind, other: MarkKind) -> bool {
    let apart = |kind| match kind {
        MarkKind::Scar | MarkKind::Birthmark | MarkKind::Surgery | MarkKind::Implant | MarkKind::Bone => {
            false
        }
        MarkKind::Tattoo | MarkKind::Piercing | MarkKind::Amputation | MarkKind::Teeth | MarkKind::Other => {
            true
        }
    };
    one == other || !(apart(one) || apart(other))
}

/// Days since death, where somebody estimated them.
pub(super) fn dead_days(condition: &Condition) -> Option<Range> {
    match condition {
        Condition::Living => None,
        Condition::Body { dead_days, .. } | Condition::Remains { dead_days, .. } => *dead_days,
    }
}

fn effect_words(effect: &Effect) -> Vec<Word> {
    words(&effect.words)
}

fn days(when: When) -> (f64, f64) {
    let (one, other) = (day(when.earliest), day(when.latest));
    (one.min(other), one.max(other))
}

fn point(place: &Place) -> Option<ReadyPoint> {
    place.point.map(|point| ReadyPoint {
        at: super::place::on_sphere(point),
        error2: place.point_error_km.max(0.0).powi(2),
    })
}

/// The first and last day on which somebody can have been born, in days.
pub(super) fn born(birth: &Birth) -> Option<(f64, f64)> {
    let at = |date: Date| date.to_zoned(TimeZone::UTC).ok().map(|start| day(start.timestamp()));
    match *birth {
        Birth::Day { date } => at(date).map(|day| (day, day)),
        Birth::Year { year } => Some((at(Date::new(year, 1, 1).ok()?)?, at(Date::new(year, 12, 31).ok()?)?)),
        Birth::Age { from, to, on } => {
            let ago = |years: i32| on.checked_sub(years.years()).ok().and_then(at);
            Some((ago(i32::from(from.max(to)) + 1)?, ago(i32::from(from.min(to)))?))
        }
        Birth::Unknown => None,
    }
}

/// A height by the record: the middle of what is said, less what people of that sex add, and how far it may be off.
fn as_recorded(stature: Stature, sex: Sex, model: &Model) -> (f32, f32) {
    let heights = &model.stature;
    let added = match (stature.known, sex) {
        (StatureKnown::Measured | StatureKnown::FromBones, _) => 0.0,
        (StatureKnown::Told, Sex::Female) => heights.told_too_tall_female_cm,
        (StatureKnown::Told, Sex::Male) => heights.told_too_tall_male_cm,
        (StatureKnown::Told, Sex::Other | Sex::NotKnown) => {
            f32::midpoint(heights.told_too_tall_female_cm, heights.told_too_tall_male_cm)
        }
    };
    (f32::midpoint(stature.cm.min, stature.cm.max) - added, height_error(stature, model))
}

/// A height as found: what lies is longer than what stands.
fn as_found(stature: Stature, state: State, model: &Model) -> (f32, f32) {
    let lying = match (state, stature.known) {
        (State::Living, _) | (_, StatureKnown::Told | StatureKnown::FromBones) => 0.0,
        (
            State::Fresh | State::Early | State::Advanced | State::Skeletal | State::Burnt | State::NotKnown,
            StatureKnown::Measured,
        ) => model.stature.lying_adds_cm,
    };
    (f32::midpoint(stature.cm.min, stature.cm.max) - lying, height_error(stature, model))
}

fn height_error(stature: Stature, model: &Model) -> f32 {
    let least = match stature.known {
        StatureKnown::Measured => model.stature.measured_error_cm,
        StatureKnown::Told => model.stature.told_error_cm,
        StatureKnown::FromBones => model.stature.bones_error_cm,
    };
    ((stature.cm.max - stature.cm.min) / 2.0 / model.age.holds_z).max(least)
}

/// Years between two days.
pub(super) fn years(days: f64) -> f32 {
    (days / DAYS_A_YEAR) as f32
}
