//! That somebody missing is said to be more than one of those who cannot be named. A living person is found once, and so is a
//! body; of remains several records can be of one person.

use serde::{Deserialize, Serialize};

use super::{
    details::UnidentifiedKind,
    record::{Identity, IdentityProposal, ProposalStanding, Unidentified},
};
use crate::{closed_sets::words, episode::Episode, file::PersonFile, ids::UnidentifiedId, refusal::Refusal};

words! {
    /// How many have said that somebody missing is another record.
    Saying {
        /// One reviewer; a second has to look.
        One = "one",
        /// Two.
        Two = "two",
    }
}

/// Another record of which it is said that it is the same missing person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedElsewhere {
    /// Which.
    pub record: UnidentifiedId,
    /// Somebody living, a body, or remains.
    pub kind: UnidentifiedKind,
    /// Where they were found.
    pub found_where: String,
    /// How many say so.
    pub saying: Saying,
}

impl NamedElsewhere {
    /// Whether the two can be of one person: parts of the dead are found in more than one place.
    #[must_use]
    pub fn can_be_part_with(&self, kind: UnidentifiedKind) -> bool {
        self.kind.can_be_part_with(kind)
    }
}

/// What another record says of this missing person, in the time missing that began last.
#[must_use]
pub fn named_elsewhere(other: &Unidentified, file: &PersonFile) -> Option<NamedElsewhere> {
    let (proposal, saying) = match other.identity() {
        Identity::Unknown => return None,
        Identity::Proposed(proposal) => (proposal, Saying::One),
        Identity::Confirmed(proposal) => (proposal, Saying::Two),
    };
    let is_them =
        file.id == proposal.person || file.absorbed.iter().any(|record| record.id == proposal.person);
    (is_them && !is_missing_again(other, proposal, file)).then(|| NamedElsewhere {
        record: other.id,
        kind: other.details.kind,
        found_where: other.details.found_where.clone(),
        saying,
    })
}

/// Whether somebody living was identified before they went missing the last time: they may be found again. When they were found
/// decides nothing, for a report can come in after that.
fn is_missing_again(other: &Unidentified, proposal: &IdentityProposal, file: &PersonFile) -> bool {
    let ProposalStanding::Confirmed { at, .. } = proposal.standing else { return false };
    let missing_since = file.episodes.values().map(Episode::start).max();
    other.details.kind == UnidentifiedKind::LivingPerson && missing_since.is_some_and(|since| at < since)
}

/// Refused while somebody says that the missing person is another record that cannot be of the same person.
pub(super) fn named_nowhere_else(
    kind: UnidentifiedKind,
    elsewhere: &[NamedElsewhere],
) -> Result<(), Refusal> {
    match elsewhere.iter().find(|other| !other.can_be_part_with(kind)) {
        None => Ok(()),
        Some(NamedElsewhere { record, saying: Saying::One, .. }) => {
            Err(Refusal::IdentityOpenElsewhere { record: *record })
        }
        Some(NamedElsewhere { record, saying: Saying::Two, .. }) => {
            Err(Refusal::IdentifiedElsewhere { record: *record })
        }
    }
}
