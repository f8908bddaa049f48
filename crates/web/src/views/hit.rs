//! Somebody whom a search found: what tells them from others of the same name.

use app::{How, KnownOfHit, MatchWhy};
use domain::person::{BirthDate, CareBasis};
use jiff::Timestamp;
use maud::{Markup, html};

use super::person::born;
use crate::{
    acts::words,
    catalogue::{instant, t},
};

/// One line under the name: born, where they live and with whom, in whose care, how often missing before.
pub(crate) fn known(known: &KnownOfHit, now: Timestamp) -> Markup {
    let said = [
        known.found_dead.map(|at| t!("edges-dead-heading", "time" => instant(at, now))),
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

/// Why somebody was found: what differs from what was typed, word by word, and what else fits.
pub(crate) fn why(reasons: &[MatchWhy]) -> Markup {
    html! {
        span.sw-quiet {
            @for said in said(reasons) { " · " bdi { (said) } }
        }
    }
}

fn said(reasons: &[MatchWhy]) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    if reasons.iter().any(is_as_typed) {
        let whole = !reasons.iter().any(|reason| matches!(reason, MatchWhy::NoFit { .. }));
        let all_same =
            reasons.iter().filter(|reason| matches!(reason, MatchWhy::Word { .. })).all(is_as_typed);
        said.push(if whole && all_same { t!("search-why-name") } else { t!("search-why-part-of-name") });
    }
    for reason in reasons {
        let (one, known_as) = in_words(reason);
        said.extend(one);
        if let Some(other) = known_as {
            let other = t!("search-why-known-as", "name" => other);
            if !said.contains(&other) {
                said.push(other);
            }
        }
    }
    said
}

/// Whether a word stands in the name as it was typed, or begins it.
fn is_as_typed(reason: &MatchWhy) -> bool {
    matches!(reason, MatchWhy::Word { how: How::Same | How::Begins, .. })
}

/// One reason in words, where it needs any; and the other name that it is about.
fn in_words(reason: &MatchWhy) -> (Option<String>, Option<String>) {
    match reason {
        MatchWhy::Word { typed, name, how, known_as } => {
            let (typed, name) = (typed.clone(), name.clone());
            let one = match how {
                How::Same | How::Begins => None,
                How::SpeltNearly { .. } => {
                    Some(t!("search-why-spelt-nearly", "typed" => typed, "name" => name))
                }
                How::OtherTransliteration => {
                    Some(t!("search-why-written-otherwise", "typed" => typed, "name" => name))
                }
                How::Nickname => Some(t!("search-why-nickname", "typed" => typed, "name" => name)),
                How::SoundsAlike => Some(t!("search-why-sounds-alike", "typed" => typed, "name" => name)),
                How::Initial => Some(t!("search-why-initial", "typed" => typed, "name" => name)),
            };
            (one, known_as.clone())
        }
        MatchWhy::NoFit { typed } => (Some(t!("search-why-no-fit", "typed" => typed.clone())), None),
        MatchWhy::OrderSwapped => (Some(t!("search-why-order")), None),
        MatchWhy::AgeFits => (Some(t!("search-why-age")), None),
        MatchWhy::AgeNearly => (Some(t!("search-why-age-nearly")), None),
        MatchWhy::PlaceFits { place } => (Some(t!("search-why-place", "place" => place.clone())), None),
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

#[cfg(test)]
pub(crate) mod samples {
    use app::{How, KnownOfHit, MatchWhy, PersonHit};
    use domain::{
        ids::{EpisodeId, PersonId},
        person::CareBasis,
        projection::PersonRow,
    };
    use uuid::Uuid;

    use crate::views::samples::now;

    /// Somebody of that name in care, missing or not.
    pub(crate) fn hit(name: &str, missing: bool) -> PersonHit {
        PersonHit {
            row: PersonRow {
                person: PersonId(Uuid::from_u128(4)),
                name: name.to_owned(),
                sort_key: name.to_owned(),
                born_latest: None,
                born_earliest: None,
                missing_in: missing.then(|| EpisodeId(Uuid::from_u128(5))),
                sought_in: missing.then(|| EpisodeId(Uuid::from_u128(5))),
                likeness: None,
                granted_to: Vec::new(),
            },
            why: vec![
                MatchWhy::Word {
                    typed: "desmund".to_owned(),
                    name: name.to_owned(),
                    how: How::SoundsAlike,
                    known_as: Some(name.to_owned()),
                },
                MatchWhy::NoFit { typed: "smith".to_owned() },
                MatchWhy::OrderSwapped,
                MatchWhy::AgeFits,
                MatchWhy::PlaceFits { place: "Corby".to_owned() },
            ],
            known: KnownOfHit {
                home_address: format!("12 Sallow Bank\n{name}"),
                placed_at: if missing { name.to_owned() } else { String::new() },
                placed_by_or_in: name.to_owned(),
                care: CareBasis::CareOrder,
                worker: Some(name.to_owned()),
                missing_since: missing.then(now),
                missing_before: usize::from(missing),
                ..KnownOfHit::default()
            },
        }
    }
}
