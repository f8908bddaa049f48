//! What an act names, before it is decided whether it can be recorded: everything named is there, and the actor may do
//! there what they do here. And the names that an entry keeps although nobody types them.

use domain::{
    episode::{EpisodeEvent, may_close},
    file::PersonFile,
    ids::{EntryId, EpisodeId},
    ledger::{Event, Stream},
    named::{Named, named_in},
    placement::PlacementEvent,
    projection::Surroundings,
    refusal::Refusal,
};

use super::{Act, Purpose, decide::Place};
use crate::{
    App,
    access::{Action, EpisodeFacts},
    area::Around,
    identity::SignedIn,
    trouble::Trouble,
};

impl App {
    /// Refused for an act that names what is not there: an agency, a pack, an account, another time missing, a task or
    /// an entry; denied where it would record on another time missing what the actor may not record there.
    pub(super) async fn names_what_is_there(
        &self,
        who: &SignedIn,
        file: &PersonFile,
        place: Place,
        act: &Act,
        around: &Around<'_>,
    ) -> Result<(), Trouble> {
        let Some((event, named, stream)) = newly_named(file, place, act) else { return Ok(()) };
        if named.agencies.iter().any(|agency| self.inner.area.agency(*agency).is_none()) {
            return Err(Refusal::NoSuchEntry.into());
        }
        let no_pack = matches!(&event, Event::Episode(EpisodeEvent::PackMoved { governed_by, .. })
            if governed_by.is_empty());
        if no_pack || named.packs.iter().any(|governing| around.loaded(governing).is_none()) {
            return Err(Refusal::NoSuchPack.into());
        }
        for other in &named.episodes {
            let episode = file.episodes.get(other).ok_or(Refusal::NotOfThatTime)?;
            let facts = EpisodeFacts::of(file, episode, around.agencies());
            let access = &self.inner.access;
            access.permit(&who.actor(), Action::recording(&event), &facts, Purpose::Casework)?;
        }
        let task_is_there = |task: &EntryId| {
            let episode = episode_of(stream).and_then(|id| file.episodes.get(&id));
            episode.is_some_and(|episode| episode.room.task(*task).is_some())
        };
        let entry_is_there = |entry: EntryId| file.find(entry).is_some_and(|found| found.stream == stream);
        if !named.tasks.iter().all(task_is_there) || !named.answers.is_none_or(entry_is_there) {
            return Err(Refusal::NoSuchEntry.into());
        }
        if !named.accounts.is_empty() {
            let staff = self.staff().await?;
            if !named.accounts.iter().all(|named| staff.iter().any(|one| one.account == *named)) {
                return Err(Refusal::NoSuchEntry.into());
            }
        }
        Ok(())
    }

    /// The act with the names of the two who close a case together: of who proposed it, and of who agrees.
    ///
    /// # Errors
    /// Refused to whoever agrees with themselves, or with their own agency.
    pub(super) async fn closed_by_two(
        &self,
        who: &SignedIn,
        file: &PersonFile,
        place: Place,
        act: &Act,
        around: &Around<'_>,
    ) -> Result<Act, Trouble> {
        let (
            Act::Episode(proposal @ EpisodeEvent::ClosedJointly { of, seen, reason, .. }),
            Place::Episode(id),
        ) = (act, place)
        else {
            return Ok(act.clone());
        };
        let episode = file.episodes.get(&id).ok_or(Trouble::NotFound)?;
        may_close(file, episode, proposal, &who.actor(), around.agencies())?;
        let proposed = episode.joint_closures.iter().find(|closure| Some(closure.entry) == *of);
        let by = &proposed.ok_or(Refusal::ClosureNotProposed)?.by;
        let proposer = self.actor_name(by.account).await?.map(|actor| actor.name).unwrap_or_default();
        let (police_officer, social_care_lead) = match by.agency == who.agency.id {
            true => (format!("{proposer}; {}", who.name), String::new()),
            false => (proposer, who.name.clone()),
        };
        Ok(Act::Episode(EpisodeEvent::ClosedJointly {
            of: *of,
            seen: seen.clone(),
            police_officer,
            social_care_lead,
            reason: reason.clone(),
        }))
    }
}

/// What an act names that nothing on record named before, with the event that it would record, or make of one, and the
/// stream in which that stands.
fn newly_named(file: &PersonFile, place: Place, act: &Act) -> Option<(Event, Named, Stream)> {
    let here = match place {
        Place::Episode(id) => Stream::Episode(id),
        Place::Person => Stream::Person(file.id),
    };
    match act {
        Act::Episode(event) => {
            let event = Event::Episode(event.clone());
            let named = named_in(&event);
            Some((event, named, here))
        }
        Act::Person(event) => {
            let event = Event::Person(event.clone());
            let named = named_in(&event);
            Some((event, named, Stream::Person(file.id)))
        }
        Act::RecordPlacement(placement) => {
            let event = Event::Placement(PlacementEvent::Recorded(placement.clone()));
            let named = named_in(&event);
            Some((event, named, here))
        }
        Act::Correct(correction) => {
            let recorded = file.find(correction.corrects)?;
            let event = correction.event.as_deref()?.clone();
            let named = beyond(named_in(&event), &named_in(&recorded.event));
            Some((event, named, recorded.stream))
        }
        // Their ids are looked up where they are decided.
        Act::HoldMeeting(_)
        | Act::Unidentified(_)
        | Act::UseTaskList { .. }
        | Act::CirculateMinutes { .. }
        | Act::CheckPlacementPlan { .. }
        | Act::EndPlacement { .. } => None,
    }
}

/// What a correction names besides what the entry named.
fn beyond(named: Named, before: &Named) -> Named {
    fn new<T: PartialEq>(ids: Vec<T>, before: &[T]) -> Vec<T> {
        ids.into_iter().filter(|id| !before.contains(id)).collect()
    }
    Named {
        agencies: new(named.agencies, &before.agencies),
        packs: new(named.packs, &before.packs),
        episodes: new(named.episodes, &before.episodes),
        tasks: new(named.tasks, &before.tasks),
        answers: named.answers.filter(|answers| Some(*answers) != before.answers),
        accounts: new(named.accounts, &before.accounts),
    }
}

fn episode_of(stream: Stream) -> Option<EpisodeId> {
    match stream {
        Stream::Episode(id) => Some(id),
        Stream::Person(_)
        | Stream::Incident(_)
        | Stream::Placement(_)
        | Stream::Meeting(_)
        | Stream::Agency(_)
        | Stream::Unidentified(_) => None,
    }
}
