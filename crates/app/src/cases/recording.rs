//! Recording an act: authorize, load, decide, append. If somebody else adds to the same file in between, it is decided
//! again on what is then known.

mod namesakes;

use domain::{
    episode::{EpisodeEvent, Occasioned, Peers},
    file::PersonFile,
    ids::{EntryId, EpisodeId, PersonId},
    ledger::{Digest32, Draft, Entry, Event, Stream},
    person::PersonEvent,
    projection::{Surroundings, project},
    refusal::Refusal,
    risk::Assessor,
    time::to_microsecond,
};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use store::{AppendError, Batch, Picture, StreamWrite};
use uuid::Uuid;

use super::{
    Act, IdempotencyKey, OfOthers, Purpose, Recorded, Recording, RecordingOnPerson, Seen, TimelineItem,
    decide::{Decided, Given, Place, correctable, decide, touched},
    grades, matter,
    passing::may_be_passed,
    timeline::may_correct,
};
use crate::{
    App,
    access::{Action, EpisodeFacts, Permit, PersonFacts, Subject},
    area::Around,
    identity::SignedIn,
    late::late_again,
    records::{Freshness, Known, Opens, Sealed},
    trouble::{Clash, Fault, Trouble},
    unidentified::match_again,
};

/// How often a file that others keep adding to is read again before the user is asked to try again.
const ATTEMPTS: usize = 5;

/// An act with everything that does not change from attempt to attempt.
struct Asked<'a> {
    who: &'a SignedIn,
    person: PersonId,
    place: Place,
    act: Act,
    happened_at: Option<Timestamp>,
    seen: Seen,
    key: &'a IdempotencyKey,
    /// What was said of others who are likely the same.
    of_others: OfOthers,
    request: Digest32,
    /// What the act's event names and the transaction keeps with it.
    pictures: Vec<Picture>,
    entry: EntryId,
    /// The id of what the act brings into being, if anything.
    fresh: Uuid,
}

impl<'a> Asked<'a> {
    fn on_episode(
        who: &'a SignedIn,
        person: PersonId,
        recording: &'a Recording,
        of_others: OfOthers,
    ) -> Self {
        Self {
            who,
            person,
            place: Place::Episode(recording.episode),
            act: recording.act.clone(),
            happened_at: recording.happened_at,
            seen: recording.seen,
            key: &recording.key,
            of_others,
            request: request_of("episode", recording.episode, &recording.act, recording.happened_at),
            pictures: Vec::new(),
            entry: EntryId(Uuid::now_v7()),
            fresh: Uuid::now_v7(),
        }
    }

    fn on_person(who: &'a SignedIn, recording: &'a RecordingOnPerson) -> Self {
        Self {
            who,
            person: recording.person,
            place: Place::Person,
            act: recording.act.clone(),
            happened_at: recording.happened_at,
            seen: recording.seen,
            key: &recording.key,
            of_others: OfOthers::default(),
            request: request_of("person", recording.person, &recording.act, recording.happened_at),
            pictures: Vec::new(),
            entry: EntryId(Uuid::now_v7()),
            fresh: Uuid::now_v7(),
        }
    }
}

/// Why an attempt recorded nothing.
enum Failed {
    /// The file has grown since it was read.
    Stale,
    /// It will not be recorded.
    Trouble(Trouble),
}

impl<T: Into<Trouble>> From<T> for Failed {
    fn from(trouble: T) -> Self {
        Self::Trouble(trouble.into())
    }
}

impl App {
    /// Records what happened in an episode, at a meeting about it, or something about the person learnt from it.
    ///
    /// # Errors
    /// See [`Trouble`]; nothing was recorded. Sent again with its key it is recorded once, and answered alike.
    pub async fn record(&self, who: &SignedIn, recording: Recording) -> Result<Recorded, Trouble> {
        self.record_having_asked(who, recording, OfOthers::default()).await
    }

    /// The same, with what was said of others on record who are likely the same.
    ///
    /// # Errors
    /// As [`App::record`].
    pub async fn record_having_asked(
        &self,
        who: &SignedIn,
        recording: Recording,
        of_others: OfOthers,
    ) -> Result<Recorded, Trouble> {
        let person = self.person_of(recording.episode).await?;
        self.record_asked(&Asked::on_episode(who, person, &recording, of_others)).await
    }

    /// Records something about a person or their placements from their record.
    ///
    /// # Errors
    /// As [`App::record`]; an act that belongs to an episode is refused here.
    pub async fn record_on_person(
        &self,
        who: &SignedIn,
        recording: RecordingOnPerson,
    ) -> Result<Recorded, Trouble> {
        self.record_with_pictures(who, recording, Vec::new()).await
    }

    /// The same, with what was said of others on record who are likely the same.
    ///
    /// # Errors
    /// As [`App::record_on_person`].
    pub async fn record_on_person_having_asked(
        &self,
        who: &SignedIn,
        recording: RecordingOnPerson,
        of_others: OfOthers,
    ) -> Result<Recorded, Trouble> {
        self.record_asked(&Asked { of_others, ..Asked::on_person(who, &recording) }).await
    }

    /// The same with the pictures that the act names.
    pub(crate) async fn record_with_pictures(
        &self,
        who: &SignedIn,
        recording: RecordingOnPerson,
        pictures: Vec<Picture>,
    ) -> Result<Recorded, Trouble> {
        self.record_asked(&Asked { pictures, ..Asked::on_person(who, &recording) }).await
    }

    async fn record_asked(&self, asked: &Asked<'_>) -> Result<Recorded, Trouble> {
        let mut sealed = self.fetch_kept(asked.person).await?;
        for _ in 0..ATTEMPTS {
            let freshness = sealed.freshness();
            match (self.attempt(asked, sealed).await, freshness) {
                (Ok(recorded), _) => return Ok(recorded),
                // What a kept file does not allow, the file as it is now may.
                (Err(Failed::Stale), _) | (Err(Failed::Trouble(_)), Freshness::Kept) => {
                    sealed = self.fetch(asked.person).await?;
                }
                (Err(Failed::Trouble(trouble)), Freshness::Read) => {
                    return self.unless_replayed(asked, trouble).await;
                }
            }
        }
        Err(Trouble::Unavailable(store::Unavailable::Busy))
    }

    async fn attempt(&self, asked: &Asked<'_>, sealed: Sealed) -> Result<Recorded, Failed> {
        let around = self.inner.area.around();
        let known = self.permitted(asked, sealed, &around)?;
        let now = known.entered_at(self.clock().now());
        let shown = self.shown(asked.who, known.clone())?;
        no_clash(asked, &known, &shown)?;
        self.names_what_is_there(asked.who, &known.file, asked.place, &asked.act, &around).await?;
        self.is_theirs_to_record(asked, &known.file, &shown.file, now, &around).await?;
        let mut drafts = self.proposed(asked, &known, &around).await?;
        let looked_up = self.asked_about_others(asked, &known, &mut drafts).await?;
        let (mut batch, after) = batch(asked, &known, drafts, &around);
        batch.looked_up = looked_up;
        batch.outbox = late_again(&known.file, &after.file);
        batch.outbox.extend(match_again(&known.file, &after.file));
        match self.inner.store.append(batch).await {
            Ok(appended) => {
                let after = after.placed(&appended.entries);
                let told = recorded(&after, asked.entry);
                self.inner.records.keep(after);
                Ok(told?)
            }
            Err(
                AppendError::FileChanged { .. }
                | AppendError::Conflict { .. }
                | AppendError::DraftChanged
                | AppendError::SomebodyNew,
            ) => {
                self.inner.records.forget(asked.person);
                self.inner.records.forget(known.file.id);
                Err(Failed::Stale)
            }
            Err(AppendError::IdempotencyReplay(response)) => {
                Ok(self.recorded_before(asked.person, &response.0).await?)
            }
            Err(AppendError::IdempotencyMismatch) => Err(Failed::Trouble(Trouble::KeyUsedBefore)),
            Err(AppendError::Fault(fault)) => Err(fault.into()),
        }
    }

    /// What would be entered.
    async fn proposed(
        &self,
        asked: &Asked<'_>,
        known: &Known,
        around: &Around<'_>,
    ) -> Result<Vec<Draft>, Trouble> {
        let now = known.entered_at(self.clock().now());
        let when = Occasioned { happened_at: asked.happened_at.unwrap_or(now), now };
        let rules = grades::rules(&known.file, asked.place, around, now);
        let given = Given { rules: &rules, lists: self.packs().task_lists(), fresh: asked.fresh };
        let act = self.closed_by_two(asked.who, &known.file, asked.place, &asked.act, around).await?;
        let decided = decide(&known.file, asked.place, act, when, given)?;
        Ok(drafts(asked, decided, when))
    }

    /// Refused where the act answers or settles what is not the actor's, or gives something to somebody who cannot take it.
    /// What the actor is not shown answers as what is not there.
    async fn is_theirs_to_record(
        &self,
        asked: &Asked<'_>,
        file: &PersonFile,
        shown: &PersonFile,
        now: Timestamp,
        around: &Around<'_>,
    ) -> Result<(), Trouble> {
        let (who, place, act) = (asked.who, asked.place, &asked.act);
        self.owner_can_take_it(who, file, place, act, around).await?;
        self.settles_own_tasks(who.agency.id, (file, shown), (place, act), around).await?;
        if let (Place::Episode(id), Act::Episode(EpisodeEvent::MessageAcknowledged { of, .. })) = (place, act)
        {
            self.addressed(who, (file, shown), id, *of)?;
        }
        if let (Place::Episode(id), Act::Episode(EpisodeEvent::MessageSentOn { of, to, .. })) = (place, act) {
            self.still_waits(file, id, (*of, to), now, around).await?;
        }
        if let Act::Person(PersonEvent::LateAcknowledged { of, .. }) = act {
            self.addressed_of_late(who, file, *of)?;
        }
        let peers = Peers { agencies: around.agencies(), roles: self.packs().roles() };
        Ok(may_be_passed(file, place, act, &who.actor(), peers)?)
    }

    /// The file, if the actor may record this in it.
    fn permitted(&self, asked: &Asked<'_>, sealed: Sealed, around: &Around<'_>) -> Result<Known, Trouble> {
        let file = sealed.for_deciding();
        if grades_as_supervisor(&asked.act) {
            self.key_for(asked, Action::RiskReviewed, file, around)?;
        }
        if let Act::Correct(correction) = &asked.act {
            let corrected = correctable(file, asked.place, correction).ok_or(Refusal::NoSuchEntry)?;
            self.key_for(asked, Action::recording(&corrected.event), file, around)?;
            if !may_correct(file, asked.who.actor().agency, corrected) {
                return Err(Refusal::NotYoursToCorrect.into());
            }
        }
        let key = self.key_for(asked, asked.act.action(), file, around)?;
        Ok(sealed.open(&key))
    }

    fn key_for(
        &self,
        asked: &Asked<'_>,
        action: Action,
        file: &PersonFile,
        around: &Around<'_>,
    ) -> Result<Key, Trouble> {
        let access = &self.inner.access;
        match (action.subject(), asked.place) {
            (Subject::Episode, Place::Episode(id)) => {
                let episode = file.episodes.get(&id).ok_or(Trouble::NotFound)?;
                let facts = EpisodeFacts::of(file, episode, around.agencies());
                Ok(Key::Episode(access.permit(&asked.who.actor(), action, &facts, Purpose::Casework)?))
            }
            (Subject::Person, _) => {
                let facts = PersonFacts::of(file, around.agencies());
                Ok(Key::Person(access.permit(&asked.who.actor(), action, &facts, Purpose::Casework)?))
            }
            // What belongs to an episode is recorded from one.
            (Subject::Episode, Place::Person) | (Subject::Area | Subject::Unidentified, _) => {
                Err(Refusal::NoSuchEntry.into())
            }
        }
    }

    /// The trouble, unless the same request was carried out before: then what it was answered.
    async fn unless_replayed(&self, asked: &Asked<'_>, trouble: Trouble) -> Result<Recorded, Trouble> {
        let store = &self.inner.store;
        match store.replayed(asked.who.account, asked.key.as_str(), &asked.request).await {
            Err(AppendError::IdempotencyReplay(response)) => {
                self.recorded_before(asked.person, &response.0).await
            }
            Ok(())
            | Err(
                AppendError::IdempotencyMismatch
                | AppendError::Conflict { .. }
                | AppendError::FileChanged { .. }
                | AppendError::DraftChanged
                | AppendError::SomebodyNew
                | AppendError::Fault(_),
            ) => Err(trouble),
        }
    }

    async fn recorded_before(&self, person: PersonId, response: &[u8]) -> Result<Recorded, Trouble> {
        let entry = Uuid::from_slice(response)
            .map(EntryId)
            .map_err(|_| Fault::broken("the answer to an earlier request is not the id of an entry"))?;
        let known = self.fetch_for_clock(person).await?;
        recorded(&known, entry)
    }
}

/// Whether the act says that a supervisor graded: recorded so, or made so by a correction.
fn grades_as_supervisor(act: &Act) -> bool {
    matches!(act.episode_event(), Some(EpisodeEvent::RiskAssessed { by: Assessor::Supervisor, .. }))
}

/// A permit for what an act is recorded on.
enum Key {
    Episode(Permit<EpisodeId>),
    Person(Permit<PersonId>),
}

impl Opens for Key {
    fn opens(&self, file: &PersonFile) -> bool {
        match self {
            Self::Episode(permit) => permit.opens(file),
            Self::Person(permit) => permit.opens(file),
        }
    }
}

/// What is answered: the entry that was asked for, and the version of the file with it and with what followed from it, which
/// was entered by the same hand at the same instant.
fn recorded(known: &Known, id: EntryId) -> Result<Recorded, Trouble> {
    let asked_for =
        known.entry(id).ok_or_else(|| Fault::broken("an entry that was answered is not in its file"))?;
    let sequence = asked_for.sequence;
    let together = known.entries.iter().filter(|entry| {
        entry.recorded_at == asked_for.recorded_at && entry.actor.account == asked_for.actor.account
    });
    let version = together.map(|entry| entry.sequence).max().unwrap_or(sequence);
    Ok(Recorded { entry: id, version, sequence })
}

/// What others recorded on the same matter since the user looked, if anything, as the user is shown it.
fn no_clash(asked: &Asked<'_>, known: &Known, shown: &Known) -> Result<(), Trouble> {
    if let Seen::UpTo(version) = asked.seen {
        known.has_been_at(version)?;
    }
    let matters = matter::of_act(&known.file, asked.place, &asked.act);
    let meanwhile =
        |entry: &&Entry| !asked.seen.covers(entry.sequence) && matter::concerns(&known.file, entry, &matters);
    if !known.entries.iter().any(|entry| meanwhile(&entry)) {
        return Ok(());
    }
    let since = shown.entries.iter().filter(meanwhile).filter_map(TimelineItem::as_entered).collect();
    Err(Trouble::Clash(Clash { since, version: known.version(), facts: None }))
}

/// The entry that was asked for, and those that follow from it.
fn drafts(asked: &Asked<'_>, decided: Decided, when: Occasioned) -> Vec<Draft> {
    let stream = decided.stream;
    let follows = decided.follows.into_iter().map(|event| (EntryId(Uuid::now_v7()), event));
    std::iter::once((asked.entry, decided.event))
        .chain(follows)
        .map(|(id, event)| draft(asked, id, stream, event, when))
        .collect()
}

fn draft(asked: &Asked<'_>, id: EntryId, stream: Stream, event: Event, when: Occasioned) -> Draft {
    // A correction happens when it is entered; it says itself when what it corrects happened.
    let happened_at = match event {
        Event::Corrected(_) => when.now,
        Event::Person(_)
        | Event::Incident(_)
        | Event::Episode(_)
        | Event::Placement(_)
        | Event::Meeting(_)
        | Event::Agency(_)
        | Event::Unidentified(_) => when.happened_at,
    };
    Draft {
        id,
        stream,
        happened_at: to_microsecond(happened_at),
        recorded_at: when.now,
        actor: asked.who.actor(),
        event,
        salt: fresh_salt(),
    }
}

fn batch(asked: &Asked<'_>, known: &Known, drafts: Vec<Draft>, around: &Around<'_>) -> (Batch, Known) {
    let (now, stream) = (drafts[0].recorded_at, drafts[0].stream);
    let after = known.with(&drafts, now);
    let projection = project(&after.file, &touched(&after.file, stream), now, around);
    let batch = Batch {
        writes: vec![StreamWrite {
            stream,
            person: Some(after.file.owner_of(stream)),
            expected_version: known.stream_version(stream),
            drafts,
        }],
        files: known.claims().to_vec(),
        projections: vec![projection],
        pictures: asked.pictures.clone(),
        idempotency: Some(store::IdempotencyKey {
            key: asked.key.as_str().to_owned(),
            account: asked.who.account,
            request: asked.request,
            response: asked.entry.0.as_bytes().to_vec(),
            at: now,
        }),
        ..Batch::default()
    };
    (batch, after)
}

/// Sixteen bytes that nobody can guess.
pub(crate) fn fresh_salt() -> [u8; 16] {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).expect("the system gives random bytes");
    salt
}

/// Moments that are filled in on arrival where nobody said them.
const FILLED_IN: [&str; 2] = ["obtained_at", "estimated_on"];

/// Tells one act from another under the same key, by what was said. What was filled in on arrival is another in each
/// retry, so it does not count.
pub(super) fn request_of(
    place: &str,
    id: impl Serialize,
    act: &Act,
    happened_at: Option<Timestamp>,
) -> Digest32 {
    let mut said = serde_json::to_value(act).expect("acts hold no maps with keys other than strings");
    forget_filled_in(&mut said);
    digest_of(&(place, id, said, happened_at))
}

fn forget_filled_in(said: &mut Value) {
    match said {
        Value::Object(parts) => {
            parts.retain(|name, _| !FILLED_IN.contains(&name.as_str()));
            parts.values_mut().for_each(forget_filled_in);
        }
        Value::Array(items) => items.iter_mut().for_each(forget_filled_in),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Tells one request from another under the same key.
pub(crate) fn digest_of(request: &impl Serialize) -> Digest32 {
    let bytes = serde_json::to_vec(request).expect("requests hold no maps with keys other than strings");
    Sha256::digest(bytes).into()
}
