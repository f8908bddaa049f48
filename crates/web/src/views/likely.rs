//! Why two are likely one person, in words.

use app::reports::{LikelyPerson, Reason, SaidTheSame, Strength};
use jiff::Timestamp;
use maud::{Markup, html};

use crate::catalogue::{instant, t};

/// How likely somebody on record is the one that is asked about, and why.
pub(crate) fn strength(likely: &LikelyPerson) -> Markup {
    strength_of(likely.strength, &likely.reasons)
}

/// How likely it is, and why.
pub(crate) fn strength_of(strength: Strength, why: &[Reason]) -> Markup {
    html! {
        strong { (how_likely(strength)) } ": " (reasons(why))
    }
}

/// How likely it is.
pub(crate) fn how_likely(strength: Strength) -> String {
    match strength {
        Strength::VeryLikely => t!("likely-very"),
        Strength::Possible => t!("likely-possible"),
    }
}

/// The reasons in one line, each by itself where names of two directions stand in it.
fn reasons(reasons: &[Reason]) -> Markup {
    html! {
        @for (place, reason) in reasons.iter().enumerate() {
            @if place > 0 { ", " }
            bdi { (said(reason)) }
        }
    }
}

/// One reason.
pub(crate) fn said(reason: &Reason) -> String {
    match reason {
        Reason::SameName => t!("likely-same-name"),
        Reason::NameNearly { typed, recorded } => {
            t!("likely-name-nearly", "typed" => typed.clone(), "recorded" => recorded.clone())
        }
        Reason::KnownAs { name } => t!("likely-known-as", "name" => name.clone()),
        Reason::NameInPart { typed, recorded } => {
            t!("likely-name-in-part", "typed" => typed.clone(), "recorded" => recorded.clone())
        }
        Reason::BirthSame => t!("likely-birth-same"),
        Reason::BirthSwapped => t!("likely-birth-swapped"),
        Reason::BirthNearly => t!("likely-birth-nearly"),
        Reason::BirthDiffers => t!("likely-birth-differs"),
        Reason::AgeFits => t!("likely-age-fits"),
        Reason::AgeDoesNotFit => t!("likely-age-does-not-fit"),
        Reason::SexDiffers => t!("likely-sex-differs"),
        Reason::SameAddress => t!("likely-same-address"),
        Reason::SameTelephone => t!("likely-same-telephone"),
        Reason::SameCarer => t!("likely-same-carer"),
        Reason::MissingNow => t!("likely-missing-now"),
    }
}

/// Who said of two records that they are of one person, and when.
pub(crate) fn said_the_same(said: &SaidTheSame, now: Timestamp) -> String {
    let name = said.name.clone().unwrap_or_else(|| t!("history-somebody"));
    let agency = said.agency.iter().filter(|agency| !agency.is_empty()).cloned();
    let who = std::iter::once(name).chain(agency).collect::<Vec<_>>().join(", ");
    t!("said-the-same", "who" => who, "when" => instant(said.at, now))
}
