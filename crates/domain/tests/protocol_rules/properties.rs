//! What holds of the engine whatever was recorded.

use std::sync::LazyLock;

use domain::protocol::case::{
    Birth, Case, Circumstance, EarlierEpisode, Fact, FactId, Place, Placement, PlacementKind, Subject,
};
use domain::protocol::duty::{Duty, State};
use domain::protocol::event::{Act, Allocation, Assessor, Calling, Change, Grade, Rating, Weight, What};
use domain::protocol::packs::{LoadedPack, Packs};
use domain::protocol::{evaluate, next_change};
use jiff::{SignedDuration, Timestamp, civil::date};
use proptest::prelude::*;
use std::sync::Arc;

static COUNTY: LazyLock<Arc<LoadedPack>> =
    LazyLock::new(|| Arc::clone(&Packs::built_in().versions("northamptonshire")[0]));

fn duties(case: &Case, as_of: Timestamp) -> Vec<Duty<'_>> {
    evaluate(&COUNTY.pack, &COUNTY.calendar, case, as_of)
}

/// A few days before the clocks go back, so that every week of a case holds something.
fn moment(minutes: i64) -> Timestamp {
    "2026-10-23T12:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_mins(minutes)
}

fn any_moment() -> impl Strategy<Value = Timestamp> {
    prop_oneof![-60..3000_i64, -60..150_000_i64].prop_map(|minutes| moment(minutes / 5 * 5))
}

fn any_what() -> impl Strategy<Value = What> {
    let grade = prop::sample::select(Grade::ALL);
    let by = prop::sample::select(Assessor::ALL);
    let rating = prop::sample::select(Rating::ALL);
    let weight = prop::sample::select(Weight::ALL);
    let worker = prop::sample::select(Allocation::ALL);
    let calling = prop::sample::select(Calling::ALL);
    prop_oneof![
        8 => prop::sample::select(Act::ALL).prop_map(What::Done),
        3 => (grade.clone(), by).prop_map(|(grade, by)| What::RiskAssessed { grade, by }),
        2 => grade.prop_map(|grade| What::RiskReviewed { grade }),
        1 => prop::option::of(rating.clone()).prop_map(|rating| What::MashNotified { rating }),
        1 => rating.prop_map(|rating| What::MashRerated { rating }),
        1 => weight.prop_map(|weight| What::Sighting { weight }),
        1 => worker.prop_map(|worker| What::Allocated { worker }),
        3 => (prop::option::weighted(0.2, 0..9_u32), calling)
            .prop_map(|(slot, calling)| What::StrategyMeetingHeld { slot, calling }),
    ]
}

prop_compose! {
    fn any_case()(
        born in prop_oneof![Just(Birth::Unknown), (2008..2012_i16, 1..28_i8).prop_map(|(y, d)| Birth::Exact(date(y, 11, d))), Just(Birth::Exact(date(1980, 1, 1)))],
        circumstances in prop::sample::subsequence(Circumstance::ALL, 0..6),
        placement in prop::option::of((prop::sample::select(PlacementKind::ALL), any_moment(), any_moment(), prop::sample::select(&Place::ALL[1..]))),
        earlier in prop::collection::vec((-60..-1_i64).prop_map(|days| moment(days * 1440)), 0..4),
        missing_since in prop::option::of((-9000..0_i64).prop_map(moment)),
        events in prop::collection::vec((any_moment(), 0..600_i64, any_what()), 0..14),
    ) -> Case {
        let mut facts = vec![Fact { id: Some(FactId("report".into())), at: moment(0), recorded_at: moment(0), what: What::Reported { missing_since } }];
        facts.extend(events.into_iter().enumerate().map(|(place, (at, delay, what))| {
            // Most entries are made at once.
            let delay = if delay < 450 { 0 } else { delay };
            Fact { id: Some(FactId(format!("f{place}"))), at, recorded_at: at + SignedDuration::from_mins(delay), what }
        }));
        Case {
            person: Subject {
                born,
                circumstances: circumstances.into_iter().collect(),
                placement: placement.map(|(kind, recorded_at, start, place)| Placement { kind, recorded_at, start, place }),
                forms: Vec::new(),
            },
            earlier_episodes: earlier.into_iter().map(|at| EarlierEpisode { start: at, reported: at, end: None }).collect(),
            earlier_reviews: Vec::new(),
            facts,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn what_is_recorded_after_the_as_of_time_changes_nothing(case in any_case(), as_of in any_moment()) {
        let mut known = case.clone();
        known.facts.retain(|fact| fact.recorded_at <= as_of);
        known.earlier_episodes.retain(|episode| episode.reported <= as_of);
        prop_assert_eq!(duties(&case, as_of), duties(&known, as_of));
    }

    #[test]
    fn an_event_that_no_duty_asks_about_changes_nothing(case in any_case(), as_of in any_moment(), at in any_moment()) {
        let mut more = case.clone();
        more.facts.push(Fact { id: None, at, recorded_at: at, what: What::Done(Act::IriDeclined) });
        more.facts.push(Fact { id: None, at, recorded_at: at, what: What::InformationReceived { weight: Weight::Ordinary } });
        prop_assert_eq!(duties(&case, as_of), duties(&more, as_of));
    }

    #[test]
    fn at_most_one_look_at_the_risk_is_open(case in any_case(), as_of in any_moment()) {
        let open = |id: &str, state: fn(State) -> bool| {
            duties(&case, as_of).iter().filter(|duty| duty.rule.id.0 == id && state(duty.state)).count()
        };
        prop_assert!(open("risk_reassessment", |state| matches!(state, State::Open | State::Overdue)) <= 1);
        prop_assert!(open("strategy_meeting", |state| state == State::Pending) <= 1);
    }

    #[test]
    fn the_order_in_a_file_of_what_happened_at_different_times_does_not_matter(
        case in any_case(), as_of in any_moment(), seed in any::<u64>(),
    ) {
        let mut seen = std::collections::BTreeSet::new();
        let mut apart = case;
        apart.facts.retain(|fact| seen.insert(fact.at));
        let mut shuffled = apart.clone();
        let count = shuffled.facts.len();
        for place in 0..count {
            shuffled.facts.swap(place, usize::try_from(seed).unwrap_or(7).wrapping_mul(place + 3) % count);
        }
        prop_assert_eq!(duties(&apart, as_of), duties(&shuffled, as_of));
    }

    #[test]
    fn a_correction_is_as_if_it_had_been_entered_so(
        case in any_case(), as_of in any_moment(), place in any::<prop::sample::Index>(), minutes in -600..600_i64,
        grade in prop::sample::select(Grade::ALL),
    ) {
        let place = place.index(case.facts.len());
        let at = case.facts[place].at + SignedDuration::from_mins(minutes);
        let mut changes = vec![Change::At(at)];
        let mut edited = case.clone();
        edited.facts[place].at = at;
        if edited.facts[place].what.grade().is_some() {
            changes.push(Change::Grade(grade));
            Change::Grade(grade).apply(&mut edited.facts[place].what).unwrap();
        }
        let recorded_at = case.facts[place].recorded_at;
        let correction = What::Correction { corrects: case.facts[place].id.clone().unwrap(), changes };
        let mut corrected = case;
        corrected.facts.push(Fact { id: None, at: recorded_at, recorded_at, what: correction });
        prop_assert_eq!(duties(&corrected, as_of), duties(&edited, as_of));
    }

    #[test]
    fn the_answer_is_constant_until_its_next_change_and_differs_then(case in any_case(), as_of in any_moment()) {
        let now = duties(&case, as_of);
        let next = next_change(&COUNTY.pack, &COUNTY.calendar, &case, as_of);
        let until = next.unwrap_or(as_of + SignedDuration::from_hours(24 * 400));
        let span = until.duration_since(as_of);
        for part in 0..12 {
            // The ledger keeps microseconds, and so does the engine.
            let between = as_of + SignedDuration::from_micros(i64::try_from(span.as_micros()).unwrap() * part / 12);
            prop_assert_eq!(&now, &duties(&case, between), "at {}", between);
        }
        prop_assert_eq!(&now, &duties(&case, until - SignedDuration::from_micros(1)));
        if let Some(next) = next {
            prop_assert_ne!(now, duties(&case, next));
        }
    }

}

proptest! {
    // A case that runs for thousands of years has tens of thousands of meetings.
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn nothing_makes_it_panic(case in any_case(), seconds in any::<i64>(), minutes in any::<i32>()) {
        let as_of = Timestamp::from_second(seconds % 253_402_200_000).unwrap_or(Timestamp::MAX);
        let mut far = case;
        for fact in &mut far.facts {
            fact.at = fact.at.checked_add(SignedDuration::from_mins(i64::from(minutes) * 1000)).unwrap_or(Timestamp::MAX);
            fact.recorded_at = fact.at;
        }
        for as_of in [as_of, Timestamp::MAX, Timestamp::MIN] {
            duties(&far, as_of);
        }
    }
}
