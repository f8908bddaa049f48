//! Facts of both sides as the matcher takes them. It knows nothing of cases: what it is told stands here, and nowhere else.

use domain::{
    episode::Held,
    features::{Features, HairLength, Listing, Mark},
    person::{BirthDate, Sex},
    postcode,
    time::london,
    unidentified::{
        Condition as BodyState, FoundSetting, FoundTo, MissingFacts, Unidentified, UnidentifiedDetails,
        UnidentifiedKind,
    },
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use linkage::unidentified::{
    self as matcher, Ancestry, Availability, Available, Birth, Decomposition, Effect, EffectKind, Hair,
    Marks, Missing, MissingId, Parts, Place, Range, Setting, Stature, StatureKnown, UnidentifiedId, When,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// How long before a report somebody may have been missing, where nobody says since when.
const REPORTED_WITHIN: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Somebody missing as the matcher takes them.
pub(super) fn missing(facts: &MissingFacts) -> Missing {
    let MissingFacts {
        person,
        episode: _,
        birth,
        sex,
        ethnicity,
        features: _,
        description: _,
        last_seen_at,
        reported_at,
        last_seen,
        home_address,
        clothing,
        carrying,
        dental,
        dna,
        fingerprints,
    } = facts;
    let features = &facts.looks();
    Missing {
        id: MissingId(person.to_string()),
        birth: birth_of(birth),
        sex: sex_of(*sex),
        last_seen: Some(last_seen_at.map_or_else(|| before_the_report(*reported_at), When::at)),
        place: Place { area: area_of(&[last_seen, home_address]), ..Place::default() },
        stature: stature_of(features, StatureKnown::Told),
        build: features.build.and_then(|build| same(build.word())),
        hair: hair_of(features),
        eyes: features.eyes.and_then(|eyes| same(eyes.word())).into_iter().collect(),
        marks: marks_of(features),
        ancestry: ancestry_of(ethnicity),
        effects: effects([
            (EffectKind::Clothing, clothing),
            (EffectKind::Belonging, carrying),
            (EffectKind::Jewellery, &String::new()),
        ]),
        available: available([*dental, *dna, *fingerprints]),
        ..Missing::default()
    }
}

/// Somebody who cannot be named as the matcher takes them.
pub(super) fn found(record: &Unidentified) -> matcher::Unidentified {
    let details = &record.details;
    let features = &details.features;
    matcher::Unidentified {
        id: UnidentifiedId(record.id.to_string()),
        condition: condition_of(details),
        found: found_when(details),
        place: Place {
            area: area_of(&[&details.postcode, &details.found_where]),
            setting: details.setting.map_or(Setting::NotKnown, setting_of),
            ..Place::default()
        },
        age_years: details
            .age_years()
            .map(|(least, most)| Range::between(f32::from(least), f32::from(most) + 1.0)),
        sex: sex_of(details.sex),
        stature: stature_of(features, stature_known(details)),
        build: features.build.and_then(|build| same(build.word())),
        hair: hair_of(features),
        eyes: features.eyes.and_then(|eyes| same(eyes.word())).into_iter().collect(),
        marks: marks_of(features),
        ancestry: ancestry_of(&details.ancestry),
        effects: effects([
            (EffectKind::Clothing, &details.clothing),
            (EffectKind::Belonging, &details.effects),
            (EffectKind::Jewellery, &details.jewellery),
        ]),
        available: available([details.dental, details.dna, details.fingerprints]),
        ..matcher::Unidentified::default()
    }
}

/// Where nobody knows since when somebody is missing: mostly people are reported within days.
fn before_the_report(reported_at: Timestamp) -> When {
    When { earliest: reported_at - REPORTED_WITHIN, latest: reported_at }
}

fn birth_of(birth: &BirthDate) -> Birth {
    match *birth {
        BirthDate::Exact { date } => Birth::Day { date },
        BirthDate::Year { year } => Birth::Year { year },
        BirthDate::AgeRange { from, to, estimated_on } => {
            Birth::Age { from: from.min(to), to: from.max(to), on: estimated_on }
        }
        BirthDate::Unknown => Birth::Unknown,
    }
}

fn sex_of(sex: Sex) -> matcher::Sex {
    match sex {
        Sex::Female => matcher::Sex::Female,
        Sex::Male => matcher::Sex::Male,
        Sex::Other => matcher::Sex::Other,
        Sex::NotKnown => matcher::Sex::NotKnown,
    }
}

fn found_when(details: &UnidentifiedDetails) -> Option<When> {
    let (first, last): (Date, Date) = details.found_between();
    match details.found_to {
        FoundTo::Time => Some(When::at(details.found_at)),
        FoundTo::Day | FoundTo::Month | FoundTo::Year => {
            let start = first.to_zoned(london()).ok()?.timestamp();
            let end = last.tomorrow().ok()?.to_zoned(london()).ok()?.timestamp();
            Some(When { earliest: start, latest: end })
        }
    }
}

fn condition_of(details: &UnidentifiedDetails) -> matcher::Condition {
    let decomposition = details.condition.map_or(Decomposition::NotKnown, |state| match state {
        BodyState::Fresh => Decomposition::Fresh,
        BodyState::Early => Decomposition::Early,
        BodyState::Advanced => Decomposition::Advanced,
        BodyState::Skeletal => Decomposition::Skeletal,
        BodyState::Burnt => Decomposition::Burnt,
    });
    let days = |days: u32| f32::from(u16::try_from(days).unwrap_or(u16::MAX));
    let dead_days = match (details.dead_for_at_least_days, details.dead_for_at_most_days) {
        (Some(least), Some(most)) => Some(Range::between(days(least), days(most))),
        (Some(_) | None, _) => None,
    };
    match details.kind {
        UnidentifiedKind::LivingPerson => matcher::Condition::Living,
        UnidentifiedKind::Body => matcher::Condition::Body { decomposition, dead_days },
        UnidentifiedKind::Remains => {
            matcher::Condition::Remains { decomposition, dead_days, parts: Parts::NotKnown }
        }
    }
}

fn setting_of(setting: FoundSetting) -> Setting {
    match setting {
        FoundSetting::Indoors => Setting::Indoors,
        FoundSetting::Land => Setting::Land,
        FoundSetting::StillWater => Setting::StillWater,
        FoundSetting::River => Setting::River,
        FoundSetting::Sea => Setting::Sea,
    }
}

fn stature_known(details: &UnidentifiedDetails) -> StatureKnown {
    match details.kind {
        UnidentifiedKind::Remains => StatureKnown::FromBones,
        UnidentifiedKind::LivingPerson | UnidentifiedKind::Body => StatureKnown::Measured,
    }
}

fn stature_of(features: &Features, known: StatureKnown) -> Option<Stature> {
    let (least, most) = features.stature_cm()?;
    Some(Stature { cm: Range::between(f32::from(least), f32::from(most)), known })
}

fn hair_of(features: &Features) -> Hair {
    Hair {
        colours: features.hair.and_then(|colour| same(colour.word())).into_iter().collect(),
        length: features.hair_length.map(|length| match length {
            HairLength::None => matcher::HairLength::None,
            HairLength::Short => matcher::HairLength::Short,
            HairLength::Medium => matcher::HairLength::Medium,
            HairLength::Long => matcher::HairLength::Long,
        }),
        ..Hair::default()
    }
}

fn marks_of(features: &Features) -> Marks {
    let mark = |mark: Mark| {
        Some(matcher::Mark {
            kind: same(mark.kind.word())?,
            part: mark.part.and_then(|part| same(part.word())).unwrap_or_default(),
            side: mark.side.and_then(|side| same(side.word())).unwrap_or_default(),
            words: mark.what,
        })
    };
    Marks {
        listed: features.marks_read().into_iter().filter_map(mark).collect(),
        listing: match features.marks_listing {
            None => matcher::Listing::NotSaid,
            Some(Listing::Partial) => matcher::Listing::Partial,
            Some(Listing::Complete) => matcher::Listing::Complete,
        },
    }
}

/// The words alone: to which broad group somebody belongs, nobody works out here from what they are called.
fn ancestry_of(words: &str) -> Ancestry {
    Ancestry { group: None, words: words.to_owned() }
}

fn effects<const N: usize>(said: [(EffectKind, &String); N]) -> Vec<Effect> {
    let each = said.into_iter().flat_map(|(kind, text)| {
        let things = text.split([',', ';', '\n']).map(str::trim).filter(|thing| !thing.is_empty());
        things.map(move |thing| Effect { kind, words: thing.to_owned() })
    });
    each.collect()
}

fn available([dental, dna, fingerprints]: [Option<Held>; 3]) -> Availability {
    let held = |held: Option<Held>| match held {
        Some(Held::Held) => Available::Yes,
        Some(Held::NotHeld) => Available::No,
        Some(Held::NotKnown) | None => Available::NotKnown,
    };
    Availability { dental: held(dental), dna: held(dna), fingerprints: held(fingerprints) }
}

/// The district of the first postcode in these texts; empty where there is none.
fn area_of(texts: &[&String]) -> String {
    texts.iter().find_map(|text| postcode::district(text)).unwrap_or_default().to_owned()
}

/// The matcher's value of the same word. A test holds that it has every word of ours.
fn same<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(Value::String(word.to_owned())).ok()
}

#[cfg(test)]
mod tests {
    use domain::features::{BodyPart, Build, EyeColour, HairColour, MarkKind, Side};

    use super::*;

    #[test]
    fn the_matcher_knows_every_word_by_which_somebody_is_described() {
        let knows = |words: Vec<&str>, known: &dyn Fn(&str) -> bool| {
            words.iter().for_each(|word| assert!(known(word), "{word}"));
        };
        knows(Build::ALL.iter().map(|it| it.word()).collect(), &|word| {
            same::<matcher::Build>(word).is_some()
        });
        knows(HairColour::ALL.iter().map(|it| it.word()).collect(), &|word| {
            same::<matcher::HairColour>(word).is_some()
        });
        knows(EyeColour::ALL.iter().map(|it| it.word()).collect(), &|word| {
            same::<matcher::EyeColour>(word).is_some()
        });
        knows(MarkKind::ALL.iter().map(|it| it.word()).collect(), &|word| {
            same::<matcher::MarkKind>(word).is_some()
        });
        knows(BodyPart::ALL.iter().map(|it| it.word()).collect(), &|word| {
            same::<matcher::BodyPart>(word).is_some()
        });
        knows(Side::ALL.iter().map(|it| it.word()).collect(), &|word| same::<matcher::Side>(word).is_some());
    }
}
