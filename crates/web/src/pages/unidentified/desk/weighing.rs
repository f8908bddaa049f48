//! What speaks for and against a pair, weighed: a sentence in odds, a chart in which each feature begins where the one before
//! ended, and the same figures as a table.

use app::unidentified::pair::{Bits, Candidate as Pair, Line, Reason};
use domain::unidentified::{MissingFacts, UnidentifiedDetails};
use jiff::Timestamp;
use maud::{Markup, html};

use super::reasons::{compared, named, why};
use crate::{
    catalogue::t,
    components::{Cell, Details, Table},
    views::timeline::lines,
};

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

/// Chart and table.
pub(super) fn weighing(
    pair: &Pair,
    missing: &MissingFacts,
    found: &UnidentifiedDetails,
    now: Timestamp,
) -> Markup {
    html! {
        section.sw-section aria-labelledby="weighing" {
            h2.govuk-heading-m #weighing { (t!("desk-weighing")) }
            p.govuk-body { (t!("desk-weighing-how")) }
            (chart(pair))
            (table(pair, missing, found, now))
        }
    }
}

/// The lines that weigh something; the others are named in a sentence.
fn weighed(pair: &Pair) -> (Vec<&Line>, Vec<&Line>) {
    pair.lines.iter().partition(|line| line.bits != Bits::default())
}

fn steps(pair: &Pair) -> Vec<Step> {
    let step = |name: String, from: i64, to: i64, kind: &'static str| Step {
        weight: Bits::of((to - from) as f32 / 100.0).to_string(),
        name,
        from,
        to,
        kind,
    };
    let mut at = i64::from(pair.before.hundredths());
    let mut steps = vec![step(t!("desk-before"), 0, at, "before")];
    for line in weighed(pair).0 {
        let next = at + i64::from(line.bits.hundredths());
        steps.push(step(name(line), at, next, if next > at { "for" } else { "against" }));
        at = next;
    }
    if pair.rivals() != Bits::default() {
        let next = at + i64::from(pair.rivals().hundredths());
        steps.push(step(t!("desk-rivals"), at, next, if next > at { "for" } else { "against" }));
        at = next;
    }
    steps.push(step(t!("desk-sum"), 0, at, "sum"));
    steps
}

/// What a line compares, or that it takes away what lines above would count twice.
fn name(line: &Line) -> String {
    if let Reason::GoTogether { .. } = line.reason {
        return t!("desk-counted-once", "what" => named(line.feature));
    }
    named(line.feature)
}

/// Each bar begins where the one above ended. The table says the same, so that whoever cannot see it misses nothing.
fn chart(pair: &Pair) -> Markup {
    let steps = steps(pair);
    let ends = || steps.iter().flat_map(|step| [step.from, step.to]);
    let (least, most) = (ends().min().unwrap_or(0).min(0), ends().max().unwrap_or(0).max(0));
    let whole = (most - least).max(1);
    let at = |value: i64| (value - least) * ACROSS / whole;
    html! {
        figure.sw-waterfall {
            figcaption.govuk-body-s { (t!("desk-chart-caption")) }
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

fn table(pair: &Pair, missing: &MissingFacts, found: &UnidentifiedDetails, now: Timestamp) -> Markup {
    let (weighed, unweighed) = weighed(pair);
    let said = |text: String| {
        html! { @if text.is_empty() { span.sw-quiet { (t!("desk-nothing")) } } @else { bdi { (lines(&text)) } } }
    };
    let line = |line: &&Line| {
        let (of_found, of_missing) = compared(line, missing, found, now);
        vec![
            Cell::new(name(line)),
            Cell::new(said(of_found)),
            Cell::new(said(of_missing)),
            Cell::new(html! { strong { (times(line.bits)) } " " (why(&line.reason)) }),
            Cell::new(line.bits.to_string()).numeric(),
        ]
    };
    let alone = |name: String, words: String, bits: Bits| {
        let empty = || Cell::new(said(String::new()));
        vec![Cell::new(name), empty(), empty(), Cell::new(words), Cell::new(bits.to_string()).numeric()]
    };
    let mut rows = vec![alone(t!("desk-before"), t!("desk-before-why"), pair.before)];
    rows.extend(weighed.iter().map(line));
    if pair.rivals() != Bits::default() {
        rows.push(alone(t!("desk-rivals"), t!("desk-rivals-why"), pair.rivals()));
    }
    rows.push(alone(t!("desk-sum"), chance(pair), pair.weight + pair.rivals()));
    let heads = [
        t!("desk-feature"),
        t!("desk-found-side"),
        t!("desk-missing-side"),
        t!("desk-why"),
        t!("desk-weight"),
    ];
    let quiet: Vec<Markup> = unweighed
        .iter()
        .map(|line| html! { li { (named(line.feature)) ": " (why(&line.reason)) } })
        .collect();
    html! {
        (Table::new(rows).head(heads).caption(t!("desk-table-caption")).first_cell_is_header().stacked())
        @if !quiet.is_empty() {
            (Details::new(t!("desk-weighs-nothing", "count" => quiet.len()), html! {
                ul class="govuk-list govuk-list--bullet" { @for line in &quiet { (line) } }
            }))
        }
    }
}

/// How much likelier one feature makes it.
fn times(bits: Bits) -> String {
    let factor = bits.bits().abs().exp2();
    if factor < 1.15 {
        return t!("desk-times-nothing");
    }
    let factor = if factor < 3.0 { format!("{factor:.1}") } else { rounded(factor) };
    if bits > Bits::default() {
        t!("desk-times-likelier", "times" => factor)
    } else {
        t!("desk-times-unlikelier", "times" => factor)
    }
}

/// How likely a pair is, held against everybody else on both sides, never as a finding.
pub(in crate::pages::unidentified) fn chance(pair: &Pair) -> String {
    in_words(pair.chances.of_missing)
}

fn in_words(of_one: f64) -> String {
    if of_one < 0.0001 {
        t!("desk-chance-least")
    } else if of_one <= 0.5 {
        t!("desk-chance-one-in", "many" => rounded(1.0 / of_one))
    } else if of_one < 0.995 {
        t!("desk-chance-in-hundred", "many" => format!("{:.0}", of_one * 100.0))
    } else {
        t!("desk-chance-most")
    }
}

/// To two figures: more would say more than anybody knows.
fn rounded(number: f64) -> String {
    let mut unit = 1.0;
    while number / unit >= 100.0 {
        unit *= 10.0;
    }
    let whole = format!("{:.0}", (number / unit).round() * unit);
    let thousands: Vec<String> =
        whole.as_bytes().rchunks(3).rev().map(|part| String::from_utf8_lossy(part).into_owned()).collect();
    thousands.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_is_said_as_odds_and_no_more_exactly_than_anybody_knows() {
        let said = |hundredths: f32| {
            let odds = Bits::of(hundredths / 100.0).odds();
            in_words(odds / (1.0 + odds))
        };
        assert!(said(0.0).contains("1 in 2"), "{}", said(0.0));
        assert!(said(-532.0).contains("1 in 41"), "{}", said(-532.0));
        assert!(said(-1032.0).contains("1 in 1,300"), "{}", said(-1032.0));
        assert!(said(-2000.0).contains("10,000"), "{}", said(-2000.0));
        assert!(said(300.0).contains("89 in 100"), "{}", said(300.0));
        assert!(said(1500.0).contains("99 in 100"), "{}", said(1500.0));
        for hundredths in (-2000..2000).step_by(50) {
            assert!(!said(hundredths as f32).to_lowercase().contains("match"));
        }
    }
}
