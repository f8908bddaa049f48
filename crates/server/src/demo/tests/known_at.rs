//! As known at, held against what was rendered then: two years of the demonstration are recorded again moment by moment,
//! pages are asked for as they stand, and once everything is recorded the same pages are asked for as of those moments.

use std::collections::{BTreeSet, HashMap};

use app::{
    App, Clock, Config, Correctable, EpisodeView, Moment, SignedIn, TimelineItem, identity::NewAccount,
};
use domain::{
    agency::{Agency, AgencyKind},
    episode::{EpisodeEvent, GoverningPack},
    file::PersonFile,
    ids::{EpisodeId, PersonId},
    ledger::{Content, Draft, Entry, Event, Stream},
    projection::{Surroundings, project},
    protocol::{calendar::Calendar, pack::Pack, packs::Packs, roles::Roles},
};
use jiff::{SignedDuration, Timestamp};
use store::{Batch, FileClaim, Store, StreamWrite};
use testkit::database::{Engine, Place};
use tokio::net::TcpListener;
use web::{
    router::serve,
    state::{Closing, Settings, WebState},
};

use super::{
    super::{PASSWORD, PersonHistory, chance::Chance, load, portrait},
    DEMONSTRATION, PACKS, now,
};

/// Pairs of a page and a moment that are compared.
const PAIRS: usize = 1_000;
/// People among whom they are spread.
const PEOPLE: usize = 25;
/// Of an engine that is reached through a socket, a part of them is enough.
const PAIRS_ON_POSTGRES: usize = 100;

/// Of a hundred people, of so many what some entry said was disposed of before anybody looked.
const DISPOSED_PERCENT: i64 = 30;

/// Of a hundred pairs, so many are held against the case without a moment as well.
const LOOKED_AT_TWICE_PERCENT: i64 = 10;

struct Around<'a> {
    agencies: &'a [Agency],
    packs: &'a Packs,
}

impl Surroundings for Around<'_> {
    fn agencies(&self) -> &[Agency] {
        self.agencies
    }

    fn pack(&self, governing: &GoverningPack) -> Option<(&Pack, &Calendar)> {
        let loaded = self.packs.version(&governing.pack, &governing.version)?;
        Some((&loaded.pack, &loaded.calendar))
    }

    fn roles(&self) -> &Roles {
        self.packs.roles()
    }
}

/// A service over a database of its own, in which nothing is recorded yet, and a browser of a police supervisor.
struct World {
    place: Place,
    app: App,
    store: Store,
    address: String,
    client: reqwest::Client,
    cookie: String,
    supervisor: SignedIn,
    _close: tokio::sync::watch::Sender<bool>,
}

impl World {
    async fn new(engine: Engine) -> Self {
        let place = Place::new(engine).await;
        let config = Config {
            location: place.location.clone(),
            clock: Clock::fixed(now()),
            ..Config::in_folder(place.folder.path().to_owned())
        };
        let app = App::open(config).await.unwrap();
        for agency in &DEMONSTRATION.agencies {
            app.create_agency(agency).await.unwrap();
        }
        let accounts = DEMONSTRATION.accounts.iter().map(|account| {
            let new = NewAccount {
                username: account.username.clone(),
                name: account.name.clone(),
                password: PASSWORD.to_owned(),
                role: account.role.clone(),
                agency: account.agency,
            };
            (account.id, new)
        });
        app.create_accounts_of_one_password(accounts.collect(), PASSWORD).await.unwrap();
        let force = DEMONSTRATION.agencies.iter().find(|agency| agency.kind == AgencyKind::Police).unwrap();
        let supervisor = DEMONSTRATION
            .accounts
            .iter()
            .find(|account| account.role == "police_supervisor" && account.agency == force.id)
            .unwrap();
        // Signed in at the end of the story, which the session outlives however far the clock is set back.
        let token = app.sign_in(&supervisor.username, PASSWORD, "192.0.2.1").await.unwrap();
        let signed_in = app.session(token.as_str()).await.unwrap().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (close, closing) = Closing::new();
        let state = WebState::new(app.clone(), Settings::default(), closing.clone(), testkit::set_plainly);
        let cookie = format!("safewell={}", token.as_str());
        tokio::spawn(serve(listener, state, closing.closed()));
        let store = Store::open(&place.location).await.unwrap();
        Self {
            place,
            app,
            store,
            address,
            client: reqwest::Client::new(),
            cookie,
            supervisor: signed_in,
            _close: close,
        }
    }

    /// The main content of a page; nothing where it is refused.
    async fn page(&self, path: &str) -> Option<String> {
        let asked = self.client.get(format!("{}{path}", self.address)).header("cookie", &self.cookie);
        let answer = asked.send().await.unwrap();
        let status = answer.status();
        let body = answer.text().await.unwrap();
        assert!(matches!(status.as_u16(), 200 | 403 | 404), "{path}: {status}");
        let main = body.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>"));
        main.filter(|_| status == 200).map(|(main, _)| main.to_owned())
    }

    /// Disposes of what the first entry said that opens nothing.
    async fn dispose(&self, told: &Told) {
        let held = self.store.person_entries(told.person).await.unwrap();
        let opens = ["person_registered", "reported"];
        let Some(entry) = held.entries.iter().find(|entry| !opens.contains(&entry.name.as_str())) else {
            return;
        };
        let mut raw = self.place.raw().await;
        let sequence = entry.sequence;
        raw.run(&format!("INSERT INTO disposal (sequence, disposed_at) VALUES ({sequence}, 0)"))
            .await
            .unwrap();
        raw.run(&format!("DELETE FROM payload WHERE sequence = {sequence}")).await.unwrap();
    }

    /// Records what comes next in a history, as the acts of a moment.
    async fn record(&self, told: &mut Told, until: Timestamp) {
        let from = told.recorded;
        while told.entries.get(told.recorded).is_some_and(|draft| draft.recorded_at <= until) {
            told.recorded += 1;
        }
        let new = &told.entries[from..told.recorded];
        if new.is_empty() {
            return;
        }
        let mut batch = Batch::default();
        for draft in new {
            let own = !matches!(draft.stream, Stream::Incident(_));
            let version = told.versions.entry(draft.stream).or_default();
            batch.writes.push(StreamWrite {
                stream: draft.stream,
                person: own.then_some(told.person),
                expected_version: *version,
                drafts: vec![draft.clone()],
            });
            *version += 1;
        }
        let held = self.store.person_entries(told.person).await.unwrap();
        let around = Around { agencies: &DEMONSTRATION.agencies, packs: &PACKS };
        let mut all = held.entries;
        all.extend(new.iter().filter(|draft| !matches!(draft.stream, Stream::Incident(_))).map(entry_of));
        let file = PersonFile::as_known_at(told.person, &all, until);
        let of = |draft: &Draft| match draft.stream {
            Stream::Episode(id) => Some(id),
            Stream::Person(_)
            | Stream::Incident(_)
            | Stream::Placement(_)
            | Stream::Meeting(_)
            | Stream::Agency(_)
            | Stream::Unidentified(_) => None,
        };
        let episodes: BTreeSet<EpisodeId> = new.iter().filter_map(of).collect();
        batch.files.push(FileClaim { person: told.person, entries: held.count });
        batch.projections.push(project(&file, &episodes, until, &around));
        batch.pictures = portrait::pictures_of(new.iter().filter_map(load::photograph_in));
        self.store.append(batch).await.unwrap();
    }
}

fn entry_of(draft: &Draft) -> Entry {
    Entry {
        sequence: i64::MAX,
        id: draft.id,
        stream: draft.stream,
        version: 0,
        name: draft.event.name().to_owned(),
        happened_at: draft.happened_at,
        recorded_at: draft.recorded_at,
        actor: draft.actor.clone(),
        content: Content::Event(draft.event.clone()),
        commitment: [0; 32],
        hash: [0; 32],
    }
}

/// A history as far as it has been recorded again.
struct Told {
    person: PersonId,
    entries: Vec<Draft>,
    recorded: usize,
    versions: HashMap<Stream, i64>,
}

impl Told {
    #[expect(clippy::wildcard_enum_match_arm, reason = "a test picks out the entry that it is about")]
    fn of(history: &PersonHistory) -> Self {
        let call_of = |draft: &Draft| match &draft.event {
            Event::Episode(EpisodeEvent::Opened(opened)) => Some(opened.incident),
            _ => None,
        };
        let calls: BTreeSet<_> = history.entries.iter().filter_map(call_of).map(Stream::Incident).collect();
        let told = DEMONSTRATION.incidents.iter().filter(|draft| calls.contains(&draft.stream));
        let mut entries: Vec<Draft> = told.chain(&history.entries).cloned().collect();
        entries.sort_by_key(|draft| draft.recorded_at);
        Self { person: history.person, entries, recorded: 0, versions: HashMap::new() }
    }

    /// A moment of the story: any, or on the very instant of an entry, or just beside it.
    fn moment(&self, chance: &mut Chance) -> Timestamp {
        let at = self.entries[chance.index(self.entries.len())].recorded_at;
        let (first, last) = (self.entries[0].recorded_at, now());
        let moment = match chance.index(4) {
            0 => at,
            1 => at + SignedDuration::from_micros(1),
            2 => at - SignedDuration::from_micros(1),
            _ => {
                let micros = chance.between(first.as_microsecond(), last.as_microsecond());
                Timestamp::from_microsecond(micros).unwrap()
            }
        };
        moment.clamp(first, last)
    }

    /// A page about the person: of one of their times missing, or the record.
    fn page(&self, chance: &mut Chance) -> String {
        let opened: Vec<EpisodeId> = self.entries[..self.recorded]
            .iter()
            .filter_map(|draft| match draft.stream {
                Stream::Episode(id) => Some(id),
                Stream::Person(_)
                | Stream::Incident(_)
                | Stream::Placement(_)
                | Stream::Meeting(_)
                | Stream::Agency(_)
                | Stream::Unidentified(_) => None,
            })
            .collect();
        if opened.is_empty() || chance.likely(10) {
            return format!("/people/{}", self.person);
        }
        let page = ["", "", "", "/tasks", "/information"][chance.index(5)];
        format!("/episodes/{}{page}", opened[chance.index(opened.len())])
    }
}

/// As of the present moment a case is what it is without a moment, but for what can be recorded on it.
async fn is_the_present(world: &World, id: EpisodeId, moment: Timestamp) {
    let present = world.app.episode(&world.supervisor, id).await.unwrap();
    let past = world.app.episode_at(&world.supervisor, id, Moment::At(moment)).await.unwrap();
    assert_eq!((&present.file, &present.duties), (&past.file, &past.duties));
    assert_eq!((&present.incidents, present.version, present.now), (&past.incidents, past.version, past.now));
    let told = |view: &EpisodeView| {
        let items = view.timeline.iter().cloned();
        items.map(|item| TimelineItem { correctable: Correctable::No, ..item }).collect::<Vec<_>>()
    };
    assert_eq!(told(&present), told(&past));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_as_known_at_a_moment_is_the_page_that_was_rendered_then() {
    for (engine, pairs) in [(Engine::Sqlite, PAIRS), (Engine::Postgres, PAIRS_ON_POSTGRES)] {
        if engine.is_tested() {
            compare_pages(engine, pairs).await;
        }
    }
}

async fn compare_pages(engine: Engine, pairs: usize) {
    let world = World::new(engine).await;
    let mut chance = Chance::seeded(6);
    let mut rendered: Vec<(String, String)> = Vec::new();
    let mut refused = 0;
    let each = pairs.div_ceil(PEOPLE.min(pairs));
    let step = (DEMONSTRATION.people.len() / PEOPLE).max(1);
    for history in DEMONSTRATION.people.iter().step_by(step).cycle() {
        if rendered.len() >= pairs {
            break;
        }
        let mut told = Told::of(history);
        if world.store.person_entries(told.person).await.unwrap().count > 0 {
            panic!("the people ran out before there were {pairs} pairs; {refused} were refused");
        }
        let mut moments: Vec<Timestamp> = (0..each).map(|_| told.moment(&mut chance)).collect();
        moments.sort_unstable();
        if let Some(first) = moments.first().filter(|_| chance.likely(DISPOSED_PERCENT)) {
            world.record(&mut told, *first).await;
            world.dispose(&told).await;
        }
        for moment in moments {
            world.record(&mut told, moment).await;
            world.app.clock().set(moment);
            let page = told.page(&mut chance);
            let path = format!("{page}?at={moment}");
            let Some(then) = world.page(&path).await else {
                refused += 1;
                continue;
            };
            let id = page.strip_prefix("/episodes/").and_then(|rest| rest.split('/').next());
            if let Some(id) = id.filter(|_| chance.likely(LOOKED_AT_TWICE_PERCENT)) {
                is_the_present(&world, id.parse().unwrap(), moment).await;
            }
            rendered.push((path, then));
        }
        world.record(&mut told, now()).await;
    }
    world.app.clock().set(now());
    for (path, then) in &rendered {
        let known = world.page(path).await.unwrap_or_else(|| panic!("{path} is refused today"));
        assert!(known == *then, "{path} differs: {}", first_difference(then, &known));
    }
}

fn first_difference(one: &str, other: &str) -> String {
    let same = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
    let around = |text: &str| {
        let bytes = &text.as_bytes()[same.saturating_sub(160).min(text.len())..(same + 160).min(text.len())];
        String::from_utf8_lossy(bytes).into_owned()
    };
    format!("{}\n--- and ---\n{}", around(one), around(other))
}
