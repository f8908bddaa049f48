//! What is suggested to be known of a person once two records are one.

use domain::person::{PersonDetails, Sex};

/// The first record's details, and of the other's what the first says nothing of; all of both where there can be several.
#[must_use]
pub fn suggested(here: &PersonDetails, there: &PersonDetails) -> PersonDetails {
    let or = |one: &String, other: &String| if one.trim().is_empty() { other.clone() } else { one.clone() };
    let mut other_names = here.other_names.clone();
    for name in std::iter::once(&there.name).chain(&there.other_names) {
        if !name.trim().is_empty() && *name != here.name && !other_names.contains(name) {
            other_names.push(name.clone());
        }
    }
    let mut contacts = here.contacts.clone();
    contacts.extend(there.contacts.iter().filter(|contact| !here.contacts.contains(contact)).cloned());
    PersonDetails {
        name: or(&here.name, &there.name),
        other_names,
        birth: if here.birth.earliest().is_none() { there.birth } else { here.birth },
        birth_said: or(&here.birth_said, &there.birth_said),
        sex: if here.sex == Sex::NotKnown { there.sex } else { here.sex },
        ethnicity: or(&here.ethnicity, &there.ethnicity),
        language: or(&here.language, &there.language),
        description: or(&here.description, &there.description),
        home_address: or(&here.home_address, &there.home_address),
        phones_and_accounts: or(&here.phones_and_accounts, &there.phones_and_accounts),
        transport: or(&here.transport, &there.transport),
        places_frequented: or(&here.places_frequented, &there.places_frequented),
        associates: or(&here.associates, &there.associates),
        medication: or(&here.medication, &there.medication),
        effect_of_missing_medication: or(
            &here.effect_of_missing_medication,
            &there.effect_of_missing_medication,
        ),
        health_and_disability: or(&here.health_and_disability, &there.health_and_disability),
        school_or_work: or(&here.school_or_work, &there.school_or_work),
        contacts,
    }
}
