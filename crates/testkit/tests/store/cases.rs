//! Invented cases, appended with real events and real projections.

use std::{
    collections::BTreeMap,
    sync::{
        LazyLock,
        atomic::{AtomicU64, Ordering},
    },
};

use domain::{
    agency::{Agency, AgencyKind},
    episode::{Confirmation, EpisodeEvent, GoverningPack, Opened, Report},
    file::PersonFile,
    ids::{AccountId, AgencyId, EntryId, EpisodeId, IncidentId, PersonId},
    incident::{Call, Incident, IncidentClass, IncidentEvent},
    ledger::{Actor, Content, Draft, Entry, Event, Stream},
    person::{PersonDetails, PersonEvent},
    projection::{IncidentRow, PersonProjection, Surroundings, project, project_incident},
    protocol::{calendar::Calendar, pack::Pack, packs::Packs, roles::Roles},
    risk::{Assessor, DefinitionInForce, Grade, Grading},
};
use jiff::{SignedDuration, Timestamp};
use store::{AppendError, Appended, Batch, FileClaim, FileEntries, Projector, Store, StreamWrite};
use uuid::Uuid;

pub(crate) const FORCE: AgencyId = AgencyId(Uuid::from_u128(0xF0));
pub(crate) const OTHER_FORCE: AgencyId = AgencyId(Uuid::from_u128(0xF1));
pub(crate) const CHILDRENS_CARE: AgencyId = AgencyId(Uuid::from_u128(0xC0));

pub(crate) fn at(hours: i64) -> Timestamp {
    let start: Timestamp = "2026-03-02T08:00:00Z".parse().unwrap();
    start + SignedDuration::from_hours(hours)
}

pub(crate) fn fresh() -> Uuid {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    Uuid::from_u128(
        0x0195_0000_0000_7000_8000_0000_0000_0000 + u128::from(NEXT.fetch_add(1, Ordering::Relaxed)),
    )
}

pub(crate) fn actor() -> Actor {
    Actor { account: AccountId(Uuid::from_u128(0xA1)), role: "police_supervisor".into(), agency: FORCE }
}

struct Area {
    agencies: Vec<Agency>,
    packs: Packs,
}

impl Surroundings for Area {
    fn agencies(&self) -> &[Agency] {
        &self.agencies
    }

    fn pack(&self, governing: &GoverningPack) -> Option<(&Pack, &Calendar)> {
        let loaded = self.packs.version(&governing.pack, &governing.version)?;
        Some((&loaded.pack, &loaded.calendar))
    }

    fn roles(&self) -> &Roles {
        self.packs.roles()
    }
}

static AREA: LazyLock<Area> = LazyLock::new(|| Area {
    agencies: vec![
        agency(FORCE, AgencyKind::Police),
        agency(CHILDRENS_CARE, AgencyKind::ChildrensSocialCare),
    ],
    packs: Packs::built_in(),
});

fn agency(id: AgencyId, kind: AgencyKind) -> Agency {
    Agency { id, name: kind.word().to_owned(), kind }
}

/// How rows are worked out, each episode as of its moment.
pub(crate) fn person_rows(
    person: PersonId,
    entries: &[Entry],
    moments: &BTreeMap<EpisodeId, Timestamp>,
) -> PersonProjection {
    let last = entries.iter().map(|entry| entry.recorded_at).max();
    let file = PersonFile::as_known_at(person, entries, last.unwrap_or_default());
    let mut projection = project(&file, &[].into(), last.unwrap_or_default(), &*AREA);
    for (episode, moment) in moments {
        let one = project(&file, &[*episode].into(), *moment, &*AREA);
        projection.episodes.extend(one.episodes);
    }
    projection
}

pub(crate) fn incident_rows(id: IncidentId, entries: &[Entry]) -> Option<IncidentRow> {
    let mut incident: Option<Incident> = None;
    for entry in entries {
        match (&entry.content, &mut incident) {
            (Content::Event(Event::Incident(IncidentEvent::Reported(call))), None) => {
                incident = Some(Incident::new(id, entry.happened_at, call.clone()));
            }
            (Content::Event(Event::Incident(event)), Some(incident)) => incident.apply(event),
            _ => {}
        }
    }
    Some(project_incident(&incident?, FORCE))
}

pub(crate) const PROJECTOR: Projector<'static> = Projector {
    person: &person_rows,
    incident: &incident_rows,
    // These tests record nobody who cannot be named.
    unidentified: &|_, _| None,
};

pub(crate) fn draft(stream: Stream, when: Timestamp, event: Event) -> Draft {
    Draft {
        id: EntryId(fresh()),
        stream,
        happened_at: when,
        recorded_at: when,
        actor: actor(),
        event,
        salt: *fresh().as_bytes(),
    }
}

/// The same, entered by somebody of that agency.
fn taken_by(agency: AgencyId, draft: Draft) -> Draft {
    Draft { actor: Actor { agency, ..draft.actor }, ..draft }
}

pub(crate) fn named(name: &str) -> Event {
    Event::Person(PersonEvent::Registered {
        details: PersonDetails { name: name.to_owned(), ..PersonDetails::default() },
    })
}

pub(crate) fn renamed(name: &str) -> Event {
    Event::Person(PersonEvent::DetailsChanged {
        details: PersonDetails { name: name.to_owned(), ..PersonDetails::default() },
        reason: "The school spells it so.".into(),
    })
}

pub(crate) fn graded(grade: Grade) -> Event {
    Event::Episode(EpisodeEvent::RiskAssessed {
        by: Assessor::Officer,
        grading: Grading {
            grade,
            reasons: "Out of character, and it is below freezing.".into(),
            human_rights: String::new(),
            considerations: Vec::new(),
        },
        definition: DefinitionInForce::default(),
    })
}

pub(crate) fn deployed() -> Event {
    Event::Episode(EpisodeEvent::OfficerDeployed {
        officer: "PC Example".into(),
        place: "The bus station".into(),
    })
}

pub(crate) fn returned() -> Event {
    Event::Episode(EpisodeEvent::ReturnConfirmed(Confirmation {
        place: "At home".into(),
        located_by: "PC Example, at the door".into(),
        wellbeing_confirmed_by: "PC Example, spoken with alone".into(),
        condition: "Tired, unhurt".into(),
        how: "By bus".into(),
        harm: "None told of".into(),
    }))
}

/// A person who is missing, reported in one call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Missing {
    pub(crate) person: PersonId,
    pub(crate) episode: EpisodeId,
    pub(crate) incident: IncidentId,
}

/// The batch of a whole report: call, person, episode.
pub(crate) fn report_batch(name: &str, when: Timestamp, force: AgencyId) -> (Missing, Batch) {
    let missing =
        Missing { person: PersonId(fresh()), episode: EpisodeId(fresh()), incident: IncidentId(fresh()) };
    let call = Stream::Incident(missing.incident);
    let person = Stream::Person(missing.person);
    let episode = Stream::Episode(missing.episode);
    let opened = Event::Episode(EpisodeEvent::Opened(Box::new(Opened {
        incident: missing.incident,
        person: missing.person,
        missing_since: None,
        lead_force: force,
        governed_by: vec![GoverningPack {
            pack: "northamptonshire".into(),
            version: "1".into(),
            agency: force,
        }],
        report: Report {
            circumstances: "Left school at noon and did not come home.".into(),
            ..Report::default()
        },
    })));
    let incident = |event| draft(call, when, Event::Incident(event));
    let call_drafts = vec![
        incident(IncidentEvent::Reported(Call::default())),
        incident(IncidentEvent::Classified { class: IncidentClass::Missing, reason: String::new() }),
        incident(IncidentEvent::EpisodeOpened { person: missing.person, episode: missing.episode }),
    ];
    let writes = vec![
        write(call, None, 0, call_drafts),
        write(person, Some(missing.person), 0, vec![draft(person, when, named(name))]),
        write(episode, Some(missing.person), 0, vec![taken_by(force, draft(episode, when, opened))]),
    ];
    let batch = batch(missing, &FileEntries::default(), writes, when);
    (missing, batch)
}

pub(crate) fn write(
    stream: Stream,
    person: Option<PersonId>,
    expected: i64,
    drafts: Vec<Draft>,
) -> StreamWrite {
    StreamWrite { stream, person, expected_version: expected, drafts }
}

/// The batch that adds these writes to a file as it was, with the rows that follow.
pub(crate) fn batch(
    missing: Missing,
    file: &FileEntries,
    writes: Vec<StreamWrite>,
    when: Timestamp,
) -> Batch {
    let provisional = provisional(file, &writes);
    let calls: Vec<Entry> = provisional
        .iter()
        .filter(|entry| entry.stream == Stream::Incident(missing.incident))
        .cloned()
        .collect();
    let person: Vec<Entry> =
        provisional.into_iter().filter(|entry| entry.stream != Stream::Incident(missing.incident)).collect();
    Batch {
        files: vec![FileClaim { person: missing.person, entries: file.count }],
        projections: vec![person_rows(missing.person, &person, &[(missing.episode, when)].into())],
        incidents: incident_rows(missing.incident, &calls).into_iter().collect(),
        writes,
        ..Batch::default()
    }
}

/// The file as it will be.
pub(crate) fn provisional(file: &FileEntries, writes: &[StreamWrite]) -> Vec<Entry> {
    let mut entries = file.entries.clone();
    for write in writes {
        for (version, draft) in (write.expected_version + 1..).zip(&write.drafts) {
            entries.push(Entry {
                sequence: i64::MAX / 2 + i64::try_from(entries.len()).unwrap(),
                id: draft.id,
                stream: draft.stream,
                version,
                name: draft.event.name().to_owned(),
                happened_at: draft.happened_at,
                recorded_at: draft.recorded_at,
                actor: draft.actor.clone(),
                content: Content::Event(draft.event.clone()),
                commitment: [0; 32],
                hash: [0; 32],
            });
        }
    }
    entries
}

/// Reports somebody missing to [`FORCE`].
pub(crate) async fn report(store: &Store, name: &str, when: Timestamp) -> Missing {
    report_to(store, name, when, FORCE).await
}

pub(crate) async fn report_to(store: &Store, name: &str, when: Timestamp, force: AgencyId) -> Missing {
    let (missing, batch) = report_batch(name, when, force);
    store.append(batch).await.expect("a report is appended");
    missing
}

/// The batch of one more event in the episode, or in the person's record.
pub(crate) async fn next_batch(store: &Store, missing: Missing, when: Timestamp, event: Event) -> Batch {
    let file = store.person_entries(missing.person).await.unwrap();
    let stream = if matches!(event, Event::Person(_)) {
        Stream::Person(missing.person)
    } else {
        Stream::Episode(missing.episode)
    };
    let writes =
        vec![write(stream, Some(missing.person), file.version(stream), vec![draft(stream, when, event)])];
    batch(missing, &file, writes, when)
}

pub(crate) async fn happens(
    store: &Store,
    missing: Missing,
    when: Timestamp,
    event: Event,
) -> Result<Appended, AppendError> {
    let batch = next_batch(store, missing, when, event).await;
    store.append(batch).await
}
