//! How somebody looked, or looks as found: stature, build, hair, eyes, marks, ancestry as recorded, what they wore.

use serde::{Deserialize, Serialize};

use super::record::Range;

/// Height, and how it is known.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stature {
    /// In cm.
    pub cm: Range,
    /// How it is known.
    #[serde(default)]
    pub known: StatureKnown,
}

/// How a height is known. People who tell theirs make themselves taller.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatureKnown {
    /// Measured, lying or standing.
    Measured,
    /// Told by the person, family or a document.
    #[default]
    Told,
    /// Estimated from bones.
    FromBones,
}

/// Build, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Build {
    /// Thin.
    Slim,
    /// Neither thin nor heavy.
    Medium,
    /// Broad or stocky.
    Stocky,
    /// Heavy.
    Heavy,
}

/// Hair of the head and of the face.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Hair {
    /// Colours as seen; several where it is streaked or greying, or where accounts differ.
    pub colours: Vec<HairColour>,
    /// Whether it was dyed.
    pub dye: Dye,
    /// Length.
    pub length: Option<HairLength>,
    /// Hair of the face.
    pub facial: Option<FacialHair>,
}

/// A colour of hair, as people name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HairColour {
    /// Black.
    Black,
    /// Dark brown.
    DarkBrown,
    /// Brown, without saying how dark.
    Brown,
    /// Light brown or mousy.
    LightBrown,
    /// Blond or fair.
    Blond,
    /// Red, ginger or auburn.
    Red,
    /// Grey.
    Grey,
    /// White.
    White,
    /// A colour that no hair has by nature.
    Unnatural,
}

/// Whether hair was dyed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dye {
    /// It was.
    Dyed,
    /// It was not.
    Natural,
    /// Nobody has said.
    #[default]
    NotKnown,
}

/// How long hair is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HairLength {
    /// Bald or shaven.
    None,
    /// Above the ears or the collar.
    Short,
    /// To the shoulders.
    Medium,
    /// Longer.
    Long,
}

/// Hair of the face.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FacialHair {
    /// Clean shaven.
    None,
    /// Unshaven for days.
    Stubble,
    /// A moustache alone.
    Moustache,
    /// A beard.
    Beard,
}

/// A colour of eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EyeColour {
    /// Blue.
    Blue,
    /// Grey.
    Grey,
    /// Green.
    Green,
    /// Hazel.
    Hazel,
    /// Brown, of any depth.
    Brown,
}

/// What a body bears, and how complete the list is: what is not listed counts against a pair only where it would have been.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Marks {
    /// The marks.
    pub listed: Vec<Mark>,
    /// How complete the list is.
    pub listing: Listing,
}

/// How complete a list is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Listing {
    /// Nobody has said: an empty list means nothing.
    #[default]
    NotSaid,
    /// What came to mind, or what could be seen of a clothed patient.
    Partial,
    /// Asked for, or looked for, from head to foot.
    Complete,
}

/// One thing that a body bears and that hardly changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// What it is.
    pub kind: MarkKind,
    /// Where on the body.
    #[serde(default)]
    pub part: BodyPart,
    /// On which side.
    #[serde(default)]
    pub side: Side,
    /// What it shows or how it came about, in free words.
    #[serde(default)]
    pub words: String,
}

/// What a mark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkKind {
    /// A tattoo.
    Tattoo,
    /// A scar.
    Scar,
    /// A mark that somebody was born with, a mole.
    Birthmark,
    /// A piercing.
    Piercing,
    /// The trace of an operation.
    Surgery,
    /// Something put into the body: a plate, a joint, a pacemaker.
    Implant,
    /// A part of the body that is missing.
    Amputation,
    /// A bone that was broken and healed, or is out of shape.
    Bone,
    /// Something about the teeth: a gap, a crown, a denture.
    Teeth,
    /// Anything else.
    Other,
}

/// A part of the body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyPart {
    /// Head and scalp.
    Head,
    /// Face.
    Face,
    /// Ear.
    Ear,
    /// Nose.
    Nose,
    /// Mouth, lips and teeth.
    Mouth,
    /// Neck and throat.
    Neck,
    /// Shoulder and collarbone.
    Shoulder,
    /// Chest and breast.
    Chest,
    /// Back.
    Back,
    /// Abdomen and navel.
    Abdomen,
    /// Hip, buttock, groin and pelvis.
    Hip,
    /// Arm, without saying which part.
    Arm,
    /// Upper arm and elbow.
    UpperArm,
    /// Forearm.
    Forearm,
    /// Wrist.
    Wrist,
    /// Hand and fingers.
    Hand,
    /// Leg, without saying which part.
    Leg,
    /// Thigh.
    Thigh,
    /// Knee.
    Knee,
    /// Shin and calf.
    LowerLeg,
    /// Ankle.
    Ankle,
    /// Foot and toes.
    Foot,
    /// Nobody has said.
    #[default]
    NotKnown,
}

/// A side of the body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Left.
    Left,
    /// Right.
    Right,
    /// In the middle.
    Middle,
    /// On both.
    Both,
    /// Nobody has said.
    #[default]
    NotKnown,
}

/// Ancestry or ethnicity, as recorded and no further.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ancestry {
    /// The broad group, where the record gives one. Only groups are compared.
    pub group: Option<AncestryGroup>,
    /// The words of the record.
    pub words: String,
}

/// A broad group, as British records have them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AncestryGroup {
    /// White.
    White,
    /// Black.
    Black,
    /// South Asian.
    SouthAsian,
    /// East or South East Asian.
    EastAsian,
    /// Arab or North African.
    Arab,
    /// More than one of them.
    Mixed,
    /// Another.
    Other,
}

/// Something worn or carried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effect {
    /// What kind of thing.
    pub kind: EffectKind,
    /// What it is, in free words.
    pub words: String,
}

/// What kind of thing somebody wears or carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EffectKind {
    /// Clothing and shoes.
    Clothing,
    /// Jewellery, a watch.
    Jewellery,
    /// Glasses, lenses, hearing aids.
    Aids,
    /// Anything else carried.
    Belonging,
}
