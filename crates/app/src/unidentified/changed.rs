//! What became known since somebody was excluded: the facts of both sides as they were then, and as they are.

use domain::{
    file::PersonFile,
    ids::{AccountId, PersonId},
    ledger::Entry,
    unidentified::{
        CandidateStanding, MissingFacts, Unidentified, UnidentifiedDetails, found_facts, missing_facts,
    },
};
use jiff::Timestamp;

use super::known::KnownUnidentified;
use crate::{App, records::Known, trouble::Trouble};

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

/// How the facts of a pair have changed since somebody looked at it.
#[derive(Clone, Debug, PartialEq)]
pub enum FactsSince {
    /// They were these, and are these.
    Changed {
        /// What.
        since: Box<ChangedSince>,
        /// As of when.
        as_of: Timestamp,
    },
    /// The missing person is not missing any more, or was not then.
    NotMissing,
    /// The record of the missing person was merged with another of which something was decided too: both count now.
    Merged,
}

/// How the facts of a pair stood when a reviewer looked, up to that place in the global order and with what they recorded
/// themselves since, beside those of now; nothing where they are the same. Whoever merged two records has to look again like anybody
/// else: what was decided of the other did not stand where they looked.
pub(super) fn facts_since(
    found: &KnownUnidentified,
    missing: &Known,
    seen: i64,
    (who, as_of): (AccountId, Timestamp),
) -> Option<FactsSince> {
    let decided_of = |of: PersonId| found.apart().is_some_and(|apart| apart.candidates.contains_key(&of));
    let merged_since = missing.file.absorbed.iter().any(|record| {
        let merge = missing.file.find(record.entry);
        merge.is_some_and(|merge| merge.sequence > seen) && decided_of(record.id)
    });
    if merged_since {
        return Some(FactsSince::Merged);
    }
    let as_seen = |entries: &[Entry]| -> Vec<Entry> {
        let known = entries.iter().filter(|entry| entry.sequence <= seen || entry.actor.account == who);
        known.cloned().collect()
    };
    let found_then = Unidentified::as_known_at(found.record.id, &as_seen(&found.entries), Timestamp::MAX)
        .unwrap_or_else(|| found.record.clone());
    let then = PersonFile::as_known_at(missing.file.id, &as_seen(&missing.entries), Timestamp::MAX);
    let sides = (missing_facts(&then), missing_facts(&missing.file));
    if sides.0 == sides.1 && found_facts(&found_then) == found_facts(&found.record) {
        return None;
    }
    Some(match sides {
        (Some(missing_then), Some(missing_now)) => {
            let (found_then, found_now) = (found_then.details, found.record.details.clone());
            let since = ChangedSince { missing_then, missing_now, found_then, found_now };
            FactsSince::Changed { since: Box::new(since), as_of }
        }
        (Some(_) | None, _) => FactsSince::NotMissing,
    })
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
