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
    views::waterfall::{self, rounded, said, times},
};

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

/// What a line compares, or that it takes away what lines above would count twice.
fn name(line: &Line) -> String {
    if let Reason::GoTogether { .. } = line.reason {
        return t!("desk-counted-once", "what" => named(line.feature));
    }
    named(line.feature)
}

/// What everybody else who fits leaves for the two, where anybody does.
fn rivals(pair: &Pair) -> Option<Bits> {
    Some(pair.rivals()).filter(|bits| *bits != Bits::default())
}

/// It begins with how many are missing.
fn chart(pair: &Pair) -> Markup {
    let lines = weighed(pair).0.into_iter().map(|line| (name(line), line.bits));
    let rivals = rivals(pair).map(|bits| (t!("desk-rivals"), bits));
    waterfall::chart(Some((t!("desk-before"), pair.before)), lines.chain(rivals))
}

fn table(pair: &Pair, missing: &MissingFacts, found: &UnidentifiedDetails, now: Timestamp) -> Markup {
    let (weighed, unweighed) = weighed(pair);
    let line = |line: &&Line| {
        let (of_found, of_missing) = compared(line, missing, found, now);
        vec![
            Cell::new(name(line)),
            Cell::new(said(&of_found)),
            Cell::new(said(&of_missing)),
            Cell::new(html! { strong { (times(line.bits)) } " " (why(&line.reason)) }),
            Cell::new(line.bits.to_string()).numeric(),
        ]
    };
    let alone = |name: String, words: String, bits: Bits| {
        let empty = || Cell::new(said(""));
        vec![Cell::new(name), empty(), empty(), Cell::new(words), Cell::new(bits.to_string()).numeric()]
    };
    let mut rows = vec![alone(t!("desk-before"), t!("desk-before-why"), pair.before)];
    rows.extend(weighed.iter().map(line));
    rows.extend(rivals(pair).map(|bits| alone(t!("desk-rivals"), t!("desk-rivals-why"), bits)));
    rows.push(alone(t!("weighed-sum"), chance(pair), pair.weight + pair.rivals()));
    let heads = [
        t!("desk-feature"),
        t!("desk-found-side"),
        t!("desk-missing-side"),
        t!("weighed-why"),
        t!("weighed-weight"),
    ];
    let quiet: Vec<Markup> = unweighed
        .iter()
        .map(|line| html! { li { (named(line.feature)) ": " (why(&line.reason)) } })
        .collect();
    html! {
        (Table::new(rows).head(heads).caption(t!("weighed-table-caption")).first_cell_is_header().stacked())
        @if !quiet.is_empty() {
            (Details::new(t!("desk-weighs-nothing", "count" => quiet.len()), html! {
                ul class="govuk-list govuk-list--bullet" { @for line in &quiet { (line) } }
            }))
        }
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
