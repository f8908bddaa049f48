//! What a shift needs besides the case itself: tasks with owners, who holds the case, and messages that somebody has to
//! acknowledge.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    event::EpisodeEvent,
    holding::TakenOver,
    state::{Ending, Episode, Status},
    words::{Cause, Step, TaskOutcome},
};
use crate::{
    ids::{AccountId, AgencyId, EntryId},
    ledger::Actor,
    protocol::{calendar::later, duty::State, untimed::TaskTimes},
    refusal::Refusal,
    risk::Grade,
};

/// Who is to do something: a role, or one person in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The role.
    pub role: String,
    /// The person, where one is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
}

impl Owner {
    /// Whether somebody in this role, or this very person, is meant.
    #[must_use]
    pub fn is(&self, actor: &Actor) -> bool {
        match self.account {
            Some(account) => account == actor.account,
            None => self.role == actor.role,
        }
    }
}

/// A line of enquiry or another thing to be done (NP 6.9; I1).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// What is to be done, in one line.
    pub title: String,
    /// How, and what a reader has to know of it.
    #[serde(default)]
    pub detail: String,
    /// By whom.
    pub owner: Owner,
    /// By when, where there is a time.
    #[serde(default)]
    pub due_at: Option<Timestamp>,
    /// The list from which it came; empty for one that somebody thought of.
    #[serde(default)]
    pub template: String,
    /// The step that does it, by its word; empty where only its own result ends it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub done_by: String,
}

/// A case is passed on (I11).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// To whom.
    pub to: Owner,
    /// What whoever takes it has to know beyond the record.
    pub briefing: String,
}

/// Something that somebody has to know and say that they know (M8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// What it is about. Messages of one cause belong together: acknowledging one answers them all.
    pub cause: Cause,
    /// Whose turn it is: 0 for whoever is told first, then the rungs of the ladder, by their place on it.
    pub rung: u16,
    /// The role that is told.
    pub to: String,
    /// Who is told in place of that role or beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covered_by: Option<String>,
    /// Why somebody else is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covered_because: Option<Cover>,
    /// Who was on the rota for it.
    #[serde(default)]
    pub people: Vec<AccountId>,
    /// The moment for which it was planned; it is sent then, or as soon as the service is up again.
    pub planned_for: Timestamp,
    /// Who sent it on by hand, and why, where the ladder did not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_hand: Option<ByHand>,
}

/// That a message was sent on by somebody who did not wait for the ladder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByHand {
    /// Who sent it.
    pub by: AccountId,
    /// Why.
    pub reason: String,
}

/// Why a message goes to another role than the one that is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cover {
    /// The office is closed, and the other does its work until it opens.
    OfficeClosed,
    /// The role keeps a rota, and nobody is on it at the moment.
    NobodyOnDuty,
}

/// The shift's side of an episode.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// Tasks, in the order in which they were set.
    pub tasks: Vec<TaskSet>,
    /// Who holds the case, for each agency that has taken it.
    pub holders: BTreeMap<AgencyId, Holder>,
    /// Offers of the case.
    pub handovers: Vec<Offer>,
    /// Each time when somebody lost the case without offering it.
    pub taken_over: Vec<TakenOver>,
    /// Messages sent.
    pub messages: Vec<Sent>,
}

/// A task that was set, with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskSet {
    /// The entry that set it, which is its id.
    pub entry: EntryId,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Actor,
    /// What, and by whom it is to be done now.
    pub task: Task,
    /// What became of it.
    pub result: Option<TaskResult>,
}

/// What became of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskResult {
    /// When.
    pub at: Timestamp,
    /// Who said so.
    pub by: Actor,
    /// Done or not.
    pub outcome: TaskOutcome,
    /// What was found.
    pub result: String,
}

/// Who holds a case for an agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The person, in their role.
    pub actor: Actor,
    /// Since when.
    pub since: Timestamp,
}

/// An offer of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The entry.
    pub entry: EntryId,
    /// When.
    pub at: Timestamp,
    /// By whom, for their agency.
    pub by: Actor,
    /// To whom, with what.
    pub handover: Handover,
    /// What became of it.
    pub standing: OfferStanding,
}

/// What became of an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OfferStanding {
    /// Nobody has answered: whoever offers it still holds the case.
    Open,
    /// Accepted.
    Accepted {
        /// When.
        at: Timestamp,
        /// By whom.
        by: Actor,
    },
    /// Declined: whoever offered it holds the case.
    Declined {
        /// When.
        at: Timestamp,
        /// By whom.
        by: Actor,
        /// Why.
        reason: String,
    },
    /// Another offer, or somebody taking the case, went over it.
    Overtaken {
        /// When.
        at: Timestamp,
    },
}

/// A message that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The entry.
    pub entry: EntryId,
    /// When.
    pub at: Timestamp,
    /// What, to whom.
    pub message: Message,
    /// Who acknowledged it, once somebody has. One acknowledgement answers all messages of a cause sent by then.
    pub acknowledged: Option<Acknowledged>,
}

/// That somebody knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acknowledged {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: Actor,
    /// What they do about it.
    pub note: String,
}

impl Sent {
    /// Whether somebody sent it on by hand to this very role or person, and nobody has answered.
    #[must_use]
    pub fn waits_with(&self, owner: &Owner) -> bool {
        let theirs = self.message.to == owner.role && self.message.people.first() == owner.account.as_ref();
        theirs && self.message.by_hand.is_some() && self.acknowledged.is_none()
    }
}

impl TaskSet {
    /// By when: the time that was set, else so long after it was set as the pack says, so that no task is forgotten.
    #[must_use]
    pub fn due_at(&self, grade: Option<Grade>, times: &TaskTimes) -> Timestamp {
        self.task.due_at.unwrap_or_else(|| later(self.at, times.due_after(grade)))
    }

    /// How it stands in its episode at a moment. What was asked for while somebody was looked for lapses once they are
    /// back or found dead; what is asked for afterwards stays owed until the case is closed.
    #[must_use]
    pub fn state(&self, episode: &Episode, as_of: Timestamp, times: &TaskTimes) -> State {
        let due = self.due_at(episode.grade(), times);
        match &self.result {
            Some(result) if result.outcome != TaskOutcome::Done => State::Lapsed,
            Some(result) if result.at > due => State::MetLate { at: result.at },
            Some(result) => State::Met { at: result.at },
            None => match &episode.status {
                Status::Closed { .. } => State::Lapsed,
                Status::Ended { at, how: Ending::Returned(_) | Ending::FoundDead } if self.at <= *at => {
                    State::Lapsed
                }
                Status::Missing | Status::Ended { .. } if as_of > due => State::Overdue,
                Status::Missing | Status::Ended { .. } => State::Open,
            },
        }
    }

    /// Whether somebody still has to do it: nobody has reported on it, and it did not lapse with the search.
    #[must_use]
    pub fn is_open(&self, episode: &Episode, as_of: Timestamp, times: &TaskTimes) -> bool {
        match self.state(episode, as_of, times) {
            State::Pending | State::Open | State::Overdue => true,
            State::Met { .. } | State::MetLate { .. } | State::Lapsed | State::Missed => false,
        }
    }
}

impl Room {
    /// The room after one more event; events of the case itself change nothing here.
    pub(super) fn apply(&mut self, entry: EntryId, at: Timestamp, actor: &Actor, event: &EpisodeEvent) {
        #[expect(clippy::wildcard_enum_match_arm, reason = "the fold of the episode names every event")]
        match event {
            EpisodeEvent::TaskSet(task) => {
                let task = task.clone();
                self.tasks.push(TaskSet { entry, at, by: actor.clone(), task, result: None });
            }
            EpisodeEvent::TasksAssigned { tasks, owner } => {
                for set in self.tasks.iter_mut().filter(|set| tasks.contains(&set.entry)) {
                    set.task.owner = owner.clone();
                }
            }
            EpisodeEvent::TaskResult { of, outcome, result } => {
                if let Some(set) = self.tasks.iter_mut().find(|set| set.entry == *of) {
                    let (by, result) = (actor.clone(), result.clone());
                    set.result.get_or_insert(TaskResult { at, by, outcome: *outcome, result });
                }
            }
            EpisodeEvent::HandoverOffered(handover) => {
                self.overtake(actor.agency, at);
                let (by, handover) = (actor.clone(), handover.clone());
                self.handovers.push(Offer { entry, at, by, handover, standing: OfferStanding::Open });
            }
            EpisodeEvent::HandoverAccepted { of } => {
                let offered = self.handovers.iter().find(|offer| offer.entry == *of);
                let offered_by = offered.map(|offer| offer.by.account);
                self.settle(*of, OfferStanding::Accepted { at, by: actor.clone() });
                self.hold(entry, at, actor, offered_by);
            }
            EpisodeEvent::HandoverDeclined { of, reason } => {
                self.settle(*of, OfferStanding::Declined { at, by: actor.clone(), reason: reason.clone() });
            }
            EpisodeEvent::CaseTaken { .. } => {
                self.overtake(actor.agency, at);
                self.hold(entry, at, actor, None);
            }
            EpisodeEvent::MessageSent(message) => {
                self.messages.push(Sent { entry, at, message: message.clone(), acknowledged: None });
            }
            EpisodeEvent::MessageSentOn { of, to, reason } => {
                self.send_on(entry, at, *of, to, ByHand { by: actor.account, reason: reason.clone() });
            }
            EpisodeEvent::MessageAcknowledged { of, note } => self.acknowledge(*of, at, actor, note),
            _ => {}
        }
    }

    /// A step was taken: the tasks that it does are done.
    pub(super) fn stepped(&mut self, step: Step, at: Timestamp, by: &Actor, note: &str) {
        for set in self.tasks.iter_mut().filter(|set| set.task.done_by == step.word()) {
            let (by, result) = (by.clone(), note.to_owned());
            set.result.get_or_insert(TaskResult { at, by, outcome: TaskOutcome::Done, result });
        }
    }

    /// The offer of an agency's case that nobody has answered.
    #[must_use]
    pub fn open_offer(&self, agency: AgencyId) -> Option<&Offer> {
        self.handovers
            .iter()
            .rev()
            .find(|offer| offer.by.agency == agency && offer.standing == OfferStanding::Open)
    }

    /// The task of that entry.
    #[must_use]
    pub fn task(&self, entry: EntryId) -> Option<&TaskSet> {
        self.tasks.iter().find(|set| set.entry == entry)
    }

    /// Whether an event of the shift's side can follow what is there.
    pub(super) fn may_follow(&self, proposal: &EpisodeEvent) -> Result<(), Refusal> {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "whoever asks names the events of the shift's side"
        )]
        match proposal {
            EpisodeEvent::TasksAssigned { tasks, .. } if tasks.is_empty() => {
                Err(Refusal::AnswerMissing { field: "tasks" })
            }
            EpisodeEvent::TasksAssigned { tasks, .. } => {
                tasks.iter().try_for_each(|task| self.unfinished(*task))
            }
            EpisodeEvent::TaskResult { of, .. } => self.unfinished(*of),
            EpisodeEvent::HandoverAccepted { of } | EpisodeEvent::HandoverDeclined { of, .. } => {
                let offer = self.handovers.iter().find(|offer| offer.entry == *of);
                match offer.ok_or(Refusal::NoSuchEntry)?.standing {
                    OfferStanding::Open => Ok(()),
                    OfferStanding::Accepted { .. }
                    | OfferStanding::Declined { .. }
                    | OfferStanding::Overtaken { .. } => Err(Refusal::OfferAnswered),
                }
            }
            EpisodeEvent::MessageSent(_) => Err(Refusal::NotRecordedByHand),
            EpisodeEvent::MessageAcknowledged { of, .. } | EpisodeEvent::MessageSentOn { of, .. } => {
                let sent = self.messages.iter().find(|sent| sent.entry == *of).ok_or(Refusal::NoSuchEntry)?;
                if sent.acknowledged.is_some() { Err(Refusal::AlreadyAcknowledged) } else { Ok(()) }
            }
            _ => Ok(()),
        }
    }

    fn unfinished(&self, task: EntryId) -> Result<(), Refusal> {
        match self.task(task).ok_or(Refusal::NoSuchEntry)?.result {
            Some(_) => Err(Refusal::TaskFinished),
            None => Ok(()),
        }
    }

    /// The case is somebody's from now on.
    fn hold(&mut self, entry: EntryId, at: Timestamp, actor: &Actor, offered_by: Option<AccountId>) {
        let held = self.holders.insert(actor.agency, Holder { actor: actor.clone(), since: at });
        let from = held.map(|held| held.actor).filter(|from| {
            let agreed = [Some(actor.account), offered_by];
            !agreed.contains(&Some(from.account))
        });
        self.taken_over.extend(from.map(|from| TakenOver { entry, at, from }));
    }

    fn overtake(&mut self, agency: AgencyId, at: Timestamp) {
        for offer in self.handovers.iter_mut().filter(|offer| offer.by.agency == agency) {
            if offer.standing == OfferStanding::Open {
                offer.standing = OfferStanding::Overtaken { at };
            }
        }
    }

    fn settle(&mut self, of: EntryId, standing: OfferStanding) {
        let open = |offer: &&mut Offer| offer.entry == of && offer.standing == OfferStanding::Open;
        if let Some(offer) = self.handovers.iter_mut().find(open) {
            offer.standing = standing;
        }
    }

    /// The message again, to somebody else, at the rung at which its chain stands: the ladder's own turns stay as planned.
    fn send_on(&mut self, entry: EntryId, at: Timestamp, of: EntryId, to: &Owner, by_hand: ByHand) {
        let Some(cause) = self.messages.iter().find(|sent| sent.entry == of).map(|sent| &sent.message.cause)
        else {
            return;
        };
        let rungs = self.messages.iter().filter(|sent| sent.message.cause == *cause);
        let message = Message {
            cause: cause.clone(),
            rung: rungs.map(|sent| sent.message.rung).max().unwrap_or_default(),
            to: to.role.clone(),
            covered_by: None,
            covered_because: None,
            people: to.account.into_iter().collect(),
            planned_for: at,
            by_hand: Some(by_hand),
        };
        self.messages.push(Sent { entry, at, message, acknowledged: None });
    }

    fn acknowledge(&mut self, of: EntryId, at: Timestamp, by: &Actor, note: &str) {
        let Some(cause) =
            self.messages.iter().find(|sent| sent.entry == of).map(|sent| sent.message.cause.clone())
        else {
            return;
        };
        for sent in self.messages.iter_mut().filter(|sent| sent.message.cause == cause && sent.at <= at) {
            sent.acknowledged.get_or_insert(Acknowledged { at, by: by.clone(), note: note.to_owned() });
        }
    }
}
