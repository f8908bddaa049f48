//! Who is told next when a duty is not done, and when: the rungs of its ladder as instants.

use jiff::Timestamp;

use super::calendar::{Calendar, later};
use super::duty::Duty;
use super::event::Grade;
use super::office::is_staffed;
use super::pack::{Pack, RoleId, Rung, TimeOfDay};

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
    let from = if duty.rule.reads_as_now() { duty.trigger } else { duty.due };
    let rungs =
        duty.rule.ladder.and_then(|place| pack.ladders.get(place)).map_or(&[][..], |ladder| &ladder.rungs);
    let at = |rung: &Rung| later(from, rung.after);
    let is_meant = |rung: &&Rung| {
        let for_grade = rung.grades.is_empty() || grade.is_some_and(|grade| rung.grades.contains(&grade));
        for_grade
            && match rung.time_of_day {
                TimeOfDay::Any => true,
                TimeOfDay::OfficeHours => is_staffed(pack, calendar, at(rung)),
                TimeOfDay::OutOfHours => !is_staffed(pack, calendar, at(rung)),
            }
    };
    let mut told: Vec<(Timestamp, &RoleId)> =
        rungs.iter().filter(is_meant).map(|rung| (at(rung), &rung.tell)).collect();
    told.sort_by_key(|(at, _)| *at);
    told
}
