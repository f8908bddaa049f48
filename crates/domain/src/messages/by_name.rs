//! What people are told by name, not by their role: that a case which they held was taken over, and that somebody says that the
//! person is back whose case they hold or agreed to close. On silence their supervisor is told, as of an offer.

use jiff::Timestamp;

use super::{Asked, Chain};
use crate::{
    episode::{Answerable, Cause, ClosureStanding, Episode, Owner, Status, TakenOver},
    ledger::Actor,
};

/// Whoever lost a case that they did not offer, until it is closed or theirs again.
pub(super) fn of_takings<'a>(asked: &'a Asked<'_>) -> impl Iterator<Item = Chain> + 'a {
    let episode = asked.episode;
    let is_matter = move |taken: &&TakenOver| {
        let holder = episode.room.holders.get(&taken.from.agency);
        let theirs_again = holder.is_some_and(|holder| holder.actor.account == taken.from.account);
        !theirs_again && !matches!(episode.status, Status::Closed { .. })
    };
    episode.room.taken_over.iter().filter(is_matter).map(|taken| {
        let from = asked.entered_at(taken.entry, taken.at);
        chain(asked, Cause::TakenOver { taking: taken.entry }, &taken.from, from)
    })
}

/// Whoever holds the case or agreed to close it, while nobody has said whether a reported return is true. Nobody is told
/// what they reported themselves.
pub(super) fn of_returns<'a>(asked: &'a Asked<'_>) -> impl Iterator<Item = Chain> + 'a {
    let reported = asked
        .episode
        .reported_returns
        .iter()
        .filter(|report| report.answered_at.is_none() && matches!(asked.episode.status, Status::Missing));
    reported.flat_map(move |report| {
        let reporter = asked.file.find(report.entry).map(|recorded| recorded.actor.account);
        let others = concerned(asked.episode).into_iter();
        let others = others.filter(move |(actor, _)| Some(actor.account) != reporter);
        others.map(move |(actor, since)| of_return(asked, report, actor, since))
    })
}

fn of_return(asked: &Asked<'_>, report: &Answerable, told: &Actor, since: Timestamp) -> Chain {
    let from = asked.entered_at(report.entry, report.at).max(since);
    chain(asked, Cause::SaidBack { report: report.entry, told: told.account }, told, from)
}

fn chain(asked: &Asked<'_>, cause: Cause, told: &Actor, from: Timestamp) -> Chain {
    let to = Owner { role: told.role.clone(), account: Some(told.account) };
    asked.chain(cause, &to, &told.role, from)
}

/// Whoever holds the case, since when, and the two who agreed to close it while the person was missing; each once.
fn concerned(episode: &Episode) -> Vec<(&Actor, Timestamp)> {
    let holders = episode.room.holders.values().map(|holder| (&holder.actor, holder.since));
    let agreed = episode.joint_closures.iter().rev().find_map(|closure| match &closure.standing {
        ClosureStanding::Agreed { by, .. } => Some([&closure.by, by]),
        ClosureStanding::Open | ClosureStanding::Refused { .. } => None,
    });
    let closers = agreed.into_iter().flatten().map(|actor| (actor, Timestamp::MIN));
    let mut concerned: Vec<(&Actor, Timestamp)> = Vec::new();
    for (actor, since) in holders.chain(closers) {
        if !concerned.iter().any(|(other, _)| other.account == actor.account) {
            concerned.push((actor, since));
        }
    }
    concerned
}
