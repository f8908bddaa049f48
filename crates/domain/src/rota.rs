//! Who is on duty when, in which role: an agency's stream.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    episode::{Occasioned, answered},
    ids::{AccountId, EntryId},
    refusal::Refusal,
};

/// Somebody is on duty in a role for a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    /// Who.
    pub account: AccountId,
    /// In which role.
    pub role: String,
    /// From when.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
}

/// What can happen in an agency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum AgencyEvent {
    /// A shift was put on the rota.
    ShiftPlanned(Shift),
    /// A shift was taken off the rota.
    ShiftCancelled {
        /// The entry that planned it.
        shift: EntryId,
        /// Why.
        reason: String,
    },
}

impl AgencyEvent {
    /// The word that stands for the event in the ledger.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::ShiftPlanned(_) => "shift_planned",
            Self::ShiftCancelled { .. } => "shift_cancelled",
        }
    }
}

/// The shifts of an agency that were not cancelled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rota {
    /// Each with the entry that planned it, in the order in which they were planned.
    pub shifts: Vec<(EntryId, Shift)>,
}

/// The longest shift: a rota is planned shift by shift, and one forgotten for ever would name people who have gone home.
const SHIFT_HOURS_AT_MOST: i64 = 36;

impl Rota {
    /// The rota after one more event.
    pub fn apply(&mut self, entry: EntryId, event: &AgencyEvent) {
        match event {
            AgencyEvent::ShiftPlanned(shift) => self.shifts.push((entry, shift.clone())),
            AgencyEvent::ShiftCancelled { shift, .. } => self.shifts.retain(|(id, _)| id != shift),
        }
    }

    /// Who is on duty in that role at that moment.
    pub fn on_duty(&self, role: &str, at: Timestamp) -> impl Iterator<Item = AccountId> {
        self.shifts
            .iter()
            .filter(move |(_, shift)| shift.role == role && shift.from <= at && at < shift.until)
            .map(|(_, shift)| shift.account)
    }

    /// Since when somebody is off duty: the end of their last shift within a week, while they are on none.
    #[must_use]
    pub fn off_since(&self, account: AccountId, at: Timestamp) -> Option<Timestamp> {
        const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);
        let own = || self.shifts.iter().map(|(_, shift)| shift).filter(move |shift| shift.account == account);
        if own().any(|shift| shift.from <= at && at < shift.until) {
            return None;
        }
        let ended = own().map(|shift| shift.until).filter(|until| *until <= at);
        ended.max().filter(|until| at.duration_since(*until) <= WEEK)
    }

    /// Whether the role keeps a rota at all: a shift of it lies within a week of that moment. Nobody on such a rota means
    /// that nobody is there; of a role without one nothing is known.
    #[must_use]
    pub fn is_kept_for(&self, role: &str, at: Timestamp) -> bool {
        const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);
        self.shifts.iter().any(|(_, shift)| {
            let near = |moment: Timestamp| moment.duration_since(at).abs() <= WEEK;
            shift.role == role && (near(shift.from) || near(shift.until))
        })
    }

    /// Decides on a change of the rota.
    ///
    /// # Errors
    /// Refused for a shift that ends before it begins, runs for longer than 36 hours or is over by now, and for the end of one
    /// that is not there.
    pub fn decide(&self, proposal: AgencyEvent, when: Occasioned) -> Result<AgencyEvent, Refusal> {
        when.check()?;
        match &proposal {
            AgencyEvent::ShiftPlanned(shift) => {
                answered(&shift.role, "role")?;
                let hours = shift.until.duration_since(shift.from).as_hours();
                if shift.until <= shift.from || hours > SHIFT_HOURS_AT_MOST {
                    return Err(Refusal::NoSuchShift);
                }
                // Whoever was on duty then was told then: a shift afterwards would only say that somebody else had been.
                if shift.until <= when.now {
                    return Err(Refusal::ShiftOver);
                }
            }
            AgencyEvent::ShiftCancelled { shift, reason } => {
                if !self.shifts.iter().any(|(entry, _)| entry == shift) {
                    return Err(Refusal::NoSuchEntry);
                }
                answered(reason, "reason")?;
            }
        }
        Ok(proposal)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_shift_that_is_over_is_not_planned() {
        let now: Timestamp = "2026-11-20T02:50:00Z".parse().unwrap();
        let plan = |from_hours: i64, until_hours: i64| {
            let hours = SignedDuration::from_hours;
            let shift = Shift {
                account: AccountId(Uuid::from_u128(1)),
                role: "police_supervisor".into(),
                from: now + hours(from_hours),
                until: now + hours(until_hours),
            };
            let when = Occasioned { happened_at: now, now };
            Rota::default().decide(AgencyEvent::ShiftPlanned(shift), when).map(|_| ())
        };
        assert_eq!(plan(-20, -8), Err(Refusal::ShiftOver));
        assert_eq!(plan(-8, 0), Err(Refusal::ShiftOver));
        assert_eq!(plan(-8, 4), Ok(()), "entered while it runs");
        assert_eq!(plan(8, 20), Ok(()));
    }
}
