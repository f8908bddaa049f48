//! Whether probabilities mean what they say: of all pairs that were called 0.7 certain, seven in ten should be one person's.

/// Probabilities held against what turned out to be true.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    /// The bins that hold any pair, in ascending order of probability.
    pub bins: Vec<Bin>,
    /// How far probability and truth lie apart on average over the pairs: the expected calibration error.
    pub expected_error: f64,
}

/// Pairs of about the same probability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// The lowest probability of the bin.
    pub from: f64,
    /// The probability at which the next bin begins.
    pub to: f64,
    /// How many pairs lie in it.
    pub pairs: u64,
    /// Their mean probability.
    pub mean_probability: f64,
    /// The share of them that are one person's.
    pub share_same: f64,
}

impl Bin {
    /// How much surer the pairs of this bin were than they had a right to be; negative where they were too unsure.
    #[must_use]
    pub fn too_sure_by(&self) -> f64 {
        self.mean_probability - self.share_same
    }
}

/// Where one bin ends and the next begins: narrow where certainty is decided, in tenths between.
const EDGES: [f64; 15] = [0.0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999];

/// Holds probabilities against the truth of each pair.
pub fn calibration(pairs: impl IntoIterator<Item = (f64, crate::Verdict)>) -> Calibration {
    let mut sums = [(0u64, 0.0, 0.0); EDGES.len()];
    for (probability, truth) in pairs {
        let bin = EDGES.partition_point(|&edge| edge <= probability).saturating_sub(1);
        let (count, probabilities, same) = &mut sums[bin];
        *count += 1;
        *probabilities += probability;
        *same += match truth {
            crate::Verdict::Same => 1.0,
            crate::Verdict::Different => 0.0,
        };
    }
    let ends = EDGES[1..].iter().copied().chain([1.0]);
    let bins: Vec<Bin> = EDGES
        .into_iter()
        .zip(ends)
        .zip(sums)
        .filter(|(_, (count, ..))| *count > 0)
        .map(|((from, to), (pairs, probabilities, same))| Bin {
            from,
            to,
            pairs,
            mean_probability: probabilities / pairs as f64,
            share_same: same / pairs as f64,
        })
        .collect();
    let all: u64 = bins.iter().map(|bin| bin.pairs).sum();
    let apart: f64 = bins.iter().map(|bin| bin.too_sure_by().abs() * bin.pairs as f64).sum();
    Calibration { expected_error: if all == 0 { 0.0 } else { apart / all as f64 }, bins }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Verdict::{Different, Same};

    #[test]
    fn bins_hold_what_was_said_against_what_was_true() {
        let sure = std::iter::repeat_n((0.9995, Same), 9).chain([(0.9995, Different)]);
        let unsure = [(0.5, Same), (0.52, Different), (0.54, Same), (0.56, Different)];
        let shown = calibration(sure.chain(unsure));
        assert_eq!(shown.bins.len(), 2);
        let [middle, top] = [shown.bins[0], shown.bins[1]];
        assert_eq!((middle.from, middle.to, middle.pairs), (0.5, 0.6, 4));
        assert!((middle.mean_probability - 0.53).abs() < 1e-9 && (middle.share_same - 0.5).abs() < 1e-9);
        assert!((top.too_sure_by() - 0.0995).abs() < 1e-9 && (top.to - 1.0).abs() < 1e-9);
        let expected = (4.0 * 0.03 + 10.0 * 0.0995) / 14.0;
        assert!((shown.expected_error - expected).abs() < 1e-9);
    }

    #[test]
    fn nothing_is_no_error_and_certainty_has_a_bin() {
        assert!(calibration([]).bins.is_empty());
        assert_eq!(calibration([(1.0, Same), (0.0, Different)]).bins.len(), 2);
    }
}
