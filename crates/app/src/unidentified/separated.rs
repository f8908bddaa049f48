//! What was decided while two records of the missing were merged that have been separated since: whoever decided looked at what was
//! known of both.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{
    file::PersonFile,
    ids::{EntryId, PersonId},
    person::PersonEvent,
    projection::PersonRow,
    unidentified::{Identity, Unidentified},
};

use super::reading::UnidentifiedView;
use crate::{App, trouble::Trouble};

/// The merges into a file that were undone: from the merge to the separation, as places in the global order.
pub(super) struct UndoneMerges(Vec<(i64, i64)>);

impl UndoneMerges {
    /// Of a file, from what is recorded in it.
    pub(super) fn of(file: &PersonFile) -> Self {
        let mut told: Vec<_> =
            file.recorded.iter().filter_map(|item| Some((item.sequence, item.event.person()?))).collect();
        told.sort_by_key(|(sequence, _)| *sequence);
        let (mut merged, mut undone) = (HashMap::new(), Vec::new());
        for (sequence, event) in told {
            if let PersonEvent::Absorbed(absorption) = event {
                merged.insert(absorption.other, sequence);
            } else if let PersonEvent::Separated { other, .. } = event {
                undone.extend(merged.remove(other).map(|from| (from, sequence)));
            }
        }
        Self(undone)
    }

    /// Whether what stands at that place was recorded while another record was merged into this one that is not any more.
    pub(super) fn cover(&self, sequence: i64) -> bool {
        self.0.iter().any(|(from, to)| *from < sequence && sequence < *to)
    }
}

impl UnidentifiedView {
    /// Whether who it is was said or confirmed while the missing person's record was merged with another that has been separated from
    /// it since.
    #[must_use]
    pub fn identity_while_merged(&self) -> bool {
        match self.record.identity() {
            Identity::Unknown => false,
            Identity::Proposed(proposal) | Identity::Confirmed(proposal) => {
                let candidate = self.record.candidates.get(&proposal.person);
                let decisions = candidate.into_iter().flat_map(|candidate| &candidate.decisions);
                let mut since = decisions.skip_while(|decision| decision.entry != proposal.entry);
                since.any(|decision| self.while_merged.contains(&decision.entry))
            }
        }
    }
}

impl App {
    /// The decisions on these people that were made while their record was merged with another that has been separated since.
    pub(super) async fn decided_while_merged(
        &self,
        record: &Unidentified,
        shown: &BTreeMap<PersonId, PersonRow>,
    ) -> Result<BTreeSet<EntryId>, Trouble> {
        let decided = |person: &PersonId| record.candidates.get(person).map(|it| it.decisions.as_slice());
        let people = shown.keys().filter(|person| decided(person).is_some_and(|all| !all.is_empty()));
        let people: Vec<PersonId> = people.copied().collect();
        let mut found = BTreeSet::new();
        for (person, known) in self.files_as_stored(&people).await? {
            let undone = UndoneMerges::of(&known.file);
            let while_merged =
                |entry: &EntryId| record.find(*entry).is_some_and(|recorded| undone.cover(recorded.sequence));
            let entries = decided(&person).unwrap_or_default().iter().map(|decision| decision.entry);
            found.extend(entries.filter(while_merged));
        }
        Ok(found)
    }
}
