//! The series of strategy meetings: which slots there are, which meeting fills which, and who chairs (NP 7.17-7.22).

use jiff::{Timestamp, civil::Date};

use super::calendar::{plus_days, plus_months};
use super::engine::{Evaluation, Instance, MetBy};
use super::event::{Allocation, Calling, What};
use super::owners::owner;
use super::pack::{ChairFits, DutyRule, MeetingSeries, RoleId};
use super::triggers::Start;
use super::view::Episode;

/// Calls back for every slot that has been triggered or filled, and for the next one to come.
pub(super) fn slots<'a>(
    evaluation: &Evaluation<'a, '_>,
    rule: &'a DutyRule,
    series: &'a MeetingSeries,
    mut visit: impl FnMut(Instance<'a>),
) {
    let Some(episode) = evaluation.view.episode else {
        return;
    };
    let schedule = Schedule::new(evaluation, series, episode);
    let filled = schedule.fill();
    let last_filled = filled.iter().map(|(number, _)| *number).max().unwrap_or(0);
    let mut next_seen = false;
    for slot in schedule.slots(&filled) {
        let lies_ahead = slot.filled_by.is_none() && slot.trigger > evaluation.view.as_of;
        let is_beyond_next = lies_ahead && next_seen;
        next_seen |= lies_ahead;
        if !is_beyond_next {
            visit(instance(evaluation, rule, series, &slot));
        }
        if next_seen && slot.number >= last_filled {
            return;
        }
    }
}

fn instance<'a>(
    evaluation: &Evaluation<'a, '_>,
    rule: &'a DutyRule,
    series: &'a MeetingSeries,
    slot: &Slot,
) -> Instance<'a> {
    let met = slot.filled_by.map(|place| MetBy { at: evaluation.view.facts[place].at, outcome: None });
    let start = Start::at(slot.trigger);
    Instance {
        rule,
        of: None,
        seq: Some(slot.number),
        trigger: slot.trigger,
        due: slot.due,
        owner: owner(evaluation, &rule.owner, &start, met.map(|met| met.at)),
        met,
        chair: Some(chair(
            evaluation,
            series,
            slot.filled_by.map_or(Held::NotYet { due: slot.due }, Held::AsEntry),
        )),
        window_days: None,
    }
}

/// One slot of the schedule.
struct Slot {
    number: u32,
    trigger: Timestamp,
    due: Timestamp,
    /// The place among the visible entries of the meeting that filled it.
    filled_by: Option<usize>,
}

/// Which meeting filled which slot: number and place among the visible entries.
type Filled = Vec<(u32, usize)>;

struct Schedule<'e, 'a, 'c> {
    evaluation: &'e Evaluation<'a, 'c>,
    series: &'e MeetingSeries,
    episode: Episode,
    start_date: Date,
}

impl<'e, 'a, 'c> Schedule<'e, 'a, 'c> {
    fn new(evaluation: &'e Evaluation<'a, 'c>, series: &'e MeetingSeries, episode: Episode) -> Self {
        let start_date = evaluation.calendar.date(episode.start);
        Self { evaluation, series, episode, start_date }
    }

    /// Takes the meetings in the order of time. One that was called fills no slot; one that names a slot fills
    /// that one or none; any other fills the earliest slot not yet filled, if that has been reached.
    fn fill(&self) -> Filled {
        let mut filled = Filled::new();
        for (place, seen) in self.evaluation.view.facts.iter().enumerate() {
            let What::StrategyMeetingHeld { slot, calling: Calling::Scheduled } = &*seen.what else {
                continue;
            };
            let number = match *slot {
                Some(named) if filled.iter().all(|(number, _)| *number != named) && self.exists(named) => {
                    Some(named)
                }
                Some(_) => None,
                None => self.earliest_unfilled(&filled, seen.at),
            };
            filled.extend(number.map(|number| (number, place)));
        }
        filled
    }

    fn earliest_unfilled(&self, filled: &Filled, held_at: Timestamp) -> Option<u32> {
        let slot = self.slots(filled).find(|slot| slot.filled_by.is_none())?;
        let fits = if slot.number == 1 {
            held_at >= self.episode.start
        } else {
            held_at >= slot.trigger && self.episode.end.is_none_or(|end| slot.trigger < end.at)
        };
        fits.then_some(slot.number)
    }

    /// The slots that exist, each triggered by the due time of the one before it, as long as the calendar lasts.
    fn slots<'s>(&'s self, filled: &'s Filled) -> impl Iterator<Item = Slot> + 's {
        let mut before = Timestamp::MIN;
        let numbers = (1_u32..).take_while(|number| *number == 1 || self.day_ends(*number).is_some());
        numbers.filter(|number| self.exists(*number)).map(move |number| {
            let filled_by = filled.iter().find(|(other, _)| *other == number).map(|(_, place)| *place);
            let trigger = if number == 1 { self.first_trigger() } else { before };
            let due = match self.day_ends(number) {
                Some(day_ends) => day_ends.max(self.evaluation.at_once(trigger)),
                None => self.first_due(trigger, filled_by),
            };
            before = due;
            Slot { number, trigger, due, filled_by }
        })
    }

    /// Slots whose day has ended by the time of the report do not exist; slots keep their numbers.
    fn exists(&self, number: u32) -> bool {
        number == 1 || self.day_ends(number).is_some_and(|day_ends| day_ends > self.episode.reported)
    }

    /// The end of the day on which a slot after the first is due.
    fn day_ends(&self, number: u32) -> Option<Timestamp> {
        let after_first = usize::try_from(number).ok()?.checked_sub(2)?;
        let day = match self.series.days.get(after_first) {
            Some(days) => plus_days(self.start_date, *days)?,
            None => {
                let anchor = plus_days(self.start_date, *self.series.days.last()?)?;
                let beyond = i32::try_from(after_first - self.series.days.len() + 1).ok()?;
                plus_months(anchor, beyond.checked_mul(self.series.then_every_months)?)?
            }
        };
        Some(self.evaluation.calendar.end_of_day(day))
    }

    fn first_trigger(&self) -> Timestamp {
        self.evaluation.calendar.plus(self.episode.start, self.series.first_opens).max(self.episode.reported)
    }

    /// Sooner once graded so before the meeting that filled it, or by now; a grade raised late never makes it
    /// due earlier than at once after that grading.
    fn first_due(&self, trigger: Timestamp, filled_by: Option<usize>) -> Timestamp {
        let calendar = self.evaluation.calendar;
        let view = &self.evaluation.view;
        let at_latest = calendar.plus(self.episode.start, self.series.first_due);
        let graded = view.first_graded(&self.series.sooner_grades, filled_by.unwrap_or(view.facts.len()));
        let sooner = graded.map(|graded| {
            calendar.plus(self.episode.start, self.series.sooner_due).max(self.evaluation.at_once(graded))
        });
        sooner.map_or(at_latest, |sooner| at_latest.min(sooner)).max(self.evaluation.at_once(trigger))
    }
}

/// When a meeting is or was held.
#[derive(Clone, Copy)]
pub(super) enum Held {
    /// At this place among the visible entries.
    AsEntry(usize),
    /// Not yet: it counts as held when it is due.
    NotYet { due: Timestamp },
}

impl Held {
    /// When the meeting that started a duty was held.
    pub(super) fn of(start: &Start<'_>) -> Self {
        start.place.map_or(Self::NotYet { due: start.at }, Self::AsEntry)
    }
}

/// Who chairs, by how long the person has been missing and whether a worker is allocated, when it is held.
pub(super) fn chair<'a>(
    evaluation: &Evaluation<'a, '_>,
    series: &'a MeetingSeries,
    held: Held,
) -> &'a RoleId {
    let view = &evaluation.view;
    let (at, entries_before) = match held {
        Held::AsEntry(place) => (view.facts[place].at, place),
        Held::NotYet { due } => (due, view.facts.partition_point(|seen| seen.at <= due)),
    };
    let start = view.episode.map_or(at, |episode| episode.start);
    let sooner = view.first_graded(&series.sooner_grades, entries_before).is_some();
    let calendar = evaluation.calendar;
    let days = || calendar.date(start).until(calendar.date(at)).map_or(0, |span| span.get_days());
    let fits = |row: ChairFits| match row {
        ChairFits::Under(_, once_graded) if sooner => at < calendar.plus(start, once_graded),
        ChairFits::Under(usual, _) => at < calendar.plus(start, usual),
        ChairFits::ThroughDay(day) => days() <= day,
    };
    let row = series.chairs.iter().find(|(row, _)| fits(*row));
    let chairs = row.map_or(&series.chairs_then, |(_, chairs)| chairs);
    match view.allocation(entries_before) {
        Allocation::Worker => &chairs.allocated,
        Allocation::NoWorker => &chairs.unallocated,
    }
}
