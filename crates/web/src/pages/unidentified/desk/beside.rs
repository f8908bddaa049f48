//! Both sides row by row: whoever was found on the left, the missing person on the right, and in words how they stand to each
//! other.

use app::unidentified::pair::{Candidate as Pair, Feature};
use domain::{
    episode::Held,
    unidentified::{MissingFacts, UnidentifiedDetails},
};
use jiff::Timestamp;
use maud::{Markup, html};

use super::reasons::{Verdict, named, recorded, verdict};
use crate::{
    acts::words,
    catalogue::t,
    components::{Cell, Table, Tag, TagColour},
    views::timeline::lines,
};

/// Features in the order in which a reviewer looks: what excludes, what anybody sees, what tells one from all others.
pub(super) const FEATURES: [Feature; 11] = [
    Feature::Dates,
    Feature::Place,
    Feature::Sex,
    Feature::Age,
    Feature::Ancestry,
    Feature::Stature,
    Feature::Weight,
    Feature::HairColour,
    Feature::HairLength,
    Feature::Eyes,
    Feature::Marks,
];

/// The table of both sides; `pictures` are those of the one found and of the missing person.
pub(super) fn beside(
    pair: &Pair,
    missing: &MissingFacts,
    found: &UnidentifiedDetails,
    pictures: [Markup; 2],
    now: Timestamp,
) -> Markup {
    let [of_found, of_missing] = pictures;
    let mut rows = vec![vec![
        Cell::new(t!("photographs-link")),
        Cell::new(of_found),
        Cell::new(of_missing),
        Cell::new(t!("desk-look")),
    ]];
    rows.extend(FEATURES.into_iter().chain([Feature::Effects]).map(|feature| {
        let (ours, theirs) = recorded(feature, missing, found, now);
        row(named(feature), &ours, &theirs, verdicts(pair, feature))
    }));
    let read = |name: String, ours: &str, theirs: &str| {
        let both = !ours.trim().is_empty() && !theirs.trim().is_empty();
        let verdict = if both {
            html! { (t!("desk-read-both")) }
        } else {
            tag(Verdict::NotKnown)
        };
        row(name, ours, theirs, verdict)
    };
    let (looks, seen) = (&missing.features, &found.features);
    rows.push(read(t!("field-hair-detail"), &seen.hair_detail, &looks.hair_detail));
    rows.push(read(t!("field-teeth"), &seen.teeth, &looks.teeth));
    rows.push(read(t!("desk-story"), &found.circumstances, &missing.description.join("\n")));
    let held = [
        (t!("field-dental"), found.dental, missing.dental),
        (t!("field-dna"), found.dna, missing.dna),
        (t!("field-fingerprints"), found.fingerprints, missing.fingerprints),
    ];
    rows.extend(held.map(|(name, ours, theirs)| {
        let both = ours == Some(Held::Held) && theirs == Some(Held::Held);
        let verdict =
            html! { @if both { strong { (t!("desk-compare")) } } @else { (t!("desk-cannot-compare")) } };
        row(name, &held_words(ours), &held_words(theirs), verdict)
    }));
    let heads = [t!("desk-feature"), t!("desk-found-side"), t!("desk-missing-side"), t!("desk-verdict")];
    html! {
        section.sw-section aria-labelledby="beside" {
            h2.govuk-heading-m #beside { (t!("desk-beside")) }
            (Table::new(rows).head(heads).first_cell_is_header().stacked().classes("sw-beside"))
        }
    }
}

fn row(name: String, found: &str, missing: &str, verdict: Markup) -> Vec<Cell> {
    let said = |text: &str| {
        html! {
            @if text.trim().is_empty() { span.sw-quiet { (t!("desk-not-recorded")) } } @else { bdi { (lines(text)) } }
        }
    };
    vec![Cell::new(name), Cell::new(said(found)), Cell::new(said(missing)), Cell::new(verdict)]
}

/// In words, each once with how often; the colour only repeats them.
fn verdicts(pair: &Pair, feature: Feature) -> Markup {
    let all: Vec<Verdict> =
        pair.lines.iter().filter(|line| line.feature == feature).filter_map(verdict).collect();
    let order = [Verdict::Same, Verdict::Fits, Verdict::Differs, Verdict::NotJudged, Verdict::NotKnown];
    let counted = order.map(|verdict| (verdict, all.iter().filter(|one| **one == verdict).count()));
    html! {
        @for (verdict, count) in counted.into_iter().filter(|(_, count)| *count > 0) {
            div { (tag(verdict)) @if count > 1 { " " (t!("desk-so-many", "count" => count)) } }
        }
    }
}

fn tag(verdict: Verdict) -> Markup {
    let colour = match verdict {
        Verdict::Same | Verdict::Fits => TagColour::Green,
        Verdict::Differs => TagColour::Yellow,
        Verdict::NotKnown | Verdict::NotJudged => TagColour::Grey,
    };
    html! { (Tag::new(words::choice("desk-verdict", verdict.word())).colour(colour)) }
}

pub(super) fn held_words(held: Option<Held>) -> String {
    held.map(|held| words::choice("held", held.word())).unwrap_or_default()
}
