//! What the engine is told: one person, what came before, and everything recorded about one time missing.
//! A [`Case`] holds all that is known at any time; what was known at a moment is worked out by the engine.

use jiff::{Timestamp, civil::Date};

use super::event::{EventKind, What, words};

/// Names an entry, so that another can refer to it. Unique within a case.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FactId(pub String);

/// One person and one time missing, or a placement without any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The person, as it was before the first of `facts`.
    pub person: Subject,
    /// Other times missing, reported before this one.
    pub earlier_episodes: Vec<EarlierEpisode>,
    /// When reviews of repeated episodes were completed, before this episode.
    pub earlier_reviews: Vec<Timestamp>,
    /// Everything recorded, in the order in which it was written down.
    pub facts: Vec<Fact>,
}

/// What a protocol asks about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// When the person was born, as far as it is known.
    pub born: Birth,
    /// What holds of the person.
    pub circumstances: Circumstances,
    /// Where the child is placed, if anywhere but home.
    pub placement: Option<Placement>,
    /// Forms completed before the facts of the case, and when.
    pub forms: Vec<(super::event::FormId, Timestamp)>,
}

/// A birth date as far as it is known. Who may be under 18 is treated as a child until assessed otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Birth {
    /// The day is known.
    Exact(Date),
    /// It lies between two days, both included: a year of birth, or an estimated age.
    Between {
        /// The earliest day it can be.
        earliest: Date,
        /// The latest day it can be.
        latest: Date,
    },
    /// Nothing is known.
    Unknown,
}

words! {
    /// Something that holds of a person or does not, and that a pack can ask for.
    Circumstance {
        /// Has a worker of their own before the first fact says otherwise.
        AllocatedWorker => "allocated_worker",
        /// In the care of an authority.
        InCare => "in_care",
        /// Has left care and still has its support.
        CareLeaver => "care_leaver",
        /// An unaccompanied asylum-seeking child.
        Uasc => "uasc",
        /// Serious concerns about the person have been recorded.
        SeriousConcerns => "serious_concerns",
        /// A trigger plan stands.
        TriggerPlan => "trigger_plan",
    }
}

/// The set of circumstances that hold of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Circumstances(u8);

impl Circumstances {
    /// Whether the circumstance holds.
    #[must_use]
    pub const fn contains(self, circumstance: Circumstance) -> bool {
        self.0 & (1 << circumstance as u8) != 0
    }

    /// The set with one more.
    #[must_use]
    pub const fn with(self, circumstance: Circumstance) -> Self {
        Self(self.0 | (1 << circumstance as u8))
    }
}

impl FromIterator<Circumstance> for Circumstances {
    fn from_iter<I: IntoIterator<Item = Circumstance>>(members: I) -> Self {
        members.into_iter().fold(Self::default(), Self::with)
    }
}

/// Where a child is placed. Unknown to the engine before it was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placement {
    /// Whether it was planned.
    pub kind: PlacementKind,
    /// When it was entered.
    pub recorded_at: Timestamp,
    /// When it starts or started.
    pub start: Timestamp,
    /// Where it is, and whose.
    pub place: Place,
}

words! {
    /// Whether a placement was planned.
    PlacementKind {
        /// Known before it began.
        Planned => "planned",
        /// Made at once.
        Unplanned => "unplanned",
    }
}

words! {
    /// Where a child lives, as far as the duties of an area differ by it.
    Place {
        /// No placement is known: at home.
        Home => "home",
        /// Placed within the area.
        InArea => "in_area",
        /// Placed outside it by this authority.
        OutOfArea => "out_of_area",
        /// Placed in the area by another authority.
        PlacedHereByOther => "placed_here_by_other",
    }
}

/// Another time that the person was missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EarlierEpisode {
    /// Since when the person was missing.
    pub start: Timestamp,
    /// When that was reported.
    pub reported: Timestamp,
    /// When it ended, if it has.
    pub end: Option<Timestamp>,
}

/// One entry: what happened, when, and when that was written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Its name, where another entry refers to it.
    pub id: Option<FactId>,
    /// When it happened: all arithmetic goes by this.
    pub at: Timestamp,
    /// When it was entered: what was known at a moment goes by this. Never before `at`.
    pub recorded_at: Timestamp,
    /// What happened.
    pub what: What,
}

/// A case that cannot be: the engine is never asked about one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImpossibleCase {
    /// An entry was written down before it happened.
    #[error("recorded_at is earlier than at")]
    RecordedBeforeItHappened {
        /// Place in `facts`.
        fact: usize,
    },
    /// There is a second report.
    #[error("a second `reported`: there is at most one")]
    ReportedTwice {
        /// Place in `facts`.
        fact: usize,
    },
    /// Two entries bear one id.
    #[error("the id {id:?} is already borne by another event", id = id.0)]
    IdTwice {
        /// Place in `facts` of the second.
        fact: usize,
        /// The id.
        id: FactId,
    },
    /// An entry that others must be able to name has no id.
    #[error("an event of type {} needs an id", kind.name())]
    IdMissing {
        /// Place in `facts`.
        fact: usize,
        /// Its kind.
        kind: EventKind,
    },
    /// A correction names nothing that was visible when it was recorded.
    #[error("the correction names {id:?}, and no event of that id was visible when it was recorded", id = id.0)]
    CorrectsNothing {
        /// Place in `facts`.
        fact: usize,
        /// The id it names.
        id: FactId,
    },
    /// A correction replaces a field that the corrected entry does not have.
    #[error("{cause}")]
    CorrectsNoField {
        /// Place in `facts`.
        fact: usize,
        /// Which field of what.
        cause: super::event::NoSuchField,
    },
}

impl ImpossibleCase {
    /// The place in `facts` of the entry at fault.
    #[must_use]
    pub const fn fact(&self) -> usize {
        match self {
            Self::RecordedBeforeItHappened { fact }
            | Self::ReportedTwice { fact }
            | Self::IdTwice { fact, .. }
            | Self::IdMissing { fact, .. }
            | Self::CorrectsNothing { fact, .. }
            | Self::CorrectsNoField { fact, .. } => *fact,
        }
    }
}

impl Case {
    /// Checks what the types cannot: that entries are written down after they happened, that names are
    /// unique, and that each correction names something it could have known of.
    ///
    /// # Errors
    /// The first entry that cannot be.
    pub fn check(&self) -> Result<(), ImpossibleCase> {
        let mut reports = 0;
        for (place, fact) in self.facts.iter().enumerate() {
            if fact.recorded_at < fact.at {
                return Err(ImpossibleCase::RecordedBeforeItHappened { fact: place });
            }
            reports += usize::from(fact.what.kind() == EventKind::Reported);
            if reports > 1 {
                return Err(ImpossibleCase::ReportedTwice { fact: place });
            }
            match &fact.id {
                Some(id) if self.facts[..place].iter().any(|earlier| earlier.id.as_ref() == Some(id)) => {
                    return Err(ImpossibleCase::IdTwice { fact: place, id: id.clone() });
                }
                None if named_by_others(fact.what.kind()) => {
                    return Err(ImpossibleCase::IdMissing { fact: place, kind: fact.what.kind() });
                }
                Some(_) | None => {}
            }
            self.check_correction(place, fact)?;
        }
        Ok(())
    }

    fn check_correction(&self, place: usize, fact: &Fact) -> Result<(), ImpossibleCase> {
        let What::Correction { corrects, changes } = &fact.what else {
            return Ok(());
        };
        let target = self
            .facts
            .iter()
            .enumerate()
            .find(|(other, target)| {
                *other != place
                    && target.id.as_ref() == Some(corrects)
                    && target.recorded_at <= fact.recorded_at
            })
            .ok_or_else(|| ImpossibleCase::CorrectsNothing { fact: place, id: corrects.clone() })?;
        let mut corrected = target.1.what.clone();
        for change in changes {
            change
                .apply(&mut corrected)
                .map_err(|cause| ImpossibleCase::CorrectsNoField { fact: place, cause })?;
        }
        Ok(())
    }
}

/// Entries that start a duty of their own, which another entry meets by naming them.
fn named_by_others(kind: EventKind) -> bool {
    use super::event::Act;
    matches!(
        kind,
        EventKind::StrategyMeetingHeld
            | EventKind::Act(Act::ReturnReported | Act::CrimeDisclosed | Act::DisagreementRaised)
    )
}
