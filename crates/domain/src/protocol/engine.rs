//! Works out the duties of a case: for each row of the pack, what starts it, when it is due, what met it,
//! whose it is, and so how it stands.

use jiff::Timestamp;

use super::calendar::{Calendar, later};
use super::case::Case;
use super::conditions::hold;
use super::due::due;
use super::duty::{Duty, Of, State};
use super::meetings::slots;
use super::owners::owner;
use super::pack::{
    DutyRule, Endurance, Foreseen, Meets, MeetsWhen, Pack, RoleId, ToldApartBy, Trigger, WindowReported,
};
use super::repeats::window_days;
use super::triggers::{Start, starts};
use super::view::View;

/// The duties of a case under a pack, as known at a moment. Reads no clock and keeps nothing.
#[must_use]
pub fn evaluate<'a>(pack: &'a Pack, calendar: &Calendar, case: &'a Case, as_of: Timestamp) -> Vec<Duty<'a>> {
    let mut duties = Vec::with_capacity(pack.duties.len());
    Evaluation::new(pack, calendar, case, as_of).each_instance(|evaluation, instance| {
        duties.extend(evaluation.stand(&instance));
    });
    duties
}

/// A pack, a calendar and a case as known at a moment: what every step looks at.
pub(super) struct Evaluation<'a, 'c> {
    pub(super) pack: &'a Pack,
    pub(super) calendar: &'c Calendar,
    pub(super) view: View<'a>,
}

/// A duty before it is decided whether and how it stands.
#[derive(Debug, Clone)]
pub(super) struct Instance<'a> {
    pub(super) rule: &'a DutyRule,
    pub(super) of: Option<Of<'a>>,
    pub(super) seq: Option<u32>,
    pub(super) trigger: Timestamp,
    pub(super) due: Timestamp,
    pub(super) met: Option<MetBy<'a>>,
    pub(super) owner: &'a RoleId,
    pub(super) chair: Option<&'a RoleId>,
    pub(super) window_days: Option<i32>,
}

/// How a duty was met.
#[derive(Debug, Clone, Copy)]
pub(super) struct MetBy<'a> {
    pub(super) at: Timestamp,
    pub(super) outcome: Option<&'a str>,
}

impl<'a, 'c> Evaluation<'a, 'c> {
    pub(super) fn new(pack: &'a Pack, calendar: &'c Calendar, case: &'a Case, as_of: Timestamp) -> Self {
        let view = View::at(case, calendar, as_of);
        Self { pack, calendar, view }
    }

    /// Calls back for every duty whose trigger is known and whose conditions hold, listed or not.
    pub(super) fn each_instance(&self, mut visit: impl FnMut(&Self, Instance<'a>)) {
        for rule in &self.pack.duties {
            if let Trigger::Slots(series) = &rule.trigger {
                if hold(self, &rule.applies, None) {
                    slots(self, rule, series, |instance| visit(self, instance));
                }
                continue;
            }
            for start in starts(self, &rule.trigger) {
                if hold(self, &rule.applies, Some(start.at)) {
                    visit(self, self.instance(rule, start));
                }
            }
        }
    }

    fn instance(&self, rule: &'a DutyRule, start: Start<'a>) -> Instance<'a> {
        let met = self.met_by(&rule.met_by, &start);
        Instance {
            rule,
            of: match start.told_apart_by {
                Some(ToldApartBy::Id) => start.id.map(Of::Fact),
                Some(ToldApartBy::Number) | None => rule.of.as_deref().map(Of::Label),
            },
            seq: start.number,
            trigger: start.at,
            due: due(self, rule, &start),
            owner: owner(self, &rule.owner, &start, met.map(|met| met.at)),
            met,
            chair: None,
            window_days: match rule.window {
                WindowReported::Yes => window_days(self),
                WindowReported::No => None,
            },
        }
    }

    /// The first event that meets a duty: where something was done several times, the first counts.
    fn met_by(&self, any: &'a [Meets], start: &Start<'a>) -> Option<MetBy<'a>> {
        self.view.facts.iter().enumerate().find_map(|(place, seen)| {
            let meets = any.iter().find(|meets| {
                seen.matches(&meets.matcher)
                    && match meets.when {
                        MeetsWhen::AnyTime => true,
                        MeetsWhen::FromTrigger => seen.at >= start.at,
                        MeetsWhen::AfterTrigger => start.place.is_some_and(|trigger| place > trigger),
                        MeetsWhen::NamingTrigger => start.id.is_some() && seen.what.names() == start.id,
                    }
            })?;
            Some(MetBy { at: seen.at, outcome: meets.outcome.as_deref() })
        })
    }

    /// How a duty stands, or nothing if it is not listed.
    fn stand(&self, instance: &Instance<'a>) -> Option<Duty<'a>> {
        let state = self.state(instance)?;
        Some(Duty {
            rule: instance.rule,
            of: instance.of,
            seq: instance.seq,
            state,
            trigger: instance.trigger,
            due: instance.due,
            owner: instance.owner,
            chair: instance.chair,
            outcome: instance.met.and_then(|met| met.outcome),
            window_days: instance.window_days,
        })
    }

    /// The state of a duty, or nothing if it is not listed.
    pub(super) fn state(&self, Instance { rule, trigger, due, met, .. }: &Instance<'a>) -> Option<State> {
        // Done is done, even before its trigger or once it would no longer apply.
        if let Some(MetBy { at, .. }) = *met {
            return Some(if at <= *due { State::Met { at } } else { State::MetLate { at } });
        }
        if !hold(self, &rule.applies_until_done, Some(*trigger)) {
            return None;
        }
        if *trigger > self.view.as_of {
            let foreseen = match rule.foreseen {
                Foreseen::WhileMissing => self.view.is_running(),
                Foreseen::Always => true,
            };
            return (foreseen && self.foreseen_from(*trigger) <= self.view.as_of).then_some(State::Pending);
        }
        match (rule.endurance, self.view.end()) {
            // Never reached while the person was missing.
            (Endurance::EndsWithEpisode, Some(end)) if *trigger >= end.at => None,
            (Endurance::EndsWithEpisode, Some(end)) if end.at <= *due => Some(State::Lapsed),
            (Endurance::EndsWithEpisode, Some(_)) => Some(State::Missed),
            (Endurance::EndsWithEpisode, None) | (Endurance::OutlivesEpisode, _) => {
                Some(if self.view.as_of <= *due { State::Open } else { State::Overdue })
            }
        }
    }

    /// The moment from which a trigger is not too far ahead to be shown.
    pub(super) fn foreseen_from(&self, trigger: Timestamp) -> Timestamp {
        self.calendar.minus(trigger, self.pack.lookahead)
    }

    /// The due time of what is owed at once from a moment on.
    pub(super) fn at_once(&self, from: Timestamp) -> Timestamp {
        later(from, self.pack.immediate)
    }
}
