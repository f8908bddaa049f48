//! People who do not exist, and what is told of them.

use app::{Act, App, ReportAnswers, ReportedPerson, SignedIn, history::History};
use domain::{
    episode::{Confirmation, EpisodeEvent, Report, Step},
    ids::{EntryId, IncidentId},
    incident::{Call, IncidentClass, IncidentEvent},
    ledger::{Draft, Event, Stream},
    person::{BirthDate, Contact, PersonDetails},
    risk::{Assessor, DefinitionInForce, Grade, Grading},
};
use jiff::civil::{Date, date};
use uuid::Uuid;

/// A girl of fourteen.
#[must_use]
pub fn child() -> PersonDetails {
    born("Tegan Ashworth-Bell", date(2011, 8, 19))
}

/// A man of seventy-one.
#[must_use]
pub fn adult() -> PersonDetails {
    born("Desmond Okafor", date(1954, 11, 3))
}

/// Somebody of that name and day of birth.
#[must_use]
pub fn born(name: &str, date: Date) -> PersonDetails {
    PersonDetails {
        name: name.to_owned(),
        birth: BirthDate::Exact { date },
        description: "Slight, brown hair to the shoulder, grey school coat.".to_owned(),
        ..PersonDetails::default()
    }
}

/// A report that these people are missing, as a mother rings it in.
#[must_use]
pub fn missing(people: impl IntoIterator<Item = PersonDetails>) -> ReportAnswers {
    ReportAnswers {
        class: Some(IncidentClass::Missing),
        report: Report {
            circumstances: "Left for school at eight and never arrived; her telephone is off.".to_owned(),
            last_seen: "Corner of Mill Lane, by a neighbour".to_owned(),
            reporter: Contact {
                name: "Ruth Ashworth".to_owned(),
                relation: "mother".to_owned(),
                reach: "01632 960114".to_owned(),
            },
            log_number: "214".to_owned(),
            ..Report::default()
        },
        people: people
            .into_iter()
            .map(|details| ReportedPerson { details, ..ReportedPerson::default() })
            .collect(),
        ..ReportAnswers::default()
    }
}

/// An officer's assessment.
#[must_use]
pub fn assessed(grade: Grade) -> Act {
    Act::Episode(EpisodeEvent::RiskAssessed {
        by: Assessor::Officer,
        grading: grading(grade),
        definition: DefinitionInForce::default(),
    })
}

/// A grade with its reasons.
#[must_use]
pub fn grading(grade: Grade) -> Grading {
    Grading {
        grade,
        reasons: "Out of character, no money, and dark within two hours.".to_owned(),
        human_rights: String::new(),
        considerations: Vec::new(),
    }
}

/// A step taken.
#[must_use]
pub fn step(step: Step) -> Act {
    Act::Episode(EpisodeEvent::StepTaken { step, who: "Duty desk".to_owned(), note: String::new() })
}

/// A proposal to close a case while the person is missing.
#[must_use]
pub fn closure_proposed() -> EpisodeEvent {
    EpisodeEvent::JointClosureProposed {
        assessment: "Of this week".to_owned(),
        chronology: "Whole".to_owned(),
        reason: "No line of enquiry is left".to_owned(),
    }
}

/// The person is found dead.
#[must_use]
pub fn found_dead() -> EpisodeEvent {
    EpisodeEvent::FoundDead {
        circumstances: "By the river".to_owned(),
        place: "Below the weir".to_owned(),
        found_by: "A walker".to_owned(),
        identity_confirmed_by: "Not yet".to_owned(),
    }
}

/// Located, and well.
#[must_use]
pub fn returned() -> Act {
    Act::Episode(EpisodeEvent::ReturnConfirmed(Confirmation {
        place: "At home".to_owned(),
        located_by: "Constable Reed, at the door".to_owned(),
        wellbeing_confirmed_by: "Constable Reed, spoke with her alone".to_owned(),
        condition: "Tired and cold, no injury".to_owned(),
        how: "By bus, on her own".to_owned(),
        harm: "None told of".to_owned(),
    }))
}

/// A call that somebody noted elsewhere and nobody has decided.
///
/// # Panics
/// When it is not taken in.
pub async fn undecided_call(app: &App, by: &SignedIn) -> IncidentId {
    let call = IncidentId(Uuid::from_u128(0x300));
    let now = app.clock().now();
    let told = Call {
        log_number: "Log 12".to_owned(),
        reporter: Contact { name: "Sam Example".to_owned(), ..Contact::default() },
        circumstances: "Not back from school.".to_owned(),
        ..Call::default()
    };
    let noted = Draft {
        id: EntryId(Uuid::from_u128(0x301)),
        stream: Stream::Incident(call),
        happened_at: now,
        recorded_at: now,
        actor: by.actor(),
        event: Event::Incident(IncidentEvent::Reported(told)),
        salt: [1; 16],
    };
    let history = History { person: None, entries: vec![noted], pictures: Vec::new() };
    app.append_history([history]).await.expect("the call is taken in");
    call
}
