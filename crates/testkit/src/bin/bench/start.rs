//! How long the program takes from its start to its first page with a hundred thousand episodes behind it.

use std::time::Instant;

use app::{
    App, Clock, Config,
    history::History,
    identity::{Agency, AgencyKind, NewAccount},
};
use domain::episode::{Confirmation, EpisodeEvent, GoverningPack, Opened, Report};
use domain::ids::{AccountId, AgencyId, EntryId, EpisodeId, IncidentId, PersonId};
use domain::ledger::{Actor, Draft, Event, Stream};
use domain::person::{BirthDate, PersonDetails, PersonEvent};
use domain::risk::{Assessor, DefinitionInForce, Grade, Grading};
use jiff::{SignedDuration, Timestamp};
use testkit::database::{Engine, Place};
use testkit::running::PASSWORD;
use uuid::Uuid;

use crate::report::Figure;
use crate::served::Served;

/// Episodes of one person, one after the other.
const EPISODES_EACH: usize = 4;

/// Of so many people one is still missing.
const ONE_MISSING_OF: usize = 250;

/// Fills a database, then starts the program on it.
pub(crate) async fn measure(episodes: usize) -> Vec<Figure> {
    let place = Place::new(Engine::Sqlite).await;
    let begun = Instant::now();
    fill(&place, episodes).await;
    let filled = begun.elapsed();
    let (served, ready) = Served::start(&place.location, place.folder.path(), &[]).await;
    let client = served.visitor("police.supervisor", PASSWORD).await;
    let begun = Instant::now();
    let listed = served.page(&client, "/missing").await;
    let page = begun.elapsed();
    let mut compared = Vec::new();
    for path in comparable(&listed) {
        let begun = Instant::now();
        served.page(&client, &path).await;
        compared.push(begun.elapsed());
    }
    vec![
        Figure::seconds(format!("filling with {episodes} episodes"), filled),
        Figure::milliseconds(format!("ready with {episodes} episodes"), ready),
        Figure::milliseconds("first page of Missing now after that", page),
        Figure::milliseconds("comparable episodes, the first time", compared[0]),
        Figure::milliseconds("comparable episodes, again", compared[1]),
        Figure::milliseconds("comparable episodes, as known at a moment", compared[2]),
        Figure::new("memory of the server at most", served.memory_mebibytes(), "MiB"),
    ]
}

/// The page of comparable episodes of the first case of a board, twice, and as it was known just now.
fn comparable(board: &str) -> [String; 3] {
    let place = board.find("/episodes/").expect("somebody is missing");
    let case: String = board[place..].chars().take_while(|letter| !"\"#?".contains(*letter)).collect();
    let now = format!("{case}/comparable");
    [now.clone(), now.clone(), format!("{now}?at={}", Timestamp::now())]
}

async fn fill(place: &Place, episodes: usize) {
    let config = Config {
        location: place.location.clone(),
        clock: Clock::System,
        ..Config::in_folder(place.folder.path().to_owned())
    };
    let app = App::open(config).await.expect("an empty place opens");
    let police = AgencyId(Uuid::from_u128(1));
    let agency = Agency { id: police, name: "Fernshire Police".to_owned(), kind: AgencyKind::Police };
    app.create_agency(&agency).await.expect("the agency is made");
    let account = NewAccount {
        username: "police.supervisor".to_owned(),
        name: "A supervisor".to_owned(),
        password: PASSWORD.to_owned(),
        role: "police_supervisor".to_owned(),
        agency: police,
    };
    app.create_account(account).await.expect("the account is made");
    let now = app.clock().now();
    let histories = (0..episodes.div_ceil(EPISODES_EACH)).map(|number| history(number, police, now));
    app.append_history(histories).await.expect("nobody is known yet");
    app.close().await;
}

fn history(number: usize, police: AgencyId, now: Timestamp) -> History {
    let person = PersonId(Uuid::from_u128(1_000_000 + number as u128));
    let actor = Actor {
        account: AccountId(Uuid::from_u128(2)),
        role: "police_supervisor".to_owned(),
        agency: police,
    };
    let mut entries = Vec::new();
    let mut write = |stream, at, event| {
        let salt = Uuid::now_v7().into_bytes();
        let id = EntryId(Uuid::now_v7());
        entries.push(Draft {
            id,
            stream,
            happened_at: at,
            recorded_at: at,
            actor: actor.clone(),
            event,
            salt,
        });
    };
    let begun = now - SignedDuration::from_hours(24 * 700);
    let details = PersonDetails {
        name: format!("Person {number}"),
        birth: BirthDate::Year { year: 2009 },
        ..PersonDetails::default()
    };
    write(Stream::Person(person), begun, Event::Person(PersonEvent::Registered { details }));
    for time in 0..EPISODES_EACH {
        let episode = EpisodeId(Uuid::now_v7());
        let last = time + 1 == EPISODES_EACH;
        let day = i64::try_from(time * 160 + number % 150).unwrap_or(0);
        let at = if last {
            now - SignedDuration::from_hours(20)
        } else {
            begun + SignedDuration::from_hours(24 * day)
        };
        let missing = last && number.is_multiple_of(ONE_MISSING_OF);
        for (hour, event) in course(person, police, missing).into_iter().enumerate() {
            let at = at + SignedDuration::from_hours(i64::try_from(hour).unwrap_or(0));
            write(Stream::Episode(episode), at, Event::Episode(event));
        }
    }
    History { person: Some(person), entries, pictures: Vec::new() }
}

fn course(person: PersonId, police: AgencyId, missing: bool) -> Vec<EpisodeEvent> {
    let opened = Opened {
        incident: IncidentId(Uuid::now_v7()),
        person,
        missing_since: None,
        lead_force: police,
        governed_by: vec![GoverningPack {
            pack: "northamptonshire".to_owned(),
            version: "1".to_owned(),
            agency: police,
        }],
        report: Report { circumstances: "Not back from school at five.".to_owned(), ..Report::default() },
    };
    let grading = Grading {
        grade: Grade::Medium,
        reasons: "Known friends, mild evening, has done so before.".to_owned(),
        human_rights: String::new(),
        considerations: Vec::new(),
    };
    let assessed = EpisodeEvent::RiskAssessed {
        by: Assessor::Supervisor,
        grading,
        definition: DefinitionInForce::default(),
    };
    let mut course = vec![EpisodeEvent::Opened(Box::new(opened)), assessed];
    if !missing {
        course.push(EpisodeEvent::ReturnConfirmed(Confirmation {
            place: "At home".to_owned(),
            located_by: "Constable Reed".to_owned(),
            wellbeing_confirmed_by: "Constable Reed".to_owned(),
            condition: "Well".to_owned(),
            how: "By bus".to_owned(),
            harm: "None told of".to_owned(),
        }));
        course.push(EpisodeEvent::Closed { summary: "Home and well.".to_owned() });
    }
    course
}
