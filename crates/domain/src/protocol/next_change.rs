//! The next moment at which the answer changes although nothing else is recorded, so that a timer can
//! be set for it and nobody has to scan.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use super::calendar::{Calendar, later};
use super::case::Case;
use super::engine::{Evaluation, Instance, evaluate};
use super::event::{Change, What};
use super::pack::{Owner, Pack};

/// The finest step in which the ledger keeps time. What was due at an instant is overdue one step later.
const STEP: SignedDuration = SignedDuration::from_micros(1);

/// The first instant after `as_of` at which [`evaluate`] answers otherwise than it does at `as_of`, if nothing else is
/// recorded: a duty triggered, foreseen or overdue, a disagreement at the next level, or an entry of the case that
/// was recorded later than `as_of`.
#[must_use]
pub fn next_change(pack: &Pack, calendar: &Calendar, case: &Case, as_of: Timestamp) -> Option<Timestamp> {
    let mut candidates = Candidates { after: as_of, found: BTreeSet::new() };
    candidates.of_the_case(case);
    Evaluation::new(pack, calendar, case, as_of)
        .each_instance(|evaluation, instance| candidates.of_an_instance(evaluation, &instance));
    let now = evaluate(pack, calendar, case, as_of);
    candidates.found.into_iter().find(|candidate| evaluate(pack, calendar, case, *candidate) != now)
}

/// Every instant at which something may change; whether it does is tried out.
struct Candidates {
    after: Timestamp,
    found: BTreeSet<Timestamp>,
}

impl Candidates {
    fn add(&mut self, at: Timestamp) {
        if at > self.after && at < Timestamp::MAX {
            self.found.insert(at);
        }
    }

    /// What is already in the case and becomes known later.
    fn of_the_case(&mut self, case: &Case) {
        for fact in &case.facts {
            self.add(fact.recorded_at);
            self.add(fact.at);
            if let What::Correction { changes, .. } = &fact.what {
                self.of_changes(changes);
            }
        }
        case.earlier_episodes.iter().for_each(|episode| self.add(episode.reported));
        case.earlier_reviews.iter().for_each(|review| self.add(*review));
        case.person.forms.iter().for_each(|(_, at)| self.add(*at));
        if let Some(placement) = &case.person.placement {
            self.add(placement.recorded_at);
        }
    }

    fn of_changes(&mut self, changes: &[Change]) {
        for change in changes {
            if let Change::At(at) = change {
                self.add(*at);
            } else if let Change::Changes(inner) = change {
                self.of_changes(inner);
            }
        }
    }

    /// When a duty that is known of, listed or not, comes into sight, starts, is overdue or climbs.
    fn of_an_instance(&mut self, evaluation: &Evaluation<'_, '_>, instance: &Instance<'_>) {
        let calendar = evaluation.calendar;
        self.add(instance.trigger);
        self.add(later(instance.due, STEP));
        self.add(evaluation.foreseen_from(instance.trigger));
        if let Owner::Levels { levels, .. } = &instance.rule.owner {
            for (until, _) in levels {
                self.add(later(calendar.plus(instance.trigger, *until), STEP));
            }
        }
    }
}
