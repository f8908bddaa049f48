//! The curve as a drawing, made on the server: a line that rises, the band of its range around it, the length of this time
//! missing. It has no colour of a grade, and the table beside it holds the same figures.

use domain::comparable::{Curve, Interval};
use jiff::SignedDuration;
use maud::{Markup, html};

use super::tables::percent;
use crate::catalogue::{duration, t};

/// The drawing in its own units; the style sheet sets it as wide as the column.
const WIDTH: f64 = 360.0;
const HEIGHT: f64 = 230.0;
const LEFT: f64 = 44.0;
const RIGHT: f64 = 348.0;
const TOP: f64 = 24.0;
const BOTTOM: f64 = 184.0;

/// A curve up to an end of its axis, with marks in hours.
struct Axis {
    hours: i64,
    marks: &'static [i64],
}

/// Two days, a week, four weeks: as far as needed for the length of this one to stand within.
const AXES: [Axis; 3] = [
    Axis { hours: 48, marks: &[0, 8, 16, 24, 36, 48] },
    Axis { hours: 168, marks: &[0, 24, 48, 96, 168] },
    Axis { hours: 672, marks: &[0, 168, 336, 504, 672] },
];

/// A drawing of a curve, with a line at the length of this time missing, where that is compared.
pub(super) fn chart(id: &str, curve: &Curve, lasted: Option<SignedDuration>) -> Markup {
    let axis = axis(lasted);
    let end = SignedDuration::from_hours(axis.hours);
    let reading = curve.at(end);
    let last =
        reading.share.map_or_else(|| curve.steps.last().map_or(0.0, |step| step.share), |(share, _)| share);
    let text = t!("comparable-chart-text", "share" => t!("comparable-share", "share" => percent(last)),
        "count" => curve.count(), "end" => duration(end));
    let drawn = Drawn::of(curve, end);
    html! {
        figure.sw-curve {
            svg viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img"
                aria-labelledby={ (id) "-title " (id) "-text" } {
                title id={ (id) "-title" } { (t!("comparable-chart-title")) }
                desc id={ (id) "-text" } { (text) }
                (grid(axis))
                path.sw-curve__band d=(drawn.band) {}
                path.sw-curve__line d=(drawn.line) {}
                @if let Some(lasted) = lasted.filter(|lasted| *lasted <= end) {
                    @let x = across(lasted, end);
                    @let anchor = if x > (LEFT + RIGHT) / 2.0 { "end" } else { "start" };
                    line.sw-curve__now x1=(n(x)) x2=(n(x)) y1=(n(TOP - 6.0)) y2=(n(BOTTOM)) {}
                    text.sw-curve__words x=(n(x)) y=(n(TOP - 10.0)) text-anchor=(anchor) {
                        (t!("comparable-chart-now", "lasted" => duration(lasted)))
                    }
                }
                text.sw-curve__words x=(n((LEFT + RIGHT) / 2.0)) y=(n(BOTTOM + 38.0)) text-anchor="middle" {
                    (t!("comparable-chart-axis"))
                }
            }
        }
    }
}

fn axis(lasted: Option<SignedDuration>) -> &'static Axis {
    let hours = lasted.unwrap_or_default().as_hours();
    AXES.iter().find(|axis| hours < axis.hours).unwrap_or(&AXES[2])
}

fn grid(axis: &Axis) -> Markup {
    let end = SignedDuration::from_hours(axis.hours);
    html! {
        @for (share, words) in [(0.0, "0".to_owned()), (0.5, t!("comparable-chart-half")), (1.0, t!("comparable-chart-all"))] {
            @let y = up(share);
            line.sw-curve__grid x1=(n(LEFT)) x2=(n(RIGHT)) y1=(n(y)) y2=(n(y)) {}
            text.sw-curve__words x=(n(LEFT - 6.0)) y=(n(y + 4.0)) text-anchor="end" { (words) }
        }
        @for hours in axis.marks {
            @let x = across(SignedDuration::from_hours(*hours), end);
            line.sw-curve__grid x1=(n(x)) x2=(n(x)) y1=(n(BOTTOM)) y2=(n(BOTTOM + 5.0)) {}
            text.sw-curve__words x=(n(x)) y=(n(BOTTOM + 19.0)) text-anchor="middle" { (mark(*hours)) }
        }
    }
}

fn mark(hours: i64) -> String {
    if hours >= 72 && hours % 24 == 0 {
        t!("comparable-chart-days", "count" => hours / 24)
    } else {
        t!("comparable-chart-hours", "count" => hours)
    }
}

/// Outlines.
struct Drawn {
    line: String,
    band: String,
}

impl Drawn {
    /// As far as anybody was followed, or to the end of the axis.
    fn of(curve: &Curve, end: SignedDuration) -> Self {
        let until = curve.longest().map_or(end, |longest| longest.lasted.min(end));
        let begins = curve.at(SignedDuration::ZERO);
        let (mut share, mut interval) = begins.share.unwrap_or((0.0, Interval { low: 0.0, high: 0.0 }));
        let mut line = format!("M{} {}", n(LEFT), n(up(share)));
        let mut above = vec![(LEFT, interval.high)];
        let mut below = vec![(LEFT, interval.low)];
        for step in curve.steps.iter().filter(|step| step.at <= until) {
            let x = across(step.at, end);
            line.push_str(&format!("H{}V{}", n(x), n(up(step.share))));
            above.extend([(x, interval.high), (x, step.interval.high)]);
            below.extend([(x, interval.low), (x, step.interval.low)]);
            (share, interval) = (step.share, step.interval);
        }
        let x = across(until, end);
        line.push_str(&format!("H{}V{}", n(x), n(up(share))));
        above.push((x, interval.high));
        below.push((x, interval.low));
        let points = above.into_iter().chain(below.into_iter().rev());
        let outline: Vec<String> = points.map(|(x, share)| format!("{} {}", n(x), n(up(share)))).collect();
        Self { line, band: format!("M{}Z", outline.join("L")) }
    }
}

fn across(at: SignedDuration, end: SignedDuration) -> f64 {
    LEFT + (RIGHT - LEFT) * (at.as_secs_f64() / end.as_secs_f64()).clamp(0.0, 1.0)
}

fn up(share: f64) -> f64 {
    BOTTOM - (BOTTOM - TOP) * share.clamp(0.0, 1.0)
}

/// A place with one digit after the point: no drawing needs more.
fn n(place: f64) -> String {
    format!("{place:.1}")
}
