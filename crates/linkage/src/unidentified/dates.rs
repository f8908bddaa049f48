//! Last seen, found and the time since death: what is impossible, what is likely, and when death falls.

use super::compare::{Pair, lacking};
use super::model::Model;
use super::outcome::{DeathBasis, Exclusion, Reason};
use super::prepared::{ReadyMissing, ReadyUnidentified, State, Stretch, dead_days as estimated};
use super::record::{Condition, Range};

/// Stretches into which an estimate is cut; death is early, so they are short where days are few.
const CUTS: i32 = 8;

/// When death (or discovery alive) falls, as far as dates tell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Timing {
    /// The day of death, or the day found alive, and how far it may be off.
    pub(super) end: Option<(f64, f64)>,
    /// Days from last seen to that day; never negative.
    pub(super) lived_days: Option<f64>,
    /// Days from that day to the find.
    pub(super) dead_days: f64,
}

/// Why dates make a pair impossible. An estimate never does: only a find before the person was last seen.
pub(super) fn exclusion(
    missing: &ReadyMissing,
    found: &ReadyUnidentified,
    model: &Model,
) -> Option<Exclusion> {
    let ((seen, _), (_, latest)) = (missing.seen?, found.found?);
    let impossible = latest + model.dates.tolerance_days < seen;
    let both = missing.record.last_seen.zip(found.record.found);
    both.filter(|_| impossible).map(|(last_seen, found)| Exclusion::FoundBeforeLastSeen { last_seen, found })
}

/// What dates say of a pair, and when death falls if it is one person.
pub(super) fn judge(pair: Pair<'_>) -> (f32, Timing) {
    let Some((found_first, found_last)) = pair.found.found else {
        return (0.0, Timing { end: None, lived_days: None, dead_days: 0.0 });
    };
    let found = f64::midpoint(found_first, found_last);
    let Some((seen_first, seen_last)) = pair.missing.seen else {
        let (mean, spread) = mean(pair.found.dead.iter().map(|stretch| (stretch, stretch.share)));
        let timing = Timing { end: Some((found - mean, spread)), lived_days: None, dead_days: mean };
        return (0.0, timing);
    };
    let elapsed = found - f64::midpoint(seen_first, seen_last);
    let blur = (found_last - found_first + seen_last - seen_first) / 2.0;
    let curve = pair.curve();
    let within = |days: f64| {
        if blur > 1.0 {
            (share_by(curve, days - blur) + share_by(curve, days) + share_by(curve, days + blur)) / 3.0
        } else {
            share_by(curve, days)
        }
    };
    let (mut density, mut masses) = (0.0, [0.0; CUTS as usize + 3]);
    for (stretch, mass) in pair.found.dead.iter().zip(&mut masses) {
        *mass = stretch.share * (within(elapsed - stretch.from) - within(elapsed - stretch.to))
            / (stretch.to - stretch.from);
        density += *mass;
    }
    let bits = (density * pair.population.span_days).max(1e-12).log2() as f32;
    let told = pair.found.dead.iter().zip(masses);
    let (dead, spread) = if density > 0.0 {
        mean(told)
    } else {
        // By the estimate nobody can have died so: the age is then judged by when they were last seen.
        (elapsed.max(0.0), 0.0)
    };
    let dead = dead.min(elapsed.max(0.0));
    let timing = Timing {
        end: Some((found - dead, spread)),
        lived_days: Some((elapsed - dead).max(0.0)),
        dead_days: dead,
    };
    (bits.max(pair.model.dates.least_bits), timing)
}

pub(super) fn reason(pair: Pair<'_>) -> Reason {
    let (Some((seen_first, seen_last)), Some((found_first, found_last))) =
        (pair.missing.seen, pair.found.found)
    else {
        return lacking(pair.missing.seen.is_none(), pair.found.found.is_none());
    };
    let after = |first: f64, last: f64| Range { min: first as f32, max: last as f32 };
    let found_after_days = after(found_first - seen_last, found_last - seen_first);
    let state = pair.found.state;
    let [usual_from, usual_to] = pair.model.dates.dead_days_by_state[state as usize].map(|days| days as f32);
    let dead = estimated(&pair.found.record.condition).unwrap_or(Range { min: usual_from, max: usual_to });
    Reason::Dates {
        found_after_days,
        died_after_days: (state != State::Living)
            .then_some(Range { min: found_after_days.min - dead.max, max: found_after_days.max - dead.min }),
        basis: match (state, pair.found.dead_is_estimated) {
            (State::Living, _) => DeathBasis::Living,
            (_, true) => DeathBasis::Estimate,
            (_, false) => DeathBasis::State,
        },
    }
}

/// The time since death as weighted stretches: the estimate, tails beyond both its ends, and the chance that it tells
/// nothing.
pub(super) fn dead_days(condition: &Condition, state: State, span_days: f64, model: &Model) -> Vec<Stretch> {
    if state == State::Living {
        return vec![Stretch { from: -0.5, to: 0.5, share: 1.0 }];
    }
    let dates = &model.dates;
    let [from, to] = match estimated(condition) {
        Some(range) => {
            [f64::from(range.min.min(range.max)).max(0.0), f64::from(range.min.max(range.max)).max(0.0)]
        }
        None => dates.dead_days_by_state[state as usize],
    };
    let to = to.max(from + 1.0);
    let (holds, factor) = (dates.interval_holds, dates.interval_tail_factor);
    let known = 1.0 - dates.anything_share;
    let mut stretches =
        vec![Stretch { from: 0.0, to: span_days.max(to * factor), share: dates.anything_share }];
    let below = from / factor;
    let tail = (1.0 - holds) / 2.0 * known;
    let (mut inside, above) = (holds * known, to * factor + 1.0);
    if from - below >= 1.0 {
        stretches.push(Stretch { from: below, to: from, share: tail });
    } else {
        inside += tail;
    }
    stretches.push(Stretch { from: to, to: above, share: tail });
    // Equal steps of the logarithm of the days and one: a day matters among days, not among years.
    let cut = |step: i32| {
        let (low, high) = (from.ln_1p(), to.ln_1p());
        (low + (high - low) * f64::from(step) / f64::from(CUTS)).exp_m1()
    };
    for step in 0..CUTS {
        stretches.push(Stretch { from: cut(step), to: cut(step + 1), share: inside / f64::from(CUTS) });
    }
    stretches
}

/// The share of people dead, or found, by so many days.
fn share_by(curve: &[[f64; 2]], days: f64) -> f64 {
    if days <= 0.0 {
        return 0.0;
    }
    let next = curve.partition_point(|[day, _]| *day <= days);
    let Some([day, share]) = curve.get(next) else { return 1.0 };
    let [day_before, share_before] = curve[next - 1];
    share_before + (share - share_before) * (days - day_before) / (day - day_before)
}

/// The middle of weighted stretches, and their spread.
fn mean<'a>(stretches: impl Iterator<Item = (&'a Stretch, f64)>) -> (f64, f64) {
    let (mut weight, mut sum, mut squares) = (0.0, 0.0, 0.0);
    for (stretch, share) in stretches {
        let middle = f64::midpoint(stretch.from, stretch.to);
        let within = (stretch.to - stretch.from).powi(2) / 12.0;
        weight += share;
        sum += share * middle;
        squares += share * (middle * middle + within);
    }
    let middle = sum / weight.max(f64::MIN_POSITIVE);
    (middle, (squares / weight.max(f64::MIN_POSITIVE) - middle * middle).max(0.0).sqrt())
}
