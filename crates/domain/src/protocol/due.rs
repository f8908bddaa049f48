//! When a duty is due.

use jiff::Timestamp;

use super::calendar::Interval;
use super::case::PlacementKind;
use super::engine::Evaluation;
use super::event::{Act, EventKind, Rating, What};
use super::pack::{Due, DutyRule, Trigger};
use super::triggers::Start;

/// The due time of a duty that started so.
pub(super) fn due(evaluation: &Evaluation<'_, '_>, rule: &DutyRule, start: &Start<'_>) -> Timestamp {
    let calendar = evaluation.calendar;
    let view = &evaluation.view;
    match &rule.due {
        Due::Immediate | Due::Slots => evaluation.at_once(start.at),
        Due::After(interval) => calendar.plus(start.at, *interval),
        Due::AfterStart(interval) => {
            let began = view.episode.map_or(start.at, |episode| episode.start);
            calendar.plus(began, *interval).max(evaluation.at_once(start.at))
        }
        Due::EndOfWorkingDay(count) => {
            calendar.end_of_day(calendar.working_day_after(calendar.date(start.at), *count))
        }
        Due::ByRating { allows, unrated, until } => {
            let rating = rating_in_force(evaluation, *until).unwrap_or(*unrated);
            calendar.plus(start.at, allows[rating as usize])
        }
        Due::ByGrade { allows, .. } => {
            let by_grade = graded_at(evaluation, start)
                .map_or(start.at, |grade| calendar.plus(start.at, allows[grade as usize]));
            let forward = start.place.and_then(|place| forward(evaluation, rule, place));
            forward.map_or(by_grade, |(_, to)| by_grade.min(to))
        }
        Due::SoonerOnceGraded { after, grades } => {
            let at_latest = calendar.plus(start.at, *after);
            let graded = view.first_graded(grades, view.facts.len());
            graded.map_or(at_latest, |at| at_latest.min(evaluation.at_once(at)))
        }
        Due::Placement { unplanned_days } => {
            placement_due(evaluation, *unplanned_days).max(evaluation.at_once(start.at))
        }
    }
}

/// The rating given last; one given after the assessment changes nothing.
pub(super) fn rating_in_force(evaluation: &Evaluation<'_, '_>, until: Act) -> Option<Rating> {
    let mut rating = None;
    let mut assessed = false;
    for seen in &evaluation.view.facts {
        if let What::MashNotified { rating: Some(given) } = &*seen.what {
            rating = Some(*given);
        } else if let What::MashRerated { rating: given } = &*seen.what
            && !assessed
        {
            rating = Some(*given);
        }
        assessed |= seen.what.kind() == EventKind::Act(until);
    }
    rating
}

fn graded_at(evaluation: &Evaluation<'_, '_>, start: &Start<'_>) -> Option<super::event::Grade> {
    start.place.and_then(|place| evaluation.view.facts[place].what.grade())
}

/// What brings the member that an entry started forward: the first information after it and before the next member,
/// and the due time that it asks for.
pub(super) fn forward(
    evaluation: &Evaluation<'_, '_>,
    rule: &DutyRule,
    place: usize,
) -> Option<(Timestamp, Timestamp)> {
    let Trigger::Each { any, .. } = &rule.trigger else { return None };
    let Due::ByGrade { forward_by, forward_to, .. } = &rule.due else { return None };
    let after = &evaluation.view.facts[place + 1..];
    let information = after
        .iter()
        .take_while(|seen| !any.iter().any(|matcher| seen.matches(matcher)))
        .find(|seen| forward_by.iter().any(|matcher| seen.matches(matcher)))?;
    Some((information.at, evaluation.calendar.plus(information.at, *forward_to)))
}

fn placement_due(evaluation: &Evaluation<'_, '_>, unplanned_days: i32) -> Timestamp {
    let Some(placement) = evaluation.view.placement else {
        return Timestamp::MIN;
    };
    match placement.kind {
        PlacementKind::Planned => placement.start,
        PlacementKind::Unplanned => {
            let calendar = evaluation.calendar;
            let from = calendar.start_of_day(calendar.date(placement.start));
            calendar.plus(from, Interval::Calendar { months: 0, days: unplanned_days.saturating_add(1) })
        }
    }
}
