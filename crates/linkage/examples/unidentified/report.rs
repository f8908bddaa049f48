//! What a run shows: recall by kind and state, calibration, exclusions, times, the desk, and each feature left out.

use std::time::{Duration, Instant};

use linkage::unidentified::{
    Chances, Condition, Decomposition, Feature, Ranking, Register, Unidentified, UnidentifiedId,
};

use crate::desk::{self, SortedBy};
use crate::made_up::{self, Find, Made, MadeUp};
use crate::{Ablation, Request};

/// How many candidates are kept for each find.
const MOST: usize = 50;
/// Ranks at which recall is told.
const RANKS: [usize; 3] = [1, 10, 50];

/// Makes the truth of one seed, judges the ranking by it and prints what it finds.
pub(crate) fn run(seed: u64, request: &Request) {
    let made = made_up::make(seed, request.missing, request.found);
    let unidentified: Vec<Unidentified> = made.found.iter().map(|find| find.record.clone()).collect();
    let register = Register::new(made.missing.clone(), unidentified);
    let mut ranked = Vec::new();
    let whole = taken(|| ranked = register.all(MOST));
    println!("\n# Seed {seed}: {} missing, {} found\n", made.missing.len(), made.found.len());
    recall(&made, &ranked);
    beside_the_desk(&made, &ranked);
    calibration(&made, &ranked);
    exclusions(&made, &register, &ranked);
    times(&made, &register, whole);
    if request.ablation == Ablation::Run {
        ablation(&made, &register, &ranked);
    }
}

/// The place of the truth among the candidates, from one; nothing if it is not among them.
fn place(find: &Find, ranking: &Ranking) -> Option<usize> {
    let truth = find.truth.as_ref()?;
    ranking.candidates.iter().position(|candidate| candidate.missing == *truth).map(|place| place + 1)
}

type Ranked = [(UnidentifiedId, Ranking)];

fn recall(made: &MadeUp, ranked: &Ranked) {
    println!("| found | on the list | at 1 | at 10 | at 50 |\n| --- | ---: | ---: | ---: | ---: |");
    let places: Vec<(&Find, Option<usize>)> =
        made.found.iter().zip(ranked).map(|(find, (_, ranking))| (find, place(find, ranking))).collect();
    for group in GROUPS {
        let places = places.iter().filter(|(find, _)| (group.holds)(&find.record.condition));
        print_recall(group.name, places.filter(|(find, _)| find.truth.is_some()).map(|(_, place)| *place));
    }
    print_recall("**all**", places.iter().filter(|(find, _)| find.truth.is_some()).map(|(_, place)| *place));
}

fn print_recall(name: &str, places: impl Iterator<Item = Option<usize>>) {
    let places: Vec<Option<usize>> = places.collect();
    let at = RANKS.map(|rank| {
        share(places.iter().filter(|place| place.is_some_and(|p| p <= rank)).count(), places.len())
    });
    println!("| {name} | {} | {} | {} | {} |", places.len(), at[0], at[1], at[2]);
}

/// Finds that are told apart.
struct Group {
    name: &'static str,
    holds: fn(&Condition) -> bool,
}

const GROUPS: &[Group] = &[
    Group { name: "living", holds: |condition| *condition == Condition::Living },
    Group { name: "body, fresh", holds: |condition| body(condition, Decomposition::Fresh) },
    Group { name: "body, early", holds: |condition| body(condition, Decomposition::Early) },
    Group { name: "body, advanced", holds: |condition| body(condition, Decomposition::Advanced) },
    Group { name: "remains, advanced", holds: |condition| remains(condition, Decomposition::Advanced) },
    Group { name: "remains, skeletal", holds: |condition| remains(condition, Decomposition::Skeletal) },
    Group {
        name: "burnt",
        holds: |condition| body(condition, Decomposition::Burnt) || remains(condition, Decomposition::Burnt),
    },
    Group {
        name: "state not said",
        holds: |condition| {
            body(condition, Decomposition::NotKnown) || remains(condition, Decomposition::NotKnown)
        },
    },
];

fn body(condition: &Condition, state: Decomposition) -> bool {
    matches!(condition, Condition::Body { decomposition, .. } if *decomposition == state)
}

fn remains(condition: &Condition, state: Decomposition) -> bool {
    matches!(condition, Condition::Remains { decomposition, .. } if *decomposition == state)
}

fn beside_the_desk(made: &MadeUp, ranked: &Ranked) {
    println!(
        "\n| the same finds, all kinds | on the list | at 1 | at 10 | at 50 |\n| --- | ---: | ---: | ---: | ---: |"
    );
    let listed = || made.found.iter().zip(ranked).filter(|(find, _)| find.truth.is_some());
    print_recall("this ranking", listed().map(|(find, (_, ranking))| place(find, ranking)));
    for (name, sorted_by) in [
        ("desk: filter, nearest first", SortedBy::Distance),
        ("desk: filter, latest seen first", SortedBy::Time),
        ("desk: filter, near and late first", SortedBy::Both),
    ] {
        let places = listed().map(|(find, _)| {
            let order = desk::ranked(&find.record, &made.missing, sorted_by);
            order.iter().position(|id| Some(id) == find.truth.as_ref()).map(|place| place + 1)
        });
        print_recall(name, places);
    }
}

/// What is called so likely, and how often it is so: without the doubles, which are made to deceive, and with them.
fn calibration(made: &MadeUp, ranked: &Ranked) {
    let pairs = |of: fn(&Chances) -> f64| {
        made.found.iter().zip(ranked).flat_map(move |(find, (_, ranking))| {
            ranking.candidates.iter().map(move |candidate| {
                (find.made, of(&candidate.chances), Some(&candidate.missing) == find.truth.as_ref())
            })
        })
    };
    print_bins("chance by the find alone", pairs(|chances| chances.of_unidentified));
    print_bins("chance by both sides", pairs(|chances| chances.of_missing));
    let nobody = |(find, (_, ranking)): (&Find, &(UnidentifiedId, Ranking))| {
        (find.made, ranking.nobody, find.truth.is_none())
    };
    print_bins("chance of nobody on the list", made.found.iter().zip(ranked).map(nobody));
    let doubles = || made.found.iter().zip(ranked).filter(|(find, _)| find.made == Made::Double);
    let sure = |ranking: &Ranking| ranking.candidates.iter().any(|pair| pair.chances.of_missing >= 0.95);
    println!(
        "\nNear doubles of somebody listed: {}; with a candidate at a chance of 0.95 or more: {}",
        doubles().count(),
        doubles().filter(|(_, (_, ranking))| sure(ranking)).count()
    );
}

fn print_bins(name: &str, told: impl Iterator<Item = (Made, f64, bool)>) {
    const EDGES: [f64; 8] = [0.0, 0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99];
    let mut bins = [[(0_usize, 0.0_f64, 0_usize); 2]; 8];
    for (made, chance, is_true) in told {
        let bin = EDGES.iter().rposition(|edge| chance >= *edge).unwrap_or(0);
        for (count, sum, right) in &mut bins[bin][usize::from(made == Made::Double)..] {
            *count += 1;
            *sum += chance;
            *right += usize::from(is_true);
        }
    }
    println!("\n| {name} | pairs | told | true | with doubles: pairs | told | true |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    for (bin, columns) in bins.iter().enumerate() {
        let told = columns.map(|(count, sum, right)| {
            let all = count.max(1) as f64;
            format!("{count} | {:.3} | {:.3}", sum / all, right as f64 / all)
        });
        let to = EDGES.get(bin + 1).copied().unwrap_or(1.0);
        println!("| {} to {to} | {} |", EDGES[bin], told.join(" | "));
    }
}

fn exclusions(made: &MadeUp, register: &Register, ranked: &Ranked) {
    let wrongly = made
        .found
        .iter()
        .filter_map(|find| register.explain(find.truth.as_ref()?, &find.record.id))
        .filter(|candidate| !candidate.exclusions.is_empty())
        .count();
    let excluded: usize = ranked.iter().map(|(_, ranking)| ranking.excluded_count).sum();
    let considered: usize = ranked.iter().map(|(_, ranking)| ranking.considered).sum();
    println!(
        "\nTrue pairs excluded: {wrongly} of {}. Pairs excluded by dates: {} of {considered}.",
        made.found.iter().filter(|find| find.truth.is_some()).count(),
        share(excluded, considered)
    );
}

/// Wall time, and processor time, which other work on the machine does not lengthen.
fn times(made: &MadeUp, register: &Register, whole: Taken) {
    let count = made.found.len().min(100);
    let (found, missing) = (&made.found[..count], &made.missing[..count]);
    println!("\n| time | wall | processor |\n| --- | ---: | ---: |");
    let each = |name: &str, taken: Taken| {
        println!("| {name} | {} | {} |", ms(taken.wall / count as u32), ms(taken.processor / count as u32));
    };
    each(
        "the missing for one find, 10 explained",
        taken(|| {
            found.iter().for_each(|find| drop(register.missing_for(&find.record.id, 10)));
        }),
    );
    each(
        "the finds for one missing person, 10 explained",
        taken(|| {
            missing.iter().for_each(|person| drop(register.unidentified_for(&person.id, 10)));
        }),
    );
    let mut changing = register.clone();
    each(
        "one missing person changed",
        taken(|| {
            missing.iter().for_each(|person| changing.put_missing(person.clone()));
        }),
    );
    println!("| all against all, {MOST} explained each | {} | {} |", ms(whole.wall), ms(whole.processor));
}

/// How long something took.
#[derive(Clone, Copy)]
struct Taken {
    wall: Duration,
    processor: Duration,
}

fn taken(work: impl FnOnce()) -> Taken {
    let (started, before) = (Instant::now(), processor());
    work();
    Taken { wall: started.elapsed(), processor: processor().saturating_sub(before) }
}

/// Processor time of this process so far, in hundredths of a second; none where the system does not tell.
fn processor() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: u64 = fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

fn ms(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}

/// Recall when each feature is left out: what would be lost without it.
fn ablation(made: &MadeUp, register: &Register, ranked: &Ranked) {
    println!("\n| left out | on the list | at 1 | at 10 | at 50 |\n| --- | ---: | ---: | ---: | ---: |");
    let print = |name: &str, ranked: &Ranked| {
        let listed = made.found.iter().zip(ranked).filter(|(find, _)| find.truth.is_some());
        print_recall(name, listed.map(|(find, (_, ranking))| place(find, ranking)));
    };
    print("nothing", ranked);
    for (name, features) in LEFT_OUT {
        print(name, &register.clone().leaving_out(features).all(MOST));
    }
}

const LEFT_OUT: &[(&str, &[Feature])] = &[
    ("dates", &[Feature::Dates]),
    ("age", &[Feature::Age]),
    ("sex", &[Feature::Sex]),
    ("place", &[Feature::Place]),
    ("stature and weight", &[Feature::Stature, Feature::Weight]),
    ("hair", &[Feature::HairColour, Feature::HairLength, Feature::FacialHair]),
    ("eyes", &[Feature::Eyes]),
    ("ancestry", &[Feature::Ancestry]),
    ("marks", &[Feature::Marks]),
    ("effects", &[Feature::Effects]),
    (
        "all but dates, place, age, sex",
        &[
            Feature::Stature,
            Feature::Weight,
            Feature::HairColour,
            Feature::HairLength,
            Feature::FacialHair,
            Feature::Eyes,
            Feature::Ancestry,
            Feature::Marks,
            Feature::Effects,
        ],
    ),
];

fn share(part: usize, whole: usize) -> String {
    format!("{:.3}", part as f64 / whole.max(1) as f64)
}
