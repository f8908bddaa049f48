//! Everybody on record, in memory, so that whoever may be the same is found at once whatever way they were spelt. It is brought
//! up to the end of the ledger whenever it is asked, so it knows what any server has recorded; what it proposes is shown to
//! nobody whose access does not hold it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{
    ids::PersonId,
    ledger::{Content, Entry, Event},
    person::{PersonDetails, PersonEvent},
    text::is_blank,
};
use jiff::civil::Date;
use linkage::standing::Register;
use store::LedgerEnd;
use tokio::sync::{Mutex, MutexGuard};

use super::evidence::{Described, Evidence};
use crate::{App, trouble::Trouble};

/// People compared for one who is asked about, the likeliest by what the register knows of all of them.
const COMPARED_AT_MOST: usize = 60;

/// Everybody on record.
#[derive(Default)]
pub(crate) struct EverybodyKnown(Mutex<Standing>);

/// Everybody on record as of an end of the ledger.
#[derive(Default)]
pub(super) struct Standing {
    register: Register<PersonId>,
    described: HashMap<PersonId, Described>,
    pub(super) up_to: LedgerEnd,
    /// Whose pairs are not worked out since something was recorded of them.
    unpaired: BTreeSet<PersonId>,
    pairs: BTreeMap<(PersonId, PersonId), Evidence>,
}

impl Standing {
    /// Those who may be the same and of whom `may` says that they are looked at, with what speaks for it. Who is not among them
    /// counts for nothing, not even for how common a name is.
    pub(super) fn like(
        &self,
        asked: &Described,
        today: Date,
        may: impl Fn(&PersonId) -> bool,
    ) -> Vec<(PersonId, Evidence)> {
        let found = self.register.find_among(&asked.record(), COMPARED_AT_MOST, may);
        let judged = found.into_iter().filter_map(|found| {
            let evidence = asked.compared(self.described.get(&found.id)?, today)?;
            Some((found.id, evidence))
        });
        judged.collect()
    }

    /// Every two who may be one person.
    pub(super) fn pairs(&mut self, today: Date) -> &BTreeMap<(PersonId, PersonId), Evidence> {
        let unpaired = std::mem::take(&mut self.unpaired);
        self.pairs.retain(|(one, other), _| !unpaired.contains(one) && !unpaired.contains(other));
        for person in unpaired {
            let Some(asked) = self.described.get(&person) else { continue };
            let like = self.like(asked, today, |other| *other != person);
            let likely = like.into_iter().filter(|(_, evidence)| evidence.strength().is_some());
            self.pairs
                .extend(likely.map(|(other, evidence)| ((person.min(other), person.max(other)), evidence)));
        }
        &self.pairs
    }

    fn put(&mut self, person: PersonId, details: &PersonDetails) {
        self.unpaired.insert(person);
        let described = Described::new(details, []);
        self.register.insert(person, &described.record());
        self.described.insert(person, described);
    }

    fn forget(&mut self, person: PersonId) {
        self.unpaired.insert(person);
        self.register.remove(&person);
        self.described.remove(&person);
    }
}

impl App {
    /// Everybody on record as of now.
    pub(super) async fn everybody_known(&self) -> Result<MutexGuard<'_, Standing>, Trouble> {
        let mut standing = self.inner.everybody.0.lock().await;
        let end = LedgerEnd(self.inner.store.last_sequence().await?);
        if end > standing.up_to {
            let entries = self.inner.store.entries_of_records(standing.up_to).await?;
            let read = details_of(&entries);
            let whole: Vec<PersonId> =
                read.iter().filter(|(_, read)| read.is_none()).map(|(person, _)| *person).collect();
            let files = self.files_as_stored(&whole).await?;
            for (person, details) in read {
                match details.or_else(|| files.get(&person).map(|known| &known.file.person.details)) {
                    Some(details) if !is_blank(&details.name) || !is_blank(&details.description) => {
                        standing.put(person, details);
                    }
                    Some(_) | None => standing.forget(person),
                }
            }
            standing.up_to = end;
        }
        Ok(standing)
    }
}

/// The details that were recorded last of each person; nothing where it takes the whole file to tell what holds.
fn details_of(entries: &[Entry]) -> BTreeMap<PersonId, Option<&PersonDetails>> {
    let mut read = BTreeMap::new();
    for entry in entries {
        let domain::ledger::Stream::Person(person) = entry.stream else { continue };
        let told = match &entry.content {
            Content::Event(Event::Person(
                PersonEvent::Registered { details } | PersonEvent::DetailsChanged { details, .. },
            )) => Some(details),
            Content::Event(_) | Content::Disposed => None,
        };
        let last = read.entry(person).or_insert(told);
        *last = last.and(told);
    }
    read
}
