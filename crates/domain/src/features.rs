//! What of a body tells one person from another, as somebody recorded it: of a person who may one day be missing, and of
//! somebody who was found and cannot be named. The same words on both sides, so that the two can be compared.

mod described;

use serde::{Deserialize, Serialize};

use crate::{closed_sets::words, refusal::Refusal};

/// What somebody would be recognised by. Every part may be unsaid.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Features {
    /// The least that they can measure, in centimetres.
    pub stature_from_cm: Option<u16>,
    /// The most; the same where they were measured.
    pub stature_to_cm: Option<u16>,
    /// Build.
    pub build: Option<Build>,
    /// Colour of the hair of the head.
    pub hair: Option<HairColour>,
    /// How long it is.
    pub hair_length: Option<HairLength>,
    /// Style, dye, beard: what changes.
    pub hair_detail: String,
    /// Colour of the eyes.
    pub eyes: Option<EyeColour>,
    /// Marks that do not change, each in the words of whoever saw it: a tattoo, a scar, an operation. What kind it is and where
    /// on the body, [`Mark::said`] reads out of the words.
    pub marks: Vec<String>,
    /// How complete that list is.
    pub marks_listing: Option<Listing>,
    /// Teeth, as whoever looked described them.
    pub teeth: String,
}

impl Features {
    /// Takes what is said elsewhere of the same person, where nothing is said here.
    pub(crate) fn fill_from(&mut self, other: Self) {
        let or = |here: &mut String, there: String| {
            if here.trim().is_empty() {
                *here = there;
            }
        };
        if (self.stature_from_cm, self.stature_to_cm) == (None, None) {
            (self.stature_from_cm, self.stature_to_cm) = (other.stature_from_cm, other.stature_to_cm);
        }
        self.build = self.build.or(other.build);
        self.hair = self.hair.or(other.hair);
        self.hair_length = self.hair_length.or(other.hair_length);
        or(&mut self.hair_detail, other.hair_detail);
        self.eyes = self.eyes.or(other.eyes);
        let new = other.marks.into_iter().filter(|mark| !self.marks.contains(mark)).collect::<Vec<_>>();
        self.marks.extend(new);
        self.marks_listing = self.marks_listing.or(other.marks_listing);
        or(&mut self.teeth, other.teeth);
    }
}

/// A mark on the body, as it was read out of somebody's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What kind.
    pub kind: MarkKind,
    /// Where on the body; nothing where nobody said.
    pub part: Option<BodyPart>,
    /// On which side; nothing where nobody said.
    pub side: Option<Side>,
    /// The words.
    pub what: String,
}

words! {
    /// Build.
    Build {
        /// Thin.
        Slim = "slim",
        /// Neither thin nor heavy.
        Medium = "medium",
        /// Broad or stocky.
        Stocky = "stocky",
        /// Heavy.
        Heavy = "heavy",
    }
}

words! {
    /// Colour of the hair, as it looks.
    HairColour {
        /// Black.
        Black = "black",
        /// Dark brown.
        DarkBrown = "dark_brown",
        /// Brown, without saying how dark.
        Brown = "brown",
        /// Light brown or mousy.
        LightBrown = "light_brown",
        /// Blond or fair.
        Blond = "blond",
        /// Red, ginger or auburn.
        Red = "red",
        /// Grey.
        Grey = "grey",
        /// White.
        White = "white",
        /// A colour that no hair has by nature.
        Unnatural = "unnatural",
    }
}

words! {
    /// How long the hair is.
    HairLength {
        /// Bald or shaven.
        None = "none",
        /// Above the ears or the collar.
        Short = "short",
        /// To the shoulders.
        Medium = "medium",
        /// Longer.
        Long = "long",
    }
}

words! {
    /// How complete a list of marks is.
    Listing {
        /// What came to mind, or what could be seen.
        Partial = "partial",
        /// Asked for, or looked for, from head to foot.
        Complete = "complete",
    }
}

words! {
    /// Colour of the eyes.
    EyeColour {
        /// Blue.
        Blue = "blue",
        /// Grey.
        Grey = "grey",
        /// Green.
        Green = "green",
        /// Hazel.
        Hazel = "hazel",
        /// Brown, of any depth.
        Brown = "brown",
    }
}

words! {
    /// What kind of mark.
    MarkKind {
        /// A tattoo.
        Tattoo = "tattoo",
        /// A scar.
        Scar = "scar",
        /// A mark that somebody was born with, a mole.
        Birthmark = "birthmark",
        /// A piercing.
        Piercing = "piercing",
        /// The trace of an operation.
        Surgery = "surgery",
        /// Something put into the body: a plate, a joint, a pacemaker.
        Implant = "implant",
        /// A part of the body that is not there.
        Amputation = "amputation",
        /// A bone that was broken and healed, or is out of shape.
        Bone = "bone",
        /// Something about the teeth: a gap, a crown, a denture.
        Teeth = "teeth",
        /// Another mark.
        Other = "other",
    }
}

words! {
    /// Where on the body.
    BodyPart {
        /// Head and scalp.
        Head = "head",
        /// Face.
        Face = "face",
        /// Ear.
        Ear = "ear",
        /// Nose.
        Nose = "nose",
        /// Mouth, lips and teeth.
        Mouth = "mouth",
        /// Neck and throat.
        Neck = "neck",
        /// Shoulder and collarbone.
        Shoulder = "shoulder",
        /// Chest and breast.
        Chest = "chest",
        /// Back.
        Back = "back",
        /// Abdomen and navel.
        Abdomen = "abdomen",
        /// Hip, buttock, groin and pelvis.
        Hip = "hip",
        /// Arm, without saying which part.
        Arm = "arm",
        /// Upper arm and elbow.
        UpperArm = "upper_arm",
        /// Forearm.
        Forearm = "forearm",
        /// Wrist.
        Wrist = "wrist",
        /// Hand and fingers.
        Hand = "hand",
        /// Leg, without saying which part.
        Leg = "leg",
        /// Thigh.
        Thigh = "thigh",
        /// Knee.
        Knee = "knee",
        /// Shin and calf.
        LowerLeg = "lower_leg",
        /// Ankle.
        Ankle = "ankle",
        /// Foot and toes.
        Foot = "foot",
    }
}

words! {
    /// On which side of the body.
    Side {
        /// The left.
        Left = "left",
        /// The right.
        Right = "right",
        /// Both.
        Both = "both",
        /// In the middle.
        Middle = "middle",
    }
}

/// The least and the most that a grown person or a small child can measure.
const STATURES_CM: std::ops::RangeInclusive<u16> = 30..=250;

/// Beginnings of words by which people name a kind of mark. The first that a text holds decides.
const KINDS: [(&str, MarkKind); 26] = [
    ("tattoo", MarkKind::Tattoo),
    ("pacemaker", MarkKind::Implant),
    ("implant", MarkKind::Implant),
    ("replacement", MarkKind::Implant),
    ("plate", MarkKind::Implant),
    ("pin", MarkKind::Implant),
    ("amputat", MarkKind::Amputation),
    ("missing", MarkKind::Amputation),
    ("denture", MarkKind::Teeth),
    ("crown", MarkKind::Teeth),
    ("tooth", MarkKind::Teeth),
    ("teeth", MarkKind::Teeth),
    ("fractur", MarkKind::Bone),
    ("broken", MarkKind::Bone),
    ("bone", MarkKind::Bone),
    ("surg", MarkKind::Surgery),
    ("operat", MarkKind::Surgery),
    ("appendi", MarkKind::Surgery),
    ("caesarean", MarkKind::Surgery),
    ("pierc", MarkKind::Piercing),
    ("stud", MarkKind::Piercing),
    ("birthmark", MarkKind::Birthmark),
    ("mole", MarkKind::Birthmark),
    ("port", MarkKind::Birthmark),
    ("burn", MarkKind::Scar),
    ("scar", MarkKind::Scar),
];

/// Words by which people name a part of the body. The first that a text holds decides, so the narrower stands first.
const PARTS: [(&[&str], BodyPart); 22] = [
    (&["forearm"], BodyPart::Forearm),
    (&["wrist"], BodyPart::Wrist),
    (&["elbow", "biceps", "bicep"], BodyPart::UpperArm),
    (&["shoulder", "collarbone", "clavicle"], BodyPart::Shoulder),
    (&["finger", "thumb", "hand", "knuckle", "palm"], BodyPart::Hand),
    (&["ankle"], BodyPart::Ankle),
    (&["knee"], BodyPart::Knee),
    (&["thigh"], BodyPart::Thigh),
    (&["shin", "calf"], BodyPart::LowerLeg),
    (&["toe", "foot", "heel", "sole"], BodyPart::Foot),
    (&["ear", "earlobe"], BodyPart::Ear),
    (&["nose", "nostril"], BodyPart::Nose),
    (&["mouth", "lip", "tooth", "teeth", "tongue", "incisor", "molar"], BodyPart::Mouth),
    (&["cheek", "chin", "eyebrow", "forehead", "face", "eye"], BodyPart::Face),
    (&["scalp", "head", "skull"], BodyPart::Head),
    (&["neck", "throat"], BodyPart::Neck),
    (&["chest", "breast", "rib"], BodyPart::Chest),
    (&["abdomen", "belly", "stomach", "navel", "abdominal"], BodyPart::Abdomen),
    (&["hip", "buttock", "groin", "pelvis"], BodyPart::Hip),
    (&["back", "spine"], BodyPart::Back),
    (&["arm"], BodyPart::Arm),
    (&["leg"], BodyPart::Leg),
];

impl Mark {
    /// What somebody's words say of a mark: its kind, where it is and on which side, as far as they say so.
    #[must_use]
    pub fn said(words: &str) -> Self {
        let lower = words.to_lowercase();
        let said: Vec<&str> = lower.split(|letter: char| !letter.is_alphanumeric()).collect();
        let kind = KINDS.iter().find(|(begins, _)| said.iter().any(|word| word.starts_with(begins)));
        let upper_arm = said.windows(2).any(|pair| pair == ["upper", "arm"]);
        let lower_leg = said.windows(2).any(|pair| pair == ["lower", "leg"]);
        let named = PARTS.iter().find(|(names, _)| {
            names
                .iter()
                .any(|name| said.iter().any(|word| word == name || word.strip_suffix('s') == Some(name)))
        });
        let part = match named.map(|(_, part)| *part) {
            Some(BodyPart::Arm) if upper_arm => Some(BodyPart::UpperArm),
            Some(BodyPart::Leg) if lower_leg => Some(BodyPart::LowerLeg),
            other => other,
        };
        let has = |word: &str| said.contains(&word);
        let side = match (has("left"), has("right"), has("both")) {
            (true, true, _) | (_, _, true) => Some(Side::Both),
            (true, false, false) => Some(Side::Left),
            (false, true, false) => Some(Side::Right),
            (false, false, false) => None,
        };
        Self {
            kind: kind.map_or(MarkKind::Other, |(_, kind)| *kind),
            part,
            side,
            what: words.trim().to_owned(),
        }
    }
}

impl Features {
    /// The least and the most that they can measure; where one bound is said, the other is the same.
    #[must_use]
    pub fn stature_cm(&self) -> Option<(u16, u16)> {
        let least = self.stature_from_cm.or(self.stature_to_cm)?;
        Some((least, self.stature_to_cm.unwrap_or(least)))
    }

    /// The marks, as far as their words say what they are.
    #[must_use]
    pub fn marks_read(&self) -> Vec<Mark> {
        self.marks.iter().filter(|words| !words.trim().is_empty()).map(|words| Mark::said(words)).collect()
    }

    /// Refused for a height that nobody has, or whose bounds are the wrong way round.
    ///
    /// # Errors
    /// The refusal.
    pub fn check(&self) -> Result<(), Refusal> {
        match self.stature_cm() {
            Some((least, most))
                if least > most || !STATURES_CM.contains(&least) || !STATURES_CM.contains(&most) =>
            {
                Err(Refusal::NoSuchRange { field: "stature_from_cm" })
            }
            Some(_) | None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_out_of_plain_words() {
        let cases = [
            (
                "Tattoo of a swallow, left forearm",
                MarkKind::Tattoo,
                Some(BodyPart::Forearm),
                Some(Side::Left),
            ),
            ("Appendix operation", MarkKind::Surgery, None, None),
            ("Scar on the right upper arm", MarkKind::Scar, Some(BodyPart::UpperArm), Some(Side::Right)),
            ("Both ears pierced", MarkKind::Piercing, Some(BodyPart::Ear), Some(Side::Both)),
            ("Hip replacement", MarkKind::Implant, Some(BodyPart::Hip), None),
            ("Something odd", MarkKind::Other, None, None),
        ];
        for (words, kind, part, side) in cases {
            let mark = Mark::said(words);
            assert_eq!((mark.kind, mark.part, mark.side), (kind, part, side), "{words}");
            assert_eq!(mark.what, words);
        }
    }

    #[test]
    fn a_height_with_one_bound_is_that_height_and_nobody_is_four_metres_tall() {
        let of = |from, to| Features { stature_from_cm: from, stature_to_cm: to, ..Features::default() };
        assert_eq!(of(Some(172), None).stature_cm(), Some((172, 172)));
        assert_eq!(of(Some(170), Some(175)).check(), Ok(()));
        let refused = Err(Refusal::NoSuchRange { field: "stature_from_cm" });
        assert_eq!(of(Some(175), Some(170)).check(), refused);
        assert_eq!(of(Some(400), None).check(), refused);
    }
}
