//! From records to scored pairs: prepare, find candidates, compare, learn, score.

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use thiserror::Error;

use crate::block::{Blocks, RuleReport};
use crate::compare::Comparer;
use crate::fields::{Field, fields};
use crate::model::Model;
use crate::observe::Observed;
use crate::prepare::{Pairing, Prepared, prepare};
use crate::rarity::Frequencies;
use crate::read::Records;
use crate::score::{self, Weights};
use crate::train::{Candidate, Trained, Verdict, presumed, train};

/// What is asked for besides the model.
#[derive(Clone, Debug)]
pub struct Options {
    /// Pairs below this probability are not kept; 0 keeps every candidate.
    pub probability_min: f64,
    /// For drawing pairs at random; the same seed gives the same result.
    pub seed: u64,
    /// Pairs that a person has judged, by row (rows of a second file follow those of the first).
    pub verdicts: Vec<(u32, u32, Verdict)>,
}

impl Default for Options {
    fn default() -> Self {
        Self { probability_min: 0.001, seed: 1, verdicts: Vec::new() }
    }
}

/// Records could not be linked.
#[derive(Debug, Error)]
pub enum LinkError {
    /// One or two files can be linked.
    #[error("one file or two can be linked, not {0}")]
    Files(usize),
    /// Nothing to compare.
    #[error("no column of the records can be compared: the model names none, or they are empty")]
    NothingToCompare,
    /// The model was trained on other fields.
    #[error(
        "the model was trained on other fields than these records have; remove [trained] from it to train again"
    )]
    OtherFields,
}

/// A pair that was scored.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScoredPair {
    /// Row of the one record; the lower of the two, and with two files the first file's.
    pub left: u32,
    /// Row of the other. Rows of a second file follow those of the first.
    pub right: u32,
    /// log2 of the odds that both are one person's.
    pub weight: f32,
    pub(crate) pattern: u64,
}

impl ScoredPair {
    /// The probability that both records are one person's.
    #[must_use]
    pub fn probability(&self) -> f64 {
        score::probability(f64::from(self.weight))
    }
}

/// Linked records: the pairs, and all that is needed to explain them.
pub struct Linked {
    /// The model with what was learned.
    pub model: Model,
    /// Pairs at or above the probability that was asked for, the most certain first.
    pub pairs: Vec<ScoredPair>,
    /// How many candidates were compared.
    pub candidates: u64,
    /// What each rule proposed.
    pub rules: Vec<RuleReport>,
    /// Fields for which there was no room, and which were not compared.
    pub left_over: Vec<String>,
    pub(crate) prepared: Prepared,
    pub(crate) fields: Vec<Field>,
    pub(crate) frequencies: Frequencies,
    pub(crate) weights: Weights,
    pub(crate) blocks: Blocks,
}

/// What is done next, for whoever waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Values are tidied and numbered.
    Prepare,
    /// Records that agree on the keys of a rule are brought together.
    FindCandidates,
    /// Candidates are compared.
    Compare,
    /// What agreement is worth is learned from this many candidates.
    Learn(u64),
    /// This many candidates are scored.
    Score(u64),
}

/// Links the records of one file with each other, or those of two files across.
///
/// # Errors
/// When there is nothing to compare, or the model was trained on other fields.
pub fn link(files: &[Records], model: Model, options: &Options) -> Result<Linked, LinkError> {
    link_telling(files, model, options, &mut |_| ())
}

/// Links as [`link`] does, and tells each step before it is taken.
///
/// # Errors
/// As [`link`].
pub fn link_telling(
    files: &[Records],
    model: Model,
    options: &Options,
    tell: &mut dyn FnMut(Step),
) -> Result<Linked, LinkError> {
    if files.is_empty() || files.len() > 2 {
        return Err(LinkError::Files(files.len()));
    }
    tell(Step::Prepare);
    let prepared = prepare(files, &model);
    let (fields, left_over) = fields(&prepared, model.trained.as_ref());
    if fields.is_empty() {
        return Err(LinkError::NothingToCompare);
    }
    let frequencies = Frequencies::new(&prepared, &fields, &model);
    tell(Step::FindCandidates);
    let blocks = Blocks::new(&prepared, &model);
    tell(Step::Compare);
    let mut candidates = candidates(&prepared, &fields, &blocks);
    let alike = alike(&prepared, &fields, &blocks);
    let copies = if prepared.pairing == Pairing::Within { prepared.alike.copies.len() } else { 0 };
    let alike_count = (alike.len() + copies) as u64;
    candidates.push(alike);
    let count = copies as u64 + candidates.iter().map(|part| part.len() as u64).sum::<u64>();
    tell(Step::Learn(count));
    let trained = match &model.trained {
        Some(trained) if suits(trained, &fields) => trained.clone(),
        Some(_) => return Err(LinkError::OtherFields),
        None if is_too_little(&prepared) => presumed(&fields, prepared.row.len(), |_| 1.0),
        None => {
            let observed = Observed::new(&prepared, &fields, &frequencies, model.effort, options.seed);
            let verdicts = judged(&prepared, &fields, &options.verdicts);
            train(&prepared, &fields, &frequencies, &observed, &candidates, &verdicts, &model)
        }
    };
    let weights = Weights::new(&trained, &fields, &frequencies);
    tell(Step::Score(count));
    let pairs = scored(&prepared, &fields, &frequencies, &weights, candidates, options.probability_min);
    let mut rules = blocks.reports.clone();
    if alike_count > 0 {
        rules.push(RuleReport { rule: ALIKE.to_owned(), pairs: alike_count, ..RuleReport::default() });
    }
    let model = Model { trained: Some(trained), ..model };
    let mut linked = Linked {
        model,
        pairs,
        candidates: count,
        rules,
        left_over,
        prepared,
        fields,
        frequencies,
        weights,
        blocks,
    };
    linked.add_copies(options.probability_min);
    Ok(linked)
}

impl Linked {
    /// How many records were linked.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.prepared.row.len()
    }

    /// Records that were set aside because an earlier one of their file says the same, each with that one.
    #[must_use]
    pub fn copies(&self) -> &[(u32, u32)] {
        &self.prepared.alike.copies
    }

    /// Pairs each copy with the first of its kind; of two files, with whatever that one is paired with.
    fn add_copies(&mut self, probability_min: f64) {
        let copies = &self.prepared.alike.copies;
        if copies.is_empty() {
            return;
        }
        let mut comparer = Comparer::new(&self.prepared, &self.fields);
        let mut added = Vec::new();
        if self.prepared.pairing == Pairing::Within {
            for &(copy, first) in copies {
                let row = self.record(first);
                let pattern = comparer.pattern(row, row);
                let pair = ScoredPair {
                    left: first,
                    right: copy,
                    weight: self.weight_of(pattern, row, row),
                    pattern,
                };
                added.extend(Some(pair).filter(|pair| pair.probability() >= probability_min));
            }
        } else {
            let mut of: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
            copies.iter().for_each(|&(copy, first)| of.entry(first).or_default().push(copy));
            let copies_of = |record: u32| of.get(&record).into_iter().flatten().copied();
            for pair in &self.pairs {
                added.extend(copies_of(pair.left).map(|left| ScoredPair { left, ..*pair }));
                added.extend(copies_of(pair.right).map(|right| ScoredPair { right, ..*pair }));
            }
        }
        self.pairs.append(&mut added);
        sort(&mut self.pairs);
    }

    /// The row at which the second file begins, when two were linked.
    #[must_use]
    pub fn second_file_from(&self) -> Option<usize> {
        match self.prepared.pairing {
            Pairing::Within => None,
            Pairing::Between(left) => {
                let in_first = |(_, first): &&(u32, u32)| (self.prepared.row_of(*first) as usize) < left;
                Some(left + self.copies().iter().filter(in_first).count())
            }
        }
    }

    /// The weight of any two records, candidates or not.
    #[must_use]
    pub fn weight(&self, left: u32, right: u32) -> f32 {
        let (a, b) = (self.record(left), self.record(right));
        let pattern = Comparer::new(&self.prepared, &self.fields).pattern(a, b);
        self.weight_of(pattern, a, b)
    }

    pub(crate) fn weight_of(&self, pattern: u64, a: &[u32], b: &[u32]) -> f32 {
        let sums = self.weights.sums(&self.fields, pattern);
        let rareness = self.frequencies.rareness(&self.fields, pattern, a, b);
        score::weight(self.weights.with_rareness(sums, rareness))
    }

    /// The rules that propose a pair, by their place in the model; none for a pair that is no candidate.
    #[must_use]
    pub fn rules_of(&self, left: u32, right: u32) -> Vec<usize> {
        let (a, b) = (self.prepared.row_of(left), self.prepared.row_of(right));
        let proposing = if a == b { Vec::new() } else { self.blocks.proposing(a, b) };
        let alike = || self.rules.iter().position(|rule| rule.rule == ALIKE);
        if proposing.is_empty() && self.record(left) == self.record(right) {
            return alike().into_iter().collect();
        }
        proposing
    }

    /// The numbers of a record of the files.
    pub(crate) fn record(&self, record: u32) -> &[u32] {
        self.prepared.row(self.prepared.row_of(record) as usize)
    }
}

pub(crate) fn suits(trained: &Trained, fields: &[Field]) -> bool {
    trained.fields.len() == fields.len()
        && trained
            .fields
            .iter()
            .zip(fields)
            .all(|(known, field)| known.field == field.name && known.levels.len() == field.levels().len())
}

/// What the report calls that two records say the same.
const ALIKE: &str = "the same in every column";

/// Whether hardly anything is left to learn from beside copies.
fn is_too_little(prepared: &Prepared) -> bool {
    const ROWS_LEAST: usize = 20;
    prepared.rows < ROWS_LEAST && !prepared.alike.copies.is_empty()
}

/// Records that say the same and that no rule proposes: those of blocks that were left out.
fn alike(prepared: &Prepared, fields: &[Field], blocks: &Blocks) -> Vec<Candidate> {
    let mut comparer = Comparer::new(prepared, fields);
    let rows = prepared.alike.pairs.iter().map(|&(a, b)| (prepared.row_of(a), prepared.row_of(b)));
    rows.filter(|&(a, b)| blocks.proposing(a, b).is_empty())
        .map(|(a, b)| {
            let (low, high) = (a.min(b), a.max(b));
            let pattern = comparer.pattern(prepared.row(low as usize), prepared.row(high as usize));
            Candidate { low, high, pattern }
        })
        .collect()
}

/// Compares every pair that a rule proposes.
fn candidates(prepared: &Prepared, fields: &[Field], blocks: &Blocks) -> Vec<Vec<Candidate>> {
    blocks
        .tasks()
        .par_iter()
        .map_init(
            || Comparer::new(prepared, fields),
            |comparer, task| {
                let mut found = Vec::new();
                blocks.each_pair(prepared, task, |low, high| {
                    let pattern = comparer.pattern(prepared.row(low as usize), prepared.row(high as usize));
                    found.push(Candidate { low, high, pattern });
                });
                found
            },
        )
        .collect()
}

fn judged(
    prepared: &Prepared,
    fields: &[Field],
    verdicts: &[(u32, u32, Verdict)],
) -> Vec<(Candidate, Verdict)> {
    let mut comparer = Comparer::new(prepared, fields);
    verdicts
        .iter()
        .map(|&(a, b, verdict)| {
            let (a, b) = (prepared.row_of(a), prepared.row_of(b));
            let (low, high) = (a.min(b), a.max(b));
            let pattern = comparer.pattern(prepared.row(low as usize), prepared.row(high as usize));
            (Candidate { low, high, pattern }, verdict)
        })
        .collect()
}

/// Scores the candidates and keeps those that are likely enough, the most certain first.
fn scored(
    prepared: &Prepared,
    fields: &[Field],
    frequencies: &Frequencies,
    weights: &Weights,
    candidates: Vec<Vec<Candidate>>,
    probability_min: f64,
) -> Vec<ScoredPair> {
    let least = (probability_min / (1.0 - probability_min)).log2() as f32;
    let mut pairs: Vec<ScoredPair> = candidates
        .into_par_iter()
        .flat_map_iter(|part| {
            part.into_iter().filter_map(|Candidate { low, high, pattern }| {
                let sums = weights.sums(fields, pattern);
                // Nearly all candidates are far below what is asked for, and their values need not be looked at again.
                if score::weight(sums) + weights.lift_most(fields, pattern) < least {
                    return None;
                }
                let (left, right) = (prepared.row(low as usize), prepared.row(high as usize));
                let rareness = frequencies.rareness(fields, pattern, left, right);
                let weight = score::weight(weights.with_rareness(sums, rareness));
                let (a, b) = (prepared.record(low), prepared.record(high));
                let (left, right) = (a.min(b), a.max(b));
                (weight >= least).then_some(ScoredPair { left, right, weight, pattern })
            })
        })
        .collect();
    sort(&mut pairs);
    pairs
}

/// The most certain first.
fn sort(pairs: &mut [ScoredPair]) {
    pairs.par_sort_unstable_by(|a, b| {
        b.weight.total_cmp(&a.weight).then_with(|| (a.left, a.right).cmp(&(b.left, b.right)))
    });
}
