//! Weights as a chart in which each bar begins where the one above ended, and as odds in words. A table beside it says the
//! same, so that whoever cannot see the chart misses nothing.

use app::unidentified::pair::Bits;
use maud::{Markup, html};

use crate::catalogue::t;

/// Across the chart, in units of its own.
const ACROSS: i64 = 1000;
/// How high a bar is, in the same units down.
const DOWN: i64 = 20;
/// The least that a bar is wide, so that a small weight is seen.
const LEAST: i64 = 4;

/// One step of the chart.
struct Step {
    name: String,
    from: i64,
    to: i64,
    kind: &'static str,
    weight: String,
}

/// The chart of named weights, from where they begin, if not from nothing, to their sum.
pub(crate) fn chart(before: Option<(String, Bits)>, weights: impl Iterator<Item = (String, Bits)>) -> Markup {
    let steps = steps(before, weights);
    let ends = || steps.iter().flat_map(|step| [step.from, step.to]);
    let (least, most) = (ends().min().unwrap_or(0).min(0), ends().max().unwrap_or(0).max(0));
    let whole = (most - least).max(1);
    let at = |value: i64| (value - least) * ACROSS / whole;
    html! {
        figure.sw-waterfall {
            figcaption.govuk-body-s { (t!("weighed-chart-caption")) }
            div aria-hidden="true" {
                @for step in &steps {
                    @let (left, right) = (at(step.from.min(step.to)), at(step.from.max(step.to)));
                    div class={ "sw-waterfall__step sw-waterfall__step--" (step.kind) } {
                        span.sw-waterfall__name { (step.name) }
                        svg viewBox={ "0 0 " (ACROSS) " " (DOWN) } preserveAspectRatio="none" focusable="false" {
                            line.sw-waterfall__zero x1=(at(0)) x2=(at(0)) y1="0" y2=(DOWN) {}
                            rect class={ "sw-waterfall__bar sw-waterfall__bar--" (step.kind) } x=(left.min(ACROSS - LEAST))
                                y="3" width=((right - left).max(LEAST)) height=(DOWN - 6) {}
                        }
                        span.sw-waterfall__weight { (step.weight) }
                    }
                }
            }
        }
    }
}

fn steps(before: Option<(String, Bits)>, weights: impl Iterator<Item = (String, Bits)>) -> Vec<Step> {
    let step = |name: String, from: i64, to: i64, kind: &'static str| Step {
        weight: Bits::of((to - from) as f32 / 100.0).to_string(),
        name,
        from,
        to,
        kind,
    };
    let hundredths = |weight: Bits| i64::from(weight.hundredths());
    let mut at = before.as_ref().map_or(0, |(_, weight)| hundredths(*weight));
    let mut steps: Vec<Step> = before.into_iter().map(|(name, _)| step(name, 0, at, "before")).collect();
    for (name, weight) in weights {
        let next = at + hundredths(weight);
        steps.push(step(name, at, next, if next > at { "for" } else { "against" }));
        at = next;
    }
    steps.push(step(t!("weighed-sum"), 0, at, "sum"));
    steps
}

/// How much likelier one weight makes it.
pub(crate) fn times(bits: Bits) -> String {
    let factor = bits.bits().abs().exp2();
    if factor < 1.15 {
        return t!("weighed-times-nothing");
    }
    let factor = if factor < 3.0 { format!("{factor:.1}") } else { rounded(factor) };
    if bits > Bits::default() {
        t!("weighed-times-likelier", "times" => factor)
    } else {
        t!("weighed-times-unlikelier", "times" => factor)
    }
}

/// What one side says; a dash where it says nothing.
pub(crate) fn said(text: &str) -> Markup {
    html! {
        @if text.trim().is_empty() { span.sw-quiet { (t!("weighed-nothing")) } } @else { bdi { (super::timeline::lines(text)) } }
    }
}

/// To two figures: more would say more than anybody knows.
pub(crate) fn rounded(number: f64) -> String {
    let mut unit = 1.0;
    while number / unit >= 100.0 {
        unit *= 10.0;
    }
    let whole = format!("{:.0}", (number / unit).round() * unit);
    let thousands: Vec<String> =
        whole.as_bytes().rchunks(3).rev().map(|part| String::from_utf8_lossy(part).into_owned()).collect();
    thousands.join(",")
}
