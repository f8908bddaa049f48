//! Why two records may be of one person, and what speaks against it: in a sentence, as a chart, and as a table with what both
//! records say.

use app::{
    merging::Comparison,
    reports::{Matter, Reason, Weighing, Weighs},
};
use domain::file::PersonFile;
use maud::{Markup, html};

use crate::{
    acts::words,
    catalogue::{instant, t},
    components::{Cell, Table, inset_text},
    views::{
        likely, person,
        waterfall::{self, said, times},
    },
};

/// The section of the page.
pub(super) fn weighing(comparison: &Comparison) -> Markup {
    let weighing = &comparison.weighing;
    let together = weighing.together();
    html! {
        section.sw-section aria-labelledby="weighing" {
            h2.govuk-heading-m #weighing {
                @if weighing.strength.is_some() { (t!("weighing-heading")) } @else { (t!("weighing-heading-two")) }
            }
            p.govuk-body { (in_short(weighing)) }
            @if let Some(said_at) = weighing.told_apart {
                (inset_text(t!("weighing-told-apart", "when" => instant(said_at, comparison.now))))
            }
            @if let Some(said) = &comparison.said_the_same {
                (inset_text(likely::said_the_same(said, comparison.now)))
            }
            @if together.is_some() {
                p.govuk-body { (t!("weighing-how")) }
                (waterfall::chart(None, weights(weighing)))
            }
            (table(comparison))
        }
    }
}

/// What the program makes of it, with the reasons.
fn in_short(weighing: &Weighing) -> Markup {
    let reasons: Vec<Reason> = weighing
        .matters
        .iter()
        .filter_map(|(_, weighs)| match weighs {
            Weighs::Says(_, reason) => Some(reason.clone()),
            Weighs::Nothing | Weighs::NotKnown | Weighs::OfTwoPeople => None,
        })
        .collect();
    match (weighing.strength, weighing.together()) {
        (Some(strength), _) => likely::strength_of(strength, &reasons),
        (None, Some(_)) => html! { (t!("weighing-too-little")) },
        (None, None) => html! { (t!("weighing-two-people")) },
    }
}

fn weights(weighing: &Weighing) -> impl Iterator<Item = (String, app::unidentified::pair::Bits)> {
    let says = weighing.matters.iter().filter(|(_, weighs)| matches!(weighs, Weighs::Says(..)));
    says.map(|(matter, weighs)| (named(*matter), weighs.weight()))
}

fn named(matter: Matter) -> String {
    words::choice("weighing-matter", matter.word())
}

fn table(comparison: &Comparison) -> Markup {
    let Comparison { here, there, weighing, .. } = comparison;
    let row = |(matter, weighs): &(Matter, Weighs)| {
        vec![
            Cell::new(named(*matter)),
            Cell::new(said(&of(here, *matter))),
            Cell::new(said(&of(there, *matter))),
            Cell::new(why(*matter, weighs)),
            Cell::new(match weighs {
                Weighs::Says(..) => html! { (weighs.weight()) },
                Weighs::Nothing | Weighs::NotKnown | Weighs::OfTwoPeople => said(""),
            })
            .numeric(),
        ]
    };
    let mut rows: Vec<Vec<Cell>> = weighing.matters.iter().map(row).collect();
    if let Some(sum) = weighing.together() {
        let empty = || Cell::new(said(""));
        let words = match weighing.strength {
            Some(strength) => likely::how_likely(strength),
            None => t!("weighing-too-little"),
        };
        rows.push(vec![
            Cell::new(t!("weighed-sum")),
            empty(),
            empty(),
            Cell::new(words),
            Cell::new(sum.to_string()).numeric(),
        ]);
    }
    let heads = [
        t!("weighing-matter"),
        t!("merge-this-record"),
        t!("merge-other-record"),
        t!("weighed-why"),
        t!("weighed-weight"),
    ];
    html! { (Table::new(rows).head(heads).caption(t!("weighed-table-caption")).first_cell_is_header().stacked()) }
}

fn why(matter: Matter, weighs: &Weighs) -> Markup {
    match weighs {
        Weighs::Says(_, reason) => html! {
            bdi { (sentence(&likely::said(reason))) } " " strong { (times(weighs.weight())) }
        },
        Weighs::Nothing => html! { (words::choice("weighing-nothing", matter.word())) },
        Weighs::NotKnown => html! { (t!("weighing-not-known")) },
        Weighs::OfTwoPeople => html! { strong { (t!("weighing-names-end")) } },
    }
}

/// A reason stands in a line with others elsewhere; here it stands alone.
fn sentence(reason: &str) -> String {
    let mut letters = reason.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}.", letters.as_str())
}

/// What a record says of a matter.
fn of(file: &PersonFile, matter: Matter) -> String {
    let details = &file.person.details;
    match matter {
        Matter::Name => std::iter::once(person::name_text(&file.person))
            .chain(details.other_names.iter().cloned())
            .collect::<Vec<_>>()
            .join("\n"),
        Matter::Birth => person::born_or_said(details),
        Matter::Sex => words::choice("sex", &super::view::word_of(&details.sex)),
        Matter::Address => {
            let placed = file.placements.values().filter(|placement| placement.ended_at.is_none());
            let places = placed.map(|placement| placement.recorded.address.as_str());
            let mut all: Vec<&str> = std::iter::once(details.home_address.as_str()).chain(places).collect();
            all.retain(|place| !place.trim().is_empty());
            all.dedup();
            all.join("\n")
        }
        Matter::Telephone => details.phones_and_accounts.clone(),
        Matter::Carer => details.contacts.iter().map(person::contact).collect::<Vec<_>>().join("\n"),
    }
}
