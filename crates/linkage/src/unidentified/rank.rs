//! Who may be whom, the likeliest first: every pair weighed, and each held against the alternatives of both its sides.

use rayon::prelude::*;

use super::compare::{Pair, Total, compare};
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
}

/// Whether pairs that dates exclude are weighed too, so that they can be shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Excluded {
    Kept,
    Counted,
}

/// What all the missing weigh for one find.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Their odds together.
    odds: f64,
    /// The weightiest of them, and the odds of all the others.
    best: Option<(MissingId, Bits)>,
    odds_of_others: f64,
    next: Bits,
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
        let found = *self.found_at.get(id)?;
        let mut weighed = self.weigh(Of::Unidentified(found), Excluded::Kept);
        self.rows[found].get_or_init(|| self.row(&weighed));
        weighed.possible.truncate(most);
        let columns: Vec<Weighed> = weighed
            .possible
            .par_iter()
            .map(|&(missing, _)| self.weigh(Of::Missing(missing), Excluded::Counted))
            .collect();
        Some(self.ranking(Of::Unidentified(found), &weighed, most, |place, _| &columns[place]))
    }

    /// The unidentified people who may be one missing person, at most so many; nothing for one who is not here.
    #[must_use]
    pub fn unidentified_for(&self, id: &MissingId, most: usize) -> Option<Ranking> {
        let missing = *self.missing_at.get(id)?;
        let weighed = self.weigh(Of::Missing(missing), Excluded::Kept);
        Some(self.ranking(Of::Missing(missing), &weighed, most, |_, _| &weighed))
    }

    /// One pair, explained, whatever it is worth; nothing where either is not here.
    #[must_use]
    pub fn explain(&self, missing: &MissingId, unidentified: &UnidentifiedId) -> Option<Candidate> {
        let (missing, found) = (*self.missing_at.get(missing)?, *self.found_at.get(unidentified)?);
        Some(self.candidate(missing, found, &self.weigh(Of::Missing(missing), Excluded::Counted)))
    }

    /// Every unidentified person with the missing who may be them, at most so many each. Pairs that dates exclude are
    /// counted, and shown by [`Self::missing_for`] alone.
    #[must_use]
    pub fn all(&self, most: usize) -> Vec<(UnidentifiedId, Ranking)> {
        let mut rows: Vec<Weighed> = (0..self.found.len())
            .into_par_iter()
            .map(|found| {
                let weighed = self.weigh(Of::Unidentified(found), Excluded::Counted);
                self.rows[found].get_or_init(|| self.row(&weighed));
                weighed
            })
            .collect();
        let mut columns: Vec<Weighed> = vec![Weighed::default(); self.missing.len()];
        for (found, row) in rows.iter_mut().enumerate() {
            for &(missing, weight) in &row.possible {
                columns[missing].possible.push((found, weight));
            }
            row.possible.truncate(most);
        }
        columns.par_iter_mut().for_each(|column| self.sort(&mut column.possible, Of::Missing(0)));
        let ranked = rows.par_iter().enumerate().map(|(found, row)| {
            let ranking = self.ranking(Of::Unidentified(found), row, most, |_, missing| &columns[missing]);
            (self.found[found].record.id.clone(), ranking)
        });
        ranked.collect()
    }

    /// What is shown of one record: its candidates with reasons, each held against its own alternatives.
    fn ranking<'a>(
        &self,
        of: Of,
        weighed: &Weighed,
        most: usize,
        column: impl Fn(usize, usize) -> &'a Weighed,
    ) -> Ranking {
        let alone = Weighed::default();
        let judged = |other: usize, column: &Weighed| match of {
            Of::Unidentified(found) => self.candidate(other, found, column),
            Of::Missing(missing) => self.candidate(missing, other, column),
        };
        let possible = weighed.possible.iter().take(most).enumerate();
        Ranking {
            candidates: possible.map(|(place, &(other, _))| judged(other, column(place, other))).collect(),
            nobody: match of {
                Of::Unidentified(found) => 1.0 / (1.0 + self.row_of(found).odds),
                Of::Missing(missing) => 1.0 / (1.0 + self.claims(missing, weighed, None)),
            },
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
    fn weigh(&self, of: Of, excluded: Excluded) -> Weighed {
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
            } else if dates::is_excluded(&self.missing[missing], &self.found[found], &self.model) {
                weighed.excluded_count += 1;
                if excluded == Excluded::Kept {
                    weighed
                        .excluded
                        .extend(self.weight(missing, found, -EXCLUDED_BY_DATES).map(|bits| (other, bits)));
                }
            } else {
                weighed.possible.extend(self.weight(missing, found, NEGLIGIBLE).map(|bits| (other, bits)));
            }
        }
        self.sort(&mut weighed.possible, of);
        self.sort(&mut weighed.excluded, of);
        weighed
    }

    /// The weightiest first: what is added up in this order gives the same sum however the records came.
    fn sort(&self, weighed: &mut [(usize, Bits)], of: Of) {
        weighed.sort_unstable_by(|one, other| {
            other.1.cmp(&one.1).then_with(|| match of {
                Of::Unidentified(_) => self.missing[one.0].record.id.cmp(&self.missing[other.0].record.id),
                Of::Missing(_) => self.found[one.0].record.id.cmp(&self.found[other.0].record.id),
            })
        });
    }

    /// What a pair weighs, if it is more than a floor.
    fn weight(&self, missing: usize, found: usize, floor: Bits) -> Option<Bits> {
        let mut total = Total { sum: self.before(found), floor };
        compare(self.pair(missing, found), &mut total, &self.left_out);
        (total.sum > floor).then_some(total.sum)
    }

    /// Whether a pair counts in any sum.
    pub(super) fn counts(&self, missing: usize, found: usize) -> bool {
        !dates::is_excluded(&self.missing[missing], &self.found[found], &self.model)
            && self.weight(missing, found, NEGLIGIBLE).is_some()
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
        let on_list = match found.record.condition {
            Condition::Living => self.model.prior.on_list_living,
            Condition::Body { .. } => self.model.prior.on_list_body,
            Condition::Remains { .. } => self.model.prior.on_list_remains,
        };
        let possible = self.population.missing_by(latest) as f64;
        Bits::of((on_list / (1.0 - on_list) / possible).log2() as f32)
    }

    fn candidate(&self, missing: usize, found: usize, column: &Weighed) -> Candidate {
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
            chances: if possible { self.chances(weight, missing, found, column) } else { Chances::default() },
            exclusions,
            next_steps: next_steps(&pair.missing.record, &pair.found.record),
        }
    }

    /// How a pair stands against all others of its row (the same find) and of its column (the same missing person).
    ///
    /// Each is taken to be at most one of the other side. A find that others claim better claims a missing person less.
    fn chances(&self, weight: Bits, missing: usize, found: usize, column: &Weighed) -> Chances {
        let odds = weight.odds();
        let (others, next_missing) = self.row_of(found).beside(&self.missing[missing].record.id, weight);
        let claim = odds / (1.0 + others);
        let rivals = self.claims(missing, column, Some(found));
        let next_found = column
            .possible
            .iter()
            .find(|(place, _)| *place != found)
            .map_or(Bits::default(), |(_, bits)| *bits);
        Chances {
            of_unidentified: odds / (odds + 1.0 + others),
            of_missing: claim / (claim + 1.0 + rivals),
            ahead_of_missing: weight - next_missing.max(Bits::default()),
            ahead_of_unidentified: weight - next_found.max(Bits::default()),
        }
    }

    /// What all finds but one claim of a missing person together: the odds of each, shared with the others who may be it.
    fn claims(&self, missing: usize, column: &Weighed, but: Option<usize>) -> f64 {
        let id = &self.missing[missing].record.id;
        let others = column.possible.iter().filter(|(found, _)| Some(*found) != but);
        others.map(|&(found, bits)| bits.odds() / (1.0 + self.row_of(found).beside(id, bits).0)).sum()
    }

    /// What all the missing weigh for a find: worked out once, until something changes.
    fn row_of(&self, found: usize) -> &Row {
        self.rows[found].get_or_init(|| self.row(&self.weigh(Of::Unidentified(found), Excluded::Counted)))
    }

    fn row(&self, weighed: &Weighed) -> Row {
        let odds = |weighed: &[(usize, Bits)]| weighed.iter().map(|(_, bits)| bits.odds()).sum();
        let (best, others) =
            weighed.possible.split_first().map_or((None, &[][..]), |(best, others)| (Some(best), others));
        Row {
            odds: odds(&weighed.possible),
            best: best.map(|&(missing, bits)| (self.missing[missing].record.id.clone(), bits)),
            odds_of_others: odds(others),
            next: others.first().map_or(NEGLIGIBLE, |(_, bits)| *bits),
        }
    }
}

impl Row {
    /// The odds of all the missing but one, and the weightiest of them.
    fn beside(&self, id: &MissingId, bits: Bits) -> (f64, Bits) {
        match &self.best {
            Some((best, _)) if best == id => (self.odds_of_others, self.next),
            Some((_, best)) => ((self.odds - bits.odds()).max(0.0), *best),
            None => (0.0, NEGLIGIBLE),
        }
    }
}
