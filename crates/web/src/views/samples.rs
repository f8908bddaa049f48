//! Cases as pages are judged with: nothing known yet, a typical night, the longest name, a name from right to left, a
//! name that is an attack, each way in which a case ends.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use app::{
    access::{Action, Subject},
    cases::{
        ActorName, Correctable, CorrectionMade, DutyView, EpisodeView, Original, PackDuties, PersonView,
        TimelineItem,
    },
};
use domain::{
    episode::{
        Confirmation, EpisodeEvent, GradeRules, Information, MashRating, Opened, Report, Significance, Step,
    },
    file::{PersonFile, Recorded},
    ids::{AccountId, AgencyId, EntryId, EpisodeId, IncidentId, PersonId},
    ledger::{Actor, Event, Stream},
    person::{BirthDate, Contact, Marker, MarkerKind, PersonDetails, PersonEvent, Sex},
    protocol::{
        duty::State,
        event::{Act, EventKind},
        pack::Basis,
    },
    risk::{Assertion, Assessor, Consideration, DefinitionInForce, Grade, Grading},
};
use jiff::{SignedDuration, Timestamp, civil::date};
use uuid::Uuid;

use crate::layout::SignedIn;

/// A name as long as names get.
pub(crate) const LONGEST_NAME: &str = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh de la Cruz y \
     Santos-Oliveira, Alexandria Philippa Konstantinopolitanska Maria Immaculata";
/// A name written from right to left.
pub(crate) const RIGHT_TO_LEFT_NAME: &str = "فاطمة الزهراء عبد الرحمن";
/// A name that would be a script on a page that does not escape it.
pub(crate) const HOSTILE_NAME: &str = "<script>alert('x')</script>\"'&";

/// The moment at which the samples are looked at.
pub(crate) fn now() -> Timestamp {
    at("2026-03-02T03:10:00Z")
}

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn signed_in() -> SignedIn {
    SignedIn {
        name: "Sam Example".to_owned(),
        role: "Police supervisor".to_owned(),
        agency: "Example Police".to_owned(),
        csrf_token: "token".to_owned(),
        read_log: crate::layout::ReadLog::Kept,
        new_report: crate::layout::NewReport::Offered,
        messages: 2,
        begins: crate::layout::Begins::AtWork,
    }
}

fn person_id() -> PersonId {
    PersonId(Uuid::from_u128(1))
}

fn episode_id() -> EpisodeId {
    EpisodeId(Uuid::from_u128(2))
}

fn force() -> AgencyId {
    AgencyId(Uuid::from_u128(5))
}

pub(crate) fn actor() -> Actor {
    Actor { account: AccountId(Uuid::from_u128(4)), role: "police_supervisor".to_owned(), agency: force() }
}

/// What was recorded, in order.
#[derive(Default)]
struct Ledger(Vec<Recorded>);

impl Ledger {
    fn person(&mut self, happened_at: &str, event: PersonEvent) -> EntryId {
        self.add(Stream::Person(person_id()), happened_at, Event::Person(event))
    }

    fn episode(&mut self, happened_at: &str, event: EpisodeEvent) -> EntryId {
        self.add(Stream::Episode(episode_id()), happened_at, Event::Episode(event))
    }

    fn add(&mut self, stream: Stream, happened_at: &str, event: Event) -> EntryId {
        let number = self.0.len() + 1;
        let entry = EntryId(Uuid::from_u128(100 + number as u128));
        self.0.push(Recorded {
            entry,
            sequence: number as i64,
            stream,
            happened_at: at(happened_at),
            recorded_at: at(happened_at),
            actor: actor(),
            event,
            corrected_by: Vec::new(),
        });
        entry
    }

    fn file(&self) -> Arc<PersonFile> {
        Arc::new(PersonFile::fold(person_id(), self.0.clone()))
    }

    fn timeline(&self) -> Vec<TimelineItem> {
        self.0
            .iter()
            .rev()
            .map(|recorded| TimelineItem {
                entry: recorded.entry,
                stream: recorded.stream,
                sequence: recorded.sequence,
                happened_at: recorded.happened_at,
                recorded_at: recorded.recorded_at,
                actor: recorded.actor.clone(),
                event: recorded.event.clone(),
                original: None,
                corrections: Vec::new(),
                correctable: Correctable::Yes,
            })
            .collect()
    }

    fn view(&self, duties: Vec<DutyView>) -> EpisodeView {
        let file = self.file();
        EpisodeView {
            episode: file.episodes[&episode_id()].clone(),
            file,
            person_id: person_id(),
            version: self.0.len() as i64,
            duties: vec![PackDuties {
                pack: "example".to_owned(),
                title: "Example area".to_owned(),
                version: "1".to_owned(),
                duties,
            }],
            timeline: self.timeline(),
            actors: HashMap::from([(
                actor().account,
                ActorName {
                    name: "Sam Example".to_owned(),
                    role: "police_supervisor".to_owned(),
                    agency: "Example Police".to_owned(),
                },
            )]),
            may: everything(),
            grades: grades(),
            agencies: HashMap::from([(force(), "Example Police".to_owned())]),
            closes_with: domain::episode::ClosesWith::AssistantDirector,
            packs: Vec::new(),
            task_times: domain::protocol::untimed::TaskTimes::default(),
            own_tasks: BTreeSet::new(),
            incidents: Vec::new(),
            now: now(),
            past: None,
        }
    }
}

fn everything() -> Vec<Action> {
    Action::ALL.iter().copied().filter(|action| action.subject() != Subject::Area).collect()
}

/// A child may be given a medium or a high grade.
pub(crate) fn grades() -> GradeRules {
    GradeRules {
        permitted: vec![Grade::High, Grade::Medium],
        definitions: Grade::ALL.map(|grade| (grade, definition(grade))).to_vec(),
    }
}

fn definition(grade: Grade) -> DefinitionInForce {
    DefinitionInForce {
        pack: "example".to_owned(),
        pack_version: "1".to_owned(),
        text: format!("What {} means in the example area.", grade.word()),
    }
}

fn opened(report: Report) -> EpisodeEvent {
    EpisodeEvent::Opened(Box::new(Opened {
        incident: IncidentId(Uuid::from_u128(3)),
        person: person_id(),
        missing_since: Some(at("2026-03-01T21:30:00Z")),
        lead_force: force(),
        governed_by: Vec::new(),
        report,
    }))
}

/// Somebody reported without a name, a date of birth or an answer.
pub(crate) fn nothing_known() -> EpisodeView {
    let mut ledger = Ledger::default();
    ledger.person("2026-03-01T22:15:00Z", PersonEvent::Registered { details: PersonDetails::default() });
    ledger.episode("2026-03-01T22:15:00Z", opened(Report::default()));
    EpisodeView { may: Vec::new(), grades: GradeRules::default(), ..ledger.view(Vec::new()) }
}

/// A child on insulin, missing from a home, as police find the case at three in the morning.
pub(crate) fn typical(name: &str) -> EpisodeView {
    let mut ledger = typical_ledger(name);
    ledger.episode(
        "2026-03-02T02:40:00Z",
        EpisodeEvent::InformationReceived(Information {
            what: "Seen at the bus station with an older man.\nBlue coat.".to_owned(),
            source: "Bus driver".to_owned(),
            how_to_reach: "01632 960110".to_owned(),
            significance: Significance::Significant,
            origin: None,
            reliability: None,
            credibility: None,
            task: None,
        }),
    );
    let mut view = ledger.view(duties());
    corrected(&mut view);
    view
}

/// The latest entry was first recorded otherwise, and corrected.
fn corrected(view: &mut EpisodeView) {
    let latest = &mut view.timeline[0];
    latest.original = Some(Box::new(Original {
        happened_at: at("2026-03-02T02:30:00Z"),
        event: Event::Episode(EpisodeEvent::InformationReceived(Information {
            what: "Seen at the railway station.".to_owned(),
            source: "Bus driver".to_owned(),
            how_to_reach: String::new(),
            significance: Significance::Routine,
            origin: None,
            reliability: None,
            credibility: None,
            task: None,
        })),
    }));
    latest.corrections = vec![CorrectionMade {
        entry: EntryId(Uuid::from_u128(900)),
        recorded_at: at("2026-03-02T02:55:00Z"),
        actor: actor(),
        reason: "Wrong station: read back to the caller.".to_owned(),
    }];
    latest.recorded_at = at("2026-03-02T02:52:00Z");
}

/// The same child, located and well, with nothing held yet of what follows.
pub(crate) fn returned() -> EpisodeView {
    let mut ledger = typical_ledger("Robin Example");
    ledger.episode(
        "2026-03-02T02:50:00Z",
        EpisodeEvent::ReturnConfirmed(Confirmation {
            place: "The home".to_owned(),
            located_by: "PC Example saw them there.".to_owned(),
            wellbeing_confirmed_by: "PC Example spoke to them alone.".to_owned(),
            condition: "Cold and hungry; insulin given at once.".to_owned(),
            how: "On foot.".to_owned(),
            harm: "None told of.".to_owned(),
        }),
    );
    ledger.view(duties())
}

/// The same child, said to be back.
pub(crate) fn return_reported() -> EpisodeView {
    let mut ledger = typical_ledger("Robin Example");
    ledger.episode(
        "2026-03-02T03:00:00Z",
        EpisodeEvent::ReturnReported {
            by: "The home manager, 01632 960102".to_owned(),
            place: "The home".to_owned(),
        },
    );
    ledger.view(duties())
}

/// The person of a typical night, from the record.
pub(crate) fn record(name: &str) -> PersonView {
    let view = typical(name);
    PersonView {
        file: view.file,
        person_id: view.person_id,
        version: view.version,
        episodes: Vec::new(),
        timeline: view.timeline,
        actors: view.actors,
        may: view.may,
        agencies: view.agencies,
        now: view.now,
        past: None,
    }
}

fn typical_ledger(name: &str) -> Ledger {
    let mut ledger = Ledger::default();
    ledger.person("2026-01-10T10:00:00Z", PersonEvent::Registered { details: details(name) });
    ledger.person(
        "2026-01-10T10:05:00Z",
        PersonEvent::MarkerRecorded(Marker {
            marker: MarkerKind::EssentialMedication,
            source: "Dr A. Example".to_owned(),
            since: Some(date(2021, 5, 1)),
            note: "Type 1 diabetes.".to_owned(),
        }),
    );
    ledger.episode("2026-03-01T22:15:00Z", opened(report()));
    ledger.episode(
        "2026-03-01T22:20:00Z",
        EpisodeEvent::StepTaken {
            step: Step::SocialCareNotified,
            who: "Duty worker".to_owned(),
            note: String::new(),
        },
    );
    ledger.episode(
        "2026-03-01T22:25:00Z",
        EpisodeEvent::MashNotified { rating: Some(MashRating::Red), reasons: "No insulin.".to_owned() },
    );
    ledger.episode("2026-03-01T22:40:00Z", graded(Grade::Medium));
    ledger.episode("2026-03-01T23:10:00Z", reviewed());
    ledger
}

fn details(name: &str) -> PersonDetails {
    PersonDetails {
        name: name.to_owned(),
        other_names: vec!["Rob".to_owned()],
        birth: BirthDate::Exact { date: date(2010, 5, 17) },
        sex: Sex::Female,
        description: "165 cm, slim, short dark hair".to_owned(),
        medication: "Insulin, twice a day".to_owned(),
        effect_of_missing_medication: "Collapse within hours".to_owned(),
        contacts: vec![Contact {
            name: "B. Example".to_owned(),
            relation: "Key worker".to_owned(),
            reach: "01632 960102".to_owned(),
        }],
        ..PersonDetails::default()
    }
}

fn report() -> Report {
    Report {
        circumstances: "Left through the back door after an argument.".to_owned(),
        last_seen: "In the kitchen at 21:30, by the key worker.".to_owned(),
        clothing: "Blue coat, white trainers".to_owned(),
        concern: "Next dose due at 22:00; the pen is still here.".to_owned(),
        medication: "Insulin at 22:00".to_owned(),
        ..Report::default()
    }
}

fn grading(grade: Grade) -> Grading {
    Grading {
        grade,
        reasons: "Without insulin harm follows within hours.".to_owned(),
        human_rights: "Article 2 outweighs article 8.".to_owned(),
        considerations: vec![Assertion {
            consideration: Consideration::HealthAndMedication,
            what: "Next dose due at 22:00.".to_owned(),
            source: "B. Example".to_owned(),
            how_to_reach: "01632 960102".to_owned(),
            obtained_at: at("2026-03-01T22:30:00Z"),
        }],
    }
}

fn graded(grade: Grade) -> EpisodeEvent {
    EpisodeEvent::RiskAssessed {
        by: Assessor::Officer,
        grading: grading(grade),
        definition: definition(grade),
    }
}

fn reviewed() -> EpisodeEvent {
    EpisodeEvent::RiskReviewed { grading: grading(Grade::High), definition: definition(Grade::High) }
}

/// One in each state, for several owners.
fn duties() -> Vec<DutyView> {
    let met = State::Met { at: at("2026-03-01T22:20:00Z") };
    let late = State::MetLate { at: at("2026-03-01T23:50:00Z") };
    vec![
        duty("officer_deployed", State::Overdue, "police_supervisor", Act::OfficerDeployed.into_kind()),
        duty("risk_reassessment", State::Open, "police_io", EventKind::RiskReviewed),
        duty("ukmpu_referral", State::Pending, "police_mpu", Act::UkmpuReferred.into_kind()),
        duty("notify_social_care", met, "police_mpu", Act::SocialCareNotified.into_kind()),
        duty("initial_risk_assessment", late, "police_supervisor", EventKind::RiskAssessed),
        duty("media_strategy", State::Lapsed, "police_io", Act::MediaStrategySet.into_kind()),
        duty("family_support", State::Missed, "police_io", Act::FamilySupportArranged.into_kind()),
    ]
}

trait IntoKind {
    fn into_kind(self) -> EventKind;
}

impl IntoKind for Act {
    fn into_kind(self) -> EventKind {
        EventKind::Act(self)
    }
}

fn duty(id: &str, state: State, owner: &str, met_by: EventKind) -> DutyView {
    DutyView {
        duty: id.to_owned(),
        title: id.replace('_', " "),
        of: None,
        sequence: None,
        state,
        trigger_at: at("2026-03-01T22:40:00Z"),
        due_at: at("2026-03-02T02:40:00Z"),
        owner: owner.to_owned(),
        levels: Vec::new(),
        chair: None,
        outcome: None,
        window_days: None,
        source: "NP 6.5".to_owned(),
        basis: Basis::LocalDefault,
        reading: Some("The source gives no time.".to_owned()),
        reads_as_now: true,
        warn_before: SignedDuration::from_mins(30),
        met_by: vec![met_by],
        brought_forward_by: Vec::new(),
    }
}
