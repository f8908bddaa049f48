//! A person: the one record kept however many agencies know them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use crate::birth::{BirthDate, age_between};
use crate::{
    episode::{Acknowledged, Message, Sent},
    features::Features,
    ids::{EntryId, PersonId},
    ledger::Actor,
    merging::Absorption,
    text::is_blank,
    time::london,
};

mod late;
mod marker;
mod photograph;

pub use late::Late;
pub use marker::{Marker, MarkerKind};
pub use photograph::{Photograph, TakenTo};

/// Sex as the person or the record states it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Neither word fits.
    Other,
    /// Nobody has said.
    #[default]
    NotKnown,
}

/// Somebody who can be asked about the person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contact {
    /// Name, in any form.
    pub name: String,
    /// What they are to the person: mother, key worker, neighbour.
    pub relation: String,
    /// How to reach them.
    pub reach: String,
}

/// What is kept of a person. Every text may be empty: empty means that nobody has said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonDetails {
    /// The name as the person writes it: any form, any script, any length.
    pub name: String,
    /// Other names: known as, earlier, other spellings.
    pub other_names: Vec<String>,
    /// When they were born.
    pub birth: BirthDate,
    /// What was said of their age or birth and could not be read: to be asked again, and not lost till then.
    pub birth_said: String,
    /// Sex as stated.
    pub sex: Sex,
    /// Ethnicity as the person describes it.
    pub ethnicity: String,
    /// First language, and whether an interpreter is needed.
    pub language: String,
    /// Height, build, hair, eyes, marks: what somebody would recognise.
    pub description: String,
    /// Where they live.
    pub home_address: String,
    /// Telephones and accounts they use.
    pub phones_and_accounts: String,
    /// Vehicle, bicycle, travel card, usual ways of travelling.
    pub transport: String,
    /// Places they go to.
    pub places_frequented: String,
    /// Friends and associates.
    pub associates: String,
    /// Medication: what and how often.
    pub medication: String,
    /// What happens when a dose is missed.
    pub effect_of_missing_medication: String,
    /// Health, disability, how they communicate.
    pub health_and_disability: String,
    /// School, college or work.
    pub school_or_work: String,
    /// Next of kin, carers, holders of parental responsibility.
    pub contacts: Vec<Contact>,
}

/// On what footing a child is looked after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CareBasis {
    /// Nobody has said.
    #[default]
    NotKnown,
    /// Lives at home or on their own.
    NotInCare,
    /// Under a care order.
    CareOrder,
    /// Accommodated by agreement.
    Accommodated,
    /// Was in care and is supported to 25.
    CareLeaver,
}

/// Legal and care status from a day on (P2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CareStatus {
    /// In care, and how; or a care leaver.
    pub basis: CareBasis,
    /// Whether the child sought asylum here without an adult.
    pub unaccompanied_asylum_seeker: bool,
    /// Plans and orders: child protection, child in need, court orders.
    pub plans_and_orders: String,
    /// The independent reviewing officer or child protection chair.
    pub reviewing_officer: String,
}

impl CareStatus {
    /// This status where it says something, and what an earlier one of the same person says beside it.
    fn beside(self, earlier: Self) -> Self {
        let or = |later: String, earlier: String| if is_blank(&later) { earlier } else { later };
        Self {
            basis: if self.basis == CareBasis::NotKnown { earlier.basis } else { self.basis },
            // Unsaid and denied are one value here: what protects a child is kept.
            unaccompanied_asylum_seeker: self.unaccompanied_asylum_seeker
                || earlier.unaccompanied_asylum_seeker,
            plans_and_orders: or(self.plans_and_orders, earlier.plans_and_orders),
            reviewing_officer: or(self.reviewing_officer, earlier.reviewing_officer),
        }
    }
}

/// One of the two pre-incident forms of a child (NP 3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// The incident form.
    IncidentForm,
    /// The risk-assessed location form.
    LocationForm,
}

/// What can happen to a person's record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum PersonEvent {
    /// The record was made.
    Registered {
        /// What was known.
        details: PersonDetails,
    },
    /// The record was changed; the whole of it as it stands from now on.
    DetailsChanged {
        /// What is known now.
        details: PersonDetails,
        /// Why, and from whom.
        reason: String,
    },
    /// Somebody was shown other records that may be of the same person, and said that they are not: said where the record was
    /// made, or afterwards of two that stood beside each other.
    ToldApart {
        /// Whose the other records are.
        from: Vec<PersonId>,
        /// Why, or who told it.
        reason: String,
    },
    /// Whoever changed the record was shown others that may be of the same person, and said that they are. The records stay two
    /// until somebody who answers for them merges them.
    SaidTheSame {
        /// Whose the other records are.
        with: Vec<PersonId>,
        /// Why, or who told it.
        reason: String,
    },
    /// A marker is held from now on.
    MarkerRecorded(Marker),
    /// A marker no longer holds.
    MarkerEnded {
        /// The entry that recorded it.
        marker: EntryId,
        /// Why.
        reason: String,
    },
    /// Legal or care status changed.
    CareStatusRecorded(CareStatus),
    /// A social worker is allocated.
    WorkerAllocated {
        /// Their name.
        worker: String,
        /// Their team.
        team: String,
    },
    /// No social worker is allocated any more.
    WorkerDeallocated {
        /// Why.
        reason: String,
    },
    /// A pre-incident form was completed.
    FormCompleted {
        /// Which.
        form: Form,
        /// With whom, and what the carer was told.
        note: String,
    },
    /// A trigger plan stands for the next time.
    TriggerPlanAgreed {
        /// Key actions, known places, people, what worked.
        plan: String,
    },
    /// The trigger plan no longer stands.
    TriggerPlanWithdrawn {
        /// Why.
        reason: String,
    },
    /// By what the person would be recognised; the whole of it as it stands from now on.
    FeaturesRecorded {
        /// Stature, build, hair, eyes, marks, teeth.
        #[serde(flatten)]
        features: Features,
        /// Who said so.
        source: String,
    },
    /// A photograph was added (P1).
    PhotographAdded(Photograph),
    /// A photograph is no longer to be used.
    PhotographWithdrawn {
        /// The entry that added it.
        photograph: EntryId,
        /// Why.
        reason: String,
    },
    /// Whoever cares for the person noted that they are late, and not yet reported missing (P9).
    LateNoted {
        /// When they were expected back, where a time was agreed.
        expected_at: Option<Timestamp>,
        /// What is known and what was tried.
        note: String,
    },
    /// The person who was late is back, without having been reported missing.
    LateEnded {
        /// How they came back, and how they are.
        note: String,
    },
    /// Somebody was asked, or told on silence, that the person is late and nobody has said what became of it.
    LateTold(Message),
    /// Somebody who was told says that they know.
    LateAcknowledged {
        /// The entry that told them.
        of: EntryId,
        /// What they do about it.
        note: String,
    },
    /// Another record is of the same person: it counts here from now on (N1).
    Absorbed(Absorption),
    /// This record is of the same person as another, in which it goes on (N1).
    MergedInto {
        /// In which.
        into: PersonId,
        /// Why.
        reason: String,
    },
    /// A record that was absorbed is of somebody else after all.
    Separated {
        /// Which.
        other: PersonId,
        /// Why.
        reason: String,
    },
    /// This record stands by itself again.
    Restored {
        /// In which it had gone on.
        from: PersonId,
        /// Why.
        reason: String,
    },
}

impl PersonEvent {
    /// The word that stands for the event in the ledger.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Registered { .. } => "person_registered",
            Self::DetailsChanged { .. } => "person_details_changed",
            Self::ToldApart { .. } => "told_apart",
            Self::SaidTheSame { .. } => "said_the_same",
            Self::MarkerRecorded(_) => "marker_recorded",
            Self::MarkerEnded { .. } => "marker_ended",
            Self::CareStatusRecorded(_) => "care_status_recorded",
            Self::WorkerAllocated { .. } => "worker_allocated",
            Self::WorkerDeallocated { .. } => "worker_deallocated",
            Self::FormCompleted { .. } => "form_completed",
            Self::TriggerPlanAgreed { .. } => "trigger_plan_agreed",
            Self::TriggerPlanWithdrawn { .. } => "trigger_plan_withdrawn",
            Self::FeaturesRecorded { .. } => "features_recorded",
            Self::PhotographAdded(_) => "photograph_added",
            Self::PhotographWithdrawn { .. } => "photograph_withdrawn",
            Self::LateNoted { .. } => "late_noted",
            Self::LateEnded { .. } => "late_ended",
            Self::LateTold(_) => "late_told",
            Self::LateAcknowledged { .. } => "late_acknowledged",
            Self::Absorbed(_) => "record_absorbed",
            Self::MergedInto { .. } => "record_merged",
            Self::Separated { .. } => "record_separated",
            Self::Restored { .. } => "record_restored",
        }
    }
}

/// A person's record as their stream tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// What is known.
    pub details: PersonDetails,
    /// Whose records are of somebody else, and when that was said.
    pub told_apart: Vec<(PersonId, Timestamp)>,
    /// Whose records are of the same person, when that was said, and by whom.
    pub said_the_same: Vec<(PersonId, Timestamp, Actor)>,
    /// Markers held, with the entry that recorded each.
    pub markers: Vec<(EntryId, Marker)>,
    /// Legal and care status.
    pub care: CareStatus,
    /// Since when that holds.
    pub care_since: Option<Timestamp>,
    /// The allocated worker and their team.
    pub worker: Option<AllocatedWorker>,
    /// When each form was completed, in that order.
    pub forms: Vec<(Form, Timestamp)>,
    /// The trigger plan that stands.
    pub trigger_plan: Option<String>,
    /// By what they would be recognised.
    pub features: Features,
    /// Photographs that may be used, each with the entry that added it and when.
    pub photographs: Vec<(EntryId, Timestamp, Photograph)>,
    /// That the person is late, while they are and nobody has reported them missing.
    pub late: Option<Late>,
    /// The record in which this one goes on, while it is merged into it.
    pub merged_into: Option<PersonId>,
}

/// The social worker to whom a person is allocated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllocatedWorker {
    /// Their name.
    pub name: String,
    /// Their team.
    pub team: String,
    /// Since when.
    pub since: Timestamp,
}

impl Person {
    /// The record after one more event.
    pub fn apply(&mut self, entry: EntryId, happened_at: Timestamp, actor: &Actor, event: &PersonEvent) {
        match event {
            PersonEvent::Registered { details } | PersonEvent::DetailsChanged { details, .. } => {
                self.details = details.clone();
            }
            PersonEvent::ToldApart { from, .. } => {
                self.told_apart.extend(from.iter().map(|other| (*other, happened_at)));
            }
            PersonEvent::SaidTheSame { with, .. } => {
                self.said_the_same.extend(with.iter().map(|other| (*other, happened_at, actor.clone())));
            }
            PersonEvent::MarkerRecorded(marker) => self.markers.push((entry, marker.clone())),
            PersonEvent::MarkerEnded { marker, .. } => self.markers.retain(|(id, _)| id != marker),
            PersonEvent::CareStatusRecorded(status) => {
                self.care = status.clone();
                self.care_since = Some(happened_at);
            }
            PersonEvent::WorkerAllocated { worker, team } => {
                self.worker =
                    Some(AllocatedWorker { name: worker.clone(), team: team.clone(), since: happened_at });
            }
            PersonEvent::WorkerDeallocated { .. } => self.worker = None,
            PersonEvent::FormCompleted { form, .. } => self.forms.push((*form, happened_at)),
            PersonEvent::TriggerPlanAgreed { plan } => self.trigger_plan = Some(plan.clone()),
            PersonEvent::TriggerPlanWithdrawn { .. } => self.trigger_plan = None,
            PersonEvent::FeaturesRecorded { features, .. } => self.features = features.clone(),
            PersonEvent::PhotographAdded(photograph) => {
                self.photographs.push((entry, happened_at, photograph.clone()));
            }
            PersonEvent::PhotographWithdrawn { photograph, .. } => {
                self.photographs.retain(|(id, _, _)| id != photograph);
            }
            PersonEvent::LateNoted { expected_at, note } => {
                self.late = Some(Late {
                    entry,
                    noted_at: happened_at,
                    expected_at: *expected_at,
                    note: note.clone(),
                    told: Vec::new(),
                });
            }
            PersonEvent::LateEnded { .. } => self.late = None,
            PersonEvent::LateTold(message) => {
                let told = Sent { entry, at: happened_at, message: message.clone(), acknowledged: None };
                self.late.iter_mut().for_each(|late| late.told.push(told.clone()));
            }
            PersonEvent::LateAcknowledged { of, note } => {
                let known = Acknowledged { at: happened_at, by: actor.clone(), note: note.clone() };
                self.late.iter_mut().for_each(|late| late.acknowledge(*of, &known));
            }
            // What a merge means for a person, whoever folds both records says (`Person::take_in`).
            PersonEvent::Absorbed(_) => {}
            // Whoever separates two records says that they are of two people.
            PersonEvent::Separated { other, .. } => self.told_apart.push((*other, happened_at)),
            PersonEvent::MergedInto { into, .. } => self.merged_into = Some(*into),
            PersonEvent::Restored { from, .. } => {
                self.merged_into = None;
                self.told_apart.push((*from, happened_at));
            }
        }
    }

    /// What another record of the same person holds counts here too. Of what there is one of, the later holds; where nobody has
    /// said, or said only that it is not known, what the other says.
    pub(crate) fn take_in(&mut self, other: Self) {
        self.markers.extend(other.markers);
        self.told_apart.extend(other.told_apart);
        self.said_the_same.extend(other.said_the_same);
        let here = (std::mem::take(&mut self.care), self.care_since);
        let there = (other.care, other.care_since);
        let (earlier, later) = if there.1 > here.1 { (here, there) } else { (there, here) };
        let held_before = later.0.basis == CareBasis::NotKnown && earlier.0.basis != CareBasis::NotKnown;
        self.care_since = if held_before { earlier.1 } else { later.1 };
        self.care = later.0.beside(earlier.0);
        self.features.fill_from(other.features);
        let since = |worker: &Option<AllocatedWorker>| worker.as_ref().map(|worker| worker.since);
        if since(&other.worker) > since(&self.worker) {
            self.worker = other.worker;
        }
        self.forms.extend(other.forms);
        self.forms.sort_by_key(|(_, at)| *at);
        self.trigger_plan = match (self.trigger_plan.take(), other.trigger_plan) {
            (Some(here), Some(there)) if here != there => Some(format!("{here}\n\n{there}")),
            (here, there) => here.or(there),
        };
        let kept = |photograph: &Photograph| {
            self.photographs.iter().any(|(_, _, kept)| kept.digest == photograph.digest)
        };
        let new: Vec<_> = other.photographs.into_iter().filter(|(_, _, added)| !kept(added)).collect();
        self.photographs.extend(new);
        self.photographs.sort_by_key(|(_, at, _)| *at);
        self.late = match (self.late.take(), other.late) {
            (Some(here), Some(there)) => Some(if there.noted_at < here.noted_at { there } else { here }),
            (here, there) => here.or(there),
        };
    }

    /// The best likeness: the photograph taken last, or added last where nobody knows when they were taken.
    #[must_use]
    pub fn likeness(&self) -> Option<&Photograph> {
        self.photographs
            .iter()
            .max_by_key(|(_, added_at, photograph)| (photograph.taken_on, *added_at))
            .map(|(_, _, photograph)| photograph)
    }

    /// Whether a marker of that kind is held.
    #[must_use]
    pub fn holds(&self, kind: MarkerKind) -> bool {
        self.markers.iter().any(|(_, marker)| marker.marker == kind)
    }

    /// Whether the person may be under 18 at that instant (the local day counts).
    #[must_use]
    pub fn may_be_under_18(&self, at: Timestamp) -> bool {
        self.details.birth.may_be_under_18(at.to_zoned(london()).date())
    }
}
