//! What a decision knows of the thing it is about: as little as the policies ask for.

use domain::{
    episode::Episode,
    file::PersonFile,
    grants,
    ids::{AgencyId, EpisodeId, PersonId, UnidentifiedId},
    projection::{Childhood, EpisodeRow, PersonRow},
    unidentified::{Unidentified, UnidentifiedRow, of_unidentified},
};

use super::action::Subject;
use crate::identity::Agency;

/// Something that a decision is about.
pub trait Resource {
    /// What the permit then stands for.
    type Id: Clone;

    /// Its id.
    fn id(&self) -> Self::Id;

    /// As the policies see it.
    fn facts(&self) -> Facts<'_>;
}

/// A thing as the policies see it.
#[derive(Clone, Copy, Debug)]
pub enum Facts<'a> {
    /// The area as a whole.
    Area,
    /// An episode.
    Episode(&'a EpisodeFacts),
    /// A person.
    Person(&'a PersonFacts),
    /// Somebody who cannot be named.
    Unidentified(&'a UnidentifiedFacts),
}

impl Facts<'_> {
    /// What kind of thing it is.
    #[must_use]
    pub fn subject(&self) -> Subject {
        match self {
            Self::Area => Subject::Area,
            Self::Episode(_) => Subject::Episode,
            Self::Person(_) => Subject::Person,
            Self::Unidentified(_) => Subject::Unidentified,
        }
    }
}

/// The area that this deployment serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area;

impl Resource for Area {
    type Id = Self;

    fn id(&self) -> Self {
        *self
    }

    fn facts(&self) -> Facts<'_> {
        Facts::Area
    }
}

/// What the policies ask of an episode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EpisodeFacts {
    /// Which.
    pub episode: EpisodeId,
    /// The force that has the case.
    pub lead: AgencyId,
    /// Agencies that may see it.
    pub granted: Vec<AgencyId>,
    /// Whether the person counts as a child in it.
    pub child: Childhood,
}

impl EpisodeFacts {
    /// Worked out from the file.
    #[must_use]
    pub fn of(file: &PersonFile, episode: &Episode, agencies: &[Agency]) -> Self {
        Self {
            episode: episode.id,
            lead: episode.opened.lead_force,
            granted: grants::of_episode(file, episode, agencies),
            child: grants::childhood(file, episode),
        }
    }

    /// As a list shows it.
    #[must_use]
    pub fn of_row(row: &EpisodeRow) -> Self {
        Self { episode: row.episode, lead: row.lead_force, granted: row.granted_to.clone(), child: row.child }
    }
}

impl Resource for EpisodeFacts {
    type Id = EpisodeId;

    fn id(&self) -> EpisodeId {
        self.episode
    }

    fn facts(&self) -> Facts<'_> {
        Facts::Episode(self)
    }
}

/// What the policies ask of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonFacts {
    /// Who.
    pub person: PersonId,
    /// Agencies that may see the record.
    pub granted: Vec<AgencyId>,
}

impl PersonFacts {
    /// Worked out from the file.
    #[must_use]
    pub fn of(file: &PersonFile, agencies: &[Agency]) -> Self {
        Self { person: file.id, granted: grants::of_person(file, agencies) }
    }

    /// As a list shows it.
    #[must_use]
    pub fn of_row(row: &PersonRow) -> Self {
        Self { person: row.person, granted: row.granted_to.clone() }
    }
}

impl Resource for PersonFacts {
    type Id = PersonId;

    fn id(&self) -> PersonId {
        self.person
    }

    fn facts(&self) -> Facts<'_> {
        Facts::Person(self)
    }
}

/// What the policies ask of the record of somebody who cannot be named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnidentifiedFacts {
    /// Which.
    pub unidentified: UnidentifiedId,
    /// The agency that made the record and works it.
    pub lead: AgencyId,
    /// Agencies that may see it.
    pub granted: Vec<AgencyId>,
}

impl UnidentifiedFacts {
    /// Worked out from the record.
    #[must_use]
    pub fn of(record: &Unidentified, agencies: &[Agency]) -> Self {
        Self {
            unidentified: record.id,
            lead: record.recorded_by.agency,
            granted: of_unidentified(record, agencies),
        }
    }

    /// As a list shows it.
    #[must_use]
    pub fn of_row(row: &UnidentifiedRow) -> Self {
        Self { unidentified: row.unidentified, lead: row.recorded_by, granted: row.granted_to.clone() }
    }
}

impl Resource for UnidentifiedFacts {
    type Id = UnidentifiedId;

    fn id(&self) -> UnidentifiedId {
        self.unidentified
    }

    fn facts(&self) -> Facts<'_> {
        Facts::Unidentified(self)
    }
}
