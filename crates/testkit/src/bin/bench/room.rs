//! A whole shift at once: two hundred people signed in on the demonstration at ten times its size, reading and writing,
//! each with a live connection open.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures::StreamExt;
use testkit::database::{Engine, Place};
use tokio::task::JoinSet;

use crate::report::{Figure, per_second, percentile};
use crate::served::Served;

const USERS: usize = 200;
const TIMES: &str = "10";
const LASTING: Duration = Duration::from_secs(60);
const P99_AT_MOST_MS: f64 = 150.0;

/// Between two requests of one user: a mean of three seconds, which is somebody who clicks without reading.
const THINKING_MS: std::ops::Range<u64> = 1_000..5_000;

/// Roles that work in the room; their accounts are signed in again and again until there are enough users.
const WHO: [&str; 8] = [
    "call.handler",
    "police.supervisor",
    "response.officer",
    "mash.decisions",
    "duty.team",
    "investigating.officer",
    "missing.coordinator",
    "senior.manager",
];

/// What users of the room do, and how long it takes them.
pub(crate) async fn measure(engine: Engine) -> Vec<Figure> {
    let place = Place::new(engine).await;
    let options = ["--demo", "--demo-times", TIMES];
    let (served, ready) = Served::start(&place.location, place.folder.path(), &options).await;
    let served = Arc::new(served);
    let mut users = Vec::with_capacity(USERS);
    for number in 0..USERS {
        let account = WHO.iter().cycle().skip(number).find(|name| served.knows(name));
        let (username, password) = served.sign_in_of(account.expect("the demonstration has such accounts"));
        users.push(served.visitor(&username, &password).await);
    }
    let begun = Instant::now();
    let mut shift = JoinSet::new();
    for (number, client) in users.into_iter().enumerate() {
        let served = Arc::clone(&served);
        shift.spawn(async move { work(&served, &client, number, begun + LASTING).await });
    }
    let mut done = Done::default();
    while let Some(user) = shift.join_next().await {
        done.add(user.expect("a user does not fail"));
    }
    done.figures(engine, ready, served.memory_mebibytes(), begun.elapsed())
}

/// How long each page and each recording took, and how many went wrong.
#[derive(Default)]
struct Done {
    pages: Vec<Duration>,
    recordings: Vec<Duration>,
    errors: Vec<String>,
}

impl Done {
    fn add(&mut self, other: Self) {
        self.pages.extend(other.pages);
        self.recordings.extend(other.recordings);
        self.errors.extend(other.errors);
    }

    fn figures(mut self, engine: Engine, ready: Duration, memory: f64, took: Duration) -> Vec<Figure> {
        self.pages.sort_unstable();
        self.recordings.sort_unstable();
        for error in self.errors.iter().take(5) {
            eprintln!("  {error}");
        }
        let named = |what: &str| format!("{engine:?}, {USERS} users: {what}");
        vec![
            Figure::seconds(named("ready with the demonstration ten times over"), ready),
            Figure::milliseconds(named("pages, p50"), percentile(&self.pages, 0.50)),
            Figure::milliseconds(named("pages, p99"), percentile(&self.pages, 0.99))
                .with_bound(P99_AT_MOST_MS),
            Figure::milliseconds(named("recordings, p50"), percentile(&self.recordings, 0.50)),
            Figure::milliseconds(named("recordings, p99"), percentile(&self.recordings, 0.99)),
            per_second(named("pages and recordings"), self.pages.len() + self.recordings.len(), took),
            Figure::count(named("recordings in all"), self.recordings.len()),
            Figure::count(named("errors"), self.errors.len()).with_bound(0.0),
            Figure::new(named("memory of the server at most"), memory, "MiB"),
        ]
    }
}

/// One user's shift: mostly reading, every tenth time recording.
async fn work(served: &Served, client: &reqwest::Client, number: usize, until: Instant) -> Done {
    let mut done = Done::default();
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15 ^ (number as u64 + 1));
    let live = served.listen(client, "/live/events?about=missing-now").await;
    let hearing = tokio::spawn(live.for_each(|_| async {}));
    tokio::time::sleep(Duration::from_millis(dice.within(0..THINKING_MS.end))).await;
    let mut cases: Vec<String> = Vec::new();
    while Instant::now() < until {
        let place = dice.within(0..100);
        let case = cases.get(dice.within(0..cases.len().max(1) as u64) as usize).cloned();
        match (place, case) {
            (0..10, Some(case)) => {
                // The same words twice would be taken for one recording sent twice.
                let heard = format!(
                    "Neighbour {number}-{} thinks that they heard the back gate.",
                    done.recordings.len()
                );
                record(served, client, &case, &heard, &mut done).await;
            }
            (10..55, Some(case)) => {
                read(served, client, &case, &mut done).await;
            }
            (55..70, _) => {
                read(served, client, "/", &mut done).await;
            }
            (_, _) => {
                if let Some(board) = read(served, client, "/missing", &mut done).await {
                    cases = cases_on(&board);
                }
            }
        }
        tokio::time::sleep(Duration::from_millis(dice.within(THINKING_MS))).await;
    }
    hearing.abort();
    done
}

async fn read(served: &Served, client: &reqwest::Client, path: &str, done: &mut Done) -> Option<String> {
    let begun = Instant::now();
    match served.ask(client, path).await {
        Ok(page) => {
            done.pages.push(begun.elapsed());
            Some(page)
        }
        Err(error) => {
            done.errors.push(error);
            None
        }
    }
}

/// Opens the form for information and sends it, as a browser does.
async fn record(served: &Served, client: &reqwest::Client, case: &str, heard: &str, done: &mut Done) {
    let path = format!("{case}/acts/information_received");
    let Some(form) = read(served, client, &path, done).await else { return };
    let mut fields: Vec<(String, String)> = hidden_fields(&form);
    for (name, text) in [
        ("what", heard),
        ("source", "Neighbour, 01632 960123"),
        ("significance", "routine"),
        ("happened_at-when", "now"),
    ] {
        fields.push((name.to_owned(), text.to_owned()));
    }
    let begun = Instant::now();
    match served.send(client, &path, &fields).await {
        Ok(()) => done.recordings.push(begun.elapsed()),
        Err(error) => done.errors.push(error),
    }
}

/// The hidden fields of the last form of a page: its key and the version that was shown.
fn hidden_fields(page: &str) -> Vec<(String, String)> {
    let part = |tag: &str, name: &str| {
        let from = tag.find(&format!(" {name}=\""))? + name.len() + 3;
        Some(tag[from..].split('"').next()?.to_owned())
    };
    page.split("<input")
        .skip(1)
        .filter_map(|tag| tag.split('>').next())
        .filter(|tag| tag.contains("type=\"hidden\""))
        .filter_map(|tag| Some((part(tag, "name")?, part(tag, "value")?)))
        .collect()
}

/// The addresses of the cases on the board.
fn cases_on(board: &str) -> Vec<String> {
    let mut cases: Vec<String> = board
        .split("href=\"/episodes/")
        .skip(1)
        .filter_map(|rest| rest.get(..36))
        .map(|id| format!("/episodes/{id}"))
        .collect();
    cases.dedup();
    cases
}

/// Numbers that look thrown and are the same in every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn within(&mut self, range: std::ops::Range<u64>) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        range.start + (mixed ^ (mixed >> 31)) % (range.end - range.start).max(1)
    }
}
