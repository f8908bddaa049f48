//! Somebody whom a search found: what tells them from others of the same name.

use app::{KnownOfHit, PersonHit};
use domain::person::{BirthDate, CareBasis};
use jiff::Timestamp;
use maud::{Markup, html};

use super::person::born;
use crate::{
    acts::words,
    catalogue::{instant, t},
};

/// One line under the name: born, where they live and with whom, in whose care, how often missing before.
pub(crate) fn known(hit: &PersonHit, now: Timestamp) -> Markup {
    let known = &hit.known;
    let said = [
        born_on(&known.birth),
        on_one_line(&known.home_address).map(|address| t!("search-lives", "address" => address)),
        care(known.care),
        placed(known),
        known.worker.as_ref().map(|name| t!("search-worker", "name" => name.clone())),
        known.missing_since.map(|since| t!("search-missing-since", "time" => instant(since, now))),
        Some(t!("search-missing-before", "count" => known.missing_before)),
    ];
    html! {
        span.sw-hit {
            @for (place, said) in said.into_iter().flatten().enumerate() {
                @if place > 0 { " · " }
                bdi { (said) }
            }
        }
    }
}

fn born_on(birth: &BirthDate) -> Option<String> {
    match birth {
        BirthDate::Exact { .. } => Some(t!("search-born", "date" => born(birth))),
        BirthDate::Year { .. } | BirthDate::AgeRange { .. } => Some(born(birth)),
        BirthDate::Unknown => None,
    }
}

/// In care or having been: of whom nothing of the kind is known, nothing is said.
fn care(basis: CareBasis) -> Option<String> {
    let word = serde_json::to_value(basis).ok()?;
    matches!(basis, CareBasis::CareOrder | CareBasis::Accommodated | CareBasis::CareLeaver)
        .then(|| words::choice("care-basis", word.as_str().unwrap_or_default()))
}

fn placed(known: &KnownOfHit) -> Option<String> {
    let address = on_one_line(&known.placed_at)?;
    Some(match on_one_line(&known.placed_by_or_in) {
        None => t!("search-placed", "address" => address),
        Some(authority) => t!("search-placed-elsewhere", "address" => address, "authority" => authority),
    })
}

/// An address as one line; nothing where nobody has said.
fn on_one_line(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.lines().map(str::trim).filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
