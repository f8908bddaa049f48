//! Figures as they are printed: what, how much, and whether it stays within its bound.

use std::time::Duration;

/// One thing measured.
pub(crate) struct Figure {
    what: String,
    value: f64,
    unit: &'static str,
    bound: Option<Bound>,
}

enum Bound {
    AtMost(f64),
    AtLeast(f64),
}

impl Figure {
    pub(crate) fn new(what: impl Into<String>, value: f64, unit: &'static str) -> Self {
        Self { what: what.into(), value, unit, bound: None }
    }

    pub(crate) fn seconds(what: impl Into<String>, took: Duration) -> Self {
        Self::new(what, took.as_secs_f64(), "s")
    }

    pub(crate) fn milliseconds(what: impl Into<String>, took: Duration) -> Self {
        Self::new(what, took.as_secs_f64() * 1000.0, "ms")
    }

    pub(crate) fn count(what: impl Into<String>, count: usize) -> Self {
        Self::new(what, count as f64, "")
    }

    /// The figure is good when it is at most this.
    pub(crate) fn with_bound(self, at_most: f64) -> Self {
        Self { bound: Some(Bound::AtMost(at_most)), ..self }
    }

    /// The figure is good when it is at least this.
    pub(crate) fn at_least(self, at_least: f64) -> Self {
        Self { bound: Some(Bound::AtLeast(at_least)), ..self }
    }

    /// As one line of the report.
    pub(crate) fn line(&self) -> String {
        let verdict = match self.bound {
            None => String::new(),
            Some(Bound::AtMost(bound)) => verdict(self.value <= bound, &format!("at most {bound}")),
            Some(Bound::AtLeast(bound)) => verdict(self.value >= bound, &format!("at least {bound}")),
        };
        format!("  {:<58} {:>14} {:<5}{verdict}", self.what, number(self.value), self.unit)
    }
}

/// A rate.
pub(crate) fn per_second(what: impl Into<String>, count: usize, took: Duration) -> Figure {
    Figure::new(what, count as f64 / took.as_secs_f64(), "/s")
}

/// Of many durations the one that a share of them stays within.
pub(crate) fn percentile(sorted: &[Duration], share: f64) -> Duration {
    let last = sorted.len().saturating_sub(1);
    sorted.get(((last as f64) * share).round() as usize).copied().unwrap_or_default()
}

fn verdict(holds: bool, bound: &str) -> String {
    let word = if holds { "within" } else { "NOT WITHIN" };
    format!(" {word} ({bound})")
}

fn number(value: f64) -> String {
    if value >= 1000.0 {
        let whole = format!("{value:.0}");
        let groups: Vec<&str> =
            whole.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap_or("")).collect();
        return groups.join(",");
    }
    if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value:.3}") }
}
