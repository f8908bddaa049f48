//! What people are told by name, not by their role: that a case which they held was taken over; that somebody says that the
//! person is back whose case they hold or agreed to close; and that the case they hold was closed jointly, that a proposal to
//! close it was refused, or that it is another kind of matter. On silence their supervisor is told, as of an offer.

use jiff::Timestamp;

use super::{Asked, Chain};
use crate::{
    episode::{
        Answerable, Cause, ClosureStanding, Ending, Episode, EpisodeEvent, HolderNews, Owner, Status,
        TakenOver,
    },
    file::Recorded,
    ledger::{Actor, Stream},
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

/// Whoever held the case when another closed it jointly, refused to, or gave it another class; of a closing whoever proposed
/// it as well. Only the last of each, for as long as it is how the case stands.
pub(super) fn of_holder_news<'a>(asked: &'a Asked<'_>) -> impl Iterator<Item = Chain> + 'a {
    HolderNews::ALL.iter().flat_map(move |news| {
        let recorded = last_of(asked, *news);
        recorded.into_iter().flat_map(move |recorded| of_news(asked, *news, recorded))
    })
}

fn of_news<'a>(
    asked: &'a Asked<'_>,
    news: HolderNews,
    recorded: &'a Recorded,
) -> impl Iterator<Item = Chain> + 'a {
    let proposer = asked.episode.joint_closures.last().map(|closure| &closure.by);
    let proposer = proposer.filter(|_| news != HolderNews::ClassChanged);
    let from = asked.entered_at(recorded.entry, recorded.happened_at);
    let held = concerned(asked.episode).into_iter().filter(move |(_, since)| *since <= from);
    let mut told: Vec<&Actor> = proposer.into_iter().chain(held.map(|(actor, _)| actor)).collect();
    told.retain(|actor| actor.account != recorded.actor.account);
    told.sort_by_key(|actor| actor.account);
    told.dedup_by_key(|actor| actor.account);
    told.into_iter().map(move |actor| {
        let cause = Cause::HolderTold { entry: recorded.entry, news, told: actor.account };
        chain(asked, cause, actor, from)
    })
}

/// The entry that says it last, if the case still stands so.
fn last_of<'a>(asked: &'a Asked<'_>, news: HolderNews) -> Option<&'a Recorded> {
    let episode = asked.episode;
    let stands = match news {
        HolderNews::ClosedJointly => {
            matches!(episode.status, Status::Ended { how: Ending::ClosedJointly, .. })
        }
        HolderNews::ClosureRefused => {
            let refused = episode.joint_closures.last().map(|closure| &closure.standing);
            episode.status == Status::Missing && matches!(refused, Some(ClosureStanding::Refused { .. }))
        }
        HolderNews::ClassChanged => episode.status == Status::Missing,
    };
    let says = |recorded: &&Recorded| {
        recorded.stream == Stream::Episode(episode.id)
            && recorded.event.episode().is_some_and(|event| is(news, event))
    };
    asked.file.recorded.iter().rev().find(says).filter(|_| stands)
}

fn is(news: HolderNews, event: &EpisodeEvent) -> bool {
    match news {
        HolderNews::ClosedJointly => matches!(event, EpisodeEvent::ClosedJointly { .. }),
        HolderNews::ClosureRefused => matches!(event, EpisodeEvent::JointClosureRefused { .. }),
        HolderNews::ClassChanged => matches!(event, EpisodeEvent::ClassChanged { .. }),
    }
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
