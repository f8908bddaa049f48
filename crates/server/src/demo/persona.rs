//! A person of the demonstration: who they are, where they live, who cares for them, and what was recorded of them
//! before they ever went missing.

use domain::{
    ids::{PersonId, PlacementId},
    ledger::{Event, Stream},
    person::{CareBasis, CareStatus, Contact, Form, Marker, MarkerKind, PersonDetails, PersonEvent},
    placement::{PlacementEvent, PlacementKind, PlacementPlace, PlacementRecorded},
};
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::{
    biography::{allocated, born_on, care_status, contact, details, home_for, pronouns, set_surroundings},
    chronicle::{Chronicle, Noted},
    county::ChildrensHome,
    homecoming::Known,
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

/// What stands of somebody before the first time missing.
pub(super) struct Beginnings {
    /// Where somebody in care lives.
    pub(super) placement: Option<PlacementId>,
    /// Whether the two forms are complete.
    pub(super) form: Known,
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
        let named = studio.names.name(situation.named_as());
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

    /// Writes what social care and homes recorded before the first time missing. Gives what it led to.
    pub(super) fn before(
        &self,
        studio: &mut Studio,
        chronicle: &mut Chronicle,
        registered: Timestamp,
    ) -> Beginnings {
        let role = match self.situation.age() {
            Age::Child => "missing_coordinator",
            Age::Adult => "adult_social_worker",
        };
        let details = self.details.clone();
        self.record(studio, chronicle, registered, role, PersonEvent::Registered { details });
        // Of an adult at home nobody writes down that they are in nobody's care.
        let at_home = CareStatus { basis: CareBasis::NotInCare, ..CareStatus::default() };
        if self.status != at_home {
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
        let placement = self.place(studio, chronicle, registered + SignedDuration::from_mins(55));
        let mut form = Known::No;
        if placement.is_some() && studio.chance.likely(85) {
            form = Known::Yes;
            for (one, hours) in [(Form::IncidentForm, 19), (Form::LocationForm, 43)] {
                self.complete_form(studio, chronicle, registered + SignedDuration::from_hours(hours), one);
            }
        }
        Beginnings { placement, form }
    }

    /// Who fills in the forms of the child.
    pub(super) fn form_role(&self) -> &'static str {
        if self.worker.is_some() && self.care != Care::Theirs {
            "allocated_worker"
        } else {
            "missing_coordinator"
        }
    }

    /// Completes one of the two forms.
    pub(super) fn complete_form(
        &self,
        studio: &mut Studio,
        chronicle: &mut Chronicle,
        at: Timestamp,
        form: Form,
    ) {
        let key = match form {
            Form::IncidentForm => "incident_form",
            Form::LocationForm => "location_form",
        };
        let note = studio.corpus.say(&mut studio.chance, &["form"], key, &self.scene);
        self.record(studio, chronicle, at, self.form_role(), PersonEvent::FormCompleted { form, note });
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
