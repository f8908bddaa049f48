//! How long it takes to work out the duties of a million episodes.

use std::thread;
use std::time::Instant;

use domain::protocol::case::{
    Birth, Case, Circumstance, Circumstances, EarlierEpisode, Fact, FactId, Subject,
};
use domain::protocol::engine::evaluate;
use domain::protocol::event::{Act, Assessor, Calling, Grade, Rating, What};
use domain::protocol::packs::Packs;
use jiff::{SignedDuration, Timestamp, civil::date};

use crate::report::{Figure, per_second};

const EPISODES: usize = 1_000_000;

/// Different cases that are evaluated in turn, so that no branch is learnt by heart.
const DIFFERENT_CASES: usize = 2_000;

/// Works out the duties of a million episodes on as many threads as there are cores.
pub(crate) fn measure() -> Vec<Figure> {
    let packs = Packs::built_in();
    let reported: Timestamp = "2026-09-08T13:00:00Z".parse().expect("a valid instant");
    let loaded = packs.governing("northamptonshire", reported).expect("the reference pack is built in");
    let cases: Vec<(Case, Timestamp)> = (0..DIFFERENT_CASES).map(|number| case(number, reported)).collect();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let begun = Instant::now();
    let duties: usize = thread::scope(|scope| {
        let shares: Vec<_> = (0..threads)
            .map(|share| {
                let cases = &cases;
                scope.spawn(move || {
                    (share..EPISODES)
                        .step_by(threads)
                        .map(|number| &cases[number % DIFFERENT_CASES])
                        .map(|(case, as_of)| evaluate(&loaded.pack, &loaded.calendar, case, *as_of).len())
                        .sum::<usize>()
                })
            })
            .collect();
        shares.into_iter().map(|share| share.join().expect("no panic in the engine")).sum()
    });
    let took = begun.elapsed();
    vec![
        Figure::seconds("duties of 1,000,000 episodes", took).with_bound(5.0),
        Figure::count("duties worked out", duties),
        per_second("episodes a second and core", EPISODES / threads, took),
    ]
}

/// An episode of up to three weeks with one to twenty-five entries, a third of them ended.
fn case(number: usize, reported: Timestamp) -> (Case, Timestamp) {
    let length = 1 + number % 25;
    let at = |minutes: usize| reported + SignedDuration::from_mins(i64::try_from(minutes).unwrap_or(0));
    let mut facts = vec![fact(0, reported, What::Reported { missing_since: None })];
    facts.extend(
        (1..length).map(|place| fact(place, at(17 * place * (1 + number % 60)), what(number + place))),
    );
    if number.is_multiple_of(3) {
        facts.push(fact(length, at(length * 900), What::Done(Act::Returned)));
    }
    let as_of = at(60 + (number * 37) % 30_000);
    let earlier = (0..number % 4).map(|count| {
        let start = reported - SignedDuration::from_hours(24 * (10 + 15 * i64::try_from(count).unwrap_or(0)));
        EarlierEpisode { start, reported: start, end: Some(start + SignedDuration::from_hours(6)) }
    });
    let case = Case {
        person: Subject {
            born: Birth::Exact(date(2005 + i16::try_from(number % 9).unwrap_or(0), 3, 14)),
            circumstances: circumstances(number),
            placement: None,
            forms: Vec::new(),
        },
        earlier_episodes: earlier.collect(),
        earlier_reviews: Vec::new(),
        facts,
    };
    (case, as_of)
}

fn circumstances(number: usize) -> Circumstances {
    let holds = [
        (Circumstance::AllocatedWorker, number.is_multiple_of(2)),
        (Circumstance::InCare, number.is_multiple_of(5)),
        (Circumstance::TriggerPlan, number.is_multiple_of(7)),
    ];
    holds.into_iter().filter_map(|(circumstance, holds)| holds.then_some(circumstance)).collect()
}

fn fact(place: usize, at: Timestamp, what: What) -> Fact {
    Fact { id: Some(FactId(format!("e{place}"))), at, recorded_at: at, what }
}

fn what(number: usize) -> What {
    let grades = [Grade::High, Grade::Medium, Grade::Medium, Grade::Low];
    match number % 12 {
        0 => What::RiskAssessed { grade: grades[number % 4], by: Assessor::Officer },
        1 => What::RiskReviewed { grade: grades[(number / 2) % 4] },
        2 => What::MashNotified { rating: Some(Rating::Amber) },
        3 => What::StrategyMeetingHeld { slot: None, calling: Calling::Scheduled },
        4 => What::MinutesCirculated { of: FactId(format!("e{}", number % 20)) },
        other => What::Done(Act::ALL[(number * 7 + other) % 28]),
    }
}
