//! What starts the clock of a duty, and when.

use jiff::Timestamp;

use super::calendar::birthday;
use super::case::FactId;
use super::engine::Evaluation;
use super::pack::{Matcher, ToldApartBy, Trigger};
use super::view::Episode;

/// The start of one duty's clock.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start<'a> {
    pub(super) at: Timestamp,
    /// The place among the visible entries of the one that started it, if one did.
    pub(super) place: Option<usize>,
    pub(super) id: Option<&'a FactId>,
    pub(super) number: Option<u32>,
    pub(super) told_apart_by: Option<ToldApartBy>,
}

impl Start<'_> {
    /// A start that no entry made.
    pub(super) const fn at(at: Timestamp) -> Self {
        Self { at, place: None, id: None, number: None, told_apart_by: None }
    }
}

/// Every start that a trigger has in the case. Without a report there is no episode, and only placements
/// start anything.
pub(super) fn starts<'a>(evaluation: &Evaluation<'a, '_>, trigger: &Trigger) -> Starts<'a> {
    let view = &evaluation.view;
    if *trigger == Trigger::PlacementRecorded {
        return Starts::of(view.placement.map(|placement| placement.recorded_at));
    }
    if *trigger == Trigger::PlacementStart {
        return Starts::of(view.placement.map(|placement| placement.start));
    }
    view.episode.map_or(Starts::None, |episode| starts_in_episode(evaluation, episode, trigger))
}

/// No start, one, or a series.
pub(super) enum Starts<'a> {
    None,
    One(Start<'a>),
    Many(std::vec::IntoIter<Start<'a>>),
}

impl Starts<'_> {
    fn of(at: Option<Timestamp>) -> Self {
        at.map_or(Self::None, |at| Self::One(Start::at(at)))
    }
}

impl<'a> Iterator for Starts<'a> {
    type Item = Start<'a>;

    fn next(&mut self) -> Option<Start<'a>> {
        match self {
            Self::None => None,
            Self::One(start) => {
                let start = *start;
                *self = Self::None;
                Some(start)
            }
            Self::Many(rest) => rest.next(),
        }
    }
}

fn starts_in_episode<'a>(evaluation: &Evaluation<'a, '_>, episode: Episode, trigger: &Trigger) -> Starts<'a> {
    let view = &evaluation.view;
    let calendar = evaluation.calendar;
    // So a case reported late does not begin overdue.
    let not_before_the_report = |at: Timestamp| at.max(episode.reported);
    match trigger {
        Trigger::Report => Starts::of(Some(episode.reported)),
        Trigger::AfterStart(interval) => {
            Starts::of(Some(not_before_the_report(calendar.plus(episode.start, *interval))))
        }
        Trigger::Birthday(age) => Starts::of(
            // Where the day of birth is not known there is no day to prepare for.
            view.exact_birth()
                .and_then(|born| birthday(born, *age))
                .map(|day| not_before_the_report(calendar.start_of_day(day))),
        ),
        Trigger::FirstGrade(grades) => Starts::of(view.first_graded(grades, view.facts.len())),
        Trigger::First(matcher) => view.first(matcher).map_or(Starts::None, |(place, seen)| {
            Starts::One(Start { place: Some(place), id: seen.id, ..Start::at(seen.at) })
        }),
        Trigger::Each { any, told_apart_by } => {
            Starts::Many(each(evaluation, any, *told_apart_by).into_iter())
        }
        Trigger::End(acts) => Starts::of(episode.end.filter(|end| acts.contains(&end.by)).map(|end| end.at)),
        // Placements are looked at above; a series of meetings counts its own slots.
        Trigger::PlacementRecorded | Trigger::PlacementStart | Trigger::Slots(_) => Starts::None,
    }
}

fn each<'a>(evaluation: &Evaluation<'a, '_>, any: &[Matcher], told_apart_by: ToldApartBy) -> Vec<Start<'a>> {
    let matching = evaluation.view.facts.iter().enumerate();
    matching
        .filter(|(_, seen)| any.iter().any(|matcher| seen.matches(matcher)))
        .zip(1..)
        .map(|((place, seen), number)| Start {
            at: seen.at,
            place: Some(place),
            id: seen.id,
            number: (told_apart_by == ToldApartBy::Number).then_some(number),
            told_apart_by: Some(told_apart_by),
        })
        .collect()
}
