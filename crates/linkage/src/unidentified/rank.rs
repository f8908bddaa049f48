//! Who may be whom, the likeliest first: every pair weighed, and each held against the alternatives of both its sides.

use rayon::prelude::*;

use super::compare::{Pair, compare};
use super::dates;
use super::next::next_steps;
use super::outcome::{Bits, Candidate, Chances, Line, Ranking};
use super::record::{Condition, MissingId, UnidentifiedId};
use super::register::Register;

/// Below this a pair counts in no sum: ten thousand of them are less than one in a hundred.
const NEGLIGIBLE: Bits = Bits::whole(-20);
/// What the dates of an excluded pair take away; it is shown if it would be even odds without.
const EXCLUDED_BY_DATES: Bits = Bits::whole(9);

/// One record weighed against all of the other kind, by their places in the register.
#[derive(Clone, Debug, Default)]
struct Weighed {
    /// The weightiest first.
    possible: Vec<(usize, Bits)>,
    /// Excluded by dates alone, the weightiest first.
    excluded: Vec<(usize, Bits)>,
    excluded_count: usize,
    decided_count: usize,
    /// The odds of all that are possible together, against none of them.
    odds: f64,
}

/// Whose alternatives are ranked.
#[derive(Clone, Copy)]
enum Of {
    Missing(usize),
    Unidentified(usize),
}

impl Register {
    /// The missing people who may be one unidentified person, at most so many; nothing for one who is not here.
    #[must_use]
    pub fn missing_for(&self, id: &UnidentifiedId, most: usize) -> Option<Ranking> {
        let of = Of::Unidentified(*self.found_at.get(id)?);
        Some(self.ranked(of, most))
    }

    /// The unidentified people who may be one missing person, at most so many; nothing for one who is not here.
    #[must_use]
    pub fn unidentified_for(&self, id: &MissingId, most: usize) -> Option<Ranking> {
        let of = Of::Missing(*self.missing_at.get(id)?);
        Some(self.ranked(of, most))
    }

    /// One pair, explained, whatever it is worth; nothing where either is not here.
    #[must_use]
    pub fn explain(&self, missing: &MissingId, unidentified: &UnidentifiedId) -> Option<Candidate> {
        let (missing, found) = (*self.missing_at.get(missing)?, *self.found_at.get(unidentified)?);
        let (row, column) = (self.weigh(Of::Unidentified(found)), self.weigh(Of::Missing(missing)));
        Some(self.candidate(missing, found, &row, &column))
    }

    /// Every unidentified person with the missing who may be them, at most so many each.
    #[must_use]
    pub fn all(&self, most: usize) -> Vec<(UnidentifiedId, Ranking)> {
        let rows: Vec<Weighed> =
            (0..self.found.len()).into_par_iter().map(|found| self.weigh(Of::Unidentified(found))).collect();
        let mut columns: Vec<Weighed> = vec![Weighed::default(); self.missing.len()];
        for (found, row) in rows.iter().enumerate() {
            for &(missing, weight) in &row.possible {
                columns[missing].possible.push((found, weight));
            }
        }
        columns.par_iter_mut().for_each(|column| self.finish(column, Of::Missing(0)));
        let ranked = rows.par_iter().enumerate().map(|(found, row)| {
            let ranking = self.ranking(Of::Unidentified(found), row, most, |_, missing| &columns[missing]);
            (self.found[found].record.id.clone(), ranking)
        });
        ranked.collect()
    }

    fn ranked(&self, of: Of, most: usize) -> Ranking {
        let weighed = self.weigh(of);
        let facing: Vec<Weighed> = weighed.possible[..weighed.possible.len().min(most)]
            .par_iter()
            .map(|&(other, _)| self.weigh(of.facing(other)))
            .collect();
        self.ranking(of, &weighed, most, |place, _| &facing[place])
    }

    /// What is shown of one record: its candidates with reasons, each held against its own alternatives.
    fn ranking<'a>(
        &self,
        of: Of,
        weighed: &Weighed,
        most: usize,
        facing: impl Fn(usize, usize) -> &'a Weighed,
    ) -> Ranking {
        let alone = Weighed::default();
        let judged = |other: usize, facing: &Weighed| match of {
            Of::Unidentified(found) => self.candidate(other, found, weighed, facing),
            Of::Missing(missing) => self.candidate(missing, other, facing, weighed),
        };
        let possible = weighed.possible.iter().take(most).enumerate();
        Ranking {
            candidates: possible.map(|(place, &(other, _))| judged(other, facing(place, other))).collect(),
            nobody: 1.0 / (1.0 + weighed.odds),
            excluded: weighed.excluded.iter().take(most).map(|&(other, _)| judged(other, &alone)).collect(),
            considered: match of {
                Of::Unidentified(_) => self.missing.len(),
                Of::Missing(_) => self.found.len(),
            },
            excluded_count: weighed.excluded_count,
            decided_count: weighed.decided_count,
        }
    }

    /// Weighs one record against all of the other kind.
    fn weigh(&self, of: Of) -> Weighed {
        let mut weighed = Weighed::default();
        let others = match of {
            Of::Unidentified(_) => self.missing.len(),
            Of::Missing(_) => self.found.len(),
        };
        for other in 0..others {
            let (missing, found) = match of {
                Of::Unidentified(found) => (other, found),
                Of::Missing(missing) => (missing, other),
            };
            if self.is_decided(missing, found) {
                weighed.decided_count += 1;
                continue;
            }
            let weight = self.weight(missing, found);
            if dates::exclusion(&self.missing[missing], &self.found[found], &self.model).is_some() {
                weighed.excluded_count += 1;
                if weight + EXCLUDED_BY_DATES > Bits::default() {
                    weighed.excluded.push((other, weight));
                }
            } else if weight > NEGLIGIBLE {
                weighed.possible.push((other, weight));
            }
        }
        self.finish(&mut weighed, of);
        weighed
    }

    /// Puts in order, and adds up in that order: the sum is the same however the records came.
    fn finish(&self, weighed: &mut Weighed, of: Of) {
        let by_weight = |one: &(usize, Bits), other: &(usize, Bits)| {
            other.1.cmp(&one.1).then_with(|| match of {
                Of::Unidentified(_) => self.missing[one.0].record.id.cmp(&self.missing[other.0].record.id),
                Of::Missing(_) => self.found[one.0].record.id.cmp(&self.found[other.0].record.id),
            })
        };
        weighed.possible.sort_unstable_by(by_weight);
        weighed.excluded.sort_unstable_by(by_weight);
        weighed.odds = weighed.possible.iter().map(|(_, weight)| weight.odds()).sum();
    }

    fn weight(&self, missing: usize, found: usize) -> Bits {
        let mut weight = self.before(found);
        compare(self.pair(missing, found), &mut weight, &self.left_out);
        weight
    }

    fn pair(&self, missing: usize, found: usize) -> Pair<'_> {
        Pair {
            missing: &self.missing[missing],
            found: &self.found[found],
            population: &self.population,
            model: &self.model,
        }
    }

    /// The odds before anything is compared: shared by all the missing whom dates do not exclude.
    fn before(&self, found: usize) -> Bits {
        let found = &self.found[found];
        let latest = found.found.map_or(f64::MAX, |(_, latest)| latest + self.model.dates.tolerance_days);
        let possible = self.seen.partition_point(|seen| *seen <= latest).max(1);
        let on_list = match found.record.condition {
            Condition::Living => self.model.prior.on_list_living,
            Condition::Body { .. } => self.model.prior.on_list_body,
            Condition::Remains { .. } => self.model.prior.on_list_remains,
        };
        Bits::of((on_list / (1.0 - on_list) / possible as f64).log2() as f32)
    }

    fn is_decided(&self, missing: usize, found: usize) -> bool {
        !self.decided.is_empty()
            && self
                .decided
                .get(&self.found[found].record.id)
                .is_some_and(|decided| decided.contains(&self.missing[missing].record.id))
    }

    fn candidate(&self, missing: usize, found: usize, row: &Weighed, column: &Weighed) -> Candidate {
        let pair = self.pair(missing, found);
        let before = self.before(found);
        let mut lines: Vec<Line> = Vec::new();
        compare(pair, &mut lines, &self.left_out);
        let weight = before + lines.iter().map(|line| line.bits).sum();
        let exclusions: Vec<_> =
            dates::exclusion(pair.missing, pair.found, &self.model).into_iter().collect();
        let possible = exclusions.is_empty() && !self.is_decided(missing, found);
        Candidate {
            missing: pair.missing.record.id.clone(),
            unidentified: pair.found.record.id.clone(),
            before,
            lines,
            weight,
            chances: if possible {
                chances(weight, (missing, row), (found, column))
            } else {
                Chances::default()
            },
            exclusions,
            next_steps: next_steps(&pair.missing.record, &pair.found.record),
        }
    }
}

impl Of {
    /// The other side of a pair.
    fn facing(self, other: usize) -> Self {
        match self {
            Self::Missing(_) => Self::Unidentified(other),
            Self::Unidentified(_) => Self::Missing(other),
        }
    }
}

/// How a pair stands against all others of its row (the same find) and of its column (the same missing person).
///
/// If each is at most one of the other side, the odds of the pair are divided by what all pairs that it shuts out weigh,
/// "nobody" among them.
fn chances(weight: Bits, (missing, row): (usize, &Weighed), (found, column): (usize, &Weighed)) -> Chances {
    let odds = weight.odds();
    let (beside_row, next_in_row) = beside(row, missing);
    let (beside_column, next_in_column) = beside(column, found);
    Chances {
        of_unidentified: odds / (odds + beside_row),
        of_missing: odds / (odds + beside_column),
        mutual: odds / (odds + beside_row * beside_column),
        ahead_of_missing: weight - next_in_row,
        ahead_of_unidentified: weight - next_in_column,
    }
}

/// What "nobody" (which weighs one) and all but one weigh together, and the weightiest of them.
fn beside(weighed: &Weighed, place: usize) -> (f64, Bits) {
    let mut sum = 1.0;
    let mut next = Bits::default();
    for &(_, weight) in weighed.possible.iter().filter(|(other, _)| *other != place) {
        sum += weight.odds();
        next = next.max(weight);
    }
    (sum, next)
}
