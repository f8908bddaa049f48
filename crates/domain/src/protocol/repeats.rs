//! Episodes that repeat: how many started in a trailing window since the last review (NP 7.18-7.19).

use jiff::Timestamp;

use super::calendar::Interval;
use super::engine::Evaluation;
use super::event::EventKind;

/// The narrowest window of the pack in which this episode reaches the threshold, if it does in any.
pub(super) fn window_days(evaluation: &Evaluation<'_, '_>) -> Option<i32> {
    let rule = evaluation.pack.repeat.as_ref()?;
    let narrowest_first = rule.windows_days.iter().rev();
    let reached = |days: &&i32| episodes_in(evaluation, **days) >= rule.threshold;
    narrowest_first.copied().find(|days| reached(&days))
}

/// How many episodes, this one included, started in the trailing days, not counting any that a review has
/// already looked at.
fn episodes_in(evaluation: &Evaluation<'_, '_>, days: i32) -> usize {
    let view = &evaluation.view;
    let Some(episode) = view.episode else { return 0 };
    let trailing = evaluation.calendar.minus(episode.start, Interval::Calendar { months: 0, days });
    let reviewed = last_review_before(evaluation, episode.reported);
    let counts = |start: Timestamp| start > trailing && reviewed.is_none_or(|review| start > review);
    let earlier = view.case.earlier_episodes.iter().filter(|earlier| {
        earlier.reported <= view.as_of && earlier.start <= episode.start && counts(earlier.start)
    });
    earlier.count() + usize::from(counts(episode.start))
}

fn last_review_before(evaluation: &Evaluation<'_, '_>, report: Timestamp) -> Option<Timestamp> {
    let view = &evaluation.view;
    let restarted_by = evaluation.pack.repeat.as_ref().map(|rule| EventKind::Act(rule.restarted_by));
    let recorded =
        view.facts.iter().filter(|seen| Some(seen.what.kind()) == restarted_by).map(|seen| seen.at);
    let earlier = view.case.earlier_reviews.iter().copied().filter(|review| *review <= view.as_of);
    recorded.chain(earlier).filter(|review| *review < report).max()
}
