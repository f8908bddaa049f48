//! What speaks for and against a pair, weighed: a sentence in odds, a chart in which each feature begins where the one before
//! ended, and the same figures as a table.

use app::unidentified::pair::{Bits, Candidate as Pair, Line};
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

/// It begins with how many are missing.
fn chart(pair: &Pair) -> Markup {
    let lines = weighed(pair).0.into_iter().map(|line| (named(line.feature), line.bits));
    waterfall::chart(Some((t!("desk-before"), pair.before)), lines)
}

fn table(pair: &Pair, missing: &MissingFacts, found: &UnidentifiedDetails, now: Timestamp) -> Markup {
    let (weighed, unweighed) = weighed(pair);
    let line = |line: &&Line| {
        let (of_found, of_missing) = compared(line, missing, found, now);
        vec![
            Cell::new(named(line.feature)),
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
    rows.push(alone(t!("weighed-sum"), chance(pair.weight), pair.weight));
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

/// A weight as the odds that it stands for, never as a finding.
pub(super) fn chance(weight: Bits) -> String {
    let odds = weight.odds();
    let of_one = odds / (1.0 + odds);
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
        let said = |hundredths: f32| chance(Bits::of(hundredths / 100.0));
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
