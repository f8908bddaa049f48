//! How all pairs agree, of which nearly every one is a pair of strangers: from exact frequencies where two values are
//! equal, from pairs drawn at random for every other degree.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::compare::Comparer;
use crate::fields::{Comparison, Field};
use crate::levels::{self, Rarity};
use crate::model::{Effort, Kind};
use crate::places;
use crate::prepare::{Pairing, Prepared};
use crate::rarity::Frequencies;
use crate::values::Values;

/// Expected numbers of pairs, among all there are, by degree of each field.
pub(crate) struct Observed {
    levels: Vec<Vec<Seen>>,
}

#[derive(Clone, Copy)]
struct Seen {
    pairs: f64,
    contains_matches: bool,
}

impl Observed {
    /// Counts and draws. The same seed draws the same pairs, on any number of cores.
    pub(crate) fn new(
        prepared: &Prepared,
        fields: &[Field],
        frequencies: &Frequencies,
        effort: Effort,
        seed: u64,
    ) -> Self {
        let most = match effort {
            Effort::Full => (prepared.rows * 60).clamp(100_000, 1_200_000),
            Effort::Fast => (prepared.rows * 20).clamp(50_000, 120_000),
        };
        let total = prepared.pairs();
        let (counts, drawn) = if total <= most as f64 {
            all_pairs(prepared, fields)
        } else {
            draw(prepared, fields, most, seed)
        };
        let mut levels: Vec<Vec<Seen>> = counts
            .iter()
            .map(|counts| {
                let seen = |&count: &f64| Seen {
                    // Half a pair stands for a degree that was not seen.
                    pairs: count.max(0.5) / drawn.max(1.0) * total,
                    contains_matches: true,
                };
                counts.iter().map(seen).collect()
            })
            .collect();
        for (place, field) in fields.iter().enumerate() {
            exact(prepared, field, frequencies.average(place), &mut levels[place]);
        }
        Self { levels }
    }

    /// The expected number of pairs that agree in this degree.
    pub(crate) fn pairs(&self, field: usize, level: usize) -> f64 {
        self.levels[field][level].pairs
    }

    /// Whether pairs of one person are among them, so that they have to be taken off.
    pub(crate) fn contains_matches(&self, field: usize, level: usize) -> bool {
        self.levels[field][level].contains_matches
    }

    /// The chance of a degree in its context.
    pub(crate) fn chance(&self, fields: &[Field], field: usize, level: usize) -> f64 {
        let levels = fields[field].levels();
        let context = (0..levels.len()).filter(|other| levels[*other].context == levels[level].context);
        self.pairs(field, level) / context.map(|other| self.pairs(field, other)).sum::<f64>().max(1e-12)
    }
}

type Counts = Vec<Vec<f64>>;

fn none(fields: &[Field]) -> Counts {
    fields.iter().map(|field| vec![0.0; field.levels().len()]).collect()
}

fn add(mut counts: Counts, more: &Counts) -> Counts {
    for (count, more) in counts.iter_mut().flatten().zip(more.iter().flatten()) {
        *count += more;
    }
    counts
}

fn count(counts: &mut Counts, fields: &[Field], pattern: u64) {
    for (field, levels) in fields.iter().zip(counts) {
        levels[field.level(pattern)] += 1.0;
    }
}

/// Compares every pair: a small register needs no sample.
fn all_pairs(prepared: &Prepared, fields: &[Field]) -> (Counts, f64) {
    let lefts = match prepared.pairing {
        Pairing::Within => prepared.rows,
        Pairing::Between(left) => left,
    };
    let rows: Vec<usize> = (0..lefts).collect();
    let parts: Vec<Counts> = rows
        .par_chunks(64)
        .map(|rows| {
            let mut comparer = Comparer::new(prepared, fields);
            let mut counts = none(fields);
            for &a in rows {
                let from = match prepared.pairing {
                    Pairing::Within => a + 1,
                    Pairing::Between(left) => left,
                };
                for b in from..prepared.rows {
                    count(&mut counts, fields, comparer.pattern(prepared.row(a), prepared.row(b)));
                }
            }
            counts
        })
        .collect();
    (parts.iter().fold(none(fields), add), prepared.pairs())
}

/// Compares pairs drawn at random: a few records are drawn and each is compared with each, then a few others. That is
/// several times as quick as drawing every pair, because the few stay in the processor's cache.
fn draw(prepared: &Prepared, fields: &[Field], most: usize, seed: u64) -> (Counts, f64) {
    const RECORDS: usize = 256;
    const PAIRS: usize = RECORDS * (RECORDS - 1) / 2;
    let parts: Vec<(Counts, f64)> = (0..most.div_ceil(PAIRS) as u64)
        .into_par_iter()
        .map(|part| {
            let mut dice = Dice(seed ^ part.wrapping_mul(0xD1B5_4A32_D192_ED03));
            let mut comparer = Comparer::new(prepared, fields);
            let mut counts = none(fields);
            let mut drawn = 0.0;
            let rows: Vec<usize> = (0..RECORDS)
                .map(|place| match prepared.pairing {
                    Pairing::Within => dice.below(prepared.rows),
                    Pairing::Between(left) if place % 2 == 0 => dice.below(left),
                    Pairing::Between(left) => left + dice.below(prepared.rows - left),
                })
                .collect();
            for (place, &a) in rows.iter().enumerate() {
                for &b in &rows[place + 1..] {
                    let same_file =
                        matches!(prepared.pairing, Pairing::Between(left) if (a < left) == (b < left));
                    if a != b && !same_file {
                        count(&mut counts, fields, comparer.pattern(prepared.row(a), prepared.row(b)));
                        drawn += 1.0;
                    }
                }
            }
            (counts, drawn)
        })
        .collect();
    parts
        .iter()
        .fold((none(fields), 0.0), |(counts, drawn), (more, pairs)| (add(counts, more), drawn + pairs))
}

/// Random numbers from a seed (splitmix64): good enough to draw pairs, and the same everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        ((u128::from(mixed) * end as u128) >> 64) as usize
    }
}

/// Replaces what was drawn by what is known exactly: how many pairs have equal values.
fn exact(prepared: &Prepared, field: &Field, average: f32, seen: &mut [Seen]) {
    let equal = |counts: &dyn Fn(u32) -> bool| Seen {
        pairs: equal_pairs(prepared, field.slot, counts).max(0.5),
        contains_matches: true,
    };
    match (field.comparison, &prepared.slots[field.slot].values) {
        (Comparison::Telephone, Values::Telephones(numbers)) => {
            seen[1] = equal(&|code| places::is_mobile(numbers[code as usize]));
            seen[2] = equal(&|code| !places::is_mobile(numbers[code as usize]));
        }
        (Comparison::Address, _) => {
            // Number and street agree by chance independently; the pairs that share both are households and matches.
            let number = prepared.slot(Kind::StreetNumber);
            let held = &prepared.slots[number];
            if held.present > 0 {
                let numbers: f64 = held
                    .counts
                    .iter()
                    .skip(1)
                    .map(|&n| (f64::from(n) / f64::from(held.present)).powi(2))
                    .sum();
                let context: f64 = seen[1..=6].iter().map(|degree| degree.pairs).sum();
                seen[1] = Seen { pairs: context * numbers * f64::from(average), contains_matches: false };
            }
        }
        (Comparison::Email, _) => {
            seen[1] = equal(&|_| true);
            // Namesakes are too rare to be drawn, and among them most are one person: what is supposed of them holds.
            for level in levels::EMAIL_REPEATS_NAMES {
                let pairs = f64::from(field.levels()[level].strangers) * prepared.rows as f64;
                seen[level] = Seen { pairs, contains_matches: false };
            }
        }
        (comparison, Values::Names) => {
            let both = equal(&|code| !prepared.names.get(code).is_initial());
            seen[1] = both;
            if comparison == Comparison::Surname {
                // Among women the same surnames are as frequent as among all.
                let [others, women] = levels::surname::SAME;
                let all = field.levels();
                let drawn = |of: usize| -> f64 {
                    let context = (0..all.len()).filter(|level| all[*level].context == all[of].context);
                    context.map(|level| seen[level].pairs).sum()
                };
                let share = drawn(women) / (drawn(women) + drawn(others)).max(1.0);
                seen[others].pairs = (both.pairs * (1.0 - share)).max(0.5);
                seen[women].pairs = (both.pairs * share).max(0.5);
            }
        }
        (_, Values::Dates(dates)) => {
            seen[1] = equal(&|code| dates[code as usize].is_day());
        }
        // Towns that the postcode tells already are a degree of their own, which only drawing can set apart.
        _ if field.comparison == Comparison::Town => {}
        _ if field.levels()[1].rarity == Rarity::Counts => seen[1] = equal(&|_| true),
        _ => {}
    }
    if field.comparison == Comparison::Given {
        exchanged(prepared, field.slot, seen);
    }
}

/// Two strangers' names are exchanged when each one's given name is the other's surname: too rare to be drawn.
fn exchanged(prepared: &Prepared, given: usize, levels: &mut [Seen]) {
    let surname = prepared.slot(Kind::Surname);
    if surname == 0 {
        return;
    }
    let (givens, surnames) = (&prepared.slots[given], &prepared.slots[surname]);
    let both: f64 = givens
        .counts
        .iter()
        .zip(&surnames.counts)
        .skip(1)
        .map(|(&a, &b)| f64::from(a) * f64::from(b))
        .sum::<f64>()
        / (f64::from(givens.present.max(1)) * f64::from(surnames.present.max(1)));
    // Twice: either way round one name is equal; the other need only be alike, which is some times as frequent.
    const ALIKE: f64 = 4.0;
    let chance = 2.0 * both * both * ALIKE;
    let place = levels::given::EXCHANGED as usize;
    levels[place].pairs = levels[place].pairs.min((chance * prepared.pairs()).max(0.5));
}

/// How many pairs have an equal value in a slot.
fn equal_pairs(prepared: &Prepared, slot: usize, counts: &dyn Fn(u32) -> bool) -> f64 {
    let held = &prepared.slots[slot];
    match prepared.pairing {
        Pairing::Within => {
            let pairs = |(code, &n): (usize, &u32)| {
                if code != 0 && n > 1 && counts(code as u32) {
                    f64::from(n) * f64::from(n - 1) / 2.0
                } else {
                    0.0
                }
            };
            held.counts.iter().enumerate().map(pairs).sum()
        }
        Pairing::Between(left) => {
            let mut first: FxHashMap<u32, u32> = FxHashMap::default();
            for row in 0..left {
                *first.entry(prepared.row(row)[slot]).or_default() += 1;
            }
            let pairs = |(&code, &n): (&u32, &u32)| {
                let second = held.counts[code as usize] - n;
                if code != 0 && counts(code) { f64::from(n) * f64::from(second) } else { 0.0 }
            };
            // Sums of whole numbers: the order does not matter.
            first.iter().map(pairs).sum()
        }
    }
}
