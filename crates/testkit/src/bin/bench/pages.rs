//! How long a page takes while 64 visitors ask for pages as fast as they are answered.

use std::sync::Arc;
use std::time::{Duration, Instant};

use testkit::database::{Engine, Place};

use crate::report::{Figure, per_second, percentile};
use crate::served::Served;

const VISITORS: usize = 64;
const PAGES_A_VISITOR: usize = 60;

/// Missing now, My work and an episode of the demonstration, in turn.
pub(crate) async fn measure(engine: Engine) -> Vec<Figure> {
    let place = Place::new(engine).await;
    let (served, ready) = Served::start(&place.location, place.folder.path(), &["--demo"]).await;
    let (username, password) = served.sign_in_of("police.supervisor");
    let client = served.visitor(&username, &password).await;
    let board = served.page(&client, "/missing").await;
    let episode = first_episode(&board);
    let mut figures =
        vec![Figure::seconds(format!("{engine:?}: ready with demonstration data"), ready).with_bound(20.0)];
    let served = Arc::new(served);
    for (name, path) in [("Missing now", "/missing"), ("My work", "/"), ("an episode", episode.as_str())] {
        figures.extend(under_load(&served, &client, engine, (name, path)).await);
    }
    figures.push(Figure::new(
        format!("{engine:?}: memory of the server at most"),
        served.memory_mebibytes(),
        "MiB",
    ));
    figures
}

async fn under_load(
    served: &Arc<Served>,
    client: &reqwest::Client,
    engine: Engine,
    (name, path): (&str, &str),
) -> Vec<Figure> {
    let begun = Instant::now();
    let visitors: Vec<_> = (0..VISITORS)
        .map(|_| {
            let (served, client, path) = (Arc::clone(served), client.clone(), path.to_owned());
            tokio::spawn(async move { visit(&served, &client, &path).await })
        })
        .collect();
    let mut times = Vec::with_capacity(VISITORS * PAGES_A_VISITOR);
    for visitor in visitors {
        times.extend(visitor.await.expect("a visitor does not fail"));
    }
    let took = begun.elapsed();
    times.sort_unstable();
    vec![
        Figure::milliseconds(format!("{engine:?}: {name}, 64 visitors, p50"), percentile(&times, 0.50)),
        Figure::milliseconds(format!("{engine:?}: {name}, 64 visitors, p99"), percentile(&times, 0.99)),
        per_second(format!("{engine:?}: {name}, pages a second"), times.len(), took),
    ]
}

async fn visit(served: &Served, client: &reqwest::Client, path: &str) -> Vec<Duration> {
    let mut times = Vec::with_capacity(PAGES_A_VISITOR);
    for _ in 0..PAGES_A_VISITOR {
        let begun = Instant::now();
        served.page(client, path).await;
        times.push(begun.elapsed());
    }
    times
}

/// The address of the first episode on the board.
fn first_episode(board: &str) -> String {
    let start = board.find("/episodes/").expect("somebody is missing in the demonstration");
    board[start..].chars().take_while(|letter| !matches!(letter, '"' | '?' | '#')).collect()
}
