//! The two records that are compared, and what they say of time, place and state. Everything may be unknown.

use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::appearance::{Ancestry, Build, Effect, EyeColour, Hair, Marks, Stature};

/// Names one missing person among the records that are compared; a person missing twice is two of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MissingId(pub String);

/// Names one unidentified person, body or find of remains.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnidentifiedId(pub String);

/// Somebody missing, as far as the record says who they are and how they looked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Missing {
    /// Which record.
    pub id: MissingId,
    /// When they were born.
    pub birth: Birth,
    /// Sex as recorded.
    pub sex: Sex,
    /// When they were last seen alive.
    pub last_seen: Option<When>,
    /// Where they were last seen.
    pub place: Place,
    /// How they could travel.
    pub travel: Travel,
    /// Height.
    pub stature: Option<Stature>,
    /// Weight in kg.
    pub weight_kg: Option<Range>,
    /// Build, in one word.
    pub build: Option<Build>,
    /// Hair as last seen.
    pub hair: Hair,
    /// Colours of the eyes; two where they differ.
    pub eyes: Vec<EyeColour>,
    /// What the body bears.
    pub marks: Marks,
    /// Ancestry or ethnicity, only as recorded.
    pub ancestry: Ancestry,
    /// What they wore and carried.
    pub effects: Vec<Effect>,
    /// What a laboratory could compare.
    pub available: Availability,
}

/// A living person, a body or remains that nobody has named.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Unidentified {
    /// Which record.
    pub id: UnidentifiedId,
    /// Living or dead, and in what state.
    pub condition: Condition,
    /// When they were found.
    pub found: Option<When>,
    /// Where they were found.
    pub place: Place,
    /// Age as estimated, in years: at the day found if living, at death otherwise.
    pub age_years: Option<Range>,
    /// Sex as seen or estimated.
    pub sex: Sex,
    /// How sure that is.
    pub sex_certainty: Certainty,
    /// Height as measured or estimated.
    pub stature: Option<Stature>,
    /// Weight in kg.
    pub weight_kg: Option<Range>,
    /// Build, in one word.
    pub build: Option<Build>,
    /// Hair as found.
    pub hair: Hair,
    /// Colours of the eyes as found.
    pub eyes: Vec<EyeColour>,
    /// What the body bears.
    pub marks: Marks,
    /// Ancestry or ethnicity, only as recorded or as an examiner wrote it.
    pub ancestry: Ancestry,
    /// What was found on them and with them.
    pub effects: Vec<Effect>,
    /// What a laboratory could compare.
    pub available: Availability,
}

/// When somebody was born, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "known", rename_all = "snake_case")]
pub enum Birth {
    /// The day.
    Day {
        /// The day of birth.
        date: Date,
    },
    /// Only the year.
    Year {
        /// The year of birth.
        year: i16,
    },
    /// An age that somebody said or estimated.
    Age {
        /// Youngest it may be, in whole years.
        from: u8,
        /// Oldest it may be, in whole years.
        to: u8,
        /// The day for which it was said.
        on: Date,
    },
    /// Nothing is known.
    #[default]
    Unknown,
}

/// Sex, as a record or an examiner states it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Neither word fits.
    Other,
    /// Nobody has said.
    #[default]
    NotKnown,
}

/// How sure an examiner is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// It was said without reserve.
    #[default]
    Stated,
    /// It was said to be probable.
    Probable,
}

/// The moment of something, as far as it is known: at the earliest and at the latest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// Not before this.
    pub earliest: Timestamp,
    /// Not after this.
    pub latest: Timestamp,
}

impl When {
    /// A moment that is known.
    #[must_use]
    pub fn at(moment: Timestamp) -> Self {
        Self { earliest: moment, latest: moment }
    }

    /// Some time on a day (of universal time: the hours that this is off never decide anything).
    #[must_use]
    pub fn on(day: Date) -> Option<Self> {
        Self::between(day, day)
    }

    /// Some time from the beginning of one day to the end of another.
    #[must_use]
    pub fn between(first: Date, last: Date) -> Option<Self> {
        let start = |day: Date| day.to_zoned(TimeZone::UTC).ok().map(|start| start.timestamp());
        Some(Self { earliest: start(first)?, latest: start(last.checked_add(1.day()).ok()?)? })
    }
}

/// From a least to a greatest value; what is known exactly has both the same.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Range {
    /// At least.
    pub min: f32,
    /// At most.
    pub max: f32,
}

impl Range {
    /// Exactly this.
    #[must_use]
    pub fn exactly(value: f32) -> Self {
        Self { min: value, max: value }
    }

    /// From one value to another, whichever way round they were written.
    #[must_use]
    pub fn between(one: f32, other: f32) -> Self {
        Self { min: one.min(other), max: one.max(other) }
    }
}

/// A point on the map, in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

/// Where something was.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// The point, where there is one.
    pub point: Option<Point>,
    /// How far off the point may be, in km.
    pub point_error_km: f32,
    /// The area by name; only compared where a point is missing on either side.
    pub area: String,
    /// What kind of place.
    pub setting: Setting,
}

/// What kind of place: water carries a body away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// In a building.
    Indoors,
    /// On or under the ground.
    Land,
    /// A lake, pond or canal.
    StillWater,
    /// A river or its bank.
    River,
    /// The sea, a shore or an estuary.
    Sea,
    /// Nobody has said.
    #[default]
    NotKnown,
}

/// How somebody could travel when last seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Travel {
    /// On foot.
    OnFoot,
    /// With a car or another vehicle.
    Vehicle,
    /// By bus, train, ship or aeroplane.
    PublicTransport,
    /// Nobody has said.
    #[default]
    NotKnown,
}

/// Whether an unidentified person lives, and in what state a body is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Condition {
    /// Somebody living who cannot or will not say who they are.
    #[default]
    Living,
    /// A body.
    Body {
        /// How far it has decomposed.
        decomposition: Decomposition,
        /// Days since death when found, as estimated.
        dead_days: Option<Range>,
    },
    /// Bones, or parts of a body.
    Remains {
        /// How far they have decomposed.
        decomposition: Decomposition,
        /// Days since death when found, as estimated.
        dead_days: Option<Range>,
        /// Which parts were found.
        parts: Parts,
    },
}

/// How far a body has decomposed. It tells what can still be judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decomposition {
    /// Hardly changed.
    Fresh,
    /// Discoloured, bloated.
    Early,
    /// Soft tissue collapsing or largely lost, dried, or turned to grave wax.
    Advanced,
    /// Bones.
    Skeletal,
    /// Charred by fire.
    Burnt,
    /// Nobody has said.
    #[default]
    NotKnown,
}

/// Which parts of a body were found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "found", content = "parts", rename_all = "snake_case")]
pub enum Parts {
    /// All, or nearly.
    Whole,
    /// These alone.
    Only(Vec<super::BodyPart>),
    /// Nobody has said.
    #[default]
    NotKnown,
}

/// What a laboratory could compare. No evidence: it tells the next step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Availability {
    /// A dental chart, or teeth that can be charted.
    pub dental: Available,
    /// A DNA profile of the person or of family, or a sample that can give one.
    pub dna: Available,
    /// Fingerprints.
    pub fingerprints: Available,
}

/// Whether something is there to be compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Available {
    /// It is.
    Yes,
    /// It is not, and cannot be had.
    No,
    /// Nobody has said.
    #[default]
    NotKnown,
}
