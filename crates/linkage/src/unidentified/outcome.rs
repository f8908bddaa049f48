//! What a comparison says: every summand with its reason as values, what makes a pair impossible, how much better it is
//! than the alternatives of either side, and what could be done next. Sentences are made elsewhere.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};

use serde::{Deserialize, Serialize};

use super::appearance::{AncestryGroup, Build, Effect, EyeColour, FacialHair, HairColour, HairLength, Mark};
use super::record::{Decomposition, MissingId, Range, Sex, UnidentifiedId, When};

/// A weight of evidence, log2 of a ratio of chances, in whole hundredths: what is shown adds up to what is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Bits(i32);

impl Bits {
    /// Rounds to the nearest hundredth.
    #[must_use]
    pub fn of(bits: f32) -> Self {
        // As `round`, without the call: this is done for every summand of every pair.
        Self((bits * 100.0 + 0.5_f32.copysign(bits)) as i32)
    }

    /// So many whole bits.
    #[must_use]
    pub const fn whole(bits: i32) -> Self {
        Self(bits * 100)
    }

    /// In hundredths of a bit.
    #[must_use]
    pub fn hundredths(self) -> i32 {
        self.0
    }

    /// As a number of bits: 1 means twice as likely, 10 about a thousand times.
    #[must_use]
    pub fn bits(self) -> f64 {
        f64::from(self.0) / 100.0
    }

    /// The odds that it stands for.
    #[must_use]
    pub fn odds(self) -> f64 {
        self.bits().exp2()
    }
}

impl Add for Bits {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Bits {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Bits {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl AddAssign for Bits {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sum for Bits {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self(0), Add::add)
    }
}

impl fmt::Display for Bits {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:+.2}", self.bits())
    }
}

/// What is compared. Facts are kept by these too, so that a decision is reopened by what it rested on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feature {
    /// Last seen, found, time since death, and the state of a body.
    Dates,
    /// Age.
    Age,
    /// Sex.
    Sex,
    /// Where last seen and where found.
    Place,
    /// Height.
    Stature,
    /// Weight, or build where weight is not known.
    Weight,
    /// Colour of the hair.
    HairColour,
    /// Length of the hair.
    HairLength,
    /// Hair of the face.
    FacialHair,
    /// Colour of the eyes.
    Eyes,
    /// Ancestry as recorded.
    Ancestry,
    /// Marks.
    Marks,
    /// What was worn and carried.
    Effects,
    /// What a laboratory could compare. Never evidence.
    Available,
}

/// One summand: what one feature, or one mark, says of a pair.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// What was compared.
    pub feature: Feature,
    /// How much it speaks for the pair; against it if negative; nothing where nothing is known.
    pub bits: Bits,
    /// Why.
    pub reason: Reason,
}

/// Why a feature says what it says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "because", rename_all = "snake_case")]
pub enum Reason {
    /// One side or both do not say.
    NotKnown {
        /// Whose record lacks it.
        lacking: Lacking,
    },
    /// The state of the body does not let anybody judge it, or too much time has passed.
    CannotBeJudged {
        /// The state; none for a living person.
        decomposition: Option<Decomposition>,
    },
    /// From last seen to found, and where death falls by the estimate.
    Dates {
        /// Days from last seen to found.
        found_after_days: Range,
        /// Days from last seen to death by the estimate, or by the state of the body; none for a living person.
        died_after_days: Option<Range>,
        /// Whether somebody estimated the time since death, or the state alone tells it.
        basis: DeathBasis,
    },
    /// Age that the person would have had, and age as estimated.
    Age {
        /// Years the person would have been, at death or when found.
        would_be: Range,
        /// Years as estimated.
        estimated: Range,
    },
    /// Sex as recorded and as seen or estimated.
    Sex {
        /// By the record.
        recorded: Sex,
        /// By whoever examined.
        stated: Sex,
        /// How often an examiner of somebody in this state is wrong.
        error: f32,
    },
    /// How far apart the places are.
    Distance {
        /// In km.
        km: f32,
        /// Share of people who are found at least as far away.
        as_far: f32,
        /// Whether water may have carried the body, or somebody travelled faster than one can.
        movement: Movement,
    },
    /// Only the names of areas could be compared.
    Area {
        /// Whether they are one.
        agreement: Agreement,
        /// Share of the missing who were last seen in the area of the find.
        share: f32,
    },
    /// Height that the person would have had, and as found.
    Stature {
        /// In cm, from the record: as told, less what people add, grown or shrunk since.
        would_be_cm: f32,
        /// In cm, as measured (less what lying adds) or estimated.
        found_cm: Range,
        /// Standard deviation of the difference between the two, in cm.
        error_cm: f32,
    },
    /// Weight by the record and as found.
    Weight {
        /// In kg, by the record.
        recorded_kg: f32,
        /// In kg, as found.
        found_kg: f32,
        /// Standard deviation of the difference, in kg.
        error_kg: f32,
    },
    /// Build by the record and as found.
    Build {
        /// By the record.
        recorded: Build,
        /// As found.
        found: Build,
    },
    /// Colours of hair.
    HairColour {
        /// By the record.
        recorded: Vec<HairColour>,
        /// As found.
        found: Vec<HairColour>,
        /// How far they agree.
        agreement: Agreement,
        /// Share of the missing with the colour found.
        share: f32,
    },
    /// Lengths of hair.
    HairLength {
        /// By the record.
        recorded: HairLength,
        /// As found.
        found: HairLength,
    },
    /// Hair of the face.
    FacialHair {
        /// By the record.
        recorded: FacialHair,
        /// As found.
        found: FacialHair,
    },
    /// Colours of eyes.
    Eyes {
        /// By the record.
        recorded: Vec<EyeColour>,
        /// As found.
        found: Vec<EyeColour>,
        /// How far they agree.
        agreement: Agreement,
        /// Share of the missing with the colour found.
        share: f32,
    },
    /// Ancestry as recorded on both sides.
    Ancestry {
        /// By the record.
        recorded: AncestryGroup,
        /// As found.
        found: AncestryGroup,
        /// Share of the missing recorded as what was found.
        share: f32,
    },
    /// A mark of the record that may be one found.
    MarkAgrees {
        /// By the record.
        recorded: Mark,
        /// As found.
        found: Mark,
        /// Parts of the body: same, neighbouring, or one not said.
        part: Agreement,
        /// Sides: same, opposite, or one not said.
        side: Agreement,
        /// Words that both use, the rarest first.
        words: Vec<SharedWord>,
    },
    /// A mark of the record that was not found.
    MarkNotFound {
        /// By the record.
        recorded: Mark,
        /// Share of such marks that would have been noticed.
        would_be_noticed: f32,
    },
    /// A mark found that the record does not have.
    MarkNotRecorded {
        /// As found.
        found: Mark,
        /// Share of such marks that the record would have.
        would_be_recorded: f32,
    },
    /// Something worn or carried that may be one thing.
    EffectAgrees {
        /// By the record.
        recorded: Effect,
        /// As found.
        found: Effect,
        /// Words that both use, the rarest first.
        words: Vec<SharedWord>,
        /// How much of its worth is left after the time between.
        kept: f32,
    },
    /// Taken away because features that agree here go together, and would be counted twice.
    GoTogether {
        /// The features.
        features: Vec<Feature>,
    },
}

/// Whose record lacks something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lacking {
    /// The missing person's.
    Missing,
    /// The unidentified person's.
    Unidentified,
    /// Both.
    Both,
}

/// What tells the time of death.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeathBasis {
    /// Somebody's estimate.
    Estimate,
    /// The state of the body alone.
    State,
    /// The person lives.
    Living,
}

/// How far two values agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Agreement {
    /// They are the same.
    Same,
    /// They are neighbours: words that people confuse, parts that touch.
    Near,
    /// They differ.
    Differs,
    /// One side does not say.
    NotSaid,
}

/// What a distance is judged by beside the usual.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Movement {
    /// Nothing unusual.
    Usual,
    /// Water may have carried the body.
    Drift,
    /// Nobody travels so fast: one of the two times must be wrong.
    TooFast,
}

/// A word that both sides use of one thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SharedWord {
    /// The word as compared: small letters, singular.
    pub word: String,
    /// Share of such things in the records that are described with it.
    pub share: f32,
}

/// Why a pair cannot be one person, with the values of both sides. Only dates exclude: estimates never do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Exclusion {
    /// Found before the missing person was last seen alive.
    FoundBeforeLastSeen {
        /// When the missing person was last seen.
        last_seen: When,
        /// When the other was found.
        found: When,
    },
}

/// What could settle a pair, or tell more of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum NextStep {
    /// Both sides have it: compare.
    Compare {
        /// What.
        what: Laboratory,
    },
    /// One side has it; ask whether the other's can be had.
    Obtain {
        /// What.
        what: Laboratory,
        /// For whom.
        of: Lacking,
    },
    /// The body bears marks and nobody has asked the family from head to foot.
    AskAboutMarks,
}

/// What a laboratory compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Laboratory {
    /// Fingerprints.
    Fingerprints,
    /// Teeth.
    Dental,
    /// DNA.
    Dna,
}

/// A pair, judged. Nobody is identified by it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// The missing person.
    pub missing: MissingId,
    /// The unidentified person, body or remains.
    pub unidentified: UnidentifiedId,
    /// Odds, in bits, before anything is compared: how many are missing, and how many unidentified people are on no list.
    pub before: Bits,
    /// Every summand. A feature that says nothing says why.
    pub lines: Vec<Line>,
    /// `before` and all lines: the odds that this is the person, against somebody who is on no list.
    pub weight: Bits,
    /// How it stands against the alternatives.
    pub chances: Chances,
    /// What makes the pair impossible. Then it counts in no chance.
    pub exclusions: Vec<Exclusion>,
    /// What could be done next, the quickest first.
    pub next_steps: Vec<NextStep>,
}

impl Candidate {
    /// What everybody else who fits, on either side, takes away: with the weight it makes the odds of the chance by both sides.
    /// Nothing where the pair counts in no chance.
    #[must_use]
    pub fn rivals(&self) -> Bits {
        let chance = self.chances.of_missing;
        if chance <= 0.0 || chance >= 1.0 {
            return Bits::default();
        }
        Bits::of((chance / (1.0 - chance)).log2() as f32) - self.weight
    }
}

/// How a pair stands against the alternatives of either side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Chances {
    /// Among all the missing and "nobody on the list", that the unidentified person is this one: as the find alone tells.
    pub of_unidentified: f64,
    /// Among all the unidentified and "none of them", that the missing person is this one. Each find's claim is shared
    /// with the other missing who may be it, so this weighs both sides at once.
    pub of_missing: f64,
    /// Bits by which the pair is ahead of the next best missing person, or of nobody; negative if behind.
    pub ahead_of_missing: Bits,
    /// Bits by which it is ahead of the next best unidentified person, or of none.
    pub ahead_of_unidentified: Bits,
}

/// Everybody who may be the other side of one record, the likeliest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ranking {
    /// Pairs that are possible, the likeliest first.
    pub candidates: Vec<Candidate>,
    /// The chance that it is nobody of all who were considered.
    pub nobody: f64,
    /// Pairs that would rank among the candidates if their dates allowed it, shown and not hidden.
    pub excluded: Vec<Candidate>,
    /// How many records were considered.
    pub considered: usize,
    /// How many of them dates exclude.
    pub excluded_count: usize,
    /// How many were left out because somebody has decided against them.
    pub decided_count: usize,
}
