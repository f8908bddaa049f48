//! Made-up people as they are, and an invented country in which they go missing.

use linkage::unidentified::{
    AncestryGroup, Build, EffectKind, EyeColour, FacialHair, HairColour, HairLength, Sex, Travel,
};

use super::chance::Chance;
use super::marks::{self, TrueMark};

/// The last day of the records, in days since 1970, and the years that they reach back.
pub(super) const TODAY: f64 = 20_454.0;
const YEARS_BACK: f64 = 40.0;

/// Towns, the largest first.
pub(super) struct Country {
    pub(super) towns: Vec<Town>,
}

/// A town.
pub(super) struct Town {
    pub(super) name: String,
    pub(super) latitude: f64,
    pub(super) longitude: f64,
}

impl Country {
    pub(super) fn new(chance: &mut Chance) -> Self {
        const FIRST: &[&str] = &[
            "Bracken", "Harrow", "Thistle", "Ash", "Copper", "Winter", "Marl", "Otter", "Raven", "Sedge",
            "Hazel", "Fallow", "Ember", "Linnet", "Moor", "Quarry", "Rush", "Slate", "Tarn", "Whin",
        ];
        const LAST: &[&str] = &[
            "mere", "shaw", "wick", "combe", "stead", "holme", "thorpe", "leigh", "garth", "haven", "bourne",
            "den", "worthy", "fold", "ness", "cote", "hurst", "beck", "market", "bridge",
        ];
        let names = FIRST.iter().flat_map(|first| LAST.iter().map(move |last| format!("{first}{last}")));
        let towns = names.map(|name| Town {
            name,
            latitude: chance.between(50.2, 57.5),
            longitude: chance.between(-4.8, 1.4),
        });
        Self { towns: towns.collect() }
    }
}

/// Somebody as they are.
#[derive(Clone)]
pub(super) struct Person {
    pub(super) sex: Sex,
    pub(super) born: f64,
    pub(super) adult_cm: f64,
    pub(super) bmi: f64,
    pub(super) ancestry: AncestryGroup,
    pub(super) hair: HairColour,
    pub(super) dyed: Option<HairColour>,
    pub(super) length: HairLength,
    pub(super) facial: FacialHair,
    pub(super) eyes: EyeColour,
    pub(super) marks: Vec<TrueMark>,
    pub(super) worn: Vec<(EffectKind, String)>,
    pub(super) travel: Travel,
    pub(super) town: usize,
    pub(super) latitude: f64,
    pub(super) longitude: f64,
    pub(super) seen: f64,
}

impl Person {
    pub(super) fn missing(country: &Country, chance: &mut Chance) -> Self {
        let sex = chance.weighed(&[(Sex::Male, 0.62), (Sex::Female, 0.38)]);
        let age = match chance.below(100) {
            0..3 => chance.between(2.0, 12.0),
            3..20 => chance.between(12.0, 18.0),
            20..74 => chance.between(18.0, 52.0),
            74..92 => chance.between(50.0, 76.0),
            _ => chance.between(72.0, 95.0),
        };
        // Of long ago fewer are on the list than of late.
        let seen = TODAY - (YEARS_BACK * 365.25 * chance.unit().powf(1.7)).max(2.0);
        let town = chance.common(country.towns.len());
        let ancestry = chance.weighed(&[
            (AncestryGroup::White, 0.82),
            (AncestryGroup::SouthAsian, 0.07),
            (AncestryGroup::Black, 0.05),
            (AncestryGroup::EastAsian, 0.02),
            (AncestryGroup::Mixed, 0.02),
            (AncestryGroup::Arab, 0.01),
            (AncestryGroup::Other, 0.01),
        ]);
        let (hair, eyes) = colours(ancestry, chance);
        let man = sex == Sex::Male;
        let mut person = Self {
            sex,
            born: seen - age * 365.25,
            adult_cm: if man { chance.normal(176.8, 7.3) } else { chance.normal(163.2, 6.8) },
            bmi: chance.lognormal(25.0, 0.19).clamp(15.0, 48.0),
            ancestry,
            hair: if age > 38.0 && chance.happens((age - 38.0) / 40.0) { grey(age, chance) } else { hair },
            dyed: chance.happens(if man { 0.03 } else { 0.3 }).then(|| dye(chance)),
            length: length(man, chance),
            facial: if man && age > 17.0 { beard(chance) } else { FacialHair::None },
            eyes,
            marks: marks::of_a_person(man, age, chance),
            worn: worn(man, chance),
            travel: chance.weighed(&[
                (Travel::OnFoot, 0.5),
                (Travel::Vehicle, 0.12),
                (Travel::PublicTransport, 0.1),
                (Travel::NotKnown, 0.28),
            ]),
            town,
            latitude: 0.0,
            longitude: 0.0,
            seen,
        };
        person.lives_in(town, country, chance);
        person
    }

    /// Somebody else of the same age, sex, town, time and looks: only what is their own differs.
    pub(super) fn double(&self, country: &Country, chance: &mut Chance) -> Self {
        let man = self.sex == Sex::Male;
        let age = self.age(self.seen);
        let mut double = self.clone();
        double.born += chance.normal(0.0, 500.0);
        double.adult_cm += chance.normal(0.0, 4.0);
        double.bmi *= chance.lognormal(1.0, 0.1);
        double.marks = marks::of_a_person(man, age, chance);
        double.worn = worn(man, chance);
        double.seen = (double.seen + chance.normal(0.0, 20.0)).min(TODAY - 2.0);
        double.lives_in(self.town, country, chance);
        double
    }

    fn lives_in(&mut self, town: usize, country: &Country, chance: &mut Chance) {
        self.town = town;
        self.latitude = country.towns[town].latitude + chance.normal(0.0, 0.02);
        self.longitude = country.towns[town].longitude + chance.normal(0.0, 0.03);
    }

    pub(super) fn age(&self, day: f64) -> f64 {
        (day - self.born) / 365.25
    }

    /// Height on a day: children grow and the old shrink.
    pub(super) fn height_cm(&self, day: f64) -> f64 {
        let age = self.age(day).max(0.0);
        let grown = if self.sex == Sex::Male { 18.0 } else { 15.5 };
        if age < grown {
            let share = 0.48 + 0.52 * (age / grown).powf(0.85);
            self.adult_cm * share
        } else {
            self.adult_cm - 0.14 * (age - 42.0).max(0.0)
        }
    }

    pub(super) fn weight_kg(&self, day: f64) -> f64 {
        let child = (0.62 + 0.38 * self.age(day) / 18.0).min(1.0);
        self.bmi * child * (self.height_cm(day) / 100.0).powi(2)
    }

    pub(super) fn build(&self) -> Build {
        match self.bmi {
            bmi if bmi < 21.0 => Build::Slim,
            bmi if bmi < 26.5 => Build::Medium,
            bmi if bmi < 31.0 => Build::Stocky,
            _ => Build::Heavy,
        }
    }
}

fn colours(ancestry: AncestryGroup, chance: &mut Chance) -> (HairColour, EyeColour) {
    use HairColour::{Black, Blond, Brown, DarkBrown, LightBrown, Red};
    let fair = match ancestry {
        AncestryGroup::White => 1.0,
        AncestryGroup::Mixed | AncestryGroup::Other => 0.35,
        AncestryGroup::Black | AncestryGroup::SouthAsian | AncestryGroup::EastAsian | AncestryGroup::Arab => {
            0.0
        }
    };
    if !chance.happens(fair) {
        let hair = chance.weighed(&[(Black, 0.75), (DarkBrown, 0.25)]);
        return (hair, chance.weighed(&[(EyeColour::Brown, 0.95), (EyeColour::Hazel, 0.05)]));
    }
    let hair = chance.weighed(&[
        (Brown, 0.34),
        (DarkBrown, 0.24),
        (Blond, 0.15),
        (LightBrown, 0.16),
        (Black, 0.06),
        (Red, 0.05),
    ]);
    // Fair hair goes with light eyes.
    let light = if matches!(hair, Blond | LightBrown | Red) { 0.72 } else { 0.5 };
    let eyes = if chance.happens(light) {
        chance.weighed(&[(EyeColour::Blue, 0.68), (EyeColour::Grey, 0.1), (EyeColour::Green, 0.22)])
    } else {
        chance.weighed(&[(EyeColour::Brown, 0.68), (EyeColour::Hazel, 0.32)])
    };
    (hair, eyes)
}

pub(super) fn grey(age: f64, chance: &mut Chance) -> HairColour {
    if age > 68.0 && chance.happens(0.5) { HairColour::White } else { HairColour::Grey }
}

pub(super) fn dye(chance: &mut Chance) -> HairColour {
    chance.weighed(&[
        (HairColour::Blond, 0.4),
        (HairColour::DarkBrown, 0.2),
        (HairColour::Red, 0.2),
        (HairColour::Black, 0.12),
        (HairColour::Unnatural, 0.08),
    ])
}

pub(super) fn length(man: bool, chance: &mut Chance) -> HairLength {
    use HairLength::{Long, Medium, None, Short};
    if man {
        chance.weighed(&[(None, 0.18), (Short, 0.68), (Medium, 0.1), (Long, 0.04)])
    } else {
        chance.weighed(&[(None, 0.01), (Short, 0.22), (Medium, 0.4), (Long, 0.37)])
    }
}

pub(super) fn beard(chance: &mut Chance) -> FacialHair {
    use FacialHair::{Beard, Moustache, None, Stubble};
    chance.weighed(&[(None, 0.52), (Stubble, 0.24), (Beard, 0.2), (Moustache, 0.04)])
}

/// What somebody wears.
pub(super) fn worn(man: bool, chance: &mut Chance) -> Vec<(EffectKind, String)> {
    const COLOURS: &[&str] = &[
        "black", "blue", "grey", "navy", "white", "brown", "green", "red", "beige", "pink", "purple",
        "yellow",
    ];
    const TOPS: &[&str] =
        &["jacket", "coat", "hoodie", "jumper", "shirt", "t-shirt", "fleece", "cardigan", "waistcoat"];
    const LEGS: &[&str] = &["jeans", "trousers", "jogging bottoms", "leggings", "shorts", "skirt", "dress"];
    const SHOES: &[&str] = &["trainers", "boots", "shoes", "sandals", "slippers", "wellingtons"];
    const RINGS: &[&str] = &[
        "gold wedding ring",
        "silver necklace with cross",
        "watch black strap",
        "gold hoop earrings",
        "silver bracelet",
        "signet ring initials",
        "locket with photograph",
        "st christopher medal",
        "jade bangle",
        "beaded wristband",
        "watch steel strap",
        "eternity ring with stones",
        "leather cord with shell",
    ];
    const CARRIED: &[&str] = &[
        "black rucksack",
        "bunch of keys",
        "bus pass",
        "wallet brown leather",
        "mobile telephone",
        "prayer beads",
        "cigarettes and lighter",
        "paperback",
        "walking stick",
        "inhaler blue",
        "camera",
        "penknife",
    ];
    let mut worn = Vec::new();
    for (things, share) in [(TOPS, 0.95), (LEGS, 0.95), (SHOES, 0.9), (TOPS, 0.5)] {
        if chance.happens(share) {
            let colour = COLOURS[chance.common(COLOURS.len())];
            worn.push((EffectKind::Clothing, format!("{colour} {}", things[chance.common(things.len())])));
        }
    }
    if chance.happens(if man { 0.35 } else { 0.65 }) {
        worn.push((EffectKind::Jewellery, RINGS[chance.common(RINGS.len())].to_owned()));
    }
    if chance.happens(0.2) {
        worn.push((
            EffectKind::Aids,
            (*chance.one(&["glasses metal frame", "glasses black frame", "hearing aid"])).to_owned(),
        ));
    }
    if chance.happens(0.6) {
        worn.push((EffectKind::Belonging, CARRIED[chance.common(CARRIED.len())].to_owned()));
    }
    worn
}
