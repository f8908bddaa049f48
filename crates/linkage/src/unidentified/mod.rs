//! Could this unidentified patient, body or remains be one of the missing?
//!
//! Both sides are told as typed facts of which any may be unknown ([`Missing`], [`Unidentified`]). A [`Register`] holds
//! them and ranks either side for a record of the other ([`Ranking`], [`Candidate`]): every feature adds a weight of
//! evidence with its reason as values, only dates exclude, and each pair is held against the alternatives of both its
//! sides, "nobody on the list" among them. [`Facts`] remember what a decision rested on. Every number stands in
//! `model.toml` with its unit and source ([`Model`]). Nobody is identified here: a person decides, by means that prove.

mod appearance;
mod outcome;
mod record;

mod facts;
mod next;

mod model;
mod population;
mod prepared;
mod words;

mod body;
mod dates;
mod effects;
mod looks;
mod marks;
mod person;
mod place;

mod compare;
mod rank;
mod register;

pub use appearance::{
    Ancestry, AncestryGroup, BodyPart, Build, Dye, Effect, EffectKind, EyeColour, FacialHair, Hair,
    HairColour, HairLength, Listing, Mark, MarkKind, Marks, Side, Stature, StatureKnown,
};
pub use facts::Facts;
pub use model::{Model, ModelError};
pub use outcome::{
    Agreement, Bits, Candidate, Chances, DeathBasis, Exclusion, Feature, Laboratory, Lacking, Line, Movement,
    NextStep, Ranking, Reason, SharedWord,
};
pub use record::{
    Availability, Available, Birth, Certainty, Condition, Decomposition, Missing, MissingId, Parts, Place,
    Point, Range, Setting, Sex, Travel, Unidentified, UnidentifiedId, When,
};
pub use register::{Register, rank};
