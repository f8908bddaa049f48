//! What is known of the person once two records are one: field by field, what the first says, what the other says, or both.

use app::merging::suggested;
use domain::person::{PersonDetails, Sex};

use crate::forms::Posted;

/// A text of the record.
pub(super) struct Text {
    /// Its name in forms and catalogue.
    pub(super) name: &'static str,
    /// Whether what both say can stand below each other.
    pub(super) several: Several,
    /// The text.
    pub(super) of: fn(&PersonDetails) -> &String,
    set: fn(&mut PersonDetails) -> &mut String,
}

/// Whether a field holds what both records say.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Several {
    /// One below the other.
    Both,
    /// One of them.
    One,
}

macro_rules! text {
    ($field:ident, $several:ident) => {
        Text {
            name: stringify!($field),
            several: Several::$several,
            of: |details| &details.$field,
            set: |details| &mut details.$field,
        }
    };
}

/// The texts of a record, in the order of the page.
pub(super) const TEXTS: [Text; 13] = [
    text!(name, One),
    text!(ethnicity, One),
    text!(language, One),
    text!(description, Both),
    text!(home_address, One),
    text!(phones_and_accounts, Both),
    text!(transport, Both),
    text!(places_frequented, Both),
    text!(associates, Both),
    text!(medication, Both),
    text!(effect_of_missing_medication, Both),
    text!(health_and_disability, Both),
    text!(school_or_work, Both),
];

/// Whether somebody has to choose: both say something, and not the same.
pub(super) fn differs(here: &str, there: &str) -> bool {
    !here.trim().is_empty() && !there.trim().is_empty() && here.trim() != there.trim()
}

/// What was chosen; where nothing was, what is suggested.
pub(super) fn chosen(posted: &Posted, here: &PersonDetails, there: &PersonDetails) -> PersonDetails {
    let mut details = suggested(here, there);
    for text in &TEXTS {
        let (one, other) = ((text.of)(here), (text.of)(there));
        let picked = match posted.get(text.name) {
            "here" => one.clone(),
            "there" => other.clone(),
            "both" if text.several == Several::Both => format!("{}\n{}", one.trim_end(), other),
            _ => continue,
        };
        *(text.set)(&mut details) = picked;
    }
    match posted.get("birth") {
        "here" => (details.birth, details.birth_said) = (here.birth, here.birth_said.clone()),
        "there" => (details.birth, details.birth_said) = (there.birth, there.birth_said.clone()),
        _ => {}
    }
    details.sex = match posted.get("sex") {
        "here" => here.sex,
        "there" => there.sex,
        _ if here.sex == Sex::NotKnown => there.sex,
        _ => here.sex,
    };
    match posted.get("contacts") {
        "here" => details.contacts = here.contacts.clone(),
        "there" => details.contacts = there.contacts.clone(),
        _ => {}
    }
    // Whichever name is kept, the person can be found by the other.
    let also =
        std::iter::once(&here.name).chain([&there.name]).chain(&here.other_names).chain(&there.other_names);
    let mut names: Vec<String> = Vec::new();
    for name in also.filter(|name| !name.trim().is_empty()) {
        if *name != details.name && !names.contains(name) {
            names.push(name.clone());
        }
    }
    details.other_names = names;
    details
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str, description: &str) -> PersonDetails {
        PersonDetails {
            name: name.to_owned(),
            description: description.to_owned(),
            ..PersonDetails::default()
        }
    }

    #[test]
    fn whichever_name_is_kept_she_is_found_by_both() {
        let (here, there) = (named("Aisha Brandt", "Red coat"), named("Ayesha Brant", "Scar on chin"));
        let pick = |pairs: &[(&str, &str)]| {
            let pairs = pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
            chosen(&Posted::from_pairs(pairs.collect()), &here, &there)
        };
        let kept = pick(&[]);
        assert_eq!(
            (kept.name.as_str(), kept.other_names.as_slice()),
            ("Aisha Brandt", &["Ayesha Brant".to_owned()][..])
        );
        let kept = pick(&[("name", "there"), ("description", "both")]);
        assert_eq!(
            (kept.name.as_str(), kept.other_names.as_slice()),
            ("Ayesha Brant", &["Aisha Brandt".to_owned()][..])
        );
        assert_eq!(kept.description, "Red coat\nScar on chin");
        assert_eq!(pick(&[("name", "both")]).name, "Aisha Brandt", "a name is one of them");
    }
}
