//! Who is told next when a duty is not done or a message is not answered, and when: the rungs of a ladder as instants.

use jiff::Timestamp;

use super::calendar::{Calendar, later};
use super::duty::Duty;
use super::event::Grade;
use super::office::is_staffed;
use super::pack::{Pack, RoleId, Rung, TimeOfDay};
use super::telling::Climbing;

/// A rung as it falls in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Climbed<'p> {
    /// Its place on the ladder, from 1.
    pub rung: u8,
    /// When it is reached.
    pub at: Timestamp,
    /// Who is told.
    pub tell: &'p RoleId,
}

/// When whom is told of a duty that is still not done, in order of time; nobody where the pack names no ladder.
///
/// The rungs run from the trigger of a duty that is due at once, and from the due time of any other. `grade` is the
/// grade in force, if there is one: rungs for certain grades only are left out where it is none of them.
#[must_use]
pub fn ladder<'p>(
    pack: &'p Pack,
    calendar: &Calendar,
    duty: &Duty<'_>,
    grade: Option<Grade>,
) -> Vec<(Timestamp, &'p RoleId)> {
    let climbing = Climbing { grade, since: Timestamp::MIN };
    let climbed = climb(pack, calendar, duty.rule.ladder, duty_climbs_from(duty), climbing);
    climbed.into_iter().map(|climbed| (climbed.at, climbed.tell)).collect()
}

/// The moment from which the ladder of a duty counts.
#[must_use]
pub fn duty_climbs_from(duty: &Duty<'_>) -> Timestamp {
    if duty.rule.reads_as_now() { duty.trigger } else { duty.due }
}

/// The rungs of a ladder, in order of time, counted from a moment. A rung that is meant only because of the grade is
/// never reached before that grade was known.
#[must_use]
pub fn climb<'p>(
    pack: &'p Pack,
    calendar: &Calendar,
    ladder: Option<usize>,
    from: Timestamp,
    climbing: Climbing,
) -> Vec<Climbed<'p>> {
    let rungs = ladder.and_then(|place| pack.ladders.get(place)).map_or(&[][..], |ladder| &ladder.rungs);
    let at = |rung: &Rung| {
        let counted = later(from, rung.after);
        if rung.grades.is_empty() { counted } else { counted.max(climbing.since) }
    };
    let is_meant = |rung: &Rung| {
        let for_grade =
            rung.grades.is_empty() || climbing.grade.is_some_and(|grade| rung.grades.contains(&grade));
        for_grade
            && match rung.time_of_day {
                TimeOfDay::Any => true,
                TimeOfDay::OfficeHours => is_staffed(pack, calendar, at(rung)),
                TimeOfDay::OutOfHours => !is_staffed(pack, calendar, at(rung)),
            }
    };
    let mut climbed: Vec<Climbed<'p>> = (1..)
        .zip(rungs)
        .filter(|(_, rung)| is_meant(rung))
        .map(|(place, rung)| Climbed { rung: place, at: at(rung), tell: &rung.tell })
        .collect();
    climbed.sort_by_key(|climbed| climbed.at);
    climbed
}
