//! From pairs to people: which records are taken together, what was kept apart and why, and which bridge is weak.

use std::fmt;

use crate::compare::Comparer;
use crate::fields::Comparison;
use crate::levels;
use crate::link::{Linked, ScoredPair};
use crate::score;

/// Records that are taken for one person's.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clusters {
    /// For each row the lowest row of its cluster; a record alone is a cluster of one.
    pub of_row: Vec<u32>,
    /// Pairs that were probable enough, but whose clusters were not joined.
    pub kept_apart: Vec<KeptApart>,
    /// Pairs that alone hold a cluster together and are themselves not certain.
    pub weak_bridges: Vec<ScoredPair>,
}

/// Two clusters that were not joined.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KeptApart {
    /// The pair that would have joined them.
    pub pair: ScoredPair,
    /// Why they were not.
    pub because: Conflict,
    /// The records that speak against it; those of the pair itself, or others of their clusters.
    pub records: (u32, u32),
}

/// What speaks against two clusters being one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// Two records differ in sex and in date of birth altogether.
    SexAndBirthDate,
    /// Most records of the one don't agree with most of the other.
    TooFewAgree,
    /// One of the records is already taken by a more certain pair, and each can be one record's only.
    Taken,
}

/// Whether a record may be joined with several of the other file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Multiplicity {
    /// Either file may hold a person several times.
    Many,
    /// Each file holds a person once: every record is joined with its most certain counterpart only.
    OneToOne,
}

/// One pair of records speaks against two clusters no more than this: a record with several faults is still one record.
const AGAINST_MOST: f32 = -8.0;
/// Clusters with more cross pairs than this are judged by their candidates alone.
const CROSS_PAIRS_MOST: usize = 400;
/// A bridge below this weight (a probability of 0.999) is reported as weak.
const WEAK_BRIDGE_WEIGHT: f32 = 10.0;

/// Joins records, the most certain pairs first, as long as nothing speaks against it. Pairs below `probability_min` join
/// nothing.
#[must_use]
pub fn cluster(linked: &Linked, probability_min: f64, multiplicity: Multiplicity) -> Clusters {
    let mut joining = Joining::new(linked);
    joining.join_copies(probability_min);
    for pair in linked.pairs.iter().take_while(|pair| pair.probability() >= probability_min) {
        joining.consider(*pair, multiplicity);
    }
    joining.finish()
}

struct Joining<'a> {
    linked: &'a Linked,
    comparer: Comparer<'a>,
    /// The lowest row of each row's cluster.
    of_row: Vec<u32>,
    /// For each row another of its cluster, so that following it goes round the whole cluster.
    next: Vec<u32>,
    /// The fields of sex and of the date of birth.
    sex_and_birth: [Option<usize>; 2],
    kept_apart: Vec<KeptApart>,
    weak_bridges: Vec<ScoredPair>,
}

impl<'a> Joining<'a> {
    fn new(linked: &'a Linked) -> Self {
        Self {
            linked,
            comparer: Comparer::new(&linked.prepared, &linked.fields),
            of_row: (0..linked.rows() as u32).collect(),
            next: (0..linked.rows() as u32).collect(),
            sex_and_birth: [Comparison::Sex, Comparison::BirthDate]
                .map(|wanted| linked.fields.iter().position(|field| field.comparison == wanted)),
            kept_apart: Vec::new(),
            weak_bridges: Vec::new(),
        }
    }

    /// Joins the copies of each record with it, which leaves nothing to compare.
    fn join_copies(&mut self, probability_min: f64) {
        if self.linked.second_file_from().is_some() {
            return;
        }
        for &(copy, first) in self.linked.copies() {
            let (_, weight) = self.compare(first, copy);
            if score::probability(f64::from(weight)) >= probability_min {
                self.of_row[copy as usize] = first;
                self.next.swap(copy as usize, first as usize);
            }
        }
    }

    /// The rows of a cluster, from any of them.
    fn members(&self, row: u32) -> Vec<u32> {
        let mut members = vec![row];
        let mut at = self.next[row as usize];
        while at != row {
            members.push(at);
            at = self.next[at as usize];
        }
        members
    }

    /// The same, of copies one only: a thousand say no more than that one.
    fn different(&self, row: u32) -> Vec<u32> {
        let mut members = self.members(row);
        if !self.linked.copies().is_empty() {
            let row_of = |record: &mut u32| self.linked.prepared.row_of(*record);
            members.sort_unstable_by_key(|record| (self.linked.prepared.row_of(*record), *record));
            members.dedup_by_key(row_of);
        }
        members
    }

    fn consider(&mut self, pair: ScoredPair, multiplicity: Multiplicity) {
        let (a, b) = (pair.left as usize, pair.right as usize);
        if self.of_row[a] == self.of_row[b] {
            return;
        }
        let alone = self.next[a] == pair.left && self.next[b] == pair.right;
        let against = if self.contradicts(pair.pattern) {
            Some((Conflict::SexAndBirthDate, (pair.left, pair.right)))
        } else if alone {
            None
        } else if multiplicity == Multiplicity::OneToOne {
            Some((Conflict::Taken, (pair.left, pair.right)))
        } else {
            self.conflict(&pair)
        };
        match against {
            Some((because, records)) => self.kept_apart.push(KeptApart { pair, because, records }),
            None => self.join(pair),
        }
    }

    /// What speaks against joining two clusters, and between which records.
    fn conflict(&mut self, pair: &ScoredPair) -> Option<(Conflict, (u32, u32))> {
        let (left, right) = (self.different(pair.left), self.different(pair.right));
        if left.len() * right.len() > CROSS_PAIRS_MOST {
            return None;
        }
        let (mut sum, mut lowest, mut agreeing) = (0.0, (f32::MAX, (pair.left, pair.right)), 0);
        for &a in &left {
            for &b in &right {
                let (pattern, weight) = self.compare(a, b);
                if self.contradicts(pattern) {
                    return Some((Conflict::SexAndBirthDate, (a, b)));
                }
                sum += weight.clamp(AGAINST_MOST, WEAK_BRIDGE_WEIGHT);
                agreeing += usize::from(weight > 0.0);
                if weight < lowest.0 {
                    lowest = (weight, (a, b));
                }
            }
        }
        if sum < 0.0 {
            return Some((Conflict::TooFewAgree, lowest.1));
        }
        if agreeing <= 1 && pair.weight < WEAK_BRIDGE_WEIGHT {
            self.weak_bridges.push(*pair);
        }
        None
    }

    fn compare(&mut self, a: u32, b: u32) -> (u64, f32) {
        let (left, right) = (self.linked.record(a), self.linked.record(b));
        let pattern = self.comparer.pattern(left, right);
        (pattern, self.linked.weight_of(pattern, left, right))
    }

    /// Whether two records that agree so cannot be one person's, whatever else agrees.
    fn contradicts(&self, pattern: u64) -> bool {
        let [sex, birth] = self.sex_and_birth;
        let degree = |field: Option<usize>| field.map(|field| self.linked.fields[field].level(pattern));
        degree(sex).is_some_and(|degree| levels::SEX_DIFFERS.contains(&degree))
            && degree(birth).is_some_and(|degree| levels::BIRTH_DATE_DIFFERS.contains(&degree))
    }

    fn join(&mut self, pair: ScoredPair) {
        let (a, b) = (pair.left as usize, pair.right as usize);
        let lowest = self.of_row[a].min(self.of_row[b]);
        self.next.swap(a, b);
        let mut at = pair.left;
        loop {
            self.of_row[at as usize] = lowest;
            at = self.next[at as usize];
            if at == pair.left {
                break;
            }
        }
    }

    fn finish(self) -> Clusters {
        Clusters { of_row: self.of_row, kept_apart: self.kept_apart, weak_bridges: self.weak_bridges }
    }
}

impl fmt::Display for Conflict {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::SexAndBirthDate => "sex and birth date differ",
            Self::TooFewAgree => "too few records agree",
            Self::Taken => "taken by a more certain pair",
        })
    }
}
