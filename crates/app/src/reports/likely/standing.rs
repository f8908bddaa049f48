//! Everybody on record, in memory, so that whoever may be the same is found at once whatever way they were spelt. It is as
//! current as the names by which people are searched for, and fed with them; what it proposes is shown to nobody whose access
//! does not hold it.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Mutex, PoisonError},
};

use domain::{
    file::PersonFile,
    ids::{AgencyId, PersonId},
};
use jiff::civil::Date;
use linkage::standing::Register;
use store::Scope;

use super::evidence::{Described, Evidence};

/// People compared for one who is asked about, the likeliest by what the register knows of all of them.
const COMPARED_AT_MOST: usize = 60;

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
}

#[derive(Default)]
struct Pairs {
    /// Whose pairs are not worked out since something was recorded of them.
    unsettled: BTreeSet<PersonId>,
    likely: BTreeMap<Pair, Evidence>,
}

impl Everybody {
    /// Puts somebody in as their file says now, in the place of what it said before.
    pub(crate) fn put(&mut self, file: &PersonFile, granted_to: &[AgencyId]) {
        let described = Described::of(file);
        self.unsettle(file.id);
        self.register.insert(file.id, &described.record());
        self.known.insert(file.id, OnRecord { described, granted_to: granted_to.to_vec() });
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

    /// Those in the scope who may be the same, with what speaks for it. Who is not in it counts for nothing, not even for how
    /// common a name is.
    pub(super) fn like(&self, asked: &Described, today: Date, scope: &Scope) -> Vec<(PersonId, Evidence)> {
        self.like_among(asked, today, |person| self.is_in(scope, person))
    }

    fn like_among(
        &self,
        asked: &Described,
        today: Date,
        may: impl Fn(&PersonId) -> bool,
    ) -> Vec<(PersonId, Evidence)> {
        let found = self.register.find_among(&asked.record(), COMPARED_AT_MOST, may);
        let judged = found.into_iter().filter_map(|found| {
            let evidence = asked.compared(&self.known.get(&found.id)?.described, today)?;
            Some((found.id, evidence))
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

    /// Every two in the scope who may be one person. Only the pairs of whom something was recorded since are worked out anew.
    pub(super) fn pairs(&self, today: Date, scope: &Scope) -> Vec<(Pair, Evidence)> {
        let mut pairs = self.pairs.lock().unwrap_or_else(PoisonError::into_inner);
        let unsettled = std::mem::take(&mut pairs.unsettled);
        pairs.likely.retain(|(one, other), _| !unsettled.contains(one) && !unsettled.contains(other));
        for person in unsettled {
            let Some(asked) = self.known.get(&person) else { continue };
            let like = self.like_among(&asked.described, today, |other| *other != person);
            let likely = like.into_iter().filter(|(_, evidence)| evidence.strength().is_some());
            let paired = likely.map(|(other, evidence)| ((person.min(other), person.max(other)), evidence));
            pairs.likely.extend(paired);
        }
        let seen = pairs
            .likely
            .iter()
            .filter(|((one, other), _)| self.is_in(scope, one) && self.is_in(scope, other));
        seen.map(|(pair, evidence)| (*pair, evidence.clone())).collect()
    }
}
