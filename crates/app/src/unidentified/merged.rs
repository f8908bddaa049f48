//! What was decided of two records of the missing, for whoever decides whether they are of one person.

use domain::{
    file::PersonFile,
    ids::{PersonId, UnidentifiedId},
    unidentified::{CandidateStanding, Identity, Unidentified, UnidentifiedKind, contradict},
};

use crate::{App, access::Action, identity::SignedIn, trouble::Trouble};

/// Somebody unidentified whom one of two records is said to be, or both.
#[derive(Clone, Debug, PartialEq)]
pub struct NamesEither {
    /// Which record of whom.
    pub unidentified: UnidentifiedId,
    /// Somebody living, a body, or remains.
    pub kind: UnidentifiedKind,
    /// Where the record that would go on stands; nothing where nobody and nothing has named it.
    pub here: Option<CandidateStanding>,
    /// Where the other stands.
    pub there: Option<CandidateStanding>,
    /// Whether what was decided of the two cannot hold of one person.
    pub agrees: Agrees,
}

/// Whether what was decided of two records can hold of one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agrees {
    /// It can.
    Yes,
    /// One is excluded, the other possible or said to be it.
    ExcludedAndPossible,
    /// One is said to be this one, the other somebody else who was found.
    SaidToBeTwo,
}

impl Agrees {
    /// The word in the API and the catalogue.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::ExcludedAndPossible => "excluded-and-possible",
            Self::SaidToBeTwo => "said-to-be-two",
        }
    }
}

impl App {
    /// Every record of which something is said of either of two people, for whoever decides about that; nothing for anybody
    /// else. The reading is logged.
    pub(crate) async fn naming_either(
        &self,
        who: &SignedIn,
        here: &PersonFile,
        there: &PersonFile,
    ) -> Result<Vec<NamesEither>, Trouble> {
        let Ok(scope) = self.inner.access.scope(&who.actor(), Action::ViewCandidates) else {
            return Ok(Vec::new());
        };
        let all = [here, there].into_iter();
        let all: Vec<PersonId> =
            all.flat_map(|file| file.absorbed.iter().map(|it| it.id).chain([file.id])).collect();
        let mut records = Vec::new();
        for id in self.inner.store.naming(scope.resource(), &all).await? {
            records.push(self.fetch_unidentified(id).await?.record);
        }
        if !records.is_empty() {
            self.note_list(who, "naming_either", records.iter().map(|record| record.id.0)).await;
        }
        Ok(records.iter().map(|record| either(record, &records, here.id, there.id)).collect())
    }
}

fn either(record: &Unidentified, all: &[Unidentified], here: PersonId, there: PersonId) -> NamesEither {
    let stands = |person| record.candidates.get(&person).map(|candidate| candidate.standing.clone());
    let (here_stands, there_stands) = (stands(here), stands(there));
    let said = said_to_be(record);
    let other_of = |person| if person == here { there } else { here };
    let is_two = said.is_some_and(|person| {
        all.iter().any(|other| {
            other.id != record.id
                && said_to_be(other) == Some(other_of(person))
                && !record.details.kind.can_be_part_with(other.details.kind)
        })
    });
    let agrees = if contradict(here_stands.iter().chain(&there_stands)) {
        Agrees::ExcludedAndPossible
    } else if is_two {
        Agrees::SaidToBeTwo
    } else {
        Agrees::Yes
    };
    let (unidentified, kind) = (record.id, record.details.kind);
    NamesEither { unidentified, kind, here: here_stands, there: there_stands, agrees }
}

fn said_to_be(record: &Unidentified) -> Option<PersonId> {
    match record.identity() {
        Identity::Unknown => None,
        Identity::Proposed(proposal) | Identity::Confirmed(proposal) => Some(proposal.person),
    }
}
