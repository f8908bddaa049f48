//! How common things are among the people on record: what makes an agreement rare or worthless.

use rustc_hash::FxHashMap;

use super::appearance::{BodyPart, Listing};
use super::body::PARTS;
use super::dates::Curve;
use super::model::Model;
use super::prepared::State;
use super::record::{Birth, Missing, Sex, Unidentified};
use super::words::{Word, key, words};

/// Ages that are counted apart, in years.
const AGES: usize = 110;

/// How common things are. Counted once over all records; a record added later is compared against the same counts.
#[derive(Clone, Debug)]
pub(super) struct Population {
    pub(super) died: Curve,
    pub(super) found_living: Curve,
    /// Days from the first to the last date in the records.
    pub(super) span_days: f64,
    /// Share of people by age when last seen, smoothed.
    pub(super) ages: Vec<f32>,
    /// Share of women and of men, among those of whom either is recorded.
    pub(super) female: f32,
    pub(super) hair: [f32; 9],
    pub(super) eyes: [f32; 5],
    pub(super) ancestry: [f32; 7],
    /// Marks a person, by kind and part.
    marks: [[f32; PARTS]; 10],
    /// Marks a person, by kind.
    marks_anywhere: [f32; 10],
    mark_words: Shares<u8>,
    effect_words: Shares<u8>,
    /// Points on the sphere, in km, where people were last seen.
    points: Vec<[f32; 3]>,
    areas: FxHashMap<String, f32>,
    /// The first days on which the missing can have been last seen, in order; what is not known comes first.
    seen: Vec<f64>,
    /// The middles of those that are known, in order.
    seen_about: Vec<f64>,
}

/// How often each word is used of each kind of thing.
#[derive(Clone, Debug, Default)]
struct Shares<Kind> {
    counts: FxHashMap<(Kind, Word), f32>,
    things: [f32; 10],
    /// Shares supposed before anything is counted, and as how many things they count.
    supposed: FxHashMap<Word, f32>,
    supposed_counted: f32,
}

impl Shares<u8> {
    fn count(&mut self, kind: u8, text: &str) {
        let words = words(text);
        if !words.is_empty() {
            self.things[usize::from(kind)] += 1.0;
        }
        for word in words {
            *self.counts.entry((kind, word)).or_default() += 1.0;
        }
    }

    fn share(&self, kind: u8, word: Word, least: f32) -> f32 {
        // Of any other word half a thing in ten, so that one of a single record is not taken for impossible elsewhere.
        let (supposed, things) =
            self.supposed.get(&word).map_or((0.05, 10.0), |share| (*share, self.supposed_counted));
        let count = self.counts.get(&(kind, word)).copied().unwrap_or_default();
        ((count + supposed * things) / (self.things[usize::from(kind)] + things)).clamp(least, 1.0)
    }
}

impl Population {
    /// Counts what is on record. Each share starts from a few people as the model supposes, so that ten records do
    /// not teach that nobody has red hair.
    pub(super) fn of<'a>(
        missing: impl Iterator<Item = &'a Missing> + Clone,
        unidentified: impl Iterator<Item = &'a Unidentified> + Clone,
        model: &Model,
    ) -> Self {
        let mut counted = Self {
            died: Curve::new(&model.dates.died_within_days),
            found_living: Curve::new(&model.dates.living_within_days),
            span_days: span_days(missing.clone(), unidentified),
            ages: ages(missing.clone()),
            female: 0.0,
            hair: shares(missing.clone().map(|m| m.hair.colours.iter().map(|&c| c as usize)), 2.0),
            eyes: shares(missing.clone().map(|m| m.eyes.iter().map(|&c| c as usize)), 2.0),
            ancestry: shares(missing.clone().map(|m| m.ancestry.group.into_iter().map(|g| g as usize)), 2.0),
            marks: [[0.0; PARTS]; 10],
            marks_anywhere: [0.0; 10],
            mark_words: Shares::default(),
            effect_words: Shares {
                supposed: model.effects.everyday.iter().map(|(word, share)| (key(word), *share)).collect(),
                supposed_counted: model.effects.everyday_counted,
                ..Shares::default()
            },
            points: missing.clone().filter_map(|m| m.place.point).map(super::place::on_sphere).collect(),
            areas: FxHashMap::default(),
            seen: missing.clone().map(first_seen).collect(),
            seen_about: missing.clone().filter_map(|m| m.last_seen).map(middle).collect(),
        };
        counted.seen.sort_unstable_by(f64::total_cmp);
        counted.seen_about.sort_unstable_by(f64::total_cmp);
        let of = |sex| missing.clone().filter(|m| m.sex == sex).count() as f32;
        let (female, male) = (of(Sex::Female), of(Sex::Male));
        counted.female = (female + 5.0) / (female + male + 10.0);
        counted.count_marks(missing.clone(), model);
        counted.count_areas(missing.clone());
        for effect in missing.flat_map(|m| &m.effects) {
            counted.effect_words.count(effect.kind as u8, &effect.words);
        }
        counted
    }

    fn count_marks<'a>(&mut self, missing: impl Iterator<Item = &'a Missing>, model: &Model) {
        let (mut people, mut counts) = (0.0, [[0.0_f32; PARTS]; 10]);
        for marks in missing.map(|m| &m.marks) {
            if marks.listing != Listing::NotSaid || !marks.listed.is_empty() {
                people += 1.0;
            }
            for mark in &marks.listed {
                counts[mark.kind as usize][mark.part as usize] += 1.0;
                self.mark_words.count(mark.kind as u8, &mark.words);
            }
        }
        let supposed = model.marks.people_counted;
        let all = people + supposed;
        for (kind, counts) in counts.iter().enumerate() {
            let anywhere = supposed * model.marks.people_with[kind];
            self.marks_anywhere[kind] = (counts.iter().sum::<f32>() + anywhere) / all;
            for (part, count) in counts.iter().enumerate() {
                self.marks[kind][part] = (count + anywhere / (PARTS - 1) as f32) / all;
            }
        }
    }

    fn count_areas<'a>(&mut self, missing: impl Iterator<Item = &'a Missing>) {
        let mut all = 0.0;
        for area in missing.map(|m| super::place::plain(&m.place.area)).filter(|area| !area.is_empty()) {
            *self.areas.entry(area).or_default() += 1.0;
            all += 1.0;
        }
        for count in self.areas.values_mut() {
            *count /= all;
        }
    }

    /// Marks of a kind that a person has on average at a part of the body; anywhere, where the part is not said.
    pub(super) fn marks_at(&self, kind: super::MarkKind, part: BodyPart) -> f32 {
        if part == BodyPart::NotKnown {
            self.marks_anywhere[kind as usize]
        } else {
            self.marks[kind as usize][part as usize]
        }
    }

    /// Marks of a kind that a person has on average.
    pub(super) fn marks_anywhere(&self, kind: super::MarkKind) -> f32 {
        self.marks_anywhere[kind as usize]
    }

    pub(super) fn mark_word(&self, kind: super::MarkKind, word: Word, model: &Model) -> f32 {
        self.mark_words.share(kind as u8, word, model.marks.word_least_share)
    }

    pub(super) fn effect_word(&self, kind: super::EffectKind, word: Word, model: &Model) -> f32 {
        self.effect_words.share(kind as u8, word, model.effects.word_least_share)
    }

    /// Share of people last seen in an area, by its plain name.
    pub(super) fn area(&self, plain: &str) -> f32 {
        self.areas.get(plain).copied().unwrap_or_default().max(1e-3)
    }

    /// How many of the missing were last seen by a day, or on a day that nobody knows; one at least.
    pub(super) fn missing_by(&self, day: f64) -> usize {
        self.seen.partition_point(|seen| *seen <= day).max(1)
    }

    /// How soon people are found in this state after they were last seen, or die.
    pub(super) fn curve(&self, state: State) -> &Curve {
        match state {
            State::Living => &self.found_living,
            State::Fresh
            | State::Early
            | State::Advanced
            | State::Skeletal
            | State::Burnt
            | State::NotKnown => &self.died,
        }
    }

    /// The days on which the missing were last seen, up to a day, in order.
    pub(super) fn last_days_until(&self, day: f64) -> &[f64] {
        &self.seen_about[..self.seen_about.partition_point(|seen| *seen <= day)]
    }

    /// How many finds a square km around a point would have, if people were found where people go missing.
    pub(super) fn crowd(&self, at: [f32; 3], model: &Model) -> f32 {
        let wide = model.place.crowd_km.powi(2);
        let near: f32 =
            self.points.iter().map(|point| (-super::place::apart2(*point, at) / (2.0 * wide)).exp()).sum();
        let crowd = near / (self.points.len().max(1) as f32 * std::f32::consts::TAU * wide);
        model.place.crowd_share * crowd + (1.0 - model.place.crowd_share) / model.place.country_km2
    }

    /// The density of an estimate of age among people on record.
    pub(super) fn age_density(&self, centre: f32, spread: f32) -> f32 {
        let density = |age: usize| normal(age as f32 + 0.5 - centre, spread);
        self.ages.iter().enumerate().map(|(age, share)| share * density(age)).sum()
    }
}

/// The density of a normal distribution.
pub(super) fn normal(off: f32, spread: f32) -> f32 {
    (-0.5 * (off / spread).powi(2)).exp() / (spread * std::f32::consts::TAU.sqrt())
}

/// Shares of values; one that has several of them is divided among them.
fn shares<const N: usize>(
    all: impl Iterator<Item = impl ExactSizeIterator<Item = usize>>,
    supposed: f32,
) -> [f32; N] {
    let mut counts = [supposed; N];
    for values in all {
        let each = 1.0 / values.len().max(1) as f32;
        for value in values {
            counts[value] += each;
        }
    }
    let sum: f32 = counts.iter().sum();
    counts.map(|count| count / sum)
}

fn ages<'a>(missing: impl Iterator<Item = &'a Missing>) -> Vec<f32> {
    const SMOOTH: usize = 3;
    let mut counts = vec![0.2_f32; AGES];
    for age in missing
        .filter_map(|m| Some((m.last_seen?, born_day(&m.birth)?)))
        .map(|(seen, born)| (day(seen.earliest) - born) / DAYS_A_YEAR)
    {
        if age >= 0.0 {
            let age = (age as usize).min(AGES - 1);
            let near = age.saturating_sub(SMOOTH)..=(age + SMOOTH).min(AGES - 1);
            counts[near].iter_mut().for_each(|count| *count += 1.0);
        }
    }
    let sum: f32 = counts.iter().sum();
    counts.into_iter().map(|count| count / sum).collect()
}

/// Days in a year.
pub(super) const DAYS_A_YEAR: f64 = 365.25;

/// A moment in days.
pub(super) fn day(moment: jiff::Timestamp) -> f64 {
    moment.as_second() as f64 / 86_400.0
}

fn middle(when: super::When) -> f64 {
    f64::midpoint(day(when.earliest), day(when.latest))
}

fn first_seen(record: &Missing) -> f64 {
    record.last_seen.map_or(f64::MIN, |seen| day(seen.earliest.min(seen.latest)))
}

/// The middle of what is known of a birth, in days.
fn born_day(birth: &Birth) -> Option<f64> {
    super::prepared::born(birth).map(|(first, last)| f64::midpoint(first, last))
}

fn span_days<'a>(
    missing: impl Iterator<Item = &'a Missing>,
    unidentified: impl Iterator<Item = &'a Unidentified>,
) -> f64 {
    let dates = missing.filter_map(|m| m.last_seen).chain(unidentified.filter_map(|u| u.found));
    let (mut first, mut last) = (f64::MAX, f64::MIN);
    for when in dates {
        first = first.min(day(when.earliest));
        last = last.max(day(when.latest));
    }
    // A list of one month would make every date in it worthless; a year is the least that a list stands for.
    (last - first).max(DAYS_A_YEAR)
}
