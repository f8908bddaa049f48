//! Could this unidentified patient, body or remains be one of the missing?
//!
//! Both sides are told as typed facts of which any may be unknown ([`Missing`], [`Unidentified`]).

mod appearance;
mod record;

pub use appearance::{
    Ancestry, AncestryGroup, BodyPart, Build, Dye, Effect, EffectKind, EyeColour, FacialHair, Hair,
    HairColour, HairLength, Listing, Mark, MarkKind, Marks, Side, Stature, StatureKnown,
};
pub use record::{
    Availability, Available, Birth, Certainty, Condition, Decomposition, Missing, MissingId, Parts, Place,
    Point, Range, Setting, Sex, Travel, Unidentified, UnidentifiedId, When,
};
