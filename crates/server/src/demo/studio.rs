//! Everything that telling the demonstration's stories needs at hand.

use domain::{
    episode::GoverningPack,
    ids::EntryId,
    ledger::{Actor, Draft, Event, Stream},
};
use jiff::{SignedDuration, Timestamp, Zoned};

use super::{
    chance::Chance,
    county::{Cast, County, NameBook},
    prose::Corpus,
    rules::{PackName, Rules},
};

/// The desk at which the stories are written.
pub(super) struct Studio {
    pub(super) now: Timestamp,
    pub(super) chance: Chance,
    pub(super) corpus: Corpus,
    pub(super) county: County,
    pub(super) cast: Cast,
    pub(super) names: NameBook,
    pub(super) rules: Rules,
    /// For the next people: whether anybody recorded their ethnicity.
    pub(super) ethnicities: Vec<Ethnicity>,
    /// Entries of calls, in the order in which they were planned.
    pub(super) calls: Vec<Draft>,
}

/// Whether somebody's ethnicity was recorded.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ethnicity {
    Recorded,
    NotRecorded,
}

/// When something happened, and when it was entered.
#[derive(Clone, Copy)]
pub(super) struct When {
    pub(super) happened_at: Timestamp,
    pub(super) recorded_at: Timestamp,
}

/// The seed from which agencies and accounts are made.
pub(super) const COUNTY: u64 = 7;

impl Studio {
    /// An empty desk.
    pub(super) fn open(seed: u64, now: Timestamp, rules: &Rules) -> Self {
        // The county is the same whoever goes missing in it, so that two tellings fit into one database.
        let mut chance = Chance::seeded(COUNTY);
        let founded = now - SignedDuration::from_hours(24 * 740);
        let cast = Cast::open(&mut chance, founded);
        if seed != COUNTY {
            chance = Chance::seeded(seed);
        }
        Self {
            cast,
            corpus: Corpus::open(),
            county: County::open(),
            names: NameBook::open(seed),
            rules: rules.clone(),
            calls: Vec::new(),
            ethnicities: chance.deal(100, &[(Ethnicity::NotRecorded, 31), (Ethnicity::Recorded, 69)]),
            now,
            chance,
        }
    }

    /// When something of that minute is entered, if nobody is late.
    pub(super) fn soon(&mut self, happened_at: Timestamp) -> When {
        let lag = SignedDuration::from_secs(self.chance.between(70, 540));
        When { happened_at, recorded_at: happened_at + lag }
    }

    /// When something is entered that nobody had time for: within half a day.
    pub(super) fn late(&mut self, happened_at: Timestamp) -> When {
        When { happened_at, recorded_at: happened_at + self.chance.minutes(95, 640) }
    }

    /// An entry that somebody writes.
    pub(super) fn draft(&mut self, stream: Stream, when: When, actor: Actor, event: Event) -> Draft {
        Draft {
            id: EntryId(self.chance.id_at(when.recorded_at)),
            stream,
            happened_at: when.happened_at,
            recorded_at: when.recorded_at,
            actor,
            event,
            salt: self.chance.salt(),
        }
    }

    /// The pack that governs a case of the county's force.
    pub(super) fn governed_by(&self) -> Vec<GoverningPack> {
        vec![self.governing(&self.rules.local)]
    }

    /// A pack as the county's force applies it.
    pub(super) fn governing(&self, pack: &PackName) -> GoverningPack {
        GoverningPack {
            pack: pack.pack.clone(),
            version: pack.version.clone(),
            agency: self.cast.agency("police"),
        }
    }

    /// A mobile number from the range kept for drama.
    pub(super) fn mobile(&mut self) -> String {
        format!("07700 900{:03}", self.chance.between(0, 999))
    }

    /// A landline number from the range kept for drama.
    pub(super) fn landline(&mut self) -> String {
        format!("01632 960{:03}", self.chance.between(0, 999))
    }
}

/// The instant cut to the minute, as people say when something happened.
pub(super) fn to_minute(instant: Timestamp) -> Timestamp {
    Timestamp::from_second(instant.as_second().div_euclid(60) * 60).unwrap_or(instant)
}

/// The instant on the county's clocks.
pub(super) fn local(instant: Timestamp) -> Zoned {
    instant.to_zoned(domain::time::london())
}
