//! Chance with a seed: the same on every machine.

/// A generator of numbers (SplitMix64).
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(0x1234_5678_9ABC_DEF1))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to 1.
    pub(super) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(super) fn below(&mut self, bound: usize) -> usize {
        ((self.unit() * bound as f64) as usize).min(bound.saturating_sub(1))
    }

    pub(super) fn happens(&mut self, share: f64) -> bool {
        self.unit() < share
    }

    pub(super) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    pub(super) fn normal(&mut self, mean: f64, spread: f64) -> f64 {
        let radius = (-2.0 * self.unit().max(1e-12).ln()).sqrt();
        mean + spread * radius * (std::f64::consts::TAU * self.unit()).cos()
    }

    pub(super) fn exponential(&mut self, mean: f64) -> f64 {
        -mean * self.unit().max(1e-12).ln()
    }

    pub(super) fn lognormal(&mut self, median: f64, spread: f64) -> f64 {
        median * self.normal(0.0, spread).exp()
    }

    pub(super) fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// One of several, by their weights.
    pub(super) fn weighed<T: Copy>(&mut self, of: &[(T, f64)]) -> T {
        let mut at = self.unit() * of.iter().map(|(_, weight)| weight).sum::<f64>();
        for &(value, weight) in of {
            at -= weight;
            if at < 0.0 {
                return value;
            }
        }
        of[of.len() - 1].0
    }

    /// One of the first more often than one of the last, as words and names are used.
    pub(super) fn common(&mut self, count: usize) -> usize {
        let most = (count as f64 + 1.0).ln();
        (((self.unit() * most).exp() - 1.0) as usize).min(count - 1)
    }
}
