//! Who is told next when a duty is not done or a message is not answered, and when: the rungs of a ladder as instants.

use jiff::{SignedDuration, Timestamp};

use super::calendar::{Calendar, later};
use super::duty::Duty;
use super::event::Grade;
use super::office::is_staffed;
use super::pack::{Pack, RoleId, Rung, TimeOfDay};
use super::telling::Climbing;

/// A rung as it falls in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Climbed<'p> {
    /// Its place on the ladder, from 1; a rung that repeats goes on counting.
    pub rung: u16,
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
    let from = duty_climbs_from(duty);
    let climbed = climb(pack, calendar, duty.rule.ladder, from, Climbing::from_the_first(grade));
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
    let is_meant = |rung: &Rung| {
        rung.grades.is_empty() || climbing.grade.is_some_and(|grade| rung.grades.contains(&grade))
    };
    let is_its_time = |rung: &Rung, at: Timestamp| match rung.time_of_day {
        TimeOfDay::Any => true,
        TimeOfDay::OfficeHours => is_staffed(pack, calendar, at),
        TimeOfDay::OutOfHours => !is_staffed(pack, calendar, at),
    };
    let mut climbed: Vec<Climbed<'p>> = (1_u16..)
        .zip(rungs)
        .filter(|(_, rung)| is_meant(rung))
        .flat_map(|(place, rung)| {
            let turns = turns(rung, from, climbing).into_iter();
            let turns = turns.map(move |(turn, at)| (place.saturating_add(turn), rung, at));
            turns.collect::<Vec<_>>()
        })
        .filter(|(_, rung, at)| is_its_time(rung, *at))
        .map(|(rung, on, at)| Climbed { rung, at, tell: &on.tell })
        .collect();
    climbed.sort_by_key(|climbed| climbed.at);
    climbed
}

/// When a rung is reached, with how often it was reached before. Of a rung that repeats the last time that has passed is
/// meant, and the next: what nobody could send in time is not sent several times at once.
fn turns(rung: &Rung, from: Timestamp, climbing: Climbing) -> Vec<(u16, Timestamp)> {
    let counted = later(from, rung.after);
    let for_grade = !rung.grades.is_empty();
    let Some(every) = rung.then_every.map(|every| every.as_secs()) else {
        return vec![(0, if for_grade { counted.max(climbing.since) } else { counted })];
    };
    let passed = climbing.as_of.duration_since(counted).as_secs().div_euclid(every);
    let at = |turn: i64| later(counted, SignedDuration::from_secs(every.saturating_mul(turn)));
    (passed.max(0)..=passed.saturating_add(1).max(0))
        .map(|turn| (u16::try_from(turn).unwrap_or(u16::MAX), at(turn)))
        .filter(|(_, at)| !for_grade || *at >= climbing.since)
        .collect()
}
