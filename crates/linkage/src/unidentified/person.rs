//! Age, sex, height and weight: what a record says, carried forward to the day of death or discovery, against what was
//! seen or estimated.

use super::compare::{Pair, lacking};
use super::dates::Timing;
use super::model::Model;
use super::outcome::Reason;
use super::population::{Population, normal};
use super::prepared::{ReadyUnidentified, State, years};
use super::record::{Certainty, Range, Sex, Unidentified};

/// The age that the missing person would have had, and how far it may be off.
pub(super) fn would_be(pair: Pair<'_>, timing: &Timing) -> Option<(f32, f32)> {
    let ((first, last), (end, spread)) = (pair.missing.born?, timing.end?);
    let born_spread = (last - first) / 12.0_f64.sqrt();
    let age = years(end - f64::midpoint(first, last)).max(0.0);
    Some((age, years(spread.hypot(born_spread))))
}

pub(super) fn age(pair: Pair<'_>, timing: &Timing) -> f32 {
    let Some(((age, off), estimate)) = would_be(pair, timing).zip(pair.found.age) else { return 0.0 };
    let (anything, years) = (pair.model.age.anything_share, pair.model.age.anything_years);
    let here = normal(age - estimate.mean, root(estimate.spread, off));
    let mixed = |density: f32| (1.0 - anything) * density + anything / years;
    (mixed(here) / mixed(estimate.density)).log2()
}

pub(super) fn age_reason(pair: Pair<'_>, timing: &Timing) -> Reason {
    match would_be(pair, timing).zip(pair.found.record.age_years) {
        Some(((age, off), estimated)) => {
            Reason::Age { would_be: Range { min: (age - off).max(0.0), max: age + off }, estimated }
        }
        None => lacking(
            pair.missing.born.is_none(),
            pair.found.record.age_years.is_none() || timing.end.is_none(),
        ),
    }
}

/// How often an examiner of somebody in this state, called so old, states the other sex.
pub(super) fn sex_error(record: &Unidentified, state: State, model: &Model) -> f32 {
    let sexes = &model.sex;
    let child = record.age_years.is_some_and(|age| f32::midpoint(age.min, age.max) < sexes.child_until_years);
    let error = match (state, child) {
        (State::Skeletal | State::Burnt, true) => sexes.error_child_bones,
        (state, _) => sexes.error[state as usize],
    };
    match record.sex_certainty {
        Certainty::Stated => error,
        Certainty::Probable => (error * sexes.error_probable_factor).min(sexes.error_most),
    }
}

/// How likely somebody seen or estimated so is a woman: others of that sex are the alternative.
pub(super) fn female(record: &Unidentified, error: f32, population: &Population) -> f32 {
    match record.sex {
        Sex::Female => 1.0 - error,
        Sex::Male => error,
        Sex::Other | Sex::NotKnown => population.female,
    }
}

pub(super) fn sex(pair: Pair<'_>) -> f32 {
    let (recorded, stated) = (pair.missing.sex, pair.found.record.sex);
    let share = match stated {
        Sex::Female => pair.population.female,
        Sex::Male => 1.0 - pair.population.female,
        Sex::Other | Sex::NotKnown => return 0.0,
    };
    let error = pair.found.sex_error;
    let usual = share * (1.0 - error) + (1.0 - share) * error;
    match recorded {
        Sex::Female | Sex::Male if recorded == stated => ((1.0 - error) / usual).log2(),
        Sex::Female | Sex::Male => (error / usual).log2(),
        Sex::Other | Sex::NotKnown => 0.0,
    }
}

pub(super) fn sex_reason(pair: Pair<'_>) -> Reason {
    let unsaid = |sex| match sex {
        Sex::NotKnown => true,
        Sex::Female | Sex::Male | Sex::Other => false,
    };
    let (recorded, stated) = (pair.missing.sex, pair.found.record.sex);
    if unsaid(recorded) || unsaid(stated) {
        return lacking(unsaid(recorded), unsaid(stated));
    }
    Reason::Sex { recorded, stated, error: pair.found.sex_error }
}

/// The height that the person would have had, and the error of its difference from the height found.
fn would_measure(pair: Pair<'_>, timing: &Timing) -> Option<(f32, f32)> {
    let ((cm, told), (_, found)) = (pair.missing.stature?, pair.found.stature?);
    let model = &pair.model.stature;
    let (mut cm, mut error) = (cm, root(told, found));
    if let (Some((age, _)), Some(lived)) = (would_be(pair, timing), timing.lived_days) {
        let then = (age - years(lived)).max(0.0);
        let shrinking = (age - model.decline_from_years.max(then)).max(0.0);
        let growing = (model.grows_until_years.min(age) - then).max(0.0);
        cm += growing * model.growth_cm_a_year - shrinking * model.decline_cm_a_year;
        error = root(error, growing * model.growth_cm_a_year * model.growth_error_share);
    }
    Some((cm, error))
}

pub(super) fn stature(pair: Pair<'_>, timing: &Timing) -> f32 {
    let Some(((cm, error), (found, found_error))) = would_measure(pair, timing).zip(pair.found.stature)
    else {
        return 0.0;
    };
    let model = &pair.model.stature;
    let mixed =
        |density: f32| (1.0 - model.anything_share) * density + model.anything_share / model.anything_cm;
    let age = would_be(pair, timing).map_or(f32::MAX, |(age, _)| age);
    let spread = root(model.adult_spread_cm, found_error);
    let usual = usual_heights(pair, age);
    let usual: f32 = usual.iter().map(|(cm, share)| share * normal(found - cm, spread)).sum();
    (mixed(normal(found - cm, error)) / mixed(usual)).log2()
}

/// Usual heights of others who could be taken for this person: of that sex and age, or of both sexes.
fn usual_heights(pair: Pair<'_>, age: f32) -> [(f32, f32); 2] {
    let model = &pair.model.stature;
    let curve = &model.child_cm;
    let next = curve.partition_point(|[year, _]| *year <= age);
    if let (Some([year, cm]), true) = (curve.get(next), next > 0) {
        let [before, cm_before] = curve[next - 1];
        return [(cm_before + (cm - cm_before) * (age - before) / (year - before), 1.0), (0.0, 0.0)];
    }
    let female = pair.found.female;
    [(model.adult_female_cm, female), (model.adult_male_cm, 1.0 - female)]
}

pub(super) fn stature_reason(pair: Pair<'_>, timing: &Timing) -> Reason {
    match would_measure(pair, timing).zip(pair.found.record.stature).zip(pair.found.stature) {
        Some((((would_be_cm, error_cm), stature), (cm, _))) => {
            let half = (stature.cm.max - stature.cm.min) / 2.0;
            Reason::Stature { would_be_cm, found_cm: Range { min: cm - half, max: cm + half }, error_cm }
        }
        None => lacking(pair.missing.stature.is_none(), pair.found.stature.is_none()),
    }
}

/// Weights on both sides, and the error of their difference.
fn weights(pair: Pair<'_>, timing: &Timing) -> Option<(f32, f32, f32)> {
    let (recorded, found) = (pair.missing.record.weight_kg?, pair.found.record.weight_kg?);
    let model = &pair.model.weight;
    let since = timing.lived_days.map_or(1.0, |days| years(days).sqrt());
    let half = |range: Range| (range.max - range.min) / 2.0 / pair.model.age.holds_z;
    let told = model.told_error_kg.max(half(recorded));
    let mut error = root(root(told, half(found)), model.change_kg * since);
    if pair.found.state == State::Early {
        error = root(error, model.early_error_kg);
    }
    let middle = |range: Range| f32::midpoint(range.min, range.max);
    Some((middle(recorded), middle(found), error))
}

/// How much likelier a weight is found on this person than on anybody.
fn weight_bits(here: f32, found: &ReadyUnidentified, kg: f32, model: &Model) -> f32 {
    let weights = &model.weight;
    let usual = |mean: f32| normal(kg - mean, weights.adult_spread_kg);
    let usual =
        found.female * usual(weights.adult_female_kg) + (1.0 - found.female) * usual(weights.adult_male_kg);
    let mixed = |density: f32| {
        (1.0 - weights.anything_share) * density + weights.anything_share / weights.anything_kg
    };
    weights.judged[found.state as usize] * (mixed(here) / mixed(usual)).log2()
}

/// The most that weight or build can say of a find.
pub(super) fn weight_most(found: &ReadyUnidentified, model: &Model) -> f32 {
    let best = normal(0.0, model.weight.told_error_kg);
    let weight = found
        .record
        .weight_kg
        .map_or(0.0, |range| weight_bits(best, found, f32::midpoint(range.min, range.max), model));
    let build = model.weight.judged[found.state as usize] * model.weight.build_bits[0];
    weight.max(if found.record.build.is_some() { build } else { 0.0 })
}

pub(super) fn weight(pair: Pair<'_>, timing: &Timing) -> f32 {
    let model = &pair.model.weight;
    let judged = model.judged[pair.found.state as usize];
    if judged <= 0.0 {
        return 0.0;
    }
    if let Some((recorded, found, error)) = weights(pair, timing) {
        return weight_bits(normal(found - recorded, error), pair.found, found, pair.model);
    }
    match (pair.missing.record.build, pair.found.record.build) {
        (Some(recorded), Some(found)) => {
            judged * model.build_bits[(recorded as usize).abs_diff(found as usize)]
        }
        (None, _) | (_, None) => 0.0,
    }
}

pub(super) fn weight_reason(pair: Pair<'_>, timing: &Timing) -> Reason {
    let (missing, found) = (&pair.missing.record, &pair.found.record);
    let known = |weight: Option<Range>, build: Option<_>| weight.is_some() || build.is_some();
    let model = &pair.model.weight;
    if let Some((recorded_kg, found_kg, error_kg)) = weights(pair, timing) {
        return judged_or(pair, model.judged, Reason::Weight { recorded_kg, found_kg, error_kg });
    }
    match (missing.build, found.build) {
        (Some(recorded), Some(found)) => judged_or(pair, model.judged, Reason::Build { recorded, found }),
        (None, _) | (_, None) => lacking(
            !known(missing.weight_kg, missing.build) || found.build.is_none(),
            !known(found.weight_kg, found.build) || missing.build.is_none(),
        ),
    }
}

/// The reason, or that the state does not let anybody judge.
pub(super) fn judged_or(pair: Pair<'_>, judged: super::model::ByState, reason: Reason) -> Reason {
    if judged[pair.found.state as usize] > 0.0 {
        reason
    } else {
        Reason::CannotBeJudged { decomposition: pair.found.state.decomposition() }
    }
}

/// The spread of two errors together. Quicker than `hypot`, which guards against numbers that no person has.
fn root(one: f32, other: f32) -> f32 {
    (one * one + other * other).sqrt()
}
