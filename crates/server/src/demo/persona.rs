//! A person of the demonstration: who they are, where they live, who cares for them, and what was recorded of them
//! before they ever went missing.

use domain::{
    ids::{PersonId, PlacementId},
    ledger::{Event, Stream},
    person::{
        BirthDate, CareBasis, CareStatus, Contact, Marker, MarkerKind, PersonDetails, PersonEvent, Sex,
    },
    placement::{PlacementEvent, PlacementKind, PlacementPlace, PlacementRecorded},
};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};

use super::{
    chronicle::{Chronicle, Noted},
    county::{ChildrensHome, Named},
    prose::Scene,
    situation::{Age, Situation},
    studio::{Studio, When, local, to_minute},
};

/// Whose child somebody in care is, and where they live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Care {
    /// Not in care.
    None,
    /// In the county's care, living in the county.
    Ours,
    /// In the county's care, living elsewhere.
    OursElsewhere,
    /// In another authority's care, living here.
    Theirs,
}

/// What the casting list says of somebody.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) situation: Situation,
    pub(super) care: Care,
    /// Months of age when first missing; the situation's range where nothing is said.
    pub(super) months: Option<i64>,
}

/// A person, ready to have stories told of.
pub(super) struct Persona {
    pub(super) id: PersonId,
    pub(super) situation: Situation,
    pub(super) care: Care,
    pub(super) first: String,
    pub(super) details: PersonDetails,
    pub(super) status: CareStatus,
    pub(super) home: Option<ChildrensHome>,
    pub(super) worker: Option<String>,
    pub(super) scene: Scene,
    pub(super) carer: Contact,
    pub(super) second: Contact,
    /// Whether an account of the agency that cares for them could have acted.
    pub(super) markers: Vec<MarkerKind>,
}

impl Persona {
    /// Somebody for that part, first missing at that moment.
    pub(super) fn cast(studio: &mut Studio, part: Part, first_missing: Timestamp) -> Self {
        let Part { situation, care, months } = part;
        let named = studio.names.name(&mut studio.chance, situation.named_as());
        let (youngest, oldest) = situation.age_in_months();
        let months = months.unwrap_or_else(|| studio.chance.between(youngest, oldest));
        let born = born_on(studio, first_missing, months);
        let home = home_for(studio, situation, care);
        let mut scene = pronouns(named.sex);
        scene.set("first", named.first.clone());
        set_surroundings(studio, &mut scene, situation, home.as_ref());
        let mut carer = contact(studio, situation, &named, &mut scene, "relation");
        if let Some(home) = &home {
            carer.reach.clone_from(&home.reach);
        }
        scene.set("carer", carer.name.clone());
        scene.set("relation", carer.relation.clone());
        let second = contact(studio, situation, &named, &mut scene, "second_relation");
        scene.set("second", second.name.clone());
        scene.set("second_relation", second.relation.clone());
        let worker = allocated(studio, situation, care);
        scene.set("worker", worker.clone().unwrap_or_else(|| "the duty social worker".into()));
        let mut persona = Self {
            id: PersonId(studio.chance.id_at(first_missing)),
            first: named.first.clone(),
            details: PersonDetails::default(),
            status: CareStatus::default(),
            markers: situation.markers().to_vec(),
            situation,
            care,
            home,
            worker,
            scene,
            carer,
            second,
        };
        persona.details = details(studio, &persona, named, born);
        persona.status = care_status(studio, &persona);
        persona
    }

    /// The banks in which prose about them is looked for.
    pub(super) fn banks(&self) -> [&'static str; 3] {
        let age = match self.situation.age() {
            Age::Child => "child",
            Age::Adult => "adult",
        };
        [self.situation.bank(), age, "any"]
    }

    /// The next sentence for `key`.
    pub(super) fn say(&self, studio: &mut Studio, key: &str) -> String {
        let banks = self.banks();
        studio.corpus.say(&mut studio.chance, &banks, key, &self.scene)
    }

    /// The role that speaks for where they live.
    pub(super) fn home_role(&self) -> Option<String> {
        self.home.as_ref().map(|home| format!("home_manager@{}", home.account))
    }

    /// Writes what social care and homes recorded before the first time missing. Gives the placement, if there is one.
    pub(super) fn before(
        &self,
        studio: &mut Studio,
        chronicle: &mut Chronicle,
        registered: Timestamp,
    ) -> Option<PlacementId> {
        let role = match self.situation.age() {
            Age::Child => "missing_coordinator",
            Age::Adult => "adult_social_worker",
        };
        let details = self.details.clone();
        self.record(studio, chronicle, registered, role, PersonEvent::Registered { details });
        if self.status != CareStatus::default() {
            let at = registered + SignedDuration::from_mins(12);
            let status = PersonEvent::CareStatusRecorded(self.status.clone());
            self.record(studio, chronicle, at, role, status);
        }
        if let Some(worker) = &self.worker {
            let at = registered + SignedDuration::from_mins(19);
            let team = self.say(studio, "team");
            let worker = worker.clone();
            self.record(studio, chronicle, at, role, PersonEvent::WorkerAllocated { worker, team });
        }
        for (place, kind) in self.markers.clone().into_iter().enumerate() {
            let minutes = 26 + 7 * i64::try_from(place).unwrap_or(0);
            self.mark(studio, chronicle, registered + SignedDuration::from_mins(minutes), kind);
        }
        self.place(studio, chronicle, registered + SignedDuration::from_mins(55))
    }

    /// Records a marker with its source.
    pub(super) fn mark(
        &self,
        studio: &mut Studio,
        chronicle: &mut Chronicle,
        at: Timestamp,
        kind: MarkerKind,
    ) -> Noted {
        let said = studio.corpus.say(&mut studio.chance, &["marker"], kind.word(), &self.scene);
        let (source, note) = said.split_once('|').unwrap_or(("Record", said.as_str()));
        let since = local(at).date().checked_sub(studio.chance.between(20, 400).days()).ok();
        let marker =
            Marker { marker: kind, source: source.trim().to_owned(), since, note: note.trim().to_owned() };
        let role = match self.situation.age() {
            Age::Child => "missing_coordinator",
            Age::Adult => "police_mpu",
        };
        self.record(studio, chronicle, at, role, PersonEvent::MarkerRecorded(marker))
    }

    /// Records something of the person.
    pub(super) fn record(
        &self,
        studio: &mut Studio,
        chronicle: &mut Chronicle,
        at: Timestamp,
        role: &str,
        event: PersonEvent,
    ) -> Noted {
        let when = studio.soon(to_minute(at));
        let (actor, _) = studio.cast.anyone(&mut studio.chance, role);
        let draft = studio.draft(Stream::Person(self.id), when, actor, Event::Person(event));
        let noted = Noted { entry: draft.id, recorded_at: draft.recorded_at };
        chronicle.plan(draft, studio.rules.of(self.situation.age()));
        noted
    }

    /// Records where somebody in care lives.
    pub(super) fn place(
        &self,
        studio: &mut Studio,
        chronicle: &mut Chronicle,
        at: Timestamp,
    ) -> Option<PlacementId> {
        let place = match self.care {
            Care::None => return None,
            Care::Ours => PlacementPlace::InArea,
            Care::OursElsewhere => PlacementPlace::OutOfArea {
                host_authority: studio.chance.pick(&studio.county.other_authorities).name.clone(),
            },
            Care::Theirs => {
                let authority = studio.chance.pick(&studio.county.other_authorities);
                PlacementPlace::PlacedHereByOther {
                    placing_authority: format!("{}, {}", authority.name, authority.team),
                }
            }
        };
        let planned = studio.chance.likely(70);
        let recorded = PlacementRecorded {
            person: self.id,
            kind: if planned { PlacementKind::Planned } else { PlacementKind::Unplanned },
            start: to_minute(at + if planned { 70.hours() } else { (-5).hours() }),
            place,
            provider: self.home.as_ref().map(|home| studio.cast.agency(&home.account)),
            address: self.details.home_address.clone(),
        };
        let start = recorded.start;
        let id = PlacementId(studio.chance.id_at(at));
        self.record_placement(
            studio,
            chronicle,
            (id, at),
            "missing_coordinator",
            PlacementEvent::Recorded(recorded),
        );
        if self.care == Care::Ours || self.care == Care::OursElsewhere {
            let checked = start + studio.chance.minutes(2 * 24 * 60, 5 * 24 * 60);
            let note = self.say(studio, "plan_checked");
            self.record_placement(
                studio,
                chronicle,
                (id, checked),
                "iro",
                PlacementEvent::PlanChecked { note },
            );
        }
        Some(id)
    }

    /// Records something of a placement of theirs.
    pub(super) fn record_placement(
        &self,
        studio: &mut Studio,
        chronicle: &mut Chronicle,
        (id, at): (PlacementId, Timestamp),
        role: &str,
        event: PlacementEvent,
    ) {
        let when: When = studio.soon(to_minute(at));
        let (actor, _) = studio.cast.anyone(&mut studio.chance, role);
        let draft = studio.draft(Stream::Placement(id), when, actor, Event::Placement(event));
        chronicle.plan(draft, studio.rules.of(self.situation.age()));
    }
}

fn born_on(studio: &mut Studio, first_missing: Timestamp, months: i64) -> Date {
    let day = studio.chance.between(0, 29);
    local(first_missing).date().saturating_sub(months.months()).saturating_sub(day.days())
}

/// The home of somebody in residential care, if it takes part; most of those placed here live in one.
fn home_for(studio: &mut Studio, situation: Situation, care: Care) -> Option<ChildrensHome> {
    let residential = situation == Situation::Residential
        || care == Care::Theirs
        || (care == Care::Ours && situation != Situation::Foster && studio.chance.likely(65));
    (residential && care != Care::None && care != Care::OursElsewhere)
        .then(|| studio.chance.pick(&studio.county.children_homes).clone())
}

fn pronouns(sex: Sex) -> Scene {
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
fn set_surroundings(
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

/// Somebody who can be asked about the person. The bank says kin or staff, a sex, and what they are.
fn contact(
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
    let said = studio.corpus.say(&mut studio.chance, &[situation.bank(), age], key, scene);
    let mut words = said.splitn(3, ' ');
    let (tie, sex, relation) = (
        words.next().unwrap_or("kin"),
        words.next().unwrap_or("f"),
        words.next().unwrap_or("relative").to_owned(),
    );
    let bank = if sex == "f" { "relative_female" } else { "relative_male" };
    let family = named.name.split_once(' ').map_or("", |(_, family)| family);
    let name = if tie == "kin" {
        let first = studio.corpus.say(&mut studio.chance, &["names"], bank, scene);
        format!("{first} {family}").trim().to_owned()
    } else {
        studio.corpus.say(&mut studio.chance, &["names"], "staff", scene)
    };
    let reach = if tie == "kin" { studio.mobile() } else { studio.landline() };
    Contact { name, relation, reach }
}

fn allocated(studio: &mut Studio, situation: Situation, care: Care) -> Option<String> {
    let percent = match (situation.age(), care) {
        (Age::Child, Care::Ours | Care::OursElsewhere) => 92,
        (Age::Child, Care::Theirs) => 0,
        (Age::Child, Care::None) => 45,
        (Age::Adult, _) => 0,
    };
    let allocated = studio.chance.likely(percent);
    allocated.then(|| studio.cast.anyone(&mut studio.chance, "allocated_worker").1)
}

fn details(studio: &mut Studio, persona: &Persona, named: Named, born: Date) -> PersonDetails {
    let medication = persona.say(studio, "medication_held");
    let (medication, effect) = medication.split_once('|').unwrap_or((medication.as_str(), ""));
    let unrecorded = studio.chance.likely(32);
    let estimated = persona.situation == Situation::Asylum && studio.chance.likely(50);
    PersonDetails {
        birth: if estimated {
            BirthDate::Year { year: born.year() }
        } else {
            BirthDate::Exact { date: born }
        },
        ethnicity: if unrecorded { String::new() } else { named.ethnicity },
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

fn description(studio: &mut Studio, persona: &Persona) -> String {
    let (low, high) = match persona.situation {
        Situation::YoungChild => (118, 141),
        _ if persona.situation.age() == Age::Child => (152, 181),
        _ => (155, 190),
    };
    let metres = studio.chance.between(low, high);
    let parts: Vec<String> =
        ["build", "hair", "eyes", "marks"].into_iter().map(|key| persona.say(studio, key)).collect();
    format!("About {}.{:02} m, {}", metres / 100, metres % 100, parts.join("; "))
}

fn care_status(studio: &mut Studio, persona: &Persona) -> CareStatus {
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
            (CareBasis::NotInCare, Age::Adult) => String::new(),
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
