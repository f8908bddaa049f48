//! Learning, without labels, how often each degree of agreement occurs among pairs of each kind.
//!
//! How strangers agree is known beforehand: nearly all pairs are strangers, so it is counted from exact frequencies and
//! from pairs drawn at random. How one person's records agree is learned from the candidates by expectation maximisation:
//! every pair that is no candidate counts as strangers, so that blocking does not bend the result.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::fields::{Belongs, Comparison, Field};
use crate::levels::{Level, Rarity};
use crate::model::{Effort, Model, Part};
use crate::observe::Observed;
use crate::prepare::Prepared;
use crate::rarity::{Frequencies, Rareness};
use crate::score::{self, Logs, Weights, class};

/// What was learned: chances of the kinds of pair, and of every degree of agreement given the kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trained {
    /// The chance that two random records are one person's, at one home.
    pub same: f64,
    /// The chance that they are one person's who has moved.
    pub moved: f64,
    /// The chance that they are of two people of one household.
    pub household: f64,
    /// The fields in the order of comparison.
    pub fields: Vec<TrainedField>,
}

/// What was learned of one field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainedField {
    /// The field.
    pub field: String,
    /// To whom its value belongs.
    pub belongs: Belongs,
    /// Its degrees of agreement.
    pub levels: Vec<TrainedLevel>,
}

/// How often one degree occurs, given that the values allow the comparison it belongs to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainedLevel {
    /// The degree.
    pub level: String,
    /// Among pairs of one person at one home.
    pub same: f64,
    /// Among pairs of one person who has moved.
    pub moved: f64,
    /// Among pairs of two people of one household.
    pub household: f64,
    /// Among strangers.
    pub strangers: f64,
}

/// A candidate as training sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub(crate) low: u32,
    pub(crate) high: u32,
    pub(crate) pattern: u64,
}

/// Whether a person who looked at both records took them for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// One person.
    Same,
    /// Two people.
    Different,
}

/// All candidates that agree in the same way.
struct Entry {
    pattern: u64,
    rareness: Rareness,
    count: f64,
    verdict: Option<Verdict>,
}

/// How strongly suppositions hold against what is observed, in pairs.
const PRIOR_PAIRS: f64 = 40.0;
/// As many pairs of strangers are supposed to agree as in a large register: a handful of records has hardly any to count.
const STRANGERS_SUPPOSED: f64 = 4.0;
/// The least share of the pairs that agree somehow which strangers are taken to be.
const STRANGERS_LEAST: f64 = 0.02;

/// Candidates that are so many times (log2) less likely than strangers' pairs are left aside from the start: with every
/// supposition a thousand times wrong they would still teach nothing.
const HOPELESS: f32 = -12.0;
/// After so many rounds what looks like strangers is left aside.
const SETTLED_AFTER: usize = 3;

/// Learns from candidates. `verdicts` holds candidates that a person has judged.
pub(crate) fn train(
    prepared: &Prepared,
    fields: &[Field],
    frequencies: &Frequencies,
    observed: &Observed,
    candidates: &[Vec<Candidate>],
    verdicts: &[(Candidate, Verdict)],
    model: &Model,
) -> Trained {
    let (rounds, most) = match model.effort {
        Effort::Full => (40, 2_000_000),
        Effort::Fast => (15, 200_000),
    };
    let pairs = prepared.pairs();
    let mut trained = supposed(prepared, fields, observed);
    // INVARIANT: a kind of pair that is supposed never to occur is never learned.
    if model.leaves_out(Part::Households) {
        trained.household = 0.0;
    }
    if model.leaves_out(Part::Moves) {
        trained.moved = 0.0;
    }
    let weights = Weights::new(&trained, fields, frequencies);
    let likely = |pattern: u64| {
        score::likelier_than_strangers(weights.sums(fields, pattern)) + weights.lift_most(fields, pattern)
            > HOPELESS
    };
    let mut entries = entries(prepared, fields, frequencies, candidates, verdicts, most, likely);
    let start = trained.clone();
    for round in 0..rounds {
        let weights = Weights::new(&trained, fields, frequencies);
        if round == SETTLED_AFTER {
            entries.retain(|entry| not_strangers(fields, entry, &weights) > 1e-5);
        }
        let sums = expect(fields, &entries, &weights);
        let next = maximise(fields, observed, &start, &sums, pairs);
        let change = (next.same + next.moved - trained.same - trained.moved).abs() / (next.same + next.moved);
        trained = next;
        if change < 1e-4 {
            break;
        }
    }
    trained
}

/// What is supposed before anything is learned.
fn supposed(prepared: &Prepared, fields: &[Field], observed: &Observed) -> Trained {
    let per_record = prepared.rows as f64 / prepared.pairs().max(1.0);
    suppose(fields, per_record, |place, level| observed.chance(fields, place, level))
}

/// What is supposed of a record and so many others of whom nothing was learned. `commoner` says how many times as often as
/// in a large register strangers have an equal value in a field.
pub(crate) fn presumed(fields: &[Field], others: usize, commoner: impl Fn(usize) -> f64) -> Trained {
    suppose(fields, 2.0 / others.max(1) as f64, |place, level| {
        let levels = fields[place].levels();
        let known = |level: &Level| match level.rarity {
            Rarity::Counts => (f64::from(level.strangers) * commoner(place)).min(0.5),
            Rarity::Ignored => 0.0,
        };
        let usual = |level: &Level| match level.rarity {
            Rarity::Counts => f64::from(level.strangers),
            Rarity::Ignored => 0.0,
        };
        let context = || levels.iter().filter(|other| other.context == levels[level].context);
        match levels[level].rarity {
            Rarity::Counts => known(&levels[level]),
            Rarity::Ignored => {
                let left = 1.0 - context().map(known).sum::<f64>();
                f64::from(levels[level].strangers) * left / (1.0 - context().map(usual).sum::<f64>())
            }
        }
    })
}

/// Suppositions for so many true pairs a record, and these chances of the degrees among strangers.
fn suppose(fields: &[Field], per_record: f64, strangers: impl Fn(usize, usize) -> f64) -> Trained {
    let homes = fields.iter().filter(|field| field.belongs == Belongs::Home).count();
    let shared = fields.iter().filter(|field| field.belongs != Belongs::Person).count();
    Trained {
        same: 0.05 * per_record,
        // With one field of the home a move can't be told from a slip, nor with one shared field a household.
        moved: if homes >= 2 { 0.005 * per_record } else { 0.0 },
        household: if shared >= 2 { 0.1 * per_record } else { 0.0 },
        fields: fields
            .iter()
            .enumerate()
            .map(|(place, field)| {
                let levels = field.levels().iter().enumerate().map(|(level, known)| {
                    let strangers = strangers(place, level);
                    let supposed = f64::from(known.supposed);
                    TrainedLevel {
                        level: known.name.to_owned(),
                        same: supposed,
                        moved: if field.belongs == Belongs::Home { strangers } else { supposed },
                        household: if field.belongs == Belongs::Person { strangers } else { supposed },
                        strangers,
                    }
                });
                TrainedField { field: field.name.clone(), belongs: field.belongs, levels: levels.collect() }
            })
            .collect(),
    }
}

/// Candidates that agree alike are one entry. Of very many candidates a fixed share is taken.
fn entries(
    prepared: &Prepared,
    fields: &[Field],
    frequencies: &Frequencies,
    candidates: &[Vec<Candidate>],
    verdicts: &[(Candidate, Verdict)],
    most: usize,
    likely: impl Fn(u64) -> bool + Sync,
) -> Vec<Entry> {
    let total: usize = candidates.iter().map(Vec::len).sum();
    let step = total.div_ceil(most).max(1);
    let binned = |candidate: &Candidate| {
        let (low, high) = (prepared.row(candidate.low as usize), prepared.row(candidate.high as usize));
        let rareness = frequencies.rareness(fields, candidate.pattern, low, high);
        (candidate.pattern, [bin(rareness.given), bin(rareness.person), bin(rareness.home)])
    };
    let mut keys: Vec<(u64, [i8; 3])> = candidates
        .par_iter()
        .flat_map_iter(|chunk| {
            // By hash, not by place: neighbours in a block are alike.
            let taken = |candidate: &&Candidate| {
                let mixed =
                    candidate.low.wrapping_mul(0x9E37_79B1) ^ candidate.high.wrapping_mul(0x85EB_CA77);
                step == 1 || ((mixed >> 8) as usize).is_multiple_of(step)
            };
            chunk.iter().filter(taken).filter(|candidate| likely(candidate.pattern)).map(binned)
        })
        .collect();
    keys.par_sort_unstable();
    let entry = |(pattern, [given, person, home]): (u64, [i8; 3]), count: f64, verdict| Entry {
        pattern,
        rareness: Rareness { given: given.into(), person: person.into(), home: home.into() },
        count,
        verdict,
    };
    let mut entries: Vec<Entry> = keys
        .chunk_by(|a, b| a == b)
        .map(|alike| entry(alike[0], (alike.len() * step) as f64, None))
        .collect();
    for (candidate, verdict) in verdicts {
        entries.push(entry(binned(candidate), 1.0, Some(*verdict)));
    }
    entries
}

fn bin(rareness: f32) -> i8 {
    rareness.round().clamp(-12.0, 12.0) as i8
}

/// Expected numbers of pairs: of each kind, and of each degree of each field by kind.
struct Sums {
    kinds: [f64; 4],
    levels: Vec<Vec<[f64; 4]>>,
}

impl Sums {
    fn new(fields: &[Field]) -> Self {
        Self {
            kinds: [0.0; 4],
            levels: fields.iter().map(|field| vec![[0.0; 4]; field.levels().len()]).collect(),
        }
    }

    fn add(&mut self, other: &Self) {
        for (sum, more) in self.kinds.iter_mut().zip(other.kinds) {
            *sum += more;
        }
        for (sum, more) in self.levels.iter_mut().flatten().zip(other.levels.iter().flatten()) {
            for (sum, more) in sum.iter_mut().zip(more) {
                *sum += more;
            }
        }
    }
}

/// How many pairs of each kind the candidates are taken to be, with what is known so far.
fn expect(fields: &[Field], entries: &[Entry], weights: &Weights) -> Sums {
    const ENTRIES: usize = 8192;
    let parts: Vec<Sums> = entries
        .par_chunks(ENTRIES)
        .map(|chunk| {
            let mut sums = Sums::new(fields);
            for entry in chunk {
                let shares = entry_shares(fields, entry, weights).map(|share| f64::from(share) * entry.count);
                if shares[..class::STRANGERS].iter().sum::<f64>() < 1e-7 * entry.count {
                    continue;
                }
                for (sum, share) in sums.kinds.iter_mut().zip(shares) {
                    *sum += share;
                }
                for (field, levels) in fields.iter().zip(&mut sums.levels) {
                    for (sum, share) in levels[field.level(entry.pattern)].iter_mut().zip(shares) {
                        *sum += share;
                    }
                }
            }
            sums
        })
        .collect();
    // Added in one order, so that the result does not depend on which core was quicker.
    parts.iter().fold(Sums::new(fields), |mut all, part| {
        all.add(part);
        all
    })
}

fn entry_shares(fields: &[Field], entry: &Entry, weights: &Weights) -> [f32; 4] {
    shares(weights.with_rareness(weights.sums(fields, entry.pattern), entry.rareness), entry.verdict)
}

/// The share of an entry's pairs that are not strangers.
fn not_strangers(fields: &[Field], entry: &Entry, weights: &Weights) -> f32 {
    entry_shares(fields, entry, weights)[..class::STRANGERS].iter().sum()
}

/// The share of each kind in pairs with these sums.
fn shares(logs: Logs, verdict: Option<Verdict>) -> [f32; 4] {
    let highest = logs.iter().copied().fold(f32::MIN, f32::max);
    let mut shares = logs.map(|log| (log - highest).exp2());
    match verdict {
        None => {}
        Some(Verdict::Same) => shares[class::HOUSEHOLD..].fill(0.0),
        Some(Verdict::Different) => shares[..class::HOUSEHOLD].fill(0.0),
    }
    let all: f32 = shares.iter().sum();
    if all > 0.0 { shares.map(|share| share / all) } else { [0.0; 4] }
}

/// The chances that make what was expected most likely, drawn towards the suppositions where little was seen.
fn maximise(fields: &[Field], observed: &Observed, start: &Trained, sums: &Sums, pairs: f64) -> Trained {
    // As much as is supposed of a few records stays supposed: in a handful nobody may be there twice, and that says little.
    let share = |kind: usize, supposed: f64| {
        if supposed == 0.0 {
            0.0
        } else {
            ((sums.kinds[kind] + (supposed * pairs).min(1.0)) / pairs).max(1e-12)
        }
    };
    let trained_fields = fields
        .iter()
        .enumerate()
        .map(|(place, field)| learn(place, field, observed, &start.fields[place], &sums.levels[place]))
        .collect();
    Trained {
        same: share(class::SAME, start.same),
        moved: share(class::MOVED, start.moved),
        household: share(class::HOUSEHOLD, start.household),
        fields: trained_fields,
    }
}

/// The chances of one field's levels.
fn learn(
    place: usize,
    field: &Field,
    observed: &Observed,
    before: &TrainedField,
    counted: &[[f64; 4]],
) -> TrainedField {
    let levels = field.levels();
    let before = &before.levels;
    let chance = |level: usize, count: &dyn Fn(usize) -> f64, prior: &dyn Fn(usize) -> f64, strength: f64| {
        let context = (0..levels.len()).filter(|other| levels[*other].context == levels[level].context);
        let all: f64 = context.map(|other| count(other) + strength * prior(other)).sum();
        if all > 0.0 { ((count(level) + strength * prior(level)) / all).max(1e-9) } else { 1.0 }
    };
    let home = field.belongs == Belongs::Home;
    let one_person =
        |level: usize| counted[level][class::SAME] + if home { 0.0 } else { counted[level][class::MOVED] };
    let strangers = |level: usize| {
        let all = observed.pairs(place, level);
        let known = observed.contains_matches(place, level);
        let others: f64 = if known { counted[level][..class::STRANGERS].iter().sum() } else { 0.0 };
        (all - others).max(all * STRANGERS_LEAST).max(0.25)
    };
    let learned = (0..levels.len()).map(|level| {
        let same = chance(level, &one_person, &|other| before[other].same, PRIOR_PAIRS);
        TrainedLevel {
            level: levels[level].name.to_owned(),
            same,
            moved: if home {
                chance(
                    level,
                    &|other| counted[other][class::MOVED],
                    &|other| before[other].moved,
                    PRIOR_PAIRS,
                )
            } else {
                same
            },
            household: chance(
                level,
                &|other| counted[other][class::HOUSEHOLD],
                &|other| before[other].household,
                PRIOR_PAIRS,
            ),
            strangers: chance(
                level,
                &strangers,
                &|other| f64::from(levels[other].strangers),
                STRANGERS_SUPPOSED,
            ),
        }
    });
    let mut learned =
        TrainedField { field: field.name.clone(), belongs: field.belongs, levels: learned.collect() };
    // Sex is different: people of one household often share it, twins more often than not.
    if field.belongs == Belongs::Person && field.comparison != Comparison::Sex {
        hold_apart(field, &mut learned);
    }
    hold_together(field, &mut learned);
    learned
}

/// One person's records mostly agree on what makes a person, however dirty they are. Without this bound a register in which hardly anybody stands
/// twice, but hundreds live at one address, would learn that one person's records share an address and no more.
fn hold_together(field: &Field, learned: &mut TrainedField) {
    let against_most = match field.comparison {
        Comparison::Sex => 0.1,
        Comparison::BirthDate => 0.08,
        Comparison::Given | Comparison::Surname | Comparison::Age => 0.2,
        Comparison::Middle
        | Comparison::Category
        | Comparison::Postcode
        | Comparison::Town
        | Comparison::Address
        | Comparison::Telephone
        | Comparison::Email
        | Comparison::Identifier
        | Comparison::Text => return,
    };
    let levels = field.levels();
    let against = |level: usize| levels[level].supposed < 0.5 * levels[level].strangers;
    for context in 0..=levels.iter().map(|level| level.context).max().unwrap_or(0) {
        let within = (0..levels.len()).filter(|level| levels[*level].context == context);
        let sum: f64 =
            within.clone().filter(|level| against(*level)).map(|level| learned.levels[level].same).sum();
        if sum <= against_most || sum >= 1.0 {
            continue;
        }
        for level in within {
            let part = if against(level) { against_most / sum } else { (1.0 - against_most) / (1.0 - sum) };
            let held = &mut learned.levels[level];
            held.same *= part;
            held.moved *= part;
        }
    }
}

/// Of two different people of one household hardly any agree on what is a person's own, beyond chance: twins on the date
/// of birth, a parent and child on the given name. Without this bound a register without households would learn one
/// person's own faults as a household.
fn hold_apart(field: &Field, learned: &mut TrainedField) {
    const BEYOND_CHANCE_MOST: f64 = 0.02;
    for level in &mut learned.levels {
        level.household = level.household.min(level.strangers + BEYOND_CHANCE_MOST);
    }
    let levels = field.levels();
    let sums: Vec<f64> = (0..levels.len())
        .map(|level| {
            let context = (0..levels.len()).filter(|other| levels[*other].context == levels[level].context);
            context.map(|other| learned.levels[other].household).sum()
        })
        .collect();
    for (level, sum) in learned.levels.iter_mut().zip(sums) {
        level.household /= sum;
    }
}
