//! The ledger: what an entry carries, and how entries are chained.
//!
//! An entry commits to its payload through a salted hash, so that payload and salt can one day be disposed of while the
//! chain of entries still proves that nothing else was changed.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    episode::EpisodeEvent,
    ids::{
        AccountId, AgencyId, EntryId, EpisodeId, IncidentId, MeetingId, PersonId, PlacementId, UnidentifiedId,
    },
    incident::IncidentEvent,
    meeting::MeetingEvent,
    person::PersonEvent,
    placement::PlacementEvent,
    rota::AgencyEvent,
    unidentified::UnidentifiedEvent,
};

/// A 32-byte SHA-256 digest.
pub type Digest32 = [u8; 32];

/// What a stream of entries is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Stream {
    /// One person's record.
    Person(PersonId),
    /// One call.
    Incident(IncidentId),
    /// One person, one time missing.
    Episode(EpisodeId),
    /// One stay of a child.
    Placement(PlacementId),
    /// One strategy meeting.
    Meeting(MeetingId),
    /// One agency: its rota.
    Agency(AgencyId),
    /// Somebody who cannot be named: living, a body, or remains.
    Unidentified(UnidentifiedId),
}

impl Stream {
    /// The word that stands for the kind in the ledger.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Person(_) => "person",
            Self::Incident(_) => "incident",
            Self::Episode(_) => "episode",
            Self::Placement(_) => "placement",
            Self::Meeting(_) => "meeting",
            Self::Agency(_) => "agency",
            Self::Unidentified(_) => "unidentified",
        }
    }

    /// The id within the kind.
    #[must_use]
    pub fn id(&self) -> Uuid {
        match self {
            Self::Person(id) => id.0,
            Self::Incident(id) => id.0,
            Self::Episode(id) => id.0,
            Self::Placement(id) => id.0,
            Self::Meeting(id) => id.0,
            Self::Agency(id) => id.0,
            Self::Unidentified(id) => id.0,
        }
    }

    /// The stream of this kind and id, or nothing for a kind that is not known.
    #[must_use]
    pub fn from_parts(kind: &str, id: Uuid) -> Option<Self> {
        match kind {
            "person" => Some(Self::Person(PersonId(id))),
            "incident" => Some(Self::Incident(IncidentId(id))),
            "episode" => Some(Self::Episode(EpisodeId(id))),
            "placement" => Some(Self::Placement(PlacementId(id))),
            "meeting" => Some(Self::Meeting(MeetingId(id))),
            "agency" => Some(Self::Agency(AgencyId(id))),
            "unidentified" => Some(Self::Unidentified(UnidentifiedId(id))),
            _ => None,
        }
    }
}

impl fmt::Display for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind(), self.id())
    }
}

/// Who did it, in which role, for which agency.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Actor {
    /// The account that was signed in.
    pub account: AccountId,
    /// The role in which it acted, as named in the roles of the packs.
    pub role: String,
    /// The agency for which it acted.
    pub agency: AgencyId,
}

impl Actor {
    /// Safewell itself, acting for an agency: what comes about by time and not by a person.
    #[must_use]
    pub fn system(agency: AgencyId) -> Self {
        Self { account: AccountId(Uuid::nil()), role: "safewell".to_owned(), agency }
    }

    /// Whether it is Safewell itself and no person.
    #[must_use]
    pub fn is_system(&self) -> bool {
        self.account.0.is_nil() && self.role == "safewell"
    }
}

/// Something that happened, as written in the ledger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    clippy::large_enum_variant,
    reason = "the details of a person are the largest; no list of events is so long that a box would pay"
)]
pub enum Event {
    /// About a person's record.
    Person(PersonEvent),
    /// About a call.
    Incident(IncidentEvent),
    /// About one time missing.
    Episode(EpisodeEvent),
    /// About a child's stay.
    Placement(PlacementEvent),
    /// About a strategy meeting.
    Meeting(MeetingEvent),
    /// About an agency.
    Agency(AgencyEvent),
    /// About somebody who cannot be named.
    Unidentified(UnidentifiedEvent),
    /// An earlier entry was wrong.
    Corrected(Correction),
}

impl Event {
    /// The word that stands for the event in the ledger, such as `risk_assessed`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Person(event) => event.name(),
            Self::Incident(event) => event.name(),
            Self::Episode(event) => event.name(),
            Self::Placement(event) => event.name(),
            Self::Meeting(event) => event.name(),
            Self::Agency(event) => event.name(),
            Self::Unidentified(event) => event.name(),
            Self::Corrected(_) => "corrected",
        }
    }

    /// What happened in an episode; nothing where it is of something else, a correction among it.
    #[must_use]
    pub fn episode(&self) -> Option<&EpisodeEvent> {
        match self {
            Self::Episode(event) => Some(event),
            Self::Person(_)
            | Self::Incident(_)
            | Self::Placement(_)
            | Self::Meeting(_)
            | Self::Agency(_)
            | Self::Unidentified(_)
            | Self::Corrected(_) => None,
        }
    }

    /// What became known of a person; nothing where it is of something else, a correction among it.
    #[must_use]
    pub fn person(&self) -> Option<&PersonEvent> {
        match self {
            Self::Person(event) => Some(event),
            Self::Episode(_)
            | Self::Incident(_)
            | Self::Placement(_)
            | Self::Meeting(_)
            | Self::Agency(_)
            | Self::Unidentified(_)
            | Self::Corrected(_) => None,
        }
    }
}

/// An entry that says which earlier entry was wrong, what holds instead, and why. The corrected entry stays.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Correction {
    /// The entry that was wrong, in the same stream.
    pub corrects: EntryId,
    /// When it really happened, where that was wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub happened_at: Option<Timestamp>,
    /// What really happened, where that was wrong: an event of the same name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<Box<Event>>,
    /// Why it is corrected.
    pub reason: String,
}

/// What an entry holds: the event, or the trace that it was disposed of.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "nearly every entry holds its event")]
pub enum Content {
    /// The event as it was recorded.
    Event(Event),
    /// Payload and salt were removed under a disposal; the commitment stays.
    Disposed,
}

/// One entry of the ledger.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Place in the one global order, from 1.
    pub sequence: i64,
    /// Its own id, made when it was recorded.
    pub id: EntryId,
    /// What it is about.
    pub stream: Stream,
    /// Its place in the stream, from 1.
    pub version: i64,
    /// The word for the event, kept even when the payload is disposed of.
    pub name: String,
    /// When it happened.
    pub happened_at: Timestamp,
    /// When it was entered; never earlier than it happened.
    pub recorded_at: Timestamp,
    /// Who entered it.
    pub actor: Actor,
    /// What happened.
    pub content: Content,
    /// Salted hash of the payload.
    pub commitment: Digest32,
    /// Hash over the entry and the hash before it.
    pub hash: Digest32,
}

/// An entry before the store has given it its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Its own id (UUIDv7).
    pub id: EntryId,
    /// What it is about.
    pub stream: Stream,
    /// When it happened.
    pub happened_at: Timestamp,
    /// When it is entered.
    pub recorded_at: Timestamp,
    /// Who enters it.
    pub actor: Actor,
    /// What happened.
    pub event: Event,
    /// Sixteen random bytes that keep a short payload from being guessed from its commitment.
    pub salt: [u8; 16],
}

/// The payload exactly as it is stored and hashed.
///
/// # Panics
/// Never for our own events: they hold no maps with keys other than strings.
#[must_use]
pub fn payload_bytes(event: &Event) -> Vec<u8> {
    serde_json::to_vec(event).expect("our events serialise")
}

/// The salted commitment to a payload.
#[must_use]
pub fn commitment(salt: &[u8; 16], payload: &[u8]) -> Digest32 {
    let mut hasher = Sha256::new();
    hasher.update(b"safewell payload 1\n");
    hasher.update(salt);
    hasher.update(payload);
    hasher.finalize().into()
}

/// What the chain hash of an entry covers besides the hash before it: everything but the payload itself.
#[derive(Clone, Copy, Debug)]
pub struct Header<'a> {
    /// Place in the global order.
    pub sequence: i64,
    /// The entry's id.
    pub id: EntryId,
    /// What it is about.
    pub stream: Stream,
    /// Place in the stream.
    pub version: i64,
    /// The word for the event.
    pub name: &'a str,
    /// When it happened.
    pub happened_at: Timestamp,
    /// When it was entered.
    pub recorded_at: Timestamp,
    /// Who entered it.
    pub actor: &'a Actor,
    /// Commitment to the payload.
    pub commitment: &'a Digest32,
}

/// The hash that chains an entry to the one before it. Every part is preceded by its length, so that no two
/// different entries can give the same bytes.
#[must_use]
pub fn chain_hash(previous: &Digest32, header: &Header<'_>) -> Digest32 {
    let mut hasher = Sha256::new();
    hasher.update(b"safewell entry 1\n");
    hasher.update(previous);
    let mut part = |bytes: &[u8]| {
        hasher.update((bytes.len() as u64).to_be_bytes());
        hasher.update(bytes);
    };
    part(&header.sequence.to_be_bytes());
    part(header.id.0.as_bytes());
    part(header.stream.kind().as_bytes());
    part(header.stream.id().as_bytes());
    part(&header.version.to_be_bytes());
    part(header.name.as_bytes());
    part(&header.happened_at.as_microsecond().to_be_bytes());
    part(&header.recorded_at.as_microsecond().to_be_bytes());
    part(header.actor.account.0.as_bytes());
    part(header.actor.role.as_bytes());
    part(header.actor.agency.0.as_bytes());
    part(header.commitment);
    hasher.finalize().into()
}
