//! Records that may be of one person: some were made where whoever reported did not see the other, some say more since. Who
//! answers for the records says of each two that they are two people, or merges them.

use domain::{
    file::PersonFile,
    ids::PersonId,
    person::PersonEvent,
    projection::{PersonRow, Surroundings as _},
};
use jiff::Timestamp;

use super::{
    KnownOfHit, Reason, Strength,
    evidence::{Described, Evidence},
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
}

impl App {
    /// Every two records that may be of one person and of which nobody has said that they are of two, the likeliest first. The
    /// reading is logged as that of a list.
    ///
    /// # Errors
    /// Denied to whoever may not settle it.
    pub async fn possible_duplicates(&self, who: &SignedIn) -> Result<Vec<PossibleDuplicate>, Trouble> {
        let scope = self.inner.access.scope(&who.actor(), Action::ToldApart)?;
        let mut pairs = self.everybody().await?.pairs(self.today(), scope.resource());
        pairs.sort_by(|(ids, one), (other_ids, other)| {
            other.weight.total_cmp(&one.weight).then_with(|| ids.cmp(other_ids))
        });
        let mut shown = Vec::new();
        for ((one, other), evidence) in pairs {
            if shown.len() == PAIRS_AT_MOST {
                break;
            }
            let files = self.files_as_stored(&[one, other]).await?;
            let (Some(first), Some(second)) = (files.get(&one), files.get(&other)) else { continue };
            let Some(strength) = evidence.strength() else { continue };
            if self.is_settled(first, second, &evidence) {
                continue;
            }
            let row = async |person| self.inner.store.person_row(scope.resource(), person).await;
            let (Some(one), Some(other)) = (row(one).await?, row(other).await?) else { continue };
            let around = self.inner.area.around();
            let records = [(one, first), (other, second)];
            shown.push(PossibleDuplicate {
                records: records.map(|(row, known)| (row, self.known_of(who, known, &around))),
                strength,
                reasons: evidence.reasons,
            });
        }
        let people = shown.iter().flat_map(|pair| pair.records.each_ref().map(|(row, _)| row.person.0));
        self.note_list(who, "possible_duplicates", people).await;
        Ok(shown)
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

    /// Whether somebody has said that they are two people, and no more speaks against that than when it was said.
    fn is_settled(&self, one: &Known, other: &Known, now: &Evidence) -> bool {
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
