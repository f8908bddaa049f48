//! From pairs to people: which records are taken together, what was kept apart and why, and which bridge is weak.

use std::fmt;

use rustc_hash::FxHashMap;

use crate::compare::Comparer;
use crate::levels;
use crate::link::{Linked, ScoredPair};
use crate::model::Kind;

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
    /// The rows of each cluster of more than one, by its lowest row.
    rows: FxHashMap<u32, Vec<u32>>,
    /// The pairs that joined two clusters, and how many pairs across them agreed then.
    joined: Vec<(ScoredPair, usize)>,
    kept_apart: Vec<KeptApart>,
}

impl<'a> Joining<'a> {
    fn new(linked: &'a Linked) -> Self {
        Self {
            linked,
            comparer: Comparer::new(&linked.prepared, &linked.fields),
            of_row: (0..linked.prepared.rows as u32).collect(),
            rows: FxHashMap::default(),
            joined: Vec::new(),
            kept_apart: Vec::new(),
        }
    }

    fn members(&self, cluster: u32) -> Vec<u32> {
        self.rows.get(&cluster).cloned().unwrap_or_else(|| vec![cluster])
    }

    fn consider(&mut self, pair: ScoredPair, multiplicity: Multiplicity) {
        let (a, b) = (self.of_row[pair.left as usize], self.of_row[pair.right as usize]);
        if a == b {
            return;
        }
        let (left, right) = (self.members(a), self.members(b));
        let against = match multiplicity {
            Multiplicity::OneToOne if left.len() + right.len() > 2 => {
                Some((Conflict::Taken, (pair.left, pair.right)))
            }
            Multiplicity::OneToOne | Multiplicity::Many => self.conflict(&pair, &left, &right),
        };
        match against {
            Some((because, records)) => self.kept_apart.push(KeptApart { pair, because, records }),
            None => self.join(pair, left, right),
        }
    }

    /// What speaks against joining two clusters, and between which records.
    fn conflict(&mut self, pair: &ScoredPair, left: &[u32], right: &[u32]) -> Option<(Conflict, (u32, u32))> {
        if left.len() * right.len() == 1 {
            return self
                .contradict(pair.left, pair.right)
                .then_some((Conflict::SexAndBirthDate, (pair.left, pair.right)));
        }
        if left.len() * right.len() > CROSS_PAIRS_MOST {
            return None;
        }
        let (mut sum, mut lowest) = (0.0, (f32::MAX, (pair.left, pair.right)));
        for &a in left {
            for &b in right {
                if self.contradict(a, b) {
                    return Some((Conflict::SexAndBirthDate, (a, b)));
                }
                let weight = self.weight(a, b);
                sum += weight.clamp(AGAINST_MOST, WEAK_BRIDGE_WEIGHT);
                if weight < lowest.0 {
                    lowest = (weight, (a, b));
                }
            }
        }
        (sum < 0.0).then_some((Conflict::TooFewAgree, lowest.1))
    }

    fn weight(&mut self, a: u32, b: u32) -> f32 {
        let (left, right) = (self.linked.record(a), self.linked.record(b));
        let pattern = self.comparer.pattern(left, right);
        self.linked.weight_of(pattern, left)
    }

    /// Whether two records cannot be one person's, whatever else agrees.
    fn contradict(&mut self, a: u32, b: u32) -> bool {
        let (sex, birth) = (self.linked.slot(Kind::Sex), self.linked.slot(Kind::BirthDate));
        let (left, right) = (self.linked.record(a), self.linked.record(b));
        let both = |slot: usize| left[slot] != 0 && right[slot] != 0 && left[slot] != right[slot];
        if !both(sex) || !both(birth) {
            return false;
        }
        let pattern = self.comparer.pattern(left, right);
        let degree = |slot| {
            self.linked.fields.iter().find(|field| field.slot == slot).map(|field| field.level(pattern))
        };
        degree(birth) == Some(levels::BIRTH_DATE.len() - 1)
    }

    fn join(&mut self, pair: ScoredPair, left: Vec<u32>, right: Vec<u32>) {
        if (2..=CROSS_PAIRS_MOST).contains(&(left.len() * right.len())) {
            let cross = left.iter().flat_map(|a| right.iter().map(move |b| (*a, *b)));
            let agreeing = cross.filter(|(a, b)| self.weight(*a, *b) > 0.0).count();
            self.joined.push((pair, agreeing));
        }
        let mut rows = left;
        rows.extend(right);
        rows.sort_unstable();
        let lowest = rows[0];
        for &row in &rows {
            let before = std::mem::replace(&mut self.of_row[row as usize], lowest);
            if before != lowest {
                self.rows.remove(&before);
            }
        }
        self.rows.insert(lowest, rows);
    }

    fn finish(self) -> Clusters {
        let weak =
            |(pair, candidates): &(ScoredPair, usize)| *candidates <= 1 && pair.weight < WEAK_BRIDGE_WEIGHT;
        Clusters {
            weak_bridges: self.joined.iter().filter(|join| weak(join)).map(|(pair, _)| *pair).collect(),
            of_row: self.of_row,
            kept_apart: self.kept_apart,
        }
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
