//! What the demonstration promises, computed from what it holds.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    episode::{EpisodeEvent, GradeRules},
    ledger::{Draft, Event, Stream},
    risk::{DefinitionInForce, Grade},
};
use jiff::{SignedDuration, Timestamp};

use super::{Demonstration, PackName, Rules, generate};

const SEED: u64 = 7;

fn rules() -> Rules {
    let grades = |permitted: &[Grade]| GradeRules {
        permitted: permitted.to_vec(),
        definitions: Grade::ALL
            .into_iter()
            .map(|grade| (grade, DefinitionInForce::default()))
            .collect(),
    };
    let pack = |pack: &str| PackName {
        pack: pack.into(),
        version: "1".into(),
    };
    Rules {
        local: pack("northamptonshire"),
        baseline: pack("app-baseline"),
        child: grades(&[Grade::Medium, Grade::High]),
        adult: grades(&Grade::ALL),
    }
}

fn now() -> Timestamp {
    "2026-11-21T21:00:00Z".parse().unwrap()
}

fn demonstration() -> Demonstration {
    generate(SEED, now(), &rules())
}

#[test]
fn probe() {
    let start = std::time::Instant::now();
    let demo = demonstration();
    println!("{:?}", start.elapsed());
    let entries: usize = demo.people.iter().map(|p| p.entries.len()).sum();
    let episodes = demo.people.iter().flat_map(|p| &p.entries).filter(|d| d.event.name()=="reported").count();
    println!("people {} entries {} incidents {} episodes {}", demo.people.len(), entries, demo.incidents.len(), episodes);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for d in demo.people.iter().flat_map(|p| &p.entries).chain(&demo.incidents) { *counts.entry(d.event.name()).or_default() += 1; }
    println!("{counts:#?}");
    let mut longest: Vec<usize> = demo.people.iter().map(|p| p.entries.len()).collect();
    longest.sort_unstable();
    println!("{longest:?}");
}
