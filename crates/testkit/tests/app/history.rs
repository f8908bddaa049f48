//! What was decided elsewhere or earlier is brought in as it was recorded.

use app::{App, Trouble, history::History};
use domain::{
    episode::{EpisodeEvent, GoverningPack, Information, Opened, Report, Significance},
    ids::{EntryId, EpisodeId, IncidentId, PersonId},
    incident::{Call, IncidentClass, IncidentEvent},
    ledger::{Draft, Event, Stream},
    person::PersonEvent,
};
use jiff::SignedDuration;
use testkit::{
    running::{agency, beginning},
    sample,
};
use uuid::Uuid;

use crate::engines::on_each_engine;

const PERSON: PersonId = PersonId(Uuid::from_u128(0x100));
const EPISODE: EpisodeId = EpisodeId(Uuid::from_u128(0x200));
const CALL: IncidentId = IncidentId(Uuid::from_u128(0x300));

/// A girl reported missing three days ago, as another system kept it.
fn history(app: &App, by: &app::SignedIn) -> History {
    let loaded = &app.packs().versions("northamptonshire")[0];
    let governing = GoverningPack {
        pack: loaded.pack.id.0.clone(),
        version: loaded.pack.version.clone(),
        agency: agency(1),
    };
    let opened = Opened {
        incident: CALL,
        person: PERSON,
        missing_since: None,
        lead_force: agency(1),
        governed_by: vec![governing],
        report: Report { circumstances: "Did not come home from training.".to_owned(), ..Report::default() },
    };
    let heard = || {
        Event::Episode(EpisodeEvent::InformationReceived(Information {
            what: "Said to be with a cousin.".to_owned(),
            source: "Friend".to_owned(),
            how_to_reach: String::new(),
            significance: Significance::Routine,
            origin: None,
            reliability: None,
            credibility: None,
            task: None,
        }))
    };
    let changed = PersonEvent::DetailsChanged { details: sample::child(), reason: "Spelling".to_owned() };
    let classified = IncidentEvent::Classified { class: IncidentClass::Missing, reason: String::new() };
    let events = [
        (Stream::Incident(CALL), Event::Incident(IncidentEvent::Reported(Call::default()))),
        (Stream::Person(PERSON), Event::Person(PersonEvent::Registered { details: sample::child() })),
        (Stream::Episode(EPISODE), Event::Episode(EpisodeEvent::Opened(Box::new(opened)))),
        (Stream::Incident(CALL), Event::Incident(classified)),
        (Stream::Incident(CALL), Event::Incident(IncidentEvent::PersonNamed { person: PERSON })),
        (Stream::Episode(EPISODE), heard()),
        (Stream::Person(PERSON), Event::Person(changed)),
        (Stream::Episode(EPISODE), heard()),
    ];
    let entries = (1_u8..).zip(events).map(|(hour, (stream, event))| {
        let at = beginning() - SignedDuration::from_hours(72 - i64::from(hour));
        Draft {
            id: EntryId(Uuid::from_u128(0x400 + u128::from(hour))),
            stream,
            happened_at: at,
            recorded_at: at,
            actor: by.actor(),
            event,
            salt: [hour; 16],
        }
    });
    History { person: Some(PERSON), entries: entries.collect(), pictures: Vec::new() }
}

#[tokio::test]
async fn a_history_is_brought_in_once_and_its_clocks_run() {
    on_each_engine(async |running| {
        let who = running.someone("police_supervisor").await;
        let brought = running.app.append_history([history(&running.app, &who)]).await.unwrap();
        assert_eq!(brought, 8);
        let view = running.seen(EPISODE).await;
        assert_eq!(view.timeline.len(), 4, "what was recorded of her since the report; nothing of the call");
        assert!(view.duties[0].duties.iter().any(app::DutyView::is_overdue));
        let calls = running.app.unfinished_calls(&who).await.unwrap();
        assert_eq!(calls.len(), 1, "the call never said that its episode was opened");
        running.app.verify().await.unwrap();
        let again = running.app.append_history([history(&running.app, &who)]).await;
        assert!(matches!(again, Err(Trouble::Fault(_))), "{again:?}");
    })
    .await;
}
