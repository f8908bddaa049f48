//! Who a duty applies to: the tests that packs combine, as known at the as-of time.

use jiff::Timestamp;

use super::calendar::birthday;
use super::engine::Evaluation;
use super::event::{Act, Allocation, EventKind, FormId, Grade};
use super::office::is_staffed;
use super::pack::{ConditionIndex, Expected, Test};
use super::repeats::window_days;

/// Whether all conditions hold. `trigger` is the start of the duty that asks, if it has started.
pub(super) fn hold(
    evaluation: &Evaluation<'_, '_>,
    conditions: &[ConditionIndex],
    trigger: Option<Timestamp>,
) -> bool {
    conditions
        .iter()
        .flat_map(|condition| &evaluation.pack.conditions[condition.0].tests)
        .all(|test| holds(evaluation, test, trigger))
}

fn holds(evaluation: &Evaluation<'_, '_>, test: &Test, trigger: Option<Timestamp>) -> bool {
    let view = &evaluation.view;
    match test {
        Test::AgeUnder(age) => younger_than(evaluation, *age),
        Test::AgeFrom(age) => !younger_than(evaluation, *age),
        Test::Is(circumstance, Expected::Holds) => view.case.person.circumstances.contains(*circumstance),
        Test::Is(circumstance, Expected::DoesNotHold) => {
            !view.case.person.circumstances.contains(*circumstance)
        }
        Test::Allocated => view.allocation(view.facts.len()) == Allocation::Worker,
        Test::PlacedIn(places) => places.contains(&view.place()),
        Test::NotPlacedIn(places) => !places.contains(&view.place()),
        Test::EverGraded(grades) => view.first_graded(grades, view.facts.len()).is_some(),
        Test::LastGraded(grades) => grade_in_force(evaluation).is_some_and(|grade| grades.contains(&grade)),
        Test::Recorded(kind) => view.first_of(*kind).is_some(),
        Test::BeforeEnd(kind) => view
            .end()
            .is_some_and(|end| view.facts.iter().any(|seen| seen.what.kind() == *kind && seen.at < end.at)),
        Test::FormByReport(forms) => {
            view.episode.is_some_and(|episode| complete(evaluation, forms, |at| at <= episode.reported))
        }
        Test::FormBeforeReturn(forms) => view
            .first_of(EventKind::Act(Act::Returned))
            .is_some_and(|returned| complete(evaluation, forms, |at| at < returned.at)),
        Test::NoFormAtTrigger(forms) => {
            !trigger.is_some_and(|trigger| complete(evaluation, forms, |at| at <= trigger))
        }
        Test::ReportInOfficeHours => view
            .episode
            .is_some_and(|episode| is_staffed(evaluation.pack, evaluation.calendar, episode.reported)),
        Test::FirstEpisode => view.episode.is_some_and(|episode| {
            !view
                .case
                .earlier_episodes
                .iter()
                .any(|earlier| earlier.reported <= view.as_of && earlier.reported <= episode.reported)
        }),
        Test::RepeatThreshold => window_days(evaluation).is_some(),
    }
}

/// Whether the person is, or may be, younger than an age on the date by which ages count.
fn younger_than(evaluation: &Evaluation<'_, '_>, age: i16) -> bool {
    let view = &evaluation.view;
    let (Some(born), Some(on)) = (view.latest_birth(), view.age_date) else {
        return true;
    };
    birthday(born, age).is_none_or(|reached| on < reached)
}

/// The grade of the last assessment or review; for somebody never graded, what the pack says.
pub(super) fn grade_in_force(evaluation: &Evaluation<'_, '_>) -> Option<Grade> {
    evaluation.view.last_grade().or_else(|| {
        let rules = &evaluation.pack.risk.ungraded;
        rules.iter().find(|(when, _)| hold(evaluation, when, None)).map(|(_, grade)| *grade)
    })
}

fn complete(evaluation: &Evaluation<'_, '_>, forms: &[FormId], in_time: impl Fn(Timestamp) -> bool) -> bool {
    evaluation.view.form_completions(forms).any(in_time)
}
