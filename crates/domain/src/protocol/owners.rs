//! Whose a duty is, as known at the as-of time.

use jiff::Timestamp;

use super::calendar::Interval;
use super::conditions::hold;
use super::engine::Evaluation;
use super::meetings::{Held, chair};
use super::pack::{Owner, RoleId};
use super::triggers::Start;

/// The role that owes a duty.
pub(super) fn owner<'a>(
    evaluation: &Evaluation<'a, '_>,
    owner: &'a Owner,
    start: &Start<'_>,
    met_at: Option<Timestamp>,
) -> &'a RoleId {
    match owner {
        Owner::FirstOf { exceptions, otherwise } => {
            let fits = exceptions.iter().find(|(when, _)| hold(evaluation, when, Some(start.at)));
            fits.map_or(otherwise, |(_, role)| role)
        }
        Owner::Levels { levels, then } => {
            let reached = climbed_until(evaluation, met_at);
            let lasts = |until: Interval| reached <= evaluation.calendar.plus(start.at, until);
            levels.iter().find(|(until, _)| lasts(*until)).map_or(then, |(_, role)| role)
        }
        Owner::ChairOf(series) => chair(evaluation, series, Held::of(start)),
    }
}

/// A disagreement climbs until it is resolved, the episode ends, or now.
fn climbed_until(evaluation: &Evaluation<'_, '_>, met_at: Option<Timestamp>) -> Timestamp {
    let view = &evaluation.view;
    let ended = view.end().map(|end| end.at);
    [met_at, ended].into_iter().flatten().fold(view.as_of, Timestamp::min)
}
