//! One pair, compared: every feature in its order, what is taken away because features go together, and the sum.

use super::dates;
use super::model::Model;
use super::outcome::{Bits, Feature, Lacking, Line, Reason};
use super::population::Population;
use super::prepared::{ReadyMissing, ReadyUnidentified, State};
use super::{effects, looks, marks, person, place};

/// A pair, and what it is judged by.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    pub(super) missing: &'a ReadyMissing,
    pub(super) found: &'a ReadyUnidentified,
    pub(super) population: &'a Population,
    pub(super) model: &'a Model,
}

impl<'a> Pair<'a> {
    /// The share of people who were dead, or found alive, by so many days.
    pub(super) fn curve(self) -> &'a [[f64; 2]] {
        match self.found.state {
            State::Living => &self.model.dates.living_within_days,
            State::Fresh
            | State::Early
            | State::Advanced
            | State::Skeletal
            | State::Burnt
            | State::NotKnown => &self.model.dates.died_within_days,
        }
    }
}

/// Takes summands: all of them with reasons, or their sum alone. Both ways the sum is the same.
pub(super) trait Sink {
    /// Takes one summand; its reason is only made where it is kept.
    fn line(&mut self, feature: Feature, bits: Bits, reason: impl FnOnce() -> Reason);
}

/// The sum alone.
impl Sink for Bits {
    fn line(&mut self, _feature: Feature, bits: Bits, _reason: impl FnOnce() -> Reason) {
        *self += bits;
    }
}

/// Every summand with its reason.
impl Sink for Vec<Line> {
    fn line(&mut self, feature: Feature, bits: Bits, reason: impl FnOnce() -> Reason) {
        self.push(Line { feature, bits, reason: reason() });
    }
}

/// Compares a pair. What is left out counts nothing.
pub(super) fn compare(pair: Pair<'_>, sink: &mut impl Sink, left_out: &[Feature]) {
    let (bits, timing) = dates::judge(pair);
    let timing = &timing;
    let mut add = |feature: Feature, judged: f32, reason: &dyn Fn() -> Reason| {
        let bits = if left_out.contains(&feature) { Bits::default() } else { Bits::of(judged) };
        sink.line(feature, bits, reason);
        bits
    };
    add(Feature::Dates, bits, &|| dates::reason(pair));
    add(Feature::Age, person::age(pair, timing), &|| person::age_reason(pair, timing));
    add(Feature::Sex, person::sex(pair), &|| person::sex_reason(pair));
    add(Feature::Place, place::judge(pair, timing), &|| place::reason(pair, timing));
    let size = [
        add(Feature::Stature, person::stature(pair, timing), &|| person::stature_reason(pair, timing)),
        add(Feature::Weight, person::weight(pair, timing), &|| person::weight_reason(pair, timing)),
    ];
    let hair = add(Feature::HairColour, looks::hair_colour(pair, timing), &|| {
        looks::hair_colour_reason(pair, timing)
    });
    add(Feature::HairLength, looks::hair_length(pair, timing), &|| looks::hair_length_reason(pair));
    add(Feature::FacialHair, looks::facial_hair(pair, timing), &|| looks::facial_hair_reason(pair));
    let looks = [
        hair,
        add(Feature::Eyes, looks::eyes(pair), &|| looks::eyes_reason(pair)),
        add(Feature::Ancestry, looks::ancestry(pair), &|| looks::ancestry_reason(pair)),
    ];
    together(sink, [Feature::Stature, Feature::Weight], size, pair.model.dependence.size_keeps);
    let features = [Feature::HairColour, Feature::Eyes, Feature::Ancestry];
    together(sink, features, looks, pair.model.dependence.looks_keeps);
    if !left_out.contains(&Feature::Marks) {
        marks::judge(pair, timing, sink);
    }
    if !left_out.contains(&Feature::Effects) {
        effects::judge(pair, timing, sink);
    }
}

/// Features that go together: all but the strongest of those that agree are counted in part.
fn together<const N: usize>(sink: &mut impl Sink, features: [Feature; N], bits: [Bits; N], keeps: f32) {
    let agreeing: i32 = bits.iter().map(|bits| bits.hundredths().max(0)).sum();
    let strongest = bits.iter().map(|bits| bits.hundredths().max(0)).max().unwrap_or_default();
    let taken = -Bits::of((agreeing - strongest) as f32 / 100.0 * (1.0 - keeps));
    if taken != Bits::default() {
        let agreeing = features.iter().zip(bits).filter(|(_, bits)| *bits > Bits::default());
        sink.line(features[0], taken, || Reason::GoTogether {
            features: agreeing.map(|(feature, _)| *feature).collect(),
        });
    }
}

/// What is the matter where one side or both do not say.
pub(super) fn lacking(missing: bool, unidentified: bool) -> Reason {
    let lacking = match (missing, unidentified) {
        (true, true) => Lacking::Both,
        (true, false) => Lacking::Missing,
        (false, _) => Lacking::Unidentified,
    };
    Reason::NotKnown { lacking }
}
