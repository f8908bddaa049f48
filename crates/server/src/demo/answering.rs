//! Who was told of what in the demonstration, and answered: what the timers would have sent by now stands in the history, so
//! that a start sends nothing that is long past. The last few messages wait for an answer.

use app::App;
use domain::{
    agency::Agency,
    episode::{EpisodeEvent, GoverningPack},
    file::PersonFile,
    ids::{EntryId, EpisodeId, PersonId},
    ledger::{Actor, Content, Draft, Entry, Event, Stream},
    messages::{Planned, Sending, Staffing, planned},
    projection::Surroundings,
    protocol::{calendar::Calendar, office::is_staffed, pack::Pack, roles::Roles},
};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::DemoAccount;

/// Messages that wait for an answer when the demonstration starts.
const WAITING_AT_MOST: usize = 12;
/// They are no older than this.
const WAITING_SINCE: SignedDuration = SignedDuration::from_mins(45);
/// How long it took to answer the others.
pub(super) const ANSWERED_AFTER: SignedDuration = SignedDuration::from_mins(4);

/// Tells of the messages of one person after the other.
pub(super) struct Answering<'a> {
    pub(super) app: &'a App,
    agencies: &'a [Agency],
    accounts: &'a [DemoAccount],
    pub(super) now: Timestamp,
    waiting: usize,
}

impl Surroundings for Answering<'_> {
    fn agencies(&self) -> &[Agency] {
        self.agencies
    }

    fn pack(&self, governing: &GoverningPack) -> Option<(&Pack, &Calendar)> {
        let loaded = self.app.packs().version(&governing.pack, &governing.version)?;
        Some((&loaded.pack, &loaded.calendar))
    }

    fn roles(&self) -> &Roles {
        self.app.packs().roles()
    }
}

impl<'a> Answering<'a> {
    pub(super) fn new(
        app: &'a App,
        agencies: &'a [Agency],
        accounts: &'a [DemoAccount],
        now: Timestamp,
    ) -> Self {
        Self { app, agencies, accounts, now, waiting: 0 }
    }

    /// The messages about somebody that were sent by now, and the answers.
    pub(super) fn about(&mut self, person: PersonId, entries: &[Draft]) -> Vec<Draft> {
        // A disagreement goes on to its next level whatever the last one knew: at most four are told.
        const LEVELS: usize = 4;
        let mut all = entries.to_vec();
        let known = all.len();
        for _ in 0..LEVELS {
            let told = self.due(person, &all);
            if told.is_empty() {
                break;
            }
            all.extend(told);
        }
        all.split_off(known)
    }

    fn due(&mut self, person: PersonId, entries: &[Draft]) -> Vec<Draft> {
        let file = file_of(person, entries, self.now);
        let mut told = Vec::new();
        for episode in file.episodes.values() {
            let mut due = planned(&file, episode, self.now, self);
            due.retain(|planned| planned.at <= self.now);
            due.sort_by(|one, other| (&one.cause, one.at).cmp(&(&other.cause, other.at)));
            for chain in due.chunk_by(|one, other| one.cause == other.cause) {
                let governing = episode.governed_by.first();
                told.extend(self.chain(episode.id, episode.opened.lead_force, governing, chain));
            }
        }
        told
    }

    fn chain(
        &mut self,
        episode: EpisodeId,
        lead: domain::ids::AgencyId,
        governing: Option<&GoverningPack>,
        chain: &[Planned],
    ) -> Vec<Draft> {
        let Some(first) = chain.first() else { return Vec::new() };
        let waits = self.waiting < WAITING_AT_MOST && first.at > self.now - WAITING_SINCE;
        let answered_at = (first.at + ANSWERED_AFTER).min(self.now);
        let sent = chain.iter().filter(|planned| waits || planned.at <= answered_at);
        let mut drafts: Vec<Draft> =
            sent.map(|planned| self.message(episode, lead, governing, planned)).collect();
        if waits {
            self.waiting += 1;
        } else if let Some(of) = drafts.first().map(|draft| draft.id) {
            let known = EpisodeEvent::MessageAcknowledged { of, note: String::new() };
            let (stream, whoever) = (Stream::Episode(episode), self.whoever(first, lead));
            drafts.push(draft(stream, whoever, answered_at, Event::Episode(known)));
        }
        drafts
    }

    fn message(
        &self,
        episode: EpisodeId,
        lead: domain::ids::AgencyId,
        governing: Option<&GoverningPack>,
        planned: &Planned,
    ) -> Draft {
        let staffed = governing
            .and_then(|governing| self.pack(governing))
            .is_some_and(|(pack, calendar)| is_staffed(pack, calendar, planned.at));
        let staffing = if staffed { Staffing::Staffed } else { Staffing::Unstaffed };
        let sending = Sending { now: planned.at, staffing, roles: self.roles(), rotas: &[] };
        let message = sending.address(planned, None);
        let sent = EpisodeEvent::MessageSent(message);
        draft(Stream::Episode(episode), Actor::system(lead), planned.at, Event::Episode(sent))
    }

    /// Somebody in the role that was told; where the demonstration has nobody in it, somebody of the force.
    fn whoever(&self, told: &Planned, lead: domain::ids::AgencyId) -> Actor {
        let in_role = self.accounts.iter().find(|account| account.role == told.to);
        let of_force = || self.accounts.iter().find(|account| account.agency == lead);
        match in_role.or_else(of_force) {
            Some(account) => {
                Actor { account: account.id, role: account.role.clone(), agency: account.agency }
            }
            None => Actor::system(lead),
        }
    }
}

/// The file that these entries give.
pub(super) fn file_of(person: PersonId, entries: &[Draft], at: Timestamp) -> PersonFile {
    let own = entries.iter().filter(|draft| !matches!(draft.stream, Stream::Incident(_)));
    let entries: Vec<Entry> = (1..).zip(own).map(|(sequence, draft)| entry(draft, sequence)).collect();
    PersonFile::as_known_at(person, &entries, at)
}

pub(super) fn draft(stream: Stream, actor: Actor, at: Timestamp, event: Event) -> Draft {
    let id = Uuid::now_v7();
    Draft {
        id: EntryId(id),
        stream,
        happened_at: at,
        recorded_at: at,
        actor,
        event,
        // Nothing here is secret: everybody in the demonstration is invented.
        salt: *id.as_bytes(),
    }
}

fn entry(draft: &Draft, sequence: i64) -> Entry {
    Entry {
        sequence,
        id: draft.id,
        stream: draft.stream,
        version: sequence,
        name: draft.event.name().to_owned(),
        happened_at: draft.happened_at,
        recorded_at: draft.recorded_at,
        actor: draft.actor.clone(),
        content: Content::Event(draft.event.clone()),
        commitment: [0; 32],
        hash: [0; 32],
    }
}
