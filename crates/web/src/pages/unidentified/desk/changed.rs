//! What became known since somebody was excluded, on both sides, as it was and as it is.

use app::unidentified::{ChangedSince, pair::Feature};
use domain::{
    episode::Held,
    unidentified::{MissingFacts, UnidentifiedDetails},
};
use jiff::Timestamp;
use maud::{Markup, html};

use super::{
    beside::{FEATURES, held_words},
    reasons::{named, recorded},
};
use crate::catalogue::t;

/// Every change, one on a line; nothing where none of what pages show has changed.
pub(crate) fn what_changed(since: &ChangedSince, now: Timestamp) -> Markup {
    let side = |of: String, changes: Vec<Change>| {
        html! {
            @for change in changes {
                li {
                    (of) ", " (change.what) ": " bdi { (said(&change.was)) } " → " bdi { (said(&change.is)) }
                }
            }
        }
    };
    let (missing, found) = changes(since, now);
    html! {
        @if !missing.is_empty() || !found.is_empty() {
            ul class="govuk-list govuk-list--bullet" {
                (side(t!("desk-missing-side"), missing))
                (side(t!("desk-found-side"), found))
            }
        }
    }
}

/// Every change for a program: of which side, what, as it was, and as it is.
pub(crate) fn changed_facts(since: &ChangedSince, now: Timestamp) -> Vec<[String; 4]> {
    let (missing, found) = changes(since, now);
    let side = |of: &'static str| move |change: Change| [of.to_owned(), change.what, change.was, change.is];
    missing.into_iter().map(side("missing")).chain(found.into_iter().map(side("found"))).collect()
}

/// One thing that is known otherwise than before.
struct Change {
    what: String,
    was: String,
    is: String,
}

fn said(text: &str) -> String {
    if text.trim().is_empty() { t!("desk-not-recorded") } else { text.replace('\n', "; ") }
}

/// What has changed about the missing person, and about whoever was found.
fn changes(since: &ChangedSince, now: Timestamp) -> (Vec<Change>, Vec<Change>) {
    let (mut missing, mut found) = (Vec::new(), Vec::new());
    for feature in FEATURES.into_iter().chain([Feature::Effects]) {
        let (found_was, missing_was) = recorded(feature, &since.missing_then, &since.found_then, now);
        let (found_is, missing_is) = recorded(feature, &since.missing_now, &since.found_now, now);
        missing.extend(change(named(feature), missing_was, missing_is));
        found.extend(change(named(feature), found_was, found_is));
    }
    let (was, is) = (of_missing(&since.missing_then), of_missing(&since.missing_now));
    missing.extend(was.into_iter().zip(is).filter_map(|((what, was), (_, is))| change(what, was, is)));
    let (was, is) = (of_found(&since.found_then), of_found(&since.found_now));
    found.extend(was.into_iter().zip(is).filter_map(|((what, was), (_, is))| change(what, was, is)));
    (missing, found)
}

fn change(what: String, was: String, is: String) -> Option<Change> {
    (was != is).then_some(Change { what, was, is })
}

fn of_missing(facts: &MissingFacts) -> [(String, String); 6] {
    let held = [facts.dental, facts.dna, facts.fingerprints];
    described(&facts.features.hair_detail, &facts.features.teeth, facts.description.join("\n"), held)
}

fn of_found(details: &UnidentifiedDetails) -> [(String, String); 6] {
    let held = [details.dental, details.dna, details.fingerprints];
    let features = &details.features;
    described(&features.hair_detail, &features.teeth, details.circumstances.clone(), held)
}

fn described(
    hair: &str,
    teeth: &str,
    story: String,
    [dental, dna, fingerprints]: [Option<Held>; 3],
) -> [(String, String); 6] {
    [
        (t!("field-hair-detail"), hair.to_owned()),
        (t!("field-teeth"), teeth.to_owned()),
        (t!("desk-story"), story),
        (t!("field-dental"), held_words(dental)),
        (t!("field-dna"), held_words(dna)),
        (t!("field-fingerprints"), held_words(fingerprints)),
    ]
}
