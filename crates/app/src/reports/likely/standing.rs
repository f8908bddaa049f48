//! Everybody on record, in memory, so that whoever may be the same is found at once whatever way they were spelt. It is as
//! current as the names by which people are searched for, and fed with them; what it proposes is shown to nobody whose access
//! does not hold it.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
};

use domain::{
    file::PersonFile,
    ids::{AgencyId, PersonId},
};
use jiff::civil::Date;
use linkage::standing::Register;
use store::Scope;

use super::evidence::{Described, Evidence};

/// People compared with each on record for the list of pairs, the likeliest by what the register knows of all of them.
const PAIRED_WITH_AT_MOST: usize = 60;

/// Two people, the one with the lesser id first.
pub(super) type Pair = (PersonId, PersonId);

/// Everybody on record, as they were after some entry of the ledger.
#[derive(Default)]
pub(crate) struct Everybody {
    register: Register<PersonId>,
    known: HashMap<PersonId, OnRecord>,
    pairs: Mutex<Pairs>,
}

/// Somebody on record: what is compared, and the agencies that see it.
struct OnRecord {
    described: Described,
    granted_to: Vec<AgencyId>,
    told_apart: BTreeSet<PersonId>,
}

#[derive(Default)]
struct Pairs {
    /// Whose pairs are not worked out since something was recorded of them.
    unsettled: BTreeSet<PersonId>,
    likely: BTreeMap<Pair, ToldApart>,
}

/// Whether somebody has said of two who may be one person that they are two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ToldApart {
    /// Nobody has.
    Never,
    /// It was said; whether more speaks against it since is not looked up.
    AtSomeTime,
    /// It was said, and no more speaks against it since.
    Rightly,
}

/// Two who may be one person.
#[derive(Clone, Debug)]
pub(super) struct LikelyPair {
    pub(super) pair: Pair,
    pub(super) evidence: Evidence,
    pub(super) told_apart: ToldApart,
}

impl Everybody {
    /// Puts somebody in as their file says now, in the place of what it said before.
    pub(crate) fn put(&mut self, file: &PersonFile, granted_to: &[AgencyId]) {
        let described = Described::of(file);
        self.unsettle(file.id);
        self.register.insert(file.id, &described.record());
        let told_apart = file.person.told_apart.iter().map(|(other, _)| *other).collect();
        self.known.insert(file.id, OnRecord { described, granted_to: granted_to.to_vec(), told_apart });
    }

    /// Takes somebody out of whom there is no record any more.
    pub(crate) fn remove(&mut self, person: PersonId) {
        self.unsettle(person);
        self.register.remove(&person);
        self.known.remove(&person);
    }

    fn unsettle(&mut self, person: PersonId) {
        self.pairs.get_mut().unwrap_or_else(PoisonError::into_inner).unsettled.insert(person);
    }

    fn pairs(&self) -> MutexGuard<'_, Pairs> {
        self.pairs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Those in the scope who may be the same, with what speaks for it. Who is not in it counts for nothing, not even for how
    /// common a name is. Those who were found by their name are compared beside whom the register proposes, which knows of no
    /// half a name: at most so many, the likeliest by what it knows of all of them.
    pub(super) fn like(
        &self,
        asked: &Described,
        compared: (&[PersonId], usize),
        today: Date,
        scope: &Scope,
    ) -> Vec<(PersonId, Evidence)> {
        self.like_among(asked, compared, today, |person| self.is_in(scope, person))
    }

    fn like_among(
        &self,
        asked: &Described,
        (named, at_most): (&[PersonId], usize),
        today: Date,
        may: impl Fn(&PersonId) -> bool,
    ) -> Vec<(PersonId, Evidence)> {
        let found = self.register.find_among(&asked.record(), at_most, &may);
        let named = named.iter().copied().filter(&may);
        let mut compared = BTreeSet::new();
        let people =
            found.into_iter().map(|found| found.id).chain(named).filter(|person| compared.insert(*person));
        let judged = people.filter_map(|person| {
            let evidence = asked.compared(&self.known.get(&person)?.described, today)?;
            Some((person, evidence))
        });
        judged.collect()
    }

    fn is_in(&self, scope: &Scope, person: &PersonId) -> bool {
        match scope {
            Scope::Everything => true,
            Scope::Agencies(agencies) => self
                .known
                .get(person)
                .is_some_and(|known| agencies.iter().any(|agency| known.granted_to.contains(agency))),
        }
    }

    /// Works out with whom so many of those may be one person of whom something was recorded since, and says of how many that
    /// is left to do.
    pub(super) fn settle(&self, today: Date, at_most: usize) -> usize {
        let some: BTreeSet<PersonId> = self.pairs().unsettled.iter().take(at_most).copied().collect();
        let mut likely = BTreeMap::new();
        for person in &some {
            let Some(asked) = self.known.get(person) else { continue };
            let others = |other: &PersonId| other != person;
            for (other, evidence) in
                self.like_among(&asked.described, (&[], PAIRED_WITH_AT_MOST), today, others)
            {
                if evidence.strength().is_some() {
                    likely.insert(ordered(*person, other), self.told_apart(*person, other));
                }
            }
        }
        let mut pairs = self.pairs();
        // Who asked for them finds them again where they were not among the likeliest of those who changed.
        let again: Vec<Pair> = pairs
            .likely
            .keys()
            .filter(|(one, other)| some.contains(one) || some.contains(other))
            .copied()
            .collect();
        for pair in again {
            pairs.likely.remove(&pair);
            if self.evidence(pair, today).is_some_and(|evidence| evidence.strength().is_some()) {
                likely.insert(pair, self.told_apart(pair.0, pair.1));
            }
        }
        pairs.likely.append(&mut likely);
        pairs.unsettled.retain(|person| !some.contains(person));
        pairs.unsettled.len()
    }

    /// Every two in the scope who are known so far to be likely one person, but for those rightly told apart.
    pub(super) fn likely_pairs(&self, today: Date, scope: &Scope) -> Vec<LikelyPair> {
        let pairs = self.pairs();
        let seen = pairs.likely.iter().filter(|((one, other), told_apart)| {
            **told_apart != ToldApart::Rightly && self.is_in(scope, one) && self.is_in(scope, other)
        });
        seen.filter_map(|(pair, told_apart)| {
            let evidence = self.evidence(*pair, today)?;
            Some(LikelyPair { pair: *pair, evidence, told_apart: *told_apart })
        })
        .collect()
    }

    /// Keeps that two were rightly told apart with that weight, until something is recorded of one of them.
    pub(super) fn rightly_told_apart(&self, apart: &[(Pair, f32)], today: Date) {
        let mut pairs = self.pairs();
        for (pair, weight) in apart {
            // Somebody may have recorded more since it was judged.
            if self.evidence(*pair, today).is_some_and(|now| now.weight <= *weight)
                && let Some(told_apart) = pairs.likely.get_mut(pair)
            {
                *told_apart = ToldApart::Rightly;
            }
        }
    }

    fn evidence(&self, (one, other): Pair, today: Date) -> Option<Evidence> {
        let (one, other) = (self.known.get(&one)?, self.known.get(&other)?);
        one.described.compared(&other.described, today)
    }

    fn told_apart(&self, one: PersonId, other: PersonId) -> ToldApart {
        let says =
            |one, other| self.known.get(one).is_some_and(|known: &OnRecord| known.told_apart.contains(other));
        match says(&one, &other) || says(&other, &one) {
            true => ToldApart::AtSomeTime,
            false => ToldApart::Never,
        }
    }
}

fn ordered(one: PersonId, other: PersonId) -> Pair {
    (one.min(other), one.max(other))
}
