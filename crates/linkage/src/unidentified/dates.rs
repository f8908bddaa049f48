//! Last seen, found and the time since death: what is impossible, what is likely, and when death falls.

use super::compare::{Pair, lacking};
use super::model::Model;
use super::outcome::{DeathBasis, Exclusion, Reason};
use super::population::Population;
use super::prepared::{Dead, ReadyMissing, ReadyUnidentified, State, dead_days as estimated};
use super::record::{Condition, Range};

/// Stretches into which an estimate is cut; death is early, so they are short where days are few.
const CUTS: i32 = 8;
/// With a tail at both ends.
const MOST_STRETCHES: usize = CUTS as usize + 2;
/// Of a list that is longer, every second, third … tells what is usual.
const USUAL_OF_AT_MOST: usize = 20_000;

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

/// Whether dates make a pair impossible. An estimate never does: only a find before the person was last seen.
pub(super) fn is_excluded(missing: &ReadyMissing, found: &ReadyUnidentified, model: &Model) -> bool {
    match (missing.seen, found.found) {
        (Some((seen, _)), Some((_, found))) => found + model.dates.tolerance_days < seen,
        (None, _) | (_, None) => false,
    }
}

/// Why dates make a pair impossible, with the values of both sides.
pub(super) fn exclusion(
    missing: &ReadyMissing,
    found: &ReadyUnidentified,
    model: &Model,
) -> Option<Exclusion> {
    let both = missing.record.last_seen.zip(found.record.found);
    both.filter(|_| is_excluded(missing, found, model))
        .map(|(last_seen, found)| Exclusion::FoundBeforeLastSeen { last_seen, found })
}

/// What dates say of a pair, and when death falls if it is one person.
pub(super) fn judge(pair: Pair<'_>) -> (f32, Timing) {
    let Some((found_first, found_last)) = pair.found.found else {
        return (0.0, Timing { end: None, lived_days: None, dead_days: 0.0 });
    };
    let found = f64::midpoint(found_first, found_last);
    let dead = &pair.found.dead;
    let Some((seen_first, seen_last)) = pair.missing.seen else {
        let (days, spread) = dead.mean(&dead.shares);
        return (0.0, Timing { end: Some((found - days, spread)), lived_days: None, dead_days: days });
    };
    let elapsed = found - f64::midpoint(seen_first, seen_last);
    let blur = (found_last - found_first + seen_last - seen_first) / 2.0;
    let (density, masses) = density(elapsed, blur, dead, pair.curve());
    let bits = (density / pair.found.usual_density).max(1e-12).log2() as f32;
    let masses = &masses[..dead.shares.len()];
    // By the estimate nobody can have died so: the age is then judged by when they were last seen.
    let (days, spread) =
        if masses.iter().any(|mass| *mass > 0.0) { dead.mean(masses) } else { (elapsed.max(0.0), 0.0) };
    let days = days.min(elapsed.max(0.0));
    let timing = Timing {
        end: Some((found - days, spread)),
        lived_days: Some((elapsed - days).max(0.0)),
        dead_days: days,
    };
    (bits.max(pair.model.dates.least_bits), timing)
}

/// How likely a find is so many days after somebody was last seen, a day; and of each stretch of the time since death.
fn density(elapsed: f64, blur: f64, dead: &Dead, curve: &Curve) -> (f64, [f64; MOST_STRETCHES]) {
    let by = |days: f64| {
        if blur > 1.0 {
            (curve.by(days - blur) + curve.by(days) + curve.by(days + blur)) / 3.0
        } else {
            curve.by(days)
        }
    };
    let (share, days) = dead.anything;
    let mut density = if days > 0.0 { share * (by(elapsed) - by(elapsed - days)) / days } else { 0.0 };
    let mut masses = [0.0; MOST_STRETCHES];
    let mut before = by(elapsed - dead.edges[0]);
    for (place, share) in dead.shares.iter().enumerate() {
        let after = by(elapsed - dead.edges[place + 1]);
        masses[place] = share * (before - after) / (dead.edges[place + 1] - dead.edges[place]);
        density += masses[place];
        before = after;
    }
    (density, masses)
}

/// What [`density`] is of somebody of the list by chance. Where finds and last days are spread alike over the years it is
/// what any day has; where most of the list went missing this week, as on the board of a force, a find of today fits them
/// all, and dates tell none of them from the others.
pub(super) fn usual_density(
    found: Option<(f64, f64)>,
    dead: &Dead,
    curve: &Curve,
    population: &Population,
    model: &Model,
) -> f64 {
    let any_day = population.span_days.recip();
    let Some((first, last)) = found else { return any_day };
    let possible = population.last_days_until(last + model.dates.tolerance_days);
    let day = f64::midpoint(first, last);
    let blur = (last - first) / 2.0;
    let step = possible.len().div_ceil(USUAL_OF_AT_MOST).max(1);
    let sampled = possible.iter().rev().step_by(step);
    let count = sampled.len().max(1) as f64;
    let mean = sampled.map(|seen| density(day - seen, blur, dead, curve).0).sum::<f64>() / count;
    mean.max(any_day)
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

impl Dead {
    /// The time since death: the estimate (or what the state tells), tails beyond both its ends, and the chance that it
    /// tells nothing.
    pub(super) fn of(condition: &Condition, state: State, span_days: f64, model: &Model) -> Self {
        if state == State::Living {
            return Self { edges: vec![-0.5, 0.5], shares: vec![1.0], anything: (0.0, 0.0) };
        }
        let dates = &model.dates;
        let [from, to] = match estimated(condition) {
            Some(range) => {
                [range.min.min(range.max), range.min.max(range.max)].map(|days| f64::from(days).max(0.0))
            }
            None => dates.dead_days_by_state[state as usize],
        };
        let to = to.max(from + 1.0);
        let (below, above) = (from / dates.interval_tail_factor, to * dates.interval_tail_factor + 1.0);
        let known = 1.0 - dates.anything_share;
        let tail = (1.0 - dates.interval_holds) / 2.0 * known;
        let mut inside = dates.interval_holds * known;
        let (mut edges, mut shares) = (Vec::new(), Vec::new());
        if from - below >= 1.0 {
            edges.push(below);
            shares.push(tail);
        } else {
            inside += tail;
        }
        // Equal steps of the logarithm of the days and one: a day matters among days, not among years.
        let (low, high) = (from.ln_1p(), to.ln_1p());
        edges.extend((0..=CUTS).map(|cut| (low + (high - low) * f64::from(cut) / f64::from(CUTS)).exp_m1()));
        shares.extend((0..CUTS).map(|_| inside / f64::from(CUTS)));
        edges.push(above);
        shares.push(tail);
        Self { edges, shares, anything: (dates.anything_share, span_days.max(above)) }
    }

    /// The middle of the stretches by their masses, and their spread.
    fn mean(&self, masses: &[f64]) -> (f64, f64) {
        let (mut weight, mut sum, mut squares) = (0.0, 0.0, 0.0);
        for (edges, mass) in self.edges.windows(2).zip(masses) {
            let (middle, long) = (f64::midpoint(edges[0], edges[1]), edges[1] - edges[0]);
            weight += mass;
            sum += mass * middle;
            squares += mass * (middle * middle + long * long / 12.0);
        }
        let middle = sum / weight;
        (middle, (squares / weight - middle * middle).max(0.0).sqrt())
    }
}

/// Shares by days, ready to be looked up: sixteen steps for each doubling of the days.
#[derive(Clone, Debug)]
pub(super) struct Curve(Vec<[f64; 2]>);

impl Curve {
    /// Days below which the share is taken to grow evenly, and the bits of a number that tell its step.
    const LEAST: f64 = 0.0625;
    const STEP_BITS: u32 = 52 - 4;

    pub(super) fn new(points: &[[f64; 2]]) -> Self {
        let first = Self::LEAST.to_bits() >> Self::STEP_BITS;
        let mut table = vec![[0.0, 0.0]];
        for step in first.. {
            let days = f64::from_bits(step << Self::STEP_BITS);
            let share = share_by(points, days);
            table.push([days, share]);
            if share >= 1.0 {
                break;
            }
        }
        Self(table)
    }

    /// The share by so many days.
    fn by(&self, days: f64) -> f64 {
        if days <= 0.0 {
            return 0.0;
        }
        let first = Self::LEAST.to_bits() >> Self::STEP_BITS;
        let step =
            if days < Self::LEAST { 0 } else { (days.to_bits() >> Self::STEP_BITS) - first + 1 } as usize;
        let Some([day_after, share_after]) = self.0.get(step + 1) else { return 1.0 };
        let [day, share] = self.0[step];
        share + (share_after - share) * (days - day) / (day_after - day)
    }
}

/// The share of people dead, or found, by so many days.
fn share_by(points: &[[f64; 2]], days: f64) -> f64 {
    let next = points.partition_point(|[day, _]| *day <= days);
    let Some([day, share]) = points.get(next) else { return 1.0 };
    let [day_before, share_before] = points[next - 1];
    share_before + (share - share_before) * (days - day_before) / (day - day_before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_looked_up_is_the_curve_drawn() {
        let points = &Model::shipped().dates.died_within_days;
        let curve = Curve::new(points);
        for days in [-3.0, 0.0, 0.01, 0.5, 1.0, 2.0, 6.5, 29.0, 31.0, 400.0, 9000.0, 24_999.0, 30_000.0] {
            let drawn = if days <= 0.0 { 0.0 } else { share_by(points, days) };
            assert!((curve.by(days) - drawn).abs() < 0.004, "{days}: {} for {drawn}", curve.by(days));
        }
    }

    #[test]
    fn an_estimate_holds_all_of_its_chance() {
        for dead_days in [None, Some(Range::between(0.0, 3.0)), Some(Range::between(400.0, 4000.0))] {
            let condition = Condition::Body { decomposition: super::super::Decomposition::Early, dead_days };
            let dead = Dead::of(&condition, State::Early, 10_000.0, Model::shipped());
            assert!((dead.shares.iter().sum::<f64>() + dead.anything.0 - 1.0).abs() < 1e-9);
            assert!(dead.edges.windows(2).all(|edges| edges[0] < edges[1]));
            assert!(dead.shares.len() <= MOST_STRETCHES && dead.edges.len() == dead.shares.len() + 1);
        }
    }
}
