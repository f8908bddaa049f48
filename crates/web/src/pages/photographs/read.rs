//! When a photograph was taken, as far as it was said, and why a file is not kept.

use app::photographs::NoPicture;
use domain::{ids::EntryId, person::TakenTo, refusal::Refusal};
use jiff::civil::Date;

use crate::{catalogue::t, components::FormErrors, forms::Posted};

/// When a photograph was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Taken {
    /// The day, or the first of the month or year; nothing where nobody knows.
    pub(crate) on: Option<Date>,
    /// How exactly it is known.
    pub(crate) to: TakenTo,
}

/// What was typed: a day, a month, a year, or nothing; and what is wrong with it.
pub(super) fn taken(posted: &Posted) -> (Option<Taken>, FormErrors) {
    let mut errors = FormErrors::none();
    let [day, month, year] = ["taken-day", "taken-month", "taken-year"].map(|part| posted.get(part).trim());
    let taken = Taken::parse(day, month, year);
    if taken.is_none() {
        errors.add("taken-day", t!("photograph-taken-unreadable"));
    }
    (taken, errors)
}

impl Taken {
    /// From the three parts of a date, of which the day, or day and month, may be left out; nothing where that is no date.
    pub(crate) fn parse(day: &str, month: &str, year: &str) -> Option<Self> {
        let number = |text: &str| text.parse::<i8>().ok();
        if day.is_empty() && month.is_empty() && year.is_empty() {
            return Some(Self { on: None, to: TakenTo::Day });
        }
        let year: i16 = year.parse().ok().filter(|year| (1850..=9999).contains(year))?;
        let (day, month, to) = match (day, month) {
            ("", "") => (1, 1, TakenTo::Year),
            ("", month) => (1, number(month)?, TakenTo::Month),
            (_, "") => return None,
            (day, month) => (number(day)?, number(month)?, TakenTo::Day),
        };
        Date::new(year, month, day).ok().map(|on| Self { on: Some(on), to })
    }
}

/// To which element of the page a refusal leads: to the picture that is there, or to the field.
pub(super) fn leads_to(refusal: &Refusal) -> String {
    match (refusal, refusal.field()) {
        (Refusal::PhotographThere { added }, _) => of_the_picture(*added),
        (_, Some("taken")) => "taken-year".to_owned(),
        (_, field) => field.unwrap_or_default().to_owned(),
    }
}

/// The id of a picture that is shown.
pub(crate) fn of_the_picture(added: EntryId) -> String {
    format!("added-{added}")
}

/// Why a file is not kept, and what to do instead.
pub(crate) fn why_not(why: NoPicture) -> String {
    match why {
        NoPicture::Nothing => t!("photograph-nothing"),
        NoPicture::TooLarge => t!("photograph-too-large"),
        NoPicture::Heic => t!("photograph-heic"),
        NoPicture::OtherType => t!("photograph-other-type"),
        NoPicture::Broken => t!("photograph-broken"),
        NoPicture::TooManyPixels => t!("photograph-too-many-pixels"),
        NoPicture::TooSmall => t!("photograph-too-small"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_month_or_a_year_is_enough() {
        let on = |on, to| Some(Taken { on, to });
        for (typed, read) in [
            (["", "", ""], on(None, TakenTo::Day)),
            (["3", "7", "2025"], on(Some(date(2025, 7, 3)), TakenTo::Day)),
            (["", "7", "2025"], on(Some(date(2025, 7, 1)), TakenTo::Month)),
            (["", "", "2024"], on(Some(date(2024, 1, 1)), TakenTo::Year)),
            (["3", "", "2025"], None),
            (["31", "2", "2025"], None),
            (["", "7", ""], None),
            (["", "", "25"], None),
        ] {
            assert_eq!(Taken::parse(typed[0], typed[1], typed[2]), read, "{typed:?}");
        }
    }
}
