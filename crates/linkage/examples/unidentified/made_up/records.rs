//! What is put on record of a missing person: by family and officers, with gaps and mistakes.

use jiff::{Timestamp, civil::Date};
use linkage::unidentified::{
    Ancestry, Availability, Available, Birth, Dye, Effect, EyeColour, HairColour, Listing, Missing,
    MissingId, Place, Point, Range, Stature, StatureKnown, When,
};

use super::chance::Chance;
use super::people::{Country, Person, TODAY};

/// The record of a missing person.
pub(super) fn missing(person: &Person, number: usize, country: &Country, chance: &mut Chance) -> Missing {
    let mut record = Missing {
        id: MissingId(format!("m{number:05}")),
        birth: birth(person, chance),
        sex: person.sex,
        last_seen: Some(last_seen(person.seen, chance)),
        travel: person.travel,
        stature: chance.happens(0.86).then(|| told_height(person, chance)),
        weight_kg: chance.happens(0.55).then(|| {
            let told = (person.weight_kg(person.seen) + chance.normal(-1.0, 5.0)).max(9.0);
            Range::exactly(told.round() as f32)
        }),
        build: chance.happens(0.7).then(|| person.build()),
        available: Availability {
            dental: yes(0.35, chance),
            dna: yes(if TODAY - person.seen < 9000.0 { 0.55 } else { 0.25 }, chance),
            fingerprints: yes(0.12, chance),
        },
        ..Missing::default()
    };
    record.place.area = country.towns[person.town].name.clone();
    if chance.happens(0.88) {
        record.place = near(person.latitude, person.longitude, chance.exponential(0.8), record.place, chance);
    }
    if chance.happens(0.92) {
        let natural = if chance.happens(0.2) { neighbour(person.hair, chance) } else { person.hair };
        record.hair.colours = vec![person.dyed.unwrap_or(natural)];
        if person.dyed.is_some() && chance.happens(0.6) {
            record.hair.dye = Dye::Dyed;
        }
    }
    record.hair.length = chance.happens(0.75).then_some(person.length);
    record.hair.facial = chance.happens(0.5).then_some(person.facial);
    if chance.happens(0.78) {
        record.eyes = vec![if chance.happens(0.1) { confused(person.eyes, chance) } else { person.eyes }];
    }
    if chance.happens(0.72) {
        record.ancestry = Ancestry { group: Some(person.ancestry), words: String::new() };
    }
    marks(person, &mut record, chance);
    if chance.happens(0.7) {
        for (kind, words) in &person.worn {
            if chance.happens(0.75) {
                record.effects.push(Effect { kind: *kind, words: retold(words, chance) });
            }
        }
    }
    record
}

fn birth(person: &Person, chance: &mut Chance) -> Birth {
    let date = date(person.born);
    match chance.below(100) {
        0..90 => Birth::Day { date },
        90..95 => Birth::Year { year: date.year() },
        95..99 => {
            let age = (person.age(person.seen) + chance.normal(0.0, 1.5)).max(1.0) as u8;
            Birth::Age { from: age.saturating_sub(2), to: age + 2, on: self::date(person.seen) }
        }
        _ => Birth::Unknown,
    }
}

/// Mostly known to the hour; sometimes to the week or month; now and then put down a day or two late.
fn last_seen(seen: f64, chance: &mut Chance) -> When {
    let late = if chance.happens(0.01) { chance.between(0.2, 1.8) } else { 0.0 };
    match chance.below(100) {
        0..78 => When::at(moment(seen + late)),
        78..92 => between(seen - chance.between(0.0, 4.0), seen + chance.between(0.0, 4.0)),
        _ => between(seen - chance.between(0.0, 25.0), seen + chance.between(0.0, 25.0)),
    }
}

/// Families make their men taller than their women, round, and are now and then far off.
fn told_height(person: &Person, chance: &mut Chance) -> Stature {
    let man = person.sex == linkage::unidentified::Sex::Male;
    let mut told = person.height_cm(person.seen) + chance.normal(if man { 1.7 } else { 0.9 }, 2.2);
    if chance.happens(0.05) {
        told += chance.normal(0.0, 8.0);
    }
    if chance.happens(0.12) {
        return Stature {
            cm: Range::exactly(person.height_cm(person.seen).round() as f32),
            known: StatureKnown::Measured,
        };
    }
    let inches = (told / 2.54).round() * 2.54;
    let cm = if chance.happens(0.25) {
        Range::between((inches - 2.5) as f32, (inches + 2.5) as f32)
    } else {
        Range::exactly(inches.round() as f32)
    };
    Stature { cm, known: StatureKnown::Told }
}

fn marks(person: &Person, record: &mut Missing, chance: &mut Chance) {
    use linkage::unidentified::MarkKind;
    let (listing, asked) = match chance.below(100) {
        0..28 => (Listing::Complete, 1.0),
        28..75 => (Listing::Partial, 0.6),
        _ => (Listing::NotSaid, 0.08),
    };
    record.marks.listing = listing;
    for mark in &person.marks {
        let told = match mark.kind {
            MarkKind::Tattoo => 0.92,
            MarkKind::Scar => 0.55,
            MarkKind::Birthmark | MarkKind::Teeth | MarkKind::Bone => 0.5,
            MarkKind::Piercing => 0.7,
            MarkKind::Surgery | MarkKind::Implant => 0.78,
            MarkKind::Amputation | MarkKind::Other => 0.97,
        };
        if chance.happens(told * asked) {
            record.marks.listed.push(mark.told(0.1, chance));
        }
    }
}

/// The same thing in another's words: now and then one word less.
pub(super) fn retold(words: &str, chance: &mut Chance) -> String {
    let kept: Vec<&str> = words.split(' ').filter(|_| chance.happens(0.82)).collect();
    if kept.is_empty() { words.to_owned() } else { kept.join(" ") }
}

pub(super) fn near(latitude: f64, longitude: f64, off_km: f64, place: Place, chance: &mut Chance) -> Place {
    let turn = chance.between(0.0, std::f64::consts::TAU);
    Place {
        point: Some(Point {
            latitude: latitude + off_km * turn.sin() / 111.2,
            longitude: longitude + off_km * turn.cos() / (111.2 * latitude.to_radians().cos()),
        }),
        point_error_km: 1.0,
        ..place
    }
}

pub(super) fn neighbour(hair: HairColour, chance: &mut Chance) -> HairColour {
    use HairColour::{Black, Blond, Brown, DarkBrown, Grey, LightBrown, Red, Unnatural, White};
    match hair {
        Black => DarkBrown,
        DarkBrown => *chance.one(&[Black, Brown]),
        Brown => *chance.one(&[DarkBrown, LightBrown]),
        LightBrown => *chance.one(&[Brown, Blond]),
        Blond => LightBrown,
        Red => *chance.one(&[Brown, Blond]),
        Grey => White,
        White => Grey,
        Unnatural => Unnatural,
    }
}

pub(super) fn confused(eyes: EyeColour, chance: &mut Chance) -> EyeColour {
    use EyeColour::{Blue, Brown, Green, Grey, Hazel};
    match eyes {
        Blue => *chance.one(&[Grey, Green]),
        Grey => Blue,
        Green => *chance.one(&[Hazel, Blue]),
        Hazel => *chance.one(&[Green, Brown]),
        Brown => Hazel,
    }
}

pub(super) fn yes(share: f64, chance: &mut Chance) -> Available {
    if chance.happens(share) { Available::Yes } else { Available::NotKnown }
}

pub(super) fn moment(day: f64) -> Timestamp {
    Timestamp::from_second((day * 86_400.0) as i64).expect("made-up days lie within this age")
}

pub(super) fn between(first: f64, last: f64) -> When {
    When { earliest: moment(first), latest: moment(last) }
}

fn date(day: f64) -> Date {
    moment(day).to_zoned(jiff::tz::TimeZone::UTC).date()
}
