//! How a person is named and how old they are, in words.

use domain::{
    person::{BirthDate, Contact, Person, PersonDetails},
    time::london,
};
use jiff::Timestamp;
use maud::{Markup, html};

use crate::catalogue::{date_long, t};

/// The name as the person writes it, whatever the direction of its script; said so where nobody knows it.
pub(crate) fn name(person: &Person) -> Markup {
    html! { bdi { (name_text(person)) } }
}

/// The name as plain text, for titles and attributes.
pub(crate) fn name_text(person: &Person) -> String {
    match person.details.name.trim() {
        "" => t!("person-unnamed"),
        name => name.to_owned(),
    }
}

/// The age on the day of that moment: "15", "17 to 22", or that it is not known.
pub(crate) fn age(birth: &BirthDate, at: Timestamp) -> String {
    match birth.age_on(at.to_zoned(london()).date()) {
        None => t!("person-age-unknown"),
        Some((from, to)) if from == to => from.to_string(),
        Some((from, to)) => t!("person-age-range", "from" => from, "to" => to),
    }
}

/// Whether somebody counts as a child, and why: what decides on grades, duties and who takes part.
pub(crate) fn childhood(person: &Person, at: Timestamp) -> Option<String> {
    let on = at.to_zoned(london()).date();
    if !person.details.birth.may_be_under_18(on) {
        return None;
    }
    let surely = person.details.birth.age_on(on).is_some_and(|(_, oldest)| oldest < 18);
    Some(if surely { t!("person-child") } else { t!("person-may-be-child") })
}

/// What is known of the birth: the day, the year, an estimate.
pub(crate) fn born(birth: &BirthDate) -> String {
    match birth {
        BirthDate::Exact { date } => date_long(*date),
        BirthDate::Year { year } => t!("person-born-year", "year" => year.to_string()),
        BirthDate::AgeRange { from, to, estimated_on } if from == to => {
            t!("person-born-estimated-one", "years" => *from, "on" => date_long(*estimated_on))
        }
        BirthDate::AgeRange { from, to, estimated_on } => {
            t!("person-born-estimated", "from" => *from, "to" => *to, "on" => date_long(*estimated_on))
        }
        BirthDate::Unknown => t!("person-age-unknown"),
    }
}

/// What is known of the birth, and what was said of it and is not understood.
pub(crate) fn born_or_said(details: &PersonDetails) -> String {
    let said = details.birth_said.trim();
    match (&details.birth, said.is_empty()) {
        (birth, true) => born(birth),
        (BirthDate::Unknown, false) => t!("person-birth-said", "said" => said),
        (birth, false) => format!("{}; {}", born(birth), t!("person-birth-said", "said" => said)),
    }
}

/// Somebody who can be asked, in one line.
pub(crate) fn contact(contact: &Contact) -> String {
    [&contact.name, &contact.relation, &contact.reach]
        .into_iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn one_estimated_age_is_no_range() {
        let estimated = |from, to| born(&BirthDate::AgeRange { from, to, estimated_on: date(2026, 3, 2) });
        assert_eq!(estimated(36, 36), "about 36 years old, as estimated on 2 March 2026");
        assert!(estimated(35, 37).starts_with("about 35 to 37 years old"));
    }
}
