//! Messages that somebody must acknowledge (M8): who is told of what, and on silence whom next, at which minute. Pure: the
//! pack gives news and ladders, the file what was sent and acknowledged; whoever sends asks as of now.
//!
//! A message belongs to a chain: a duty that is due, news, a case that is offered or was taken over, a return or another thing
//! that is told to whoever holds the case, a joint closing that is proposed, a task that is due. A chain stands while its matter does; one acknowledgement by anybody who was told answers it, and it climbs no further.

mod by_name;
mod closing;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    case_of::{case_of, grade_of},
    episode::{Cause, Cover, Episode, Message, OfferStanding, Sent, Status, TaskSet},
    file::PersonFile,
    ids::{AccountId, EntryId},
    ledger::Actor,
    projection::Surroundings,
    protocol::{
        calendar::{Calendar, later},
        case::Case,
        duty::{Duty, State},
        engine::evaluate,
        ladder::{climb, duty_climbs_from},
        pack::{Owner, Pack, RoleId},
        roles::Roles,
        telling::{Climbing, Silence, climbing, news},
        untimed::TaskTimes,
    },
    rota::Rota,
};

/// A message that is to be sent, once its moment has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// What it is about.
    pub cause: Cause,
    /// Whose turn it is: 0 for whoever is told first, then the rungs of the ladder by their place on it.
    pub rung: u16,
    /// The role that is told.
    pub to: String,
    /// The person, where one is meant.
    pub person: Option<AccountId>,
    /// When.
    pub at: Timestamp,
}

/// Everything that is told of one matter for as long as it stands, sent or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The matter.
    pub cause: Cause,
    /// In order of time.
    pub rungs: Vec<Planned>,
    pub(crate) climbs: Climbs,
}

/// Whether an acknowledgement stops a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Climbs {
    /// It climbs while nobody answers.
    OnSilence,
    /// It passes to the next level at its time, whatever the last one knew (NP 6.7).
    AtItsTimes,
}

/// One message in lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageRow {
    /// The entry.
    pub entry: EntryId,
    /// What was sent, to whom.
    pub message: Message,
    /// What is to be done, where no pack says it: the title of a task.
    pub subject: String,
    /// When.
    pub sent_at: Timestamp,
    /// Who acknowledged it and when.
    pub acknowledged: Option<(AccountId, Timestamp)>,
    /// Whether it is still to be answered.
    pub standing: MessageStanding,
    /// The role that is told next if nobody answers, and when.
    pub next: Option<(String, Timestamp)>,
}

/// How a message stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageStanding {
    /// Nobody has answered, and the matter stands.
    Unanswered,
    /// Somebody has acknowledged it.
    Acknowledged,
    /// The matter is settled without: the duty was done, the offer answered, the person is back.
    Settled,
}

impl MessageStanding {
    /// Every standing.
    pub const ALL: [Self; 3] = [Self::Unanswered, Self::Acknowledged, Self::Settled];

    /// The word in rows and answers.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Unanswered => "unanswered",
            Self::Acknowledged => "acknowledged",
            Self::Settled => "settled",
        }
    }
}

/// What a pack gives for an episode: its name and rules, and the duties that it asks for at the moment.
pub(crate) struct Ruled<'a> {
    pub(crate) id: &'a str,
    pub(crate) rules: (&'a Pack, &'a Calendar),
    pub(crate) case: &'a Case,
    pub(crate) duties: Vec<Duty<'a>>,
}

/// The messages of an episode that are still to be sent, in order of time, those whose moment has passed included.
#[must_use]
pub fn planned(
    file: &PersonFile,
    episode: &Episode,
    as_of: Timestamp,
    surroundings: &impl Surroundings,
) -> Vec<Planned> {
    to_send(episode, &chains(file, episode, as_of, surroundings))
}

/// The messages of an episode as they stand at a moment, in the order in which they were sent.
#[must_use]
pub fn standing(
    file: &PersonFile,
    episode: &Episode,
    as_of: Timestamp,
    surroundings: &impl Surroundings,
) -> Vec<MessageRow> {
    rows(episode, &chains(file, episode, as_of, surroundings))
}

/// The chains of an episode that stand at a moment.
#[must_use]
pub fn chains(
    file: &PersonFile,
    episode: &Episode,
    as_of: Timestamp,
    surroundings: &impl Surroundings,
) -> Vec<Chain> {
    let Some(case) = case_of(file, episode.id) else { return Vec::new() };
    let ruled: Vec<Ruled<'_>> = episode
        .governed_by
        .iter()
        .filter_map(|governing| {
            let rules = surroundings.pack(governing)?;
            let duties = evaluate(rules.0, rules.1, &case, as_of);
            Some(Ruled { id: &governing.pack, rules, case: &case, duties })
        })
        .collect();
    chains_under(file, episode, as_of, &ruled, surroundings)
}

/// The same where the duties have been worked out already.
pub(crate) fn chains_under(
    file: &PersonFile,
    episode: &Episode,
    as_of: Timestamp,
    ruled: &[Ruled<'_>],
    surroundings: &impl Surroundings,
) -> Vec<Chain> {
    let roles = surroundings.roles();
    let mut chains = Vec::new();
    let came_in = file.came_in(episode);
    for ruled in ruled {
        let climbing = climbing(ruled.rules.0, ruled.rules.1, ruled.case, as_of);
        let told = ruled.duties.iter().filter(|duty| !is_overtaken(duty, &ruled.duties, came_in));
        chains.extend(told.filter_map(|duty| of_duty(ruled, duty, climbing)));
        chains.extend(of_news(ruled, climbing, as_of));
    }
    let silence = ruled.iter().find_map(|ruled| ruled.rules.0.silence.as_ref());
    let asked = Asked { file, episode, silence, times: surroundings.task_times(episode), roles };
    chains.extend(of_offers(&asked));
    chains.extend(by_name::of_takings(&asked));
    chains.extend(by_name::of_returns(&asked));
    chains.extend(closing::proposed(&asked, surroundings.agencies()));
    chains.extend(by_name::of_holder_news(&asked));
    chains.extend(episode.room.tasks.iter().filter_map(|set| of_task(&asked, set, as_of)));
    chains
}

/// What is still to be sent of these chains, in order of time.
pub(crate) fn to_send(episode: &Episode, chains: &[Chain]) -> Vec<Planned> {
    let mut planned: Vec<Planned> =
        chains.iter().flat_map(|chain| unsent(&episode.room.messages, chain)).cloned().collect();
    planned.sort_by_key(|planned| planned.at);
    planned
}

/// The rows of an episode's messages, in the order in which they were sent.
pub(crate) fn rows(episode: &Episode, chains: &[Chain]) -> Vec<MessageRow> {
    let row = |sent: &Sent| {
        let chain = chains.iter().find(|chain| chain.cause == sent.message.cause);
        MessageRow {
            entry: sent.entry,
            message: sent.message.clone(),
            subject: match &sent.message.cause {
                Cause::Task { task } => {
                    episode.room.task(*task).map(|set| set.task.title.clone()).unwrap_or_default()
                }
                Cause::Duty { .. }
                | Cause::News { .. }
                | Cause::Handover { .. }
                | Cause::TakenOver { .. }
                | Cause::SaidBack { .. }
                | Cause::Closure { .. }
                | Cause::HolderTold { .. }
                | Cause::Late { .. } => String::new(),
            },
            sent_at: sent.at,
            acknowledged: sent.acknowledged.as_ref().map(|known| (known.by.account, known.at)),
            standing: match (&sent.acknowledged, chain) {
                (Some(_), _) => MessageStanding::Acknowledged,
                (None, Some(_)) => MessageStanding::Unanswered,
                (None, None) => MessageStanding::Settled,
            },
            next: chain
                .and_then(|chain| unsent(&episode.room.messages, chain).next())
                .map(|next| (next.to.clone(), next.at)),
        }
    };
    episode.room.messages.iter().map(row).collect()
}

/// What is still to be sent of a chain, where this was sent.
pub(crate) fn unsent<'c>(all: &'c [Sent], chain: &'c Chain) -> impl Iterator<Item = &'c Planned> {
    let sent = move || all.iter().filter(move |sent| sent.message.cause == chain.cause);
    let answered = chain.climbs == Climbs::OnSilence && sent().any(|sent| sent.acknowledged.is_some());
    // What somebody sent on by hand is no turn of the ladder.
    let is_sent =
        move |rung: u16| sent().any(|sent| sent.message.rung == rung && sent.message.by_hand.is_none());
    chain.rungs.iter().filter(move |planned| !answered && !is_sent(planned.rung))
}

/// Whether a duty of a series was overtaken by a later one of it before the report was entered: of what nobody could know
/// in time only the last is told, so that a report entered late sends no flood.
fn is_overtaken(duty: &Duty<'_>, all: &[Duty<'_>], came_in: Timestamp) -> bool {
    let later = |other: &&Duty<'_>| {
        other.rule.id == duty.rule.id
            && other.of == duty.of
            && other.seq > duty.seq
            && duty_climbs_from(other) < came_in
    };
    duty.seq.is_some() && all.iter().any(|other| later(&other))
}

/// A duty that is begun and not done: whoever owes it when it is due, then its ladder. One that passes from level to level
/// has no other ladder than its levels.
fn of_duty(ruled: &Ruled<'_>, duty: &Duty<'_>, climbing: Climbing) -> Option<Chain> {
    match duty.state {
        State::Open | State::Overdue => {}
        State::Pending | State::Met { .. } | State::MetLate { .. } | State::Lapsed | State::Missed => {
            return None;
        }
    }
    let cause = Cause::Duty {
        pack: ruled.id.to_owned(),
        duty: duty.rule.id.0.clone(),
        of: duty.of.map_or_else(String::new, |of| of.as_str().to_owned()),
        sequence: duty.seq.map_or(0, i64::from),
    };
    let (pack, calendar) = ruled.rules;
    if let Owner::Levels { levels, then } = &duty.rule.owner {
        let from = duty.trigger.max(known_at(ruled.case, duty.trigger));
        let begins = std::iter::once(from)
            .chain(levels.iter().map(|(until, _)| calendar.plus(duty.trigger, *until).max(from)));
        let deciders = levels.iter().map(|(_, role)| role).chain(std::iter::once(then));
        let rungs = (0..).zip(begins.zip(deciders)).map(|(rung, (at, role))| told(&cause, rung, role, at));
        let rungs = rungs.collect();
        return Some(Chain { cause, rungs, climbs: Climbs::AtItsTimes });
    }
    duty.rule.ladder?;
    let from = duty_climbs_from(duty).max(known_at(ruled.case, duty.trigger));
    let climbed = climb(pack, calendar, duty.rule.ladder, from, climbing);
    let rungs = std::iter::once(told(&cause, 0, duty.owner, from))
        .chain(climbed.into_iter().map(|climbed| told(&cause, climbed.rung, climbed.tell, climbed.at)))
        .collect();
    Some(Chain { cause, rungs, climbs: Climbs::OnSilence })
}

/// When what happened at a moment was recorded: nobody could be told of it before. A moment that no entry made was known
/// as it came.
fn known_at(case: &Case, at: Timestamp) -> Timestamp {
    let entered = case.facts.iter().filter(|fact| fact.at == at).map(|fact| fact.recorded_at);
    entered.min().unwrap_or(at)
}

pub(crate) fn told(cause: &Cause, rung: u16, to: &RoleId, at: Timestamp) -> Planned {
    Planned { cause: cause.clone(), rung, to: to.0.clone(), person: None, at }
}

fn of_news(ruled: &Ruled<'_>, climbing: Climbing, as_of: Timestamp) -> Vec<Chain> {
    let (pack, calendar) = ruled.rules;
    let arrived = news(pack, calendar, ruled.case, as_of);
    let chain = |arrived: crate::protocol::telling::Arrived<'_>| {
        let cause = Cause::News {
            pack: ruled.id.to_owned(),
            news: arrived.rule.id.0.clone(),
            // Entries of a case are named by their ids; the loader takes no news that is named otherwise.
            entry: arrived.entry.0.parse().ok()?,
        };
        let climbed = climb(pack, calendar, arrived.rule.ladder, arrived.at, climbing);
        let rungs = std::iter::once(told(&cause, 0, arrived.to, arrived.at))
            .chain(climbed.into_iter().map(|climbed| told(&cause, climbed.rung, climbed.tell, climbed.at)))
            .collect();
        Some(Chain { cause, rungs, climbs: Climbs::OnSilence })
    };
    arrived.into_iter().filter_map(chain).collect()
}

/// What offers and tasks are planned from.
struct Asked<'a> {
    file: &'a PersonFile,
    episode: &'a Episode,
    silence: Option<&'a Silence>,
    times: TaskTimes,
    roles: &'a Roles,
}

impl Asked<'_> {
    /// When silence reaches the supervisor: counted by the grade in force, and never before that was known.
    fn supervisor_after(&self, from: Timestamp) -> Option<Timestamp> {
        let silence = self.silence?;
        let graded = self.episode.gradings.last();
        let grade = graded.map_or(silence.ungraded_as, |graded| grade_of(graded.grading.grade));
        let since = graded.map_or(Timestamp::MIN, |graded| self.entered_at(graded.entry, graded.at));
        Some(later(from, silence.supervisor_after(grade)).max(since))
    }

    fn supervisor_of(&self, role: &str) -> Option<&RoleId> {
        self.roles.get(role).and_then(|role| role.supervised_by.as_ref())
    }

    /// The first rung, and after a while the supervisor of `of`.
    fn chain(&self, cause: Cause, to: &crate::episode::Owner, of: &str, from: Timestamp) -> Chain {
        let first =
            Planned { cause: cause.clone(), rung: 0, to: to.role.clone(), person: to.account, at: from };
        let next = self.supervisor_of(of).zip(self.supervisor_after(from));
        let next = next.map(|(role, at)| told(&cause, 1, role, at));
        let rungs = std::iter::once(first).chain(next).collect();
        Chain { cause, rungs, climbs: Climbs::OnSilence }
    }

    fn entered_at(&self, entry: EntryId, at: Timestamp) -> Timestamp {
        self.file.find(entry).map_or(at, |recorded| recorded.recorded_at.max(at))
    }
}

/// A case that is offered: to whom, and if nobody answers, the supervisor of whoever still holds it.
fn of_offers<'a>(asked: &'a Asked<'_>) -> impl Iterator<Item = Chain> + 'a {
    let is_open = |offer: &&crate::episode::Offer| {
        offer.standing == OfferStanding::Open && !matches!(asked.episode.status, Status::Closed { .. })
    };
    asked.episode.room.handovers.iter().filter(is_open).map(|offer| {
        let from = asked.entered_at(offer.entry, offer.at);
        asked.chain(Cause::Handover { offer: offer.entry }, &offer.handover.to, &offer.by.role, from)
    })
}

/// A task that is not finished: whoever has it when it is due, then their supervisor.
fn of_task(asked: &Asked<'_>, set: &TaskSet, as_of: Timestamp) -> Option<Chain> {
    match set.state(asked.episode, as_of, &asked.times) {
        State::Open | State::Overdue => {}
        State::Pending | State::Met { .. } | State::MetLate { .. } | State::Lapsed | State::Missed => {
            return None;
        }
    }
    let from = asked.entered_at(set.entry, set.due_at(asked.episode.grade(), &asked.times));
    let owner = &set.task.owner;
    Some(asked.chain(Cause::Task { task: set.entry }, owner, &owner.role, from))
}

/// Whether offices are staffed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Staffing {
    /// They are.
    Staffed,
    /// They are not.
    Unstaffed,
}

/// What has to be known at the moment of sending.
pub struct Sending<'a> {
    /// Now.
    pub now: Timestamp,
    /// Whether offices are staffed.
    pub staffing: Staffing,
    /// The roles, with who covers for whom.
    pub roles: &'a Roles,
    /// The rotas of the agencies that have a part in the case.
    pub rotas: &'a [Rota],
}

impl Sending<'_> {
    /// The message as it is sent: with the people who are on duty, and whoever covers where nobody is. `next` is the role
    /// that silence would reach.
    #[must_use]
    pub fn address(&self, planned: &Planned, next: Option<&str>) -> Message {
        let on_duty = self.on_duty(&planned.to);
        let cover =
            if planned.person.is_none() && on_duty.is_empty() { self.cover(&planned.to, next) } else { None };
        let people = match planned.person {
            Some(person) => vec![person],
            None => match &cover {
                Some((role, _)) => self.on_duty(role),
                None => on_duty,
            },
        };
        Message {
            cause: planned.cause.clone(),
            rung: planned.rung,
            to: planned.to.clone(),
            covered_by: cover.as_ref().map(|(role, _)| role.clone()),
            covered_because: cover.map(|(_, because)| because),
            people,
            planned_for: planned.at,
            by_hand: None,
        }
    }

    /// Who is told because nobody of the role is there: whoever covers for it while the office is closed; where the role
    /// keeps a rota and nobody is on it, cover, or else the next rung, or else the supervisor.
    fn cover(&self, role: &str, next: Option<&str>) -> Option<(String, Cover)> {
        let known = self.roles.get(role);
        let covered_by = known.and_then(|role| role.covered_by.as_ref()).map(|role| role.0.as_str());
        if self.staffing == Staffing::Unstaffed
            && let Some(cover) = covered_by
        {
            return Some((cover.to_owned(), Cover::OfficeClosed));
        }
        if !self.rotas.iter().any(|rota| rota.is_kept_for(role, self.now)) {
            return None;
        }
        let supervised_by = known.and_then(|role| role.supervised_by.as_ref()).map(|role| role.0.as_str());
        [covered_by, next, supervised_by]
            .into_iter()
            .flatten()
            .find(|other| *other != role)
            .map(|other| (other.to_owned(), Cover::NobodyOnDuty))
    }

    fn on_duty(&self, role: &str) -> Vec<AccountId> {
        let mut people: Vec<AccountId> =
            self.rotas.iter().flat_map(|rota| rota.on_duty(role, self.now)).collect();
        people.sort_unstable();
        people.dedup();
        people
    }
}

/// Whether somebody was told, so that they may acknowledge: they work for a role that was told or covered, or were named, by
/// this message or another of its chain. `works_for` are the roles whose work they do at the moment, their own among them.
#[must_use]
pub fn is_addressed(episode: &Episode, of: EntryId, actor: &Actor, works_for: &[String]) -> bool {
    is_told_of(&episode.room.messages, of, actor, works_for)
}

/// The same of messages wherever they stand.
pub(crate) fn is_told_of(messages: &[Sent], of: EntryId, actor: &Actor, works_for: &[String]) -> bool {
    let Some(cause) = messages.iter().find(|sent| sent.entry == of).map(|sent| &sent.message.cause) else {
        return false;
    };
    let told = |message: &Message| {
        works_for.contains(&message.to)
            || message.covered_by.as_ref().is_some_and(|cover| works_for.contains(cover))
            || message.people.contains(&actor.account)
    };
    messages.iter().any(|sent| sent.message.cause == *cause && told(&sent.message))
}
