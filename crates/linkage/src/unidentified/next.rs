//! What could settle a pair: what both sides have, what one lacks. It is no evidence.

use super::appearance::Listing;
use super::outcome::{Laboratory, Lacking, NextStep};
use super::record::{Available, Missing, Unidentified};

/// The next steps for a pair, the quickest first: what both have, then what one side has and the other may get.
pub(super) fn next_steps(missing: &Missing, found: &Unidentified) -> Vec<NextStep> {
    let (ours, theirs) = (&missing.available, &found.available);
    // Fingerprints take hours, teeth a day, DNA days.
    let all = [
        (Laboratory::Fingerprints, ours.fingerprints, theirs.fingerprints),
        (Laboratory::Dental, ours.dental, theirs.dental),
        (Laboratory::Dna, ours.dna, theirs.dna),
    ];
    let compare = all.iter().filter_map(|&(what, ours, theirs)| match (ours, theirs) {
        (Available::Yes, Available::Yes) => Some(NextStep::Compare { what }),
        (Available::Yes | Available::No | Available::NotKnown, _) => None,
    });
    let obtain = all.iter().filter_map(|&(what, ours, theirs)| match (ours, theirs) {
        (Available::NotKnown, Available::Yes) => Some(NextStep::Obtain { what, of: Lacking::Missing }),
        (Available::Yes, Available::NotKnown) => Some(NextStep::Obtain { what, of: Lacking::Unidentified }),
        (Available::Yes | Available::No | Available::NotKnown, _) => None,
    });
    let ask = !found.marks.listed.is_empty() && missing.marks.listing != Listing::Complete;
    compare.chain(obtain).chain(ask.then_some(NextStep::AskAboutMarks)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unidentified::Availability;

    #[test]
    fn what_both_have_comes_first_and_what_cannot_be_had_never() {
        let missing = Missing {
            available: Availability {
                dental: Available::Yes,
                dna: Available::Yes,
                fingerprints: Available::No,
            },
            ..Missing::default()
        };
        let found = Unidentified {
            available: Availability {
                dental: Available::NotKnown,
                dna: Available::Yes,
                fingerprints: Available::Yes,
            },
            ..Unidentified::default()
        };
        assert_eq!(
            next_steps(&missing, &found),
            [
                NextStep::Compare { what: Laboratory::Dna },
                NextStep::Obtain { what: Laboratory::Dental, of: Lacking::Unidentified },
            ]
        );
    }
}
