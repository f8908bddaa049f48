//! One pair, compared: every feature in its order, what is taken away because features go together, and the sum.

use super::dates::{self, Curve};
use super::model::Model;
use super::outcome::{Bits, Feature, Lacking, Line, Reason};
use super::population::Population;
use super::prepared::{ReadyMissing, ReadyUnidentified};
use super::{effects, looks, marks, person, place};

/// What rounding each summand can add to the most that is left.
const ROUNDING: f32 = 0.2;

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
    pub(super) fn curve(self) -> &'a Curve {
        self.population.curve(self.found.state)
    }
}

/// Takes summands: all of them with reasons, or their sum alone. Both ways the sum is the same.
pub(super) trait Sink {
    /// Takes one summand; its reason is only made where it is kept.
    fn line(&mut self, feature: Feature, bits: Bits, reason: impl FnOnce() -> Reason);
    /// Whether the pair can be given up if no more than this can still be added.
    fn is_lost(&self, most_more: f32) -> bool;
}

/// The sum alone. A pair that can no longer reach the floor is given up.
pub(super) struct Total {
    pub(super) sum: Bits,
    pub(super) floor: Bits,
}

impl Sink for Total {
    fn line(&mut self, _feature: Feature, bits: Bits, _reason: impl FnOnce() -> Reason) {
        self.sum += bits;
    }

    fn is_lost(&self, most_more: f32) -> bool {
        self.sum + Bits::of(most_more) <= self.floor
    }
}

/// Every summand with its reason.
impl Sink for Vec<Line> {
    fn line(&mut self, feature: Feature, bits: Bits, reason: impl FnOnce() -> Reason) {
        self.push(Line { feature, bits, reason: reason() });
    }

    fn is_lost(&self, _most_more: f32) -> bool {
        false
    }
}

/// Compares a pair. What is left out counts nothing.
pub(super) fn compare(pair: Pair<'_>, sink: &mut impl Sink, left_out: &[Feature]) {
    let (bits, timing) = dates::judge(pair);
    let timing = &timing;
    let add = |sink: &mut _, feature, bits, reason: &dyn Fn() -> Reason| {
        let bits = if left_out.contains(&feature) { Bits::default() } else { Bits::of(bits) };
        Sink::line(sink, feature, bits, reason);
        bits
    };
    add(sink, Feature::Dates, bits, &|| dates::reason(pair));
    add(sink, Feature::Age, person::age(pair, timing), &|| person::age_reason(pair, timing));
    add(sink, Feature::Sex, person::sex(pair), &|| person::sex_reason(pair));
    add(sink, Feature::Place, place::judge(pair, timing), &|| place::reason(pair, timing));
    let stature =
        add(sink, Feature::Stature, person::stature(pair, timing), &|| person::stature_reason(pair, timing));
    let most_marks = pair.found.most_marks(pair.missing);
    let most_effects = effects::most_here(pair, timing);
    if sink.is_lost(pair.found.most_looks + most_marks + most_effects + ROUNDING) {
        return;
    }
    let weight =
        add(sink, Feature::Weight, person::weight(pair, timing), &|| person::weight_reason(pair, timing));
    let features = [Feature::Stature, Feature::Weight];
    together(sink, features, [stature, weight], pair.model.dependence.size_keeps);
    let hair = add(sink, Feature::HairColour, looks::hair_colour(pair, timing), &|| {
        looks::hair_colour_reason(pair, timing)
    });
    add(sink, Feature::HairLength, looks::hair_length(pair, timing), &|| looks::hair_length_reason(pair));
    add(sink, Feature::FacialHair, looks::facial_hair(pair, timing), &|| looks::facial_hair_reason(pair));
    let eyes = add(sink, Feature::Eyes, looks::eyes(pair), &|| looks::eyes_reason(pair));
    let ancestry = add(sink, Feature::Ancestry, looks::ancestry(pair), &|| looks::ancestry_reason(pair));
    let features = [Feature::HairColour, Feature::Eyes, Feature::Ancestry];
    together(sink, features, [hair, eyes, ancestry], pair.model.dependence.looks_keeps);
    if sink.is_lost(most_marks + most_effects + ROUNDING) {
        return;
    }
    if !left_out.contains(&Feature::Marks) {
        marks::judge(pair, timing, sink);
    }
    if !left_out.contains(&Feature::Effects) && !sink.is_lost(most_effects + ROUNDING) {
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
