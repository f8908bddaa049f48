//! Who lives with an agency that cares for people: who is here, late, missing or back, for whoever is on duty there (P9).

use domain::{
    episode::{Ending, Episode, EpisodeEvent, Information, ReturnInterview, Sent, Significance},
    file::PersonFile,
    ids::{EntryId, EpisodeId, PersonId},
    late::still_late,
    person::{Late, Photograph},
    projection::Surroundings,
    protocol::calendar::later,
};
use jiff::{SignedDuration, Timestamp};
use store::ReadSubject;

use crate::{
    App,
    access::{Action, Area, PersonFacts},
    cases::{Act, IdempotencyKey, Purpose, Recording, Seen},
    identity::SignedIn,
    late::AskedOfLate,
    records::Known,
    trouble::Trouble,
};

/// A return is shown so long, because talks are still to be held.
const BACK_SHOWN: SignedDuration = SignedDuration::from_hours(72);

/// A home as whoever is on duty sees it.
#[derive(Clone, Debug)]
pub struct Home {
    /// Everybody who lives there: missing first, then late, then the others, by name.
    pub residents: Vec<Resident>,
    /// The moment as of which this holds.
    pub now: Timestamp,
}

/// Somebody who lives there.
#[derive(Clone, Debug)]
pub struct Resident {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// The best likeness.
    pub likeness: Option<Photograph>,
    /// Where the home is, as their placement says.
    pub address: String,
    /// Where they are.
    pub whereabouts: Whereabouts,
    /// The version to name when recording.
    pub version: i64,
    /// What the reader may do on the record, and on the running episode.
    pub may: Vec<Action>,
}

/// Where somebody is, as far as anybody said.
#[derive(Clone, Debug)]
pub enum Whereabouts {
    /// Nothing was said to the contrary.
    Here,
    /// Late, and nobody has reported them missing.
    Late {
        /// When they were expected, since when, and what was tried.
        late: Late,
        /// Whether it is time to ask.
        standing: LateStanding,
        /// What they are asked of it, where they were and nobody has answered.
        asked: Option<AskedOfLate>,
    },
    /// Reported missing.
    Missing(Box<MissingFromHome>),
    /// Their case ended in a way that is told in person, and on no page: police speak with the home (EX 4).
    WithPolice,
    /// Back and seen by police, not long ago.
    Back {
        /// The episode that ended.
        episode: EpisodeId,
        /// When police confirmed it.
        at: Timestamp,
        /// Talks that are still to be held.
        talks: Vec<Talk>,
    },
}

/// How late somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LateStanding {
    /// They were not expected yet, or no time was agreed.
    InTime,
    /// The time has passed.
    Overdue,
    /// It has passed so long that they may be missing.
    MayBeMissing,
}

/// Somebody missing from the home.
#[derive(Clone, Debug)]
pub struct MissingFromHome {
    /// The episode.
    pub episode: EpisodeId,
    /// Its short reference.
    pub reference: String,
    /// Since when.
    pub since: Timestamp,
    /// When police were told, or would have been had there been a signal.
    pub reported_at: Timestamp,
    /// When the report came in.
    pub came_in: Timestamp,
    /// The police log number; empty while nobody has given it.
    pub log_number: String,
    /// Since when somebody says that they are back; police have not seen them yet.
    pub said_back: Option<Timestamp>,
    /// The entry that says so.
    pub said_back_in: Option<EntryId>,
    /// Who at the police knows, and since when.
    pub acknowledged: Option<(String, Timestamp)>,
    /// Whether an officer is on the way or was sent.
    pub officer_sent: Option<Timestamp>,
}

/// Somebody who was said to be back has gone again before police saw them.
#[derive(Clone, Debug)]
pub struct GoneAgain {
    /// What is told of it, in words.
    pub what: String,
    /// Who tells it.
    pub source: String,
    /// When they went; now where nothing is said.
    pub happened_at: Option<Timestamp>,
    /// Names the attempt.
    pub key: IdempotencyKey,
}

/// A talk with whoever came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Talk {
    /// With police: what could have prevented it.
    PreventionInterview,
    /// With somebody independent.
    ReturnInterview,
}

impl App {
    /// Whether somebody works where people live.
    #[must_use]
    pub fn keeps_a_home(&self, who: &SignedIn) -> bool {
        self.inner.access.permit(&who.actor(), Action::KeepHome, &Area, Purpose::Casework).is_ok()
    }

    /// Everybody who lives with the reader's agency now. The reading is logged as one list.
    ///
    /// # Errors
    /// Denied to whoever works in no home.
    pub async fn home(&self, who: &SignedIn) -> Result<Home, Trouble> {
        self.inner.access.permit(&who.actor(), Action::KeepHome, &Area, Purpose::Casework)?;
        let scope = self.inner.access.scope(&who.actor(), Action::SearchPeople)?;
        let people = self.inner.store.people_of(scope.resource(), who.agency.id).await?;
        let mut residents = Vec::new();
        for row in people {
            if let Some(resident) = self.resident(who, row.person).await? {
                residents.push(resident);
            }
        }
        residents.sort_by_key(|resident| resident.whereabouts.rank());
        self.note_list(who, "home", residents.iter().map(|resident| resident.person.0)).await;
        Ok(Home { residents, now: self.clock().now() })
    }

    /// One who lives with the reader's agency now. The reading is logged.
    ///
    /// # Errors
    /// Not found for anybody who does not live there: nothing is said of whether they are known.
    pub async fn resident_of_home(&self, who: &SignedIn, person: PersonId) -> Result<Resident, Trouble> {
        self.inner.access.permit(&who.actor(), Action::KeepHome, &Area, Purpose::Casework)?;
        let resident = self.resident(who, person).await?.ok_or(Trouble::NotFound)?;
        self.note_read(who, Purpose::Casework, ReadSubject::Person(person)).await;
        Ok(resident)
    }

    /// Whether offices are staffed now, and not covered by a team out of hours.
    #[must_use]
    pub fn offices_are_staffed(&self) -> bool {
        self.inner.area.offices_are_staffed(self.clock().now())
    }

    /// Somebody said to be back is gone again: significant to whoever leads the search, and the return that was reported
    /// holds no longer. Where nobody says that they are back there is nothing to take back, and nothing is recorded. The two
    /// entries are two recordings, each under a key of its own that follows from that of the attempt: one that got no further
    /// than the first goes on with the second when it is sent again.
    ///
    /// # Errors
    /// Not found for anybody who does not live there; denied and refused as each of the two entries is.
    pub async fn gone_again(&self, who: &SignedIn, person: PersonId, gone: GoneAgain) -> Result<(), Trouble> {
        let resident = self.resident_of_home(who, person).await?;
        let Whereabouts::Missing(missing) = &resident.whereabouts else { return Ok(()) };
        let Some(of) = missing.said_back_in else { return Ok(()) };
        let key = |part: &str| {
            IdempotencyKey::parse(&format!("{}.{part}", gone.key.as_str()))
                .unwrap_or_else(IdempotencyKey::fresh)
        };
        let recording = |event, version, key| Recording {
            episode: missing.episode,
            act: Act::Episode(event),
            happened_at: gone.happened_at,
            seen: Seen::UpTo(version),
            key,
        };
        // Told first: should the second fail, whoever leads the search knows all the same.
        let told = EpisodeEvent::InformationReceived(Information {
            what: gone.what.clone(),
            source: gone.source.clone(),
            how_to_reach: String::new(),
            origin: None,
            significance: Significance::Significant,
            reliability: None,
            credibility: None,
            task: None,
        });
        let told = self.record(who, recording(told, resident.version, key("told"))).await?;
        let refuted = EpisodeEvent::ReturnRefuted { of, reason: gone.what.clone() };
        self.record(who, recording(refuted, told.version, key("gone"))).await.map(|_| ())
    }

    /// One of them; nothing for somebody who does not live there now.
    async fn resident(&self, who: &SignedIn, person: PersonId) -> Result<Option<Resident>, Trouble> {
        let around = self.inner.area.around();
        let sealed = self.fetch(person).await?;
        let facts = PersonFacts::of(sealed.for_deciding(), around.agencies());
        let permit = self.inner.access.permit(&who.actor(), Action::ViewPerson, &facts, Purpose::Casework)?;
        let known = sealed.open(&permit);
        let now = known.entered_at(self.clock().now());
        // Of a death that nobody has told them of, no more than that police speak with them.
        let read = self.shown(who, known.clone()).ok();
        let Some(placement) = known
            .file
            .placement_at(now)
            .filter(|placement| placement.recorded.provider == Some(who.agency.id))
        else {
            return Ok(None);
        };
        let may = match known.file.running_episode() {
            Some(episode) => {
                let of_episode = crate::access::EpisodeFacts::of(&known.file, episode, around.agencies());
                self.may_on_episode(who, &known.file, &of_episode, &around)
            }
            None => self.inner.access.permitted(&who.actor(), &facts),
        };
        Ok(Some(Resident {
            person,
            name: known.file.person.details.name.clone(),
            likeness: known.file.person.likeness().cloned(),
            address: placement.recorded.address.clone(),
            whereabouts: match &read {
                Some(read) => self.whereabouts(read, now).await?,
                None => Whereabouts::WithPolice,
            },
            version: known.version(),
            may,
        }))
    }

    async fn whereabouts(&self, known: &Known, now: Timestamp) -> Result<Whereabouts, Trouble> {
        if let Some(episode) = known.file.running_episode() {
            let missing = self.missing_from_home(&known.file, episode).await?;
            return Ok(Whereabouts::Missing(Box::new(missing)));
        }
        if known.file.found_dead().is_some() {
            return Ok(Whereabouts::WithPolice);
        }
        if let Some(late) = still_late(&known.file) {
            let asked_after = self.inner.area.asking_at(now).and_then(|(_, pack, _)| pack.late.as_ref());
            let standing = LateStanding::of(late, asked_after.map(|rule| rule.ask_after), now);
            return Ok(Whereabouts::Late {
                late: late.clone(),
                standing,
                asked: self.asked_of_late(&known.file),
            });
        }
        Ok(back(&known.file, now).unwrap_or(Whereabouts::Here))
    }

    async fn missing_from_home(
        &self,
        file: &PersonFile,
        episode: &Episode,
    ) -> Result<MissingFromHome, Trouble> {
        let lead = episode.opened.lead_force;
        let by_police = |sent: &&Sent| {
            sent.acknowledged.as_ref().is_some_and(|acknowledged| acknowledged.by.agency == lead)
        };
        let first = episode.room.messages.iter().find(by_police);
        let acknowledged = match first.and_then(|sent| sent.acknowledged.as_ref()) {
            None => None,
            Some(acknowledged) => {
                let name = self.actor_name(acknowledged.by.account).await?;
                Some((name.map(|name| name.name).unwrap_or_default(), acknowledged.at))
            }
        };
        Ok(MissingFromHome {
            episode: episode.id,
            reference: episode.id.reference(),
            since: episode.start(),
            reported_at: episode.reported_at,
            came_in: file.came_in(episode),
            log_number: episode.report.log_number.clone(),
            said_back: episode.unverified_return().map(|said| said.at),
            said_back_in: episode.unverified_return().map(|said| said.entry),
            acknowledged,
            officer_sent: episode.deployments.last().map(|(at, _)| *at),
        })
    }
}

fn back(file: &PersonFile, now: Timestamp) -> Option<Whereabouts> {
    let last = file.episodes.values().max_by_key(|episode| episode.start())?;
    let at = last.ended_at().filter(|at| now < *at + BACK_SHOWN)?;
    let Some(Ending::Returned(_)) = last.ending() else { return None };
    let talks = file.episodes.values().flat_map(talks_owed).collect::<std::collections::BTreeSet<_>>();
    Some(Whereabouts::Back { episode: last.id, at, talks: talks.into_iter().collect() })
}

fn talks_owed(episode: &Episode) -> Vec<Talk> {
    let Some(Ending::Returned(_)) = episode.ending() else { return Vec::new() };
    let mut talks = Vec::new();
    if episode.prevention_interview.is_none() {
        talks.push(Talk::PreventionInterview);
    }
    match episode.return_interview {
        ReturnInterview::Owed => talks.push(Talk::ReturnInterview),
        ReturnInterview::Held { .. }
        | ReturnInterview::HeldByOther { .. }
        | ReturnInterview::Declined { .. }
        | ReturnInterview::DeclineReviewed { .. } => {}
    }
    talks
}

impl LateStanding {
    /// How late somebody is, where the pack has the home asked so long after they were expected.
    fn of(late: &Late, asked_after: Option<SignedDuration>, now: Timestamp) -> Self {
        // Where no time was agreed, the moment at which it was noted is the one that is known.
        let counted = late.expected_at.unwrap_or(late.noted_at);
        if asked_after.is_some_and(|after| now >= later(counted, after)) {
            Self::MayBeMissing
        } else if late.expected_at.is_some_and(|expected| now >= expected) {
            Self::Overdue
        } else {
            Self::InTime
        }
    }
}

impl Whereabouts {
    /// Who is missing stands first.
    fn rank(&self) -> u8 {
        match self {
            Self::Missing(_) => 0,
            Self::Late { standing: LateStanding::MayBeMissing, .. } => 1,
            Self::Late { .. } => 2,
            Self::Back { .. } => 3,
            Self::Here | Self::WithPolice => 4,
        }
    }
}
