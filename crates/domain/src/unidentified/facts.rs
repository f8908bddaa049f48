//! What of both sides a match is judged on, and nothing besides: when any of it changes, it is judged again.

use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{details::UnidentifiedDetails, record::Unidentified};
use crate::{
    episode::{Ending, Episode, Held, Identifying, Status, last_sighting},
    features::Features,
    file::PersonFile,
    ids::{EpisodeId, PersonId},
    person::{BirthDate, Sex},
    projection,
};

/// A missing person as a match judges them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MissingFacts {
    /// Who.
    pub person: PersonId,
    /// In which time missing.
    pub episode: EpisodeId,
    /// When born.
    pub birth: BirthDate,
    /// Sex as stated.
    pub sex: Sex,
    /// Ethnicity as the person describes it.
    pub ethnicity: String,
    /// Stature, hair, eyes, marks, teeth, as recorded.
    pub features: Features,
    /// How somebody described them, on the record and in the report.
    pub description: Vec<String>,
    /// When they were last seen; nothing where nobody knows, and then it was some time before the report.
    pub last_seen_at: Option<Timestamp>,
    /// When they were reported.
    pub reported_at: Timestamp,
    /// Where.
    pub last_seen: String,
    /// Where they live.
    pub home_address: String,
    /// What they wore.
    pub clothing: String,
    /// What they had with them.
    pub carrying: String,
    /// Whether a dental chart of them is held.
    pub dental: Option<Held>,
    /// Whether a sample or profile of their DNA is.
    pub dna: Option<Held>,
    /// Whether their fingerprints are.
    pub fingerprints: Option<Held>,
}

impl MissingFacts {
    /// How they look: what is recorded, and where nothing is, what the words of the description say plainly.
    #[must_use]
    pub fn looks(&self) -> Features {
        self.features.clone().or(Features::described(&self.description))
    }
}

/// Somebody who cannot be named as a match judges them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FoundFacts {
    /// What is known. Where they are now and whose reference they have says nothing about who they are, and is left out.
    pub details: UnidentifiedDetails,
    /// The first and the last day on which they can have been found.
    pub found_between: (Date, Date),
}

/// The time missing that runs, or that was closed while they were not found. Nothing of somebody who was there since, or was
/// found dead.
#[must_use]
pub fn still_sought(file: &PersonFile) -> Option<&Episode> {
    // A case that goes on in another says nothing of whether they are back.
    let of_its_own =
        file.episodes.values().filter(|it| !matches!(it.ending(), Some(Ending::CarriedOn { .. })));
    let last = of_its_own.max_by_key(|episode| episode.start())?;
    (is_missing(last) && file.found_dead().is_none()).then_some(last)
}

/// The person as somebody who is missing, where they are.
#[must_use]
pub fn missing_facts(file: &PersonFile) -> Option<MissingFacts> {
    let episode = still_sought(file)?;
    let details = &file.person.details;
    let report = &episode.report;
    let held = |identifying: &Option<Identifying>| identifying.as_ref().map(|it| it.held);
    let said = [&details.description, &report.description];
    Some(MissingFacts {
        person: file.id,
        episode: episode.id,
        birth: details.birth,
        sex: details.sex,
        ethnicity: details.ethnicity.clone(),
        features: file.person.features.clone(),
        description: said.into_iter().filter(|text| !text.trim().is_empty()).cloned().collect(),
        last_seen_at: last_sighting(file, episode).map(|seen| seen.was_at()).or(episode.opened.missing_since),
        reported_at: episode.reported_at,
        last_seen: projection::last_seen(file, episode),
        home_address: details.home_address.clone(),
        clothing: report.clothing.clone(),
        carrying: report.carrying.clone(),
        dental: held(&report.dental),
        dna: held(&report.dna),
        fingerprints: held(&report.fingerprints),
    })
}

fn is_missing(episode: &Episode) -> bool {
    match &episode.status {
        Status::Missing => true,
        Status::Ended { how, .. } | Status::Closed { how, .. } => match how {
            Ending::ClosedJointly => true,
            Ending::Returned(_) | Ending::FoundDead | Ending::CarriedOn { .. } => false,
        },
    }
}

/// What of a record a match judges.
#[must_use]
pub fn found_facts(record: &Unidentified) -> FoundFacts {
    let details =
        UnidentifiedDetails { now_at: String::new(), reference: String::new(), ..record.details.clone() };
    FoundFacts { found_between: details.found_between(), details }
}

/// A digest of facts: the same facts give the same one, so that it can be told whether anything has changed.
///
/// # Panics
/// Never for our own facts: they hold no maps with keys other than strings.
#[must_use]
pub fn digest(facts: &impl Serialize) -> String {
    let bytes = serde_json::to_vec(facts).expect("our facts serialise");
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |text, byte| text + &format!("{byte:02x}"))
}
