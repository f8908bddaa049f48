//! What became known since somebody was excluded: the facts of both sides as they were then, and as they are.

use domain::{
    file::PersonFile,
    ids::PersonId,
    unidentified::{CandidateStanding, MissingFacts, Unidentified, UnidentifiedDetails, missing_facts},
};

use super::known::KnownUnidentified;
use crate::{App, trouble::Trouble};

/// The word of the event by which somebody is excluded.
const EXCLUDED: &str = "candidate_excluded";

/// The facts on which an exclusion rested that was opened again, beside those that are known now.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangedSince {
    /// Of the missing person then.
    pub missing_then: MissingFacts,
    /// Of the missing person now.
    pub missing_now: MissingFacts,
    /// Of whoever was found then.
    pub found_then: UnidentifiedDetails,
    /// Of whoever was found now.
    pub found_now: UnidentifiedDetails,
}

impl App {
    /// What has changed since somebody was excluded whose exclusion was opened again, for a reader who may see both; nothing
    /// for anybody else, and of whoever is not missing any more.
    pub(super) async fn changed_since(
        &self,
        known: &KnownUnidentified,
        person: PersonId,
    ) -> Result<Option<ChangedSince>, Trouble> {
        let Some(candidate) = known.record.candidates.get(&person) else { return Ok(None) };
        let CandidateStanding::Reopened { .. } = candidate.standing else { return Ok(None) };
        let exclusion = candidate.decisions.iter().rev().find(|decision| decision.event == EXCLUDED);
        let Some(moment) = exclusion.and_then(|it| known.record.find(it.entry)).map(|it| it.recorded_at)
        else {
            return Ok(None);
        };
        let file = self.fetch_for_clock(person).await?;
        // Of a record that was merged since, what it said by itself.
        let of = exclusion.map_or(person, |it| it.of);
        let then = PersonFile::as_known_at(of, &file.entries, moment);
        let found_then = Unidentified::as_known_at(known.record.id, &known.entries, moment);
        let changed = || {
            Some(ChangedSince {
                missing_then: missing_facts(&then)?,
                missing_now: missing_facts(&file.file)?,
                found_then: found_then?.details,
                found_now: known.record.details.clone(),
            })
        };
        Ok(changed())
    }
}
