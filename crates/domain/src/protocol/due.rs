//! When a duty is due.

use jiff::Timestamp;

use super::calendar::Interval;
use super::case::PlacementKind;
use super::engine::Evaluation;
use super::event::{Act, EventKind, Rating, What};
use super::pack::{Due, DutyRule, Matcher, Trigger};
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
        Due::ByRating {
            allows,
            unrated,
            until,
        } => {
            let rating = rating_in_force(evaluation, *until).unwrap_or(*unrated);
            calendar.plus(start.at, allows[rating as usize])
        }
        Due::ByGrade {
            allows,
            forward_by,
            forward_to,
        } => {
            let by_grade = graded_at(evaluation, start)
                .map_or(start.at, |grade| calendar.plus(start.at, allows[grade as usize]));
            let forward = information_before_next(evaluation, rule, start, forward_by);
            forward.map_or(by_grade, |at| by_grade.min(calendar.plus(at, *forward_to)))
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
fn rating_in_force(evaluation: &Evaluation<'_, '_>, until: Act) -> Option<Rating> {
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
    start
        .place
        .and_then(|place| evaluation.view.facts[place].what.grade())
}

/// The first such information after the event that started this member and before the next member.
fn information_before_next(
    evaluation: &Evaluation<'_, '_>,
    rule: &DutyRule,
    start: &Start<'_>,
    information: &[Matcher],
) -> Option<Timestamp> {
    let Trigger::Each { any, .. } = &rule.trigger else {
        return None;
    };
    let after = &evaluation.view.facts[start.place? + 1..];
    after
        .iter()
        .take_while(|seen| !any.iter().any(|matcher| seen.matches(matcher)))
        .find(|seen| information.iter().any(|matcher| seen.matches(matcher)))
        .map(|seen| seen.at)
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
            calendar.plus(
                from,
                Interval::Calendar {
                    months: 0,
                    days: unplanned_days.saturating_add(1),
                },
            )
        }
    }
}
