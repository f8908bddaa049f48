//! What is on a person's record when it is made: birth, home, who cares for them, description, care status.

use domain::person::{BirthDate, CareBasis, CareStatus, Contact, PersonDetails, Sex};
use jiff::{Timestamp, ToSpan, civil::Date};

use super::{
    county::{ChildrensHome, Named},
    persona::{Care, Persona},
    prose::Scene,
    situation::{Age, Situation},
    studio::{Ethnicity, Studio, local},
};

pub(super) fn born_on(studio: &mut Studio, first_missing: Timestamp, months: i64) -> Date {
    let day = studio.chance.between(0, 29);
    local(first_missing).date().saturating_sub(months.months()).saturating_sub(day.days())
}

/// The home of somebody in residential care, if it takes part; most of those placed here live in one.
pub(super) fn home_for(studio: &mut Studio, situation: Situation, care: Care) -> Option<ChildrensHome> {
    let residential = situation == Situation::Residential
        || care == Care::Theirs
        || (care == Care::Ours && situation != Situation::Foster && studio.chance.likely(65));
    (residential && care != Care::None && care != Care::OursElsewhere)
        .then(|| studio.chance.pick(&studio.county.children_homes).clone())
}

pub(super) fn pronouns(sex: Sex) -> Scene {
    let words = match sex {
        Sex::Female => ["she", "She", "her", "her", "Her", "herself", "was", "has", "is", "girl", "s", "es"],
        Sex::Male => ["he", "He", "him", "his", "His", "himself", "was", "has", "is", "boy", "s", "es"],
        Sex::Other | Sex::NotKnown => [
            "they",
            "They",
            "them",
            "their",
            "Their",
            "themself",
            "were",
            "have",
            "are",
            "young person",
            "",
            "",
        ],
    };
    let blanks =
        ["they", "They", "them", "their", "Their", "themself", "was", "has", "is", "child", "s", "es"];
    let mut scene = Scene::default();
    for (blank, word) in blanks.into_iter().zip(words) {
        scene.set(blank, word);
    }
    scene
}

/// Fills the blanks that stay the same for a person.
pub(super) fn set_surroundings(
    studio: &mut Studio,
    scene: &mut Scene,
    situation: Situation,
    home: Option<&ChildrensHome>,
) {
    let (address, town) = studio.county.address(&mut studio.chance);
    let elderly_home = studio.chance.likely(40);
    let (home_name, address) = match (home, situation) {
        (Some(home), _) => (home.name.clone(), home.address.clone()),
        (None, Situation::Foster) => ("the foster home".into(), address),
        (None, Situation::Dementia) if elderly_home => {
            let address = studio.chance.pick(&studio.county.adult_homes).clone();
            let name = address.split(" care home").next().unwrap_or(&address);
            (name.split(" extra-care").next().unwrap_or(name).to_owned(), address)
        }
        (None, Situation::Ward) => ("the Larches".into(), address),
        (None, Situation::SupportedLiving) => ("the supported flat".into(), address),
        (None, _) => ("home".into(), address),
    };
    scene.set("home", home_name);
    scene.set("address", address);
    scene.set("town", town);
    scene.set("school", studio.chance.pick(&studio.county.schools).clone());
    scene.set("college", studio.chance.pick(&studio.county.colleges).clone());
    scene.set("hospital", studio.chance.pick(&studio.county.hospital_sites).clone());
    scene.set("county", studio.county.county.clone());
    for (blank, among) in [
        ("park", &studio.county.parks),
        ("station", &studio.county.stations),
        ("shop", &studio.county.shops),
        ("bus", &studio.county.bus_routes),
        ("street", &studio.county.streets),
        ("town2", &studio.county.towns),
        ("far_town", &studio.county.far_towns),
    ] {
        scene.set(blank, studio.chance.pick(among).clone());
    }
    for blank in ["friend", "friend2"] {
        let name = studio.corpus.say(&mut studio.chance, &["names"], "friend", &Scene::default());
        scene.set(blank, name);
    }
    let mobile = studio.mobile();
    scene.set("mobile", mobile);
}

/// The name that relatives share: all after the first, or of a long name the last.
fn family_of(name: &str) -> &str {
    let family = name.split_once(' ').map_or("", |(_, family)| family);
    if family.split(' ').count() > 2 { family.rsplit(' ').next().unwrap_or(family) } else { family }
}

/// Somebody who can be asked about the person. The bank says kin or staff, a sex, and what they are.
pub(super) fn contact(
    studio: &mut Studio,
    situation: Situation,
    named: &Named,
    scene: &mut Scene,
    key: &str,
) -> Contact {
    let age = match situation.age() {
        Age::Child => "child",
        Age::Adult => "adult",
    };
    let mut say = || studio.corpus.say(&mut studio.chance, &[situation.bank(), age], key, scene);
    let mut said = say();
    // Whoever rings is not also the second to be asked: a bank that knows nobody else ends this.
    for _ in 0..4 {
        if key == "relation" || !said.ends_with(scene.get("relation")) {
            break;
        }
        said = say();
    }
    let mut words = said.splitn(3, ' ');
    let (tie, sex, relation) = (
        words.next().unwrap_or("kin"),
        words.next().unwrap_or("f"),
        words.next().unwrap_or("relative").to_owned(),
    );
    let bank = if sex == "f" { "relative_female" } else { "relative_male" };
    let family = family_of(&named.name);
    let name = if tie == "kin" {
        let first = studio.corpus.say(&mut studio.chance, &["names"], bank, scene);
        format!("{first} {family}").trim().to_owned()
    } else {
        studio.corpus.say(&mut studio.chance, &["names"], "staff", scene)
    };
    let reach = if tie == "kin" { studio.mobile() } else { studio.landline() };
    Contact { name, relation, reach }
}

pub(super) fn allocated(studio: &mut Studio, situation: Situation, care: Care) -> Option<String> {
    let percent = match (situation.age(), care) {
        (Age::Child, Care::Ours | Care::OursElsewhere) => 92,
        (Age::Child, Care::Theirs) => 0,
        (Age::Child, Care::None) => 45,
        (Age::Adult, _) => 0,
    };
    let allocated = studio.chance.likely(percent);
    allocated.then(|| studio.cast.anyone(&mut studio.chance, "allocated_worker").1)
}

pub(super) fn details(studio: &mut Studio, persona: &Persona, named: Named, born: Date) -> PersonDetails {
    let medication = persona.say(studio, "medication_held");
    let (medication, effect) = medication.split_once('|').unwrap_or((medication.as_str(), ""));
    let recorded = studio.ethnicities.pop().unwrap_or(Ethnicity::Recorded);
    let estimated = persona.situation == Situation::Asylum && studio.chance.likely(50);
    PersonDetails {
        birth: if estimated {
            BirthDate::Year { year: born.year() }
        } else {
            BirthDate::Exact { date: born }
        },
        birth_said: String::new(),
        ethnicity: match recorded {
            Ethnicity::Recorded => named.ethnicity,
            Ethnicity::NotRecorded => String::new(),
        },
        language: named.language,
        name: named.name,
        other_names: named.other_names,
        sex: named.sex,
        description: description(studio, persona),
        home_address: persona.scene.get("address").to_owned(),
        phones_and_accounts: persona.say(studio, "phones"),
        transport: persona.say(studio, "usual_transport"),
        places_frequented: persona.say(studio, "places"),
        associates: persona.say(studio, "associates"),
        medication: medication.trim().to_owned(),
        effect_of_missing_medication: effect.trim().to_owned(),
        health_and_disability: persona.say(studio, "health"),
        school_or_work: persona.say(studio, "school_or_work"),
        contacts: vec![persona.carer.clone(), persona.second.clone()],
    }
}

pub(super) fn description(studio: &mut Studio, persona: &Persona) -> String {
    let (low, high) = match (persona.situation == Situation::YoungChild, persona.situation.age()) {
        (true, _) => (118, 141),
        (false, Age::Child) => (152, 181),
        (false, Age::Adult) => (155, 190),
    };
    let metres = studio.chance.between(low, high);
    let parts: Vec<String> =
        ["build", "hair", "eyes", "marks"].into_iter().map(|key| persona.say(studio, key)).collect();
    format!("About {}.{:02} m, {}", metres / 100, metres % 100, parts.join("; "))
}

pub(super) fn care_status(studio: &mut Studio, persona: &Persona) -> CareStatus {
    let basis = match (persona.care, persona.situation) {
        (_, Situation::CareLeaver) => CareBasis::CareLeaver,
        (Care::None, _) => CareBasis::NotInCare,
        (Care::Ours | Care::OursElsewhere | Care::Theirs, Situation::Asylum) => CareBasis::Accommodated,
        (Care::Ours | Care::OursElsewhere | Care::Theirs, _) => {
            if studio.chance.likely(70) {
                CareBasis::CareOrder
            } else {
                CareBasis::Accommodated
            }
        }
    };
    let in_care = persona.care != Care::None;
    CareStatus {
        basis,
        unaccompanied_asylum_seeker: persona.situation == Situation::Asylum,
        plans_and_orders: match (basis, persona.situation.age()) {
            (CareBasis::NotKnown, _) | (CareBasis::NotInCare, Age::Adult) => String::new(),
            (CareBasis::NotInCare, Age::Child) => persona.say(studio, "plans_at_home"),
            (CareBasis::CareOrder | CareBasis::Accommodated | CareBasis::CareLeaver, _) => {
                persona.say(studio, "plans_in_care")
            }
        },
        reviewing_officer: if in_care && persona.care != Care::Theirs {
            studio.cast.anyone(&mut studio.chance, "iro").1
        } else {
            String::new()
        },
    }
}
