//! How long something lasts where some of it is still going on: the estimate of Kaplan and Meier (1958), with Greenwood's
//! variance (1926) and the interval on the log-log scale (Kalbfleisch and Prentice), which stays within nought and one.
//!
//! The curve is of *no longer missing, however it ended*. How it ended is counted beside it, never hidden in it.

use jiff::SignedDuration;

/// The 97.5 % point of the normal distribution: intervals are of 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// What an exact interval leaves out on each side.
const TAIL: f64 = 0.025;

/// At these lengths a curve is read out, in hours.
pub const READ_AT_HOURS: [i64; 7] = [1, 4, 8, 12, 24, 48, 168];

/// One time missing, as far as it was followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Length {
    /// How long it lasted, or has lasted so far.
    pub lasted: SignedDuration,
    /// Whether that is its end.
    pub followed: Followed,
}

/// Whether a time missing was followed to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Followed {
    /// It ended then.
    ToItsEnd,
    /// The person was still missing when nobody knew more. (Not less informative: it counts until then.)
    StillMissing,
}

/// Between these lies what was estimated, in 95 of 100 such samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// The interval of a share that was counted (Wilson, 1927), which is wide where few were counted and never of no width;
    /// nothing where there were none.
    #[must_use]
    pub fn of_count(count: usize, of: usize) -> Option<Self> {
        if of == 0 {
            return None;
        }
        let (all, square) = (number(of), Z * Z);
        let counted = share(count, of);
        let middle = (counted + square / (2.0 * all)) / (1.0 + square / all);
        let spread = counted * (1.0 - counted) / all + square / (4.0 * all * all);
        let width = Z * spread.sqrt() / (1.0 + square / all);
        let low = if count == 0 { 0.0 } else { (middle - width).max(0.0) };
        let high = if count == of { 1.0 } else { (middle + width).min(1.0) };
        Some(Self { low, high })
    }
}

/// The curve just after a length at which at least one episode ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The length.
    pub at: SignedDuration,
    /// How many were missing for at least so long and followed until then.
    pub at_risk: usize,
    /// How many ended at this length.
    pub ended: usize,
    /// The share no longer missing.
    pub share: f64,
    /// The interval of the share.
    pub interval: Interval,
}

/// What the curve says at a length.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// The length.
    pub at: SignedDuration,
    /// How many were missing for longer, and followed for longer.
    pub longer: usize,
    /// How many had ended by then.
    pub ended: usize,
    /// The share no longer missing and its interval; nothing beyond the longest that anybody was followed.
    pub share: Option<(f64, Interval)>,
}

/// The estimate.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    lengths: Vec<Length>,
    /// Where it rises, in the order of length.
    pub steps: Vec<Step>,
}

impl Curve {
    /// The estimate from lengths in any order. What began before it ended, by a mistake in a time, lasted nothing.
    #[must_use]
    pub fn of(lengths: impl IntoIterator<Item = Length>) -> Self {
        let at_least_nothing =
            |length: Length| Length { lasted: length.lasted.max(SignedDuration::ZERO), ..length };
        let mut lengths: Vec<Length> = lengths.into_iter().map(at_least_nothing).collect();
        lengths.sort_unstable();
        let (mut still_missing, mut greenwood) = (1.0, 0.0);
        let mut steps: Vec<Step> = Vec::new();
        let mut before = 0;
        for same in lengths.chunk_by(|one, other| one.lasted == other.lasted) {
            let at_risk = lengths.len() - before;
            let ended = same.iter().filter(|length| length.followed == Followed::ToItsEnd).count();
            before += same.len();
            if ended == 0 {
                continue;
            }
            still_missing *= 1.0 - share(ended, at_risk);
            greenwood += share(ended, at_risk) / number(at_risk - ended);
            let all_ended = steps.iter().map(|step| step.ended).sum::<usize>() + ended;
            let interval = if at_risk == ended {
                // Nobody is left, and the variance has no value: exact, of those whose end is known.
                Interval { low: TAIL.powf(1.0 / number(all_ended)), high: 1.0 }
            } else {
                log_log(still_missing, greenwood)
            };
            steps.push(Step { at: same[0].lasted, at_risk, ended, share: 1.0 - still_missing, interval });
        }
        Self { lengths, steps }
    }

    /// Of how many it is.
    #[must_use]
    pub fn count(&self) -> usize {
        self.lengths.len()
    }

    /// The longest that anybody was followed.
    #[must_use]
    pub fn longest(&self) -> Option<Length> {
        self.lengths.last().copied()
    }

    /// What it says at each of [`READ_AT_HOURS`].
    pub fn readings(&self) -> impl Iterator<Item = Reading> {
        READ_AT_HOURS.into_iter().map(|hours| self.at(SignedDuration::from_hours(hours)))
    }

    /// What it says at a length.
    #[must_use]
    pub fn at(&self, length: SignedDuration) -> Reading {
        let longer = self.lengths.iter().filter(|one| one.lasted > length).count();
        let by_then = self.steps.iter().take_while(|step| step.at <= length);
        let ended = by_then.clone().map(|step| step.ended).sum();
        let followed = longer > 0 || self.steps.last().is_some_and(|step| step.at_risk == step.ended);
        let estimate = || match by_then.last() {
            Some(step) => (step.share, step.interval),
            // None of those followed so far ended: exact.
            None => (0.0, Interval { low: 0.0, high: 1.0 - TAIL.powf(1.0 / number(longer)) }),
        };
        Reading { at: length, longer, ended, share: followed.then(estimate) }
    }

    /// The length by which half had ended, and between which lengths that lies: nothing where the curve does not reach it.
    #[must_use]
    pub fn median(&self) -> [Option<SignedDuration>; 3] {
        let first = |reaches: fn(&Step) -> f64| {
            self.steps.iter().find(|step| reaches(step) >= 0.5).map(|step| step.at)
        };
        [first(|step| step.interval.high), first(|step| step.share), first(|step| step.interval.low)]
    }
}

/// The interval of the share that ended, from the share still missing and Greenwood's sum.
fn log_log(still_missing: f64, greenwood: f64) -> Interval {
    let width = Z * greenwood.sqrt() / still_missing.ln().abs();
    let (low, high) = (still_missing.powf(width.exp()), still_missing.powf((-width).exp()));
    Interval { low: 1.0 - high, high: 1.0 - low }
}

fn share(part: usize, of: usize) -> f64 {
    number(part) / number(of)
}

/// Episodes are counted; no count of them is beyond what is exact.
fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn hours(hours: i64) -> SignedDuration {
        SignedDuration::from_hours(hours)
    }

    fn ended(after: i64) -> Length {
        Length { lasted: hours(after), followed: Followed::ToItsEnd }
    }

    fn still_missing(after: i64) -> Length {
        Length { lasted: hours(after), followed: Followed::StillMissing }
    }

    /// Remission under 6-mercaptopurine, in weeks (Freireich and others, Blood 1963), the example of the textbooks.
    fn freireich() -> Curve {
        Curve::of(
            [6, 6, 6, 7, 10, 13, 16, 22, 23]
                .map(ended)
                .into_iter()
                .chain([6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map(still_missing)),
        )
    }

    #[test]
    fn it_gives_the_published_values_of_the_textbook_example() {
        let curve = freireich();
        // Length, at risk, ended, S(t) and its 95 % log-log interval.
        let published = [
            (6, 21, 3, 0.857, 0.620, 0.952),
            (7, 17, 1, 0.807, 0.563, 0.923),
            (10, 15, 1, 0.753, 0.503, 0.889),
            (13, 12, 1, 0.690, 0.432, 0.849),
            (16, 11, 1, 0.627, 0.368, 0.805),
            (22, 7, 1, 0.538, 0.268, 0.747),
            (23, 6, 1, 0.448, 0.188, 0.680),
        ];
        assert_eq!(curve.steps.len(), published.len());
        for (step, (at, at_risk, ended, share, low, high)) in curve.steps.iter().zip(published) {
            assert_eq!((step.at, step.at_risk, step.ended), (hours(at), at_risk, ended));
            let near = |one: f64, other: f64| (one - other).abs() < 0.000_6;
            let (low_now, high_now) = (1.0 - step.interval.high, 1.0 - step.interval.low);
            assert!(near(1.0 - step.share, share), "{step:?}");
            assert!(near(low_now, low) && near(high_now, high), "{step:?}");
        }
        assert_eq!(curve.median(), [Some(hours(13)), Some(hours(23)), None]);
    }

    #[test]
    fn beyond_the_longest_that_anybody_was_followed_it_says_nothing() {
        let reading = freireich().at(hours(40));
        assert_eq!((reading.longer, reading.ended, reading.share), (0, 9, None));
        assert_eq!(freireich().at(hours(12)).longer, 12);
        assert_eq!(Curve::of([]).at(hours(1)).share, None);
    }

    #[test]
    fn none_and_all_are_not_certain() {
        let curve = Curve::of([2, 3, 4].map(ended));
        let (none, before) = curve.at(hours(1)).share.unwrap();
        assert_eq!((none, before.low), (0.0, 0.0));
        assert!((before.high - 0.707_6).abs() < 0.000_1, "{before:?}");
        let (all, after) = curve.at(hours(9)).share.unwrap();
        assert_eq!((all, after.high), (1.0, 1.0));
        assert!((after.low - 0.292_4).abs() < 0.000_1, "{after:?}");
    }

    #[test]
    fn a_time_the_wrong_way_round_lasted_nothing() {
        assert_eq!(Curve::of([ended(-3), ended(5)]).steps[0].at, SignedDuration::ZERO);
    }

    fn lengths() -> impl Strategy<Value = Vec<Length>> {
        let one = (0..200_i64, any::<bool>())
            .prop_map(|(after, to_its_end)| if to_its_end { ended(after) } else { still_missing(after) });
        prop::collection::vec(one, 0..60)
    }

    proptest! {
        #[test]
        fn it_never_falls_and_stays_within_its_interval_between_nought_and_one(lengths in lengths()) {
            let curve = Curve::of(lengths);
            prop_assert!(curve.steps.windows(2).all(|pair| pair[0].share <= pair[1].share));
            for step in &curve.steps {
                let Interval { low, high } = step.interval;
                prop_assert!(0.0 <= low && low <= step.share + 1e-9 && step.share <= high + 1e-9 && high <= 1.0, "{step:?}");
            }
        }

        #[test]
        fn where_all_were_followed_to_the_end_it_is_the_share_of_those_who_ended(
            lengths in prop::collection::vec((0..200_i64).prop_map(ended), 1..60), at in 0..200_i64
        ) {
            let reading = Curve::of(lengths.clone()).at(hours(at));
            let by_then = lengths.iter().filter(|length| length.lasted <= hours(at)).count();
            prop_assert_eq!(reading.ended, by_then);
            prop_assert!((reading.share.unwrap().0 - share(by_then, lengths.len())).abs() < 1e-9);
        }

        #[test]
        fn the_order_in_which_they_come_changes_nothing(mut lengths in lengths()) {
            let curve = Curve::of(lengths.clone());
            lengths.reverse();
            prop_assert_eq!(curve, Curve::of(lengths));
        }
    }

    #[test]
    fn a_count_has_its_range_also_where_there_are_none_or_all() {
        let shown = |count, of| {
            let Interval { low, high } = Interval::of_count(count, of).unwrap();
            ((low * 1000.0).round() / 1000.0, (high * 1000.0).round() / 1000.0)
        };
        assert_eq!(shown(0, 11), (0.0, 0.259));
        assert_eq!(shown(11, 11), (0.741, 1.0));
        assert_eq!(shown(3, 10), (0.108, 0.603));
        assert_eq!(Interval::of_count(0, 0), None);
    }
}
