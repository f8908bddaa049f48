//! An incident: one call about one or several people. It ends in an episode for each, or in a reasoned other class;
//! until then it stands on the list of calls that nobody has decided (R10, R11).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    ids::{AccountId, EpisodeId, IncidentId, PersonId},
    person::Contact,
    refusal::Refusal,
    text::is_blank,
};

/// What kind of matter the call turned out to be (R3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IncidentClass {
    /// Whereabouts cannot be established.
    Missing,
    /// Whereabouts are known.
    WhereaboutsKnown,
    /// Somebody worries about a person who is where they are expected.
    ConcernForWelfare,
    /// Wanted, and missing.
    WantedAndMissing,
    /// Absconded from custody.
    Absconded,
    /// Absent without leave from hospital.
    AbsentWithoutLeave,
    /// Abducted: a crime in action.
    Abduction,
    /// A relative is looked for after contact was lost.
    TracingRelative,
    /// Not at school.
    SchoolAbsence,
    /// Late home.
    LateHome,
}

impl IncidentClass {
    /// Every class, in the order in which a form offers them.
    pub const ALL: [Self; 10] = [
        Self::Missing,
        Self::WhereaboutsKnown,
        Self::ConcernForWelfare,
        Self::WantedAndMissing,
        Self::Absconded,
        Self::AbsentWithoutLeave,
        Self::Abduction,
        Self::TracingRelative,
        Self::SchoolAbsence,
        Self::LateHome,
    ];

    /// The word in the ledger, forms and catalogue.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::WhereaboutsKnown => "whereabouts_known",
            Self::ConcernForWelfare => "concern_for_welfare",
            Self::WantedAndMissing => "wanted_and_missing",
            Self::Absconded => "absconded",
            Self::AbsentWithoutLeave => "absent_without_leave",
            Self::Abduction => "abduction",
            Self::TracingRelative => "tracing_relative",
            Self::SchoolAbsence => "school_absence",
            Self::LateHome => "late_home",
        }
    }

    /// Whether this class opens an episode: the person's whereabouts are not known and police look for them.
    #[must_use]
    pub fn opens_episode(self) -> bool {
        match self {
            Self::Missing
            | Self::WantedAndMissing
            | Self::Absconded
            | Self::AbsentWithoutLeave
            | Self::Abduction => true,
            Self::WhereaboutsKnown
            | Self::ConcernForWelfare
            | Self::TracingRelative
            | Self::SchoolAbsence
            | Self::LateHome => false,
        }
    }
}

/// The call as it was taken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Call {
    /// The command-and-control log number.
    pub log_number: String,
    /// Who rings.
    pub reporter: Contact,
    /// What the reporter thinks has happened.
    pub reporter_view: String,
    /// What happened.
    pub circumstances: String,
    /// Who took the call, where it was written down first and typed afterwards (I12).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub taken_by: String,
    /// Who typed it, in turn, where it passed from one to another.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub typed_by: Vec<Typist>,
}

/// Somebody who typed a report for a while.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typist {
    /// Their account.
    pub account: AccountId,
    /// Their name at that time.
    pub name: String,
    /// Since when: whoever comes next took it over then.
    pub since: Timestamp,
}

/// What can happen to an incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum IncidentEvent {
    /// The call was taken.
    Reported(Call),
    /// A person whom it is about.
    PersonNamed {
        /// Their record.
        person: PersonId,
    },
    /// What kind of matter it is, and why.
    Classified {
        /// The class.
        class: IncidentClass,
        /// Why.
        reason: String,
    },
    /// An episode was opened for one of the people.
    EpisodeOpened {
        /// Whose.
        person: PersonId,
        /// Which.
        episode: EpisodeId,
    },
}

impl IncidentEvent {
    /// The word that stands for the event in the ledger.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Reported(_) => "incident_reported",
            Self::PersonNamed { .. } => "person_named",
            Self::Classified { .. } => "incident_classified",
            Self::EpisodeOpened { .. } => "episode_opened_for_incident",
        }
    }
}

/// Where an incident stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IncidentStatus {
    /// Nobody has decided what kind of matter it is.
    Undecided,
    /// It is a matter for which episodes are opened; those named without one are owed theirs.
    Missing {
        /// The class.
        class: IncidentClass,
    },
    /// It is another matter, for this reason.
    Other {
        /// The class.
        class: IncidentClass,
        /// Why.
        reason: String,
    },
}

/// An incident as its stream tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// Its id.
    pub id: IncidentId,
    /// When the call came in.
    pub reported_at: Timestamp,
    /// The call.
    pub call: Call,
    /// Whom it is about, with the episode of each that has one.
    pub people: Vec<(PersonId, Option<EpisodeId>)>,
    /// Where it stands.
    pub status: IncidentStatus,
}

impl Incident {
    /// The incident as first reported.
    #[must_use]
    pub fn new(id: IncidentId, reported_at: Timestamp, call: Call) -> Self {
        Self { id, reported_at, call, people: Vec::new(), status: IncidentStatus::Undecided }
    }

    /// The incident after one more event.
    pub fn apply(&mut self, event: &IncidentEvent) {
        match event {
            IncidentEvent::Reported(call) => self.call = call.clone(),
            IncidentEvent::PersonNamed { person } => {
                if !self.people.iter().any(|(named, _)| named == person) {
                    self.people.push((*person, None));
                }
            }
            IncidentEvent::Classified { class, reason } => {
                self.status = if class.opens_episode() {
                    IncidentStatus::Missing { class: *class }
                } else {
                    IncidentStatus::Other { class: *class, reason: reason.clone() }
                };
            }
            IncidentEvent::EpisodeOpened { person, episode } => {
                self.people.retain(|(named, _)| named != person);
                self.people.push((*person, Some(*episode)));
            }
        }
    }

    /// Ends the call without a case: it is another matter, for this reason.
    ///
    /// # Errors
    /// Refused once it is decided, for a class that opens an episode, and without a reason.
    pub fn end_without_case(&self, class: IncidentClass, reason: &str) -> Result<IncidentEvent, Refusal> {
        if !self.is_unfinished() {
            return Err(Refusal::CallDecided);
        }
        if class.opens_episode() {
            return Err(Refusal::ClassOpensCase);
        }
        if is_blank(reason) {
            return Err(Refusal::AnswerMissing { field: "class_reason" });
        }
        Ok(IncidentEvent::Classified { class, reason: reason.trim().to_owned() })
    }

    /// Whether a case may be opened for it: it is undecided, or was another matter and has turned out otherwise.
    #[must_use]
    pub fn may_become_case(&self) -> bool {
        match self.status {
            IncidentStatus::Other { .. } => true,
            IncidentStatus::Undecided | IncidentStatus::Missing { .. } => self.is_unfinished(),
        }
    }

    /// Whether the call is still owed a decision or an episode (R10: a call cannot be lost).
    #[must_use]
    pub fn is_unfinished(&self) -> bool {
        match &self.status {
            IncidentStatus::Undecided => true,
            IncidentStatus::Missing { .. } => {
                self.people.is_empty() || self.people.iter().any(|(_, episode)| episode.is_none())
            }
            IncidentStatus::Other { .. } => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn incident() -> Incident {
        Incident::new(IncidentId(Uuid::nil()), Timestamp::UNIX_EPOCH, Call::default())
    }

    #[test]
    fn a_call_without_a_decision_is_unfinished() {
        assert!(incident().is_unfinished());
    }

    #[test]
    fn a_reasoned_other_class_finishes_a_call() {
        let mut incident = incident();
        incident.apply(&IncidentEvent::Classified {
            class: IncidentClass::LateHome,
            reason: "Rang from the bus, ten minutes away.".into(),
        });
        assert!(!incident.is_unfinished());
    }

    #[test]
    fn a_call_ends_without_a_case_once_for_a_reason_and_never_while_somebody_is_missing() {
        let mut incident = incident();
        let end = |incident: &Incident, class, reason| incident.end_without_case(class, reason);
        assert_eq!(
            end(&incident, IncidentClass::LateHome, " "),
            Err(Refusal::AnswerMissing { field: "class_reason" })
        );
        assert_eq!(end(&incident, IncidentClass::Missing, "Gone"), Err(Refusal::ClassOpensCase));
        let ended = end(&incident, IncidentClass::LateHome, "Rang from the bus.").unwrap();
        incident.apply(&ended);
        assert_eq!(end(&incident, IncidentClass::LateHome, "Again"), Err(Refusal::CallDecided));
        assert!(incident.may_become_case(), "who was late home may turn out to be missing");
    }

    #[test]
    fn one_call_about_two_people_is_finished_when_each_has_an_episode() {
        let mut incident = incident();
        let people = [PersonId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2))];
        incident.apply(&IncidentEvent::Classified { class: IncidentClass::Missing, reason: String::new() });
        for person in people {
            incident.apply(&IncidentEvent::PersonNamed { person });
        }
        for (number, person) in people.into_iter().enumerate() {
            assert!(incident.is_unfinished());
            incident.apply(&IncidentEvent::EpisodeOpened {
                person,
                episode: EpisodeId(Uuid::from_u128(number as u128)),
            });
        }
        assert!(!incident.is_unfinished());
    }
}
