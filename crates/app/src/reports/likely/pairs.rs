//! Records that may be of one person: some were made where whoever reported did not see the other, some say more since. Who
//! answers for the records says of each two that they are two people, or merges them.

use domain::{
    file::PersonFile,
    ids::PersonId,
    ledger::Actor,
    person::PersonEvent,
    projection::{PersonRow, Surroundings as _},
};
use jiff::Timestamp;

use super::{
    KnownOfHit, Reason, Strength,
    evidence::{Described, Evidence},
    standing::{LikelyPair, ToldApart},
};
use crate::{
    App,
    access::{Action, PersonFacts},
    cases::{Act, IdempotencyKey, Purpose, Recorded, RecordingOnPerson, Seen},
    identity::SignedIn,
    records::Known,
    trouble::Trouble,
};

/// Pairs shown at once, the likeliest.
const PAIRS_AT_MOST: usize = 50;

/// Records of which it is worked out in one go whose they may be as well. A search waits no longer than for so many.
const SETTLED_AT_ONCE: usize = 16;

/// Records of which a reader waits for that at most; others are left to whoever works it out ahead.
const SETTLED_BY_A_READER: usize = 64;

/// How much more must speak for two being one person than when somebody said that they are two, so that it is asked again: an
/// address or a telephone more.
const NEWS: f32 = 2.0;

/// Two records that may be of one person.
#[derive(Clone, Debug, PartialEq)]
pub struct PossibleDuplicate {
    /// Both, the one made first first, each with what tells them from others.
    pub records: [(PersonRow, KnownOfHit); 2],
    /// How likely it is.
    pub strength: Strength,
    /// What speaks for it and against it, the name first.
    pub reasons: Vec<Reason>,
    /// Who last said that they are of one person, where somebody did.
    pub said_the_same: Option<SaidTheSame>,
}

/// That somebody said of two records that they are of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidTheSame {
    /// When.
    pub at: Timestamp,
    /// Who, in which role, for which agency.
    pub by: Actor,
    /// What they are called, where their account still stands.
    pub name: Option<String>,
    /// What people call that agency.
    pub agency: Option<String>,
}

/// Records that may be of one person.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PossibleDuplicates {
    /// The pairs, the likeliest first, fifty at most.
    pub pairs: Vec<PossibleDuplicate>,
    /// How many less likely ones there are besides.
    pub more: usize,
    /// Of how many records it is not worked out yet, after a start, whose they may be as well.
    pub not_compared: usize,
}

impl App {
    /// Every two records that may be of one person and of which nobody has said that they are of two, the likeliest first, as
    /// far as they are worked out. The reading is logged as that of a list.
    ///
    /// # Errors
    /// Denied to whoever may not settle it.
    pub async fn possible_duplicates(&self, who: &SignedIn) -> Result<PossibleDuplicates, Trouble> {
        let scope = self.inner.access.scope(&who.actor(), Action::ToldApart)?;
        let everybody = self.everybody().await?;
        let not_compared = everybody.settle(self.today(), SETTLED_BY_A_READER);
        let mut likely = everybody.likely_pairs(self.today(), scope.resource());
        drop(everybody);
        self.leave_out_told_apart(&mut likely).await?;
        likely.sort_by(|one, other| {
            let heavier = other.evidence.weight.total_cmp(&one.evidence.weight);
            heavier.then_with(|| one.pair.cmp(&other.pair))
        });
        let more = likely.len().saturating_sub(PAIRS_AT_MOST);
        likely.truncate(PAIRS_AT_MOST);
        let people: Vec<PersonId> = likely.iter().flat_map(|found| [found.pair.0, found.pair.1]).collect();
        let rows = self.inner.store.person_rows(scope.resource(), &people).await?;
        let files = self.files_as_stored(&people).await?;
        let around = self.inner.area.around();
        let record = |person: PersonId| {
            let known = self.known_of(who, files.get(&person)?, &around);
            Some((rows.get(&person)?.clone(), known))
        };
        let mut pairs = Vec::new();
        for LikelyPair { pair: (one, other), evidence, .. } in likely {
            let (Some(first), Some(second)) = (record(one), record(other)) else { continue };
            let Some(strength) = evidence.strength() else { continue };
            let said_the_same = match (files.get(&one), files.get(&other)) {
                (Some(one), Some(other)) => self.said_the_same(&one.file, &other.file).await?,
                _ => None,
            };
            let records = [first, second];
            pairs.push(PossibleDuplicate { records, strength, reasons: evidence.reasons, said_the_same });
        }
        let people = pairs.iter().flat_map(|pair| pair.records.each_ref().map(|(row, _)| row.person.0));
        self.note_list(who, "possible_duplicates", people).await;
        Ok(PossibleDuplicates { pairs, more, not_compared })
    }

    /// Works out ahead which records may be of one person, so that nobody who asks waits for it. Others go on meanwhile.
    pub(crate) async fn pair_everybody(&self) -> Result<(), Trouble> {
        while self.everybody().await?.settle(self.today(), SETTLED_AT_ONCE) > 0 {
            tokio::task::yield_now().await;
        }
        Ok(())
    }

    /// Leaves out of whom it was said that they are two people, unless more speaks against it since.
    async fn leave_out_told_apart(&self, likely: &mut Vec<LikelyPair>) -> Result<(), Trouble> {
        let said = likely.iter().filter(|found| found.told_apart == ToldApart::AtSomeTime);
        let people: Vec<PersonId> = said.flat_map(|found| [found.pair.0, found.pair.1]).collect();
        let files = self.files_as_stored(&people).await?;
        let mut apart = Vec::new();
        likely.retain(|found| {
            let (one, other) = found.pair;
            let (Some(first), Some(second)) = (files.get(&one), files.get(&other)) else { return true };
            let settled = self.is_settled(first, second, &found.evidence);
            apart.extend(settled.then_some((found.pair, found.evidence.weight)));
            !settled
        });
        if !apart.is_empty() {
            self.everybody().await?.rightly_told_apart(&apart, self.today());
        }
        Ok(())
    }

    /// Whether this user settles which records are of one person, so that only those who do are led there.
    #[must_use]
    pub fn settles_duplicates(&self, who: &SignedIn) -> bool {
        self.inner.access.scope(&who.actor(), Action::ToldApart).is_ok()
    }

    /// Whether this user may say of a record whose it is not; asked before anything else that they sent is looked at.
    ///
    /// # Errors
    /// Not found for whoever may not see the record, denied to whoever sees it and does not settle it.
    pub async fn may_tell_apart(&self, who: &SignedIn, person: PersonId) -> Result<(), Trouble> {
        let sealed = self.fetch(person).await?;
        let facts = PersonFacts::of(sealed.for_deciding(), self.inner.area.around().agencies());
        self.inner.access.permit(&who.actor(), Action::ToldApart, &facts, Purpose::Casework)?;
        Ok(())
    }

    /// Says that a record is of somebody else than others.
    ///
    /// # Errors
    /// Not found where the actor may not see one of them; refused without a reason; denied to whoever may not settle it.
    pub async fn tell_apart(
        &self,
        who: &SignedIn,
        person: PersonId,
        from: Vec<PersonId>,
        reason: String,
        key: IdempotencyKey,
    ) -> Result<Recorded, Trouble> {
        for other in &from {
            self.may_tell_apart(who, *other).await?;
        }
        let act = Act::Person(PersonEvent::ToldApart { from, reason });
        let recording = RecordingOnPerson { person, act, happened_at: None, seen: Seen::Everything, key };
        self.record_on_person(who, recording).await
    }

    /// Who last said of two records that they are of one person.
    pub(crate) async fn said_the_same(
        &self,
        here: &PersonFile,
        there: &PersonFile,
    ) -> Result<Option<SaidTheSame>, Trouble> {
        let said = |record: &PersonFile, other| {
            let said = record.person.said_the_same.iter().filter(|(with, ..)| *with == other);
            said.map(|(_, at, by)| (*at, by.clone())).max_by_key(|(at, _)| *at)
        };
        let both = said(here, there.id).into_iter().chain(said(there, here.id));
        let Some((at, by)) = both.max_by_key(|(at, _)| *at) else { return Ok(None) };
        let name = self.actor_name(by.account).await?.map(|actor| actor.name);
        let agency = self.inner.area.agency(by.agency).map(|agency| agency.name);
        Ok(Some(SaidTheSame { at, by, name, agency }))
    }

    /// Whether somebody has said that they are two people, and no more speaks against that than when it was said.
    pub(super) fn is_settled(&self, one: &Known, other: &Known, now: &Evidence) -> bool {
        let (here, there) = (&one.file, &other.file);
        let Some(said) = told_apart(here, there).max(told_apart(there, here)) else { return false };
        let then = |known: &Known| {
            let then = PersonFile::as_known_at(known.file.id, &known.entries, said);
            Described::new(&then.person.details, [])
        };
        let before = then(one).compared(&then(other), self.today());
        before.is_some_and(|before| now.weight < before.weight + NEWS)
    }
}

/// When a record was last told apart from another.
pub(super) fn told_apart(record: &PersonFile, other: &PersonFile) -> Option<Timestamp> {
    let told = record.person.told_apart.iter().filter(|(from, _)| *from == other.id);
    told.map(|(_, at)| *at).max()
}
