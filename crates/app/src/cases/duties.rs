//! The duties of an episode with everything that the pack says of them.

use domain::{
    case_of::case_of,
    episode::Episode,
    file::PersonFile,
    protocol::{
        calendar::{Calendar, Interval},
        duty::Duty,
        engine::evaluate,
        event::EventKind,
        explain::{Step, explain},
        pack::{Due, DutyRule, Owner},
    },
};
use jiff::Timestamp;

use super::{DutyView, Level, PackDuties};
use crate::area::Around;

/// The duties of an episode as known at a moment, pack by pack.
pub(super) fn duties(
    file: &PersonFile,
    episode: &Episode,
    as_of: Timestamp,
    around: &Around<'_>,
) -> Vec<PackDuties> {
    let Some(case) = case_of(file, episode.id) else {
        return Vec::new();
    };
    episode
        .governed_by
        .iter()
        .filter_map(|governing| around.loaded(governing))
        .map(|loaded| PackDuties {
            pack: loaded.pack.id.0.clone(),
            title: loaded.pack.title.clone(),
            version: loaded.pack.version.clone(),
            duties: evaluate(&loaded.pack, &loaded.calendar, &case, as_of)
                .iter()
                .map(|duty| shown(duty, &loaded.calendar))
                .collect(),
        })
        .collect()
}

/// Which of an episode's duties.
#[derive(Clone, Copy, Debug)]
pub struct WhichDuty<'w> {
    /// The pack's id.
    pub pack: &'w str,
    /// The duty's id in it.
    pub duty: &'w str,
    /// Of what it is owed, where one row gives several.
    pub of: Option<&'w str>,
    /// Its number in a series.
    pub sequence: Option<u32>,
}

/// Why a duty stands as it does, step by step; nothing where there is no such duty at that moment.
pub(super) fn why(
    file: &PersonFile,
    episode: &Episode,
    as_of: Timestamp,
    around: &Around<'_>,
    which: WhichDuty<'_>,
) -> Option<Vec<Step>> {
    let case = case_of(file, episode.id)?;
    let governing = episode.governed_by.iter().find(|governing| governing.pack == which.pack)?;
    let loaded = around.loaded(governing)?;
    let (pack, calendar) = (&loaded.pack, &loaded.calendar);
    evaluate(pack, calendar, &case, as_of)
        .iter()
        .find(|duty| {
            duty.rule.id.0 == which.duty
                && duty.of.map(|of| of.as_str()) == which.of
                && duty.seq == which.sequence
        })
        .map(|duty| explain(pack, calendar, &case, as_of, duty))
}

fn shown(duty: &Duty<'_>, calendar: &Calendar) -> DutyView {
    let rule = duty.rule;
    DutyView {
        duty: rule.id.0.clone(),
        title: rule.title.clone(),
        of: duty.of.map(|of| of.as_str().to_owned()),
        sequence: duty.seq,
        state: duty.state,
        trigger_at: duty.trigger,
        due_at: duty.due,
        owner: duty.owner.0.clone(),
        levels: levels(duty, calendar),
        chair: duty.chair.map(|chair| chair.0.clone()),
        outcome: duty.outcome.map(str::to_owned),
        window_days: duty.window_days,
        source: rule.source.clone(),
        basis: rule.basis,
        reading: rule.reading.clone(),
        reads_as_now: rule.reads_as_now(),
        warn_before: rule.warn_before,
        met_by: duty.met_by().collect(),
        brought_forward_by: brought_forward_by(rule),
    }
}

fn brought_forward_by(rule: &DutyRule) -> Vec<EventKind> {
    match &rule.due {
        Due::ByGrade { forward_by, .. } => forward_by.iter().map(|matcher| matcher.kind).collect(),
        Due::Immediate
        | Due::After(_)
        | Due::AfterStart(_)
        | Due::EndOfWorkingDay(_)
        | Due::ByRating { .. }
        | Due::SoonerOnceGraded { .. }
        | Due::Placement { .. }
        | Due::Slots => Vec::new(),
    }
}

/// The levels of a duty that climbs, with their times on this occasion.
fn levels(duty: &Duty<'_>, calendar: &Calendar) -> Vec<Level> {
    match &duty.rule.owner {
        Owner::Levels { levels, then } => {
            let until = |interval: Interval| Some(calendar.plus(duty.trigger, interval));
            let climbed =
                levels.iter().map(|(lasts, role)| Level { role: role.0.clone(), until: until(*lasts) });
            climbed.chain([Level { role: then.0.clone(), until: None }]).collect()
        }
        Owner::FirstOf { .. } | Owner::ChairOf(_) => Vec::new(),
    }
}
