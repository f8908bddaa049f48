//! Whoever was told that something is recorded finds it recorded, whatever becomes of the process: it is killed while
//! fifty clients write, twenty times, on each engine. What nobody was told of is recorded once when it is sent again.

mod clients;
mod served;

use std::collections::BTreeMap;

use clients::{Clients, Note, SignedIn};
use served::Served;
use testkit::database::{Engine, Place};
use uuid::Uuid;

/// Somebody who sees every case of the force.
const USERNAME: &str = "police.supervisor";

const KILLS: usize = 20;

/// What a kill does to the ledger stays in it, so that one look finds what several kills did.
const VERIFIED_EVERY: usize = 4;

/// The process is killed once so many were acknowledged, at the least and at the most; which, nobody chooses.
const ACKNOWLEDGED_BEFORE: std::ops::RangeInclusive<usize> = 1..=40;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_sqlite() {
    nothing_acknowledged_is_lost(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_postgres() {
    if Engine::Postgres.is_tested() {
        nothing_acknowledged_is_lost(Engine::Postgres).await;
    }
}

async fn nothing_acknowledged_is_lost(engine: Engine) {
    let place = Place::new(engine).await;
    let mut served = Served::start(&place);
    let signed_in = SignedIn::begin(&served.address, USERNAME, &served.password_of(USERNAME)).await;
    let cases = signed_in.cases().await;
    let mut acknowledged: BTreeMap<Uuid, Note> = BTreeMap::new();
    let mut in_flight = 0;
    for kill in 1..=KILLS {
        let mut clients = Clients::start(&signed_in.at(&served.address), &cases);
        clients.acknowledged(some_number()).await;
        served.kill();
        let written = clients.finish().await;
        acknowledged.extend(written.acknowledged);
        in_flight += written.unanswered.len();

        if kill % VERIFIED_EVERY == 0 {
            served::verify(&place);
        }
        served = Served::start(&place);
        let signed_in = signed_in.at(&served.address);
        signed_in.send_again(&written.unanswered, &mut acknowledged).await;
        let found = signed_in.notes(&cases).await;
        for (entry, note) in &acknowledged {
            assert_eq!(found.get(entry), Some(&note.text), "acknowledged, and gone after kill {kill}");
        }
        assert_eq!(found.len(), acknowledged.len(), "each was recorded once, after kill {kill}");
    }
    assert!(in_flight >= KILLS, "the process was killed while clients waited: {in_flight} did");
    served.kill();
    served::verify(&place);
}

/// A number that differs from run to run.
fn some_number() -> usize {
    let span = ACKNOWLEDGED_BEFORE.end() - ACKNOWLEDGED_BEFORE.start() + 1;
    // The last bytes of such an id are random.
    let [.., byte] = Uuid::now_v7().into_bytes();
    ACKNOWLEDGED_BEFORE.start() + usize::from(byte) % span
}
