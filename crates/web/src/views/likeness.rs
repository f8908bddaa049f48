//! A photograph where a person is shown: with what it shows in words, and how old it is.

use domain::{
    ids::PersonId,
    person::{Photograph, TakenTo},
    time::london,
};
use jiff::{Timestamp, Unit, civil::Date};
use maud::{Markup, html};

use crate::catalogue::{date_long, t};

/// How large it is shown in a list, in pixels across and down, whatever its own shape.
const IN_LIST: (u32, u32) = (44, 56);

/// How large it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// In a row of a list.
    InList,
    /// At the head of a page.
    AtHead,
    /// Beside another, so that two faces can be compared.
    Beside,
    /// As large as the page allows.
    Whole,
}

/// The photograph of somebody of that name, with the words that stand for it where it cannot be seen.
pub(crate) fn picture(
    person: PersonId,
    name: &str,
    photograph: &Photograph,
    now: Timestamp,
    shown: Shown,
) -> Markup {
    of_home(&format!("/people/{person}"), name, photograph, now, shown)
}

/// The photograph of whoever's record has this address.
pub(crate) fn of_home(
    home: &str,
    name: &str,
    photograph: &Photograph,
    now: Timestamp,
    shown: Shown,
) -> Markup {
    let words = t!("photograph-of", "name" => name, "taken" => taken(photograph, now));
    image(home, &photograph.digest, &words, shown, Some((photograph.width, photograph.height)))
}

/// The same in a list, which knows of the photograph no more than that there is one and when it was taken.
pub(crate) fn in_list(
    person: PersonId,
    name: &str,
    digest: &str,
    taken_on: Option<Date>,
    now: Timestamp,
) -> Markup {
    let taken = match taken_on {
        None => t!("photograph-taken-unknown"),
        Some(day) => t!("photograph-taken-ago", "ago" => ago(day, now)),
    };
    // Room is kept for it before it is there, so that nothing moves when it arrives.
    let room = Some(IN_LIST);
    image(
        &format!("/people/{person}"),
        digest,
        &t!("photograph-of", "name" => name, "taken" => taken),
        Shown::InList,
        room,
    )
}

fn image(home: &str, digest: &str, words: &str, shown: Shown, size: Option<(u32, u32)>) -> Markup {
    let whole = format!("{home}/photographs/{digest}");
    let (address, class) = match shown {
        Shown::InList => (format!("{whole}/thumbnail"), "sw-likeness sw-likeness--list"),
        Shown::AtHead => (format!("{whole}/thumbnail"), "sw-likeness sw-likeness--head"),
        Shown::Beside => (whole, "sw-likeness sw-likeness--beside"),
        Shown::Whole => (whole, "sw-likeness sw-likeness--whole"),
    };
    let (width, height) = size.unzip();
    html! { img class=(class) src=(address) alt=(words) width=[width] height=[height] loading="lazy" decoding="async"; }
}

/// When it was taken and how old the likeness is.
pub(crate) fn taken(photograph: &Photograph, now: Timestamp) -> String {
    let Some(day) = photograph.taken_on else {
        return t!("photograph-taken-unknown");
    };
    let ago = ago(day, now);
    match photograph.taken_to {
        TakenTo::Day => t!("photograph-taken-day", "day" => date_long(day), "ago" => ago),
        TakenTo::Month => t!("photograph-taken-month", "month" => month(day), "ago" => ago),
        TakenTo::Year => t!("photograph-taken-year", "year" => day.year().to_string(), "ago" => ago),
    }
}

/// The month and year of a day, as the long date has them.
fn month(day: Date) -> String {
    let long = date_long(day);
    long.split_once(' ').map_or(long.clone(), |(_, rest)| rest.to_owned())
}

/// How long ago in whole years, else months, else weeks: a likeness does not age by the day.
fn ago(day: Date, now: Timestamp) -> String {
    let today = now.to_zoned(london()).date();
    let span = |unit: Unit| today.since((unit, day)).ok();
    let years = span(Unit::Year).map_or(0, |span| i64::from(span.get_years()));
    let months = span(Unit::Month).map_or(0, |span| i64::from(span.get_months()));
    let weeks = span(Unit::Week).map_or(0, |span| i64::from(span.get_weeks()));
    match (years, months, weeks) {
        (2.., _, _) => t!("photograph-years-ago", "count" => years),
        (_, 2.., _) => t!("photograph-months-ago", "count" => months),
        (_, _, 1..) => t!("photograph-weeks-ago", "count" => weeks),
        _ => t!("photograph-this-week"),
    }
}
