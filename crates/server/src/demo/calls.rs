//! Calls that became no episode, calls that nobody has decided yet, and reports that somebody is in the middle of.

use app::{OnRecord, ReportAnswers, ReportedPerson};
use domain::{
    episode::Report,
    ids::{AccountId, IncidentId, PersonId},
    incident::{Call, IncidentClass, IncidentEvent},
    ledger::{Event, Stream},
    person::{BirthDate, Contact, PersonDetails, Sex},
};
use jiff::{SignedDuration, Timestamp};

use super::{
    prose::Scene,
    studio::{Studio, When, local, to_minute},
};

/// A report that somebody has begun and not sent.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct BegunReport {
    /// Who is taking it.
    pub(crate) account: AccountId,
    /// What was answered so far.
    pub(crate) answers: ReportAnswers,
}

/// Classes of calls that open no episode, as often as they come up.
const OTHER_CLASSES: [IncidentClass; 15] = [
    IncidentClass::ConcernForWelfare,
    IncidentClass::ConcernForWelfare,
    IncidentClass::ConcernForWelfare,
    IncidentClass::ConcernForWelfare,
    IncidentClass::LateHome,
    IncidentClass::LateHome,
    IncidentClass::LateHome,
    IncidentClass::WhereaboutsKnown,
    IncidentClass::WhereaboutsKnown,
    IncidentClass::WhereaboutsKnown,
    IncidentClass::SchoolAbsence,
    IncidentClass::SchoolAbsence,
    IncidentClass::SchoolAbsence,
    IncidentClass::TracingRelative,
    IncidentClass::TracingRelative,
];

/// Calls of the last two months that ended in another class, and two of this hour that are owed a decision or an
/// episode.
pub(super) fn others(studio: &mut Studio, known: PersonId) {
    for class in OTHER_CLASSES {
        let at = to_minute(studio.now - studio.chance.minutes(26 * 60, 59 * 24 * 60));
        call(studio, at, class.word(), Some(class));
    }
    let undecided = to_minute(studio.now - SignedDuration::from_mins(34));
    call(studio, undecided, "undecided", None);
    let owed = to_minute(studio.now - SignedDuration::from_mins(21));
    let incident = call(studio, owed, "owed_an_episode", Some(IncidentClass::Missing));
    let when = studio.soon(owed + SignedDuration::from_mins(9));
    let (actor, _) = studio.cast.anyone(&mut studio.chance, "call_handler");
    let event = Event::Incident(IncidentEvent::PersonNamed { person: known });
    let draft = studio.draft(Stream::Incident(incident), when, actor, event);
    studio.calls.push(draft);
}

fn call(studio: &mut Studio, at: Timestamp, key: &str, class: Option<IncidentClass>) -> IncidentId {
    let incident = IncidentId(studio.chance.id_at(at));
    let scene = caller(studio, at);
    let say = |studio: &mut Studio, bank: &str| studio.corpus.say(&mut studio.chance, &[bank], key, &scene);
    let circumstances = say(studio, "call");
    let reporter_view = say(studio, "call_view");
    let reporter = Contact {
        name: scene.get("carer").to_owned(),
        relation: scene.get("relation").to_owned(),
        reach: studio.mobile(),
    };
    let reported = Call {
        log_number: format!("Log {} of {}", studio.chance.between(12, 940), local(at).strftime("%-d %B %Y")),
        reporter,
        reporter_view,
        circumstances,
        ..Call::default()
    };
    let when = studio.soon(at);
    let (actor, _) = studio.cast.anyone(&mut studio.chance, "call_handler");
    let event = Event::Incident(IncidentEvent::Reported(reported));
    let draft = studio.draft(Stream::Incident(incident), when, actor.clone(), event);
    studio.calls.push(draft);
    if let Some(class) = class {
        let reason = say(studio, "call_reason");
        let when = When {
            recorded_at: when.recorded_at + SignedDuration::from_secs(studio.chance.between(40, 900)),
            ..when
        };
        // Nobody decides later than now.
        let when = When { recorded_at: when.recorded_at.min(studio.now), ..when };
        let event = Event::Incident(IncidentEvent::Classified { class, reason });
        let draft = studio.draft(Stream::Incident(incident), when, actor, event);
        studio.calls.push(draft);
    }
    incident
}

/// Who rings, and about whom.
fn caller(studio: &mut Studio, at: Timestamp) -> Scene {
    let mut scene = Scene::default();
    for (blank, bank) in [("first", "friend"), ("carer", "staff"), ("friend", "friend")] {
        let name = studio.corpus.say(&mut studio.chance, &["names"], bank, &Scene::default());
        scene.set(blank, name);
    }
    let relation = studio.corpus.say(&mut studio.chance, &["call"], "caller_relation", &Scene::default());
    scene.set("relation", relation);
    for (blank, among) in [
        ("town", &studio.county.towns),
        ("school", &studio.county.schools),
        ("street", &studio.county.streets),
        ("bus", &studio.county.bus_routes),
        ("far_town", &studio.county.far_towns),
    ] {
        scene.set(blank, studio.chance.pick(among).clone());
    }
    scene.set("time", local(at - SignedDuration::from_mins(50)).strftime("%H:%M").to_string());
    scene
}

/// Two reports that are being taken: one with little answered, one nearly done.
pub(super) fn begun(studio: &mut Studio, known: PersonId, details: &PersonDetails) -> Vec<BegunReport> {
    let (handler, _) = studio.cast.anyone(&mut studio.chance, "call_handler");
    let at = to_minute(studio.now - SignedDuration::from_mins(6));
    let scene = caller(studio, at);
    let mut say = |key: &str| studio.corpus.say(&mut studio.chance, &["begun"], key, &scene);
    let barely = ReportAnswers {
        class: Some(IncidentClass::Missing),
        reported_at: Some(at),
        report: Report {
            circumstances: say("barely_circumstances"),
            reporter: Contact {
                name: say("barely_reporter"),
                relation: say("barely_relation"),
                reach: String::new(),
            },
            ..Report::default()
        },
        people: vec![ReportedPerson {
            details: PersonDetails {
                name: say("barely_name"),
                birth: BirthDate::AgeRange { from: 13, to: 15, estimated_on: local(at).date() },
                sex: Sex::Male,
                ..PersonDetails::default()
            },
            ..ReportedPerson::default()
        }],
        ..ReportAnswers::default()
    };
    let nearly = ReportAnswers {
        call: None,
        adds_to: None,
        class: Some(IncidentClass::Missing),
        class_reason: say("nearly_class_reason"),
        reported_at: Some(at - SignedDuration::from_mins(19)),
        missing_since: Some(at - SignedDuration::from_mins(204)),
        reporter_view: say("nearly_view"),
        report: Report {
            circumstances: say("nearly_circumstances"),
            last_seen: say("nearly_last_seen"),
            with_whom: say("nearly_with_whom"),
            clothing: say("nearly_clothing"),
            concern: say("nearly_concern"),
            checks_made: say("nearly_checks_made"),
            reporter: details.contacts.first().cloned().unwrap_or_default(),
            ..Report::default()
        },
        people: vec![ReportedPerson {
            existing: Some(known),
            seen_version: 1,
            details: details.clone(),
            on_record: OnRecord { details: details.clone(), ..OnRecord::default() },
            ..ReportedPerson::default()
        }],
    };
    [barely, nearly].into_iter().map(|answers| BegunReport { account: handler.account, answers }).collect()
}
