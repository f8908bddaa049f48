//! Two moments of one case side by side: what was recorded between them, and what that changed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{
    episode::{Episode, Information, Report, Room, TaskOutcome, TaskSet, came_in},
    ids::{AccountId, AgencyId, EntryId, EpisodeId},
    ledger::{Actor, Event},
    person::Marker,
    projection::{EpisodeRow, Standing, Surroundings, episode_row},
    protocol::duty::State,
    risk::Grade,
    rota::Rota,
};
use jiff::Timestamp;

use super::{ActorName, DutyView, EpisodeView, Moment, PackDuties, RecordedStep, moment::steps_of_episode};
use crate::{App, area::Around, identity::SignedIn, trouble::Trouble};

/// Moments that are offered at most of one kind.
const OFFERED_AT_MOST: usize = 24;

/// Two moments of a case.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The case at the earlier moment.
    pub earlier: EpisodeView,
    /// The case at the later moment.
    pub later: EpisodeView,
    /// What was recorded after the earlier moment, up to the later; messages and their acknowledgements, which are many,
    /// only where something else was recorded with them.
    pub between: Vec<RecordedStep>,
    /// How many messages and acknowledgements were recorded meanwhile.
    pub messages_between: usize,
    /// What differs.
    pub changes: Vec<Change>,
    /// Whoever recorded something or is named in what differs.
    pub actors: HashMap<AccountId, ActorName>,
}

/// Something before and after; where it was not there, nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Was<T> {
    /// At the earlier moment.
    pub was: T,
    /// At the later moment.
    pub is: T,
}

/// One thing that differs between two moments.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// The grade in force.
    Grade(Was<Option<Grade>>),
    /// Who holds the case for an agency.
    Holder {
        /// The agency.
        agency: AgencyId,
        /// Who.
        who: Was<Option<Actor>>,
    },
    /// Where the case stands.
    Standing(Was<Standing>),
    /// Where somebody saw the person last.
    LastSeen(Was<String>),
    /// What is known of what the report asks.
    Report(Box<Was<Report>>),
    /// How a duty stands.
    Duty {
        /// The pack that asks for it.
        pack: String,
        /// The duty, as it is at the later moment, else as it was.
        duty: Box<DutyView>,
        /// Its state.
        state: Was<Option<State>>,
    },
    /// How a task stands.
    Task {
        /// The entry that set it.
        task: EntryId,
        /// What is to be done.
        title: String,
        /// Whose it is, and what became of it.
        stands: Was<Option<TaskStands>>,
    },
    /// How the messages stand, all together: they are many.
    Messages(Was<MessagesStand>),
    /// Something that came in, or that was graded or corrected since.
    Information {
        /// The entry.
        entry: EntryId,
        /// What was said, by whom, and how far it can be relied on.
        said: Was<Option<Box<Heard>>>,
    },
    /// Whether a marker is held.
    Marker {
        /// The entry that recorded it.
        marker: EntryId,
        /// The marker.
        held: Was<Option<Marker>>,
    },
}

/// A sighting, or another piece of information.
#[derive(Clone, Debug, PartialEq)]
pub struct Heard {
    /// Where the person was seen; nothing where it is no sighting.
    pub place: Option<String>,
    /// What was said, by whom, and how far it can be relied on.
    pub information: Information,
}

/// How a task stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskStands {
    /// The role that has to do it.
    pub role: String,
    /// What became of it.
    pub outcome: Option<TaskOutcome>,
}

/// How the messages of a case stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MessagesStand {
    /// How many were sent.
    pub sent: usize,
    /// Of how many nobody has said that they know.
    pub waiting: usize,
    /// The roles that these went to.
    pub waiting_for: BTreeSet<String>,
}

/// The moments of a case that somebody may want to go to.
#[derive(Clone, Debug)]
pub struct Course {
    /// The case as it stands.
    pub view: EpisodeView,
    /// Everything that was recorded, step by step.
    pub steps: Vec<RecordedStep>,
    /// Moments worth looking at, in order.
    pub landmarks: Vec<Landmark>,
    /// Whoever recorded a step.
    pub actors: HashMap<AccountId, ActorName>,
}

/// A moment worth looking at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Landmark {
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: LandmarkKind,
}

/// What makes a moment worth looking at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LandmarkKind {
    /// Something was recorded.
    Recorded {
        /// Its word.
        word: String,
    },
    /// A shift began.
    ShiftBegan,
    /// A shift ended.
    ShiftEnded,
}

impl App {
    /// Two moments of a case, the earlier first whichever is named first. Both readings are logged.
    ///
    /// # Errors
    /// As [`App::episode_at`], of either moment.
    pub async fn compare_episode(
        &self,
        who: &SignedIn,
        id: EpisodeId,
        (one, other): (Moment, Moment),
    ) -> Result<Comparison, Trouble> {
        let mut earlier = self.episode_at(who, id, one).await?;
        let mut later = self.episode_at(who, id, other).await?;
        if later.now < earlier.now {
            std::mem::swap(&mut earlier, &mut later);
        }
        let (from, until) = (earlier.now, later.now);
        let today = self.opened_again(who, id).await?;
        let mut between = steps_of_episode(&today, id);
        between.retain(|step| from < step.recorded_at && step.recorded_at <= until);
        let messages_between = between.iter().map(messages_in).sum();
        between.retain(|step| messages_in(step) < step.entries.len());
        let changes = changes(&earlier, &later, &self.inner.area.around());
        let named = between.iter().map(|step| step.actor.account).chain(changes.iter().flat_map(accounts));
        let actors = self.names_of_accounts(named.collect()).await?;
        Ok(Comparison { earlier, later, between, messages_between, changes, actors })
    }

    /// The moments of a case that somebody may want to go to. The reading is logged.
    ///
    /// # Errors
    /// As [`App::episode`].
    pub async fn course_of_episode(&self, who: &SignedIn, id: EpisodeId) -> Result<Course, Trouble> {
        let view = self.episode(who, id).await?;
        let today = self.opened_again(who, id).await?;
        let steps = steps_of_episode(&today, id);
        let mut landmarks = recorded_landmarks(&steps);
        landmarks.extend(self.shifts_of(who, view.episode.reported_at, view.now).await?);
        landmarks.sort_by_key(|landmark| landmark.at);
        landmarks.dedup();
        let recorders = steps.iter().map(|step| step.actor.account).collect();
        let actors = self.names_of_accounts(recorders).await?;
        Ok(Course { view, steps, landmarks, actors })
    }

    /// When shifts of the reader's agency began and ended, the latest of them.
    async fn shifts_of(
        &self,
        who: &SignedIn,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<Landmark>, Trouble> {
        let stream = domain::ledger::Stream::Agency(who.agency.id);
        let entries = self.inner.store.stream_entries(stream).await?;
        let mut rota = Rota::default();
        for recorded in domain::file::as_known_at(&entries, until.max(self.clock().now())) {
            if let Event::Agency(event) = &recorded.event {
                rota.apply(recorded.entry, event);
            }
        }
        let turns: BTreeSet<(Timestamp, bool)> = rota
            .shifts
            .iter()
            .flat_map(|(_, shift)| [(shift.from, true), (shift.until, false)])
            .filter(|(at, _)| (from..=until).contains(at))
            .collect();
        let landmark = |(at, begins): (Timestamp, bool)| Landmark {
            at,
            kind: if begins { LandmarkKind::ShiftBegan } else { LandmarkKind::ShiftEnded },
        };
        Ok(turns.into_iter().rev().take(OFFERED_AT_MOST).map(landmark).collect())
    }
}

/// The report, each grading, each change of holder, and how it ended, at the moments at which they were recorded.
fn recorded_landmarks(steps: &[RecordedStep]) -> Vec<Landmark> {
    let turns = |word: &str| {
        matches!(
            word,
            "reported"
                | "risk_assessed"
                | "risk_reviewed"
                | "handover_accepted"
                | "case_taken"
                | "returned"
                | "found_dead"
                | "closed_jointly"
                | "episode_closed"
                | "reopened"
        )
    };
    let marked = |step: &RecordedStep| {
        let entry = step.entries.iter().find(|entry| turns(&entry.word))?;
        Some(Landmark { at: step.recorded_at, kind: LandmarkKind::Recorded { word: entry.word.clone() } })
    };
    steps.iter().filter_map(marked).collect()
}

fn changes(earlier: &EpisodeView, later: &EpisodeView, around: &Around<'_>) -> Vec<Change> {
    let row = |view: &EpisodeView| episode_row(&view.file, &view.episode, around.agencies());
    let (was, is): (EpisodeRow, EpisodeRow) = (row(earlier), row(later));
    let mut changes = Vec::new();
    changes.extend(differ(was.grade, is.grade).map(Change::Grade));
    changes.extend(differ(was.standing, is.standing).map(Change::Standing));
    changes.extend(holders(&earlier.episode.room, &later.episode.room));
    changes.extend(differ(was.last_seen, is.last_seen).map(Change::LastSeen));
    let report = differ(earlier.episode.report.clone(), later.episode.report.clone());
    changes.extend(report.map(|report| Change::Report(Box::new(report))));
    changes.extend(information(earlier, later));
    changes.extend(markers(earlier, later));
    changes.extend(duties(&earlier.duties, &later.duties));
    changes.extend(tasks(&earlier.episode, &later.episode));
    let messages = differ(messages_of(&earlier.episode), messages_of(&later.episode));
    changes.extend(messages.map(Change::Messages));
    changes
}

fn differ<T: PartialEq>(was: T, is: T) -> Option<Was<T>> {
    (was != is).then_some(Was { was, is })
}

/// What differs under each key of either; what stands under a key on one side alone differs too.
fn by_key<K: Ord + Clone, V: Clone + PartialEq>(
    was: &BTreeMap<K, V>,
    is: &BTreeMap<K, V>,
) -> Vec<(K, Was<Option<V>>)> {
    let keys: BTreeSet<K> = was.keys().chain(is.keys()).cloned().collect();
    let both = |key: K| {
        let differs = differ(was.get(&key).cloned(), is.get(&key).cloned())?;
        Some((key, differs))
    };
    keys.into_iter().filter_map(both).collect()
}

fn holders(was: &Room, is: &Room) -> Vec<Change> {
    let of = |room: &Room| -> BTreeMap<AgencyId, Actor> {
        room.holders.iter().map(|(agency, holder)| (*agency, holder.actor.clone())).collect()
    };
    let changed = by_key(&of(was), &of(is)).into_iter();
    changed.map(|(agency, who)| Change::Holder { agency, who }).collect()
}

fn information(earlier: &EpisodeView, later: &EpisodeView) -> Vec<Change> {
    let of = |view: &EpisodeView| -> BTreeMap<EntryId, Box<Heard>> {
        let heard = came_in(&view.file, &view.episode).into_iter().map(|item| {
            let place = item.place.map(str::to_owned);
            (item.recorded.entry, Box::new(Heard { place, information: item.information.clone() }))
        });
        heard.collect()
    };
    let changed = by_key(&of(earlier), &of(later)).into_iter();
    changed.map(|(entry, said)| Change::Information { entry, said }).collect()
}

fn markers(earlier: &EpisodeView, later: &EpisodeView) -> Vec<Change> {
    let of = |view: &EpisodeView| view.file.person.markers.iter().cloned().collect();
    let changed = by_key(&of(earlier), &of(later)).into_iter();
    changed.map(|(marker, held)| Change::Marker { marker, held }).collect()
}

fn duties(was: &[PackDuties], is: &[PackDuties]) -> Vec<Change> {
    type Key = (String, String, Option<String>, Option<u32>);
    let mut shown: BTreeMap<Key, DutyView> = BTreeMap::new();
    let mut states = |packs: &[PackDuties]| -> BTreeMap<Key, State> {
        let all = packs.iter().flat_map(|pack| pack.duties.iter().map(move |duty| (pack, duty)));
        all.map(|(pack, duty)| {
            let key = (pack.pack.clone(), duty.duty.clone(), duty.of.clone(), duty.sequence);
            shown.insert(key.clone(), duty.clone());
            (key, duty.state)
        })
        .collect()
    };
    let (was, is) = (states(was), states(is));
    let change = |(key, state): (Key, Was<Option<State>>)| {
        let duty = Box::new(shown.remove(&key)?);
        Some(Change::Duty { pack: key.0, duty, state })
    };
    by_key(&was, &is).into_iter().filter_map(change).collect()
}

fn tasks(was: &Episode, is: &Episode) -> Vec<Change> {
    let stands = |set: &TaskSet| TaskStands {
        role: set.task.owner.role.clone(),
        outcome: set.result.as_ref().map(|result| result.outcome),
    };
    let of = |episode: &Episode| -> BTreeMap<EntryId, TaskStands> {
        episode.room.tasks.iter().map(|set| (set.entry, stands(set))).collect()
    };
    let title = |task: EntryId| {
        let set = is.room.task(task).or_else(|| was.room.task(task));
        set.map_or_else(String::new, |set| set.task.title.clone())
    };
    let changed = by_key(&of(was), &of(is)).into_iter();
    changed.map(|(task, stands)| Change::Task { task, title: title(task), stands }).collect()
}

fn messages_of(episode: &Episode) -> MessagesStand {
    let all = &episode.room.messages;
    let waiting: Vec<_> = all.iter().filter(|sent| sent.acknowledged.is_none()).collect();
    let waiting_for = waiting.iter().map(|sent| sent.message.to.clone()).collect();
    MessagesStand { sent: all.len(), waiting: waiting.len(), waiting_for }
}

/// How many entries of a step say that a message was sent or acknowledged.
fn messages_in(step: &RecordedStep) -> usize {
    let tells = |word: &str| matches!(word, "message_sent" | "message_sent_on" | "message_acknowledged");
    step.entries.iter().filter(|entry| tells(&entry.word)).count()
}

/// Everybody named in a change.
fn accounts(change: &Change) -> Vec<AccountId> {
    match change {
        Change::Holder { who, .. } => {
            [&who.was, &who.is].into_iter().flatten().map(|actor| actor.account).collect()
        }
        Change::Grade(_)
        | Change::Standing(_)
        | Change::LastSeen(_)
        | Change::Report(_)
        | Change::Duty { .. }
        | Change::Task { .. }
        | Change::Messages(_)
        | Change::Information { .. }
        | Change::Marker { .. } => Vec::new(),
    }
}
