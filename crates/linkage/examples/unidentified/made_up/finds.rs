//! What becomes of somebody missing, and what is put on record when they are found without a name.

use linkage::unidentified::{
    Ancestry, Availability, Available, BodyPart, Certainty, Condition, Decomposition, Effect, Listing,
    MarkKind, Parts, Place, Range, Setting, Sex, Stature, StatureKnown, Travel, Unidentified, UnidentifiedId,
    When,
};

use super::Made;
use super::chance::Chance;
use super::marks;
use super::people::{Country, Person, TODAY, beard, dye, grey, length, worn};
use super::records::{between, confused, moment, near, neighbour, retold, yes};

/// What became of somebody.
struct Fate {
    /// Days from last seen to death, or to being found alive.
    lived: f64,
    /// Days from death to the find; none for the living.
    lay: Option<f64>,
    decomposition: Decomposition,
    setting: Setting,
    parts: Parts,
}

/// Somebody found: of the list, a stranger, or a double of somebody listed.
pub(super) fn find(
    made: Made,
    number: usize,
    people: &[Person],
    taken: &mut [bool],
    country: &Country,
    chance: &mut Chance,
) -> (Unidentified, Option<usize>) {
    loop {
        let fate = Fate::of(chance);
        let place = chance.below(people.len());
        let person = match made {
            Made::Listed => people[place].clone(),
            Made::Stranger => Person::missing(country, chance),
            Made::Double => people[place].double(country, chance),
        };
        let found = person.seen + fate.lived + fate.lay.unwrap_or(0.0);
        // Children of seven do not live on unnamed for years, and nobody is found tomorrow.
        let grown = person.age(person.seen) > 12.0 || fate.lived < 30.0;
        let free = made != Made::Listed || !taken[place];
        if found < TODAY && grown && free {
            let truth = (made == Made::Listed).then_some(place);
            if let Some(place) = truth {
                taken[place] = true;
            }
            return (record(&person, &fate, found, number, country, chance), truth);
        }
    }
}

impl Fate {
    fn of(chance: &mut Chance) -> Self {
        let lived = match chance.below(100) {
            0..50 => chance.exponential(0.6),
            50..72 => chance.exponential(9.0),
            72..88 => chance.exponential(160.0),
            _ => chance.between(100.0, 5500.0),
        };
        let lay = match chance.below(100) {
            0..22 => None,
            22..55 => Some(chance.lognormal(2.5, 1.1)),
            55..76 => Some(chance.lognormal(40.0, 0.8)),
            _ => Some(chance.lognormal(900.0, 1.2).min(13_000.0)),
        };
        let setting = chance.weighed(&[
            (Setting::Land, 0.47),
            (Setting::Indoors, 0.16),
            (Setting::River, 0.14),
            (Setting::Sea, 0.12),
            (Setting::StillWater, 0.06),
            (Setting::NotKnown, 0.05),
        ]);
        let slow = if matches!(setting, Setting::Indoors | Setting::StillWater) { 1.6 } else { 1.0 };
        let rate = chance.lognormal(slow, 0.45);
        let decomposition = match lay.unwrap_or(0.0) / rate {
            _ if lay.is_some() && chance.happens(0.03) => Decomposition::Burnt,
            days if days < 4.0 => Decomposition::Fresh,
            days if days < 40.0 => Decomposition::Early,
            days if days < 420.0 => Decomposition::Advanced,
            _ => Decomposition::Skeletal,
        };
        let parts = match (decomposition, chance.below(100)) {
            (Decomposition::Skeletal, 0..45) => Parts::Whole,
            (Decomposition::Skeletal, 45..65) => {
                Parts::Only(vec![BodyPart::Head, BodyPart::Mouth, BodyPart::Face])
            }
            (Decomposition::Skeletal, 65..80) => {
                Parts::Only(vec![BodyPart::Hip, BodyPart::Thigh, BodyPart::Knee, BodyPart::LowerLeg])
            }
            (Decomposition::Skeletal, _) => Parts::NotKnown,
            (Decomposition::Advanced, 0..10) => Parts::Only(vec![BodyPart::Foot, BodyPart::LowerLeg]),
            _ => Parts::Whole,
        };
        Self { lived, lay, decomposition, setting, parts }
    }

    /// How much of what a fresh body shows is still to be seen.
    fn shows(&self) -> f64 {
        if self.lay.is_none() {
            return 0.9;
        }
        match self.decomposition {
            Decomposition::Fresh => 1.0,
            Decomposition::Early => 0.75,
            Decomposition::Advanced => 0.32,
            Decomposition::Burnt => 0.12,
            Decomposition::Skeletal | Decomposition::NotKnown => 0.0,
        }
    }

    fn has(&self, part: BodyPart) -> bool {
        match &self.parts {
            Parts::Only(parts) => parts.contains(&part),
            Parts::Whole | Parts::NotKnown => true,
        }
    }
}

fn record(
    person: &Person,
    fate: &Fate,
    found: f64,
    number: usize,
    country: &Country,
    chance: &mut Chance,
) -> Unidentified {
    let end = person.seen + fate.lived;
    let (sex, sex_certainty) = sex(person, fate, end, chance);
    let mut record = Unidentified {
        id: UnidentifiedId(format!("u{number:04}")),
        condition: condition(fate, chance),
        found: Some(when_found(found, fate, chance)),
        place: place(person, fate, country, chance),
        age_years: chance.happens(0.95).then(|| age(person, fate, end, chance)),
        sex,
        sex_certainty,
        stature: stature(person, fate, end, chance),
        available: Availability {
            dental: if fate.has(BodyPart::Mouth) { yes(0.75, chance) } else { Available::No },
            dna: yes(0.85, chance),
            fingerprints: if fate.shows() > 0.6 { yes(0.9, chance) } else { Available::No },
        },
        ..Unidentified::default()
    };
    let shows = fate.shows();
    if chance.happens(shows * 0.75) {
        let years = (fate.lived / 365.25).sqrt();
        let gas = if fate.decomposition == Decomposition::Early { 9.0 } else { 0.0 };
        let kg = person.weight_kg(end) + chance.normal(-1.0, 4.0 + 5.0 * years + gas);
        record.weight_kg = Some(Range::exactly(kg.max(8.0).round() as f32));
    }
    record.build = chance.happens(shows * 0.8).then(|| person.build());
    looks(person, fate, end, &mut record, chance);
    marks_found(person, fate, &mut record, chance);
    effects_found(person, fate, &mut record, chance);
    record
}

fn condition(fate: &Fate, chance: &mut Chance) -> Condition {
    let Some(lay) = fate.lay else { return Condition::Living };
    let decomposition = if chance.happens(0.04) { Decomposition::NotKnown } else { fate.decomposition };
    let dead_days = chance.happens(0.72).then(|| {
        let middle = lay * chance.lognormal(1.0, 0.42);
        let wide = chance.between(1.5, 3.2);
        Range::between((middle / wide).round() as f32, (middle * wide).ceil() as f32)
    });
    let whole = fate.parts == Parts::Whole && fate.decomposition != Decomposition::Skeletal;
    if whole {
        Condition::Body { decomposition, dead_days }
    } else {
        Condition::Remains { decomposition, dead_days, parts: fate.parts.clone() }
    }
}

fn when_found(found: f64, fate: &Fate, chance: &mut Chance) -> When {
    if fate.decomposition == Decomposition::Skeletal && chance.happens(0.1) {
        between(found - chance.between(0.0, 10.0), found + chance.between(0.0, 3.0))
    } else {
        When::at(moment(found))
    }
}

/// Most are found near by, some far away; who lived on moved on; water carries.
fn place(person: &Person, fate: &Fate, country: &Country, chance: &mut Chance) -> Place {
    let (median, spread) = match person.travel {
        Travel::OnFoot => (1.6, 1.4),
        Travel::Vehicle => (14.0, 1.5),
        Travel::PublicTransport => (10.0, 1.7),
        Travel::NotKnown => (3.0, 1.7),
    };
    let mut km = chance.lognormal(median, spread);
    if fate.lived > 60.0 && chance.happens(0.75) {
        km += chance.lognormal(45.0, 1.2);
    }
    // Nobody is faster than a motorway, however soon they are found.
    km = km.min(6.0 + fate.lived * 24.0 * 70.0);
    if let Some(lay) = fate.lay {
        let weeks = (lay / 7.0).min(40.0).sqrt();
        match fate.setting {
            Setting::River => km += chance.exponential(5.0 * weeks),
            Setting::Sea => km += chance.exponential(22.0 * weeks),
            Setting::Indoors | Setting::Land | Setting::StillWater | Setting::NotKnown => {}
        }
    }
    let setting = if fate.lay.is_none() { Setting::NotKnown } else { fate.setting };
    let mut place =
        near(person.latitude, person.longitude, km.min(900.0), Place { setting, ..Place::default() }, chance);
    place.point_error_km = 0.3;
    let point = place.point.expect("it was just set");
    let apart = |town: &&super::people::Town| {
        (town.latitude - point.latitude).hypot((town.longitude - point.longitude) * 0.6)
    };
    let nearest = country.towns.iter().min_by(|one, other| apart(one).total_cmp(&apart(other)));
    place.area = nearest.map(|town| town.name.clone()).unwrap_or_default();
    if chance.happens(0.04) {
        place.point = None;
    }
    place
}

/// Estimates pull towards middle age, and are as wide as whoever makes them is careful.
fn age(person: &Person, fate: &Fate, end: f64, chance: &mut Chance) -> Range {
    let age = person.age(end);
    let (error, pull) = match (fate.lay, fate.decomposition) {
        (None, _) | (_, Decomposition::Fresh | Decomposition::Early) => (4.2, 0.06),
        (_, Decomposition::Advanced) => (6.0, 0.1),
        (_, Decomposition::Skeletal | Decomposition::Burnt | Decomposition::NotKnown) => (7.5, 0.15),
    };
    let error = if age < 18.0 { 0.6 + error * age / 26.0 } else { error };
    let estimate = (age - pull * (age - 42.0).max(-25.0) * f64::from(u8::from(age > 18.0))
        + chance.normal(0.0, error))
    .max(1.0);
    let half = if age < 18.0 { chance.between(1.0, 3.0) } else { chance.between(4.0, 12.0) };
    Range::between((estimate - half).max(0.0).round() as f32, (estimate + half).round() as f32)
}

fn sex(person: &Person, fate: &Fate, end: f64, chance: &mut Chance) -> (Sex, Certainty) {
    let child = person.age(end) < 14.0;
    let bones =
        fate.lay.is_some() && matches!(fate.decomposition, Decomposition::Skeletal | Decomposition::Burnt);
    let (unknown, error, probable) = match (bones, child) {
        (true, true) => (0.7, 0.3, 0.9),
        (true, false) => (0.14, 0.05, 0.3),
        (false, _) if fate.shows() < 0.5 => (0.06, 0.02, 0.1),
        (false, _) => (0.005, 0.003, 0.0),
    };
    if chance.happens(unknown) {
        return (Sex::NotKnown, Certainty::Stated);
    }
    let seen = match (person.sex, chance.happens(error)) {
        (Sex::Male, true) => Sex::Female,
        (Sex::Female, true) => Sex::Male,
        (sex, _) => sex,
    };
    (seen, if chance.happens(probable) { Certainty::Probable } else { Certainty::Stated })
}

fn stature(person: &Person, fate: &Fate, end: f64, chance: &mut Chance) -> Option<Stature> {
    let cm = person.height_cm(end);
    let stature = |middle: f64, half: f64, known| {
        Some(Stature {
            cm: Range::between((middle - half).round() as f32, (middle + half).round() as f32),
            known,
        })
    };
    if fate.lay.is_none() {
        return if chance.happens(0.85) {
            stature(cm + chance.normal(0.0, 1.8), 0.0, StatureKnown::Measured)
        } else {
            None
        };
    }
    match fate.decomposition {
        Decomposition::Fresh | Decomposition::Early => {
            stature(cm + chance.normal(2.1, 1.4), 0.0, StatureKnown::Measured)
        }
        Decomposition::Advanced if fate.parts == Parts::Whole => {
            stature(cm + chance.normal(1.0, 3.0), 3.0, StatureKnown::Measured)
        }
        _ if fate.has(BodyPart::Thigh) && chance.happens(0.75) => {
            stature(cm + chance.normal(0.0, 4.3), chance.between(3.0, 6.0), StatureKnown::FromBones)
        }
        _ => None,
    }
}

fn looks(person: &Person, fate: &Fate, end: f64, record: &mut Unidentified, chance: &mut Chance) {
    let shows = fate.shows();
    let years = fate.lived / 365.25;
    let mut hair = person.dyed.unwrap_or(person.hair);
    if chance.happens((years * 0.35).min(0.8)) {
        hair = if chance.happens(0.2) { dye(chance) } else { person.hair };
    }
    if person.age(end) > 48.0 && chance.happens((years * 0.06).min(0.6)) {
        hair = grey(person.age(end), chance);
    }
    if fate.lay.is_some() && fate.decomposition >= Decomposition::Advanced && chance.happens(0.22) {
        hair = linkage::unidentified::HairColour::Red;
    }
    if chance.happens((0.35 + 0.62 * shows).min(0.95)) {
        record.hair.colours = vec![if chance.happens(0.22) { neighbour(hair, chance) } else { hair }];
    }
    let man = person.sex == Sex::Male;
    if chance.happens(shows) {
        let kept = chance.happens(0.5_f64.powf(years * 2.0));
        record.hair.length = Some(if kept { person.length } else { length(man, chance) });
        let shaven = chance.happens(0.5_f64.powf(fate.lived / 30.0));
        record.hair.facial =
            (man && person.age(end) > 17.0).then(|| if shaven { person.facial } else { beard(chance) });
    }
    let (known, wrong) = match (fate.lay, fate.decomposition) {
        (None, _) => (0.92, 0.1),
        (_, Decomposition::Fresh) => (0.9, 0.17),
        (_, Decomposition::Early) => (0.45, 0.4),
        (_, _) => (0.0, 0.0),
    };
    if chance.happens(known) {
        record.eyes = vec![if chance.happens(wrong) { confused(person.eyes, chance) } else { person.eyes }];
    }
    if chance.happens(0.35 + 0.4 * shows) {
        let wrong = if shows > 0.6 { 0.05 } else { 0.25 };
        let group =
            if chance.happens(wrong) { linkage::unidentified::AncestryGroup::Mixed } else { person.ancestry };
        record.ancestry = Ancestry { group: Some(group), words: String::new() };
    }
}

fn marks_found(person: &Person, fate: &Fate, record: &mut Unidentified, chance: &mut Chance) {
    let thorough = if fate.lay.is_some() { chance.happens(0.9) } else { chance.happens(0.4) };
    record.marks.listing = match (fate.lay.is_some(), thorough) {
        (_, true) => Listing::Complete,
        (true, false) => Listing::NotSaid,
        (false, false) => Listing::Partial,
    };
    let looked = if thorough { 1.0 } else { 0.4 };
    let man = person.sex == Sex::Male;
    let mut borne = person.marks.clone();
    if chance.happens((fate.lived / 365.25 * 0.03).min(0.4)) {
        borne.push(marks::tattoo(man, chance));
    }
    for mark in borne.iter().filter(|mark| fate.has(mark.part)) {
        let skin: f64 = match fate.decomposition {
            _ if fate.lay.is_none() => 0.9,
            Decomposition::Fresh => 0.95,
            Decomposition::Early => 0.8,
            Decomposition::Advanced => 0.35,
            Decomposition::Burnt => 0.12,
            Decomposition::Skeletal | Decomposition::NotKnown => 0.0,
        };
        let seen = match mark.kind {
            MarkKind::Tattoo => skin,
            MarkKind::Scar | MarkKind::Birthmark => 0.8 * skin * skin,
            MarkKind::Piercing => 0.85 * skin,
            MarkKind::Surgery => (0.9 * skin).max(if fate.lay.is_some() { 0.2 } else { 0.0 }),
            MarkKind::Implant => {
                if fate.lay.is_some() {
                    0.92
                } else {
                    0.25
                }
            }
            MarkKind::Bone => {
                if fate.lay.is_some() {
                    0.72
                } else {
                    0.15
                }
            }
            MarkKind::Teeth => {
                if fate.lay.is_some() {
                    0.85
                } else {
                    0.45
                }
            }
            MarkKind::Amputation => 0.97,
            MarkKind::Other => 0.5,
        };
        if chance.happens(seen * looked) {
            record.marks.listed.push(mark.told(0.02, chance));
        }
    }
}

fn effects_found(person: &Person, fate: &Fate, record: &mut Unidentified, chance: &mut Chance) {
    use linkage::unidentified::EffectKind;
    let man = person.sex == Sex::Male;
    let rots: f64 = match (fate.lay, fate.decomposition) {
        (None, _) | (_, Decomposition::Fresh | Decomposition::Early) => 0.92,
        (_, Decomposition::Advanced) => 0.7,
        (_, Decomposition::Skeletal | Decomposition::NotKnown) => 0.4,
        (_, Decomposition::Burnt) => 0.12,
    };
    let other = worn(man, chance);
    for (things, same) in [(&person.worn, true), (&other, false)] {
        for (kind, words) in things {
            let keeps = match kind {
                EffectKind::Clothing => 0.5_f64.powf(fate.lived / 12.0),
                EffectKind::Jewellery => 0.5_f64.powf(fate.lived / 1200.0),
                EffectKind::Aids => 0.5_f64.powf(fate.lived / 500.0),
                EffectKind::Belonging => 0.5_f64.powf(fate.lived / 60.0),
            };
            let there = if same { keeps } else { 1.0 - keeps };
            let lasts = if matches!(kind, EffectKind::Jewellery) { rots.max(0.6) } else { rots };
            if chance.happens(there * lasts * 0.85) {
                record.effects.push(Effect { kind: *kind, words: retold(words, chance) });
            }
        }
    }
}
