//! Who is likely the same, in every state that somebody can meet: asked about in a report, and in the list of pairs.

use app::Draft;
use app::reports::{
    LikelyPerson, LikelyQuestion, Others, PossibleDuplicate, PossibleDuplicates, Reason, SaidTheSame,
    Strength,
};
use domain::{ids::PersonId, projection::PersonRow};
use maud::Markup;
use uuid::Uuid;

use super::{Duplicates, DuplicatesPage, PeoplePage};
use crate::components::FormErrors;
use crate::pages::report::{First, LikelyPage};
use crate::views::hit::samples::hit;
use crate::views::samples::{HOSTILE_NAME, actor, now, signed_in};

/// The search and the list of pairs, with people of these names.
pub(crate) fn people(names: &[&str]) -> Vec<(String, Markup)> {
    let page = |found| {
        PeoplePage {
            now: now(),
            signed_in: signed_in(),
            sees_unidentified: true,
            sees_desk: true,
            typed: HOSTILE_NAME.into(),
            found,
            duplicates: Duplicates::Settled,
        }
        .render()
    };
    let hits = names.iter().map(|name| hit(name, true)).collect();
    vec![
        ("people".to_owned(), page(None)),
        ("people, none".to_owned(), page(Some(Vec::new()))),
        ("people, found".to_owned(), page(Some(hits))),
        ("people, no duplicates".to_owned(), duplicates(&[]).render()),
        ("people, duplicates".to_owned(), duplicates(names).render()),
    ]
}

/// Pairs of people of these names; of the first it was not said how it is known that they are two.
fn duplicates(names: &[&str]) -> DuplicatesPage {
    let pairs: Vec<PossibleDuplicate> = names.iter().map(|name| pair(name)).collect();
    let mut errors = FormErrors::none();
    let field = pairs.first().map(|pair| {
        let [(one, _), (other, _)] = &pair.records;
        format!("reason-{}-{}", other.person, one.person)
    });
    errors.add(field.as_deref().unwrap_or_default(), "Say how you know");
    DuplicatesPage {
        now: now(),
        signed_in: signed_in(),
        typed: (field.clone().unwrap_or_default(), HOSTILE_NAME.to_owned()),
        errors: if field.is_some() { errors } else { FormErrors::none() },
        found: PossibleDuplicates { more: pairs.len(), not_compared: pairs.len(), pairs },
        key: "key".to_owned(),
    }
}

fn pair(name: &str) -> PossibleDuplicate {
    let numbered = |number: u128, missing| {
        let found = hit(name, missing);
        let person = PersonId(Uuid::from_u128(number << 32 | name.len() as u128));
        (PersonRow { person, ..found.row }, found.known)
    };
    PossibleDuplicate {
        records: [numbered(1, true), numbered(2, false)],
        strength: Strength::Possible,
        reasons: vec![Reason::SameName, Reason::AgeDoesNotFit],
        said_the_same: Some(SaidTheSame {
            at: now(),
            by: actor(),
            name: Some(name.to_owned()),
            agency: None,
        }),
    }
}

/// Who is likely on record: one who is missing and one who is not, two in the same report, or more than can be shown.
pub(crate) fn likely(draft: &Draft, name: &str) -> [LikelyPage; 3] {
    let reasons = vec![
        Reason::NameNearly { typed: name.to_owned(), recorded: HOSTILE_NAME.to_owned() },
        Reason::KnownAs { name: name.to_owned() },
        Reason::BirthSwapped,
        Reason::SameAddress,
        Reason::MissingNow,
    ];
    let person = |number, missing, strength| {
        let found = hit(name, missing);
        let row = PersonRow { person: PersonId(Uuid::from_u128(number)), ..found.row };
        LikelyPerson { row, known: found.known, strength, reasons: reasons.clone() }
    };
    let people = vec![person(1, true, Strength::VeryLikely), person(2, false, Strength::Possible)];
    let many = (10..30).map(|number| person(number, false, Strength::Possible)).collect();
    let page = |people, others, reported_as, first| LikelyPage {
        now: now(),
        signed_in: signed_in(),
        first,
        draft: draft.clone(),
        question: LikelyQuestion { place: 1, people, others, reported_as },
        key: "key".to_owned(),
    };
    [
        page(people, Others::Nobody, Vec::new(), First::Emergency),
        page(Vec::new(), Others::Nobody, vec![0], First::NewReport),
        page(many, Others::TooManyToShow, Vec::new(), First::NewReport),
    ]
}
