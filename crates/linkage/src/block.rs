//! Finding candidates: records that agree on the keys of a rule are compared, each pair once, by the first rule it meets.

use std::cmp::Reverse;
use std::hint::black_box;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::keys::{Part, keys};
use crate::model::{BlockingRule, Model};
use crate::prepare::{Pairing, Prepared};

/// Below this many pairs a rule is never too productive.
const ALWAYS_AFFORDABLE: f64 = 250_000.0;

/// As many pairs can be compared, every record with every other, before rules are worth their while.
const EVERY_PAIR_AFFORDABLE: f64 = 1_200_000.0;

/// Pairs that wait to be proposed together.
const WAITING_MOST: usize = 128;

/// What one rule proposed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RuleReport {
    /// Its keys, as the model writes them.
    pub rule: String,
    /// Pairs whose records agree on all keys, those of blocks left out not counted.
    pub pairs: u64,
    /// Blocks left out because they held too many records.
    pub blocks_left_out: u64,
    /// Pairs in them, which this rule did not propose.
    pub pairs_left_out: u64,
    /// The largest of them.
    pub largest_left_out: Vec<LeftOut>,
    /// Whether the whole rule was left out because it proposed too many pairs.
    pub rule_left_out: bool,
}

/// A block that a rule left out because it held too many records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// How many records it holds.
    pub records: usize,
    /// One of them, by its place in the files.
    pub example: u32,
}

/// Blocks left out of which a report tells.
const TOLD_MOST: usize = 5;

/// Blocks of records by rule.
pub(crate) struct Blocks {
    /// For each row one key a rule, a row after a row; 0 where a key is missing or its block was left out.
    keys: Vec<u32>,
    rules: Vec<Grouped>,
    /// The place in the model of each rule that was not left out beforehand.
    used: Vec<usize>,
    pub(crate) reports: Vec<RuleReport>,
}

/// The rows of one rule's blocks, one block after the other.
#[derive(Default)]
struct Grouped {
    rows: Vec<u32>,
    ends: Vec<u32>,
}

impl Grouped {
    fn block(&self, block: usize) -> &[u32] {
        let start = if block == 0 { 0 } else { self.ends[block - 1] as usize };
        &self.rows[start..self.ends[block] as usize]
    }

    /// The same blocks, those with the lowest rows first: neighbouring rows lie side by side in memory, and whoever goes
    /// through the blocks goes through memory in one direction.
    fn in_order_of_rows(self) -> Self {
        let mut blocks: Vec<(u32, u32)> =
            (0..self.ends.len()).map(|block| (self.block(block)[0], block as u32)).collect();
        blocks.sort_unstable();
        let mut ordered =
            Self { rows: Vec::with_capacity(self.rows.len()), ends: Vec::with_capacity(blocks.len()) };
        for (_, block) in blocks {
            ordered.rows.extend_from_slice(self.block(block as usize));
            ordered.ends.push(ordered.rows.len() as u32);
        }
        ordered
    }
}

/// What a rule may propose before it, or one of its blocks, is left out.
#[derive(Clone, Copy)]
struct Limits {
    block_records_max: usize,
    pairs_max: f64,
}

impl Limits {
    fn new(prepared: &Prepared, model: &Model, rule: &BlockingRule) -> Self {
        if rule.keys.is_empty() {
            return Self { block_records_max: usize::MAX, pairs_max: EVERY_PAIR_AFFORDABLE };
        }
        let pairs_max = (prepared.rows as f64 * model.rule_pairs_per_record).max(ALWAYS_AFFORDABLE);
        Self { block_records_max: model.block_records_max, pairs_max }
    }
}

/// A stretch of the blocks of one rule.
pub(crate) struct Task {
    rule: usize,
    from: usize,
    to: usize,
}

impl Blocks {
    /// Groups the records by every rule of the model.
    pub(crate) fn new(prepared: &Prepared, model: &Model) -> Self {
        let limits = |rule: &BlockingRule| Limits::new(prepared, model, rule);
        let wide = |rule: &BlockingRule| {
            let limits = limits(rule);
            let pairs = pairs_at_least(prepared, rule, limits.block_records_max);
            Some(pairs).filter(|&pairs| pairs as f64 > 1.5 * limits.pairs_max)
        };
        let mut reports: Vec<RuleReport> = model
            .blocking
            .iter()
            .map(|rule| {
                let pairs = wide(rule);
                RuleReport {
                    rule: rule.to_string(),
                    pairs: pairs.unwrap_or(0),
                    rule_left_out: pairs.is_some(),
                    ..RuleReport::default()
                }
            })
            .collect();
        let used: Vec<usize> = (0..reports.len()).filter(|&rule| !reports[rule].rule_left_out).collect();
        let rules: Vec<&BlockingRule> = used.iter().map(|&rule| &model.blocking[rule]).collect();
        let (mut keys, by_rule) = keys(prepared, &rules);
        let width = used.len();
        let grouped: Vec<(Grouped, Vec<u32>, RuleReport)> = (0..width)
            .into_par_iter()
            .map(|rule| group(prepared, by_rule.of(rule), limits(rules[rule])))
            .collect();
        drop(by_rule);
        let mut rules: Vec<Grouped> = Vec::with_capacity(width);
        for (rule, (grouped, left_out, report)) in grouped.into_iter().enumerate() {
            // INVARIANT: a key of 0 proposes nothing, so that a later rule may still propose what this one leaves out.
            if report.rule_left_out {
                keys.iter_mut().skip(rule).step_by(width).for_each(|key| *key = 0);
            }
            for row in left_out {
                keys[row as usize * width + rule] = 0;
            }
            rules.push(grouped);
            let name = std::mem::take(&mut reports[used[rule]].rule);
            reports[used[rule]] = RuleReport { rule: name, ..report };
        }
        Self { keys, rules, used, reports }
    }

    /// The work, cut into stretches of about equal size.
    pub(crate) fn tasks(&self) -> Vec<Task> {
        const ROWS: u32 = 20_000;
        let mut tasks = Vec::new();
        for (rule, grouped) in self.rules.iter().enumerate() {
            let (mut from, mut start) = (0, 0);
            for (block, &end) in grouped.ends.iter().enumerate() {
                if end - start >= ROWS || block + 1 == grouped.ends.len() {
                    tasks.push(Task { rule, from, to: block + 1 });
                    (from, start) = (block + 1, end);
                }
            }
        }
        tasks
    }

    /// Calls `propose` with every pair of a stretch that no earlier rule proposes, the lower row first.
    pub(crate) fn each_pair(&self, prepared: &Prepared, task: &Task, mut propose: impl FnMut(u32, u32)) {
        let mut waiting = Vec::with_capacity(WAITING_MOST);
        for block in task.from..task.to {
            let rows = self.rules[task.rule].block(block);
            for (place, &a) in rows.iter().enumerate() {
                let others = match prepared.pairing {
                    Pairing::Within => &rows[place + 1..],
                    Pairing::Between(left) if (a as usize) < left => {
                        &rows[rows.partition_point(|&row| (row as usize) < left)..]
                    }
                    Pairing::Between(_) => break,
                };
                for part in others.chunks(WAITING_MOST) {
                    if waiting.len() + part.len() > WAITING_MOST {
                        self.propose_waiting(prepared, task.rule, &mut waiting, &mut propose);
                    }
                    waiting.extend(part.iter().map(|&b| (a, b)));
                }
            }
        }
        self.propose_waiting(prepared, task.rule, &mut waiting, &mut propose);
    }

    /// Proposes the pairs that wait. The keys of all, then the records of those that are left, are touched before they are
    /// needed, so that the processor fetches many of them from memory at a time.
    fn propose_waiting(
        &self,
        prepared: &Prepared,
        rule: usize,
        waiting: &mut Vec<(u32, u32)>,
        propose: &mut impl FnMut(u32, u32),
    ) {
        let keys = |row: u32| self.row(row)[0] ^ self.row(row)[rule];
        black_box(waiting.iter().fold(0, |touched, &(a, b)| touched ^ keys(a) ^ keys(b)));
        waiting.retain(|&(a, b)| !self.met_before(rule, a, b));
        let record = |row: u32| {
            let codes = prepared.row(row as usize);
            codes[0] ^ codes[codes.len() - 1]
        };
        black_box(waiting.iter().fold(0, |touched, &(a, b)| touched ^ record(a) ^ record(b)));
        for (a, b) in waiting.drain(..) {
            propose(a, b);
        }
    }

    fn row(&self, row: u32) -> &[u32] {
        let width = self.rules.len();
        &self.keys[row as usize * width..][..width]
    }

    fn met_before(&self, rule: usize, a: u32, b: u32) -> bool {
        let (a, b) = (&self.row(a)[..rule], &self.row(b)[..rule]);
        // Every key is looked at: without an early end the loop becomes a few instructions on many keys at once.
        a.iter().zip(b).fold(false, |met, (x, y)| met | ((x == y) & (*x != 0)))
    }

    /// The rules that propose a pair, by number.
    pub(crate) fn proposing(&self, a: u32, b: u32) -> Vec<usize> {
        let pairs = self.row(a).iter().zip(self.row(b)).enumerate();
        pairs.filter(|(_, (x, y))| x == y && **x != 0).map(|(rule, _)| self.used[rule]).collect()
    }
}

/// About how many pairs a rule would propose, if its keys had nothing to do with each other and no block were too large.
/// They always have, so that it proposes more: a rule that is too wide for a large register is seen without sorting it.
fn pairs_at_least(prepared: &Prepared, rule: &BlockingRule, block_records_max: usize) -> u64 {
    let mut chance = 1.0;
    for key in &rule.keys {
        let counts = match Part::new(prepared, key) {
            Part::Own(slot) => prepared.slots[slot].counts.clone(),
            Part::Derived(slot, table) => counts_of(prepared, slot, &table),
            Part::Absent | Part::Sorted(..) | Part::Both(..) => return 0,
        };
        // A rule with one key leaves out large blocks; with several keys they become small ones.
        let most = if rule.keys.len() == 1 { block_records_max as u32 } else { u32::MAX };
        let equal: f64 =
            counts.iter().skip(1).filter(|&&n| n <= most).map(|&n| f64::from(n) * f64::from(n)).sum();
        chance *= equal / (prepared.rows as f64 * prepared.rows as f64);
    }
    (chance * prepared.pairs()) as u64
}

/// How many records have each value of a derived key; first those that have none.
fn counts_of(prepared: &Prepared, slot: usize, table: &[u32]) -> Vec<u32> {
    let mut places: FxHashMap<u32, usize> = FxHashMap::default();
    let mut counts = vec![0];
    for (code, &count) in
        prepared.slots[slot].counts.iter().enumerate().skip(1).filter(|(code, _)| table[*code] != 0)
    {
        let place = *places.entry(table[code]).or_insert_with(|| {
            counts.push(0);
            counts.len() - 1
        });
        counts[place] += count;
    }
    counts
}

/// Groups the rows by one rule's key; the rows of blocks that were left out come second.
fn group(
    prepared: &Prepared,
    keys: impl Iterator<Item = u32> + Clone,
    limits: Limits,
) -> (Grouped, Vec<u32>, RuleReport) {
    let sorted = sort_by_key(keys);
    let mut report = RuleReport::default();
    let (mut grouped, mut left_out) = (Grouped::default(), Vec::new());
    for block in sorted.chunk_by(|a, b| a >> 32 == b >> 32).filter(|block| block.len() > 1) {
        let rows = block.iter().map(|&entry| entry as u32);
        let pairs = match prepared.pairing {
            Pairing::Within => block.len() as u64 * (block.len() as u64 - 1) / 2,
            Pairing::Between(left) => {
                let first = block.partition_point(|&entry| (entry as u32 as usize) < left) as u64;
                first * (block.len() as u64 - first)
            }
        };
        if pairs == 0 {
            continue;
        }
        if block.len() > limits.block_records_max {
            report.blocks_left_out += 1;
            report.pairs_left_out += pairs;
            let example = prepared.record(block[0] as u32);
            report.largest_left_out.push(LeftOut { records: block.len(), example });
            left_out.extend(rows);
        } else {
            report.pairs += pairs;
            grouped.rows.extend(rows);
            grouped.ends.push(grouped.rows.len() as u32);
        }
    }
    report.largest_left_out.sort_unstable_by_key(|block| (Reverse(block.records), block.example));
    report.largest_left_out.truncate(TOLD_MOST);
    if report.pairs as f64 > limits.pairs_max {
        report.rule_left_out = true;
        return (Grouped::default(), Vec::new(), report);
    }
    (grouped.in_order_of_rows(), left_out, report)
}

/// (key, row) of all rows that may share their key with another, in ascending order of the key. Three passes of a radix
/// sort, 11 bits each.
fn sort_by_key(keys: impl Iterator<Item = u32> + Clone) -> Vec<u64> {
    const BITS: u32 = 11;
    let mut from = shared(keys);
    let mut to = vec![0u64; from.len()];
    for pass in 0..3 {
        let digit = |entry: u64| (entry >> (32 + pass * BITS)) as usize & ((1 << BITS) - 1);
        let mut places = [0usize; 1 << BITS];
        for &entry in &from {
            places[digit(entry)] += 1;
        }
        let mut start = 0;
        for place in &mut places {
            start += std::mem::replace(place, start);
        }
        for &entry in &from {
            let place = &mut places[digit(entry)];
            to[*place] = entry;
            *place += 1;
        }
        std::mem::swap(&mut from, &mut to);
    }
    from
}

/// (key, row) of the rows whose key's first bits occur more than once: most keys of a good rule are one row's alone and
/// need not be sorted.
fn shared(keys: impl Iterator<Item = u32> + Clone) -> Vec<u64> {
    const SEEN_BITS: u32 = 22;
    let place = |key: u32| (key >> (32 - SEEN_BITS)) as usize;
    let (mut once, mut twice) = (vec![0u64; 1 << (SEEN_BITS - 6)], vec![0u64; 1 << (SEEN_BITS - 6)]);
    for key in keys.clone().filter(|key| *key != 0) {
        let (word, bit) = (place(key) >> 6, 1u64 << (place(key) & 63));
        twice[word] |= once[word] & bit;
        once[word] |= bit;
    }
    keys.enumerate()
        .filter(|(_, key)| *key != 0 && twice[place(*key) >> 6] >> (place(*key) & 63) & 1 == 1)
        .map(|(row, key)| u64::from(key) << 32 | row as u64)
        .collect()
}
