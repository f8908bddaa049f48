//! Two records of the missing that were merged: what was decided of either counts for both, and after a separation each has its
//! own again. The stream keeps whose each decision was; here they are read together.

use std::{collections::BTreeMap, mem};

use super::{
    event::{NoticeAbout, UnidentifiedEvent},
    record::{Candidate, CandidateStanding, Unidentified},
};
use crate::{file::PersonFile, ids::PersonId};

/// A record of somebody missing that counts in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MergedRecord {
    /// Which.
    pub id: PersonId,
    /// Into which it was merged: the one that goes on, or another that was merged in its turn.
    pub into: PersonId,
    /// The place in the global order of the entry that says so.
    pub since: i64,
}

/// The records that are merged into a file.
#[must_use]
pub fn merged_records(file: &PersonFile) -> Vec<MergedRecord> {
    let since = |entry| file.find(entry).map_or(0, |recorded| recorded.sequence);
    file.absorbed
        .iter()
        .map(|record| MergedRecord { id: record.id, into: record.into, since: since(record.entry) })
        .collect()
}

/// The record that goes on of somebody's; their own where it was merged into none.
#[must_use]
pub fn survivor_among(merged: &[MergedRecord], person: PersonId) -> PersonId {
    steps(merged, person).last().map_or(person, |record| record.into)
}

/// What is said of one of the records that were merged, where nobody has decided of them together since.
#[derive(Clone, Debug, PartialEq)]
pub struct StandsApart {
    /// The record.
    pub of: PersonId,
    /// Where it stands.
    pub standing: CandidateStanding,
}

impl Candidate {
    /// Whether one of two merged records is excluded while a reviewer holds the other possible, or says who it is.
    #[must_use]
    pub fn contradicts_itself(&self) -> bool {
        contradict(self.apart.iter().map(|it| &it.standing))
    }

    /// Whether it is not them, by what was decided of any of the records that were merged.
    #[must_use]
    pub fn is_excluded(&self) -> bool {
        std::iter::once(&self.standing)
            .chain(self.apart.iter().map(|it| &it.standing))
            .any(|standing| matches!(standing, CandidateStanding::Excluded { .. }))
    }
}

/// Whether what reviewers said of two records cannot hold of one person.
pub fn contradict<'s>(standings: impl Iterator<Item = &'s CandidateStanding> + Clone) -> bool {
    let mut all = standings.clone();
    let mut excluded = standings;
    excluded.any(|standing| matches!(standing, CandidateStanding::Excluded { .. }))
        && all.any(|standing| match standing {
            CandidateStanding::Possible
            | CandidateStanding::UnderReview { .. }
            | CandidateStanding::IdentityProposed
            | CandidateStanding::Identified => true,
            CandidateStanding::Proposed
            | CandidateStanding::Excluded { .. }
            | CandidateStanding::Reopened { .. } => false,
        })
}

impl Unidentified {
    /// The record with what was decided of merged people read together, under the record of them that goes on.
    #[must_use]
    pub fn together(mut self, merged: &[MergedRecord]) -> Self {
        if merged.is_empty() {
            return self;
        }
        let mut people: BTreeMap<PersonId, Vec<(PersonId, Candidate)>> = BTreeMap::new();
        for (person, candidate) in mem::take(&mut self.candidates) {
            people.entry(survivor_among(merged, person)).or_default().push((person, candidate));
        }
        self.candidates = people
            .into_iter()
            .map(|(survivor, records)| (survivor, self.one_of(survivor, records, merged)))
            .collect();
        for proposal in &mut self.proposals {
            proposal.person = survivor_among(merged, proposal.person);
        }
        for sent in &mut self.notices {
            if let NoticeAbout::ExclusionReopened { person }
            | NoticeAbout::IdentityConfirmed { person }
            | NoticeAbout::IdentityRefused { person } = &mut sent.notice.about
            {
                *person = survivor_among(merged, *person);
            }
        }
        self
    }

    /// Several records of one person as one: the weightiest of what stands of each, and every decision.
    fn one_of(
        &self,
        survivor: PersonId,
        mut records: Vec<(PersonId, Candidate)>,
        merged: &[MergedRecord],
    ) -> Candidate {
        if let [(person, _)] = records.as_slice()
            && *person == survivor
        {
            return records.remove(0).1;
        }
        let apart: Vec<StandsApart> = records
            .iter()
            .filter(|(person, _)| !self.is_superseded(*person, &records, merged))
            .map(|(of, candidate)| StandsApart { of: *of, standing: candidate.standing.clone() })
            .collect();
        let standing = apart.iter().map(|it| &it.standing).max_by_key(|standing| weight(standing)).cloned();
        let proposed = records.iter().filter_map(|(_, it)| it.proposed.clone()).max_by_key(|(at, _)| *at);
        let mut decisions: Vec<_> = records.into_iter().flat_map(|(_, it)| it.decisions).collect();
        decisions.sort_by_key(|decision| self.sequence_of(decision.entry));
        Candidate { proposed, standing: standing.unwrap_or(CandidateStanding::Proposed), decisions, apart }
    }

    /// Whether a reviewer has decided on the pair since the record was merged, with what stood of both before them. That an
    /// identity was confirmed or refused is a decision on a proposal and on nothing besides.
    fn is_superseded(
        &self,
        person: PersonId,
        records: &[(PersonId, Candidate)],
        merged: &[MergedRecord],
    ) -> bool {
        const OF_THE_PAIR: [&str; 4] =
            ["candidate_possible", "candidate_under_review", "candidate_excluded", "identity_proposed"];
        let mut since = i64::MIN;
        steps(merged, person).any(|record| {
            since = since.max(record.since);
            let decisions =
                records.iter().filter(|(of, _)| *of == record.into).flat_map(|(_, it)| &it.decisions);
            decisions
                .filter(|decision| OF_THE_PAIR.contains(&decision.event))
                .any(|decision| self.sequence_of(decision.entry) > since)
        })
    }

    fn sequence_of(&self, entry: crate::ids::EntryId) -> i64 {
        self.find(entry).map_or(0, |recorded| recorded.sequence)
    }
}

impl UnidentifiedEvent {
    /// The same of the record of the missing person that goes on, where what was sent names one that was merged into it.
    #[must_use]
    pub fn naming(mut self, survivor: PersonId) -> Self {
        match &mut self {
            Self::CandidatePossible { person, .. }
            | Self::CandidateUnderReview { person, .. }
            | Self::CandidateExcluded { person, .. }
            | Self::IdentityProposed { person, .. } => *person = survivor,
            Self::Recorded { .. }
            | Self::DetailsChanged { .. }
            | Self::PhotographAdded(_)
            | Self::ReferredToNationalUnit { .. }
            | Self::CandidateProposed(_)
            | Self::CandidateReopened { .. }
            | Self::IdentityConfirmed { .. }
            | Self::IdentityRefused { .. }
            | Self::IdentityTold { .. }
            | Self::NoticeSent(_)
            | Self::NoticeAcknowledged { .. }
            | Self::Closed { .. } => {}
        }
        self
    }
}

/// From a record to the one that goes on; no more steps than merges.
fn steps(merged: &[MergedRecord], person: PersonId) -> impl Iterator<Item = MergedRecord> + '_ {
    let of = |id: PersonId| merged.iter().find(|record| record.id == id).copied();
    std::iter::successors(of(person), move |record| of(record.into)).take(merged.len())
}

/// What counts most where two records say different things: who it is, then who it is not.
fn weight(standing: &CandidateStanding) -> u8 {
    match standing {
        CandidateStanding::Proposed => 0,
        CandidateStanding::Possible => 1,
        CandidateStanding::Reopened { .. } => 2,
        CandidateStanding::UnderReview { .. } => 3,
        CandidateStanding::Excluded { .. } => 4,
        CandidateStanding::IdentityProposed => 5,
        CandidateStanding::Identified => 6,
    }
}
